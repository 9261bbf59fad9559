/* officeart.c - pictures in old Office documents: a head, one or two sums, then a file of a known kind. */
#include "extract/officeart.h"

enum {
    HEAD = 8, /* version and instance, type, length (2.2.1) */
    SUM = 16,
    TAG = 1, /* before a bitmap */
    BOUNDS = 34, /* before a metafile: size, bounds, saved size, packed or not */
    PACKED = 32, /* in the bounds: 0 packed, 0xFE not */
    LOOK = HEAD + 2 * SUM + BOUNDS, /* all of the above */
    BLOCK = 64 * 1024
};

/* Type, instance with one sum (with two it is one more), ending, how the file begins. */
static const struct kind {
    uint16_t type, instance;
    const char *ending, *begin;
    size_t len;
} kinds[] = {
    {0xF01A, 0x3D4, "emf", NULL, 0},         {0xF01B, 0x216, "wmf", NULL, 0},
    {0xF01C, 0x542, "pict", NULL, 0},        {0xF01D, 0x46A, "jpg", "\xFF\xD8", 2},
    {0xF01D, 0x6E2, "jpg", "\xFF\xD8", 2},   {0xF02A, 0x46A, "jpg", "\xFF\xD8", 2},
    {0xF02A, 0x6E2, "jpg", "\xFF\xD8", 2},   {0xF01E, 0x6E0, "png", "\x89PNG", 4},
    {0xF01F, 0x7A8, "dib", "\x28\0\0\0", 4}, {0xF029, 0x6E4, "tif", NULL, 0},
};

/* The picture whose head stands here; its file begins `*from` bytes on and the picture ends at `*to`. */
static const struct kind *picture_at(ts_span s, size_t *from, uint64_t *to, bool *packed) {
    ts_cursor c = ts_cursor_over(s);
    uint16_t version = ts_read_u16le(&c), type = ts_read_u16le(&c), instance = version >> 4;
    uint32_t len = ts_read_u32le(&c);
    if (!c.ok || (version & 15) != 0)
        return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct kind *k = &kinds[i];
        if (k->type != type || (instance & 0xFFE) != k->instance)
            continue;
        bool metafile = type <= 0xF01C;
        size_t at = HEAD + (instance & 1 ? 2 * SUM : SUM);
        *packed = metafile && at + PACKED < s.len && s.ptr[at + PACKED] == 0;
        at += metafile ? BOUNDS : TAG;
        *from = at;
        *to = (uint64_t)HEAD + len;
        if (*to > at && (!k->len || ts_span_starts(ts_slice(s, at, k->len), (ts_span){k->begin, k->len})))
            return k;
    }
    return NULL;
}

static ts_err send(const ts_ole_stream *s, const struct kind *k, uint64_t from, uint64_t to, bool packed,
                   unsigned number, ts_sink *out) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    ts_buf_addf(&name, "image%u.%s", number, k->ending);
    return packed ? ts_ole_unpack(s, from, to, ts_buf_span(&name), out)
                  : ts_ole_part(s, from, to, ts_buf_span(&name), out);
}

ts_err ts_officeart_pictures(const ts_ole_stream *s, unsigned *count, ts_sink *out) {
    char *block = ts_alloc(BLOCK);
    ts_err err = TS_OK;
    for (uint64_t at = 0; !err && s->size - at >= HEAD;) {
        size_t n = s->size - at < BLOCK ? (size_t)(s->size - at) : BLOCK;
        bool last = n == s->size - at;
        err = ts_ole_stream_read_at(s, at, block, n);
        uint64_t next = last ? s->size : at + n - LOOK;
        size_t end = last ? n : n - LOOK;
        for (size_t i = 3; !err && i < end + 3 && i < n; i++) { /* the upper byte of the type */
            const char *sign = memchr(block + i, 0xF0, (end + 3 < n ? end + 3 : n) - i);
            if (!sign)
                break;
            i = (size_t)(sign - block);
            size_t from;
            uint64_t to;
            bool packed;
            const struct kind *k = picture_at(ts_slice((ts_span){block, n}, i - 3, LOOK), &from, &to, &packed);
            uint64_t head = at + i - 3;
            if (!k || to > s->size - head)
                continue;
            err = send(s, k, head + from, head + to, packed, ++*count, out);
            if (head + to >= at + end) {
                next = head + to;
                break;
            }
            i = (size_t)(head + to - at) + 2; /* and one on by the loop */
        }
        at = next;
    }
    ts_free(block);
    return err;
}
