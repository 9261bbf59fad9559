/* claim_file_test.c - claims as people write them, and what is told of wrong ones. */
#include "verify/claims.h"

#include "base/limits.h"
#include "base/mem.h"
#include "support/test.h"

static const char whole[] =
    "[[claim]]\n"
    "id = \"a-1\"\nwho = \"Gang\"\nwhen = 2024-11-28\nsource = \"site\"\ntext = \"9 GB\"\n"
    "organisations = [\"rbs\", \"RBQ\"]\nsystems = \"RBQ PAS\"\ncategories = [\"Patient\", \"health\"]\n"
    "years = [2018, 2024]\npeople = \"more than 300,000\"\npeople_of = \"patients\"\nfiles = 12\n"
    "[[claim.published]]\nname = \"the pictures\"\nitems = [\"pictures\", \"proof/*\"]\nsystems = [\"PAS\"]\n"
    "without = [\"children\"]\n"
    "[[claim]]\nid = \"b\"\nwho = \"Trust\"\nwhen = 2024-11-28T10:00:00Z\nvolume = \"1.5 TB\"\nyears = 2021\n";

TEST(a_file_is_read_as_it_is_meant) {
    static const char *const says[] = {"data of RBS",
                                       "data of RBQ",
                                       "RBQ PAS",
                                       "patients",
                                       "data: health",
                                       "2018-2024",
                                       "more than 300,000 patients",
                                       "12 files",
                                       "9 GB",
                                       "PAS",
                                       "no children"};
    ts_claim *c = NULL;
    size_t n = 0;
    CHECK_ROW(ts_claims_from_toml(ts_str(whole), "x.toml", &c, &n) == TS_OK, ts_error_text());
    CHECK(n == 2 && c[0].assertions == TEST_COUNT(says) && c[1].assertions == 2);
    for (size_t i = 0; i < TEST_COUNT(says) && n == 2; i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        ts_assertion_say(&c[0].assertion[i], &out);
        CHECK_ROW(strcmp(out.ptr, says[i]) == 0, out.ptr);
        CHECK_ROW(c[0].assertion[i].items == (i > 8) && c[0].assertion[i].from_text == (i == 8), says[i]);
    }
    CHECK(strcmp(c[1].when, "2024-11-28T10:00:00Z") == 0 && c[1].assertion[0].kind == TS_CLAIM_YEARS);
    CHECK(ts_span_eq(ts_buf_span(&c[0].items[0].patterns), ts_str("pictures\nproof/*\n")));
    ts_claims_free(c, n);
}

TEST(what_is_wrong_is_told_by_its_line) {
    static const struct {
        const char *lines, *message;
    } rows[] = {
        {"when = 2024-11-28\npeople = 0", "x.toml line 5"},
        {"people = 1", "no date"},
        {"when = \"soon\"\npeople = 1", "when is a date"},
        {"when = 2024-11-28", "asserts nothing"},
        {"when = 2024-11-28\npeople = -1", "above 0"},
        {"when = 2024-11-28\npeople = \"many\"", "above 0"},
        {"when = 2024-11-28\npeople = 1.5", "above 0"},
        {"when = 2024-11-28\nvolume = \"5 cubits\"", "such as \"500 GB\""},
        {"when = 2024-11-28\nvolume = \"999999999999 PB\"", "such as \"500 GB\""},
        {"when = 2024-11-28\nfiles = \"5 GB\"", "above 0"},
        {"when = 2024-11-28\npeople_of = \"patients\"", "beside people"},
        {"when = 2024-11-28\npeople = 1\npeople_of = \"health\"", "people_of is"},
        {"when = 2024-11-28\ncategories = [\"ghosts\"]", "no category \"ghosts\""},
        {"when = 2024-11-28\ncategories = []", "list of words"},
        {"when = 2024-11-28\ncategories = [1]", "list of words"},
        {"when = 2024-11-28\norganisations = [\"Some Hospital\"]", "ODS code"},
        {"when = 2024-11-28\nsystems = [\"\"]", "a system is its name"},
        {"when = 2024-11-28\nyears = \"2024-2018\"", "the earlier first"},
        {"when = 2024-11-28\nyears = [2018]", "the earlier first"},
        {"when = 2024-11-28\nyears = [1700, 2018]", "the earlier first"},
        {"when = 2024-11-28\nyears = [2018, 9018]", "the earlier first"},
        {"when = 2024-11-28\nyears = 9018", "the earlier first"},
        {"when = 2024-11-28\nwithout = [\"children\"]", "there is no \"without\""},
        {"when = 2024-11-28\n[[claim.published]]\nsystems = [\"PAS\"]", "items says which"},
        {"when = 2024-11-28\n[[claim.published]]\nitems = \"all\"", "nothing is said"},
        {"when = 2024-11-28\n[[claim.published]]\nitems = \"sha256 12\"\nfiles = 1", "64 hexadecimal"},
        {"when = 2024-11-28\n[[claim.published]]\nitems = \"all\"\nwhen = 2024-11-28", "there is no \"when\""},
        {"when = 2024-11-28\npeople = 1\n[[claim]]\nid = \"x\"\nwho = \"z\"\nwhen = 2024-11-28\npeople = 2",
         "stands there twice"},
        {"when = 2024-11-28\npeople = 1\n[other]", "there is no \"other\""},
        {"when = 2024-11-28\npeople = ", "line 5"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) text = {0};
        ts_buf_addf(&text, "[[claim]]\nid = \"x\"\nwho = \"y\"\n%s\n", rows[i].lines);
        ts_claim *c = NULL;
        size_t n = 9;
        CHECK_ROW(ts_claims_from_toml(ts_buf_span(&text), "x.toml", &c, &n) == TS_EUSAGE, rows[i].lines);
        CHECK_ROW(strstr(ts_error_text(), rows[i].message) && !c && n == 9, ts_error_text());
    }
}

TEST(heads_are_whole) {
    static const struct {
        const char *text, *message;
    } rows[] = {{"[[claim]]\nwho = \"y\"\nwhen = 2024-11-28\npeople = 1\n", "has no id"},
                {"[[claim]]\nid = \"a b\"\nwho = \"y\"\nwhen = 2024-11-28\npeople = 1\n", "letters, digits"},
                {"[[claim]]\nid = \"a\"\nwhen = 2024-11-28\npeople = 1\n", "who claims it"},
                {"[claim]\nid = \"a\"\n", "each begins with [[claim]]"},
                {"", "has no claim"},
                {"id = 1\n", "there is no \"id\""}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_claim *c;
        size_t n;
        CHECK_ROW(ts_claims_from_toml(ts_str(rows[i].text), "x.toml", &c, &n) == TS_EUSAGE &&
                      strstr(ts_error_text(), rows[i].message),
                  ts_error_text());
    }
}

/* The bounds of limits.h, each run into. */
TEST(bounds_hold) {
    ts_claim *c = NULL;
    size_t n = 0;
    for (int most = 0; most < 2; most++) {
        TS_AUTO(ts_buf, ts_buf_done) text = {0}, many = {0}, claims = {0};
        ts_buf_add_str(
            &text, "[[claim]]\nid = \"x\"\nwho = \"y\"\nwhen = 2024-11-28\npeople = 1\nread_text = false\ntext = \"");
        for (size_t i = 0; i < TS_LIMIT_CLAIM_TEXT + (size_t)most; i++)
            ts_buf_add_char(&text, 'a');
        ts_buf_add_str(&text, "\"\n");
        CHECK((ts_claims_from_toml(ts_buf_span(&text), "x", &c, &n) == TS_OK) == !most);
        if (!most)
            ts_claims_free(c, n);
        ts_buf_add_str(&many, "[[claim]]\nid = \"x\"\nwho = \"y\"\nwhen = 2024-11-28\norganisations = [");
        for (int i = 0; i < TS_LIMIT_ASSERTIONS + most; i++)
            ts_buf_addf(&many, "\"A%d\",", i);
        ts_buf_add_str(&many, "]\n");
        CHECK((ts_claims_from_toml(ts_buf_span(&many), "x", &c, &n) == TS_OK) == !most);
        if (!most)
            ts_claims_free(c, n);
        for (int i = 0; i < TS_LIMIT_CLAIMS + most; i++)
            ts_buf_addf(&claims, "[[claim]]\nid = \"x%d\"\nwho = \"y\"\nwhen = 2024-11-28\npeople = 1\n", i);
        CHECK((ts_claims_from_toml(ts_buf_span(&claims), "x", &c, &n) == TS_OK) == !most);
        if (!most)
            ts_claims_free(c, n);
    }
}
