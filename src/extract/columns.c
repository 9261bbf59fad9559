/* columns.c - tables that a text shows by its layout alone: what psql, mysql, sqlplus and kin print, and records whose
 * columns have fixed widths.
 *
 * Where rules are drawn the table is what stands at them, the rest is text.  Without rules the head of the text shows where
 * the columns are, and every line is a row; one that has letters between the columns is a row of one cell.
 */
#include "extract/columns_layout.h"
#include "extract/extractor.h"

enum { HEAD = 64 * 1024, BID = 46, BID_EVEN = 45, BID_GUESS = 36, SURE = 90, MOST_LINE = 1 << 20, FEW = 2 };

typedef struct reading {
    ts_source *in;
    ts_sink *out;
    ts_columns columns;
    ts_columns_line line;
    bool in_table, in_text;
    ts_buf head; /* the line that named the columns of the last table */
    size_t tables;
    uint64_t number; /* of the row in its table */
    ts_buf part;
    ts_span cell[TS_COLUMNS_MOST];
} reading;

/* The line at `at` with its end. */
static ts_span line_at(ts_span w, size_t at) {
    const char *nl = at < w.len ? memchr(w.ptr + at, '\n', w.len - at) : NULL;
    return ts_slice(w, at, nl ? (size_t)(nl + 1 - w.ptr) - at : w.len);
}

static ts_err send_row(reading *r, ts_span raw) {
    size_t n = 0;
    for (size_t i = 0; i < r->columns.n; i++)
        r->cell[n++] = ts_trim(ts_columns_cut(&r->line, r->columns.at[i].from, r->columns.at[i].to));
    ts_row row = {.cell = r->cell, .n = n, .number = ++r->number, .at = TS_NO_OFFSET};
    if (r->in->mapped) {
        row.raw = raw;
        row.at = r->in->offset;
    }
    return ts_emit_row(r->out, &row);
}

/* ---- tables with rules ---- */

/* What a rule can begin with; 0xE2 begins all that is drawn with U+2500 to U+257F. */
static bool may_be_rule(ts_span line) {
    return line.len && (line.ptr[0] == '-' || line.ptr[0] == '+' || line.ptr[0] == ' ' || line.ptr[0] == 0xE2);
}

/* The table's head, and what it takes up to the first row; 0: no table begins with this line. */
static size_t table_begins(ts_columns *c, ts_columns_line *l, ts_span w, ts_span *head) {
    ts_span first = line_at(w, 0), second = line_at(w, first.len);
    bool may_be_frame = may_be_rule(first) && first.ptr[0] != ' ';
    if (!second.len || !(may_be_frame || may_be_rule(second)) || !ts_columns_line_of(l, first))
        return 0;
    bool frame = ts_columns_rule_is_frame(l);
    if (frame && (!ts_columns_rule(l, c) || !ts_columns_line_of(l, second) || !ts_columns_fits(c, l)))
        return 0;
    ts_span third = frame ? line_at(w, first.len + second.len) : second;
    if (!ts_columns_line_of(l, third) || !ts_columns_rule(l, c) || ts_columns_rule_is_frame(l) != frame)
        return 0;
    *head = frame ? second : first;
    if (!ts_columns_line_of(l, *head) || !ts_columns_fits(c, l))
        return 0;
    return frame ? first.len + second.len + third.len : first.len + second.len;
}

/* How many lines that are not blank the head of the text has, and how many belong to tables. */
static void survey(ts_span text, size_t *lines, size_t *in_tables, size_t *rows) {
    ts_columns *c = ts_alloc(sizeof *c);
    ts_columns_line *l = ts_alloc(sizeof *l);
    ts_span head;
    bool table = false;
    *lines = *in_tables = *rows = 0;
    for (size_t at = 0; at < text.len;) {
        ts_span w = ts_slice(text, at, text.len), line = line_at(w, 0);
        size_t begin = table ? 0 : table_begins(c, l, w, &head);
        if (begin) {
            table = true;
            *lines += 2;
            *in_tables += 2;
            at += begin;
            continue;
        }
        bool fits = table && ts_columns_line_of(l, line) && ts_columns_fits(c, l);
        table = fits;
        *rows += fits;
        *in_tables += fits;
        *lines += ts_trim(line).len > 0;
        at += line.len;
    }
    ts_free(c);
    ts_free(l);
}

static ts_err begin_table(reading *r, ts_span head) {
    bool same = r->tables && ts_span_eq(ts_trim(head), ts_buf_span(&r->head)); /* another page of it */
    if (!same) {
        r->tables++;
        r->number = 0;
        ts_buf_clear(&r->head);
        ts_buf_add(&r->head, ts_trim(head));
    }
    r->in_table = true;
    r->in_text = false;
    ts_buf_clear(&r->part);
    ts_buf_addf(&r->part, "table%zu", r->tables);
    TS_TRY(ts_emit_part(r->out, ts_buf_span(&r->part)));
    for (size_t i = 0; i < r->columns.n; i++)
        r->cell[i] = ts_trim(ts_columns_cut(&r->line, r->columns.at[i].from, r->columns.at[i].to));
    return ts_emit_head(r->out, r->cell, r->columns.n);
}

static ts_err text_line(reading *r, ts_span line) {
    if (!r->in_text) {
        if (!ts_trim(line).len ||
            (ts_columns_line_of(&r->line, line) && ts_columns_rule_is_frame(&r->line) && ts_columns_is_drawn(&r->line)))
            return TS_OK; /* the frame's own end */
        TS_TRY(ts_emit_part(r->out, ts_str("text")));
        r->in_text = true;
    }
    return ts_emit_text(r->out, line, r->in->mapped ? r->in->offset : TS_NO_OFFSET);
}

static ts_err ruled(reading *r) {
    for (;;) {
        ts_span w = ts_peek(r->in, HEAD), head;
        if (!w.len)
            return r->in->error;
        ts_span line = line_at(w, 0);
        size_t take = line.len;
        if (r->in_table && ts_columns_line_of(&r->line, line) && ts_columns_fits(&r->columns, &r->line)) {
            TS_TRY(send_row(r, line));
        } else {
            size_t begin = table_begins(&r->columns, &r->line, w, &head);
            if (begin) {
                take = begin;
                TS_TRY(begin_table(r, head));
            } else {
                TS_TRY(text_line(r, line));
                r->in_table = false;
            }
        }
        ts_take(r->in, take);
    }
}

/* ---- columns of fixed width ---- */

/* The first line may name the columns, its words wider or elsewhere than the values: it is cut at blanks between them. */
static bool fit_head(reading *r, ts_columns *c) {
    uint32_t from = 0;
    *c = r->columns;
    for (size_t i = 0; i < c->n; i++) {
        uint32_t end = i + 1 < c->n ? r->columns.at[i + 1].from : UINT32_MAX, to = end;
        if (i + 1 < c->n) {
            while (to > c->at[i].to && to - 1 < r->line.n && ts_columns_cut(&r->line, to - 1, to).ptr[0] != ' ')
                to--;
            if (to == c->at[i].to && to < end && to < r->line.n && ts_columns_cut(&r->line, to, to + 1).ptr[0] != ' ')
                return false;
        }
        c->at[i] = (ts_column_place){from, to};
        from = to;
    }
    return true;
}

static ts_err head_row(reading *r, ts_span line, bool *taken) {
    ts_columns *own = ts_alloc(sizeof *own), *values = ts_alloc(sizeof *values);
    ts_err err = TS_OK;
    *values = r->columns;
    *taken = fit_head(r, own);
    if (*taken) {
        r->columns = *own;
        err = send_row(r, line);
        r->columns = *values;
    }
    ts_free(own);
    ts_free(values);
    return err;
}

static ts_err one_cell(reading *r, ts_span line) {
    ts_span cell = ts_trim(line);
    ts_row row = {.cell = &cell, .n = 1, .number = ++r->number, .at = TS_NO_OFFSET};
    if (r->in->mapped) {
        row.raw = line;
        row.at = r->in->offset;
    }
    return ts_emit_row(r->out, &row);
}

static ts_err fixed(reading *r) {
    TS_TRY(ts_emit_head(r->out, NULL, 0));
    for (size_t want = TS_SOURCE_WINDOW;;) {
        ts_span w = ts_peek(r->in, want);
        if (!w.len)
            return r->in->error;
        const char *nl = memchr(w.ptr, '\n', w.len);
        if (!nl && w.len == want && want < MOST_LINE) {
            want *= 2;
            continue;
        }
        ts_span line = line_at(w, 0);
        bool ready = ts_columns_line_of(&r->line, line), taken = false;
        if (!ts_trim(line).len) {
            r->number++;
        } else if (ready && ts_columns_fits(&r->columns, &r->line)) {
            TS_TRY(send_row(r, line));
        } else {
            if (!r->number && ready)
                TS_TRY(head_row(r, line, &taken));
            if (!taken)
                TS_TRY(one_cell(r, line));
        }
        ts_take(r->in, line.len);
        want = TS_SOURCE_WINDOW;
    }
}

/* ---- which of them ---- */

static bool has_rules(ts_span text) {
    if (ts_span_find(text, ts_str("--"), 0) == SIZE_MAX && ts_span_find(text, ts_str("\xE2\x94"), 0) == SIZE_MAX &&
        ts_span_find(text, ts_str("\xE2\x95"), 0) == SIZE_MAX)
        return false;
    size_t lines, in_tables, rows;
    survey(text, &lines, &in_tables, &rows);
    return rows && in_tables * 2 >= lines;
}

static int bid(const ts_head *head) {
    ts_span t = ts_slice(head->text, 0, HEAD);
    ts_span begin = ts_trim(ts_slice(t, 0, 256));
    if (!begin.len || begin.ptr[0] == '<' || begin.ptr[0] == '{' || begin.ptr[0] == '[')
        return 0;
    if (has_rules(t))
        return BID;
    ts_columns *c = ts_alloc(sizeof *c);
    int sure = ts_columns_guess(t, c);
    ts_free(c);
    return sure >= SURE ? BID_EVEN : sure ? BID_GUESS : 0;
}

static ts_err run(ts_source *in, ts_sink *out) {
    reading *r = ts_alloc(sizeof *r);
    r->in = in;
    r->out = out;
    ts_span head = ts_peek(in, HEAD);
    bool rules = has_rules(head);
    ts_err err = TS_OK;
    if (!rules && !ts_columns_guess(head, &r->columns))
        err = ts_fail(TS_EFORMAT, "columns: the lines do not agree where columns are");
    else
        err = rules ? ruled(r) : fixed(r);
    ts_buf_done(&r->head);
    ts_buf_done(&r->part);
    ts_free(r);
    return err;
}

const ts_extractor ts_extractor_columns = {
    .name = "columns", .version = 1, .needs = TS_STREAM, .text = true, .bid = bid, .most = BID, .run = run};
