/* pack_find_test.c - kinds of packs in texts and tables, beside the built-in ones; hostile patterns. */
#include "detect/pack_run.h"

#include <stdio.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "support/segments.h"
#include "support/test.h"

#include <fcntl.h>

static const char staff[] =
    "[[kind]]\nname = 'staff_no'\nsummary = 'staff number'\ncategory = 'employment'\npattern = 'ST\\d{4}'\n"
    "labels = ['staff no', 'payroll']\nexamples = ['ST1234']\n"
    "[[kind]]\nname = 'bsn'\nsummary = 'citizen number'\ncategory = 'identifiers'\npattern = '\\d{9}'\n"
    "labels = ['bsn']\ncheck = { rule = 'weights', weights = [9, 8, 7, 6, 5, 4, 3, 2, -1], modulus = 11 }\n"
    "[[kind]]\nname = 'long_one'\nsummary = 'ten digits'\ncategory = 'identifiers'\npattern = '\\d{10}'\n"
    "alone = 30\nlabels = ['long one']\n";
enum { STAFF = TS_KIND_PACK, BSN, LONG_ONE };

static ts_err write_pack(const char *text, const bool *wanted, ts_buf *out) {
    ts_packs p = {0};
    ts_err err = ts_packs_add(&p, "my.toml", ts_str(text));
    if (!err)
        err = ts_packs_write(&p, wanted, out);
    ts_packs_done(&p);
    return err;
}

static ts_detect *with_pack(const char *text, const bool *wanted) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_pack_run *run = NULL;
    ts_detect *d = ts_detect_new(NULL);
    CHECK_ROW(write_pack(text, wanted, &b) == TS_OK, ts_error_text());
    CHECK_ROW(ts_pack_run_open(ts_buf_span(&b), &run) == TS_OK, ts_error_text());
    ts_detect_use_packs(d, run);
    return d;
}

/* Mentions must lie in their order, apart from one another. */
static void check_order(const ts_findings *f, const char *row) {
    for (size_t i = 1; i < f->mentions; i++)
        CHECK_ROW(f->mention[i - 1].start <= f->mention[i].start, row);
}

/* Confidence of the only mention of the kind, 0: none, -1: more; *valid as it says. */
static int find(ts_detect *d, const ts_segment *s, unsigned kind, bool *valid) {
    ts_findings f = {0};
    int confidence = 0;
    CHECK(ts_detect_segment(d, s, 0, &f) == TS_OK);
    check_order(&f, s->text.ptr);
    for (size_t i = 0; i < f.mentions; i++)
        if (f.mention[i].kind == kind) {
            confidence = confidence ? -1 : f.mention[i].confidence;
            *valid = f.mention[i].valid;
        }
    ts_findings_done(&f);
    return confidence;
}

TEST(labels_and_checks_decide) {
    static const struct {
        const char *text;
        unsigned kind;
        int confidence;
        bool valid;
    } rows[] = {
        {"Staff no: ST1234", STAFF, 85, true},
        {"Staff No. is ST1234.", STAFF, 85, true},
        {"the staff no\nST1234\n", STAFF, 0, false}, /* the line above is no label alone */
        {"Staff no:\nST1234\n", STAFF, 85, true},
        {"payroll number ST1234", STAFF, 85, true},
        {"see ST1234", STAFF, 0, false}, /* no check, no label */
        {"Staff no: ST12345", STAFF, 0, false}, /* goes on */
        {"Staff no: XST1234", STAFF, 0, false},
        {"Staff no: st1234", STAFF, 0, false},
        {"BSN 111222333", BSN, 95, true},
        {"BSN: 111222334", BSN, 60, false}, /* said, but the check fails */
        {"nothing 111222333 said", BSN, 40, true},
        {"nothing 111222334 said", BSN, 0, false},
        {"order no 111222333", BSN, 0, false}, /* another label */
        {"Tel: 111222333", BSN, 0, false},
        {"v1.111222333", BSN, 0, false}, /* in a version */
        {"BSN: v1.111222333", BSN, 0, false},
        {"111222333-44", BSN, 0, false},
        {"NHS number: 999 000 0018, long one 9990000018", LONG_ONE, 85, true},
        {"NHS number: 9990000018", LONG_ONE, 0, false}, /* the surer stays */
        {"see 9990000018 there", LONG_ONE, 0, false},
        {"see 9990000019 there", LONG_ONE, 30, true},
        {"long one: 9990000018", LONG_ONE, 85, true},
    };
    ts_detect *d = with_pack(staff, NULL);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_segment s = test_text_of(rows[i].text);
        bool valid = false;
        CHECK_ROW(find(d, &s, rows[i].kind, &valid) == rows[i].confidence, rows[i].text);
        CHECK_ROW(valid == rows[i].valid, rows[i].text);
    }
    bool valid;
    ts_segment s = test_text_of("NHS number: 9990000018");
    CHECK(find(d, &s, TS_KIND_NHS_NUMBER, &valid) > 90);
    s = test_text_of("long one: 9990000018"); /* what a pack is surer of is nothing else any more */
    CHECK(find(d, &s, TS_KIND_NHS_NUMBER, &valid) == 0);
    ts_detect_free(d);
}

TEST(columns_say_what_their_cells_are) {
    static const struct {
        const char *text;
        unsigned kind, row;
        int column, confidence;
        bool valid;
    } rows[] = {
        {"Name\tBSN\nJan Example\t111222333\n", BSN, 1, 1, 95, true},
        {"Name\tBSN\nJan Example\t111222334\n", BSN, 1, 1, 75, false},
        {"Payroll\tthe bsn\nx\t111222333\n", BSN, 1, 1, 95, true}, /* beside one that is a label and nothing else */
        {"Name\temployee_bsn\tEmail\nJan Example\t111222333\ta@b.example\nEva Example\tx\tc@b.example\n", BSN, 1, 1, 95,
         true},
        {"Name\tBSN or long one\nJan Example\t1112223330\n", LONG_ONE, 1, 1, 90, true}, /* two kinds have one column */
        {"Name\tBSN or long one\nJan Example\t1112223330\tx\nEva Example\t111222333\n", BSN, 2, 1, 95, true},
        {"Name\tcount\nJan Example\t111222333\n", BSN, 1, 1, 40, true},
        {"Staff no\tST1234\n", STAFF, 0, 1, 85, true}, /* a form: the cell before is the label */
        {"the bsn\tx\n111222333\ty\n", BSN, 1, 0, 40, true}, /* no header: a cell of data */
        {"Ref\tStaff no\nST1234\tx\n", STAFF, 0, 0, 0, false}, /* another column's name */
        {"Phone\tx\n0151 496 0123\ta\n0151 496 0124\tb\n111222333\tc\n0151 496 0125\td\n", BSN, 0, 0, 0, false},
    };
    ts_detect *d = with_pack(staff, NULL);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        static test_table t;
        ts_findings f = {0};
        test_table_of(&t, rows[i].text);
        ts_detect_reset(d);
        CHECK(ts_detect_segment(d, &t.segment, 0, &f) == TS_OK);
        check_order(&f, rows[i].text);
        const ts_mention *m = test_mention(&f, (ts_kind)rows[i].kind, NULL);
        CHECK_ROW((m != NULL) == (rows[i].confidence > 0), rows[i].text);
        if (m)
            CHECK_ROW(m->confidence == rows[i].confidence && m->valid == rows[i].valid && m->row == rows[i].row &&
                          m->column == rows[i].column,
                      rows[i].text);
        ts_findings_done(&f);
    }
    /* a table goes on: its columns are those of its first segment, also where that was only looked at */
    static test_table head, rest;
    test_table_of(&head, "Name\tBSN\nJan Example\t111222333\n");
    test_table_of(&rest, "Eva Example\t123456782\n");
    head.segment.more = true;
    bool valid;
    ts_detect_reset(d);
    ts_detect_learn(d, &head.segment);
    CHECK(find(d, &rest.segment, BSN, &valid) == 95);
    ts_detect_free(d);
}

/* The form and the flags that go with a mention. */
TEST(mentions_of_packs_are_as_others) {
    ts_detect *d = with_pack(staff, NULL);
    ts_findings f = {0};
    ts_segment s = test_text_of("a@b.example BSN: 000000000 and staff no ST1111 z@b.example");
    CHECK(ts_detect_segment(d, &s, 0, &f) == TS_OK && f.mentions == 4);
    CHECK(test_mention(&f, (ts_kind)STAFF, "ST1111") && !test_mention(&f, (ts_kind)STAFF, NULL)->flags);
    const ts_mention *m = test_mention(&f, (ts_kind)BSN, "000000000");
    CHECK(m && (m->flags & TS_MENTION_PLACEHOLDER) && m->column == -1 && m->start == 17 && m->end == 26);
    ts_findings_done(&f);
    ts_detect_free(d);
}

TEST(only_what_is_wanted_is_looked_for) {
    const bool wanted[] = {false, true, false};
    ts_detect *d = with_pack(staff, wanted);
    ts_segment s = test_text_of("Staff no: ST1234, BSN 111222333");
    bool valid;
    CHECK(find(d, &s, STAFF, &valid) == 0 && find(d, &s, BSN, &valid) == 95);
    ts_detect_free(d);
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    const bool none[] = {false, false, false};
    CHECK(write_pack(staff, none, &b) == TS_OK && b.len == 0);
}

#define KIND "[[kind]]\nname = 'k'\nsummary = 's'\ncategory = 'name'\n"

TEST(patterns_that_cannot_be_are_told) {
    static const struct {
        const char *pattern, *says;
    } rows[] = {
        {"pattern = 'a('", "my.toml line 1: pattern a( of k: a group wants its )"},
        {"pattern = ['ok', '(']", "pattern ( of k:"},
        {"pattern = 'ab'\nexamples = ['abc']", "line 1: no pattern of k fits the whole of its example abc"},
        {"pattern = '\\d+'\ncheck = 'luhn'\nexamples = ['79927398710']",
         "line 1: a check of k does not hold for its example 79927398710"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        char text[200];
        snprintf(text, sizeof text, KIND "%s\n", rows[i].pattern);
        CHECK_ROW(write_pack(text, NULL, &b) == TS_EUSAGE, rows[i].pattern);
        CHECK_ROW(strstr(ts_error_text(), rows[i].says) != NULL, ts_error_text());
    }
}

/* What would run for ever elsewhere, and what fits everywhere. */
TEST(hostile_patterns_end) {
    static const char *const rows[] = {"'(a+)+$'",
                                       "'(.*)*x'",
                                       "'[\\s\\S]'",
                                       "'(a|aa)+b'",
                                       "'a{1,40}'",
                                       "'.{1,94}'",
                                       "['a','a+','.a','aa','a.a','(a?){90}a','(a|b|ab)*c','\\w+\\w+\\w+\\w+\\W']"};
    enum { LONG = 300000 };
    char *text = ts_alloc(LONG + 1);
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        for (int words = 0; words < 2; words++) {
            for (size_t at = 0; at < LONG; at++)
                text[at] = words && at % 3 == 2 ? ' ' : 'a';
            char pack[400];
            snprintf(pack, sizeof pack, KIND "alone = 60\npattern = %s\n", rows[i]);
            ts_detect *d = with_pack(pack, NULL);
            ts_segment s = test_text_of(text);
            ts_findings f = {0};
            CHECK_ROW(ts_detect_segment(d, &s, 0, &f) == TS_OK && f.mentions <= LONG, rows[i]);
            check_order(&f, rows[i]);
            ts_findings_done(&f);
            ts_detect_free(d);
        }
    ts_free(text);
}

TEST(what_was_written_opens_and_nothing_else) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    CHECK(write_pack(staff, NULL, &b) == TS_OK);
    ts_pack_run *run;
    for (size_t n = 0; n < b.len; n += n < 700 ? 1 : 97)
        CHECK(ts_pack_run_open(ts_slice(ts_buf_span(&b), 0, n), &run) != TS_OK);
    ts_buf_add_char(&b, 'x');
    CHECK(ts_pack_run_open(ts_buf_span(&b), &run) == TS_EFORMAT);
}

/* What comes with the program works: each pack's own examples are looked for where it is written. */
TEST(packs_that_come_along_are_sound) {
    static const char *const names[] = {"share/packs/eu-neighbours.toml", "docs/packs.md"};
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        TS_AUTO(ts_buf, ts_buf_done) text = {0}, written = {0};
        ts_packs p = {0};
        CHECK_ROW(ts_fs_load(AT_FDCWD, names[i], TS_LIMIT_PACK, &text) == TS_OK, names[i]);
        ts_span pack = ts_buf_span(&text);
        if (i == 1) { /* the example of the manual */
            size_t begin = ts_span_find(pack, ts_str("```toml\n"), 0) + 8;
            pack = ts_slice(pack, begin, ts_span_find(pack, ts_str("```\n"), begin) - begin);
        }
        CHECK_ROW(ts_packs_add(&p, names[i], pack) == TS_OK, ts_error_text());
        CHECK_ROW(ts_packs_write(&p, NULL, &written) == TS_OK, ts_error_text());
        for (size_t k = 0; k < p.kinds; k++)
            CHECK_ROW(p.kind[k].examples && p.kind[k].source && p.kind[k].labels > 0, p.kind[k].name);
        ts_packs_done(&p);
    }
}
