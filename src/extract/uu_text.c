/* uu_text.c - files that stand in a text as uuencode. */
#include "extract/uu_text.h"

#include "text/transfer.h"

/* Lines are short: 61 letters, and a name of at most so much. */
enum { LINE = 1024 };

static const char sign[] = "begin ";

/* The line at `at` without its end; *next: where the one behind it begins.  False: its end is not seen, and may come. */
static bool whole_line(ts_span s, size_t at, bool last, ts_span *line, size_t *next) {
    ts_span rest = ts_slice(s, at, LINE);
    const char *end = rest.len ? memchr(rest.ptr, '\n', rest.len) : NULL;
    if (!end && !last && rest.len < LINE)
        return false;
    *line = ts_slice(rest, 0, end ? (size_t)(end - rest.ptr) : rest.len);
    *next = at + line->len + (end != NULL);
    if (line->len && line->ptr[line->len - 1] == '\r')
        line->len--;
    return true;
}

/* Is the line uuencode, and exactly as long as it says? */
static bool exact(ts_uu_text *u, ts_span line) {
    ts_buf_clear(&u->bytes);
    bool good = ts_uu_line(line, &u->bytes) && line.len == 1 + (u->bytes.len + 2) / 3 * 4;
    ts_buf_clear(&u->bytes);
    return good;
}

/* Where a file may begin at or after `from`: a line's beginning with the sign, or at the end with a part of it; s.len: nowhere. */
static size_t candidate(const ts_uu_text *u, ts_span s, size_t from) {
    for (size_t at = from; at < s.len;) {
        bool begins = at ? s.ptr[at - 1] == '\n' : !u->amid_line;
        ts_span rest = ts_slice(s, at, sizeof sign - 1);
        if (begins && ts_span_starts(ts_str(sign), rest))
            return at;
        const char *b = memchr(s.ptr + at + 1, sign[0], s.len - at - 1);
        at = b ? (size_t)(b - s.ptr) : s.len;
    }
    return s.len;
}

static ts_uu_event text(ts_uu_text *u, ts_span *s, size_t n, ts_span *out) {
    *out = ts_slice(*s, 0, n);
    *s = ts_slice(*s, n, SIZE_MAX);
    u->amid_line = out->ptr[n - 1] != '\n';
    return TS_UU_TEXT;
}

static ts_uu_event in_text(ts_uu_text *u, ts_span *s, bool last, ts_span *out) {
    ts_span first = {0}, second;
    size_t next, after;
    for (size_t at = 0; (at = candidate(u, *s, at)) < s->len; at++) {
        bool whole = whole_line(*s, at, last, &first, &next) && whole_line(*s, next, last, &second, &after);
        if (!whole)
            return at ? text(u, s, at, out) : TS_UU_MORE;
        if (!ts_uu_begin(first).len || !exact(u, second))
            continue;
        if (at)
            return text(u, s, at, out);
        *out = ts_uu_begin(first);
        *s = ts_slice(*s, next, SIZE_MAX);
        u->in_file = true;
        u->stored = next;
        return TS_UU_BEGIN;
    }
    return s->len ? text(u, s, s->len, out) : TS_UU_MORE;
}

static ts_uu_event in_file(ts_uu_text *u, ts_span *s, bool last, ts_span *out) {
    ts_span line;
    size_t next;
    ts_buf_clear(&u->bytes);
    while (s->len && whole_line(*s, 0, last, &line, &next)) {
        bool ends = ts_span_eq(line, ts_str("end"));
        if (ends && u->bytes.len)
            break; /* first what stands before it */
        if (!ends && ts_uu_line(line, &u->bytes)) {
            u->stored += next;
            *s = ts_slice(*s, next, SIZE_MAX);
            continue;
        }
        if (u->bytes.len)
            break;
        u->in_file = u->amid_line = false;
        u->stored += ends ? next : 0;
        *s = ts_slice(*s, ends ? next : 0, SIZE_MAX);
        return ends ? TS_UU_END : TS_UU_BROKEN;
    }
    if (u->bytes.len) {
        *out = ts_buf_span(&u->bytes);
        return TS_UU_DATA;
    }
    if (!last)
        return TS_UU_MORE;
    u->in_file = false;
    return TS_UU_BROKEN;
}

ts_uu_event ts_uu_next(ts_uu_text *u, ts_span *bytes, bool last, ts_span *out) {
    return u->in_file ? in_file(u, bytes, last, out) : in_text(u, bytes, last, out);
}

void ts_uu_done(ts_uu_text *u) { ts_buf_wipe(&u->bytes); }
