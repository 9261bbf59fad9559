/* clinical_code_test.c - codes of diagnoses, procedures and terms, and the clauses, versions and ids that look like them. */
#include "detect/detect.h"
#include "support/kind_rows.h"

TEST(a_diagnosis_has_its_code_under_a_label_or_on_a_line_that_says_so) {
    static const kind_row rows[] = {
        {"Diagnosis: J45.9", TS_KIND_ICD10, "J45.9", 90, 100},
        {"ICD-10: C509", TS_KIND_ICD10, "C50.9", 70, 100},
        {"ICD10 code I10X, hypertension", TS_KIND_ICD10, "I10", 90, 100},
        {"Primary diagnosis: A17.0\xE2\x80\xA0", TS_KIND_ICD10, "A17.0", 90, 100},
        {"Diagnosis code: M54.56", TS_KIND_ICD10, "M54.56", 90, 100},
        {"Diagnosis: Asthma (J45.9)", TS_KIND_ICD10, "J45.9", 70, 80},
    };
    HOLD(rows);
}

TEST(several_codes_stand_on_a_clinical_line) {
    ts_segment s =
        test_text_of("ICD10: J45.9, N39.0; K40.9\n\nAdmitted to the ward, diabetes E11.9 and asthma J45.0 treated.");
    ts_findings f = test_find(&s, NULL);
    CHECK(test_count(&f, TS_KIND_ICD10) == 5 && test_count(&f, TS_KIND_OPCS4) == 0);
    ts_findings_done(&f);
}

TEST(a_procedure_has_its_code_likewise) {
    static const kind_row rows[] = {
        {"Procedure: K40.1", TS_KIND_OPCS4, "K40.1", 90, 100},
        {"OPCS-4 code W371", TS_KIND_OPCS4, "W37.1", 90, 100},
        {"hernia repair (OPCS: primary T20.2)", TS_KIND_OPCS4, "T20.2", 70, 80},
        {"Diagnosis K40.9, OPCS T20.2", TS_KIND_OPCS4, "T20.2", 70, 100},
        {"Procedure: repair of a hernia T20.2", TS_KIND_OPCS4, "T20.2", 70, 80},
        {"Procedure: K40", TS_KIND_OPCS4, NULL},
        {"Diagnosis: J45.9", TS_KIND_OPCS4, NULL},
        {"OPCS-4: W37.1", TS_KIND_ICD10, NULL},
    };
    HOLD(rows);
}

TEST(clauses_versions_and_seats_are_no_codes) {
    static const kind_row rows[] = {
        {"see clause A12.3 of the standard", TS_KIND_ICD10, NULL},
        {"version V10.2 of the ward's software", TS_KIND_ICD10, NULL},
        {"Admitted to the ward, diabetes E11.9 treated.", TS_KIND_ICD10, NULL}, /* one alone */
        {"the diagnostics of E11.9", TS_KIND_ICD10, NULL},
        {"Diagnosis: J45.9.1", TS_KIND_ICD10, NULL},
        {"Diagnosis: J45.923", TS_KIND_ICD10, NULL},
        {"Diagnosis: asthma", TS_KIND_ICD10, NULL},
        {"the pesticide A12.3 and B12.3", TS_KIND_ICD10, NULL},
        {"seat J45", TS_KIND_ICD10, NULL},
        {"Address: L12 2AP", TS_KIND_ICD10, NULL},
        {"procedure A12.3 is called", TS_KIND_ICD10, NULL},
    };
    HOLD(rows);
}

TEST(a_snomed_id_is_told_by_its_label_or_its_term) {
    static const kind_row rows[] = {
        {"SNOMED CT: 195967001", TS_KIND_SNOMED, "195967001", 90, 100},
        {"has 195967001 |Asthma| since", TS_KIND_SNOMED, "195967001", 85, 95},
        {"73211009|Diabetes mellitus|", TS_KIND_SNOMED, "73211009", 85, 95},
        {"dmd code 322236009", TS_KIND_SNOMED, "322236009", 90, 100},
        {"SNOMED code 195967002", TS_KIND_SNOMED, "195967002", 55, 65}, /* check: kept, unchecked */
        {"has 195967001 of them", TS_KIND_SNOMED, NULL},
        {"has 195967002 |Asthma|", TS_KIND_SNOMED, NULL},
        {"has 195967001 | 12", TS_KIND_SNOMED, NULL},
        {"Order no: 195967001 |A|", TS_KIND_SNOMED, NULL},
    };
    HOLD(rows);
}

TEST(what_a_snomed_id_is_made_of) {
    static const struct {
        const char *raw;
        bool good;
    } rows[] = {
        {"195967001", true},
        {"99900021", true}, /* a relation */
        {"9990001999999910000", false}, /* nineteen digits */
        {"0195967001", false},
        {"195967010", false},
        {"999000000200", false}, /* partitions that there are not */
        {"999000000048", false},
        {"99900107", false}, /* too short to hold a namespace */
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_norm norm;
        CHECK_ROW(ts_detector_of(TS_KIND_SNOMED)->normal(ts_str(rows[i].raw), &norm) == rows[i].good, rows[i].raw);
    }
}

TEST(columns_of_codes_are_told_by_name_and_ids_by_their_check) {
    CHECK(kind_of_column("who\tDiagnosis\na\tJ45.9\nb\tN390\n", 1) == TS_KIND_ICD10);
    CHECK(kind_of_column("who\tDiagnosis\na\tAsthma\nb\tDiabetes\n", 1) == TS_KIND_NONE);
    CHECK(kind_of_column("who\tPrimaryProcedure\na\tK40.1\nb\tW371\n", 1) == TS_KIND_OPCS4);
    CHECK(kind_of_column("who\tDiagnosis\na\t195967001\nb\t73211009\nc\t22298006\n", 1) == TS_KIND_SNOMED);
    CHECK(kind_of_column("a\t195967001\nb\t73211009\nc\t22298006\n", 1) == TS_KIND_SNOMED);
    CHECK(kind_of_column("a\tJ45.9\nb\tN39.0\nc\tK40.9\n", 1) == TS_KIND_NONE);
}

TEST(codes_show_that_the_row_tells_of_health) {
    static test_table t;
    test_table_of(&t, "Surname\tForename\tCode\tSNOMED\nExample\tJane\t7\t195967001\nExample\tJohn\t8\t73211009\n");
    ts_findings f = test_find(&t.segment, NULL);
    const ts_sighting *s = test_sighting(&f, test_mention(&f, TS_KIND_SNOMED, "195967001"));
    CHECK(s && (s->categories & TS_CAT_HEALTH) && s->role == TS_ROLE_PATIENT);
    ts_findings_done(&f);
}
