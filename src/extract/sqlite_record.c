/* sqlite_record.c - records of a SQLite database: values by serial type ("Database File Format" 2.1). */
#include "extract/sqlite_record.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/limits.h"
#include "extract/sqlite_pages.h"
#include "text/encoding.h"

enum { MOST_FIELDS = 32768, NUMBER = 32, REAL = 7, ZERO = 8, ONE = 9, BLOB = 12 };

void ts_sqlite_record_done(ts_sqlite_record *r) { ts_free(r->field); }

ts_sqlite_class ts_sqlite_class_of(uint64_t type) {
    if (type == 0)
        return TS_SQLITE_NULL;
    if (type < BLOB)
        return type == REAL ? TS_SQLITE_REAL : TS_SQLITE_INTEGER;
    return type % 2 ? TS_SQLITE_TEXT : TS_SQLITE_BLOB;
}

uint64_t ts_sqlite_body_len(uint64_t type) {
    static const unsigned char len[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    if (type < sizeof len)
        return len[type];
    return type < BLOB ? UINT64_MAX : (type - BLOB) / 2;
}

static void add(ts_sqlite_record *r, uint64_t type) {
    if (r->n == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 64;
        r->field = ts_grow(r->field, r->cap, sizeof *r->field);
    }
    r->field[r->n++] = (ts_sqlite_field){.type = type, .body = {"", 0}};
}

bool ts_sqlite_record_read(ts_span payload, ts_sqlite_record *r) {
    size_t at = 0;
    uint64_t header, type;
    r->n = 0;
    r->cut = false;
    if (!ts_sqlite_varint(payload, &at, &header) || header < at || header > payload.len)
        return false;
    ts_span head = ts_slice(payload, 0, (size_t)header);
    while (at < head.len && r->n < MOST_FIELDS) {
        if (!ts_sqlite_varint(head, &at, &type) || ts_sqlite_body_len(type) == UINT64_MAX)
            return false;
        add(r, type);
    }
    at = head.len;
    for (size_t i = 0; i < r->n; i++) {
        uint64_t len = ts_sqlite_body_len(r->field[i].type);
        r->cut |= len > payload.len - at;
        r->field[i].body = ts_slice(payload, at, len < payload.len ? (size_t)len : payload.len);
        at += r->field[i].body.len;
    }
    return true;
}

size_t ts_sqlite_record_rest(ts_span s, size_t first, size_t n, size_t gap, ts_sqlite_record *r) {
    size_t at = 0;
    uint64_t type;
    r->n = 0;
    r->cut = false;
    while (r->n < first)
        add(r, 0);
    while (r->n < n) {
        if (!ts_sqlite_varint(s, &at, &type) || ts_sqlite_body_len(type) == UINT64_MAX)
            return 0;
        add(r, type);
    }
    if (gap > s.len - at)
        return 0;
    at += gap;
    for (size_t i = first; i < n; i++) {
        uint64_t len = ts_sqlite_body_len(r->field[i].type);
        if (r->cut && len)
            return 0;
        r->cut |= len > s.len - at;
        if (r->cut && !r->may_cut)
            return 0;
        r->field[i].body = ts_slice(s, at, len < s.len ? (size_t)len : s.len);
        at += r->field[i].body.len;
    }
    return at;
}

/* A number that is cut says nothing. */
int64_t ts_sqlite_integer(const ts_sqlite_field *f) {
    if (f->type == ONE)
        return 1;
    if (ts_sqlite_class_of(f->type) != TS_SQLITE_INTEGER || f->body.len != ts_sqlite_body_len(f->type))
        return 0;
    uint64_t v = (unsigned char)f->body.ptr[0] >= 0x80 ? UINT64_MAX : 0;
    for (size_t i = 0; i < f->body.len; i++)
        v = v << 8 | (unsigned char)f->body.ptr[i];
    return (int64_t)v;
}

static ts_span real(const ts_sqlite_field *f, ts_arena *loose) {
    ts_cursor c = ts_cursor_over(f->body);
    uint64_t high = ts_read_u32be(&c), bits = high << 32 | ts_read_u32be(&c);
    double d;
    memcpy(&d, &bits, sizeof d);
    char *to = ts_arena_alloc(loose, NUMBER);
    int n = c.ok ? snprintf(to, NUMBER, "%.15g", d) : 0;
    return (ts_span){to, n > 0 ? (size_t)n : 0};
}

ts_span ts_sqlite_shown(const ts_sqlite_field *f, unsigned encoding, ts_arena *loose) {
    switch (ts_sqlite_class_of(f->type)) {
    case TS_SQLITE_NULL:
        return (ts_span){"", 0};
    case TS_SQLITE_INTEGER: {
        char *to = ts_arena_alloc(loose, NUMBER);
        int n = snprintf(to, NUMBER, "%" PRId64, ts_sqlite_integer(f));
        return (ts_span){to, n > 0 ? (size_t)n : 0};
    }
    case TS_SQLITE_REAL:
        return real(f, loose);
    case TS_SQLITE_TEXT:
        if (encoding != TS_SQLITE_UTF8) {
            TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
            size_t used;
            ts_to_utf8(encoding == TS_SQLITE_UTF16BE ? TS_UTF16BE : TS_UTF16LE, f->body, true, &text, &used);
            return ts_arena_copy(loose, ts_buf_span(&text));
        }
        return f->body;
    default:
        return f->body;
    }
}
