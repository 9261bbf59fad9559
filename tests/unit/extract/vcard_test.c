/* vcard_test.c - a card is a row whose columns detection knows; nothing of a card is lost. */
#include "reading.h"

extern const ts_extractor ts_extractor_vcard;

#define CARD(lines) "BEGIN:VCARD\r\nVERSION:3.0\r\n" lines "END:VCARD\r\n"

TEST(a_card_is_known_by_how_it_begins) {
    static const struct {
        const char *text;
        bool taken;
    } rows[] = {
        {CARD("FN:Ann\r\n"), true},           {"\n begin:vcard\nfn:Ann\nend:vcard\n", true},
        {"BEGIN:VCARDS\nFN:Ann\n", false},    {"A card begins BEGIN:VCARD\nFN:Ann\n", false},
        {"BEGIN:VCALENDAR\nFN:Ann\n", false}, {"", false},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_head head = {.text = ts_str(rows[i].text)};
        CHECK_ROW((ts_extractor_vcard.bid(&head) > 0) == rows[i].taken, rows[i].text);
    }
}

/* The value of a column in the first row. */
static bool cell_is(const reading *r, const char *column, const char *value) {
    ts_span log = ts_buf_span(&r->log);
    size_t head = ts_span_find(log, ts_str("head|"), 0), row = ts_span_find(log, ts_str("\nrow 1|"), 0);
    if (head == SIZE_MAX || row == SIZE_MAX)
        return false;
    const char *h = log.ptr + head + 4, *v = log.ptr + row + 6;
    for (; *h == '|' && *v == '|';) {
        size_t a = strcspn(h + 1, "|\n"), b = strcspn(v + 1, "|\n");
        if (ts_span_eq((ts_span){h + 1, a}, ts_str(column)))
            return ts_span_eq((ts_span){v + 1, b}, ts_str(value));
        h += a + 1, v += b + 1;
    }
    return false;
}

static const struct {
    const char *card, *column, *value;
} cells[] = {
    {CARD("N:van Dijk;Ann;May,Zoe;Dr;MRCP\r\n"), "surname", "van Dijk"},
    {CARD("N:van Dijk;Ann;May,Zoe;Dr;MRCP\r\n"), "forename", "Ann"},
    {CARD("N:van Dijk;Ann;May,Zoe;Dr;MRCP\r\n"), "middle names", "May Zoe"},
    {CARD("N:van Dijk;Ann;May,Zoe;Dr;MRCP\r\n"), "title", "Dr"},
    {CARD("FN:Ann\\, Dr\r\n"), "full name", "Ann, Dr"},
    {CARD("BDAY;VALUE=date:1987-04-23\r\n"), "date of birth", "1987-04-23"},
    {CARD("item1.TEL;type=CELL:07700 900123\r\n"), "mobile", "07700 900123"},
    {CARD("TEL;TYPE=\"work,voice\";VALUE=uri:tel:+44-151-496-0123\r\n"), "work telephone", "+44-151-496-0123"},
    {CARD("TEL;HOME:0151 496 0124\r\n"), "home telephone", "0151 496 0124"},
    {CARD("EMAIL:a@mail.example\r\nEMAIL:b@mail.example\r\n"), "email 2", "b@mail.example"},
    {CARD("EMAIL:a@mail.example\r\nEMAIL:a@mail.example\r\nTEL:1\r\nTEL:2\r\n"), "telephone 2", "2"},
    {CARD("ADR;TYPE=HOME:;Flat 2;12 Harbour View;Liverpool;;ZZ99 3VZ;UK\r\n"), "address",
     "Flat 2, 12 Harbour View, Liverpool"},
    {CARD("ADR;TYPE=HOME:;Flat 2;12 Harbour View;Liverpool;;ZZ99 3VZ;UK\r\n"), "postcode", "ZZ99 3VZ"},
    {CARD("ADR;TYPE=WORK:;;1 Ward Road;;;ZZ99 3WZ;\r\n"), "work postcode", "ZZ99 3WZ"},
    {CARD("ADR:12 Harbour View\\, Liverpool\r\n"), "address", "12 Harbour View, Liverpool"},
    {CARD("GENDER:F;woman\r\n"), "sex", "F"},
    {CARD("ORG:Trust;Ward 4\r\n"), "organisation", "Trust, Ward 4"},
    {CARD("TITLE:Staff nurse\r\n"), "job title", "Staff nurse"},
    {CARD("NOTE:one\\ntwo\r\n"), "notes", "one two"},
    {CARD("RELATED;TYPE=spouse;VALUE=text:Bob Example\r\n"), "next of kin name", "Bob Example"},
    {CARD("X-SKYPE-USERNAME:ann.example\r\n"), "skype username", "ann.example"},
    {"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB\nEND:VCARD\n", "full name",
     "Zo\xC3\xAB"},
};

TEST(properties_stand_in_columns_that_detection_knows) {
    for (size_t i = 0; i < TEST_COUNT(cells); i++) {
        reading r;
        reading_of(&r, ts_str(cells[i].card));
        CHECK_ROW(strcmp(reading_format(&r), "vcard") == 0 && !r.broken, cells[i].card);
        CHECK_ROW(cell_is(&r, cells[i].column, cells[i].value), cells[i].card);
        reading_done(&r);
    }
}

TEST(cards_are_numbered_and_lead_back_to_their_bytes) {
    reading r;
    reading_of(&r, ts_str(CARD("FN:Ann\r\n") "\r\n" CARD("FN:Bob\r\n") CARD("X-NEW:1\r\n")));
    CHECK(r.rows == 3 && r.mapped_cells == 3 && !r.broken);
    CHECK(strstr(r.log.ptr, "row 2|Bob") && strstr(r.log.ptr, "row 3|"));
    reading_done(&r);
}

TEST(a_card_within_another_is_a_row_of_its_own) {
    reading r;
    reading_of(&r, ts_str("BEGIN:VCARD\nFN:Boss\nAGENT:\nBEGIN:VCARD\nFN:Helper\nEND:VCARD\nTEL:12\nEND:VCARD\n"));
    CHECK(r.rows == 3 && strstr(r.log.ptr, "row 1|Boss") && strstr(r.log.ptr, "row 2|Helper") &&
          strstr(r.log.ptr, "row 3|"));
    CHECK(reading_shows(&r, "12"));
    reading_done(&r);
}

TEST(pictures_are_children) {
    reading r;
    reading_of(&r,
               ts_str(CARD("FN:Ann\r\nPHOTO;ENCODING=b;TYPE=JPEG:Zm9v\r\n YmFy\r\n") CARD(
                   "FN:Bob\r\nKEY:data:application/pgp-keys;base64,Zm9v\r\nLOGO;VALUE=uri:http://a.example/x.png\r\n")
                          CARD("FN:Cy\r\nSOUND;BASE64:Z!m9v\r\n")));
    CHECK(reading_says(&r, "child card1-photo.jpeg 6 bytes of 8: read"));
    CHECK(reading_says(&r, "child card2-key.pgp-keys 3 bytes of 4: read"));
    CHECK(reading_says(&r, "child card3-sound 3 bytes of 5: corrupt"));
    CHECK(r.children == 3 && reading_shows(&r, "http://a.example/x.png"));
    CHECK(ts_span_eq(ts_buf_span(&r.data), ts_str("foobarfoofoo")));
    reading_done(&r);
}

TEST(what_fits_no_column_stands_beside_the_row) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "BEGIN:VCARD\nFN:Ann\nforgotten words\n");
    for (int i = 0; i < 3000; i++)
        ts_buf_addf(&b, "X-OWN%d:value%d\nTEL:%d\n", i, i, 100000 + i);
    ts_buf_add_str(&b, "END:VCARD\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && r.outcome.reason == TS_READ && r.rows == 2);
    CHECK(reading_shows(&r, "forgotten words\n") && reading_shows(&r, "X-OWN") == false);
    for (int i = 0; i < 3000; i++) {
        char value[40];
        snprintf(value, sizeof value, "value%d", i);
        CHECK_ROW(reading_shows(&r, value), value);
        snprintf(value, sizeof value, "%d", 100000 + i);
        CHECK_ROW(reading_shows(&r, value), value);
    }
    CHECK(strstr(r.log.ptr, "row 2|Bob"));
    reading_done(&r);
}
