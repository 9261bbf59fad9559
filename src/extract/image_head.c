/* image_head.c - what the first bytes of a picture say of it, by small readers of our own.
 *
 * A library decodes first and counts afterwards: a file of a few hundred bytes may ask it for gigabytes.  So the size is
 * read here, where a lie costs nothing: the library is given only what is within TS_LIMIT_PIXELS.
 */
#include "extract/image_head.h"

#include "base/limits.h"

static bool holds(ts_span s, size_t at, const char *bytes, size_t len) {
    return at <= s.len && len <= s.len - at && memcmp(s.ptr + at, bytes, len) == 0;
}

static ts_cursor at(ts_span s, size_t offset) {
    ts_cursor c = ts_cursor_over(s);
    ts_skip(&c, offset);
    return c;
}

/* ---- Netpbm (its manual pages pbm, pgm, ppm): "P4", blanks and comments, numbers in ASCII ---- */

static bool pnm_number(ts_span s, size_t *i, uint64_t *out) {
    while (*i < s.len && (ts_is_space(s.ptr[*i]) || s.ptr[*i] == '#')) {
        bool comment = s.ptr[*i] == '#';
        while (comment && *i < s.len && s.ptr[*i] != '\n')
            ++*i;
        if (*i < s.len)
            ++*i;
    }
    size_t from = *i;
    while (*i < s.len && ts_is_digit(s.ptr[*i]) && *i - from < 9)
        ++*i;
    return ts_parse_u64(ts_slice(s, from, *i - from), out);
}

static bool pnm_size(ts_span s, uint64_t *width, uint64_t *height) {
    size_t i = 2;
    uint64_t most = 1;
    if (s.len < 3 || s.ptr[0] != 'P' || s.ptr[1] < '1' || s.ptr[1] > '6' || !ts_is_space(s.ptr[2]))
        return false;
    bool good = pnm_number(s, &i, width) && pnm_number(s, &i, height);
    if (good && s.ptr[1] != '1' && s.ptr[1] != '4')
        good = pnm_number(s, &i, &most) && most > 0 && most < 65536;
    return good && i < s.len && ts_is_space(s.ptr[i]);
}

/* Letters that are followed by numbers are common in text: the raw forms must have their bytes, and the ASCII ones hold
 * nothing but numbers. */
static bool is_pnm(ts_span head, uint64_t size) {
    uint64_t width, height;
    if (!pnm_size(head, &width, &height) || !width || !height)
        return false;
    uint64_t row = head.ptr[1] == '4' ? (width + 7) / 8 : head.ptr[1] == '5' ? width : 3 * width;
    if (head.ptr[1] >= '4')
        return row * height / 2 <= size;
    for (size_t i = 2; i < head.len; i++)
        if (!ts_is_digit(head.ptr[i]) && !ts_is_space(head.ptr[i]) && head.ptr[i] != '#')
            return memchr(head.ptr, '#', i) != NULL; /* the text of a comment */
    return true;
}

/* ---- BMP (Windows GDI: BITMAPFILEHEADER, then one of the info headers by its length) ---- */

static bool bmp_size(ts_span s, uint64_t *width, uint64_t *height) {
    ts_cursor c = at(s, 14);
    uint32_t head = ts_read_u32le(&c);
    if (head == 12) {
        *width = ts_read_u16le(&c);
        *height = ts_read_u16le(&c);
    } else {
        int32_t w = (int32_t)ts_read_u32le(&c), h = (int32_t)ts_read_u32le(&c);
        *width = w < 0 ? 0 : (uint64_t)w;
        *height = h < 0 ? (uint64_t) - (int64_t)h : (uint64_t)h; /* rows from the top */
    }
    return c.ok && (head == 12 || (head >= 40 && head <= 124));
}

/* "BM" alone begins many a text. */
static bool is_bmp(ts_span head, uint64_t size) {
    uint64_t width, height;
    ts_cursor c = at(head, 6);
    bool reserved = ts_read_u32le(&c) == 0;
    uint32_t pixels = ts_read_u32le(&c);
    return holds(head, 0, "BM", 2) && reserved && pixels >= 26 && pixels < size && bmp_size(head, &width, &height);
}

/* ---- the kinds ---- */

ts_image_kind ts_image_kind_of(ts_span s, uint64_t size) {
    if (holds(s, 0, "\x89PNG\r\n\x1a\n", 8) && holds(s, 12, "IHDR", 4))
        return TS_IMAGE_PNG;
    if (holds(s, 0, "\xff\xd8\xff", 3))
        return TS_IMAGE_JPEG;
    if (holds(s, 0, "GIF87a", 6) || holds(s, 0, "GIF89a", 6))
        return TS_IMAGE_GIF;
    if (holds(s, 0, "RIFF", 4) && holds(s, 8, "WEBPVP8", 7))
        return TS_IMAGE_WEBP;
    if (holds(s, 0, "II*\0", 4) || holds(s, 0, "MM\0*", 4) || holds(s, 0, "II+\0\x08\0\0\0", 8) ||
        holds(s, 0, "MM\0+\0\x08\0\0", 8))
        return TS_IMAGE_TIFF;
    if (holds(s, 0, "\0\0\0\x0cjP  \r\n\x87\n", 12) || holds(s, 0, "\xff\x4f\xff\x51", 4))
        return TS_IMAGE_JP2;
    if (is_bmp(s, size))
        return TS_IMAGE_BMP;
    return is_pnm(s, size) ? TS_IMAGE_PNM : TS_IMAGE_NONE;
}

/* ---- JPEG (ITU-T T.81, B.2): segments up to the frame header ---- */

static bool jpeg_size(ts_span s, uint64_t *width, uint64_t *height) {
    ts_cursor c = at(s, 2);
    while (c.ok) {
        uint8_t mark = ts_read_u8(&c);
        while (c.ok && mark != 0xFF)
            mark = ts_read_u8(&c);
        while (c.ok && mark == 0xFF)
            mark = ts_read_u8(&c);
        bool alone = mark == 0 || mark == 1 || (mark >= 0xD0 && mark <= 0xD8);
        if (!c.ok || mark == 0xD9 || mark == 0xDA)
            break;
        if (alone)
            continue;
        uint16_t len = ts_read_u16be(&c);
        if (mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC) {
            ts_skip(&c, 1);
            *height = ts_read_u16be(&c);
            *width = ts_read_u16be(&c);
            return c.ok;
        }
        ts_skip(&c, len < 2 ? 0 : (size_t)len - 2);
    }
    return false;
}

/* ---- GIF (GIF89a specification, 17-27): what the library holds at once is every frame ---- */

size_t ts_gif_table(uint8_t flags) { return flags & 0x80 ? 3 * ((size_t)2 << (flags & 7)) : 0; }

/* Sub-blocks up to the empty one. */
static void gif_skip(ts_cursor *c) {
    for (uint8_t n = ts_read_u8(c); c->ok && n; n = ts_read_u8(c))
        ts_skip(c, n);
}

static bool gif_size(ts_span s, ts_image_size *out) {
    ts_cursor c = at(s, 6);
    uint16_t screen_width = ts_read_u16le(&c), screen_height = ts_read_u16le(&c);
    uint8_t flags = ts_read_u8(&c);
    ts_skip(&c, 2 + ts_gif_table(flags));
    out->width = screen_width;
    out->height = screen_height;
    out->largest = (uint64_t)screen_width * screen_height;
    out->pages = 0;
    for (uint8_t block = ts_read_u8(&c); c.ok && (block == 0x21 || block == 0x2C); block = ts_read_u8(&c)) {
        if (block == 0x21) {
            ts_skip(&c, 1);
        } else {
            ts_skip(&c, 4);
            uint64_t width = ts_read_u16le(&c), height = ts_read_u16le(&c);
            ts_skip(&c, ts_gif_table(ts_read_u8(&c)) + 1);
            if (out->pages++ == 0)
                out->largest += width * height;
        }
        gif_skip(&c);
        if (out->pages == 1 && block == 0x2C)
            out->first_end = c.ok ? (uint64_t)(c.at - s.ptr) : s.len;
    }
    return out->pages > 0;
}

/* ---- WebP (RFC 9649): one of three first chunks ---- */

static bool webp_size(ts_span s, uint64_t *width, uint64_t *height) {
    ts_cursor c = at(s, 20);
    if (holds(s, 12, "VP8X", 4)) {
        ts_skip(&c, 4);
        *width = 1 + (uint64_t)ts_read_u16le(&c);
        *width += (uint64_t)ts_read_u8(&c) << 16;
        *height = 1 + (uint64_t)ts_read_u16le(&c);
        *height += (uint64_t)ts_read_u8(&c) << 16;
    } else if (holds(s, 12, "VP8L", 4)) {
        ts_skip(&c, 1);
        uint32_t bits = ts_read_u32le(&c);
        *width = 1 + (bits & 0x3FFF);
        *height = 1 + (bits >> 14 & 0x3FFF);
    } else {
        ts_skip(&c, 6);
        *width = ts_read_u16le(&c) & 0x3FFF;
        *height = ts_read_u16le(&c) & 0x3FFF;
    }
    return c.ok;
}

/* ---- TIFF (revision 6.0, section 2; BigTIFF): a chain of directories ---- */

typedef struct tiff {
    ts_span all;
    bool big_endian, big;
} tiff;

static uint64_t tiff_number(const tiff *t, ts_cursor *c, unsigned bytes) {
    uint64_t n = 0;
    for (unsigned i = 0; i < bytes; i++) {
        uint64_t byte = ts_read_u8(c);
        n = t->big_endian ? n << 8 | byte : n | byte << (8 * i);
    }
    return n;
}

/* One entry's value, where it is a number that stands in the entry itself. */
static uint64_t tiff_value(const tiff *t, ts_cursor c, uint64_t type) {
    enum { SHORT = 3, LONG = 4, LONG8 = 16 };
    return type == SHORT   ? tiff_number(t, &c, 2)
           : type == LONG  ? tiff_number(t, &c, 4)
           : type == LONG8 ? tiff_number(t, &c, 8)
                           : 0;
}

/* Reads the directory at `from`, gives its picture's size and returns where the next one stands; 0: nowhere. */
static uint64_t tiff_directory(const tiff *t, uint64_t from, uint64_t *width, uint64_t *height) {
    enum { WIDTH = 256, LENGTH = 257 };
    if (from >= t->all.len)
        return 0;
    ts_cursor c = at(t->all, (size_t)from);
    uint64_t entries = tiff_number(t, &c, t->big ? 8 : 2);
    for (uint64_t i = 0; i < entries && c.ok; i++) {
        uint64_t tag = tiff_number(t, &c, 2), type = tiff_number(t, &c, 2);
        tiff_number(t, &c, t->big ? 8 : 4);
        if (tag == WIDTH)
            *width = tiff_value(t, c, type);
        if (tag == LENGTH)
            *height = tiff_value(t, c, type);
        ts_skip(&c, t->big ? 8 : 4);
    }
    return tiff_number(t, &c, t->big ? 8 : 4); /* 0 where it is cut */
}

static bool tiff_size(ts_span s, ts_image_size *out) {
    tiff t = {.all = s, .big_endian = s.ptr[0] == 'M', .big = s.ptr[2] == '+' || s.ptr[3] == '+'};
    ts_cursor c = at(s, t.big ? 8 : 4);
    uint64_t next = tiff_number(&t, &c, t.big ? 8 : 4);
    out->pages = 0;
    for (; next && out->pages <= TS_LIMIT_PAGES; out->pages++) { /* a chain that bites its tail ends there */
        uint64_t width = 0, height = 0;
        next = tiff_directory(&t, next, &width, &height);
        if (!width || !height)
            break;
        if (width > UINT32_MAX || height > UINT32_MAX)
            width = height = UINT32_MAX;
        if (!out->pages)
            out->width = width, out->height = height;
        if (width * height > out->largest)
            out->largest = width * height;
    }
    return out->pages > 0;
}

/* ---- JPEG 2000 (ITU-T T.800: boxes, I.5; the codestream's SIZ, A.5.1) ---- */

static bool jp2_size(ts_span s, uint64_t *width, uint64_t *height) {
    size_t from = holds(s, 0, "\xff\x4f\xff\x51", 4) ? 0 : ts_span_find(s, ts_span_of("\xff\x4f\xff\x51", 4), 12);
    if (from == SIZE_MAX)
        return false;
    ts_cursor c = at(s, from + 8);
    uint64_t x1 = ts_read_u32be(&c), y1 = ts_read_u32be(&c), x0 = ts_read_u32be(&c), y0 = ts_read_u32be(&c);
    *width = x1 > x0 ? x1 - x0 : 0;
    *height = y1 > y0 ? y1 - y0 : 0;
    return c.ok;
}

bool ts_image_size_of(ts_image_kind kind, ts_span s, ts_image_size *out) {
    ts_image_size z = {.pages = 1};
    bool good = false;
    ts_cursor c = at(s, 16);
    switch (kind) {
    case TS_IMAGE_PNG: /* W3C PNG, 11.2.2 */
        z.width = ts_read_u32be(&c);
        z.height = ts_read_u32be(&c);
        good = c.ok;
        break;
    case TS_IMAGE_JPEG:
        good = jpeg_size(s, &z.width, &z.height);
        break;
    case TS_IMAGE_GIF:
        good = gif_size(s, &z);
        break;
    case TS_IMAGE_BMP:
        good = bmp_size(s, &z.width, &z.height);
        break;
    case TS_IMAGE_WEBP:
        good = webp_size(s, &z.width, &z.height);
        break;
    case TS_IMAGE_TIFF:
        good = s.len > 8 && tiff_size(s, &z);
        break;
    case TS_IMAGE_JP2:
        good = jp2_size(s, &z.width, &z.height);
        break;
    case TS_IMAGE_PNM:
        good = pnm_size(s, &z.width, &z.height);
        break;
    case TS_IMAGE_NONE:
        break;
    }
    if (!good || !z.width || !z.height)
        return false;
    if (z.width > UINT32_MAX || z.height > UINT32_MAX)
        z.width = z.height = UINT32_MAX;
    if (z.width * z.height > z.largest)
        z.largest = z.width * z.height;
    *out = z;
    return true;
}
