/* pst_message.c - one message of a mail store as a TNEF stream. */
#include "extract/pst_message.h"

#include "base/limits.h"
#include "extract/mapi.h"
#include "extract/tnef_write.h"

#include <stdio.h>

enum {
    RECIPIENTS = 0x0692,
    ATTACHMENT = 5, /* type of a node's id, 2.2.2.1 */
    EMBEDDED = 5, /* a method of attaching, MS-OXCMSG 2.2.2.9 */
    NAMED_BYTES = 24, /* before a named property's value: set, kind, number or length */
    MOST_RECIPIENTS = 16 * 1024 * 1024,
    MOST_MANY = 64 * 1024
};

/* ---- properties on their way ---- */

/* A property that goes out: how many bytes it takes is known before. */
typedef struct outgoing {
    uint16_t id, type;
    ts_pst_name name;
    ts_pst_value v;
    ts_buf many; /* several values, made ready */
    size_t end; /* zeros behind a string */
    uint64_t bytes;
} outgoing;

typedef struct list {
    outgoing *prop;
    size_t n, cap;
    uint64_t bytes; /* of all, the count before them too */
} list;

typedef struct writer {
    ts_pst *p;
    const ts_pst_names *names;
    ts_tnef_writer tnef;
    uint64_t stored;
    bool whole, too_large;
} writer;

static bool is_string(uint16_t type) { return type == TS_MAPI_STRING8 || type == TS_MAPI_UNICODE; }

static size_t fixed(uint16_t type) {
    switch (type) {
    case TS_MAPI_I16:
    case TS_MAPI_I32:
    case TS_MAPI_BOOL:
    case 0x04:
        return 4;
    case TS_MAPI_F64:
    case TS_MAPI_I64:
    case TS_MAPI_TIME:
    case 0x06:
    case 0x07:
        return 8;
    default:
        return 0;
    }
}

/* Ids of entries and the store's own bookkeeping name nobody that is not named elsewhere. */
static bool wanted(const ts_pst_prop *p) {
    uint16_t type = p->type & (uint16_t)~TS_MAPI_MANY;
    bool many = p->type & TS_MAPI_MANY;
    if ((p->id >= 0x6600 && p->id < 0x6800) || p->id == TS_MAPI_ATTACHED)
        return false;
    if (type == TS_MAPI_BINARY)
        return !many && (p->id == TS_MAPI_HTML || p->id == TS_MAPI_RTF);
    return is_string(type) || (fixed(type) && !many);
}

static uint64_t padded(uint64_t n) { return (n + 3) & ~UINT64_C(3); }

/* Several strings: their number, where each begins, then they (MS-PST 2.3.3.4.2). */
static void make_many(writer *w, outgoing *o) {
    TS_AUTO(ts_buf, ts_buf_wipe) raw = {0};
    w->whole &= ts_pst_value_read(w->p, &o->v, MOST_MANY, &raw);
    w->too_large |= o->v.size > MOST_MANY;
    ts_cursor c = ts_cursor_over(ts_buf_span(&raw));
    uint32_t n = ts_read_u32le(&c), given = 0;
    ts_buf_add_u32le(&o->many, 0);
    if (!c.ok || n > raw.len / 4) {
        w->whole = false;
        n = 0;
    }
    uint32_t from = n ? ts_read_u32le(&c) : 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t to = i + 1 < n ? ts_read_u32le(&c) : (uint32_t)raw.len;
        if (!c.ok || to < from || to > raw.len) {
            w->whole = false;
            break;
        }
        if (o->many.len > MOST_MANY) {
            w->too_large = true;
            break;
        }
        size_t len = (size_t)to - from;
        ts_buf_add_u32le(&o->many, (uint32_t)(len + o->end));
        ts_buf_add(&o->many, ts_slice(ts_buf_span(&raw), from, len));
        for (size_t k = 0; k < padded(len + o->end) - len; k++)
            ts_buf_add_char(&o->many, 0);
        from = to;
        given++;
    }
    for (size_t i = 0; i < 4; i++)
        o->many.ptr[i] = (char)(given >> 8 * i);
}

/* A subject begins with the length of its "Re: " behind a 1 (MS-PST 2.5.3.1.1.1). */
static void strip_prefix(outgoing *o) {
    enum { SUBJECT = 0x0037 };
    size_t unit = o->type == TS_MAPI_UNICODE ? 2 : 1;
    if (o->id != SUBJECT || o->v.long_one || o->v.heap.len < 2 * unit || o->v.heap.ptr[0] != 1)
        return;
    o->v.heap = ts_slice(o->v.heap, 2 * unit, SIZE_MAX);
    o->v.size = o->v.heap.len;
}

static void add(writer *w, ts_pst_heap *h, const ts_pst_prop *p, list *l) {
    outgoing o = {.id = p->id, .type = p->type};
    uint16_t type = p->type & (uint16_t)~TS_MAPI_MANY;
    ts_pst_prop of = *p;
    if (!wanted(p) || (p->id >= TS_MAPI_FIRST_NAMED && !ts_pst_name_of(w->names, p->id, &o.name)) ||
        !ts_pst_value_open(h, &of, &o.v))
        return;
    if (o.v.size > TS_LIMIT_MEMBER || (fixed(type) && o.v.size > fixed(type))) {
        w->too_large |= o.v.size > TS_LIMIT_MEMBER;
        w->whole = false;
        ts_pst_value_done(&o.v);
        return;
    }
    w->whole &= !o.v.long_one || o.v.data.whole;
    w->stored += o.v.long_one ? o.v.size : 0;
    strip_prefix(&o);
    o.end = type == TS_MAPI_UNICODE ? 2 : type == TS_MAPI_STRING8 ? 1 : 0;
    o.bytes = 4;
    if (p->id >= TS_MAPI_FIRST_NAMED)
        o.bytes += NAMED_BYTES + (o.name.by_name ? padded(o.name.name.len) : 0);
    if (p->type & TS_MAPI_MANY) {
        make_many(w, &o);
        o.bytes += o.many.len;
    } else {
        o.bytes += fixed(type) ? fixed(type) : 8 + padded(o.v.size + o.end);
    }
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 64;
        l->prop = ts_grow(l->prop, l->cap, sizeof *l->prop);
    }
    l->bytes += o.bytes;
    l->prop[l->n++] = o;
}

static void list_done(list *l) {
    for (size_t i = 0; i < l->n; i++) {
        ts_pst_value_done(&l->prop[i].v);
        ts_buf_wipe(&l->prop[i].many);
    }
    ts_free(l->prop);
    *l = (list){0};
}

static void zeros(ts_tnef_writer *t, uint64_t n) {
    static const char none[4096];
    for (; n; n -= n < sizeof none ? n : sizeof none)
        ts_tnef_bytes(t, (ts_span){none, n < sizeof none ? (size_t)n : sizeof none});
}

/* Exactly v->size bytes, whatever of them can be read. */
static void write_value(writer *w, const ts_pst_value *v) {
    uint64_t left = v->size;
    TS_AUTO(ts_buf, ts_buf_wipe) b = {0};
    for (size_t i = 0; v->long_one && i < v->data.n && !w->tnef.cut && !w->tnef.err; i++) {
        w->whole &= ts_pst_block(w->p, v->data.block[i], &b);
        ts_span piece = ts_slice(ts_buf_span(&b), 0, left < SIZE_MAX ? (size_t)left : SIZE_MAX);
        ts_tnef_bytes(&w->tnef, piece);
        left -= piece.len;
    }
    if (!v->long_one) {
        ts_tnef_bytes(&w->tnef, ts_pst_value_here(v));
        left -= ts_pst_value_here(v).len;
    }
    if (!w->tnef.cut && !w->tnef.err)
        zeros(&w->tnef, left);
}

static void write_prop(writer *w, const outgoing *o) {
    ts_tnef_writer *t = &w->tnef;
    ts_tnef_u16(t, o->type);
    ts_tnef_u16(t, o->id);
    if (o->id >= TS_MAPI_FIRST_NAMED) {
        const ts_pst_name *n = &o->name;
        ts_tnef_bytes(t, (ts_span){n->set, sizeof n->set});
        ts_tnef_u32(t, n->by_name);
        ts_tnef_u32(t, n->by_name ? (uint32_t)n->name.len : n->number);
        ts_tnef_bytes(t, n->name);
        zeros(t, padded(n->name.len) - n->name.len);
    }
    size_t size = fixed(o->type);
    if (o->type & TS_MAPI_MANY) {
        ts_tnef_bytes(t, ts_buf_span(&o->many));
        return;
    }
    if (!size) {
        ts_tnef_u32(t, 1);
        ts_tnef_u32(t, (uint32_t)(o->v.size + o->end));
        size = (size_t)padded(o->v.size + o->end);
    }
    write_value(w, &o->v);
    zeros(t, size - o->v.size);
}

static void write_list(writer *w, uint8_t level, uint32_t attribute, const list *l) {
    if (l->bytes + 4 > UINT32_MAX) {
        w->too_large = true;
        return;
    }
    ts_tnef_attribute(&w->tnef, level, attribute, (uint32_t)l->bytes + 4);
    ts_tnef_u32(&w->tnef, (uint32_t)l->n);
    for (size_t i = 0; i < l->n && !w->tnef.err && !w->tnef.cut; i++)
        write_prop(w, &l->prop[i]);
}

/* ---- recipients ---- */

typedef struct rows {
    ts_pst_heap *h;
    ts_buf bytes;
    uint32_t n;
    bool cut;
} rows;

static bool tells_recipient(uint16_t id) {
    return id == TS_MAPI_NAME || id == TS_MAPI_ADDRESS || id == TS_MAPI_SMTP_ADDRESS || id == TS_MAPI_RECIPIENT_TYPE;
}

static ts_err recipient(void *context, const ts_pst_prop *cell, size_t n) {
    rows *r = context;
    if (r->bytes.len > MOST_RECIPIENTS)
        return TS_ELIMIT;
    size_t count_at = r->bytes.len;
    uint32_t given = 0;
    ts_buf_add_u32le(&r->bytes, 0);
    for (size_t i = 0; i < n; i++) {
        ts_pst_value v;
        if (!tells_recipient(cell[i].id) || (!is_string(cell[i].type) && cell[i].type != TS_MAPI_I32) ||
            !ts_pst_value_open(r->h, &cell[i], &v))
            continue;
        ts_buf_add_u16le(&r->bytes, cell[i].type);
        ts_buf_add_u16le(&r->bytes, cell[i].id);
        size_t at = r->bytes.len;
        if (is_string(cell[i].type)) {
            ts_buf_add_u32le(&r->bytes, 1);
            ts_buf_add_u32le(&r->bytes, 0);
        }
        size_t from = r->bytes.len;
        r->cut |= v.size > MOST_MANY;
        r->h->whole &= ts_pst_value_read(r->h->p, &v, MOST_MANY, &r->bytes);
        size_t len = r->bytes.len - from;
        for (size_t k = 0; at != from && k < 4; k++)
            r->bytes.ptr[at + 4 + k] = (char)(len >> 8 * k);
        while (r->bytes.len % 4 != count_at % 4)
            ts_buf_add_char(&r->bytes, 0);
        ts_pst_value_done(&v);
        given++;
    }
    for (size_t k = 0; k < 4; k++)
        r->bytes.ptr[count_at + k] = (char)(given >> 8 * k);
    r->n++;
    return TS_OK;
}

static void write_recipients(writer *w, const ts_pst_subnodes *sub) {
    const ts_pst_node *node = ts_pst_subnode(sub, RECIPIENTS);
    ts_pst_heap h;
    if (!node) /* of nobody, where the list of nodes is whole */
        return;
    if (!ts_pst_heap_open(w->p, node, &h)) {
        w->whole = false;
        return;
    }
    rows r = {.h = &h};
    w->too_large |= ts_pst_table_read(&h, recipient, &r) == TS_ELIMIT || r.cut;
    w->stored += h.data.size;
    ts_tnef_attribute(&w->tnef, TS_TNEF_OF_MESSAGE, TS_TNEF_RECIPIENTS, (uint32_t)r.bytes.len + 4);
    ts_tnef_u32(&w->tnef, r.n);
    ts_tnef_bytes(&w->tnef, ts_buf_span(&r.bytes));
    ts_buf_wipe(&r.bytes);
    w->whole &= h.whole;
    ts_pst_heap_done(&h);
}

/* ---- attachments ---- */

/* The node of what is attached as an object: its id and size stand in the heap (MS-PST 2.3.3.5). */
static const ts_pst_node *object_of(ts_pst_heap *h, const ts_pst_prop *data) {
    ts_pst_prop binary = {.type = TS_MAPI_BINARY, .value = data->value};
    ts_pst_value v;
    if (data->type != TS_MAPI_OBJECT || !ts_pst_value_open(h, &binary, &v))
        return NULL;
    ts_cursor c = ts_cursor_over(ts_pst_value_here(&v));
    uint32_t nid = ts_read_u32le(&c);
    bool known = c.ok && !v.long_one;
    ts_pst_value_done(&v);
    return known ? ts_pst_subnode(&h->sub, nid) : NULL;
}

static bool is_embedded(const ts_pst_props *props) {
    const ts_pst_prop *method = ts_pst_props_find(props, TS_MAPI_METHOD);
    return method && method->value == EMBEDDED;
}

static void write_data(writer *w, ts_pst_heap *h, const ts_pst_props *props) {
    const ts_pst_prop *data = ts_pst_props_find(props, TS_MAPI_ATTACHED);
    if (!data)
        return;
    ts_pst_value v;
    const ts_pst_node *object = object_of(h, data);
    if (is_embedded(props)) { /* a child of its own, if it is there */
        w->whole &= object != NULL;
        return;
    }
    if (object) {
        v = (ts_pst_value){.long_one = true};
        ts_pst_data_open(w->p, object->data, &v.data);
        v.size = v.data.size;
    } else if (data->type == TS_MAPI_OBJECT) {
        w->whole = false;
        return;
    } else { /* of no bytes it has no value; where one is lost the heap says so */
        ts_pst_value_open(h, data, &v);
    }
    w->whole &= !v.long_one || v.data.whole;
    w->stored += v.long_one ? v.size : 0;
    if (v.size <= TS_LIMIT_MEMBER) {
        ts_tnef_attribute(&w->tnef, TS_TNEF_OF_ATTACHMENT, TS_TNEF_ATTACHMENT_DATA, (uint32_t)v.size);
        write_value(w, &v);
    } else {
        w->too_large = true;
    }
    ts_pst_value_done(&v);
}

static void write_attachment(writer *w, const ts_pst_node *node) {
    enum { RENDERING = 14 };
    ts_pst_heap h;
    if (!ts_pst_heap_open(w->p, node, &h)) {
        w->whole = false;
        return;
    }
    ts_pst_props props;
    list l = {0};
    w->stored += h.data.size;
    ts_pst_props_read(&h, &props);
    for (size_t i = 0; i < props.n; i++)
        add(w, &h, &props.prop[i], &l);
    ts_tnef_attribute(&w->tnef, TS_TNEF_OF_ATTACHMENT, TS_TNEF_ATTACHMENT, RENDERING);
    write_list(w, TS_TNEF_OF_ATTACHMENT, TS_TNEF_ATTACHMENT_PROPS, &l);
    write_data(w, &h, &props);
    w->whole &= h.whole;
    list_done(&l);
    ts_pst_props_done(&props);
    ts_pst_heap_done(&h);
}

/* ---- messages ---- */

static void write_message(writer *w, ts_pst_heap *h) {
    enum { FORMAT = 0x00010000 };
    ts_pst_props props;
    list l = {0};
    w->stored += h->data.size;
    ts_pst_props_read(h, &props);
    for (size_t i = 0; i < props.n; i++)
        add(w, h, &props.prop[i], &l);
    const ts_pst_prop *page = ts_pst_props_find(&props, TS_MAPI_MESSAGE_PAGE);
    ts_tnef_attribute(&w->tnef, TS_TNEF_OF_MESSAGE, TS_TNEF_VERSION, 4);
    ts_tnef_u32(&w->tnef, FORMAT);
    ts_tnef_attribute(&w->tnef, TS_TNEF_OF_MESSAGE, TS_TNEF_CODEPAGE, 8);
    ts_tnef_u32(&w->tnef, page ? page->value : 1252);
    write_recipients(w, &h->sub);
    write_list(w, TS_TNEF_OF_MESSAGE, TS_TNEF_MESSAGE_PROPS, &l);
    list_done(&l);
    ts_pst_props_done(&props);
    for (size_t i = 0; i < h->sub.n && !w->tnef.err; i++)
        if (ts_pst_nid_type(h->sub.node[i].nid) == ATTACHMENT)
            write_attachment(w, &h->sub.node[i]);
}

static ts_err message(ts_pst *p, const ts_pst_names *names, const ts_pst_node *node, ts_span path, unsigned depth,
                      ts_sink *out);

/* Messages that are attached to this one. */
static ts_err embedded(ts_pst *p, const ts_pst_names *names, ts_pst_heap *h, ts_span path, unsigned depth,
                       ts_sink *out) {
    ts_err err = TS_OK;
    unsigned n = 0;
    for (size_t i = 0; i < h->sub.n && !err; i++) {
        ts_pst_heap a;
        if (ts_pst_nid_type(h->sub.node[i].nid) != ATTACHMENT || !ts_pst_heap_open(p, &h->sub.node[i], &a))
            continue;
        ts_pst_props props;
        ts_pst_props_read(&a, &props);
        const ts_pst_prop *data = is_embedded(&props) ? ts_pst_props_find(&props, TS_MAPI_ATTACHED) : NULL;
        const ts_pst_node *object = data ? object_of(&a, data) : NULL;
        if (object && depth >= TS_LIMIT_MAIL_DEPTH) {
            err = ts_emit_unread(out, TS_REASON_TOO_DEEP, a.data.size);
        } else if (object) {
            TS_AUTO(ts_buf, ts_buf_wipe) inner = {0};
            ts_buf_add(&inner, path);
            ts_buf_addf(&inner, "/attached-%u", ++n);
            err = message(p, names, object, ts_buf_span(&inner), depth + 1, out);
        }
        ts_pst_props_done(&props);
        ts_pst_heap_done(&a);
    }
    return err;
}

static ts_err message(ts_pst *p, const ts_pst_names *names, const ts_pst_node *node, ts_span path, unsigned depth,
                      ts_sink *out) { /* NOLINT(misc-no-recursion): TS_LIMIT_MAIL_DEPTH */
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    ts_buf_add(&name, path);
    ts_buf_add_str(&name, ".tnef");
    TS_TRY(ts_emit_child_begin(out, &(ts_child){.name = ts_buf_span(&name), .size = UINT64_MAX}));
    ts_pst_heap h;
    if (!ts_pst_heap_open(p, node, &h))
        return ts_emit_child_end(out, TS_REASON_CORRUPT, 0);
    writer w = {.p = p, .names = names, .whole = true};
    ts_tnef_begin(&w.tnef, out);
    write_message(&w, &h);
    w.whole &= h.whole;
    ts_err err = ts_tnef_end(&w.tnef);
    if (!err)
        err = ts_emit_child_end(out,
                                w.too_large || w.tnef.cut ? TS_REASON_TOO_LARGE
                                : w.whole                 ? TS_READ
                                                          : TS_REASON_CORRUPT,
                                w.stored);
    if (!err)
        err = embedded(p, names, &h, path, depth, out);
    ts_pst_heap_done(&h);
    return err;
}

ts_err ts_pst_message(ts_pst *p, const ts_pst_names *names, const ts_pst_node *node, ts_span path, ts_sink *out) {
    return message(p, names, node, path, 0, out);
}
