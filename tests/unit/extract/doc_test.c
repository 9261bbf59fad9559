/* doc_test.c - old Word documents, of another program and made byte by byte. */
#include "oling.h"

enum { TEXT_AT = 0x600, PAGE_AT = 0x1000, FIB_LEN = 0x400 };

/* A document that is being made: letters from TEXT_AT on, pages of properties from PAGE_AT. */
typedef struct making {
    ts_buf word, table;
    ts_buf ends, pieces; /* of the list of pieces */
    uint32_t letters, counts[8];
    uint16_t flags, version;
    uint32_t list[2][2]; /* of letters and of paragraphs: place and length in the table */
    uint32_t authors[2]; /* of comments, likewise */
    uint32_t unlisted, lost; /* bytes of the list of pieces that its length leaves out; bytes that the table has lost */
} making;

static making make(void) {
    making m = {.flags = 0x200, .version = 193};
    while (m.word.len < TEXT_AT)
        ts_buf_add_u8(&m.word, 0);
    ts_buf_add_u32le(&m.ends, 0);
    return m;
}

/* One piece of the text: bytes as they are, one or two a letter; gives their place. */
static uint32_t piece(making *m, size_t story, bool wide, ts_span bytes) {
    uint32_t at = (uint32_t)m->word.len, n = (uint32_t)(wide ? bytes.len / 2 : bytes.len);
    ts_buf_add(&m->word, bytes);
    while (m->word.len % 2)
        ts_buf_add_u8(&m->word, 0);
    m->letters += n;
    m->counts[story] += n;
    ts_buf_add_u32le(&m->ends, m->letters);
    ts_buf_add_u16le(&m->pieces, 0);
    ts_buf_add_u32le(&m->pieces, wide ? at : at * 2 | 0x40000000);
    ts_buf_add_u16le(&m->pieces, 0);
    return at;
}

/* A page of runs: `runs` + 1 places, and the properties of each (NULL: none). */
static void page(making *m, bool paragraphs, size_t runs, const uint32_t *places, const ts_span *properties) {
    char bytes[512] = {0};
    size_t end = 510;
    while (m->word.len < PAGE_AT || m->word.len % 512)
        ts_buf_add_u8(&m->word, 0);
    uint32_t number = (uint32_t)(m->word.len / 512);
    for (size_t i = 0; i <= runs; i++)
        memcpy(bytes + i * 4, &places[i], 4);
    for (size_t i = 0; i < runs; i++) {
        ts_span p = properties[i];
        if (!p.len)
            continue;
        size_t len = paragraphs ? p.len + 3 + !(p.len % 2) : p.len + 1;
        end -= len + len % 2;
        bytes[(runs + 1) * 4 + i * (paragraphs ? 13 : 1)] = (char)(end / 2);
        bytes[end] = paragraphs ? (char)((p.len + 4) / 2) : (char)p.len;
        memcpy(bytes + end + (paragraphs ? 3 : 1), p.ptr, p.len);
    }
    bytes[511] = (char)runs;
    ts_buf_add(&m->word, (ts_span){bytes, 512});
    m->list[paragraphs][0] = (uint32_t)m->table.len;
    m->list[paragraphs][1] = 12;
    ts_buf_add_u32le(&m->table, places[0]);
    ts_buf_add_u32le(&m->table, places[runs]);
    ts_buf_add_u32le(&m->table, number);
}

static void put16(ts_buf *b, size_t at, uint16_t v) {
    b->ptr[at] = (char)v;
    b->ptr[at + 1] = (char)(v >> 8);
}

static void read_making(making *m, reading *r) {
    uint32_t at = (uint32_t)m->table.len;
    ts_buf_add(&m->table, (ts_span){"\1\3\0xyz\2", 7}); /* changes, which are passed over */
    ts_buf_add_u32le(&m->table, (uint32_t)(m->ends.len + m->pieces.len));
    ts_buf_add(&m->table, ts_buf_span(&m->ends));
    ts_buf_add(&m->table, ts_buf_span(&m->pieces));
    ts_buf *w = &m->word;
    put16(w, 0, 0xA5EC);
    put16(w, 2, m->version);
    put16(w, 0x0A, m->flags);
    for (size_t i = 0; i < 8; i++)
        ole_put(w, (m->version < 193 ? 0x34 : 0x4C) + 4 * i, m->counts[i]);
    if (m->version >= 193) {
        for (size_t i = 0; i < 2; i++) {
            ole_put(w, 0x9A + (12 + i) * 8, m->list[i][0]);
            ole_put(w, 0x9A + (12 + i) * 8 + 4, m->list[i][1]);
        }
        ole_put(w, 0x9A + 33 * 8, at);
        ole_put(w, 0x9A + 33 * 8 + 4, (uint32_t)m->table.len - at - m->unlisted);
        ole_put(w, 0x9A + 36 * 8, m->authors[0]);
        ole_put(w, 0x9A + 36 * 8 + 4, m->authors[1]);
        m->table.len -= m->lost;
    }
    oling o = {0};
    ole_stream(&o, 0, "WordDocument", ts_buf_span(w));
    if (m->version >= 193)
        ole_stream(&o, 0, m->flags & 0x200 ? "1Table" : "0Table", ts_buf_span(&m->table));
    reading_of(r, ole_end(&o));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "doc") == 0,
              r->what ? r->what : reading_format(r));
    ole_done(&o);
    ts_buf_done(&m->word);
    ts_buf_done(&m->table);
    ts_buf_done(&m->ends);
    ts_buf_done(&m->pieces);
}

static ts_span of(const char *text) { return ts_str(text); }

TEST(pieces_of_both_widths_join) {
    making m = make();
    reading r;
    piece(&m, 0, false,
          of("Dear Zo\xEB \x80"
             "5\r"));
    piece(&m, 0, true, (ts_span){"\x41\x01l\0i\0c\0j\0a\0=\xD8\0\xDE\r\0", 18});
    piece(&m, 0, false, of("999 000 "));
    piece(&m, 0, false,
          of("0018\x0B"
             "two\x1Etone\x1F\r"));
    piece(&m, 1, false, of("\x02 a note\r"));
    piece(&m, 4, false, of("\x05 call her\r"));
    piece(&m, 6, false, of("boxed\r"));
    read_making(&m, &r);
    CHECK_ROW(reading_says(&r, "Dear Zo\xC3\xAB \xE2\x82\xAC"
                               "5"),
              r.log.ptr);
    CHECK(reading_says(&r, "\xC5\x81licja\xF0\x9F\x98\x80") && reading_says(&r, "999 000 0018"));
    CHECK(reading_says(&r, "two-tone") && r.outcome.reason == TS_READ);
    CHECK_ROW(strstr(r.log.ptr, "part=comments offset=0 len=10 ") != NULL, r.log.ptr); /* nothing of the next story */
    const char *note = strstr(r.log.ptr, "part=footnotes "), *comment = strstr(r.log.ptr, "part=comments "),
               *box = strstr(r.log.ptr, "part=textboxes ");
    CHECK(note && comment && box && strstr(note, " a note\n") && strstr(comment, " call her\n") &&
          strstr(box, "boxed\n"));
    reading_done(&r);
}

TEST(deleted_text_goes_to_the_end_of_its_line) {
    making m = make();
    reading r;
    uint32_t at = piece(&m, 0, false, of("NHS 999 000 0026 is 999 000 0018 now\rnext\r"));
    page(&m, false, 3, (const uint32_t[]){at, at + 4, at + 16, at + 42},
         (const ts_span[]){{0}, {"\x35\x08\1\0\x08\1", 6}, {0}});
    read_making(&m, &r);
    CHECK_ROW(reading_says(&r, "NHS  is 999 000 0018 now 999 000 0026") && reading_says(&r, "next"), r.log.ptr);
    reading_done(&r);
}

static const ts_span in_table = {"\x16\x24\1", 3}, row_end = {"\x16\x24\1\x17\x24\1", 6},
                     inner = {"\x4B\x24\1\x16\x24\1", 6};

TEST(rows_end_where_the_paragraph_says) {
    making m = make();
    reading r;
    static const char text[] = "before\ra\7\7\7b\rc\7d\x0B"
                               "e\7\7after\r";
    uint32_t at = piece(&m, 0, false, of(text));
    /* before | a, an empty cell, end | b c, d e, end | after */
    page(&m, true, 8, (const uint32_t[]){at, at + 7, at + 9, at + 10, at + 11, at + 15, at + 19, at + 20, at + 26},
         (const ts_span[]){{0}, in_table, in_table, row_end, in_table, in_table, row_end, {0}});
    read_making(&m, &r);
    CHECK_ROW(reading_says(&r, "before") && reading_says(&r, "row 1|a|"), r.log.ptr);
    CHECK_ROW(reading_says(&r, "row 2|b c|d e") && reading_says(&r, "after"), r.log.ptr);
    reading_done(&r);
}

TEST(without_their_properties_the_marks_tell_rows) {
    making m = make();
    reading r;
    piece(&m, 0, false, of("before\ra\7b\7\7c\7d\7\7after\r"));
    read_making(&m, &r);
    CHECK_ROW(reading_says(&r, "row 1|a|b") && reading_says(&r, "row 2|c|d") && reading_says(&r, "after"), r.log.ptr);
    reading_done(&r);
}

TEST(a_table_in_a_cell_is_its_text) {
    making m = make();
    reading r;
    uint32_t at = piece(&m, 0, false, of("x\ry\rz\7\7"));
    page(&m, true, 4, (const uint32_t[]){at, at + 2, at + 4, at + 6, at + 7},
         (const ts_span[]){inner, inner, in_table, row_end});
    read_making(&m, &r);
    CHECK_ROW(reading_says(&r, "row 1|x y z"), r.log.ptr);
    reading_done(&r);
}

TEST(fields_show_their_result_and_what_they_quote) {
    making m = make();
    reading r;
    piece(&m, 0, false,
          of("see \x13 HYPERLINK \"mailto:ann@mail.example\" \x14the clinic\x15 on \x13 DATE \\@ \"d MMM\" \x14"
             "3 May\x15.\r\x13 IF \x13 MERGEFIELD Sex \x14"
             "F\x15 = \"F\" \"Mrs\" \x14Mrs\x15 Bee\rend\r"));
    read_making(&m, &r);
    CHECK_ROW(reading_shows(&r, "see the clinic on 3 May. HYPERLINK \"mailto:ann@mail.example\"\n"), r.log.ptr);
    CHECK_ROW(reading_shows(&r, "Mrs Bee IF") && reading_says(&r, "end") && !reading_shows(&r, "MMM"), r.log.ptr);
    reading_done(&r);
}

TEST(old_documents_are_one_piece) {
    making m = make();
    reading r;
    m.version = 104;
    m.flags = 0;
    piece(&m, 0, false, of("Dear Zo\xEB\rname\7born\7\7"));
    ole_put(&m.word, 0x18, TEXT_AT);
    ole_put(&m.word, 0x1C, (uint32_t)m.word.len);
    read_making(&m, &r);
    CHECK_ROW(reading_says(&r, "Dear Zo\xC3\xAB") && reading_says(&r, "row 1|name|born"), r.log.ptr);
    reading_done(&r);
}

TEST(a_document_that_has_lost_a_list_is_not_called_read) {
    static const struct {
        uint32_t unlisted, lost, authors;
        ts_reason reason;
        const char *why;
    } rows[] = {{0, 0, 0, TS_READ, "nothing is lost"},
                {0, 1, 0, TS_REASON_CORRUPT, "the list of pieces ends beyond the table"},
                {1, 0, 0, TS_REASON_CORRUPT, "it says that it is longer than it is"},
                {16, 0, 0, TS_REASON_CORRUPT, "too short to hold a piece"},
                {0, 0, 60000, TS_REASON_CORRUPT, "who wrote the comments stands beyond the table"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        making m = make();
        reading r;
        m.unlisted = rows[i].unlisted;
        m.lost = rows[i].lost;
        m.authors[1] = rows[i].authors;
        piece(&m, 0, false, of("Dear Ann\r"));
        piece(&m, 4, false, of("\x05 call her\r"));
        read_making(&m, &r);
        CHECK_ROW(r.outcome.reason == rows[i].reason, rows[i].why);
        CHECK_ROW(rows[i].reason != TS_READ || reading_says(&r, "Dear Ann"), rows[i].why);
        reading_done(&r);
    }
}

TEST(a_document_with_a_password_is_listed_as_encrypted) {
    making m = make();
    reading r;
    m.flags |= 0x100;
    piece(&m, 0, false, of("noise\r"));
    read_making(&m, &r);
    CHECK(r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == r.source.len && !r.segments);
    reading_done(&r);
}

/* A list of pieces that says the same letters over and over is a bomb. */
TEST(letters_are_read_once) {
    making m = make();
    reading r;
    ts_buf text = {0};
    while (text.len < 2000)
        ts_buf_add_str(&text, "again and again\r");
    piece(&m, 0, false, ts_buf_span(&text));
    char one[8];
    memcpy(one, m.pieces.ptr, sizeof one);
    for (int i = 0; i < 50; i++) {
        m.letters += (uint32_t)text.len;
        m.counts[0] += (uint32_t)text.len;
        ts_buf_add_u32le(&m.ends, m.letters);
        ts_buf_add(&m.pieces, (ts_span){one, sizeof one});
    }
    read_making(&m, &r);
    CHECK(r.text.len >= text.len && r.text.len < 3 * text.len && r.outcome.reason == TS_REASON_RATIO);
    ts_buf_done(&text);
    reading_done(&r);
}

TEST(a_document_of_another_program_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("story.doc");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "doc") == 0 && !r.broken && r.outcome.reason == TS_READ);
    CHECK_ROW(reading_says(&r, "your NHS number is 999 000 0018. 9990000026"), r.log.ptr);
    CHECK(reading_shows(&r, "hidden ZZ99 3VZtwo   spaces\ttab\nline \xC5\x81\xC3\xB3"
                            "d\xC5\xBA \xF0\x9F\x98\x80\n"));
    CHECK(reading_says(&r, "row 1|Test|Result") && reading_says(&r, "row 2|HbA1c|48") && reading_says(&r, "Yours"));
    CHECK(strstr(r.log.ptr, "part=footnotes ") && reading_shows(&r, "seen by the registrar\n"));
    CHECK(reading_says(&r, "Sampleton General, ward 7") && reading_says(&r, "confidential"));
    CHECK(reading_says(&r, "call 07700 900123") && reading_says(&r, "Dr Ex") && reading_says(&r, "Dr Kay"));
    CHECK(reading_says(&r, "title: Discharge letter") && reading_says(&r, "creator: Ann Bee") && !r.children);
    reading_done(&r);
}
