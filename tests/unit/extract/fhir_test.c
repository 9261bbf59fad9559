/* fhir_test.c - what resources' elements are called, in JSON and in XML, and where attachments go. */
#include "extract/fhir.h"

#include "reading.h"

TEST(elements_have_the_names_that_say_what_they_are) {
    static const char nhs[] = "https://fhir.nhs.uk/Id/nhs-number";
    static const struct {
        const char *type, *path, *system, *want;
    } rows[] = {
        {"Patient", "name.0.family", "", "surname"},
        {"Patient", "name.1.family", "", "previous surname"},
        {"Patient", "name.0.given.0", "", "forename"},
        {"Patient", "name.0.given.1", "", "middle names"},
        {"Patient", "name.0.prefix.0", "", "title"},
        {"Patient", "birthDate", "", "date of birth"},
        {"Patient", "gender", "", "sex"},
        {"Patient", "deceasedDateTime", "", "date of death"},
        {"Patient", "deceasedBoolean", "", "deceasedBoolean"},
        {"Patient", "identifier.0.value", nhs, "nhs number"},
        {"Patient", "identifier.0.value", "https://rbs.example/pas", "hospital number"},
        {"Patient", "identifier.1.value", "https://rbs.example/pas", "hospital number 2"},
        {"Patient", "identifier.0.system", "", "identifier.0.system"},
        {"Patient", "address.0.line.0", "", "address"},
        {"Patient", "address.0.line.1", "", "address line 2"},
        {"Patient", "address.0.postalCode", "", "postcode"},
        {"Patient", "address.1.postalCode", "", "other postcode"},
        {"Patient", "telecom.0.value", "phone", "phone"},
        {"Patient", "telecom.1.value", "phone", "phone 2"},
        {"Patient", "telecom.2.value", "email", "email 3"},
        {"Patient", "contact.0.name.family", "", "next of kin surname"},
        {"Patient", "contact.0.telecom.0.value", "phone", "next of kin phone"},
        {"Patient", "generalPractitioner.0.display", "", "gp name"},
        {"Patient", "resource.name.0.family", "", "surname"},
        {"RelatedPerson", "name.0.family", "", "next of kin surname"},
        {"RelatedPerson", "birthDate", "", "next of kin date of birth"},
        {"Practitioner", "name.0.family", "", "practitioner surname"},
        {"Practitioner", "identifier.0.value", "https://fhir.hl7.org.uk/Id/gmc-number", "staff number"},
        {"Observation", "code.text", "", "test"},
        {"Condition", "code.coding.0.display", "", "diagnosis"},
        {"Encounter", "subject.display", "", "patient name"},
        {"Encounter", "subject.identifier.value", nhs, "nhs number"},
        {"Encounter", "participant.0.individual.display", "", "practitioner name"},
        {"Organization", "name", "", "name"},
        {"Location", "address.postalCode", "", "address.postalCode"},
        {"Patient", "a.b.c.d.e.f.g.h.i.j", "", "a.b.c.d.e.f.g.h.i.j"},
        {"Patient", "", "", ""},
    };
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_span got = ts_fhir_column(ts_str(rows[i].type), ts_str(rows[i].path), ts_str(rows[i].system), &name);
        CHECK_ROW(ts_span_eq(got, ts_str(rows[i].want)), rows[i].path);
    }
}

#define ANN                                                                                                         \
    "{\"resourceType\":\"Patient\",\"id\":\"1\",\"identifier\":[{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\"," \
    "\"value\":\"9990000018\"},{\"value\":\"A1\",\"system\":\"urn:pas\"}],\"name\":[{\"family\":\"O'Neill\","       \
    "\"given\":[\"Ann\"]}],\"birthDate\":\"1987-04-23\"}"
#define BOB "{\"resourceType\":\"Patient\",\"id\":\"2\",\"name\":[{\"family\":\"Smith\",\"given\":[\"Bob\"]}]}"

TEST(resources_are_rows_however_they_are_packed) {
    static const struct {
        const char *in, *line[3], *why;
    } rows[] = {
        {ANN "\n" BOB "\n",
         {"head|resourceType|id|identifier.0.system|nhs number|hospital number "
          "2|identifier.1.system|surname|forename|date of birth",
          "row 1|Patient|1|https://fhir.nhs.uk/Id/nhs-number|9990000018|A1|urn:pas|O'Neill|Ann|1987-04-23"},
         "a line each"},
        {BOB, {"head|resourceType|id|surname|forename", "row 1|Patient|2|Smith|Bob"}, "one alone"},
        {"{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{\"fullUrl\":\"u1\",\"resource\":" BOB
         "},{\"fullUrl\":\"u2\",\"resource\":" ANN "}]}",
         {"row 1|Bundle|searchset", "head|fullUrl|resource.resourceType|resource.id|surname|forename",
          "row 1|u1|Patient|2|Smith|Bob"},
         "a bundle"},
        {"{\"resourceType\":\"Binary\",\"contentType\":\"application/pdf\",\"data\":\"JVBERi0xLjQ=\"}\n" BOB,
         {"child attachment-1.pdf 8 bytes of 12: read", "row 1|Binary|application/pdf|", "row 2|Patient|||2|Smith|Bob"},
         "bytes in base64"},
        {"{\"resourceType\":\"DocumentReference\",\"content\":[{\"attachment\":{\"contentType\":\"text/"
         "plain\",\"data\":\"QUJD\"}}]}",
         {"child attachment-1.plain 3 bytes of 4: read", "row 1|DocumentReference|text/plain|"},
         "an attachment"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        reading_of(&r, ts_str(rows[i].in));
        CHECK_ROW(strcmp(reading_format(&r), "fhir") == 0 && r.outcome.reason == TS_READ && !r.broken, rows[i].why);
        for (size_t k = 0; k < 3 && rows[i].line[k]; k++) {
            CHECK_ROW(reading_says(&r, rows[i].line[k]), rows[i].line[k]);
            if (!reading_says(&r, rows[i].line[k]))
                CHECK_ROW(!"got", r.log.ptr);
        }
        reading_done(&r);
    }
}

TEST(other_json_is_not_taken) {
    static const char *const rows[] = {
        "{\"resourceType\":1,\"a\":2}\n", "{\"a\":\"resourceType\"}\n", "{\"type\":\"Patient\",\"name\":\"x\"}",
        "{\"resourceType\":\"patients of ward\",\"a\":2}", "{\"x\":{\"resourceType\":\"Patient\"}}"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        reading_of(&r, ts_str(rows[i]));
        CHECK_ROW(strcmp(reading_format(&r), "ndjson") == 0, rows[i]);
        reading_done(&r);
    }
}

TEST(in_xml_too) {
    reading r;
    reading_of(
        &r,
        ts_str(
            "<Bundle xmlns=\"http://hl7.org/fhir\"><type value=\"searchset\"/><entry><resource><Patient><identifier>"
            "<system value=\"https://fhir.nhs.uk/Id/nhs-number\"/><value "
            "value=\"9990000018\"/></identifier><name><family "
            "value=\"O'Neill\"/><given value=\"Ann\"/><given value=\"Mary\"/></name><birthDate value=\"1987-04-23\"/>"
            "</Patient></resource></entry><entry><resource><Patient><name><family "
            "value=\"Smith\"/></name></Patient></resource>"
            "</entry></Bundle>"));
    CHECK(strcmp(reading_format(&r), "xml") == 0 && !r.broken);
    CHECK(reading_says(&r, "head|resource.Patient.identifier.system.value|hospital number|surname|forename|date of "
                           "birth|nhs number|middle names"));
    CHECK(reading_says(&r, "row 1|https://fhir.nhs.uk/Id/nhs-number||O'Neill|Ann|1987-04-23|9990000018|Mary"));
    reading_done(&r);
    reading_of(&r, ts_str("<?xml version='1.0'?><Patient xmlns='http://hl7.org/fhir'><id value='1'/><name><family "
                          "value='Smith'/><given "
                          "value='Bob'/></name><gender value='male'/><birthDate value='1954-12-01'/></Patient>"));
    CHECK(reading_says(&r, "head|id.value|surname|forename|sex|date of birth") &&
          reading_says(&r, "row 1|1|Smith|Bob|male|1954-12-01"));
    reading_done(&r);
}

TEST(a_large_bundle_and_many_lines_are_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "{\"resourceType\":\"Bundle\",\"entry\":[");
    for (int i = 0; i < 5000; i++)
        ts_buf_addf(&b, "%s{\"resource\":%s}", i ? "," : "", i % 2 ? ANN : BOB);
    ts_buf_add_str(&b, "]}");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "fhir") == 0 && r.rows == 5001 && !r.broken && strstr(r.log.ptr, "|surname|"));
    reading_done(&r);
}
