/* copy.c - what `COPY table (columns) FROM stdin` of PostgreSQL sends: where it begins, and its escapes.
 *
 * PostgreSQL 16, COPY, "Text Format": cells parted by tabs, \N for no value, backslash escapes, a line \. at the end; options in
 * brackets (FORMAT csv, DELIMITER ';', HEADER) or, as before 9.0, without.  pg_dump writes it, and psql's \copy sends the rows alone.
 */
#include "holdings/copy.h"

/* ---- statements ---- */

static ts_span line_at(ts_span text, size_t at) {
    const char *end = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
    return ts_slice(text, at, end ? (size_t)(end - text.ptr) - at : text.len);
}

/* "COPY " and, further on, " FROM stdin". */
static bool is_copy(ts_span line) {
    line = ts_trim(line);
    return ts_span_starts_nocase(line, ts_str("copy ")) &&
           ts_span_find_nocase(line, ts_str(" from stdin"), 0) != SIZE_MAX;
}

/* Said between dumps' tables, and of no table: comments, settings, psql's own commands. */
static bool says_nothing(ts_span line) {
    static const char *const words[] = {"--",         "set ",        "select ", "begin", "start transaction",
                                        "\\restrict", "\\unrestrict"};
    line = ts_trim(line);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ts_span_starts_nocase(line, ts_str(words[i])))
            return true;
    return line.len == 0;
}

bool ts_copy_begins(ts_span text) {
    for (size_t at = 0; at < text.len;) {
        ts_span line = line_at(text, at);
        if (is_copy(line))
            return true;
        if (!says_nothing(line))
            return false;
        at += line.len + 1;
    }
    return false;
}

/* A name at *at, in quotes or not; of several with dots between the last. */
static ts_span read_name(ts_span s, size_t *at) {
    ts_span name = {s.ptr, 0};
    for (;;) {
        while (*at < s.len && ts_is_space(s.ptr[*at]))
            ++*at;
        bool quoted = *at < s.len && s.ptr[*at] == '"';
        size_t from = *at += quoted;
        while (*at < s.len && (quoted ? s.ptr[*at] != '"'
                                      : !ts_is_space(s.ptr[*at]) && s.ptr[*at] != '.' && s.ptr[*at] != ',' &&
                                            s.ptr[*at] != '(' && s.ptr[*at] != ')'))
            ++*at;
        name = ts_slice(s, from, *at - from);
        *at += quoted && *at < s.len;
        if (*at >= s.len || s.ptr[*at] != '.')
            return name;
        ++*at;
    }
}

static void read_columns(ts_span s, size_t *at, ts_arena *names, ts_copy_head *out) {
    size_t most = 1;
    for (size_t i = *at; i < s.len; i++)
        most += s.ptr[i] == ',';
    out->column = ts_arena_alloc(names, most * sizeof *out->column);
    while (*at < s.len && s.ptr[*at] != ')' && out->columns < most) {
        ++*at; /* the bracket, or a comma */
        out->column[out->columns++] = ts_arena_copy(names, read_name(s, at));
        while (*at < s.len && s.ptr[*at] != ',' && s.ptr[*at] != ')')
            ++*at;
    }
}

/* A word, a sign, or what stands in quotes. */
typedef struct word {
    ts_span text; /* ptr NULL: the end */
    bool quoted;
} word;

static word next_word(ts_span s, size_t *at) {
    while (*at < s.len && ts_is_space(s.ptr[*at]))
        ++*at;
    if (*at >= s.len)
        return (word){0};
    size_t from = *at;
    while (*at < s.len && (ts_is_alnum(s.ptr[*at]) || s.ptr[*at] == '_'))
        ++*at;
    bool escapes = *at == from + 1 && ts_lower(s.ptr[from]) == 'e'; /* E'\t' */
    char quote = *at < s.len && (*at == from || escapes) ? s.ptr[*at] : 0;
    if (quote != '\'' && (quote != '"' || escapes)) {
        *at += *at == from;
        return (word){ts_slice(s, from, *at - from), false};
    }
    for (from = ++*at; *at < s.len && s.ptr[*at] != quote;)
        ++*at;
    word w = {ts_slice(s, from, *at - from), true};
    *at += *at < s.len;
    return w;
}

static bool is(word w, const char *text) { return !w.quoted && ts_span_eq_nocase(w.text, ts_str(text)); }

static bool says_no(word w) {
    return ts_span_eq_nocase(w.text, ts_str("false")) || ts_span_eq_nocase(w.text, ts_str("off")) ||
           ts_span_eq(w.text, ts_str("0"));
}

/* WITH (FORMAT csv, HEADER false), and of before 9.0 WITH CSV HEADER: by words, of which columns may have some for names too. */
static ts_err read_options(ts_span s, const char *name, ts_copy_head *out) {
    size_t at = 0;
    int depth = 0;
    char separator = 0;
    bool delimits = false, binary = false;
    for (word w, then = next_word(s, &at); (w = then).text.ptr && !is(w, "where");) {
        then = next_word(s, &at);
        depth += is(w, "(") - is(w, ")");
        if (depth > 1) /* columns of FORCE_NULL and the like */
            continue;
        if (w.quoted && delimits && w.text.len)
            separator = w.text.ptr[0] == '\\' ? '\t' : w.text.ptr[0];
        bool format = is(w, "format");
        word value = format ? then : w;
        if (format || (!depth && !w.quoted)) {
            out->csv |= ts_span_eq_nocase(value.text, ts_str("csv"));
            binary |= ts_span_eq_nocase(value.text, ts_str("binary"));
        }
        if (is(w, "header"))
            out->header = !says_no(then);
        delimits = is(w, "delimiter") || is(w, "delimiters") || (delimits && is(w, "as"));
    }
    if (binary)
        return ts_fail(TS_EUNSUPPORTED, "%s: a COPY in binary form: send it as text", name);
    out->separator = separator ? separator : out->csv ? ',' : '\t';
    return TS_OK;
}

ts_err ts_copy_find(ts_span text, size_t from, const char *name, ts_arena *names, ts_copy_head *out, size_t *end) {
    *end = 0;
    for (size_t at = from; at < text.len;) {
        ts_span line = line_at(text, at);
        size_t next = at + line.len + 1;
        if (is_copy(line)) {
            if (next > text.len)
                return TS_OK; /* its line is not all there */
            ts_copy_head c = {0};
            line = ts_trim(line);
            size_t place = strlen("copy "), rows = ts_span_find_nocase(line, ts_str(" from stdin"), 0);
            c.table = ts_arena_copy(names, read_name(line, &place));
            while (place < rows && ts_is_space(line.ptr[place]))
                place++;
            if (place < rows && line.ptr[place] == '(')
                read_columns(ts_slice(line, 0, rows), &place, names, &c);
            TS_TRY(read_options(ts_slice(line, rows + strlen(" from stdin"), line.len), name, &c));
            *out = c;
            *end = next;
            return TS_OK;
        }
        at = next;
    }
    return TS_OK;
}

/* ---- cells ---- */

static int digit_of(char c, int base) {
    int d = ts_is_digit(c) ? c - '0' : ts_is_alpha(c) ? ts_lower(c) - 'a' + 10 : base;
    return d < base ? d : -1;
}

/* A byte as \101 or \x41; false: no digit follows. */
static bool numbered(const char *s, size_t len, size_t *at, char *out) {
    int base = *at < len && s[*at] == 'x' ? 16 : 8, most = base == 16 ? 2 : 3, value = 0, n = 0;
    size_t i = *at + (base == 16);
    for (; n < most && i < len && digit_of(s[i], base) >= 0; n++, i++)
        value = value * base + digit_of(s[i], base);
    if (!n)
        return false;
    *out = (char)value;
    *at = i;
    return true;
}

ts_span ts_copy_undo(char *cell, size_t len) {
    static const char signs[] = "bfnrtv", means[] = "\b\f\n\r\t\v";
    if (len == 2 && cell[0] == '\\' && cell[1] == 'N')
        return ts_span_of(cell, 0);
    size_t out = 0;
    for (size_t i = 0; i < len;) {
        if (cell[i] != '\\' || i + 1 == len) {
            cell[out++] = cell[i++];
            continue;
        }
        i++;
        const char *sign = memchr(signs, cell[i], sizeof signs - 1);
        if (sign)
            cell[out++] = means[sign - signs], i++;
        else if (numbered(cell, len, &i, &cell[out]))
            out++;
        else
            cell[out++] = cell[i++];
    }
    return ts_span_of(cell, out);
}
