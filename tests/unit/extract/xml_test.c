/* xml_test.c - what becomes a row, what a line, and that nothing expands. */
#include "reading.h"

extern const ts_extractor ts_extractor_xml;

static int bids(ts_span s) { return ts_extractor_xml.bid(&(ts_head){.raw = s, .text = s, .size = s.len, .all = true}); }

TEST(xml_is_known_by_its_tags) {
    static const char *const yes[] = {
        "<?xml version=\"1.0\"?><a/>",
        "\n<?xml version='1.0' encoding='ISO-8859-1'?>\n<!-- x --><!DOCTYPE a [<!ENTITY e 'x'>]><a b='1'>t</a>",
        "<patients><patient><name>Ann</name></patient></patients>",
        "<a:x xmlns:a='u'><a:y/><a:z/></a:x>",
    };
    static const char *const no[] = {
        "<?xml version=\"1.0\"?><html><body>x</body></html>",
        "<!DOCTYPE html><html><p>x</p></html>",
        "<div><p>One</p><p>Two</p></div>",
        "<ann@mail.example> wrote: <see> below",
        "<a> is less than <b> and </c>",
        "a < b and b > c",
        "text that mentions <patient><name>Ann</name></patient>",
        "<",
        "",
    };
    for (size_t i = 0; i < TEST_COUNT(yes); i++)
        CHECK_ROW(bids(ts_str(yes[i])) > 50, yes[i]);
    for (size_t i = 0; i < TEST_COUNT(no); i++)
        CHECK_ROW(bids(ts_str(no[i])) == 0, no[i]);
}

static const struct {
    const char *in, *line[4], *why;
} rows[] = {
    {"<?xml version='1.0'?><l><p id='1'><n>Ann</n></p><p id='2'><n>Bob</n></p></l>",
     {"table part=l.p offset=0 len=12 more=0", "head|id|n", "row 1|1|Ann", "row 2|2|Bob"},
     "what repeats is a row, attributes and elements its columns"},
    {"<?xml version='1.0'?><x:l xmlns:x='u'><x:p><x:n>A &amp; B "
     "&#x41;&#66;</x:n></x:p><x:p><x:n><![CDATA[<c>&amp;]]></x:n></"
     "x:p></x:l>",
     {"head|n", "row 1|A & B AB", "row 2|<c>&amp;"},
     "name spaces are left off, the five entities and numbers are read, CDATA is not"},
    {"<?xml version='1.0'?><l><p><n>Ann</n><n>Mary</n></p><p><n>Bob</n></p><p><n>Cid</n><n>J</n><n>P</n></p></l>",
     {"head|n|n.2", "row 1|Ann|Mary", "row 2|Bob", "head|n|n.2|n.3"},
     "what a record has twice stands in two columns"},
    {"<?xml version=\"1.0\"?>\n<Patients xmlns=\"urn:x\"><P surname=\"O&apos;Neill\" nhs=\"9990000018\"/><P "
     "surname=\"Smith\">note</P></Patients>\n",
     {"head|P|surname|nhs", "row 1||O'Neill|9990000018", "row 2|note|Smith"},
     "a record may be all attributes, and its own text is a column"},
    {"<?xml version='1.0'?><d><row><field name='Surname'>Smith</field><field "
     "name='DOB'>1987-04-23</field></row><row><field "
     "name='Surname'>Jones</field><field name='DOB' xsi:nil='true'/></row></d>",
     {"head|Surname|DOB", "row 1|Smith|1987-04-23", "row 2|Jones"},
     "a column's name in an attribute: mysqldump --xml"},
    {"<?xml version='1.0'?><RESULTS><ROW><COLUMN NAME='SURNAME'><![CDATA[Smith]]></COLUMN><COLUMN "
     "NAME='AGE'>7</COLUMN></ROW>"
     "<ROW><COLUMN NAME='SURNAME'><![CDATA[Jones]]></COLUMN></ROW></RESULTS>",
     {"head|SURNAME|AGE", "row 1|Smith|7", "row 2|Jones"},
     "the same from Oracle"},
    {"<?xml version='1.0'?><l><made>today</made><p><n>Ann</n></p><p><n>Bob</n></p><end by='me'>x</end></l>",
     {"made: today", "row 2|Bob", "end.by: me", "end: x"},
     "what does not repeat is labelled text"},
    {"<?xml version='1.0'?><l><w name='North'><p><surname>A</surname></p><p><surname>B</surname></p></w><w "
     "name='South'><p><surname>C</surname></p></w></l>",
     {"w.name: North", "row 1|A", "row 3|C", "table part=l.w.p offset=4 len=2 more=0"},
     "a ward of patients gives rows of patients"},
    {"<?xml "
     "version='1.0'?><l><p><surname>A</surname><adr><town>X</town></adr><adr><town>Y</town></adr></p><p><surname>B</"
     "surname></p></l>",
     {"head|surname|adr.town|adr.2.town", "row 1|A|X|Y"},
     "a patient with two addresses is one row"},
    {"<?xml "
     "version='1.0'?><Message><Header>7</Header><Patient><PersonFamilyName>Smith</"
     "PersonFamilyName><PersonBirthDate>1987-04-23"
     "</PersonBirthDate></Patient></Message>",
     {"Header: 7", "head|PersonFamilyName|PersonBirthDate", "row 1|Smith|1987-04-23"},
     "one person alone is a row, too"},
    {"<?xml version='1.0'?><l><t>Dear <b>Mrs Example</b>, hello.</t><t>Bye <i>now</i></t></l>",
     {"t: Dear Mrs Example, hello.", "t: Bye now"},
     "text with parts between stays together"},
    {"<?xml version='1.0'?><l><n>Ann</n><n>Bob</n></l>", {"n: Ann", "n: Bob"}, "values alone are no records"},
    {"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'Ann'><!ENTITY b '&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
     "<l><n>&b;</n><m>&f;</m></l>",
     {"doctype: <!DOCTYPE l [<!ENTITY a 'Ann'><!ENTITY b '&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>", "n: &b;",
      "m: &f;"},
     "declared entities stay as they are written"},
    {"<?xml version='1.0'?><l><p><n>Ann</n><!-- moved in May --></p><p><n>Bob</n></p><!-- end of list --></l>",
     {"row 1|Ann|moved in May", "comment: end of list"},
     "comments leak, too"},
    {"<?xml version='1.0'?><l><p><n>Ann</n></p><p><n>Bob",
     {"row 1|Ann", "row 2|Bob"},
     "cut short it counts as far as it goes"},
    {"<?xml version='1.0'?><l><p><n>Ann</x></n></p></q><p><n>Bob</p><p><n>Cid</n></p></l>",
     {"row 1|Ann", "row 2|Bob", "row 3|Cid"},
     "ends that fit nothing are passed over, those that are missing are made up"},
    {"<?xml version='1.0'?><l><p><n>1 < 2</n></p><p><n>a <b</n></p></l>",
     {"row 1|1 < 2", "row 2|a <b"},
     "a '<' that begins no tag"},
};

TEST(records_are_rows_and_the_rest_is_labelled) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        reading_of(&r, ts_str(rows[i].in));
        CHECK_ROW(strcmp(reading_format(&r), "xml") == 0 && r.outcome.reason == TS_READ && !r.broken, rows[i].why);
        for (size_t k = 0; k < 4 && rows[i].line[k]; k++) {
            CHECK_ROW(reading_says(&r, rows[i].line[k]), rows[i].line[k]);
            if (!reading_says(&r, rows[i].line[k]))
                CHECK_ROW(!"got", r.log.ptr);
        }
        reading_done(&r);
    }
}

TEST(the_declared_charset_is_read) {
    static const struct {
        const char *in, *line;
    } charsets[] = {
        {"<?xml version='1.0' encoding='ISO-8859-2'?><l><n>\xA3ukasz</n></l>", "n: \xC5\x81ukasz"},
        {"<?xml version='1.0' encoding=\"windows-1251\"?><l><n>\xC0\xED\xED\xE0</n></l>",
         "n: \xD0\x90\xD0\xBD\xD0\xBD\xD0\xB0"},
        {"<?xml version='1.0' encoding='iso-8859-1'?><l><n>Zo\xEB</n></l>", "n: Zo\xC3\xAB"},
        {"<?xml version='1.0' encoding='UTF-8'?><l><n>Zo\xC3\xAB</n></l>", "n: Zo\xC3\xAB"},
        {"<?xml version='1.0' encoding='none-such'?><l><n>Zo\xC3\xAB</n></l>", "n: Zo\xC3\xAB"},
    };
    for (size_t i = 0; i < TEST_COUNT(charsets); i++) {
        reading r;
        reading_of(&r, ts_str(charsets[i].in));
        CHECK_ROW(!r.broken && reading_says(&r, charsets[i].line), charsets[i].in);
        reading_done(&r);
    }
}

TEST(the_foreign_file_holds_the_three_people) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("people.xml");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.rows == 3 && r.segments == 1 &&
          reading_says(&r, "head|NHSNumber|Surname|Forename|DOB|Phone|Postcode|Note"));
    CHECK(reading_says(&r, "row 2|9990000026|Smith|John|1954-12-01|0151 496 0123|ZZ99 3WZ|two lines"));
    CHECK(reading_says(&r, "row 3|9990000034|\xC5\x81ukasz|\xC5\xBB"
                           "aneta|2001-02-28|07700900456|ZZ99 3VZ"));
    reading_done(&r);
}

/* As a file is read: through a window that ends anywhere. */
TEST(the_window_changes_nothing) {
    FILE *f = tmpfile();
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_span in = ts_str(rows[i].in);
        rewind(f);
        CHECK(fwrite(in.ptr, 1, in.len, f) == in.len && fflush(f) == 0);
        reading whole;
        reading_of(&whole, in);
        for (size_t window = 1; window < 40; window += 3) {
            ts_source_set_window(window);
            ts_source s;
            ts_source_file(&s, fileno(f), 0, in.len);
            reading r;
            reading_run(&r, &s, in);
            ts_source_done(&s);
            CHECK_ROW(ts_span_eq(ts_buf_span(&r.log), ts_buf_span(&whole.log)), rows[i].why);
            reading_done(&r);
        }
        ts_source_set_window(TS_SOURCE_WINDOW);
        reading_done(&whole);
    }
    fclose(f);
}

TEST(cut_or_damaged_anywhere_it_ends_and_keeps_its_promises) {
    uint64_t random = 99;
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_span in = ts_str(rows[i].in);
        char *copy = ts_copy_str(in);
        for (size_t n = 0; n < 4 * in.len; n++) {
            size_t len = n < in.len ? n : in.len;
            memcpy(copy, in.ptr, in.len);
            if (n >= in.len) {
                random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
                copy[(random >> 33) % in.len] = "<>/=\"'&;![] a\x80"[(random >> 20) % 14];
            }
            reading r;
            reading_of(&r, (ts_span){copy, len});
            CHECK_ROW(r.err == TS_OK && !r.broken, rows[i].why);
            reading_done(&r);
        }
        ts_free(copy);
    }
}

/* Many windows of it: every record once, each value where it stands in the source. */
TEST(a_large_file_gives_every_record) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    enum { PEOPLE = 40000 };
    ts_buf_add_str(&b, "<?xml version=\"1.0\"?>\n<export>\n <made>2024-11-01</made>\n");
    for (int i = 0; i < PEOPLE; i++) {
        ts_buf_addf(&b, " <patient><id>%d</id><surname>Smith%d</surname>", i, i % 7);
        if (i % 1000 == 3)
            for (int k = 0; k < 3000; k++)
                ts_buf_add_str(&b, "<visit><ward>North</ward></visit>");
        ts_buf_add_str(&b, "</patient>\n");
    }
    ts_buf_add_str(&b, " <staff><name>A</name></staff>\n <staff><name>B</name></staff>\n</export>\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.rows == PEOPLE + 2 && !r.broken && r.outcome.reason == TS_READ && r.outcome.unread == 0);

    CHECK(strstr(r.log.ptr, "row 40000|39999|Smith1\n") && strstr(r.log.ptr, "table part=export.staff "));
    CHECK(reading_shows(&r, "made: 2024-11-01"));
    reading_done(&r);
}

/* Work and memory are bounded whatever is nested, repeated or never closed. */
TEST(what_is_built_to_exhaust_is_read_in_time) {
    static const char *const pieces[] = {"<a>",      "<a b=\"", "<a b='>", "<!--",  "<![CDATA[",
                                         "<a><b/>x", "<",       "</a",     "&#65;", "<?a "};
    for (size_t i = 0; i < TEST_COUNT(pieces); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        ts_buf_add_str(&b, "<?xml version='1.0'?><l><p><q>1</q></p><p><q>2</q></p><p>");
        while (b.len < 3 * TS_MIB)
            ts_buf_add_str(&b, pieces[i]);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.err == TS_OK && !r.broken && r.outcome.reason == TS_READ, pieces[i]);
        reading_done(&r);
    }
    TS_AUTO(ts_buf, ts_buf_done) names = {0};
    ts_buf_add_str(&names, "<?xml version='1.0'?><l>");
    for (int i = 0; i < 150000; i++)
        ts_buf_addf(&names, "<n%d a%d='x'><m>v%d</m></n%d>", i, i, i, i);
    reading r;
    reading_of(&r, ts_buf_span(&names));
    CHECK(r.err == TS_OK && !r.broken && reading_shows(&r, "v149999") && reading_shows(&r, "v0\n"));
    reading_done(&r);
}

TEST(a_record_beyond_the_limit_goes_on_as_text) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "<?xml version='1.0'?><l><p><n>Ann</n></p><p><n>Bob</n><x>");
    for (size_t n = b.len + TS_LIMIT_XML_RECORD; b.len < n;)
        ts_buf_add_str(&b, "0123456789abcde ");
    ts_buf_add_str(&b, "</x><m>last</m></p><p><n>Cid</n></p></l>");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && reading_says(&r, "row 1|Ann") && reading_shows(&r, "m: last") && r.outcome.unread == 0);
    CHECK(reading_shows(&r, "Bob") && reading_shows(&r, "Cid") && r.text.len > TS_LIMIT_XML_RECORD);
    reading_done(&r);
}
