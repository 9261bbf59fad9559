/* delimited_row.c - one row of delimited text, and the bytes that become the text.
 *
 * RFC 4180 with what really comes: line breaks inside quotes, a stray quote in a name.  A quoted field over TS_LIMIT_FIELD is a
 * stray quote and read as plain text, so that one bad row cannot swallow the rest.
 */
#include "base/limits.h"
#include "base/mem.h"
#include "holdings/delimited_parts.h"

enum { BLOCK = 1 << 20, HEAD = 256 << 10 };

void ts_delimited_cell(ts_delimited *e, size_t n, ts_span s) {
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
static size_t read_cell(ts_delimited *e, ts_span text, size_t at, bool last, bool change, ts_span *cell,
                        ts_delimited_row *p) {
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

/* A row of a COPY: its line ends where no backslash stands before. */
static ts_delimited_row read_escaped(ts_delimited *e, ts_span text, size_t from, bool last, bool change) {
    ts_delimited_row p = {.end = from};
    size_t cell = from, at = from;
    bool escapes = false;
    for (;; at++) {
        bool ended = at >= text.len;
        if (ended && !last)
            return p;
        char c = ended ? '\n' : text.ptr[at];
        if (c == '\\' && at + 1 < text.len) {
            p.lines += text.ptr[++at] == '\n';
            escapes = true;
            continue;
        }
        if (c != e->separator && c != '\n')
            continue;
        size_t end = c == '\n' && at > cell && text.ptr[at - 1] == '\r' ? at - 1 : at;
        ts_span s = ts_slice(text, cell, end - cell);
        bool is_end = p.cells == 0 && c == '\n' && ts_span_eq(s, ts_str("\\."));
        if (p.cells < TS_LIMIT_COLUMNS)
            ts_delimited_cell(e, p.cells++,
                              escapes && change && !is_end ? ts_copy_undo((char *)(uintptr_t)s.ptr, s.len) : s);
        else
            p.broken = true;
        cell = at + 1;
        escapes = false;
        if (c == '\n')
            break;
    }
    p.lines += at < text.len;
    p.whole = true;
    p.end = at < text.len ? at + 1 : at;
    return p;
}

/* One row at `from`. First without changing a byte; once it is known to be whole, again with quotes undone. */
ts_delimited_row ts_delimited_read(ts_delimited *e, ts_span text, size_t from, bool last, bool change) {
    if (e->escaped)
        return read_escaped(e, text, from, last, change);
    ts_delimited_row p = {.end = from};
    size_t at = from;
    for (;;) {
        ts_span cell;
        at = read_cell(e, text, at, last, change, &cell, &p);
        if (at == SIZE_MAX)
            return p;
        if (p.cells < TS_LIMIT_COLUMNS)
            ts_delimited_cell(e, p.cells++, cell);
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

bool ts_delimited_blank(const ts_delimited *e, size_t cells) {
    for (size_t i = 0; i < cells; i++)
        if (ts_trim(e->cell[i]).len)
            return false;
    return true;
}

/* ---- bytes to text ---- */

ts_err ts_delimited_fill(ts_delimited *e) {
    if (e->next) { /* what was given out goes */
        memmove(e->text.ptr, e->text.ptr + e->next, e->text.len - e->next);
        e->text.len -= e->next;
        e->next = 0;
    }
    ts_buf_reserve(&e->raw, BLOCK);
    size_t got;
    TS_TRY(ts_intake_take(e->in, e->raw.ptr + e->raw.len, BLOCK, &got));
    e->raw.len += got;
    e->ended = got < BLOCK;
    if (e->charset == TS_BINARY) { /* the first block */
        size_t mark;
        e->charset = ts_charset_guess(ts_slice(ts_buf_span(&e->raw), 0, HEAD), &mark);
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
