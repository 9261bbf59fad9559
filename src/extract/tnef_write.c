/* tnef_write.c - a message as a TNEF stream (MS-OXTNEF), made as it is given. */
#include "extract/tnef_write.h"

#include "base/limits.h"
#include "base/mem.h"

enum { PIECE = 32 * 1024 };

static void send(ts_tnef_writer *w) {
    if (!w->err && w->pending.len && !w->cut)
        w->err = ts_emit_child_data(w->out, ts_buf_span(&w->pending));
    ts_buf_clear(&w->pending);
}

static void put(ts_tnef_writer *w, ts_span bytes) {
    w->given += bytes.len;
    w->cut |= w->given > TS_LIMIT_MEMBER;
    if (w->cut || w->err)
        return;
    ts_buf_add(&w->pending, bytes);
    if (w->pending.len >= PIECE)
        send(w);
}

static void put_number(ts_tnef_writer *w, uint32_t v, size_t bytes) {
    char le[4] = {(char)v, (char)(v >> 8), (char)(v >> 16), (char)(v >> 24)};
    put(w, (ts_span){le, bytes});
}

static void end_attribute(ts_tnef_writer *w) {
    static const char zeros[4096];
    if (w->cut || w->err)
        w->left = 0;
    while (w->left)
        ts_tnef_bytes(w, (ts_span){zeros, w->left < sizeof zeros ? (size_t)w->left : sizeof zeros});
}

void ts_tnef_begin(ts_tnef_writer *w, ts_sink *out) {
    *w = (ts_tnef_writer){.out = out};
    put_number(w, TS_TNEF_SIGN, 4);
    put_number(w, 1, 2); /* a key: any but 0 */
}

void ts_tnef_attribute(ts_tnef_writer *w, uint8_t level, uint32_t id, uint32_t len) {
    end_attribute(w);
    put_number(w, level, 1);
    put_number(w, id, 4);
    put_number(w, len, 4);
    w->sum = 0;
    w->left = len;
    if (!len)
        put_number(w, 0, 2);
}

void ts_tnef_bytes(ts_tnef_writer *w, ts_span bytes) {
    bytes = ts_slice(bytes, 0, w->left < SIZE_MAX ? (size_t)w->left : SIZE_MAX);
    for (size_t i = 0; i < bytes.len; i++)
        w->sum = (uint16_t)(w->sum + (uint8_t)bytes.ptr[i]);
    put(w, bytes);
    w->left -= bytes.len;
    if (!w->left && bytes.len)
        put_number(w, w->sum, 2);
}

void ts_tnef_u16(ts_tnef_writer *w, uint16_t v) {
    char le[2] = {(char)v, (char)(v >> 8)};
    ts_tnef_bytes(w, (ts_span){le, 2});
}

void ts_tnef_u32(ts_tnef_writer *w, uint32_t v) {
    char le[4] = {(char)v, (char)(v >> 8), (char)(v >> 16), (char)(v >> 24)};
    ts_tnef_bytes(w, (ts_span){le, 4});
}

ts_err ts_tnef_end(ts_tnef_writer *w) {
    end_attribute(w);
    send(w);
    ts_buf_wipe(&w->pending);
    return w->err;
}
