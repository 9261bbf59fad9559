/* ooxml_test.c - Word and Excel files, of another program and made part by part. */
#include "zipping.h"

static const char rels[] =
    "<Relationships xmlns='x'><Relationship Id='rId1' Target='worksheets/sheet1.xml'/><Relationship Id='rId2' "
    "Target='/xl/worksheets/sheet2.xml'/>"
    "<Relationship Id='rId9' Target='mailto:ann@a.example' TargetMode='External'/></Relationships>";

/* A workbook of these parts; `properties` go into workbookPr. */
static void book(reading *r, const char *properties, const char *strings, const char *styles, const char *sheet1,
                 const char *sheet2) {
    zipping z = {0};
    TS_AUTO(ts_buf, ts_buf_done) w = {0};
    ts_buf_addf(&w,
                "<?xml version='1.0'?><workbook xmlns:r='r'><workbookPr %s/><sheets><sheet name='Patients &amp; kin' "
                "sheetId='1' r:id='rId1'/>"
                "%s</sheets></workbook>",
                properties, sheet2 ? "<sheet name='Old' state='hidden' sheetId='2' r:id='rId2'/>" : "");
    zip_add_str(&z, "[Content_Types].xml", "<Types/>");
    zip_add(&z, "xl/workbook.xml", ts_buf_span(&w));
    zip_add_str(&z, "xl/_rels/workbook.xml.rels", rels);
    if (strings)
        zip_add_str(&z, "xl/sharedStrings.xml", strings);
    if (styles)
        zip_add_str(&z, "xl/styles.xml", styles);
    zip_add_str(&z, "xl/worksheets/sheet1.xml", sheet1);
    if (sheet2)
        zip_add_str(&z, "xl/worksheets/sheet2.xml", sheet2);
    zip_add_str(&z, "xl/comments1.xml",
                "<comments><authors><author>Dr X</author></authors><commentList><comment ref='A1'><text><r><t>call "
                "back</t></r></text></comment></commentList></comments>");
    zip_add_str(&z, "xl/media/image1.png", "not really a picture");
    reading_of(r, zip_end(&z));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "xlsx") == 0,
              r->what ? r->what : reading_format(r));
    zip_done(&z);
}

TEST(cells_stand_in_their_column_and_row) {
    reading r;
    book(&r, "", "<sst><si><t>Ann</t></si><si><r><t>O&apos;</t></r><r><t>Neill</t></r><rPh><t>x</t></rPh></si></sst>",
         NULL,
         "<worksheet><sheetData><row r='2'><c r='A2' t='s'><v>0</v></c><c r='D2' t='s'><v>1</v></c></row>"
         "<row r='7'><c r='B7' t='inlineStr'><is><t>in line</t></is></c><c t='b'><v>1</v></c><c "
         "t='str'><f>A1</f><v>cached</v></c><c t='e'><v>#N/A</v></c></row>"
         "<row><c><v>9990000018</v></c><c><v>9.990000026E9</v></c><c><v>0.10000000000000001</v></c><c><v>-3</v></c></"
         "row></sheetData>"
         "<headerFooter><oddHeader>Ward 7</oddHeader></headerFooter></worksheet>",
         "<worksheet><sheetData><row r='1'><c r='A1'><v>5</v></c></row></sheetData></worksheet>");
    CHECK(reading_says(&r, "row 2|Ann|||O'Neill"));
    CHECK(reading_says(&r, "row 7||in line|TRUE|cached|#N/A"));
    CHECK(reading_says(&r, "row 8|9990000018|9990000026|0.1|-3"));
    CHECK(strstr(r.log.ptr, "table part=Patients & kin ") && strstr(r.log.ptr, "table part=Old "));
    CHECK(reading_says(&r, "row 1|5")); /* the hidden sheet */
    CHECK(reading_shows(&r, "Ward 7\n") && reading_shows(&r, "Dr X\n") && reading_shows(&r, "call back"));
    CHECK(reading_shows(&r, "link: mailto:ann@a.example\n"));
    CHECK(r.children == 1 && reading_says(&r, "child xl/media/image1.png 20 bytes of 20: read"));
    reading_done(&r);
}

TEST(of_a_cells_attributes_the_first_of_a_name_counts) {
    static const struct {
        const char *cell, *row, *why;
    } rows[] = {
        {"<c r='B1' r='D1' t='s'>", "row 1||Ann", "two places"},
        {"<c t='s' t='str' t='b'>", "row 1|Ann", "two types"},
        {"<c x:r='C1' x:t='s'>", "row 1|||Ann", "a prefix says nothing"},
        {"<c t='&#115;' r='&#66;1'>", "row 1||Ann", "entities in them"},
        {"<c q='B1' u='s' rt='B1' s='1' t='s'>", "row 1|Ann", "neighbours in the alphabet"},
        {"<c s='1'>", "row 1|00", "a style"},
        {"<c s='1' s='0'>", "row 1|00", "two styles"},
        {"<c t='snake'>", "row 1|0", "a type that is none"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) sheet = {0};
        ts_buf_addf(&sheet, "<worksheet><sheetData><row r='1'>%s<v>0</v></c></row></sheetData></worksheet>",
                    rows[i].cell);
        reading r;
        book(&r, "", "<sst><si><t>Ann</t></si></sst>",
             "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='00'/></numFmts><cellXfs><xf numFmtId='0'/>"
             "<xf numFmtId='170'/></cellXfs></styleSheet>",
             sheet.ptr, NULL);
        CHECK_ROW(reading_says(&r, rows[i].row), rows[i].why);
        reading_done(&r);
    }
}

/* Two sheets, and where their relations lead; the second is not in the file. */
static void two_sheets(reading *r, const char *first, const char *second) {
    zipping z = {0};
    TS_AUTO(ts_buf, ts_buf_done) w = {0};
    zip_add_str(&z, "xl/workbook.xml",
                "<workbook><sheets><sheet name='A' r:id='r1'/><sheet name='B' r:id='r2'/></sheets></workbook>");
    ts_buf_addf(&w, "<Relationships><Relationship Id='r1' Target='%s'/>%s</Relationships>", first, second);
    zip_add(&z, "xl/_rels/workbook.xml.rels", ts_buf_span(&w));
    zip_add_str(&z, "xl/worksheets/sheet1.xml", "<worksheet><row><c><v>5</v></c></row></worksheet>");
    zip_add_str(&z, "xl/my%20sheets/a%20b.xml", "<worksheet><row><c><v>5</v></c></row></worksheet>");
    zip_add_str(&z, "xl/my sheets/b.xml", "<worksheet><row><c><v>6</v></c></row></worksheet>");
    reading_of(r, zip_end(&z));
    zip_done(&z);
}

TEST(a_sheet_that_is_not_there_is_told) {
    static const char *const there[] = {
        "worksheets/sheet1.xml",       "/xl/worksheets/sheet1.xml",           "./worksheets/sheet1.xml",
        "../xl/worksheets/sheet1.xml", "worksheets/../Worksheets/Sheet1.xml", "my%20sheets/a%20b.xml"};
    static const char *const gone[] = {"<Relationship Id='r2' Target='worksheets/sheet2.xml'/>",
                                       "<Relationship Id='r2' Target='/worksheets/sheet1.xml'/>",
                                       "<Relationship Id='r3' Target='worksheets/sheet1.xml'/>"};
    reading r;
    for (size_t i = 0; i < TEST_COUNT(there); i++) {
        two_sheets(&r, there[i], "<Relationship Id='r2' Target='my%20sheets/b.xml'/>");
        CHECK_ROW(r.outcome.reason == TS_READ && reading_says(&r, "row 1|5") && reading_says(&r, "row 1|6") &&
                      strstr(r.log.ptr, "part=A ") && strstr(r.log.ptr, "part=B "),
                  there[i]);
        reading_done(&r);
    }
    for (size_t i = 0; i < TEST_COUNT(gone); i++) {
        two_sheets(&r, there[0], gone[i]);
        CHECK_ROW(r.outcome.reason == TS_REASON_CORRUPT && reading_says(&r, "note 1 of its sheets are not in the file"),
                  gone[i]);
        reading_done(&r);
    }
    two_sheets(&r, "nowhere.xml", ""); /* B has no relation; sheet1.xml may be it */
    CHECK(r.outcome.reason == TS_REASON_CORRUPT && reading_says(&r, "note 1 of its sheets are not in the file"));
    reading_done(&r);
}

TEST(cells_whose_string_is_lost_are_not_called_read) {
    static const char sheet[] =
        "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
        "<c r='C1'><v>5</v></c></row></sheetData></worksheet>";
    static const struct {
        const char *strings, *row, *why;
    } rows[] = {
        {"<sst><si><t>Ann</t></si></sst>", "row 1|Ann||5", "a number that is in no table"},
        {"<sst><si><t>Ann</t></si><si><t>Be", "row 1|Ann||5", "a table that ends early"},
        {NULL, "row 1|||5", "a table that is gone"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        book(&r, "", rows[i].strings, NULL, sheet, NULL);
        CHECK_ROW(reading_says(&r, rows[i].row) && r.outcome.reason == TS_REASON_CORRUPT, rows[i].why);
        CHECK_ROW(strstr(r.log.ptr, "of its cells name a text that is not there"), rows[i].why);
        reading_done(&r);
    }
    reading r; /* a cell that says it is a text, and has none, is empty */
    book(&r, "", NULL, NULL,
         "<worksheet><sheetData><row r='1'><c r='A1' t='s'/><c r='B1'><v>5</v></c></row></sheetData></worksheet>",
         NULL);
    CHECK(reading_says(&r, "row 1||5") && r.outcome.reason == TS_READ);
    reading_done(&r);
}

TEST(numbers_are_shown_as_excel_shows_them) {
    static const char styles[] =
        "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/><numFmt numFmtId='165' "
        "formatCode='0000000000'/>"
        "<numFmt numFmtId='166' formatCode='&quot;d&quot;0'/><numFmt numFmtId='167' formatCode='[$-809]d mmmm yyyy\\ "
        "hh:mm;@'/></numFmts>"
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/><xf "
        "numFmtId='167'/><xf numFmtId='20'/></cellXfs></styleSheet>";
    static const char sheet[] =
        "<worksheet><sheetData><row r='1'><c r='A1' s='1'><v>31890</v></c><c r='B1' s='2'><v>31890</v></c><c r='C1' "
        "s='3'><v>12345</v></c>"
        "<c r='D1' s='4'><v>7</v></c><c r='E1' s='5'><v>44286.586805555555</v></c><c r='F1' "
        "s='6'><v>0.58680555555555558</v></c><c r='G1' s='1'><v>44286.999999</v></c></row></sheetData></worksheet>";
    reading r;
    book(&r, "", NULL, styles, sheet, NULL);
    CHECK(reading_says(&r, "row 1|1987-04-23|1987-04-23|0000012345|7|2021-03-31 14:05|14:05|2021-04-01"));
    reading_done(&r);
    book(&r, "date1904='1'", NULL, styles, sheet, NULL);
    CHECK(strstr(r.log.ptr, "row 1|1991-04-24|1991-04-24|") != NULL);
    reading_done(&r);
}

TEST(a_workbook_of_another_program_holds_the_people) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("people.xlsx");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "xlsx") == 0 && !r.broken && r.outcome.reason == TS_READ && r.outcome.unread == 0);
    CHECK(reading_says(&r, "row 1|NHS Number|Surname|Forename|DOB|Phone|Postcode|Note"));
    CHECK(strstr(r.log.ptr, "row 2|9990000018|O'Neill-Price|Si\xC3\xA2n|1987-04-23|07700 900123|ZZ99 3VZ|allergic to "
                            "\"nuts\", see letter") != NULL);
    reading_done(&r);
}

TEST(sheets_that_lie_about_their_place_do_no_harm) {
    reading r;
    book(&r, "", "<sst><si><t>x</t></si></sst>", NULL,
         "<worksheet><sheetData><row r='99999999999999999999'><c r='ZZZZZZ1' t='s'><v>0</v></c><c r='XFD1' "
         "t='s'><v>0</v></c><c r='A0' t='s'><v>77</v></c><c s='4000000000'><v>1e999</v></c></row></sheetData>",
         NULL);
    reading_done(&r);
}

/* ---- Word ---- */

static void document(reading *r, const char *body) {
    zipping z = {0};
    TS_AUTO(ts_buf, ts_buf_done) w = {0};
    ts_buf_addf(&w, "<?xml version='1.0'?><w:document><w:body>%s</w:body></w:document>", body);
    zip_add_str(&z, "[Content_Types].xml", "<Types/>");
    zip_add(&z, "word/document.xml", ts_buf_span(&w));
    zip_add_str(&z, "word/header1.xml", "<w:hdr><w:p><w:r><w:t>Ward 7</w:t></w:r></w:p></w:hdr>");
    zip_add_str(
        &z, "word/comments.xml",
        "<w:comments><w:comment w:author='Dr X'><w:p><w:r><w:t>call back</w:t></w:r></w:p></w:comment></w:comments>");
    zip_add_str(&z, "word/_rels/document.xml.rels", rels);
    zip_add_str(&z, "docProps/core.xml", "<c><dc:creator>Ann Example</dc:creator></c>");
    zip_add_str(&z, "word/embeddings/sheet.bin", "inside");
    reading_of(r, zip_end(&z));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "docx") == 0,
              r->what ? r->what : reading_format(r));
    zip_done(&z);
}

TEST(paragraphs_deletions_and_boxes_are_text) {
    reading r;
    document(&r, "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>Dear</w:t><w:tab/><w:t "
                 "xml:space='preserve'> Ann</w:t><w:br/><w:t>line</w:t></w:r></w:p>"
                 "<w:p><w:del w:author='Bob'><w:r><w:delText>9990000018</w:delText></w:r></w:del></w:p><w:p/>"
                 "<w:p><mc:AlternateContent><mc:Choice><w:t>in a box</w:t></mc:Choice><mc:Fallback><w:t>in a "
                 "box</w:t></mc:Fallback></mc:AlternateContent></w:p>");
    CHECK(reading_shows(&r, "Dear\t Ann\nline\n9990000018 Bob\nin a box\n"));
    CHECK(reading_shows(&r, "Ward 7\n") && reading_shows(&r, "call back Dr X\n") &&
          reading_shows(&r, "creator: Ann Example\n") && reading_shows(&r, "link: mailto:ann@a.example\n"));
    CHECK(r.children == 1 && ts_span_eq(ts_buf_span(&r.data), ts_str("inside")));
    reading_done(&r);
}

TEST(tables_are_tables_and_a_table_in_a_cell_is_its_text) {
    reading r;
    document(&r, "<w:tbl><w:tr><w:tc><w:p><w:t>Name</w:t></w:p></w:tc><w:tc><w:p><w:t>DOB</w:t></w:p></w:tc></w:tr>"
                 "<w:tr><w:tc><w:tcPr><w:gridSpan "
                 "w:val='2'/></w:tcPr><w:p><w:t>wide</w:t></w:p></w:tc><w:tc><w:p><w:t>third</w:t></w:p></w:tc></w:tr>"
                 "<w:tr><w:tc><w:p><w:t>Ann</w:t></w:p><w:p><w:t>Example</w:t></w:p></"
                 "w:tc><w:tc><w:tbl><w:tr><w:tc><w:p><w:t>in</w:t></w:p></w:tc><w:tc><w:p><w:t>ner</w:t></w:p></w:tc></"
                 "w:tr></w:tbl></w:tc></w:tr></w:tbl>"
                 "<w:p><w:t>after</w:t></w:p><w:tbl><w:tr><w:tc><w:p><w:t>second</w:t></w:p></w:tc></w:tr></w:tbl>");
    CHECK(reading_says(&r, "row 1|Name|DOB") && reading_says(&r, "row 2|wide||third") &&
          reading_says(&r, "row 3|Ann Example|in ner"));
    CHECK(strstr(r.log.ptr, "table part=table1 ") && strstr(r.log.ptr, "table part=table2 ") &&
          reading_shows(&r, "after\n"));
    reading_done(&r);
}

TEST(a_document_of_another_program_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("letter.docx");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "docx") == 0 && !r.broken && r.outcome.reason == TS_READ);
    CHECK(reading_shows(&r, "Your NHS number is 999 000 0018.\n"));
    CHECK(reading_says(&r, "row 1|Test|Result") && reading_says(&r, "row 2|HbA1c|48"));
    reading_done(&r);
}

TEST(a_zip_that_only_holds_a_document_is_a_zip) {
    zipping inner = {0}, outer = {0};
    zip_add_str(&inner, "word/document.xml", "<w:document/>");
    zip_add(&outer, "letter.docx", zip_end(&inner));
    reading r;
    reading_of(&r, zip_end(&outer));
    CHECK(strcmp(reading_format(&r), "zip") == 0 && r.children == 1);
    reading_done(&r);
    zip_done(&inner);
    zip_done(&outer);
}

TEST(a_cut_document_gives_its_members) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("letter.docx");
    reading r;
    reading_of(&r, ts_slice(ts_buf_span(&b), 0, b.len - 400));
    CHECK(r.outcome.reason == TS_REASON_TRUNCATED && r.children > 3 && strstr(r.data.ptr, "999 000 0018"));
    reading_done(&r);
}

/* One sample has the first rows of each sheet, whole ones; the others have none, and the whole is as ever. */
TEST(a_sample_has_the_first_rows_of_each_sheet) {
    enum { ROWS = 4000, SLICE = 40000 };
    TS_AUTO(ts_buf, ts_buf_done) sheet = {0};
    ts_buf_add_str(&sheet, "<worksheet><sheetData>");
    for (unsigned i = 1; i <= ROWS; i++)
        ts_buf_addf(&sheet, "<row r='%u'><c t='s'><v>0</v></c><c><v>%u</v></c></row>", i, i * 7919u);
    ts_buf_add_str(&sheet, "</sheetData></worksheet>");
    zipping z = {0};
    zip_add_str(&z, "xl/workbook.xml",
                "<workbook xmlns:r='r'><sheets><sheet name='One' r:id='rId1'/><sheet name='Two' r:id='rId2'/>"
                "<sheet name='Lost' r:id='rId1'/></sheets></workbook>");
    zip_add_str(&z, "xl/_rels/workbook.xml.rels", rels);
    zip_add_str(&z, "xl/sharedStrings.xml", "<sst><si><t>somebody</t></si></sst>");
    zip_add(&z, "xl/worksheets/sheet1.xml", ts_buf_span(&sheet));
    zip_add(&z, "xl/worksheets/sheet2.xml", ts_buf_span(&sheet));
    zip_add_str(&z, "xl/media/image1.png", "not really a picture");
    ts_span b = zip_end(&z);
    ts_slice_set_bytes(SLICE);
    uint64_t slices = (b.len + SLICE - 1) / SLICE;
    for (uint64_t k = 1; k < slices; k++) {
        ts_slice_job job = {.from = k * SLICE, .to = (k + 1) * SLICE};
        reading r;
        ts_source in;
        ts_source_memory(&in, b);
        in.slice = &job;
        reading_run(&r, &in, b);
        ts_source_done(&in);
        CHECK_ROW(job.begun && job.start == job.from && !r.children && !r.broken && r.outcome.reason == TS_READ,
                  r.log.ptr);
        if (k == slices / 2) {
            CHECK(r.rows > 1000 && r.rows < 4000 && job.next > job.start && job.next <= job.to);
            CHECK(reading_says(&r, "row 1|somebody|7919") && reading_says(&r, "row 700|somebody|5543300"));
            CHECK(strstr(r.log.ptr, "table part=One ") && strstr(r.log.ptr, "table part=Two "));
        } else {
            CHECK(r.rows == 0 && job.next == job.start);
        }
        reading_done(&r);
    }
    ts_slice_set_bytes(0);
    reading r;
    reading_of(&r, b);
    CHECK(r.rows == 2 * ROWS && r.children == 1 && r.outcome.reason == TS_READ);
    reading_done(&r);
    zip_done(&z);
}
