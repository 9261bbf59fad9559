/* column_test.c - what columns are taken for: by name, by values, and by neither alone. */
#include "detect/detect.h"

#include <stdio.h>

#include "base/mem.h"
#include "detect/column.h"
#include "support/segments.h"
#include "support/test.h"

/* Infers one column from its name and values, parted by '|'. */
static ts_column_role infer(const char *head, const char *values) {
    ts_span cell[64], name = ts_str(head);
    size_t n = 0;
    for (const char *p = values; *p && n < 64;) {
        size_t len = strcspn(p, "|");
        cell[n++] = ts_span_of(p, len);
        p += len + (p[len] == '|');
    }
    ts_column_role role = {0};
    (void)ts_columns_infer(head[0] ? &name : NULL, 1, cell, n, &role);
    return role;
}

static const char numbers[] = "9990000018|999 000 0026|9990000034|9990000042|9990000050";
static const char mobiles[] = "7700900123|7700900124|7700900125|7700900126|7700900127|7700900128";
static const char dates[] = "23/04/1987|01/02/1950|13/12/2001";
static const char people[] = "Smith|Jones|O'Brien|Patel|Nowak";

/* NHS Data Dictionary: attributes of Commissioning Data Sets, as columns and as elements of their XML; a path is told by its end. */
TEST(names_of_commissioning_data_sets) {
    static const struct {
        const char *head, *values;
        ts_kind kind;
        ts_role about;
    } rows[] = {
        {"LOCAL PATIENT IDENTIFIER", "AH12345|AH12346", TS_KIND_LOCAL_ID, TS_ROLE_UNKNOWN},
        {"ORGANISATION IDENTIFIER (LOCAL PATIENT IDENTIFIER)", "RBS00|RBQ00", TS_KIND_NONE, TS_ROLE_UNKNOWN},
        {"NHSNumber", numbers, TS_KIND_NHS_NUMBER, TS_ROLE_UNKNOWN},
        {"NHS NUMBER STATUS INDICATOR CODE", "01|02", TS_KIND_NONE, TS_ROLE_UNKNOWN},
        {"PERSON GENDER CODE CURRENT", "1|2", TS_KIND_SEX, TS_ROLE_UNKNOWN},
        {"PersonGivenName", "John|Ann|Priya", TS_KIND_FORENAME, TS_ROLE_UNKNOWN},
        {"PersonFamilyName", people, TS_KIND_SURNAME, TS_ROLE_UNKNOWN},
        {"POSTCODE OF USUAL ADDRESS", "L12 2AP|CH41 1AA", TS_KIND_POSTCODE, TS_ROLE_UNKNOWN},
        {"PatientUsualAddressUnstructured", "1 High St|2 Low Road", TS_KIND_ADDRESS, TS_ROLE_UNKNOWN},
        {"NHS NUMBER (MOTHER)", numbers, TS_KIND_NHS_NUMBER, TS_ROLE_KIN},
        {"PERSON BIRTH DATE (MOTHER)", dates, TS_KIND_BIRTH_DATE, TS_ROLE_KIN},
        {"NHS NUMBER (BABY)", numbers, TS_KIND_NHS_NUMBER, TS_ROLE_UNKNOWN},
        {"CDSV6Type130FinishedGeneralEpisodeCDS.PatientPathway.PersonGroupPatient.PatientIdentity."
         "VerifiedIdentityStructure.NHSNumber",
         numbers, TS_KIND_NHS_NUMBER, TS_ROLE_UNKNOWN},
        /* values that say nothing by themselves */
        {"CDSV6Type130FinishedGeneralEpisodeCDS.PatientPathway.PersonGroupPatient.PatientIdentity."
         "VerifiedIdentityStructure.LocalPatientIdentifier",
         "AH12345|AH12346", TS_KIND_LOCAL_ID, TS_ROLE_UNKNOWN},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_column_role role = infer(rows[i].head, rows[i].values);
        CHECK_ROW(role.kind == rows[i].kind, rows[i].head);
        CHECK_ROW(role.kind == TS_KIND_NONE || role.about == rows[i].about, rows[i].head);
    }
}

TEST(names_of_columns_as_information_teams_write_them) {
    static const struct {
        const char *head, *values;
        ts_kind kind;
    } rows[] = {{"NHSNo", numbers, TS_KIND_NHS_NUMBER},
                {"nhs_number", numbers, TS_KIND_NHS_NUMBER},
                {"NHS NUMBER", numbers, TS_KIND_NHS_NUMBER},
                {"PatientNHSNo", numbers, TS_KIND_NHS_NUMBER},
                {"dob", dates, TS_KIND_BIRTH_DATE},
                {"dob_dt", dates, TS_KIND_BIRTH_DATE},
                {"DateOfBirth", dates, TS_KIND_BIRTH_DATE},
                {"PERSON BIRTH DATE", dates, TS_KIND_BIRTH_DATE},
                {"pat_birth_date", dates, TS_KIND_BIRTH_DATE},
                {"Geburtsdatum", dates, TS_KIND_BIRTH_DATE},
                {"AdmDate", dates, TS_KIND_RECORD_DATE},
                {"DoD", dates, TS_KIND_DEATH_DATE},
                {"Surname", people, TS_KIND_SURNAME},
                {"LAST_NAME", people, TS_KIND_SURNAME},
                {"patientSurname", people, TS_KIND_SURNAME},
                {"fname", "John|Ann|Priya", TS_KIND_FORENAME},
                {"Patient Name", "Smith, John|Jones, Ann", TS_KIND_PERSON_NAME},
                {"HospNo", "AH12345|AH12346", TS_KIND_LOCAL_ID},
                {"mrn", "000123|000124", TS_KIND_LOCAL_ID},
                {"Postcode", "L12 2AP|CH41 1AA", TS_KIND_POSTCODE},
                {"HomeTel", "0151 496 0123|01514960124", TS_KIND_PHONE},
                {"Mobile", mobiles, TS_KIND_PHONE},
                {"Sex", "M|F|F", TS_KIND_SEX},
                {"gender_code", "1|2|2", TS_KIND_SEX},
                {"Title", "Mr|Mrs|Dr", TS_KIND_TITLE},
                {"EmailAddress", "a@b.example|c@d.example", TS_KIND_EMAIL},
                {"NI Number", "QQ123456C|QQ123457A", TS_KIND_NINO},
                {"Addr1", "12 Eaton Road|4 Mill Lane", TS_KIND_ADDRESS},
                {"AssignmentNumber", "20001234|20001235-2", TS_KIND_LOCAL_ID},
                {"constituent_id", "C0001|C0002", TS_KIND_LOCAL_ID}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(infer(rows[i].head, rows[i].values).kind == rows[i].kind, rows[i].head);
}

TEST(a_name_alone_is_not_enough) {
    CHECK(infer("ref", numbers).kind == TS_KIND_NHS_NUMBER);
    CHECK(infer("hospital_number", numbers).kind == TS_KIND_NHS_NUMBER);
    CHECK(infer("dob", "yes|no|yes").kind == TS_KIND_NONE);
    CHECK(infer("nhs_no", "A|B|C").kind == TS_KIND_NONE);
    CHECK(infer("product name", "Blue widget|Left bracket|Steel tube").kind == TS_KIND_NONE);
    CHECK(infer("ward name", "Oak|Ash|Elm").kind == TS_KIND_NONE);
}

TEST(values_alone_are_not_enough) {
    CHECK(infer("", mobiles).kind == TS_KIND_NONE); /* stripped mobiles: one in eleven fits by chance */
    CHECK(infer("", "4000000001|4000000002|4000000003|4000000004|4000000009").kind == TS_KIND_NONE);
    CHECK(infer("", numbers).kind == TS_KIND_NHS_NUMBER);
    CHECK(infer("", "a@b.example|c@d.example").kind == TS_KIND_EMAIL);
    CHECK(infer("", "L12 2AP|CH41 1AA|L1 8JQ").kind == TS_KIND_POSTCODE);
    CHECK(infer("", "Smith, John|Patel, Priya|Jones, Ann").kind == TS_KIND_PERSON_NAME);
    CHECK(infer("", "red|green|blue").kind == TS_KIND_NONE);
}

/* The kind of column `at` of a table; cells parted by tabs, rows by newlines, the first row its head. */
static ts_kind kind_in(const char *text, size_t at) {
    ts_span cell[64];
    size_t n = 0, columns = 0;
    for (const char *p = text; *p && n < 64;) {
        size_t len = strcspn(p, "\t\n");
        cell[n++] = ts_span_of(p, len);
        columns = p[len] == '\n' && columns == 0 ? n : columns;
        p += len + 1;
    }
    ts_column_role role[8] = {{0}};
    (void)ts_columns_infer(cell, columns, cell + columns, n / columns - 1, role);
    return role[at].kind;
}

/* As keys of package.json, composer.json, manifests, inventories and lists of people. */
TEST(a_column_called_name_needs_people_in_it) {
    static const struct {
        const char *head, *values;
        ts_kind kind;
    } rows[] = {{"name", "libfoo", TS_KIND_NONE},
                {"name", "hospital-portal", TS_KIND_NONE},
                {"name", "acme/booking", TS_KIND_NONE},
                {"name", "Promises API|File System|Worker Threads", TS_KIND_NONE},
                {"name", "Main Ward Printer|Back Office Scanner|Theatre Two Display", TS_KIND_NONE},
                {"Name", "Blood Pressure Monitor|Syringe Driver|Infusion Pump", TS_KIND_NONE},
                {"name", "Cardiology Outpatients|General Surgery|Trauma Orthopaedics", TS_KIND_NONE},
                {"metadata.name", "web-frontend|patient-api", TS_KIND_NONE},
                {"displayName", "Reception Laptop|Boardroom Screen", TS_KIND_NONE},
                {"name", "grace|oscar|jupiter|hermes", TS_KIND_NONE},
                {"product_name", "Blue Widget|Left Bracket", TS_KIND_NONE},
                {"ward_name", "Oak Ward|Elm Ward", TS_KIND_NONE},
                {"filename", "Annual Report|Board Papers", TS_KIND_NONE},
                {"hostname", "alice|thomas", TS_KIND_NONE},
                {"username", "alice|thomas", TS_KIND_NONE},
                {"name", "Jane Smith", TS_KIND_PERSON_NAME},
                {"name", "Jane Smith|Ahmed Khan|Wojciech Szczesny", TS_KIND_PERSON_NAME},
                {"Name", "Okafor, Chidi|Nwosu, Adaeze|Zhang, Wei", TS_KIND_PERSON_NAME},
                {"displayName", "Emma Thompson|Peter Walker", TS_KIND_PERSON_NAME},
                {"name", "Smith|Jones|Patel|Hughes", TS_KIND_PERSON_NAME},
                /* a word that says whose needs no list */
                {"patient_name", "Szczesny Wojciech|Oluwaseun Adeyemi", TS_KIND_PERSON_NAME},
                {"full name", "Szczesny Wojciech|Oluwaseun Adeyemi", TS_KIND_PERSON_NAME},
                {"donor name", "Oluwaseun Adeyemi", TS_KIND_PERSON_NAME}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(infer(rows[i].head, rows[i].values).kind == rows[i].kind, rows[i].values);
    /* names that no list has are settled by what else the rows have */
    CHECK(kind_in("name\tnhs_number\nWojciech Szczesny\t9990000018\nOluwaseun Adeyemi\t9990000026\n", 0) ==
          TS_KIND_PERSON_NAME);
    CHECK(kind_in("name\tdob\nIfeoma Okonkwo\t30/01/1985\nBronagh Mulholland\t07/07/1990\n", 0) == TS_KIND_PERSON_NAME);
    CHECK(kind_in("email\tname\na@b.example\tIfeoma Okonkwo\nc@d.example\tBronagh Mulholland\n", 1) ==
          TS_KIND_PERSON_NAME);
    CHECK(kind_in("name\tip\nReception Laptop\t10.0.0.1\nBoardroom Screen\t10.0.0.2\n", 0) == TS_KIND_NONE);
    CHECK(kind_in("name\tcontact email\nlibfoo\ta@b.example\nlibbar\tc@d.example\n", 0) == TS_KIND_NONE);
    CHECK(kind_in("name\tmodified\nBoard Papers\t30/01/2019\nRisk Register\t07/07/2020\n", 0) == TS_KIND_NONE);
}

TEST(the_names_of_a_forms_fields_are_no_people) {
    static const char fields[] = "NHS number|Hospital number|Date of birth|Address|Postcode|Ward|Consultant";
    CHECK(infer("Patient", fields).kind == TS_KIND_NONE);
    CHECK(infer("Name of patient", "NHS No|Unit No|DOB|Home address|Postcode").kind == TS_KIND_NONE);
    CHECK(infer("", fields).kind == TS_KIND_NONE);
    /* "Ward" and "Page" are surnames, too */
    CHECK(infer("Surname", "Ward|Page|Price|Smith|Title").kind == TS_KIND_SURNAME);
}

TEST(whose_column_it_is_and_what_it_shows) {
    CHECK(infer("nok_name", "Mary Smith|Ann Jones").about == TS_ROLE_KIN &&
          infer("Next of Kin Tel", "0151 496 0123|0151 496 0124").about == TS_ROLE_KIN);
    CHECK(infer("gp_name", "Dr Khan|Dr Lee").about == TS_ROLE_CLINICIAN &&
          infer("Consultant", "Dr A Khan|Mr B Lee").about == TS_ROLE_CLINICIAN);
    /* without a name, too: they are not the patients of their rows */
    ts_column_role seen = infer("", "Dr A Khan|Mr B Banerjee|Dr M Teale|Mr D Osgood|Dr S Cavanagh|Dr E Prys");
    CHECK(seen.kind == TS_KIND_PERSON_NAME && seen.about == TS_ROLE_CLINICIAN);
    CHECK(infer("", "Ann Khan|Mr B Carter|Mary Jones|John Smith|Eva Low").about != TS_ROLE_CLINICIAN);
    static const struct {
        const char *head;
        uint32_t categories;
    } rows[] = {{"Diagnosis", TS_CAT_HEALTH},         {"Ward", TS_CAT_HEALTH},       {"Specialty", TS_CAT_HEALTH},
                {"EthnicCategory", TS_CAT_ETHNICITY}, {"Religion", TS_CAT_RELIGION}, {"Salary", TS_CAT_FINANCIAL},
                {"GiftAmount", TS_CAT_DONATION},      {"Grade", TS_CAT_EMPLOYMENT},  {"AdmissionDate", TS_CAT_EVENT}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(infer(rows[i].head, "x1|y2").categories & rows[i].categories, rows[i].head);
}

TEST(the_order_of_a_date_column_is_shown_by_all_its_values) {
    ts_column_role us = infer("dob", "04/23/1987|03/04/1988|12/31/1990"), uk = infer("dob", dates);
    CHECK(us.month_first && !us.day_first && uk.day_first && !uk.month_first);
}

/* Tables. */

TEST(a_month_first_column_is_read_month_first) {
    static test_table t;
    test_table_of(&t, "Surname\tDOB\nSmith\t04/23/1987\nJones\t03/04/1988\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(test_mention(&f, TS_KIND_BIRTH_DATE, "1987-04-23") && test_mention(&f, TS_KIND_BIRTH_DATE, "1988-03-04"));
    ts_findings_done(&f);
}

TEST(titles_and_header_give_no_sighting) {
    static test_table t;
    test_table_of(
        &t,
        "Clinic list March\n\nNHS No\tSurname\tDOB\n9990000018\tSmith\t23/04/1987\n9990000026\tJones\t24/04/1988\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(f.sightings == 2 && f.mentions == 6 && f.sighting[0].place == 4 && f.sighting[0].role == TS_ROLE_PATIENT);
    ts_findings_done(&f);
}

TEST(a_table_without_header_loses_no_row) {
    static test_table t;
    test_table_of(&t, "9990000018\tSmith\tL12 2AP\n9990000026\tJones\tL1 8JQ\n9990000034\tPatel\tCH41 1AA\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(f.sightings == 3 && test_count(&f, TS_KIND_NHS_NUMBER) == 3 && test_count(&f, TS_KIND_SURNAME) == 3 &&
          test_count(&f, TS_KIND_POSTCODE) == 3);
    ts_findings_done(&f);
}

TEST(altered_and_damaged_cells_are_kept_and_marked) {
    static test_table t;
    test_table_of(&t, "NHS No\tMobile\tSort code\tAccount "
                      "no\n9990000018\t7700900123\t20-29-59\t63748472\n9990000027\t07700900124\t202959\t3748472\n");
    ts_findings f = test_find(&t.segment, NULL);
    const ts_mention *altered = test_mention(&f, TS_KIND_NHS_NUMBER, "9990000027"),
                     *damaged = test_mention(&f, TS_KIND_PHONE, "+447700900123");
    CHECK(altered && !altered->valid && (altered->flags & TS_MENTION_UNCHECKED));
    CHECK(damaged && (damaged->flags & TS_MENTION_DAMAGED) && test_count(&f, TS_KIND_PHONE) == 2);
    CHECK(test_mention(&f, TS_KIND_BANK_ACCOUNT, "20295963748472") &&
          test_mention(&f, TS_KIND_BANK_ACCOUNT, "20295903748472"));
    ts_findings_done(&f);
}

TEST(addresses_in_one_cell_or_in_four) {
    static test_table t;
    test_table_of(&t, "Surname\tAddress\nSmith\t12 Eaton Road, Liverpool L12 2AP\nJones\t4 Mill Lane, Hale, L24 4AX\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(test_mention(&f, TS_KIND_ADDRESS, "12 EATON RD") && test_mention(&f, TS_KIND_POSTCODE, "L122AP") &&
          test_mention(&f, TS_KIND_POSTCODE, "L244AX"));
    ts_findings_done(&f);
    test_table_of(
        &t, "Surname\tAddr1\tAddr2\tAddr3\nSmith\t12\tEaton Road\tLiverpool\nJones\tRose Cottage\t4 Mill Lane\tHale\n");
    f = test_find(&t.segment, NULL);
    CHECK(test_count(&f, TS_KIND_ADDRESS) == 2 && test_mention(&f, TS_KIND_ADDRESS, "12 EATON RD") &&
          test_mention(&f, TS_KIND_ADDRESS, "4 MILL LN"));
    ts_findings_done(&f);
}

TEST(roles_carry_over_to_the_next_segment) {
    static test_table a, b;
    test_table_of(&a,
                  "id\tref\tdob\n1\t9990000018\t04/23/1987\n2\t9990000026\t03/04/1988\n3\t9990000034\t12/31/1990\n");
    test_table_of(&b, "4\t9990000043\t03/04/1988\n");
    a.segment.more = true;
    ts_detect *d = ts_detect_new(NULL);
    ts_findings f = {0};
    CHECK(ts_detect_segment(d, &a.segment, 0, &f) == TS_OK);
    ts_findings_clear(&f);
    CHECK(ts_detect_segment(d, &b.segment, 0, &f) == TS_OK);
    CHECK(test_mention(&f, TS_KIND_NHS_NUMBER, "9990000043") && test_mention(&f, TS_KIND_BIRTH_DATE, "1988-03-04"));
    ts_findings_clear(&f);
    CHECK(ts_detect_segment(d, &b.segment, 0, &f) == TS_OK); /* a new table of one row: nothing is known */
    CHECK(!test_mention(&f, TS_KIND_NHS_NUMBER, "9990000043"));
    ts_findings_done(&f);
    ts_detect_free(d);
}

TEST(stripped_mobiles_in_a_bare_column_are_no_health_numbers) {
    static test_table t;
    char text[1200];
    size_t n = 0;
    for (unsigned i = 0; i < 60; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "x%u\t77009001%02u\n", i, i);
    test_table_of(&t, text);
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(test_count(&f, TS_KIND_NHS_NUMBER) == 0);
    ts_findings_done(&f);
}

TEST(serial_dates_in_a_date_column) {
    static test_table t;
    test_table_of(&t, "Surname\tDOB\nSmith\t31890\nJones\t31891\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(test_mention(&f, TS_KIND_BIRTH_DATE, "1987-04-23"));
    ts_findings_done(&f);
}

TEST(a_sort_code_beside_an_account_under_other_names) {
    static test_table t;
    static const char *const head[] = {"Bank Sort\tBank A/C", "bank1\tbank2", "x1\tx2"};
    for (size_t i = 0; i < TEST_COUNT(head); i++) {
        char text[240];
        snprintf(text, sizeof text,
                 "Surname\tPostcode\t%s\nSmith\tL12 2AP\t20-29-59\t63748472\nJones\tL12 2AP\t40-47-86\t01234567\n"
                 "Patel\tL12 2AP\t09-01-27\t5512345\n",
                 head[i]);
        test_table_of(&t, text);
        ts_findings f = test_find(&t.segment, NULL);
        CHECK_ROW(test_count(&f, TS_KIND_BANK_ACCOUNT) == 3 && test_mention(&f, TS_KIND_BANK_ACCOUNT, "20295963748472"),
                  head[i]);
        ts_findings_done(&f);
    }
    /* dates written in pairs, and pairs with no account beside them, are none */
    static const char *const others[] = {
        "Surname\tPostcode\ta\tb\nSmith\tL12 2AP\t12-05-98\t63748472\nJones\tL12 2AP\t14-07-86\t41234567\n"
        "Patel\tL12 2AP\t09-01-27\t55123451\n",
        "Surname\tPostcode\ta\tb\nSmith\tL12 2AP\t20-29-59\t637\nJones\tL12 2AP\t40-47-86\t412\n"
        "Patel\tL12 2AP\t09-01-27\t551\n"};
    for (size_t i = 0; i < TEST_COUNT(others); i++) {
        test_table_of(&t, others[i]);
        ts_findings f = test_find(&t.segment, NULL);
        CHECK_ROW(test_count(&f, TS_KIND_BANK_ACCOUNT) == 0, others[i]);
        ts_findings_done(&f);
    }
}

TEST(names_of_columns_in_welsh) {
    static const struct {
        const char *head, *values;
        ts_kind kind;
    } rows[] = {{"Rhif GIG", numbers, TS_KIND_NHS_NUMBER},
                {"Cyfenw", people, TS_KIND_SURNAME},
                {"Enw cyntaf", "John|Ann|Priya", TS_KIND_FORENAME},
                {"Enw'r claf", "Smith, John|Jones, Ann", TS_KIND_PERSON_NAME},
                {"Dyddiad geni", "23/04/2011|01/02/2012|13/12/2013", TS_KIND_BIRTH_DATE},
                {"dyddiad_geni", "23042011|01022012|13122013", TS_KIND_BIRTH_DATE},
                {"Dyddiad rhyddhau", "23/04/1987|01/02/1950|13/12/2001|01/01/2019|02/02/2020", TS_KIND_RECORD_DATE},
                {"Ff\xC3\xB4n symudol", mobiles, TS_KIND_PHONE},
                {"Rhif ysbyty", "1012345|1012346", TS_KIND_LOCAL_ID}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(infer(rows[i].head, rows[i].values).kind == rows[i].kind, rows[i].head);
    CHECK(infer("Perthynas agosaf", "Smith, John|Jones, Ann").about == TS_ROLE_KIN);
}

/* Kinds of a table without a head, cells parted by '|', one line a row. */
static void kinds_of(const char *const *line, size_t rows, const ts_hints *hints, size_t columns, ts_column_role *out) {
    ts_span *cell = ts_alloc_array(rows * columns, sizeof *cell);
    for (size_t r = 0, k = 0; r < rows; r++)
        for (const char *p = line[r]; k < (r + 1) * columns; k++) {
            size_t len = strcspn(p, "|");
            cell[k] = ts_span_of(p, len);
            p += len + (p[len] == '|');
        }
    ts_columns c = {0};
    ts_columns_learn(&c, NULL, columns, cell, rows, hints);
    for (size_t i = 0; i < columns; i++)
        out[i] = c.role[i];
    ts_columns_done(&c);
    ts_free(cell);
}

TEST(a_day_with_the_month_in_letters_is_no_address) {
    CHECK(infer("", "07-May-1990|18-Jun-1994|16-Sep-1997|14-Aug-1999").kind == TS_KIND_RECORD_DATE);
    CHECK(infer("", "07-May-1940|18-Jun-1944|16-Sep-1957|14-Aug-1979|01-Jan-2001").kind == TS_KIND_BIRTH_DATE);
}

/* A children's hospital's lists: birth dates lie within eighteen years, and none has a name. */
TEST(childrens_birth_dates_stand_long_before_the_records) {
    static const char *const lists[] = {
        "AHMED|Emma|11/01/2017|24/09/2023", "SMITH|Jack|12/04/2011|05/11/2020", "JONES|Mary|15/08/2005|26/11/2020",
        "PATEL|Anna|07/07/1998|07/12/2021", "BROWN|Lucy|13/06/2003|30/11/2020", "TAYLOR|Ben|07/01/2013|17/03/2022",
        "EVANS|John|28/11/2003|02/07/2019", "WILSON|Amy|23/02/2004|21/11/2020", "DAVIES|Tom|15/10/2010|09/02/2020"};
    static const char *const visits[] = {
        "AHMED|Emma|11/01/2017|24/01/2017", "SMITH|Jack|12/04/2011|05/05/2011", "JONES|Mary|15/08/2005|26/08/2005",
        "PATEL|Anna|07/07/1998|07/08/1998", "BROWN|Lucy|13/06/2003|30/06/2003", "TAYLOR|Ben|07/01/2013|17/01/2013",
        "EVANS|John|28/11/2003|02/12/2003", "WILSON|Amy|23/02/2004|21/03/2004", "DAVIES|Tom|15/10/2010|09/11/2010"};
    ts_column_role role[4];
    kinds_of(lists, TEST_COUNT(lists), NULL, 4, role);
    CHECK(role[2].kind == TS_KIND_BIRTH_DATE && role[3].kind == TS_KIND_RECORD_DATE);
    kinds_of(visits, TEST_COUNT(visits), NULL, 4, role);
    CHECK(role[2].kind == TS_KIND_RECORD_DATE && role[3].kind == TS_KIND_RECORD_DATE);
}

TEST(a_mask_of_eight_digits_takes_no_written_dates) {
    static const char *const rows[] = {"20001234|23/04/1987", "20001235|01/02/1950", "20001236|13/12/2001",
                                       "20001237|30/11/1964", "20001238|02/07/1971"};
    ts_hints hints = {.masks = 1};
    memcpy(hints.mask[0].mask, "99999999", 9);
    ts_column_role role[2];
    kinds_of(rows, TEST_COUNT(rows), &hints, 2, role);
    CHECK(role[0].kind == TS_KIND_LOCAL_ID && role[1].kind == TS_KIND_BIRTH_DATE);
}

TEST(firms_that_bear_a_name_are_no_people) {
    CHECK(infer("", "Oliver Smith Services|Jessica Jones Services|Brian Wright Ltd.|Mary Brown Services").kind ==
          TS_KIND_NONE);
    CHECK(infer("", "Oliver Smith|Jessica Jones|Brian Wright|Mary Brown").kind == TS_KIND_PERSON_NAME);
}

/* Found by the fuzzer: the day is 2, and the rest no part of it. */
TEST(a_date_with_something_behind_it_has_a_normal_form_of_its_own) {
    static test_table t;
    test_table_of(&t, "dob\n1987-04-2e\n1950-02-01\n1961-03-04\n19RD-01-01\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(test_mention(&f, TS_KIND_BIRTH_DATE, "2001-01-19") && test_mention(&f, TS_KIND_BIRTH_DATE, "1987-04-02") &&
          test_mention(&f, TS_KIND_BIRTH_DATE, "1950-02-01"));
    ts_findings_done(&f);
}

TEST(rare_surnames_show_beside_forenames) {
    static const char *const rare[] = {
        "24142841|Adeyemi|Harry|M", "24605430|Wemley|Joan|F",    "24840854|Okoroafor|Jack|M",
        "24608604|Smith|Brenda|F",  "24032969|Cherlow|Emma|F",   "24821844|Zielonka|Tom|M",
        "24735573|Jones|Mary|F",    "24447210|Thwaitely|Anna|F", "24310011|Kumarasamy|Ben|M"};
    static const char *const wards[] = {"1|Cedar|Harry|M", "2|Maple|Joan|F", "3|Cedar|Jack|M",     "4|Rowan|Brenda|F",
                                        "5|Birch|Emma|F",  "6|Maple|Tom|M",  "7|Alderside|Mary|F", "8|Cedar|Anna|F"};
    ts_column_role role[4];
    kinds_of(rare, TEST_COUNT(rare), NULL, 4, role);
    CHECK(role[1].kind == TS_KIND_SURNAME && role[2].kind == TS_KIND_FORENAME);
    kinds_of(wards, TEST_COUNT(wards), NULL, 4, role);
    CHECK(role[1].kind == TS_KIND_NONE);
    static const char *const apart[] = {"Adeyemi|24142841|Harry", "Wemley|24605430|Joan",   "Okoroafor|24840854|Jack",
                                        "Smith|24608604|Brenda",  "Cherlow|24032969|Emma",  "Zielonka|24821844|Tom",
                                        "Jones|24735573|Mary",    "Thwaitely|24447210|Anna"};
    kinds_of(apart, TEST_COUNT(apart), NULL, 3, role);
    CHECK(role[0].kind == TS_KIND_NONE);
}
