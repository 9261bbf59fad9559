/* csv_test.c - dialects, quotes that lie, records that do not end, and offsets that lead back. */
#include "extract/csv_dialect.h"
#include "reading.h"

/* Reads text; gives whether csv took it. */
static bool is_csv(const char *text, reading *r) {
    reading_of(r, ts_str(text));
    CHECK_ROW(r->err == TS_OK && !r->broken, r->what ? r->what : text);
    return strcmp(reading_format(r), "csv") == 0;
}

/* A time of day before a number is no log's fraction of a second. */
TEST(a_number_behind_a_time_is_a_cell) {
    reading r;
    reading_of(&r, ts_str("name,born,number\nAnn,1993-04-18T00:00:00,9990000018\nJohn,1983-11-04T00:00:00,9990000026\n"
                          "Mary,1981-11-04T00:00:00,9990000034\nPaul,1982-11-04T00:00:00,9990000042\n"));
    CHECK(strcmp(reading_format(&r), "csv") == 0 && reading_shows(&r, "9990000018"));
    reading_done(&r);
}

TEST(every_dialect_gives_the_same_cells) {
    static const char *const rows[] = {
        "id,name,town\n1,Ann,Hoyle\n2,Bob,Leigh\n3,Cy,Sale\n",
        "id;name;town\r\n1;Ann;Hoyle\r\n2;Bob;Leigh\r\n3;Cy;Sale\r\n",
        "id\tname\ttown\n1\tAnn\tHoyle\n2\tBob\tLeigh\n3\tCy\tSale", /* no line end at the end */
        "id|name|town\r1|Ann|Hoyle\r2|Bob|Leigh\r3|Cy|Sale\r", /* old Mac */
        "id^name^town\n1^Ann^Hoyle\n2^Bob^Leigh\n3^Cy^Sale\n",
        "\"id\",\"name\",\"town\"\n\"1\",\"Ann\",\"Hoyle\"\n\"2\",\"Bob\",\"Leigh\"\n\"3\",\"Cy\",\"Sale\"\n",
        "id\x1fname\x1ftown\n1\x1f"
        "Ann\x1fHoyle\n2\x1f"
        "Bob\x1fLeigh\n3\x1f"
        "Cy\x1fSale\n",
        "\xEF\xBB\xBFid,name,town\n1,Ann,Hoyle\n2,Bob,Leigh\n3,Cy,Sale\n",
        "'id','name','town'\n'1','Ann','Hoyle'\n'2','Bob','Leigh'\n'3','Cy','Sale'\n",
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        CHECK_ROW(is_csv(rows[i], &r), rows[i]);
        {
            CHECK_ROW(reading_says(&r, "row 1|id|name|town"), rows[i]);
            CHECK_ROW(reading_says(&r, "row 4|3|Cy|Sale"), rows[i]);
            CHECK_ROW(r.rows == 4, rows[i]);
        }
        reading_done(&r);
    }
}

TEST(text_that_is_no_table_stays_text) {
    static const char *const rows[] = {
        "Dear Ann, thank you for coming.\nWe spoke of the results, as agreed.\nYours, the clinic\nHoyle, 3 May\n",
        "2024-11-28 14:05:07,123 INFO up\n2024-11-28 14:05:08,456 INFO ok\n2024-11-28 14:05:09,001 WARN x\n",
        "int a = 1;\nint b = 2;\nreturn a;\nbreak;\nx = y;\n",
        "[section]\nkey: value\nother: thing\nthird: one\n",
        "14:05:07 started\n14:05:08 stopped\n14:05:09 started\n14:06:00 stopped\n",
        "one\ntwo\nthree\nfour\n",
        "a single line, with a comma\n",
        "ward,\nbed,\nroom,\nwing,\n",
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        CHECK_ROW(!is_csv(rows[i], &r), rows[i]);
        reading_done(&r);
    }
}

TEST(tables_with_titles_gaps_and_ragged_ends_are_tables) {
    static const char *const rows[] = {
        "Export of 3 May\n\nid,name,town\n1,Ann,Hoyle\n2,Bob,Leigh\n3,Cy,Sale\n",
        "# made by a program\nid,name,town,note\n1,Ann,Hoyle\n2,Bob,Leigh,\"a, b\"\n3,Cy,Sale,x\n4,Di,Bury,y\n",
        "Surname,Forename,DOB,NHS\nO'Neill,Ann,1987-04-23,9990000018\n",
        "smith@a.example,07700 900123\njones@b.example,07700 900456\nbrown@c.example,07700 900789\n",
        "Smith, John, 3 High St\n\"Jones, A\", Mary, x\n", /* two rows of three */
    };
    for (size_t i = 0; i + 1 < TEST_COUNT(rows); i++) {
        reading r;
        CHECK_ROW(is_csv(rows[i], &r), rows[i]);
        reading_done(&r);
    }
}

/* 120 lines are looked at: with three in five of them rows it is a table still, wherever the others stand. */
TEST(a_table_may_have_many_lines_beside_its_rows) {
    enum { SAMPLE = 120, LONE = 48 };
    for (int more = 0; more < 2; more++) {
        TS_AUTO(ts_buf, ts_buf_done) text = {0};
        for (int i = 0; i < LONE + more; i++)
            ts_buf_add(&text, ts_str("ward round\n"));
        for (int i = LONE + more; i < SAMPLE; i++)
            ts_buf_add(&text, ts_str("1;Ann;Hoyle;9990000018\n"));
        ts_buf_add_char(&text, 0);
        reading r;
        CHECK(is_csv(text.ptr, &r) == !more);
        reading_done(&r);
    }
}

TEST(quotes_are_taken_off_once) {
    reading r;
    CHECK(is_csv("a,b,c\n\"x \"\"y\"\" z\",\"line\nend\",\"\"\n1,2\"3,\"4\" \n\"q\"r,s,t\n", &r));
    CHECK(reading_says(&r, "row 2|x \"y\" z|line end|"));
    CHECK(reading_says(&r, "row 3|1|2\"3|4")); /* a quote inside a field is a letter */
    CHECK(reading_says(&r, "row 4|\"q\"r|s|t")); /* so are quotes that text follows */
    reading_done(&r);
    CHECK(is_csv("a,b\n\"x \\\"y\\\" z\",1\n\"p\\\\\",2\n\"q\",3\n", &r));
    CHECK(reading_says(&r, "row 2|x \"y\" z|1"));
    CHECK(reading_says(&r, "row 3|p\\|2"));
    reading_done(&r);
}

TEST(a_quote_that_never_closes_swallows_nothing) {
    reading r;
    CHECK(is_csv("a,b,c\n1,\"open,x\n2,y,z\n3,p,q\n", &r));
    CHECK(reading_says(&r, "row 2|1|\"open|x"));
    CHECK(reading_says(&r, "row 4|3|p|q"));
    reading_done(&r);
}

TEST(a_quote_that_closes_too_late_is_stray) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "a,b,c\n1,\"open,x\n");
    while (b.len < TS_LIMIT_FIELD + 4096)
        ts_buf_add_str(&b, "2,y,z\n");
    ts_buf_add_str(&b, "3,p\",q\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && reading_says(&r, "row 2|1|\"open|x") && reading_shows(&r, "3\tp\"\tq\n"));
    reading_done(&r);
}

TEST(a_long_quoted_field_is_kept) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "a,b,c\n0,0,0\n1,\"");
    for (size_t i = 0; i < TS_LIMIT_FIELD / 3; i++)
        ts_buf_add_str(&b, "x,\n");
    ts_buf_add_str(&b, "\",z\n2,y,z\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && reading_says(&r, "row 4|2|y|z") && !reading_shows(&r, "\""));
    reading_done(&r);
}

TEST(one_endless_line_is_read_in_bounded_pieces) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "a,b,c\n1,2,3\n4,5,6\n7,8,9\n");
    size_t begin = b.len;
    while (b.len < 6 * TS_MIB)
        ts_buf_add_str(&b, "7,");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    size_t sevens = 0;
    for (size_t i = 0; i < r.text.len; i++)
        sevens += r.text.ptr[i] == '7';
    CHECK(!r.broken && r.outcome.reason == TS_READ);
    CHECK(sevens == (b.len - begin) / 2 + 1);
    reading_done(&r);
    ts_buf_clear(&b); /* and one field without end */
    ts_buf_add_str(&b, "a,b,c\n1,2,3\n4,5,6\n");
    while (b.len < 5 * TS_MIB)
        ts_buf_add_str(&b, "\xC3\xA9tranger");
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && r.outcome.reason == TS_READ && ts_utf8_valid(ts_buf_span(&r.text)) &&
          !reading_shows(&r, "\xEF\xBF\xBD"));
    CHECK(r.text.len >= b.len);
    reading_done(&r);
}

TEST(plain_cells_lead_back_to_their_bytes) {
    reading r;
    CHECK(is_csv("id,name,town\n1,Ann,Hoyle\n2,\"Bob B\",Leigh\n3,\"C \"\"y\"\"\",Sale\n", &r));
    CHECK(r.mapped_cells == 11); /* all but the one whose quotes had to be taken out */
    reading_done(&r);
}

TEST(latin_letters_beyond_the_head_are_letters) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    while (b.len < 200 * 1024)
        ts_buf_add_str(&b, "1,Ann,Hoyle\r\n");
    ts_buf_add_str(&b, "2,Si\xE2n,Bury\r\n3,Si\xC3\xA2n,Sale\r\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && reading_shows(&r, "2\tSi\xC3\xA2n\tBury\n3\tSi\xC3\xA2n\tSale\n"));
    reading_done(&r);
}

TEST(the_mask_is_the_same_on_every_machine) {
    uint64_t x = 88172645463325252u;
    char text[193];
    for (int round = 0; round < 2000; round++) {
        for (size_t i = 0; i < sizeof text; i++) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            text[i] = (x & 3) ? (char)(x >> 40) : ",\"\n\r"[x >> 62];
        }
        ts_csv_scan s = {.text = {text, 1 + (size_t)(x % sizeof text)}, .separator = ',', .quote = '"', .end = '\n'};
        for (s.block = 0; s.block < s.text.len; s.block += 64)
            CHECK(ts_csv_mask(&s) == ts_csv_mask_plain(&s));
    }
}

TEST(foreign_files_hold_the_three_people) {
    static const char *const rows[] = {"people.csv", "excel.csv", "utf16.csv"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i]);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(reading_says(&r, "row 1|NHS Number|Surname|Forename|DOB|Phone|Postcode|Note"), rows[i]);
        CHECK_ROW(reading_says(&r, "row 2|9990000018|O'Neill-Price|Si\xC3\xA2n|1987-04-23|07700 900123|ZZ99 "
                                   "3VZ|allergic to \"nuts\", see letter"),
                  rows[i]);
        CHECK_ROW(reading_says(&r, "row 3|9990000026|Smith|John|1954-12-01|0151 496 0123|ZZ99 3WZ|two lines"), rows[i]);
        CHECK_ROW(r.rows == 4 && r.outcome.reason == TS_READ, rows[i]);
        reading_done(&r);
    }
}
