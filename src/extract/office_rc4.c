/* office_rc4.c - Word documents, workbooks and shows of 97 to 2003 that a password closes with RC4 (MS-OFFCRYPTO 2.3.5, 2.3.6),
 * and the documents and workbooks that one before them does (office_xor.h).
 */
#include "extract/office_rc4.h"

#include <stdlib.h>

#include "extract/decipher.h"
#include "extract/office_xor.h"
#include "extract/ppt_pictures.h"
#include "extract/unlock.h"

enum {
    SALT = 16,
    SHORT = 5, /* bytes of 40 bits */
    TRY = 16, /* steps of a hash, a password */
    INFO_MAX = 4096
};

/* ---- from the password to the keys ---- */

static ts_err unknown(void) {
    return ts_fail(TS_EENCRYPTED, "an old Office document that is closed in a way that is not known");
}

static void keep(ts_span from, char *to) {
    if (from.len)
        memcpy(to, from.ptr, from.len);
}

/* 2.3.5.1: the header says which cipher, the verifier stands behind it. */
static ts_err read_api(ts_cursor *c, ts_office_rc4 *out) {
    enum { RC4 = 0x6801, SHA1 = 0x8004, HASH = 20 };
    ts_skip(c, 4);
    ts_cursor h = ts_cursor_over(ts_read_span(c, ts_read_u32le(c)));
    ts_skip(&h, 8);
    uint32_t cipher = ts_read_u32le(&h), hash = ts_read_u32le(&h), bits = ts_read_u32le(&h);
    uint32_t salted = ts_read_u32le(c);
    keep(ts_read_span(c, SALT), out->salt);
    keep(ts_read_span(c, SALT), out->verifier);
    uint32_t hashed = ts_read_u32le(c);
    keep(ts_read_span(c, HASH), out->hash);
    bits = bits ? bits : 8 * SHORT;
    bool known = c->ok && h.ok && cipher == RC4 && (hash == SHA1 || hash == 0) && salted == SALT && hashed == HASH;
    if (!known || bits < 8 * SHORT || bits > 128 || bits % 8)
        return unknown();
    out->api = true;
    out->key = bits / 8;
    return TS_OK;
}

ts_err ts_office_rc4_read(ts_span info, ts_office_rc4 *out) {
    ts_cursor c = ts_cursor_over(info);
    uint16_t major = ts_read_u16le(&c), minor = ts_read_u16le(&c);
    *out = (ts_office_rc4){.key = 16};
    if (major >= 2 && major <= 4 && minor == 2)
        return read_api(&c, out);
    keep(ts_read_span(&c, SALT), out->salt);
    keep(ts_read_span(&c, SALT), out->verifier);
    keep(ts_read_span(&c, SALT), out->hash);
    return c.ok && major == 1 && minor == 1 ? TS_OK : unknown();
}

/* 2.3.6.2: 40 bits of the password's digest sixteen times with the salt; of the digest of that 40 bits again. */
static void set_base_short(ts_office_rc4 *l, ts_span wide) {
    uint8_t hash[16];
    TS_AUTO(ts_buf, ts_buf_wipe) many = {0};
    ts_hash_of(TS_MD5, wide, (ts_span){0}, hash);
    for (int i = 0; i < 16; i++) {
        ts_buf_add(&many, ts_span_of(hash, SHORT));
        ts_buf_add(&many, ts_span_of(l->salt, SALT));
    }
    ts_hash_of(TS_MD5, ts_buf_span(&many), (ts_span){0}, hash);
    memcpy(l->base, hash, SHORT);
}

void ts_office_rc4_block(const ts_office_rc4 *l, uint32_t block, ts_rc4 *out) {
    uint8_t n[] = {(uint8_t)block, (uint8_t)(block >> 8), (uint8_t)(block >> 16), (uint8_t)(block >> 24)}, key[20];
    ts_hash_of(l->api ? TS_SHA1 : TS_MD5, ts_span_of(l->base, l->api ? 20 : SHORT), ts_span_of(n, sizeof n), key);
    if (l->api && l->key == SHORT) /* 2.3.5.2: 40 bits are filled up with zeros */
        memset(key + SHORT, 0, sizeof key - SHORT);
    ts_rc4_set(out, ts_span_of(key, l->key == SHORT ? 16 : l->key));
}

bool ts_office_rc4_fits(ts_office_rc4 *l, ts_span wide) {
    size_t size = l->api ? 20 : 16;
    uint8_t verifier[16], hash[20], mine[20];
    ts_rc4 r;
    if (l->api)
        ts_hash_of(TS_SHA1, ts_span_of(l->salt, SALT), wide, l->base);
    else
        set_base_short(l, wide);
    ts_office_rc4_block(l, 0, &r);
    for (size_t i = 0; i < sizeof verifier; i++)
        verifier[i] = (uint8_t)l->verifier[i] ^ ts_rc4_next(&r);
    for (size_t i = 0; i < size; i++)
        hash[i] = (uint8_t)l->hash[i] ^ ts_rc4_next(&r);
    ts_hash_of(l->api ? TS_SHA1 : TS_MD5, ts_span_of(verifier, sizeof verifier), (ts_span){0}, mine);
    return memcmp(mine, hash, size) == 0;
}

/* ---- the document ---- */

/* An object of a show: one key covers it, head and all. */
typedef struct object {
    uint32_t at, id;
} object;

typedef struct opening {
    ts_office_rc4 lock;
    ts_rc4 cipher;
    bool crossed; /* by the lock before RC4 */
    ts_office_xor cross;
    uint32_t block; /* bytes that one key covers */
    size_t text, table, data; /* streams of a document */
    uint64_t clear; /* bytes of its head that are not closed */
    size_t book; /* of a workbook, and where its lock stands and ends */
    uint64_t pass, behind;
    /* its records: */
    uint8_t head[4];
    size_t have; /* of the head */
    uint16_t type;
    uint32_t size, done;
    /* of a show: its objects by their place, and what is left of the one at hand */
    size_t show, user, pictures;
    size_t summary; /* properties, closed in a way of their own: left out */
    object *object;
    size_t objects, next;
    uint64_t left;
    uint8_t mark[8];
    ts_rc4 first; /* the key of block 0 */
    ts_ppt_pictures art;
} opening;

/* *opened: the password's number from 1; 0: the one that everybody knows (MS-XLS 2.2.10). */
static bool unlock(opening *p, uint32_t *opened) {
    char wide[TS_PASSWORD_WIDE];
    ts_unlock u = {0};
    ts_span word = ts_password_wide(ts_str("VelvetSweatshop"), wide);
    *opened = 0;
    if (p->crossed ? ts_office_xor_fits(&p->cross, word) : ts_office_rc4_fits(&p->lock, word))
        return true;
    bool fits = false;
    while (!fits && ts_unlock_next_utf8(&u, TRY)) {
        word = ts_password_wide(u.text, wide);
        fits = p->crossed ? ts_office_xor_fits(&p->cross, word) : ts_office_rc4_fits(&p->lock, word);
    }
    ts_wipe(wide, sizeof wide);
    *opened = u.index + 1;
    if (fits)
        ts_unlock_fits(&u);
    return fits;
}

/* MS-DOC 2.2.6.1, 2.2.6.2: all of three streams but the begin of the head, which then says that there is no lock. */
static bool closed_in_doc(const opening *p, size_t entry, uint64_t at, char *byte) {
    enum { FLAGS = 11, LOCKED = 0x81, KEY = 14 };
    if (entry == p->text && at == FLAGS)
        *byte = (char)(*byte & ~LOCKED);
    if (entry == p->text && at >= KEY && at < KEY + 4)
        *byte = 0;
    return entry == p->text ? at >= p->clear : entry && (entry == p->table || entry == p->data);
}

/* MS-XLS 2.2.10: what is in records, but for some of them; the key goes on below what is not closed. */
static bool closed_in_xls(opening *p, uint64_t at, char *byte) {
    enum { BEGIN = 0x0809, PASS = 0x2F, USER = 0x0194, LOCK = 0x0195, INTERFACE = 0xE1, SHEET = 0x85, PLACE = 4 };
    enum { REVISIONS = 0x0196, REVISION = 0x0138, NOTHING = 0xFF };
    if (p->have < sizeof p->head) {
        p->head[p->have++] = (uint8_t)*byte;
        p->type = (uint16_t)(p->head[0] | p->head[1] << 8);
        p->size = (uint32_t)(p->head[2] | p->head[3] << 8);
        p->done = 0;
        if (p->have == sizeof p->head && p->size == 0)
            p->have = 0;
        if (at == p->pass || at == p->pass + 1)
            *byte = (char)NOTHING;
        return false;
    }
    uint32_t place = p->done++;
    if (p->done == p->size)
        p->have = 0;
    switch (p->type) {
    case BEGIN:
    case PASS:
    case USER:
    case LOCK:
    case INTERFACE:
    case REVISIONS:
    case REVISION:
        return false;
    default:
        return at >= p->behind && !(p->type == SHEET && place < PLACE);
    }
}

/* MS-PPT 2.3.7: each object that the list of persist objects names, and nothing between them. */
static void open_in_ppt(opening *p, uint64_t at, char *byte) {
    while (p->next < p->objects && p->object[p->next].at < at)
        p->next++;
    if (!p->left && p->next < p->objects && p->object[p->next].at == at) {
        ts_office_rc4_block(&p->lock, p->object[p->next].id, &p->cipher);
        p->have = 0;
        p->left = sizeof p->mark;
    }
    if (!p->left)
        return;
    *byte = (char)((uint8_t)*byte ^ ts_rc4_next(&p->cipher));
    p->left--;
    if (p->have < sizeof p->mark) {
        p->mark[p->have++] = (uint8_t)*byte;
        ts_cursor c = ts_cursor_over(ts_span_of(p->mark + 4, 4));
        if (p->have == sizeof p->mark)
            p->left = ts_read_u32le(&c);
    }
}

/* The stream of who saved it last says then that there is no lock. */
static void open_show(opening *p, size_t entry, uint64_t at, char *bytes, size_t len) {
    static const char mark[] = "\x5F\xC0\x91\xE3";
    enum { MARK = 12 };
    if (at == 0)
        p->next = p->left = 0;
    if (entry == p->pictures) {
        if (at == 0)
            p->art = (ts_ppt_pictures){.unread = p->art.unread};
        ts_ppt_pictures_open(&p->art, &p->first, bytes, len);
        return;
    }
    for (size_t i = 0; i < len; i++) {
        if (entry == p->show)
            open_in_ppt(p, at + i, &bytes[i]);
        else if (entry == p->user && at + i >= MARK && at + i < MARK + 4)
            bytes[i] = mark[at + i - MARK];
    }
}

static void open_bytes(void *context, size_t entry, uint64_t at, char *bytes, size_t len) {
    opening *p = context;
    if (entry && entry == p->summary)
        memset(bytes, 0, len);
    else if (p->show && entry)
        open_show(p, entry, at, bytes, len);
    if (!entry || p->show || entry == p->summary)
        return;
    bool doc = entry == p->text || entry == p->table || entry == p->data;
    if (p->book ? entry != p->book : !doc)
        return;
    if (at == 0)
        p->have = 0;
    for (size_t i = 0; i < len; i++) {
        if (!p->crossed && (at + i) % p->block == 0)
            ts_office_rc4_block(&p->lock, (uint32_t)((at + i) / p->block), &p->cipher);
        uint8_t key = p->crossed ? 0 : ts_rc4_next(&p->cipher);
        bool closed = p->book ? closed_in_xls(p, at + i, &bytes[i]) : closed_in_doc(p, entry, at + i, &bytes[i]);
        if (closed && p->crossed)
            bytes[i] = (char)ts_office_xor_open(&p->cross, at + i + (p->book ? p->size : 0), (uint8_t)bytes[i]);
        else if (closed)
            bytes[i] = (char)((uint8_t)bytes[i] ^ key);
    }
}

static ts_err give(ts_ole *o, opening *p, ts_span info, const char *what, ts_sink *out) {
    uint32_t opened = 0;
    if (!p->crossed)
        TS_TRY(ts_office_rc4_read(info, &p->lock));
    if (!unlock(p, &opened))
        return ts_fail(TS_EENCRYPTED, "%s that a password closes", what);
    if (opened)
        TS_TRY(ts_emit_opened(out, opened - 1));
    p->summary = ts_ole_find(o, 0, p->show ? "EncryptedSummary" : "encryption");
    if (p->show)
        ts_office_rc4_block(&p->lock, 0, &p->first);
    o->opener = open_bytes;
    o->opener_context = p;
    ts_err err = ts_ole_copy(o, 0, 0, ts_str("content"), out);
    o->opener = NULL;
    uint64_t left_out = (p->summary ? o->entry[p->summary].size : 0) + p->art.unread;
    ts_wipe(p, sizeof *p);
    return err || !left_out ? err : ts_emit_unread(out, TS_REASON_UNSUPPORTED, left_out);
}

ts_err ts_office_rc4_doc(ts_ole *o, ts_span fib, ts_sink *out) {
    enum { TABLE_1 = 0x02, OBFUSCATED = 0x80, BLOCK = 512, WORD_97 = 193, CLEAR = 0x44, CLEAR_95 = 0x34 };
    ts_cursor c = ts_cursor_over(fib);
    ts_skip(&c, 2);
    bool old = ts_read_u16le(&c) < WORD_97; /* without a table stream, and before RC4 */
    ts_skip(&c, 7);
    uint8_t flags = ts_read_u8(&c);
    ts_skip(&c, 2);
    uint32_t len = ts_read_u32le(&c);
    opening p = {.block = BLOCK, .text = ts_ole_find(o, 0, "WordDocument"), .data = ts_ole_find(o, 0, "Data")};
    p.clear = old ? CLEAR_95 : CLEAR;
    p.table = old ? 0 : ts_ole_find(o, 0, flags & TABLE_1 ? "1Table" : "0Table");
    p.crossed = old || flags & OBFUSCATED;
    if (!c.ok || (!old && !p.table))
        return unknown();
    if (p.crossed) {
        p.cross = (ts_office_xor){.key = (uint16_t)(len >> 16), .verifier = (uint16_t)len};
        return give(o, &p, (ts_span){0}, "a document", out);
    }
    TS_AUTO(ts_buf, ts_buf_done) info = {0};
    TS_TRY(ts_ole_load(o, p.table, len < INFO_MAX ? len : INFO_MAX, &info));
    return give(o, &p, ts_buf_span(&info), "a document", out);
}

ts_err ts_office_rc4_xls(ts_ole *o, size_t book, uint64_t at, ts_span pass, ts_sink *out) {
    enum { BLOCK = 1024, HEAD = 4, XOR = 0, RC4 = 1, PASS_95 = 4 };
    ts_cursor c = ts_cursor_over(pass);
    opening p = {.block = BLOCK, .book = book, .pass = at, .behind = at + HEAD + pass.len};
    uint16_t lock = pass.len == PASS_95 ? XOR : ts_read_u16le(&c); /* Excel 5 and 95 know one alone */
    if (lock == XOR) {
        p.crossed = true;
        p.cross = (ts_office_xor){.book = true, .key = ts_read_u16le(&c), .verifier = ts_read_u16le(&c)};
        return c.ok ? give(o, &p, pass, "a workbook", out) : unknown();
    }
    if (lock != RC4)
        return unknown();
    return give(o, &p, ts_slice(pass, 2, pass.len), "a workbook", out);
}

/* ---- a show ---- */

enum { MOST_OBJECTS = 1 << 20, EDITS = 4096, EDIT = 0x0FF5, LIST = 0x1772, SESSION = 0x2F14, RECORD = 8 };

/* The data of the record of this type at `at`, up to INFO_MAX bytes, or as many as the stream has where `all`. */
static bool record(const ts_ole_stream *s, uint64_t at, uint16_t type, bool all, ts_buf *out) {
    char head[RECORD];
    ts_buf_clear(out);
    if (ts_ole_stream_read_at(s, at, head, sizeof head) != TS_OK)
        return false;
    ts_cursor c = ts_cursor_over(ts_span_of(head + 2, sizeof head - 2));
    bool is = ts_read_u16le(&c) == type;
    uint64_t len = ts_read_u32le(&c), there = s->size - at - RECORD;
    len = len < there ? len : there;
    len = len < INFO_MAX || all ? len : INFO_MAX;
    if (!is || len > 4 * TS_MIB)
        return false;
    ts_buf_reserve(out, (size_t)len);
    out->len = ts_ole_stream_read_at(s, at + RECORD, out->ptr, (size_t)len) == TS_OK ? (size_t)len : 0;
    return out->len > 0;
}

static int by_place(const void *a, const void *b) {
    const object *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

/* Runs of numbers, as ppt.c reads them (2.3.5). */
static void add_objects(opening *p, size_t *cap, ts_span list, uint32_t session, uint64_t *lock) {
    ts_cursor c = ts_cursor_over(list);
    while (ts_cursor_left(&c) >= 8) {
        uint32_t head = ts_read_u32le(&c), id = head & 0xFFFFF;
        for (uint32_t k = head >> 20; k && c.ok && p->objects < MOST_OBJECTS; k--, id++) {
            uint32_t at = ts_read_u32le(&c);
            if (id == session)
                *lock = at;
            if (!c.ok || id == session)
                continue;
            if (p->objects == *cap) {
                *cap = *cap ? *cap * 2 : 64;
                p->object = ts_grow(p->object, *cap, sizeof *p->object);
            }
            p->object[p->objects++] = (object){at, id};
        }
    }
}

/* From the last edit back to the first: what each lists.  Where the lock stands is said by the last. */
static bool read_edits(opening *p, const ts_ole_stream *s, uint32_t at, uint64_t *lock) {
    TS_AUTO(ts_buf, ts_buf_done) edit = {0}, list = {0};
    size_t cap = 0;
    uint32_t session = 0;
    uint64_t bytes = 0;
    *lock = 0;
    for (size_t i = 0; i < EDITS && at && record(s, at, EDIT, false, &edit); i++) {
        ts_cursor c = ts_cursor_over(ts_buf_span(&edit));
        ts_skip(&c, 8);
        uint32_t before = ts_read_u32le(&c), listed = ts_read_u32le(&c);
        ts_skip(&c, 12);
        uint32_t said = ts_read_u32le(&c);
        session = session ? session : c.ok ? said : 0;
        bool read = record(s, listed, LIST, true, &list);
        bytes += list.len;
        if (bytes > s->size) /* a list is one edit's only */
            return false;
        if (read)
            add_objects(p, &cap, ts_buf_span(&list), session, lock);
        at = before < at ? before : 0; /* they were written one behind the other */
    }
    if (p->objects)
        qsort(p->object, p->objects, sizeof *p->object, by_place);
    return *lock > 0;
}

ts_err ts_office_rc4_ppt(ts_ole *o, ts_sink *out) {
    enum { LAST_EDIT = 16 };
    TS_AUTO(ts_buf, ts_buf_done) user = {0}, info = {0};
    opening p = {.show = ts_ole_find(o, 0, "PowerPoint Document"), .user = ts_ole_find(o, 0, "Current User")};
    p.pictures = ts_ole_find(o, 0, "Pictures");
    if (!p.user)
        return unknown();
    TS_TRY(ts_ole_load(o, p.user, INFO_MAX, &user));
    ts_ole_stream s;
    uint64_t lock = 0;
    ts_ole_stream_open(o, p.show, &s);
    bool known = read_edits(&p, &s, ts_u32le_at(ts_buf_span(&user), LAST_EDIT), &lock) &&
                 record(&s, lock, SESSION, false, &info);
    ts_ole_stream_done(&s);
    object *objects = p.object;
    ts_err err = known ? give(o, &p, ts_buf_span(&info), "a show", out) : unknown();
    ts_free(objects);
    return err;
}
