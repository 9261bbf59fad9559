/* delimited_head.c - which separator parts a text, and the row that names its columns.
 *
 * Semicolons and tabs, title lines above the names, a rule below them as database clients draw it.
 */
#include "base/mem.h"
#include "holdings/delimited_parts.h"
#include "holdings/footer.h"

enum { LOOK = 100, HEAD = 256 << 10 };

/* Score of a separator: rows of the head that have the most usual number of cells (above one), times that number's
 * being plural.  The header is the first row with that many, most of them filled: a title has one. */
typedef struct guess {
    size_t columns, rows, looked;
} guess;

static guess try_separator(ts_delimited *e, char separator) {
    size_t count[LOOK], n = 0;
    e->separator = separator;
    ts_span text = ts_buf_span(&e->text);
    for (size_t at = e->next; n < LOOK && at < text.len;) {
        ts_delimited_row p = ts_delimited_read(e, text, at, e->ended, false);
        if (!p.whole)
            break;
        if (!ts_delimited_blank(e, p.cells))
            count[n++] = p.cells;
        at = p.end;
    }
    guess best = {.looked = n};
    for (size_t i = 0; i < n; i++) {
        guess g = {count[i], 0, n};
        for (size_t k = 0; k < n; k++)
            g.rows += count[k] == count[i];
        if (g.columns > 1 ? g.rows > best.rows || best.columns < 2 : !best.columns)
            best = g;
    }
    return best;
}

static guess guess_separator(ts_delimited *e) {
    static const char separators[] = {',', ';', '\t', '|'};
    guess best = {0};
    char chosen = ',';
    for (size_t i = 0; i < sizeof separators; i++) {
        guess g = try_separator(e, separators[i]);
        if (g.columns > 1 && g.rows * (g.columns > 2 ? 2 : 1) > best.rows * (best.columns > 2 ? 2 : 1))
            best = g, chosen = separators[i];
        else if (g.columns > 1 && g.rows == best.rows && g.columns > best.columns)
            best = g, chosen = separators[i];
    }
    e->separator = chosen;
    e->sure = best.columns > 1 && best.rows * 10 >= best.looked * 6;
    if (best.columns < 1)
        best.columns = 1;
    return best;
}

/* ---- names ---- */

static void keep_row(ts_buf *text, ts_span *cell, const ts_delimited *e, size_t cells, size_t columns) {
    for (size_t i = 0; i < columns; i++) {
        ts_span s = i < cells ? ts_trim(e->cell[i]) : (ts_span){"", 0};
        cell[i] = (ts_span){(const char *)text->len, s.len}; /* an offset until the text stands still */
        ts_buf_add(text, s);
    }
}

static void settle(ts_buf *text, ts_span *cell, size_t n) {
    ts_buf_add_char(text, 0);
    for (size_t i = 0; i < n; i++)
        cell[i].ptr = text->ptr + (size_t)cell[i].ptr;
}

static void keep_head(ts_delimited *e, size_t cells) {
    e->columns = cells;
    e->head = ts_alloc_array(cells, sizeof *e->head);
    keep_row(&e->head_text, e->head, e, cells, cells);
    settle(&e->head_text, e->head, cells);
}

/* Where nothing was parted by a separator, a row has one cell. */
static bool is_header(const ts_delimited *e, size_t cells, size_t columns, bool filled) {
    size_t names = 0;
    for (size_t i = 0; i < cells; i++)
        names += ts_trim(e->cell[i]).len > 0;
    return cells == columns && names > 0 && (!filled || names * 2 > columns);
}

/* The place of the header at or behind `from`; SIZE_MAX: no such row is there. */
static size_t header_at(ts_delimited *e, size_t columns, bool filled, uint64_t *lines) {
    *lines = 0;
    for (size_t at = e->next; at < e->text.len;) {
        ts_delimited_row p = ts_delimited_read(e, ts_buf_span(&e->text), at, e->ended, false);
        if (!p.whole)
            break;
        if (is_header(e, p.cells, columns, filled))
            return at;
        at = p.end;
        *lines += p.lines;
    }
    return SIZE_MAX;
}

static ts_err find_header(ts_delimited *e, size_t columns) {
    uint64_t lines;
    size_t at = header_at(e, columns, true, &lines);
    if (at == SIZE_MAX)
        at = header_at(e, columns, false, &lines);
    if (at == SIZE_MAX)
        return ts_fail(TS_EFORMAT, "%s holds no table: no row of column names was found", e->name);
    e->next = at;
    e->line += lines;
    e->head_line = e->line;
    ts_delimited_row p = ts_delimited_read(e, ts_buf_span(&e->text), at, e->ended, false);
    ts_delimited_read(e, ts_buf_span(&e->text), at, e->ended, true);
    e->next = p.end;
    e->line += p.lines;
    keep_head(e, p.cells);
    ts_delimited_row rule = ts_delimited_read(e, ts_buf_span(&e->text), e->next, e->ended, false);
    if (rule.whole && ts_footer_is_rule(e->cell, rule.cells)) { /* as isql and sqlcmd draw below the names */
        e->next = rule.end;
        e->line += rule.lines;
    }
    return TS_OK;
}

/* The names are a person's, or those of the COPY. */
void ts_delimited_take_names(ts_delimited *e, const ts_span *name, size_t names) {
    for (size_t i = 0; i < names; i++)
        ts_delimited_cell(e, i, name[i]);
    keep_head(e, names);
}

ts_err ts_delimited_find_names(ts_delimited *e) { return find_header(e, try_separator(e, e->separator).columns); }

/* Without names in the text, rows begin at once. */
static ts_err begin_bare(ts_delimited *e, size_t columns) {
    const ts_export_options *o = e->options;
    if (columns != o->heads)
        return ts_fail(TS_EUSAGE, "%s: its rows have %zu cells, and %zu names of columns were given", e->name, columns,
                       o->heads);
    ts_delimited_take_names(e, o->head, o->heads);
    return TS_OK;
}

/* A cell \N shows that a database wrote the rows, with its escapes and no quotes. */
static bool has_null(ts_span text) {
    for (size_t at = 0; (at = ts_span_find(text, ts_str("\\N"), at)) != SIZE_MAX; at += 2) {
        bool begins = !at || text.ptr[at - 1] == '\t' || text.ptr[at - 1] == '\n';
        bool ends =
            at + 2 == text.len || text.ptr[at + 2] == '\t' || text.ptr[at + 2] == '\n' || text.ptr[at + 2] == '\r';
        if (begins && ends)
            return true;
    }
    return false;
}

ts_err ts_delimited_find_head(ts_delimited *e) {
    guess g = guess_separator(e);
    e->escaped = e->separator == '\t' && has_null(ts_slice(ts_buf_span(&e->text), 0, HEAD));
    return e->options->heads ? begin_bare(e, g.columns) : find_header(e, g.columns);
}

/* Copies the first rows for the inference, on a copy of the text so that nothing moves on. */
void ts_delimited_take_sample(ts_delimited *e) {
    ts_buf copy = {0};
    ts_buf_add(&copy, ts_slice(ts_buf_span(&e->text), e->next, e->text.len - e->next));
    e->sample = ts_alloc_array((size_t)TS_EXPORT_SAMPLE * e->columns, sizeof *e->sample);
    for (size_t at = 0; e->samples < TS_EXPORT_SAMPLE && at < copy.len;) {
        ts_delimited_row p = ts_delimited_read(e, ts_buf_span(&copy), at, e->ended, false);
        if (!p.whole || ts_delimited_ends(e, &p))
            break;
        ts_delimited_read(e, ts_buf_span(&copy), at, e->ended, true);
        at = p.end;
        if (p.cells == e->columns && !ts_delimited_blank(e, p.cells))
            keep_row(&e->sample_text, e->sample + e->samples++ * e->columns, e, p.cells, e->columns);
    }
    settle(&e->sample_text, e->sample, e->samples * e->columns);
    ts_buf_wipe(&copy);
}
