/* mail.c - reads Internet mail (RFC 5322, MIME): the door to gmime.
 *
 * Headers and plain bodies come as text; HTML bodies, attached files and attached mails become
 * children.  gmime sees the evidence through a stream of ours, so a mail is never held in memory.
 */
#include "extract/libs.h"
#include "text/encoding.h"

#include <errno.h>
#include <gmime/gmime.h>

ts_err ts_mail_run(ts_source *in, ts_sink *out);

enum { WINDOW = 64 * 1024, CONVERTED = 4 * WINDOW, BEFORE = 8192 };

typedef struct reading {
    ts_source *in;
    ts_sink *out;
    uint64_t window_at; /* what of the source stands in the window */
    size_t window_len;
    ts_buf window;
    uint64_t parts, bodies, pages, attached; /* counted for limits and for names */
    uint64_t encrypted;
    bool truncated;
    ts_err failed; /* of reading the source */
} reading;

/* ---- the source as a stream of gmime ---- */

typedef struct evidence {
    GMimeStream parent;
    reading *r;
} evidence;
typedef evidence Evidence; /* the names that G_DEFINE_TYPE wants */
typedef GMimeStreamClass EvidenceClass;
static GType evidence_get_type(void);
G_DEFINE_TYPE(Evidence, evidence, g_mime_stream_get_type())

static gint64 evidence_end(const GMimeStream *s) {
    return s->bound_end != -1 ? s->bound_end : (gint64)((const evidence *)s)->r->in->size;
}

static ssize_t evidence_read(GMimeStream *s, char *out, size_t len) {
    reading *r = ((evidence *)s)->r;
    gint64 end = evidence_end(s);
    if (s->position >= end)
        return 0;
    uint64_t at = (uint64_t)s->position;
    if (len > (uint64_t)end - at)
        len = (size_t)((uint64_t)end - at);
    if (at < r->window_at || at >= r->window_at + r->window_len) {
        uint64_t left = r->in->size - at;
        r->window_at = at;
        r->window_len = left < WINDOW ? (size_t)left : WINDOW;
        ts_buf_reserve(&r->window, WINDOW);
        ts_err err = ts_source_read_at(r->in, at, r->window.ptr, r->window_len);
        if (err != TS_OK) {
            r->failed = err;
            r->window_len = 0;
            return -1;
        }
    }
    ts_span got = ts_slice(ts_span_of(r->window.ptr, r->window_len), (size_t)(at - r->window_at), len);
    memcpy(out, got.ptr, got.len);
    s->position += (gint64)got.len;
    return (ssize_t)got.len;
}

static ssize_t evidence_write(GMimeStream *s, const char *bytes, size_t len) {
    (void)s, (void)bytes, (void)len;
    return -1;
}
static int evidence_flush(GMimeStream *s) { return (void)s, 0; }
static int evidence_close(GMimeStream *s) { return (void)s, 0; }
static gboolean evidence_eos(GMimeStream *s) { return s->position >= evidence_end(s); }
static int evidence_reset(GMimeStream *s) { return s->position = s->bound_start, 0; }
static gint64 evidence_tell(GMimeStream *s) { return s->position; }
static gint64 evidence_length(GMimeStream *s) { return evidence_end(s) - s->bound_start; }

static gint64 evidence_seek(GMimeStream *s, gint64 offset, GMimeSeekWhence whence) {
    gint64 from = whence == GMIME_STREAM_SEEK_SET ? 0 : whence == GMIME_STREAM_SEEK_CUR ? s->position : evidence_end(s);
    gint64 to;
    if (__builtin_add_overflow(from, offset, &to) || to < s->bound_start || to > evidence_end(s))
        return -1;
    return s->position = to;
}

static GMimeStream *evidence_new(reading *r, gint64 start, gint64 end) {
    evidence *e = g_object_new(evidence_get_type(), NULL);
    e->r = r;
    g_mime_stream_construct(&e->parent, start, end);
    return &e->parent;
}

static GMimeStream *evidence_substream(GMimeStream *s, gint64 start, gint64 end) {
    return evidence_new(((evidence *)s)->r, start, end);
}

static void evidence_init(Evidence *e) { (void)e; }
static void evidence_class_init(EvidenceClass *c) {
    *c = (EvidenceClass){.parent_class = c->parent_class,
                         .read = evidence_read,
                         .write = evidence_write,
                         .flush = evidence_flush,
                         .close = evidence_close,
                         .eos = evidence_eos,
                         .reset = evidence_reset,
                         .seek = evidence_seek,
                         .tell = evidence_tell,
                         .length = evidence_length,
                         .substream = evidence_substream};
}

/* ---- what gmime decodes, on its way out ---- */

/* A stream that is written to: a child's bytes, or text of any charset turned into UTF-8. */
typedef struct outlet {
    GMimeStream parent;
    reading *r;
    bool child; /* bytes of a child, else text of the current part */
    bool guess; /* the charset is one that shows in the bytes themselves */
    ts_charset charset; /* of those, once guessed */
    bool guessed;
    GIConv converter; /* for any other charset; (GIConv)-1 none */
    ts_buf pending, text;
    uint64_t size;
    ts_reason reason;
    ts_err err;
} outlet;
typedef outlet Outlet;
typedef GMimeStreamClass OutletClass;
static GType outlet_get_type(void);
G_DEFINE_TYPE(Outlet, outlet, g_mime_stream_get_type())

/* Appends pending as UTF-8 by the C library's converter; what it cannot read becomes U+FFFD. */
static size_t convert_pending(outlet *o, bool last) {
    char *in = o->pending.ptr;
    size_t left = o->pending.len;
    while (left > 0) {
        ts_buf_reserve(&o->text, CONVERTED);
        char *to = o->text.ptr + o->text.len;
        size_t room = CONVERTED, before = left;
        size_t code = g_iconv(o->converter, &in, &left, &to, &room);
        int why = errno;
        o->text.len = (size_t)(to - o->text.ptr);
        if (code != (size_t)-1)
            break;
        if (why == EINVAL && !last) /* a cut character: its rest comes later */
            break;
        if (why == E2BIG && before != left)
            continue;
        ts_buf_add_utf8(&o->text, 0xFFFD);
        in++, left--;
    }
    return o->pending.len - left;
}

static size_t decode_pending(outlet *o, bool last) {
    size_t used = 0, bom = 0;
    if (o->converter != (GIConv)-1)
        return convert_pending(o, last);
    if (!o->guessed) {
        o->charset = ts_charset_guess(ts_buf_span(&o->pending), &bom);
        if (o->charset == TS_BINARY)
            o->charset = TS_WINDOWS_1252;
        o->guessed = true;
    }
    ts_span rest = ts_slice(ts_buf_span(&o->pending), bom, SIZE_MAX);
    ts_to_utf8(o->charset, rest, last, &o->text, &used);
    return bom + used;
}

static void outlet_drain(outlet *o, bool last) {
    if (o->err != TS_OK || o->reason != TS_READ || (o->pending.len == 0 && !last))
        return;
    if (o->child && !o->guess && o->converter == (GIConv)-1) {
        o->err = ts_emit_child_data(o->r->out, ts_buf_span(&o->pending));
        ts_buf_clear(&o->pending);
        return;
    }
    size_t used = o->pending.len > 0 ? decode_pending(o, last) : 0;
    if (used == 0)
        return;
    memmove(o->pending.ptr, o->pending.ptr + used, o->pending.len - used);
    o->pending.len -= used;
    if (o->text.len > 0)
        o->err = o->child ? ts_emit_child_data(o->r->out, ts_buf_span(&o->text))
                          : ts_emit_text(o->r->out, ts_buf_span(&o->text), TS_NO_OFFSET);
    ts_buf_clear(&o->text);
}

static ssize_t outlet_write(GMimeStream *s, const char *bytes, size_t len) {
    outlet *o = (outlet *)s;
    o->size += len;
    s->position += (gint64)len;
    if (o->child && o->size > TS_LIMIT_MEMBER)
        o->reason = TS_REASON_TOO_LARGE;
    if (o->err != TS_OK || o->reason != TS_READ)
        return -1;
    ts_buf_add(&o->pending, ts_span_of(bytes, len));
    if (o->pending.len >= WINDOW)
        outlet_drain(o, false);
    return o->err == TS_OK ? (ssize_t)len : -1;
}

static ssize_t outlet_read(GMimeStream *s, char *out, size_t len) {
    (void)s, (void)out, (void)len;
    return -1;
}
static int outlet_ok(GMimeStream *s) { return (void)s, 0; }
static gboolean outlet_eos(GMimeStream *s) { return (void)s, FALSE; }
static gint64 outlet_place(GMimeStream *s) { return s->position; }
static gint64 outlet_seek(GMimeStream *s, gint64 offset, GMimeSeekWhence whence) {
    (void)s, (void)offset, (void)whence;
    return -1;
}
static GMimeStream *outlet_substream(GMimeStream *s, gint64 start, gint64 end) {
    (void)s, (void)start, (void)end;
    return NULL;
}
static void outlet_init(Outlet *o) { o->converter = (GIConv)-1; }
static void outlet_class_init(OutletClass *c) {
    *c = (OutletClass){.parent_class = c->parent_class,
                       .read = outlet_read,
                       .write = outlet_write,
                       .flush = outlet_ok,
                       .close = outlet_ok,
                       .eos = outlet_eos,
                       .reset = outlet_ok,
                       .seek = outlet_seek,
                       .tell = outlet_place,
                       .length = outlet_place,
                       .substream = outlet_substream};
}

static outlet *outlet_new(reading *r, bool child) {
    outlet *o = g_object_new(outlet_get_type(), NULL);
    g_mime_stream_construct(&o->parent, 0, -1);
    o->r = r;
    o->child = child;
    return o;
}

/* Sends the rest; gives the error of the consumer or of the source, and why it broke off. */
static ts_err outlet_end(outlet *o, ts_reason *reason) {
    outlet_drain(o, true);
    ts_err err = o->err != TS_OK ? o->err : o->r->failed;
    *reason = o->reason;
    if (o->converter != (GIConv)-1)
        g_iconv_close(o->converter);
    ts_buf_done(&o->pending);
    ts_buf_done(&o->text);
    g_object_unref(o);
    return err;
}

/* Charsets that our own decoding tells from the bytes; a wrong label (UTF-8 sent as Latin-1, and
 * the reverse) is commoner than a right one that the bytes contradict. */
static bool shows_itself(const char *charset) {
    static const char *const names[] = {"utf-8",     "utf8",   "us-ascii",     "ascii",  "iso-8859-1",
                                        "iso8859-1", "latin1", "windows-1252", "cp1252", "unknown-8bit"};
    for (size_t i = 0; charset != NULL && i < sizeof names / sizeof names[0]; i++)
        if (ts_span_eq_nocase(ts_str(charset), ts_str(names[i])))
            return true;
    return charset == NULL;
}

/* ---- headers ---- */

/* Headers that can hold a person's name or address; the others are the machines' own. */
static bool wanted(const char *name) {
    static const char *const names[] = {
        "from",        "to",        "cc",           "bcc",         "subject",       "date",         "reply-to",
        "message-id",  "sender",    "delivered-to", "return-path", "x-original-to", "comments",     "keywords",
        "resent-from", "resent-to", "resent-cc",    "in-reply-to", "references",    "thread-topic",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (ts_span_eq_nocase(ts_str(name), ts_str(names[i])))
            return true;
    return false;
}

static ts_err emit_headers(reading *r, GMimeMessage *message) {
    GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(message));
    TS_TRY(ts_emit_part(r->out, ts_str("headers")));
    int n = g_mime_header_list_get_count(list);
    for (int i = 0; i < n; i++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(list, i);
        const char *name = g_mime_header_get_name(header);
        if (name == NULL || !wanted(name))
            continue;
        ts_span value = ts_trim(ts_str(g_mime_header_get_value(header)));
        TS_TRY(ts_emit_text(r->out, ts_str(name), TS_NO_OFFSET));
        TS_TRY(ts_emit_text(r->out, ts_str(": "), TS_NO_OFFSET));
        TS_TRY(ts_emit_text(r->out, value, TS_NO_OFFSET));
        TS_TRY(ts_emit_text(r->out, ts_str("\n"), TS_NO_OFFSET));
    }
    return TS_OK;
}

/* ---- parts ---- */

static uint64_t stored_size(GMimePart *part) {
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GMimeStream *stream = content == NULL ? NULL : g_mime_data_wrapper_get_stream(content);
    gint64 len = stream == NULL ? 0 : g_mime_stream_length(stream);
    return len > 0 ? (uint64_t)len : 0;
}

/* Stored bytes of a part and all below it. gmime itself nests no deeper than 1,024. */
static uint64_t tree_size(GMimeObject *object) {
    uint64_t sum = 0;
    if (GMIME_IS_MULTIPART(object)) {
        int n = g_mime_multipart_get_count(GMIME_MULTIPART(object));
        for (int i = 0; i < n; i++)
            sum += tree_size(g_mime_multipart_get_part(GMIME_MULTIPART(object), i));
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        GMimeObject *body = message == NULL ? NULL : g_mime_message_get_mime_part(message);
        sum = body == NULL ? 0 : tree_size(body);
    } else if (GMIME_IS_PART(object)) {
        sum = stored_size(GMIME_PART(object));
    }
    return sum;
}

static ts_err name_part(reading *r, const char *base, uint64_t number) {
    char name[32];
    g_snprintf(name, sizeof name, number > 1 ? "%s%u" : "%s", base, (unsigned)number);
    return ts_emit_part(r->out, ts_str(name));
}

static ts_err begin_child(reading *r, const char *stored, const char *base, uint64_t number, const char *ending) {
    char name[64];
    ts_child child = {.name = ts_slice(ts_str(stored), 0, TS_LIMIT_NAME), .size = UINT64_MAX};
    if (child.name.len == 0) {
        if (number > 1)
            g_snprintf(name, sizeof name, "%s%u%s", base, (unsigned)number, ending);
        else
            g_snprintf(name, sizeof name, "%s%s", base, ending);
        child.name = ts_str(name);
    }
    return ts_emit_child_begin(r->out, &child);
}

/* Opens the converter of a charset that does not show in the bytes; unknown ones are guessed. */
static void set_charset(outlet *o, const char *charset, bool always) {
    if (!shows_itself(charset))
        o->converter = g_iconv_open("UTF-8", g_mime_charset_iconv_name(charset));
    o->guess = always && o->converter == (GIConv)-1;
}

static ts_err decode_into(GMimePart *part, outlet *o, ts_reason *reason) {
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    if (content != NULL)
        g_mime_data_wrapper_write_to_stream(content, &o->parent);
    return outlet_end(o, reason);
}

/* A body to read as text here. */
static ts_err emit_body(reading *r, GMimePart *part) {
    ts_reason reason;
    TS_TRY(name_part(r, "body", ++r->bodies));
    outlet *o = outlet_new(r, false);
    set_charset(o, g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset"), true);
    return decode_into(part, o, &reason);
}

/* What a part is called: as a file, or in a saved web page by the end of the address that it came from (RFC 2557). */
static const char *name_of(GMimePart *part) {
    const char *name = g_mime_part_get_filename(part), *from = g_mime_part_get_content_location(part);
    const char *slash = name == NULL && from != NULL ? strrchr(from, '/') : NULL;
    return slash != NULL && slash[1] != 0 ? slash + 1 : name;
}

/* A part's decoded bytes for another reader.  An HTML body in a charset that nobody could tell from
 * its bytes becomes UTF-8; an attached file stays as it was sent. */
static ts_err emit_file(reading *r, GMimePart *part, bool html_body) {
    const char *charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
    if (html_body)
        TS_TRY(begin_child(r, NULL, "body", ++r->pages, ".html"));
    else
        TS_TRY(begin_child(r, name_of(part), "attachment", ++r->attached, ""));
    outlet *o = outlet_new(r, true);
    if (html_body)
        set_charset(o, charset, false);
    ts_reason reason;
    TS_TRY(decode_into(part, o, &reason));
    return ts_emit_child_end(r->out, reason, stored_size(part));
}

/* Bytes that only the addressee's key opens (S/MIME, PGP). */
static ts_err emit_closed(reading *r, GMimePart *part) {
    r->encrypted++;
    TS_TRY(begin_child(r, g_mime_part_get_filename(part), "encrypted", r->encrypted, ""));
    return ts_emit_child_end(r->out, TS_REASON_ENCRYPTED, stored_size(part));
}

/* A mail within the mail: it is read as one of its own. */
static ts_err emit_message(reading *r, GMimeMessagePart *part) {
    GMimeMessage *message = g_mime_message_part_get_message(part);
    GMimeObject *object = GMIME_OBJECT(part);
    const char *name = g_mime_object_get_content_disposition_parameter(object, "filename");
    if (name == NULL)
        name = g_mime_object_get_content_type_parameter(object, "name");
    if (message == NULL)
        return TS_OK;
    TS_TRY(begin_child(r, name, "message", ++r->attached, ".eml"));
    outlet *o = outlet_new(r, true);
    g_mime_object_write_to_stream(GMIME_OBJECT(message), NULL, &o->parent);
    ts_reason reason;
    TS_TRY(outlet_end(o, &reason));
    return ts_emit_child_end(r->out, reason, tree_size(object));
}

static bool is_type(GMimeObject *object, const char *type, const char *subtype) {
    GMimeContentType *content = g_mime_object_get_content_type(object);
    return content != NULL && g_mime_content_type_is_type(content, type, subtype);
}

static bool is_closed(GMimeObject *object) {
    const char *smime = g_mime_object_get_content_type_parameter(object, "smime-type");
    return (is_type(object, "application", "pkcs7-mime") || is_type(object, "application", "x-pkcs7-mime")) &&
           (smime == NULL || g_ascii_strcasecmp(smime, "signed-data") != 0);
}

static ts_err emit_leaf(reading *r, GMimePart *part) {
    GMimeObject *object = GMIME_OBJECT(part);
    const char *disposition = g_mime_object_get_disposition(object);
    bool attached = g_mime_part_get_filename(part) != NULL ||
                    (disposition != NULL && g_ascii_strcasecmp(disposition, "attachment") == 0);
    if (is_closed(object))
        return emit_closed(r, part);
    if (!attached && is_type(object, "text", "html"))
        return emit_file(r, part, true);
    if (!attached && (is_type(object, "text", "plain") || is_type(object, "text", "enriched")))
        return emit_body(r, part);
    return emit_file(r, part, false);
}

/* Text before the first and after the last boundary: readers hide it, so somebody may hide there. */
static ts_err emit_around(reading *r, const char *name, const char *text) {
    ts_span trimmed = ts_trim(ts_str(text));
    if (trimmed.len == 0)
        return TS_OK;
    TS_TRY(ts_emit_part(r->out, ts_str(name)));
    return ts_emit_text(r->out, trimmed, TS_NO_OFFSET);
}

static ts_err walk(reading *r, GMimeObject *object, int depth) {
    if (object == NULL)
        return TS_OK;
    if (++r->parts > TS_LIMIT_MAIL_PARTS)
        return ts_emit_unread(r->out, TS_REASON_TOO_LARGE, tree_size(object));
    if (GMIME_IS_MESSAGE_PART(object))
        return emit_message(r, GMIME_MESSAGE_PART(object));
    if (GMIME_IS_PART(object))
        return emit_leaf(r, GMIME_PART(object));
    if (!GMIME_IS_MULTIPART(object))
        return TS_OK;
    if (depth >= TS_LIMIT_MAIL_DEPTH)
        return ts_emit_unread(r->out, TS_REASON_TOO_DEEP, tree_size(object));

    GMimeMultipart *multipart = GMIME_MULTIPART(object);
    bool closed = GMIME_IS_MULTIPART_ENCRYPTED(object);
    int n = g_mime_multipart_get_count(multipart);
    TS_TRY(emit_around(r, "before the parts", g_mime_multipart_get_prologue(multipart)));
    for (int i = 0; i < n; i++) {
        GMimeObject *part = g_mime_multipart_get_part(multipart, i);
        if (closed && i > 0 && GMIME_IS_PART(part)) /* the first part only says how (RFC 1847) */
            TS_TRY(emit_closed(r, GMIME_PART(part)));
        else
            TS_TRY(walk(r, part, depth + 1));
    }
    return emit_around(r, "after the parts", g_mime_multipart_get_epilogue(multipart));
}

/* ---- the mail ---- */

static void warned(gint64 offset, GMimeParserWarning code, const gchar *item, gpointer context) {
    (void)offset, (void)item;
    if (code == GMIME_WARN_TRUNCATED_MESSAGE)
        ((reading *)context)->truncated = true;
}

static ts_err read_message(reading *r, GMimeMessage *message) {
    TS_TRY(emit_headers(r, message));
    TS_TRY(walk(r, g_mime_message_get_mime_part(message), 0));
    if (r->parts > TS_LIMIT_MAIL_PARTS)
        TS_TRY(ts_emit_note(r->out, "more than %d parts; the rest was not read", TS_LIMIT_MAIL_PARTS));
    if (r->truncated)
        TS_TRY(ts_emit_note(r->out, "the mail ends before its last part does"));
    return r->failed;
}

ts_err ts_mail_run(ts_source *in, ts_sink *out) {
    if (in->size > INT64_MAX)
        return ts_fail(TS_EINTERNAL, "mail: needs a source of known size");
    reading *r = ts_alloc(sizeof *r);
    r->in = in;
    r->out = out;
    GMimeStream *stream = evidence_new(r, (gint64)ts_mail_begins(ts_peek(in, BEFORE)), (gint64)in->size);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeParserOptions *options = g_mime_parser_options_new();
    g_mime_parser_options_set_warning_callback(options, warned, r);
    GMimeMessage *message = g_mime_parser_construct_message(parser, options);
    ts_err err = r->failed;
    if (err == TS_OK)
        err = message == NULL ? ts_fail(TS_EFORMAT, "mail: no header could be read") : read_message(r, message);
    if (message != NULL)
        g_object_unref(message);
    g_mime_parser_options_free(options);
    g_object_unref(parser);
    g_object_unref(stream);
    ts_buf_done(&r->window);
    ts_free(r);
    return err;
}

/* A mail with what gmime loads late: charsets in headers and names, a date, nested parts. */
static const char sample[] = "From: =?iso-8859-2?Q?a?= <a@b.example>\r\n"
                             "To: b@b.example\r\n"
                             "Date: Tue, 24 Nov 2026 00:00:00 +0100\r\n"
                             "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
                             "--x\r\nContent-Type: text/plain; charset=koi8-r; name*=gb2312''a\r\n\r\nword\r\n"
                             "--x--\r\n";

void ts_mail_preload(void) {
    ts_charsets_preload();
    g_mime_init();
    /* glib looks for other names of a charset that nobody knows, in a file; mails name such every day. */
    GIConv none = g_iconv_open("UTF-8", "x-nobody-knows-it");
    if (none != (GIConv)-1)
        g_iconv_close(none);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(sample, sizeof sample - 1);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message != NULL) {
        g_mime_header_list_get_header_at(g_mime_object_get_header_list(GMIME_OBJECT(message)), 0);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    g_type_class_ref(evidence_get_type());
    g_type_class_ref(outlet_get_type());
}
