/* picture_test.c - what is read in pictures that are drawn here, and what ends those that are none. */
#include "reading.h"
#include "support/draw.h"

static void read_drawing(reading *r, const drawing *d) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    draw_png(d, &b);
    reading_of(r, ts_buf_span(&b));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "image") == 0 && r->outcome.reason == TS_READ,
              r->what ? r->what : r->outcome.message);
}

TEST(print_is_read_as_lines) {
    drawing *d = draw_new(900, 420, 0xFFFFFF);
    draw_text(
        d, "Serif 20", 40, 40, 0,
        "Our ref: REH/4711\nNHS No: 999 000 0018\n\nDear Mrs Wright,\nRe: date of birth 23/07/1939\nplease telephone "
        "0151 496 0123");
    reading r;
    read_drawing(&r, d);
    static const char *const lines[] = {"NHS No: 999 000 0018\n", "Dear Mrs Wright,\n",
                                        "Re: date of birth 23/07/1939\n", "please telephone 0151 496 0123\n"};
    for (size_t i = 0; i < TEST_COUNT(lines); i++)
        CHECK_ROW(reading_shows(&r, lines[i]), r.log.ptr);
    reading_done(&r);
    draw_free(d);
}

TEST(a_screen_of_another_program_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("screen.png");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.err == TS_OK && !r.broken && r.outcome.reason == TS_READ);
    CHECK_ROW(reading_shows(&r, "999 000 0018") && reading_shows(&r, "WRIGHT, Margaret (Mrs)\n"), r.log.ptr);
    reading_done(&r);
}

TEST(nothing_is_decoded_that_is_too_large) {
    static const char bomb[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x01\0\0\0\0\0\0\0\0";
    reading r;
    reading_of(&r, ts_span_of(bomb, sizeof bomb - 1));
    CHECK_ROW(r.outcome.reason == TS_REASON_TOO_LARGE && r.outcome.unread == sizeof bomb - 1, r.log.ptr);
    reading_done(&r);
}

TEST(a_picture_without_text_is_read_and_holds_none) {
    drawing *d = draw_new(300, 200, 0x808080);
    reading r;
    read_drawing(&r, d);
    CHECK(r.text.len == 0 && r.outcome.unread == 0);
    reading_done(&r);
    draw_free(d);
}

TEST(cut_anywhere_it_ends) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("screen.png");
    for (size_t i = 1; i < 16; i++) {
        reading r;
        reading_of(&r, ts_slice(ts_buf_span(&b), 0, b.len * i / 16));
        CHECK_ROW(r.err == TS_OK && !r.broken && r.outcome.reason != TS_READ && r.outcome.unread > 0, r.log.ptr);
        reading_done(&r);
    }
}
