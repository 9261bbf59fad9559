/* explain_test.c - what is said of a find is what its detection went by. */
#include "detect/explain.h"

#include <stdio.h>

#include "detect/pack_run.h"
#include "support/segments.h"
#include "support/test.h"

static const char *const name[TS_WHY_WHATS] = {"alone",   "holds",   "fails", "label",       "column",    "around",
                                               "chance",  "person",  "about", "placeholder", "ambiguous", "damaged",
                                               "partial", "misread", "less",  "check",       "said",      "refused"};

static const char *kind_name(unsigned kind) { return kind == TS_KIND_PACK ? "bsn" : ts_kind_name((ts_kind)kind); }

/* The facts as one line: "alone 60; holds; label nhs_number 100 'NHS No'". */
static const char *line_of(const ts_why *why, size_t n) {
    static char line[3000];
    size_t len = 0;
    line[0] = 0;
    for (size_t i = 0; i < n; i++) {
        bool kind = why[i].what == TS_WHY_LABEL || why[i].what == TS_WHY_COLUMN || why[i].what >= TS_WHY_OTHER_LESS;
        bool percent = why[i].what == TS_WHY_ALONE || why[i].what == TS_WHY_LABEL || why[i].what == TS_WHY_COLUMN ||
                       why[i].what == TS_WHY_AROUND || why[i].what == TS_WHY_OTHER_LESS;
        len += (size_t)snprintf(line + len, sizeof line - len, "%s%s", i ? "; " : "", name[why[i].what]);
        if (kind)
            len += (size_t)snprintf(line + len, sizeof line - len, " %s", kind_name(why[i].kind));
        if (percent)
            len += (size_t)snprintf(line + len, sizeof line - len, " %u", why[i].confidence);
        if (why[i].text.len)
            len += (size_t)snprintf(line + len, sizeof line - len, " '%.*s'", (int)why[i].text.len, why[i].text.ptr);
    }
    return line;
}

/* Of the first mention of the kind; TS_KIND_NONE: of a text where nothing is. */
static const char *explained(ts_detect *d, const ts_segment *s, unsigned kind) {
    static char line[3000];
    ts_why why[TS_WHY_MOST];
    ts_findings f = {0};
    line[0] = 0;
    ts_detect_reset(d);
    CHECK(ts_detect_segment(d, s, 0, &f) == TS_OK);
    ts_explainer *e = ts_explain_begin(d, s, 0, &f);
    if (kind == TS_KIND_NONE && f.mentions == 0)
        snprintf(line, sizeof line, "%s", line_of(why, ts_explain_nothing(e, why)));
    for (size_t i = 0; i < f.mentions && !line[0]; i++)
        if (f.mention[i].kind == kind)
            snprintf(line, sizeof line, "%s", line_of(why, ts_explain(e, i, why)));
    ts_explain_end(e);
    ts_findings_done(&f);
    return line;
}

TEST(finds_say_what_they_went_by) {
    static const struct {
        const char *text;
        ts_kind kind;
        const char *begins; /* the facts begin with these */
    } rows[] = {
        {"NHS No: 999 000 0018", TS_KIND_NHS_NUMBER, "alone 60; holds; label nhs_number 100 'NHS No'; placeholder"},
        {"Jane Example NHS number 999 000 0018", TS_KIND_NHS_NUMBER, "alone 60; holds; label nhs_number "},
        {"NHS No: 999 000 0019", TS_KIND_NHS_NUMBER, "alone 0; fails; label nhs_number 100 'NHS No'"},
        {"the 999 000 0018 there", TS_KIND_NHS_NUMBER, "alone 60; holds; placeholder"},
        {"DOB: 03/04/1987", TS_KIND_BIRTH_DATE, "alone 0; label birth_date 100 'DOB'; ambiguous"},
        {"9990000018 9990000019 9990000020 9990000021 9990000022", TS_KIND_NHS_NUMBER,
         "alone 45; holds; chance; placeholder"},
        {"Consultant: Dr Jane Example, C1234567", TS_KIND_PERSON_NAME, "alone "},
        {"NHS number of John Smith: 999 000 0018", TS_KIND_NHS_NUMBER, "alone "},
        {"NHS No for Mary-Jane Jones is 999 000 0018", TS_KIND_NHS_NUMBER, "alone "},
    };
    ts_detect *d = ts_detect_new(NULL);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_segment s = test_text_of(rows[i].text);
        const char *got = explained(d, &s, rows[i].kind);
        char row[3200];
        snprintf(row, sizeof row, "%s: %s", rows[i].text, got);
        CHECK_ROW(strncmp(got, rows[i].begins, strlen(rows[i].begins)) == 0, row);
        CHECK_ROW(!strstr(got, "Example") && !strstr(got, "Smith") && !strstr(got, "Jane"),
                  row); /* the dictionary's alone */
    }
    ts_detect_free(d);
}

TEST(what_else_it_could_have_been) {
    static const struct {
        const char *text;
        ts_kind kind;
        const char *has, *has_not;
    } rows[] = {
        {"see 999 000 0018 there", TS_KIND_NHS_NUMBER, "check hc_number", "nhs_number"},
        {"Order no: 9990000018", TS_KIND_NONE, "label none ", "less"},
        {"Order no: 9990000018", TS_KIND_NONE, "refused nhs_number", "check nhs_number"},
        {"9990000019", TS_KIND_NONE, "check nhs_number", "refused nhs_number"},
        {"Hospital No: 9990000018, NHS No: 999 000 0026", TS_KIND_LOCAL_ID, "refused nhs_number", "less nhs_number"},
        {"1234567", TS_KIND_NONE, "said gmc_number", "less"},
        {"999 000 0018, 0151 496 0123", TS_KIND_NHS_NUMBER, "check chi_number", "phone"}, /* that is another value's */
    };
    ts_detect *d = ts_detect_new(NULL);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_segment s = test_text_of(rows[i].text);
        const char *got = explained(d, &s, rows[i].kind);
        char row[3200];
        snprintf(row, sizeof row, "%s: %s", rows[i].text, got);
        CHECK_ROW(strstr(got, rows[i].has) != NULL, row);
        CHECK_ROW(strstr(got, rows[i].has_not) == NULL, row);
    }
    ts_detect_free(d);
}

TEST(columns_are_told_by_their_names_or_values) {
    static test_table t;
    ts_detect *d = ts_detect_new(NULL);
    test_table_of(&t, "9990000018\tx\n9990000026\ty\n9990000034\tz\n9990000042\tz\n");
    const char *got = explained(d, &t.segment, TS_KIND_NHS_NUMBER);
    CHECK_ROW(strstr(got, "column nhs_number 90; ") != NULL, got);
    const ts_span head[] = {ts_str("Jane's NHS No"), ts_str("remarks")};
    t.segment.head = head;
    got = explained(d, &t.segment, TS_KIND_NHS_NUMBER);
    CHECK_ROW(strstr(got, "column nhs_number ") && strstr(got, "'NHS No'") && !strstr(got, "Jane"), got);
    ts_detect_free(d);
}

TEST(kinds_of_packs_are_explained_too) {
    static const char pack[] =
        "[[kind]]\nname = 'bsn'\nsummary = 's'\ncategory = 'identifiers'\npattern = '\\d{9}'\nlabels = ['bsn']\n"
        "check = { rule = 'weights', weights = [9, 8, 7, 6, 5, 4, 3, 2, -1], modulus = 11 }\n";
    ts_packs p = {0};
    ts_buf b = {0};
    ts_pack_run *run = NULL;
    CHECK(ts_packs_add(&p, "p", ts_str(pack)) == TS_OK && ts_packs_write(&p, NULL, &b) == TS_OK &&
          ts_pack_run_open(ts_buf_span(&b), &run) == TS_OK);
    ts_packs_done(&p);
    ts_buf_done(&b);
    ts_detect *d = ts_detect_new(NULL);
    ts_detect_use_packs(d, run);
    ts_segment s = test_text_of("BSN 111222333");
    const char *got = explained(d, &s, TS_KIND_PACK);
    CHECK_ROW(strncmp(got, "alone 40; holds 'weighted sum'; label bsn 100; ", 45) == 0, got);
    s = test_text_of("US SSN 111-22-2333 and 111222333");
    got = explained(d, &s, TS_KIND_PACK);
    CHECK_ROW(strncmp(got, "alone 40; holds 'weighted sum'", 30) == 0 && !strstr(got, "less bsn"), got);
    static test_table t;
    test_table_of(&t, "Name\tBSN\nJan Example\t111222333\n");
    got = explained(d, &t.segment, TS_KIND_PACK);
    CHECK_ROW(strstr(got, "column bsn 95") != NULL, got);
    ts_detect_free(d);
}
