/* reply.c - the parent's reading of one worker's reply: order, lengths, volume, then the event. */
#include "worker/reply.h"

#include "base/limits.h"
#include "base/mem.h"

_Static_assert(sizeof((ts_reply *)0)->head / sizeof(ts_span) == TS_LIMIT_ROLE_COLUMNS, "as many heads as are sent");

#define EVENT(r, name, ...) ((r)->events->name ? (r)->events->name((r)->events->context, __VA_ARGS__) : TS_OK)

/* Written without a word of what the worker sent: it may be a person's. */
static ts_err broken(ts_reply *r, const char *how) {
    r->broken = true;
    return ts_fail(TS_EFORMAT, "the worker's reply broke the protocol: %s", how);
}

static uint64_t id_of(const ts_reply *r) { return r->item[r->ended].id; }

void ts_reply_start(ts_reply *r) {
    r->layers = 0;
    r->ended = 0;
    r->hello = r->reading = r->broken = r->in_child = r->segment_open = false;
    r->sequence = r->ordinal = 0;
    r->volume = r->data = 0;
}

void ts_reply_done(ts_reply *r) {
    ts_buf_done(&r->names);
    ts_buf_wipe(&r->text); /* of people */
    ts_buf_done(&r->kinds);
    ts_free(r->row_number);
    ts_findings_done(&r->findings);
    if (r->likeness)
        ts_wipe(r->likeness, sizeof *r->likeness);
    ts_free(r->likeness);
    *r = (ts_reply){0};
}

/* The segment is complete once its rows and its text are here; only then does anyone hear of it. */
static ts_err segment_ready(ts_reply *r) {
    size_t text_len = r->wire.text_len;
    bool whole = r->rows == r->wire.rows && (!(r->want & TS_WANT_TEXT) || r->text.len == text_len);
    if (!whole)
        return TS_OK;
    r->segment_open = false;
    if ((r->want & TS_WANT_TEXT) && !ts_utf8_valid(ts_buf_span(&r->text)))
        return broken(r, "text that is not UTF-8");
    r->segment.text = r->want & TS_WANT_TEXT ? ts_buf_span(&r->text) : (ts_span){NULL, text_len};
    r->segment.row_number = r->row_number;
    TS_TRY(EVENT(r, segment, id_of(r), &r->segment, r->format));
    if (r->segment.type == TS_SEGMENT_TABLE)
        TS_TRY(EVENT(r, columns, id_of(r), (const uint8_t *)r->kinds.ptr, r->kinds.len));
    return TS_OK;
}

/* Names are copied together first: a growing buffer moves. */
static ts_err segment_names(ts_reply *r, ts_cursor *c) {
    ts_span format = ts_read_counted(c), part = ts_read_counted(c), kinds = ts_read_counted(c);
    if (!c->ok || format.len >= sizeof r->format || part.len > TS_LIMIT_NAME || kinds.len > r->wire.columns ||
        kinds.len > TS_LIMIT_ROLE_COLUMNS || r->wire.heads > TS_LIMIT_ROLE_COLUMNS)
        return broken(r, "a segment's lengths do not fit");
    for (size_t i = 0; i < kinds.len; i++)
        if ((uint8_t)kinds.ptr[i] >= TS_KIND_COUNT)
            return broken(r, "a column of a kind that is none");
    memcpy(r->format, format.ptr, format.len);
    r->format[format.len] = 0;
    ts_buf_clear(&r->kinds);
    ts_buf_add(&r->kinds, kinds);
    ts_buf_clear(&r->names);
    ts_buf_add(&r->names, ts_span_of(c->at, ts_cursor_left(c)));
    ts_buf_add(&r->names, part);

    ts_cursor names = ts_cursor_over(ts_slice(ts_buf_span(&r->names), 0, ts_cursor_left(c)));
    for (size_t i = 0; i < r->wire.heads; i++) {
        r->head[i] = ts_read_counted(&names);
        if (!names.ok || r->head[i].len > TS_WIRE_HEAD_MAX || !ts_utf8_valid(r->head[i]))
            return broken(r, "a column's name is no text");
    }
    if (ts_cursor_left(&names) != 0)
        return broken(r, "bytes after a segment's end");
    r->segment.part = ts_slice(ts_buf_span(&r->names), r->names.len - part.len, part.len);
    if (!ts_utf8_valid(r->segment.part) || !ts_utf8_valid(format))
        return broken(r, "a part's name is no text");
    return TS_OK;
}

static ts_err take_segment(ts_reply *r, ts_cursor *c) {
    ts_span fixed = ts_read_span(c, sizeof r->wire);
    if (!c->ok)
        return broken(r, "a segment is cut short");
    memcpy(&r->wire, fixed.ptr, sizeof r->wire);
    const ts_wire_segment *w = &r->wire;
    if (w->type > TS_SEGMENT_TABLE || w->more > 1 || w->ordinal != r->ordinal ||
        w->text_len > TS_LIMIT_SEGMENT + TS_LIMIT_OVERLAP || w->offset > UINT64_MAX / 2)
        return broken(r, "a segment out of its bounds");
    /* Each row ends with a newline, so there are no more rows than bytes. */
    if (w->rows > w->text_len || w->columns > TS_LIMIT_COLUMNS || w->heads > w->columns ||
        (w->type == TS_SEGMENT_TEXT && (w->rows || w->columns)))
        return broken(r, "a table out of its bounds");
    r->ordinal++;
    r->segment = (ts_segment){.type = (ts_segment_type)w->type,
                              .ordinal = w->ordinal,
                              .offset = w->offset,
                              .at = w->at,
                              .more = w->more,
                              .columns = w->columns,
                              .rows = w->rows};
    TS_TRY(segment_names(r, c));
    if (w->heads)
        r->segment.head = r->head;
    if (w->heads && w->heads < w->columns)
        r->segment.columns = w->heads; /* names past TS_LIMIT_ROLE_COLUMNS are not sent */
    r->segment_open = true;
    r->rows = 0;
    ts_buf_clear(&r->text);
    if (w->rows > r->row_cap) {
        r->row_number = ts_grow(r->row_number, w->rows, sizeof *r->row_number);
        r->row_cap = w->rows;
    }
    return segment_ready(r);
}

static ts_err take_rows(ts_reply *r, ts_cursor *c) {
    if (!r->segment_open)
        return broken(r, "rows outside a table");
    while (ts_cursor_left(c) > 0) {
        uint64_t first = ts_read_varint(c), count = ts_read_varint(c);
        if (!c->ok || count == 0 || count > r->wire.rows - r->rows || first > UINT64_MAX / 2)
            return broken(r, "row numbers that do not fit");
        for (uint64_t i = 0; i < count; i++)
            r->row_number[r->rows++] = first + i;
    }
    return segment_ready(r);
}

static ts_err take_text(ts_reply *r, const ts_frame *f) {
    if (!r->segment_open || !(r->want & TS_WANT_TEXT) || r->rows != r->wire.rows)
        return broken(r, "text that nobody asked for");
    if (f->payload.len > r->wire.text_len - r->text.len)
        return broken(r, "more text than was said");
    ts_buf_add(&r->text, f->payload);
    return segment_ready(r);
}

static inline bool inside_character(ts_span s, size_t at) { return at < s.len && (s.ptr[at] & 0xC0) == 0x80; }

static bool is_kind(const ts_reply *r, uint8_t kind) {
    bool built_in = kind != TS_KIND_NONE && kind < TS_KIND_COUNT;
    return built_in || (kind >= TS_KIND_PACK && kind - (unsigned)TS_KIND_PACK < r->pack_kinds);
}

/* NULL, or how a mention's kind and place in a table break the protocol. */
static const char *misplaced(const ts_reply *r, uint8_t kind, uint8_t confidence, uint16_t column) {
    if (!is_kind(r, kind) || confidence > 100)
        return "a mention out of its bounds";
    bool table = r->wire.type == TS_SEGMENT_TABLE;
    return column != TS_WIRE_NO_COLUMN && (!table || column >= TS_LIMIT_COLUMNS) ? "a mention outside its table" : NULL;
}

static inline bool row_fits(const ts_reply *r, uint32_t row) {
    return r->wire.type == TS_SEGMENT_TABLE ? row < r->wire.rows : row == 0;
}

static ts_err take_mention(ts_reply *r, ts_cursor *c) {
    ts_wire_mention w;
    ts_span fixed = ts_read_span(c, sizeof w);
    if (!c->ok)
        return broken(r, "a mention is cut short");
    memcpy(&w, fixed.ptr, sizeof w);
    const char *how = misplaced(r, w.kind, w.confidence, w.column);
    if (how || w.norm > TS_NORM_MAX || w.start > w.end || w.end > r->wire.text_len)
        return broken(r, how ? how : "a mention out of its bounds");
    if (!row_fits(r, w.row))
        return broken(r, "a mention outside its table");
    ts_span norm = ts_read_span(c, w.norm);
    if (!c->ok || !ts_utf8_valid(norm))
        return broken(r, "a normal form that is no text");

    ts_mention *m = ts_findings_add_mention(&r->findings);
    m->kind = w.kind;
    m->confidence = w.confidence;
    m->flags = w.flags & (uint8_t)~TS_WIRE_VALID;
    m->valid = w.flags & TS_WIRE_VALID;
    m->column = w.column == TS_WIRE_NO_COLUMN ? -1 : (int32_t)w.column;
    m->row = w.row;
    m->start = w.start;
    m->end = w.end;
    m->norm = norm; /* of the frame, which outlives the event */
    if (w.norm && r->events->check && !r->events->check(r->events->context, m))
        return broken(r, "a normal form that is not the one");
    return TS_OK;
}

static ts_err take_sighting(ts_reply *r, ts_cursor *c) {
    ts_wire_sighting w;
    ts_span fixed = ts_read_span(c, sizeof w);
    if (!c->ok)
        return broken(r, "a sighting is cut short");
    memcpy(&w, fixed.ptr, sizeof w);
    if (w.first > r->findings.mentions || w.count > r->findings.mentions - w.first || w.role >= TS_ROLE_COUNT ||
        w.categories >> TS_CATEGORIES)
        return broken(r, "a sighting out of its bounds");
    bool table = r->wire.type == TS_SEGMENT_TABLE;
    if (!table && (w.place < r->wire.offset || w.place - r->wire.offset > r->wire.text_len))
        return broken(r, "a sighting outside its text");
    ts_sighting *s = ts_findings_add_sighting(&r->findings);
    s->first = w.first;
    s->count = w.count;
    s->role = w.role;
    s->shape = w.shape;
    s->categories = w.categories;
    s->place = w.place;
    s->date = w.date;
    return TS_OK;
}

static ts_err take_findings(ts_reply *r, ts_cursor *c) {
    if (r->ordinal == 0 || r->segment_open)
        return broken(r, "findings before their segment");
    if (!(r->want & TS_WANT_SIGHTINGS))
        return broken(r, "findings that nobody asked for");
    ts_wire_findings w = {.mentions = ts_read_u32le(c), .sightings = ts_read_u32le(c)};
    ts_findings_clear(&r->findings);
    for (uint32_t i = 0; i < w.mentions; i++)
        TS_TRY(take_mention(r, c));
    for (uint32_t i = 0; i < w.sightings; i++)
        TS_TRY(take_sighting(r, c));
    if (!c->ok || ts_cursor_left(c) != 0)
        return broken(r, "bytes after the findings");
    return EVENT(r, findings, id_of(r), &r->findings);
}

/* All bytes are checked at once: where the whole is UTF-8, a part is if it begins and ends between characters. */
static ts_err take_values(ts_reply *r, ts_cursor *c) {
    if (r->ordinal == 0 || r->segment_open)
        return broken(r, "values before their segment");
    if (!(r->want & TS_WANT_VALUES))
        return broken(r, "values that nobody asked for");
    ts_wire_values v;
    ts_span fixed = ts_read_span(c, sizeof v);
    if (!c->ok)
        return broken(r, "values are cut short");
    memcpy(&v, fixed.ptr, sizeof v);
    bool around = r->context > 0;
    ts_span records = ts_read_span(c, (size_t)v.values * sizeof(ts_wire_value)),
            beside = ts_read_span(c, around ? (size_t)v.values * sizeof(ts_wire_around) : 0),
            shapes = ts_read_span(c, (size_t)v.shapes * sizeof(ts_wire_shape)),
            bytes = ts_read_span(c, ts_cursor_left(c));
    if (!c->ok || v.shapes > TS_WIRE_SHAPES)
        return broken(r, "values are cut short");
    if (!ts_utf8_valid(bytes))
        return broken(r, "a value that is no text");
    for (uint32_t i = 0; i < v.shapes; i++) {
        ts_wire_shape s;
        memcpy(&s, shapes.ptr + i * sizeof s, sizeof s);
        const char *how = misplaced(r, s.kind, s.confidence, s.column);
        if (how)
            return broken(r, how);
        r->shape[i] = (ts_value_shape){.column = s.column == TS_WIRE_NO_COLUMN ? -1 : (int32_t)s.column,
                                       .kind = s.kind,
                                       .confidence = s.confidence,
                                       .flags = s.flags & (uint8_t)~TS_WIRE_VALID,
                                       .valid = (s.flags & TS_WIRE_VALID) != 0};
    }
    size_t at = 0;
    uint32_t row = v.row;
    for (uint32_t i = 0; i < v.values; i++) {
        ts_wire_value w;
        ts_wire_around a = {0, 0};
        memcpy(&w, records.ptr + i * sizeof w, sizeof w);
        if (around)
            memcpy(&a, beside.ptr + i * sizeof a, sizeof a);
        if (w.shape >= v.shapes || w.len > r->wire.text_len || w.start > r->wire.text_len - w.len)
            return broken(r, "a mention out of its bounds");
        row = row > UINT32_MAX - w.step ? UINT32_MAX : row + w.step;
        if (!row_fits(r, row))
            return broken(r, "a mention outside its table");
        if (w.len > TS_WIRE_VALUE_MAX || a.before > r->context || a.after > r->context)
            return broken(r, "a value longer than it may be");
        size_t value = at + a.before, after = value + w.len, next = after + a.after;
        if (next > bytes.len)
            return broken(r, "values without their bytes");
        if (inside_character(bytes, value) || inside_character(bytes, after) || inside_character(bytes, next))
            return broken(r, "a value that is no text");
        at = next;
    }
    if (at != bytes.len)
        return broken(r, "bytes after the values");
    return EVENT(r, values, id_of(r),
                 (ts_values_found){.record = records.ptr,
                                   .around = around ? beside.ptr : NULL,
                                   .bytes = bytes.ptr,
                                   .shape = r->shape,
                                   .left = v.values,
                                   .text = bytes,
                                   .row = v.row,
                                   .at = r->wire.at});
}

static ts_err take_why(ts_reply *r, ts_cursor *c) {
    ts_why why[TS_WHY_MOST];
    size_t n = 0;
    uint8_t found = ts_read_u8(c);
    if (!(r->want & TS_WANT_WHY) || r->ordinal == 0 || !c->ok || found > 1)
        return broken(r, "facts that nobody asked for");
    while (ts_cursor_left(c) > 0) {
        ts_wire_why w;
        ts_span fixed = ts_read_span(c, sizeof w);
        if (!c->ok || n == TS_WHY_MOST)
            return broken(r, "facts out of their bounds");
        memcpy(&w, fixed.ptr, sizeof w);
        ts_span text = ts_read_span(c, w.text);
        if (!c->ok || w.what >= TS_WHY_WHATS || (w.kind && !is_kind(r, w.kind)) || w.confidence > 100 ||
            w.text > TS_WHY_TEXT || !ts_utf8_valid(text))
            return broken(r, "facts out of their bounds");
        why[n++] = (ts_why){w.what, w.kind, w.confidence, text};
    }
    return EVENT(r, why, id_of(r), found, why, n);
}

static ts_err take_child(ts_reply *r, const ts_frame *f, ts_cursor *c) {
    if (f->type == TS_FRAME_CHILD) {
        uint64_t size = ts_read_u64le(c);
        ts_instant modified = (ts_instant)ts_read_u64le(c);
        ts_span name = ts_read_counted(c);
        if (!c->ok || ts_cursor_left(c) != 0 || name.len > TS_LIMIT_NAME || r->in_child)
            return broken(r, "a child out of its bounds");
        r->in_child = true;
        return EVENT(r, child_begin, id_of(r), name, size, modified);
    }
    if (!r->in_child)
        return broken(r, "a child's bytes without a child");
    if (f->type == TS_FRAME_DATA) {
        r->data += f->payload.len;
        if (r->data > TS_LIMIT_ROOT_OUT)
            return broken(r, "more bytes unpacked than are allowed");
        return EVENT(r, child_data, id_of(r), f->payload);
    }
    uint8_t reason = ts_read_u8(c);
    uint64_t stored = ts_read_u64le(c);
    if (!c->ok || ts_cursor_left(c) != 0 || reason >= TS_REASON_COUNT)
        return broken(r, "a child's end out of its bounds");
    r->in_child = false;
    return EVENT(r, child_end, id_of(r), (ts_reason)reason, stored);
}

static ts_err take_end(ts_reply *r, ts_cursor *c) {
    ts_wire_end w;
    ts_span fixed = ts_read_span(c, sizeof w), format = ts_read_counted(c), message = ts_read_counted(c);
    ts_item_end end = {0};
    if (!c->ok || ts_cursor_left(c) != 0 || format.len >= sizeof end.format || message.len >= sizeof end.message ||
        !ts_utf8_valid(format) || !ts_utf8_valid(message))
        return broken(r, "an end out of its bounds");
    memcpy(&w, fixed.ptr, sizeof w);
    uint64_t len = r->item[r->ended].len;
    if (w.reason >= TS_REASON_COUNT || w.elsewhere >= TS_PROFILES || w.unread > len || w.next > len || w.records > len)
        return broken(r, "an outcome out of its bounds");
    end.reason = (ts_reason)w.reason;
    end.unread = w.unread;
    end.content = w.content;
    end.next = w.next;
    end.records = w.records;
    memcpy(end.sketch, w.sketch, sizeof end.sketch);
    end.elsewhere = (ts_profile)w.elsewhere;
    end.format_version = w.version;
    memcpy(end.format, format.ptr, format.len);
    memcpy(end.message, message.ptr, message.len);
    uint64_t id = id_of(r);
    r->reading = false;
    r->ended++;
    return EVENT(r, end, id, &end);
}

static ts_err take_opened(ts_reply *r, ts_cursor *c) {
    uint32_t password = ts_read_u32le(c);
    if (!c->ok || ts_cursor_left(c) != 0 || password >= r->passwords)
        return broken(r, "a password that was not given");
    return EVENT(r, opened, id_of(r), password);
}

static ts_err take_likeness(ts_reply *r, const ts_frame *f) {
    if (!(r->want & TS_WANT_LIKENESS) || r->likened || r->sliced || !r->ordinal)
        return broken(r, "a likeness that nobody asked for");
    if (!r->likeness)
        r->likeness = ts_alloc(sizeof *r->likeness);
    if (!ts_likeness_unpack(f->payload, r->likeness))
        return broken(r, "a likeness out of its bounds");
    r->likened = true;
    return EVENT(r, likeness, id_of(r), r->likeness, f->payload);
}

static ts_err take_begin(ts_reply *r, const ts_frame *f) {
    if (f->payload.len)
        return broken(r, "a beginning with bytes");
    r->reading = true;
    r->in_child = r->segment_open = r->sliced = r->likened = false;
    r->ordinal = 0;
    r->volume = r->data = 0;
    return EVENT(r, begin, id_of(r));
}

static ts_err take_slice(ts_reply *r, ts_cursor *c) {
    uint64_t start = ts_read_u64le(c);
    const ts_reply_item *item = &r->item[r->ended];
    bool fits = item->slice && (start & ~TS_SLICE_ALONE) <= item->len && (!(start & TS_SLICE_ALONE) || item->later);
    if (!c->ok || ts_cursor_left(c) != 0 || !fits || r->sliced || r->ordinal)
        return broken(r, "a slice out of place");
    r->sliced = true;
    return EVENT(r, slice, id_of(r), start);
}

static ts_err take_hello(ts_reply *r, ts_cursor *c) {
    r->layers = ts_read_u32le(c);
    if (!c->ok || ts_cursor_left(c) != 0 || r->hello)
        return broken(r, "a greeting out of place");
    r->hello = true;
    return TS_OK;
}

/* What one item may send beside the bytes it unpacks, headers included. */
static bool too_much(ts_reply *r, const ts_frame *f) {
    uint64_t len = r->item[r->ended].len, room = TS_LIMIT_REPLY_FROM;
    len *= r->want & TS_WANT_WHY && len < UINT32_MAX ? TS_WHY_MOST : 1; /* facts are longer than what they are of */
    room += len > (UINT64_MAX - room) / TS_LIMIT_REPLY_RATIO ? UINT64_MAX - room : len * TS_LIMIT_REPLY_RATIO;
    r->volume += TS_WIRE_HEADER + (f->type == TS_FRAME_DATA ? 0 : f->payload.len);
    return r->volume > room + r->data / 64; /* frames of data pay for their headers when they are not tiny */
}

ts_err ts_reply_frame(ts_reply *r, const ts_frame *f) {
    if (r->broken)
        return broken(r, "bytes after the break");
    if (f->sequence != r->sequence++)
        return broken(r, "a frame out of sequence");
    ts_cursor c = ts_cursor_over(f->payload);
    if (f->type == TS_FRAME_HELLO)
        return take_hello(r, &c);
    if (!r->hello || r->ended >= r->items)
        return broken(r, "a frame outside the job");
    if (f->item != r->ended)
        return broken(r, "a frame of another item");
    if ((f->type == TS_FRAME_BEGIN) == r->reading)
        return broken(r, "a frame out of order");
    if (r->reading && too_much(r, f))
        return broken(r, "more than an item may send");
    const ts_reply_item *item = &r->item[r->ended];
    bool unsliced = item->later && !r->sliced && f->type != TS_FRAME_BEGIN && f->type != TS_FRAME_SLICE &&
                    f->type != TS_FRAME_END && f->type != TS_FRAME_NOTE && f->type != TS_FRAME_ALIVE;
    if (unsliced)
        return broken(r, "a slice without its beginning");
    bool of_child = f->type == TS_FRAME_CHILD || f->type == TS_FRAME_DATA || f->type == TS_FRAME_CHILD_END;
    bool of_segment = f->type == TS_FRAME_ROWS || f->type == TS_FRAME_TEXT;
    if (r->sliced && of_child)
        return broken(r, "a child inside a slice");
    bool anywhere = f->type == TS_FRAME_NOTE || f->type == TS_FRAME_OPENED || f->type == TS_FRAME_ALIVE;
    if ((r->in_child && !of_child && !anywhere) || (r->segment_open && !of_segment))
        return broken(r, "a frame inside another's");
    switch (f->type) {
    case TS_FRAME_BEGIN:
        return take_begin(r, f);
    case TS_FRAME_SLICE:
        return take_slice(r, &c);
    case TS_FRAME_SEGMENT:
        return take_segment(r, &c);
    case TS_FRAME_ROWS:
        return take_rows(r, &c);
    case TS_FRAME_TEXT:
        return take_text(r, f);
    case TS_FRAME_FINDINGS:
        return take_findings(r, &c);
    case TS_FRAME_VALUES:
        return take_values(r, &c);
    case TS_FRAME_WHY:
        return take_why(r, &c);
    case TS_FRAME_NOTE:
        if (f->payload.len > TS_WIRE_NOTE_MAX || !ts_utf8_valid(f->payload))
            return broken(r, "a note that is no text");
        return EVENT(r, note, id_of(r), f->payload);
    case TS_FRAME_LIKENESS:
        return take_likeness(r, f);
    case TS_FRAME_OPENED:
        return take_opened(r, &c);
    case TS_FRAME_ALIVE:
        return f->payload.len ? broken(r, "a sign of life with bytes") : TS_OK;
    case TS_FRAME_END:
        return take_end(r, &c);
    default:
        return take_child(r, f, &c);
    }
}
