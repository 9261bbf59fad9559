/* mail.c - reads Internet mail (RFC 5322, MIME) and web pages saved as one file (RFC 2557).
 *
 * Headers and plain bodies come as text; HTML bodies, attached files and attached mails become children.  The parts come
 * from the walk (mime.h) as their bytes do: none is held.
 */
#include "extract/extractor.h"
#include "extract/letters.h"
#include "extract/mail_head.h"
#include "extract/mime.h"
#include "extract/uu_text.h"
#include "text/transfer.h"

#include <stdio.h>

enum { WINDOW = 64 * 1024, BEFORE = 8192 };

static const char after[] = "after the parts";

typedef enum where { NOWHERE, TEXT, AROUND, CHILD } where;

typedef struct reading {
    ts_source *in;
    ts_sink *out;
    bool in_headers; /* what is emitted stands in that part */
    uint64_t bodies, pages, attached, encrypted; /* counted for names */
    bool too_many;
    /* of what is open: */
    where place;
    bool body; /* a text to be read here, with the files that stand in it */
    ts_reason reason; /* of a child, or of what is not read */
    const char *part; /* the name of text around parts, until it is emitted */
    uint64_t size; /* of a child so far */
    ts_mime_coding coding;
    ts_base64 base64;
    ts_letters letters;
    bool lettered; /* the child is text that becomes UTF-8 */
    bool padded; /* base64 has ended, and what follows may be no more of it */
    bool uu_ended;
    ts_buf coded, bytes; /* not decoded yet; decoded */
    uint64_t lost; /* bytes that could not be decoded, or of too many of the following */
    ts_buf footer; /* lines behind base64 that are none: what programs on the way add to a mail */
    ts_buf pending, text; /* not converted yet; converted */
    ts_uu_text uu; /* files that stand in the text */
    ts_buf lines; /* of which nothing can be said yet */
} reading;

/* ---- bytes on their way out ---- */

static ts_err out_bytes(reading *r, ts_span bytes) {
    if (r->place == TEXT || r->place == AROUND)
        return ts_emit_text(r->out, bytes, TS_NO_OFFSET);
    r->size += bytes.len;
    if (r->size > TS_LIMIT_MEMBER)
        r->reason = TS_REASON_TOO_LARGE;
    return r->reason == TS_READ ? ts_emit_child_data(r->out, bytes) : TS_OK;
}

static ts_err begin_child(reading *r, ts_span stored, const char *base, uint64_t number, const char *ending) {
    char name[64];
    ts_child child = {.name = ts_slice(stored, 0, TS_LIMIT_NAME), .size = UINT64_MAX};
    if (!child.name.len) {
        if (number > 1)
            snprintf(name, sizeof name, "%s%u%s", base, (unsigned)number, ending);
        else
            snprintf(name, sizeof name, "%s%s", base, ending);
        child.name = ts_str(name);
    }
    r->place = CHILD;
    return ts_emit_child_begin(r->out, &child);
}

/* Text in its set: a window at once, since the first one shows what the rest is. */
static ts_err out_letters(reading *r, ts_span bytes, bool last) {
    ts_buf_add(&r->pending, bytes);
    if (r->pending.len < WINDOW && !last)
        return TS_OK;
    size_t used = ts_letters_add(&r->letters, ts_buf_span(&r->pending), last, &r->text);
    memmove(r->pending.ptr, r->pending.ptr + used, r->pending.len - used);
    r->pending.len -= used;
    ts_err err = out_bytes(r, ts_buf_span(&r->text));
    ts_buf_clear(&r->text);
    return err;
}

/* Text around parts: readers hide it, so somebody may hide there.  Without white space at both ends, unless it is endless. */
static ts_err out_around(reading *r, ts_span bytes) {
    size_t begin = 0, end = bytes.len;
    while (r->part && begin < end && (ts_is_space(bytes.ptr[begin]) || !bytes.ptr[begin]))
        begin++;
    while (end > begin && (ts_is_space(bytes.ptr[end - 1]) || !bytes.ptr[end - 1]))
        end--;
    if (end > begin) {
        if (r->part)
            TS_TRY(ts_emit_part(r->out, ts_str(r->part)));
        r->part = NULL;
        r->in_headers = false;
        TS_TRY(out_bytes(r, ts_buf_span(&r->pending)));
        ts_buf_clear(&r->pending);
        TS_TRY(out_bytes(r, ts_slice(bytes, begin, end - begin)));
    }
    if (r->part)
        return TS_OK;
    ts_buf_add(&r->pending, ts_slice(bytes, end, SIZE_MAX));
    if (r->pending.len < WINDOW)
        return TS_OK;
    ts_err err = out_bytes(r, ts_buf_span(&r->pending));
    ts_buf_clear(&r->pending);
    return err;
}

static ts_err end_file(reading *r, ts_reason reason) {
    r->place = TEXT;
    reason = r->reason == TS_READ ? reason : r->reason;
    r->reason = TS_READ;
    return ts_emit_child_end(r->out, reason, r->uu.stored);
}

/* A piece of a text, or of a file in it. */
static ts_err out_piece(reading *r, ts_uu_event event, ts_span piece) {
    switch (event) {
    case TS_UU_BEGIN:
        TS_TRY(out_letters(r, (ts_span){"", 0}, true));
        r->size = 0;
        return begin_child(r, piece, "", 0, "");
    case TS_UU_DATA:
        return out_bytes(r, piece);
    case TS_UU_END:
        return end_file(r, TS_READ);
    case TS_UU_BROKEN:
        return end_file(r, TS_REASON_TRUNCATED);
    default:
        return out_letters(r, piece, false);
    }
}

static ts_err out_lines(reading *r, ts_span bytes, bool last) {
    bool joined = r->lines.len > 0;
    if (joined)
        ts_buf_add(&r->lines, bytes);
    ts_span s = joined ? ts_buf_span(&r->lines) : bytes, piece;
    ts_uu_event event;
    while ((event = ts_uu_next(&r->uu, &s, last, &piece)) != TS_UU_MORE)
        TS_TRY(out_piece(r, event, piece));
    if (joined)
        memmove(r->lines.ptr, s.ptr, s.len);
    else
        ts_buf_add(&r->lines, s);
    r->lines.len = s.len;
    return last ? out_letters(r, (ts_span){"", 0}, true) : TS_OK;
}

static ts_err out_decoded(reading *r, ts_span bytes, bool last) {
    if (r->body)
        return out_lines(r, bytes, last);
    if (r->lettered)
        return out_letters(r, bytes, last);
    return bytes.len ? out_bytes(r, bytes) : TS_OK;
}

/* ---- what is written in letters for the transfer ---- */

/* The next whole line of what is not decoded yet, without its end; *at moves behind it.  The last may lack its end. */
static bool next_line(const reading *r, bool last, size_t *at, ts_span *line) {
    ts_span rest = ts_slice(ts_buf_span(&r->coded), *at, SIZE_MAX);
    const char *end = rest.len ? memchr(rest.ptr, '\n', rest.len) : NULL;
    if (!rest.len || (!end && !last && rest.len < WINDOW))
        return false;
    *line = ts_slice(rest, 0, end ? (size_t)(end - rest.ptr) : rest.len);
    *at += line->len + (end != NULL);
    if (line->len && line->ptr[line->len - 1] == '\r')
        line->len--;
    return true;
}

static void drop_coded(reading *r, size_t n) {
    memmove(r->coded.ptr, r->coded.ptr + n, r->coded.len - n);
    r->coded.len -= n;
}

static bool is_base64(ts_span line) {
    for (size_t i = 0; i < line.len; i++)
        if (!ts_is_alnum(line.ptr[i]) && line.ptr[i] != '+' && line.ptr[i] != '/' && line.ptr[i] != '=')
            return false;
    return line.len % 4 == 0;
}

/* Up to its padding base64 may hold any noise; behind it whole lines of letters go on, since some join several texts, and
 * others are words that somebody added. */
static void decode_base64(reading *r, ts_span bytes, bool last) {
    if (!r->padded) {
        const char *pad = bytes.len ? memchr(bytes.ptr, '=', bytes.len) : NULL;
        size_t n = pad ? (size_t)(pad + 1 - bytes.ptr) : bytes.len;
        ts_base64_add(&r->base64, ts_slice(bytes, 0, n), &r->bytes);
        while (pad && n < bytes.len && bytes.ptr[n] == '=')
            n++;
        r->padded = pad != NULL;
        bytes = ts_slice(bytes, n, SIZE_MAX);
    }
    ts_buf_add(&r->coded, bytes);
    size_t at = 0;
    ts_span line;
    while (next_line(r, last, &at, &line)) {
        while (line.len && line.ptr[0] == '=') /* of the padding */
            line = ts_slice(line, 1, SIZE_MAX);
        ts_buf *to = r->body ? &r->bytes : &r->footer;
        if (is_base64(line)) {
            ts_base64_add(&r->base64, line, &r->bytes);
        } else if (to == &r->footer && to->len > WINDOW) {
            r->lost += line.len;
        } else {
            ts_buf_add(to, line);
            ts_buf_add_char(to, '\n');
        }
    }
    drop_coded(r, at);
    if (last)
        ts_base64_end(&r->base64, &r->bytes);
}

/* Whole lines of uuencode between "begin" and "end"; what stands around them is not the file's. */
static void decode_uu(reading *r, bool last) {
    size_t at = 0;
    ts_span line;
    while (next_line(r, last, &at, &line)) {
        if (ts_uu_begin(line).len)
            r->uu_ended = false;
        else if (ts_span_eq(line, ts_str("end")))
            r->uu_ended = true;
        else if (!r->uu_ended && !ts_uu_line(line, &r->bytes))
            r->lost += line.len;
    }
    drop_coded(r, at);
}

static void decode_quoted(reading *r, ts_span bytes, bool last) {
    bool joined = r->coded.len > 0; /* what was left before goes on here */
    if (joined)
        ts_buf_add(&r->coded, bytes);
    ts_span s = joined ? ts_buf_span(&r->coded) : bytes;
    size_t used = s.len;
    if (last)
        ts_quoted_printable_decode(s, &r->bytes);
    else
        used = ts_quoted_printable_add(s, &r->bytes);
    if (joined)
        memmove(r->coded.ptr, s.ptr + used, s.len - used);
    else
        ts_buf_add(&r->coded, ts_slice(s, used, SIZE_MAX));
    r->coded.len = s.len - used;
}

static ts_err decode(reading *r, ts_span bytes, bool last) {
    if (r->coding == TS_MIME_PLAIN)
        return out_decoded(r, bytes, last);
    if (r->coding == TS_MIME_BASE64) {
        decode_base64(r, bytes, last);
    } else if (r->coding == TS_MIME_QUOTED) {
        decode_quoted(r, bytes, last);
    } else {
        ts_buf_add(&r->coded, bytes);
        decode_uu(r, last);
    }
    ts_err err = out_decoded(r, ts_buf_span(&r->bytes), last);
    ts_buf_clear(&r->bytes);
    return err;
}

/* ---- parts ---- */

static ts_err begin_text(reading *r, const ts_mime_head *h) {
    char name[32] = "body";
    if (++r->bodies > 1)
        snprintf(name, sizeof name, "body%u", (unsigned)r->bodies);
    r->place = TEXT;
    r->body = true;
    r->in_headers = false;
    ts_letters_begin(&r->letters, h->charset);
    return ts_emit_part(r->out, ts_str(name));
}

/* S/MIME that is not only signed (RFC 8551, 3.2). */
static bool is_closed(const ts_mime_head *h) {
    return (ts_mime_is(h, "application", "pkcs7-mime") || ts_mime_is(h, "application", "x-pkcs7-mime")) &&
           !ts_span_eq_nocase(h->smime, ts_str("signed-data"));
}

static bool is_message(const ts_mime_head *h) {
    return ts_mime_is(h, "message", "rfc822") || ts_mime_is(h, "message", "global") || ts_mime_is(h, "message", "news");
}

static ts_err begin_leaf(reading *r, const ts_mime_head *h, bool closed) {
    ts_span file = h->file.len ? h->file : h->name;
    bool attached = h->attachment || file.len;
    r->coding = h->coding;
    if (closed || is_closed(h)) {
        r->reason = TS_REASON_ENCRYPTED;
        return begin_child(r, file, "encrypted", ++r->encrypted, "");
    }
    if (is_message(h))
        return begin_child(r, file, "message", ++r->attached, ".eml");
    if (!attached && (ts_mime_is(h, "text", "plain") || ts_mime_is(h, "text", "enriched")))
        return begin_text(r, h);
    if (attached || !ts_mime_is(h, "text", "html")) /* of a saved page what it was called there */
        return begin_child(r, file.len ? file : h->location, "attachment", ++r->attached, "");
    ts_letters_begin(&r->letters, h->charset); /* what shows in the bytes, the reader of pages sees too */
    r->lettered = r->letters.way != TS_LETTERS_SHOWN;
    return begin_child(r, (ts_span){"", 0}, "body", ++r->pages, ".html");
}

static ts_err on_begin(void *context, ts_mime_kind kind, const ts_mime_head *h, bool closed) {
    reading *r = context;
    r->place = NOWHERE;
    r->body = false;
    r->reason = TS_READ;
    r->size = 0;
    r->coding = TS_MIME_PLAIN;
    r->base64 = (ts_base64){.mail = true};
    r->lettered = false;
    r->uu_ended = true;
    r->padded = false;
    r->lost = 0;
    r->part = NULL;
    ts_buf_clear(&r->footer);
    ts_buf_clear(&r->lines);
    r->uu.in_file = r->uu.amid_line = false;
    ts_buf_clear(&r->coded);
    ts_buf_clear(&r->pending);
    if (kind == TS_MIME_PART)
        return begin_leaf(r, h, closed);
    if (kind == TS_MIME_BEFORE || kind == TS_MIME_AFTER) {
        r->place = AROUND;
        r->part = kind == TS_MIME_BEFORE ? "before the parts" : after;
    } else {
        r->reason = kind == TS_MIME_TOO_DEEP ? TS_REASON_TOO_DEEP : TS_REASON_TOO_LARGE;
        r->too_many |= kind == TS_MIME_TOO_MANY;
    }
    return TS_OK;
}

static ts_err on_data(void *context, ts_span bytes) {
    reading *r = context;
    if (r->place == NOWHERE || (r->reason != TS_READ && !r->body))
        return TS_OK;
    return r->place == AROUND ? out_around(r, bytes) : decode(r, bytes, false);
}

static ts_err on_end(void *context, uint64_t stored) {
    reading *r = context;
    if (r->place == NOWHERE)
        return stored ? ts_emit_unread(r->out, r->reason, stored) : TS_OK;
    if (r->place != AROUND && (r->reason == TS_READ || r->body))
        TS_TRY(decode(r, (ts_span){"", 0}, true));
    if (r->in->error && r->reason == TS_READ)
        r->reason = ts_reason_of(r->in->error);
    if (r->place == CHILD)
        TS_TRY(ts_emit_child_end(r->out, r->reason, stored - r->lost)); /* which are bytes of it, as stored */
    if (r->lost)
        TS_TRY(ts_emit_unread(r->out, TS_REASON_CORRUPT, r->lost));
    if (!ts_trim(ts_buf_span(&r->footer)).len)
        return TS_OK;
    r->in_headers = false;
    TS_TRY(ts_emit_part(r->out, ts_str(after)));
    return ts_emit_text(r->out, ts_buf_span(&r->footer), TS_NO_OFFSET);
}

/* ---- headers ---- */

/* Headers that can hold a person's name or address; the others are the machines' own. */
static bool wanted(ts_span name) {
    static const char *const names[] = {
        "from",        "to",        "cc",           "bcc",         "subject",       "date",         "reply-to",
        "message-id",  "sender",    "delivered-to", "return-path", "x-original-to", "comments",     "keywords",
        "resent-from", "resent-to", "resent-cc",    "in-reply-to", "references",    "thread-topic",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (ts_span_eq_nocase(name, ts_str(names[i])))
            return true;
    return false;
}

/* A line that is no field stays as it is: it may be a body whose empty line is missing. */
static ts_err on_field(void *context, ts_span name, ts_span value, uint64_t cut) {
    reading *r = context;
    if (name.len && !wanted(name))
        return TS_OK;
    ts_buf_clear(&r->text);
    if (!r->in_headers)
        TS_TRY(ts_emit_part(r->out, ts_str("headers")));
    r->in_headers = true;
    if (name.len) {
        ts_buf_add(&r->text, name);
        ts_buf_add_str(&r->text, ": ");
    }
    ts_mime_words(value, &r->text);
    ts_buf_add_char(&r->text, '\n');
    ts_err err = ts_emit_text(r->out, ts_buf_span(&r->text), TS_NO_OFFSET);
    ts_buf_clear(&r->text);
    return err || !cut ? err : ts_emit_unread(r->out, TS_REASON_TOO_LARGE, cut);
}

/* ---- the mail ---- */

static ts_err run(ts_source *in, ts_sink *out) {
    reading r = {.in = in, .out = out};
    const ts_mime_to to = {&r, on_field, on_begin, on_data, on_end};
    bool truncated = false;
    ts_skip_bytes(in, ts_mail_begins(ts_peek(in, BEFORE)));
    ts_err err = ts_mime_walk(in, &to, &truncated);
    if (!err && r.too_many)
        err = ts_emit_note(out, "more than %d parts; the rest was not read", TS_LIMIT_MAIL_PARTS);
    if (!err && truncated)
        err = ts_emit_note(out, "the mail ends before its last part does");
    ts_buf_wipe(&r.coded);
    ts_buf_wipe(&r.bytes);
    ts_buf_wipe(&r.footer);
    ts_buf_wipe(&r.lines);
    ts_uu_done(&r.uu);
    ts_buf_wipe(&r.pending);
    ts_buf_wipe(&r.text);
    return err;
}

const ts_extractor ts_extractor_mail = {
    .name = "mail", .version = 2, .needs = TS_STREAM, .bid = ts_mail_bid, .run = run};
