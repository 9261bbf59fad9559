/* rar_lock.c - the keys of locked rar archives, and their headers with the lock and without it. */
#include "extract/rar_lock.h"

#include "base/mem.h"
#include "extract/decipher.h"
#include "extract/inflate.h"
#include "extract/rar_headers.h"
#include "extract/unlock.h"

/* ---- keys ---- */

bool ts_rar_lock_same(const ts_rar_lock *a, const ts_rar_lock *b) {
    return a->is_new == b->is_new && a->known == b->known && a->power == b->power && a->salted == b->salted &&
           a->checked == b->checked && a->mixed == b->mixed && memcmp(a->salt, b->salt, a->salted) == 0 &&
           memcmp(a->check, b->check, sizeof a->check) == 0;
}

uint64_t ts_rar_lock_steps(const ts_rar_lock *l, ts_span password) {
    enum {
        COUNTER = 3,
        HASHED_AT_ONCE = 64,
        STEPS_A_ROUND = 2,
        MORE = 32,
        MOST = 24 /* RAR 5 writes 15, and reads up to this */
    };
    char wide[TS_PASSWORD_WIDE];
    if (l->is_new)
        return l->power > MOST ? UINT64_MAX : STEPS_A_ROUND * ((UINT64_C(1) << l->power) + MORE);
    size_t len = ts_password_wide(password, wide).len;
    ts_wipe(wide, sizeof wide);
    return (len + l->salted + COUNTER) * TS_RAR_ROUNDS / HASHED_AT_ONCE;
}

static void new_key(const ts_rar_lock *l, ts_span password, ts_rar_key *out) {
    enum { APART = 16 }; /* rounds */
    uint8_t value[3][32];
    uint32_t rounds = UINT32_C(1) << l->power;
    ts_pbkdf2_sha256(password, ts_span_of(l->salt, l->salted), (uint32_t[]){rounds, rounds + APART, rounds + 2 * APART},
                     3, value);
    memcpy(out->key, value[0], sizeof out->key);
    memcpy(out->sums, value[1], sizeof out->sums);
    for (size_t i = 0; i < sizeof value[2]; i++)
        out->check[i % TS_RAR_CHECK] ^= value[2][i];
    ts_wipe(value, sizeof value);
}

void ts_rar_lock_key(const ts_rar_lock *l, ts_span password, ts_rar_key *out) {
    *out = (ts_rar_key){0};
    if (l->is_new) {
        new_key(l, password, out);
        return;
    }
    char wide[TS_PASSWORD_WIDE];
    TS_AUTO(ts_buf, ts_buf_wipe) both = {0};
    ts_buf_add(&both, ts_password_wide(password, wide));
    ts_buf_add(&both, ts_span_of(l->salt, l->salted));
    ts_sha1_counted(ts_buf_span(&both), out->key, out->iv);
    ts_wipe(wide, sizeof wide);
}

uint32_t ts_rar_mixed_sum(const ts_rar_key *k, uint32_t crc) {
    uint8_t mac[32], bytes[] = {(uint8_t)crc, (uint8_t)(crc >> 8), (uint8_t)(crc >> 16), (uint8_t)(crc >> 24)};
    uint32_t sum = 0;
    ts_hmac_sha256(ts_span_of(k->sums, sizeof k->sums), ts_span_of(bytes, sizeof bytes), mac);
    for (size_t i = 0; i < sizeof mac; i++)
        sum ^= (uint32_t)mac[i] << i % 4 * 8;
    return sum;
}

/* ---- headers of rar 5 ---- */

enum { FLAG_EXTRA = 1, FLAG_DATA = 2, FLAG_BEFORE = 8, FLAG_AFTER = 16 };
enum { TYPE_FILE = 2, TYPE_SERVICE = 3, TYPE_CRYPT = 4, TYPE_END = 5 };
enum { FILE_TIMED = 2, FILE_SUMMED = 4, FILE_NO_SIZE = 8 };
enum { RECORD_CRYPT = 1, RECORD_HASH = 2 };

/* The lock's own fields, alike in a file's record and in the header that closes all others. */
static bool read_new_lock(ts_cursor *c, uint8_t *iv, ts_rar_lock *l) {
    enum { CHECKED = 1, MIXED = 2, VERSION = 0 };
    uint64_t version = ts_rar_vint(c), flags = ts_rar_vint(c);
    *l = (ts_rar_lock){.is_new = true, .salted = TS_RAR_SALT, .known = version == VERSION, .power = ts_read_u8(c)};
    ts_span salt = ts_read_span(c, TS_RAR_SALT), start = ts_read_span(c, iv ? TS_RAR_BLOCK : 0);
    l->checked = flags & CHECKED;
    l->mixed = iv && flags & MIXED;
    ts_span check = ts_read_span(c, l->checked ? TS_RAR_CHECK : 0);
    if (!c->ok)
        return false;
    memcpy(l->salt, salt.ptr, salt.len);
    if (iv)
        memcpy(iv, start.ptr, start.len);
    if (check.len)
        memcpy(l->check, check.ptr, check.len);
    return true;
}

/* The record at the cursor, whole; its type, and the cursor at what belongs to it.  False: there is none. */
static bool next_record(ts_cursor *c, ts_span *whole, uint64_t *type, ts_cursor *of) {
    const char *from = c->at;
    uint64_t size = ts_rar_vint(c);
    if (!c->ok || size == 0 || size > ts_cursor_left(c))
        return false;
    *of = ts_cursor_over(ts_read_span(c, (size_t)size));
    *type = ts_rar_vint(of);
    *whole = ts_span_of(from, (size_t)(c->at - from));
    return of->ok;
}

/* What every header of rar 5 begins with. */
typedef struct fields {
    uint64_t type, flags, extra, data;
    ts_cursor rest; /* behind them */
} fields;

static bool read_fields(ts_span header, fields *f) {
    ts_cursor c = ts_cursor_over(header);
    ts_skip(&c, 4);
    ts_rar_vint(&c);
    *f = (fields){.type = ts_rar_vint(&c), .flags = ts_rar_vint(&c)};
    f->extra = f->flags & FLAG_EXTRA ? ts_rar_vint(&c) : 0;
    f->data = f->flags & FLAG_DATA ? ts_rar_vint(&c) : 0;
    f->rest = c;
    return c.ok && f->extra <= ts_cursor_left(&c);
}

static bool read_new_file(const fields *f, ts_rar_header *h) {
    enum { METHOD = 7, SOLID = 0x40, METHODS = 7 };
    ts_cursor c = f->rest;
    uint64_t flags = ts_rar_vint(&c);
    h->size = ts_rar_vint(&c);
    if (flags & FILE_NO_SIZE)
        h->size = UINT64_MAX;
    ts_rar_vint(&c); /* attributes */
    ts_skip(&c, flags & FILE_TIMED ? 4 : 0);
    h->summed = flags & FILE_SUMMED;
    h->crc = h->summed ? ts_read_u32le(&c) : 0;
    uint64_t how = ts_rar_vint(&c);
    h->stored = (how >> METHOD & METHODS) == 0;
    h->solid = how & SOLID;
    if (!c.ok || f->extra > ts_cursor_left(&c))
        return false;
    ts_skip(&c, ts_cursor_left(&c) - (size_t)f->extra);
    ts_span whole;
    uint64_t type;
    for (ts_cursor of; next_record(&c, &whole, &type, &of);)
        if (type == RECORD_CRYPT && !h->locked) {
            h->locked = true;
            if (!read_new_lock(&of, h->iv, &h->lock))
                h->lock.known = false;
        }
    return true;
}

static bool read_new(ts_span header, ts_rar_header *h) {
    fields f;
    if (!read_fields(header, &f))
        return false;
    h->data = f.data;
    h->file = f.type == TYPE_FILE || f.type == TYPE_SERVICE;
    h->member = f.type == TYPE_FILE;
    h->end = f.type == TYPE_END;
    h->closes = f.type == TYPE_CRYPT;
    h->from_before = f.flags & FLAG_BEFORE;
    h->goes_on = f.flags & FLAG_AFTER;
    if (h->closes)
        return read_new_lock(&f.rest, NULL, &h->lock);
    return h->file ? read_new_file(&f, h) : f.type >= 1 && f.type <= TYPE_END;
}

static void add_vint(ts_buf *out, uint64_t n) {
    for (; n > 0x7F; n >>= 7)
        ts_buf_add_char(out, (char)(uint8_t)(n | 0x80));
    ts_buf_add_char(out, (char)n);
}

static void add_le(ts_buf *out, uint64_t n, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        ts_buf_add_char(out, (char)(uint8_t)(n >> 8 * i));
}

/* The header around its fields: its sum, and its size. */
static void wrap_new(ts_span body, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) sized = {0};
    add_vint(&sized, body.len);
    ts_buf_add(&sized, body);
    add_le(out, ts_crc32(0, ts_buf_span(&sized)), 4);
    ts_buf_add(out, ts_buf_span(&sized));
}

/* Sums that are mixed with the key would be held against those of the members. */
static void show_new(ts_span header, const ts_rar_header *h, uint64_t data, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) body = {0}, extra = {0};
    fields f;
    if (!h->file || !read_fields(header, &f)) {
        ts_buf_add(out, header);
        return;
    }
    ts_cursor c = f.rest, records = c;
    ts_skip(&records, ts_cursor_left(&c) - (size_t)f.extra);
    ts_span whole;
    uint64_t type;
    for (ts_cursor of; next_record(&records, &whole, &type, &of);)
        if (type != RECORD_CRYPT && !(type == RECORD_HASH && h->lock.mixed))
            ts_buf_add(&extra, whole);
    add_vint(&body, f.type);
    add_vint(&body, (f.flags & ~(uint64_t)FLAG_EXTRA) | (extra.len ? FLAG_EXTRA : 0));
    if (extra.len)
        add_vint(&body, extra.len);
    if (f.flags & FLAG_DATA)
        add_vint(&body, data);
    uint64_t flags = ts_rar_vint(&c);
    add_vint(&body, h->lock.mixed ? flags & ~(uint64_t)FILE_SUMMED : flags);
    add_vint(&body, ts_rar_vint(&c));
    add_vint(&body, ts_rar_vint(&c));
    if (flags & FILE_TIMED)
        ts_buf_add(&body, ts_read_span(&c, 4));
    ts_span sum = ts_read_span(&c, flags & FILE_SUMMED ? 4 : 0);
    if (!h->lock.mixed)
        ts_buf_add(&body, sum);
    ts_buf_add(&body, ts_read_span(&c, ts_cursor_left(&c) - (size_t)f.extra));
    ts_buf_add(&body, ts_buf_span(&extra));
    wrap_new(ts_buf_span(&body), out);
}

/* Headers of a type that nobody knows, to be passed over.  The library does that only where nothing stands in them, so
 * their numbers are written longer than they must be. */
static void new_filler(size_t n, ts_buf *out) {
    enum { LEAST = 7, UNKNOWN = 100, SKIP = 4 };
    while (n) {
        size_t len = n < 2 * LEAST ? n : LEAST, more = len - LEAST;
        char body[2 + LEAST] = {UNKNOWN};
        for (size_t i = 0; i <= more; i++)
            body[1 + i] = (char)(uint8_t)((i ? 0 : SKIP) | (i < more ? 0x80 : 0));
        wrap_new(ts_span_of(body, 2 + more), out);
        n -= len;
    }
}

/* ---- headers of rar 4 ---- */

enum { OLD_MAIN = 0x73, OLD_FILE = 0x74, OLD_SUB = 0x77, OLD_SERVICE = 0x7A, OLD_END = 0x7B, OLD_LEAST = 7 };
enum {
    OLD_BEFORE = 1,
    OLD_AFTER = 2,
    OLD_LOCKED = 4,
    OLD_SOLID = 0x10,
    OLD_HIGH = 0x100,
    OLD_SALTED = 0x400,
    OLD_DATA = 0x8000
};
enum { OLD_CLOSES = 0x80 /* of the first header */, OLD_SALT = 8 };

/* What a file's header says, and where its salt stands. */
static bool read_old_file(ts_cursor *c, uint16_t flags, ts_rar_header *h, size_t *salt_at, size_t len) {
    enum { STORED = 0x30, FIRST_VERSION = 29 /* RAR 3 and 4 */ };
    h->data = ts_read_u32le(c);
    h->size = ts_read_u32le(c);
    ts_skip(c, 1);
    h->summed = true;
    h->crc = ts_read_u32le(c);
    ts_skip(c, 4);
    uint8_t version = ts_read_u8(c);
    h->stored = ts_read_u8(c) == STORED;
    size_t name = ts_read_u16le(c);
    ts_skip(c, 4);
    if (flags & OLD_HIGH) {
        h->data |= (uint64_t)ts_read_u32le(c) << 32;
        h->size |= (uint64_t)ts_read_u32le(c) << 32;
    }
    ts_skip(c, name);
    *salt_at = len - ts_cursor_left(c);
    h->locked = flags & OLD_LOCKED;
    h->solid = flags & OLD_SOLID;
    h->lock.known = version >= FIRST_VERSION;
    h->lock.salted = flags & OLD_SALTED ? OLD_SALT : 0;
    ts_span salt = ts_read_span(c, h->lock.salted);
    if (c->ok && salt.len)
        memcpy(h->lock.salt, salt.ptr, salt.len);
    return c->ok;
}

static bool read_old(ts_span header, ts_rar_header *h) {
    ts_cursor c = ts_cursor_over(header);
    ts_skip(&c, 2);
    uint8_t type = ts_read_u8(&c);
    uint16_t flags = ts_read_u16le(&c);
    size_t salt;
    ts_skip(&c, 2);
    h->member = type == OLD_FILE;
    h->file = h->member || type == OLD_SERVICE;
    h->end = type == OLD_END;
    h->closes = type == OLD_MAIN && flags & OLD_CLOSES;
    h->from_before = h->file && flags & OLD_BEFORE;
    h->goes_on = h->file && flags & OLD_AFTER;
    if (h->file)
        return read_old_file(&c, flags, h, &salt, header.len);
    h->data = flags & OLD_DATA ? ts_read_u32le(&c) : 0;
    return c.ok && type >= 0x72 && type <= OLD_END;
}

static void wrap_old(ts_span body, ts_buf *out) {
    add_le(out, ts_crc32(0, body) & 0xFFFF, 2);
    ts_buf_add(out, body);
}

static void show_old(ts_span header, const ts_rar_header *h, uint64_t data, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) body = {0};
    ts_cursor c = ts_cursor_over(header);
    ts_skip(&c, 2);
    uint8_t type = ts_read_u8(&c);
    uint16_t flags = ts_read_u16le(&c);
    size_t salt_at = header.len;
    ts_rar_header again = {0};
    ts_skip(&c, 2);
    if (h->file)
        read_old_file(&c, flags, &again, &salt_at, header.len);
    size_t salted = again.lock.salted;
    flags &= (uint16_t) ~(h->file ? OLD_LOCKED | OLD_SALTED : type == OLD_MAIN ? OLD_CLOSES : 0);
    ts_buf_add_char(&body, (char)type);
    add_le(&body, flags, 2);
    add_le(&body, header.len - salted, 2);
    enum { SIZES = 7, FIXED = 32 };
    ts_span rest = ts_slice(header, SIZES, header.len);
    if (h->file) { /* the low half of its data's size, and, behind what is fixed, the high one */
        add_le(&body, data & UINT32_MAX, 4);
        ts_buf_add(&body, ts_slice(header, SIZES + 4, FIXED - SIZES - 4));
        if (flags & OLD_HIGH)
            add_le(&body, data >> 32, 4);
        size_t at = FIXED + (flags & OLD_HIGH ? 4 : 0);
        ts_buf_add(&body, ts_slice(header, at, salt_at - at));
        rest = ts_slice(header, salt_at + salted, header.len);
    }
    ts_buf_add(&body, rest);
    wrap_old(ts_buf_span(&body), out);
}

/* A block of a kind that old programs wrote for themselves. */
static void old_filler(size_t n, ts_buf *out) {
    enum { MOST = 0x8000 };
    while (n) {
        TS_AUTO(ts_buf, ts_buf_done) body = {0};
        size_t len = n < 2 * MOST ? n < MOST ? n : n / 2 : MOST;
        ts_buf_add_char(&body, OLD_SUB);
        add_le(&body, 0, 2);
        add_le(&body, len, 2);
        for (size_t i = OLD_LEAST; i < len; i++)
            ts_buf_add_char(&body, 0);
        wrap_old(ts_buf_span(&body), out);
        n -= len;
    }
}

/* ---- either ---- */

size_t ts_rar_header_size(ts_span head, bool is_new) {
    ts_cursor c = ts_cursor_over(head);
    if (!is_new) {
        ts_skip(&c, OLD_LEAST - 2);
        uint16_t size = ts_read_u16le(&c);
        return c.ok && size >= OLD_LEAST ? size : 0;
    }
    ts_skip(&c, 4);
    uint64_t size = ts_rar_vint(&c);
    return c.ok && size >= 2 && size <= TS_RAR_HEADER ? (size_t)size + (head.len - ts_cursor_left(&c)) : 0;
}

bool ts_rar_header_sound(ts_span header, bool is_new) {
    ts_cursor c = ts_cursor_over(header);
    if (is_new)
        return ts_read_u32le(&c) == ts_crc32(0, ts_slice(header, 4, header.len)) && c.ok;
    return ts_read_u16le(&c) == (ts_crc32(0, ts_slice(header, 2, header.len)) & 0xFFFF) && c.ok;
}

bool ts_rar_header_read(ts_span header, bool is_new, ts_rar_header *out) {
    *out = (ts_rar_header){.is_new = is_new};
    return is_new ? read_new(header, out) : read_old(header, out);
}

void ts_rar_header_show(ts_span header, const ts_rar_header *h, uint64_t data, ts_buf *out) {
    if (h->is_new)
        show_new(header, h, data, out);
    else
        show_old(header, h, data, out);
}

void ts_rar_filler(bool is_new, size_t n, ts_buf *out) {
    if (is_new)
        new_filler(n, out);
    else
        old_filler(n, out);
}
