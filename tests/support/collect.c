/* collect.c - reads bytes with the readers and writes down what came out. */
#include "support/collect.h"

static ts_err on_segment(void *context, const ts_segment *s) {
    collected *c = context;
    c->segments++;
    if (s->type == TS_SEGMENT_TEXT) {
        ts_buf_addf(&c->text, "[%.*s @%llu] ", (int)s->part.len, s->part.ptr, (unsigned long long)s->offset);
        ts_buf_add(&c->text, s->text);
        ts_buf_add_str(&c->text, "$\n");
        if (s->at != TS_NO_OFFSET && !ts_span_eq(ts_slice(c->source, (size_t)s->at, s->text.len), s->text))
            c->wrong_offsets++;
        return TS_OK;
    }
    for (size_t i = 0; s->head && i < s->columns; i++)
        ts_buf_addf(&c->text, "%s%.*s", i ? "," : "head ", (int)s->head[i].len, s->head[i].ptr);
    if (s->head)
        ts_buf_add_str(&c->text, "\n");
    for (size_t r = 0; r < s->rows; r++) {
        c->rows++;
        ts_buf_addf(&c->text, "[%.*s %llu]", (int)s->part.len, s->part.ptr, (unsigned long long)s->row_number[r]);
        for (uint32_t k = s->row_start[r]; k < s->row_start[r + 1]; k++) {
            ts_span cell = ts_slice(s->text, s->cell[k].start, s->cell[k].len);
            ts_buf_addf(&c->text, "| %.*s ", (int)cell.len, cell.ptr);
            if (s->cell[k].from != TS_NO_CELL) {
                ts_span raw = ts_slice(c->source, (size_t)s->at + s->cell[k].from, cell.len);
                bool same = raw.len == cell.len;
                for (size_t i = 0; same && i < cell.len; i++)
                    same = raw.ptr[i] == cell.ptr[i] || (cell.ptr[i] == ' ' && ts_is_space(raw.ptr[i]));
                c->wrong_offsets += !same;
            }
        }
        ts_buf_add_str(&c->text, "\n");
    }
    return TS_OK;
}

static ts_err on_child(void *context, const ts_child *child) {
    collected *c = context;
    c->children++;
    ts_buf_addf(&c->text, "<%.*s: ", (int)child->name.len, child->name.ptr);
    return TS_OK;
}

static ts_err on_data(void *context, ts_span bytes) {
    collected *c = context;
    if (c->text.len < 4 * TS_MIB)
        ts_buf_add(&c->text, bytes);
    return TS_OK;
}

static ts_err on_child_end(void *context, ts_reason reason, uint64_t stored) {
    collected *c = context;
    (void)stored;
    ts_buf_addf(&c->text, ">%s\n", ts_reason_name(reason));
    return TS_OK;
}

void collect(ts_span bytes, collected *out) {
    *out = (collected){.source = bytes};
    ts_consumer consumer = {out, on_segment, on_child, on_data, on_child_end, NULL};
    ts_source in;
    ts_source_memory(&in, bytes);
    ts_sink *sink = ts_sink_new(&consumer);
    (void)ts_extract_run(&in, sink, &out->outcome);
    ts_sink_free(sink);
    ts_source_done(&in);
    ts_buf_add_char(&out->text, 0);
}

void collect_with(const ts_extractor *x, ts_span bytes, collected *out) {
    *out = (collected){.source = bytes};
    ts_consumer consumer = {out, on_segment, on_child, on_data, on_child_end, NULL};
    ts_source in;
    ts_source_memory(&in, bytes);
    ts_sink *sink = ts_sink_new(&consumer);
    if (x->run && bytes.len && x->run(&in, sink) != TS_ESTOPPED)
        (void)ts_sink_finish(sink);
    ts_sink_free(sink);
    ts_source_done(&in);
    ts_buf_add_char(&out->text, 0);
}

void collected_done(collected *c) { ts_buf_done(&c->text); }
