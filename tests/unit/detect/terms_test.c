/* terms_test.c - what a text or a field tells of health, faith, unions and convictions, and where the same words tell nothing. */
#include "detect/column_terms.h"
#include "detect/detect.h"
#include "detect/detector.h"

#include <stdio.h>

#include "support/kind_rows.h"

#define JANE "Patient: Mrs Jane Smith, DOB: 12/03/1980. "
#define NAMED "Dear Mrs Jane Smith, "

TEST(a_term_tells_near_a_person) {
    static const kind_row rows[] = {
        {JANE "She has asthma.", TS_KIND_HEALTH_TERM, "asthma", 80, 90},
        {JANE "She has two fractures.", TS_KIND_HEALTH_TERM, "fracture", 50, 70},
        {NAMED "your asthma is better.", TS_KIND_HEALTH_TERM, "asthma", 55, 65},
        {JANE "Type 2\nDiabetes since 2001", TS_KIND_HEALTH_TERM, "type 2 diabetes", 80, 90},
        {JANE "a history of self-harm", TS_KIND_MENTAL_HEALTH, "self-harm", 80, 90},
        {JANE "She is HIV positive.", TS_KIND_SEXUAL_HEALTH, "hiv positive", 80, 90},
        {JANE "20 weeks pregnant", TS_KIND_PREGNANCY, "weeks pregnant", 80, 90},
        {JANE "on a Child Protection Plan", TS_KIND_SAFEGUARDING, "child protection plan", 80, 90},
        {JANE "women\xE2\x80\x99s refuge", TS_KIND_SAFEGUARDING, "women's refuge", 80, 90},
        {JANE "an \xE2\x80\x98"
              "asthma\xE2\x80\x99 \xE2\x80\x93 she says",
         TS_KIND_HEALTH_TERM, "asthma", 80, 90},
        {JANE "a practising Roman Catholic", TS_KIND_RELIGION, "roman catholic", 90, 95},
        {JANE "she is a lesbian", TS_KIND_ORIENTATION, "lesbian", 90, 95},
        {JANE "pays union dues", TS_KIND_TRADE_UNION, "union dues", 90, 95},
        {JANE "her fingerprint template", TS_KIND_BIOMETRIC, "fingerprint template", 80, 90},
        {JANE "who is on probation", TS_KIND_CRIMINAL, "on probation", 80, 90},
        {JANE "with Sj\xC3\xB6gren\xE2\x80\x99s syndrome", TS_KIND_HEALTH_TERM, "sj\xC3\xB6gren's syndrome", 80, 90},
        {JANE "a victim of coercive control", TS_KIND_SAFEGUARDING, "coercive control", 80, 90},
        {JANE "has a previous conviction", TS_KIND_CRIMINAL, "previous conviction", 80, 90},
    };
    HOLD(rows);
}

TEST(without_a_person_or_as_another_word_it_tells_nothing) {
    static const kind_row rows[] = {
        {"Asthma is treated with salbutamol.", TS_KIND_HEALTH_TERM, NULL},
        {"From: jane@mail.example\nAsthma is treated with salbutamol.", TS_KIND_HEALTH_TERM, NULL},
        {JANE "the chest of drawers", TS_KIND_HEALTH_TERM, NULL},
        {JANE "she wears hearing protection and aids us", TS_KIND_SEXUAL_HEALTH, NULL}, /* AIDS alone */
        {JANE "an asthma_count of 3", TS_KIND_HEALTH_TERM, NULL},
        {JANE "the nonasthma group", TS_KIND_HEALTH_TERM, NULL},
        {NAMED "a stroke of the pen", TS_KIND_HEALTH_TERM, "stroke", 30, 40}, /* too little to be shown */
        {NAMED "the depression of 1929", TS_KIND_MENTAL_HEALTH, "depression", 30, 40},
        {JANE "\n12 Sikh Road\nLeeds\nLS1 1AA\n", TS_KIND_RELIGION, NULL}, /* a street */
    };
    HOLD(rows);
}

TEST(fields_that_ask_are_answered) {
    static const kind_row rows[] = {
        {"Religion: Catholic, Ethnicity: White - British", TS_KIND_RELIGION, "catholic", 90, 95},
        {"Religion: Catholic, Ethnicity: White - British", TS_KIND_ETHNICITY, "white - british", 90, 95},
        {"Ethnic category: H\n", TS_KIND_ETHNICITY, "indian", 90, 95},
        {"Sexual orientation: Gay\n", TS_KIND_ORIENTATION, "gay", 90, 95},
        {"Trade union: UNISON\n", TS_KIND_TRADE_UNION, "unison", 90, 95},
        {"Religion: see the policy\n", TS_KIND_RELIGION, NULL},
        {"Ethnicity: not stated\n", TS_KIND_ETHNICITY, NULL},
        {"Orientation: landscape\n", TS_KIND_ORIENTATION, NULL},
    };
    HOLD(rows);
}

TEST(a_sighting_shows_what_its_text_tells) {
    ts_segment s =
        test_text_of("Re: epilepsy and a previous conviction\nName: Jane Smith\nDOB: 12/03/1980\nShe is pregnant.\n"
                     "\fName: Ann Jones\nDOB: 01/02/1970\nShe is well.\n");
    ts_findings f = test_find(&s, NULL);
    uint32_t want = TS_CAT_HEALTH | TS_CAT_CRIMINAL | TS_CAT_PREGNANCY;
    CHECK(f.sightings == 2 && (f.sighting[0].categories & want) == want && (f.sighting[1].categories & want) == 0);
    for (size_t i = 1; i < f.mentions; i++)
        CHECK(f.mention[i].kind != TS_KIND_PREGNANCY || f.mention[i].start > f.mention[0].start);
    ts_findings_done(&f);
}

TEST(terms_make_no_person_and_part_none) {
    ts_segment s = test_text_of("asthma diabetes epilepsy pregnant convicted catholic\n");
    ts_findings f = test_find(&s, NULL);
    CHECK(f.mentions == 0 && f.sightings == 0);
    ts_findings_done(&f);
    s = test_text_of(
        "Consultant: Dr Ann Jones, asthma clinic, tel 01632 960123\nPatient: Mr John Smith\nNHS No: 999 000 0018\n");
    f = test_find(&s, NULL);
    CHECK(f.sightings == 2);
    for (size_t i = 0; i < f.sightings; i++)
        CHECK(f.sighting[i].role != TS_ROLE_CLINICIAN ||
              f.sighting[i].count == 2); /* the phone is still the doctor's */
    ts_findings_done(&f);
}

TEST(terms_alone_may_be_asked_for) {
    ts_segment s = test_text_of(JANE "She has asthma.");
    ts_findings f = {0};
    ts_detect *d = ts_detect_new(NULL);
    CHECK(ts_detect_segment(d, &s, UINT64_C(1) << TS_KIND_HEALTH_TERM, &f) == TS_OK);
    CHECK(f.mentions == 1 && f.mention[0].kind == TS_KIND_HEALTH_TERM && f.mention[0].start == sizeof JANE - 1 + 8);
    ts_detect_free(d);
    ts_findings_done(&f);
}

TEST(columns_of_codes_are_read) {
    static test_table t;
    test_table_of(&t, "Surname\tForename\tEthnic Category\tReligion\tDBS "
                      "status\nSmith\tJane\tA\tSikh\tclear\nJones\tAnn\tH\tNone\tclear\n"
                      "Patel\tRaj\tZ\tHindu\tclear\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(test_mention(&f, TS_KIND_ETHNICITY, "white british") && test_mention(&f, TS_KIND_ETHNICITY, "indian"));
    CHECK(test_mention(&f, TS_KIND_RELIGION, "hindu") && !test_mention(&f, TS_KIND_RELIGION, "none"));
    uint32_t want = TS_CAT_ETHNICITY | TS_CAT_RELIGION | TS_CAT_CRIMINAL;
    CHECK(f.sightings == 3 && (f.sighting[0].categories & want) == want);
    ts_findings_done(&f);
}

/* Words are read 32 bytes at a time: one that begins in one look ends in the next. */
TEST(a_term_is_found_at_every_place) {
    static const char *const terms[] = {"asthma", "type 2 diabetes", "hiv positive", "self-harm", "fractures"};
    for (size_t i = 0; i < TEST_COUNT(terms); i++)
        for (int more = 0; more < 70; more++) {
            char text[200];
            snprintf(text, sizeof text, JANE "%.*s %s, and then what is said of it", more,
                     "of the one and the other who came in by the door on that day or on another", terms[i]);
            ts_segment s = test_text_of(text);
            ts_findings f = test_find(&s, NULL);
            size_t found = 0;
            for (size_t m = 0; m < f.mentions; m++)
                found += f.mention[m].kind == TS_KIND_HEALTH_TERM || f.mention[m].kind == TS_KIND_SEXUAL_HEALTH ||
                         f.mention[m].kind == TS_KIND_MENTAL_HEALTH;
            CHECK_ROW(found == 1, text);
            ts_findings_done(&f);
        }
}

TEST(many_terms_stay_in_order) {
    static char text[60000];
    size_t n = 0;
    for (int i = 0; i < 900; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "Mr John Smith has asthma and eczema. ");
    ts_segment s = test_text_of(text);
    ts_findings f = {0};
    ts_detect *d = ts_detect_new(NULL);
    CHECK(ts_detect_segment(d, &s, 0, &f) == TS_OK && f.mentions > 1000);
    for (size_t i = 1; i < f.mentions; i++)
        CHECK(f.mention[i - 1].end <= f.mention[i].start);
    ts_detect_free(d);
    ts_findings_done(&f);
}

TEST(titles_headings_and_questions_tell_nothing) {
    static const kind_row rows[] = {
        {"Physiotherapy discharge report\nPt: Mrs Jane Smith\nDOB 12/03/1980\n", TS_KIND_HEALTH_TERM, NULL},
        {"Community Mental Health Team\n\nDear Mrs Jane Smith\nThank you\n", TS_KIND_MENTAL_HEALTH, NULL},
        {"Mrs Jane Smith has asthma\nDOB 12/03/1980\nSeen today\n", TS_KIND_HEALTH_TERM, "asthma", 80, 90},
        {"Asthma, none else\nMrs Jane Smith\nDOB 12/03/1980\n", TS_KIND_HEALTH_TERM, "asthma", 80, 90},
        {JANE "\nQ7 Any convictions? No\n", TS_KIND_CRIMINAL, NULL},
        {JANE "\nQ8 Faith (for chaplaincy)? none\n", TS_KIND_RELIGION, NULL},
        {JANE "\nFoster carers: Mrs Ann Carter of Leeds\n", TS_KIND_SAFEGUARDING, NULL},
        {"Mersey Trust\nLiaison Psychiatry\n\nDear Mrs Jane Smith\nThank you\n", TS_KIND_MENTAL_HEALTH, NULL},
        {"Mrs Jane Smith\nhas schizophrenia\n\nDOB 12/03/1980\nthanks\n", TS_KIND_MENTAL_HEALTH, "schizophrenia", 80,
         90},
        {JANE "\nDiabetes Centre, Low Hospital\n", TS_KIND_HEALTH_TERM, NULL},
        {JANE "Asthma Review: none.", TS_KIND_HEALTH_TERM, "asthma", 80, 90},
        {JANE "She was asked: is it asthma? It is.", TS_KIND_HEALTH_TERM, "asthma", 80, 90},
    };
    HOLD(rows);
}

/* The first line of a document may be its title; where a later segment begins nothing is told. */
TEST(later_segments_have_no_title) {
    ts_segment s = test_text_of("Diabetes review\nMrs Jane Smith, DOB 12/03/1980\nseen today\nthanks\n");
    for (unsigned later = 0; later < 2; later++) {
        s.offset = later ? 4096 : 0;
        ts_findings f = test_find(&s, NULL);
        CHECK(test_count(&f, TS_KIND_HEALTH_TERM) == later);
        ts_findings_done(&f);
    }
}

TEST(what_somebody_was_arrested_for_is_one_find) {
    static const kind_row rows[] = {
        {JANE "was arrested for common assault in May", TS_KIND_CRIMINAL, "arrested for common assault", 80, 90},
        {JANE "a caution for common assault in May", TS_KIND_CRIMINAL, "caution for common assault", 80, 90},
        {JANE "was arrested for nothing at all", TS_KIND_CRIMINAL, "arrested", 80, 90},
        /* normal forms have single blanks and 60 bytes at most: the parent refuses a reply that has others */
        {JANE "a caution for common\r\nassault in May", TS_KIND_CRIMINAL, "caution for common assault", 80, 90},
        {JANE "was released under investigation for perverting the course of justice", TS_KIND_CRIMINAL,
         "perverting the course of justice", -1, -1 /* two finds */},
        {JANE "asked under Schedule 2 para 2 of the Act", TS_KIND_PREGNANCY, NULL},
    };
    HOLD(rows);
}

/* Rows repeat their words: what was made of one is kept for no other word, and for no other kind of column. */
TEST(cells_of_special_columns_are_remembered_as_themselves) {
    static const char *const words[] = {"Sikh",          "Hindu",     "None", "asthma",
                                        "White British", "Methodist", "n/a",  "epilepsy"};
    static const ts_kind kinds[] = {TS_KIND_RELIGION, TS_KIND_HEALTH_TERM, TS_KIND_ETHNICITY};
    for (unsigned i = 0; i < 3000; i++) {
        char cell[48];
        const ts_detector *d = ts_detector_of(kinds[i % 7 % TEST_COUNT(kinds)]);
        size_t n = (size_t)sprintf(cell, i % 3 ? "%s" : "%s of %u", words[i % TEST_COUNT(words)], i % 200);
        ts_norm norm = {.len = 0}, want = {.len = 0};
        ts_kind told;
        bool good = d->normal(ts_span_of(cell, n), &want);
        CHECK_ROW(ts_special_of_cell(d, ts_span_of(cell, n), &norm, &told) == good, cell);
        if (good)
            CHECK_ROW(ts_span_eq(ts_norm_span(&norm), ts_norm_span(&want)) &&
                          told == ts_term_of_cell(ts_span_of(cell, n)),
                      cell);
    }
}
