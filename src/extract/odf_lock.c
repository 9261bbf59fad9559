/* odf_lock.c - OpenDocument packages that a password closes (ODF 1.3 part 2, 4.8 and 6.3).
 *
 * Each file of the package is deflated, then closed by AES in chains under a key of its own, which PBKDF2 makes of the
 * password's digest.  What comes out is put into a plain zip again, so that it is read as any other document is.
 */
#include "extract/odf_lock.h"

#include "extract/decipher.h"
#include "extract/inflate.h"
#include "extract/ooxml.h"
#include "extract/unlock.h"
#include "text/transfer.h"

enum { FILES = 4096, BLOCK = 16, KEY_MAX = 32, SUMMED = 1024, STEP = 64 * 1024, ITERATIONS_MAX = 10000000 };

/* What the manifest says of one file. */
typedef struct locked {
    ts_span name; /* the arena's */
    ts_span salt, iv, sum;
    ts_hash start, sum_hash; /* of the password, and of what was closed */
    bool first_only; /* the sum is over the first 1,024 bytes */
    uint32_t iterations;
    size_t key;
    bool known; /* the way it is closed */
} locked;

typedef struct package {
    ts_zip *z;
    ts_sink *out;
    ts_arena names;
    locked *file;
    size_t files;
    ts_buf directory, raw, plain, head;
    uint64_t at; /* bytes of the new zip so far */
    uint64_t steps; /* of hashes, for keys */
    size_t members;
} package;

/* ---- the manifest ---- */

static bool ends_with(ts_span s, const char *end) {
    size_t n = strlen(end);
    return s.len >= n && ts_span_eq_nocase(ts_slice(s, s.len - n, n), ts_str(end));
}

static ts_span bytes_of(package *p, ts_span letters) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_base64_decode(letters, &b);
    return ts_arena_copy(&p->names, ts_buf_span(&b));
}

static void read_element(package *p, ts_tags *t, locked *f) {
    uint64_t n = 0;
    if (ts_tags_is(t, "encryption-data")) {
        ts_span type = ts_tags_attribute(t, "checksum-type");
        f->known = true;
        f->first_only = ends_with(type, "-1k") || ends_with(type, "/1K");
        f->sum_hash = ts_span_find_nocase(type, ts_str("sha256"), 0) != SIZE_MAX ? TS_SHA256 : TS_SHA1;
        f->sum = bytes_of(p, ts_tags_attribute(t, "checksum"));
        f->start = TS_SHA1;
        f->key = KEY_MAX / 2;
        f->known &= f->sum.len == ts_hash_size(f->sum_hash);
    } else if (ts_tags_is(t, "algorithm")) {
        f->iv = bytes_of(p, ts_tags_attribute(t, "initialisation-vector"));
        ts_span name = ts_tags_attribute(t, "algorithm-name");
        f->known &=
            f->iv.len == BLOCK && ts_span_find_nocase(name, ts_str("#aes"), 0) != SIZE_MAX && ends_with(name, "-cbc");
    } else if (ts_tags_is(t, "start-key-generation")) {
        if (ends_with(ts_tags_attribute(t, "start-key-generation-name"), "sha256"))
            f->start = TS_SHA256;
    } else if (ts_tags_is(t, "key-derivation")) {
        f->salt = bytes_of(p, ts_tags_attribute(t, "salt"));
        if (ts_parse_u64(ts_tags_attribute(t, "key-size"), &n))
            f->key = n == 16 || n == 24 || n == 32 ? (size_t)n : 0;
        f->known &= ends_with(ts_tags_attribute(t, "key-derivation-name"), "PBKDF2") && f->key > 0 && f->salt.len > 0 &&
                    ts_parse_u64(ts_tags_attribute(t, "iteration-count"), &n) && n > 0 && n <= ITERATIONS_MAX;
        f->iterations = f->known ? (uint32_t)n : 0;
    }
}

static void read_manifest(package *p) {
    ts_ooxml_part part;
    const ts_zip_entry *e = ts_zip_find(p->z, "META-INF/manifest.xml");
    if (!ts_ooxml_open(p->z, e, p->out, &part))
        return;
    p->file = ts_alloc_array(FILES, sizeof *p->file);
    locked *f = NULL;
    for (ts_markup_type t; (t = ts_tags_next(&part.xml)) != TS_MARKUP_END;) {
        if (t != TS_MARKUP_OPEN)
            continue;
        if (ts_tags_is(&part.xml, "file-entry") && p->files < FILES) {
            f = &p->file[p->files++];
            f->name = ts_arena_copy(&p->names, ts_tags_attribute(&part.xml, "full-path"));
        } else if (f) {
            read_element(p, &part.xml, f);
        }
    }
    (void)ts_ooxml_close(e, p->out, &part);
}

static const locked *lock_of(const package *p, ts_span name) {
    for (size_t i = 0; i < p->files; i++)
        if (p->file[i].iterations && ts_span_eq(p->file[i].name, name))
            return &p->file[i];
    return NULL;
}

/* ---- one file ---- */

/* The member as it is stored. */
static ts_reason load(package *p, const ts_zip_entry *e, ts_buf *out) {
    ts_zip_stream s;
    ts_buf_clear(out);
    if (ts_zip_stream_open(p->z, e, &s))
        for (size_t got; !s.ended; out->len += got) {
            ts_buf_reserve(out, STEP);
            if (ts_zip_stream_fill(&s, out->ptr + out->len, STEP, &got) != TS_OK)
                break;
        }
    ts_zip_stream_done(&s);
    return s.reason;
}

static uint64_t steps_of(const locked *f) { return (uint64_t)f->iterations * 2 * ((f->key + 19) / 20); }

/* Opens p->raw in place, and takes off what fills up its last block.  False: the password is another. */
static bool open_raw(package *p, const locked *f, ts_span password) {
    uint8_t start[TS_HASH_MAX], key[KEY_MAX], sum[TS_HASH_MAX];
    ts_buf *b = &p->raw;
    if (!b->len || b->len % BLOCK)
        return false;
    ts_hash_of(f->start, password, (ts_span){0}, start);
    ts_pbkdf2(ts_span_of(start, ts_hash_size(f->start)), f->salt, f->iterations, 0, key, f->key);
    ts_aes *a = ts_aes_decrypting(ts_span_of(key, f->key), (const uint8_t *)f->iv.ptr);
    if (!a)
        return false;
    ts_aes_run(a, b->ptr, b->len);
    ts_aes_free(a);
    ts_wipe(key, sizeof key);
    size_t filled = (unsigned char)b->ptr[b->len - 1];
    if (filled > BLOCK)
        return false;
    b->len -= filled;
    ts_hash_of(f->sum_hash, ts_slice(ts_buf_span(b), 0, f->first_only ? SUMMED : b->len), (ts_span){0}, sum);
    return memcmp(sum, f->sum.ptr, f->sum.len) == 0;
}

/* p->raw, inflated. */
static ts_reason inflate_raw(package *p) {
    ts_inflate *z = ts_inflate_new();
    ts_reason reason = TS_READ;
    bool ended = false;
    size_t at = 0;
    ts_buf_clear(&p->plain);
    while (!ended && reason == TS_READ) {
        size_t used, got;
        ts_buf_reserve(&p->plain, STEP);
        if (ts_inflate_run(z, ts_slice(ts_buf_span(&p->raw), at, SIZE_MAX), p->plain.ptr + p->plain.len, STEP, &used,
                           &got, &ended) != TS_OK)
            reason = TS_REASON_CORRUPT;
        at += used;
        p->plain.len += got;
        p->z->given += got;
        if (!used && !got && !ended)
            reason = TS_REASON_TRUNCATED;
        if (p->plain.len > TS_LIMIT_MEMBER)
            reason = TS_REASON_TOO_LARGE;
        if (p->z->given > TS_LIMIT_RATIO_FROM && p->z->given / TS_LIMIT_RATIO > p->z->in->size)
            reason = TS_REASON_RATIO;
    }
    ts_inflate_free(z);
    return reason;
}

/* ---- the new zip ---- */

static void add_common(ts_buf *b, ts_span name, ts_span content, uint32_t crc) {
    ts_buf_add_u16le(b, 20);
    ts_buf_add_u32le(b, 0); /* no flags, stored */
    ts_buf_add_u32le(b, 0x21u << 16); /* the first day there is */
    ts_buf_add_u32le(b, crc);
    ts_buf_add_u32le(b, (uint32_t)content.len);
    ts_buf_add_u32le(b, (uint32_t)content.len);
    ts_buf_add_u16le(b, (uint16_t)name.len);
    ts_buf_add_u16le(b, 0);
}

static ts_err add_member(package *p, ts_span name, ts_span content) {
    uint32_t crc = ts_crc32(0, content);
    ts_buf_clear(&p->head);
    ts_buf_add_str(&p->head, "PK\3\4");
    add_common(&p->head, name, content, crc);
    ts_buf_add(&p->head, name);
    ts_buf_add_str(&p->directory, "PK\1\2");
    ts_buf_add_u16le(&p->directory, 20);
    add_common(&p->directory, name, content, crc);
    ts_buf_add_u32le(&p->directory, 0);
    ts_buf_add_u32le(&p->directory, 0);
    ts_buf_add_u16le(&p->directory, 0);
    ts_buf_add_u32le(&p->directory, (uint32_t)p->at);
    ts_buf_add(&p->directory, name);
    p->at += p->head.len + content.len;
    p->members++;
    TS_TRY(ts_emit_child_data(p->out, ts_buf_span(&p->head)));
    return ts_emit_child_data(p->out, content);
}

static ts_err end_zip(package *p) {
    uint32_t size = (uint32_t)p->directory.len;
    ts_buf_add_str(&p->directory, "PK\5\6");
    ts_buf_add_u32le(&p->directory, 0);
    ts_buf_add_u16le(&p->directory, (uint16_t)p->members);
    ts_buf_add_u16le(&p->directory, (uint16_t)p->members);
    ts_buf_add_u32le(&p->directory, size);
    ts_buf_add_u32le(&p->directory, (uint32_t)p->at);
    ts_buf_add_u16le(&p->directory, 0);
    return ts_emit_child_data(p->out, ts_buf_span(&p->directory));
}

/* One member of the package for the new zip; what cannot be had is told. */
static ts_err copy_member(package *p, const ts_zip_entry *e, ts_span password) {
    ts_reason reason = load(p, e, &p->raw);
    const locked *f = lock_of(p, e->name);
    ts_buf *content = &p->raw;
    if (f && reason == TS_READ) {
        p->steps += steps_of(f);
        if (p->steps > TS_LIMIT_UNLOCK || !f->known || !open_raw(p, f, password))
            reason = TS_REASON_ENCRYPTED;
        else
            reason = inflate_raw(p);
        content = &p->plain;
    }
    if (reason != TS_READ || p->members == UINT16_MAX || p->at + content->len > UINT32_MAX / 2)
        return ts_emit_unread(p->out, reason != TS_READ ? reason : TS_REASON_TOO_LARGE, e->packed);
    return add_member(p, e->name, ts_buf_span(content));
}

static ts_err emit_package(package *p, ts_span password) {
    uint64_t stored = 0;
    TS_TRY(ts_emit_child_begin(p->out, &(ts_child){.name = ts_str("content"), .size = UINT64_MAX}));
    for (size_t i = 0; i < p->z->entries; i++) {
        const ts_zip_entry *e = &p->z->entry[i];
        bool folder = e->name.len && e->name.ptr[e->name.len - 1] == '/';
        if (folder || ts_span_starts(e->name, ts_str("META-INF/"))) /* the manifest would say that all is closed */
            continue;
        stored += e->packed;
        TS_TRY(copy_member(p, e, password));
    }
    TS_TRY(end_zip(p));
    return ts_emit_child_end(p->out, TS_READ, stored);
}

/* The content tells whether a password fits. */
static ts_err unlock(package *p) {
    const ts_zip_entry *e = ts_zip_find(p->z, "content.xml");
    const locked *f = e ? lock_of(p, e->name) : NULL;
    ts_unlock u = {0};
    if (!f || !f->known || load(p, e, &p->plain) != TS_READ)
        return ts_fail(TS_EENCRYPTED, "the document is encrypted, in a way that is not known");
    while (ts_unlock_next_utf8(&u, steps_of(f))) {
        ts_buf_clear(&p->raw);
        ts_buf_add(&p->raw, ts_buf_span(&p->plain));
        if (!open_raw(p, f, u.text))
            continue;
        TS_TRY(ts_emit_opened(p->out, u.index));
        return emit_package(p, u.text);
    }
    return ts_fail(TS_EENCRYPTED, "the document is encrypted");
}

ts_err ts_odf_unlock(ts_zip *z, ts_sink *out) {
    package p = {.z = z, .out = out};
    read_manifest(&p);
    ts_err err = unlock(&p);
    ts_arena_wipe(&p.names);
    ts_free(p.file);
    ts_buf_done(&p.directory);
    ts_buf_done(&p.head);
    ts_buf_wipe(&p.raw);
    ts_buf_wipe(&p.plain);
    return err;
}
