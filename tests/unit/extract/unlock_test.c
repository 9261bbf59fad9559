/* unlock_test.c - in which order passwords are tried, in which letters, and how much that may cost. */
#include "extract/unlock.h"

#include "base/mem.h"
#include "support/test.h"

/* All that would be tried, with bars between. */
static void all(ts_buf *out, uint64_t steps) {
    ts_unlock u = {0};
    ts_buf_clear(out);
    while (ts_unlock_next(&u, steps)) {
        ts_buf_add(out, u.text);
        ts_buf_add_str(out, u.proven ? "!" : "|");
    }
}

TEST(what_fitted_comes_first) {
    ts_passwords p = {0};
    TS_AUTO(ts_buf, ts_buf_done) got = {0};
    CHECK(ts_passwords_add(&p, ts_str("a\nb\nc\n")) == TS_OK);
    all(&got, 1);
    CHECK(got.len == 0); /* none were given */
    ts_unlock_use(&p);
    all(&got, 1);
    CHECK_ROW(strcmp(got.ptr, "a|b|c|") == 0, got.ptr);
    ts_unlock u = {0};
    CHECK(ts_unlock_next(&u, 1) && ts_unlock_next(&u, 1) && u.index == 1);
    ts_unlock_fits(&u);
    all(&got, 1);
    CHECK_ROW(strcmp(got.ptr, "b!a|c|") == 0, got.ptr);
    u = (ts_unlock){0};
    CHECK(ts_unlock_next(&u, 1) && ts_unlock_next(&u, 1) && ts_unlock_next(&u, 1) && u.index == 2);
    ts_unlock_fits(&u);
    all(&got, 1);
    CHECK_ROW(strcmp(got.ptr, "c!b!a|") == 0, got.ptr);
    ts_unlock_begin();
    all(&got, 1);
    CHECK_ROW(strcmp(got.ptr, "a|b|c|") == 0, got.ptr);
    ts_unlock_use(NULL);
    ts_passwords_done(&p);
}

TEST(letters_beyond_ascii_in_the_code_pages_of_old) {
    ts_passwords p = {0};
    TS_AUTO(ts_buf, ts_buf_done) got = {0};
    CHECK(ts_passwords_add(&p, ts_str("Caf\xC3\xA9\nplain\n\xC5\xB5\n")) == TS_OK); /* é; ŵ has none of them */
    ts_unlock_use(&p);
    all(&got, 1);
    CHECK_ROW(strcmp(got.ptr, "Caf\xC3\xA9|plain|\xC5\xB5|Caf\xE9|Caf\x82|Caf\x82|") == 0, got.ptr);
    ts_unlock u = {0};
    size_t n = 0;
    while (ts_unlock_next_utf8(&u, 1))
        n++;
    CHECK(n == 3);
    ts_unlock_use(NULL);
    ts_passwords_done(&p);
}

TEST(the_newest_list_is_tried_first) {
    ts_passwords p = {0};
    TS_AUTO(ts_buf, ts_buf_done) got = {0};
    CHECK(ts_passwords_add(&p, ts_str("a\nb\n")) == TS_OK && ts_passwords_add(&p, ts_str("b\nc\nd\n")) == TS_OK);
    ts_unlock_use(&p);
    all(&got, TS_LIMIT_UNLOCK / 3); /* else a dear item's steps went to old lists, again and again */
    CHECK_ROW(strcmp(got.ptr, "c|d|a|") == 0 && !ts_unlock_all_tried(), got.ptr);
    ts_unlock_use(NULL);
    ts_passwords_done(&p);
}

TEST(an_item_costs_no_more_than_its_steps) {
    ts_passwords p = {0};
    TS_AUTO(ts_buf, ts_buf_done) got = {0};
    CHECK(ts_passwords_add(&p, ts_str("a\nb\nc\n")) == TS_OK);
    ts_unlock_use(&p);
    all(&got, TS_LIMIT_UNLOCK / 3);
    CHECK(strcmp(got.ptr, "a|b|c|") == 0 && ts_unlock_all_tried());
    all(&got, TS_LIMIT_UNLOCK / 3);
    CHECK(got.len == 0 && !ts_unlock_all_tried()); /* the same item: it has cost enough */
    ts_unlock_begin();
    all(&got, TS_LIMIT_UNLOCK / 2);
    CHECK(strcmp(got.ptr, "a|b|") == 0 && !ts_unlock_all_tried());
    ts_unlock u = {.index = 1};
    ts_unlock_fits(&u);
    all(&got, TS_LIMIT_UNLOCK);
    CHECK_ROW(strcmp(got.ptr, "b!") == 0, got.ptr); /* what is known to fit is free */
    ts_unlock_use(NULL);
    ts_passwords_done(&p);
}

TEST(costs_that_come_later_count_as_well) {
    ts_passwords p = {0};
    CHECK(ts_passwords_add(&p, ts_str("a\nb\n")) == TS_OK);
    ts_unlock_use(&p);
    CHECK(ts_unlock_afford(TS_LIMIT_UNLOCK - 1) && ts_unlock_all_tried());
    ts_unlock u = {0};
    CHECK(ts_unlock_next(&u, 1) && !ts_unlock_afford(1) && !ts_unlock_all_tried());
    CHECK(!ts_unlock_next(&u, 1));
    ts_unlock_begin();
    CHECK(!ts_unlock_afford(UINT64_MAX) && ts_unlock_afford(TS_LIMIT_UNLOCK));
    ts_unlock_use(NULL);
    ts_passwords_done(&p);
}

TEST(passwords_in_utf16) {
    char wide[TS_PASSWORD_WIDE];
    ts_span s = ts_password_wide(ts_str("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x94\x91"), wide);
    CHECK(ts_span_eq(s, ts_span_of("a\0\xE9\0\xAC\x20\x3D\xD8\x11\xDD", 10)));
}
