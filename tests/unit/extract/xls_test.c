/* xls_test.c - old Excel workbooks, of another program and made record by record. */
#include "oling.h"

/* A workbook that is being made. */
typedef struct book {
    ts_buf stream;
    bool wide; /* BIFF8 */
    size_t place[8]; /* where the sheets' places are to be written */
    size_t sheets, met;
} book;

static void record(book *b, uint16_t type, const ts_buf *data) {
    ts_buf_add_u16le(&b->stream, type);
    ts_buf_add_u16le(&b->stream, (uint16_t)(data ? data->len : 0));
    if (data)
        ts_buf_add(&b->stream, ts_buf_span(data));
}

/* Numbers of two bytes, then bytes. */
static void record_of(book *b, uint16_t type, size_t n, const uint16_t *numbers, ts_span bytes) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    for (size_t i = 0; i < n; i++)
        ts_buf_add_u16le(&d, numbers[i]);
    ts_buf_add(&d, bytes);
    record(b, type, &d);
}
#define RECORD(b, type, bytes, ...) \
    record_of(b, type, sizeof((uint16_t[]){__VA_ARGS__}) / 2, (const uint16_t[]){__VA_ARGS__}, bytes)

static void begin(book *b, uint16_t what) {
    if (what == 0x10 && b->met < b->sheets)
        ole_put(&b->stream, b->place[b->met++], (uint32_t)b->stream.len);
    RECORD(b, 0x0809, ts_str(""), b->wide ? 0x600 : 0x500, what, 0, 0);
}

static void end(book *b) { record(b, 0x000A, NULL); }

/* A string with its length in one byte or two, as the version has it. */
static void add_string(const book *b, ts_buf *to, bool long_length, const char *text) {
    if (long_length)
        ts_buf_add_u16le(to, (uint16_t)strlen(text));
    else
        ts_buf_add_u8(to, (uint8_t)strlen(text));
    if (b->wide)
        ts_buf_add_u8(to, 0);
    ts_buf_add_str(to, text);
}

static void sheet(book *b, const char *name, uint8_t hidden) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    b->place[b->sheets++] = b->stream.len + 4;
    ts_buf_add_u32le(&d, 0);
    ts_buf_add_u8(&d, hidden);
    ts_buf_add_u8(&d, 0);
    add_string(b, &d, false, name);
    record(b, 0x85, &d);
}

static void format(book *b, uint16_t id, const char *code) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    ts_buf_add_u16le(&d, id);
    add_string(b, &d, b->wide, code);
    record(b, 0x41E, &d);
}

static void label(book *b, uint16_t row, uint16_t column, const char *text) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    ts_buf_add_u16le(&d, row);
    ts_buf_add_u16le(&d, column);
    ts_buf_add_u16le(&d, 0);
    add_string(b, &d, true, text);
    record(b, 0x204, &d);
}

static void number(book *b, uint16_t row, uint16_t column, uint16_t style, double v) {
    char raw[8];
    memcpy(raw, &v, 8);
    RECORD(b, 0x203, ((ts_span){raw, 8}), row, column, style);
}

static void read_book(book *b, reading *r, const char *stream) {
    oling o = {0};
    ole_stream(&o, 0, stream, ts_buf_span(&b->stream));
    reading_of(r, ole_end(&o));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "xls") == 0,
              r->what ? r->what : reading_format(r));
    ts_buf_done(&b->stream);
    ole_done(&o);
}

TEST(cells_of_every_kind_show) {
    book b = {.wide = true};
    reading r;
    begin(&b, 5);
    sheet(&b, "Ward", 0);
    sheet(&b, "Secret", 2);
    format(&b, 164, "0000000000");
    RECORD(&b, 0xE0, ts_str("................"), 0, 0); /* style 0: general */
    RECORD(&b, 0xE0, ts_str("................"), 0, 14); /* 1: a date */
    RECORD(&b, 0xE0, ts_str("................"), 0, 164); /* 2: ten digits */
    RECORD(&b, 0xFC, ((ts_span){"\2\0\0\0\2\0\0\0\3\0\0Ann\3\0\1Z\0o\0\xEB\0", 23}), );
    end(&b);
    begin(&b, 0x10);
    label(&b, 0, 0, "Name");
    RECORD(&b, 0xFD, ((ts_span){"\1\0\0\0", 4}), 0, 2, 0);
    number(&b, 1, 0, 2, 123.0);
    number(&b, 1, 1, 1, 31890.0);
    RECORD(&b, 0x27E, ((ts_span){"\1\0\xF0\x3F", 4}), 1, 2, 0); /* 1.0, a hundredth */
    RECORD(&b, 0x27E, ((ts_span){"\x07\0\0\0", 4}), 1, 3, 0); /* 1, whole, a hundredth */
    RECORD(&b, 0xBD, ((ts_span){"\0\0\x2A\0\0\0\0\0\x2E\0\0\0\5\0", 14}), 1, 4); /* 10 and 11 */
    RECORD(&b, 0x205, ((ts_span){"\1\0", 2}), 1, 6, 0);
    RECORD(&b, 0x205, ((ts_span){"\x2A\1", 2}), 1, 7, 0);
    RECORD(&b, 0x006, ((ts_span){"\0\0\0\0\0\0\xFF\xFF", 8}), 2, 0, 0); /* its text follows */
    RECORD(&b, 0x4BC, ts_str("......"), 0); /* a shared formula between them */
    RECORD(&b, 0x207, ((ts_span){"\0Formula", 8}), 7);
    RECORD(&b, 0x006, ((ts_span){"\1\0\1\0\0\0\xFF\xFF", 8}), 2, 1, 0);
    RECORD(&b, 0x006, ((ts_span){"\2\0\7\0\0\0\xFF\xFF", 8}), 2, 2, 0);
    RECORD(&b, 0x006, ((ts_span){"\0\0\0\0\0\0\xE0\x3F", 8}), 2, 3, 0);
    RECORD(&b, 0x1C, ((ts_span){"\4\0\0Bob.", 7}), 0, 0, 0, 1);
    RECORD(&b, 0x1B6, ts_str("......"), 0, 0, 0, 0, 0, 6);
    RECORD(&b, 0x3C, ((ts_span){"\0ring", 5}), );
    RECORD(&b, 0x3C, ((ts_span){"\1 \0m\0", 5}), );
    begin(&b, 0x20); /* a chart, which says its values again */
    number(&b, 1, 0, 0, 77777.0);
    end(&b);
    end(&b);
    begin(&b, 0x10);
    label(&b, 9, 1, "hidden");
    end(&b);
    read_book(&b, &r, "Workbook");
    CHECK_ROW(reading_says(&r, "row 1|Name||Zo\xC3\xAB"), r.log.ptr);
    CHECK_ROW(reading_says(&r, "row 2|0000000123|1987-04-23|0.01|0.01|10|11|TRUE|#N/A"), r.log.ptr);
    CHECK_ROW(reading_says(&r, "row 3|Formula|TRUE|#DIV/0!|0.5"), r.log.ptr);
    CHECK(strstr(r.log.ptr, "table part=Ward ") && strstr(r.log.ptr, "table part=Secret "));
    CHECK(reading_says(&r, "row 10||hidden") && !reading_shows(&r, "77777"));
    CHECK_ROW(reading_says(&r, "Bob.") && reading_says(&r, "ring m") && r.outcome.reason == TS_READ, r.log.ptr);
    CHECK(strstr(r.log.ptr, "text part=comments1 "));
    reading_done(&r);
}

/* The table of strings, cut into records wherever one likes. */
static void strings(book *b, ts_span all, const size_t *cut, const char *const *again, size_t cuts) {
    size_t from = 0;
    for (size_t i = 0; i <= cuts; i++) {
        TS_AUTO(ts_buf, ts_buf_done) d = {0};
        if (i)
            ts_buf_add_str(&d, again[i - 1]);
        size_t to = i < cuts ? cut[i] : all.len;
        ts_buf_add(&d, ts_slice(all, from, to - from));
        record(b, i ? 0x3C : 0xFC, &d);
        from = to;
    }
}

TEST(a_string_may_be_cut_between_letters_and_change_their_width) {
    static const char all[] = "\3\0\0\0\3\0\0\0"
                              "\x0C\0\x0C\1\0\4\0\0\0HelloW\0o\0r\0l\0d\0!\0!\0####????" /* with a run, and a hint */
                              "\5\0\0after"
                              "\4\0\0last";
    /* Behind "Hello" letters have two bytes; the run and the hint are cut without a word. */
    static const size_t cut[] = {22, 38, 44};
    static const char *const again[] = {"\1", "", ""};
    book b = {.wide = true};
    reading r;
    begin(&b, 5);
    sheet(&b, "S", 0);
    strings(&b, (ts_span){all, sizeof all - 1}, cut, again, 3);
    end(&b);
    begin(&b, 0x10);
    for (uint16_t i = 0; i < 3; i++)
        RECORD(&b, 0xFD, ts_str(""), 0, i, 0, i, 0);
    end(&b);
    read_book(&b, &r, "Workbook");
    CHECK_ROW(reading_says(&r, "row 1|HelloWorld!!|after|last"), r.log.ptr);
    reading_done(&r);
}

static bool holds(const reading *r, const char *what) {
    return ts_span_find(ts_buf_span(&r->log), ts_str(what), 0) != SIZE_MAX;
}

/* Cells of a row that name strings 0 to 3, of which the table gives fewer. */
TEST(cells_whose_string_is_lost_are_not_called_read) {
    static const struct {
        ts_span table;
        const char *row, *note, *why;
    } rows[] = {
        {{"\4\0\0\0\4\0\0\0\3\0\0Ann\3\0\0Bee\3\0\0Ca", 25},
         "row 1|Ann|Bee|Ca||5",
         "1 of its cells",
         "cut in a string"},
        {{"\4\0\0\0\4\0\0\0\3\0\0Ann\3\0\0Bee", 20}, "row 1|Ann|Bee|||5", "2 of its cells", "cut between two"},
        {{"\4\0\0\0\4\0\0\0\3\0\0Ann\x30\0\0Bee\3\0\0Cat\3\0\0Dee", 32},
         "row 1|Ann|Bee\3",
         "2 of its cells",
         "a string swallows the others"},
        {{"\3\0\0\0\3\0\0\0\3\0\0Ann\3\0\0Bee\3\0\0Cat", 26},
         "row 1|Ann|Bee|Cat||5",
         "1 of its cells",
         "a number that is in no table"},
        {{"\7\0\0\0\7\0\0\0\3\0\0Ann\3\0\0Bee\3\0\0Cat\3\0\0Dee", 32},
         "row 1|Ann|Bee|Cat|Dee|5",
         NULL,
         "strings that no cell names"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        book b = {.wide = true};
        reading r;
        begin(&b, 5);
        sheet(&b, "S", 0);
        RECORD(&b, 0xFC, rows[i].table, );
        end(&b);
        begin(&b, 0x10);
        for (uint16_t k = 0; k < 4; k++)
            RECORD(&b, 0xFD, ts_str(""), 0, k, 0, k, 0);
        number(&b, 0, 4, 0, 5.0);
        end(&b);
        read_book(&b, &r, "Workbook");
        CHECK_ROW(r.outcome.reason == TS_REASON_CORRUPT && holds(&r, rows[i].row), rows[i].why);
        CHECK_ROW(rows[i].note ? holds(&r, rows[i].note) : !holds(&r, "of its cells"), rows[i].why);
        reading_done(&r);
    }
}

TEST(books_before_unicode_have_a_code_page) {
    book b = {0};
    reading r;
    begin(&b, 5);
    RECORD(&b, 0x42, ts_str(""), 1250);
    sheet(&b, "Oddzia\xB3", 0);
    format(&b, 164, "dd/mm/yyyy");
    RECORD(&b, 0xE0, ts_str("............"), 0, 164);
    RECORD(&b, 0x22, ts_str(""), 1); /* days from 1904 */
    end(&b);
    begin(&b, 0x10);
    label(&b, 0, 0,
          "\xAF"
          "aneta");
    RECORD(&b, 0xD6, ts_str("Ann\1\0\0"), 0, 1, 0, 3);
    number(&b, 0, 2, 0, 30428.0);
    RECORD(&b, 0x1C, ts_str("ring her"), 0, 0, 8);
    end(&b);
    read_book(&b, &r, "Book");
    CHECK_ROW(reading_says(&r, "row 1|\xC5\xBB"
                               "aneta|Ann|1987-04-23"),
              r.log.ptr);
    CHECK(strstr(r.log.ptr, "part=Oddzia\xC5\x82 ") && reading_says(&r, "ring her"));
    reading_done(&r);
}

/* What is drawn is cut into records like everything else. */
TEST(pictures_are_put_together_again) {
    static const char drawn[] = "....\xA0\x46\x1D\xF0\x1C\0\0\0................T\xFF\xD8\xFF picture....";
    book b = {.wide = true};
    reading r;
    begin(&b, 5);
    sheet(&b, "S", 0);
    RECORD(&b, 0xEB, ((ts_span){drawn, 9}), );
    RECORD(&b, 0x3C, ((ts_span){drawn + 9, 22}), );
    RECORD(&b, 0x3C, ((ts_span){drawn + 31, sizeof drawn - 32}), );
    RECORD(&b, 0x42, ts_str(""), 1252);
    RECORD(&b, 0x3C, ts_str("of something else"), );
    end(&b);
    read_book(&b, &r, "Workbook");
    CHECK_ROW(reading_says(&r, "child image1.jpg 11 bytes of 11: read") && r.children == 1, r.log.ptr);
    CHECK(ts_span_eq(ts_buf_span(&r.data), ts_str("\xFF\xD8\xFF picture")));
    reading_done(&r);
}

static void text_value(book *b, const char *text) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    add_string(b, &d, true, text);
    record(b, 0xCD, &d);
}

static void pivot_field(book *b, uint16_t flags, uint16_t values, const char *name) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    ts_buf_add_u16le(&d, flags);
    for (int i = 0; i < 5; i++)
        ts_buf_add_u16le(&d, 0);
    ts_buf_add_u16le(&d, values);
    add_string(b, &d, true, name);
    record(b, 0xC7, &d);
}

static void read_pivot(book *b, reading *r) {
    oling o = {0};
    book empty = {.wide = true};
    begin(&empty, 5);
    ole_stream(&o, 0, "Workbook", ts_buf_span(&empty.stream));
    size_t storage = ole_storage(&o, 0, "_SX_DB_CUR");
    ole_stream(&o, storage, "0001", ts_buf_span(&b->stream));
    reading_of(r, ole_end(&o));
    CHECK(r->err == TS_OK && !r->broken && !r->children);
    ts_buf_done(&empty.stream);
    ts_buf_done(&b->stream);
    ole_done(&o);
}

TEST(a_pivot_table_keeps_a_copy_of_its_source) {
    book b = {.wide = true};
    reading r;
    RECORD(&b, 0xC6, ts_str(""), 2, 0, 1, 0, 0, 4, 5, 0, 0);
    pivot_field(&b, 0x481, 2, "Surname");
    text_value(&b, "Smith");
    text_value(&b, "Bee");
    pivot_field(&b, 0x400, 0, "Days"); /* its values stand in the rows */
    pivot_field(&b, 0x201, 1, "Born"); /* numbers of two bytes */
    RECORD(&b, 0xCE, ((ts_span){"\x17\0\0\0", 4}), 1987, 4);
    pivot_field(&b, 0x481, 2, "Ward");
    text_value(&b, "Ward 7");
    text_value(&b, "Ward 8");
    pivot_field(&b, 0x011, 1, "a group of the program's own");
    text_value(&b, "Qtr1");
    RECORD(&b, 0xC8, ((ts_span){"\1\0\0\1", 4}), );
    RECORD(&b, 0xC9, ((ts_span){"\0\0\0\0\0\0\x12\x40", 8}), );
    RECORD(&b, 0xC8, ((ts_span){"\0\1\0\0", 4}), ); /* no such date */
    RECORD(&b, 0xCC, ts_str(""), 7);
    end(&b);
    read_pivot(&b, &r);
    CHECK_ROW(reading_says(&r, "head|Surname|Days|Born|Ward"), r.log.ptr);
    CHECK_ROW(reading_says(&r, "row 1|Bee|4.5|1987-04-23|Ward 8") && reading_says(&r, "row 2|Smith|7||Ward 7"),
              r.log.ptr);
    CHECK(strstr(r.log.ptr, "table part=pivot1 ") && r.outcome.reason == TS_READ);
    reading_done(&r);
}

TEST(lists_of_a_pivot_table_alone_do_not_make_rows) {
    book b = {.wide = true};
    reading r;
    RECORD(&b, 0xC6, ts_str(""), 2, 0, 1, 0, 0, 2, 2, 0, 0);
    pivot_field(&b, 0x481, 2, "Surname");
    text_value(&b, "Smith");
    text_value(&b, "Bee");
    pivot_field(&b, 0x481, 1, "Ward");
    text_value(&b, "Ward 7");
    end(&b);
    read_pivot(&b, &r);
    CHECK_ROW(reading_says(&r, "Surname: Smith") && reading_says(&r, "Ward: Ward 7") && !r.rows, r.log.ptr);
    reading_done(&r);
}

/* Excel 2: a sheet alone, no compound file; cells with three bytes of looks, of which one names the format. */
TEST(report_writers_made_files_of_excel_2) {
    book b = {0};
    reading r;
    double day = 31890.0;
    char raw[8];
    memcpy(raw, &day, 8);
    RECORD(&b, 0x0009, ts_str(""), 2, 0x10);
    RECORD(&b, 0x0042, ts_str(""), 1250);
    RECORD(&b, 0x001E, ts_str("\x07General"), );
    RECORD(&b, 0x001E,
           ts_str("\x0A"
                  "dd/mm/yyyy"), );
    RECORD(&b, 0x0004,
           ts_str("...\x06\xAF"
                  "aneta"),
           0, 0);
    RECORD(&b, 0x0002, ((ts_span){"\0\0\0\x12\x27", 5}), 0, 1);
    RECORD(&b, 0x0005, ((ts_span){"\0\0\0\1\0", 5}), 0, 2);
    RECORD(&b, 0x0006, ((ts_span){"\0\0\0\0\0\0\0\0\0\xFF\xFF\0", 12}), 1, 0);
    RECORD(&b, 0x0007, ts_str("\x06result"), );
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    ts_buf_add(&d, (ts_span){"\1\0\1\0\0\1\0", 7});
    ts_buf_add(&d, (ts_span){raw, 8});
    record(&b, 0x0003, &d);
    end(&b);
    reading_of(&r, ts_buf_span(&b.stream));
    CHECK_ROW(strcmp(reading_format(&r), "xls") == 0 && r.outcome.reason == TS_READ && !r.broken, r.log.ptr);
    CHECK_ROW(reading_says(&r, "row 1|\xC5\xBB"
                               "aneta|10002|TRUE"),
              r.log.ptr);
    CHECK_ROW(reading_says(&r, "row 2|result|1987-04-23"), r.log.ptr);
    reading_done(&r);
    reading_of(&r, ts_slice(ts_buf_span(&b.stream), 0, b.stream.len - 9)); /* cut in the last cell */
    CHECK_ROW(reading_says(&r, "row 2|result") && r.outcome.reason == TS_REASON_TRUNCATED, r.log.ptr);
    reading_done(&r);
    ts_buf_done(&b.stream);
}

TEST(sheets_of_excel_4_stand_in_a_folder) {
    book b = {0};
    reading r;
    RECORD(&b, 0x0409, ts_str(""), 0, 0x100, 0);
    RECORD(&b, 0x0409, ts_str(""), 0, 0x10, 0);
    RECORD(&b, 0x041E, ts_str("\x07General"), 0);
    RECORD(&b, 0x041E,
           ts_str("\x0A"
                  "dd/mm/yyyy"),
           0);
    RECORD(&b, 0x0443, ts_str("........"), 0);
    RECORD(&b, 0x0443, ts_str("........"), 1 << 8);
    label(&b, 0, 0, "Ann");
    number(&b, 0, 1, 1, 31890.0);
    end(&b);
    RECORD(&b, 0x0409, ts_str(""), 0, 0x10, 0);
    label(&b, 0, 0, "second sheet");
    end(&b);
    end(&b);
    reading_of(&r, ts_buf_span(&b.stream));
    CHECK_ROW(strcmp(reading_format(&r), "xls") == 0 && r.outcome.reason == TS_READ, r.log.ptr);
    CHECK_ROW(reading_says(&r, "row 1|Ann|1987-04-23") && reading_says(&r, "row 1|second sheet"), r.log.ptr);
    CHECK(strstr(r.log.ptr, "part=sheet1 ") && strstr(r.log.ptr, "part=sheet2 "));
    reading_done(&r);
    ts_buf_done(&b.stream);
}

TEST(a_bare_book_needs_two_records_that_fit) {
    static const ts_span rows[] = {
        {"\x09\0\4\0\2\0\x10\0", 8}, /* nothing behind it */
        {"\x09\0\4\0\2\0\x11\0\x0A\0\0\0", 12}, /* no such part */
        {"\x09\x08\x10\0\0\7\x10\0............\x0A\0\0\0", 24}, /* no such version */
        {"\x09\0\4\0\2\0\x10\0\x0A\0\xFF\x0F", 12}, /* the next one says that it is longer than the file */
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        reading_of(&r, rows[i]);
        CHECK_ROW(strcmp(reading_format(&r), "xls") != 0, r.log.ptr);
        reading_done(&r);
    }
}

TEST(a_book_without_a_beginning_is_not_called_read) {
    book b = {0};
    reading r;
    label(&b, 0, 0, "lost");
    read_book(&b, &r, "Book");
    CHECK_ROW(r.outcome.reason == TS_REASON_CORRUPT && r.outcome.unread > 0, r.log.ptr);
    reading_done(&r);
}

TEST(a_book_with_a_password_is_listed_as_encrypted) {
    book b = {.wide = true};
    reading r;
    begin(&b, 5);
    RECORD(&b, 0x2F, ts_str("????????"), 1);
    read_book(&b, &r, "Workbook");
    CHECK(r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == r.source.len);
    reading_done(&r);
}

TEST(a_book_that_ends_early_gives_what_came_before) {
    book b = {.wide = true};
    reading r;
    begin(&b, 5);
    sheet(&b, "S", 0);
    end(&b);
    begin(&b, 0x10);
    label(&b, 0, 0, "before");
    label(&b, 1, 0, "the last one is cut");
    b.stream.len -= 5;
    read_book(&b, &r, "Workbook");
    CHECK_ROW(reading_says(&r, "row 1|before") && r.outcome.reason == TS_REASON_TRUNCATED, r.log.ptr);
    reading_done(&r);
}

TEST(zeros_behind_the_last_record_are_no_cut_one) {
    static const struct {
        ts_span rest;
        ts_reason reason;
    } rows[] = {{{"\0\0\0\0\0\0\0", 7}, TS_READ}, {{"\0\0\1", 3}, TS_REASON_TRUNCATED}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        book b = {.wide = true};
        reading r;
        begin(&b, 5);
        sheet(&b, "S", 0);
        end(&b);
        begin(&b, 0x10);
        label(&b, 0, 0, "whole");
        end(&b);
        ts_buf_add(&b.stream, rows[i].rest);
        read_book(&b, &r, "Workbook");
        CHECK_ROW(reading_says(&r, "row 1|whole") && r.outcome.reason == rows[i].reason, r.log.ptr);
        reading_done(&r);
    }
}

TEST(a_book_of_another_program_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("book.xls");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "xls") == 0 && !r.broken && r.outcome.reason == TS_READ);
    CHECK_ROW(reading_says(&r, "row 1|NHS Number|Name|Born|Alive"), r.log.ptr);
    CHECK(reading_shows(&r, "9990000018\t\xC5\xBB"
                            "aneta Example\t1987-04-23"));
    CHECK(strstr(r.log.ptr, "table part=Ward 7 ") && strstr(r.log.ptr, "table part=hidden one "));
    CHECK(reading_says(&r, "row 5|||write|-1.5"));
    CHECK(reading_says(&r, "ring her son") && reading_says(&r, "mailto:ann@mail.example"));
    CHECK(reading_says(&r, "title: Ward list") && reading_says(&r, "creator: Ann Example"));
    CHECK(reading_says(&r, "Case number: T-4711") && !r.children);
    reading_done(&r);
}
