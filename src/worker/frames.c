/* frames.c - what a worker says of an item: its segments and what was found in them, as frames.
 *
 * Frames collect in one buffer that is written when it is large, at each item's beginning, and
 * at the latest each second, so that a busy worker is not taken for a silent one.
 */
#include "worker/frames.h"

#include <stddef.h>
#include <unistd.h>

#include "base/mem.h"
#include "worker/sandbox.h"

enum {
    FLUSH = 256 * 1024, /* written once this much has come together */
    QUIET = 2, /* seconds; a silence of TS_LIMIT_WORKER_SILENCE is taken for a loop */
    /* A frame of findings is closed here; the largest mention still fits. */
    FINDINGS_MAX = (int)TS_LIMIT_FRAME - 64 * 1024,
    VALUES_MAX = 128 * 1024 /* small enough to stay in the cache on both sides of the pipe */
};

void ts_frames_init(ts_frames *to, const ts_control_setup *setup, ts_detect *detect) {
    *to = (ts_frames){.setup = setup, .detect = detect, .values.frame = SIZE_MAX};
    ts_buf_reserve(&to->out, FLUSH + TS_LIMIT_FRAME);
}

void ts_frames_done(ts_frames *to) {
    ts_buf_done(&to->values.around);
    ts_buf_done(&to->values.bytes);
    ts_buf_done(&to->out);
}

/* The reader of the pipe is gone or has had enough: there is no one left to work for. */
void ts_frames_flush(ts_frames *to) {
    for (size_t at = 0; at < to->out.len;) {
        ssize_t n = write(TS_RESULT_FD, to->out.ptr + at, to->out.len - at);
        if (n <= 0)
            _exit(0);
        at += (size_t)n;
    }
    ts_buf_clear(&to->out);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    to->flushed = now.tv_sec;
}

void ts_frames_flush_if_due(ts_frames *to) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    if (to->out.len >= FLUSH || now.tv_sec > to->flushed)
        ts_frames_flush(to);
}

void ts_frames_alive(ts_frames *to) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    if (now.tv_sec < to->flushed + QUIET)
        return;
    if (!to->out.len)
        ts_frames_bytes(to, TS_FRAME_ALIVE, (ts_span){"", 0});
    ts_frames_flush(to);
}

size_t ts_frames_open(ts_frames *to, ts_frame_type type) {
    return ts_frame_open(&to->out, (uint16_t)type, to->item, to->sequence++);
}

void ts_frames_bytes(ts_frames *to, ts_frame_type type, ts_span bytes) {
    size_t frame = ts_frames_open(to, type);
    ts_buf_add(&to->out, bytes);
    ts_frame_close(&to->out, frame);
}

ts_span ts_frames_cut(ts_span s, size_t max) {
    if (s.len <= max)
        return s;
    while (max > 0 && (s.ptr[max] & 0xC0) == 0x80)
        max--;
    return (ts_span){s.ptr, max};
}

/* ---- segments ---- */

static void send_row_numbers(ts_frames *to, const ts_segment *s) {
    size_t frame = ts_frames_open(to, TS_FRAME_ROWS);
    for (size_t i = 0; i < s->rows;) {
        size_t n = 1;
        while (i + n < s->rows && s->row_number[i + n] == s->row_number[i] + n)
            n++;
        if (to->out.len - frame > (size_t)FINDINGS_MAX) {
            ts_frame_close(&to->out, frame);
            frame = ts_frames_open(to, TS_FRAME_ROWS);
        }
        ts_buf_add_varint(&to->out, s->row_number[i]);
        ts_buf_add_varint(&to->out, n);
        i += n;
    }
    ts_frame_close(&to->out, frame);
}

void ts_frames_segment(ts_frames *to, const ts_segment *s) {
    bool table = s->type == TS_SEGMENT_TABLE;
    size_t roles = 0;
    const ts_column_role *role = table ? ts_detect_columns(to->detect, &roles) : NULL;
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
    size_t frame = ts_frames_open(to, TS_FRAME_SEGMENT);
    ts_buf_add(&to->out, ts_span_of(&w, sizeof w));
    ts_buf_add_counted(&to->out, ts_str("")); /* the format is named at the item's end */
    ts_buf_add_counted(&to->out, ts_frames_cut(s->part, TS_LIMIT_NAME));
    ts_buf_add_u32le(&to->out, (uint32_t)kinds);
    for (size_t i = 0; i < kinds; i++)
        ts_buf_add_u8(&to->out, (uint8_t)role[i].kind);
    for (size_t i = 0; i < w.heads; i++)
        ts_buf_add_counted(&to->out, ts_frames_cut(s->head[i], TS_WIRE_HEAD_MAX));
    ts_frame_close(&to->out, frame);
    if (w.rows)
        send_row_numbers(to, s);
    if (to->setup->want & TS_WANT_TEXT)
        for (size_t at = 0; at < s->text.len; at += TS_FRAMES_DATA)
            ts_frames_bytes(to, TS_FRAME_TEXT, ts_slice(s->text, at, TS_FRAMES_DATA));
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

static void put_mention(ts_frames *to, const ts_segment *s, const ts_mention *m) {
    ts_wire_mention w = {.start = m->start,
                         .end = m->end,
                         .row = s->type == TS_SEGMENT_TABLE ? m->row : 0,
                         .column = column_of(m),
                         .kind = m->kind,
                         .confidence = m->confidence,
                         .flags = flags_of(m),
                         .norm = (uint8_t)m->norm.len};
    ts_buf_reserve(&to->out, sizeof w + m->norm.len);
    memcpy(to->out.ptr + to->out.len, &w, sizeof w);
    if (m->norm.len)
        memcpy(to->out.ptr + to->out.len + sizeof w, m->norm.ptr, m->norm.len);
    to->out.len += sizeof w + m->norm.len;
}

/* One frame: mentions [from, from + n) as already put after `frame`, then their sightings. */
static void close_findings(ts_frames *to, size_t frame, ts_wire_findings w) {
    memcpy(to->out.ptr + frame + TS_WIRE_HEADER, &w, sizeof w);
    ts_frame_close(&to->out, frame);
}

static size_t open_findings(ts_frames *to) {
    ts_frames_flush_if_due(to);
    size_t frame = ts_frames_open(to, TS_FRAME_FINDINGS);
    ts_buf_add_u64le(&to->out, 0); /* counts, when they are known */
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
static unsigned other_shape(ts_frames *to, const ts_mention *m, uint64_t key, unsigned slot) {
    unsigned i = 0;
    while (i < to->values.shapes && to->values.key[i] != key)
        i++;
    if (i == TS_WIRE_SHAPES)
        return i;
    to->values.near[slot] = (uint8_t)i;
    if (i == to->values.shapes) {
        to->values.key[i] = key;
        to->values.shape[i] = (ts_wire_shape){column_of(m), m->kind, m->confidence, flags_of(m), 0};
        to->values.shapes++;
    }
    return i;
}

static inline unsigned shape_of(ts_frames *to, const ts_mention *m) {
    uint64_t key = key_of(m);
    unsigned slot = ((unsigned)m->column * 7u + m->kind) % TS_WIRE_SHAPES, near = to->values.near[slot];
    return near < to->values.shapes && to->values.key[near] == key ? near : other_shape(to, m, key, slot);
}

static void open_values(ts_frames *to, uint32_t row) {
    ts_frames_flush_if_due(to);
    to->values.frame = ts_frames_open(to, TS_FRAME_VALUES);
    to->values.n = to->values.shapes = 0;
    to->values.first = to->values.row = row;
    ts_wire_values none = {0};
    ts_buf_add(&to->out, ts_span_of(&none, sizeof none));
    /* Room for all that the frame can hold, so that no value has to ask for it. */
    ts_buf_reserve(&to->out, (size_t)VALUES_MAX + sizeof(ts_wire_value));
    ts_buf_reserve(&to->values.bytes, (size_t)VALUES_MAX + TS_WIRE_VALUE_MAX + 2 * TS_WIRE_CONTEXT_MAX + TS_COPY_ROOM);
}

static void close_values(ts_frames *to) {
    ts_wire_values v = {to->values.n, to->values.shapes, to->values.first};
    memcpy(to->out.ptr + to->values.frame + TS_WIRE_HEADER, &v, sizeof v);
    ts_buf_add(&to->out, ts_buf_span(&to->values.around));
    ts_buf_add(&to->out, ts_span_of(to->values.shape, to->values.shapes * sizeof *to->values.shape));
    ts_buf_add(&to->out, ts_buf_span(&to->values.bytes));
    ts_frame_close(&to->out, to->values.frame);
    ts_buf_clear(&to->values.around);
    ts_buf_clear(&to->values.bytes);
    to->values.frame = SIZE_MAX;
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

static void add_around(ts_frames *to, const ts_segment *s, const ts_mention *m, ts_span value) {
    unsigned context = to->setup->context;
    ts_span before = before_of(s->text, m->start, context),
            after = ts_frames_cut(ts_slice(s->text, m->start + value.len, SIZE_MAX), context);
    ts_wire_around around = {(uint16_t)before.len, (uint16_t)after.len};
    ts_buf_add(&to->values.around, ts_span_of(&around, sizeof around));
    add_bytes(&to->values.bytes, before);
    add_bytes(&to->values.bytes, value);
    add_bytes(&to->values.bytes, after);
}

static inline void put_value(ts_frames *to, const ts_segment *s, const ts_mention *m, unsigned shape, uint32_t row) {
    ts_span value = {s->text.ptr + m->start, m->end - m->start};
    if (value.len > TS_WIRE_VALUE_MAX)
        value = ts_frames_cut(value, TS_WIRE_VALUE_MAX);
    /* Field by field in its place: built beside and copied, wide loads would wait for the narrow stores. */
    struct __attribute__((packed, may_alias)) place {
        ts_wire_value w;
    } *at = (struct place *)(void *)(to->out.ptr + to->out.len);
    at->w.start = m->start;
    at->w.from = source_of(s, m);
    at->w.len = (uint16_t)value.len;
    at->w.shape = (uint8_t)shape;
    at->w.step = (uint8_t)(row - to->values.row);
    to->out.len += sizeof *at;
    to->values.row = row;
    to->values.n++;
    if (to->setup->context)
        add_around(to, s, m, value);
    else
        add_value(&to->values.bytes, value, s->text);
}

/* Mentions as they are written: split where a frame is full, its shapes are, or rows lie too far apart. */
void ts_frames_values(ts_frames *to, const ts_segment *s, const ts_findings *f) {
    const unsigned least = to->setup->min_confidence;
    const bool table = s->type == TS_SEGMENT_TABLE;
    for (size_t i = 0; i < f->mentions; i++) {
        const ts_mention *m = &f->mention[i];
        if (m->confidence < least)
            continue;
        uint32_t row = table ? m->row : 0;
        if (to->values.frame != SIZE_MAX && row - to->values.row > UINT8_MAX) /* also where it lies before */
            close_values(to);
        if (to->values.frame == SIZE_MAX)
            open_values(to, row);
        unsigned shape = shape_of(to, m);
        if (shape == TS_WIRE_SHAPES) {
            close_values(to);
            open_values(to, row);
            shape = shape_of(to, m);
        }
        put_value(to, s, m, shape, row);
        if (to->out.len - to->values.frame + to->values.bytes.len + to->values.around.len > VALUES_MAX)
            close_values(to);
    }
    if (to->values.frame != SIZE_MAX)
        close_values(to);
}

/* Sightings with theirs: a frame ends between two sightings.  Mentions that one sighting has
 * beyond a frame (thousands) are sent without it. */
void ts_frames_sightings(ts_frames *to, const ts_segment *s, const ts_findings *f) {
    ts_wire_sighting pending[1024];
    size_t next = 0, i = 0;
    while (i < f->mentions || next < f->sightings) {
        ts_wire_findings w = {0};
        size_t frame = open_findings(to);
        while ((i < f->mentions || next < f->sightings) && w.sightings < 1024 &&
               to->out.len - frame <= (size_t)FINDINGS_MAX / 2) {
            bool begins = next < f->sightings && f->sighting[next].first <= i;
            if (!begins) {
                if (i >= f->mentions)
                    break;
                put_mention(to, s, &f->mention[i++]);
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
                   to->out.len - frame <= (size_t)FINDINGS_MAX - sizeof pending) {
                put_mention(to, s, &f->mention[i++]);
                p->count++;
                w.mentions++;
            }
        }
        ts_buf_add(&to->out, ts_span_of(pending, w.sightings * sizeof *pending));
        close_findings(to, frame, w);
        if (w.mentions == 0 && w.sightings == 0)
            break; /* a sighting that begins beyond its mentions: a mistake of ours, not a loop */
    }
}
