/* sqldump_test.c - dumps of real programs, and values made to mislead. */
#include "reading.h"

static void read_text(reading *r, const char *text) {
    reading_of(r, ts_str(text));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "sqldump") == 0, r->what ? r->what : text);
}

/* From any place on: rows of the table that stands there, under the columns that are named long before. */
TEST(a_sample_of_a_dump_knows_its_columns) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "-- MySQL dump 10.13\nCREATE TABLE `w` (`ward` int);\nINSERT INTO `w` VALUES (7);\n"
                       "CREATE TABLE `p` (`id` int, `note` text);\nINSERT INTO `p` VALUES\n");
    size_t first = b.len;
    for (unsigned i = 0; i < 200; i++)
        ts_buf_addf(&b, "(%u,'a; ''b'' (%u)'),\n", i, i);
    ts_buf_add_str(&b, "(200,NULL);\n");
    size_t copied = b.len;
    ts_buf_add_str(&b, "CREATE TABLE q (x text, y text);\nCOPY public.q (y, x) FROM stdin;\n");
    for (unsigned i = 0; i < 200; i++)
        ts_buf_addf(&b, "%u\tb%u\n", i, i);
    ts_buf_add_str(&b, "\\.\n");
    size_t behind = b.len;
    ts_buf_add_str(&b, "-- the end\nINSERT INTO `w` VALUES (9);\n");
    for (uint64_t from = first + 10; from < b.len; from += 97) {
        ts_slice_job job = {.from = from, .to = from + 300};
        ts_source in;
        reading r;
        ts_source_memory(&in, ts_buf_span(&b));
        in.slice = &job;
        reading_run(&r, &in, ts_buf_span(&b));
        ts_source_done(&in);
        CHECK(job.begun && job.start >= from && job.next >= job.start && r.outcome.reason == TS_READ && !r.broken);
        if (from < copied - 300)
            CHECK_ROW(reading_says(&r, "head|id|note") && r.rows > 8 && r.rows < 20, r.log.ptr);
        else if (from > copied + 80 && from < behind - 320)
            CHECK_ROW(reading_says(&r, "head|y|x") && r.rows > 20, r.log.ptr);
        else if (from >= behind)
            CHECK_ROW(r.rows <= 1, r.log.ptr);
        reading_done(&r);
    }
}

TEST(dumps_of_real_programs_hold_the_people) {
    static const struct {
        const char *file, *head, *row;
        size_t rows;
    } rows[] = {
        {"mysqldump.sql", "head|id|nhs_no|surname|forename|dob|note",
         "row 1|1|9990000018|O'Neill-Price|Si\xC3\xA2n|1987-04-23|said \"no\"; path C:\\temp", 5},
        {"mysqldump.sql", "head|patient|seen", "row 2|2|", 5},
        {"mysqldump.sql", "head|patient|seen",
         "row 3|3|9990000034|\xC5\x81ukasz|\xC5\xBB"
         "aneta||it's ); INSERT INTO x VALUES (1)",
         5},
        {"pg_copy.sql", "head|id|nhs_no|surname|forename|dob|note",
         "row 1|1|9990000018|O'Neill-Price|Si\xC3\xA2n|1987-04-23|path C:\\temp", 3},
        {"pg_copy.sql", "head|id|nhs_no|surname|forename|dob|note",
         "row 2|2|9990000026|Smith|John|1954-12-01|two lines and a tab", 3},
        {"pg_inserts.sql", "head|id|nhs_no|surname|forename|dob|note",
         "row 1|1|9990000018|O'Neill-Price|Si\xC3\xA2n|1987-04-23|path C:\\temp", 3},
        {"pg_inserts.sql", "head|id|nhs_no|surname|forename|dob|note",
         "row 3|3|9990000034|\xC5\x81ukasz|\xC5\xBB"
         "aneta||it's",
         3},
        {"sqlite_dump.sql", "head|NHS Number|Surname|Forename|DOB|Phone|Postcode|Note",
         "row 2|9990000026|Smith|John|1954-12-01|0151 496 0123|ZZ99 3WZ|two lines", 3},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(!r.broken && r.rows == rows[i].rows && r.outcome.reason == TS_READ, rows[i].file);
        CHECK_ROW(reading_says(&r, rows[i].head), rows[i].file);
        CHECK_ROW(reading_says(&r, rows[i].row), rows[i].row);
        reading_done(&r);
    }
}

TEST(every_way_to_write_a_row) {
    static const struct {
        const char *sql, *row;
    } rows[] = {
        {"INSERT INTO t (a,b) VALUES (1,'x'),(2,'y');\nINSERT INTO t (a,b) VALUES (3,'z');\n", "row 3|3|z"},
        {"INSERT INTO `d`.`t` VALUES (1,'x');\n", "row 1|1|x"},
        {"INSERT INTO \"s\".\"t\" (\"a\") VALUES (E'it\\'s');\n", "row 1|it's"},
        {"INSERT [dbo].[t] ([a], [b]) VALUES (1, N'O''Neill')\nGO\nINSERT [dbo].[t] ([a], [b]) VALUES (2, "
         "CAST(N'2021-03-31' AS Date))\nGO\n",
         "row 2|2|2021-03-31"},
        {"Insert into T (A,B) values (1,to_date('31-03-2021','DD-MM-YYYY'));\ncommit;\n", "row 1|1|31-03-2021"},
        {"insert into t values (NULL, TRUE, -1.5, '2021-03-31'::date);\n", "row 1||TRUE|-1.5|2021-03-31"},
        {"REPLACE INTO t (a) VALUES ('x');\n", "row 1|x"},
        {"INSERT OR IGNORE INTO t (a) VALUES ('x');\n", "row 1|x"},
        {"CREATE TABLE t (\n  a int, -- the hospital's own, isn't it\n  b text /* (not, \"this\" */, c "
         "text\n);\nINSERT INTO t VALUES "
         "(1,'x','y');\n",
         "head|a|b|c"},
        {"CREATE TABLE t (a int, PRIMARY KEY (a), `b c` varchar(9) DEFAULT 'x,y)', CHECK (a > 0));\nINSERT INTO t "
         "VALUES (1,'z');\n",
         "head|a|b c"},
        {"SET standard_conforming_strings = on;\nINSERT INTO t (a,b) VALUES ('C:\\', 'next');\n", "row 1|C:\\|next"},
        {"-- MySQL dump 10.13\nINSERT INTO `t` (a,b) VALUES ('C:\\\\', 'ne\\'xt');\n", "row 1|C:\\|ne'xt"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        read_text(&r, rows[i].sql);
        CHECK_ROW(reading_says(&r, rows[i].row), r.log.ptr);
        reading_done(&r);
    }
}

TEST(other_columns_are_another_head) {
    reading r;
    read_text(&r, "INSERT INTO t (a,b) VALUES (1,2);\nINSERT INTO t (b,c) VALUES (3,4);\n");
    CHECK(reading_says(&r, "head|a|b") && reading_says(&r, "head|b|c") && reading_says(&r, "row 2|3|4"));
    reading_done(&r);
}

TEST(a_table_that_is_met_again_goes_on) {
    reading r;
    read_text(&r, "INSERT INTO a VALUES (1,'x');\nINSERT INTO b VALUES (1,'y');\nINSERT INTO a VALUES (2,'z');\n");
    CHECK(reading_says(&r, "row 2|2|z") && reading_says(&r, "table part=a offset=4 len=4 more=0"));
    reading_done(&r);
}

TEST(other_statements_are_text_at_their_place) {
    reading r;
    read_text(&r, "-- made for Ann Example\nCREATE TABLE t (a int);\nUPDATE t SET a = 9990000018\nWHERE a = 1;\nINSERT "
                  "INTO t VALUES (5);\n");
    CHECK(reading_shows(
        &r, "-- made for Ann Example\nCREATE TABLE t (a int);\nUPDATE t SET a = 9990000018\nWHERE a = 1;\n"));
    CHECK(reading_says(&r, "row 1|5") && r.mapped_cells == 1);
    reading_done(&r);
}

TEST(a_dump_that_breaks_off_is_read_as_far_as_it_goes) {
    reading r;
    read_text(&r, "CREATE TABLE t (a int, b text);\nINSERT INTO t VALUES (1,'x'),(2,'nobody closes this");
    CHECK(r.outcome.reason == TS_REASON_TRUNCATED && reading_says(&r, "row 1|1|x") &&
          reading_shows(&r, "(2,'nobody closes this"));
    reading_done(&r);
    read_text(&r, "CREATE TABLE t (a int);\nCOPY t (a) FROM stdin;\n1\n2\n");
    CHECK(r.outcome.reason == TS_REASON_TRUNCATED && reading_says(&r, "row 2|2"));
    reading_done(&r);
}

TEST(rows_without_end_cost_no_more_than_their_bytes) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "CREATE TABLE t (a int);\n");
    for (int i = 0; i < 60000; i++) /* each opens a row that nothing closes */
        ts_buf_add_str(&b, "INSERT INTO t VALUES (1\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && r.err == TS_OK);
    reading_done(&r);
}

TEST(prose_about_sql_is_no_dump) {
    reading r;
    reading_of(&r, ts_str("Dear all,\nplease do not use insert into with values by hand.\nThanks\n"));
    CHECK(strcmp(reading_format(&r), "plain") == 0);
    reading_done(&r);
}
