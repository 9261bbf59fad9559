/* sink_test.c - segments are cut by content alone, and every offset leads back. */
#include "reading.h"

static reading r;
static ts_sink *sink_for(ts_span source) {
    static ts_consumer to;
    r = (reading){.source = source};
    to = (ts_consumer){&r, reading_segment, reading_child_begin, reading_child_data, reading_child_end, reading_note};
    return ts_sink_new(&to);
}

/* Emits text in pieces of `step` bytes, as a source with offsets. */
static void emit_in_steps(ts_span text, size_t step, ts_buf *log, ts_buf *all) {
    ts_sink *s = sink_for(text);
    for (size_t at = 0; at < text.len; at += step)
        CHECK(ts_emit_text(s, ts_slice(text, at, step), at) == TS_OK);
    CHECK(ts_sink_finish(s) == TS_OK);
    CHECK_ROW(r.broken == 0, r.what);
    ts_sink_free(s);
    ts_buf_add(log, ts_buf_span(&r.log));
    ts_buf_add(all, ts_buf_span(&r.text));
    reading_done(&r);
}

TEST(cuts_do_not_depend_on_how_text_arrives) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    for (unsigned i = 0; b.len < 5 * TS_MIB / 2; i++)
        ts_buf_addf(&b, i % 97 ? "line %u \xC3\xA2 " : "line %u\n", i);
    TS_AUTO(ts_buf, ts_buf_done) log = {0}, text = {0};
    emit_in_steps(ts_buf_span(&b), b.len, &log, &text);
    CHECK(ts_span_eq(ts_buf_span(&text), ts_buf_span(&b))); /* line ends were near: nothing was said twice */
    for (size_t step = 1; step < 70000; step = step * 7 + 3) {
        TS_AUTO(ts_buf, ts_buf_done) log2 = {0}, text2 = {0};
        emit_in_steps(ts_buf_span(&b), step, &log2, &text2);
        CHECK(ts_span_eq(ts_buf_span(&log), ts_buf_span(&log2)));
    }
}

/* The last byte that a segment holds may be a line's end: the border is there, and not one byte before. */
TEST(a_line_may_end_with_its_segment) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, log = {0}, text = {0};
    while (b.len < TS_LIMIT_SEGMENT - 1)
        ts_buf_add_char(&b, 'a');
    ts_buf_add_str(&b, "\nthe next line\n");
    emit_in_steps(ts_buf_span(&b), 4099, &log, &text);
    CHECK(ts_span_find(ts_buf_span(&log), ts_str("text part= offset=0 len=1048576 more=1\n"), 0) == 0);
    CHECK(ts_span_find(ts_buf_span(&log), ts_str("text part= offset=1048576 len=14 more=0\n"), 0) != SIZE_MAX);
    CHECK(ts_span_eq(ts_buf_span(&text), ts_buf_span(&b)));
}

TEST(a_line_without_end_overlaps_at_the_cut) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    while (b.len < 5 * TS_MIB / 2)
        ts_buf_add_str(&b, "9990000018 \xE2\x80\x99 ");
    TS_AUTO(ts_buf, ts_buf_done) log = {0}, text = {0};
    emit_in_steps(ts_buf_span(&b), 999, &log, &text);
    CHECK(text.len > b.len + 2 * TS_LIMIT_OVERLAP - 8 && text.len < b.len + 2 * TS_LIMIT_OVERLAP + 8);
}

TEST(bytes_that_are_no_utf8_are_letters_and_cost_only_their_own_segment_its_offsets) {
    static const char text[] = "Si\xE2n \xC3\xA2 \xE2\x80\x99 Ren\xE9";
    for (size_t step = 1; step < sizeof text; step++) {
        TS_AUTO(ts_buf, ts_buf_done) log = {0}, all = {0};
        emit_in_steps(ts_str(text), step, &log, &all);
        CHECK_ROW(ts_span_eq(ts_buf_span(&all), ts_str("Si\xC3\xA2n \xC3\xA2 \xE2\x80\x99 Ren\xC3\xA9")), all.ptr);
    }
}

TEST(offsets_come_back_after_a_gap) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    while (b.len < 3 * TS_MIB)
        ts_buf_add_str(&b, "a line of text\n");
    memcpy(b.ptr + 100, "\xE9", 1);
    ts_sink *s = sink_for(ts_buf_span(&b));
    CHECK(ts_emit_text(s, ts_buf_span(&b), 0) == TS_OK && ts_sink_finish(s) == TS_OK);
    CHECK(!r.broken && r.segments == 4);
    ts_sink_free(s);
    reading_done(&r);
}

TEST(a_part_that_is_met_again_goes_on) {
    ts_sink *s = sink_for(ts_str(""));
    ts_emit_part(s, ts_str("a"));
    ts_emit_text(s, ts_str("one\n"), TS_NO_OFFSET);
    ts_emit_part(s, ts_str("b"));
    ts_emit_text(s, ts_str("two\n"), TS_NO_OFFSET);
    ts_emit_part(s, ts_str("a"));
    ts_emit_text(s, ts_str("three\n"), TS_NO_OFFSET);
    ts_sink_finish(s);
    CHECK(reading_says(&r, "text part=a offset=4 len=6 more=0"));
    ts_sink_free(s);
    reading_done(&r);
}

static ts_err row_of(ts_sink *s, uint64_t number, ts_span source, const ts_span *cell, size_t n) {
    ts_row row = {.cell = cell, .n = n, .number = number, .raw = source, .at = 0};
    return ts_emit_row(s, &row);
}

TEST(cells_are_clean_and_placed) {
    ts_span source = ts_str("ab,c\td,\xE9,e\nf,,x");
    ts_span cell[] = {ts_slice(source, 0, 2), ts_slice(source, 3, 3),  ts_slice(source, 7, 1),
                      ts_slice(source, 9, 3), ts_slice(source, 13, 0), ts_str("made")};
    ts_sink *s = sink_for(source);
    CHECK(row_of(s, 1, source, cell, 6) == TS_OK && row_of(s, 2, source, cell, 1) == TS_OK &&
          row_of(s, 3, source, cell, 0) == TS_OK);
    ts_sink_finish(s);
    CHECK_ROW(!r.broken, r.what);
    CHECK(reading_says(&r, "row 1|ab|c d|\xC3\xA9|e f||made") && reading_says(&r, "row 2|ab") &&
          reading_says(&r, "row 3"));
    CHECK(ts_span_eq(ts_buf_span(&r.text), ts_str("ab\tc d\t\xC3\xA9\te f\t\tmade\nab\n\n")));
    CHECK(r.mapped_cells == 5); /* not the letter that had to change, nor the one from elsewhere */
    ts_sink_free(s);
    reading_done(&r);
}

TEST(rows_fill_segments_to_the_brim_and_no_further) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    for (int i = 0; i < 1000; i++)
        ts_buf_add_char(&b, (char)('a' + i % 26));
    ts_sink *s = sink_for(ts_buf_span(&b));
    ts_span cell[] = {ts_slice(ts_buf_span(&b), 0, 500), ts_slice(ts_buf_span(&b), 501, 499)};
    for (uint64_t i = 1; i <= 3000; i++)
        CHECK(row_of(s, i, ts_buf_span(&b), cell, 2) == TS_OK);
    ts_sink_finish(s);
    CHECK_ROW(!r.broken, r.what);
    CHECK(r.rows == 3000 && r.segments == 3 && r.mapped_cells == 6000);
    ts_sink_free(s);
    reading_done(&r);
}

/* Each row stands at its own place in the source, also the one that begins a segment. */
TEST(cells_lead_back_on_both_sides_of_a_border) {
    enum { ROWS = 3000 };
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    for (unsigned i = 0; i < ROWS; i++)
        ts_buf_addf(&b, "%08u,%0990u\n", i, i);
    ts_sink *s = sink_for(ts_buf_span(&b));
    for (size_t i = 0, width = b.len / ROWS; i < ROWS; i++) {
        ts_span line = ts_slice(ts_buf_span(&b), i * width, width - 1);
        ts_span cell[] = {ts_slice(line, 0, 8), ts_slice(line, 9, 990)};
        ts_row row = {.cell = cell, .n = 2, .number = i + 1, .raw = line, .at = i * width};
        CHECK(ts_emit_row(s, &row) == TS_OK);
    }
    ts_sink_finish(s);
    CHECK_ROW(!r.broken, r.what);
    CHECK(r.rows == ROWS && r.segments == 3 && r.mapped_cells == 2 * ROWS);
    ts_sink_free(s);
    reading_done(&r);
}

TEST(a_row_that_no_segment_holds_is_text) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    while (b.len < 3 * TS_MIB / 2)
        ts_buf_add_str(&b, "9990000018 ");
    ts_sink *s = sink_for(ts_buf_span(&b));
    ts_span cell[] = {ts_str("x"), ts_buf_span(&b)}, small = ts_str("small");
    CHECK(row_of(s, 1, (ts_span){0}, &small, 1) == TS_OK && row_of(s, 2, ts_buf_span(&b), cell, 2) == TS_OK &&
          row_of(s, 3, (ts_span){0}, &small, 1) == TS_OK);
    ts_sink_finish(s);
    CHECK_ROW(!r.broken, r.what);
    CHECK(r.rows == 2 && r.text.len > b.len);
    ts_sink_free(s);
    reading_done(&r);
}

static ts_err refuse(void *context, const ts_segment *g) {
    (void)context, (void)g;
    return TS_ESTOPPED;
}

TEST(the_consumer_may_stop_it) {
    ts_consumer to = {.segment = refuse};
    ts_sink *s = ts_sink_new(&to);
    ts_source in;
    ts_outcome o;
    ts_source_memory(&in, ts_str("a,b\n1,2\n3,4\n5,6\n"));
    CHECK(ts_extract_run(&in, s, &o) == TS_ESTOPPED);
    ts_source_done(&in);
    ts_sink_free(s);
}
