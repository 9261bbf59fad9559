/* panels_test.c - pages drawn in letters: what is read across, and what one after the other. */
#include "extract/panels.h"

#include "reading.h"

enum { WIDE = 10, HIGH = 14, HALF = 12, ROWS = 16 };

/* Each letter is WIDE pixels, each row half a line high: what stands in every other row stands on one line.  Wanted: the
 * panels, each by the first letters of what is in it. */
static const struct {
    const char *row[ROWS];
    const char *want, *why;
} rows[] = {
    {{"one two three", "", "four five"}, "ottff", "lines of text"},
    {{"tree", "             aname", "  folder", "             bfirst", "  gone", "             csecond", "  last"},
     "tfgl/abc",
     "lines between lines: a tree beside a list"},
    {{"aname      number", "", "bfirst     1", "", "csecond    2", "", "dthird     3"},
     "anb1c2d3",
     "lines that meet: a table is read across"},
    {{"widetitle.......................", "", "", "tree", "             aname", "  folder", "             bfirst",
      "  gone", "             csecond", "  last"},
     "w/tfgl/abc",
     "a title covers the strip, and is cut off"},
    {{"tree", "             aname", "  folder", "             bfirst", "  gone", "             csecond", "  last", "",
      "", "widefoot........................"},
     "tfgl/abc/w",
     "and so is a foot"},
    {{"widetitle.......................", "", "", "tree", "             aname", "  folder", "             bfirst",
      "  gone", "             csecond", "  last", "", "", "xwidefoot......................."},
     "w/tfgl/abc/x",
     "both at once"},
    {{"tree", "             aname", "  folder", "", "", "             bfirst"}, "tafb", "two lines are no panel"},
};

static void name_panels(const char *const *row, ts_buf *out) {
    ts_rule place[200], sorted[200], panel[TS_PANELS];
    char first[200];
    size_t n = 0;
    for (int y = 0; y < ROWS && row[y]; y++)
        for (int x = 0; row[y][x];) {
            int to = x;
            while (row[y][to] && row[y][to] != ' ')
                to++;
            if (to > x) {
                place[n] = (ts_rule){x * WIDE, y * HALF, to * WIDE, y * HALF + HIGH};
                first[n++] = row[y][x];
            }
            x = to + (to == x);
        }
    memcpy(sorted, place, n * sizeof *sorted);
    size_t panels = ts_panels_find(sorted, n, HIGH * 2 / 3, panel);
    for (size_t i = 0; i < panels; i++) {
        if (i)
            ts_buf_add_char(out, '/');
        for (size_t k = 0; k < n; k++)
            if (place[k].x0 >= panel[i].x0 && place[k].x1 <= panel[i].x1 && place[k].y0 >= panel[i].y0 &&
                place[k].y1 <= panel[i].y1)
                ts_buf_add_char(out, first[k]);
    }
}

TEST(what_does_not_meet_is_read_one_after_the_other) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) got = {0};
        name_panels(rows[i].row, &got);
        CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str(rows[i].want)), rows[i].why);
        if (!ts_span_eq(ts_buf_span(&got), ts_str(rows[i].want)))
            printf("%s\n", got.ptr);
    }
}

/* "Urgent" goes below the line and "Routine" does not: their middles are not at one height. */
TEST(letters_that_go_below_the_line_part_no_table) {
    enum { LINES = 8, PITCH = 24, DEEP = 3 };
    ts_rule box[2 * LINES], panel[TS_PANELS];
    for (int i = 0; i < LINES; i++) {
        box[2 * i] = (ts_rule){0, i * PITCH, 100, i * PITCH + HIGH};
        box[2 * i + 1] = (ts_rule){200, i * PITCH + DEEP, 300, i * PITCH + HIGH + DEEP};
    }
    CHECK(ts_panels_find(box, TEST_COUNT(box), HIGH * 2 / 3, panel) == 1);
}

/* Icons of a desktop beside a window, some at the height of a row by chance. */
TEST(a_few_lines_beside_many_are_a_panel_though_some_meet) {
    enum { LINES = 12, ICONS = 4, PITCH = 24, EVERY = 3 };
    ts_rule box[LINES + ICONS], panel[TS_PANELS];
    for (int i = 0; i < LINES; i++)
        box[i] = (ts_rule){200, i * PITCH, 300, i * PITCH + HIGH};
    for (int i = 0; i < ICONS; i++) {
        int y = i * EVERY * PITCH + (i == ICONS - 1 ? PITCH / 2 : 0);
        box[LINES + i] = (ts_rule){0, y, 100, y + HIGH};
    }
    CHECK(ts_panels_find(box, TEST_COUNT(box), HIGH * 2 / 3, panel) == 2);
}

/* A photograph of a screen is never quite straight: the far end of a line stands higher than its near end. */
TEST(lines_that_run_aslant_part_no_table) {
    enum { LINES = 6, EACH = 12, PITCH = 30, WIDE_BOX = 60 };
    ts_rule box[LINES * EACH], panel[TS_PANELS];
    for (int i = 0; i < LINES * EACH; i++) {
        int k = i % EACH, x = k * (WIDE_BOX + 10) + (k == EACH - 1 ? 100 : 0), y = i / EACH * PITCH + k / 2;
        box[i] = (ts_rule){x, y, x + WIDE_BOX, y + HIGH};
    }
    CHECK(ts_panels_find(box, TEST_COUNT(box), HIGH * 2 / 3, panel) == 1);
}

TEST(no_box_is_lost_however_many_panels_there_are) {
    enum { SECTIONS = 5, LINES = 4, EACH = 2 * LINES + 1, N = SECTIONS * EACH, PITCH = 30 };
    static ts_rule place[N], sorted[N], panel[TS_PANELS];
    for (int i = 0; i < N; i++) { /* a title, then two columns whose lines do not meet */
        int k = i % EACH, x = k && k % 2 ? 200 : 0,
            y = i / EACH * PITCH * (LINES + 4) + (k ? 2 * PITCH + k * PITCH / 2 : 0);
        place[i] = sorted[i] = (ts_rule){x, y, x + (k ? 100 : 300), y + 10};
    }
    size_t panels = ts_panels_find(sorted, N, 8, panel), lost = 0;
    for (size_t i = 0; i < N; i++) {
        bool inside = false;
        for (size_t k = 0; k < panels; k++)
            inside = inside || (place[i].x0 >= panel[k].x0 && place[i].x1 <= panel[k].x1 &&
                                place[i].y0 >= panel[k].y0 && place[i].y1 <= panel[k].y1);
        lost += !inside;
    }
    CHECK(panels == 3 * SECTIONS && lost == 0);
}

TEST(a_page_without_print_has_no_panel) {
    ts_rule none[1] = {{0}}, panel[TS_PANELS];
    CHECK(ts_panels_find(none, 0, 8, panel) == 0);
}
