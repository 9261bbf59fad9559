/* frames_why.c - values with the facts that speak for them, as frames. */
#include "detect/explain.h"
#include "worker/frames.h"

static void put_facts(ts_frames *to, const ts_why *why, size_t n, bool found) {
    size_t frame = ts_frames_open(to, TS_FRAME_WHY);
    ts_buf_add_u8(&to->out, found);
    for (size_t i = 0; i < n; i++) {
        ts_span text = ts_frames_cut(why[i].text, TS_WHY_TEXT);
        ts_wire_why w = {why[i].what, why[i].kind, why[i].confidence, (uint8_t)text.len};
        ts_buf_add(&to->out, ts_span_of(&w, sizeof w));
        ts_buf_add(&to->out, text);
    }
    ts_frame_close(&to->out, frame);
    ts_frames_flush_if_due(to);
}

void ts_frames_explained(ts_frames *to, const ts_segment *s, const ts_findings *f) {
    ts_why why[TS_WHY_MOST];
    ts_explainer *e = ts_explain_begin(to->detect, s, to->setup->kinds, f);
    size_t told = 0;
    for (size_t i = 0; i < f->mentions; i++) {
        if (f->mention[i].confidence < to->setup->min_confidence)
            continue;
        ts_findings one = *f;
        one.mention = &f->mention[i];
        one.mentions = 1;
        ts_frames_values(to, s, &one);
        put_facts(to, why, ts_explain(e, i, why), true);
        told++;
    }
    size_t n = told ? 0 : ts_explain_nothing(e, why);
    if (n > 0)
        put_facts(to, why, n, false);
    ts_explain_end(e);
}
