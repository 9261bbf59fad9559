/* files_marks.c - what a tree's documents and places are looked up by, for both sides alike. */
#include "store/files_index.h"

#include "base/mem.h"
#include "text/fold.h"

ts_files_mark ts_files_mark_of(const ts_fingerprinter *f, ts_files_key key, ts_span value) {
    enum { FILES_DOMAIN = 160 }; /* beyond the keys of .tsx files, which have one fingerprinter */
    return (ts_files_mark){ts_fingerprint(f, (uint8_t)(FILES_DOMAIN + key), value)};
}

ts_files_mark ts_files_mark_of_u64(const ts_fingerprinter *f, ts_files_key key, uint64_t mark) {
    char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (char)(mark >> 8 * i);
    return ts_files_mark_of(f, key, ts_span_of(bytes, sizeof bytes));
}

/* From behind the `slashes`-th last slash, whichever way it leans. */
static ts_span tail(ts_span path, int slashes) {
    size_t from = path.len;
    while (from) {
        char c = path.ptr[from - 1];
        if ((c == '/' || c == '\\') && !--slashes)
            break;
        from--;
    }
    return ts_slice(path, from, SIZE_MAX);
}

ts_files_mark ts_files_mark_of_name(const ts_fingerprinter *f, ts_files_key key, ts_span path, uint64_t size) {
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    ts_fold(tail(path, key == TS_FILES_SUFFIX ? 2 : 1), &text);
    for (size_t i = 0; i < text.len; i++)
        text.ptr[i] = text.ptr[i] == '\\' ? '/' : text.ptr[i];
    if (key == TS_FILES_NAME_SIZE) {
        ts_buf_add_char(&text, 0);
        ts_buf_add_u64le(&text, size);
    }
    return ts_files_mark_of(f, key, ts_buf_span(&text));
}
