/* odf_test.c - OpenDocument files, of another program and made part by part. */
#include "zipping.h"

static void package(zipping *z, const char *type, const char *content) {
    TS_AUTO(ts_buf, ts_buf_done) mime = {0}, c = {0};
    ts_buf_addf(&mime, "application/vnd.oasis.opendocument.%s", type);
    zip_add(z, "mimetype", ts_buf_span(&mime));
    ts_buf_addf(&c,
                "<?xml version='1.0'?><office:document-content><office:body>%s</office:body></office:document-content>",
                content);
    zip_add(z, "content.xml", ts_buf_span(&c));
}

static void finish(reading *r, zipping *z) {
    reading_of(r, zip_end(z));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "odf") == 0,
              r->what ? r->what : reading_format(r));
    zip_done(z);
}

static void sheet(reading *r, const char *rows) {
    zipping z = {0};
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_addf(&b, "<office:spreadsheet><table:table table:name='Old &amp; kin'>%s</table:table></office:spreadsheet>",
                rows);
    package(&z, "spreadsheet", b.ptr);
    finish(r, &z);
}

TEST(a_letter_of_another_program_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("story.odt");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "odf") == 0 && !r.broken && r.outcome.reason == TS_READ);
    CHECK(reading_shows(&r, "9990000026 Dr Kay\nDear Siobhan O\xE2\x80\x99Neill,\nyour NHS number is 999 000 0018.\n"));
    CHECK(reading_shows(&r, "hidden ZZ99 3VZtwo   spaces\ttab\nline \xC5\x81\xC3\xB3\x64\xC5\xBA \xF0\x9F\x98\x80\n"));
    CHECK(reading_says(&r, "row 1|Test|Result") && reading_says(&r, "row 2|HbA1c|48"));
    CHECK(strstr(r.log.ptr, "part=header ") && reading_shows(&r, "Sampleton General, ward 7\n"));
    CHECK(strstr(r.log.ptr, "part=footer ") && reading_shows(&r, "confidential\n"));
    CHECK(strstr(r.log.ptr, "part=footnotes ") && reading_shows(&r, "seen by the registrar\n"));
    CHECK(strstr(r.log.ptr, "part=comments ") && reading_shows(&r, "call 07700 900123 Dr Ex\n"));
    CHECK(reading_shows(&r, "title: Discharge letter\n") && reading_shows(&r, "creator: Zo\xC3\xAB Bee\n") &&
          reading_shows(&r, "keyword: ward 7\n"));
    reading_done(&r);
}

TEST(cells_say_what_is_shown_and_dates_their_year) {
    reading r;
    sheet(&r, "<table:table-row><table:table-cell office:value-type='date' office:date-value='1987-04-23'>"
              "<text:p>23/04/87</text:p></table:table-cell><table:table-cell office:value-type='date' "
              "office:date-value='2021-03-31T14:05:00'/><table:table-cell office:value-type='float' "
              "office:value='9990000018'><text:p>9.99E+09</text:p></table:table-cell><table:table-cell "
              "office:value-type='float' office:value='7'><text:p>007</text:p></table:table-cell>"
              "<table:table-cell office:value='5'/><table:table-cell><text:p>two</text:p><text:p>lines"
              "<office:annotation><dc:creator>Dr X</dc:creator><dc:date>2024</dc:date><text:p>call back</text:p>"
              "</office:annotation></text:p></table:table-cell></table:table-row>");
    CHECK(reading_says(&r, "row 1|1987-04-23|2021-03-31 14:05:00|9990000018|007|5|two lines"));
    CHECK(reading_shows(&r, "call back Dr X\n") && !reading_shows(&r, "2024"));
    CHECK(strstr(r.log.ptr, "table part=Old & kin ") != NULL);
    reading_done(&r);
}

TEST(repeats_are_bounded_and_count) {
    reading r;
    sheet(&r, "<table:table-row table:number-rows-repeated='3'><table:table-cell/><table:table-cell "
              "table:number-columns-repeated='2'><text:p>x</text:p></table:table-cell></table:table-row>"
              "<table:table-row table:number-rows-repeated='1000'><table:table-cell "
              "table:number-columns-repeated='16384'/></table:table-row>"
              "<table:table-row><table:covered-table-cell table:number-columns-repeated='2'/><table:table-cell>"
              "<text:p>y</text:p></table:table-cell></table:table-row>"
              "<table:table-row table:number-rows-repeated='1048000'><table:table-cell "
              "table:number-columns-repeated='16384'/></table:table-row>");
    CHECK(reading_says(&r, "row 1||x|x") && reading_says(&r, "row 3||x|x") && reading_says(&r, "row 1004|||y"));
    CHECK(r.rows == 4);
    reading_done(&r);
    sheet(&r, "<table:table-row table:number-rows-repeated='99999999999999999999'><table:table-cell "
              "table:number-columns-repeated='18446744073709551615'><text:p>once</text:p></table:table-cell>"
              "<table:table-cell><text:p>beyond</text:p></table:table-cell></table:table-row>"
              "<table:table-row table:number-rows-repeated='18446744073709551615'><table:table-cell "
              "table:number-columns-repeated='16384'><text:p>again</text:p></table:table-cell></table:table-row>");
    CHECK(r.text.len > TS_LIMIT_REPEATS / 2 && r.text.len < 2 * TS_LIMIT_REPEATS);
    CHECK(reading_shows(&r, "beyond"));
    CHECK(reading_shows(&r, "again"));
    CHECK(strstr(r.log.ptr, "note cells that repeat") != NULL);
    reading_done(&r);
}

TEST(slides_and_their_notes_are_parts) {
    zipping z = {0};
    package(&z, "presentation",
            "<office:presentation><draw:page draw:name='p'><draw:frame><svg:desc>a "
            "map</svg:desc><draw:text-box><text:p>Ward "
            "list</text:p></draw:text-box></"
            "draw:frame><draw:frame><table:table><table:table-row><table:table-cell><text:p>Ann"
            "</text:p></table:table-cell><table:table-cell><text:p>Bee</text:p></table:table-cell></table:table-row>"
            "</table:table></draw:frame><presentation:notes><text:p>say <text:a "
            "xlink:href='mailto:ann@a.example'>less</text:a></text:p></presentation:notes></draw:page></"
            "office:presentation>");
    zip_add_str(&z, "Pictures/1.png", "not really a picture");
    reading r;
    finish(&r, &z);
    CHECK(strstr(r.log.ptr, "part=slide1 ") && strstr(r.log.ptr, "part=notes1 "));
    CHECK(reading_shows(&r, "a map\nWard list\n") && reading_says(&r, "row 1|Ann|Bee") &&
          reading_shows(&r, "say less ann@a.example\n"));
    CHECK(r.children == 1);
    reading_done(&r);
}

TEST(who_changed_the_text_stands_apart_from_it) {
    zipping z = {0};
    package(
        &z, "text",
        "<office:text><text:tracked-changes><text:changed-region><text:insertion><office:change-info><dc:creator>Dr "
        "Kay</dc:creator><dc:date>2024</dc:date></office:change-info></text:insertion></text:changed-region>"
        "</text:tracked-changes><text:p>999 000<text:change-start/> 0018</text:p></office:text>");
    reading r;
    finish(&r, &z);
    CHECK(reading_shows(&r, "Dr Kay\n999 000 0018\n") && !reading_shows(&r, "2024"));
    reading_done(&r);
}

TEST(an_encrypted_one_is_encrypted_and_a_lying_one_is_read) {
    static const char manifest[] = "<m:manifest><m:file-entry m:full-path='content.xml'><m:encryption-data/>"
                                   "</m:file-entry></m:manifest>";
    zipping z = {0};
    reading r;
    zip_add_str(&z, "mimetype", "application/vnd.oasis.opendocument.text");
    zip_add_str(&z, "content.xml", "\x8F\x02\x77 nothing to be read");
    zip_add_str(&z, "META-INF/manifest.xml", manifest);
    finish(&r, &z);
    CHECK(r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == r.source.len && r.segments == 0);
    reading_done(&r);
    package(&z, "text", "<office:text><text:p>seen</text:p></office:text>");
    zip_add_str(&z, "META-INF/manifest.xml", manifest);
    finish(&r, &z);
    CHECK(r.outcome.reason == TS_READ && reading_shows(&r, "seen\n"));
    reading_done(&r);
    zip_add_str(&z, "mimetype", "application/vnd.oasis.opendocument.text");
    zip_add_str(&z, "encrypted-package", "\x8F\x02\x77");
    finish(&r, &z);
    CHECK(r.outcome.reason == TS_REASON_ENCRYPTED);
    reading_done(&r);
}

TEST(cut_or_deep_it_ends) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("story.odt");
    for (size_t i = 1; i < 16; i++) {
        reading r;
        reading_of(&r, ts_slice(ts_buf_span(&b), 0, b.len * i / 16));
        CHECK(r.err == TS_OK && !r.broken && r.outcome.reason != TS_READ); /* the zip reader's */
        reading_done(&r);
    }
    static const char *const nest[] = {"<text:p>", "<table:table><table:table-row><table:table-cell>", "<text:note>",
                                       "<office:annotation><text:p>",
                                       "</text:p></office:annotation></text:note></table:table>"};
    for (size_t i = 0; i < TEST_COUNT(nest); i++) {
        TS_AUTO(ts_buf, ts_buf_done) c = {0};
        for (int k = 0; k < 20000; k++)
            ts_buf_add_str(&c, nest[i]);
        ts_buf_add_str(&c, "<text:p>deep</text:p>");
        for (int sheets = 0; sheets < 2; sheets++) {
            zipping z = {0};
            TS_AUTO(ts_buf, ts_buf_done) all = {0};
            ts_buf_addf(&all, "%s%s", sheets ? "<office:spreadsheet>" : "<office:text>", c.ptr);
            package(&z, "text", all.ptr);
            reading r;
            finish(&r, &z);
            CHECK_ROW(reading_shows(&r, "deep"), nest[i]);
            reading_done(&r);
        }
    }
}

TEST(long_comments_stay_bounded) {
    TS_AUTO(ts_buf, ts_buf_done) c = {0};
    ts_buf_add_str(&c, "<table:table-row><table:table-cell><text:p>before</text:p><office:annotation><text:p>");
    while (c.len < 3 * TS_LIMIT_SEGMENT)
        ts_buf_add_str(&c, "never ending<text:s/>");
    ts_buf_add_str(&c, "</text:p></office:annotation></table:table-cell><table:table-cell><text:p>after</text:p>"
                       "</table:table-cell></table:table-row>");
    reading r;
    sheet(&r, c.ptr);
    CHECK(reading_says(&r, "row 1|before|after") && r.segments >= 3 && r.outcome.reason == TS_READ);
    reading_done(&r);
}
