/* csv_record.c - one record of separated values (RFC 4180, and what programs really write).
 *
 * A quote opens a field only as its first byte.  One that never closes, or whose field passes
 * TS_LIMIT_FIELD, is a stray one: the field is read as it stands, so that one bad byte cannot swallow the
 * rest of the file.
 */
#include "base/limits.h"
#include "extract/csv_dialect.h"

void ts_csv_record_done(ts_csv_record *r) {
    ts_free(r->cell);
    ts_buf_wipe(&r->loose);
}

void ts_csv_begin(ts_csv_scan *s, const ts_csv_dialect *d, ts_span text) {
    *s = (ts_csv_scan){.text = text, .separator = d->separator, .quote = d->quote, .end = d->cr ? '\r' : '\n'};
    ts_csv_seek(s, 0);
}

/* There is always room: a record is handed over before it is full. */
static inline void add_cell(ts_csv_record *r, const char *ptr, size_t len) { r->cell[r->n++] = (ts_span){ptr, len}; }

/* Without the doubled and escaped quotes.  `loose` has room: it is made for the whole record beforehand. */
static ts_span unquote(ts_csv_record *r, const ts_csv_dialect *d, ts_span raw) {
    char *to = r->loose.ptr + r->loose.len;
    size_t n = 0;
    for (size_t i = 0; i < raw.len; i++) {
        bool pair = i + 1 < raw.len;
        if (pair && raw.ptr[i] == d->quote && raw.ptr[i + 1] == d->quote)
            i++;
        else if (pair && d->backslash && raw.ptr[i] == '\\' && (raw.ptr[i + 1] == d->quote || raw.ptr[i + 1] == '\\'))
            i++;
        to[n++] = raw.ptr[i];
    }
    r->loose.len += n;
    return (ts_span){to, n};
}

typedef enum quoted { CLOSED, OPEN, STRAY } quoted;

/* Finds the quote that closes the field opened at `from`; *close gets its place, *loose whether pairs stand inside. */
static quoted find_close(ts_csv_scan *s, const ts_csv_dialect *d, size_t from, bool all, size_t *close, bool *loose) {
    ts_span t = s->text;
    size_t past = SIZE_MAX; /* a quote already taken as the second of a pair */
    *loose = false;
    for (;;) {
        size_t at = ts_csv_next(s);
        if ((at < t.len ? at : t.len) - from > TS_LIMIT_FIELD)
            return STRAY;
        if (at >= t.len)
            return all ? STRAY : OPEN;
        if (t.ptr[at] != d->quote || at == past)
            continue;
        if (d->backslash) {
            size_t slashes = 0;
            while (at - slashes > from + 1 && t.ptr[at - slashes - 1] == '\\')
                slashes++;
            *loose |= slashes > 0;
            if (slashes % 2)
                continue;
        }
        if (at + 1 == t.len && !all)
            return OPEN;
        if (at + 1 < t.len && t.ptr[at + 1] == d->quote) {
            *loose = true;
            past = at + 1;
            continue;
        }
        *close = at;
        return CLOSED;
    }
}

/* The next separator or line end, quotes being ordinary bytes. */
static size_t find_end(ts_csv_scan *s) {
    for (;;) {
        size_t at = ts_csv_next(s);
        if (at >= s->text.len || s->text.ptr[at] != s->quote)
            return at;
    }
}

/* The field at `from`; *end gets the place of its separator or line end.  False: it is not all there. */
static bool read_field(ts_csv_scan *s, const ts_csv_dialect *d, size_t from, bool all, size_t *end, ts_csv_record *r) {
    ts_span t = s->text;
    size_t close, at = SIZE_MAX;
    bool loose;
    if (from < t.len && t.ptr[from] == d->quote) {
        ts_csv_seek(s, from + 1);
        quoted q = find_close(s, d, from, all, &close, &loose);
        if (q == OPEN)
            return false;
        if (q == CLOSED) {
            at = find_end(s);
            if (at >= t.len && !all && t.len - from <= TS_LIMIT_FIELD)
                return false;
            ts_span rest = ts_trim(ts_slice(t, close + 1, at - close - 1));
            if (!rest.len) {
                if (loose && r->loose.cap < t.len) /* once for all: cells point into it */
                    ts_buf_reserve(&r->loose, t.len);
                ts_span raw = ts_slice(t, from + 1, close - from - 1);
                if (loose)
                    raw = unquote(r, d, raw);
                add_cell(r, raw.ptr, raw.len);
                *end = at;
                return true;
            }
        } else {
            ts_csv_seek(s, from + 1);
            at = SIZE_MAX;
        }
    }
    if (at == SIZE_MAX)
        at = find_end(s);
    if (at >= t.len && !all && t.len - from <= TS_LIMIT_FIELD)
        return false;
    size_t stop = at < t.len ? at : t.len;
    if (stop - from > TS_LIMIT_FIELD) { /* no line end in sight: cut where a character begins */
        stop = from + TS_LIMIT_FIELD;
        while (stop > from + 1 && ((unsigned char)t.ptr[stop] & 0xC0) == 0x80)
            stop--;
        *end = stop;
    } else {
        *end = at;
    }
    add_cell(r, t.ptr + from, stop - from);
    return true;
}

/* The hot loop: bare fields from `from` on, as far as they go; everything it needs is in registers.  Gives where
 * the next field begins; *ended: the record is over and `from` behind it. */
static size_t bare_fields(ts_csv_scan *s, size_t begin, size_t from, ts_csv_record *r, bool *ended) {
    const char *p = s->text.ptr;
    const size_t len = s->text.len;
    const char separator = s->separator, end = s->end;
    ts_span *cell = r->cell + r->n, *full = r->cell + TS_LIMIT_COLUMNS;
    size_t block = s->block;
    uint64_t mask = s->mask;
    for (;;) {
        if (mask == 0) {
            if (block >= len || len - block <= 64)
                break;
            s->block = block += 64;
            mask = ts_csv_mask(s);
            continue;
        }
        size_t at = block + (size_t)__builtin_ctzll(mask);
        if (at - begin >= TS_LIMIT_FIELD || cell == full)
            break;
        if (p[at] == separator) {
            *cell++ = (ts_span){p + from, at - from};
            from = at + 1;
            mask &= mask - 1;
        } else if (p[at] == end) {
            bool cr = at > from && end == '\n' && p[at - 1] == '\r';
            *cell++ = (ts_span){p + from, at - from - cr};
            from = at + 1;
            mask &= mask - 1;
            *ended = true;
            break;
        } else if (at == from) {
            break; /* a quoted field */
        } else {
            mask &= mask - 1; /* a quote inside a field is a letter */
        }
    }
    s->block = block;
    s->mask = mask;
    r->n = (size_t)(cell - r->cell);
    return from;
}

/* A quoted field at `from` that neither pairs nor text interrupt; gives the place of its separator or line end.
 * SIZE_MAX: look closer, with any_field. */
static inline size_t quoted_field(ts_csv_scan *s, const ts_csv_dialect *d, size_t from, ts_csv_record *r) {
    ts_span t = s->text;
    if (d->backslash || ts_csv_next(s) != from || from >= t.len || t.ptr[from] != d->quote)
        return SIZE_MAX;
    size_t close;
    do
        close = ts_csv_next(s);
    while (close < t.len && t.ptr[close] != d->quote);
    if (close + 1 >= t.len)
        return SIZE_MAX;
    size_t at = ts_csv_next(s);
    bool crlf = at == close + 2 && at < t.len && t.ptr[close + 1] == '\r';
    if ((at != close + 1 && !crlf) || at >= t.len || t.ptr[at] == d->quote || at - from > TS_LIMIT_FIELD)
        return SIZE_MAX;
    add_cell(r, t.ptr + from + 1, close - from - 1);
    return at;
}

/* The field at `from`, whatever it is. */
static size_t any_field(ts_csv_scan *s, const ts_csv_dialect *d, size_t from, bool all, ts_csv_record *r) {
    size_t end;
    ts_csv_seek(s, from);
    if (!read_field(s, d, from, all, &end, r))
        return SIZE_MAX;
    ts_span *last = &r->cell[r->n - 1];
    bool bare = last->ptr == s->text.ptr + from, ends = end >= s->text.len || s->text.ptr[end] == s->end;
    if (bare && ends && !d->cr && last->len && last->ptr[last->len - 1] == '\r')
        last->len--;
    return end;
}

ts_csv_status ts_csv_read(ts_csv_scan *s, const ts_csv_dialect *d, bool all, size_t *at, ts_csv_record *r) {
    ts_span t = s->text;
    size_t begin = *at, from = begin;
    r->n = 0;
    r->loose.len = 0;
    if (!r->cap) {
        r->cap = TS_LIMIT_COLUMNS;
        r->cell = ts_grow(r->cell, r->cap, sizeof *r->cell);
    }
    for (;;) {
        bool ended = false;
        if (from >= t.len || t.ptr[from] != d->quote)
            from = bare_fields(s, begin, from, r, &ended);
        if (ended) {
            *at = from;
            return TS_CSV_RECORD;
        }
        if (r->n >= TS_LIMIT_COLUMNS || from - begin >= TS_LIMIT_FIELD) {
            *at = from;
            return TS_CSV_PIECE;
        }
        size_t end = quoted_field(s, d, from, r);
        if (end == SIZE_MAX)
            end = any_field(s, d, from, all, r);
        if (end == SIZE_MAX) {
            ts_csv_seek(s, begin);
            return TS_CSV_NEEDS_MORE;
        }
        if (end >= t.len || t.ptr[end] == s->end) {
            *at = end < t.len ? end + 1 : t.len;
            return TS_CSV_RECORD;
        }
        bool cut = t.ptr[end] != d->separator;
        from = cut ? end : end + 1;
        if (cut)
            ts_csv_seek(s, from);
        if (cut) {
            *at = from;
            return TS_CSV_PIECE;
        }
    }
}
