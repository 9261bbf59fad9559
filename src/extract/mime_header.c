/* mime_header.c - encoded words, parameters, and what a part of a mail is. */
#include "extract/mime_header.h"

#include "extract/letters.h"
#include "text/transfer.h"

/* ---- encoded words: =?charset*language?q?text?= ---- */

typedef struct encoded {
    ts_span charset, text;
    bool base64;
} encoded;

/* Where the text of a word that begins at `from` ends; SIZE_MAX where another word begins before, or it never does. */
static size_t text_end(ts_span s, size_t from) {
    for (size_t i = from; (i = ts_span_find(s, ts_str("?"), i)) != SIZE_MAX; i++) {
        if (i + 1 < s.len && s.ptr[i + 1] == '=')
            return i;
        if (i > from && s.ptr[i - 1] == '=')
            break;
    }
    return SIZE_MAX;
}

/* The word at `at`, and *end behind it.  Its text may hold blanks and '?'. */
static bool word_at(ts_span s, size_t at, encoded *w, size_t *end) {
    enum { CHARSET = 80 };
    size_t from = at + 2, q = ts_span_find(ts_slice(s, 0, from + CHARSET), ts_str("?"), from);
    if (q == SIZE_MAX || q == from || q + 2 >= s.len || s.ptr[q + 2] != '?')
        return false;
    char coding = ts_lower(s.ptr[q + 1]);
    w->charset = ts_slice(s, from, q - from);
    for (size_t i = 0; i < w->charset.len; i++) {
        if (ts_is_space(w->charset.ptr[i]))
            return false;
        if (w->charset.ptr[i] == '*') /* a language follows (RFC 2231, 5) */
            w->charset.len = i;
    }
    size_t close = coding == 'b' || coding == 'q' ? text_end(s, q + 3) : SIZE_MAX;
    if (close == SIZE_MAX)
        return false;
    w->base64 = coding == 'b';
    w->text = ts_slice(s, q + 3, close - q - 3);
    *end = close + 2;
    return true;
}

/* '_' stands for a blank.  A mailer that cuts base64 amid a group of letters goes on with it in the next word; one that leaves
 * the padding out does not: then the next word is groups alone. */
static void add_word(const encoded *w, ts_base64 *b, ts_buf *bytes) {
    if (!w->base64 || w->text.len % 4 == 0)
        ts_base64_end(b, bytes);
    if (w->base64) {
        ts_base64_add(b, w->text, bytes);
        return;
    }
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_buf_add(&text, w->text);
    for (size_t i = 0; i < text.len; i++)
        text.ptr[i] = text.ptr[i] == '_' ? ' ' : text.ptr[i];
    ts_quoted_printable_decode(ts_buf_span(&text), bytes);
}

static void add_letters(ts_span charset, ts_span bytes, ts_buf *out) {
    ts_letters l;
    ts_letters_begin(&l, charset);
    ts_letters_add(&l, bytes, true, out);
}

/* A run of words in one set is one text: mailers cut amid a letter. */
static size_t add_run(ts_span s, const encoded *first, size_t end, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    ts_base64 b = {.mail = true};
    ts_letters l;
    encoded w = *first, next;
    ts_letters_begin(&l, w.charset);
    bool shift = ts_letters_shift(&l);
    add_word(&w, &b, &bytes);
    for (;;) {
        size_t at = end;
        while (at < s.len && ts_is_space(s.ptr[at]))
            at++;
        if (!ts_span_starts(ts_slice(s, at, 2), ts_str("=?")) || !word_at(s, at, &next, &at))
            break;
        if (shift || !ts_span_eq_nocase(next.charset, w.charset)) {
            ts_base64_end(&b, &bytes);
            add_letters(w.charset, ts_buf_span(&bytes), out);
            ts_buf_clear(&bytes);
            ts_letters_begin(&l, next.charset);
            shift = ts_letters_shift(&l);
        }
        w = next;
        end = at;
        add_word(&w, &b, &bytes);
    }
    ts_base64_end(&b, &bytes);
    add_letters(w.charset, ts_buf_span(&bytes), out);
    return end;
}

static void add_plain(ts_span s, ts_buf *out) {
    size_t used;
    if (ts_utf8_valid(s))
        ts_buf_add(out, s);
    else
        ts_to_utf8(TS_WINDOWS_1252, s, true, out, &used);
}

void ts_mime_words(ts_span s, ts_buf *out) {
    size_t from = out->len, done = 0;
    for (size_t at = 0; (at = ts_span_find(s, ts_str("=?"), at)) != SIZE_MAX;) {
        encoded w;
        size_t end;
        if (!word_at(s, at, &w, &end)) {
            at += 2;
            continue;
        }
        add_plain(ts_slice(s, done, at - done), out);
        done = at = add_run(s, &w, end, out);
    }
    add_plain(ts_slice(s, done, SIZE_MAX), out);
    for (size_t i = from; i < out->len; i++) /* no value begins a line of its own */
        if (out->ptr[i] == '\n' || out->ptr[i] == '\r' || out->ptr[i] == 0)
            out->ptr[i] = ' ';
}

/* ---- parameters ---- */

/* Beyond so many, or so many pieces of one, nobody writes any. */
enum { PARAMETERS = 256 };

typedef struct parameter {
    ts_span name, value; /* without quotes */
} parameter;

/* White space, comments and what parts parameters. */
static ts_span skip_blank(ts_span s, const char *also) {
    size_t at = 0, depth = 0;
    for (; at < s.len; at++) {
        char c = s.ptr[at];
        if (c == '(')
            depth++;
        else if (c == ')' && depth)
            depth--;
        else if (c == '\\' && depth)
            at++;
        else if (!depth && !ts_is_space(c) && (!c || !strchr(also, c)))
            break;
    }
    return ts_slice(s, at, SIZE_MAX);
}

/* Letters up to white space or a sign that parts (RFC 2045, tspecials). */
static ts_span take_token(ts_span *s) {
    size_t n = 0;
    while (n < s->len && (unsigned char)s->ptr[n] > ' ' && !strchr("()<>@,;:\\\"/[]?=", s->ptr[n]))
        n++;
    ts_span token = ts_slice(*s, 0, n);
    *s = ts_slice(*s, n, SIZE_MAX);
    return token;
}

/* A backslash stands for the sign behind it where that needs one, and else for itself: paths of Windows. */
static ts_span take_quoted(ts_span *s, ts_arena *a) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    size_t at = 1;
    for (; at < s->len && s->ptr[at] != '"'; at++) {
        bool escaped = s->ptr[at] == '\\' && at + 1 < s->len && (s->ptr[at + 1] == '"' || s->ptr[at + 1] == '\\');
        at += escaped;
        ts_buf_add_char(&text, s->ptr[at]);
    }
    *s = ts_slice(*s, at + 1, SIZE_MAX);
    return ts_arena_copy(a, ts_buf_span(&text));
}

static bool next_parameter(ts_span *s, parameter *p, ts_arena *a) {
    while ((*s = skip_blank(*s, ";,")).len) {
        p->name = take_token(s);
        ts_span rest = skip_blank(*s, "");
        if (!p->name.len || !rest.len || rest.ptr[0] != '=') { /* no parameter: what is odd is passed over */
            *s = p->name.len ? *s : ts_slice(*s, 1, SIZE_MAX);
            continue;
        }
        *s = skip_blank(ts_slice(rest, 1, SIZE_MAX), "");
        if (s->len && s->ptr[0] == '"') {
            p->value = take_quoted(s, a);
        } else { /* names with blanks in them are often not quoted */
            const char *end = s->len ? memchr(s->ptr, ';', s->len) : NULL;
            size_t n = end ? (size_t)(end - s->ptr) : s->len;
            p->value = ts_trim(ts_slice(*s, 0, n));
            *s = ts_slice(*s, n, SIZE_MAX);
        }
        return true;
    }
    return false;
}

static size_t parameters(ts_span s, parameter *p, ts_arena *a) {
    size_t n = 0;
    while (n < PARAMETERS && next_parameter(&s, &p[n], a))
        n++;
    return n;
}

/* ---- values in pieces, and in a charset of their own (RFC 2231) ---- */

typedef struct piece {
    uint64_t number;
    bool coded; /* by per cent */
    ts_span value;
} piece;

/* Is the parameter "name*", "name*3" or "name*3*"? */
static bool is_piece(const parameter *p, const char *name, piece *out) {
    size_t n = strlen(name);
    if (p->name.len <= n || p->name.ptr[n] != '*' || !ts_span_starts_nocase(p->name, ts_str(name)))
        return false;
    ts_span number = ts_slice(p->name, n + 1, SIZE_MAX);
    *out = (piece){.coded = !number.len || number.ptr[number.len - 1] == '*', .value = p->value};
    if (number.len && out->coded)
        number.len--;
    return !number.len || ts_parse_u64(number, &out->number);
}

/* The pieces in their order, whatever the one they stand in. */
static size_t pieces(const parameter *p, size_t n, const char *name, piece *out) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        piece one;
        if (!is_piece(&p[i], name, &one))
            continue;
        size_t to = count++;
        for (; to && out[to - 1].number > one.number; to--)
            out[to] = out[to - 1];
        out[to] = one;
    }
    return count;
}

static void add_percent(ts_span s, ts_buf *out) {
    for (size_t i = 0; i < s.len; i++) {
        char byte = s.ptr[i];
        i += byte == '%' && ts_unhex(ts_slice(s, i + 1, 2), &byte, 1) ? 2 : 0;
        ts_buf_add_char(out, byte);
    }
}

/* "charset'language'text" of the first piece: the text, and the charset. */
static ts_span after_charset(ts_span s, ts_span *charset) {
    size_t first = ts_span_find(s, ts_str("'"), 0);
    size_t second = first == SIZE_MAX ? SIZE_MAX : ts_span_find(s, ts_str("'"), first + 1);
    if (second == SIZE_MAX)
        return s;
    *charset = ts_slice(s, 0, first);
    return ts_slice(s, second + 1, SIZE_MAX);
}

static const parameter *find(const parameter *p, size_t n, const char *name) {
    for (size_t i = 0; i < n; i++)
        if (ts_span_eq_nocase(p[i].name, ts_str(name)))
            return &p[i];
    return NULL;
}

/* The value as UTF-8.  The form that has a charset goes before the one for old programs. */
static ts_span value_of(const parameter *p, size_t n, const char *name, ts_arena *a) {
    TS_AUTO(ts_buf, ts_buf_done) joined = {0}, text = {0};
    piece part[PARAMETERS];
    ts_span charset = {"", 0};
    bool coded = false;
    size_t count = pieces(p, n, name, part);
    for (size_t i = 0; i < count; i++) {
        coded |= part[i].coded;
        if (!part[i].coded)
            ts_buf_add(&joined, part[i].value);
        else
            add_percent(i ? part[i].value : after_charset(part[i].value, &charset), &joined);
    }
    const parameter *plain = count ? NULL : find(p, n, name);
    if (plain)
        ts_buf_add(&joined, plain->value);
    if (coded)
        add_letters(charset, ts_buf_span(&joined), &text);
    else
        ts_mime_words(ts_buf_span(&joined), &text);
    return text.len ? ts_arena_copy(a, ts_trim(ts_buf_span(&text))) : (ts_span){"", 0};
}

/* ---- what a part is ---- */

static const char type_field[] = "content-type", disposition_field[] = "content-disposition",
                  coding_field[] = "content-transfer-encoding", location_field[] = "content-location";

void ts_mime_head_begin(ts_mime_head *h, bool digest) {
    ts_arena memory = h->memory;
    ts_arena_reset(&memory);
    *h = (ts_mime_head){.type = ts_str(digest ? "message" : "text"), .subtype = ts_str(digest ? "rfc822" : "plain")};
    h->memory = memory;
}

void ts_mime_head_done(ts_mime_head *h) { ts_arena_wipe(&h->memory); }

bool ts_mime_is(const ts_mime_head *h, const char *type, const char *subtype) {
    return ts_span_eq_nocase(h->type, ts_str(type)) && (!subtype || ts_span_eq_nocase(h->subtype, ts_str(subtype)));
}

bool ts_mime_head_wants(ts_span name) {
    return ts_span_starts_nocase(name, ts_str("content-")) &&
           (ts_span_eq_nocase(name, ts_str(type_field)) || ts_span_eq_nocase(name, ts_str(disposition_field)) ||
            ts_span_eq_nocase(name, ts_str(coding_field)) || ts_span_eq_nocase(name, ts_str(location_field)));
}

/* A type without its second half says nothing, but for "text": then it is as if none were given (RFC 2045, 5.2). */
static void take_type(ts_mime_head *h, ts_span value) {
    parameter p[PARAMETERS];
    ts_span rest = skip_blank(value, "");
    h->type = take_token(&rest);
    rest = skip_blank(rest, "");
    if (rest.len && rest.ptr[0] == '/')
        rest = skip_blank(ts_slice(rest, 1, SIZE_MAX), "");
    else if (!h->type.len || ts_mime_is(h, "text", NULL))
        h->type = ts_str("text");
    h->subtype = take_token(&rest);
    if (!h->subtype.len)
        h->subtype = ts_str(ts_mime_is(h, "text", NULL) ? "plain" : "octet-stream");
    size_t n = parameters(rest, p, &h->memory);
    h->charset = value_of(p, n, "charset", &h->memory);
    h->name = value_of(p, n, "name", &h->memory);
    h->smime = value_of(p, n, "smime-type", &h->memory);
    h->boundary = value_of(p, n, "boundary", &h->memory);
    const parameter *boundary = find(p, n, "boundary");
    if (boundary) { /* bytes, not words */
        h->boundary = boundary->value;
        while (h->boundary.len && ts_is_space(h->boundary.ptr[h->boundary.len - 1]))
            h->boundary.len--;
    }
    h->multipart = ts_mime_is(h, "multipart", NULL) && (boundary || h->boundary.len);
}

static void take_disposition(ts_mime_head *h, ts_span value) {
    parameter p[PARAMETERS];
    ts_span rest = skip_blank(value, ""), whole = rest, word = take_token(&rest), after = skip_blank(rest, "");
    if (after.len && after.ptr[0] == '=') /* a name without the word before it */
        rest = whole;
    h->attachment = ts_span_eq_nocase(word, ts_str("attachment"));
    h->file = value_of(p, parameters(rest, p, &h->memory), "filename", &h->memory);
}

/* The end of the address, or all of one that has no folders; lines were folded anywhere in it (RFC 2557, 4.4). */
static void take_location(ts_mime_head *h, ts_span value) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0}, bare = {0};
    for (size_t i = 0; i < value.len; i++)
        if (!ts_is_space(value.ptr[i]))
            ts_buf_add_char(&bare, value.ptr[i]);
    ts_mime_words(ts_buf_span(&bare), &text);
    const char *slash = text.len ? memrchr(text.ptr, '/', text.len) : NULL;
    h->location =
        ts_arena_copy(&h->memory, ts_slice(ts_buf_span(&text), slash ? (size_t)(slash + 1 - text.ptr) : 0, SIZE_MAX));
}

static void take_coding(ts_mime_head *h, ts_span value) {
    static const struct {
        const char *name;
        ts_mime_coding coding;
    } rows[] = {{"base64", TS_MIME_BASE64}, {"quoted-printable", TS_MIME_QUOTED},
                {"x-uuencode", TS_MIME_UU}, {"uuencode", TS_MIME_UU},
                {"x-uue", TS_MIME_UU},      {"uue", TS_MIME_UU}};
    ts_span rest = skip_blank(value, "\";"), word = take_token(&rest);
    h->coding = TS_MIME_PLAIN;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ts_span_eq_nocase(word, ts_str(rows[i].name)))
            h->coding = rows[i].coding;
}

void ts_mime_head_field(ts_mime_head *h, ts_span name, ts_span value) {
    if (h->fields++ >= TS_MIME_FIELDS)
        return;
    TS_AUTO(ts_buf, ts_buf_done) words = {0};
    value = ts_slice(value, 0, TS_MIME_FIELD);
    if (ts_span_starts(value, ts_str("=?"))) { /* a program that encodes whatever is not ASCII, all of it */
        ts_mime_words(value, &words);
        value = ts_buf_span(&words);
    }
    value = ts_arena_copy(&h->memory, value); /* names of types point into it */
    if (ts_span_eq_nocase(name, ts_str(type_field)))
        take_type(h, value);
    else if (ts_span_eq_nocase(name, ts_str(disposition_field)))
        take_disposition(h, value);
    else if (ts_span_eq_nocase(name, ts_str(coding_field)))
        take_coding(h, value);
    else if (ts_span_eq_nocase(name, ts_str(location_field)))
        take_location(h, value);
}
