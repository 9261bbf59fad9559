/* plain.c - text without a form of its own; the last to bid. */
#include "extract/extractor.h"

static int bid(const ts_head *head) { return head->text.len ? 1 : 0; }

static ts_err run(ts_source *in, ts_sink *out) {
    for (;;) {
        ts_span some = ts_peek_some(in);
        if (!some.len)
            return in->error;
        TS_TRY(ts_emit_text(out, some, in->mapped ? in->offset : TS_NO_OFFSET));
        ts_take(in, some.len);
    }
}

const ts_extractor ts_extractor_plain = {
    .name = "plain", .version = 1, .needs = TS_STREAM, .text = true, .bid = bid, .run = run};
