/* form_test.c - what is read here, and what a worker must read. */
#include "holdings/form.h"

#include "support/test.h"

TEST(forms_by_their_first_bytes) {
    static const struct {
        const char *text;
        ts_form want;
        const char *why;
    } rows[] = {
        {"a,b\n1,2\n", TS_FORM_DELIMITED, "CSV"},
        {"[id],[name]\n1,2\n", TS_FORM_DELIMITED, "names in brackets"},
        {"MSH,PID\n1,2\n", TS_FORM_DELIMITED, "names like segments"},
        {"MSH|NHS|Surname\nx|y|z\n", TS_FORM_DELIMITED, "the same with bars"},
        {"", TS_FORM_DELIMITED, "nothing"},
        {"COPY t (a) FROM stdin;\n1\n", TS_FORM_COPY, "COPY"},
        {"-- dump\nCREATE TABLE t (a text);\nCOPY t (a) FROM stdin;\n", TS_FORM_OTHER, "a dump"},
        {"INSERT INTO t VALUES (1);\n", TS_FORM_OTHER, "a dump of another program"},
        {" {\"a\": 1}\n", TS_FORM_OTHER, "JSON"},
        {"[ {\"a\": 1} ]", TS_FORM_OTHER, "a list of JSON"},
        {"\xef\xbb\xbf{\"a\": 1}\n", TS_FORM_OTHER, "behind a byte-order mark"},
        {"<?xml version=\"1.0\"?><a/>", TS_FORM_OTHER, "XML"},
        {"<Bundle xmlns=\"http://hl7.org/fhir\"/>", TS_FORM_OTHER, "FHIR"},
        {"MSH|^~\\&|PAS|RBS\r", TS_FORM_OTHER, "HL7"},
        {"\x0bMSH|^~\\&|PAS|RBS\r", TS_FORM_OTHER, "HL7 in its frame"},
        {"PK\x03\x04zip", TS_FORM_OTHER, "a workbook"},
        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x01\x02\x03\x04\x05\x06", TS_FORM_OTHER, "an old workbook"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_form_of(ts_str(rows[i].text)) == rows[i].want, rows[i].why);
    CHECK(ts_form_of(ts_span_of("SQLite format 3\0\x10\0\1\1\0\x40\x20\x20", 24)) == TS_FORM_OTHER);
}

TEST(names_of_exports) {
    static const struct {
        const char *name;
        bool want;
    } rows[] = {{"pas.csv", true}, {"PAS.XLSX", true},       {"pas.fhir.ndjson", true},
                {"x.hl7", true},   {"holdings.toml", false}, {".hidden.csv", false},
                {"csv", false},    {"notes.docx", false},    {"a.b.dbf", true},
                {"", false}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_form_is_named(rows[i].name) == rows[i].want, rows[i].name);
}
