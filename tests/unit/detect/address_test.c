/* address_test.c - addresses by a number and a street alone, postcodes in any writing behind them, and what only looks so. */
#include "base/mem.h"
#include "detect/detect.h"

#include "support/kind_rows.h"

TEST(a_number_and_a_street_need_no_postcode) {
    static const kind_row rows[] = {
        {"I saw Mrs Ogden at 12 Eaton Road today.", TS_KIND_ADDRESS, "12 EATON RD", 70, 80},
        {"left the house at 26 Victoria Road. The executors", TS_KIND_ADDRESS, "26 VICTORIA RD", 70, 80},
        {"moved to 3 Oak View, near the pier", TS_KIND_ADDRESS, "3 OAK VIEW", 60, 80},
        {"is of 14 Maes Glas if you wish to talk", TS_KIND_ADDRESS, "14 MAES GLAS", 60, 80},
        {"Mr A Hill, 7 Heol y Bryn, Barry", TS_KIND_ADDRESS, "7 HEOL Y BRYN", 60, 80},
        {"i live at 12 high street with mum", TS_KIND_ADDRESS, "12 HIGH ST", 60, 80},
        {"and the discharge address that was given to us was 98\nHarcourt Terrace", TS_KIND_ADDRESS, "98 HARCOURT TER",
         60, 80},
        {"at 12A St John's Avenue", TS_KIND_ADDRESS, "12A ST JOHNS AVE", 60, 80},
        {"at 12-14 Park Road", TS_KIND_ADDRESS, "12 14 PARK RD", 60, 80},
        {"seen at Flat 23, 177 Lark Rise, on Monday", TS_KIND_ADDRESS, "FLAT 23 177 LARK RISE", 60, 80},
        {"at Apartment 4, The Willows, London Road, Leeds", TS_KIND_ADDRESS, "FLAT 4 THE WILLOWS", 60, 80},
        {"Mr R Kay\n2F1, 14 Dumbarton Road\nGlasgow", TS_KIND_ADDRESS, "2F1 14 DUMBARTON RD", 60, 80},
        {"Mr R Kay\n3/2 14 Dumbarton Road\nGlasgow", TS_KIND_ADDRESS, "3 2 14 DUMBARTON RD", 60, 80},
        {"Mr R Kay\nHillcrest\n14 Dumbarton Road\nAyr", TS_KIND_ADDRESS, "14 DUMBARTON RD", 60, 80},
        {"write to PO Box 731, Leeds", TS_KIND_ADDRESS, "PO BOX 731", 60, 80},
        {"write to BFPO 61. They answer within a week.", TS_KIND_ADDRESS, "BFPO 61", 60, 80},
        {"PO Box 731\nBelfast\nNorthern Ireland", TS_KIND_ADDRESS, "PO BOX 731", 60, 80},
        {"Mr R Kay\n14 Mill Close\nOrmskirk\nL39 2AB", TS_KIND_ADDRESS, "14 MILL CL", 60, 80},
        {"14 Mill Close\nHeaton Mersey\n", TS_KIND_ADDRESS, "14 MILL CL", 60, 80},
        {"14 Mill Close, Leeds\n", TS_KIND_ADDRESS, "14 MILL CL", 60, 80},
        {"14 Mill Close\nLeeds, ls1 1aa\n", TS_KIND_ADDRESS, "14 MILL CL", 60, 80},
        {"Sgt Mann, BFPO 61", TS_KIND_ADDRESS, "BFPO 61", 60, 80},
        {"Address: 3/2, 14 Dumbarton Road, Glasgow G12 9AB", TS_KIND_ADDRESS, "3 2 14 DUMBARTON RD", 80, 95},
        {"Home address 72 London Road", TS_KIND_ADDRESS, "72 LONDON RD", 70, 90},
        {"Home address 72 Moorside, Leeds", TS_KIND_ADDRESS, "72 MOORSIDE", 80, 95},
        {"Address: Ty Gwyn, Wellington Square, Rhyl", TS_KIND_ADDRESS, "TY GWYN WELLINGTON SQ", 80, 95},
    };
    HOLD(rows);
}

TEST(numbers_of_other_things_have_no_street) {
    static const kind_row rows[] = {
        {"take bus 12 Eaton Road and change", TS_KIND_ADDRESS, NULL},
        {"9 Microsoft CL 15\n", TS_KIND_ADDRESS, NULL},
        {"12 Angry Men Court\nis a play\n", TS_KIND_ADDRESS, "12 ANGRY MEN CT", 1, 49},
        {"on to 6 Week Drive, to 3 Point Road Map", TS_KIND_ADDRESS, NULL},
        {"see Release 2 Open Street Map", TS_KIND_ADDRESS, NULL},
        {"PO Box 1234, Lagos, Nigeria", TS_KIND_ADDRESS, "PO BOX 1234", 1, 49},
        {"P.O. Box 99, Dublin 2, Ireland", TS_KIND_ADDRESS, "PO BOX 99", 1, 49},
        {"moved to Ward 4 Park View today", TS_KIND_ADDRESS, NULL},
        {"heard by 2 High Court judges", TS_KIND_ADDRESS, NULL},
        {"the Top 10 Best Place winners", TS_KIND_ADDRESS, NULL},
        {"at 12 Park Road Surgery", TS_KIND_ADDRESS, NULL},
        {"Sample Example Foundation, Inc.,\n12 Park Road, Fifth Floor", TS_KIND_ADDRESS, NULL},
        {"Mr Ash at 12 Park Road, Fifth Floor, Sampleton, MA 02110", TS_KIND_ADDRESS, NULL},
        {"(c) 2009 Michael A. Lane", TS_KIND_ADDRESS, NULL},
        {"12 patients went down the Road", TS_KIND_ADDRESS, NULL},
        {"we walked 3 miles down Park Road", TS_KIND_ADDRESS, NULL},
        {"in 2019 Green Park was shut", TS_KIND_ADDRESS, NULL},
        {"at 12 o'clock in the High Street", TS_KIND_ADDRESS, NULL},
        {"line 12\nGreen Street", TS_KIND_ADDRESS, NULL},
        {"in the black Box 731 of it", TS_KIND_ADDRESS, NULL},
    };
    HOLD(rows);
}

TEST(a_postcode_behind_an_address_may_be_written_in_any_way) {
    static const kind_row rows[] = {
        {"12 Eaton Road, Leeds, ls1 4ab on Monday", TS_KIND_POSTCODE, "LS14AB", 90, 95},
        {"12 Eaton Road, Leeds LS14AB", TS_KIND_POSTCODE, "LS14AB", 90, 95},
        {"12 Eaton Road\nWest Derby\nLiverpool\nL122AP\n", TS_KIND_POSTCODE, "L122AP", 90, 95},
        {"12 Eaton Road, Bolton bl1\n1ty. Been bad", TS_KIND_POSTCODE, "BL11TY", 90, 95},
        {"Address: 12 Eaton Road, Leeds, ls1 4ab\n", TS_KIND_POSTCODE, "LS14AB", 90, 95},
        {"12 Eaton Road, Leeds\n\nRef LS14AB", TS_KIND_POSTCODE, NULL},
        {"12 Eaton Road, Leeds, model qq1 4ab", TS_KIND_POSTCODE, NULL},
        {"12 Eaton Road, Leeds on sw1 2nd street", TS_KIND_POSTCODE, NULL},
        {"She lives in Leeds, ls1 4ab now", TS_KIND_POSTCODE, "LS14AB", 50, 60},
        {"the postcode is ls1 4ab", TS_KIND_POSTCODE, "LS14AB", 90, 97},
        {"we met on b1 2nd floor", TS_KIND_POSTCODE, NULL},
        {"the part b1 2hx of it", TS_KIND_POSTCODE, NULL},
    };
    HOLD(rows);
}

TEST(a_house_without_a_number_has_a_name_and_a_street) {
    static const kind_row rows[] = {
        {"Mr John Bell, Ty Gwyn, Wellington Square, St Helens WA10 6WH", TS_KIND_ADDRESS, "TY GWYN WELLINGTON SQ", 70,
         80},
        {"Mr J Bell, The Willows, Ffordd Las, Rhyl LL18 6WH", TS_KIND_ADDRESS, "THE WILLOWS FFORDD LAS", 70, 80},
        {"see the above lady at Fairhope, George Street, Leith, EH6 1ZN", TS_KIND_ADDRESS, "FAIRHOPE GEORGE ST", 70,
         80},
        {"seen by Royal Surgery, George Street, Leith, EH6 1ZN", TS_KIND_ADDRESS, NULL},
    };
    HOLD(rows);
    /* and begins behind the last one's postcode */
    ts_segment two =
        test_text_of("Mr E Vane, 12 Eaton Road, Leeds, LS1 4AB\nMr F Vane, Hillcrest, Mill Lane, Rhyl, LL18 2GX");
    ts_findings f = test_find(&two, NULL);
    CHECK(test_count(&f, TS_KIND_ADDRESS) == 2 && test_mention(&f, TS_KIND_ADDRESS, "HILLCREST MILL LN"));
    ts_findings_done(&f);
}

TEST(a_postcode_behind_a_named_house_is_not_swallowed) {
    ts_segment s =
        test_text_of("Name: Iain MacDonald\nAddress: Rose Cottage, Nether Sampleton, ZZ99 3AN\nTelephone: none");
    ts_findings f = test_find(&s, NULL);
    CHECK(test_mention(&f, TS_KIND_POSTCODE, "ZZ993AN"));
    ts_findings_done(&f);
}

/* In a buffer of just its size, for the sanitizers. */
TEST(a_part_that_ends_in_a_blank_is_not_read_over) {
    static const char written[] = "Flat 3, Ab Cd ";
    char *text = ts_alloc(sizeof written - 1);
    memcpy(text, written, sizeof written - 1);
    ts_segment s = {.text = ts_span_of(text, sizeof written - 1), .at = TS_NO_OFFSET};
    ts_findings f = test_find(&s, NULL);
    CHECK(test_count(&f, TS_KIND_ADDRESS) == 0);
    ts_findings_done(&f);
    ts_free(text);
}

TEST(a_line_above_an_address_without_a_postcode_is_its_addressee) {
    ts_segment s = test_text_of("Nina Patel\n6 Queens Road\nWorcester\n\nDear Madam\n");
    ts_findings f = test_find(&s, NULL);
    CHECK(test_mention(&f, TS_KIND_PERSON_NAME, "PATEL, NINA") && test_mention(&f, TS_KIND_ADDRESS, "6 QUEENS RD"));
    ts_findings_done(&f);
}

TEST(doses_and_dumps_are_no_column_of_addresses) {
    CHECK(kind_of_column("Drug\tStrength\nEpilim\t10 mg OD\nYasmin\t40 mg OM\nMadopar\t5 mg nocte\n", 1) ==
          TS_KIND_NONE);
    CHECK(kind_of_column("x\t0000f954  a0 ad e3\ny\t0000eb02  b0 6f 58\nz\t0000a66c  c9 32 8b\n", 1) == TS_KIND_NONE);
}

/* However much stands between an address and the next postcode. */
TEST(an_address_is_found_once) {
    ts_segment s = test_text_of("\tMr Kit Marlow, 5A Queens Road, Kingston upon Thames, ST45AQ, NHS 599 884 1522, DoB "
                                "06-05-1971\nAbbey Pain Scale\n)Femi Osei|Solomon Osei||17/06/2010|4154|9997433246\n"
                                "BATH, GL1 2UJ\n");
    ts_findings f = test_find(&s, NULL);
    unsigned addresses = 0;
    for (size_t i = 0; i < f.mentions; i++)
        addresses += f.mention[i].kind == TS_KIND_ADDRESS;
    CHECK(addresses == 1);
    ts_findings_done(&f);
}

TEST(a_postcode_behind_two_addresses_or_names_is_found_once) {
    static const char *const texts[] = {
        "Address: 42 Lime Tree Avenue\nAddress Flat 35, 72 Back Lane, Bath. br16jb\n",
        "Present: client, son Kit, OT David Marlow\nAddress: 74 York Place, Bryn Coch, Wells G12 5XY\n"};
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        ts_segment s = test_text_of(texts[i]);
        ts_findings f = test_find(&s, NULL);
        unsigned codes = 0;
        for (size_t k = 0; k < f.mentions; k++)
            codes += f.mention[k].kind == TS_KIND_POSTCODE;
        CHECK_ROW(codes == 1, texts[i]);
        ts_findings_done(&f);
    }
}

TEST(houses_behind_prose_and_under_names) {
    static const kind_row rows[] = {
        {"we got a letter for 32 Factory Row, Runcorn, WA3 7FH but", TS_KIND_ADDRESS, "32 FACTORY ROW", 70, 90},
        {"Q4 Where do you live? 102 Mill Road, Falkirk FK2 5TW", TS_KIND_ADDRESS, "102 MILL RD", 70, 90},
        {"Mr Brian Ash\nGreystone, Upper Fold\nTaunton\nTA7 8HH\n", TS_KIND_ADDRESS, "GREYSTONE UPPER FOLD", 60, 90},
        {"Base: Tarn Heart\n20-Nov-2024  Home visit TA2 6TU   18 miles", TS_KIND_ADDRESS, NULL},
        {"but we moved to 59 Whitegates, Walsall WS1 9QB last", TS_KIND_ADDRESS, "59 WHITEGATES", 70, 90},
        {"but we counted 59 Whitegates, Walsall WS1 9QB last", TS_KIND_ADDRESS, NULL},
        {"we were taken to 59 Hospital, Walsall WS1 9QB last", TS_KIND_ADDRESS, NULL},
        {"seen on 12 May 2024 Leeds, LS1 4AB", TS_KIND_ADDRESS, NULL},
        {"Mr Brian Ash\nDirector, Finance Office\nTaunton\nTA7 8HH\n", TS_KIND_ADDRESS, NULL},
    };
    HOLD(rows);
}

TEST(postcodes_behind_an_equals_sign_need_their_label) {
    static const kind_row rows[] = {
        {"update{id=K3160262, postcode=BT92LG}", TS_KIND_POSTCODE, "BT92LG", 95, 97},
        {"GET /find?dob=1959-07-19&pc=PE67DE HTTP/1.1", TS_KIND_POSTCODE, "PE67DE", 95, 97},
        {"update{part=BT92LG}", TS_KIND_POSTCODE, NULL},
        {"update{part=BT9 2LG}", TS_KIND_POSTCODE, NULL},
    };
    HOLD(rows);
}
