/* content_line_test.c - lines of vCard and iCalendar: folding, parameters, encodings, escapes. */
#include "extract/content_line.h"
#include "support/test.h"

#include <stdio.h>

static const struct {
    const char *in, *name, *params, *text, *why;
} rows[] = {
    {"NOTE:plain\r\n", "NOTE", "", "plain", "a line"},
    {"item1.TEL;TYPE=cell:07700 900123\n", "TEL", "TYPE=cell", "07700 900123", "a group before the name"},
    {"VERSION:3.0\nNOTE:one\r\n  two\n\tthree\n", "NOTE", "", "one twothree", "folded: one space goes (RFC 6350, 3.2)"},
    {"VERSION:2.1\nNOTE:one\r\n two\n", "NOTE", "", "one two", "folded: 2.1 keeps it"},
    {"ATTENDEE;CN=\"Smith: Ann; Dr\":mailto:a@b.example\n", "ATTENDEE", "CN=\"Smith: Ann; Dr\"", "mailto:a@b.example",
     "signs within quotes"},
    {"ATTENDEE;CN=\"Ann:mailto:a@b.example\n", "ATTENDEE", "CN=\"Ann", "mailto:a@b.example", "a quote without end"},
    {"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zo=C3=AB is=\nwell=\r\n today\n", "NOTE",
     "ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8", "Zo\xC3\xAB iswell today", "soft line ends, set in or not"},
    {"FN;CHARSET=ISO-8859-2;QUOTED-PRINTABLE:=A3ukasz\n", "FN", "CHARSET=ISO-8859-2;QUOTED-PRINTABLE", "\xC5\x81ukasz",
     "a charset of its own"},
    {"FN;CHARSET=windows-1251:\xC0\xED\xED\xE0\n", "FN", "CHARSET=windows-1251", "\xD0\x90\xD0\xBD\xD0\xBD\xD0\xB0",
     "a charset of its own, as plain bytes"},
    {"PHOTO;ENCODING=BASE64:Zm9v\nYmFy\n\nFN:x\n", "PHOTO", "ENCODING=BASE64", "Zm9vYmFy", "base64 that is not set in"},
    {"no content line at all\n", "", "", "no content line at all", "none"},
    {":starts with nothing\n", "", "", ":starts with nothing", "no name"},
    {"a.:x\n", "", "", "a.:x", "a group alone"},
};

TEST(lines_are_unfolded_cut_and_decoded) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_content c = {0};
        ts_content_begin(&c, ts_str(rows[i].in));
        CHECK_ROW(ts_content_next(&c), rows[i].why);
        if (ts_content_is(&c, "VERSION"))
            CHECK_ROW(ts_content_next(&c), rows[i].why);
        CHECK_ROW(ts_span_eq(c.name, ts_str(rows[i].name)), rows[i].why);
        CHECK_ROW(ts_span_eq(c.params, ts_str(rows[i].params)), rows[i].why);
        CHECK_ROW(ts_span_eq(ts_content_text(&c), ts_str(rows[i].text)), rows[i].why);
        ts_content_done(&c);
    }
}

TEST(parameters_are_found_named_or_not) {
    ts_content c = {0};
    ts_content_begin(&c, ts_str("TEL;WORK;type=\"voice,cell\";Pref=1:1\n"));
    CHECK(ts_content_next(&c));
    CHECK(ts_content_has(&c, "work") && ts_content_has(&c, "CELL") && ts_content_has(&c, "VOICE"));
    CHECK(!ts_content_has(&c, "HOME") && !ts_content_has(&c, "type"));
    CHECK(ts_span_eq(ts_content_param(&c, "PREF"), ts_str("1")) && !ts_content_param(&c, "CN").len);
    ts_content_done(&c);
}

TEST(pieces_are_parted_where_no_backslash_stands) {
    ts_content c = {0};
    ts_span piece;
    size_t at = 0;
    ts_content_begin(&c, ts_str("x"));
    ts_span text = ts_str("a\\;b;c\\, d\\nE\\\\;;C:\\Users");
    static const char *const want[] = {"a;b", "c, d\nE\\", "", "C:\\Users"};
    for (size_t i = 0; i < TEST_COUNT(want); i++)
        CHECK_ROW(ts_content_piece(&c, text, ';', &at, &piece) && ts_span_eq(piece, ts_str(want[i])), want[i]);
    CHECK(!ts_content_piece(&c, text, ';', &at, &piece));
    ts_content_done(&c);
}

TEST(a_block_ends_with_its_end_line_whatever_the_window) {
    static const char text[] = "BEGIN:X\nA:END:\n END:\nend:x\r\nB:1\nEND:Y";
    for (size_t window = 1; window < 50; window++) {
        FILE *f = tmpfile();
        CHECK(fputs(text, f) >= 0 && fflush(f) == 0);
        ts_source_set_window(window);
        ts_source s;
        ts_source_file(&s, fileno(f), 0, sizeof text - 1);
        ts_span b = ts_content_block(&s);
        CHECK(ts_span_eq(b, ts_str("BEGIN:X\nA:END:\n END:\nend:x\r\n")));
        ts_take(&s, b.len);
        b = ts_content_block(&s);
        CHECK(ts_span_eq(b, ts_str("B:1\nEND:Y")));
        ts_take(&s, b.len);
        CHECK(!ts_content_block(&s).len);
        ts_source_done(&s);
        fclose(f);
    }
    ts_source_set_window(TS_SOURCE_WINDOW);
}
