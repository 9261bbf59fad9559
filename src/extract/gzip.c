/* gzip.c - a gzip file unpacked as a stream, each of its members held against its checksum and length (RFC 1952). */
#include "extract/gzip.h"

#include "base/limits.h"
#include "base/mem.h"

enum { BLOCK = 128 * 1024, HEAD = 10, TRAILER = 8, WITH_CRC = 2, WITH_EXTRA = 4, WITH_NAME = 8, WITH_COMMENT = 16 };

void ts_gzip_begin(ts_gzip *z, ts_source *in) {
    if (!z->inflate) {
        z->inflate = ts_inflate_new();
        z->packed = ts_alloc(BLOCK);
        z->out = ts_alloc(BLOCK);
    }
    ts_buf_clear(&z->name);
    *z = (ts_gzip){.in = in, .inflate = z->inflate, .packed = z->packed, .out = z->out, .name = z->name};
}

void ts_gzip_done(ts_gzip *z) {
    ts_inflate_free(z->inflate);
    ts_free(z->packed);
    ts_free(z->out);
    ts_buf_wipe(&z->name);
    *z = (ts_gzip){0};
}

/* What is ahead, at least a byte unless at the end. */
static ts_span ahead(ts_gzip *z) {
    if (!z->len && z->at < z->in->size && !z->failed) {
        size_t n = z->in->size - z->at < BLOCK ? (size_t)(z->in->size - z->at) : BLOCK;
        z->failed = ts_source_read_at(z->in, z->at, z->packed, n);
        z->from = 0;
        z->len = z->failed ? 0 : n;
    }
    return (ts_span){z->packed + z->from, z->len};
}

static void pass(ts_gzip *z, size_t n) {
    z->from += n;
    z->len -= n;
    z->at += n;
}

/* Back to what was passed before. */
static void go_back(ts_gzip *z, uint64_t at) {
    z->at = at;
    z->len = 0;
}

static int byte(ts_gzip *z) {
    ts_span s = ahead(z);
    if (!s.len)
        return -1;
    pass(z, 1);
    return (unsigned char)s.ptr[0];
}

/* Up to a zero; false: it ends before. */
static bool text(ts_gzip *z, ts_buf *out) {
    for (int c; (c = byte(z)) != 0;) {
        if (c < 0)
            return false;
        if (out && out->len < TS_LIMIT_NAME)
            ts_buf_add_char(out, (char)c);
    }
    return true;
}

/* A member's header (RFC 1952, 2.3).  What is none is left where it stands; one that is cut ends the stream. */
static bool header(ts_gzip *z) {
    uint64_t begins = z->at;
    unsigned char h[HEAD];
    size_t n = 0;
    for (int c; n < HEAD && (c = byte(z)) >= 0; n++)
        h[n] = (unsigned char)c;
    if (n < HEAD || h[0] != 0x1F || h[1] != 0x8B || h[2] != 8 || h[3] >= 0x20) {
        go_back(z, begins);
        z->reason = begins ? TS_READ : n < HEAD ? TS_REASON_TRUNCATED : TS_REASON_CORRUPT;
        return false;
    }
    bool whole = true;
    if (h[3] & WITH_EXTRA) {
        int low = byte(z), high = byte(z);
        for (int i = 0; whole && i < (high << 8 | low); i++)
            whole = byte(z) >= 0;
        whole &= high >= 0;
    }
    if (h[3] & WITH_NAME)
        whole &= text(z, begins ? NULL : &z->name);
    if (h[3] & WITH_COMMENT)
        whole &= text(z, NULL);
    if (h[3] & WITH_CRC)
        whole &= byte(z) >= 0 && byte(z) >= 0;
    if (!begins)
        z->modified = h[4] | (uint32_t)h[5] << 8 | (uint32_t)h[6] << 16 | (uint32_t)h[7] << 24;
    z->reason = whole ? TS_READ : TS_REASON_TRUNCATED;
    return whole;
}

static void trailer(ts_gzip *z) {
    char t[TRAILER];
    size_t n = 0;
    for (int c; n < TRAILER && (c = byte(z)) >= 0; n++)
        t[n] = (char)c;
    ts_cursor c = ts_cursor_over((ts_span){t, n});
    uint32_t crc = ts_read_u32le(&c), len = ts_read_u32le(&c);
    z->open = false;
    z->over = n < TRAILER;
    z->reason = z->over ? TS_REASON_TRUNCATED : TS_READ;
    z->damaged |= !z->over && (crc != z->crc || len != z->given);
}

static void break_off(ts_gzip *z, ts_reason reason) {
    z->reason = reason;
    z->over = true;
}

ts_span ts_gzip_next(ts_gzip *z) {
    while (!z->over && !z->failed) {
        if (!z->open) {
            z->open = header(z);
            z->over = !z->open;
            z->crc = z->given = 0;
            ts_inflate_reset(z->inflate);
            continue;
        }
        ts_span s = ahead(z);
        size_t used, got;
        bool ended;
        ts_err err = ts_inflate_run(z->inflate, s, z->out, BLOCK, &used, &got, &ended);
        pass(z, used);
        ts_span out = {z->out, got};
        z->crc = ts_crc32(z->crc, out);
        z->given += (uint32_t)got;
        if (err) {
            break_off(z, TS_REASON_CORRUPT);
        } else if (ended) {
            size_t back = ts_inflate_back(z->inflate);
            if (back)
                go_back(z, z->at - back);
            trailer(z);
        } else if (!s.len && !got) {
            break_off(z, TS_REASON_TRUNCATED);
        }
        if (got)
            return out;
    }
    return (ts_span){"", 0};
}
