/* scan_test.c - detection in running text: each trap by its name, offsets, and linear time. */
#include "detect/detect.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/mem.h"
#include "detect/context.h"
#include "support/kind_rows.h"
#include "support/test.h"

TEST(a_bare_health_number_is_possible_and_a_labelled_one_sure) {
    static const kind_row rows[] = {
        {"seen 9990000018 today", TS_KIND_NHS_NUMBER, "9990000018", 40, 55},
        {"seen 999 000 0018 today", TS_KIND_NHS_NUMBER, "9990000018", 56, 80},
        {"NHS No: 999-000-0018", TS_KIND_NHS_NUMBER, "9990000018", 95, 100},
        {"NHS Number 9990000018.", TS_KIND_NHS_NUMBER, "9990000018", 95, 100},
        {"NHS number is 9990000018", TS_KIND_NHS_NUMBER, "9990000018", 95, 100},
        {"nhs_number=9990000018&x", TS_KIND_NHS_NUMBER, "9990000018", 95, 100},
        {"{\"nhsNumber\": \"9990000018\"}", TS_KIND_NHS_NUMBER, "9990000018", 95, 100},
        {"NHS NUMBER\n999 000 0018\n", TS_KIND_NHS_NUMBER, "9990000018", 95, 100},
        {"NHS No (verified): 999 000 0018", TS_KIND_NHS_NUMBER, "9990000018", 95, 100},
        {"NHS No:\xC2\xA0"
         "9990000018",
         TS_KIND_NHS_NUMBER, "9990000018", 95, 100},
        {"NHS No: 999 000 0017", TS_KIND_NHS_NUMBER, "9990000017", 40, 75}, /* altered: kept, unchecked */
    };
    HOLD(rows);
}

TEST(a_house_number_is_short) {
    static const kind_row rows[] = {
        {"9990000018 ASHWORTH\nLiverpool L1 2AB", TS_KIND_ADDRESS, NULL},
        {"999 000 0018 ASHWORTH\nLiverpool L1 2AB", TS_KIND_ADDRESS, NULL},
        {"123456 High Street, Liverpool L1 2AB", TS_KIND_ADDRESS, NULL},
        {"12345 High Street, Liverpool L1 2AB", TS_KIND_ADDRESS, "12345 HIGH ST", 60, 90},
        {"12A High Street, Liverpool L1 2AB", TS_KIND_ADDRESS, "12A HIGH ST", 60, 90},
        {"12-14 High Street, Liverpool L1 2AB", TS_KIND_ADDRESS, "12 14 HIGH ST", 60, 90},
        {"7 2nd Avenue, Liverpool L1 2AB", TS_KIND_ADDRESS, "7 2ND AVE", 60, 90},
        {"lives at 123456 High Street, Liverpool L1 2AB", TS_KIND_ADDRESS, NULL},
    };
    HOLD(rows);
}

TEST(the_people_of_a_mail_keep_their_names_and_addresses) {
    static const struct {
        const char *text, *names[3], *mails[3];
    } rows[] = {
        {"To: Smith, John <js@mail.example>, \"Khan, Amal\" <ak@mail.example>\n",
         {"SMITH, JOHN", "KHAN, AMAL"},
         {"js@mail.example", "ak@mail.example"}},
        {"Cc: Khan, Amal (ROYAL SAMPLE TRUST) <ak@mail.example>; SMITH, Zoe <zs@mail.example>",
         {"KHAN, AMAL", "SMITH, ZOE"},
         {"ak@mail.example", "zs@mail.example"}},
        {"From: a@mail.example, Ann Bee <ann@mail.example>, Tom Ash <tom@mail.example>",
         {"BEE, ANN", "ASH, TOM"},
         {"a@mail.example", "ann@mail.example", "tom@mail.example"}},
        {"To: Khan, Amal; ap Rhys, Lowri\nSubject: the keys", {"KHAN, AMAL", "AP RHYS, LOWRI"}, {NULL}},
        {"From: Smith, John\nSubject: the keys of the store", {"SMITH, JOHN"}, {NULL}},
        {"To: Smith, Jones and others", {NULL}, {NULL}},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_segment s = test_text_of(rows[i].text);
        ts_findings f = test_find(&s, NULL);
        size_t names = 0, mails = 0;
        for (; names < 3 && rows[i].names[names]; names++)
            CHECK_ROW(test_mention(&f, TS_KIND_PERSON_NAME, rows[i].names[names]), rows[i].names[names]);
        for (; mails < 3 && rows[i].mails[mails]; mails++)
            CHECK_ROW(test_mention(&f, TS_KIND_EMAIL, rows[i].mails[mails]), rows[i].mails[mails]);
        CHECK_ROW(test_count(&f, TS_KIND_PERSON_NAME) == names && test_count(&f, TS_KIND_EMAIL) == mails, rows[i].text);
        CHECK_ROW(!names || test_count(&f, TS_KIND_SURNAME) == 0, rows[i].text);
        ts_findings_done(&f);
    }
}

TEST(a_mails_own_name_is_no_address) {
    static const kind_row rows[] = {
        {"Message-ID: <20260105.1@mail.example>", TS_KIND_EMAIL, NULL},
        {"To: a@b.example\r\nmessage-id:\r\n <x.1@mail.example>\r\n", TS_KIND_EMAIL, "a@b.example", 85, 95},
        {"References: <one.1@mail.example>\n <x.2@mail.example>\n\t<x.3@mail.example>", TS_KIND_EMAIL, NULL},
        {"In-Reply-To: <x.1@mail.example>", TS_KIND_EMAIL, NULL},
        {"From: Zoe <zoe@mail.example>", TS_KIND_EMAIL, "zoe@mail.example", 85, 97},
        {"Message-ID: <x.1@mail.example>\nFrom: <zoe@mail.example>", TS_KIND_EMAIL, "zoe@mail.example", 85, 97},
        {"references: zoe@mail.example", TS_KIND_EMAIL, "zoe@mail.example", 85, 97}, /* a person to ask */
    };
    HOLD(rows);
    CHECK(test_confidence(rows[1].text, TS_KIND_EMAIL, "x.1@mail.example") == 0);
    CHECK(test_confidence(rows[5].text, TS_KIND_EMAIL, "x.1@mail.example") == 0);
}

TEST(traps_that_look_like_health_numbers) {
    static const kind_row rows[] = {
        {"at 1600000004 epoch", TS_KIND_NHS_NUMBER, NULL}, /* a time stamp */
        {"invoice 9990000018", TS_KIND_NHS_NUMBER, NULL}, /* an invoice */
        {"Order no: 9990000018", TS_KIND_NHS_NUMBER, NULL},
        {"page id 9990000018", TS_KIND_NHS_NUMBER, NULL},
        {"Mobile: 7700900123", TS_KIND_NHS_NUMBER, NULL}, /* a stripped mobile */
        {"id12-9990000018", TS_KIND_NHS_NUMBER, NULL},
        {"99900000181", TS_KIND_NHS_NUMBER, NULL}, /* inside a longer number */
        {"1234 999 000 0018 5678", TS_KIND_NHS_NUMBER, NULL},
        {"0.9990000018", TS_KIND_NHS_NUMBER, NULL}, /* a decimal */
        {"9990000018.5", TS_KIND_NHS_NUMBER, NULL},
        {"x9990000018", TS_KIND_NHS_NUMBER, NULL},
        {"9990000018abc", TS_KIND_NHS_NUMBER, NULL}, /* hex */
        {"https://a.example/p/9990000018", TS_KIND_NHS_NUMBER, NULL},
        {"?id=9990000018", TS_KIND_NHS_NUMBER, NULL},
        {"999 0000018", TS_KIND_NHS_NUMBER, NULL},
        {"999-000 0018", TS_KIND_NHS_NUMBER, NULL},
        {"9990000019", TS_KIND_NHS_NUMBER, NULL},
        {"seen 5990000012 today", TS_KIND_NHS_NUMBER, NULL}, /* never issued */
        {"seen 0103991234 today", TS_KIND_NHS_NUMBER, NULL},
    };
    HOLD(rows);
}

TEST(where_most_ten_digit_numbers_fail_the_rest_is_chance) {
    char text[2000];
    size_t n = 0;
    for (unsigned i = 0; i < 90; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%u\n", 4000000000u + i * 7919u);
    ts_segment s = test_text_of(text);
    ts_findings f = test_find(&s, NULL);
    CHECK(test_count(&f, TS_KIND_NHS_NUMBER) > 0);
    for (size_t i = 0; i < f.mentions; i++)
        CHECK(f.mention[i].confidence < 20);
    ts_findings_done(&f);
}

TEST(postcodes_phones_mail_and_insurance_numbers) {
    static const kind_row rows[] = {
        {"lives in L12 2AP now", TS_KIND_POSTCODE, "L122AP", 90, 95},
        {"Postcode: L122AP", TS_KIND_POSTCODE, "L122AP", 90, 100},
        {"part B12 3CD fits", TS_KIND_POSTCODE, NULL},
        {"code L122AP alone", TS_KIND_POSTCODE, NULL},
        {"unit XX1 2AB", TS_KIND_POSTCODE, NULL},
        {"ring (0151) 496 0123 ext 4", TS_KIND_PHONE, "+441514960123", 75, 100},
        {"+44 (0)7700 900 123", TS_KIND_PHONE, "+447700900123", 75, 100},
        {"07700900123,07", TS_KIND_PHONE, "+447700900123", 60, 90},
        {"Tel: 7700900123", TS_KIND_PHONE, "+447700900123", 70, 95},
        {"see 7700900123", TS_KIND_PHONE, NULL},
        {"01-02-2020 10:30", TS_KIND_PHONE, NULL},
        {"0000 1234 5678", TS_KIND_PHONE, NULL},
        {"\"0123456789\"", TS_KIND_PHONE, "+44123456789", 1, 49}, /* all digits, in programs */
        {"00 67 00 61 00 64 00 7", TS_KIND_PHONE, NULL}, /* a hex dump */
        {"tel 0151 496 0123 or", TS_KIND_PHONE, "+441514960123", 90, 100},
        {"to john.smith@mail.example.", TS_KIND_EMAIL, "john.smith@mail.example", 80, 100},
        {"<O'Neill+x@a-b.example>", TS_KIND_EMAIL, "o'neill+x@a-b.example", 80, 100},
        {"a@b", TS_KIND_EMAIL, NULL},
        {"x@1.2.3.4", TS_KIND_EMAIL, NULL},
        {"git@@host.example", TS_KIND_EMAIL, NULL},
        {"NINO QQ 12 34 56 C", TS_KIND_NINO, "QQ123456C", 90, 100},
        {"QQ123456C", TS_KIND_NINO, "QQ123456C", 60, 90},
        {"BG123456A", TS_KIND_NINO, NULL},
        {"QQ123456E", TS_KIND_NINO, NULL},
        {"XQQ123456C", TS_KIND_NINO, NULL},
    };
    HOLD(rows);
}

TEST(dates_count_only_with_a_label) {
    static const kind_row rows[] = {
        {"DOB: 23/04/1987", TS_KIND_BIRTH_DATE, "1987-04-23", 85, 100},
        {"D.O.B. 23 April 1987", TS_KIND_BIRTH_DATE, "1987-04-23", 85, 100},
        {"Date of Birth\n23-Apr-1987", TS_KIND_BIRTH_DATE, "1987-04-23", 85, 100},
        {"born on 1987-04-23", TS_KIND_BIRTH_DATE, "1987-04-23", 85, 100},
        {"(born 3 March 1987)", TS_KIND_BIRTH_DATE, "1987-03-03", 80, 100},
        {"on 23/04/1987 we met", TS_KIND_BIRTH_DATE, NULL},
        {"version 1.2.2020", TS_KIND_BIRTH_DATE, NULL},
        {"DOB: 31/02/1987", TS_KIND_BIRTH_DATE, NULL},
        {"Date of death: 23/04/2019", TS_KIND_DEATH_DATE, "2019-04-23", 85, 100},
        {"Admission date: 23/04/2019", TS_KIND_RECORD_DATE, "2019-04-23", 70, 100},
        {"on 23/04/2019 it rained", TS_KIND_RECORD_DATE, NULL},
        {"modified=\"20190423\"", TS_KIND_RECORD_DATE, NULL},
    };
    HOLD(rows);
}

TEST(names_with_a_title_a_label_or_a_known_forename) {
    static const kind_row rows[] = {
        {"saw Mrs Jane Smith today", TS_KIND_PERSON_NAME, "SMITH, JANE", 60, 95},
        {"Patient: SMITH, John Paul", TS_KIND_PERSON_NAME, "SMITH, JOHN PAUL", 80, 95},
        {"Patient name: Seán O\xE2\x80\x99"
         "Brien  DOB",
         TS_KIND_PERSON_NAME, "OBRIEN, SEAN", 80, 95},
        {"Re: Anna van der Berg, DOB 1/2/1980", TS_KIND_PERSON_NAME, "VAN DER BERG, ANNA", 80, 95},
        {"Surname: Ledgard-Hoyle\nForename: Mary", TS_KIND_SURNAME, "LEDGARD HOYLE", 80, 95},
        {"Dear Mrs Patel", TS_KIND_SURNAME, "PATEL", 60, 95},
        {"Liverpool Football Club met John Smith", TS_KIND_PERSON_NAME, "SMITH, JOHN", 80, 95},
        {"Product name: Blue Widget", TS_KIND_PERSON_NAME, NULL},
        {"Mr 42", TS_KIND_PERSON_NAME, NULL},
        {"NAME: OpenSSL server", TS_KIND_SURNAME, "OPENSSL", 1, 49}, /* one unknown word: less likely than not */
        {"\"name\": \"Promises API\",", TS_KIND_PERSON_NAME, "API, PROMISES", 1, 49}, /* keys of programs */
        {"  name: Back Office Scanner\n", TS_KIND_PERSON_NAME, "SCANNER, BACK OFFICE", 1, 49},
        {"\"name\": \"Emma Thompson\",", TS_KIND_PERSON_NAME, "THOMPSON, EMMA", 80, 95},
        {"\"name\": \"Emma Szczesny\",", TS_KIND_PERSON_NAME, "SZCZESNY, EMMA", 50, 79},
        {"\"patientName\": \"Ifeoma Okonkwo\",", TS_KIND_PERSON_NAME, "OKONKWO, IFEOMA", 80, 95},
        {"Name: Ifeoma Okonkwo\n", TS_KIND_PERSON_NAME, "OKONKWO, IFEOMA", 80, 95}, /* a form's */
        {"@first: First address", TS_KIND_FORENAME, NULL},
        {"File: Mr", TS_KIND_PERSON_NAME, NULL},
        {"Consultant: Dr A B Khan", TS_KIND_PERSON_NAME, "KHAN, A B", 70, 95},
    };
    HOLD(rows);
}

TEST(names_are_whole_with_particles_commas_and_titles_behind) {
    static const kind_row rows[] = {
        {"I reviewed Mr van der Berg in clinic", TS_KIND_SURNAME, "VAN DER BERG", 55, 95},
        {"I reviewed Mr van der Berg in clinic", TS_KIND_PERSON_NAME, NULL},
        {"Reviewed by Dr Anna de la Cruz today", TS_KIND_PERSON_NAME, "DE LA CRUZ, ANNA", 55, 95},
        {"Ms N\xC3\xAD Bhriain rang", TS_KIND_SURNAME, "NI BHRIAIN", 55, 95},
        {"Dear Ms d'Arcy", TS_KIND_SURNAME, "DARCY", 55, 95},
        {"Dear Mr d\xE2\x80\x99Souza", TS_KIND_SURNAME, "DSOUZA", 55, 95},
        {"Mr Gwilym ap Rhys attended", TS_KIND_PERSON_NAME, "AP RHYS, GWILYM", 55, 95},
        {"Patient: Smith, John Paul\nDOB", TS_KIND_PERSON_NAME, "SMITH, JOHN PAUL", 80, 95},
        {"Patient: Smith, J\n", TS_KIND_PERSON_NAME, "SMITH, J", 80, 95},
        {"Patient: Smith, Ward 4", TS_KIND_SURNAME, "SMITH", 50, 95}, /* no forename behind the comma */
        {"Patient: Smith, Asthma review", TS_KIND_SURNAME, "SMITH", 50, 95},
        {"Re: John Smith, Anna will call", TS_KIND_PERSON_NAME, "SMITH, JOHN", 80, 95},
        {"Dear Mr Smith, John sends his regards", TS_KIND_SURNAME, "SMITH", 55, 95},
        {"Bed 4  SMITH, John (Mr)  12/03/1944", TS_KIND_PERSON_NAME, "SMITH, JOHN", 60, 95},
        {"in bay three SMITH, John (Mr) slept", TS_KIND_PERSON_NAME, "SMITH, JOHN", 60, 95},
        {"in bay three Zxyla Smithson (Madam) slept well and long, as she said", TS_KIND_PERSON_NAME, "SMITHSON, ZXYLA",
         60, 75},
        {"to your letter.\n\nYours sincerely\n\nZxyla Qwertson\nand what else stands on this page of it",
         TS_KIND_PERSON_NAME, "QWERTSON, ZXYLA", 80, 95},
        {"2. Gareth Owen (MR)", TS_KIND_PERSON_NAME, "OWEN, GARETH", 60, 95},
        {"the surgeon (Mr Owen Smith) came", TS_KIND_PERSON_NAME, "SMITH, OWEN", 60, 95},
        {"a fixed price (Mr)", TS_KIND_PERSON_NAME, NULL},
        {"Magnetic Resonance (MR)", TS_KIND_PERSON_NAME, NULL},
        {"ZYLBERSTEIN, Ewelina (Ms)", TS_KIND_PERSON_NAME, "ZYLBERSTEIN, EWELINA", 50, 95},
        {"Patient: John Smith (Mr)\n", TS_KIND_PERSON_NAME, "SMITH, JOHN", 80, 95}, /* once */
    };
    HOLD(rows);
}

TEST(an_address_is_the_lines_above_its_postcode) {
    static const kind_row rows[] = {
        {"Mrs X\n12 Eaton Road\nWest Derby\nLiverpool\nL12 2AP\n", TS_KIND_ADDRESS, "12 EATON RD", 60, 95},
        {"at 12 Eaton Road, Liverpool, L12 2AP.", TS_KIND_ADDRESS, "12 EATON RD", 60, 95},
        {"met at 12 noon, Liverpool, L12 2AP.", TS_KIND_ADDRESS, NULL},
        {"Room 4, 12 March 2020, L12 2AP", TS_KIND_ADDRESS, NULL},
        {"Home: 12 Eaton Road, Liverpool, L12 2AP.", TS_KIND_ADDRESS, "12 EATON RD", 60, 95},
        {"Smith,1980-03-04,\"12 Eaton Road\",Liverpool,L12 2AP", TS_KIND_ADDRESS, "12 EATON RD", 60, 95},
        {"Smith,1980-03-04,Liverpool,L12 2AP", TS_KIND_ADDRESS, NULL},
        {"12, Eaton Road, Liverpool, L12 2AP", TS_KIND_ADDRESS, "12 EATON RD", 60, 95},
        {"Liverpool L12 2AP", TS_KIND_ADDRESS, NULL},
        {"address: 127.0.0.1, x", TS_KIND_ADDRESS, NULL},
        {"Address: Rose Cottage, Tel: 0151 496 0123", TS_KIND_PHONE, "+441514960123", 90, 100},
        {"Address: Rose Cottage, Mockham; Postcode: L12 2AP; Tel: 1", TS_KIND_POSTCODE, "L122AP", 90, 100},
        {"Address: Flat 3, 40 Harbour View; Tel: 1", TS_KIND_ADDRESS, "FLAT 3 40 HARBOUR VIEW", 60, 95},
        {"address: 2606:2800:21f", TS_KIND_ADDRESS, NULL},
        {"Address: 12 Eaton Road, Liverpool", TS_KIND_ADDRESS, "12 EATON RD", 80, 95},
        {"Address: Flat 2 12 Eaton Road\n", TS_KIND_ADDRESS, "FLAT 2 12 EATON RD", 80, 95},
    };
    HOLD(rows);
}

TEST(an_address_begins_with_its_flat_or_house) {
    static const kind_row rows[] = {
        {"is recorded as: Flat 3, 40 Harbour View, Whitby, YO21 3PU.", TS_KIND_ADDRESS, "FLAT 3 40 HARBOUR VIEW", 60,
         95},
        {"Mrs J Carter\nFlat 2/1\n14 Dumbarton Road\nGlasgow\nG11 6PS", TS_KIND_ADDRESS, "FLAT 2 1 14 DUMBARTON RD", 60,
         95},
        {"She lives at Apartment 4B, 22 Canal Street, Manchester, M1 3HE", TS_KIND_ADDRESS, "FLAT 4B 22 CANAL ST", 60,
         95},
        {"of Flat B 19 Albert Terrace, Southport PR8 1AA", TS_KIND_ADDRESS, "FLAT B 19 ALBERT TER", 60, 95},
        {"Flat 3\nHarbour House\n40 Harbour View\nWhitby\nYO21 3PU", TS_KIND_ADDRESS, "FLAT 3 HARBOUR HOUSE", 60, 95},
        {"Mr A Lowe, The Old Rectory, Church Lane, Wallop, SO20 8EW", TS_KIND_ADDRESS, "THE OLD RECTORY CHURCH LN", 60,
         95},
        {"Mr A Lowe\nThe Old Rectory\nChurch Lane\nWallop\nSO20 8EW", TS_KIND_ADDRESS, "THE OLD RECTORY CHURCH LN", 60,
         95},
        {"seen at Rose Cottage, Mill Lane, Hale L24 4AX", TS_KIND_ADDRESS, "ROSE COTTAGE MILL LN", 60, 95},
        {"Mrs S Kaur\nThornfield\nStation Road\nAlderley Edge\nSK9 7AA", TS_KIND_ADDRESS, "THORNFIELD STATION RD", 60,
         95},
        {"Mrs S Kaur\nConsultant Cardiologist\nStation Road\nChester\nCH1 1AA", TS_KIND_ADDRESS, NULL},
        {"Dr K Shah\nThe Surgery\nPark Road\nSpital\nCH62 2AA", TS_KIND_ADDRESS, NULL},
        {"The Countess Hospital, Liverpool Road, Chester, CH2 1UL", TS_KIND_ADDRESS, NULL},
        {"Church Lane, Nether Wallop, SO20 8EW", TS_KIND_ADDRESS, NULL}, /* no house */
        {"Address: Flat 3, 40 Harbour View, Whitby\n", TS_KIND_ADDRESS, "FLAT 3 40 HARBOUR VIEW", 80, 95},
        {"Address: Flat 2/1\n14 Dumbarton Road\nGlasgow\n", TS_KIND_ADDRESS, "FLAT 2 1 14 DUMBARTON RD", 80, 95},
        {"Address: 12, Eaton Road, Liverpool\n", TS_KIND_ADDRESS, "12 EATON RD", 80, 95},
        {"Address: Rose Cottage, Mill Lane, Hale\n", TS_KIND_ADDRESS, "ROSE COTTAGE MILL LN", 80, 95},
        {"Address: Unknown\n12 Patients seen\n", TS_KIND_ADDRESS, NULL},
        {"Address: Flat 3\nTel: 0151 496 0110\n12 people\n", TS_KIND_PHONE, "+441514960110", 85, 100},
    };
    HOLD(rows);
    /* where it begins, also where its normal form leaves the house's name out; a name before it stays a name */
    static const char house[] = "Ms P Whitfield\nRose Cottage\n7 Mill Lane\nHale\nL24 4AX\n";
    ts_segment s = test_text_of(house);
    ts_findings f = test_find(&s, NULL);
    const ts_mention *m = test_mention(&f, TS_KIND_ADDRESS, "7 MILL LN");
    CHECK(m && m->start == 15 && m->end == 39 && test_mention(&f, TS_KIND_PERSON_NAME, "WHITFIELD, P"));
    ts_findings_done(&f);
    static const char *const men[] = {"Mr Osgood Lodge\n7 Mill Lane\nHale\nL24 4AX\n",
                                      "Patient: Osgood Lodge\n7 Mill Lane\nHale\nL24 4AX\n",
                                      "Mr John Hall\n7 Mill Lane\nHale\nL24 4AX\n"};
    for (size_t i = 0; i < TEST_COUNT(men); i++) {
        s = test_text_of(men[i]);
        f = test_find(&s, NULL);
        m = test_mention(&f, TS_KIND_ADDRESS, "7 MILL LN");
        CHECK_ROW(m && s.text.ptr[m->start] == '7' && test_mention(&f, TS_KIND_PERSON_NAME, NULL), men[i]);
        ts_findings_done(&f);
    }
}

TEST(local_ids_need_a_label_or_a_mask) {
    CHECK(test_confidence("Hospital No: AH-001234", TS_KIND_LOCAL_ID, "AH001234") >= 85);
    CHECK(test_confidence("MRN 00123456", TS_KIND_LOCAL_ID, "00123456") >= 85);
    CHECK(test_confidence("seen AH001234 there", TS_KIND_LOCAL_ID, NULL) == 0);
    ts_hints hints = {.mask = {{.mask = "\\A\\H999999"}}, .masks = 1};
    ts_segment s = test_text_of("seen AH001234 there, not AB001234, not AH0012345");
    ts_findings f = test_find(&s, &hints);
    CHECK(test_count(&f, TS_KIND_LOCAL_ID) == 1 && test_mention(&f, TS_KIND_LOCAL_ID, "AH001234"));
    ts_findings_done(&f);
}

TEST(placeholders_and_reserved_ranges_by_realm) {
    static const struct {
        const char *text;
        ts_kind kind;
        bool live, test;
    } rows[] = {
        {"NHS No 9999999999", TS_KIND_NHS_NUMBER, true, true},  {"NHS No 4444444444", TS_KIND_NHS_NUMBER, true, true},
        {"NHS No 9990000018", TS_KIND_NHS_NUMBER, true, false}, {"DOB 01/01/1900", TS_KIND_BIRTH_DATE, true, true},
        {"DOB 01/01/1901", TS_KIND_BIRTH_DATE, true, true},     {"DOB 01/02/1901", TS_KIND_BIRTH_DATE, false, false},
        {"Postcode: ZZ99 3VZ", TS_KIND_POSTCODE, true, false},  {"Tel: 07700 900123", TS_KIND_PHONE, true, false},
        {"Tel: 0151 496 0123", TS_KIND_PHONE, true, false},     {"Tel: 0151 600 1234", TS_KIND_PHONE, false, false}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        for (int realm = 0; realm < 2; realm++) {
            ts_hints hints = {.test_realm = realm == 1};
            ts_segment s = test_text_of(rows[i].text);
            ts_findings f = test_find(&s, &hints);
            const ts_mention *m = test_mention(&f, rows[i].kind, NULL);
            CHECK_ROW(m && ((m->flags & TS_MENTION_PLACEHOLDER) != 0) == (realm ? rows[i].test : rows[i].live),
                      rows[i].text);
            ts_findings_done(&f);
        }
    }
}

TEST(every_mention_leads_back_to_its_bytes) {
    static const char text[] = "Date: 3 April 2021\nMrs Jean O'Neill-Price\n12 Eaton Road\nLiverpool L12 2AP\nDear Mrs "
                               "O'Neill-Price\nRe: Si\xC3\xA2"
                               "n Smith DOB: 23/04/2012 NHS No: 999 000 0018 "
                               "Hospital No: AH/1234567 Tel +44 (0)7700 900123\nSort code: 20-29-59 Account: "
                               "63748472\nQQ 12 34 56 C x.y@z.example\n";
    for (size_t cut = 0; cut < sizeof text; cut++) { /* every cut of it, too */
        ts_segment s = {.text = ts_span_of(text + cut, sizeof text - 1 - cut), .at = TS_NO_OFFSET};
        ts_findings f = test_find(&s, NULL);
        for (size_t i = 0; i < f.mentions; i++) {
            const ts_mention *m = &f.mention[i];
            ts_norm norm = {0};
            CHECK(m->start < m->end && m->end <= s.text.len);
            if (m->flags & TS_MENTION_PARTIAL) /* an account whose sort code was cut off */
                continue;
            CHECK_ROW(ts_detector_of((ts_kind)m->kind)->normal(ts_slice(s.text, m->start, m->end - m->start), &norm) &&
                          ts_span_eq(ts_norm_span(&norm), m->norm),
                      norm.text);
        }
        if (cut == 0)
            CHECK(f.mentions >= 13 && test_mention(&f, TS_KIND_BANK_ACCOUNT, "20295963748472"));
        ts_findings_done(&f);
    }
}

TEST(all_ways_of_the_first_pass_find_the_same) {
    static const char text[] = "Re: Ann Smith DOB: 23/04/2012 NHS No: 999 000 0018 a@b.example Tel 07700 900123, L12 "
                               "2AP and then some more text to fill a block or two of sixty-four bytes; 9990000026";
    static const char *const ways[] = {"plain", "sse2", "avx2"};
    size_t want = 0;
    for (size_t i = 0; i < TEST_COUNT(ways); i++) {
        if (!ts_anchors_force(ways[i]))
            continue;
        ts_segment s = test_text_of(text);
        ts_findings f = test_find(&s, NULL);
        want = i == 0 ? f.mentions : want;
        CHECK_ROW(f.mentions == want && want >= 7, ways[i]);
        ts_findings_done(&f);
    }
    ts_anchors_force(NULL);
}

/* CPU time of n bytes of a repeated piece; doubling n must not do much more than double it. */
static double seconds_of(const char *piece, size_t n) {
    ts_buf b = {0};
    while (b.len < n)
        ts_buf_add_str(&b, piece);
    ts_segment s = {.text = ts_buf_span(&b), .at = TS_NO_OFFSET};
    double start = ts_cpu_seconds();
    ts_findings f = test_find(&s, NULL);
    double took = ts_cpu_seconds() - start;
    ts_findings_done(&f);
    ts_buf_done(&b);
    return took;
}

TEST(hostile_text_takes_linear_time) {
    static const char *const pieces[] = {
        "9", "a@",          "A",        "A ",       "Mr ",      "9 ",           "0 ",     "00-", "@",
        ":", "Dear Mr Mr ", "L1 ",      "L12 2AP ", "12,",      "12,L12 2AP\n", "Name: ", "a.",  "DOB 1/",
        "(", "\xC3\x89",    "999 000 ", "(Mr)",     "A B (Mr)", "A, ",          "Re: A, "};
    for (size_t i = 0; i < TEST_COUNT(pieces); i++)
        CHECK_ROW(seconds_of(pieces[i], 1 << 19) < 2.0, pieces[i]); /* quadratic would be minutes */
}

/* What was found in the lists above is not gone through again for each list. */
TEST(many_lists_take_linear_time) {
    CHECK(seconds_of("Name  Phone\nKit Oak  01134960999\n\n", 1 << 22) < 6.0); /* quadratic: three times as long */
}

TEST(any_bytes_are_survived) {
    static const char *const parts[] = {
        "NHS No: ", "999 000 0018", "Mr ", "\xC3",    "\xE2\x80", "@",     ".example", "DOB", ":",
        "\n",       "\f",           " ",   "L12 2AP", "12 ",      "Smith", "+44",      "(0",  "0151",
        "QQ",       "\t",           "\"",  "'",       "-",        "1987",  "/"};
    unsigned seed = 5;
    for (int round = 0; round < 3000; round++) {
        char text[300];
        size_t n = 0;
        while (n < 260) {
            seed = seed * 1103515245u + 12345u;
            const char *p = parts[(seed >> 16) % TEST_COUNT(parts)];
            size_t len = strlen(p);
            memcpy(text + n, p, len);
            n += len;
            if ((seed >> 8) % 9 == 0)
                text[n++] = (char)(seed >> 20);
        }
        char *exact = ts_copy_str(ts_span_of(text, n)); /* so that a sanitizer sees every overrun */
        ts_segment s = {.text = ts_span_of(exact, n), .at = TS_NO_OFFSET};
        ts_findings f = test_find(&s, NULL);
        for (size_t i = 0; i < f.mentions; i++)
            CHECK(f.mention[i].end <= n && f.mention[i].start < f.mention[i].end);
        ts_findings_done(&f);
        ts_free(exact);
    }
}

/* "+447700900123" before a stroke is a phone number, but not in an attachment of a mail. */
TEST(nothing_is_found_in_lines_of_base64) {
#define LINE "+447700900123/VGhlIGZpcnN0IDMwIGJ5dGVzIG9mIGl0aXQgYW5kIHdoYXQgc3RhbmRzIGJlaGlu"
    static const struct {
        const char *text;
        size_t found;
    } rows[] = {
        {LINE, 0},
        {"Content-Transfer-Encoding: base64\r\n\r\n" LINE "\r\n" LINE "\r\nZA==\r\n", 0},
        {"+447700900123/aXQgYW5kIHdoYXQgc3RhbmRzIGJlaGlu1xyz", 1}, /* too short for one */
        {"A word " LINE, 1},
        {LINE " and a word", 1},
        {"+447700900123/QUITEWITHOUTSMALLLETTERSBUTWITHDIGITS1234567890AND/MORE/1234567890", 1},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_segment s = test_text_of(rows[i].text);
        ts_findings f = test_find(&s, NULL);
        CHECK_ROW(f.mentions == rows[i].found && (f.mentions == 0 || f.mention[0].kind == TS_KIND_PHONE), rows[i].text);
        ts_findings_done(&f);
    }
#undef LINE
}

/* Each label is known where it stands before a value too, alone and behind other words. */
TEST(no_label_is_refused_by_its_last_letters) {
    unsigned seen = 0;
    for (int k = 1; k < TS_KIND_COUNT; k++)
        for (const char *const *w = ts_detector_of((ts_kind)k)->labels; w && *w; w++) {
            char text[120];
            ts_label alone, before;
            snprintf(text, sizeof text, "%s: 1", *w);
            bool known = ts_label_of(ts_str(*w), &alone);
            bool found = ts_label_before(ts_str(text), 0, strlen(text) - 1, &before);
            CHECK_ROW(known && found && before.kind == alone.kind, *w);
            snprintf(text, sizeof text, "Patient %s: 1", *w);
            CHECK_ROW(ts_label_before(ts_str(text), 0, strlen(text) - 1, &before) && before.kind == alone.kind, *w);
            seen++;
        }
    CHECK(seen > 100);
}
