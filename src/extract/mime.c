/* mime.c - the walk through a mail: its header, its parts and what stands between them, in one pass. */
#include "extract/mime.h"

#include <stddef.h>

#include "base/limits.h"
#include "extract/mail_head.h"

/* A boundary line is looked at whole: the boundary, two signs before and behind it, and blanks that somebody added. */
enum { BLANKS = 1024, AHEAD = TS_LIMIT_MAIL_BOUNDARY + 4 + BLANKS, LINE_END = 2, NAME = 200 };

/* A multipart that the walk is in. */
typedef struct level {
    char boundary[TS_LIMIT_MAIL_BOUNDARY];
    size_t len;
    uint64_t parts;
    bool digest, encrypted;
    bool closed; /* its end was met: only the innermost can be so */
} level;

typedef struct walk {
    ts_source *in;
    const ts_mime_to *to;
    size_t depth;
    uint64_t parts;
    uint64_t given; /* bytes of what is open */
    bool line_begins; /* the next byte does */
    bool cut_short;
    char line_end; /* '\r' in mails of old Macintoshes */
    char sign[4]; /* it, and "--" */
    ts_mime_head head;
    char name[NAME];
    size_t name_len;
    ts_buf field;
    uint64_t cut;
    level level[TS_LIMIT_MAIL_DEPTH]; /* those below `depth`; filled in when they are entered */
} walk;

/* ---- boundaries ---- */

typedef struct boundary {
    size_t level;
    size_t len; /* of its line */
    bool last;
} boundary;

/* The bytes up to and with the line end; 0 where anything but blanks stands before it. */
static size_t blanks(const walk *w, ts_span s) {
    size_t i = 0;
    while (i < s.len && s.ptr[i] != w->line_end && (s.ptr[i] == ' ' || s.ptr[i] == '\t' || s.ptr[i] == '\r'))
        i++;
    return i == s.len ? i : s.ptr[i] == w->line_end ? i + 1 : 0;
}

static bool is_boundary(const walk *w, size_t k, ts_span line, boundary *b) {
    const level *l = &w->level[k];
    if (!ts_span_starts(ts_slice(line, 2, SIZE_MAX), ts_span_of(l->boundary, l->len)))
        return false;
    ts_span rest = ts_slice(line, 2 + l->len, SIZE_MAX);
    bool last = ts_span_starts(rest, ts_str("--"));
    size_t used = blanks(w, last ? ts_slice(rest, 2, SIZE_MAX) : rest);
    if (!used && rest.len > (last ? 2u : 0u))
        return false;
    *b = (boundary){k, 2 + l->len + (last ? 2 : 0) + used, last};
    return true;
}

/* Is the line one of a multipart that is open, the innermost first, or else of one that has ended?  `line` is AHEAD bytes, or
 * all there are. */
static bool boundary_at(const walk *w, ts_span line, boundary *b) {
    line = ts_slice(line, 0, AHEAD);
    if (!w->depth || !ts_span_starts(line, ts_str("--")))
        return false;
    bool ended = w->level[w->depth - 1].closed;
    for (size_t k = w->depth - ended; k-- > 0;)
        if (is_boundary(w, k, line, b))
            return true;
    return ended && is_boundary(w, w->depth - 1, line, b);
}

/* ---- headers ---- */

static size_t blank_line(const walk *w, ts_span s) {
    return s.len && s.ptr[0] == w->line_end ? 1 : ts_span_starts(s, ts_str("\r\n")) ? 2 : 0;
}

/* The length of the name that begins the line (RFC 5322, 2.2); *value: where what follows its colon begins. */
static size_t field_name(ts_span line, size_t *value) {
    size_t n = 0, at;
    while (n < line.len && n < NAME && line.ptr[n] > ' ' && line.ptr[n] <= '~' && line.ptr[n] != ':')
        n++;
    for (at = n; at < line.len && at < NAME && (line.ptr[at] == ' ' || line.ptr[at] == '\t'); at++)
        ; /* blanks before the colon were once allowed (4.5) */
    *value = at + 1;
    return at < line.len && line.ptr[at] == ':' ? n : 0;
}

/* Appends the rest of the line to the field. */
static ts_err take_line(walk *w) {
    const char *end = NULL;
    while (!end) {
        ts_span s = ts_peek_some(w->in);
        if (!s.len)
            return w->in->error;
        end = memchr(s.ptr, w->line_end, s.len);
        s = ts_take(w->in, end ? (size_t)(end + 1 - s.ptr) : s.len);
        ts_span text = ts_slice(s, 0, s.len - (end != NULL));
        size_t room = TS_LIMIT_MAIL_FIELD - w->field.len;
        ts_buf_add(&w->field, ts_slice(text, 0, room));
        w->cut += text.len > room ? text.len - room : 0;
    }
    if (w->field.len && w->field.ptr[w->field.len - 1] == '\r')
        w->field.len--;
    return TS_OK;
}

/* The field that was put together goes where it belongs. */
static ts_err give_field(walk *w, bool top) {
    ts_span name = {w->name, w->name_len}, value = ts_trim(ts_buf_span(&w->field));
    if (!name.len && !value.len)
        return TS_OK;
    if (ts_mime_head_wants(name))
        ts_mime_head_field(&w->head, name, value);
    ts_err err = top || !name.len ? w->to->field(w->to->context, name, value, w->cut) : TS_OK;
    ts_buf_clear(&w->field);
    w->name_len = w->cut = 0;
    return err;
}

/* Does a header begin here all the same, though its first line is no field: set in by blanks, or with a field of MIME behind it?
 * *blank: bytes to pass over. */
static bool header_behind(const walk *w, ts_span s, size_t *blank) {
    size_t at = 0, value;
    while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t'))
        at++;
    ts_span line = ts_slice(s, at, SIZE_MAX);
    *blank = ts_mime_head_wants(ts_slice(line, 0, field_name(line, &value))) ? at : 0;
    const char *end = line.len ? memchr(line.ptr, w->line_end, line.len) : NULL;
    ts_span next = ts_slice(line, end ? (size_t)(end + 1 - line.ptr) : line.len, SIZE_MAX);
    return *blank || ts_mime_head_wants(ts_slice(next, 0, field_name(next, &value)));
}

/* Up to and with the empty line, or up to a boundary.  A part whose first line is no field has no header. */
static ts_err read_header(walk *w, bool top) {
    uint64_t fields = 0;
    bool open = false; /* a field that may go on */
    boundary b;
    for (;;) {
        ts_span s = ts_peek(w->in, AHEAD);
        size_t blank = blank_line(w, s), value = 0;
        w->cut_short |= !s.len;
        if (!s.len || blank || boundary_at(w, s, &b)) {
            ts_take(w->in, blank);
            break;
        }
        if (!open || (s.ptr[0] != ' ' && s.ptr[0] != '\t')) {
            TS_TRY(give_field(w, top));
            if (!top && !fields && !field_name(s, &value)) {
                if (!header_behind(w, s, &blank))
                    break;
                ts_take(w->in, blank);
                s = ts_peek(w->in, AHEAD);
            }
            w->name_len = field_name(s, &value);
            open = w->name_len > 0;
            fields += open;
            memcpy(w->name, s.ptr, w->name_len);
            ts_take(w->in, open ? value : 0);
        }
        TS_TRY(take_line(w));
    }
    w->line_begins = true;
    return give_field(w, top);
}

/* ---- parts ---- */

static ts_err begin(walk *w, ts_mime_kind kind, bool closed) {
    w->given = 0;
    return w->to->begin(w->to->context, kind, &w->head, closed);
}

static ts_err begin_part(walk *w) {
    const level *up = w->depth ? &w->level[w->depth - 1] : NULL;
    const ts_mime_head *h = &w->head;
    if (++w->parts > TS_LIMIT_MAIL_PARTS) {
        w->depth = 0;
        return begin(w, TS_MIME_TOO_MANY, false);
    }
    if (!ts_mime_is(h, "multipart", NULL)) /* the first part only says how it is closed */
        return begin(w, TS_MIME_PART, up && up->encrypted && up->parts > 1 && !ts_mime_is(h, "message", NULL));
    if (w->depth == TS_LIMIT_MAIL_DEPTH)
        return begin(w, TS_MIME_TOO_DEEP, false);
    if (h->multipart && h->boundary.len <= TS_LIMIT_MAIL_BOUNDARY) {
        level *l = &w->level[w->depth++];
        l->len = h->boundary.len;
        memcpy(l->boundary, h->boundary.ptr, l->len);
        l->parts = 0;
        l->closed = false;
        l->digest = ts_span_eq_nocase(h->subtype, ts_str("digest"));
        l->encrypted = ts_span_eq_nocase(h->subtype, ts_str("encrypted"));
    }
    return begin(w, TS_MIME_BEFORE, false);
}

static ts_err end(walk *w) { return w->to->end(w->to->context, w->given); }

static ts_err pass_boundary(walk *w, const boundary *b) {
    level *l = &w->level[b->level];
    TS_TRY(end(w));
    w->depth = b->level + 1;
    w->line_begins = true;
    l->closed = b->last;
    if (b->last)
        return begin(w, TS_MIME_AFTER, false);
    l->parts++;
    ts_mime_head_begin(&w->head, l->digest);
    TS_TRY(read_header(w, false));
    return begin_part(w);
}

/* ---- bodies ---- */

/* How many bytes at the end of the window may begin a line end with a boundary behind it. */
static size_t held(const walk *w, ts_span s) {
    size_t n = s.len && s.ptr[s.len - 1] == '-' ? 1 : 0;
    if (s.len > n && s.ptr[s.len - n - 1] == w->line_end)
        n++;
    else
        n = 0;
    return n + (s.len > n && s.ptr[s.len - n - 1] == '\r');
}

/* How many bytes of the window belong to what is open.  *skip: those of the line end and the boundary line that follow; 0:
 * none is seen yet. */
static size_t content(const walk *w, ts_span s, bool all, boundary *b, size_t *skip) {
    *skip = 0;
    if (!w->depth)
        return s.len;
    bool here = w->line_begins; /* with the window */
    for (size_t from = 0;; here = false) {
        size_t at = here ? 0 : ts_span_find(s, ts_str(w->sign), from);
        if (at == SIZE_MAX)
            return s.len - (all ? 0 : held(w, s));
        size_t line = here ? 0 : at + 1, to = at - (!here && at && w->line_end == '\n' && s.ptr[at - 1] == '\r');
        ts_span rest = ts_slice(s, line, SIZE_MAX);
        if (!all && rest.len < AHEAD)
            return to;
        if (boundary_at(w, rest, b)) {
            *skip = line - to + b->len;
            return to;
        }
        from = line;
    }
}

static ts_err read_body(walk *w) {
    enum { LEAST = AHEAD + LINE_END + 1 };
    for (;;) {
        ts_span s = ts_peek_some(w->in);
        if (s.len < LEAST)
            s = ts_peek(w->in, LEAST);
        if (!s.len)
            break;
        boundary b;
        size_t skip, n = content(w, s, s.len < LEAST, &b, &skip);
        if (n) {
            w->line_begins = false;
            w->given += n;
            TS_TRY(w->to->data(w->to->context, ts_take(w->in, n)));
        }
        if (skip) {
            ts_take(w->in, skip);
            TS_TRY(pass_boundary(w, &b));
        }
    }
    return end(w);
}

static ts_err walk_all(walk *w) {
    TS_TRY(read_header(w, true));
    TS_TRY(begin_part(w));
    TS_TRY(read_body(w));
    for (size_t i = 0; i < w->depth; i++)
        w->cut_short |= !w->level[i].closed;
    return w->in->error;
}

ts_err ts_mime_walk(ts_source *in, const ts_mime_to *to, bool *truncated) {
    walk *w = ts_grow(NULL, 1, sizeof *w);
    memset(w, 0, offsetof(walk, level)); /* 16 KiB of levels that few mails have would take longer than the mail */
    w->in = in;
    w->to = to;
    w->line_end = ts_mail_line_end(ts_peek(in, AHEAD));
    memcpy(w->sign, w->line_end == '\r' ? "\r--" : "\n--", sizeof w->sign);
    ts_mime_head_begin(&w->head, false);
    ts_err err = walk_all(w);
    *truncated = w->cut_short;
    ts_mime_head_done(&w->head);
    ts_buf_wipe(&w->field);
    ts_free(w);
    return err;
}
