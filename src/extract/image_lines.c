/* image_lines.c - the words that stand beside a picture's pixels, a line each, within their limit. */
#include "extract/image_lines.h"

#include "base/limits.h"
#include "base/mem.h"
#include "text/encoding.h"

size_t ts_image_lines_room(const ts_image_lines *n) {
    return n->text.len < TS_LIMIT_NOTES ? TS_LIMIT_NOTES - n->looked : 0;
}

ts_span ts_image_lines_within(ts_image_lines *n, ts_span value) {
    ts_span got = ts_slice(value, 0, ts_image_lines_room(n));
    n->looked += got.len;
    n->cut += value.len - got.len;
    return got;
}

void ts_image_lines_put(ts_image_lines *n, ts_span name, ts_span value) {
    while (value.len) {
        ts_span text = ts_until_nul(value), line = ts_trim(text);
        value = ts_slice(value, text.len + 1, SIZE_MAX);
        if (n->text.len >= TS_LIMIT_NOTES) {
            n->cut += line.len;
        } else if (line.len) {
            size_t from = n->text.len;
            bool fresh = true;
            ts_buf_add(&n->text, name);
            ts_buf_add_str(&n->text, ": ");
            ts_buf_add(&n->text, line);
            ts_buf_add_char(&n->text, '\n');
            if (n->said)
                ts_map_slot(n->said, ts_slice(ts_buf_span(&n->text), from, SIZE_MAX), &fresh);
            n->text.len = fresh ? n->text.len : from;
        }
    }
}

void ts_image_lines_add(ts_image_lines *n, const char *name, ts_span value) {
    ts_image_lines_put(n, ts_str(name), ts_image_lines_within(n, value));
}

void ts_image_lines_utf16(ts_image_lines *n, const char *name, ts_span raw, bool big_endian) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    size_t used;
    ts_to_utf8(big_endian ? TS_UTF16BE : TS_UTF16LE, ts_image_lines_within(n, raw), true, &text, &used);
    ts_image_lines_put(n, ts_str(name), ts_buf_span(&text));
}
