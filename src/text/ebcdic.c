/* ebcdic.c - text of IBM mainframes and midrange systems: EBCDIC in code pages 037, 285, 500, 1047.
 *
 * Letters, digits and blanks are the same in all of them; a few signs differ.  Where nothing tells which page it is, it is
 * that of the United Kingdom.
 */
#include "text/ebcdic.h"

#include "base/mem.h"

enum {
    BLANK = 0x40,
    TAB = 0x05,
    RETURN = 0x0D,
    NEW_LINE = 0x15,
    LINE_FEED = 0x25,
    LEAST = 64, /* bytes of a head that is judged */
    SAMPLE = 16 * 1024,
    SHORTEST = 8, /* records */
    LONGEST = 4096,
    PREFIX = 4,
    PAGE_UK = 285,
    PAGE_WORLD = 500
};

/* Code page 037 from 0x40 on (IBM's CDRA registry: CCSID 37). */
static const unsigned char page_037[192] = {
    0x20, 0xA0, 0xE2, 0xE4, 0xE0, 0xE1, 0xE3, 0xE5, 0xE7, 0xF1, 0xA2, 0x2E, 0x3C, 0x28, 0x2B, 0x7C, 0x26, 0xE9,
    0xEA, 0xEB, 0xE8, 0xED, 0xEE, 0xEF, 0xEC, 0xDF, 0x21, 0x24, 0x2A, 0x29, 0x3B, 0xAC, 0x2D, 0x2F, 0xC2, 0xC4,
    0xC0, 0xC1, 0xC3, 0xC5, 0xC7, 0xD1, 0xA6, 0x2C, 0x25, 0x5F, 0x3E, 0x3F, 0xF8, 0xC9, 0xCA, 0xCB, 0xC8, 0xCD,
    0xCE, 0xCF, 0xCC, 0x60, 0x3A, 0x23, 0x40, 0x27, 0x3D, 0x22, 0xD8, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67,
    0x68, 0x69, 0xAB, 0xBB, 0xF0, 0xFD, 0xFE, 0xB1, 0xB0, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70, 0x71, 0x72,
    0xAA, 0xBA, 0xE6, 0xB8, 0xC6, 0xA4, 0xB5, 0x7E, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0xA1, 0xBF,
    0xD0, 0xDD, 0xDE, 0xAE, 0x5E, 0xA3, 0xA5, 0xB7, 0xA9, 0xA7, 0xB6, 0xBC, 0xBD, 0xBE, 0x5B, 0x5D, 0xAF, 0xA8,
    0xB4, 0xD7, 0x7B, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0xAD, 0xF4, 0xF6, 0xF2, 0xF3, 0xF5,
    0x7D, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F, 0x50, 0x51, 0x52, 0xB9, 0xFB, 0xFC, 0xF9, 0xFA, 0xFF, 0x5C, 0xF7,
    0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5A, 0xB2, 0xD4, 0xD6, 0xD2, 0xD3, 0xD5, 0x30, 0x31, 0x32, 0x33,
    0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0xB3, 0xDB, 0xDC, 0xD9, 0xDA, 0x20,
};

/* Signs that other pages have elsewhere (CCSIDs 285, 500, 1047). */
static const struct {
    uint16_t page;
    unsigned char byte;
    uint16_t sign;
} others[] = {
    {285, 0x4A, 0x24},  {285, 0x5B, 0xA3},  {285, 0xA1, 0x203E}, {285, 0xB0, 0xA2},  {285, 0xB1, 0x5B},
    {285, 0xBA, 0x5E},  {285, 0xBC, 0x7E},  {500, 0x4A, 0x5B},   {500, 0x4F, 0x21},  {500, 0x5A, 0x5D},
    {500, 0x5F, 0x5E},  {500, 0xB0, 0xA2},  {500, 0xBA, 0xAC},   {500, 0xBB, 0x7C},  {1047, 0x5F, 0x5E},
    {1047, 0xAD, 0x5B}, {1047, 0xB0, 0xAC}, {1047, 0xBA, 0xDD},  {1047, 0xBB, 0xA8}, {1047, 0xBD, 0x5D},
};

/* ---- does it look like it? ---- */

typedef enum class { OTHER, SPACE, DIGIT, LETTER, SIGN, END } class;

static class class_of(unsigned char c) {
    if (c == BLANK)
        return SPACE;
    if (c >= 0xF0 && c <= 0xF9)
        return DIGIT;
    unsigned low = c & 0x0F;
    if (((c & 0xF0) == 0x80 || (c & 0xF0) == 0x90 || (c & 0xF0) == 0xC0 || (c & 0xF0) == 0xD0) && low >= 1 && low <= 9)
        return LETTER;
    if (((c & 0xF0) == 0xA0 || (c & 0xF0) == 0xE0) && low >= 2 && low <= 9)
        return LETTER;
    if (c == NEW_LINE || c == LINE_FEED || c == RETURN || c == TAB)
        return END;
    return (c >= 0x4A && c <= 0x50) || (c >= 0x5A && c <= 0x61) || (c >= 0x6A && c <= 0x6F) || (c >= 0x79 && c <= 0x7F)
               ? SIGN
               : OTHER;
}

/* "LL LL 00 00" before each record, its own four bytes counted. */
static bool is_counted(ts_span head) {
    size_t at = 0, n = 0;
    while (at + PREFIX <= head.len) {
        ts_cursor c = ts_cursor_over(ts_slice(head, at, PREFIX));
        uint16_t len = ts_read_u16be(&c);
        if (len <= PREFIX || ts_read_u16be(&c) != 0)
            return false;
        at += len;
        n++;
    }
    return n >= 2;
}

/* The distance at which bytes are most often of one class: the length of records. */
static uint32_t record_len(ts_span head, uint64_t size) {
    ts_span s = ts_slice(head, 0, SAMPLE);
    unsigned char *is = ts_alloc(s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        is[i] = (unsigned char)class_of((unsigned char)s.ptr[i]);
    uint32_t best = 0;
    size_t best_share = 0;
    for (uint32_t len = SHORTEST; len <= LONGEST && 2 * (size_t)len <= s.len; len++) {
        if (size != UINT64_MAX && size % len != 0)
            continue;
        size_t same = 0;
        for (size_t i = 0; i + len < s.len; i++)
            same += is[i] == is[i + len];
        size_t share = same * 1000 / (s.len - len);
        if (share > best_share + 20) { /* a multiple of the length agrees as well */
            best = len;
            best_share = share;
        }
    }
    ts_free(is);
    return best_share >= 600 ? best : 0;
}

/* How often each byte stands there.  Every binary file is counted so: four counts, since equal bytes that follow each other
 * would wait for one. */
static void count_bytes(ts_span s, size_t count[static 256]) {
    uint32_t part[4][256] = {{0}};
    size_t i = 0;
    for (; i + 4 <= s.len; i += 4)
        for (size_t k = 0; k < 4; k++)
            part[k][(unsigned char)s.ptr[i + k]]++;
    for (; i < s.len; i++)
        part[0][(unsigned char)s.ptr[i]]++;
    for (size_t c = 0; c < 256; c++)
        count[c] = (size_t)part[0][c] + part[1][c] + part[2][c] + part[3][c];
}

bool ts_ebcdic_looks(ts_span head, uint64_t size, ts_ebcdic *out) {
    size_t n[END + 1] = {0}, count[256];
    if (head.len < LEAST)
        return false;
    count_bytes(head, count);
    for (size_t c = 0; c < 256; c++)
        n[class_of((unsigned char)c)] += count[c];
    size_t words = n[LETTER] + n[DIGIT], ends = count[NEW_LINE] + count[LINE_FEED];
    *out = (ts_ebcdic){.page = count[0xBB] > count[0x4F] ? PAGE_WORLD : PAGE_UK, .counted = is_counted(head)};
    /* Records may hold packed numbers, lines do not. */
    size_t strange = out->counted ? n[OTHER] / 2 : n[OTHER]; /* lengths are no letters */
    if (strange * 10 > 3 * head.len || (ends && strange * 10 > head.len) || words * 10 < head.len * 4 ||
        n[LETTER] * 10 < head.len || (n[SPACE] + n[SIGN] + ends) * 50 < head.len)
        return false;
    if (!out->counted && (ends == 0 || ends * 2000 < head.len))
        out->record = record_len(head, size);
    return out->counted || out->record || ends;
}

/* ---- letters ---- */

static void make_page(unsigned page, uint16_t sign[static 256]) {
    for (size_t c = 0; c < 256; c++)
        sign[c] = c < BLANK ? ' ' : page_037[c - BLANK];
    sign[TAB] = '\t';
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].page == page)
            sign[others[i].byte] = others[i].sign;
}

static void add_line(ts_buf *out, const uint16_t *sign, ts_span line) {
    if (line.len && line.ptr[line.len - 1] == RETURN)
        line.len--;
    ts_buf_reserve(out, line.len + 1);
    for (size_t i = 0; i < line.len; i++) {
        uint16_t c = sign[(unsigned char)line.ptr[i]];
        if (c < 0x80)
            ts_buf_add_char(out, (char)c);
        else
            ts_buf_add_utf8(out, c);
    }
    ts_buf_add_char(out, '\n');
}

static bool is_end(char c) { return c == NEW_LINE || c == LINE_FEED; }

/* Bytes of the record at the start of s and of what is around it; 0: it is not whole. */
static size_t record_at(const ts_ebcdic *e, ts_span s, ts_span *text) {
    if (e->record) {
        *text = ts_slice(s, 0, e->record);
        return s.len < e->record ? 0 : e->record;
    }
    if (e->counted) {
        ts_cursor c = ts_cursor_over(s);
        size_t len = ts_read_u16be(&c);
        len = len < PREFIX ? PREFIX : len;
        *text = ts_slice(s, PREFIX, len - PREFIX);
        return s.len < len ? 0 : len;
    }
    size_t i = 0;
    while (i < s.len && !is_end(s.ptr[i]))
        i++;
    *text = ts_slice(s, 0, i);
    return i < s.len ? i + 1 : 0;
}

void ts_ebcdic_to_utf8(const ts_ebcdic *e, ts_span in, bool last, ts_buf *out, size_t *used) {
    size_t at = 0;
    uint16_t sign[256];
    make_page(e->page, sign);
    while (at < in.len) {
        ts_span text;
        size_t n = record_at(e, ts_slice(in, at, in.len), &text);
        if (!n && !last && (at || in.len < LONGEST * 16))
            break;
        add_line(out, sign, n ? text : ts_slice(in, at + (e->counted ? PREFIX : 0), in.len));
        at = n ? at + n : in.len;
    }
    *used = at;
}
