/* rar_headers.c - what the headers of a rar say and the library does not: what lies in other volumes, what a password closes. */
#include "extract/rar_headers.h"

#include "base/limits.h"

enum { HEAD = 64, OLD_SIGN = 7, NEW_SIGN = 8 };

/* One header of either generation. */
typedef struct block {
    bool is_file, is_end, ends; /* ends: no header behind it can be read, it is locked */
    bool from_before, goes_on; /* of a file: its data */
    uint64_t at, len, extra, data; /* of the header and of its last part, and what lies behind it */
} block;

typedef struct walk {
    ts_source *in;
    uint64_t at, blocks;
    bool is_new, ended; /* ended: as it says itself; only another volume may follow */
    bool cut; /* the file ends within a header, or what that names */
} walk;

uint64_t ts_rar_vint(ts_cursor *c) {
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
    enum { HAS_EXTRA = 1, HAS_DATA = 2, BEFORE = 8, AFTER = 16, TYPE_FILE = 2, TYPE_LOCK = 4, TYPE_END = 5 };
    ts_cursor c = ts_cursor_over(head);
    ts_skip(&c, 4); /* its sum */
    uint64_t size = ts_rar_vint(&c);
    b->len = head.len - ts_cursor_left(&c) + size;
    uint64_t type = ts_rar_vint(&c), flags = ts_rar_vint(&c);
    b->extra = flags & HAS_EXTRA ? ts_rar_vint(&c) : 0;
    b->data = flags & HAS_DATA ? ts_rar_vint(&c) : 0;
    b->is_file = type == TYPE_FILE;
    b->is_end = type == TYPE_END;
    b->ends = type == TYPE_LOCK;
    b->from_before = flags & BEFORE;
    b->goes_on = flags & AFTER;
    return c.ok && size > 0;
}

static bool read_old(ts_span head, block *b) {
    enum {
        BEFORE = 1,
        AFTER = 2,
        HAS_HIGH = 0x100,
        HAS_DATA = 0x8000,
        LOCKED = 0x80,
        MAIN = 0x73,
        MEMBER = 0x74,
        END = 0x7B
    };
    ts_cursor c = ts_cursor_over(head);
    ts_skip(&c, 2); /* its sum */
    uint8_t type = ts_read_u8(&c);
    uint16_t flags = ts_read_u16le(&c);
    b->len = ts_read_u16le(&c);
    b->is_file = type == MEMBER;
    b->is_end = type == END;
    b->ends = type == MAIN && flags & LOCKED;
    b->data = flags & HAS_DATA || b->is_file ? ts_read_u32le(&c) : 0;
    if (b->is_file && flags & HAS_HIGH) {
        ts_skip(&c, 21);
        b->data |= (uint64_t)ts_read_u32le(&c) << 32;
    }
    b->from_before = flags & BEFORE;
    b->goes_on = flags & AFTER;
    return c.ok && b->len >= 7 && type >= 0x72 && type <= 0x7B;
}

size_t ts_rar_signature(ts_span head, bool *is_new) {
    bool fits = ts_span_starts(head, ts_span_of("Rar!\x1a\x07", 6)) && head.len > OLD_SIGN;
    *is_new = fits && head.ptr[6] == 1;
    return !fits ? 0 : *is_new ? NEW_SIGN : OLD_SIGN;
}

/* The next header, whatever stands behind it. */
static bool next_block(walk *w, block *b) {
    while (w->at < w->in->size && w->blocks++ < TS_LIMIT_MEMBERS) {
        char bytes[HEAD] = {0};
        size_t len = w->in->size - w->at < HEAD ? (size_t)(w->in->size - w->at) : HEAD, sign;
        bool is_new;
        if (ts_source_read_at(w->in, w->at, bytes, len) != TS_OK)
            return false;
        ts_span head = ts_span_of(bytes, len);
        if ((sign = ts_rar_signature(head, &is_new)) > 0) { /* volumes that were put together have one each */
            w->is_new = is_new;
            w->ended = false;
            w->at += sign;
            continue;
        }
        *b = (block){.at = w->at};
        if (w->at == 0 || w->ended)
            return false;
        if (!(w->is_new ? read_new(head, b) : read_old(head, b))) {
            w->cut = len < HEAD;
            return false;
        }
        if (b->ends)
            return false;
        uint64_t room = w->in->size - w->at;
        w->ended = b->is_end && b->len <= room;
        w->cut = b->len > room || b->data > room - b->len;
        w->at = w->cut ? w->in->size : w->at + b->len + b->data;
        return true;
    }
    return false;
}

ts_rar_gaps ts_rar_gaps_of(ts_source *in) {
    ts_rar_gaps gaps = {0};
    walk w = {.in = in};
    bool met = false;
    for (block b; next_block(&w, &b);) {
        if (!b.is_file)
            continue;
        gaps.before += !met && b.from_before ? b.data : 0;
        gaps.after = b.goes_on;
        met = true;
    }
    gaps.cut = w.cut || (w.is_new && !w.ended);
    return gaps;
}

/* Rar 5 says so in a record of the header's last part: records of a length, a type and what belongs to it. */
static bool has_lock(ts_source *in, const block *b) {
    enum { MOST = 1024, TYPE_LOCK = 1 };
    char bytes[MOST];
    size_t len = b->extra < MOST ? (size_t)b->extra : MOST;
    if (b->extra > b->len || ts_source_read_at(in, b->at + b->len - b->extra, bytes, len) != TS_OK)
        return false;
    for (ts_cursor c = ts_cursor_over(ts_span_of(bytes, len)); ts_cursor_left(&c) > 0;) {
        uint64_t size = ts_rar_vint(&c);
        ts_cursor record = c;
        if (!c.ok || size == 0 || size > ts_cursor_left(&c))
            return false;
        if (ts_rar_vint(&record) == TYPE_LOCK)
            return true;
        ts_skip(&c, (size_t)size);
    }
    return false;
}

static bool next_member(ts_source *in, bool is_new, uint64_t from, block *b) {
    walk w = {.in = in, .at = from, .is_new = is_new};
    while (next_block(&w, b))
        if (b->is_file)
            return true;
    return false;
}

bool ts_rar5_locked(ts_source *in, uint64_t from) {
    block b;
    return next_member(in, true, from, &b) && has_lock(in, &b);
}

bool ts_rar_member_at(ts_source *in, bool is_new, uint64_t from, uint64_t *at) {
    block b;
    bool there = next_member(in, is_new, from, &b);
    *at = b.at;
    return there;
}
