/* plain.c - text without a form of its own; the last to bid. */
#include "extract/extractor.h"

static int bid(const ts_head *head) { return head->text.len ? 1 : 0; }

/* How much of the window belongs to this slice: up to the line that begins the next one, or all of it. */
static size_t share_of(const ts_source *in, ts_span some) {
    if (some.len <= in->border - in->offset)
        return some.len;
    size_t from = (size_t)(in->border - in->offset);
    from -= from > 0; /* the line end before it may be the border's own */
    const char *end = memchr(some.ptr + from, '\n', some.len - from);
    return end ? (size_t)(end + 1 - some.ptr) : some.len;
}

static ts_err run(ts_source *in, ts_sink *out) {
    bool line_begins = true, ended = false;
    if (ts_slice_is_later(in))
        ts_slice_seek(in, '\n');
    TS_TRY(ts_slice_begin(in, out, &ended));
    while (!ended) {
        ts_span some = ts_peek_some(in);
        if (!some.len)
            return in->error;
        if (line_begins && ts_slice_begins(in, in->offset))
            TS_TRY(ts_slice_cut(in, out, in->offset, true, &ended));
        if (ended)
            break;
        if (in->offset < in->border)
            some.len = share_of(in, some);
        else { /* inside a line that began before the border */
            const char *end = memchr(some.ptr, '\n', some.len);
            some.len = end ? (size_t)(end + 1 - some.ptr) : some.len;
        }
        TS_TRY(ts_emit_text(out, some, in->mapped ? in->offset : TS_NO_OFFSET));
        line_begins = some.ptr[some.len - 1] == '\n';
        ts_take(in, some.len);
    }
    return TS_OK;
}

const ts_extractor ts_extractor_plain = {
    .name = "plain", .version = 1, .needs = TS_STREAM, .text = true, .sliced = true, .bid = bid, .run = run};
