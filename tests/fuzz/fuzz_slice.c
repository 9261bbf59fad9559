/* fuzz_slice.c - any bytes, read whole and in slices of any size: the same comes out.  Of what cannot be cut a sample is asked for.
 *
 * The first two bytes are the slice's size and the window's.
 */
#include "support/slices.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 3)
        return 0;
    ts_span bytes = ts_span_of(data + 2, size - 2);
    slices_log l = {0};
    ts_slice_job first = {.from = 0, .to = 1};
    ts_source_set_window(data[1] % 8 ? TS_SOURCE_WINDOW : 1 + data[1] / 8);
    slices_read(bytes, &first, &l);
    slices_log_done(&l);
    if (!first.begun) {
        ts_slice_job later = {.from = bytes.len / 2 + 1, .to = bytes.len + 1};
        slices_read(bytes, &later, &l);
        if (later.begun && later.start < later.from)
            __builtin_trap();
        slices_log_done(&l);
        return 0;
    }
    if (slices_compare(bytes, 1 + data[0], &l))
        __builtin_trap();
    slices_log_done(&l);
    return 0;
}
