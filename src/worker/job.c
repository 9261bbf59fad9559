/* job.c - one sandboxed process's work: items in, frames out.
 *
 * Frames collect in one buffer that is written when it is large, at each item's beginning, and
 * at the latest each second, so that a busy worker is not taken for a silent one.
 */
#include "worker/job.h"

#include <stddef.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "extract/extractor.h"
#include "text/sketch.h"
#include "worker/sandbox.h"

enum {
    FLUSH = 256 * 1024, /* written once this much has come together */
    /* A frame of findings is closed here; the largest mention still fits. */
    FINDINGS_MAX = (int)TS_LIMIT_FRAME - 64 * 1024,
    VALUES_MAX = 128 * 1024, /* small enough to stay in the cache on both sides of the pipe */
    DATA_MAX = 256 * 1024
};

typedef struct job {
    const ts_worker *w;
    ts_buf out;
    uint32_t item, sequence;
    uint64_t content;
    ts_sketcher sketch;
    bool sketches;
    time_t flushed;
    const char *format;
    bool in_child;
    bool ahead; /* of a slice within the item: what comes is to be learned from, not to be read */
    ts_findings findings;
    struct { /* the frame of values that is open */
        size_t frame; /* where it stands; SIZE_MAX: none is */
        uint32_t n, shapes, first, row;
        ts_wire_shape shape[TS_WIRE_SHAPES];
        uint64_t key[TS_WIRE_SHAPES]; /* key_of the mentions that have it */
        uint8_t near[TS_WIRE_SHAPES]; /* where a shape was last found */
        ts_buf around, bytes;
    } values;
} job;

/* The reader of the pipe is gone or has had enough: there is no one left to work for. */
static void flush(job *j) {
    for (size_t at = 0; at < j->out.len;) {
        ssize_t n = write(TS_RESULT_FD, j->out.ptr + at, j->out.len - at);
        if (n <= 0)
            _exit(0);
        at += (size_t)n;
    }
    ts_buf_clear(&j->out);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    j->flushed = now.tv_sec;
}

static void flush_if_due(job *j) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    if (j->out.len >= FLUSH || now.tv_sec > j->flushed)
        flush(j);
}

static size_t open_frame(job *j, ts_frame_type type) {
    return ts_frame_open(&j->out, (uint16_t)type, j->item, j->sequence++);
}

static void send_bytes(job *j, ts_frame_type type, ts_span bytes) {
    size_t frame = open_frame(j, type);
    ts_buf_add(&j->out, bytes);
    ts_frame_close(&j->out, frame);
}

/* Cut to at most max bytes, not inside a character. */
static ts_span cut_text(ts_span s, size_t max) {
    if (s.len <= max)
        return s;
    while (max > 0 && (s.ptr[max] & 0xC0) == 0x80)
        max--;
    return (ts_span){s.ptr, max};
}

/* ---- segments ---- */

static void send_row_numbers(job *j, const ts_segment *s) {
    size_t frame = open_frame(j, TS_FRAME_ROWS);
    for (size_t i = 0; i < s->rows;) {
        size_t n = 1;
        while (i + n < s->rows && s->row_number[i + n] == s->row_number[i] + n)
            n++;
        if (j->out.len - frame > (size_t)FINDINGS_MAX) {
            ts_frame_close(&j->out, frame);
            frame = open_frame(j, TS_FRAME_ROWS);
        }
        ts_buf_add_varint(&j->out, s->row_number[i]);
        ts_buf_add_varint(&j->out, n);
        i += n;
    }
    ts_frame_close(&j->out, frame);
}

static void send_segment(job *j, const ts_segment *s) {
    bool table = s->type == TS_SEGMENT_TABLE;
    size_t roles = 0;
    const ts_column_role *role = table ? ts_detect_columns(j->w->detect, &roles) : NULL;
    size_t columns = table ? s->columns : 0;
    if (columns > TS_LIMIT_COLUMNS)
        columns = TS_LIMIT_COLUMNS;
    size_t kinds = role ? roles : 0;
    if (kinds > TS_LIMIT_ROLE_COLUMNS)
        kinds = TS_LIMIT_ROLE_COLUMNS;
    if (kinds > columns)
        kinds = columns;
    ts_wire_segment w = {.offset = s->offset,
                         .at = s->at,
                         .ordinal = s->ordinal,
                         .text_len = (uint32_t)s->text.len,
                         .columns = (uint32_t)columns,
                         .heads = table && s->head ? (uint32_t)columns : 0,
                         .rows = table ? (uint32_t)s->rows : 0,
                         .type = (uint8_t)s->type,
                         .more = s->more};
    if (w.heads > TS_LIMIT_ROLE_COLUMNS)
        w.heads = TS_LIMIT_ROLE_COLUMNS;
    size_t frame = open_frame(j, TS_FRAME_SEGMENT);
    ts_buf_add(&j->out, ts_span_of(&w, sizeof w));
    ts_buf_add_counted(&j->out, ts_str(j->format));
    ts_buf_add_counted(&j->out, cut_text(s->part, TS_LIMIT_NAME));
    ts_buf_add_u32le(&j->out, (uint32_t)kinds);
    for (size_t i = 0; i < kinds; i++)
        ts_buf_add_u8(&j->out, (uint8_t)role[i].kind);
    for (size_t i = 0; i < w.heads; i++)
        ts_buf_add_counted(&j->out, cut_text(s->head[i], TS_WIRE_HEAD_MAX));
    ts_frame_close(&j->out, frame);
    if (w.rows)
        send_row_numbers(j, s);
    if (j->w->setup.want & TS_WANT_TEXT)
        for (size_t at = 0; at < s->text.len; at += DATA_MAX)
            send_bytes(j, TS_FRAME_TEXT, ts_slice(s->text, at, DATA_MAX));
}

/* ---- findings ---- */

/* Where the value stands in the source, relative to the segment's `at`. */
static uint32_t source_of(const ts_segment *s, const ts_mention *m) {
    if (s->at == TS_NO_OFFSET)
        return TS_NO_CELL;
    if (s->type != TS_SEGMENT_TABLE)
        return m->start;
    if (m->column < 0 || m->row >= s->rows)
        return TS_NO_CELL;
    uint32_t i = s->row_start[m->row] + (uint32_t)m->column;
    if (i >= s->row_start[m->row + 1] || s->cell[i].from == TS_NO_CELL || m->start < s->cell[i].start)
        return TS_NO_CELL;
    return s->cell[i].from + (m->start - s->cell[i].start);
}

/* The bytes before a place, begun at a character's start. */
static ts_span before_of(ts_span text, uint32_t start, unsigned context) {
    size_t from = start > context ? start - context : 0;
    while (from < start && (text.ptr[from] & 0xC0) == 0x80)
        from++;
    return ts_slice(text, from, start - from);
}

static uint16_t column_of(const ts_mention *m) {
    bool column = m->column >= 0 && m->column < (int32_t)TS_LIMIT_COLUMNS;
    return column ? (uint16_t)m->column : TS_WIRE_NO_COLUMN;
}

static uint8_t flags_of(const ts_mention *m) {
    return (uint8_t)((m->flags & ~TS_WIRE_VALID) | (m->valid ? TS_WIRE_VALID : 0));
}

static void put_mention(job *j, const ts_segment *s, const ts_mention *m) {
    ts_wire_mention w = {.start = m->start,
                         .end = m->end,
                         .row = s->type == TS_SEGMENT_TABLE ? m->row : 0,
                         .column = column_of(m),
                         .kind = m->kind,
                         .confidence = m->confidence,
                         .flags = flags_of(m),
                         .norm = (uint8_t)m->norm.len};
    ts_buf_reserve(&j->out, sizeof w + m->norm.len);
    memcpy(j->out.ptr + j->out.len, &w, sizeof w);
    if (m->norm.len)
        memcpy(j->out.ptr + j->out.len + sizeof w, m->norm.ptr, m->norm.len);
    j->out.len += sizeof w + m->norm.len;
}

/* One frame: mentions [from, from + n) as already put after `frame`, then their sightings. */
static void close_findings(job *j, size_t frame, ts_wire_findings w) {
    memcpy(j->out.ptr + frame + TS_WIRE_HEADER, &w, sizeof w);
    ts_frame_close(&j->out, frame);
}

static size_t open_findings(job *j) {
    flush_if_due(j);
    size_t frame = open_frame(j, TS_FRAME_FINDINGS);
    ts_buf_add_u64le(&j->out, 0); /* counts, when they are known */
    return frame;
}

/* All that its shape says of a mention, as one number. */
static inline uint64_t key_of(const ts_mention *m) {
    _Static_assert(offsetof(ts_mention, row) == sizeof(uint64_t), "kind to column, without a hole");
    uint64_t key;
    memcpy(&key, m, sizeof key);
    return key;
}

/* A mention whose shape is not where its like was last found; TS_WIRE_SHAPES where it is new and the list is full. */
static unsigned other_shape(job *j, const ts_mention *m, uint64_t key, unsigned slot) {
    unsigned i = 0;
    while (i < j->values.shapes && j->values.key[i] != key)
        i++;
    if (i == TS_WIRE_SHAPES)
        return i;
    j->values.near[slot] = (uint8_t)i;
    if (i == j->values.shapes) {
        j->values.key[i] = key;
        j->values.shape[i] = (ts_wire_shape){column_of(m), m->kind, m->confidence, flags_of(m), 0};
        j->values.shapes++;
    }
    return i;
}

static inline unsigned shape_of(job *j, const ts_mention *m) {
    uint64_t key = key_of(m);
    unsigned slot = ((unsigned)m->column * 7u + m->kind) % TS_WIRE_SHAPES, near = j->values.near[slot];
    return near < j->values.shapes && j->values.key[near] == key ? near : other_shape(j, m, key, slot);
}

static void open_values(job *j, uint32_t row) {
    flush_if_due(j);
    j->values.frame = open_frame(j, TS_FRAME_VALUES);
    j->values.n = j->values.shapes = 0;
    j->values.first = j->values.row = row;
    ts_wire_values none = {0};
    ts_buf_add(&j->out, ts_span_of(&none, sizeof none));
    /* Room for all that the frame can hold, so that no value has to ask for it. */
    ts_buf_reserve(&j->out, (size_t)VALUES_MAX + sizeof(ts_wire_value));
    ts_buf_reserve(&j->values.bytes, (size_t)VALUES_MAX + TS_WIRE_VALUE_MAX + 2 * TS_WIRE_CONTEXT_MAX + TS_COPY_ROOM);
}

static void close_values(job *j) {
    ts_wire_values v = {j->values.n, j->values.shapes, j->values.first};
    memcpy(j->out.ptr + j->values.frame + TS_WIRE_HEADER, &v, sizeof v);
    ts_buf_add(&j->out, ts_buf_span(&j->values.around));
    ts_buf_add(&j->out, ts_span_of(j->values.shape, j->values.shapes * sizeof *j->values.shape));
    ts_buf_add(&j->out, ts_buf_span(&j->values.bytes));
    ts_frame_close(&j->out, j->values.frame);
    ts_buf_clear(&j->values.around);
    ts_buf_clear(&j->values.bytes);
    j->values.frame = SIZE_MAX;
}

static inline void add_bytes(ts_buf *to, ts_span s) {
    ts_copy(to->ptr + to->len, s.ptr, s.len);
    to->len += s.len;
}

/* Of a text that goes on behind it, mostly. */
static inline void add_value(ts_buf *to, ts_span value, ts_span text) {
    if (text.ptr + text.len - value.ptr >= TS_COPY_ROOM)
        ts_copy_roomy(to->ptr + to->len, value.ptr, value.len);
    else
        ts_copy(to->ptr + to->len, value.ptr, value.len);
    to->len += value.len;
}

static void add_around(job *j, const ts_segment *s, const ts_mention *m, ts_span value) {
    unsigned context = j->w->setup.context;
    ts_span before = before_of(s->text, m->start, context),
            after = cut_text(ts_slice(s->text, m->start + value.len, SIZE_MAX), context);
    ts_wire_around around = {(uint16_t)before.len, (uint16_t)after.len};
    ts_buf_add(&j->values.around, ts_span_of(&around, sizeof around));
    add_bytes(&j->values.bytes, before);
    add_bytes(&j->values.bytes, value);
    add_bytes(&j->values.bytes, after);
}

static inline void put_value(job *j, const ts_segment *s, const ts_mention *m, unsigned shape, uint32_t row) {
    ts_span value = {s->text.ptr + m->start, m->end - m->start};
    if (value.len > TS_WIRE_VALUE_MAX)
        value = cut_text(value, TS_WIRE_VALUE_MAX);
    /* Field by field in its place: built beside and copied, wide loads would wait for the narrow stores. */
    struct __attribute__((packed, may_alias)) place {
        ts_wire_value w;
    } *at = (struct place *)(void *)(j->out.ptr + j->out.len);
    at->w.start = m->start;
    at->w.from = source_of(s, m);
    at->w.len = (uint16_t)value.len;
    at->w.shape = (uint8_t)shape;
    at->w.step = (uint8_t)(row - j->values.row);
    j->out.len += sizeof *at;
    j->values.row = row;
    j->values.n++;
    if (j->w->setup.context)
        add_around(j, s, m, value);
    else
        add_value(&j->values.bytes, value, s->text);
}

/* Mentions as they are written: split where a frame is full, its shapes are, or rows lie too far apart. */
static void send_values(job *j, const ts_segment *s) {
    const ts_findings *f = &j->findings;
    const unsigned least = j->w->setup.min_confidence;
    const bool table = s->type == TS_SEGMENT_TABLE;
    for (size_t i = 0; i < f->mentions; i++) {
        const ts_mention *m = &f->mention[i];
        if (m->confidence < least)
            continue;
        uint32_t row = table ? m->row : 0;
        if (j->values.frame != SIZE_MAX && row - j->values.row > UINT8_MAX) /* also where it lies before */
            close_values(j);
        if (j->values.frame == SIZE_MAX)
            open_values(j, row);
        unsigned shape = shape_of(j, m);
        if (shape == TS_WIRE_SHAPES) {
            close_values(j);
            open_values(j, row);
            shape = shape_of(j, m);
        }
        put_value(j, s, m, shape, row);
        if (j->out.len - j->values.frame + j->values.bytes.len + j->values.around.len > VALUES_MAX)
            close_values(j);
    }
    if (j->values.frame != SIZE_MAX)
        close_values(j);
}

/* Sightings with theirs: a frame ends between two sightings.  Mentions that one sighting has
 * beyond a frame (thousands) are sent without it. */
static void send_sightings(job *j, const ts_segment *s) {
    const ts_findings *f = &j->findings;
    ts_wire_sighting pending[1024];
    size_t next = 0, i = 0;
    while (i < f->mentions || next < f->sightings) {
        ts_wire_findings w = {0};
        size_t frame = open_findings(j);
        while ((i < f->mentions || next < f->sightings) && w.sightings < 1024 &&
               j->out.len - frame <= (size_t)FINDINGS_MAX / 2) {
            bool begins = next < f->sightings && f->sighting[next].first <= i;
            if (!begins) {
                if (i >= f->mentions)
                    break;
                put_mention(j, s, &f->mention[i++]);
                w.mentions++;
                continue;
            }
            const ts_sighting *g = &f->sighting[next++];
            ts_wire_sighting *p = &pending[w.sightings++];
            *p = (ts_wire_sighting){.place = g->place,
                                    .first = w.mentions,
                                    .categories = g->categories,
                                    .date = g->date,
                                    .role = g->role,
                                    .shape = g->shape};
            while (p->count < g->count && i < f->mentions &&
                   j->out.len - frame <= (size_t)FINDINGS_MAX - sizeof pending) {
                put_mention(j, s, &f->mention[i++]);
                p->count++;
                w.mentions++;
            }
        }
        ts_buf_add(&j->out, ts_span_of(pending, w.sightings * sizeof *pending));
        close_findings(j, frame, w);
        if (w.mentions == 0 && w.sightings == 0)
            break; /* a sighting that begins beyond its mentions: a mistake of ours, not a loop */
    }
}

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
    ts_findings_clear(&j->findings);
    if (detects)
        TS_TRY(ts_detect_segment(j->w->detect, s, want->kinds, &j->findings));
    send_segment(j, s);
    if (want->want & TS_WANT_SIGHTINGS) {
        TS_TRY(ts_group_segment(j->w->detect, s, &j->findings));
        send_sightings(j, s);
    } else if (want->want & TS_WANT_VALUES) {
        send_values(j, s);
    }
    flush_if_due(j);
    return TS_OK;
}

/* ---- slices, children, notes ---- */

/* Sent at once: the other slices are given out when this one is seen to be one. */
static ts_err on_slice(void *context, uint64_t start) {
    job *j = context;
    size_t frame = open_frame(j, TS_FRAME_SLICE);
    ts_buf_add_u64le(&j->out, start);
    ts_frame_close(&j->out, frame);
    flush(j);
    j->ahead = false;
    return TS_OK;
}

static ts_err on_child_begin(void *context, const ts_child *child) {
    job *j = context;
    size_t frame = open_frame(j, TS_FRAME_CHILD);
    ts_buf_add_u64le(&j->out, child->size);
    ts_buf_add_u64le(&j->out, (uint64_t)child->modified);
    ts_buf_add_counted(&j->out, ts_slice(child->name, 0, TS_LIMIT_NAME));
    ts_frame_close(&j->out, frame);
    j->in_child = true;
    return TS_OK;
}

static ts_err on_child_data(void *context, ts_span bytes) {
    job *j = context;
    j->content += bytes.len;
    for (size_t at = 0; at < bytes.len; at += DATA_MAX) {
        send_bytes(j, TS_FRAME_DATA, ts_slice(bytes, at, DATA_MAX));
        flush_if_due(j);
    }
    return TS_OK;
}

static ts_err on_child_end(void *context, ts_reason reason, uint64_t stored) {
    job *j = context;
    size_t frame = open_frame(j, TS_FRAME_CHILD_END);
    ts_buf_add_u8(&j->out, (uint8_t)reason);
    ts_buf_add_u64le(&j->out, stored);
    ts_frame_close(&j->out, frame);
    j->in_child = false;
    flush_if_due(j);
    return TS_OK;
}

static ts_err on_note(void *context, ts_span text) {
    job *j = context;
    if (ts_utf8_valid(text))
        send_bytes(j, TS_FRAME_NOTE, cut_text(text, TS_WIRE_NOTE_MAX));
    flush_if_due(j);
    return TS_OK;
}

static ts_err on_opened(void *context, uint32_t password) {
    job *j = context;
    size_t frame = open_frame(j, TS_FRAME_OPENED);
    ts_buf_add_u32le(&j->out, password);
    ts_frame_close(&j->out, frame);
    return TS_OK;
}

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
    size_t frame = open_frame(j, TS_FRAME_END);
    ts_buf_add(&j->out, ts_span_of(&w, sizeof w));
    ts_buf_add_counted(&j->out, ts_str(outcome->type ? outcome->type : outcome->format ? outcome->format->name : ""));
    ts_buf_add_counted(&j->out, cut_text(message, sizeof outcome->message - 1));
    ts_frame_close(&j->out, frame);
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
    send_bytes(j, TS_FRAME_BEGIN, (ts_span){0});
    flush(j); /* with the end of the item before: should this one kill us, the parent knows which it was */
    ts_detect_reset(j->w->detect);
    j->content = 0;
    j->sketches = (j->w->setup.want & TS_WANT_SIGHTINGS) && item->from == 0; /* of a sliced item the first is enough */
    if (j->sketches)
        ts_sketch_begin(&j->sketch);
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
        ts_span text = cut_text(ts_str(ts_error_text()), sizeof outcome.message - 1);
        memcpy(outcome.message, text.ptr, text.len);
    }
    if (j->in_child)
        on_child_end(j, outcome.reason ? outcome.reason : TS_REASON_TRUNCATED, 0);
    send_end(j, item, &outcome, &slice);
}

void ts_job_items(const ts_worker *w, const ts_control_job *control, const int *data, size_t datas, uint32_t layers) {
    job j = {.w = w, .format = "", .findings.bare = !(w->setup.want & TS_WANT_SIGHTINGS), .values.frame = SIZE_MAX};
    ts_buf_reserve(&j.out, FLUSH + TS_LIMIT_FRAME);
    size_t hello = open_frame(&j, TS_FRAME_HELLO);
    ts_buf_add_u32le(&j.out, layers);
    ts_frame_close(&j.out, hello);

    const ts_consumer to = {&j, on_segment, on_child_begin, on_child_data, on_child_end, on_note, on_slice, on_opened};
    for (j.item = 0; j.item < control->items; j.item++) {
        const ts_control_item *item = &control->item[j.item];
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
    flush(&j);
    ts_findings_done(&j.findings);
    ts_buf_done(&j.values.around);
    ts_buf_done(&j.values.bytes);
    ts_buf_done(&j.out);
}

_Noreturn void ts_job_run(const ts_worker *w, const ts_control_job *control, const int *data, size_t datas) {
    uint32_t layers = ts_sandbox_enter(w->sandbox, control->memory, control->cpu_seconds);
    if (!layers)
        _exit(TS_EXIT_SANDBOX);
    ts_job_items(w, control, data, datas, layers);
    _exit(0);
}
