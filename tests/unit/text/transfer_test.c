/* transfer_test.c - base64 and quoted-printable, in pieces of any size and with what mailers do wrong. */
#include "base/mem.h"
#include "support/test.h"
#include "text/transfer.h"

static const struct {
    const char *in, *out;
    uint64_t strange;
    const char *why;
} base64[] = {
    {"", "", 0, "RFC 4648, 10"},
    {"Zg==", "f", 0, "RFC 4648, 10"},
    {"Zm8=", "fo", 0, "RFC 4648, 10"},
    {"Zm9v", "foo", 0, "RFC 4648, 10"},
    {"Zm9vYg==", "foob", 0, "RFC 4648, 10"},
    {"Zm9vYmE=", "fooba", 0, "RFC 4648, 10"},
    {"Zm9vYmFy", "foobar", 0, "RFC 4648, 10"},
    {"Zm9v\r\n Ym Fy\t", "foobar", 0, "white space anywhere"},
    {"Zm9vYg", "foob", 0, "no sign of the end"},
    {"Zm9vYmE", "fooba", 0, "no sign of the end"},
    {"Zg==Zm8=Zm9v", "ffofoo", 0, "several, joined"},
    {"Zm9!v*", "foo", 2, "what is no letter"},
    {"Z", "", 0, "less than a byte"},
    {"fn5-fn5_", "~~~~~\x7F", 0, "the alphabet for addresses"},
    {"fn5+fn5/", "~~~~~\x7F", 0, "the usual one"},
};

TEST(base64_is_read_whatever_its_lines) {
    for (size_t i = 0; i < TEST_COUNT(base64); i++) {
        ts_span in = ts_str(base64[i].in);
        TS_AUTO(ts_buf, ts_buf_done) whole = {0}, pieces = {0};
        CHECK_ROW(ts_base64_decode(in, &whole) == base64[i].strange, base64[i].why);
        CHECK_ROW(ts_span_eq(ts_buf_span(&whole), ts_str(base64[i].out)), base64[i].in);
        ts_base64 b = {0};
        for (size_t k = 0; k < in.len; k++)
            ts_base64_add(&b, ts_slice(in, k, 1), &pieces);
        ts_base64_end(&b, &pieces);
        CHECK_ROW(ts_span_eq(ts_buf_span(&pieces), ts_str(base64[i].out)), base64[i].in);
    }
}

TEST(quoted_printable_is_read_and_what_is_none_stays) {
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"plain", "plain"},
        {"Zo=C3=AB", "Zo\xC3\xAB"},
        {"a=3db=3D", "a=b="},
        {"soft=\r\nly", "softly"},
        {"soft=  \nly", "softly"},
        {"at the end=", "at the end"},
        {"1=2 and =ZZ", "1=2 and =ZZ"},
        {"cut =4", "cut =4"},
        {"=0D=0A", "\r\n"},
        {"", ""},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        ts_quoted_printable_decode(ts_str(rows[i].in), &out);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i].out)), rows[i].in);
    }
}

TEST(in_a_mail_the_alphabet_for_addresses_is_noise) {
    TS_AUTO(ts_buf, ts_buf_done) out = {0};
    ts_base64 b = {.mail = true};
    ts_base64_add(&b, ts_str("Zm9v--\r\nYm_Fyfn5+fn5/"), &out);
    ts_base64_end(&b, &out);
    CHECK(ts_span_eq(ts_buf_span(&out), ts_str("foobar~~~~~\x7F")) && b.strange == 3);
}

/* The bytes of every value, in lines as mail has them, with a mistake now and then. */
TEST(long_base64_is_what_one_letter_at_a_time_gives) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    TS_AUTO(ts_buf, ts_buf_done) text = {0}, whole = {0}, pieces = {0};
    for (size_t i = 0; i < 9000; i++) {
        ts_buf_add_char(&text, letters[i * 37 % 64]);
        if (i % 76 == 75)
            ts_buf_add_str(&text, "\r\n");
        if (i % 997 == 0)
            ts_buf_add_char(&text, (char)(i % 3 ? 0xE9 : '*'));
    }
    uint64_t strange = ts_base64_decode(ts_buf_span(&text), &whole);
    ts_base64 b = {0};
    for (size_t at = 0, n = 1; at < text.len; at += n, n = n % 7 + 1)
        ts_base64_add(&b, ts_slice(ts_buf_span(&text), at, n), &pieces);
    ts_base64_end(&b, &pieces);
    CHECK(whole.len == 6750 && strange == 10 && b.strange == 10);
    CHECK(ts_span_eq(ts_buf_span(&whole), ts_buf_span(&pieces)));
}

TEST(quoted_printable_in_pieces_is_what_it_is_in_one) {
    static const char *const rows[] = {
        "Zo=C3=AB =\r\nx=  \n=ZZ=4", "a=", "a=\r", "a= \t", "=3", "=3=3D", "=\r=\n=\r\n"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_span in = ts_str(rows[i]);
        TS_AUTO(ts_buf, ts_buf_done) whole = {0};
        ts_quoted_printable_decode(in, &whole);
        for (size_t size = 1; size < in.len; size++) {
            TS_AUTO(ts_buf, ts_buf_done) left = {0}, out = {0};
            for (size_t at = 0; at < in.len; at += size) {
                ts_buf_add(&left, ts_slice(in, at, size));
                size_t used = ts_quoted_printable_add(ts_buf_span(&left), &out);
                memmove(left.ptr, left.ptr + used, left.len - used);
                left.len -= used;
            }
            ts_quoted_printable_decode(ts_buf_span(&left), &out);
            CHECK_ROW(ts_span_eq(ts_buf_span(&whole), ts_buf_span(&out)), rows[i]);
        }
    }
}

TEST(white_space_behind_a_sign_is_not_gathered_for_ever) {
    TS_AUTO(ts_buf, ts_buf_done) in = {0}, out = {0};
    ts_buf_add_char(&in, '=');
    for (size_t i = 0; i < 4 * TS_QUOTED_LEFT; i++)
        ts_buf_add_char(&in, ' ');
    CHECK(in.len - ts_quoted_printable_add(ts_buf_span(&in), &out) <= TS_QUOTED_LEFT && out.len > 0 &&
          out.ptr[0] == '=');
}

TEST(lines_of_uuencode) {
    static const struct {
        const char *in, *out;
        bool good;
        const char *why;
    } rows[] = {
        {"#86)C", "abc", true, "three bytes"},
        {"\"86(", "ab", true, "two bytes"},
        {"%86)C9&4", "abcde", true, "a group and a part of one"},
        {"`", "", true, "the last line"},
        {" ", "", true, "the last line of those who write blanks"},
        {"#``` ", "\0\0\0", true, "a grave is a blank"},
        {"#86)CX", "abc", true, "a sum behind it"},
        {"#86", "a\x60\0", true, "blanks that were cut off"},
        {"#86)C AND MORE", "", false, "far longer than it says"},
        {"#86~C", "", false, "a sign that is none"},
        {"", "", false, "nothing"},
        {"end", "", false, "the end"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        CHECK_ROW(ts_uu_line(ts_str(rows[i].in), &out) == rows[i].good, rows[i].why);
        size_t want = rows[i].good && rows[i].in[0] == '#' ? 3 : strlen(rows[i].out);
        CHECK_ROW(out.len == want && memcmp(out.len ? out.ptr : "", rows[i].out, want) == 0, rows[i].why);
    }
    static const char *const begins[][2] = {{"begin 644 list.csv", "list.csv"},
                                            {"begin 0755 a b.txt ", "a b.txt"},
                                            {"begin 64 x", ""},
                                            {"begin again tomorrow", ""},
                                            {"begin 644", ""},
                                            {"begin 644 ", ""},
                                            {"begin 00644 x", ""},
                                            {"Begin 644 x", ""}};
    for (size_t i = 0; i < TEST_COUNT(begins); i++)
        CHECK_ROW(ts_span_eq(ts_uu_begin(ts_str(begins[i][0])), ts_str(begins[i][1])), begins[i][0]);
}
