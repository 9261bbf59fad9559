/* carve_signs.c - files inside other bytes: their signs, and how far they reach. */
#include "extract/carve_signs.h"

#include "base/lanes.h"
#include "base/limits.h"
#include "base/mem.h"

enum { BLOCK = 64 * 1024, PARTS = 100000 /* chunks of a PNG, marked parts of a JPEG */ };

static const struct sign {
    ts_sign_kind kind;
    size_t len;
    const char *bytes, *ending;
} signs[] = {
    {TS_SIGN_ZIP, 4, "PK\3\4", ".zip"},
    {TS_SIGN_PNG, 8, "\x89PNG\r\n\x1a\n", ".png"},
    {TS_SIGN_JPEG, 3, "\xff\xd8\xff", ".jpg"},
    {TS_SIGN_PDF, 5, "%PDF-", ".pdf"},
    {TS_SIGN_OLE, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ".ole"},
    {TS_SIGN_SQLITE, 16, "SQLite format 3", ".sqlite"},
    {TS_SIGN_7Z, 6, "7z\xBC\xAF\x27\x1C", ".7z"},
    {TS_SIGN_GZIP, 3, "\x1f\x8b\x08", ""},
    {TS_SIGN_ZLIB, 2, "\x78\x01", ""},
    {TS_SIGN_ZLIB, 2, "\x78\x5e", ""},
    {TS_SIGN_ZLIB, 2, "\x78\x9c", ""},
    {TS_SIGN_ZLIB, 2, "\x78\xda", ""},
};
enum { SIGNS = sizeof signs / sizeof *signs };

const char *ts_sign_ending(ts_sign_kind kind) {
    for (size_t i = 0; i < SIGNS; i++)
        if (signs[i].kind == kind)
            return signs[i].ending;
    return "";
}

/* A bit for each two bytes that a sign begins with. */
static const uint64_t *pairs(void) {
    static uint64_t bits[1024];
    if (!bits[0]) {
        for (size_t i = 0; i < SIGNS; i++) {
            unsigned two = (unsigned char)signs[i].bytes[0] | (unsigned)(unsigned char)signs[i].bytes[1] << 8;
            bits[two / 64] |= UINT64_C(1) << two % 64;
        }
        bits[0] |= 1; /* made: two zeros begin no sign, and are passed over below */
    }
    return bits;
}

static ts_sign_kind sign_at(const char *bytes, size_t len) {
    for (size_t i = 0; i < SIGNS; i++)
        if (len >= signs[i].len && memcmp(bytes, signs[i].bytes, signs[i].len) == 0)
            return signs[i].kind;
    return TS_SIGN_NONE;
}

ts_sign_kind ts_sign_next(const char *bytes, size_t from, size_t end, size_t len, size_t *at) {
    const uint64_t *bit = pairs();
    size_t last = len > 0 && end > len - 1 ? len - 1 : end;
    for (size_t i = from; i < last;) {
        bool roomy = i + TS_LANES <= last;
        uint32_t may = 1;
        if (roomy)
            may = ts_lanes_among(ts_lanes_of(bytes + i), "P\x89\xff%\xD0S\x1f\x78") |
                  ts_lanes_are(ts_lanes_of(bytes + i), '7');
        for (; may; may &= may - 1) {
            const char *p = bytes + i + __builtin_ctz(may);
            unsigned two = (unsigned char)p[0] | (unsigned)(unsigned char)p[1] << 8;
            ts_sign_kind kind = (bit[two / 64] >> two % 64 & 1) ? sign_at(p, len - (size_t)(p - bytes)) : TS_SIGN_NONE;
            if (kind != TS_SIGN_NONE) {
                *at = (size_t)(p - bytes);
                return kind;
            }
        }
        i += roomy ? TS_LANES : 1;
    }
    *at = end;
    return TS_SIGN_NONE;
}

/* ---- how far ---- */

typedef struct looking {
    ts_source *in;
    uint64_t at, end; /* of the file that may be one, and where it ends at the latest */
} looking;

/* len bytes at the offset from the file's own start. */
static bool get(const looking *l, uint64_t offset, char *out, size_t len) {
    uint64_t room = l->end - l->at;
    return offset <= room && len <= room - offset && ts_source_read_at(l->in, l->at + offset, out, len) == TS_OK;
}

static uint32_t be32(const char *p) {
    ts_cursor c = ts_cursor_over(ts_span_of(p, 4));
    return ts_read_u32be(&c);
}

/* The first of these bytes at or behind `from`, as an offset from the file's start; UINT64_MAX: none. */
static uint64_t find(const looking *l, uint64_t from, ts_span what) {
    char *block = ts_grow(NULL, BLOCK, 1);
    uint64_t found = UINT64_MAX, room = l->end - l->at;
    while (found == UINT64_MAX && from < room && room - from >= what.len) {
        size_t n = room - from < BLOCK ? (size_t)(room - from) : BLOCK;
        if (!get(l, from, block, n))
            break;
        size_t i = ts_span_find(ts_span_of(block, n), what, 0);
        if (i != SIZE_MAX)
            found = from + i;
        from += n - what.len + 1;
    }
    ts_free(block);
    return found;
}

static uint64_t all(const looking *l) { return l->end - l->at; }

/* To the end record with its comment.  A local header says little: its name is asked for, too. */
static uint64_t zip_length(const looking *l) {
    char head[31], end[22];
    if (!get(l, 0, head, sizeof head))
        return 0;
    ts_cursor c = ts_cursor_over(ts_span_of(head + 4, 26));
    uint16_t version = ts_read_u16le(&c);
    ts_skip(&c, 2);
    uint16_t method = ts_read_u16le(&c);
    ts_skip(&c, 16);
    uint16_t name = ts_read_u16le(&c);
    if ((version & 0xFF) > 63 || method > 99 || name == 0 || name > TS_LIMIT_NAME || (unsigned char)head[30] < ' ')
        return 0;
    uint64_t at = find(l, 30, ts_str("PK\5\6"));
    if (at == UINT64_MAX || !get(l, at, end, sizeof end))
        return all(l);
    c = ts_cursor_over(ts_span_of(end + 20, 2));
    uint64_t length = at + sizeof end + ts_read_u16le(&c);
    return length < all(l) ? length : all(l);
}

/* Chunk by chunk to IEND (PNG specification, 5.3). */
static uint64_t png_length(const looking *l) {
    uint64_t at = 8;
    char chunk[8];
    for (int n = 0; n < PARTS && get(l, at, chunk, sizeof chunk); n++) {
        if (n == 0 && memcmp(chunk + 4, "IHDR", 4) != 0)
            return 0;
        for (int i = 4; i < 8; i++)
            if (!ts_is_alpha(chunk[i]))
                return at;
        at += 12 + (uint64_t)be32(chunk);
        if (memcmp(chunk + 4, "IEND", 4) == 0)
            break;
    }
    return at < all(l) ? at : all(l);
}

/* Does a marked part begin so that may stand before the picture's own bytes (ITU-T T.81, table B.1)?  Those of programs, APP0 to
 * APP15, begin with a name; machine code, which has many bytes of 0xFF, makes others by chance. */
static bool is_jpeg_part(const char part[static 6]) {
    unsigned mark = (unsigned char)part[1];
    bool program = mark >= 0xE0 && mark <= 0xEF;
    bool known = (mark >= 0xC0 && mark <= 0xCF && mark != 0xC8) || (mark >= 0xDA && mark <= 0xDF) || mark == 0xFE;
    return part[0] == '\xFF' && (program ? ts_is_alnum(part[4]) && ts_is_alnum(part[5]) : known);
}

/* Marked parts up to the scan, then to the end mark (ITU-T T.81, annex B). */
static uint64_t jpeg_length(const looking *l) {
    uint64_t at = 2;
    char part[6];
    for (int n = 0; n < PARTS && get(l, at, part, sizeof part); n++) {
        unsigned mark = (unsigned char)part[1], len = (unsigned)(unsigned char)part[2] << 8 | (unsigned char)part[3];
        /* Chance has no second part; behind two, a program's may have any name or none. */
        bool program = n >= 2 && part[0] == '\xFF' && mark >= 0xE0 && mark <= 0xEF;
        if (!(is_jpeg_part(part) || program) || len < 2)
            return n < 2 ? 0 : at;
        if (mark == 0xDA) {
            uint64_t end = find(l, at, ts_span_of("\xff\xd9", 2));
            return end == UINT64_MAX ? all(l) : end + 2;
        }
        at += 2 + len;
    }
    return at < all(l) ? at : all(l);
}

/* To the last end mark before another PDF begins; the smallest there is has more than a hundred bytes. */
static uint64_t pdf_length(const looking *l) {
    enum { LEAST = 64, MARK = 5 };
    looking one = *l;
    uint64_t next = find(l, MARK, ts_str("%PDF-")), last = 0;
    if (next != UINT64_MAX)
        one.end = l->at + next;
    char *block = ts_grow(NULL, BLOCK, 1);
    for (uint64_t from = 0; from < all(&one); from += BLOCK - MARK) {
        size_t n = all(&one) - from < BLOCK ? (size_t)(all(&one) - from) : BLOCK;
        if (!get(&one, from, block, n))
            break;
        for (size_t i = 0; (i = ts_span_find(ts_span_of(block, n), ts_str("%%EOF"), i)) != SIZE_MAX; i += MARK)
            last = from + i + MARK;
    }
    ts_free(block);
    last = last ? last : all(&one);
    return last < LEAST ? 0 : last;
}

/* No more than its sector tables speak of (MS-CFB 2.2). */
static uint64_t ole_length(const looking *l) {
    char head[48];
    if (!get(l, 0, head, sizeof head))
        return 0;
    ts_cursor c = ts_cursor_over(ts_span_of(head + 30, 18));
    uint16_t shift = ts_read_u16le(&c);
    ts_skip(&c, 12);
    uint64_t tables = ts_read_u32le(&c);
    if (shift < 7 || shift > 16 || tables == 0)
        return 0;
    uint64_t length = (tables * (1u << (shift - 2)) + 1) << shift;
    return length < all(l) ? length : all(l);
}

/* Pages times their size (sqlite.org/fileformat2.html, 1.3). */
static uint64_t sqlite_length(const looking *l) {
    char head[32];
    if (!get(l, 0, head, sizeof head))
        return 0;
    uint64_t page = (uint64_t)(unsigned char)head[16] << 8 | (unsigned char)head[17];
    page = page == 1 ? 65536 : page;
    if (page < 512 || (page & (page - 1)))
        return 0;
    uint64_t length = page * be32(head + 28);
    return length && length < all(l) ? length : all(l);
}

/* Its header, and where the other header is (7zFormat.txt). */
static uint64_t seven_length(const looking *l) {
    char head[32];
    if (!get(l, 0, head, sizeof head))
        return 0;
    ts_cursor c = ts_cursor_over(ts_span_of(head + 12, 16));
    uint64_t offset = ts_read_u64le(&c), size = ts_read_u64le(&c);
    if (offset > all(l) || size > all(l))
        return all(l);
    return 32 + offset + size < all(l) ? 32 + offset + size : all(l);
}

uint64_t ts_sign_length(ts_source *in, uint64_t at, ts_sign_kind kind) {
    looking l = {in, at, in->size};
    if (l.end - at > TS_LIMIT_CARVED)
        l.end = at + TS_LIMIT_CARVED;
    switch (kind) {
    case TS_SIGN_ZIP:
        return zip_length(&l);
    case TS_SIGN_PNG:
        return png_length(&l);
    case TS_SIGN_JPEG:
        return jpeg_length(&l);
    case TS_SIGN_PDF:
        return pdf_length(&l);
    case TS_SIGN_OLE:
        return ole_length(&l);
    case TS_SIGN_SQLITE:
        return sqlite_length(&l);
    case TS_SIGN_7Z:
        return seven_length(&l);
    default:
        return all(&l);
    }
}
