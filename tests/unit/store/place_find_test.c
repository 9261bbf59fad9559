/* place_find_test.c - a locator, its end, a content's code; several that fit, and those that may have been meant. */
#include "store/place_find.h"

#include "unit/store/case_support.h"

static int64_t save_place(ts_case *c, int64_t exhibit, int64_t parent, const char *name, unsigned char content) {
    ts_blob b = {.digest = {{content, 0x2a, 0x91}}, .size = 10, .format = "csv", .done = true};
    CHECK(content == 0 || ts_blob_save(c, &b) == TS_OK);
    ts_place p = {.blob = content ? b.id : 0, .parent = parent, .exhibit = parent ? 0 : exhibit, .repeat = 1};
    p.name = ts_str(name);
    p.reason = content ? TS_READ : TS_REASON_UNREADABLE;
    CHECK_ROW(ts_place_save(c, &p) == TS_OK, ts_error_text());
    return content ? b.id : 0;
}

static int64_t made[6];
static ts_case *tree(void) {
    ts_case *c = case_fresh("tree");
    ts_exhibit e = {.name = "E1"};
    CHECK(ts_case_begin(c) == TS_OK && ts_exhibit_save(c, &e) == TS_OK);
    made[0] = save_place(c, e.id, 0, "drop/staff/pay.csv", 1);
    made[1] = save_place(c, e.id, 0, "drop/wards/list.zip", 2);
    made[2] = save_place(c, 0, made[1], "in/pay.csv", 3);
    made[3] = save_place(c, e.id, 0, "copy/pay-copy.csv", 1);
    made[4] = save_place(c, e.id, 0, "copy/012a91", 4);
    made[5] = save_place(c, e.id, 0, "copy/lost.csv", 0);
    CHECK(ts_case_commit(c) == TS_OK);
    return c;
}

TEST(what_a_locator_means) {
    static const struct {
        const char *locator;
        int place; /* of those made; -1 none */
        unsigned contents;
        size_t nears;
        const char *why;
    } rows[] = {
        {"E1/drop/staff/pay.csv", 0, 1, 1, "a whole one"},
        {"E1/drop/wards/list.zip!/in/pay.csv", 2, 1, 1, "a member"},
        {"staff/pay.csv", 0, 1, 1, "its end"},
        {"taff/pay.csv", -1, 0, 3, "not in the midst of a name: all of its name are near"},
        {"pay.csv", 0, 2, 2, "the end of two"},
        {"032A91", 2, 1, 1, "a code"},
        {"[032a91]", 2, 1, 1, "in brackets"},
        {"E1/…/….csv [032A91]", 2, 1, 1, "as it is printed"},
        {"032a910000000000000000000000000000000000000000000000000000000000", 2, 1, 1, "the whole digest"},
        {"032a92", -1, 0, 1, "no such code; a name is like it"},
        {"012A91", 0, 1, 1, "one content at two places is one"},
        {"012a91", 0, 1, 1, "a code goes before the end of a name"},
        {"copy/012a91", 4, 1, 1, "which can still be had"},
        {"E1/copy/lost.csv", 5, 1, 1, "nothing could be opened there"},
        {"E1/drop/staff/pya.csv", -1, 0, 3, "mistyped"},
        {"", -1, 0, 0, "nothing"},
        {"E1/drop", -1, 0, 0, "a folder"},
    };
    ts_case *c = tree();
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_place_found found;
        CHECK_ROW(ts_place_search(c, ts_str(rows[i].locator), &found) == TS_OK, ts_error_text());
        CHECK_ROW(found.contents == rows[i].contents && found.nears == rows[i].nears, rows[i].why);
        CHECK_ROW((found.place != 0) == (rows[i].place >= 0), rows[i].why);
        CHECK_ROW(rows[i].place < 0 || found.blob == made[rows[i].place], rows[i].why);
    }
    ts_case_close(c);
}

TEST(the_nearest_comes_first) {
    ts_case *c = case_again("tree");
    ts_place_found found;
    TS_AUTO(ts_buf, ts_buf_done) first = {0};
    CHECK(ts_place_search(c, ts_str("E1/other/lst.csv"), &found) == TS_OK && found.contents == 0 && found.nears > 0);
    CHECK(ts_place_locator(c, found.near[0], &first) == TS_OK);
    CHECK_ROW(ts_span_eq(ts_buf_span(&first), ts_str("E1/copy/lost.csv")), "one letter");
    ts_case_close(c);
}
