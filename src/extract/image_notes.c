/* image_notes.c - what a picture says in words beside its pixels.
 *
 * EXIF (CIPA DC-008, 4.6) in JPEG, PNG, WebP and TIFF, of all its pages; comments of JPEG and GIF; text chunks of PNG (W3C PNG, 11.3.3); XMP
 * packets (ISO 16684-1), whose values are taken from between and within their tags; IPTC-IIM data sets in Photoshop's block.
 */
#include "extract/image_notes.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "extract/image_exif.h"
#include "extract/inflate.h"

/* ---- XMP ---- */

static bool is_name(char c) { return ts_is_alnum(c) || c == ':' || c == '-' || c == '_'; }

static void add_unescaped(ts_buf *to, ts_span s) {
    static const struct {
        const char *name;
        char is;
    } entities[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}};
    for (size_t i = 0; i < s.len;) {
        size_t k = 0, count = sizeof entities / sizeof *entities;
        while (k < count && !ts_span_starts(ts_slice(s, i, SIZE_MAX), ts_str(entities[k].name)))
            k++;
        ts_buf_add_char(to, k < count ? entities[k].is : s.ptr[i] == '\n' ? ' ' : s.ptr[i]);
        i += k < count ? strlen(entities[k].name) : 1;
    }
}

/* Names of spaces and of the formats of dates are no values. */
static void add_xmp_value(ts_image_lines *n, ts_span name, ts_span value) {
    TS_AUTO(ts_buf, ts_buf_done) plain = {0};
    value = ts_trim(value);
    if (!value.len || ts_span_starts(name, ts_str("xmlns")) || ts_span_starts(name, ts_str("rdf:")) ||
        ts_span_starts(name, ts_str("xml:")) || ts_span_starts(name, ts_str("x:")))
        return;
    add_unescaped(&plain, ts_image_lines_within(n, value));
    ts_image_lines_put(n, ts_slice(name, 0, 100), ts_buf_span(&plain));
}

/* The attributes of one tag, `inside` being what stands between its angles. */
static void add_attributes(ts_image_lines *n, ts_span inside) {
    for (size_t at = ts_span_find(inside, ts_str("="), 0); at < inside.len;
         at = ts_span_find(inside, ts_str("="), at)) {
        size_t from = at;
        while (from > 0 && is_name(inside.ptr[from - 1]))
            from--;
        char quote = at + 1 < inside.len ? inside.ptr[at + 1] : 0;
        if (quote != '"' && quote != '\'') {
            at++;
            continue;
        }
        size_t end = ts_span_find(inside, ts_span_of(&quote, 1), at + 2);
        if (end > inside.len)
            return;
        add_xmp_value(n, ts_slice(inside, from, at - from), ts_slice(inside, at + 2, end - at - 2));
        at = end + 1;
    }
}

/* Text is named by the nearest tag around it that is not of the list's own. */
static void add_xmp(ts_image_lines *n, ts_span packet) {
    ts_span name = ts_str("XMP");
    for (size_t at = 0; at < packet.len;) {
        size_t open = ts_span_find(packet, ts_str("<"), at), close = ts_span_find(packet, ts_str(">"), at);
        if (open > packet.len)
            break;
        if (open > at)
            add_xmp_value(n, name, ts_slice(packet, at, open - at));
        close = ts_span_find(packet, ts_str(">"), open);
        if (close > packet.len)
            break;
        ts_span inside = ts_slice(packet, open + 1, close - open - 1);
        size_t end = 0;
        while (end < inside.len && is_name(inside.ptr[end]))
            end++;
        ts_span tag = ts_slice(inside, 0, end);
        if (tag.len && !ts_span_starts(tag, ts_str("rdf:")))
            name = tag;
        if (tag.len)
            add_attributes(n, ts_slice(inside, end, SIZE_MAX));
        at = close + 1;
    }
}

/* ---- IPTC-IIM 4.2 in a Photoshop image resource 0x0404 ---- */

static void add_iptc(ts_image_lines *n, ts_span block) {
    static const struct {
        uint8_t set;
        const char *name;
    } sets[] = {{5, "Title"},        {25, "Keyword"},  {80, "By-line"},  {85, "By-line title"}, {90, "City"},
                {92, "Sublocation"}, {95, "State"},    {101, "Country"}, {105, "Headline"},     {110, "Credit"},
                {115, "Source"},     {118, "Contact"}, {120, "Caption"}, {122, "Writer"},       {116, "Copyright"}};
    size_t at = ts_span_find(block, ts_span_of("8BIM\4\4", 6), 0);
    ts_cursor c = ts_cursor_over(block);
    if (at > block.len)
        return;
    ts_skip(&c, at + 6);
    uint8_t name = ts_read_u8(&c);
    ts_skip(&c, name | 1); /* padded to an even length, its own byte counted */
    uint32_t len = ts_read_u32be(&c);
    ts_cursor d = ts_cursor_over(ts_slice(ts_span_of(c.at, ts_cursor_left(&c)), 0, len));
    while (ts_cursor_left(&d) >= 5 && ts_read_u8(&d) == 0x1C) {
        uint8_t record = ts_read_u8(&d), set = ts_read_u8(&d);
        ts_span value = ts_read_span(&d, ts_read_u16be(&d));
        for (size_t i = 0; d.ok && record == 2 && i < sizeof sets / sizeof *sets; i++)
            if (sets[i].set == set)
                ts_image_lines_add(n, sets[i].name, value);
    }
}

/* ---- where they stand ---- */

static void end_extended(ts_image_lines *n) {
    add_xmp(n, ts_buf_span(&n->extended));
    ts_buf_clear(&n->extended);
}

/* XMP beyond one segment (ISO 16684-3, 1.1.3.1): whose it is, how long all is, where this piece stands.  Pieces out of their
 * order are counted. */
static void add_extended(ts_image_lines *n, ts_span body) {
    enum { GUID = sizeof n->guid };
    ts_cursor c = ts_cursor_over(body);
    ts_span guid = ts_read_span(&c, GUID);
    ts_skip(&c, 4);
    uint32_t at = ts_read_u32be(&c);
    if (!c.ok)
        return;
    if (memcmp(n->guid, guid.ptr, GUID) != 0)
        end_extended(n);
    memcpy(n->guid, guid.ptr, GUID);
    ts_span piece = ts_slice(body, GUID + 8, SIZE_MAX);
    if (at == n->extended.len && piece.len <= TS_LIMIT_NOTES - n->extended.len)
        ts_buf_add(&n->extended, piece);
    else
        n->cut += piece.len;
}

static void read_jpeg(ts_image_lines *n, ts_span s) {
    static const char xmp[] = "http://ns.adobe.com/xap/1.0/", more[] = "http://ns.adobe.com/xmp/extension/";
    ts_cursor c = ts_cursor_over(s);
    ts_skip(&c, 2);
    while (c.ok && ts_read_u8(&c) == 0xFF) {
        uint8_t mark = ts_read_u8(&c);
        while (c.ok && mark == 0xFF)
            mark = ts_read_u8(&c);
        if (mark == 0xDA || mark == 0xD9)
            break;
        uint16_t len = ts_read_u16be(&c);
        ts_span body = ts_read_span(&c, len < 2 ? 0 : (size_t)len - 2);
        if (mark == 0xFE)
            ts_image_lines_add(n, "Comment", body);
        else if (mark == 0xE1 && ts_span_starts(body, ts_span_of(xmp, sizeof xmp)))
            add_xmp(n, ts_slice(body, sizeof xmp, SIZE_MAX));
        else if (mark == 0xE1 && ts_span_starts(body, ts_span_of(more, sizeof more)))
            add_extended(n, ts_slice(body, sizeof more, SIZE_MAX));
        else if (mark == 0xE1)
            ts_image_exif(n, body, 1);
        else if (mark == 0xED)
            add_iptc(n, body);
    }
    end_extended(n);
}

/* A zlib stream (RFC 1950): two bytes before the deflate data; the sum behind is not asked for. */
static void add_inflated(ts_image_lines *n, const char *name, ts_span packed) {
    enum { STEP = 64 * 1024 };
    TS_AUTO(ts_buf, ts_buf_done) out = {0};
    ts_span rest = ts_slice(packed, 2, SIZE_MAX);
    size_t used, got = 1, most = ts_image_lines_room(n);
    bool ended = false;
    ts_inflate *z = ts_inflate_new();
    while (!ended && got && out.len < most) {
        ts_buf_reserve(&out, STEP);
        if (ts_inflate_run(z, rest, out.ptr + out.len, STEP, &used, &got, &ended) != TS_OK)
            break;
        out.len += got;
        rest = ts_slice(rest, used, SIZE_MAX);
    }
    ts_inflate_free(z);
    if (!ended && out.len >= most)
        n->cut += rest.len + 1; /* at least one: the library may have taken the last in */
    ts_image_lines_add(n, name, ts_buf_span(&out));
}

/* keyword, NUL, then by type: text; a byte and packed text; flags, language, translated keyword and text. */
static void read_png_text(ts_image_lines *n, const char *type, ts_span body) {
    ts_span keyword = ts_until_nul(body);
    char name[80];
    snprintf(name, sizeof name, "%.*s", (int)(keyword.len < 79 ? keyword.len : 79), keyword.ptr);
    ts_span rest = ts_slice(body, keyword.len + 1, SIZE_MAX);
    if (strcmp(type, "tEXt") == 0) {
        ts_image_lines_add(n, name, rest);
    } else if (strcmp(type, "zTXt") == 0) {
        add_inflated(n, name, ts_slice(rest, 1, SIZE_MAX));
    } else if (rest.len > 2) {
        bool packed = rest.ptr[0] != 0;
        rest = ts_slice(rest, 2, SIZE_MAX);
        for (int i = 0; i < 2; i++)
            rest = ts_slice(rest, ts_until_nul(rest).len + 1, SIZE_MAX);
        if (packed)
            add_inflated(n, name, rest);
        else if (strcmp(name, "XML:com.adobe.xmp") == 0)
            add_xmp(n, rest);
        else
            ts_image_lines_add(n, name, rest);
    }
}

static void read_png(ts_image_lines *n, ts_span s) {
    ts_cursor c = ts_cursor_over(s);
    ts_skip(&c, 8);
    while (ts_cursor_left(&c) >= 12) {
        uint32_t len = ts_read_u32be(&c);
        ts_span type = ts_read_span(&c, 4), body = ts_read_span(&c, len);
        ts_skip(&c, 4);
        if (!type.ptr || !body.ptr)
            break;
        if (ts_span_eq(type, ts_str("eXIf")))
            ts_image_exif(n, body, 1);
        for (const char *const *t = (const char *const[]){"tEXt", "zTXt", "iTXt", NULL}; *t; t++)
            if (ts_span_eq(type, ts_str(*t)))
                read_png_text(n, *t, body);
    }
}

static void read_webp(ts_image_lines *n, ts_span s) {
    ts_cursor c = ts_cursor_over(s);
    ts_skip(&c, 12);
    while (ts_cursor_left(&c) >= 8) {
        ts_span type = ts_read_span(&c, 4);
        uint32_t len = ts_read_u32le(&c);
        ts_span body = ts_read_span(&c, len);
        ts_skip(&c, len & 1);
        if (!body.ptr)
            break;
        if (ts_span_eq(type, ts_str("EXIF")))
            ts_image_exif(n, body, 1);
        else if (ts_span_eq(type, ts_str("XMP ")))
            add_xmp(n, body);
    }
}

/* Of sub-blocks up to the empty one: what they hold. */
static void read_blocks(ts_cursor *c, ts_buf *out) {
    ts_buf_clear(out);
    for (uint8_t len = ts_read_u8(c); c->ok && len; len = ts_read_u8(c))
        ts_buf_add(out, ts_read_span(c, len));
}

/* GIF89a specification, 17-27. */
static void read_gif(ts_image_lines *n, ts_span s) {
    /* XMP stands there as it is; 258 bytes behind it lead whoever takes letters for lengths to its end (ISO 16684-3, 1.1.2) */
    enum { EXTENSION = 0x21, FRAME = 0x2C, COMMENT = 0xFE, PROGRAM = 0xFF, TRAILER = 258 };
    static const char xmp[] = "\x0BXMP DataXMP";
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_cursor c = ts_cursor_over(s);
    ts_skip(&c, 10);
    ts_skip(&c, ts_gif_table(ts_read_u8(&c)) + 2);
    for (uint8_t block = ts_read_u8(&c); c.ok && (block == EXTENSION || block == FRAME); block = ts_read_u8(&c)) {
        uint8_t label = 0;
        if (block == EXTENSION) {
            label = ts_read_u8(&c);
        } else {
            ts_skip(&c, 8);
            ts_skip(&c, ts_gif_table(ts_read_u8(&c)) + 1);
        }
        ts_span raw = ts_span_of(c.at, ts_cursor_left(&c));
        read_blocks(&c, &text);
        raw.len -= ts_cursor_left(&c);
        if (label == COMMENT)
            ts_image_lines_add(n, "Comment", ts_buf_span(&text));
        if (label == PROGRAM && ts_span_starts(raw, ts_str(xmp)) && raw.len > TRAILER)
            add_xmp(n, ts_slice(raw, sizeof xmp - 1, raw.len - TRAILER - (sizeof xmp - 1)));
    }
}

ts_err ts_image_notes(ts_sink *out, ts_image_kind kind, ts_span bytes, int *quarters) {
    ts_image_lines n = {.said = kind == TS_IMAGE_TIFF ? ts_map_new() : NULL};
    if (kind == TS_IMAGE_JPEG)
        read_jpeg(&n, bytes);
    else if (kind == TS_IMAGE_PNG)
        read_png(&n, bytes);
    else if (kind == TS_IMAGE_WEBP)
        read_webp(&n, bytes);
    else if (kind == TS_IMAGE_TIFF)
        ts_image_exif(&n, bytes, TS_LIMIT_PAGES);
    else if (kind == TS_IMAGE_GIF)
        read_gif(&n, bytes);
    *quarters = kind == TS_IMAGE_TIFF ? 0 : n.quarters;
    ts_err err = TS_OK;
    if (n.text.len) {
        err = ts_emit_part(out, ts_str("properties"));
        if (err == TS_OK)
            err = ts_emit_text(out, ts_buf_span(&n.text), TS_NO_OFFSET);
    }
    ts_buf_done(&n.text);
    ts_buf_done(&n.extended);
    ts_map_free(n.said);
    if (err == TS_OK && n.cut)
        err = ts_emit_unread(out, TS_REASON_TOO_LARGE, n.cut < bytes.len ? n.cut : bytes.len);
    return err;
}
