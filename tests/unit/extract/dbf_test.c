/* dbf_test.c - dBase and FoxPro tables and their memo files. */
#include "extract/dbf.h"
#include "reading.h"

static void read_as(reading *r, ts_span bytes, const char *format) {
    reading_of(r, bytes);
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), format) == 0,
              r->what ? r->what : reading_format(r));
}

TEST(rows_in_their_code_page_and_deleted_ones_apart) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("ward.dbf");
    reading r;
    read_as(&r, ts_buf_span(&b), "dbf");
    CHECK(reading_says(&r, "head|NHSNO|SURNAME|DOB|WEIGHT|SEEN|NOTE"));
    CHECK(reading_says(&r, "row 1|9990000018|O'Neill|19870423|61.5|T|"));
    CHECK(reading_says(&r, "row 2|9990000026|Si\xC3\xA2n-Evans|19901201|70.0|F|"));
    CHECK(reading_says(&r, "row 4|9990000042|Example|20010506||T|"));
    CHECK(strstr(r.log.ptr, "table part=deleted ") && reading_says(&r, "row 3|9990000034|Deleted|19500102|55.2||"));
    CHECK(r.outcome.reason == TS_READ && r.rows == 4 && r.mapped_cells > 15);
    reading_done(&r);
}

TEST(binary_values_of_foxpro) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("stock.dbf");
    reading r;
    read_as(&r, ts_buf_span(&b), "dbf");
    CHECK(reading_says(&r, "row 1|1|O'Neill|12.3400|2021-03-31 14:05:00|0.25|"));
    CHECK(reading_says(&r, "row 2|2|Si\xC3\xA2n-Evans|-7.5000|1959-03-31|1000000|"));
    CHECK(reading_says(&r, "row 3|3|Gone|0.0000||0|"));
    reading_done(&r);
}

/* ZAP sets the count to nothing and leaves the rows. */
TEST(rows_behind_the_count_are_read_as_deleted) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("ward.dbf");
    b.ptr[4] = 1;
    reading r;
    read_as(&r, ts_buf_span(&b), "dbf");
    CHECK(reading_says(&r, "row 1|9990000018|O'Neill|19870423|61.5|T|") &&
          strstr(r.log.ptr, "deleted offset=0 ") < strstr(r.log.ptr, "row 2|9990000026|"));
    CHECK(r.rows == 4 && r.outcome.reason == TS_READ);
    reading_done(&r);
    TS_AUTO(ts_buf, ts_buf_done) zapped = reading_fixture("ward.dbf");
    ts_dbf t;
    CHECK(ts_dbf_read(ts_buf_span(&zapped), &t));
    TS_AUTO(ts_buf, ts_buf_done) m = {0};
    ts_buf_add(&m, ts_slice(ts_buf_span(&zapped), 0, t.head_len));
    ts_buf_add_char(&m, 0x1A); /* over the first row's mark or, as here, before it */
    ts_buf_add(&m, ts_slice(ts_buf_span(&zapped), t.head_len, 2 * t.record_len));
    memset(m.ptr + 4, 0, 4);
    read_as(&r, ts_buf_span(&m), "dbf");
    CHECK(r.rows == 2 && reading_says(&r, "row 2|9990000026|Si\xC3\xA2n-Evans|19901201|70.0|F|"));
    reading_done(&r);
    ts_dbf_done(&t);
}

/* A head of dBASE III with a name and a town: rows of 31 bytes. */
static void begin_people(ts_buf *b, unsigned rows) {
    ts_buf_add(b, (ts_span){"\x03\x7C\x01\x02", 4});
    ts_buf_add_u32le(b, rows);
    ts_buf_add_u16le(b, 32 + 2 * 32 + 1);
    ts_buf_add_u16le(b, 31);
    while (b->len < 32)
        ts_buf_add_char(b, 0);
    ts_buf_add(b, (ts_span){"NAME\0\0\0\0\0\0\0C\0\0\0\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 32});
    ts_buf_add(b, (ts_span){"TOWN\0\0\0\0\0\0\0C\0\0\0\0\x0A\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 32});
    ts_buf_add_char(b, 0x0D);
}

TEST(rows_behind_filling_are_read_as_well) {
    static const struct {
        const char *filling;
        size_t len, times;
        const char *row, *why;
    } rows[] = {{"\0", 1, 31, "row 3|Smith 1|Leeds", "a row of zeros"},
                {"\x1A", 1, 62, "row 4|Smith 1|Leeds", "two of marks"},
                {"\x1A", 1, 1, "row 2|Smith 1|Leeds", "a mark alone"},
                {"\x1A\0\0\0\0\0\0", 7, 10, "row 4|Smith 1|Leeds", "a mark, and filling that ends anywhere"},
                {"\0", 1, 700000, "row 22582|Smith 1|Leeds", "more than is held at once"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        begin_people(&b, 1);
        ts_buf_addf(&b, " %-20s%-10s", "Example", "York");
        for (size_t n = 0; n < rows[i].times; n++)
            ts_buf_add(&b, (ts_span){rows[i].filling, rows[i].len});
        for (unsigned n = 1; n <= 20; n++) {
            TS_AUTO(ts_buf, ts_buf_done) name = {0};
            ts_buf_addf(&name, "Smith %u", n);
            ts_buf_addf(&b, "%c%-20s%-10s", n % 2 ? ' ' : '*', name.ptr, "Leeds");
        }
        ts_buf_add(&b, (ts_span){"\x1A\0\0\0\0", 5});
        reading r;
        read_as(&r, ts_buf_span(&b), "dbf");
        CHECK_ROW(r.rows == 21 && r.outcome.reason == TS_READ && !r.outcome.unread, rows[i].why);
        CHECK_ROW(reading_says(&r, rows[i].row) && strstr(r.log.ptr, "|Smith 20|Leeds"), rows[i].why);
        CHECK_ROW(strstr(r.log.ptr, "deleted offset=0 ") > strstr(r.log.ptr, "|Example|York"), rows[i].why);
        reading_done(&r);
        ts_buf_add_str(&b, "no row: it begins as none does, and is long");
        read_as(&r, ts_buf_span(&b), "dbf");
        CHECK_ROW(r.rows == 21 && r.outcome.reason == TS_REASON_CORRUPT && r.outcome.unread == 43, rows[i].why);
        reading_done(&r);
    }
}

TEST(a_cut_table_gives_its_whole_rows) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("ward.dbf");
    reading r;
    read_as(&r, ts_slice(ts_buf_span(&b), 0, b.len - 20), "dbf");
    CHECK(r.rows == 3 && r.outcome.reason == TS_REASON_TRUNCATED && r.outcome.unread > 20);
    reading_done(&r);
    ts_buf_add_str(&b, "something else that is no row at all, and longer than one would be if it were");
    read_as(&r, ts_buf_span(&b), "dbf");
    CHECK(r.rows == 4 && r.outcome.reason == TS_REASON_CORRUPT && r.outcome.unread > 70);
    reading_done(&r);
}

TEST(a_head_must_fit_itself) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("ward.dbf");
    static const struct {
        size_t at;
        char to;
        const char *why;
    } rows[] = {{0, 0x07, "a version that nobody writes"},
                {2, 13, "a month"},
                {10, 1, "rows too short"},
                {10, 120, "rows too long"},
                {8, 33, "head length"},
                {43, 'Z', "a type"},
                {48, 0, "no width"},
                {139, 'D', "a date of six"},
                {32, '\1', "a name"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) m = {0};
        ts_buf_add(&m, ts_buf_span(&b));
        m.ptr[rows[i].at] = rows[i].to;
        ts_dbf t;
        CHECK_ROW(!ts_dbf_read(ts_buf_span(&m), &t), rows[i].why);
        ts_dbf_done(&t);
    }
    reading r;
    b.ptr[15] = 1;
    read_as(&r, ts_buf_span(&b), "dbf");
    CHECK(r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == b.len && r.rows == 0);
    reading_done(&r);
}

/* dBASE 7: heads of 68 bytes, fields of 48. */
TEST(dbase_7_has_longer_names) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    static const char head[] = "\x04\x7C\x01\x02\1\0\0\0\xA5\0\x0D\0";
    static const char field[] = "patient surname\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0C\x08\0\0\0\0\0\0\0\0\0\0\0\0\0";
    static const char number[] =
        "number\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0+\x04\0\0\0\0\0\0\0\0\0\0\0\0\0";
    ts_buf_add(&b, (ts_span){head, sizeof head - 1});
    while (b.len < 68)
        ts_buf_add_char(&b, 0);
    ts_buf_add(&b, (ts_span){field, 48});
    ts_buf_add(&b, (ts_span){number, 48});
    ts_buf_add(&b, (ts_span){"\x0D Example \x80\0\0\x07\x1A", 15});
    reading r;
    read_as(&r, ts_buf_span(&b), "dbf");
    CHECK(reading_says(&r, "head|patient surname|number") && reading_says(&r, "row 1|Example|7"));
    reading_done(&r);
}

TEST(memos_are_texts) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("ward.dbt");
    reading r;
    read_as(&r, ts_buf_span(&b), "memo");
    CHECK(reading_shows(&r, "seen on Monday, well\n\fZo\xC3\xAB is her sister\n\fwas deleted\n"));
    CHECK(r.outcome.reason == TS_READ);
    reading_done(&r);
    TS_AUTO(ts_buf, ts_buf_done) f = reading_fixture("stock.fpt");
    read_as(&r, ts_buf_span(&f), "memo");
    CHECK(reading_shows(&r, "paid in full\n\fowes\n\fx\n") && r.outcome.reason == TS_READ);
    reading_done(&r);
    f.ptr[0x203] = 0; /* a picture */
    f.ptr[0x287] = 100; /* longer than the file */
    f.ptr[0x286] = 3;
    read_as(&r, ts_buf_span(&f), "memo");
    CHECK(reading_says(&r, "child picture1 12 bytes of 12: read") && r.outcome.reason == TS_REASON_TRUNCATED);
    reading_done(&r);
}

TEST(memos_of_dbase_4) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add(&b, (ts_span){"\3\0\0\0\0\0\0\0WARD\0\0\0\0\0\0\2\1\0\2", 22});
    while (b.len < 512)
        ts_buf_add_char(&b, 0);
    ts_buf_add(&b, (ts_span){"\xFF\xFF\x08\0\x12\0\0\0first memo", 18});
    while (b.len < 1024)
        ts_buf_add_char(&b, 0);
    ts_buf_add(&b, (ts_span){"\0\0\0\0\1\0\0\0what a deleted one left\x1A", 32});
    reading r;
    read_as(&r, ts_buf_span(&b), "memo");
    CHECK(reading_shows(&r, "first memo\n\fwhat a deleted one left\n"));
    reading_done(&r);
}

/* A memo file of dBASE III with these bytes behind its head. */
static void begin_memos(ts_buf *b, unsigned blocks) {
    ts_buf_add_u32le(b, blocks);
    while (b->len < 512)
        ts_buf_add_char(b, b->len == 16 ? 3 : 0);
}

static void add_memo(ts_buf *b, ts_span bytes) {
    ts_buf_add(b, bytes);
    while (b->len % 512)
        ts_buf_add_char(b, 0);
}

TEST(no_memo_is_lost_behind_another) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    begin_memos(&b, 8);
    add_memo(&b, ts_str("first memo about patient Ann\x1A\x1A"));
    add_memo(&b, (ts_span){"\0", 1}); /* a block of nothing */
    add_memo(&b, ts_str("second memo: John Smith 07700 900123\x1A\x1A"));
    add_memo(&b, (ts_span){"third\0 and what stands behind\x1A\x1A", 31});
    add_memo(&b, ts_str("short\x1A\x1A and what an older, longer one left"));
    add_memo(&b, ts_str("\x1A\x1A"));
    add_memo(&b, ts_str("the last\x1A\x1A"));
    reading r;
    read_as(&r, ts_buf_span(&b), "memo");
    CHECK(reading_shows(&r, "first memo about patient Ann\n\fsecond memo: John Smith 07700 900123\n\f"));
    CHECK(reading_shows(&r, "third\n\f and what stands behind\n\fshort\n\f and what an older, longer one left\n\f"));
    CHECK(reading_shows(&r, "the last\n\f") && r.outcome.reason == TS_READ);
    reading_done(&r);
    memcpy(b.ptr + 5 * 512 + 10, "\1\2\3", 3); /* what no one wrote by hand, behind an end, is no damage */
    read_as(&r, ts_buf_span(&b), "memo");
    CHECK(reading_shows(&r, "short\n\fhat an older, longer one left\n\fthe last\n\f"));
    CHECK(r.outcome.reason == TS_READ && r.outcome.unread == 0);
    reading_done(&r);
}

/* Longer than what is held at once, with no mark on the way: every letter comes out, and nothing between them. */
/* Clipper and others write whole blocks from a buffer that held something else before. */
TEST(rubbish_behind_a_memo_is_no_damage) {
    static const char rubbish[] = "\x1A\x1A\1\2\3seen by Dr Sample\4\5\x80\1";
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, four = {0};
    begin_memos(&b, 3);
    ts_buf_add_str(&b, "first memo about patient Ann");
    ts_buf_add(&b, ts_span_of(rubbish, sizeof rubbish - 1));
    while (b.len % 512)
        ts_buf_add_char(&b, 7);
    add_memo(&b, ts_str("the last\x1A\x1A"));
    reading r;
    read_as(&r, ts_buf_span(&b), "memo");
    CHECK(reading_shows(&r, "first memo about patient Ann\n\fseen by Dr Sample\n\fthe last\n\f"));
    CHECK_ROW(r.outcome.reason == TS_READ && r.outcome.unread == 0, r.log.ptr);
    reading_done(&r);
    b.ptr[1024 + 3] = 3; /* in a memo itself it is */
    read_as(&r, ts_buf_span(&b), "memo");
    CHECK(r.outcome.reason == TS_REASON_CORRUPT && r.outcome.unread == 8);
    reading_done(&r);
    ts_buf_add(&four, (ts_span){"\5\0\0\0\0\0\0\0WARD\0\0\0\0\0\0\2\1\0\2", 22});
    while (four.len < 512)
        ts_buf_add_char(&four, 0);
    ts_buf_add(&four, (ts_span){"\xFF\xFF\x08\0\x12\0\0\0first memo", 18});
    ts_buf_add(&four, ts_span_of(rubbish, sizeof rubbish - 1));
    add_memo(&four, ts_str(""));
    read_as(&r, ts_buf_span(&four), "memo");
    CHECK(reading_shows(&r, "first memo\n\f") && reading_shows(&r, "seen by Dr Sample"));
    CHECK_ROW(r.outcome.reason == TS_READ && r.outcome.unread == 0, r.log.ptr);
    reading_done(&r);
}

TEST(a_memo_without_an_end_is_read_on) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, want = {0};
    for (unsigned i = 0; want.len < 2 * TS_LIMIT_FIELD + 777; i++)
        ts_buf_addf(&want, "line %u of it\r\n", i);
    begin_memos(&b, (unsigned)(want.len / 512 + 3));
    add_memo(&b, ts_str("one\x1A"));
    add_memo(&b, ts_buf_span(&want));
    add_memo(&b, ts_str("behind\x1A"));
    reading r;
    read_as(&r, ts_buf_span(&b), "memo");
    TS_AUTO(ts_buf, ts_buf_done) all = {0};
    ts_buf_add_str(&all, "one\n\f");
    ts_buf_add(&all, ts_buf_span(&want));
    ts_buf_add_str(&all, "\n\fbehind\n\f");
    CHECK(ts_span_eq(ts_buf_span(&r.text), ts_buf_span(&all)) && r.outcome.reason == TS_READ);
    reading_done(&r);
}

/* Blocks of dBASE IV and FoxPro: behind the end of a memo, and where one was freed. */
TEST(what_no_mark_points_at_is_read_as_well) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add(&b, (ts_span){"\5\0\0\0\0\0\0\0WARD\0\0\0\0\0\0\2\1\0\2", 22});
    while (b.len < 512)
        ts_buf_add_char(&b, 0);
    add_memo(&b, (ts_span){"\xFF\xFF\x08\0\x12\0\0\0first memo, and an older one's end", 42});
    add_memo(&b, (ts_span){"\5\0\0\0\1\0\0\0freed\0 and behind a zero\x1A\1\2\3 no text", 44});
    while (b.len < 512 * 4 - 15) /* a freed one of two blocks; the second has no head, but one digit */
        ts_buf_add_str(&b, "freed! ");
    ts_buf_add_str(&b, "and 07700 900123");
    add_memo(&b, (ts_span){"\0", 1});
    add_memo(&b, (ts_span){"\xFF\xFF\x08\0\x14\0\0\0last\0of\0\0it\0\0", 20});
    for (int i = 0; i < 60; i++) /* so many that the digit might be a block */
        add_memo(&b, (ts_span){"\0\0\0\0\0\0\0\0\0", 9});
    reading r;
    read_as(&r, ts_buf_span(&b), "memo");
    CHECK(reading_shows(&r, "first memo\n\f, and an older one's end\n\ffreed\n\f and behind a zero\n\ffreed! "));
    CHECK(reading_shows(&r, "freed! and 07700 900123\n\flast\n\fof\n\fit\n\f"));
    CHECK(r.outcome.reason == TS_REASON_CORRUPT && r.outcome.unread == 11);
    reading_done(&r);
}
