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
        {21866, 0xA4, "\xD1\x94", "KOI8-U: Ukrainian ie"},
        {852, 0xA8, "\xC4\x98", "DOS E with ogonek"},
        {866, 0x80, "\xD0\x90", "DOS Cyrillic A"},
        {28593, 0xF8, "\xC4\x9D", "Latin-3: g with circumflex"},
        {28594, 0xF9, "\xC5\xB3", "Latin-4: u with ogonek"},
        {28596, 0xC7, "\xD8\xA7", "Arabic alef"},
        {28598, 0xE0, "\xD7\x90", "Hebrew alef"},
        {28600, 0xA1, "\xC4\x84", "Latin-6: A with ogonek"},
        {28603, 0xE0, "\xC4\x85", "Latin-7: a with ogonek"},
        {28604, 0xF0, "\xC5\xB5", "Latin-8: w with circumflex"},
        {28606, 0xBA, "\xC8\x99", "Latin-10: s with comma"},
        {28604, 0x85, "\xEF\xBF\xBD", "a control is no letter"},
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

TEST(many_bytes_are_the_letters_of_each) {
    static const unsigned pages[] = {1252, 1250, 28591, 20866, 65001, 932};
    for (size_t i = 0; i < TEST_COUNT(pages); i++) {
        static const char bytes[] = "Zo\xEB, \xE9\xE8 \x80\xFF";
        TS_AUTO(ts_buf, ts_buf_done) one = {0}, all = {0};
        for (size_t k = 0; k < sizeof bytes; k++)
            ts_codepage_add(&one, pages[i], (unsigned char)bytes[k]);
        ts_codepage_add_all(&all, pages[i], ts_span_of(bytes, sizeof bytes));
        CHECK(ts_span_eq(ts_buf_span(&one), ts_buf_span(&all)));
    }
}

TEST(names_of_charsets_are_told_whatever_their_marks) {
    static const struct {
        const char *name;
        unsigned page;
    } rows[] = {
        {"ISO-8859-2", 28592},
        {"iso8859-2", 28592},
        {"iso_8859_2", 28592},
        {"latin2", 28592},
        {"L2", 28592},
        {"csISOLatin2", 28592},
        {"latin5", 28599},
        {"latin9", 28605},
        {"latin10", 28606},
        {"latin11", 0},
        {"windows-1250", 1250},
        {"cp1250", 1250},
        {"CP-1250", 1250},
        {"x-cp1250", 1250},
        {"win-1251", 1251},
        {"windows-cp1251", 1251},
        {"IBM866", 866},
        {"cp866", 866},
        {"KOI8-R", 20866},
        {"koi8-u", 21866},
        {"TIS-620", 874},
        {"iso-8859-11", 874},
        {"macintosh", 10000},
        {"iso-8859-8-i", 28598},
        {"US-ASCII", 1252},
        {"windows-1252", 1252},
        {"iso-8859-1", 28591},
        {"Latin1", 28591},
        {"utf-8", 65001},
        {"UTF8", 65001},
        {"ISO-8859-12", 0},
        {"iso-8859-0", 0},
        {"windows-", 0},
        {"cp932", 0},
        {"", 0},
        {"big5", 0},
        {"cp99999999999", 0},
        {"x-a-name-longer-than-any-that-is-known", 0},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_codepage_named(ts_str(rows[i].name)) == rows[i].page, rows[i].name);
}
