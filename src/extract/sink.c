/* sink.c - gathers text and rows into segments whose borders depend on content alone. */
#include "extract/sink.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "extract/sink_row.h"
#include "text/encoding.h"

enum { MAX_PARTS = 65536 };

struct ts_sink {
    ts_consumer to;
    ts_buf part;
    ts_map *parts; /* how far each part got: one that is met again goes on there */
    uint32_t ordinal;
    uint64_t offset; /* of the pending segment in its part */
    ts_buf text;
    bool ocr; /* of the part */
    bool table, begun; /* rows are pending, or may follow; some were sent */

    /* text: source offset of text[run], from where on text and source agree; TS_NO_OFFSET where they do not */
    size_t run;
    uint64_t run_at;
    char cut[4]; /* first bytes of a character that the next piece will complete */
    size_t cut_len;

    uint64_t at; /* rows: the first one's source offset */
    ts_arena names;
    ts_span *head;
    size_t heads, columns;
    size_t tables, first_columns; /* segments sent, and columns when the first one was */
    uint32_t *row_start;
    uint64_t *row_number;
    size_t rows, row_cap;
    ts_cell *cell;
    size_t cells, cell_cap;

    uint64_t children;
    uint64_t unread;
    ts_reason reason;
    uint8_t opened[TS_LIMIT_PASSWORDS / 8 + 1]; /* a bit a password: it was told */
};

ts_sink *ts_sink_new(const ts_consumer *to) {
    ts_sink *s = ts_alloc(sizeof *s);
    s->to = *to;
    s->parts = ts_map_new();
    s->at = s->run_at = TS_NO_OFFSET;
    return s;
}

void ts_sink_free(ts_sink *s) {
    if (!s)
        return;
    ts_map_free(s->parts);
    ts_buf_wipe(&s->part);
    ts_buf_wipe(&s->text);
    ts_arena_done(&s->names);
    ts_free(s->head);
    ts_free(s->row_start);
    ts_free(s->row_number);
    ts_free(s->cell);
    ts_free(s);
}

/* Sends the first `len` bytes of the pending text, or the first `rows` rows with them. */
static ts_err send(ts_sink *s, size_t len, size_t rows, bool more) {
    ts_segment g = {
        .type = s->table ? TS_SEGMENT_TABLE : TS_SEGMENT_TEXT,
        .part = ts_buf_span(&s->part),
        .ordinal = s->ordinal++,
        .offset = s->offset,
        .text = {s->text.ptr, len},
        .at = s->table      ? s->at
              : s->run == 0 ? s->run_at
                            : TS_NO_OFFSET,
        .more = more,
        .ocr = s->ocr,
    };
    if (s->table) {
        g.head = s->heads ? s->head : NULL;
        g.columns = s->columns;
        g.rows = rows;
        g.row_start = s->row_start;
        g.cell = s->cell;
        g.row_number = s->row_number;
        g.begins = !s->begun;
        s->begun = true;
        if (!s->tables++)
            s->first_columns = s->columns;
    }
    return s->to.segment ? s->to.segment(s->to.context, &g) : TS_OK;
}

/* ---- text ---- */

/* Drops the first n bytes: they were sent. */
static void drop(ts_sink *s, size_t n) {
    memmove(s->text.ptr, s->text.ptr + n, s->text.len - n);
    s->text.len -= n;
    s->offset += n;
    if (n >= s->run) {
        s->run_at += s->run_at == TS_NO_OFFSET ? 0 : n - s->run;
        s->run = 0;
    } else {
        s->run -= n;
    }
}

/* From here on the text stands at `at` in the source. */
static void begin_run(ts_sink *s, uint64_t at) {
    s->run = s->text.len;
    s->run_at = at;
}

/* Back to the start of a character. */
static size_t boundary(ts_span s, size_t at) {
    while (at > 0 && at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Sends whole segments while more than one is pending. */
static ts_err flush_full(ts_sink *s) {
    while (s->text.len > TS_LIMIT_SEGMENT) {
        const char *nl = memrchr(s->text.ptr, '\n', TS_LIMIT_SEGMENT);
        size_t cut = nl ? (size_t)(nl + 1 - s->text.ptr) : boundary(ts_buf_span(&s->text), TS_LIMIT_SEGMENT);
        TS_TRY(send(s, cut, 0, true));
        drop(s, nl ? cut : boundary(ts_buf_span(&s->text), cut - TS_LIMIT_OVERLAP));
    }
    return TS_OK;
}

/* The cut character will not be completed: its bytes are read as they stand. */
static void give_up_cut(ts_sink *s) {
    if (!s->cut_len)
        return;
    size_t used;
    ts_to_utf8(TS_WINDOWS_1252, (ts_span){s->cut, s->cut_len}, true, &s->text, &used);
    s->cut_len = 0;
    begin_run(s, TS_NO_OFFSET);
}

static ts_err flush_text(ts_sink *s, bool more) {
    give_up_cut(s);
    TS_TRY(flush_full(s));
    ts_err err = s->text.len ? send(s, s->text.len, 0, more) : TS_OK;
    s->offset += s->text.len;
    ts_buf_clear(&s->text);
    begin_run(s, TS_NO_OFFSET);
    return err;
}

/* Appends a piece that stands at `at`, made valid; the source map holds where nothing had to be changed. */
static void append(ts_sink *s, ts_span text, uint64_t at) {
    if (s->cut_len) { /* complete the character that the last piece cut */
        TS_AUTO(ts_buf, ts_buf_done) joined = {0};
        ts_buf_add(&joined, (ts_span){s->cut, s->cut_len});
        ts_buf_add(&joined, ts_slice(text, 0, 3));
        size_t from = s->cut_len, end = 0;
        if (ts_utf8_next(ts_buf_span(&joined), &end) != 0xFFFD || end > 1) {
            ts_buf_add(&s->text, ts_slice(ts_buf_span(&joined), 0, end));
            s->cut_len = 0;
            text = ts_slice(text, end - from, text.len);
            at += at == TS_NO_OFFSET ? 0 : end - from;
        } else if (joined.len < sizeof s->cut && text.len < 3) { /* still cut: pieces of a byte or two */
            size_t used = 0;
            TS_AUTO(ts_buf, ts_buf_done) none = {0};
            ts_to_utf8(TS_WINDOWS_1252, ts_buf_span(&joined), false, &none, &used);
            if (used == 0) {
                memcpy(s->cut, joined.ptr, joined.len);
                s->cut_len = joined.len;
                return;
            }
        }
        if (s->cut_len) {
            give_up_cut(s);
            begin_run(s, at);
        }
    }
    if (ts_utf8_valid(text)) {
        ts_buf_add(&s->text, text);
        return;
    }
    size_t before = s->text.len, used;
    ts_to_utf8(TS_WINDOWS_1252, text, false, &s->text, &used);
    if (s->text.len - before != used || memcmp(s->text.ptr + before, text.ptr, used) != 0)
        begin_run(s, at == TS_NO_OFFSET ? at : at + used);
    s->cut_len = text.len - used;
    if (s->cut_len)
        memcpy(s->cut, text.ptr + used, s->cut_len);
}

/* ---- rows ---- */

static ts_err flush_rows(ts_sink *s, bool more) {
    if (!s->rows)
        return TS_OK;
    ts_err err = send(s, s->text.len, s->rows, more);
    s->offset += s->text.len;
    ts_buf_clear(&s->text);
    s->rows = s->cells = 0;
    s->at = TS_NO_OFFSET;
    return err;
}

static ts_err flush(ts_sink *s, bool more) { return s->table ? flush_rows(s, more) : flush_text(s, more); }

ts_err ts_sink_finish(ts_sink *s) { return flush(s, false); }

static void end_table(ts_sink *s) {
    s->table = s->begun = false;
    s->heads = s->columns = 0;
    ts_arena_reset(&s->names);
    begin_run(s, TS_NO_OFFSET);
}

ts_err ts_sink_cut(ts_sink *s, bool more) {
    TS_TRY(flush(s, more));
    if (!more)
        end_table(s);
    else if (s->table && !s->heads)
        s->columns = s->first_columns;
    return TS_OK;
}

ts_err ts_emit_slice(ts_sink *s, uint64_t start) {
    ts_buf_clear(&s->text);
    s->rows = s->cells = s->cut_len = 0;
    s->at = TS_NO_OFFSET;
    begin_run(s, TS_NO_OFFSET);
    s->ordinal = 0;
    s->offset = 0;
    if (s->table && !s->heads)
        s->columns = s->first_columns;
    return s->to.slice ? s->to.slice(s->to.context, start) : TS_OK;
}

size_t ts_sink_tables(const ts_sink *s) { return s->tables; }

ts_err ts_emit_part(ts_sink *s, ts_span name) {
    TS_TRY(flush(s, false));
    end_table(s);
    s->ocr = false;
    bool added;
    if (!name.len)
        name = (ts_span){"", 0};
    if (ts_map_count(s->parts) < MAX_PARTS || ts_map_find(s->parts, ts_buf_span(&s->part)))
        *ts_map_slot(s->parts, ts_buf_span(&s->part), &added) = s->offset;
    size_t used;
    ts_buf_clear(&s->part);
    ts_to_utf8(TS_WINDOWS_1252, ts_slice(name, 0, boundary(name, TS_LIMIT_NAME)), true, &s->part, &used);
    const uint64_t *known = ts_map_find(s->parts, ts_buf_span(&s->part));
    s->offset = known ? *known : 0;
    return TS_OK;
}

void ts_sink_ocr(ts_sink *s) { s->ocr = true; }

ts_err ts_emit_text(ts_sink *s, ts_span text, uint64_t at) {
    if (!text.len)
        return TS_OK;
    if (s->table) {
        TS_TRY(flush_rows(s, false));
        end_table(s);
    }
    uint64_t expected = s->run_at == TS_NO_OFFSET ? TS_NO_OFFSET : s->run_at + (s->text.len - s->run) + s->cut_len;
    if (at != expected && !s->cut_len)
        begin_run(s, at);
    else if (at != expected) { /* a gap inside a character */
        give_up_cut(s);
        begin_run(s, at);
    }
    while (text.len) { /* piece by piece: one huge emit must not hold it all twice */
        ts_span piece = ts_slice(text, 0, TS_LIMIT_SEGMENT);
        append(s, piece, at);
        TS_TRY(flush_full(s));
        text = ts_slice(text, piece.len, text.len);
        at += at == TS_NO_OFFSET ? 0 : piece.len;
    }
    return TS_OK;
}

ts_err ts_emit_head(ts_sink *s, const ts_span *name, size_t n) {
    TS_TRY(flush(s, false));
    end_table(s);
    if (n > TS_LIMIT_COLUMNS)
        return ts_fail(TS_ELIMIT, "a table has more than %zu columns", TS_LIMIT_COLUMNS);
    s->table = true;
    s->head = ts_grow(s->head, n, sizeof *s->head);
    for (size_t i = 0; i < n; i++) {
        TS_AUTO(ts_buf, ts_buf_done) valid = {0};
        size_t used;
        ts_to_utf8(TS_WINDOWS_1252, ts_slice(name[i], 0, boundary(name[i], TS_LIMIT_NAME)), true, &valid, &used);
        s->head[i] = ts_arena_copy(&s->names, ts_buf_span(&valid));
    }
    s->heads = s->columns = n;
    return TS_OK;
}

/* A row that no segment can hold goes out as text, cut like any other: nothing of it is lost. */
static ts_err wide_row(ts_sink *s, const ts_row *row) {
    TS_TRY(flush_rows(s, true));
    s->table = false;
    begin_run(s, TS_NO_OFFSET);
    ts_err err = TS_OK;
    for (size_t i = 0; !err && i < row->n; i++) {
        err = ts_emit_text(s, row->cell[i],
                           ts_sink_row_source(row, s->at, row->cell[i]) == TS_NO_CELL
                               ? TS_NO_OFFSET
                               : row->at + (uint64_t)(row->cell[i].ptr - row->raw.ptr));
        if (!err)
            err = ts_emit_text(s, ts_str(i + 1 < row->n ? "\t" : "\n"), TS_NO_OFFSET);
    }
    if (!err)
        err = flush_text(s, false);
    s->table = true;
    return err;
}

static void make_room(ts_sink *s, size_t cells) {
    if (s->rows + 2 > s->row_cap) {
        s->row_cap = s->row_cap ? s->row_cap * 2 : 1024;
        s->row_start = ts_grow(s->row_start, s->row_cap, sizeof *s->row_start);
        s->row_number = ts_grow(s->row_number, s->row_cap, sizeof *s->row_number);
    }
    if (s->cells + cells > s->cell_cap) {
        s->cell_cap = (s->cells + cells) * 2 + 256;
        s->cell = ts_grow(s->cell, s->cell_cap, sizeof *s->cell);
    }
}

/* The last row filled the segment: the rows before it go out, and it begins the next. */
static ts_err start_over(ts_sink *s, size_t text, size_t cells, const ts_row *row) {
    uint64_t at = s->at;
    ts_err err = send(s, text, s->rows, true);
    s->offset += text;
    s->text.len -= text;
    memmove(s->text.ptr, s->text.ptr + text, s->text.len);
    memmove(s->cell, s->cell + cells, row->n * sizeof *s->cell);
    s->cells = s->rows = 0;
    s->at = row->at;
    for (size_t i = 0; i < row->n; i++) {
        s->cell[i].start -= (uint32_t)text;
        if (s->cell[i].from != TS_NO_CELL)
            s->cell[i].from -= (uint32_t)(row->at - at);
    }
    s->row_start[0] = 0;
    return err;
}

ts_err ts_emit_row(ts_sink *s, const ts_row *row) {
    if (!s->table)
        TS_TRY(ts_emit_head(s, NULL, 0));
    size_t size = ts_sink_row_size(row);
    if (size > TS_LIMIT_SEGMENT / 3 || row->n > TS_LIMIT_COLUMNS) { /* it may grow to three times its bytes */
        size_t grown = row->n;
        for (size_t i = 0; i < row->n; i++)
            grown += row->cell[i].len * (ts_utf8_valid(row->cell[i]) ? 1 : 3);
        if (grown > TS_LIMIT_SEGMENT || row->n > TS_LIMIT_COLUMNS)
            return wide_row(s, row);
    }
    make_room(s, row->n);
    size_t text = s->text.len, cells = s->cells;
    if (!s->rows)
        s->at = row->at;
    s->row_start[s->rows] = (uint32_t)cells;
    ts_sink_row_add(row, s->at, size, &s->text, s->cell + cells);
    ts_err err = TS_OK;
    if (s->text.len > TS_LIMIT_SEGMENT)
        err = start_over(s, text, cells, row);
    s->row_number[s->rows] = row->number;
    s->cells += row->n;
    s->row_start[++s->rows] = (uint32_t)s->cells;
    if (!s->heads && row->n > s->columns)
        s->columns = row->n;
    return err;
}

/* ---- children and the rest ---- */

bool ts_sink_empty(const ts_sink *s) { return !s->ordinal && !s->text.len && !s->rows && !s->children; }

ts_err ts_emit_child_begin(ts_sink *s, const ts_child *child) {
    s->children++;
    return s->to.child_begin ? s->to.child_begin(s->to.context, child) : TS_OK;
}

ts_err ts_emit_child_data(ts_sink *s, ts_span bytes) {
    return s->to.child_data && bytes.len ? s->to.child_data(s->to.context, bytes) : TS_OK;
}

ts_err ts_emit_child_end(ts_sink *s, ts_reason reason, uint64_t stored) {
    return s->to.child_end ? s->to.child_end(s->to.context, reason, stored) : TS_OK;
}

ts_err ts_emit_note(ts_sink *s, const char *format, ...) {
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return s->to.note ? s->to.note(s->to.context, ts_str(text)) : TS_OK;
}

void ts_emit_alive(ts_sink *s) {
    if (s->to.alive)
        s->to.alive(s->to.context);
}

ts_err ts_emit_opened(ts_sink *s, uint32_t password) {
    if (password >= TS_LIMIT_PASSWORDS || s->opened[password / 8] >> password % 8 & 1)
        return TS_OK;
    s->opened[password / 8] |= (uint8_t)(1 << password % 8);
    return s->to.opened ? s->to.opened(s->to.context, password) : TS_OK;
}

ts_err ts_emit_unread(ts_sink *s, ts_reason reason, uint64_t bytes) {
    if (s->reason == TS_READ)
        s->reason = reason;
    s->unread += bytes;
    return TS_OK;
}

uint64_t ts_sink_unread(const ts_sink *s, ts_reason *reason) {
    *reason = s->reason;
    return s->unread;
}
