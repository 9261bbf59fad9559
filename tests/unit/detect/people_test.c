/* people_test.c - names in running text that nothing announces, and capitalised words that are no names. */
#include <stdio.h>

#include "detect/detect.h"
#include "detect/scan.h"
#include "support/kind_rows.h"

TEST(a_known_forename_and_a_surname_are_a_person) {
    static const kind_row rows[] = {
        {"The ward was visited by John Smith on Friday.", TS_KIND_PERSON_NAME, "SMITH, JOHN", 80, 95},
        {"I spoke with Priya Nethercott about it.", TS_KIND_PERSON_NAME, "NETHERCOTT, PRIYA", 70, 95},
        {"We asked Oluwaseun Adeyemi to attend.", TS_KIND_PERSON_NAME, "ADEYEMI, OLUWASEUN", 80, 95},
        {"a report by Anna van der Berg was lost", TS_KIND_PERSON_NAME, "VAN DER BERG, ANNA", 70, 95},
        {"a visit from J. R. Okafor this morning", TS_KIND_PERSON_NAME, "OKAFOR, J R", 70, 95},
        {"it was agreed with P. Hargreaves today", TS_KIND_PERSON_NAME, "HARGREAVES, P", 70, 95},
        {"she met Siobhan O'Malley's brother there", TS_KIND_PERSON_NAME, "OMALLEY, SIOBHAN", 80, 95},
        {"notes of SMITH, John and others were found", TS_KIND_PERSON_NAME, "SMITH, JOHN", 80, 95},
        {"the case of Mary-Jane Ashworth-Bell was closed", TS_KIND_PERSON_NAME, "ASHWORTH BELL, MARY JANE", 70, 95},
        {"the notes of Susan Whittington-Hargreaves were lost", TS_KIND_PERSON_NAME, "WHITTINGTON HARGREAVES, SUSAN",
         80, 95},
        {"a patient, Zxyla Qwertson (DOB 1/2/1980), fell", TS_KIND_PERSON_NAME, "QWERTSON, ZXYLA", 50, 80},
        {"This was seen by Peter Green last week.", TS_KIND_PERSON_NAME, "GREEN, PETER", 50, 80},
        {"and it was written down for the file of that ward by Ian\nHargreaves, who left", TS_KIND_PERSON_NAME,
         "HARGREAVES, IAN", 70, 95},
        {"a letter from Thomas G. Lane was lost", TS_KIND_PERSON_NAME, "LANE, THOMAS G", 50, 95},
        {"see Anna.Smith@mail.example for more", TS_KIND_PERSON_NAME, NULL},
        {"we build it with Travis CI on each day", TS_KIND_PERSON_NAME, NULL},
        {"He was told by JOHN SMITH that it was so.", TS_KIND_PERSON_NAME, "SMITH, JOHN", 80, 95},
    };
    HOLD(rows);
}

TEST(people_are_found_behind_however_many_initials_and_capitals) {
    static const kind_row rows[] = {
        {"it was seen by N. O. P. Q. R. Hargreaves today and again a week later", TS_KIND_PERSON_NAME,
         "HARGREAVES, N O P Q R", 80, 95},
        {"it was seen by A. B. C. L. M. N. O. P. Hargreaves today and again a week later", TS_KIND_PERSON_NAME,
         "HARGREAVES, L M N O P", 80, 95},
        {"in Lkj Mnb, Zxw Hgf, Qkj Mlp, Vbn Kjh, Wkl Mjh, Hjk Plm, Zxyla Qwertson (DOB 1/2/1980), who fell",
         TS_KIND_PERSON_NAME, "QWERTSON, ZXYLA", 50, 80},
    };
    HOLD(rows);
}

TEST(places_things_and_firms_are_nobody) {
    static const char *const texts[] = {
        "The clinic moved to Victoria Road in the spring.",  "She works at the Alexandra Hospital in Redditch.",
        "He was born at St James Infirmary many years ago.", "a diagnosis of Charles Bonnet syndrome was made",
        "The Royal Victoria Infirmary has written to us.",   "an order from James Wilson & Sons was not paid",
        "we buy it from Peter Jones Ltd every year or so",   "Will Green Lane be closed while this is mended?",
        "April May June are the months in which it rains",   "The meeting is in the Florence Nightingale Suite.",
        "the Grace Period ends when the invoice is paid",    "Please use Christian Aid envelopes for donations.",
        "Jack Russell terriers are not allowed on the ward", "George Street and Norman Park are near the river.",
    };
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        ts_segment s = test_text_of(texts[i]);
        ts_findings f = test_find(&s, NULL);
        CHECK_ROW(test_count(&f, TS_KIND_PERSON_NAME) == 0, texts[i]);
        ts_findings_done(&f);
    }
}

TEST(who_was_named_in_full_is_known_by_a_part) {
    static const char text[] = "Priya Nethercott rang. I told Priya that Nethercott was misspelt. The Ward was full.";
    ts_segment s = test_text_of(text);
    ts_findings f = test_find(&s, NULL);
    const ts_mention *first = test_mention(&f, TS_KIND_FORENAME, "PRIYA");
    CHECK(first && first->confidence >= 60 && first->start == 30);
    CHECK(test_count(&f, TS_KIND_FORENAME) + test_count(&f, TS_KIND_SURNAME) == 2);
    ts_findings_done(&f);
}

/* `scan` asks for no normal forms: what it finds is the same. */
TEST(the_last_who_were_named_are_known_by_a_part) {
    char text[4096] = "", last[64];
    for (int i = 0; i < 60; i++) { /* more than are kept */
        snprintf(last, sizeof last, "Sunil Wragby%c%c was here. ", 'a' + i / 26, 'a' + i % 26);
        strcat(text, last);
    }
    strcat(text, "Then Wragbyaa rang, and so did Wragbych later.");
    ts_segment s = test_text_of(text);
    ts_findings f = test_find(&s, NULL);
    CHECK(!test_mention(&f, TS_KIND_SURNAME, "WRAGBYAA"));
    const ts_mention *m = test_mention(&f, TS_KIND_SURNAME, "WRAGBYCH");
    CHECK(m && m->confidence >= 60);
    ts_findings_done(&f);
}

TEST(without_normal_forms_the_same_is_found) {
    static const char text[] =
        "Priya Nethercott rang. I told Priya that Nethercott was misspelt, as JOHN SMITH had said. "
        "Then John HMP rang, and HMP is none; SMITH, John and Mr Peter Green had left the ward.";
    ts_segment s = test_text_of(text);
    ts_findings whole = {0}, bare = {.bare = true};
    ts_detect *d = ts_detect_new(NULL);
    CHECK(ts_detect_segment(d, &s, 0, &bare) == TS_OK && ts_detect_segment(d, &s, 0, &whole) == TS_OK);
    CHECK(bare.mentions == whole.mentions && bare.mentions >= 6);
    for (size_t i = 0; i < bare.mentions && i < whole.mentions; i++) {
        const ts_mention *a = &bare.mention[i], *b = &whole.mention[i];
        CHECK(a->kind == b->kind && a->start == b->start && a->end == b->end && a->confidence == b->confidence);
    }
    ts_detect_free(d);
    ts_findings_done(&bare);
    ts_findings_done(&whole);
}

TEST(greeted_and_signing_by_a_forename) {
    static const kind_row rows[] = {
        {"Hi Priya,\nplease send me the minutes of the board", TS_KIND_FORENAME, "PRIYA", 80, 95},
        {"Dear Zxyla, thank you for your letter of last week", TS_KIND_FORENAME, "ZXYLA", 50, 70},
        {"Dear Zxyla-Qwert, thank you for your letter of May", TS_KIND_FORENAME, "ZXYLA QWERT", 50, 70},
        {"It is on its way to you.\n\nKind regards,\nSarah\n", TS_KIND_FORENAME, "SARAH", 80, 95},
        {"It is on its way to you.\n\nMany thanks\nSarah Cole\n", TS_KIND_PERSON_NAME, "COLE, SARAH", 80, 95},
        {"Dear All, thank you for your letters of last week", TS_KIND_FORENAME, NULL},
        {"Many thanks for your letter about the roof there", TS_KIND_PERSON_NAME, NULL},
    };
    HOLD(rows);
}

/* A forename that is no other word is a person more often than not; one that is, where the words around say so. */
TEST(a_forename_alone_is_a_person_where_people_stand) {
    static const kind_row rows[] = {
        {"The district nurse said that Gareth had not eaten", TS_KIND_FORENAME, "GARETH", 50, 70},
        {"It was put to the board that Mary-Jane would lead", TS_KIND_FORENAME, "MARY JANE", 50, 70},
        {"We were met at the door by her daughter Rose again", TS_KIND_FORENAME, "ROSE", 50, 70},
        {"I shall say more to her mother, Grace, about that", TS_KIND_FORENAME, "GRACE", 50, 70},
        {"In the afternoon I spoke to Faith about the leave", TS_KIND_FORENAME, "FAITH", 50, 70},
        {"[21:30] Daisy: has anyone seen the keys of a store?", TS_KIND_FORENAME, "DAISY", 50, 70},
        {"12/11/2023, 16:40 - May: on my way, wait for me now", TS_KIND_FORENAME, "MAY", 50, 70},
        {"It is on its way to you now, I think.\n\nGrace\n", TS_KIND_FORENAME, "GRACE", 50, 70},
        {"Grace,\n\nplease send me the minutes of the board", TS_KIND_FORENAME, "GRACE", 50, 70},
        {"Thanks Olive. Her neighbour has a spare one of it.", TS_KIND_FORENAME, "OLIVE", 70, 80},
        {"Annwyl Elsie,\n\nMae eich llythyr wedi cyrraedd", TS_KIND_FORENAME, "ELSIE", 80, 95},
        {"Our guests were Nadeem Akhtar, Rose and the vicar.", TS_KIND_FORENAME, "ROSE", 50, 70},
        {"The ward was visited by her husband\nPiotr on Friday.", TS_KIND_FORENAME, "PIOTR", 50, 70},
        {"Rose is a colour that the wards do not want to have", TS_KIND_FORENAME, NULL},
        {"The clinic was closed in May and in June of the year", TS_KIND_FORENAME, NULL},
        {"the report of 3 Jan 2025 was read by all the members", TS_KIND_FORENAME, NULL},
        {"I have asked for a chest X-ray and a Victoria-batch.", TS_KIND_FORENAME, NULL},
        {"a Thomas splint and a Henry vacuum cleaner were there", TS_KIND_FORENAME, NULL},
        {"she was told to take Yasmin 5 mg in the morning only", TS_KIND_FORENAME, NULL},
        {"run grace=Kevin( and \\Kevin\\ with Kevin[0] in the code", TS_KIND_FORENAME, NULL},
        {"Traffic is sent round by way of the church and Mary\nStreet while it is mended", TS_KIND_FORENAME, NULL},
    };
    HOLD(rows);
}

/* Names of the families that live here, wherever they came from: one or two of each that the lists know. */
TEST(forenames_of_many_communities_are_known) {
    static const char *const names[] = {
        "Heledd",   "Gruffydd",  "Ruairi",    "Caoimhin",  "Seonaid",    "Grzegorz", "Slawomir", "Oleksii",
        "Iryna",    "Ionut",     "Desislava", "Zsuzsanna", "Panagiotis", "Nesrin",   "Rocio",    "Giacomo",
        "Matthieu", "Kirsten",   "Harpreet",  "Shazia",    "Nilanthi",   "Tenzin",   "Olumide",  "Chukwudi",
        "Akosua",   "Fatoumata", "Tesfaye",   "Fardowsa",  "Thandiwe",   "Winsome",  "Xiaoming", "Keung",
        "Phuong",   "Jihye",     "Marites",   "Abdulaziz", "Khadidja",   "Shahrzad", "Rebwar",   "Mordechai"};
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        char text[96];
        snprintf(text, sizeof text, "The letter was read to %s Quistgarth on that morning.", names[i]);
        ts_segment s = test_text_of(text);
        ts_findings f = test_find(&s, NULL);
        CHECK_ROW(test_count(&f, TS_KIND_PERSON_NAME) == 1, names[i]);
        ts_findings_done(&f);
    }
}

TEST(the_words_around_a_whole_name_speak_for_it) {
    static const kind_row rows[] = {
        {"she does not want her mother, Xiadani Hargreaves, to", TS_KIND_PERSON_NAME, "HARGREAVES, XIADANI", 50, 80},
        {"The list:\nXiadani Hargreaves, Chaplain: none declared", TS_KIND_PERSON_NAME, "HARGREAVES, XIADANI", 50, 80},
        {"The list:\nXiadani Hargreaves and a word that follows", TS_KIND_PERSON_NAME, NULL},
        {"The list:\nXiadání Hargreaves and a word that follows it", TS_KIND_PERSON_NAME, "HARGREAVES, XIADANI", 50,
         80},
        {"and the imam was Declan Ní Dhomhnaill on that morning", TS_KIND_PERSON_NAME, "NI DHOMHNAILL, DECLAN", 60, 95},
        {"a statement of Omar El Amrani was read to the members", TS_KIND_PERSON_NAME, "EL AMRANI, OMAR", 60, 95},
        {"The form is filled in.  Signed W Walker 12/01/2023", TS_KIND_PERSON_NAME, "WALKER, W", 50, 80},
        {"The passport of the applicant was seen by HA Davis", TS_KIND_PERSON_NAME, "DAVIS, HA", 50, 80},
        {"The form is filled in.  Signature(s): R Hargreaves", TS_KIND_PERSON_NAME, "HARGREAVES, R", 60, 95},
        {"DEBUG lookup patient \"Satterly, Daniel\" hit=1 16ms", TS_KIND_PERSON_NAME, "SATTERLY, DANIEL", 50, 80},
        {"reject segment \"PID|1||WONG, TSZ HIN\" reason=dup 1", TS_KIND_PERSON_NAME, "WONG, TSZ HIN", 60, 95},
        {"Visit, please:\nRIDINGS, MR ARTHUR / 9992012013 / 3", TS_KIND_PERSON_NAME, "RIDINGS, ARTHUR", 80, 95},
        {"from all of us: Amy Wilson, Mohammed, Ingrid and the", TS_KIND_PERSON_NAME, "WILSON, AMY", 80, 95},
        {"It was found by Mary\xc2\xa0"
         "Ashworth on that morning",
         TS_KIND_PERSON_NAME, "ASHWORTH, MARY", 80, 95},
    };
    HOLD(rows);
}

TEST(posts_titles_and_forms_announce_names) {
    static const kind_row rows[] = {
        {"Since Easter he wanders; PC Bloomfield brought him", TS_KIND_SURNAME, "BLOOMFIELD", 50, 80},
        {"It was put to the meeting by DS Ward of the police", TS_KIND_SURNAME, NULL},
        {"we should like to thank Nurse Oscar for all of that", TS_KIND_FORENAME, "OSCAR", 50, 95},
        {"see the Nurse Practitioner or the Nurse Specialist at", TS_KIND_PERSON_NAME, NULL},
        {"the operation of Tuesday was done by Mr Ward, who left", TS_KIND_SURNAME, "WARD", 60, 95},
        {"and then you should go to Sister Ward 7 on the left", TS_KIND_SURNAME, NULL},
        {"and references of the two have been received, from Mr Daniel\nRichardson that is", TS_KIND_PERSON_NAME,
         "RICHARDSON, DANIEL", 60, 95},
        {"and it was asked in the letter whether the same Dr\nMcDonald should have called", TS_KIND_SURNAME, "MCDONALD",
         60, 95},
        {"PASSPORT\nSurname  STEWART\nGiven names  HAMISH LUKE\n", TS_KIND_SURNAME, "STEWART", 75, 85},
        {"PASSPORT\nSurname  STEWART\nGiven names  HAMISH LUKE\n", TS_KIND_FORENAME, "HAMISH LUKE", 75, 85},
        {"the Surname and the Forename are what we ask for here", TS_KIND_SURNAME, NULL},
        {"the bloods of SINGH Gurdeep were normal in the evening", TS_KIND_PERSON_NAME, "SINGH, GURDEEP", 60, 95},
        {"evidence was given by Amandeep Kaur Johal on the day", TS_KIND_PERSON_NAME, "JOHAL, AMANDEEP KAUR", 60, 95},
        {"and he is with the other OT, Ewa, who will visit him", TS_KIND_PERSON_NAME, NULL},
        {"the ward was left to Éabha Byrne and the two others", TS_KIND_PERSON_NAME, "BYRNE, EABHA", 60, 95},
        {"At the table:\nXiadani Hargreaves (2/3/1964) was there", TS_KIND_PERSON_NAME, "HARGREAVES, XIADANI", 50, 80},
        {"12/11/2023, 16:40 - Xiadani Hargreaves: on my way now", TS_KIND_PERSON_NAME, "HARGREAVES, XIADANI", 50, 80},
    };
    HOLD(rows);
}

TEST(who_is_present_is_a_person) {
    static const char text[] =
        "Present: Ann Bee (Chair), Qwerto Zxylan, Infection Control\nIn attendance: Bzyl Thrampton; Mrs Oak\n"
        "Apologies: Trzn Quoll\n\nZyrt Wumble was not there, nor was Qvar Plome.\n";
    static const char *const names[] = {"BEE, ANN", "ZXYLAN, QWERTO", "QUOLL, TRZN"};
    ts_segment s = test_text_of(text);
    ts_findings f = test_find(&s, NULL);
    for (size_t i = 0; i < TEST_COUNT(names); i++)
        CHECK_ROW(test_mention(&f, TS_KIND_PERSON_NAME, names[i]), names[i]);
    CHECK(!test_mention(&f, TS_KIND_PERSON_NAME, "CONTROL, INFECTION"));
    CHECK(!test_mention(&f, TS_KIND_PERSON_NAME, "WUMBLE, ZYRT"));
    ts_findings_done(&f);
}

TEST(names_stand_in_the_names_of_documents) {
    static const kind_row rows[] = {
        {"I have saved TAYLOR_Kevin_letter.docx in the folder.", TS_KIND_PERSON_NAME, "TAYLOR, KEVIN", 55, 80},
        {"I have saved Kevin_Ogden_2020.pdf in the folder.", TS_KIND_PERSON_NAME, "OGDEN, KEVIN", 70, 80},
        {"Please see Smith, John - referral.pdf for the rest", TS_KIND_PERSON_NAME, "SMITH, JOHN", 60, 80},
        {"I have saved Kevin_Ogden_2020 in the folder of it", TS_KIND_PERSON_NAME, NULL},
        {"I have saved Kevin_Ogden_main.c in the folder of it", TS_KIND_PERSON_NAME, NULL},
        {"I have saved Letter_Draft_final.docx in the folder.", TS_KIND_PERSON_NAME, NULL},
    };
    HOLD(rows);
}

TEST(keys_of_data_name_halves_of_names) {
    static const kind_row rows[] = {
        {"INFO user {\"name\":{\"given\":\"Abdirahman\",\"family\":\"Yusuf\"}}", TS_KIND_FORENAME, "ABDIRAHMAN", 85,
         95},
        {"INFO user {\"name\":{\"given\":\"Abdirahman\",\"family\":\"Yusuf\"}}", TS_KIND_SURNAME, "YUSUF", 75, 95},
        {"INFO user {\"given\": \"Zyxla\", \"family\": \"Qwertson\"}", TS_KIND_SURNAME, "QWERTSON", 70, 80},
        {"INFO user {\\\"given\\\":\\\"Anna\\\",\\\"family\\\":\\\"Qwertson\\\"}", TS_KIND_SURNAME, "QWERTSON", 70, 80},
        {"INFO user {\"family\":\"Qwertson\",\"given\":[\"Zyxla\"]} saved", TS_KIND_FORENAME, "ZYXLA", 70, 80},
        {"INFO {\"first_name\":\"Zyxla\",\"last_name\":\"Qwertson\"}", TS_KIND_FORENAME, "ZYXLA", 75, 95},
        {"INFO {\"first_name\":\"Zyxla\",\"last_name\":\"Qwertson\"}", TS_KIND_SURNAME, "QWERTSON", 75, 95},
        {"INFO style {\"family\":\"Robotica\",\"size\":12} loaded", TS_KIND_SURNAME, "ROBOTICA", 1, 49},
        {"INFO page {\"first\":\"Zeroth\",\"last\":\"Ninth\"} loaded", TS_KIND_FORENAME, "ZEROTH", 1, 49},
        {"INFO page {\"given\":\"null\",\"family\":\"None\"} loaded", TS_KIND_SURNAME, NULL},
        {"they were given: Robotica and the family: Qwertson", TS_KIND_SURNAME, NULL},
    };
    HOLD(rows);
    ts_segment s = test_text_of("INFO {\"family\":\"Ogden\",\"given\":[\"Zyxla\", \"Qwerto\"]} saved");
    ts_findings f = test_find(&s, NULL);
    CHECK(test_mention(&f, TS_KIND_FORENAME, "ZYXLA") && test_mention(&f, TS_KIND_FORENAME, "QWERTO"));
    ts_findings_done(&f);
}

TEST(a_list_of_forenames_is_no_surname_and_forename) {
    ts_segment s = test_text_of("Thank you from all of us: Amy Wilson, Mohammed, Ingrid and the children of the ward");
    ts_findings f = test_find(&s, NULL);
    CHECK(test_count(&f, TS_KIND_PERSON_NAME) == 1 && test_count(&f, TS_KIND_FORENAME) == 2);
    ts_findings_done(&f);
}

TEST(a_part_of_a_name_in_an_address_of_mail_is_none) {
    ts_segment s = test_text_of("Priya Nethercott wrote from Priya.Nethercott@mail.example; see Priya.txt for more.");
    ts_findings f = test_find(&s, NULL);
    CHECK(test_count(&f, TS_KIND_EMAIL) == 1 && test_count(&f, TS_KIND_PERSON_NAME) == 1);
    CHECK(test_count(&f, TS_KIND_FORENAME) + test_count(&f, TS_KIND_SURNAME) == 0);
    ts_findings_done(&f);
}

/* A name in prose parts nobody's values: the number behind the doctor's name is still the patient's. */
TEST(a_name_in_passing_takes_no_values_along) {
    static const char text[] =
        "Patient: Mary Ashworth DOB: 23/04/1987\nIn the clinic she was seen by John Smith and others, and "
        "it was agreed to see her again. NHS No: 999 000 0018\n";
    ts_segment s = test_text_of(text);
    ts_findings f = test_find(&s, NULL);
    CHECK(f.sightings == 1 && test_mention(&f, TS_KIND_PERSON_NAME, "SMITH, JOHN"));
    CHECK(test_sighting(&f, test_mention(&f, TS_KIND_NHS_NUMBER, NULL)) ==
          test_sighting(&f, test_mention(&f, TS_KIND_PERSON_NAME, "ASHWORTH, MARY")));
    ts_findings_done(&f);
}

/* In a short cell of a table that its column does not call a name, two words are a product as often as a person. */
TEST(short_cells_name_nobody) {
    static test_table t;
    test_table_of(
        &t, "item\tprice\nMartin Jones\t1\nDavid Wood\t2\nGeorge Best\t3\nOak\t4\nPine\t5\nElm\t6\nAsh\t7\nTeak\t8\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(test_count(&f, TS_KIND_PERSON_NAME) == 0);
    ts_findings_done(&f);
}

TEST(a_value_as_short_as_a_cell_names_nobody) {
    ts_segment s = test_text_of("Martin Jones");
    ts_findings f = test_find(&s, NULL);
    CHECK(test_count(&f, TS_KIND_PERSON_NAME) == 0);
    ts_findings_done(&f);
}

/* A text may end in the blank behind a word, and the next byte is somebody else's. */
TEST(no_capital_stands_behind_the_end) {
    CHECK(ts_name_capital(ts_str("A"), 0) && !ts_name_capital(ts_str(""), 0));
    CHECK(!ts_name_capital(ts_span_of("Rowan Ash", 6), 6));
}

TEST(abbreviations_and_first_words_are_no_part_of_a_name) {
    static const kind_row rows[] = {
        {"AB - S4196086 - KW Priya - depot due 15/08/2021", TS_KIND_FORENAME, "PRIYA", 60, 90},
        {"Nobody can come. So Priya is to cover the shift.", TS_KIND_FORENAME, "PRIYA", 50, 70},
        {"On call this week and the next\nMon Priya / none", TS_KIND_FORENAME, "PRIYA", 50, 90},
        {"11/08/23 here from ten to see Priya Nethercott", TS_KIND_PERSON_NAME, "NETHERCOTT, PRIYA", 80, 95},
        {"The lift is an Acme Priya of the year 2001, mended", TS_KIND_FORENAME, NULL},
    };
    HOLD(rows);
}

TEST(former_and_shouted_surnames_stand_alone) {
    static const kind_row rows[] = {
        {"Data subject: Anna Low, formerly Hargreaves, of Leeds", TS_KIND_SURNAME, "HARGREAVES", 50, 80},
        {"Name: Anna Low (n\xC3\xA9"
         "e Hargreaves), booked today",
         TS_KIND_SURNAME, "HARGREAVES", 50, 80},
        {"feed is down, the last pt HARGREAVES 6213 was seen", TS_KIND_SURNAME, "HARGREAVES", 50, 80},
        {"Any news re HARGREAVES please? The ward is asking.", TS_KIND_SURNAME, "HARGREAVES", 50, 80},
        {"the building that was formerly Hargreaves Hall burnt", TS_KIND_SURNAME, NULL},
        {"the last pt COLD and pale, re WARD and re MARCH too", TS_KIND_SURNAME, NULL},
        {"Ward: NICU      Cons: QWERTSHAW\nTests: LFTs", TS_KIND_SURNAME, "QWERTSHAW", 50, 70},
        {"Ward: NICU      Cons: UROLOGY\nTests: LFTs", TS_KIND_SURNAME, "UROLOGY", 0, 45},
    };
    HOLD(rows);
}

TEST(desks_works_and_what_is_called_after_people_are_nobody) {
    static const kind_row rows[] = {
        {"From: Cyber Team <servicedesk@trust.example>\nTo: Ann Low", TS_KIND_PERSON_NAME, "LOW, ANN", 75, 95},
        {"From: Madhuri <m.k@trust.example>\nSubject: rota for us", TS_KIND_FORENAME, "MADHURI", 75, 85},
        {"For theatre:\n12. Annie Jones (19)\n13. Notting Hill", TS_KIND_PERSON_NAME, "JONES, ANNIE", 60, 95},
        {"From: Cyber Team <servicedesk@trust.example>\nSubject: x", TS_KIND_PERSON_NAME, NULL},
        {"From: PALS <pals@trust.example>\nSubject: complaint", TS_KIND_SURNAME, NULL},
        {"To: Accounts Payable <ap@trust.example>\nSubject: x", TS_KIND_PERSON_NAME, NULL},
        {"We will ring you.\n\nKind regards\n\nIT Service Desk\n", TS_KIND_PERSON_NAME, NULL},
        {"New books\nBarnaby Jones (Penguin) ISBN 9785387165061", TS_KIND_PERSON_NAME, NULL},
        {"Film quiz\n12. Annie Jones - cert 15\n", TS_KIND_PERSON_NAME, NULL},
        {"Film quiz\n12. Annie Jones (1986)\n13. Notting Hill", TS_KIND_PERSON_NAME, NULL},
        {"Playlist\n14 Annie Jones - trad. 6:36\n2 Angie", TS_KIND_PERSON_NAME, NULL},
        {"she was seen at Ysbyty Gwyn Jones on the day", TS_KIND_PERSON_NAME, NULL},
        {"Title Mrs  First name or initial(s) ........ of donor", TS_KIND_SURNAME, NULL},
    };
    HOLD(rows);
}

TEST(rotas_beds_families_and_forms_name_people) {
    static const kind_row rows[] = {
        {"On call\nTue   Hargreaves      Closed\nWed   Closed", TS_KIND_SURNAME, "HARGREAVES", 50, 80},
        {"Ward\nbed 14 Hargreaves 41f - leukaemia - dnar\n", TS_KIND_SURNAME, "HARGREAVES", 50, 80},
        {"Ward\nd5 Hargreaves 65 - gout - dnar\nd6 empty", TS_KIND_SURNAME, "HARGREAVES", 50, 80},
        {"3. Complaint from the Hargreaves family. To write", TS_KIND_SURNAME, "HARGREAVES", 50, 80},
        {"Home visit on Monday (pt Hargreaves) 52 miles", TS_KIND_SURNAME, "HARGREAVES", 50, 85},
        {"Theatre 12, 27th October. Surgeon Hargreaves here", TS_KIND_SURNAME, "HARGREAVES", 50, 80},
        {"Foster carers: Anna Hargreaves & Priya, of Leeds", TS_KIND_PERSON_NAME, "HARGREAVES, ANNA", 60, 95},
        {"Call 12\nRaised by: Zxyla Qwertson\nPriority 3", TS_KIND_PERSON_NAME, "QWERTSON, ZXYLA", 50, 60},
        {"MARAC\nPerpetrator's name: Zxyla Qwertson\nAge 40", TS_KIND_PERSON_NAME, "QWERTSON, ZXYLA", 50, 60},
        {"Call 12\nAssigned to: Service Desk\nPriority 3", TS_KIND_PERSON_NAME, "DESK, SERVICE", 40, 40},
        {"fix the build of it\nReported-by: Zxyla Qwertson\n", TS_KIND_PERSON_NAME, NULL},
        {"Works here\nTue   White      Closed\nWed   Doors", TS_KIND_SURNAME, NULL},
        {"Works\nTue   Painting      Floors\nWed   Doors", TS_KIND_SURNAME, NULL},
        {"list of 14 Hargreaves 41 of them and more", TS_KIND_SURNAME, NULL},
        {"we saw the Rose family of plants there too", TS_KIND_SURNAME, NULL},
        {"Anna Hargreaves & Sons, of Leeds, are builders", TS_KIND_PERSON_NAME, NULL},
    };
    HOLD(rows);
}

TEST(forms_and_systems_print_names_without_gaps) {
    static const kind_row rows[] = {
        {"1. Who\n   Surname NETHERCOTT   Forename(s) ZXYLA\n   DoB", TS_KIND_SURNAME, "NETHERCOTT", 75, 85},
        {"1. Who\n   Surname NETHERCOTT   Forename(s) ZXYLA\n   DoB", TS_KIND_FORENAME, "ZXYLA", 75, 85},
        {"Title MRS\nSurname Hargreaves\nFirst name(s) Anna\nLeft", TS_KIND_FORENAME, "ANNA", 75, 85},
        {"duplicate match for DAY,RHIANNON dob=1", TS_KIND_PERSON_NAME, "DAY, RHIANNON", 70, 75},
        {"pushed to the floor. PC 1142 YOUNG attended", TS_KIND_SURNAME, "YOUNG", 50, 80},
        {"Clinic\n09:20 999 000 0018 DAY, Ruby 03/02/1937 FU", TS_KIND_PERSON_NAME, "DAY, RUBY", 60, 75},
        {"seen by Prof Dr Schmidt for us", TS_KIND_SURNAME, "SCHMIDT", 60, 95},
        {"titles: Mr Dr Mrs Ms Miss 12", TS_KIND_SURNAME, NULL},
        {"titles: Mr Mrs 12", TS_KIND_SURNAME, NULL},
        {"Requested by: Dr S Hargreaves Bleep 4471 for us", TS_KIND_PERSON_NAME, "HARGREAVES, S", 60, 95},
        {"Columns:\n   Surname Initials   Forename(s) Title\n", TS_KIND_SURNAME, NULL},
        {"Columns:\n   Surname Initials   Forename(s) Title\n", TS_KIND_FORENAME, NULL},
        {"the surname Hargreaves is an old one there", TS_KIND_SURNAME, NULL},
        {"month list for MAY,JUNE of this year", TS_KIND_PERSON_NAME, NULL},
        {"flags FIELD,RUBY,PERL are set for us here", TS_KIND_PERSON_NAME, NULL},
        {"pushed to the floor. Room 1142 YOUNG attended", TS_KIND_SURNAME, NULL},
    };
    HOLD(rows);
}

TEST(ledgers_and_lists_write_surnames_first) {
    static const kind_row rows[] = {
        {"2025-10-10  Hargreaves AB   190.16  in  witness GG", TS_KIND_PERSON_NAME, "HARGREAVES, A B", 60, 80},
        {"2025-10-10  Hargreaves A.   190.16  in  witness GG", TS_KIND_PERSON_NAME, "HARGREAVES, A", 60, 80},
        {"the match that Nelson FC played on Saturday was lost", TS_KIND_PERSON_NAME, NULL},
        {"2025-10-10  Hargreaves FC   190.16  out  raffle tickets", TS_KIND_PERSON_NAME, NULL},
        {"11:55  QWERTSON Priya (57)  Elm  angiogram  LOW", TS_KIND_PERSON_NAME, "QWERTSON, PRIYA", 70, 90},
        {"11:55  QWERTSON Priya  Elm  angiogram  LOW and more", TS_KIND_PERSON_NAME, NULL},
        {"Att no: 1170\nSurname QWERTSON | Forename ZXYLA | Sex F", TS_KIND_SURNAME, "QWERTSON", 70, 90},
        {"Att no: 1170\nSurname QWERTSON | Forename ZXYLA | Sex F", TS_KIND_FORENAME, "ZXYLA", 70, 90},
        {"Surname Change requests are dealt with by the office", TS_KIND_SURNAME, NULL},
        {"Patient's surname/family name      QWERTSON\nDate", TS_KIND_SURNAME, "QWERTSON", 70, 90},
        {"Patient's first names              ZXYLA\nDate", TS_KIND_FORENAME, "ZXYLA", 70, 90},
    };
    HOLD(rows);
}

TEST(rows_titles_and_bounces) {
    static const kind_row rows[] = {
        {"11:55  LOW Anna (57)  Elm  angiogram  HARGREAVES\n", TS_KIND_SURNAME, "HARGREAVES", 50, 70},
        {"Mr John Low lives at  Hargreaves\nand elsewhere.", TS_KIND_SURNAME, NULL}, /* no row */
        {"S: Mr Hargreaves, Anna, 28y, from Elm to Oak ward", TS_KIND_PERSON_NAME, "HARGREAVES, ANNA", 60, 95},
        {"We told Mr Hargreaves, Anna and two others of it", TS_KIND_PERSON_NAME, NULL},
        {"S01+01'NAD+PO+++DR QWERTSON'ADR++US:9 Low Road'", TS_KIND_SURNAME, "QWERTSON", 50, 80},
        {"From: MAILER-DAEMON <a@mail.example>\nTo: b@mail.example", TS_KIND_SURNAME, NULL},
        {"Panto by the Porters: “Martha's Beanstalk” at seven", TS_KIND_FORENAME, NULL},
        {"It was said that Martha's Mum had come to the ward.", TS_KIND_FORENAME, "MARTHA", 50, 80},
        {"The raffle was held on May Day, when it had rained", TS_KIND_PERSON_NAME, NULL},
        {"paid to Howard & Lloyd LLP for what they had done", TS_KIND_FORENAME, NULL},
        {"Nearest relative: Anna Hargreaves, of the same house", TS_KIND_PERSON_NAME, "HARGREAVES, ANNA", 80, 95},
        {"Pt: Hargreaves, Anna | 18/12/21 | seen on the ward", TS_KIND_PERSON_NAME, "HARGREAVES, ANNA", 60, 95},
        {"Pt: Comfortable, no pain, eating well on the ward", TS_KIND_PERSON_NAME, NULL},
    };
    HOLD(rows);
}
