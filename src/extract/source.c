/* source.c - the window on the bytes of one blob: look at n, take n, sticky end. */
#include "extract/source.h"

#include "base/ctr.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"

/* Bytes [start, start + len) of buf are ahead of the reader; bytes before were taken. */
struct ts_source_window {
    char *buf;
    size_t cap, start, len;
    bool drained; /* the supplier has no more */
    ts_span memory; /* memory sources: all of it, buf unused */
    bool is_memory;
    ts_source_part *part; /* files: where the blob's bytes stand, and where each begins in it */
    uint64_t *begins;
    size_t parts, last; /* last: the one that was read last */
    ts_ctr *cover; /* of the file's bytes; NULL: they stand open */
    uint64_t next; /* next byte to read */
    ts_source_fill fill;
    ts_source_make make;
    void *context; /* of either */
    ts_buf whole;
};

static size_t window_bytes = TS_SOURCE_WINDOW;

void ts_source_set_window(size_t bytes) { window_bytes = bytes ? bytes : 1; }

static struct ts_source_window *open_window(ts_source *s, uint64_t size, bool mapped) {
    *s = (ts_source){.size = size, .mapped = mapped, .border = UINT64_MAX};
    s->window = ts_alloc(sizeof *s->window);
    return s->window;
}

void ts_source_file(ts_source *s, int fd, uint64_t at, uint64_t len) {
    ts_source_parts(s, &(ts_source_part){fd, at, len}, 1);
}

void ts_source_parts(ts_source *s, const ts_source_part *part, size_t n) {
    struct ts_source_window *w = open_window(s, 0, true);
    w->part = ts_alloc_array(n ? n : 1, sizeof *w->part);
    w->begins = ts_alloc_array(n ? n : 1, sizeof *w->begins);
    w->parts = n;
    for (size_t i = 0; i < n; i++) {
        w->part[i] = part[i];
        w->begins[i] = s->size;
        s->size += part[i].len;
    }
}

void ts_source_covered(ts_source *s, int fd, uint64_t at, uint64_t len, const unsigned char *key) {
    ts_source_file(s, fd, at, len);
    s->window->cover = ts_ctr_new(key);
}

void ts_source_made(ts_source *s, uint64_t size, ts_source_make make, void *context) {
    struct ts_source_window *w = open_window(s, size, false);
    w->make = make;
    w->context = context;
}

void ts_source_memory(ts_source *s, ts_span bytes) {
    struct ts_source_window *w = open_window(s, bytes.len, true);
    w->is_memory = true;
    w->memory = bytes;
}

void ts_source_stream(ts_source *s, ts_source_fill fill, void *context) {
    struct ts_source_window *w = open_window(s, UINT64_MAX, false);
    w->fill = fill;
    w->context = context;
}

void ts_source_done(ts_source *s) {
    if (!s->window)
        return;
    ts_free(s->window->buf);
    ts_ctr_free(s->window->cover);
    ts_free(s->window->part);
    ts_free(s->window->begins);
    ts_buf_done(&s->window->whole);
    ts_free(s->window);
    s->window = NULL;
}

/* The part that byte `at` stands in, the last of those that begin there: empty ones hold nothing. */
static size_t part_at(struct ts_source_window *w, uint64_t at) {
    size_t k = w->begins[w->last] <= at ? w->last : 0;
    while (k + 1 < w->parts && w->begins[k + 1] <= at)
        k++;
    return w->last = k;
}

/* [at, at + len) of the blob, within its size; *got is less only where a file became shorter: no byte of the next part is taken for one
 * that is gone. */
static ts_err read_files(struct ts_source_window *w, uint64_t at, char *out, size_t len, size_t *got) {
    *got = 0;
    if (w->make) {
        TS_TRY(w->make(w->context, at, out, len));
        *got = len;
        return TS_OK;
    }
    while (*got < len) {
        size_t k = part_at(w, at + *got), here = 0;
        uint64_t in = at + *got - w->begins[k], left = w->part[k].len - in;
        size_t most = left < len - *got ? (size_t)left : len - *got;
        TS_TRY(ts_fs_read_at(w->part[k].fd, w->part[k].at + in, out + *got, most, &here, "the item"));
        if (w->cover)
            ts_ctr_apply(w->cover, w->part[k].at + in, out + *got, here);
        *got += here;
        if (!here)
            break;
    }
    return TS_OK;
}

/* Makes at least n bytes lie ahead, fewer only at the end. */
static void want(ts_source *s, size_t n) {
    struct ts_source_window *w = s->window;
    while (w->len < n && !w->drained && !s->error) {
        size_t need = n - w->len, least = need > window_bytes / 2 ? need : window_bytes / 2;
        if (w->start && w->start + w->len + least > w->cap) {
            memmove(w->buf, w->buf + w->start, w->len);
            w->start = 0;
        }
        if (w->len + least > w->cap) { /* the block is moved whole: not for the few bytes of a small item */
            w->cap = w->len + (need > window_bytes ? need : window_bytes);
            w->buf = ts_grow(w->buf, w->cap, 1);
        }
        size_t room = w->cap - w->start - w->len;
        char *to = w->buf + w->start + w->len;
        size_t got = 0;
        if (w->fill) {
            s->error = w->fill(w->context, to, room, &got);
        } else {
            uint64_t left = s->size - w->next;
            size_t most = left < room ? (size_t)left : room;
            if (most)
                s->error = read_files(w, w->next, to, most, &got);
            w->next += got;
            if (!s->error && most && !got)
                s->error = ts_fail(TS_ECHANGED, "the item became shorter while it was read: read it again");
        }
        w->len += got;
        w->drained = got == 0;
    }
}

ts_span ts_peek(ts_source *s, size_t n) {
    struct ts_source_window *w = s->window;
    if (w->is_memory)
        return ts_slice(w->memory, (size_t)s->offset, n);
    want(s, n);
    return (ts_span){w->buf ? w->buf + w->start : "", w->len < n ? w->len : n};
}

ts_span ts_take(ts_source *s, size_t n) {
    ts_span got = ts_peek(s, n);
    s->ended |= got.len < n;
    s->offset += got.len;
    if (!s->window->is_memory) {
        s->window->start += got.len;
        s->window->len -= got.len;
        if (!s->window->len)
            s->window->start = 0;
    }
    return got;
}

int ts_peek_u8(ts_source *s) {
    ts_span one = ts_peek(s, 1);
    return one.len ? (unsigned char)one.ptr[0] : -1;
}

void ts_skip_bytes(ts_source *s, uint64_t n) {
    struct ts_source_window *w = s->window;
    if (!w->is_memory && !w->fill && n > w->len) { /* a file: jump over what is not in the window */
        uint64_t left = s->size > s->offset ? s->size - s->offset : 0;
        uint64_t jump = n < left ? n : left;
        s->ended |= jump < n;
        s->offset += jump;
        w->next = s->offset;
        w->start = w->len = 0;
        w->drained = false;
        return;
    }
    while (n && !s->ended && !s->error) {
        ts_span got = ts_take(s, n < window_bytes ? (size_t)n : window_bytes);
        n -= got.len;
    }
}

void ts_skip_to(ts_source *s, uint64_t offset) {
    if (offset > s->offset)
        ts_skip_bytes(s, offset - s->offset);
}

void ts_source_forgive(ts_source *s) {
    s->error = TS_OK;
    s->window->drained = false;
}

ts_span ts_peek_some(ts_source *s) {
    struct ts_source_window *w = s->window;
    if (w->is_memory)
        return ts_slice(w->memory, (size_t)s->offset, window_bytes);
    want(s, 1);
    return (ts_span){w->buf ? w->buf + w->start : "", w->len};
}

ts_err ts_source_read_at(ts_source *s, uint64_t at, void *out, size_t len) {
    struct ts_source_window *w = s->window;
    if (w->fill)
        return ts_fail(TS_EINTERNAL, "a stream cannot be read at a place");
    if (at > s->size || len > s->size - at)
        return ts_fail(TS_EFORMAT, "it ends early");
    if (w->is_memory) {
        if (len)
            memcpy(out, w->memory.ptr + at, len);
        return TS_OK;
    }
    size_t got = 0;
    TS_TRY(read_files(w, at, out, len, &got));
    return got == len ? TS_OK : ts_fail(TS_EFORMAT, "it ends early");
}

ts_err ts_source_whole(ts_source *s, ts_span *out) {
    struct ts_source_window *w = s->window;
    if (w->is_memory) {
        *out = w->memory;
        return TS_OK;
    }
    if (w->fill)
        return ts_fail(TS_EINTERNAL, "a stream is never held whole");
    if (s->size > TS_LIMIT_WHOLE)
        return ts_fail(TS_ELIMIT, "this format must be held in memory whole, and it is larger than %llu bytes",
                       (unsigned long long)TS_LIMIT_WHOLE);
    if (!w->whole.ptr) {
        ts_buf_reserve(&w->whole, (size_t)s->size);
        TS_TRY(ts_source_read_at(s, 0, w->whole.ptr, (size_t)s->size));
        w->whole.len = (size_t)s->size;
    }
    *out = ts_buf_span(&w->whole);
    return TS_OK;
}

bool ts_source_part_begins(const ts_source *s, size_t k, uint64_t *at) {
    const struct ts_source_window *w = s->window;
    if (w->parts < 2 || k >= w->parts)
        return false;
    *at = w->begins[k];
    return true;
}
