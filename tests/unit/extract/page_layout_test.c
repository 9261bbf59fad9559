/* page_layout_test.c - pages drawn in letters: where words stand decides what they are. */
#include "extract/page_layout.h"

#include <time.h>

#include "reading.h"

enum { WIDE = 10, HIGH = 14, PITCH = 24 };

/* "&M" as it is read: "IM". */
static ts_span glued_text(const char *text, size_t len) {
    static char read[16][16];
    static size_t used;
    char *to = read[used++ % 16];
    memcpy(to, text, len < 16 ? len : 16);
    to[0] = 'I';
    return ts_span_of(to, len < 16 ? len : 16);
}

/* Each letter is WIDE pixels, each row of the drawing PITCH; one blank parts words.  A bar is an upright line, ^ a bar that is
 * printed, & one that was read as a part of the word behind it, and ~ a dash. */
static void lay_out(reading *r, const char *const *row, size_t rows) {
    static ts_word word[400];
    static ts_rule rule[200];
    size_t n = 0, rules = 0;
    for (size_t y = 0; y < rows; y++)
        for (size_t x = 0; row[y][x];) {
            size_t to = x;
            int top = (int)y * PITCH;
            if (row[y][x] == '|')
                rule[rules++] =
                    (ts_rule){(int)x * WIDE + WIDE / 2, top - 5, (int)x * WIDE + WIDE / 2 + 1, top + PITCH - 5};
            if (row[y][x] == '^') {
                word[n++] = (ts_word){.text = ts_str("|"),
                                      .x0 = (int)x * WIDE + WIDE / 2 - 1,
                                      .x1 = (int)x * WIDE + WIDE / 2 + 1,
                                      .y0 = top,
                                      .y1 = top + HIGH + 4,
                                      .line = (int)(rows - y),
                                      .confidence = 90};
                x++;
                continue;
            }
            while (row[y][to] && row[y][to] != ' ' && row[y][to] != '|' && row[y][to] != '^')
                to++;
            bool glued = row[y][x] == '&', dash = row[y][x] == '~';
            if (glued || dash)
                word[n++] = (ts_word){.text = dash ? ts_str("nn") : glued_text(row[y] + x, to - x),
                                      .x0 = (int)x * WIDE + WIDE / 2 - 1,
                                      .x1 = (int)to * WIDE,
                                      .y0 = top + (dash ? 6 : 0),
                                      .y1 = top + (dash ? 8 : HIGH),
                                      .line = (int)(rows - y),
                                      .confidence = dash ? 20 : 90};
            else if (to > x)
                word[n++] = (ts_word){.text = ts_span_of(row[y] + x, to - x),
                                      .x0 = (int)x * WIDE,
                                      .x1 = (int)to * WIDE,
                                      .y0 = top,
                                      .y1 = top + HIGH,
                                      .line = (int)(rows - y),
                                      .confidence = 90};
            x = to + (to == x);
        }
    *r = (reading){0};
    ts_consumer to = {r, reading_segment, reading_child_begin, reading_child_data, reading_child_end, reading_note};
    ts_sink *sink = ts_sink_new(&to);
    ts_layout layout;
    ts_layout_open(&layout, sink, rule, rules);
    r->err = ts_layout_emit(&layout, word, n);
    CHECK(r->err == TS_OK && ts_sink_finish(sink) == TS_OK && !r->broken);
    ts_sink_free(sink);
}

static const struct {
    const char *row[12];
    const char *want, *why;
} rows[] = {
    {{"Dear Mrs Wright", "", "your test was good"}, "Dear Mrs Wright\nyour test was good\n", "lines of text"},
    {{"Number   Name    Born", "1234     Ann     1987", "1235     Bob     1990", "1236             2001"},
     "Number\tName\tBorn\n1234\tAnn\t1987\n1235\tBob\t1990\n1236\t\t2001\n",
     "a table with an empty cell"},
    {{"a list of people", "Number   Name    Born", "1234     Ann     1987", "1235     Bob     1990"},
     "a list of people\nNumber\tName\tBorn\n1234\tAnn\t1987\n1235\tBob\t1990\n",
     "a title across the columns is no row"},
    {{"Ann Example|1234", "Bob        |77"},
     "Ann Example\t1234\nBob\t77\n",
     "two drawn rows are a table, however narrow the gap"},
    {{"File   Home   Insert", "", "", "", "", "text below"},
     "File  Home  Insert\ntext below\n",
     "one line of words apart is none"},
    {{"Name:      Ann Example", "Born:      1987", "Ward:      7"},
     "Name:  Ann Example\nBorn:  1987\nWard:  7\n",
     "a form is read line by line"},
    {{"Number", "1 2 3 4 5 6 x", "", "", "", "1 2 3"},
     "Number\n123456x\n1 2 3\n",
     "one letter a box is one number; a few are not"},
    {{"Number ^ Name         ^ Born", "~~~~~~~~~~~~~~~~~~~~~~~~~~~~", "1234   ^ Ann   Maria  ^ 1987", "1235   ^ Bob",
      "1236   &Cid           ^ 2001", "1237   ^              ^ 1999", "(4 rows)"},
     "Number\tName\tBorn\n1234\tAnn Maria\t1987\n1235\tBob\t\n1236\tCid\t2001\n1237\t\t1999\n(4 rows)\n",
     "bars that are printed part columns, however wide the blanks between"},
    {{"a ^ b", "c ^ d", "e f"}, "a | b\nc | d\ne f\n", "two bars are letters"},
    {{"^ Number     Name", "^ 1234       Ann", "^ 1235       Bob", "^ 1236       Cid"},
     "Number\tName\n1234\tAnn\n1235\tBob\n1236\tCid\n",
     "the edge of a sheet has all on one side, and parts nothing"},
    {{"no,name,first,born,sex", "1234,Ash,Ann,1987,F", "1235, Birch,Bob,1990,M", "1236,Lime Tree,Cid,,M",
      "1237,Elm,Di.1999,F", "PS S:>"},
     "no\tname\tfirst\tborn\tsex\n1234\tAsh\tAnn\t1987\tF\n1235\tBirch\tBob\t1990\tM\n1236\tLime "
     "Tree\tCid\t\tM\n1237\tElm\tDi.1999\tF\nPS S:>\n",
     "a file of values parted by commas is a table, though a comma is misread"},
    {{"Ash, Ann, Bob", "and, or, so", "a, b, c", "d, e, f"},
     "Ash, Ann, Bob\nand, or, so\na, b, c\nd, e, f\n",
     "few commas are prose"},
    {{"Number   Forename   Surname", "1234     Ann        Ash", "1235     Bob        Birch",
      "1236     Mary       Example", "1237     Wilhelmina Elm", "1238     Elizabeth  Lime", "1239     Di         Lime"},
     "Number\tForename\tSurname\n1234\tAnn\tAsh\n1235\tBob\tBirch\n1236\tMary\tExample\n1237\tWilhelmina\tElm\n"
     "1238\tElizabeth\tLime\n1239\tDi\tLime\n",
     "a value that joins two cells of its line ends no table"},
    {{"The number of people was thirty", "1234     Ann        Ash", "1235     Bob        Birch",
      "1236     Mary       Example", "Number   Forenames  Surname", "1237     Di         Lime",
      "they are all that were seen at the time"},
     "The number of people was thirty\n1234\tAnn\tAsh\n1235\tBob\tBirch\n1236\tMary\tExample\n"
     "Number\tForenames\tSurname\n1237\tDi\tLime\nthey are all that were seen at the time\n",
     "prose above and below is no row"},
    {{"Ann       1234    Ash", "Bob       1235    Birch", "Cid       1236    Lime", "all who asked were seen",
      "Di        1237    Elm", "Ed        1238    Yew", "Flo       1239    Oak"},
     "Ann\t1234\tAsh\nBob\t1235\tBirch\nCid\t1236\tLime\nall who asked were seen\t\t\nDi\t1237\tElm\n"
     "Ed\t1238\tYew\nFlo\t1239\tOak\n",
     "nor does a line among its rows that runs across"},
    {{"       A        B      C      D", "1      Number   Name   Born   Ward", "2      1234     Ann    1987   7",
      "3      1235     Bob    1990   8", "4      1236     Cid    1991   9", "5      1237     Di     1993   7"},
     "A  B  C  D\n1\tNumber\tName\tBorn\tWard\n2\t1234\tAnn\t1987\t7\n3\t1235\tBob\t1990\t8\n"
     "4\t1236\tCid\t1991\t9\n5\t1237\tDi\t1993\t7\n",
     "the letters of a sheet's columns are not their names"},
    {{"Name      Address           Ward", "", "Ann       Flat 7,           7", "          12 Mill Lane", "",
      "Bob       3 Oak Lane        8", "", "Cid       4 Elm Close,      9", "Example   Huyton", "",
      "Di        5 Lime Road       9"},
     "Name\tAddress\tWard\nAnn\tFlat 7, 12 Mill Lane\t7\nBob\t3 Oak Lane\t8\nCid Example\t4 Elm Close, Huyton\t9\n"
     "Di\t5 Lime Road\t9\n",
     "what goes on closely below is of the same cell"},
    {{"Born  Seen  Ward  Name", "1987  2001  Oak7  Ann A", "1990  2002  Oak8  Bob B", "1991  2003  Oak9  Cid C",
      "1992  2004  Elm7  Di D", "1993  2005  Elm8  Ed E", "1994  2006  Elm9  Flo F"},
     "Born\tSeen\tWard\tName\n1987\t2001\tOak7\tAnn A\n1990\t2002\tOak8\tBob B\n1991\t2003\tOak9\tCid C\n"
     "1992\t2004\tElm7\tDi D\n1993\t2005\tElm8\tEd E\n1994\t2006\tElm9\tFlo F\n",
     "columns that stand close on every line"},
    {{"Born  Work     Name", "1987  Clerk    Ann A", "1990  Nurse    Bob B", "1991  Porter   Cid C",
      "1992  Porter   Di D", "1993  Clerk    Ed E", "1994  Nurse    Flo F", "1995  Clerk    Guy G"},
     "Born\tWork\tName\n1987\tClerk\tAnn A\n1990\tNurse\tBob B\n1991\tPorter\tCid C\n1992\tPorter\tDi D\n"
     "1993\tClerk\tEd E\n1994\tNurse\tFlo F\n1995\tClerk\tGuy G\n",
     "columns"},
    {{"Name     Size", "a.doc    12", "b.doc    13", "c.doc    1"},
     "Name\tSize\na.doc\t12\nb.doc\t13\nc.doc\t1\n",
     "a table of two columns"},
};

TEST(what_stands_in_columns_is_a_table_and_what_does_not_is_text) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        size_t n = 0;
        while (n < TEST_COUNT(rows[i].row) && rows[i].row[n])
            n++;
        reading r;
        lay_out(&r, rows[i].row, n);
        CHECK_ROW(ts_span_eq(ts_buf_span(&r.text), ts_str(rows[i].want)), rows[i].why);
        if (!ts_span_eq(ts_buf_span(&r.text), ts_str(rows[i].want)))
            printf("%s\n", r.log.ptr);
        reading_done(&r);
    }
}

/* A sheet of labels: what stands beside is about somebody else. */
TEST(labels_side_by_side_are_read_one_after_the_other) {
    static const char *const sheet[] = {
        "ANN Example      BOB Sample", "DOB: 1987        DOB: 1990", "NHS: 1234        NHS: 5678", "", "",
        "CID Example      DAN Sample", "DOB: 1955        DOB: 1944", "NHS: 4321        NHS: 8765"};
    reading r;
    lay_out(&r, sheet, TEST_COUNT(sheet));
    CHECK_ROW(ts_span_eq(ts_buf_span(&r.text),
                         ts_str("ANN Example\nDOB: 1987\nNHS: 1234\n\nBOB Sample\nDOB: 1990\nNHS: 5678\n\n"
                                "CID Example\nDOB: 1955\nNHS: 4321\n\nDAN Sample\nDOB: 1944\nNHS: 8765\n\n")),
              r.text.ptr);
    reading_done(&r);
}

static size_t tables_of(const reading *r) {
    size_t n = 0, at = 0;
    ts_span log = ts_buf_span(&r->log);
    for (; (at = ts_span_find(log, ts_str("table part="), at)) != SIZE_MAX; at++)
        n++;
    return n;
}

/* Most of a badge has no label; what is left of the faces on them stands between. */
TEST(badges_side_by_side_are_read_one_after_the_other) {
    static const char *const sheet[] = {"Ann            Bob",         "Ash            Birch",
                                        "Porter         Clerk",       "Staff No: 12   Staff No: 14",
                                        "               =",           "               -",
                                        "Cid            Di",          "Elm            Lime",
                                        "Nurse          Ward Sister", "Staff No: 16   Staff No: 18"};
    reading r;
    lay_out(&r, sheet, TEST_COUNT(sheet));
    CHECK_ROW(ts_span_eq(ts_buf_span(&r.text),
                         ts_str("Ann\nAsh\nPorter\nStaff No: 12\n\nBob\nBirch\nClerk\nStaff No: 14\n=\n-\n\n"
                                "Cid\nElm\nNurse\nStaff No: 16\n\nDi\nLime\nWard Sister\n"
                                "Staff No: 18\n\n")),
              r.text.ptr);
    reading_done(&r);
}

TEST(two_columns_of_values_are_no_badges) {
    static const char *const list[] = {
        "Ward: 1        Born: 1987", "Ann            Bob",  "Ash            Birch",     "Porter         Clerk", "", "",
        "Cid            Di",         "Elm            Lime", "Ward: 2        Born: 1988"};
    reading r;
    lay_out(&r, list, TEST_COUNT(list));
    CHECK_ROW(ts_span_find(ts_buf_span(&r.text), ts_str("Ann\tBob\nAsh\tBirch\n"), 0) != SIZE_MAX, r.text.ptr);
    reading_done(&r);
}

TEST(each_table_has_names_of_its_own) {
    static const struct {
        const char *row[12];
        size_t tables;
        const char *why;
    } sheets[] = {
        {{"Surname        Forename", "Ash            Mary", "", "Number         Born", "1234           1987", "",
          "Ward           Bed", "Oak            7"},
         3,
         "labels stand above what is filled in"},
        {{"Surname        Forename", "Ash            Mary", "Birch          Ann", "Cedar          Bob"}, 1, "a list"},
        {{"Surname        Forename", "", "Ash            Mary", "", "Birch          Ann", "", "Cedar          Bob"},
         1,
         "a list with lines far apart"},
        {{"Name       Born    Ward", "Ann        1987    7", "Bob        1990    8", "", "Gone home", "",
          "Name       Seen    Ward", "Cid        1986    9", "Di         1999    7"},
         2,
         "a heading stands apart, and parts two lists"},
        {{"Name       Born    Ward", "Ann        1987    7", "Bob        1990    8", "", "Outpatientscl      seen", "",
          "Name       Seen    Ward", "Cid        1986    9", "Di         1999    7"},
         2,
         "one of two words, too"},
        {{"Name       Born    Ward", "Ann        1987    7", "Bob        1990    8", "Outpatientsdepartment",
          "Name       Seen    Ward", "Cid        1986    9", "Di         1999    7"},
         2,
         "and so does one that is one word across columns"},
    };
    for (size_t i = 0; i < TEST_COUNT(sheets); i++) {
        size_t n = 0;
        while (n < TEST_COUNT(sheets[i].row) && sheets[i].row[n])
            n++;
        reading r;
        lay_out(&r, sheets[i].row, n);
        CHECK_ROW(tables_of(&r) == sheets[i].tables, sheets[i].why);
        reading_done(&r);
    }
}

/* A page may have as many lines as a tall picture has: each is looked at a few times, not once for each of the others. */
TEST(time_grows_with_lines_and_not_with_their_square) {
    enum { LINES = 20000, EACH = 4 };
    static const struct {
        const char *text[EACH];
        int step; /* from one to the next */
        const char *why;
    } pages[] = {{{"Name:", "Ann", "Born:", "1987"}, 120, "forms: no table, however long"},
                 {{"a,b,c", "d,e,f", "1,2", "3"}, 120, "values parted by commas"},
                 {{"1234", "Ann", "Ash", "1987"}, 120, "a table"},
                 {{"of", "some", "such", "words"}, 50, "prose"}};
    ts_word *word = ts_alloc_array(LINES * EACH, sizeof *word);
    for (size_t k = 0; k < TEST_COUNT(pages); k++) {
        for (int i = 0; i < LINES * EACH; i++) {
            int line = i / EACH, x = i % EACH * pages[k].step + (line % 7 == 3 ? 3 : 0);
            word[i] = (ts_word){.text = ts_str(i % EACH == 1 && line % 2 ? "a,b" : pages[k].text[i % EACH]),
                                .x0 = x,
                                .x1 = x + 40,
                                .y0 = line * PITCH,
                                .y1 = line * PITCH + HIGH,
                                .line = line,
                                .confidence = 90};
        }
        reading r = {0};
        ts_consumer to = {&r,          reading_segment, reading_child_begin, reading_child_data, reading_child_end,
                          reading_note};
        ts_sink *sink = ts_sink_new(&to);
        ts_layout layout;
        ts_layout_open(&layout, sink, NULL, 0);
        clock_t began = clock();
        CHECK(ts_layout_emit(&layout, word, (size_t)LINES * EACH) == TS_OK && ts_sink_finish(sink) == TS_OK);
        CHECK_ROW(clock() - began < 10 * CLOCKS_PER_SEC, pages[k].why);
        ts_sink_free(sink);
        reading_done(&r);
    }
    ts_free(word);
}

TEST(a_page_without_words_is_empty) {
    reading r;
    lay_out(&r, (const char *const[]){""}, 1);
    CHECK(r.segments == 0);
    reading_done(&r);
}
