/* rar_view.c - a rar that a password closes, shown as the same archive in the clear: the bytes. */
#include "extract/rar_view.h"

#include "base/mem.h"
#include "extract/inflate.h"
#include "extract/rar_blocks.h"
#include "extract/rar_headers.h"

struct ts_rar_view {
    ts_rar_blocks all;
    ts_source source;
    /* the header shown last, as it is read by and by */
    size_t shown;
    ts_buf head;
};

/* ---- one block ---- */

/* The header of a block and what fills up its room. */
static ts_err show_head(ts_rar_view *v, size_t i) {
    const ts_rar_piece *p = &v->all.piece[i];
    TS_AUTO(ts_buf, ts_buf_done) header = {0}, open = {0};
    ts_rar_header h;
    if (v->shown == i)
        return TS_OK;
    v->shown = SIZE_MAX;
    ts_buf_clear(&v->head);
    TS_TRY(ts_rar_blocks_header(&v->all, p, &header, &h));
    size_t room = (size_t)(p->head + p->fill);
    bool rewrite = ts_rar_blocks_opened(&v->all, p) || (!h.is_new && h.closes);
    if (rewrite)
        ts_rar_header_show(ts_buf_span(&header), &h, p->data - p->fill, &open);
    else if (!h.closes)
        ts_buf_add(&open, ts_buf_span(&header));
    if (room > open.len)
        ts_rar_filler(v->all.is_new, room - open.len, &v->head);
    ts_buf_add(&v->head, ts_buf_span(&open));
    if (v->head.len != room)
        return ts_fail(TS_EFORMAT, "archive: a header is damaged");
    v->shown = i;
    return TS_OK;
}

/* Bytes from `at` on that one block shows, or that stand between two; *got of them, at least one. */
static ts_err make_some(ts_rar_view *v, uint64_t at, char *out, size_t len, size_t *got) {
    size_t i = ts_rar_blocks_at(&v->all, at);
    const ts_rar_piece *p = i < v->all.pieces ? &v->all.piece[i] : NULL;
    if (!p || at < p->at) { /* as they are, up to the next block */
        *got = p && p->at - at < len ? (size_t)(p->at - at) : len;
        return ts_source_read_at(v->all.in, at, out, *got);
    }
    uint64_t in = at - p->at, room = p->head + p->fill;
    if (in < room) {
        TS_TRY(show_head(v, i));
        *got = room - in < len ? (size_t)(room - in) : len;
        memcpy(out, v->head.ptr + in, *got);
        return TS_OK;
    }
    uint64_t left = p->head + p->data - in;
    *got = left < len ? (size_t)left : len;
    return ts_rar_blocks_data(&v->all, p, in - room, out, *got);
}

static ts_err make(void *context, uint64_t at, char *out, size_t len) {
    for (size_t got; len; at += got, out += got, len -= got)
        TS_TRY(make_some(context, at, out, len, &got));
    return TS_OK;
}

/* ---- one member alone, to try a password on ---- */

enum { TAIL = 64 }; /* zeros behind it: the library looks further than it reads */

typedef struct alone {
    ts_rar_view *v;
    uint64_t first, at, len; /* the archive's beginning; and where the member stands */
} alone;

static ts_err make_alone(void *context, uint64_t at, char *out, size_t len) {
    const alone *a = context;
    uint64_t end = a->first + a->len;
    size_t head = at < a->first ? (size_t)(a->first - at < len ? a->first - at : len) : 0;
    TS_TRY(make(a->v, at, out, head));
    at += head;
    size_t body = at < end ? (size_t)(end - at < len - head ? end - at : len - head) : 0;
    TS_TRY(make(a->v, a->at + (at - a->first), out + head, body));
    memset(out + head + body, 0, len - head - body);
    return TS_OK;
}

static bool unpacks(ts_rar_view *v, size_t from, ts_rar_proof proof, uint64_t *given) {
    ts_rar_piece *first = &v->all.piece[from], *last = first;
    while (last->next != TS_RAR_NONE)
        last = &v->all.piece[last->next];
    uint64_t end = last->at + last->head + last->data, size = v->all.in->size;
    alone a = {v, v->all.first, first->at, (end < size ? end : size) - first->at};
    ts_source one;
    v->shown = SIZE_MAX;
    ts_rar_blocks_end(&v->all, last);
    ts_source_made(&one, a.first + a.len + TAIL, make_alone, &a);
    bool fits = proof(&one, v->all.is_new, given);
    ts_source_done(&one);
    v->shown = SIZE_MAX;
    return fits;
}

/* Not packed: its sum is that of the bytes. */
static bool sum_fits(ts_rar_view *v, size_t from, const ts_rar_key *key, uint64_t *given) {
    enum { PIECE = 64 * 1024 };
    TS_AUTO(ts_buf, ts_buf_done) header = {0}, block = {0};
    ts_rar_header h = {0};
    uint32_t crc = 0;
    ts_buf_reserve(&block, PIECE);
    for (uint32_t i = (uint32_t)from; i != TS_RAR_NONE; i = v->all.piece[i].next) {
        const ts_rar_piece *p = &v->all.piece[i];
        if (p->at + p->head + p->data > v->all.in->size)
            return false;
        for (uint64_t at = 0, end = p->data - p->fill; at < end; at += PIECE) {
            size_t n = end - at < PIECE ? (size_t)(end - at) : PIECE;
            if (ts_rar_blocks_data(&v->all, p, at, block.ptr, n) != TS_OK)
                return false;
            crc = ts_crc32(crc, ts_span_of(block.ptr, n));
            *given += n;
        }
        if (p->next == TS_RAR_NONE && (ts_rar_blocks_header(&v->all, p, &header, &h) != TS_OK || !h.summed))
            return false;
    }
    return *given && h.crc == (h.lock.mixed ? ts_rar_mixed_sum(key, crc) : crc);
}

typedef struct proving {
    ts_rar_view *v;
    size_t lock;
    ts_rar_proof proof;
} proving;

static bool proves(void *context, uint64_t *given) {
    const proving *t = context;
    const ts_rar_locked *l = &t->v->all.locked[t->lock];
    TS_AUTO(ts_buf, ts_buf_done) header = {0};
    ts_rar_header h;
    if (ts_rar_blocks_header(&t->v->all, &t->v->all.piece[l->proof], &header, &h) != TS_OK)
        return false;
    return h.stored ? sum_fits(t->v, l->proof, &l->key, given) : unpacks(t->v, l->proof, t->proof, given);
}

/* ---- the archive ---- */

static ts_err unlock(ts_rar_view *v, ts_sink *sink, ts_rar_proof proof, bool *any) {
    bool closed;
    TS_TRY(ts_rar_blocks_read(&v->all, v->all.in, &closed));
    if (closed)
        return ts_fail(TS_EENCRYPTED, "archive: the list of members is encrypted, and no password fits");
    *any = false;
    for (size_t i = 0; i < v->all.locks; i++) {
        ts_rar_locked *l = &v->all.locked[i];
        if (!l->open && !l->lock.checked && l->proof != TS_RAR_NONE)
            ts_rar_blocks_try(&v->all, i, proves, &(proving){v, i, proof});
        *any |= l->open;
        if (l->open)
            TS_TRY(ts_emit_opened(sink, l->password));
    }
    ts_rar_blocks_settle(&v->all);
    return *any && v->all.lost
               ? ts_emit_unread(sink, v->all.beyond ? TS_REASON_TRUNCATED : TS_REASON_CORRUPT, v->all.lost)
               : TS_OK;
}

/* Without what is lost; and where the file breaks off within a block of the cipher, the rest of that cannot be told. */
static uint64_t size_of(const ts_rar_view *v) {
    const ts_rar_piece *p = v->all.pieces ? &v->all.piece[v->all.pieces - 1] : NULL;
    uint64_t size = v->all.in->size - v->all.lost;
    if (!p || !ts_rar_blocks_opened(&v->all, p) || p->at + p->head >= size || p->data <= size - p->at - p->head)
        return size;
    uint64_t there = size - p->at - p->head, more = (p->begins + there) % TS_RAR_BLOCK;
    return size - (more < there ? more : there);
}

ts_err ts_rar_view_open(ts_source *in, ts_sink *sink, ts_rar_proof proof, ts_rar_view **out) {
    ts_rar_view *v = ts_alloc(sizeof *v);
    bool any = false;
    v->all.in = in;
    v->shown = SIZE_MAX;
    ts_err err = unlock(v, sink, proof, &any);
    ts_source_made(&v->source, size_of(v), make, v);
    if (err || !any) {
        ts_rar_view_free(v);
        v = NULL;
    }
    *out = v;
    return err;
}

ts_source *ts_rar_view_source(ts_rar_view *v) { return &v->source; }

bool ts_rar_view_sum_fits(ts_rar_view *v, uint64_t header, uint32_t crc) {
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    ts_rar_header h;
    uint64_t at;
    if (!v->all.is_new || !ts_rar_member_at(&v->source, true, header, &at))
        return true;
    size_t i = ts_rar_blocks_at(&v->all, at);
    if (i >= v->all.pieces || at < v->all.piece[i].at || !ts_rar_blocks_opened(&v->all, &v->all.piece[i]))
        return true;
    const ts_rar_piece *p = &v->all.piece[i];
    while (p->next != TS_RAR_NONE)
        p = &v->all.piece[p->next];
    return ts_rar_blocks_header(&v->all, p, &bytes, &h) != TS_OK || !h.lock.mixed || !h.summed || h.goes_on ||
           h.crc == ts_rar_mixed_sum(&v->all.locked[p->lock].key, crc);
}

void ts_rar_view_free(ts_rar_view *v) {
    if (!v)
        return;
    ts_source_done(&v->source);
    ts_rar_blocks_done(&v->all);
    ts_buf_done(&v->head);
    ts_wipe(v, sizeof *v);
    ts_free(v);
}
