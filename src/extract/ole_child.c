/* ole_child.c - streams of a compound file, and pieces of them, as members. */
#include "extract/inflate.h"
#include "extract/ole.h"

enum {
    BLOCK = 16 * 1024,
    MAX_ABOVE = 32, /* storages of a member's path */
    ZLIB_HEAD = 2 /* before the packed bytes (RFC 1950); their sum behind them is not held against them */
};

ts_err ts_ole_part(const ts_ole_stream *s, uint64_t from, uint64_t to, ts_span name, ts_sink *out) {
    char block[BLOCK];
    to = to < s->size ? to : s->size;
    from = from < to ? from : to;
    ts_child child = {.name = name, .size = to - from};
    ts_err err = ts_emit_child_begin(out, &child);
    ts_reason reason = to - from > TS_LIMIT_MEMBER ? TS_REASON_TOO_LARGE : to == s->size ? s->reason : TS_READ;
    for (uint64_t at = from; !err && at < to && reason != TS_REASON_TOO_LARGE;) {
        size_t n = to - at < sizeof block ? (size_t)(to - at) : sizeof block;
        err = ts_ole_stream_read_at(s, at, block, n);
        if (!err)
            err = ts_emit_child_data(out, (ts_span){block, n});
        at += n;
    }
    return err ? err : ts_emit_child_end(out, reason, to - from);
}

ts_err ts_ole_unpack(const ts_ole_stream *s, uint64_t from, uint64_t to, ts_span name, ts_sink *out) {
    char packed[BLOCK], block[BLOCK];
    to = to < s->size ? to : s->size;
    from = from < to ? from : to;
    uint64_t at = from + ZLIB_HEAD, given = 0;
    ts_child child = {.name = name, .size = UINT64_MAX};
    ts_err err = ts_emit_child_begin(out, &child);
    ts_inflate *z = ts_inflate_new();
    ts_reason reason = TS_READ;
    bool ended = false;
    while (!err && !ended && !reason) {
        size_t n = at < to ? (to - at < sizeof packed ? (size_t)(to - at) : sizeof packed) : 0, used, got;
        err = ts_ole_stream_read_at(s, at < to ? at : to, packed, n);
        if (!err && ts_inflate_run(z, (ts_span){packed, n}, block, sizeof block, &used, &got, &ended))
            reason = TS_REASON_CORRUPT;
        if (err || reason)
            break;
        err = ts_emit_child_data(out, (ts_span){block, got});
        at += used;
        given += got;
        if (!ended && !used && !got)
            reason = TS_REASON_TRUNCATED;
        else if (given > TS_LIMIT_MEMBER)
            reason = TS_REASON_TOO_LARGE;
        else if (given > TS_LIMIT_RATIO_FROM && given / TS_LIMIT_RATIO > to - from)
            reason = TS_REASON_RATIO;
    }
    ts_inflate_free(z);
    return err ? err : ts_emit_child_end(out, reason, to - from);
}

ts_err ts_ole_child(ts_ole *o, size_t entry, uint64_t from, uint64_t len, ts_span name, ts_sink *out) {
    ts_ole_stream s;
    ts_ole_stream_open(o, entry, &s);
    ts_err err = ts_ole_part(&s, from, len < UINT64_MAX - from ? from + len : UINT64_MAX, name, out);
    ts_ole_stream_done(&s);
    return err;
}

ts_err ts_ole_member(ts_ole *o, size_t within, size_t entry, ts_sink *out) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    size_t above[MAX_ABOVE], n = 0;
    for (size_t i = o->entry[entry].parent; i > within && n < MAX_ABOVE; i = o->entry[i].parent)
        above[n++] = i;
    while (n-- > 0) {
        ts_buf_add(&name, o->entry[above[n]].name);
        ts_buf_add_char(&name, '/');
    }
    ts_buf_add(&name, o->entry[entry].name);
    return ts_ole_child(o, entry, 0, UINT64_MAX, ts_slice(ts_buf_span(&name), 0, TS_LIMIT_NAME), out);
}
