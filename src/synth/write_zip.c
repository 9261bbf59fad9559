/* write_zip.c - containers: zip (APPNOTE 6.3) with deflate and the old encryption, tar (POSIX ustar) plain or
 * behind gzip, xz and zstd. */
#include <lzma.h>
#include <stdio.h>
#include <zlib.h>
#include <zstd.h>

#include "synth/write.h"

enum { STORED = 0, DEFLATED = 8, FLAG_ENCRYPTED = 1, FLAG_UTF8 = 1 << 11, CRYPT_HEAD = 12, BLOCK = 512 };

/* windowBits -15: bare deflate, 31: gzip with a head that has no time and no name. */
static ts_err deflated(ts_buf *out, ts_span bytes, int window_bits) {
    z_stream z = {0};
    if (deflateInit2(&z, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return ts_fail(TS_EINTERNAL, "deflate cannot start");
    uLong bound = deflateBound(&z, (uLong)bytes.len);
    ts_buf_reserve(out, bound);
    z.next_in = (Bytef *)(uintptr_t)bytes.ptr; /* zlib does not write there */
    z.avail_in = (uInt)bytes.len;
    z.next_out = (Bytef *)out->ptr + out->len;
    z.avail_out = (uInt)bound;
    int got = deflate(&z, Z_FINISH);
    out->len += z.total_out;
    deflateEnd(&z);
    return got == Z_STREAM_END ? TS_OK : ts_fail(TS_EINTERNAL, "deflate did not end");
}

ts_err ts_write_gz(ts_buf *out, ts_span bytes) { return deflated(out, bytes, 31); }

/* ---- zip ---- */

typedef struct cipher {
    uint32_t key[3];
} cipher;

static uint32_t crc_step(uint32_t crc, uint8_t byte) {
    return (uint32_t)get_crc_table()[(crc ^ byte) & 0xFF] ^ crc >> 8;
}

static void cipher_feed(cipher *c, uint8_t byte) {
    c->key[0] = crc_step(c->key[0], byte);
    c->key[1] = (c->key[1] + (c->key[0] & 0xFF)) * 134775813u + 1;
    c->key[2] = crc_step(c->key[2], (uint8_t)(c->key[1] >> 24));
}

/* APPNOTE 6.1, "Traditional PKWARE Encryption", in place. */
static void encrypt(char *bytes, size_t len, const char *password) {
    cipher c = {{0x12345678, 0x23456789, 0x34567890}};
    for (const char *p = password; *p; p++)
        cipher_feed(&c, (uint8_t)*p);
    for (size_t i = 0; i < len; i++) {
        uint32_t t = (c.key[2] & 0xFFFF) | 2;
        uint8_t plain = (uint8_t)bytes[i];
        bytes[i] = (char)(plain ^ (uint8_t)((t * (t ^ 1)) >> 8));
        cipher_feed(&c, plain);
    }
}

static void add_date(ts_buf *b, ts_date day) {
    int y, m, d;
    ts_date_parts(day, &y, &m, &d);
    ts_buf_add_u16le(b, (uint16_t)(9 << 11 | 30 << 5));
    ts_buf_add_u16le(b, (uint16_t)((y - 1980) << 9 | m << 5 | d));
}

static void zip_add(ts_packer *p, ts_span name, ts_span bytes, ts_date day) {
    TS_AUTO(ts_buf, ts_buf_done) body = {0};
    uint32_t crc = (uint32_t)crc32_z(0, (const Bytef *)bytes.ptr, bytes.len);
    uint16_t flags = FLAG_UTF8 | (p->password ? FLAG_ENCRYPTED : 0);
    if (p->password)
        for (int i = 0; i < CRYPT_HEAD; i++)
            ts_buf_add_u8(&body, (uint8_t)(i == CRYPT_HEAD - 1 ? crc >> 24 : ts_dice_of(crc, (uint64_t)i, 0, 0)));
    size_t head = body.len;
    uint16_t method = DEFLATED;
    if (bytes.len == 0 || p->members <= p->stored || deflated(&body, bytes, -15) != TS_OK ||
        body.len - head >= bytes.len) {
        body.len = head;
        method = STORED;
        ts_buf_add(&body, bytes);
    }
    if (p->password)
        encrypt(body.ptr, body.len, p->password);
    uint32_t at = (uint32_t)p->data.len;
    for (int central = 0; central < 2; central++) {
        ts_buf *b = central ? &p->directory : &p->data;
        ts_buf_add_u32le(b, central ? 0x02014B50 : 0x04034B50);
        if (central)
            ts_buf_add_u16le(b, 20);
        ts_buf_add_u16le(b, 20);
        ts_buf_add_u16le(b, flags);
        ts_buf_add_u16le(b, method);
        add_date(b, day);
        ts_buf_add_u32le(b, crc);
        ts_buf_add_u32le(b, (uint32_t)body.len);
        ts_buf_add_u32le(b, (uint32_t)bytes.len);
        ts_buf_add_u16le(b, (uint16_t)name.len);
        ts_buf_add_u16le(b, 0);
        if (central) {
            for (int i = 0; i < 5; i++) /* comment, disk, attributes: none */
                ts_buf_add_u16le(b, 0);
            ts_buf_add_u32le(b, at);
        }
        ts_buf_add(b, name);
    }
    ts_buf_add(&p->data, ts_buf_span(&body));
}

static void zip_end(ts_packer *p, ts_buf *out) {
    ts_buf_add(out, ts_buf_span(&p->data));
    ts_buf_add(out, ts_buf_span(&p->directory));
    ts_buf_add_u32le(out, 0x06054B50);
    ts_buf_add_u32le(out, 0);
    ts_buf_add_u16le(out, (uint16_t)p->members);
    ts_buf_add_u16le(out, (uint16_t)p->members);
    ts_buf_add_u32le(out, (uint32_t)p->directory.len);
    ts_buf_add_u32le(out, (uint32_t)p->data.len);
    ts_buf_add_u16le(out, 0);
}

/* ---- tar ---- */

static void tar_add(ts_packer *p, ts_span name, ts_span bytes, ts_date day) {
    char block[BLOCK] = {0};
    size_t cut = 0; /* a name over 100 bytes goes in two, at a slash */
    if (name.len > 100)
        for (cut = name.len - 101; cut < name.len && name.ptr[cut] != '/';)
            cut++;
    if (cut > 0 && cut < name.len)
        memcpy(block + 345, name.ptr, cut < 155 ? cut : 155);
    ts_span last = cut ? ts_slice(name, cut + 1, name.len) : name;
    memcpy(block, last.ptr, last.len < 100 ? last.len : 100);
    snprintf(block + 100, 8, "%07o", 0644u);
    snprintf(block + 108, 8, "%07o", 1000u);
    snprintf(block + 116, 8, "%07o", 1000u);
    snprintf(block + 124, 12, "%011o", (unsigned)bytes.len);
    snprintf(block + 136, 12, "%011o", (unsigned)day * 86400 + 34200);
    memset(block + 148, ' ', 8);
    block[156] = '0';
    memcpy(block + 257, "ustar\00000", 8);
    unsigned sum = 0;
    for (int i = 0; i < BLOCK; i++)
        sum += (uint8_t)block[i];
    snprintf(block + 148, 8, "%06o", sum);
    ts_buf_add(&p->data, ts_span_of(block, BLOCK));
    ts_buf_add(&p->data, bytes);
    while (p->data.len % BLOCK)
        ts_buf_add_char(&p->data, '\0');
}

static ts_err xz(ts_buf *out, ts_span bytes) {
    size_t bound = lzma_stream_buffer_bound(bytes.len), at = 0;
    ts_buf_reserve(out, bound);
    lzma_ret got = lzma_easy_buffer_encode(4, LZMA_CHECK_CRC64, NULL, (const uint8_t *)bytes.ptr, bytes.len,
                                           (uint8_t *)out->ptr + out->len, &at, bound);
    out->len += at;
    return got == LZMA_OK ? TS_OK : ts_fail(TS_EINTERNAL, "xz did not end");
}

static ts_err zst(ts_buf *out, ts_span bytes) {
    size_t bound = ZSTD_compressBound(bytes.len);
    ts_buf_reserve(out, bound);
    size_t got = ZSTD_compress(out->ptr + out->len, bound, bytes.ptr, bytes.len, 5);
    if (ZSTD_isError(got))
        return ts_fail(TS_EINTERNAL, "zstd did not end");
    out->len += got;
    return TS_OK;
}

void ts_packer_add(ts_packer *p, ts_span name, ts_span bytes, ts_date day) {
    p->members++;
    if (p->pack == TS_PACK_ZIP)
        zip_add(p, name, bytes, day);
    else
        tar_add(p, name, bytes, day);
}

ts_err ts_packer_finish(ts_packer *p, ts_buf *out) {
    static const char zeros[2 * BLOCK];
    ts_err err = TS_OK;
    if (p->pack == TS_PACK_ZIP)
        zip_end(p, out);
    else
        ts_buf_add(&p->data, ts_span_of(zeros, sizeof zeros));
    switch (p->pack) {
    case TS_PACK_ZIP:
        break;
    case TS_PACK_TAR:
        ts_buf_add(out, ts_buf_span(&p->data));
        break;
    case TS_PACK_TAR_GZ:
        err = ts_write_gz(out, ts_buf_span(&p->data));
        break;
    case TS_PACK_TAR_XZ:
        err = xz(out, ts_buf_span(&p->data));
        break;
    case TS_PACK_TAR_ZST:
        err = zst(out, ts_buf_span(&p->data));
        break;
    }
    ts_buf_done(&p->data);
    ts_buf_done(&p->directory);
    p->members = 0;
    return err;
}
