/* xlsb_test.c - binary Excel workbooks, made record by record (MS-XLSB 2.1.4, 2.3). */
#include "zipping.h"

/* ---- records ---- */

static void le(ts_buf *b, uint64_t v, int bytes) {
    for (int i = 0; i < bytes; i++)
        ts_buf_add_char(b, (char)(v >> (8 * i)));
}

static void sevens(ts_buf *b, uint32_t v) {
    for (; v > 0x7F; v >>= 7)
        ts_buf_add_char(b, (char)(v | 0x80));
    ts_buf_add_char(b, (char)v);
}

/* A record of these bytes, which are cleared. */
static void record(ts_buf *part, uint32_t type, ts_buf *data) {
    sevens(part, type);
    sevens(part, (uint32_t)data->len);
    ts_buf_add(part, ts_buf_span(data));
    ts_buf_clear(data);
}

/* ASCII, and \x01 for the letter Ł. */
static void wide(ts_buf *b, const char *s) {
    le(b, strlen(s), 4);
    for (; *s; s++)
        le(b, *s == 1 ? 0x141 : (unsigned char)*s, 2);
}

static void cell(ts_buf *b, uint32_t column, uint32_t style) {
    le(b, column, 4);
    le(b, style, 4);
}

static void real(ts_buf *b, double v) {
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    le(b, bits, 8);
}

static void row(ts_buf *part, uint32_t number) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    le(&d, number, 4);
    le(&d, 0, 13);
    record(part, 0, &d);
}

static void workbook_of(ts_buf *part, bool from_1904) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    le(&d, from_1904, 4);
    record(part, 153, &d);
    for (int i = 0; i < 2; i++) {
        le(&d, (uint64_t)i, 4);
        le(&d, (uint64_t)i + 1, 4);
        wide(&d, i ? "rId2" : "rId1");
        wide(&d, i ? "Old" : "Patients");
        record(part, 156, &d);
    }
}

/* Formats: style 0 shows numbers, 1 a day, 2 ten digits. */
static void styles_of(ts_buf *part) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    le(&d, 164, 2);
    wide(&d, "0000000000");
    record(part, 44, &d);
    le(&d, 0, 2), le(&d, 164, 2);
    record(part, 47, &d); /* of no cell: before the list of theirs */
    record(part, 617, &d);
    static const uint16_t format[] = {0, 14, 164};
    for (int i = 0; i < 3; i++) {
        le(&d, 0, 2), le(&d, format[i], 2), le(&d, 0, 12);
        record(part, 47, &d);
    }
    record(part, 618, &d);
}

static void strings_of(ts_buf *part) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    static const char *const text[] = {"Ann", "\x01ukasz", "O'Neill"};
    for (int i = 0; i < 3; i++) {
        le(&d, i == 2, 1);
        wide(&d, text[i]);
        if (i == 2)
            le(&d, 1, 4), le(&d, 0, 4); /* a run of format */
        record(part, 19, &d);
    }
}

static void book(reading *r, ts_span sheet, bool from_1904) {
    static const char rels[] =
        "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.bin'/>"
        "<Relationship Id='rId2' Target='worksheets/sheet2.bin'/>"
        "<Relationship Id='rId3' Target='http://a.example' TargetMode='External'/></Relationships>";
    zipping z = {0};
    TS_AUTO(ts_buf, ts_buf_done) w = {0}, styles = {0}, strings = {0}, old = {0}, comments = {0}, d = {0};
    workbook_of(&w, from_1904);
    styles_of(&styles);
    strings_of(&strings);
    row(&old, 0);
    cell(&d, 0, 0), le(&d, 2, 4);
    record(&old, 7, &d);
    wide(&d, "Dr X");
    record(&comments, 632, &d);
    le(&d, 0, 1), wide(&d, "call back");
    record(&comments, 637, &d);
    zip_add_str(&z, "[Content_Types].xml", "<Types/>");
    zip_add(&z, "xl/workbook.bin", ts_buf_span(&w));
    zip_add_str(&z, "xl/_rels/workbook.bin.rels", rels);
    zip_add(&z, "xl/styles.bin", ts_buf_span(&styles));
    zip_add(&z, "xl/sharedStrings.bin", ts_buf_span(&strings));
    zip_add(&z, "xl/worksheets/sheet1.bin", sheet);
    zip_add(&z, "xl/worksheets/sheet2.bin", ts_buf_span(&old));
    zip_add(&z, "xl/comments1.bin", ts_buf_span(&comments));
    zip_add_str(&z, "xl/threadedComments/t1.xml", "<x><threadedComment><text>in a thread</text></threadedComment></x>");
    zip_add_str(&z, "xl/calcChain.bin", "x");
    zip_add_str(&z, "xl/media/image1.png", "not really a picture");
    reading_of(r, zip_end(&z));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "xlsb") == 0,
              r->what ? r->what : reading_format(r));
    zip_done(&z);
}

/* Every sort of cell, and a last record of `tail` bytes of a type. */
static void cells_of(ts_buf *part) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    row(part, 1);
    cell(&d, 0, 0), le(&d, 0, 4), record(part, 7, &d);
    cell(&d, 3, 0), le(&d, 1, 4), record(part, 7, &d);
    le(&d, 0, 4), le(&d, 2, 4), record(part, 18, &d); /* right of it */
    row(part, 6);
    cell(&d, 1, 0), wide(&d, "in line"), record(part, 6, &d);
    cell(&d, 2, 0), le(&d, 1, 1), record(part, 4, &d);
    cell(&d, 3, 0), wide(&d, "result"), le(&d, 0, 6), record(part, 8, &d);
    cell(&d, 4, 0), le(&d, 0x2A, 1), record(part, 3, &d);
    cell(&d, 5, 0), le(&d, 0, 1), wide(&d, "rich"), record(part, 62, &d);
    row(part, 7);
    cell(&d, 0, 0), real(&d, 9990000018.0), record(part, 5, &d);
    cell(&d, 1, 2), real(&d, 123.0), record(part, 9, &d);
    cell(&d, 2, 1), le(&d, (31875U << 2) | 2, 4), record(part, 2, &d); /* 8 April 1987 */
    cell(&d, 3, 0), le(&d, (12345U << 2) | 3, 4), record(part, 2, &d);
    cell(&d, 4, 0), le(&d, 1, 1), record(part, 10, &d);
    cell(&d, 5, 0), le(&d, 7, 1), record(part, 11, &d);
    le(&d, 0, 4), record(part, 12, &d); /* a blank, and right of it the rest */
    le(&d, 0, 4), le(&d, (5U << 2) | 2, 4), record(part, 13, &d);
    le(&d, 0, 4), le(&d, 0x17, 1), record(part, 14, &d);
    le(&d, 0, 4), le(&d, 0, 1), record(part, 15, &d);
    le(&d, 0, 4), real(&d, 0.1), record(part, 16, &d);
    le(&d, 0, 4), wide(&d, "last"), record(part, 17, &d);
    le(&d, 0, 2), wide(&d, "Ward 7"), le(&d, UINT32_MAX, 4), wide(&d, "even"), le(&d, UINT32_MAX, 4);
    le(&d, UINT32_MAX, 4), le(&d, UINT32_MAX, 4);
    record(part, 479, &d);
}

/* ---- tests ---- */

TEST(cells_stand_in_their_column_and_row_as_shown) {
    TS_AUTO(ts_buf, ts_buf_done) sheet = {0};
    reading r;
    cells_of(&sheet);
    book(&r, ts_buf_span(&sheet), false);
    CHECK(reading_says(&r, "row 2|Ann|||\xC5\x81ukasz|O'Neill"));
    CHECK(reading_says(&r, "row 7||in line|TRUE|result|#N/A|rich"));
    CHECK(reading_says(&r, "row 8|9990000018|0000000123|1987-04-08|123.45|TRUE|#DIV/0!||5|#REF!|FALSE|0.1|last"));
    CHECK(strstr(r.log.ptr, "table part=Patients ") && strstr(r.log.ptr, "table part=Old "));
    CHECK(reading_says(&r, "row 1|O'Neill")); /* the hidden sheet */
    CHECK(reading_shows(&r, "Ward 7\n") && reading_shows(&r, "even\n") && reading_shows(&r, "Dr X\n"));
    CHECK(reading_shows(&r, "call back\n") && reading_shows(&r, "in a thread\n"));
    CHECK(reading_shows(&r, "link: http://a.example\n"));
    CHECK(r.children == 1 && reading_says(&r, "child xl/media/image1.png 20 bytes of 20: read"));
    CHECK(r.outcome.reason == TS_READ && r.outcome.unread == 0);
    reading_done(&r);
}

TEST(days_may_count_from_1904) {
    TS_AUTO(ts_buf, ts_buf_done) sheet = {0}, d = {0};
    reading r;
    row(&sheet, 0);
    cell(&d, 0, 1), real(&d, 30413), record(&sheet, 5, &d);
    book(&r, ts_buf_span(&sheet), true);
    CHECK(reading_says(&r, "row 1|1987-04-08"));
    reading_done(&r);
}

TEST(a_text_that_is_not_there_is_said) {
    TS_AUTO(ts_buf, ts_buf_done) sheet = {0}, d = {0};
    reading r;
    row(&sheet, 0);
    cell(&d, 0, 0), le(&d, 3, 4), record(&sheet, 7, &d);
    cell(&d, 1, 0), le(&d, 0, 4), record(&sheet, 7, &d);
    book(&r, ts_buf_span(&sheet), false);
    CHECK(reading_says(&r, "row 1||Ann") && r.outcome.reason == TS_REASON_CORRUPT);
    reading_done(&r);
}

TEST(a_sheet_that_lies_or_ends_early_gives_what_is_whole_and_says_so) {
    static const struct {
        const char *why;
        uint8_t bytes[24];
        size_t len;
    } rows[] = {
        {"a type without an end", {0x85}, 1},
        {"no length", {0x05}, 1},
        {"a length without an end", {0x05, 0xFF}, 2},
        {"longer than the part", {0x05, 0x20, 1, 2, 3}, 5},
        {"longer than any record", {0x05, 0xFF, 0xFF, 0xFF, 0x7F, 1, 2, 3}, 8},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) sheet = {0};
        reading r;
        cells_of(&sheet);
        ts_buf_add(&sheet, (ts_span){(const char *)rows[i].bytes, rows[i].len});
        book(&r, ts_buf_span(&sheet), false);
        CHECK_ROW(reading_says(&r, "row 2|Ann|||\xC5\x81ukasz|O'Neill") && reading_shows(&r, "call back\n"),
                  rows[i].why);
        CHECK_ROW(r.outcome.reason == TS_REASON_CORRUPT, rows[i].why);
        reading_done(&r);
    }
}

TEST(cells_shorter_than_they_must_be_and_columns_beyond_all_do_no_harm) {
    TS_AUTO(ts_buf, ts_buf_done) sheet = {0}, d = {0};
    reading r;
    row(&sheet, UINT32_MAX);
    for (uint32_t type = 0; type < 20; type++)
        for (size_t len = 0; len < 16; len++) {
            le(&d, len % 3 ? 0 : UINT64_MAX, 8), le(&d, 0x7FFFFFFF, 8);
            d.len = len;
            record(&sheet, type, &d);
        }
    cell(&d, UINT32_MAX, UINT32_MAX), wide(&d, "beyond"), record(&sheet, 6, &d);
    row(&sheet, 4);
    cell(&d, 1, 0), le(&d, 0x40000000, 4), le(&d, 0, 4), record(&sheet, 6, &d); /* more letters than there are */
    cell(&d, 2, 0), wide(&d, "sound"), record(&sheet, 6, &d);
    book(&r, ts_buf_span(&sheet), false);
    CHECK(reading_says(&r, "row 5|||sound") && !reading_shows(&r, "beyond"));
    reading_done(&r);
}

TEST(a_row_of_long_texts_is_given_whole) {
    TS_AUTO(ts_buf, ts_buf_done) sheet = {0}, d = {0}, text = {0};
    reading r;
    for (size_t i = 0; i < 32000; i++)
        ts_buf_add_char(&text, 'x');
    ts_buf_add_char(&text, 0);
    row(&sheet, 0);
    for (uint32_t i = 0; i < 600; i++)
        cell(&d, i, 0), wide(&d, text.ptr), record(&sheet, 6, &d);
    book(&r, ts_buf_span(&sheet), false);
    CHECK(r.text.len >= 600 * 32000 && r.outcome.reason == TS_READ);
    reading_done(&r);
}
