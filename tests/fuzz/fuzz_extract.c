/* fuzz_extract.c - any bytes into one format's reader (TS_FUZZ_FORMAT); offsets must lead back to their bytes. */
#include "support/collect.h"

#define JOIN(a, b) a##b
#define STRUCT_OF(format) JOIN(ts_extractor_, format)
extern const ts_extractor STRUCT_OF(TS_FUZZ_FORMAT);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    collected c;
    collect_with(&STRUCT_OF(TS_FUZZ_FORMAT), ts_span_of(data, size), &c);
    if (c.wrong_offsets)
        __builtin_trap();
    collected_done(&c);
    return 0;
}
