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
