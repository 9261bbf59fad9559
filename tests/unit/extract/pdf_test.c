/* pdf_test.c - text, tables, fields, attachments and passwords of PDF files. */
#include "extract/unlock.h"
#include "members.h"

TEST(a_letter_a_page_with_its_properties) {
    got g;
    read_fixture("pdf/cairo_letters.pdf", &g);
    CHECK(is_format(&g, "pdf") && g.outcome.reason == TS_READ);
    static const char *const want[] = {"[properties]Title: Letters of Ward 7\n",
                                       "Author: A. Clerk",
                                       "Subject: Outpatient letters",
                                       "[p1]Dear Ms Ashworth",
                                       "NHS number: 999 000 0018",
                                       "[p12]",
                                       "Date of birth: 26/04/1982",
                                       "Siân Evans",
                                       "Jürgen Müller"};
    for (size_t i = 0; i < TEST_COUNT(want); i++)
        CHECK_ROW(says(&g.text, want[i]), want[i]);
    got_done(&g);
}

TEST(a_password_closes_a_pdf_and_an_owner_password_does_not) {
    got g;
    read_fixture("pdf/qpdf_encrypted.pdf", &g);
    CHECK(is_format(&g, "pdf") && g.outcome.reason == TS_REASON_ENCRYPTED && g.outcome.unread > 20000 &&
          g.text.len == 0);
    got_done(&g);
    read_fixture("pdf/qpdf_owner_password_only.pdf", &g);
    CHECK(g.outcome.reason == TS_READ && says(&g.text, "999 000 0018"));
    got_done(&g);
}

TEST(a_pdf_opens_with_its_password) {
    static const char *const lists[] = {"no\nletmein\n", "no\nowner\n"}; /* the user's, and the owner's */
    for (size_t i = 0; i < TEST_COUNT(lists); i++) {
        ts_passwords p = {0};
        CHECK(ts_passwords_add(&p, ts_str(lists[i])) == TS_OK);
        ts_unlock_use(&p);
        got g;
        read_fixture("pdf/qpdf_encrypted.pdf", &g);
        CHECK_ROW(g.outcome.reason == TS_READ && says(&g.text, "999 000 0018") && g.opened == 2, lists[i]);
        got_done(&g);
        ts_unlock_use(NULL);
        ts_passwords_done(&p);
    }
}

/* Where a table of places is wrong, or gone, the library looks for the objects themselves. */
TEST(a_pdf_whose_table_of_places_lies_is_read_all_the_same) {
    static const struct {
        const char *find, *put, *why;
    } lies[] = {{"startxref\n", "startxref\n7", "it points elsewhere"},
                {"0000000015 00000 n", "0000099999 00000 n", "an object is not there"},
                {"\nxref\n", "\nxxxx\n", "it has no name"}};
    ts_buf whole = load("pdf/cairo_letters.pdf");
    got sound;
    read_with(NULL, ts_buf_span(&whole), &sound);
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        size_t at = ts_span_find(ts_buf_span(&whole), ts_str(lies[i].find), 0), n = strlen(lies[i].find);
        CHECK_ROW(at != SIZE_MAX, lies[i].why);
        ts_buf_add(&b, ts_slice(ts_buf_span(&whole), 0, at));
        ts_buf_add_str(&b, lies[i].put);
        ts_buf_add(&b, ts_slice(ts_buf_span(&whole), at + n, SIZE_MAX));
        got g;
        read_with(NULL, ts_buf_span(&b), &g);
        CHECK_ROW(g.outcome.reason == TS_READ && ts_span_eq(ts_buf_span(&g.text), ts_buf_span(&sound.text)),
                  lies[i].why);
        got_done(&g);
    }
    got_done(&sound);
    ts_buf_done(&whole);
}

TEST(a_file_attached_to_a_pdf_is_a_child) {
    got g;
    ts_buf people = load("people.csv");
    read_fixture("pdf/qpdf_attachment.pdf", &g);
    const child *c = find_child(&g, "people.csv");
    CHECK(c != NULL && c->reason == TS_READ && ts_span_eq(ts_buf_span(&c->bytes), ts_buf_span(&people)));
    got_done(&g);
    ts_buf_done(&people);
}

TEST(fields_and_notes_of_a_pdf_are_text) {
    static const char form[] =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R 7 0 R]>>>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Annots[6 0 R 7 0 R 8 0 R]>>endobj\n"
        "6 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(NHS number)/V(999 000 0026)/Rect[1 1 9 9]>>endobj\n"
        "7 0 obj<</Type/Annot/Subtype/Widget/FT/Ch/Ff 131072/T(Sex)/V(F)/Opt[(M)(F)]/Rect[1 20 9 29]>>endobj\n"
        "8 0 obj<</Type/Annot/Subtype/Text/T(Dr Example)/Contents(see MX104417)/Rect[50 50 60 60]>>endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF\n";
    got g;
    read_with(NULL, ts_str(form), &g);
    static const char *const want[] = {"NHS number: 999 000 0026\n", "Sex: F\n", "Dr Example: see MX104417\n"};
    for (size_t i = 0; i < TEST_COUNT(want); i++)
        CHECK_ROW(says(&g.text, want[i]), want[i]);
    got_done(&g);
}

/* LibreOffice prints the same rows as a sheet (columns over two pages) and as a table with wrapped cells. */
TEST(a_printed_table_keeps_its_rows) {
    static const struct {
        const char *file, *row;
    } rows[] = {
        {"pdf/libreoffice_calc.pdf", "hospital_no\tnhs_number\tsurname\tforename\tbirth_date\tsex\n"},
        {"pdf/libreoffice_calc.pdf", "MX112648\t9990000085\tMüller\tJürgen\t19/05/1978\tM\n"},
        {"pdf/libreoffice_calc.pdf", "MX118095\t9990000123\tvan der Berg\tWillem\t26/04/1982\tM\n"},
        {"pdf/libreoffice_calc.pdf", "12 Mill Lane, Sampleton\tZZ99 3AA\t07700 900101"},
        {"pdf/libreoffice_writer.pdf", "Hospital no\tNHS number\tSurname\tForename\tDate of birth\t"},
        {"pdf/libreoffice_writer.pdf",
         "MX104417\t9990000018\tAshworth\tMargaret\t14/03/1957\tF\t12 Mill Lane, Sampleton\tZZ99 3AA\t07700 900101\t"
         "margaret.ashworth@post.example\tType 2 diabetes\n"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        got g;
        read_fixture(rows[i].file, &g);
        CHECK_ROW(says(&g.text, rows[i].row), rows[i].row);
        got_done(&g);
    }
    got g; /* labels and values of a letter are no table */
    read_fixture("pdf/cairo_letters.pdf", &g);
    CHECK(ts_span_find(ts_buf_span(&g.text), ts_str("\t"), 0) == SIZE_MAX);
    got_done(&g);
}

TEST(a_cut_pdf_gives_its_whole_pages_and_is_said_to_be_cut) {
    ts_buf bytes = load("pdf/cairo_letters.pdf");
    for (size_t lost = 400; lost < 1800; lost += 250) {
        got g;
        read_with(NULL, ts_slice(ts_buf_span(&bytes), 0, bytes.len - lost), &g);
        CHECK(is_format(&g, "pdf") && g.outcome.reason == TS_REASON_TRUNCATED && g.outcome.unread < bytes.len / 4);
        CHECK(says(&g.text, "[p1]Dear Ms Ashworth") && says(&g.text, "NHS number: 999 000 0018"));
        got_done(&g);
    }
    ts_buf_done(&bytes);
}
