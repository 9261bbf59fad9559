/* wire.c - framed messages between parent and worker; trusts neither length nor order. */
#include "worker/wire.h"

#include "base/limits.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "fixed parts are copied as they stand");

size_t ts_frame_open(ts_buf *out, uint16_t type, uint32_t item, uint32_t sequence) {
    size_t frame = out->len;
    ts_buf_reserve(out, TS_WIRE_HEADER);
    ts_buf_add_u32le(out, 0);
    ts_buf_add_u16le(out, type);
    ts_buf_add_u16le(out, TS_WIRE_VERSION);
    ts_buf_add_u32le(out, item);
    ts_buf_add_u32le(out, sequence);
    return frame;
}

void ts_frame_close(ts_buf *out, size_t frame) {
    uint32_t len = (uint32_t)(out->len - frame - TS_WIRE_HEADER);
    memcpy(out->ptr + frame, &len, sizeof len);
}

void ts_frame_put(ts_buf *out, const ts_frame *f) {
    size_t frame = ts_frame_open(out, f->type, f->item, f->sequence);
    ts_buf_add(out, f->payload);
    ts_frame_close(out, frame);
}

/* Type and version are looked at before the length is believed, so that noise ends at once. */
bool ts_frame_get(ts_cursor *in, ts_frame *out, size_t *need, bool *bad) {
    *bad = false;
    *need = TS_WIRE_HEADER;
    if (ts_cursor_left(in) < TS_WIRE_HEADER)
        return false;
    ts_cursor c = *in;
    uint32_t len = ts_read_u32le(&c);
    ts_frame f = {.type = ts_read_u16le(&c)};
    uint16_t version = ts_read_u16le(&c);
    f.item = ts_read_u32le(&c);
    f.sequence = ts_read_u32le(&c);
    if (len > TS_LIMIT_FRAME || version != TS_WIRE_VERSION || f.type < TS_FRAME_HELLO || f.type >= TS_FRAME_LAST) {
        *bad = true;
        return false;
    }
    *need = TS_WIRE_HEADER + (size_t)len;
    if (ts_cursor_left(&c) < len)
        return false;
    f.payload = ts_read_span(&c, len);
    *in = c;
    *out = f;
    return true;
}

const char *ts_layer_name(int bit) {
    static const char *const names[TS_LAYERS] = {"no-new-privs", "seccomp", "landlock", "namespaces",
                                                 "empty-root",   "own-uid", "limits"};
    return bit >= 0 && bit < TS_LAYERS ? names[bit] : "unknown";
}
