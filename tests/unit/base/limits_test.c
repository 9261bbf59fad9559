/* limits_test.c - the bounds that a case sets for itself, as people write them. */
#include "base/limits.h"

#include "base/mem.h"
#include "support/test.h"

TEST(limits_are_set_as_people_write_them_and_told_where_they_are_not_usual) {
    static const struct {
        const char *name, *value;
        uint64_t at; /* 0: refused */
    } rows[] = {{"member", "4 GiB", 4 * TS_GIB},
                {"member", "4GiB", 4 * TS_GIB},
                {"member", "2097152", 2 * TS_MIB},
                {"member", "4 GB", 0},
                {"member", "-1", 0},
                {"member", "1", 0},
                {"member", "99999999999999999999 TiB", 0},
                {"member", "", 0},
                {"depth", "20", 20},
                {"depth", "65", 0},
                {"deepness", "20", 0}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_limits l = ts_limits_usual;
        bool set = ts_limit_set(&l, rows[i].name, rows[i].value) == TS_OK;
        uint64_t at = strcmp(rows[i].name, "depth") == 0 ? l.depth : l.member;
        CHECK_ROW(set == (rows[i].at > 0) && (!set || at == rows[i].at), rows[i].value);
        CHECK_ROW(set || memcmp(&l, &ts_limits_usual, sizeof l) == 0, rows[i].value);
    }
    ts_limits l = ts_limits_usual;
    TS_AUTO(ts_buf, ts_buf_done) told = {0};
    ts_limits_tell(&l, &told);
    CHECK(told.len == 0);
    CHECK(ts_limit_set(&l, "member", "1536 MiB") == TS_OK && ts_limit_set(&l, "depth", "3") == TS_OK);
    ts_limits_tell(&l, &told);
    CHECK(ts_span_eq(ts_buf_span(&told), ts_str("depth = 3, member = 1536 MiB")));
}

TEST(the_list_of_limits_can_be_set_as_it_is_printed) {
    const char *name, *text;
    char usual[32];
    size_t n = 0;
    for (; ts_limit_at(n, &name, usual, &text); n++) {
        ts_limits l = ts_limits_usual;
        CHECK_ROW(ts_limit_set(&l, name, usual) == TS_OK && memcmp(&l, &ts_limits_usual, sizeof l) == 0, name);
        CHECK_ROW(*text != 0, name);
    }
    CHECK(n > 5);
}
