/* ppt_text.c - the text in records of an old PowerPoint show, tables as tables (MS-PPT 2.9, MS-ODRAW 2.2).
 *
 * A table is a group of boxes that says it is one; which box is which cell shows in where it stands.
 */
#include "extract/ppt_text.h"

#include <stdlib.h>

#include "base/limits.h"
#include "text/encoding.h"

enum {
    HEAD = 8,
    MAX_DEPTH = 32, /* programs nest some twelve */
    MAX_CELLS = 16384,
    MAX_TEXT = 16 * 1024 * 1024, /* of one record */
    MAX_OPTIONS = 64 * 1024,
    OPTION = 6,
    IS_TABLE = 0x039F,
    DRAWN_WORDS = 0x00C0, /* text that is drawn as a picture */
    DESCRIPTION = 0x0381
};

enum type {
    PLACEHOLDER = 0x0BC3,
    LETTERS = 0x0FA0,
    BYTES = 0x0FA8,
    STRING = 0x0FBA,
    TAG_NAME = 0x138A, /* holds a string that programs write */
    TAG_DATA = 0x138B,
    GROUP = 0xF003,
    SHAPE = 0xF004,
    OPTIONS = 0xF00B,
    ANCHOR = 0xF00F,
    MORE_OPTIONS = 0xF122
};

typedef struct ts_ppt_cell {
    int32_t top, left;
    size_t from, len; /* in the text */
} cell;

bool ts_ppt_record_at(const ts_ole_stream *s, uint64_t at, uint64_t end, ts_ppt_record *out) {
    char raw[HEAD];
    if (end > s->size)
        end = s->size;
    if (at > end || end - at < HEAD || ts_ole_stream_read_at(s, at, raw, HEAD))
        return false;
    ts_cursor c = ts_cursor_over((ts_span){raw, HEAD});
    uint16_t version = ts_read_u16le(&c);
    out->type = ts_read_u16le(&c);
    uint64_t len = ts_read_u32le(&c);
    out->instance = version >> 4;
    out->container = (version & 15) == 15;
    out->from = at + HEAD;
    out->cut = len > end - out->from;
    out->to = out->cut ? end : out->from + len;
    return true;
}

void ts_ppt_text_init(ts_ppt_text *t, const ts_ole_stream *s, ts_sink *out) {
    *t = (ts_ppt_text){.s = s};
    ts_grid_init(&t->g, out);
}

void ts_ppt_text_done(ts_ppt_text *t) {
    ts_grid_done(&t->g);
    ts_free(t->cell);
    ts_buf_wipe(&t->text);
}

/* ---- tables ---- */

static int by_place(const void *a, const void *b) {
    const cell *x = a, *y = b;
    if (x->top != y->top)
        return x->top < y->top ? -1 : 1;
    if (x->left != y->left)
        return x->left < y->left ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

static int by_number(const void *a, const void *b) {
    const int32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Rows by where boxes begin from above, columns by where they begin from the left. */
static ts_err send_table(ts_ppt_text *t) {
    t->table = false;
    if (!t->cells)
        return TS_OK;
    qsort(t->cell, t->cells, sizeof *t->cell, by_place);
    int32_t *left = ts_alloc_array(t->cells, sizeof *left);
    size_t columns = 0;
    for (size_t i = 0; i < t->cells; i++)
        left[i] = t->cell[i].left;
    qsort(left, t->cells, sizeof *left, by_number);
    for (size_t i = 0; i < t->cells; i++)
        if (!columns || left[columns - 1] != left[i])
            left[columns++] = left[i];
    ts_err err = ts_grid_table(&t->g);
    size_t column = 0;
    for (size_t i = 0; !err && i < t->cells; i++) {
        const cell *c = &t->cell[i];
        if (!i || c->top != t->cell[i - 1].top) {
            err = ts_grid_row(&t->g);
            column = 0;
        }
        for (; !err && column < columns && left[column] < c->left; column++)
            err = ts_grid_cell(&t->g, 1, false);
        if (!err)
            err = ts_grid_cell(&t->g, 1, false);
        if (!err)
            err = ts_grid_text(&t->g, ts_slice(ts_buf_span(&t->text), c->from, c->len));
        column++;
    }
    ts_free(left);
    t->cells = 0;
    ts_buf_clear(&t->text);
    return err ? err : ts_grid_table_end(&t->g);
}

static void add_cell(ts_ppt_text *t, ts_span text) {
    if (t->cells == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 64;
        t->cell = ts_grow(t->cell, t->cap, sizeof *t->cell);
    }
    t->cell[t->cells++] = (cell){t->top, t->left, t->text.len, text.len};
    ts_buf_add(&t->text, text);
}

/* ---- text ---- */

static ts_err show(ts_ppt_text *t, ts_buf *text) {
    bool boxed = t->table && t->anchored && t->cells < MAX_CELLS && t->text.len < MAX_TEXT;
    for (size_t i = 0; i < text->len; i++)
        if (text->ptr[i] == '\r' || text->ptr[i] == '\x0B' || text->ptr[i] == 0)
            text->ptr[i] = boxed ? ' ' : '\n';
    ts_span words = ts_trim(ts_buf_span(text));
    if (!words.len || ts_span_eq(words, ts_str("*")) ||
        (t->master && t->hint)) /* a star stands for a number or a date */
        return TS_OK;
    if (boxed) {
        add_cell(t, words);
        return TS_OK;
    }
    TS_TRY(ts_grid_text(&t->g, words));
    return ts_grid_break(&t->g);
}

static ts_err load(const ts_ppt_text *t, const ts_ppt_record *r, size_t most, ts_buf *out) {
    size_t n = r->to - r->from < most ? (size_t)(r->to - r->from) : most;
    ts_buf_reserve(out, n);
    TS_TRY(ts_ole_stream_read_at(t->s, r->from, out->ptr, n));
    out->len = n;
    return TS_OK;
}

static ts_err text_record(ts_ppt_text *t, const ts_ppt_record *r) {
    TS_AUTO(ts_buf, ts_buf_wipe) raw = {0}, text = {0};
    TS_TRY(load(t, r, MAX_TEXT, &raw));
    size_t used;
    if (r->type == BYTES) /* the lower halves of letters (2.9.42) */
        for (size_t i = 0; i < raw.len; i++)
            ts_buf_add_utf8(&text, (unsigned char)raw.ptr[i]);
    else
        ts_to_utf8(TS_UTF16LE, ts_buf_span(&raw), true, &text, &used);
    if (r->type == STRING && ts_span_starts(ts_buf_span(&text), ts_str("___PPT"))) /* whose data follow */
        return TS_OK;
    return show(t, &text);
}

/* What a shape is: a table; what it says in a drawing or to those who do not see it (MS-ODRAW 2.2.7). */
static ts_err options(ts_ppt_text *t, const ts_ppt_record *r) {
    TS_AUTO(ts_buf, ts_buf_wipe) raw = {0};
    TS_TRY(load(t, r, MAX_OPTIONS, &raw));
    ts_cursor c = ts_cursor_over(ts_buf_span(&raw));
    ts_cursor more = ts_cursor_over(ts_slice(ts_buf_span(&raw), (size_t)r->instance * OPTION, raw.len));
    for (unsigned i = 0; i < r->instance && c.ok; i++) {
        uint16_t id = ts_read_u16le(&c);
        uint32_t value = ts_read_u32le(&c);
        bool complex = id & 0x8000;
        id &= 0x3FFF;
        if (id == IS_TABLE && c.ok && (value & 1) && !t->table)
            t->table = true;
        if (!complex || !c.ok)
            continue;
        ts_span words = ts_read_span(&more, value);
        if (!more.ok || (id != DRAWN_WORDS && id != DESCRIPTION))
            continue;
        TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
        size_t used;
        ts_to_utf8(TS_UTF16LE, words, true, &text, &used);
        TS_TRY(show(t, &text));
    }
    return TS_OK;
}

static ts_err anchor(ts_ppt_text *t, const ts_ppt_record *r) {
    char raw[8];
    if (r->to - r->from < sizeof raw)
        return TS_OK;
    TS_TRY(ts_ole_stream_read_at(t->s, r->from, raw, sizeof raw));
    ts_cursor c = ts_cursor_over((ts_span){raw, sizeof raw});
    t->left = (int32_t)ts_read_u32le(&c);
    t->top = (int32_t)ts_read_u32le(&c);
    t->anchored = true;
    return TS_OK;
}

static ts_err record(ts_ppt_text *t, const ts_ppt_record *r, unsigned depth) {
    switch (r->type) {
    case LETTERS:
    case BYTES:
    case STRING:
        return text_record(t, r);
    case PLACEHOLDER:
        t->hint = true;
        return TS_OK;
    case SHAPE:
        t->hint = t->anchored = false;
        return TS_OK;
    case ANCHOR:
        return anchor(t, r);
    case OPTIONS:
    case MORE_OPTIONS: {
        bool before = t->table;
        TS_TRY(options(t, r));
        if (t->table && !before) /* said of the group by its first shape: the group is one up from that */
            t->table_depth = depth > 1 ? depth - 1 : 1;
        return TS_OK;
    }
    default:
        return TS_OK;
    }
}

ts_err ts_ppt_text_read(ts_ppt_text *t, uint64_t from, uint64_t to) {
    uint64_t end[MAX_DEPTH + 1];
    unsigned depth = 0;
    ts_ppt_record r;
    end[0] = to;
    t->hint = t->anchored = t->table = false;
    for (uint64_t at = from;;) {
        while (depth && at >= end[depth]) {
            if (t->table && depth == t->table_depth)
                TS_TRY(send_table(t));
            depth--;
        }
        if (!ts_ppt_record_at(t->s, at, end[depth], &r)) {
            if (!depth)
                break;
            at = end[depth];
            continue;
        }
        TS_TRY(record(t, &r, depth));
        bool inside = r.container || r.type == TAG_DATA;
        if (inside && depth == MAX_DEPTH)
            t->too_deep += r.to - r.from;
        if (inside && depth < MAX_DEPTH) {
            end[++depth] = r.to;
            at = r.from;
        } else {
            at = r.to;
        }
    }
    if (t->table)
        TS_TRY(send_table(t));
    return ts_grid_break(&t->g);
}
