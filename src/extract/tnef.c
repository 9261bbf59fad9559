/* tnef.c - winmail.dat: a message of Outlook as one attachment of a mail (MS-OXTNEF).
 *
 * A row of attributes: old ones of one value each, and lists of properties that say the same and more.  The message's
 * properties come as lines of a header, a contact's as a row; bodies as text and as children, attached files and
 * messages as children.  Checksums are not insisted on.
 */
#include "extract/extractor.h"
#include "extract/mapi.h"
#include "extract/tnef_props.h"
#include "extract/tnef_write.h"
#include "text/codepage.h"
#include "text/encoding.h"

#include <stdio.h>

enum { BID = 90, START = 6, HEAD = 9, SUM = 2, PIECE = 32 * 1024, NAME = 1024, IID = 16 };

/* Where a value stands that is too long to hold. */
typedef struct place {
    uint64_t at;
    uint32_t len;
    uint16_t type;
} place;

typedef struct attached {
    bool open;
    place data;
    bool there; /* the data, be it of no bytes */
    bool object; /* 16 bytes that say what it is stand before it */
    ts_buf name, title; /* UTF-8; of two, the longer form is `name` */
} attached;

typedef struct reader {
    ts_source *in;
    ts_sink *out;
    ts_mapi_fields fields;
    unsigned page; /* code page of strings */
    place body, html, rtf, headers;
    attached a;
    ts_buf recipient[3]; /* name, address, SMTP address */
    uint32_t recipient_type;
    uint64_t files;
    /* what old attributes say, which counts where no property says it: OLD_SUBJECT and so on */
    ts_buf old[4];
    bool said[4];
} reader;

/* Old attributes, and the properties in whose place they stand. */
enum { OLD_SUBJECT, OLD_NAME, OLD_MAIL, OLD_DATE };
static const uint16_t old_ids[] = {0x0037, 0x0C1A, 0x0C1F, 0x0039};
enum { OLD = sizeof old_ids / sizeof *old_ids };

static int bid(const ts_head *head) {
    ts_cursor c = ts_cursor_over(head->raw);
    bool sign = ts_read_u32le(&c) == TS_TNEF_SIGN;
    ts_skip(&c, 2);
    uint8_t level = ts_read_u8(&c);
    return c.ok && sign && (level == TS_TNEF_OF_MESSAGE || level == TS_TNEF_OF_ATTACHMENT) ? BID : 0;
}

static place place_of(const ts_tnef_prop *p) { return (place){p->at, p->len, p->type}; }

/* A value of moderate length, as UTF-8. */
static void load_text(ts_source *in, uint64_t at, uint64_t len, uint16_t type, unsigned page, ts_buf *out) {
    ts_region r;
    ts_region_open(&r, in, at, len);
    ts_buf_clear(out);
    ts_mapi_value(type, ts_region_look(&r, TS_REGION_LOOK), page, out);
    ts_region_done(&r);
}

/* ---- properties ---- */

static ts_err message_prop(void *context, const ts_tnef_prop *p) {
    reader *r = context;
    place *keep = p->named                             ? NULL
                  : p->id == TS_MAPI_BODY              ? &r->body
                  : p->id == TS_MAPI_HTML              ? &r->html
                  : p->id == TS_MAPI_RTF               ? &r->rtf
                  : p->id == TS_MAPI_TRANSPORT_HEADERS ? &r->headers
                                                       : NULL;
    if (keep) {
        *keep = place_of(p);
        return TS_OK;
    }
    if (p->type == TS_MAPI_BINARY || p->type == TS_MAPI_OBJECT) /* ids of entries, pictures: of programs */
        return TS_OK;
    for (size_t i = 0; i < OLD; i++)
        r->said[i] |= !p->named && p->id == old_ids[i];
    ts_region v;
    ts_region_open(&v, r->in, p->at, p->len);
    ts_span raw = ts_region_look(&v, TS_REGION_LOOK);
    ts_cursor c = ts_cursor_over(raw);
    if (p->named)
        ts_mapi_put_named(&r->fields, p->set, p->number, p->name, p->type, raw, r->page);
    else if (p->id == TS_MAPI_MESSAGE_PAGE)
        r->page = ts_read_u32le(&c);
    else
        ts_mapi_put(&r->fields, p->id, p->type, raw, r->page);
    ts_region_done(&v);
    return TS_OK;
}

static ts_err recipient_prop(void *context, const ts_tnef_prop *p) {
    reader *r = context;
    int which = p->id == TS_MAPI_NAME ? 0 : p->id == TS_MAPI_ADDRESS ? 1 : p->id == TS_MAPI_SMTP_ADDRESS ? 2 : -1;
    if (which >= 0)
        load_text(r->in, p->at, p->len, p->type, r->page, &r->recipient[which]);
    if (p->id != TS_MAPI_RECIPIENT_TYPE)
        return TS_OK;
    ts_region v;
    ts_region_open(&v, r->in, p->at, p->len);
    r->recipient_type = ts_region_u32(&v);
    ts_region_done(&v);
    return TS_OK;
}

static ts_err recipients(reader *r, ts_region *list) {
    for (uint32_t n = ts_region_u32(list); n && list->ok && list->at < list->end; n--) {
        for (int i = 0; i < 3; i++)
            ts_buf_clear(&r->recipient[i]);
        r->recipient_type = 1;
        TS_TRY(ts_tnef_props(list, recipient_prop, r));
        ts_mapi_put_recipient(&r->fields, r->recipient_type, ts_buf_span(&r->recipient[0]),
                              ts_buf_span(&r->recipient[1]), ts_buf_span(&r->recipient[2]));
    }
    return TS_OK;
}

static ts_err attachment_prop(void *context, const ts_tnef_prop *p) {
    reader *r = context;
    if (p->named)
        return TS_OK;
    switch (p->id) {
    case TS_MAPI_ATTACHED:
        r->a.data = place_of(p);
        r->a.there = true;
        r->a.object = p->type == TS_MAPI_OBJECT;
        break;
    case TS_MAPI_FILE_NAME:
        load_text(r->in, p->at, p->len, p->type, r->page, &r->a.name);
        break;
    case TS_MAPI_FILE_NAME_SHORT:
    case TS_MAPI_NAME:
        if (!r->a.title.len)
            load_text(r->in, p->at, p->len, p->type, r->page, &r->a.title);
        break;
    default:
        break;
    }
    return TS_OK;
}

/* ---- what goes out ---- */

/* A stretch of the source as text of the current part. */
static ts_err emit_text(reader *r, place p) {
    ts_region v;
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    ts_region_open(&v, r->in, p.at, p.len);
    bool known = p.type != TS_MAPI_UNICODE && ts_codepage_known(r->page) && r->page != 1252;
    ts_err err = TS_OK;
    while (!err && v.at < v.end) {
        ts_span raw = ts_region_look(&v, PIECE);
        size_t used = raw.len;
        ts_buf_clear(&text);
        if (known)
            for (size_t i = 0; i < raw.len; i++)
                ts_codepage_add(&text, r->page, (unsigned char)raw.ptr[i]);
        else
            ts_to_utf8(p.type == TS_MAPI_UNICODE ? TS_UTF16LE : TS_WINDOWS_1252, raw, v.at + raw.len == v.end, &text,
                       &used);
        v.at += used ? used : raw.len;
        while (v.at == v.end && text.len && !text.ptr[text.len - 1])
            text.len--;
        if (!raw.len)
            break;
        err = ts_emit_text(r->out, ts_buf_span(&text), TS_NO_OFFSET);
    }
    ts_region_done(&v);
    return err;
}

/* A stretch of the source as a child's bytes; *there: how much of it the source has. */
static ts_err give_bytes(reader *r, place p, ts_reason *reason, uint64_t *there) {
    ts_region v;
    ts_region_open(&v, r->in, p.at, p.len);
    ts_err err = TS_OK;
    *reason = v.ok ? TS_READ : TS_REASON_TRUNCATED;
    *there = v.end - v.at;
    if (*there > TS_LIMIT_MEMBER) {
        v.end = v.at + TS_LIMIT_MEMBER;
        *reason = TS_REASON_TOO_LARGE;
    }
    while (!err && v.at < v.end) {
        ts_span raw = ts_region_look(&v, PIECE);
        if (!raw.len)
            break;
        v.at += raw.len;
        err = ts_emit_child_data(r->out, raw);
    }
    ts_region_done(&v);
    return err;
}

static ts_err emit_file(reader *r, ts_span name, place p) {
    ts_reason reason;
    uint64_t there;
    TS_TRY(ts_emit_child_begin(r->out, &(ts_child){.name = name, .size = p.len}));
    TS_TRY(give_bytes(r, p, &reason, &there));
    return ts_emit_child_end(r->out, reason, there);
}

/* The body as Outlook keeps it: rich text, packed (MS-OXRTFCP). */
static ts_err emit_rtf(reader *r) {
    ts_mapi_rtf *rtf = ts_alloc(sizeof *rtf);
    ts_region packed;
    ts_source from;
    ts_region_open(&packed, r->in, r->rtf.at, r->rtf.len);
    ts_source_stream(&from, ts_region_fill, &packed);
    ts_mapi_rtf_open(rtf, &from);
    ts_err err = ts_emit_child_begin(r->out, &(ts_child){.name = ts_str("body.rtf"), .size = UINT64_MAX});
    char *piece = ts_alloc(PIECE);
    size_t got = 1;
    while (!err && got) {
        err = ts_mapi_rtf_fill(rtf, piece, PIECE, &got);
        if (!err && got)
            err = ts_emit_child_data(r->out, (ts_span){piece, got});
    }
    if (!err)
        err = ts_emit_child_end(r->out, rtf->reason, r->rtf.len);
    ts_wipe(piece, PIECE);
    ts_free(piece);
    ts_source_done(&from);
    ts_region_done(&packed);
    ts_wipe(rtf, sizeof *rtf);
    ts_free(rtf);
    return err;
}

static ts_err emit_headers(reader *r) {
    for (size_t i = 0; i < OLD; i++)
        if (!r->said[i])
            ts_mapi_put(&r->fields, old_ids[i], TS_MAPI_STRING8, ts_buf_span(&r->old[i]), r->page);
    TS_TRY(ts_emit_part(r->out, ts_str("headers")));
    TS_TRY(ts_mapi_emit_headers(&r->fields, r->out));
    if (r->headers.len) {
        TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
        load_text(r->in, r->headers.at, r->headers.len, r->headers.type, r->page, &text);
        TS_TRY(ts_mapi_emit_transport(ts_buf_span(&text), r->out));
    }
    if (!ts_mapi_has_contact(&r->fields))
        return TS_OK;
    TS_TRY(ts_emit_part(r->out, ts_str("contact")));
    return ts_mapi_emit_contact(&r->fields, r->out);
}

/* All that is not an attachment. */
static ts_err emit_message(reader *r) {
    TS_TRY(emit_headers(r));
    if (r->body.len) {
        TS_TRY(ts_emit_part(r->out, ts_str("body")));
        TS_TRY(emit_text(r, r->body));
    }
    if (r->html.len)
        TS_TRY(emit_file(r, ts_str("body.html"), r->html));
    return r->rtf.len ? emit_rtf(r) : TS_OK;
}

static ts_err emit_attachment(reader *r) {
    attached *a = &r->a;
    if (!a->open)
        return TS_OK;
    a->open = false;
    if (!a->there)
        return TS_OK;
    if (++r->files > TS_LIMIT_MAIL_PARTS)
        return ts_emit_unread(r->out, TS_REASON_TOO_LARGE, a->data.len);
    if (a->object && a->data.len >= IID) {
        a->data.at += IID;
        a->data.len -= IID;
    }
    char numbered[32];
    ts_span name = a->name.len ? ts_buf_span(&a->name) : ts_buf_span(&a->title);
    name = ts_slice(ts_trim(name), 0, NAME);
    if (!name.len) {
        snprintf(numbered, sizeof numbered, "attachment%llu", (unsigned long long)r->files);
        name = ts_str(numbered);
    }
    return emit_file(r, name, a->data);
}

/* ---- attributes ---- */

/* Name and address in one (TRP, MS-OXTNEF 2.1.3.3.10): "SMTP:ann@mail.example". */
static void read_from(reader *r, ts_region *v) {
    ts_region_skip(v, 4);
    uint16_t name = ts_region_u16(v), address = ts_region_u16(v);
    ts_span text = ts_region_look(v, (size_t)name + address);
    ts_span mail = ts_until_nul(ts_slice(text, name, address));
    size_t colon = ts_span_find(mail, ts_str(":"), 0);
    ts_buf_add(&r->old[OLD_NAME], ts_until_nul(ts_slice(text, 0, name)));
    ts_buf_add(&r->old[OLD_MAIL], colon == SIZE_MAX ? mail : ts_slice(mail, colon + 1, SIZE_MAX));
}

/* DTR (MS-OXTNEF 2.1.3.3.2): seven numbers of 16 bits, the last the weekday. */
static void read_date(reader *r, ts_region *v) {
    uint16_t n[5];
    for (size_t i = 0; i < 5; i++)
        n[i] = ts_region_u16(v);
    if (v->ok)
        ts_buf_addf(&r->old[OLD_DATE], "%04u-%02u-%02u %02u:%02u", n[0], n[1], n[2], n[3], n[4]);
}

static ts_err begin_attachment(reader *r) {
    TS_TRY(emit_attachment(r));
    ts_buf_clear(&r->a.name);
    ts_buf_clear(&r->a.title);
    r->a.data = (place){0};
    r->a.there = false;
    r->a.object = false;
    r->a.open = true;
    return TS_OK;
}

/* len: as claimed; v ends where the source does. */
static ts_err attribute(reader *r, uint32_t id, uint32_t len, ts_region *v) {
    place here = {v->at, len, TS_MAPI_STRING8};
    switch (id) {
    case TS_TNEF_CODEPAGE:
        r->page = ts_region_u32(v);
        return TS_OK;
    case TS_TNEF_FROM:
        read_from(r, v);
        return TS_OK;
    case TS_TNEF_SUBJECT:
        ts_buf_add(&r->old[OLD_SUBJECT], ts_region_look(v, TS_REGION_LOOK));
        return TS_OK;
    case TS_TNEF_SENT:
        read_date(r, v);
        return TS_OK;
    case TS_TNEF_BODY:
        r->body = here;
        return TS_OK;
    case TS_TNEF_MESSAGE_PROPS:
        return ts_tnef_props(v, message_prop, r);
    case TS_TNEF_RECIPIENTS:
        return recipients(r, v);
    case TS_TNEF_ATTACHMENT:
        return begin_attachment(r);
    case TS_TNEF_ATTACHMENT_DATA:
        r->a.data = here;
        r->a.there = true;
        r->a.object = false;
        return TS_OK;
    case TS_TNEF_ATTACHMENT_TITLE:
        load_text(r->in, here.at, here.len, TS_MAPI_STRING8, r->page, &r->a.title);
        return TS_OK;
    case TS_TNEF_ATTACHMENT_PROPS:
        return ts_tnef_props(v, attachment_prop, r);
    default:
        return TS_OK;
    }
}

/* All attributes of one level: the message is whole before its attachments come. */
static ts_err attributes(reader *r, uint8_t wanted) {
    ts_region all;
    bool whole = true;
    ts_err err = TS_OK;
    ts_region_open(&all, r->in, START, r->in->size - START);
    while (!err && all.end - all.at >= HEAD) {
        uint8_t level = (uint8_t)ts_region_look(&all, 1).ptr[0];
        ts_region_skip(&all, 1);
        uint32_t id = ts_region_u32(&all), len = ts_region_u32(&all);
        if (!all.ok || (level != TS_TNEF_OF_MESSAGE && level != TS_TNEF_OF_ATTACHMENT)) {
            err = wanted == TS_TNEF_OF_MESSAGE ? ts_emit_unread(r->out, TS_REASON_CORRUPT, all.end - all.at) : TS_OK;
            break;
        }
        ts_region v;
        if (level != wanted) {
            ts_region_skip(&all, (uint64_t)len + SUM);
            continue;
        }
        ts_region_open(&v, r->in, all.at, len);
        whole &= v.ok;
        err = attribute(r, id, len, &v);
        whole &= v.ok;
        ts_region_done(&v);
        ts_region_skip(&all, (uint64_t)len + SUM);
    }
    ts_region_done(&all);
    if (!err)
        err = wanted == TS_TNEF_OF_MESSAGE ? emit_message(r) : emit_attachment(r);
    return err || whole ? err : ts_emit_unread(r->out, TS_REASON_TRUNCATED, 0);
}

static ts_err run(ts_source *in, ts_sink *out) {
    if (in->size < START)
        return ts_fail(TS_EFORMAT, "tnef: it ends early");
    reader *r = ts_alloc(sizeof *r);
    r->in = in;
    r->out = out;
    r->fields = ts_mapi_fields_new();
    ts_err err = attributes(r, TS_TNEF_OF_MESSAGE);
    if (!err)
        err = attributes(r, TS_TNEF_OF_ATTACHMENT);
    ts_mapi_fields_done(&r->fields);
    ts_buf_wipe(&r->a.name);
    ts_buf_wipe(&r->a.title);
    for (int i = 0; i < 3; i++)
        ts_buf_wipe(&r->recipient[i]);
    for (size_t i = 0; i < OLD; i++)
        ts_buf_wipe(&r->old[i]);
    ts_free(r);
    return err;
}

const ts_extractor ts_extractor_tnef = {.name = "tnef", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
