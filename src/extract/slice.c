/* slice.c - a large text in slices: where they begin, and cutting there. */
#include "extract/slice.h"

#include "base/limits.h"

static uint64_t slice_bytes = TS_LIMIT_SLICE;

uint64_t ts_slice_bytes(void) { return slice_bytes; }

void ts_slice_set_bytes(uint64_t bytes) { slice_bytes = bytes ? bytes : TS_LIMIT_SLICE; }

static uint64_t border_behind(uint64_t at) { return (at / slice_bytes + 1) * slice_bytes; }

void ts_slice_open(ts_source *in) { in->border = border_behind(in->offset); }

void ts_slice_close(ts_source *in) {
    if (in->slice && in->slice->begun && !in->slice->next)
        in->slice->next = in->offset;
}

ts_err ts_slice_cut(ts_source *in, ts_sink *out, uint64_t at, bool more, bool *ended) {
    ts_slice_job *s = in->slice;
    TS_TRY(ts_sink_cut(out, more));
    in->border = border_behind(at);
    if (!s || !s->begun || at < s->to)
        return TS_OK;
    s->next = at;
    *ended = true;
    ts_source_forgive(in); /* what was met behind the slice is another one's to tell */
    return TS_OK;
}

bool ts_slice_is_later(const ts_source *in) { return in->slice && in->slice->from > in->offset; }

ts_err ts_slice_begin(ts_source *in, ts_sink *out, bool *ended) {
    ts_slice_job *s = in->slice;
    if (!s)
        return TS_OK;
    s->begun = true;
    s->start = in->offset;
    in->border = border_behind(in->offset);
    if (s->start >= s->to) {
        s->next = s->start;
        *ended = true;
    }
    return ts_emit_slice(out, s->start);
}

ts_err ts_slice_sample(ts_source *in, ts_sink *out) {
    ts_slice_job *s = in->slice;
    s->begun = true;
    s->start = in->offset > s->from ? in->offset : s->from;
    return ts_emit_slice(out, s->start | TS_SLICE_ALONE);
}

void ts_slice_next_line(ts_source *in, char line_end) {
    while (in->offset < in->slice->to) {
        ts_span some = ts_peek_some(in);
        const char *end = some.len ? memchr(some.ptr, line_end, some.len) : NULL;
        ts_take(in, end ? (size_t)(end + 1 - some.ptr) : some.len);
        if (end || !some.len)
            return;
    }
}

void ts_slice_seek(ts_source *in, char line_end) {
    const ts_slice_job *s = in->slice;
    if (in->offset >= s->from)
        return;
    ts_skip_to(in, s->exact ? s->from : s->from - 1);
    if (!s->exact)
        ts_slice_next_line(in, line_end);
}
