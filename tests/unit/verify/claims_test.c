/* claims_test.c - the truth table of claims, a row for each pair of neighbouring results. */
#include "verify/claims.h"

#include "support/test.h"

enum { OUT = 0, IN = 1 }; /* of what was taken; of published items */
enum { READ, UNREAD, WAITS, EMPTY };

static ts_claim_scope scope_of(int state) {
    ts_claim_scope s = {.items = state == EMPTY ? 0 : 5};
    s.reason_items[TS_READ] = state == UNREAD;
    s.waiting_items = state == WAITS;
    return s;
}

typedef struct row {
    const char *why;
    ts_assertion a;
    int scope;
    ts_claim_found f;
    ts_claim_result result;
} row;

#define PATIENTS(published) \
    { .kind = TS_CLAIM_POPULATION, .items = published, .what = "patients" }
#define HEALTH(published) \
    { .kind = TS_CLAIM_DATA, .items = published, .what = "health" }
#define PEOPLE(published, n) \
    { .kind = TS_CLAIM_PEOPLE, .items = published, .from = n }
#define YEARS(published) \
    { .kind = TS_CLAIM_YEARS, .items = published, .from = 2018, .to = 2024 }
#define FILES(published, n) \
    { .kind = TS_CLAIM_FILES, .items = published, .from = n }
#define VOLUME(published, n) \
    { .kind = TS_CLAIM_VOLUME, .items = published, .from = n }
#define NO_CHILDREN \
    { .kind = TS_CLAIM_POPULATION, .items = IN, .without = true, .what = "children" }

static const row rows[] = {
    /* that something is there: supported | partly */
    {"one that is genuine and ours", PATIENTS(OUT), UNREAD, {.sightings = 1, .people = 1}, TS_CLAIM_SUPPORTED},
    {"only people whom we hold, source not shown", PATIENTS(OUT), READ, {.near = 1000}, TS_CLAIM_PARTLY},
    {"what detection says counts from three on", HEALTH(OUT), READ, {.sightings = 3}, TS_CLAIM_SUPPORTED},
    {"two may be its mistake", HEALTH(OUT), READ, {.sightings = 2}, TS_CLAIM_PARTLY},
    /* partly | not shown */
    {"one altered", PATIENTS(OUT), READ, {.near = 1}, TS_CLAIM_PARTLY},
    {"candidates are nobody", PATIENTS(OUT), READ, {.likely = 1000}, TS_CLAIM_NOT_SHOWN},
    {"nothing at all", PATIENTS(OUT), READ, {.judged = 0}, TS_CLAIM_NOT_SHOWN},
    /* not shown | refuted */
    {"nothing published refutes what was kept back", PATIENTS(OUT), READ, {.others = 100000}, TS_CLAIM_NOT_SHOWN},
    {"published, wholly read, something else", PATIENTS(IN), READ, {.others = 10}, TS_CLAIM_REFUTED},
    {"too few are something else", PATIENTS(IN), READ, {.others = 9}, TS_CLAIM_NOT_SHOWN},
    {"one item was not read", PATIENTS(IN), UNREAD, {.others = 1000}, TS_CLAIM_NOT_SHOWN},
    {"one item waits", PATIENTS(IN), WAITS, {.others = 1000}, TS_CLAIM_NOT_SHOWN},
    {"no item at all", PATIENTS(IN), EMPTY, {.others = 1000}, TS_CLAIM_NOT_SHOWN},
    {"a candidate may be it", PATIENTS(IN), READ, {.others = 1000, .likely = 1}, TS_CLAIM_NOT_SHOWN},
    {"a stranger may be it", PATIENTS(IN), READ, {.others = 1000, .alike = 1}, TS_CLAIM_NOT_SHOWN},
    /* refuted | partly | supported, of published items */
    {"one altered is no contradiction", PATIENTS(IN), READ, {.others = 1000, .near = 1}, TS_CLAIM_PARTLY},
    {"one that is there", PATIENTS(IN), READ, {.others = 1000, .sightings = 1}, TS_CLAIM_SUPPORTED},
    {"two by detection are no contradiction", HEALTH(IN), READ, {.others = 1000, .sightings = 2}, TS_CLAIM_PARTLY},
    /* people */
    {"as many as claimed", PEOPLE(OUT, 100), UNREAD, {.sightings = 100, .people = 100}, TS_CLAIM_SUPPORTED},
    {"one fewer", PEOPLE(OUT, 100), READ, {.sightings = 500, .people = 99, .seen = 500}, TS_CLAIM_PARTLY},
    {"only held", PEOPLE(OUT, 100), READ, {.near = 500, .held = 500, .seen = 500}, TS_CLAIM_PARTLY},
    {"nobody", PEOPLE(OUT, 100), READ, {.seen = 500}, TS_CLAIM_NOT_SHOWN},
    {"fewer places than people, but more may be kept back",
     PEOPLE(OUT, 100),
     READ,
     {.people = 9, .seen = 9},
     TS_CLAIM_PARTLY},
    {"published: fewer places than people", PEOPLE(IN, 100), READ, {.people = 99, .seen = 99}, TS_CLAIM_REFUTED},
    {"published: as many places as people", PEOPLE(IN, 100), READ, {.people = 99, .seen = 100}, TS_CLAIM_PARTLY},
    {"published: more may stand in what was not read",
     PEOPLE(IN, 100),
     UNREAD,
     {.people = 9, .seen = 9},
     TS_CLAIM_PARTLY},
    /* years */
    {"each year", YEARS(OUT), UNREAD, {.sightings = 21, .number = 7}, TS_CLAIM_SUPPORTED},
    {"one year is missing", YEARS(OUT), READ, {.sightings = 99, .number = 6}, TS_CLAIM_PARTLY},
    {"so few that no year counts", YEARS(OUT), READ, {.sightings = 2}, TS_CLAIM_PARTLY},
    {"of other years", YEARS(OUT), READ, {.others = 100}, TS_CLAIM_NOT_SHOWN},
    {"published: of other years", YEARS(IN), READ, {.others = 100}, TS_CLAIM_REFUTED},
    {"published: without a date", YEARS(IN), READ, {.others = 100, .alike = 1}, TS_CLAIM_NOT_SHOWN},
    /* volume and files */
    {"as many files, and some are ours", FILES(OUT, 60), UNREAD, {.sightings = 1, .number = 60}, TS_CLAIM_SUPPORTED},
    {"one file fewer", FILES(OUT, 60), READ, {.sightings = 1, .number = 59}, TS_CLAIM_PARTLY},
    {"as many files, and none is ours", FILES(OUT, 60), READ, {.near = 100, .number = 60}, TS_CLAIM_NOT_SHOWN},
    {"published: whoever's they are", FILES(IN, 60), READ, {.number = 60}, TS_CLAIM_SUPPORTED},
    {"published: one file fewer", FILES(IN, 60), READ, {.number = 59}, TS_CLAIM_REFUTED},
    {"published: one archive was not read", FILES(IN, 60), UNREAD, {.number = 59}, TS_CLAIM_PARTLY},
    {"published: nine tenths may be rounded", VOLUME(IN, 1000), READ, {.number = 900}, TS_CLAIM_PARTLY},
    {"published: less is not", VOLUME(IN, 1000), READ, {.number = 899}, TS_CLAIM_REFUTED},
    {"less was taken than published so far", VOLUME(OUT, 1000), READ, {.sightings = 1, .number = 1}, TS_CLAIM_PARTLY},
    /* that something is not there */
    {"it is there, whatever was not read", NO_CHILDREN, UNREAD, {.sightings = 1, .others = 50}, TS_CLAIM_REFUTED},
    {"altered: it may be there", NO_CHILDREN, READ, {.near = 1, .others = 50}, TS_CLAIM_NOT_SHOWN},
    {"strangers' children", NO_CHILDREN, READ, {.alike = 1, .others = 50}, TS_CLAIM_NOT_SHOWN},
    {"enough others", NO_CHILDREN, READ, {.others = 10}, TS_CLAIM_SUPPORTED},
    {"too few others", NO_CHILDREN, READ, {.others = 9}, TS_CLAIM_NOT_SHOWN},
    {"not all was read", NO_CHILDREN, UNREAD, {.others = 50}, TS_CLAIM_NOT_SHOWN},
};

TEST(each_pair_of_neighbours_is_told_apart) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_claim_scope s = scope_of(rows[i].scope);
        CHECK_ROW(ts_claim_judge(&rows[i].a, &rows[i].f, &s) == rows[i].result, rows[i].why);
    }
}

TEST(more_than_a_number_is_not_the_number) {
    ts_claim_scope s = scope_of(READ);
    ts_assertion a = PEOPLE(OUT, 100);
    ts_claim_found f = {.sightings = 100, .people = 100};
    a.more_than = true;
    CHECK(ts_claim_judge(&a, &f, &s) == TS_CLAIM_PARTLY);
    f.people = 101;
    CHECK(ts_claim_judge(&a, &f, &s) == TS_CLAIM_SUPPORTED);
}

/* More of what supports never makes less of it, and only published items are refuted, whatever the counts. */
TEST(nothing_taken_is_ever_refuted) {
    for (int kind = TS_CLAIM_ORGANISATION; kind < TS_CLAIM_KINDS; kind++)
        for (unsigned n = 0; n < 1u << 8; n++) {
            ts_assertion a = {.kind = (uint8_t)kind, .from = 50, .to = 50};
            ts_claim_found f = {.sightings = n & 1 ? 60 : 0,
                                .people = n & 2 ? 60 : 0,
                                .near = n >> 2 & 1,
                                .likely = n >> 3 & 1,
                                .alike = n >> 4 & 1,
                                .others = n & 32 ? 60 : 0,
                                .number = n & 64 ? 60 : 0,
                                .seen = n & 128 ? 99 : 0};
            ts_claim_scope s = scope_of(READ);
            ts_claim_result r = ts_claim_judge(&a, &f, &s);
            CHECK_ROW(r != TS_CLAIM_REFUTED && r != TS_CLAIM_NOT_JUDGED, ts_claim_kind_name((ts_claim_kind)kind));
            a.items = 1;
            s = scope_of(UNREAD);
            CHECK_ROW(ts_claim_judge(&a, &f, &s) != TS_CLAIM_REFUTED, ts_claim_kind_name((ts_claim_kind)kind));
        }
}

TEST(paths_fit_their_patterns) {
    static const struct {
        const char *pattern, *path;
        bool fits;
    } path_rows[] = {{"proof/*", "proof/a.png", true},
                     {"proof/*", "proof/b/a.png", true},
                     {"proof/*", "other/proof/a", false},
                     {"*.png", "a/b.PNG", true},
                     {"*.png", "a.pngx", false},
                     {"a?c", "abc", true},
                     {"a?c", "ac", false},
                     {"*", "", true},
                     {"", "", true},
                     {"", "a", false},
                     {"*a*b*", "xxaxxbxx", true},
                     {"*a*b*", "xxbxxaxx", false},
                     {"a*a", "a", false},
                     {"*aab", "aaaab", true}};
    for (size_t i = 0; i < TEST_COUNT(path_rows); i++)
        CHECK_ROW(ts_claim_path_fits(ts_str(path_rows[i].pattern), ts_str(path_rows[i].path)) == path_rows[i].fits,
                  path_rows[i].pattern);
}

/* One of each of the lowest blobs, whatever the order in which they come. */
TEST(examples_do_not_depend_on_order) {
    enum { BLOBS = 6, EACH = 4 };
    ts_claim_found first = {.examples = 0};
    for (unsigned turn = 0; turn < 50; turn++) {
        ts_claim_found f = {.examples = 0};
        for (unsigned i = 0; i < BLOBS * EACH; i++) {
            unsigned k = (i * 7 + turn) % (BLOBS * EACH); /* 7 and 24 have no divisor in common */
            ts_claim_example e = {.table = true, .ordinal = k / BLOBS % 2, .place = 100 - k};
            memset(e.blob.byte, (int)(k % BLOBS) + 1, sizeof e.blob.byte);
            ts_claim_add_example(&f, &e);
        }
        if (turn == 0)
            first = f;
        CHECK(f.examples == TS_CLAIM_EXAMPLES && memcmp(&f.example, &first.example, sizeof f.example) == 0);
        for (unsigned i = 0; i < TS_CLAIM_EXAMPLES; i++)
            CHECK(f.example[i].blob.byte[0] == i + 1 && f.example[i].ordinal == 0);
    }
}
