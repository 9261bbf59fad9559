/* dicom_rle.c - frames packed by run lengths (PS3.5, annex G). */
#include "extract/dicom_rle.h"

enum { HEAD = 64, MOST = 15, NOTHING = 128 };

/* One plane of bytes: a count below 128 and so many bytes and one more, or one above and a byte to repeat (G.3.1).  Every
 * `step`-th byte of `out` is written, `n` in all; how many were. */
static size_t unpack(ts_span in, char *out, size_t step, size_t n) {
    ts_cursor c = ts_cursor_over(in);
    size_t done = 0;
    while (done < n && ts_cursor_left(&c) > 1) {
        uint8_t count = ts_read_u8(&c);
        if (count == NOTHING)
            continue;
        bool repeat = count > NOTHING;
        size_t left = repeat ? 257u - count : count + 1u;
        char byte = (char)(repeat ? ts_read_u8(&c) : 0);
        for (; left && done < n && (repeat || ts_cursor_left(&c)); left--, done++)
            out[done * step] = repeat ? byte : (char)ts_read_u8(&c);
    }
    return done;
}

bool ts_dicom_unpack_runs(ts_span in, size_t pixels, size_t samples, size_t bytes, ts_buf *out, bool *cut) {
    ts_cursor c = ts_cursor_over(ts_slice(in, 0, HEAD));
    uint32_t planes = ts_read_u32le(&c), begin[MOST + 1];
    if (!c.ok || planes != samples * bytes || planes > MOST)
        return false;
    for (size_t i = 0; i < MOST; i++)
        begin[i] = ts_read_u32le(&c);
    begin[planes] = UINT32_MAX;
    ts_buf_reserve(out, pixels * planes);
    memset(out->ptr + out->len, 0, pixels * planes);
    char *at = out->ptr + out->len;
    out->len += pixels * planes;
    *cut = !c.ok;
    for (size_t i = 0; c.ok && i < planes; i++) {
        size_t to = begin[i + 1] > begin[i] ? begin[i + 1] : begin[i];
        ts_span plane = ts_slice(in, begin[i], to - begin[i]);
        /* The most significant byte comes first. */
        *cut |= unpack(plane, at + i / bytes * pixels * bytes + (bytes - 1 - i % bytes), bytes, pixels) < pixels;
    }
    return true;
}
