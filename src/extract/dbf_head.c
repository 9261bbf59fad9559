/* dbf_head.c - the head of a dBase table, and letters of its code page.
 *
 * Layouts: dBASE III PLUS, dBASE IV and dBASE 7 table file formats (Borland, "dBASE .DBF File Structure"); Visual FoxPro's
 * "Table File Structure" (Microsoft).
 */
#include "extract/dbf.h"

#include "text/codepage.h"

enum {
    HEAD = 32,
    FIELD = 32,
    NAME = 11,
    HEAD_7 = 68, /* dBASE 7: longer heads, longer names */
    FIELD_7 = 48,
    NAME_7 = 32,
    LAST = 0x0D,
    BACKLINK = 263, /* Visual FoxPro keeps the name of its database behind the fields */
    UTF8 = 65001
};

/* By the driver that byte 29 names (dBASE and FoxPro language drivers). */
static unsigned page_of(unsigned driver) {
    static const struct {
        unsigned char driver;
        uint16_t page;
    } pages[] = {{0x01, 437},  {0x02, 850},  {0x03, 1252}, {0x04, 10000}, {0x08, 865},  {0x09, 437}, {0x0A, 850},
                 {0x0B, 437},  {0x0D, 437},  {0x0E, 850},  {0x0F, 437},   {0x10, 850},  {0x11, 437}, {0x12, 850},
                 {0x13, 932},  {0x14, 850},  {0x15, 437},  {0x16, 850},   {0x17, 865},  {0x18, 437}, {0x19, 437},
                 {0x1A, 850},  {0x1B, 437},  {0x1C, 863},  {0x1D, 850},   {0x1F, 852},  {0x22, 852}, {0x23, 852},
                 {0x24, 860},  {0x25, 850},  {0x26, 866},  {0x37, 850},   {0x40, 852},  {0x4D, 936}, {0x4E, 949},
                 {0x4F, 950},  {0x50, 874},  {0x57, 1252}, {0x58, 1252},  {0x59, 1252}, {0x64, 852}, {0x65, 866},
                 {0x66, 865},  {0x67, 861},  {0x6A, 737},  {0x6B, 857},   {0x78, 950},  {0x79, 949}, {0x7A, 936},
                 {0x7B, 932},  {0x7C, 874},  {0x7D, 1255}, {0x7E, 1256},  {0x86, 737},  {0x87, 852}, {0x88, 857},
                 {0xC8, 1250}, {0xC9, 1251}, {0xCA, 1254}, {0xCB, 1253},  {0xCC, 1257}};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (pages[i].driver == driver)
            return pages[i].page;
    return 0;
}

static bool is_version(unsigned v) {
    static const unsigned char known[] = {0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83,
                                          0x87, 0x8B, 0x8C, 0x8E, 0xCB, 0xE5, 0xF5, 0xFB};
    return memchr(known, (int)v, sizeof known) != NULL;
}

static bool is_name(ts_span name) {
    if (!name.len)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] < ' ')
            return false;
    return true;
}

static bool width_fits(char type, uint32_t len) {
    switch (type) {
    case 'D':
        return len == 8;
    case 'L':
        return len == 1;
    case 'I':
    case '+':
        return len == 4;
    case 'T':
    case '@':
    case 'O':
    case 'Y':
        return len == 8;
    case 'N':
    case 'F':
        return len >= 1 && len <= 32;
    case 'M':
    case 'G':
    case 'P':
    case 'W':
        return len == 10 || len == 4;
    case 'B':
        return len == 10 || len == 8 || len == 4;
    default:
        return len >= 1 && strchr("CVQ0X", type) != NULL && type;
    }
}

/* All descriptors up to the mark that ends them. */
static bool read_fields(ts_span head, ts_dbf *t, size_t first, size_t each, size_t name_len) {
    uint32_t at = 1;
    t->n = 0;
    for (size_t from = first; from + 1 <= t->head_len; from += each) {
        if (from < head.len && head.ptr[from] == LAST && t->n) {
            size_t behind = t->head_len - from - 1;
            return at == t->record_len &&
                   (behind <= 1 || behind == BACKLINK || behind == BACKLINK + 1 || each == FIELD_7);
        }
        ts_cursor c = ts_cursor_over(ts_slice(head, from, each));
        ts_span name = ts_trim(ts_until_nul(ts_read_span(&c, name_len)));
        char type = (char)ts_read_u8(&c);
        if (each == FIELD)
            ts_skip(&c, 4);
        uint32_t len = ts_read_u8(&c), decimals = ts_read_u8(&c);
        if (type == 'C' && each == FIELD) /* Clipper and FoxPro: long texts */
            len += decimals << 8;
        if (!c.ok || !is_name(name) || !width_fits(type, len) || len > t->record_len - at)
            return false;
        t->field[t->n++] = (ts_dbf_field){name, type, at, len};
        at += len;
    }
    return false;
}

bool ts_dbf_read(ts_span head, ts_dbf *t) {
    *t = (ts_dbf){0};
    ts_cursor c = ts_cursor_over(ts_slice(head, 0, HEAD));
    t->version = ts_read_u8(&c);
    ts_skip(&c, 1);
    unsigned month = ts_read_u8(&c), day = ts_read_u8(&c);
    t->records = ts_read_u32le(&c);
    t->head_len = ts_read_u16le(&c);
    t->record_len = ts_read_u16le(&c);
    ts_skip(&c, 3);
    t->encrypted = ts_read_u8(&c) == 1;
    ts_skip(&c, 13);
    t->page = page_of(ts_read_u8(&c));
    if (!c.ok || !is_version(t->version) || month > 12 || day > 31 || t->record_len < 2 ||
        t->head_len <= HEAD + FIELD || head.len < (t->head_len < 4096 ? t->head_len : 4096))
        return false;
    t->field = ts_alloc_array(t->head_len / FIELD + 1, sizeof *t->field);
    bool is_7 = (t->version & 7) == 4 && read_fields(head, t, HEAD_7, FIELD_7, NAME_7);
    if (is_7 || read_fields(head, t, HEAD, FIELD, NAME))
        return true;
    ts_dbf_done(t);
    return false;
}

void ts_dbf_done(ts_dbf *t) {
    ts_free(t->field);
    t->field = NULL;
    t->n = 0;
}

/* Letters with accents stand below 0xA6 in the pages of DOS, and from 0xC0 on in those of Windows. */
unsigned ts_dbf_guess_page(ts_span bytes) {
    if (ts_utf8_valid(bytes))
        return UTF8;
    size_t dos = 0, windows = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned c = (unsigned char)bytes.ptr[i];
        bool in_word = i && (ts_is_alpha(bytes.ptr[i - 1]) || (i + 1 < bytes.len && ts_is_alpha(bytes.ptr[i + 1])));
        dos += in_word && c >= 0x80 && c < 0xA6 && c != 0x91 && c != 0x92; /* Windows: apostrophes */
        windows += in_word && c >= 0xC0;
    }
    return dos > windows ? 850 : 1252;
}

ts_span ts_dbf_text(ts_span raw, unsigned page, ts_arena *loose) {
    size_t high = 0;
    for (size_t i = 0; i < raw.len; i++)
        high += (unsigned char)raw.ptr[i] >= 0x80;
    if (!high || page == UTF8 || !ts_codepage_known(page))
        return raw; /* the sink makes letters of what is not UTF-8 */
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    for (size_t i = 0; i < raw.len; i++)
        ts_codepage_add(&text, page, (unsigned char)raw.ptr[i]);
    return ts_arena_copy(loose, ts_buf_span(&text));
}
