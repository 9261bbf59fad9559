/* mime_header_test.c - encoded words, parameters and types of mail, as they should be written and as they are. */
#include "extract/mime_header.h"

#include "extract/letters.h"
#include "support/test.h"

static const struct {
    const char *in, *out, *why;
} words[] = {
    {"plain text", "plain text", "no word at all"},
    {"", "", "nothing"},
    {"=?ISO-8859-1?Q?a?=", "a", "RFC 2047, 8"},
    {"=?ISO-8859-1?Q?a?= b", "a b", "RFC 2047, 8"},
    {"=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab", "RFC 2047, 8: blanks between words are none"},
    {"=?ISO-8859-1?Q?a?=  \t =?ISO-8859-1?Q?b?=", "ab", "RFC 2047, 8"},
    {"=?ISO-8859-1?Q?a_b?=", "a b", "RFC 2047, 8"},
    {"=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b", "RFC 2047, 8"},
    {"=?utf-8?q?a?= and =?utf-8?q?b?=", "a and b", "blanks beside text stay"},
    {"=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore", "RFC 2231, 5: a language"},
    {"=?utf-8?B?Wm/DqyBOb3dhaw==?=", "Zo\xC3\xAB Nowak", "base64"},
    {"=?utf-8?B?Wm/Dqw?=", "Zo\xC3\xAB", "without its padding"},
    {"=?utf-8?q?Zo=C3?= =?utf-8?q?=AB?=", "Zo\xC3\xAB", "cut amid a letter"},
    {"=?utf-8?b?Wm/D?=\t=?UTF-8?b?qw==?=", "Zo\xC3\xAB", "cut amid a letter, in base64"},
    {"=?utf-8?b?Wm/DqyBOb3dha?= =?utf-8?b?w==?=", "Zo\xC3\xAB Nowak", "base64 cut amid a group"},
    {"=?utf-8?b?Wm/Dqw?= =?utf-8?b?IE5v?= =?utf-8?q?w?=", "Zo\xC3\xAB Now", "no padding, then another word"},
    {"=?utf-8?q?Zo=C3=AB?= =?iso-8859-1?q?=EB?=", "Zo\xC3\xAB\xC3\xAB", "two sets beside each other"},
    {"=?utf-8?q?two words here?= x", "two words here x", "blanks inside"},
    {"x=?utf-8?q?Zo=C3=AB?=y", "xZo\xC3\xABy", "inside a word"},
    {"=?utf-8?q?a?==?utf-8?q?b?=", "ab", "joined"},
    {"\"=?utf-8?q?Zo=C3=AB?= Nowak\" <z@mail.example>", "\"Zo\xC3\xAB Nowak\" <z@mail.example>", "inside quotes"},
    {"=?utf-8?Q?what?_really?=", "what? really", "a question mark inside"},
    {"=?utf-8?q?=3D=3F?=", "=?", "signs that are written otherwise"},
    {"=?utf-8?q?"
     "?= x",
     " x", "an empty one"},
    {"=?utf-8?q?abc =?utf-8?q?d?=", "=?utf-8?q?abc d", "one that never ends, before one that does"},
    {"=?utf-8?q?abc", "=?utf-8?q?abc", "one that never ends"},
    {"=?utf-8?x?abc?=", "=?utf-8?x?abc?=", "no such coding"},
    {"=??q?abc?=", "=??q?abc?=", "no set"},
    {"=?a b?q?abc?=", "=?a b?q?abc?=", "a blank in its set's name"},
    {"=?x-nobody?q?Zo=EB_=C3=AB?=", "Zo\xC3\xAB \xC3\xAB", "a set that nobody knows: as the bytes show"},
    {"=?iso-8859-1?q?Zo=C3=AB?=", "Zo\xC3\xAB", "a wrong label"},
    {"=?windows-1250?q?=B3=F3d=9F?=",
     "\xC5\x82\xC3\xB3"
     "d\xC5\xBA",
     "Windows-1250"},
    {"=?koi8-r?B?8NLJ18XU?=", "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82", "KOI8-R"},
    {"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?= =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=",
     "\xE6\x97\xA5\xE6\x9C\xAC\xE6\x97\xA5\xE6\x9C\xAC", "ISO-2022-JP"},
    {"=?iso-2022-jp?B?GyRCRnw=?= =?iso-2022-jp?B?YWJj?=",
     "\xE6\x97\xA5"
     "abc",
     "each word begins anew (RFC 2047, 2)"},
    {"=?shift_jis?B?k/qWew==?=", "\xE6\x97\xA5\xE6\x9C\xAC", "Shift_JIS"},
    {"=?gb2312?B?1tDOxA==?=", "\xE4\xB8\xAD\xE6\x96\x87", "GB 2312"},
    {"=?big5?B?pKSk5Q==?=", "\xE4\xB8\xAD\xE6\x96\x87", "Big5"},
    {"=?ks_c_5601-1987?B?x9GxuQ==?=", "\xED\x95\x9C\xEA\xB5\xAD", "Korean"},
    {"=?utf-7?q?Zo+AOs-?=", "Zo\xC3\xAB", "UTF-7"},
    {"=?utf-16?B?/v8AWgBv?=", "Zo", "UTF-16 with its mark"},
    {"=?utf-16le?B?WgBvAA==?=", "Zo", "UTF-16 by its name"},
    {"caf\xE9 M\xC3\xBCller", "caf\xC3\xA9 M\xC3\xBCller", "raw bytes"},
    {"=?utf-8?q?a=0AFrom:_b?=", "a From: b", "no line of its own"},
};

TEST(words_are_decoded_as_they_were_meant) {
    ts_letters_preload();
    for (size_t i = 0; i < TEST_COUNT(words); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        ts_mime_words(ts_str(words[i].in), &out);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(words[i].out)), words[i].why);
    }
}

TEST(beginnings_of_words_without_number_cost_their_bytes) {
    static const char *const rows[] = {"=?utf-8?q?", "=?", "?=", "=?a?b?=?", "=?u?q??"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) in = {0}, out = {0};
        while (in.len < 2000000)
            ts_buf_add_str(&in, rows[i]);
        ts_mime_words(ts_buf_span(&in), &out);
        CHECK_ROW(out.len <= in.len, rows[i]);
    }
}

static const struct {
    const char *field, *file, *why;
} files[] = {
    {"attachment; filename=list.csv", "list.csv", "a token"},
    {"attachment; filename=\"my list.csv\"", "my list.csv", "in quotes"},
    {"attachment; filename=my list.csv; size=3", "my list.csv", "blanks, and no quotes"},
    {"attachment; filename=\"the \\\"list\\\".csv\"", "the \"list\".csv", "quotes in quotes"},
    {"attachment; filename=\"C:\\dir\\list.csv\"", "C:\\dir\\list.csv", "a path of Windows"},
    {"attachment; filename=\"C:\\\\dir\\\\list.csv\"", "C:\\dir\\list.csv", "the same, escaped"},
    {"attachment; filename=\"a;b.csv\"", "a;b.csv", "a semicolon in quotes"},
    {"attachment; filename=\"list.csv", "list.csv", "a quote that does not end"},
    {"attachment;; filename = list.csv ;", "list.csv", "odd marks"},
    {"attachment filename=list.csv", "list.csv", "no mark between"},
    {"attachment (the list); filename=list.csv", "list.csv", "a comment"},
    {"filename=list.csv", "list.csv", "no disposition"},
    {"attachment; filename*=utf-8''Zo%C3%AB.csv", "Zo\xC3\xAB.csv", "RFC 2231, 4"},
    {"attachment; filename*=iso-8859-1'en'Zo%EB.csv", "Zo\xC3\xAB.csv", "RFC 2231, 4"},
    {"attachment; filename*=\"utf-8''Zo%C3%AB.csv\"", "Zo\xC3\xAB.csv", "in quotes all the same"},
    {"attachment; filename*=Zo%C3%AB.csv", "Zo\xC3\xAB.csv", "without its charset"},
    {"attachment; filename*=utf-8''Zo%ZZ%4.csv", "Zo%ZZ%4.csv", "what is no hex stays"},
    {"attachment; filename*=gb2312''%D6%D0.csv", "\xE4\xB8\xAD.csv", "a set of two bytes"},
    {"attachment; filename=plain.csv; filename*=utf-8''Zo%C3%AB.csv", "Zo\xC3\xAB.csv",
     "the better one (RFC 6266, 4.3)"},
    {"attachment; filename*0=\"long \"; filename*1=\"name.csv\"", "long name.csv", "RFC 2231, 3"},
    {"attachment; filename*1=b.csv; filename*0=a", "ab.csv", "in any order"},
    {"attachment; filename*0*=utf-8''Zo%C3; filename*1*=%AB; filename*2=.csv", "Zo\xC3\xAB.csv", "RFC 2231, 4.1"},
    {"attachment; filename*0=a; filename*2=c", "ac", "one is missing"},
    {"attachment; filename*10=j; filename*9=i", "ij", "by number, not by sign"},
    {"attachment; filename=\"=?utf-8?q?Zo=C3=AB?=.csv\"", "Zo\xC3\xAB.csv", "a word, though none belongs there"},
    {"attachment; filename==?utf-8?B?Wm/Dqy5jc3Y=?=", "Zo\xC3\xAB.csv", "and without quotes"},
    {"attachment; filename*0=\"=?utf-8?q?Zo=C3\"; filename*1=\"=AB?=.csv\"", "Zo\xC3\xAB.csv", "a word in pieces"},
    {"attachment; filename=\"Zo\xEB.csv\"", "Zo\xC3\xAB.csv", "raw bytes"},
    {"attachment; filename=\"\"", "", "empty"},
    {"attachment; filename=", "", "nothing"},
    {"attachment; filename", "", "not even a sign"},
    {"inline; name=other; Filename=X.CSV", "X.CSV", "case does not count"},
    {"=?utf-8?q?attachment;_filename=3D=22Zo=C3=AB.csv=22?=", "Zo\xC3\xAB.csv", "all of the field as a word"},
    {"attachment; filename*x=a; filenames=b", "", "other names"},
};

TEST(names_of_files_however_they_are_written) {
    ts_letters_preload();
    ts_mime_head h = {0};
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        ts_mime_head_begin(&h, false);
        ts_mime_head_field(&h, ts_str("Content-Disposition"), ts_str(files[i].field));
        CHECK_ROW(ts_span_eq(h.file, ts_str(files[i].file)), files[i].why);
        CHECK_ROW(h.attachment == (ts_span_find(ts_str(files[i].field), ts_str("attachment"), 0) != SIZE_MAX),
                  files[i].why);
    }
    ts_mime_head_done(&h);
}

TEST(types_and_their_parameters) {
    static const struct {
        const char *field, *type, *subtype, *charset, *name;
    } rows[] = {
        {"text/plain; charset=utf-8", "text", "plain", "utf-8", ""},
        {"TEXT / HTML; Charset=\"koi8-r\"", "text", "html", "koi8-r", ""},
        {"text/plain charset=utf-8", "text", "plain", "utf-8", ""},
        {"text", "text", "plain", "", ""},
        {"", "text", "plain", "", ""},
        {"/plain", "", "plain", "", ""},
        {"image", "image", "octet-stream", "", ""},
        {"application/pdf; name=\"a b.pdf\"", "application", "pdf", "", "a b.pdf"},
        {"(a) text (b) / (c) html (d); (e) charset (f) = (g) utf-8", "text", "html", "utf-8", ""},
        {"text/plain, text/html", "text", "plain", "", ""},
        {"text/plain/x; charset=a", "text", "plain", "a", ""},
        {"text/plain; charset", "text", "plain", "", ""},
    };
    ts_mime_head h = {0};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_mime_head_begin(&h, false);
        ts_mime_head_field(&h, ts_str("CONTENT-TYPE"), ts_str(rows[i].field));
        CHECK_ROW(ts_span_eq_nocase(h.type, ts_str(rows[i].type)) &&
                      ts_span_eq_nocase(h.subtype, ts_str(rows[i].subtype)),
                  rows[i].field);
        CHECK_ROW(ts_span_eq(h.charset, ts_str(rows[i].charset)) && ts_span_eq(h.name, ts_str(rows[i].name)),
                  rows[i].field);
    }
    ts_mime_head_done(&h);
}

TEST(boundaries_codings_and_addresses) {
    static const struct {
        const char *field, *boundary;
        bool multipart;
    } types[] = {
        {"multipart/mixed; boundary=X", "X", true},
        {"multipart/mixed; boundary=\"=_a b:c?\"", "=_a b:c?", true},
        {"multipart/mixed; boundary=a:b?c; x=y", "a:b?c", true},
        {"multipart/mixed; boundary=\"X  \"", "X", true},
        {"multipart/mixed; boundary=\"\"", "", true},
        {"multipart/mixed", "", false},
        {"text/plain; boundary=X", "X", false},
        {"multipart/mixed; boundary*0=a; boundary*1=b", "ab", true},
        {"multipart/mixed; boundary=\"=?utf-8?q?a?=\"", "=?utf-8?q?a?=", true},
    };
    static const struct {
        const char *field;
        ts_mime_coding coding;
    } codings[] = {{"base64", TS_MIME_BASE64},
                   {" BASE64 ", TS_MIME_BASE64},
                   {"\"base64\"", TS_MIME_BASE64},
                   {"base64;", TS_MIME_BASE64},
                   {"(x) base64", TS_MIME_BASE64},
                   {"Quoted-Printable", TS_MIME_QUOTED},
                   {"x-uuencode", TS_MIME_UU},
                   {"x-uue", TS_MIME_UU},
                   {"8bit", TS_MIME_PLAIN},
                   {"base65", TS_MIME_PLAIN},
                   {"", TS_MIME_PLAIN}};
    static const char *const places[][2] = {{"https://trust.example/p/photo.png", "photo.png"},
                                            {"https://trust.example/p/\n very/long.png", "long.png"},
                                            {"photo.png", "photo.png"},
                                            {"https://trust.example/p/", ""},
                                            {"=?utf-8?q?a/Zo=C3=AB?=", "Zo\xC3\xAB"}};
    ts_mime_head h = {0};
    for (size_t i = 0; i < TEST_COUNT(types); i++) {
        ts_mime_head_begin(&h, false);
        ts_mime_head_field(&h, ts_str("Content-Type"), ts_str(types[i].field));
        CHECK_ROW(h.multipart == types[i].multipart && ts_span_eq(h.boundary, ts_str(types[i].boundary)),
                  types[i].field);
    }
    for (size_t i = 0; i < TEST_COUNT(codings); i++) {
        ts_mime_head_begin(&h, false);
        ts_mime_head_field(&h, ts_str("Content-Transfer-Encoding"), ts_str(codings[i].field));
        CHECK_ROW(h.coding == codings[i].coding, codings[i].field);
    }
    for (size_t i = 0; i < TEST_COUNT(places); i++) {
        ts_mime_head_begin(&h, false);
        ts_mime_head_field(&h, ts_str("Content-Location"), ts_str(places[i][0]));
        CHECK_ROW(ts_span_eq(h.location, ts_str(places[i][1])), places[i][0]);
    }
    ts_mime_head_done(&h);
}

TEST(a_part_begins_as_what_it_is_without_a_word) {
    ts_mime_head h = {0};
    ts_mime_head_begin(&h, true);
    CHECK(ts_mime_is(&h, "message", "rfc822") && !h.multipart);
    ts_mime_head_field(&h, ts_str("Content-Type"), ts_str("text/html"));
    ts_mime_head_field(&h, ts_str("content-type"), ts_str("image/png; name=a.png"));
    CHECK(ts_mime_is(&h, "image", "png") && ts_span_eq(h.name, ts_str("a.png"))); /* the last of several */
    ts_mime_head_begin(&h, false);
    CHECK(ts_mime_is(&h, "text", "plain") && ts_mime_is(&h, "TEXT", NULL) && !h.name.len);
    CHECK(ts_mime_head_wants(ts_str("content-LOCATION")) && !ts_mime_head_wants(ts_str("content-id")));
    for (int i = 0; i <= TS_MIME_FIELDS; i++)
        ts_mime_head_field(&h, ts_str("Content-Type"), ts_str(i < TS_MIME_FIELDS ? "text/csv" : "text/html"));
    CHECK(ts_mime_is(&h, "text", "csv")); /* memory is bounded */
    ts_mime_head_done(&h);
}
