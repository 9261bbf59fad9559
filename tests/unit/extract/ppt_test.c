/* ppt_test.c - old PowerPoint shows, of another program and made record by record. */
#include "oling.h"

/* A stream of records that is being made; containers are open until they are closed. */
typedef struct making {
    ts_buf stream;
    size_t open[16], depth;
} making;

static size_t record(making *m, uint16_t type, uint16_t instance, ts_span bytes) {
    size_t at = m->stream.len;
    ts_buf_add_u16le(&m->stream, (uint16_t)(instance << 4));
    ts_buf_add_u16le(&m->stream, type);
    ts_buf_add_u32le(&m->stream, (uint32_t)bytes.len);
    ts_buf_add(&m->stream, bytes);
    return at;
}

static size_t begin(making *m, uint16_t type, uint16_t instance) {
    size_t at = record(m, type, instance, ts_str(""));
    m->stream.ptr[at] = (char)(m->stream.ptr[at] | 15);
    m->open[m->depth++] = at;
    return at;
}

static void end(making *m) {
    size_t at = m->open[--m->depth];
    ole_put(&m->stream, at + 4, (uint32_t)(m->stream.len - at - 8));
}

static void numbers(making *m, uint16_t type, uint16_t instance, size_t n, const uint32_t *number) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    for (size_t i = 0; i < n; i++)
        ts_buf_add_u32le(&b, number[i]);
    record(m, type, instance, ts_buf_span(&b));
}

static void bytes(making *m, const char *text) { record(m, 0xFA8, 0, ts_str(text)); }

static void wide(making *m, uint16_t type, const char *text) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    for (size_t at = 0; at < strlen(text);)
        ts_buf_add_u16le(&b, (uint16_t)ts_utf8_next(ts_str(text), &at));
    record(m, type, 0, ts_buf_span(&b));
}

/* A slide whose one box says this. */
static size_t slide(making *m, const char *text) {
    size_t at = begin(m, 0x3EE, 0);
    begin(m, 0xF004, 0);
    begin(m, 0xF00D, 0);
    bytes(m, text);
    end(m);
    end(m);
    end(m);
    return at;
}

static void read_show(making *m, reading *r, oling *o) {
    ole_stream(o, 0, "PowerPoint Document", ts_buf_span(&m->stream));
    reading_of(r, ole_end(o));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "ppt") == 0,
              r->what ? r->what : reading_format(r));
    ts_buf_done(&m->stream);
    ole_done(o);
}

/* Slides stand in the order of the list, whatever the stream's; what was changed is there in its old form too. */
TEST(slides_stand_in_the_order_of_the_show) {
    making m = {0};
    reading r;
    oling o = {0};
    size_t old = slide(&m, "what it said before"), second = slide(&m, "box of the second"),
           first = slide(&m, "box of the first\rZo\xEB");
    begin(&m, 0x3F0, 0);
    wide(&m, 0xFA0, "say less");
    end(&m);
    size_t notes = m.open[0];
    begin(&m, 0x3F8, 0);
    begin(&m, 0xF004, 0);
    record(&m, 0xBC3, 0, ts_str("12345678"));
    bytes(&m, "Click here");
    end(&m);
    begin(&m, 0xF004, 0);
    bytes(&m, "Ward 7");
    end(&m);
    end(&m);
    size_t master = m.open[0];
    begin(&m, 0x3E8, 0);
    begin(&m, 0xFF0, 0);
    numbers(&m, 0x3F3, 0, 5, (const uint32_t[]){3, 0, 0, 256, 0});
    bytes(&m, "title of the first");
    numbers(&m, 0x3F3, 0, 5, (const uint32_t[]){2, 0, 0, 257, 0});
    wide(&m, 0xFA0, "title of the second \xE2\x82\xAC");
    end(&m);
    begin(&m, 0xFF0, 2);
    numbers(&m, 0x3F3, 0, 5, (const uint32_t[]){4, 0, 0, 256, 0});
    end(&m);
    begin(&m, 0xFF0, 1);
    numbers(&m, 0x3F3, 0, 5, (const uint32_t[]){5, 0, 0, 0, 0});
    end(&m);
    begin(&m, 0xFD7, 0);
    wide(&m, 0xFBA, "mailto:ann@mail.example");
    end(&m);
    end(&m);
    numbers(&m, 0x1772, 0, 5, (const uint32_t[]){1 | 2 << 20, (uint32_t)m.open[0], (uint32_t)old, 9 | 1 << 20, 77});
    numbers(&m, 0x1772, 0, 5,
            (const uint32_t[]){2 | 4 << 20, (uint32_t)second, (uint32_t)first, (uint32_t)notes, (uint32_t)master});
    read_show(&m, &r, &o);
    const char *one = strstr(r.log.ptr, "part=slide1 "), *two = strstr(r.log.ptr, "part=slide2 "),
               *left = strstr(r.log.ptr, "part=left over ");
    CHECK_ROW(one && two && left && one < two && two < left, r.log.ptr);
    CHECK(reading_shows(&r, "title of the first\nbox of the first\nZo\xC3\xAB\n"));
    CHECK(reading_shows(&r, "title of the second \xE2\x82\xAC\nbox of the second\n"));
    CHECK(strstr(r.log.ptr, "part=notesSlide1 ") && reading_shows(&r, "say less\n"));
    CHECK(reading_shows(&r, "Ward 7\n") && !reading_shows(&r, "Click here"));
    CHECK(left && strstr(left, "what it said before\n") && reading_shows(&r, "mailto:ann@mail.example\n"));
    CHECK(r.outcome.reason == TS_READ && !r.children);
    reading_done(&r);
}

/* A list of two slides, and where they stand. */
TEST(a_show_that_has_lost_a_slide_is_not_called_read) {
    static const struct {
        uint32_t second, places;
        ts_reason reason;
        const char *why;
    } rows[] = {{0, 2, TS_READ, "nothing is lost"},
                {24, 2, TS_REASON_CORRUPT, "where the second should stand is none"},
                {0, 1, TS_REASON_CORRUPT, "no place is given for it"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        making m = {0};
        reading r;
        oling o = {0};
        size_t first = slide(&m, "box of the first"), second = slide(&m, "box of the second");
        begin(&m, 0x3E8, 0);
        begin(&m, 0xFF0, 0);
        numbers(&m, 0x3F3, 0, 5, (const uint32_t[]){1, 0, 0, 256, 0});
        numbers(&m, 0x3F3, 0, 5, (const uint32_t[]){2, 0, 0, 257, 0});
        bytes(&m, "title of the second");
        end(&m);
        end(&m);
        numbers(&m, 0x1772, 0, 3,
                (const uint32_t[]){1 | rows[i].places << 20, (uint32_t)first, (uint32_t)second + rows[i].second});
        read_show(&m, &r, &o);
        CHECK_ROW(r.outcome.reason == rows[i].reason, rows[i].why);
        CHECK_ROW(reading_shows(&r, "title of the second\n") && reading_shows(&r, "box of the second\n"), rows[i].why);
        reading_done(&r);
    }
}

static void box(making *m, int32_t left, int32_t top, const char *text) {
    begin(m, 0xF004, 0);
    numbers(m, 0xF00F, 0, 4, (const uint32_t[]){(uint32_t)left, (uint32_t)top, 0, 0});
    begin(m, 0xF00D, 0);
    bytes(m, text);
    end(m);
    end(m);
}

TEST(boxes_of_a_table_are_cells) {
    making m = {0};
    reading r;
    oling o = {0};
    begin(&m, 0x3EE, 0);
    begin(&m, 0xF003, 0);
    begin(&m, 0xF003, 0);
    begin(&m, 0xF004, 0);
    record(&m, 0xF122, 1, (ts_span){"\x9F\x03\x01\0\0\0", 6});
    end(&m);
    box(&m, 500, 100, "Result\rof it");
    box(&m, 900, 300, "high");
    box(&m, 10, 100, "Test");
    box(&m, -5, 200, "HbA1c");
    box(&m, 10, 300, "wide");
    end(&m);
    begin(&m, 0xF004, 0);
    bytes(&m, "beside");
    end(&m);
    end(&m);
    end(&m);
    read_show(&m, &r, &o);
    CHECK_ROW(reading_says(&r, "row 1||Test|Result of it"), r.log.ptr);
    CHECK(reading_says(&r, "row 2|HbA1c") && reading_says(&r, "row 3||wide||high"));
    CHECK(reading_says(&r, "beside"));
    reading_done(&r);
}

TEST(an_embedded_object_is_unpacked) {
    static const char packed[] = "\x10\0\0\0\x78\xDA\x73\x74\x04\x03\x27\x28\xE0\x02\x00\x22\x8D\x03\xE2";
    making m = {0};
    reading r;
    oling o = {0};
    slide(&m, "a slide");
    record(&m, 0x1011, 1, (ts_span){packed, sizeof packed - 1});
    record(&m, 0x1011, 0, ts_str("as it is"));
    record(&m, 0x1011, 1, ts_str("????not packed at all"));
    read_show(&m, &r, &o);
    CHECK_ROW(strstr(r.log.ptr, "child object2 8 bytes of 8: read") != NULL, r.log.ptr);
    CHECK_ROW(reading_says(&r, "child object1 16 bytes of 15: read"), r.log.ptr);
    CHECK(ts_span_starts(ts_buf_span(&r.data), ts_str("AAAAAAABBBBBBBB\nas it is")));
    CHECK(strstr(r.log.ptr, "child object3 ") && strstr(r.log.ptr, ": corrupt") && r.children == 3);
    reading_done(&r);
}

/* A picture: head, one sum or two, then its file. */
static void picture(ts_buf *b, uint16_t type, uint16_t instance, size_t before, ts_span file) {
    ts_buf_add_u16le(b, (uint16_t)(instance << 4));
    ts_buf_add_u16le(b, type);
    ts_buf_add_u32le(b, (uint32_t)(before + file.len));
    for (size_t i = 0; i < before; i++)
        ts_buf_add_char(b, 0);
    ts_buf_add(b, file);
}

TEST(pictures_are_files_of_their_own) {
    static const char packed[] = "\x78\xDA\x73\x74\x04\x03\x27\x28\xE0\x02\x00\x22\x8D\x03\xE2";
    making m = {0};
    reading r;
    oling o = {0};
    ts_buf b = {0};
    slide(&m, "a slide");
    ts_buf_add_str(&b, "\xF0\xF0 between");
    picture(&b, 0xF01D, 0x46A, 17, ts_str("\xFF\xD8\xFF one sum"));
    picture(&b, 0xF01E, 0x6E1, 33, ts_str("\x89PNG two sums"));
    picture(&b, 0xF01E, 0x6E0, 17, ts_str("no picture"));
    picture(&b, 0xF01A, 0x3D4, 50, (ts_span){packed, sizeof packed - 1});
    while (b.len < 65536 - 30)
        ts_buf_add_char(&b, 'x');
    picture(&b, 0xF01D, 0x6E2, 17, ts_str("\xFF\xD8\xFF over the border of what is read at once"));
    picture(&b, 0xF01D, 0x6E2, 17, ts_str("\xFF\xD8\xFF cut"));
    b.len -= 2;
    ole_stream(&o, 0, "Pictures", ts_buf_span(&b));
    read_show(&m, &r, &o);
    CHECK_ROW(reading_says(&r, "child image1.jpg 11 bytes of 11: read"), r.log.ptr);
    CHECK(reading_says(&r, "child image2.png 13 bytes of 13: read"));
    CHECK(reading_says(&r, "child image3.emf 16 bytes of 15: read"));
    CHECK_ROW(reading_says(&r, "child image4.jpg 43 bytes of 43: read") && r.children == 4, r.log.ptr);
    CHECK(ts_span_starts(ts_buf_span(&r.data), ts_str("\xFF\xD8\xFF one sum\x89PNG two sumsAAAAAAA")));
    ts_buf_done(&b);
    reading_done(&r);
}

TEST(a_show_with_a_password_is_listed_as_encrypted) {
    making m = {0};
    reading r;
    oling o = {0};
    slide(&m, "noise");
    ole_stream(&o, 0, "Current User", (ts_span){"\0\0\xF6\x0F\x20\0\0\0\x14\0\0\0\xDF\xC4\xD1\xF3....", 20});
    read_show(&m, &r, &o);
    CHECK(r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == r.source.len && !r.segments);
    reading_done(&r);
}

TEST(records_inside_records_end_somewhere) {
    making m = {0};
    reading r;
    oling o = {0};
    ts_buf b = {0};
    for (unsigned i = 0; i < 3000; i++) { /* each says that it holds all that follows */
        ts_buf_add_u16le(&b, 15);
        ts_buf_add_u16le(&b, 0x3EE);
        ts_buf_add_u32le(&b, 0x7FFFFFFF);
    }
    m.stream = b;
    read_show(&m, &r, &o);
    CHECK(r.outcome.reason != TS_READ && !r.segments);
    reading_done(&r);
}

TEST(a_show_of_another_program_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("slides.ppt");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "ppt") == 0 && !r.broken && r.outcome.reason == TS_READ);
    CHECK_ROW(reading_shows(&r, "Siobhan O\xE2\x80\x99Neill, 999 000 0018\ntwo\ttabs\nline\n"), r.log.ptr);
    CHECK(reading_says(&r, "row 1|Test|Result") && reading_says(&r, "row 2|HbA1c|48"));
    CHECK(strstr(r.log.ptr, "part=slide2 ") && reading_shows(&r, "hidden slide 9990000026\n"));
    CHECK(strstr(r.log.ptr, "part=notesSlide1 ") && reading_shows(&r, "do not mention ZZ99 3VZ\n"));
    CHECK(reading_shows(&r, "Dr Ex\ncall 07700 900123\n") && reading_says(&r, "creator: Ann Bee") && !r.children);
    reading_done(&r);
}
