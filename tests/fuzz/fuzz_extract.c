/* fuzz_extract.c - any bytes into one format's reader (TS_FUZZ_FORMAT); offsets must lead back to their bytes. */
#include "extract/letters.h"
#include "extract/unlock.h"
#include "support/collect.h"

#define JOIN(a, b) a##b
#define STRUCT_OF(format) JOIN(ts_extractor_, format)
extern const ts_extractor STRUCT_OF(TS_FUZZ_FORMAT);

__attribute__((weak)) void ts_extract_preload(void); /* where the reader is a library's */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    ts_letters_preload();
    if (ts_extract_preload)
        ts_extract_preload();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ts_passwords words; /* of the locked seeds, and one that fits nothing */
    collected c;
    if (!words.n && ts_passwords_add(&words, ts_str("no\nsecret\nletmein\n")) == TS_OK)
        ts_unlock_use(&words);
    ts_unlock_begin();
    collect_with(&STRUCT_OF(TS_FUZZ_FORMAT), ts_span_of(data, size), &c);
    if (c.wrong_offsets)
        __builtin_trap();
    collected_done(&c);
    return 0;
}
