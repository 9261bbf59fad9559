/* table.c - reads an export: delimited text in any separator, quoting and charset, row by row.
 *
 * RFC 4180 with what really comes: semicolons and tabs, a byte-order mark, Windows-1252, title lines above the
 * header, line breaks inside quotes, a stray quote in a name.  A quoted field over TS_LIMIT_FIELD is a stray
 * quote and read as plain text, so that one bad row cannot swallow the rest.
 */
#include "holdings/table.h"

#include "base/digest.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "text/encoding.h"

enum { BLOCK = 1 << 20, HEAD = 256 << 10, ENOUGH_TEXT = 8 << 20 };

struct ts_export {
    int fd;
    const char *name;
    uint64_t at; /* bytes of the file read */
    ts_sha256 *sha;
    ts_charset charset;
    char separator;
    ts_buf raw, text; /* bytes that end in a cut character; UTF-8 not yet given out */
    size_t next; /* of text: where the next row begins */
    bool ended;
    uint64_t line, row;
    ts_span *cell;
    size_t cell_cap;
    ts_buf head_text, sample_text;
    ts_span *head, *sample;
    size_t columns, samples;
};

/* ---- rows ---- */

typedef struct parsed {
    size_t cells, end; /* end: where the next row begins */
    uint64_t lines;
    bool whole, broken;
} parsed;

static void add_cell(ts_export *e, size_t n, ts_span s) {
    if (n == e->cell_cap) {
        e->cell_cap = e->cell_cap ? e->cell_cap * 2 : 64;
        e->cell = ts_grow(e->cell, e->cell_cap, sizeof *e->cell);
    }
    e->cell[n] = s;
}

/* The closing quote's index, or SIZE_MAX; "" inside stands for one quote. */
static size_t closing_quote(ts_span text, size_t at, bool *doubled) {
    *doubled = false;
    size_t limit = text.len - at > TS_LIMIT_FIELD ? at + TS_LIMIT_FIELD : text.len;
    while (at < limit) {
        const char *q = memchr(text.ptr + at, '"', limit - at);
        if (!q)
            return SIZE_MAX;
        at = (size_t)(q - text.ptr);
        if (at + 1 >= text.len || text.ptr[at + 1] != '"')
            return at;
        *doubled = true;
        at += 2;
    }
    return SIZE_MAX;
}

static bool ends_cell(ts_span text, size_t at, char separator) {
    return at >= text.len || text.ptr[at] == separator || text.ptr[at] == '\n' || text.ptr[at] == '\r';
}

static uint64_t newlines(ts_span s) {
    uint64_t n = 0;
    for (const char *p = s.ptr, *end = s.ptr + s.len; (p = memchr(p, '\n', (size_t)(end - p))); p++)
        n++;
    return n;
}

/* In place: a doubled quote becomes one. Only for rows that are whole. */
static ts_span undouble(char *text, size_t from, size_t to) {
    size_t out = from;
    for (size_t i = from; i < to; i++) {
        text[out++] = text[i];
        if (text[i] == '"')
            i++;
    }
    return ts_span_of(text + from, out - from);
}

/* One cell at `at`; returns where it ends, SIZE_MAX where the text ends before it does. `change` says whether
 * doubled quotes may be undone in place. */
static size_t read_cell(ts_export *e, ts_span text, size_t at, bool last, bool change, ts_span *cell, parsed *p) {
    if (at < text.len && text.ptr[at] == '"') {
        bool doubled;
        size_t close = closing_quote(text, at + 1, &doubled);
        if (close == SIZE_MAX && !last && text.len - at <= TS_LIMIT_FIELD)
            return SIZE_MAX;
        if (close != SIZE_MAX && close + 1 >= text.len && !last)
            return SIZE_MAX; /* whether it closes depends on the byte behind it */
        if (close != SIZE_MAX && ends_cell(text, close + 1, e->separator)) {
            *cell = ts_slice(text, at + 1, close - at - 1);
            p->lines += newlines(*cell);
            if (doubled && change)
                *cell = undouble((char *)(uintptr_t)text.ptr, at + 1, close);
            return close + 1;
        }
        p->broken |= close == SIZE_MAX;
    }
    size_t end = at;
    while (!ends_cell(text, end, e->separator))
        end++;
    if (end >= text.len && !last)
        return SIZE_MAX;
    *cell = ts_slice(text, at, end - at);
    return end;
}

/* One row at `from`. First without changing a byte; once it is known to be whole, again with quotes undone. */
static parsed read_row(ts_export *e, ts_span text, size_t from, bool last, bool change) {
    parsed p = {.end = from};
    size_t at = from;
    for (;;) {
        ts_span cell;
        at = read_cell(e, text, at, last, change, &cell, &p);
        if (at == SIZE_MAX)
            return p;
        if (p.cells < TS_LIMIT_COLUMNS)
            add_cell(e, p.cells++, cell);
        else
            p.broken = true;
        if (at >= text.len)
            break;
        if (text.ptr[at] == e->separator) {
            at++;
            continue;
        }
        if (text.ptr[at] == '\r') {
            if (at + 1 >= text.len && !last)
                return p;
            at++;
            if (at < text.len && text.ptr[at] == '\n')
                at++;
        } else {
            at++;
        }
        p.lines++;
        break;
    }
    p.whole = true;
    p.end = at;
    return p;
}

static bool is_blank(const ts_export *e, size_t cells) {
    for (size_t i = 0; i < cells; i++)
        if (ts_trim(e->cell[i]).len)
            return false;
    return true;
}

/* ---- bytes to text ---- */

static ts_err fill(ts_export *e) {
    if (e->next) { /* what was given out goes */
        memmove(e->text.ptr, e->text.ptr + e->next, e->text.len - e->next);
        e->text.len -= e->next;
        e->next = 0;
    }
    ts_buf_reserve(&e->raw, BLOCK);
    size_t got;
    TS_TRY(ts_fs_read_at(e->fd, e->at, e->raw.ptr + e->raw.len, BLOCK, &got, e->name));
    ts_sha256_add(e->sha, ts_span_of(e->raw.ptr + e->raw.len, got));
    e->at += got;
    e->raw.len += got;
    e->ended = got < BLOCK;
    if (e->charset == TS_BINARY) { /* the first block */
        size_t mark;
        e->charset = ts_charset_guess(ts_slice(ts_buf_span(&e->raw), 0, HEAD), &mark);
        if (ts_span_starts(ts_buf_span(&e->raw), ts_str("PK\x03\x04")))
            return ts_fail(TS_EUNSUPPORTED,
                           "%s is a workbook or an archive: save the sheet as CSV (UTF-8), columns of numbers as text, "
                           "and register that",
                           e->name);
        if (e->charset == TS_BINARY && e->raw.len)
            return ts_fail(TS_EFORMAT, "%s is not a text file: export the system's table as CSV", e->name);
        memmove(e->raw.ptr, e->raw.ptr + mark, e->raw.len - mark);
        e->raw.len -= mark;
    }
    size_t used = 0;
    ts_to_utf8(e->charset, ts_buf_span(&e->raw), e->ended, &e->text, &used);
    memmove(e->raw.ptr, e->raw.ptr + used, e->raw.len - used);
    e->raw.len -= used;
    return TS_OK;
}

/* ---- the head ---- */

/* Score of a separator: rows of the head that have the most usual number of cells (above one), times that number's
 * being plural.  The header is the first row with that many. */
typedef struct guess {
    size_t columns, rows;
} guess;

static guess try_separator(ts_export *e, char separator) {
    enum { LOOK = 100 };
    size_t count[LOOK], n = 0;
    e->separator = separator;
    ts_span text = ts_buf_span(&e->text);
    for (size_t at = 0; n < LOOK && at < text.len;) {
        parsed p = read_row(e, text, at, e->ended, false);
        if (!p.whole)
            break;
        if (!is_blank(e, p.cells))
            count[n++] = p.cells;
        at = p.end;
    }
    guess best = {0};
    for (size_t i = 0; i < n; i++) {
        guess g = {count[i], 0};
        for (size_t k = 0; k < n; k++)
            g.rows += count[k] == count[i];
        if (g.columns > 1 ? g.rows > best.rows || best.columns < 2 : !best.columns)
            best = g;
    }
    return best;
}

static void keep_row(ts_buf *text, ts_span *cell, const ts_export *e, size_t cells, size_t columns) {
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

static ts_err find_header(ts_export *e) {
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
    if (best.columns < 1)
        best.columns = 1;
    for (;;) {
        parsed p = read_row(e, ts_buf_span(&e->text), e->next, e->ended, false);
        if (!p.whole || (p.end == e->next && e->ended))
            return ts_fail(TS_EFORMAT, "%s holds no table: no row of column names was found", e->name);
        bool header = p.cells == best.columns && !is_blank(e, p.cells);
        if (header)
            read_row(e, ts_buf_span(&e->text), e->next, e->ended, true);
        e->next = p.end;
        e->line += p.lines;
        if (!header)
            continue;
        e->columns = p.cells;
        e->head = ts_alloc_array(e->columns, sizeof *e->head);
        keep_row(&e->head_text, e->head, e, p.cells, e->columns);
        settle(&e->head_text, e->head, e->columns);
        return TS_OK;
    }
}

/* Copies the first rows for the inference, on a copy of the text so that nothing moves on. */
static void take_sample(ts_export *e) {
    ts_buf copy = {0};
    ts_buf_add(&copy, ts_slice(ts_buf_span(&e->text), e->next, e->text.len - e->next));
    e->sample = ts_alloc_array((size_t)TS_EXPORT_SAMPLE * e->columns, sizeof *e->sample);
    for (size_t at = 0; e->samples < TS_EXPORT_SAMPLE && at < copy.len;) {
        parsed p = read_row(e, ts_buf_span(&copy), at, e->ended, false);
        if (!p.whole)
            break;
        read_row(e, ts_buf_span(&copy), at, e->ended, true);
        at = p.end;
        if (p.cells == e->columns && !is_blank(e, p.cells))
            keep_row(&e->sample_text, e->sample + e->samples++ * e->columns, e, p.cells, e->columns);
    }
    settle(&e->sample_text, e->sample, e->samples * e->columns);
    ts_buf_wipe(&copy);
}

ts_err ts_export_open(int fd, const char *name, ts_export **out) {
    ts_export *e = ts_alloc(sizeof *e);
    e->fd = fd;
    e->name = name;
    e->line = 1;
    e->sha = ts_sha256_new();
    ts_err err = fill(e);
    if (!err)
        err = find_header(e);
    if (err) {
        ts_export_close(e);
        return err;
    }
    take_sample(e);
    *out = e;
    return TS_OK;
}

void ts_export_close(ts_export *e) {
    if (!e)
        return;
    ts_sha256_free(e->sha);
    ts_buf_wipe(&e->raw);
    ts_buf_wipe(&e->text);
    ts_buf_wipe(&e->sample_text);
    ts_buf_done(&e->head_text);
    ts_free(e->cell);
    ts_free(e->head);
    ts_free(e->sample);
    ts_free(e);
}

const ts_span *ts_export_head(const ts_export *e, size_t *columns) {
    *columns = e->columns;
    return e->head;
}

const ts_span *ts_export_sample(const ts_export *e, size_t *rows) {
    *rows = e->samples;
    return e->sample;
}

const char *ts_export_charset(const ts_export *e) { return ts_charset_name(e->charset); }
char ts_export_separator(const ts_export *e) { return e->separator; }

ts_err ts_export_next(ts_export *e, ts_export_row *row, bool *more) {
    for (;;) {
        parsed p = read_row(e, ts_buf_span(&e->text), e->next, e->ended, false);
        if (!p.whole && !e->ended) {
            if (e->text.len - e->next > ENOUGH_TEXT)
                return ts_fail(TS_ELIMIT, "%s, line %llu: one row is longer than %d MiB", e->name,
                               (unsigned long long)e->line, ENOUGH_TEXT >> 20);
            TS_TRY(fill(e));
            continue;
        }
        if (e->next >= e->text.len) {
            if (!e->ended) {
                TS_TRY(fill(e));
                continue;
            }
            *more = false;
            return TS_OK;
        }
        bool blank = is_blank(e, p.cells);
        if (!blank) {
            p = read_row(e, ts_buf_span(&e->text), e->next, e->ended, true);
            *row = (ts_export_row){e->cell, p.cells, e->line, ++e->row, p.broken};
        }
        e->next = p.end;
        e->line += p.lines;
        if (!blank) {
            *more = true;
            return TS_OK;
        }
    }
}

void ts_export_digest(ts_export *e, ts_digest *out) { ts_sha256_end(e->sha, out); }
