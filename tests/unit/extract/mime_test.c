/* mime_test.c - the walk through a mail: where parts begin and end, whatever is missing, doubled or cut. */
#include "extract/mime.h"

#include <stdio.h>

#include "base/limits.h"
#include "support/test.h"

/* ---- what came, written down ---- */

static ts_err on_field(void *context, ts_span name, ts_span value, uint64_t cut) {
    ts_buf_addf(context, "{%.*s=%.*s", (int)name.len, name.ptr, value.len < 99 ? (int)value.len : 99, value.ptr);
    ts_buf_addf(context, cut ? "+%u}" : "}", (unsigned)cut);
    return TS_OK;
}
static ts_err on_begin(void *context, ts_mime_kind kind, const ts_mime_head *h, bool closed) {
    static const char *const kinds[] = {"", "before", "after", "too-deep", "too-many"};
    ts_buf_add_char(context, '<');
    if (kind == TS_MIME_PART)
        ts_buf_addf(context, "%.*s%s", (int)h->subtype.len, h->subtype.ptr, closed ? " closed" : "");
    ts_buf_addf(context, "%s|", kinds[kind]);
    return TS_OK;
}
static ts_err on_data(void *context, ts_span bytes) {
    ts_buf_add(context, bytes);
    return TS_OK;
}
static ts_err on_end(void *context, uint64_t stored) {
    ts_buf_addf(context, "|%u>", (unsigned)stored);
    return TS_OK;
}

/* Read with windows from large to tiny: all must be the same. */
static void walk(ts_span mail, ts_buf *out, bool *truncated) {
    static const size_t windows[] = {TS_SOURCE_WINDOW, 4096, 2100, 512, 64, 7, 1};
    for (size_t i = 0; i < TEST_COUNT(windows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) one = {0};
        const ts_mime_to to = {&one, on_field, on_begin, on_data, on_end};
        ts_source in;
        bool cut = false;
        ts_source_set_window(windows[i]);
        ts_source_memory(&in, mail);
        CHECK(ts_mime_walk(&in, &to, &cut) == TS_OK);
        ts_source_done(&in);
        ts_buf_add_str(&one, cut ? "!" : "");
        if (i == 0)
            ts_buf_add(out, ts_buf_span(&one));
        CHECK(ts_span_eq(ts_buf_span(&one), ts_buf_span(out)));
        *truncated = cut;
    }
    ts_source_set_window(TS_SOURCE_WINDOW);
}

#define MULTI(kind, boundary) "Content-Type: multipart/" kind "; boundary=" boundary "\n"

static const struct {
    const char *in, *out, *why;
} rows[] = {
    {"Subject: a\n\nbody\nline\n", "{Subject=a}<plain|body\nline\n|10>", "no parts at all"},
    {"Subject: a\n", "{Subject=a}<plain||0>!", "a header alone"},
    {"Subject: a\n\n", "{Subject=a}<plain||0>", "an empty body"},
    {"", "<plain||0>!", "nothing"},
    {"Subject: a\n b\n\tc\nDate : d\n\n", "{Subject=a b\tc}{Date=d}<plain||0>",
     "folded lines, a blank before the colon"},
    {"Subject: a\nno field\n more\nDate: d\n\nx", "{Subject=a}{=no field}{=more}{Date=d}<plain|x|1>", "a stray line"},
    {"A: 1\nContent-Type: text/html\nContent-Type: text/csv\n\nx",
     "{A=1}{Content-Type=text/html}{Content-Type=text/csv}<csv|x|1>", "the last of several counts"},
    {MULTI("mixed", "X") "\n--X\n\nfirst\n--X\nContent-Type: text/html\n\nsecond\n--X--\n",
     "<before||0><plain|first|5><html|second|6><after||0>", "two parts"},
    {MULTI("mixed", "X") "\npre\n\n--X\n\nfirst\n\n--X--\npost\n", "<before|pre\n|4><plain|first\n|6><after|post\n|5>",
     "text around; the line end before a boundary is its own"},
    {MULTI("mixed", "X") "\n\n--X\n\na\n--X--", "<before||0><plain|a|1><after||0>", "an empty line before the first"},
    {MULTI("mixed", "X") "\n--X\n\nfirst\n--X\n\nsecond\n", "<before||0><plain|first|5><plain|second\n|7>!", "no end"},
    {MULTI("mixed", "X") "\n--X\n--X\n\n--X\n\n\n--X--\n", "<before||0><plain||0><plain||0><plain||0><after||0>",
     "empty parts"},
    {MULTI("mixed", "X") "\n--X\nContent-Type: text/html\n--X\n\nb\n--X--\n",
     "<before||0><html||0><plain|b|1><after||0>", "a header that a boundary ends"},
    {MULTI("mixed", "X") "\n--X\nno field\nline\n--X--\n", "<before||0><plain|no field\nline|13><after||0>",
     "a part without a header or an empty line"},
    {MULTI("mixed", "X") "\n--X\nodd\nContent-Type: text/html\n\nb\n--X\n Content-Type: text/csv\n\nc\n--X--\n",
     "<before||0>{=odd}<html|b|1><csv|c|1><after||0>", "a header behind an odd line, and one that is set in"},
    {MULTI("mixed", "X") "\n--X\nContent-Type: text/html\nno field\n\nb\n--X--\n",
     "<before||0>{=no field}<html|b|1><after||0>", "a stray line in a part's header"},
    {MULTI("mixed", "X") "\n--X\n\n--Xy\n--X y\n --X\n---X\n--X-\n--X--y\nx--X\n--X \t\n\nb\n--X-- \n",
     "<before||0><plain|--Xy\n--X y\n --X\n---X\n--X-\n--X--y\nx--X|37><plain|b|1><after||0>",
     "lines that are nearly one"},
    {MULTI("mixed", "X") "\n--X\n" MULTI("alternative",
                                         "Y") "\npre\n--Y\n\na\n--Y\n\nb\n--Y--\npost\n--X\n\nc\n--X--\n",
     "<before||0><before|pre|3><plain|a|1><plain|b|1><after|post|4><plain|c|1><after||0>", "one in another"},
    {MULTI("mixed", "X") "\n--X\n" MULTI("alternative", "Y") "\n--Y\n\na\n--X\n\nc\n--X--\n",
     "<before||0><before||0><plain|a|1><plain|c|1><after||0>", "the inner one has no end"},
    {MULTI("mixed", "X") "\n--X\n" MULTI("alternative", "XY") "\n--XY\n\na\n--XY--\n--X--\n",
     "<before||0><before||0><plain|a|1><after||0><after||0>", "one boundary begins the other"},
    {MULTI("mixed", "X") "\n--X\n" MULTI("alternative", "X") "\n--X\n\na\n--X--\n--X\n\nb\n--X--\n",
     "<before||0><before||0><plain|a|1><after||0><plain|b|1><after||0>", "both the same"},
    {MULTI("mixed", "X") "\n--X\n\na\n--X--\n--X\n\nhidden\n--X--\npost",
     "<before||0><plain|a|1><after||0><plain|hidden|6><after|post|4>", "a part behind the end"},
    {MULTI("mixed", "X") "\n--X\n" MULTI("mixed", "Y") "\n--Y\n\na\n--Y--\n--Y\n\nhidden\n--X--\n",
     "<before||0><before||0><plain|a|1><after||0><plain|hidden|6><after||0>", "the same inside another"},
    {"Content-Type: multipart/mixed\n\n--X\n\na\n--X--\n", "<before|--X\n\na\n--X--\n|13>", "no boundary is named"},
    {MULTI("mixed", "\"\"") "\n--\n\na\n----\n", "<before||0><plain|a|1><after||0>", "an empty boundary"},
    {MULTI("digest", "X") "\n--X\n\nSubject: a\n\nb\n--X--\n", "<before||0><rfc822|Subject: a\n\nb|13><after||0>",
     "a digest"},
    {MULTI("encrypted", "X") "\n--X\n\nhow\n--X\n\nwhat\n--X--\n",
     "<before||0><plain|how|3><plain closed|what|4><after||0>", "an encrypted one"},
    {MULTI("mixed", "X") "\r\n--X\r\n\r\na\r\nb\r\n--X\r\n\r\nc\r\r\n--X--\r\n",
     "<before||0><plain|a\r\nb|4><plain|c\r|2><after||0>", "lines of both kinds"},
    {"Content-Type: multipart/mixed; boundary=X\rSubject: a\r b\r\r--X\r\ra\r--X--\rpost\r",
     "{Subject=a b}<before||0><plain|a|1><after|post\r|5>", "lines of old Macintoshes"},
    {MULTI("mixed", "X") "\n--X--\nafter\n", "<before||0><after|after\n|6>", "the end comes first"},
};

/* Content-Type stands in the rows only where it is looked at. */
static void without_type(ts_buf *b, const char *want) {
    static const char sign[] = "{Content-Type=multipart";
    size_t at = ts_span_find(ts_buf_span(b), ts_str(sign), 0),
           end = at == SIZE_MAX ? at : ts_span_find(ts_buf_span(b), ts_str("}"), at);
    if (end != SIZE_MAX && !strstr(want, sign)) {
        memmove(b->ptr + at, b->ptr + end + 1, b->len - end - 1);
        b->len -= end + 1 - at;
    }
}

TEST(parts_begin_and_end_where_they_should) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        bool truncated;
        walk(ts_str(rows[i].in), &out, &truncated);
        without_type(&out, rows[i].out);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i].out)), rows[i].why);
    }
}

/* Parts so long that each window ends once at every place of a boundary. */
TEST(no_window_hides_a_boundary) {
    for (size_t pad = 0; pad < 140; pad++) {
        TS_AUTO(ts_buf, ts_buf_done) mail = {0}, out = {0}, want = {0};
        bool truncated;
        ts_buf_add_str(&mail, MULTI("mixed", "X") "\r\n");
        for (int part = 0; part < 3; part++) {
            ts_buf_add_str(&mail, "--X\r\n\r\n");
            for (size_t i = 0; i < 3990 + pad; i++)
                ts_buf_add_char(&mail, i % 71 == 70 ? '\n' : 'a');
            ts_buf_add_str(&mail, "\r\n");
        }
        ts_buf_add_str(&mail, "--X--\r\n");
        walk(ts_buf_span(&mail), &out, &truncated);
        ts_buf_addf(&want, "|%u><after||0>", 3990 + (unsigned)pad);
        CHECK(!truncated && ts_span_find(ts_buf_span(&out), ts_buf_span(&want), 0) != SIZE_MAX);
        CHECK(ts_span_find(ts_buf_span(&out), ts_str("--X"), 0) == SIZE_MAX);
    }
}

TEST(nesting_and_parts_are_bounded) {
    TS_AUTO(ts_buf, ts_buf_done) mail = {0}, out = {0}, want = {0};
    bool truncated;
    ts_buf_add_str(&mail, MULTI("mixed", "b0") "\n");
    for (int i = 0; i < TS_LIMIT_MAIL_DEPTH; i++)
        ts_buf_addf(&mail, "--b%d\n" MULTI("mixed", "b%d") "\n", i, i + 1);
    ts_buf_addf(&mail, "--b%d\n\ndeep\n--b0\n\nlast\n--b0--\n", TS_LIMIT_MAIL_DEPTH);
    walk(ts_buf_span(&mail), &out, &truncated);
    without_type(&out, "");
    for (int i = 0; i < TS_LIMIT_MAIL_DEPTH; i++)
        ts_buf_add_str(&want, "<before||0>");
    ts_buf_addf(&want, "<too-deep|--b%d\n\ndeep|11><plain|last|4><after||0>", TS_LIMIT_MAIL_DEPTH);
    CHECK(ts_span_eq(ts_buf_span(&out), ts_buf_span(&want)));

    ts_buf_clear(&mail);
    ts_buf_clear(&out);
    ts_buf_add_str(&mail, MULTI("mixed", "X") "\n");
    for (int i = 0; i < TS_LIMIT_MAIL_PARTS; i++) /* the multipart is one itself */
        ts_buf_add_str(&mail, "--X\n\na\n");
    ts_buf_add_str(&mail, "--X\n\nb\n--X--\n");
    walk(ts_buf_span(&mail), &out, &truncated);
    CHECK(ts_span_find(ts_buf_span(&out), ts_str("<too-many|a\n--X\n\nb\n--X--\n|15>"), 0) != SIZE_MAX && !truncated);
}

TEST(a_field_is_held_as_far_as_its_limit) {
    TS_AUTO(ts_buf, ts_buf_done) mail = {0}, out = {0};
    bool truncated;
    ts_buf_add_str(&mail, "X: ");
    for (size_t i = 0; i < TS_LIMIT_MAIL_FIELD + 1000; i++)
        ts_buf_add_char(&mail, 'a');
    ts_buf_add_str(&mail, "\r\n b\r\nSubject: c\r\n\r\nd");
    walk(ts_buf_span(&mail), &out, &truncated);
    CHECK(ts_span_find(ts_buf_span(&out), ts_str("+1005}{Subject=c}<plain|d|1>"), 0) != SIZE_MAX);
}

TEST(boundaries_and_headers_without_number_cost_their_bytes) {
    static const char *const rows2[] = {"--X\n",   "--X\n\n", "--",  "\n--",  "--X--\n",
                                        "--X y\n", "a: b\n",  " \n", "\r\n-", "--X "};
    for (size_t i = 0; i < TEST_COUNT(rows2); i++) {
        TS_AUTO(ts_buf, ts_buf_done) mail = {0}, out = {0};
        const ts_mime_to to = {&out, on_field, on_begin, on_data, on_end};
        ts_source in;
        bool cut;
        ts_buf_add_str(&mail, MULTI("mixed", "X") "\n");
        while (mail.len < 8000000)
            ts_buf_add_str(&mail, rows2[i]);
        ts_source_memory(&in, ts_buf_span(&mail));
        CHECK_ROW(ts_mime_walk(&in, &to, &cut) == TS_OK, rows2[i]);
        ts_source_done(&in);
    }
}
