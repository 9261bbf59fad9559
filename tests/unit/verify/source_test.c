/* source_test.c - from which system, and when a table is ours. */
#include "verify/source.h"

#include <string.h>

#include "base/bytes.h"
#include "support/test.h"

TEST(masks) {
    static const struct {
        const char *mask, *id;
        bool fits;
    } rows[] = {
        {"\\AH9999999", "AH1234567", true},
        {"\\AH9999999", "BH1234567", false}, /* \A: this very letter */
        {"AH9999999", "XH1234567", true},
        {"AH9999999", "1H1234567", false},
        {"9999", "123", false},
        {"9999", "12345", false},
        {"9999", "1234", true},
        {"A-99", "B-12", true},
        {"A-99", "B+12", false},
        {"", "", true},
        {"", "1", false},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_mask_fits(rows[i].mask, ts_str(rows[i].id)) == rows[i].fits, rows[i].id);
}

static ts_stock make_stock(ts_snapshot at[3]) {
    at[0] = (ts_snapshot){.system = 0, .rows = 10000, .local_space = 10000000, .local_used = 10000, .travels = true};
    at[1] = (ts_snapshot){.system = 1, .rows = 10000, .local_space = 10000000, .local_used = 10000, .travels = true};
    at[2] = (ts_snapshot){.system = 2, .rows = 500, .local_space = 100000, .local_used = 500};
    ts_stock s = {.snapshot = at, .snapshots = 3, .systems = 3};
    ts_stock_weigh(&s);
    return s;
}

static ts_evidence person(unsigned systems, unsigned local, unsigned fits) {
    return (ts_evidence){.match = {.systems = systems, .local = local, .fits = fits}};
}

static ts_source judged(int own, int shared, int differing, int without) {
    ts_snapshot at[3];
    ts_stock s = make_stock(at);
    ts_source_count c = {0};
    for (int i = 0; i < own; i++) {
        ts_evidence e = person(1u << 1, 1u << 1, 1u << 1);
        ts_source_add(&c, &s, &e, TS_OURS_ISSUED);
    }
    for (int i = 0; i < shared; i++) {
        ts_evidence e = person(3, 1u << 1, 2);
        ts_source_add(&c, &s, &e, TS_OURS_ISSUED);
    }
    for (int i = 0; i < differing; i++) {
        ts_evidence e = person(1u << 1, 0, 0);
        e.match.never = 1u << TS_ATTR_LOCAL;
        ts_source_add(&c, &s, &e, TS_OURS_NOT_SHOWN);
    }
    for (int i = 0; i < without; i++) {
        ts_evidence e = person(1u << 1, 0, 2);
        ts_source_add(&c, &s, &e, TS_OURS_NOT_SHOWN);
    }
    ts_source out;
    ts_source_of(&s, &c, &out);
    return out;
}

TEST(a_table_is_ours_from_twenty_agreeing_ids_on_half_of_the_identified) {
    static const struct {
        int own, shared, differing, without;
        ts_ours want;
        const char *why;
    } rows[] = {
        {20, 0, 0, 0, TS_OURS_SHOWN, "twenty"},
        {19, 0, 0, 0, TS_OURS_ISSUED, "nineteen"},
        {15, 5, 0, 20, TS_OURS_SHOWN, "half"},
        {20, 0, 0, 21, TS_OURS_ISSUED, "less than half: as on letters that others keep"},
        {0, 0, 0, 500, TS_OURS_NOT_SHOWN, "a real list from elsewhere"},
        {0, 0, 500, 0, TS_OURS_NOT_SHOWN, "ids filled in inside the mask"},
        {2, 0, 498, 0, TS_OURS_NOT_SHOWN, "two of them hit by chance"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(judged(rows[i].own, rows[i].shared, rows[i].differing, rows[i].without).ours == rows[i].want,
                  rows[i].why);
}

TEST(ids_that_never_leave_show_it_at_once) {
    ts_snapshot at[3];
    ts_stock s = make_stock(at);
    ts_source_count c = {0};
    ts_evidence e = person(4, 4, 4);
    ts_source_add(&c, &s, &e, TS_OURS_SHOWN);
    ts_source out;
    ts_source_of(&s, &c, &out);
    CHECK(out.ours == TS_OURS_SHOWN && out.system == 2 && out.lead > 0);
}

TEST(the_system_is_the_one_that_holds_them_all) {
    ts_source s = judged(40, 10, 0, 50);
    CHECK(s.system == 1 && s.lead > 100 * TS_BIT && s.ours_odds > 0);
    CHECK(judged(0, 0, 0, 0).system == UINT16_MAX);
    CHECK(judged(0, 0, 50, 0).ours_odds < 0);
}

/* Files of one system each, so many rows in every one; what the whole may yet say of them. */
static unsigned rivals(unsigned files_of_1, unsigned files_of_0, unsigned rows, uint32_t waiting, uint16_t *next) {
    ts_snapshot at[3];
    ts_stock s = make_stock(at);
    static ts_source_count group[TS_SAMPLE_GROUPS];
    memset(group, 0, sizeof group);
    ts_source_count all = {0};
    for (unsigned f = 0; f < files_of_1 + files_of_0; f++)
        for (unsigned i = 0; i < rows; i++) {
            unsigned system = 1u << (f < files_of_1);
            ts_evidence e = person(system, system, system);
            ts_source_add(&group[(f * 37 + 11) % TS_SAMPLE_GROUPS], &s, &e, TS_OURS_ISSUED);
        }
    for (unsigned g = 0; g < TS_SAMPLE_GROUPS; g++)
        ts_source_merge(&all, &group[g]);
    ts_source from;
    ts_source_of(&s, &all, &from);
    unsigned n = ts_source_rivals(&s, group, waiting, &from);
    *next = from.next;
    return n;
}

/* What was read is a sample of files: many rows of few files settle nothing, and nor does a small lead. */
TEST(a_lead_is_settled_once_another_sample_would_show_it_too) {
    static const struct {
        unsigned of_1, of_0, rows;
        uint32_t waiting;
        unsigned want;
        const char *why;
    } rows[] = {
        {40, 0, 10, 900000, 0, "forty files of one system"},
        {1, 0, 100000, 900000, 2, "one file, however many rows it has"},
        {5, 0, 100, 900000, 2, "five"},
        {30, 27, 10, 900000, 1, "thirty against twenty-seven"},
        {30, 27, 1000, 900000, 1, "and with more rows in each"},
        {50, 7, 10, 900000, 0, "fifty against seven"},
        {30, 27, 10, 1000, 0, "nearly all was read"},
        {0, 0, 0, 900000, 0, "nobody was identified: no system is named"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        uint16_t next;
        unsigned n = rivals(rows[i].of_1, rows[i].of_0, rows[i].rows, rows[i].waiting, &next);
        CHECK_ROW(n == rows[i].want, rows[i].why);
        CHECK_ROW(n != 1 || next == 0, rows[i].why);
    }
}
