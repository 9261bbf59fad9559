/* msg.c - messages, contacts and appointments that Outlook saved (MS-OXMSG).
 *
 * A property is a stream whose name says its id and type, "__substg1.0_0037001F", or stands with others of fixed size in
 * "__properties_version1.0".  Recipients and attachments are storages.  Bodies other than plain text, attached files and
 * attached messages become children, as in Internet mail.
 */
#include "extract/mapi.h"
#include "extract/ole.h"
#include "text/codepage.h"
#include "text/encoding.h"

enum {
    BID = 90,
    PROPERTY = 16, /* tag, flags, value (2.4.2) */
    TOP_HEAD = 32, /* before the first, in the file's own message; 24 in an attached one, 8 elsewhere */
    ATTACHED_HEAD = 24,
    OTHER_HEAD = 8,
    PIECE = 16 * 1024,
    STRING = 64 * 1024, /* of a property that shows */
    LONGEST_NAME = 1024, /* bytes of the name of a property; Outlook allows 255 letters */
    NAMED = 8, /* bytes of an entry of the list of named properties (2.2.3.1.2) */
    SET = 16
};
#define TABLE (4 * TS_MIB) /* of properties; names of properties */

/* What the file says of properties from TS_MAPI_FIRST_NAMED on. */
typedef struct names {
    ts_buf sets, entries, strings;
    uint32_t *at; /* by id: the entry's number, from 1 */
} names;

typedef struct message {
    ts_ole *o;
    ts_sink *out;
    size_t top; /* the storage */
    names named;
    size_t names_storage;
    unsigned page, body_page;
    ts_mapi_fields f;
    size_t body, html, rtf, transport; /* entries; 0: none */
    bool body_wide, html_wide, transport_wide;
    unsigned attached, messages;
} message;

static int bid(const ts_head *head) { return ts_ole_kind_of_head(head) == TS_OLE_MSG ? BID : 0; }

/* ---- properties ---- */

/* "__substg1.0_0037001F", or of one of several values "__substg1.0_3A58101F-00000000". */
static bool is_property(ts_span name, uint16_t *id, uint16_t *type) {
    static const char begin[] = "__substg1.0_";
    unsigned char tag[4];
    size_t at = sizeof begin - 1;
    if (!ts_span_starts_nocase(name, ts_str(begin)) || !ts_unhex(ts_slice(name, at, 8), tag, sizeof tag))
        return false;
    *id = (uint16_t)(tag[0] << 8 | tag[1]);
    *type = (uint16_t)(tag[2] << 8 | tag[3]);
    bool one = name.len > at + 8 && name.ptr[at + 8] == '-';
    return !(*type & TS_MAPI_MANY) || one; /* without a dash it holds only the values' lengths */
}

/* The value of a property of fixed size in the table of `storage`, or 0. */
static uint32_t fixed(ts_span table, uint16_t wanted) {
    for (size_t at = 0; at + PROPERTY <= table.len; at += PROPERTY) {
        ts_cursor c = ts_cursor_over(ts_slice(table, at, PROPERTY));
        ts_skip(&c, 2);
        if (ts_read_u16le(&c) != wanted)
            continue;
        ts_skip(&c, 4);
        return ts_read_u32le(&c);
    }
    return 0;
}

static ts_err load_table(ts_ole *o, size_t storage, bool whole_message, ts_buf *out) {
    size_t e = ts_ole_find(o, storage, "__properties_version1.0");
    if (!e)
        return TS_OK;
    TS_TRY(ts_ole_load(o, e, TABLE, out));
    size_t head = !whole_message ? OTHER_HEAD : out->len % PROPERTY == 0 ? TOP_HEAD : ATTACHED_HEAD;
    head = head < out->len ? head : out->len;
    memmove(out->ptr, out->ptr + head, out->len - head);
    out->len -= head;
    return TS_OK;
}

static ts_err load_names(message *m) {
    names *n = &m->named;
    size_t storage = ts_ole_find(m->o, m->top, "__nameid_version1.0");
    m->names_storage = storage;
    if (!storage)
        return TS_OK;
    static const char *const streams[] = {"__substg1.0_00020102", "__substg1.0_00030102", "__substg1.0_00040102"};
    ts_buf *const to[] = {&n->sets, &n->entries, &n->strings};
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        size_t e = ts_ole_find(m->o, storage, streams[i]);
        if (e)
            TS_TRY(ts_ole_load(m->o, e, TABLE, to[i]));
    }
    n->at = ts_alloc_array(UINT16_MAX + 1, sizeof *n->at);
    for (size_t i = 0; i < n->entries.len / NAMED; i++) {
        ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(&n->entries), i * NAMED, NAMED));
        ts_skip(&c, 6);
        uint32_t id = TS_MAPI_FIRST_NAMED + (uint32_t)ts_read_u16le(&c);
        if (id <= UINT16_MAX)
            n->at[id] = (uint32_t)i + 1;
    }
    return TS_OK;
}

/* The name of the string at `at`: its bytes, counted before them (2.2.3.1.3). */
static void name_at(const names *n, uint32_t at, ts_buf *out) {
    ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(&n->strings), at, n->strings.len));
    size_t len = ts_read_u32le(&c), used;
    ts_span name = ts_read_span(&c, len);
    if (c.ok)
        ts_to_utf8(TS_UTF16LE, ts_slice(name, 0, LONGEST_NAME), true, out, &used);
}

static void put_named(message *m, uint16_t id, uint16_t type, ts_span raw) {
    const names *n = &m->named;
    if (!n->at || !n->at[id])
        return;
    enum { STRINGS = 3 }; /* sets before it are known and not listed */
    ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(&n->entries), (n->at[id] - 1) * NAMED, NAMED));
    uint32_t number = ts_read_u32le(&c);
    uint16_t kind = ts_read_u16le(&c);
    static const uint8_t no_set[SET];
    size_t set = kind >> 1;
    ts_span of = set < STRINGS ? ts_span_of(no_set, SET) : ts_slice(ts_buf_span(&n->sets), (set - STRINGS) * SET, SET);
    if (of.len < SET)
        return;
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    if (kind & 1)
        name_at(n, number, &name);
    if ((kind & 1) && !name.len)
        return;
    ts_mapi_put_named(&m->f, (const uint8_t *)of.ptr, number, ts_buf_span(&name), type, raw, m->page);
}

static void put(message *m, uint16_t id, uint16_t type, ts_span raw) {
    if (id >= TS_MAPI_FIRST_NAMED)
        put_named(m, id, type, raw);
    else
        ts_mapi_put(&m->f, id, type, raw, m->page);
}

static ts_err read_properties(message *m) {
    TS_AUTO(ts_buf, ts_buf_done) table = {0};
    TS_TRY(load_table(m->o, m->top, true, &table));
    m->page = fixed(ts_buf_span(&table), TS_MAPI_MESSAGE_PAGE);
    m->body_page = fixed(ts_buf_span(&table), TS_MAPI_BODY_PAGE);
    for (size_t at = 0; at + PROPERTY <= table.len; at += PROPERTY) {
        ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(&table), at, PROPERTY));
        uint16_t type = ts_read_u16le(&c), id = ts_read_u16le(&c);
        ts_skip(&c, 4);
        ts_span raw = ts_read_span(&c, 8);
        if (type != TS_MAPI_STRING8 && type != TS_MAPI_UNICODE && !(type & TS_MAPI_MANY)) /* these hold a length */
            put(m, id, type, raw);
    }
    for (size_t i = m->top + 1; i < m->o->entry[m->top].end; i = m->o->entry[i].end) {
        uint16_t id, type;
        if (m->o->entry[i].storage || !is_property(m->o->entry[i].name, &id, &type))
            continue;
        bool wide = type == TS_MAPI_UNICODE;
        if (id == TS_MAPI_BODY) {
            m->body = i, m->body_wide = wide;
        } else if (id == TS_MAPI_HTML) {
            m->html = i, m->html_wide = wide;
        } else if (id == TS_MAPI_RTF) {
            m->rtf = i;
        } else if (id == TS_MAPI_TRANSPORT_HEADERS) {
            m->transport = i, m->transport_wide = wide;
        } else if (type != TS_MAPI_BINARY) {
            TS_AUTO(ts_buf, ts_buf_wipe) raw = {0};
            TS_TRY(ts_ole_load(m->o, i, STRING, &raw));
            if (m->o->entry[i].there > STRING)
                TS_TRY(ts_emit_unread(m->out, TS_REASON_TOO_LARGE, m->o->entry[i].there - STRING));
            put(m, id, type, ts_buf_span(&raw));
        }
    }
    return TS_OK;
}

/* The first string of these properties that the storage has. */
static ts_err string_of(message *m, size_t storage, uint16_t wanted, ts_buf *out) {
    for (size_t i = storage + 1; !out->len && i < m->o->entry[storage].end; i = m->o->entry[i].end) {
        uint16_t id, type;
        if (m->o->entry[i].storage || !is_property(m->o->entry[i].name, &id, &type) || id != wanted)
            continue;
        TS_AUTO(ts_buf, ts_buf_wipe) raw = {0};
        TS_TRY(ts_ole_load(m->o, i, STRING, &raw));
        ts_mapi_value(type, ts_buf_span(&raw), m->page, out);
    }
    return TS_OK;
}

static ts_err read_recipient(message *m, size_t storage) {
    TS_AUTO(ts_buf, ts_buf_wipe) table = {0}, name = {0}, address = {0}, smtp = {0};
    TS_TRY(load_table(m->o, storage, false, &table));
    TS_TRY(string_of(m, storage, TS_MAPI_NAME, &name));
    TS_TRY(string_of(m, storage, TS_MAPI_ADDRESS, &address));
    TS_TRY(string_of(m, storage, TS_MAPI_SMTP_ADDRESS, &smtp));
    ts_mapi_put_recipient(&m->f, fixed(ts_buf_span(&table), TS_MAPI_RECIPIENT_TYPE), ts_buf_span(&name),
                          ts_buf_span(&address), ts_buf_span(&smtp));
    return TS_OK;
}

/* ---- bodies ---- */

/* A stream of text as UTF-8, piece by piece: to a child, or to the current part. */
static ts_err text_of(message *m, size_t entry, bool wide, unsigned page, bool child) {
    ts_ole_stream s;
    ts_source text;
    TS_AUTO(ts_buf, ts_buf_wipe) out = {0};
    ts_ole_stream_open(m->o, entry, &s);
    ts_source_stream(&text, ts_ole_stream_fill, &s);
    bool known = page && page != 1252 && page != 65001 && ts_codepage_known(page);
    ts_err err = TS_OK;
    while (!err) {
        ts_span raw = ts_peek(&text, PIECE);
        if (!raw.len)
            break;
        size_t used = raw.len;
        ts_buf_clear(&out);
        if (wide)
            ts_to_utf8(TS_UTF16LE, raw, raw.len < PIECE, &out, &used);
        else if (known)
            for (size_t i = 0; i < raw.len; i++)
                ts_codepage_add(&out, page, (unsigned char)raw.ptr[i]);
        else
            ts_buf_add(&out, raw); /* the sink makes letters of it */
        err = child ? ts_emit_child_data(m->out, ts_buf_span(&out))
                    : ts_emit_text(m->out, ts_buf_span(&out), TS_NO_OFFSET);
        ts_take(&text, used ? used : raw.len);
    }
    err = err ? err : text.error;
    if (!err)
        err = ts_ole_missing(&s, m->out);
    ts_source_done(&text);
    ts_ole_stream_done(&s);
    return err;
}

static ts_err html_body(message *m) {
    ts_child child = {.name = ts_str("body.html"), .size = UINT64_MAX};
    TS_TRY(ts_emit_child_begin(m->out, &child));
    TS_TRY(text_of(m, m->html, m->html_wide, m->body_page, true));
    const ts_ole_entry *e = &m->o->entry[m->html];
    return ts_emit_child_end(m->out, e->reason, e->there);
}

static ts_err rtf_body(message *m) {
    char block[PIECE];
    ts_ole_stream s;
    ts_source packed;
    ts_mapi_rtf rtf;
    ts_child child = {.name = ts_str("body.rtf"), .size = UINT64_MAX};
    TS_TRY(ts_emit_child_begin(m->out, &child));
    ts_ole_stream_open(m->o, m->rtf, &s);
    ts_source_stream(&packed, ts_ole_stream_fill, &s);
    ts_mapi_rtf_open(&rtf, &packed);
    ts_err err = packed.error;
    for (size_t n = 1; !err && n;) {
        err = ts_mapi_rtf_fill(&rtf, block, sizeof block, &n);
        if (!err)
            err = ts_emit_child_data(m->out, (ts_span){block, n});
    }
    ts_reason reason = s.reason ? s.reason : rtf.reason;
    uint64_t size = s.size;
    ts_source_done(&packed);
    ts_ole_stream_done(&s);
    return err ? err : ts_emit_child_end(m->out, reason, size);
}

/* What the transport wrote above the message. */
static ts_err transport(message *m) {
    TS_AUTO(ts_buf, ts_buf_wipe) raw = {0}, text = {0};
    TS_TRY(ts_ole_load(m->o, m->transport, TS_MIB, &raw));
    size_t used;
    ts_to_utf8(m->transport_wide ? TS_UTF16LE : TS_WINDOWS_1252, ts_buf_span(&raw), true, &text, &used);
    TS_TRY(ts_emit_part(m->out, ts_str("transport headers")));
    return ts_mapi_emit_transport(ts_buf_span(&text), m->out);
}

/* ---- attachments ---- */

static ts_err name_child(const char *base, unsigned number, const char *ending, ts_buf *name) {
    if (!name->len) {
        ts_buf_add_str(name, base);
        if (number > 1)
            ts_buf_addf(name, "%u", number);
        ts_buf_add_str(name, ending);
    }
    return TS_OK;
}

static ts_err attachment(message *m, size_t storage) {
    static const uint16_t names_of[] = {TS_MAPI_FILE_NAME, TS_MAPI_FILE_NAME_SHORT, TS_MAPI_NAME};
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    for (size_t i = 0; i < sizeof names_of / sizeof *names_of; i++)
        TS_TRY(string_of(m, storage, names_of[i], &name));
    name.len = ts_slice(ts_buf_span(&name), 0, TS_LIMIT_NAME).len;
    for (size_t i = storage + 1; i < m->o->entry[storage].end; i = m->o->entry[i].end) {
        uint16_t id, type;
        if (!is_property(m->o->entry[i].name, &id, &type) || id != TS_MAPI_ATTACHED)
            continue;
        if (!m->o->entry[i].storage) {
            TS_TRY(name_child("attachment", ++m->attached, "", &name));
            return ts_ole_child(m->o, i, 0, UINT64_MAX, ts_buf_span(&name), m->out);
        }
        bool letter = ts_ole_kind_of(m->o, i) == TS_OLE_MSG;
        TS_TRY(name_child(letter ? "message" : "object", ++m->messages, letter ? ".msg" : "", &name));
        return ts_ole_copy(m->o, i, letter ? m->names_storage : 0, ts_buf_span(&name), m->out);
    }
    if (!name.len)
        return TS_OK;
    TS_TRY(ts_emit_part(m->out, ts_str("attached elsewhere"))); /* only its path stands here */
    TS_TRY(ts_emit_text(m->out, ts_buf_span(&name), TS_NO_OFFSET));
    return ts_emit_text(m->out, ts_str("\n"), TS_NO_OFFSET);
}

/* ---- the message ---- */

static bool begins(const message *m, size_t i, const char *with) {
    return m->o->entry[i].storage && ts_span_starts_nocase(m->o->entry[i].name, ts_str(with));
}

static ts_err read_message(message *m) {
    TS_TRY(load_names(m));
    TS_TRY(read_properties(m));
    size_t end = m->o->entry[m->top].end;
    for (size_t i = m->top + 1; i < end; i = m->o->entry[i].end)
        if (begins(m, i, "__recip_version1.0_"))
            TS_TRY(read_recipient(m, i));
    TS_TRY(ts_emit_part(m->out, ts_str("headers")));
    TS_TRY(ts_mapi_emit_headers(&m->f, m->out));
    if (m->transport)
        TS_TRY(transport(m));
    if (ts_mapi_has_contact(&m->f)) {
        TS_TRY(ts_emit_part(m->out, ts_str("contact")));
        TS_TRY(ts_mapi_emit_contact(&m->f, m->out));
    }
    if (m->body) {
        TS_TRY(ts_emit_part(m->out, ts_str("body")));
        TS_TRY(text_of(m, m->body, m->body_wide, m->page, false));
    }
    if (m->html)
        TS_TRY(html_body(m));
    else if (m->rtf)
        TS_TRY(rtf_body(m));
    for (size_t i = m->top + 1; i < end; i = m->o->entry[i].end)
        if (begins(m, i, "__attach_version1.0_"))
            TS_TRY(attachment(m, i));
    return TS_OK;
}

static ts_err run(ts_source *in, ts_sink *out) {
    ts_ole o;
    message m = {.o = &o, .out = out, .f = ts_mapi_fields_new()};
    ts_err err = ts_ole_open(in, &o);
    if (!err && o.reason)
        err = ts_emit_unread(out, o.reason, 0);
    if (!err)
        err = read_message(&m);
    ts_buf_done(&m.named.sets);
    ts_buf_done(&m.named.entries);
    ts_buf_done(&m.named.strings);
    ts_free(m.named.at);
    ts_mapi_fields_done(&m.f);
    ts_ole_done(&o);
    return err;
}

const ts_extractor ts_extractor_msg = {.name = "msg", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
