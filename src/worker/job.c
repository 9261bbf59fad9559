/* job.c - one sandboxed process's work: items in, frames out. */
#include "worker/job.h"

#include <unistd.h>

#include "base/mem.h"
#include "extract/extractor.h"
#include "text/likeness.h"
#include "text/sketch.h"
#include "worker/frames.h"
#include "worker/sandbox.h"

typedef struct job {
    const ts_worker *w;
    ts_frames to;
    uint64_t content;
    ts_sketcher sketch;
    bool sketches;
    ts_likener *likener; /* NULL: none is wanted */
    ts_likeness *likeness;
    bool likens;
    bool in_child;
    bool ahead; /* of a slice within the item: what comes is to be learned from, not to be read */
    ts_findings findings;
} job;

static ts_err on_segment(void *context, const ts_segment *s) {
    job *j = context;
    const ts_control_setup *want = &j->w->setup;
    bool detects = want->want & (TS_WANT_VALUES | TS_WANT_SIGHTINGS);
    if (j->ahead) {
        if (detects)
            ts_detect_learn(j->w->detect, s);
        return TS_OK;
    }
    j->content += s->text.len;
    if (j->sketches)
        ts_sketch_add(&j->sketch, s->text);
    if (j->likens)
        ts_likener_add(j->likener, s);
    ts_findings_clear(&j->findings);
    if (detects)
        TS_TRY(ts_detect_segment(j->w->detect, s, want->kinds, &j->findings));
    ts_frames_segment(&j->to, s);
    if (want->want & TS_WANT_SIGHTINGS) {
        TS_TRY(ts_group_segment(j->w->detect, s, &j->findings));
        ts_frames_sightings(&j->to, s, &j->findings);
    } else if (want->want & TS_WANT_WHY) {
        ts_frames_explained(&j->to, s, &j->findings);
    } else if (want->want & TS_WANT_VALUES) {
        ts_frames_values(&j->to, s, &j->findings);
    }
    ts_frames_flush_if_due(&j->to);
    return TS_OK;
}

/* ---- slices, children, notes ---- */

/* Sent at once: the other slices are given out when this one is seen to be one. */
static ts_err on_slice(void *context, uint64_t start) {
    job *j = context;
    size_t frame = ts_frames_open(&j->to, TS_FRAME_SLICE);
    ts_buf_add_u64le(&j->to.out, start);
    ts_frame_close(&j->to.out, frame);
    ts_frames_flush(&j->to);
    j->ahead = false;
    return TS_OK;
}

static ts_err on_child_begin(void *context, const ts_child *child) {
    job *j = context;
    size_t frame = ts_frames_open(&j->to, TS_FRAME_CHILD);
    ts_buf_add_u64le(&j->to.out, child->size);
    ts_buf_add_u64le(&j->to.out, (uint64_t)child->modified);
    ts_buf_add_counted(&j->to.out, ts_slice(child->name, 0, TS_LIMIT_NAME));
    ts_frame_close(&j->to.out, frame);
    j->in_child = true;
    return TS_OK;
}

static ts_err on_child_data(void *context, ts_span bytes) {
    job *j = context;
    j->content += bytes.len;
    for (size_t at = 0; at < bytes.len; at += TS_FRAMES_DATA) {
        ts_frames_bytes(&j->to, TS_FRAME_DATA, ts_slice(bytes, at, TS_FRAMES_DATA));
        ts_frames_flush_if_due(&j->to);
    }
    return TS_OK;
}

static ts_err on_child_end(void *context, ts_reason reason, uint64_t stored) {
    job *j = context;
    size_t frame = ts_frames_open(&j->to, TS_FRAME_CHILD_END);
    ts_buf_add_u8(&j->to.out, (uint8_t)reason);
    ts_buf_add_u64le(&j->to.out, stored);
    ts_frame_close(&j->to.out, frame);
    j->in_child = false;
    ts_frames_flush_if_due(&j->to);
    return TS_OK;
}

static ts_err on_note(void *context, ts_span text) {
    job *j = context;
    if (ts_utf8_valid(text))
        ts_frames_bytes(&j->to, TS_FRAME_NOTE, ts_frames_cut(text, TS_WIRE_NOTE_MAX));
    ts_frames_flush_if_due(&j->to);
    return TS_OK;
}

static ts_err on_opened(void *context, uint32_t password) {
    job *j = context;
    size_t frame = ts_frames_open(&j->to, TS_FRAME_OPENED);
    ts_buf_add_u32le(&j->to.out, password);
    ts_frame_close(&j->to.out, frame);
    return TS_OK;
}

static void on_alive(void *context) { ts_frames_alive(&((job *)context)->to); }

/* ---- items ---- */

static void send_end(job *j, const ts_control_item *item, const ts_outcome *outcome, const ts_slice_job *slice) {
    ts_wire_end w = {.unread = outcome->unread < item->len ? outcome->unread : item->len,
                     .content = j->content,
                     .next = slice->begun ? slice->next : 0,
                     .records = slice->begun ? slice->records : 0,
                     .version = outcome->format ? (uint16_t)outcome->format->version : 0,
                     .reason = (uint8_t)outcome->reason,
                     .elsewhere = (uint8_t)outcome->elsewhere};
    if (j->sketches)
        ts_sketch_end(&j->sketch, w.sketch);
    ts_span message = ts_until_nul(ts_span_of(outcome->message, sizeof outcome->message));
    if (!ts_utf8_valid(message))
        message = ts_str("the reader's message is no text");
    size_t frame = ts_frames_open(&j->to, TS_FRAME_END);
    ts_buf_add(&j->to.out, ts_span_of(&w, sizeof w));
    ts_buf_add_counted(&j->to.out, ts_str(outcome->type     ? outcome->type
                                          : outcome->format ? outcome->format->name
                                                            : ""));
    ts_buf_add_counted(&j->to.out, ts_frames_cut(message, sizeof outcome->message - 1));
    ts_frame_close(&j->to.out, frame);
}

/* Of the item as a whole: one that is read in slices has none. */
static void send_likeness(job *j, const ts_outcome *outcome, const ts_slice_job *slice) {
    if (!j->likens || slice->begun || !ts_likener_end(j->likener, j->likeness))
        return;
    if (outcome->reason || outcome->unread) /* more words may stand where nothing was read */
        j->likeness->text = (ts_digest){0};
    size_t frame = ts_frames_open(&j->to, TS_FRAME_LIKENESS);
    ts_likeness_pack(j->likeness, &j->to.out);
    ts_frame_close(&j->to.out, frame);
}

/* The item's bytes: of one file, or of the parts that it was cut into, which stand behind it. */
static void open_item(ts_source *source, const ts_control_job *control, const ts_control_item *item, const int *data) {
    ts_source_part part[TS_LIMIT_PARTS];
    for (uint32_t i = 0; i < control->parts; i++)
        part[i] = (ts_source_part){data[item[1 + i].fd], item[1 + i].at, item[1 + i].len};
    if (control->parts)
        ts_source_parts(source, part, control->parts);
    else if (item->covered)
        ts_source_covered(source, data[item->fd], item->at, item->len, item->key);
    else
        ts_source_file(source, data[item->fd], item->at, item->len);
}

static void read_item(job *j, const ts_consumer *to, const ts_control_item *item, ts_source *source) {
    ts_frames_bytes(&j->to, TS_FRAME_BEGIN, (ts_span){0});
    ts_frames_flush(
        &j->to); /* with the end of the item before: should this one kill us, the parent knows which it was */
    ts_detect_reset(j->w->detect);
    j->content = 0;
    j->sketches = (j->w->setup.want & TS_WANT_SIGHTINGS) && item->from == 0; /* of a sliced item the first is enough */
    if (j->sketches)
        ts_sketch_begin(&j->sketch);
    j->likens = j->likener && item->from == 0;
    if (j->likens)
        ts_likener_begin(j->likener);
    j->in_child = false;
    ts_outcome outcome = {0};
    ts_slice_job slice = {.from = item->from, .to = item->to, .exact = item->exact};
    source->slice = item->to ? &slice : NULL;
    j->ahead = item->from > 0;
    ts_sink *sink = ts_sink_new(to);
    ts_err err = ts_extract_run(source, sink, &outcome);
    ts_sink_free(sink);
    if (err) { /* our own detection failed: the item is not read, and says so */
        outcome = (ts_outcome){.format = outcome.format, .reason = ts_reason_of(err), .unread = item->len};
        ts_span text = ts_frames_cut(ts_str(ts_error_text()), sizeof outcome.message - 1);
        memcpy(outcome.message, text.ptr, text.len);
        j->likens = false;
    }
    if (j->in_child)
        on_child_end(j, outcome.reason ? outcome.reason : TS_REASON_TRUNCATED, 0);
    send_likeness(j, &outcome, &slice);
    send_end(j, item, &outcome, &slice);
}

void ts_job_items(const ts_worker *w, const ts_control_job *control, const int *data, size_t datas, uint32_t layers) {
    job j = {.w = w, .findings.bare = !(w->setup.want & TS_WANT_SIGHTINGS)};
    ts_frames_init(&j.to, &w->setup, w->detect);
    if (w->setup.want & TS_WANT_LIKENESS) {
        j.likener = ts_likener_new();
        j.likeness = ts_alloc(sizeof *j.likeness);
    }
    size_t hello = ts_frames_open(&j.to, TS_FRAME_HELLO);
    ts_buf_add_u32le(&j.to.out, layers);
    ts_frame_close(&j.to.out, hello);

    const ts_consumer to = {&j,      on_segment, on_child_begin, on_child_data, on_child_end,
                            on_note, on_slice,   on_opened,      on_alive};
    for (j.to.item = 0; j.to.item < control->items; j.to.item++) {
        const ts_control_item *item = &control->item[j.to.item];
        bool there = item->fd < datas;
        for (uint32_t i = 1; i <= control->parts; i++)
            there = there && item[i].fd < datas;
        if (!there)
            break;
        ts_source source;
        open_item(&source, control, item, data);
        read_item(&j, &to, item, &source);
        ts_source_done(&source);
    }
    ts_frames_flush(&j.to);
    ts_likener_free(j.likener);
    ts_free(j.likeness);
    ts_findings_done(&j.findings);
    ts_frames_done(&j.to);
}

_Noreturn void ts_job_run(const ts_worker *w, const ts_control_job *control, const int *data, size_t datas) {
    uint32_t layers = ts_sandbox_enter(w->sandbox, control->memory, control->cpu_seconds);
    if (!layers)
        _exit(TS_EXIT_SANDBOX);
    ts_job_items(w, control, data, datas, layers);
    _exit(0);
}
