/* disk.c - reads a disk out of the pieces that a file holds of it. */
#include "extract/disk.h"

#include "base/limits.h"
#include "base/mem.h"
#include "extract/inflate.h"

enum { STEPS = 4, STEPS_FROM = 1 << 26, LOOK = 64 * 1024, LOOK_MOST = 4096, PACKED_MOST = 8 * 1024 * 1024 };

void ts_disk_done(ts_disk *d) {
    ts_free(d->ewf);
    ts_free(d->look.bytes);
    ts_free(d->packed);
    ts_free(d->plain);
    *d = (ts_disk){0};
}

/* Bytes of the file; false: they are not there, or could not be read. */
static bool fetch(ts_disk *d, uint64_t at, void *out, size_t len) {
    ts_err err = ts_source_read_at(d->in, at, out, len);
    if (err && err != TS_EFORMAT)
        d->error = err;
    return err == TS_OK;
}

ts_span ts_disk_look(ts_disk *d, uint64_t at, size_t len) {
    ts_lookaside *l = &d->look;
    if (len > LOOK_MOST || at > d->in->size || len > d->in->size - at)
        return (ts_span){"", 0};
    if (!l->bytes)
        l->bytes = ts_alloc(LOOK);
    if (at < l->at || at - l->at > l->have || len > l->have - (size_t)(at - l->at)) {
        uint64_t left = d->in->size - at;
        l->at = at;
        l->have = left < LOOK ? (size_t)left : LOOK;
        if (!fetch(d, at, l->bytes, l->have)) {
            l->have = 0;
            return (ts_span){"", 0};
        }
    }
    return ts_span_of(l->bytes + (at - l->at), len);
}

void ts_disk_block(const ts_disk *d, uint64_t at, ts_piece *piece) {
    *piece = (ts_piece){.begin = at / d->block * d->block, .len = d->block, .stored = d->block};
    if (piece->len > d->size - piece->begin)
        piece->len = piece->stored = d->size - piece->begin;
}

/* Makes a packed piece lie in d->plain; what of it is sound counts. */
static void unpack(ts_disk *d, const ts_piece *p) {
    d->plain_begin = p->begin;
    d->plain_len = 0;
    if (p->len > PACKED_MOST || p->at > d->in->size)
        return;
    uint64_t left = d->in->size - p->at, most = p->stored < left ? p->stored : left;
    size_t have = most < PACKED_MOST ? (size_t)most : PACKED_MOST;
    d->packed = ts_grow(d->packed, have + 1, 1);
    d->plain = ts_grow(d->plain, (size_t)p->len, 1);
    if (!fetch(d, p->at, d->packed, have))
        return;
    ts_inflate *z = ts_inflate_new();
    bool ended = false;
    for (size_t taken = 0; d->plain_len < p->len && !ended;) {
        size_t used = 0, got = 0;
        ts_err err = ts_inflate_run(z, ts_span_of(d->packed + taken, have - taken), d->plain + d->plain_len,
                                    (size_t)p->len - d->plain_len, &used, &got, &ended);
        taken += used;
        d->plain_len += got;
        if (err || (!used && !got))
            break;
    }
    ts_inflate_free(z);
}

/* The piece that `at` stands in.  A file has a number of them for its size, and each is asked for a few times. */
static bool piece_at(ts_disk *d, uint64_t at, ts_piece *p) {
    return ++d->steps / STEPS <= d->in->size + STEPS_FROM && d->find(d, at, p) && at >= p->begin &&
           at - p->begin < p->len;
}

size_t ts_disk_read(ts_disk *d, uint64_t at, void *out, size_t len) {
    size_t got = 0;
    while (got < len && at + got < d->size) {
        ts_piece p;
        uint64_t here = at + got;
        if (!piece_at(d, here, &p) || p.kind == TS_PIECE_ELSEWHERE)
            break;
        uint64_t within = here - p.begin, left = p.len - within, want = len - got, n;
        char *to = (char *)out + got;
        n = left < want ? left : want;
        n = n < d->size - here ? n : d->size - here;
        if (p.kind == TS_PIECE_HOLE) {
            memset(to, 0, (size_t)n);
        } else if (p.kind == TS_PIECE_PLAIN) {
            uint64_t there = p.at < d->in->size && within < d->in->size - p.at ? d->in->size - p.at - within : 0;
            bool cut = there < n;
            n = cut ? there : n;
            if (!n || !fetch(d, p.at + within, to, (size_t)n))
                break;
            if (cut) {
                got += (size_t)n;
                break;
            }
        } else {
            if (d->plain_begin != p.begin)
                unpack(d, &p);
            uint64_t there = within < d->plain_len ? d->plain_len - within : 0;
            bool cut = there < n;
            n = cut ? there : n;
            if (n)
                memcpy(to, d->plain + within, (size_t)n);
            if (cut) {
                got += (size_t)n;
                break;
            }
        }
        got += (size_t)n;
    }
    return got;
}

uint64_t ts_disk_stored(ts_disk *d, uint64_t at, uint64_t len) {
    uint64_t stored = 0, end = at < d->size && len > d->size - at ? d->size : at + len;
    while (at < end && at < d->size) {
        ts_piece p;
        if (!piece_at(d, at, &p))
            break;
        uint64_t n = p.len - (at - p.begin);
        n = n < end - at ? n : end - at;
        if (p.kind == TS_PIECE_PLAIN)
            stored += n;
        if (p.kind == TS_PIECE_PACKED) /* its share of the block; blocks have 8 MiB at most */
            stored += n * (p.stored < PACKED_MOST ? p.stored : PACKED_MOST) / p.len;
        at += n;
    }
    return stored;
}

bool ts_disk_held(ts_disk *d, uint64_t at, uint64_t end, uint64_t *from, uint64_t *to) {
    bool found = false;
    end = end < d->size ? end : d->size;
    while (at < end) {
        ts_piece p;
        if (!piece_at(d, at, &p)) {
            d->cut = true;
            break;
        }
        uint64_t n = p.len - (at - p.begin), there = n;
        if (p.kind == TS_PIECE_PLAIN) /* a file that was cut has no more */
            there = p.at < d->in->size && at - p.begin < d->in->size - p.at ? d->in->size - p.at - (at - p.begin) : 0;
        bool held = there && (p.kind == TS_PIECE_PLAIN || (p.kind == TS_PIECE_PACKED && p.at < d->in->size));
        d->cut |= there < n || (p.kind == TS_PIECE_PACKED && !held);
        if (held && !found)
            *from = at;
        if (!held && found)
            break;
        found |= held;
        n = there && there < n ? there : n;
        at += n;
        if (held)
            *to = at < end ? at : end;
    }
    return found;
}
