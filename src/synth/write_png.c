/* write_png.c - PNG (ISO/IEC 15948): eight bits of red, green and blue, each row filtered by the one above it. */
#include <zlib.h>

#include "synth/write_image.h"

static void put_u32be(ts_buf *out, uint32_t v) {
    for (int shift = 24; shift >= 0; shift -= 8)
        ts_buf_add_u8(out, (uint8_t)(v >> shift));
}

static void chunk(ts_buf *out, const char *type, ts_span data) {
    put_u32be(out, (uint32_t)data.len);
    size_t from = out->len;
    ts_buf_add_str(out, type);
    ts_buf_add(out, data);
    put_u32be(out, (uint32_t)crc32(0, (const Bytef *)out->ptr + from, (uInt)(out->len - from)));
}

static void deflate_into(ts_buf *out, ts_span data) {
    uLongf len = compressBound((uLong)data.len);
    ts_buf_reserve(out, len);
    compress2((Bytef *)out->ptr + out->len, &len, (const Bytef *)data.ptr, (uLong)data.len, 6);
    out->len += len;
}

void ts_write_png(ts_buf *out, ts_picture *p, unsigned dpi) {
    enum { DEPTH = 8, TRUE_COLOUR = 2, UP = 2 };
    TS_AUTO(ts_buf, ts_buf_done) part = {0}, rows = {0};
    ts_buf_add(out, ts_span_of("\x89PNG\r\n\x1a\n", 8));
    put_u32be(&part, p->width);
    put_u32be(&part, p->height);
    ts_buf_add_u8(&part, DEPTH);
    ts_buf_add_u8(&part, TRUE_COLOUR);
    ts_buf_add(&part, ts_span_of("\0\0\0", 3)); /* deflate, the five filters, not interlaced */
    chunk(out, "IHDR", ts_buf_span(&part));
    if (dpi > 0) {
        ts_buf_clear(&part);
        uint32_t per_metre = (uint32_t)(dpi / 0.0254 + 0.5);
        put_u32be(&part, per_metre);
        put_u32be(&part, per_metre);
        ts_buf_add_u8(&part, 1);
        chunk(out, "pHYs", ts_buf_span(&part));
    }
    size_t stride;
    const uint32_t *pixel = ts_pixels_begin(p, &stride);
    ts_buf_reserve(&rows, (size_t)p->height * (3 * (size_t)p->width + 1));
    char *to = rows.ptr;
    for (uint32_t y = 0; y < p->height; y++) {
        const uint32_t *row = pixel + y * stride, *above = y ? row - stride : NULL;
        *to++ = UP;
        for (uint32_t x = 0; x < p->width; x++)
            for (int shift = 16; shift >= 0; shift -= 8)
                *to++ = (char)((row[x] >> shift) - (above ? above[x] >> shift : 0));
    }
    rows.len = (size_t)(to - rows.ptr);
    ts_buf_clear(&part);
    deflate_into(&part, ts_buf_span(&rows));
    chunk(out, "IDAT", ts_buf_span(&part));
    chunk(out, "IEND", ts_str(""));
}
