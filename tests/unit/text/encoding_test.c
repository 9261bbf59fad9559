/* encoding_test.c - charsets told apart and turned into valid UTF-8, in pieces of any size. */
#include "base/mem.h"
#include "support/test.h"
#include "text/encoding.h"

#define BYTES(literal) \
    { literal, sizeof literal - 1 }

TEST(charsets_are_told_by_their_bytes) {
    static const struct {
        ts_span head;
        ts_charset charset;
        size_t bom;
        const char *why;
    } rows[] = {
        {BYTES("plain words"), TS_UTF8, 0, "ASCII"},
        {BYTES("Si\xC3\xA2n"), TS_UTF8, 0, "UTF-8"},
        {BYTES("Si\xC3\xA2n \xE2\x80"), TS_UTF8, 0, "UTF-8, the last character cut"},
        {BYTES("\xEF\xBB\xBFx"), TS_UTF8, 3, "UTF-8 with a mark"},
        {BYTES("Si\xE2n and Ren\xE9"), TS_WINDOWS_1252, 0, "Windows-1252"},
        {BYTES("cost \x80 5, \x93so\x94"), TS_WINDOWS_1252, 0, "its own letters"},
        {BYTES("\xFF\xFEx\0"), TS_UTF16LE, 2, "UTF-16 with a mark"},
        {BYTES("\xFE\xFF\0x"), TS_UTF16BE, 2, "the other way round"},
        {BYTES("a\0b\0c\0d\0e\0"), TS_UTF16LE, 0, "UTF-16 without"},
        {BYTES("\0a\0b\0c\0d\0e"), TS_UTF16BE, 0, "UTF-16 without, the other way round"},
        {BYTES("\xFF\xFE\0\0x\0\0\0"), TS_UTF32LE, 4, "UTF-32"},
        {BYTES("\0\0\xFE\xFF\0\0\0x"), TS_UTF32BE, 4, "UTF-32, the other way round"},
        {BYTES("\x7F"
               "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0"),
         TS_BINARY, 0, "a program"},
        {BYTES("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0"), TS_BINARY, 0, "a picture"},
        {BYTES("a\x1F"
               "b\x1E"
               "c\x1F"
               "d\x1E"),
         TS_UTF8, 0, "ASCII's own separators"},
        {BYTES("page one\fpage two\x1A"), TS_UTF8, 0, "form feed, and CP/M's end of file"},
        {BYTES(""), TS_UTF8, 0, "nothing"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        size_t bom = 99;
        CHECK_ROW(ts_charset_guess(rows[i].head, &bom) == rows[i].charset, rows[i].why);
        CHECK_ROW(bom == rows[i].bom, rows[i].why);
    }
}

static const struct {
    ts_charset from;
    ts_span in, want;
} conversions[] = {
    {TS_UTF8, BYTES("Si\xC3\xA2n \xF0\x9F\x98\x80"), BYTES("Si\xC3\xA2n \xF0\x9F\x98\x80")},
    {TS_UTF8, BYTES("Si\xE2n"), BYTES("Si\xC3\xA2n")}, /* a stray Windows-1252 letter */
    {TS_UTF8, BYTES("cut \xE2\x80"), BYTES("cut \xEF\xBF\xBD")},
    {TS_WINDOWS_1252, BYTES("Ren\xE9"), BYTES("Ren\xC3\xA9")}, /* at the end it is a letter all the same */
    {TS_WINDOWS_1252, BYTES("\x80\x93\x94\xA0"), BYTES("\xE2\x82\xAC\xE2\x80\x9C\xE2\x80\x9D\xC2\xA0")},
    {TS_WINDOWS_1252, BYTES("Ren\xE9, Si\xC3\xA2n"), BYTES("Ren\xC3\xA9, Si\xC3\xA2n")}, /* both in one file */
    {TS_UTF16LE, BYTES("S\0\xE2\0=\xD8\0\xDE"), BYTES("S\xC3\xA2\xF0\x9F\x98\x80")},
    {TS_UTF16BE, BYTES("\0S\0\xE2\xD8=\xDE\0"), BYTES("S\xC3\xA2\xF0\x9F\x98\x80")},
    {TS_UTF16LE, BYTES("=\xD8x\0"), BYTES("\xEF\xBF\xBDx")}, /* half a pair */
    {TS_UTF16LE, BYTES("x\0y"), BYTES("x\xEF\xBF\xBD")},
    {TS_UTF32LE, BYTES("S\0\0\0\0\xF6\1\0\xFF\xFF\xFF\xFF"), BYTES("S\xF0\x9F\x98\x80\xEF\xBF\xBD")},
    {TS_UTF32BE, BYTES("\0\0\0S\0\1\xF6\0"), BYTES("S\xF0\x9F\x98\x80")},
    {TS_UTF8, BYTES("\xC0\xAF"), BYTES("\xC3\x80\xC2\xAF")}, /* an overlong slash is no slash */
    {TS_UTF8, BYTES("\xED\xA0\x80"), BYTES("\xC3\xAD\xC2\xA0\xE2\x82\xAC")}, /* nor a surrogate a character */
};

TEST(everything_becomes_valid_utf8) {
    for (size_t i = 0; i < TEST_COUNT(conversions); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        size_t used = 0;
        ts_to_utf8(conversions[i].from, conversions[i].in, true, &out, &used);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), conversions[i].want), conversions[i].want.ptr);
        CHECK_ROW(used == conversions[i].in.len && ts_utf8_valid(ts_buf_span(&out)), conversions[i].want.ptr);
    }
}

TEST(pieces_of_any_size_give_the_same) {
    for (size_t i = 0; i < TEST_COUNT(conversions); i++) {
        for (size_t step = 1; step <= 5; step++) {
            TS_AUTO(ts_buf, ts_buf_done) out = {0};
            ts_span in = conversions[i].in;
            size_t at = 0, end = 0;
            while (at < in.len) {
                size_t used = 0;
                end = end + step < in.len ? end + step : in.len;
                ts_to_utf8(conversions[i].from, ts_slice(in, at, end - at), end == in.len, &out, &used);
                at += used;
                if (end == in.len)
                    break;
            }
            CHECK_ROW(at == in.len && ts_span_eq(ts_buf_span(&out), conversions[i].want), conversions[i].want.ptr);
        }
    }
}

TEST(every_pair_of_bytes_ends_as_utf8) {
    for (unsigned c = 0; c < 7; c++)
        for (unsigned pair = 0; pair < 65536; pair++) {
            char two[2] = {(char)(pair >> 8), (char)pair};
            TS_AUTO(ts_buf, ts_buf_done) out = {0};
            size_t used = 0;
            ts_to_utf8((ts_charset)c, (ts_span){two, 2}, true, &out, &used);
            if (used != 2 || !ts_utf8_valid(ts_buf_span(&out)))
                CHECK_ROW(false, ts_charset_name((ts_charset)c));
        }
}
