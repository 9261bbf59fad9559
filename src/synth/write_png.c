/* write_png.c - PNG (ISO/IEC 15948): colour or grey of eight bits, or one bit a pixel; each row filtered by the one above it. */
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

/* One row of the picture as it is stored: its bytes. */
static size_t pack_row(const uint32_t *row, uint32_t width, ts_depth depth, uint8_t *to) {
    if (depth == TS_DEPTH_COLOUR) {
        for (uint32_t x = 0; x < width; x++)
            for (int shift = 16; shift >= 0; shift -= 8)
                *to++ = (uint8_t)(row[x] >> shift);
        return 3 * (size_t)width;
    }
    if (depth == TS_DEPTH_GREY) {
        for (uint32_t x = 0; x < width; x++)
            to[x] = ts_grey_of(row[x]);
        return width;
    }
    memset(to, 0, (width + 7) / 8);
    for (uint32_t x = 0; x < width; x++)
        to[x / 8] |= (uint8_t)((ts_grey_of(row[x]) >= 128) << (7 - x % 8));
    return (width + 7) / 8;
}

void ts_write_png(ts_buf *out, ts_picture *p, ts_depth depth, unsigned dpi) {
    enum { GREY = 0, TRUE_COLOUR = 2, UP = 2 };
    TS_AUTO(ts_buf, ts_buf_done) part = {0}, rows = {0};
    ts_buf_add(out, ts_span_of("\x89PNG\r\n\x1a\n", 8));
    put_u32be(&part, p->width);
    put_u32be(&part, p->height);
    ts_buf_add_u8(&part, depth == TS_DEPTH_BILEVEL ? 1 : 8);
    ts_buf_add_u8(&part, depth == TS_DEPTH_COLOUR ? TRUE_COLOUR : GREY);
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
    uint8_t *packed = ts_alloc_array(2 * (size_t)p->width, 3), *now = packed, *above = packed + 3 * (size_t)p->width;
    for (uint32_t y = 0; y < p->height; y++) {
        size_t len = pack_row(pixel + y * stride, p->width, depth, now);
        ts_buf_reserve(&rows, len + 1);
        char *to = rows.ptr + rows.len;
        *to++ = UP;
        for (size_t i = 0; i < len; i++)
            to[i] = (char)(now[i] - above[i]); /* zeros above the first */
        rows.len += len + 1;
        uint8_t *last = now;
        now = above;
        above = last;
    }
    ts_free(packed);
    ts_buf_clear(&part);
    deflate_into(&part, ts_buf_span(&rows));
    chunk(out, "IDAT", ts_buf_span(&part));
    chunk(out, "IEND", ts_str(""));
}
