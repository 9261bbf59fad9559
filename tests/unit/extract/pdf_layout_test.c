/* pdf_layout_test.c - printed pages drawn in letters: where characters stand decides what is a table. */
#include "extract/pdf_layout.h"

#include "reading.h"

enum { WIDE = 10, SMALL = 10, LARGE = 30, PITCH = 40, ROWS = 9 };

/* Each letter is WIDE; a row that begins with '^' is in large print. */
static void print(reading *r, const char *const *row) {
    static ts_box box[1024];
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    size_t n = 0;
    for (size_t y = 0; y < ROWS && row[y]; y++) {
        bool large = row[y][0] == '^';
        for (const char *at = row[y] + large; *at; at++) {
            float x = WIDE * (float)(at - row[y] - large), top = PITCH * (float)y;
            box[n++] = (ts_box){x, top, x + WIDE, top + (large ? LARGE : SMALL)};
            ts_buf_add_char(&text, *at);
        }
        box[n++] = (ts_box){0};
        ts_buf_add_char(&text, '\n');
    }
    *r = (reading){0};
    ts_consumer to = {r, reading_segment, reading_child_begin, reading_child_data, reading_child_end, reading_note};
    ts_sink *sink = ts_sink_new(&to);
    r->err = ts_page_emit(sink, ts_buf_span(&text), box, n);
    CHECK(r->err == TS_OK && ts_sink_finish(sink) == TS_OK && !r->broken);
    ts_sink_free(sink);
}

static const struct {
    const char *row[ROWS];
    const char *want, *why;
} pages[] = {
    {{"Dear Ann", "your test was good"}, "Dear Ann\nyour test was good\n\n", "lines of text"},
    {{"^aaaaabbbbbcccccdddddee", "ab    d   fg", "abcd efg   hi", "abc   ef  ghi"},
     "aaaaabbbbbcccccdddddee\nab    d   fg\nabcd efg   hi\nabc   ef  ghi\n\n",
     "as many large letters as small: large is usual, and the strips between are too narrow for it"},
    {{"^aaaaabbbbbcccccddddde", "ab    d   fg", "abcd efg   hi", "abc   ef  ghi"},
     "aaaaabbbbbcccccddddde\nab\td\tfg\nabcd\tefg\thi\nabc\tef\tghi\n",
     "one less: small is usual, and the strips are borders"},
    {{"ab  cd  ef  gh  ij  kl  mn", "ab  cd  ef  gh  ij  kl  mn", "ab  cd  ef  gh  ij  kl  mn",
      "ab  cd  ef  gh  ij  kl  mn", "ab  cd  ef  gh  ij  kl  mn", "ab  cdwwwwwwgh  ij  kl  mn",
      "ab  cd  ef  gh  ij  kl  mn"},
     "ab\tcd\tef\tgh\tij\tkl\tmn\nab\tcd\tef\tgh\tij\tkl\tmn\nab\tcd\tef\tgh\tij\tkl\tmn\n"
     "ab\tcd\tef\tgh\tij\tkl\tmn\nab\tcd\tef\tgh\tij\tkl\tmn\n"
     "ab  cdwwwwwwgh  ij  kl  mn\nab  cd  ef  gh  ij  kl  mn\n",
     "a line that closes two strips at once is no row"},
    {{"^Ann Ash      Bob Elm      Cid Oak", "^DOB: 1987    DOB: 1990    DOB: 1991",
      "^NHS: 12      NHS: 13      NHS: 14", "^7 Mill Lane  3 Oak Road   9 Elm Lane", "", "^Di Yew       Ed Fir",
      "^DOB: 1955    DOB: 1944", "^NHS: 15      NHS: 16"},
     "Ann Ash\nDOB: 1987\nNHS: 12\n7 Mill Lane\n\nBob Elm\nDOB: 1990\nNHS: 13\n3 Oak Road\n\n"
     "Cid Oak\nDOB: 1991\nNHS: 14\n9 Elm Lane\n\nDi Yew\nDOB: 1955\nNHS: 15\n\nEd Fir\nDOB: 1944\nNHS: 16\n\n",
     "labels side by side are people side by side"},
    {{"^Ward: A     Beds: 12    Free: 3", "^Oak         14          2", "^Elm         12          0",
      "^Yew         10          1", "^Ward: B     Beds: 10    Free: 1"},
     "Ward: A\tBeds: 12\tFree: 3\nOak\t14\t2\nElm\t12\t0\nYew\t10\t1\nWard: B\tBeds: 10\tFree: 1\n",
     "labels that differ are columns of one table"},
};

/* As print, piece by piece in the order of the text: each ends its line there. */
typedef struct piece {
    int column, row;
    const char *text;
} piece;

static void print_pieces(reading *r, const piece *at, size_t n) {
    static ts_box box[1024];
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    size_t boxes = 0;
    for (size_t i = 0; i < n; i++) {
        for (const char *c = at[i].text; *c; c++) {
            float x = WIDE * (float)(at[i].column + (int)(c - at[i].text)), top = PITCH * (float)at[i].row;
            box[boxes++] = (ts_box){x, top, x + WIDE, top + LARGE};
            ts_buf_add_char(&text, *c);
        }
        box[boxes++] = (ts_box){0};
        ts_buf_add_char(&text, '\n');
    }
    *r = (reading){0};
    ts_consumer to = {r, reading_segment, reading_child_begin, reading_child_data, reading_child_end, reading_note};
    ts_sink *sink = ts_sink_new(&to);
    r->err = ts_page_emit(sink, ts_buf_span(&text), box, boxes);
    CHECK(r->err == TS_OK && ts_sink_finish(sink) == TS_OK && !r->broken);
    ts_sink_free(sink);
}

TEST(labels_and_what_they_label_are_not_torn) {
    static const struct {
        piece at[12];
        size_t n;
        const char *want, *why;
    } row[] = {
        {{{0, 0, "The Infirmary"},
          {0, 1, "Patient:"},
          {0, 2, "Date of birth:"},
          {0, 4, "NHS number:"},
          {20, 1, "Kai Ash"},
          {20, 2, "10/08/2022"},
          {20, 3, "(three)"},
          {20, 4, "9990000018"},
          {0, 5, "Dear Ann, he is well"}},
         9,
         "The Infirmary\nPatient:  Kai Ash\nDate of birth:  10/08/2022\n(three)\nNHS number:  9990000018\nDear Ann, he "
         "is well\n\n",
         "first all labels, then all values"},
        {{{0, 0, "Patient:"}, {20, 0, "Kai Ash"}, {0, 1, "Born:"}, {20, 1, "10/08/2022"}, {0, 2, "Dear Ann"}},
         5,
         "Patient:\nKai Ash\nBorn:\n10/08/2022\nDear Ann\n\n",
         "each beside its value: as the text has them"},
        {{{0, 0, "We saw:"}, {0, 1, "a cold"}, {40, 0, "Page 1"}, {40, 1, "of 2"}},
         4,
         "We saw:\na cold\nPage 1\nof 2\n\n",
         "one line that ends in a colon is prose"},
    };
    for (size_t i = 0; i < TEST_COUNT(row); i++) {
        reading r;
        print_pieces(&r, row[i].at, row[i].n);
        CHECK_ROW(ts_span_eq(ts_buf_span(&r.text), ts_str(row[i].want)), r.text.ptr);
        reading_done(&r);
    }
}

TEST(what_stands_in_columns_of_print_is_a_table) {
    for (size_t i = 0; i < TEST_COUNT(pages); i++) {
        reading r;
        print(&r, pages[i].row);
        CHECK_ROW(ts_span_eq(ts_buf_span(&r.text), ts_str(pages[i].want)), pages[i].why);
        if (!ts_span_eq(ts_buf_span(&r.text), ts_str(pages[i].want)))
            printf("%s\n", r.log.ptr);
        reading_done(&r);
    }
}
