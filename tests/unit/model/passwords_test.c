/* passwords_test.c - lists of passwords: lines, what is refused, what is kept of them. */
#include "model/passwords.h"

#include "base/limits.h"
#include "base/mem.h"
#include "support/test.h"

static bool is(const ts_passwords *p, size_t i, const char *text, uint32_t list, uint32_t line) {
    return i < p->n && ts_span_eq(p->at[i].text, ts_str(text)) && p->at[i].list == list && p->at[i].line == line;
}

TEST(each_line_is_one_as_it_stands) {
    ts_passwords p = {0};
    CHECK(ts_passwords_add(&p, ts_str("\xEF\xBB\xBF"
                                      "first\r\n\n two blanks \n# no comment\nfirst\nlast")) == TS_OK);
    CHECK(p.n == 4 && p.lists == 1);
    CHECK(is(&p, 0, "first", 1, 1) && is(&p, 1, " two blanks ", 1, 3));
    CHECK(is(&p, 2, "# no comment", 1, 4) && is(&p, 3, "last", 1, 6));
    ts_passwords_done(&p);
}

TEST(a_list_is_one_only_where_it_brings_something_new) {
    ts_passwords p = {0};
    CHECK(ts_passwords_add(&p, ts_str("a\nb\n")) == TS_OK && p.lists == 1);
    CHECK(ts_passwords_add(&p, ts_str("b\na\n\n")) == TS_OK && p.lists == 1 && p.n == 2);
    CHECK(ts_passwords_add(&p, ts_str("b\nc\n")) == TS_OK && p.lists == 2 && is(&p, 2, "c", 2, 2));
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    ts_passwords_save(&p, &bytes);
    ts_passwords back = {0};
    CHECK(ts_passwords_load(&back, ts_buf_span(&bytes)) == TS_OK);
    CHECK(back.n == 3 && back.lists == 2 && is(&back, 0, "a", 1, 1) && is(&back, 2, "c", 2, 2));
    ts_passwords_done(&back);
    for (size_t cut = 1; cut < 12; cut++)
        CHECK(ts_passwords_load(&back, ts_slice(ts_buf_span(&bytes), 0, bytes.len - cut)) == TS_EDAMAGED ||
              bytes.len - cut == 26);
    ts_passwords_done(&back);
    ts_passwords_done(&p);
}

TEST(what_cannot_be_a_list_is_refused_whole) {
    ts_passwords p = {0};
    CHECK(ts_passwords_add(&p, ts_str("kept\n")) == TS_OK);
    CHECK(ts_passwords_add(&p, ts_str("new\n\xFF\xFE\n")) == TS_EUSAGE && p.n == 1);
    CHECK(ts_passwords_add(&p, ts_span_of("new\n\0", 5)) == TS_EUSAGE && p.n == 1);
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "new\n");
    for (size_t i = 0; i < TS_LIMIT_PASSWORD; i++)
        ts_buf_add_char(&b, 'x');
    CHECK(ts_passwords_add(&p, ts_buf_span(&b)) == TS_OK && p.n == 3 && p.lists == 2);
    ts_buf_add_char(&b, 'x');
    CHECK(ts_passwords_add(&p, ts_buf_span(&b)) == TS_EUSAGE && p.n == 3 && p.lists == 2);
    ts_buf_clear(&b);
    for (size_t i = 0; i < TS_LIMIT_PASSWORDS - 3; i++)
        ts_buf_addf(&b, "n%zu\n", i);
    CHECK(ts_passwords_add(&p, ts_buf_span(&b)) == TS_OK && p.n == TS_LIMIT_PASSWORDS);
    CHECK(ts_passwords_add(&p, ts_str("kept\n")) == TS_OK);
    CHECK(ts_passwords_add(&p, ts_str("one more\n")) == TS_EUSAGE && p.n == TS_LIMIT_PASSWORDS);
    ts_passwords_done(&p);
}
