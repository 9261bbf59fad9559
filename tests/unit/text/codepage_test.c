/* codepage_test.c - letters of one-byte code pages. */
#include "text/codepage.h"

#include "base/mem.h"
#include "support/test.h"

TEST(letters_of_each_page) {
    static const struct {
        unsigned page, byte;
        const char *want, *why;
    } rows[] = {
        {1252, 'A', "A", "ASCII"},
        {1252, 0xEB, "\xC3\xAB", "e with diaeresis"},
        {1252, 0x80, "\xE2\x82\xAC", "euro"},
        {1250, 0xB3, "\xC5\x82", "Polish l with stroke"},
        {1251, 0xC8, "\xD0\x98", "Cyrillic I"},
        {1253, 0xE1, "\xCE\xB1", "Greek alpha"},
        {1254, 0xFE, "\xC5\x9F", "Turkish s with cedilla"},
        {1257, 0xF0, "\xC5\xA1", "Baltic s with caron"},
        {437, 0x82, "\xC3\xA9", "DOS e acute"},
        {850, 0xE0, "\xC3\x93", "DOS O acute"},
        {28591, 0xEB, "\xC3\xAB", "Latin-1"},
        {28592, 0xA3, "\xC5\x81", "Latin-2: L with stroke"},
        {28595, 0xB0, "\xD0\x90", "Cyrillic A"},
        {28597, 0xE1, "\xCE\xB1", "Greek alpha"},
        {28599, 0xFE, "\xC5\x9F", "Latin-5: as 1254"},
        {28605, 0xA4, "\xE2\x82\xAC", "Latin-9: euro"},
        {20866, 0xC1, "\xD0\xB0", "KOI8-R a"},
        {10000, 0x8E, "\xC3\xA9", "Macintosh e acute"},
        {1255, 0xFF, "\xEF\xBF\xBD", "no letter there"},
        {65001, 0xC3, "\xC3", "UTF-8 as it is"},
        {932, 0xEB, "\xC3\xAB", "not known: as Windows-1252"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        ts_codepage_add(&b, rows[i].page, (unsigned char)rows[i].byte);
        CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str(rows[i].want)), rows[i].why);
    }
    CHECK(ts_codepage_known(1250) && ts_codepage_known(1252) && !ts_codepage_known(932) && !ts_codepage_known(0));
}
