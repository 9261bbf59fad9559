/* rar_volume.c - what a rar lacks that lies in other volumes of its set: told by its headers alone. */
#include "extract/rar_volume.h"

#include "base/limits.h"

enum { HEAD = 64, OLD_SIGN = 7, NEW_SIGN = 8 };

/* One header of either generation. */
typedef struct block {
    bool is_file, locked; /* locked: no header behind it can be read */
    bool from_before, goes_on; /* of a file: its data */
    uint64_t len, data; /* of the header, and what lies behind it */
} block;

static uint64_t read_vint(ts_cursor *c) {
    uint64_t n = 0;
    for (unsigned i = 0; i < 10; i++) {
        uint8_t byte = ts_read_u8(c);
        n |= (uint64_t)(byte & 0x7F) << 7 * i;
        if (!(byte & 0x80))
            return n;
    }
    c->ok = false;
    return 0;
}

static bool read_new(ts_span head, block *b) {
    enum { HAS_EXTRA = 1, HAS_DATA = 2, BEFORE = 8, AFTER = 16, TYPE_FILE = 2, TYPE_LOCK = 4 };
    ts_cursor c = ts_cursor_over(head);
    ts_skip(&c, 4); /* its sum */
    uint64_t size = read_vint(&c);
    b->len = head.len - ts_cursor_left(&c) + size;
    uint64_t type = read_vint(&c), flags = read_vint(&c);
    if (flags & HAS_EXTRA)
        read_vint(&c);
    b->data = flags & HAS_DATA ? read_vint(&c) : 0;
    b->is_file = type == TYPE_FILE;
    b->locked = type == TYPE_LOCK;
    b->from_before = flags & BEFORE;
    b->goes_on = flags & AFTER;
    return c.ok && size > 0;
}

static bool read_old(ts_span head, block *b) {
    enum { BEFORE = 1, AFTER = 2, HAS_HIGH = 0x100, HAS_DATA = 0x8000, LOCKED = 0x80, MAIN = 0x73, MEMBER = 0x74 };
    ts_cursor c = ts_cursor_over(head);
    ts_skip(&c, 2); /* its sum */
    uint8_t type = ts_read_u8(&c);
    uint16_t flags = ts_read_u16le(&c);
    b->len = ts_read_u16le(&c);
    b->is_file = type == MEMBER;
    b->locked = type == MAIN && flags & LOCKED;
    b->data = flags & HAS_DATA || b->is_file ? ts_read_u32le(&c) : 0;
    if (b->is_file && flags & HAS_HIGH) {
        ts_skip(&c, 21);
        b->data |= (uint64_t)ts_read_u32le(&c) << 32;
    }
    b->from_before = flags & BEFORE;
    b->goes_on = flags & AFTER;
    return c.ok && b->len >= 7 && type >= 0x72 && type <= 0x7B;
}

/* Bytes of a signature at the head; 0: there is none. */
static size_t signature(ts_span head, bool *is_new) {
    bool fits = ts_span_starts(head, ts_span_of("Rar!\x1a\x07", 6)) && head.len > OLD_SIGN;
    *is_new = fits && head.ptr[6] == 1;
    return !fits ? 0 : *is_new ? NEW_SIGN : OLD_SIGN;
}

ts_rar_gaps ts_rar_gaps_of(ts_source *in) {
    ts_rar_gaps gaps = {0};
    uint64_t at = 0;
    bool is_new = false, met = false;
    for (uint64_t n = 0; n < TS_LIMIT_MEMBERS && at < in->size; n++) {
        char bytes[HEAD] = {0};
        size_t len = in->size - at < HEAD ? (size_t)(in->size - at) : HEAD, sign;
        bool new_now;
        if (ts_source_read_at(in, at, bytes, len) != TS_OK)
            break;
        ts_span head = ts_span_of(bytes, len);
        if ((sign = signature(head, &new_now)) > 0) { /* volumes that were put together have one each */
            is_new = new_now;
            at += sign;
            continue;
        }
        block b = {0};
        if (at == 0 || !(is_new ? read_new(head, &b) : read_old(head, &b)) || b.locked)
            break;
        if (b.is_file) {
            gaps.before += !met && b.from_before ? b.data : 0;
            gaps.after = b.goes_on;
            met = true;
        }
        if (b.len > in->size - at || b.data > in->size - at - b.len)
            break;
        at += b.len + b.data;
    }
    return gaps;
}
