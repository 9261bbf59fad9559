/* columns_test.c - tables that a text shows by its layout: those drawn with rules, and columns of fixed width. */
#include "extract/columns_layout.h"
#include "reading.h"

static void read_as(reading *r, const char *text, const char *format) {
    reading_of(r, ts_str(text));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), format) == 0,
              r->what ? r->what : reading_format(r));
}

TEST(psql_with_its_prompt_and_footer) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("psql.txt");
    reading r;
    read_as(&r, b.ptr, "columns");
    CHECK(reading_says(&r, "head|id|nhs_number|surname|date_of_birth|note"));
    CHECK(reading_says(&r, "row 1|1|9990000018|O'Neill|1987-04-23|seen | twice"));
    CHECK(reading_says(&r, "row 2|2|9990000026|Si\xC3\xA2n-Evans|1990-12-01|"));
    CHECK(reading_says(&r, "row 3|12|999 000 0034|Example|2001-05-06|x") && r.rows == 3);
    CHECK(strstr(r.log.ptr, "text part=text ") && reading_shows(&r, "select * from patients;") &&
          reading_shows(&r, "(3 rows)"));
    CHECK(r.mapped_cells > 12);
    reading_done(&r);
}

TEST(frames_of_signs_and_of_drawn_lines) {
    static const char *const frames[] = {
        "+----+------------+---------+\n| id | nhs_number | surname |\n+----+------------+---------+\n"
        "|  1 | 9990000018 | O'Neill |\n|  2 | 9990000026 | \xC3\x89vans   |\n+----+------------+---------+\n"
        "2 rows in set (0.00 sec)\n",
        "\xE2\x94\x8C\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\xAC\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80"
        "\xE2\x94\x80\xE2\x94\x80\xE2\x94\x90\n\xE2\x94\x82 id \xE2\x94\x82 dob \xE2\x94\x82\n"
        "\xE2\x94\x9C\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\xBC\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80"
        "\xE2\x94\x80\xE2\x94\x80\xE2\x94\xA4\n\xE2\x94\x82 1  \xE2\x94\x82 \xC3\x89va \xE2\x94\x82\n"
        "\xE2\x94\x94\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\xB4\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80"
        "\xE2\x94\x80\xE2\x94\x80\xE2\x94\x98\n"};
    reading r;
    read_as(&r, frames[0], "columns");
    CHECK(reading_says(&r, "head|id|nhs_number|surname") && reading_says(&r, "row 1|1|9990000018|O'Neill") &&
          reading_says(&r, "row 2|2|9990000026|\xC3\x89vans") && r.rows == 2);
    reading_done(&r);
    read_as(&r, frames[1], "columns");
    CHECK(reading_says(&r, "head|id|dob") && reading_says(&r, "row 1|1|\xC3\x89va") && r.rows == 1);
    reading_done(&r);
}

TEST(pages_of_one_table_go_on) {
    static const char text[] = "SQL> select hosp_no, surname, dob from pas_patient;\n\n"
                               "HOSP_NO    SURNAME              DOB\n"
                               "---------- -------------------- ---------\n"
                               "A1000001   O'NEILL              23-APR-87\n"
                               "A1000003                        06-MAY-01\n\n"
                               "HOSP_NO    SURNAME              DOB\n"
                               "---------- -------------------- ---------\n"
                               "A1000004   EXAMPLE              23-APR-77\n\n4 rows selected.\n";
    reading r;
    read_as(&r, text, "columns");
    CHECK(reading_says(&r, "head|HOSP_NO|SURNAME|DOB") && reading_says(&r, "row 1|A1000001|O'NEILL|23-APR-87"));
    CHECK(reading_says(&r, "row 2|A1000003||06-MAY-01") && reading_says(&r, "row 3|A1000004|EXAMPLE|23-APR-77"));
    CHECK(!strstr(r.log.ptr, "table2") && reading_shows(&r, "4 rows selected."));
    reading_done(&r);
}

TEST(records_of_fixed_width_without_a_border) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("records.txt");
    reading r;
    read_as(&r, b.ptr, "columns");
    CHECK(reading_says(&r, "row 1|9990000000|EXAMPLE|CHRISTOPHER|19380504|F|L4 1AA|154.75"));
    CHECK(reading_says(&r, "row 3|9990000002|O'NEILL|ZOE|19870524|M|CH43 5UY|33.50") && r.rows == 12);
    reading_done(&r);
}

/* With a head whose words do not stand above the values, numbers in groups, and dates in words. */
TEST(columns_with_blanks_between) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    static const char *const surnames[] = {"O'NEILL", "SMITH", "EXAMPLE-JONES", "LEE", "KHAN"};
    ts_buf_add_str(&b, "NHS NUMBER    SURNAME         BORN          WEIGHT\n");
    for (int i = 0; i < 40; i++)
        ts_buf_addf(&b, "999 000 %04d  %-14s  %02d Apr 19%02d  %6d\n", i, surnames[i % 5], 10 + i % 20, 30 + i,
                    7 + i * 37);
    reading r;
    read_as(&r, b.ptr, "columns");
    CHECK(reading_says(&r, "row 1|NHS NUMBER|SURNAME|BORN|WEIGHT"));
    CHECK(reading_says(&r, "row 2|999 000 0000|O'NEILL|10 Apr 1930|7") && r.rows == 41);
    ts_buf_add_str(&b, "a line that has letters between all of the columns\n\n");
    reading_done(&r);
    read_as(&r, b.ptr, "columns");
    CHECK(reading_says(&r, "row 42|a line that has letters between all of the columns"));
    reading_done(&r);
}

/* Dates at the end make all lines equally long, but no two columns touch; a title and a head say nothing of what is one value. */
TEST(a_printed_list_with_its_head_is_cut_at_its_blanks) {
    static const char list[] = "HOSPNO   SURNAME     P/CODE    NHS NO.       ADMITTED\n"
                               "K803064  Chaudhry    TR18 4NR  999 000 0018  08/05/2022\n"
                               "K066787  Venables    BT15 5AL  999 000 0026  13/10/2023\n"
                               "K971428  Cartmell    NE11 7AX  999 000 0034  19/10/2024\n"
                               "K240182  Gilhooly    NE7 1QL   999 000 0042  09/03/2021\n"
                               "K227792  Ashby       CH27 2FR  999 000 0050  01/12/2021\n"
                               "K808772  Nwachukwu   NE27 7YY  999 000 0069  01/04/2024\n"
                               "K451858  Nuttall     CF9 8GA   999 000 0077  25/06/2023\n"
                               "K554099  Cartmell    PR22 6BH  999 000 0085  17/12/2023\n";
    reading r;
    read_as(&r, list, "columns");
    CHECK(reading_says(&r, "row 1|HOSPNO|SURNAME|P/CODE|NHS NO.|ADMITTED"));
    CHECK(reading_says(&r, "row 5|K240182|Gilhooly|NE7 1QL|999 000 0042|09/03/2021"));
    reading_done(&r);
}

/* A title above an empty line, and a head that stands over the blanks of a number in groups. */
TEST(a_title_tears_no_columns) {
    static const char list[] = "Appointments of the day 12/03/2024\n\n"
                               "Patient      NI NUMBER      Tel\n"
                               "ASH, Ewan    SY 40 60 36 A  07700 900650\n"
                               "ROE, Ann     ZP 41 37 82 B  07700 900651\n"
                               "POE, Iona    SY 02 00 07 D  07700 900652\n"
                               "LEE, Bethan  SY 02 00 08 D  07700 900653\n"
                               "KAY, Amal    SY 02 00 09 A  07700 900654\n"
                               "DOE, Colin   ZP 02 00 10 C  07700 900655\n"
                               "FOX, Mary    SY 02 00 11 D  07700 900656\n"
                               "RAY, Leila   ZP 02 00 12 B  07700 900657\n";
    reading r;
    read_as(&r, list, "columns");
    CHECK(reading_says(&r, "row 2|Patient|NI NUMBER|Tel") || reading_says(&r, "row 3|Patient|NI NUMBER|Tel"));
    CHECK(reading_shows(&r, "SY 40 60 36 A") && reading_shows(&r, "07700 900650"));
    reading_done(&r);
}

TEST(text_of_a_mainframe_is_read_like_any_other) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("records.ebcdic");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "columns") == 0 && r.rows == 12 && !r.mapped_cells);
    CHECK(reading_says(&r, "row 3|9990000002|O'NEILL|ZOE|19870524|M|CH43 5UY|33.50"));
    reading_done(&r);
    TS_AUTO(ts_buf, ts_buf_done) c = reading_fixture("people.ebcdic");
    reading_of(&r, ts_buf_span(&c));
    CHECK(strcmp(reading_format(&r), "csv") == 0 && reading_shows(&r, "9990000034\tLukasz\tZaneta\t2001-02-28"));
    CHECK(reading_shows(&r, "allergic to \"nuts\", see letter") && reading_shows(&r, "Si\xC3\xA2n\t1987-04-23"));
    reading_done(&r);
}

TEST(prose_code_logs_and_values_with_separators_are_none) {
    static const char *const one[] = {
        "2024-11-28 14:05:%02d  INFO   the server has taken request %d from the ward and answered it\n",
        "    int value_%02d = %d; /* what it is for */\n",
        "He said that it was the %02dth time, and that %d more would follow  before long.\n",
        "job%-8d  %6d  the request was taken from the ward and answered\n",
        "%02d | Ann  | 999000%04d | x\n",
        "  -%02d, --option-%d        does a thing that takes a line of words to tell\n",
    };
    for (size_t i = 0; i < TEST_COUNT(one); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        for (int k = 0; k < 30; k++)
            ts_buf_addf(&b, one[i], k, k * k * 7);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(strcmp(reading_format(&r), "columns") != 0, one[i]);
        reading_done(&r);
    }
    reading r;
    read_as(&r,
            "Heading\n-------\n\nSome prose that is longer than the table in it, over\nseveral lines, "
            "as in a\nREADME, where a\ntable is an example:\n\n a | b\n---+---\n 1 | 2\n\nand it goes on\nafter it.\n",
            "plain");
    reading_done(&r);
}

TEST(rules_draw_columns) {
    static const struct {
        const char *line;
        size_t n;
    } rows[] = {{"----+-----+--", 3}, {"+--+--+", 2},   {"----- -----", 2}, {"-----------", 0},
                {"a---+---", 0},      {"- - - - -", 5}, {"+-----+", 0},     {"", 0},
                {"---+ ---", 0},      {"-+-", 0}};
    ts_columns *c = ts_alloc(sizeof *c);
    ts_columns_line *l = ts_alloc(sizeof *l);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        CHECK(ts_columns_line_of(l, ts_str(rows[i].line)));
        bool rule = ts_columns_rule(l, c);
        CHECK_ROW(rule ? c->n == rows[i].n : rows[i].n == 0, rows[i].line);
    }
    ts_free(c);
    ts_free(l);
}

/* Numbers that grow to the left beyond what the head of the text shows, and one that does not. */
TEST(the_first_column_begins_with_the_line) {
    static const char *const surnames[] = {"SMITH", "EXAMPLE", "LEE", "KHAN"}, *const towns[] = {"LEEDS", "YORK",
                                                                                                 "HULL"};
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    for (int i = 1; i <= 700; i++)
        ts_buf_addf(&b, "%12lld  %-12s %-10s 1987-04-%02d\n", i < 600 ? 100LL + i % 600 : 9990000000LL + i,
                    surnames[i % 4], towns[i % 3], 1 + i % 28);
    reading r;
    read_as(&r, b.ptr, "columns");
    CHECK(reading_says(&r, "row 8|108|SMITH|HULL|1987-04-09"));
    CHECK(reading_says(&r, "row 620|9990000620|SMITH|HULL|1987-04-05") && r.rows == 700);
    reading_done(&r);
}

/* The letters and digits of the text, one behind the other. */
static void add_letters(ts_buf *to, ts_span text) {
    for (size_t i = 0; i < text.len; i++)
        if (ts_is_alnum(text.ptr[i]))
            ts_buf_add_char(to, text.ptr[i]);
}

/* Likewise of what was emitted: of heads, cells and text. */
static void add_emitted(ts_buf *to, const reading *r) {
    ts_span log = ts_buf_span(&r->log);
    for (size_t at = 0; at < log.len;) {
        size_t end = ts_span_find(log, ts_str("\n"), at);
        if (end == SIZE_MAX)
            break; /* the outcome */
        ts_span line = ts_slice(log, at, end - at);
        at = end + 1;
        if (ts_span_starts(line, ts_str("table part=")) || ts_span_starts(line, ts_str("text part=")))
            continue;
        if (ts_span_starts(line, ts_str("row ")) || ts_span_starts(line, ts_str("head")))
            line = ts_slice(line, ts_span_find(line, ts_str("|"), 0), line.len);
        add_letters(to, line);
    }
}

/* One layout each: its lines before, its record of three values, its lines behind. */
static const struct {
    const char *before, *record, *behind;
} layouts[] = {
    {"", "%12d  %-12s %-10s 1987\n", ""},
    {"", "  %-8d  %-12s %-10s\n", "A LINE BEHIND\n"},
    {"NO       SURNAME      TOWN\n-------- ------------ ----------\n", "%8d %-12s %-10s\n", "\n12 SELECTED\n"},
    {"    NO       SURNAME      TOWN\n    -------- ------------ ----------\n", "    %8d %-12s %-10s\n", "\nTHE END\n"},
    {"    NO   |   SURNAME    | TOWN\n---------+--------------+------------\n", " %7d | %-12s | %-10s\n",
     "(12 ROWS)\n"},
    {"+---------+--------------+------------+\n|    NO   | SURNAME      | TOWN       |\n"
     "+---------+--------------+------------+\n",
     "| %7d | %-12s | %-10s |\n", "+---------+--------------+------------+\n+44 1632 960123 ASKS\n"},
};

/* Whatever stands wherever in a line comes out, in its place: in a cell or as text. */
TEST(no_letter_of_a_line_is_dropped) {
    static const char *const names[] = {"SMITH", "EXAMPLEJONES", "LEE", "KHAN"}, *const towns[] = {"LEEDS", "YORK",
                                                                                                   "HULL"};
    uint64_t random = 5;
    size_t tables = 0;
    for (int round = 0; round < 3000; round++) {
        size_t kind = (size_t)round % TEST_COUNT(layouts);
        TS_AUTO(ts_buf, ts_buf_done) b = {0}, want = {0}, got = {0};
        ts_buf_add_str(&b, layouts[kind].before);
        size_t from = b.len;
        for (int i = 0; i < 40; i++)
            ts_buf_addf(&b, layouts[kind].record, 100 + i * 7, names[i % 4], towns[i % 3]);
        size_t to = b.len;
        ts_buf_add_str(&b, layouts[kind].behind);
        for (int n = 0; n < 2; n++) { /* a sign more, or other signs */
            random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
            size_t at = from + (size_t)(random >> 33) % (to - from);
            if (b.ptr[at] != '\n') {
                b.ptr[at] = 'Z';
            } else {
                ts_buf tail = {0};
                ts_buf_add(&tail, ts_slice(ts_buf_span(&b), at, b.len));
                b.len = at;
                ts_buf_add_str(&b, n ? " BEHIND" : "Z");
                ts_buf_add(&b, ts_buf_span(&tail));
                ts_buf_done(&tail);
                to += n ? 7 : 1;
            }
        }
        reading r;
        reading_of(&r, ts_buf_span(&b));
        add_letters(&want, ts_buf_span(&b));
        add_emitted(&got, &r);
        tables += strcmp(reading_format(&r), "columns") == 0;
        CHECK_ROW(!r.broken && ts_span_eq(ts_buf_span(&want), ts_buf_span(&got)), b.ptr);
        reading_done(&r);
    }
    CHECK(tables > 2800);
}

/* A line that ends between two columns, and one that goes on behind the frame. */
TEST(what_stands_between_or_behind_columns_does_not_fit) {
    static const struct {
        const char *rule, *line;
        bool fits;
    } rows[] = {{"----  ----", "1234  5678", true},      {"----  ----", "1234", true},
                {"----  ----", "1234x", false},          {"----  ----", "1234 ", true},
                {"  ---- ----", "x 1234 5678", true},    {"  ---- ----", "  1234 5678", true},
                {"+----+----+", "| 12 | 34 |", true},    {"+----+----+", "| 12 | 34 |  ", true},
                {"+----+----+", "| 12 | 34 | x", false}, {"+----+----+", "| 12 | 345x", false},
                {"+----+----+", "x 12 | 34 |", false},   {"+----+----", "| 12 | 34", true}};
    ts_columns *c = ts_alloc(sizeof *c);
    ts_columns_line *l = ts_alloc(sizeof *l);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        CHECK(ts_columns_line_of(l, ts_str(rows[i].rule)) && ts_columns_rule(l, c));
        CHECK_ROW(ts_columns_line_of(l, ts_str(rows[i].line)) && ts_columns_fits(c, l) == rows[i].fits, rows[i].line);
    }
    ts_free(c);
    ts_free(l);
}
