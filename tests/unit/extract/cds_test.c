/* cds_test.c - which place of a Commissioning Data Set record is whose what, and which files are taken for such.
 *
 * Records are made here: the places are written as the translation services' own specifications count them, from 1.
 */
#include "reading.h"

#include "support/slices.h"

extern const ts_extractor ts_extractor_cds;

static int bids(ts_span s) { return ts_extractor_cds.bid(&(ts_head){.raw = s, .text = s, .size = s.len, .all = true}); }

/* Writes over blanks, which the line grows by; `at` counts from 1. */
static void at(ts_buf *line, size_t place, const char *text) {
    while (line->len < place - 1 + strlen(text))
        ts_buf_add_char(line, ' ');
    memcpy(line->ptr + place - 1, text, strlen(text));
}

/* The header and the patient; `base`: 0 on a line of its own, 37 behind a line's number. */
static void patient(ts_buf *line, size_t base, const char *type, const char *nhs, const char *born) {
    at(line, base + 1, "NHS6-2");
    at(line, base + 7, type);
    at(line, base + 10, "   010");
    at(line, base + 16, "BRBS0000000000000000000000000000001");
    at(line, base + 51, "9");
    at(line, base + 52, "20240105");
    at(line, base + 60, "101500");
    at(line, base + 104, "20231231");
    at(line, base + 112, "RBS00");
    at(line, base + 124, "X24");
    at(line, base + 284, "A1234567");
    at(line, base + 294, "RBS");
    at(line, base + 306, "01");
    at(line, base + 308, nhs);
    at(line, base + 321, born);
    at(line, base + 329, "01");
    at(line, base + 506, "Ann");
    at(line, base + 541, "O'Sample");
    at(line, base + 823, "1 High Street");
    at(line, base + 858, "Sampletown");
    at(line, base + 998, "ZZ99 3VZ");
    at(line, base + 1018, "2");
    at(line, base + 1021, "A ");
}

static void end(ts_buf *all, ts_buf *line) {
    ts_buf_add(all, ts_buf_span(line));
    ts_buf_add_str(all, "\r\n");
    ts_buf_clear(line);
}

/* A cell of a row by its column's name; "-" where the row ends before it. */
static bool cell_is(const reading *r, unsigned row, const char *column, const char *want) {
    const char *head = strstr(r->log.ptr, "head|");
    char mark[32];
    snprintf(mark, sizeof mark, "\nrow %u|", row);
    const char *cell = strstr(r->log.ptr, mark);
    if (!head || !cell)
        return false;
    head += 5;
    cell += strlen(mark);
    for (;;) {
        size_t n = strcspn(head, "|\n"), len = strcspn(cell, "|\n");
        if (n == strlen(column) && memcmp(head, column, n) == 0)
            return len == strlen(want) && memcmp(cell, want, len) == 0;
        if (head[n] != '|')
            return false;
        if (cell[len] != '|')
            return strcmp(want, "-") == 0;
        head += n + 1;
        cell += len + 1;
    }
}

typedef struct cell {
    unsigned row;
    const char *column, *want;
} cell;

static void check_cells(const reading *r, const cell *cells, size_t n) {
    for (size_t i = 0; i < n; i++)
        CHECK_ROW(cell_is(r, cells[i].row, cells[i].column, cells[i].want), cells[i].column);
    CHECK_ROW(!r->broken, r->what ? r->what : "");
    CHECK(r->outcome.reason == TS_READ && strcmp(reading_format(r), "cds") == 0);
}

TEST(a_record_on_a_line_is_cut_at_its_places) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0}, line = {0};
    patient(&line, 0, "130", "9990000018", "19510228");
    at(&line, 1023, "1");
    at(&line, 1033, "SP77");
    at(&line, 1052, "20231220");
    at(&line, 1112, "20231224");
    at(&line, 1332, "C9999998");
    at(&line, 1354, "02");
    at(&line, 1356, "I214  Y");
    at(&line, 1363, "E119  N");
    at(&line, 1706, "J459  Y"); /* the fiftieth secondary one */
    at(&line, 1972, "K40120231221");
    at(&line, 3972, "Y53420231222");
    at(&line, 4701, "WARD 7");
    at(&line, 5313, "WARD 9");
    at(&line, 5325, "G9999981");
    at(&line, 5333, "Y99999");
    end(&all, &line);
    patient(&line, 0, "020", "9990000026", "19880704");
    at(&line, 1023, "C9999981");
    at(&line, 1047, "F329");
    at(&line, 1661, "ATT9");
    at(&line, 1681, "20240102");
    at(&line, 4520, "CARD1");
    at(&line, 4532, "G9999982");
    at(&line, 4565, "R9999981");
    at(&line, 4585, "20231130");
    end(&all, &line);
    patient(&line, 0, "010", "9990000034", "20150809");
    at(&line, 1023, "G9999983");
    at(&line, 1055, "AE5");
    at(&line, 1079, "20240103");
    at(&line, 1264, "S525");
    at(&line, 1880, "05    ");
    at(&line, 5203, "21    20240103");
    end(&all, &line);
    CHECK(bids(ts_buf_span(&all)) > 60);
    reading r;
    reading_of(&r, ts_buf_span(&all));
    static const cell cells[] = {
        {1, "PersonGroup", "PATIENT"},
        {1, "NHSNumber", "9990000018"},
        {1, "NHSNumberStatusIndicatorCode", "01"},
        {1, "LocalPatientIdentifier", "A1234567"},
        {1, "OrganisationIdentifierLocalPatientIdentifier", "RBS"},
        {1, "PersonBirthDate", "19510228"},
        {1, "PersonGivenName", "Ann"},
        {1, "PersonFamilyName", "O'Sample"},
        {1, "PatientUsualAddressLine1", "1 High Street"},
        {1, "PostcodeOfUsualAddress", "ZZ99 3VZ"},
        {1, "EthnicCategory", "A"},
        {1, "PersonMaritalStatus", "1"},
        {1, "HospitalProviderSpellNumber", "SP77"},
        {1, "StartDateHospitalProviderSpell", "20231220"},
        {1, "DischargeDate", "20231224"},
        {1, "ConsultantCode", "C9999998"},
        {1, "Diagnosis1", "I214"},
        {1, "Diagnosis2", "E119"},
        {1, "Diagnosis3", "J459"},
        {1, "PresentOnAdmissionIndicator", "Y; N; Y"},
        {1, "Procedure1", "K401"},
        {1, "Procedure2", "Y534"},
        {1, "ProcedureDate", "20231221; 20231222"},
        {1, "WardCode", "WARD 7; WARD 9"},
        {1, "GeneralMedicalPractitionerSpecified", "G9999981"},
        {1, "GeneralMedicalPracticeCode", "Y99999"},
        {1, "CDSUniqueIdentifier", "BRBS0000000000000000000000000000001"},
        {2, "ConsultantCode", "C9999981"},
        {2, "Diagnosis1", "F329"},
        {2, "AttendanceIdentifier", "ATT9"},
        {2, "AppointmentDate", "20240102"},
        {2, "ClinicCode", "CARD1"},
        {2, "GeneralMedicalPractitionerSpecified", "G9999982"},
        {2, "ReferrerCode", "R9999981"},
        {2, "LastDNAOrPatientCancelledDate", "20231130"},
        {3, "GeneralMedicalPractitionerSpecified", "G9999983"},
        {3, "AttendanceIdentifier", "AE5"},
        {3, "ArrivalDate", "20240103"},
        {3, "Diagnosis1", "S525"},
        {3, "AccidentAndEmergencyDiagnosis", "05"},
        {3, "AccidentAndEmergencyTreatment", "21"},
        {3, "AccidentAndEmergencyTreatmentDate", "20240103"},
        {3, "OtherItems", "-"},
    };
    check_cells(&r, cells, TEST_COUNT(cells));
    CHECK(r.rows == 3);
    CHECK(r.mapped_cells > 60); /* cells lead back to their bytes */
    reading_done(&r);
}

TEST(mothers_and_babies_are_rows_of_their_own) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0}, line = {0};
    patient(&line, 0, "120", "9990000042", "20240101"); /* a birth: the baby is the patient */
    at(&line, 6012, "M7654321");
    at(&line, 6036, "9990000050");
    at(&line, 6049, "19930615");
    at(&line, 6235, "2 Low Street");
    at(&line, 6410, "ZZ99 3WZ");
    end(&all, &line);
    patient(&line, 0, "140", "9990000050", "19930615"); /* the delivery: the mother is */
    at(&line, 5387, "2");
    at(&line, 5428, "20240101");
    at(&line, 5448, "B1");
    at(&line, 5470, "9990000042");
    at(&line, 5485, "20240101");
    at(&line, 5493, "3100");
    at(&line, 5960, "B9"); /* the ninth */
    at(&line, 5997, "20240101");
    end(&all, &line);
    reading r;
    reading_of(&r, ts_buf_span(&all));
    static const cell cells[] = {
        {1, "PersonGroup", "PATIENT"},
        {1, "NHSNumber", "9990000042"},
        {2, "PersonGroup", "MOTHER"},
        {2, "NHSNumber", "9990000050"},
        {2, "LocalPatientIdentifier", "M7654321"},
        {2, "PersonBirthDate", "19930615"},
        {2, "PersonFamilyName", ""},
        {2, "PatientUsualAddressLine1", "2 Low Street"},
        {2, "PostcodeOfUsualAddress", "ZZ99 3WZ"},
        {3, "DeliveryDate", "20240101"},
        {3, "PersonBirthDate", "19930615"},
        {4, "PersonGroup", "BABY"},
        {4, "NHSNumber", "9990000042"},
        {4, "PersonBirthDate", "20240101"},
        {4, "BirthWeight", "3100"},
        {5, "LocalPatientIdentifier", "B9"},
    };
    check_cells(&r, cells, TEST_COUNT(cells));
    CHECK(r.rows == 5);
    reading_done(&r);
}

/* A line of a record in lines: its number and the record's identifier. */
static void numbered(ts_buf *line, const char *number, const char *record) {
    at(line, 1, number);
    at(line, 3, record);
    at(line, 37, " ");
}

static void record_in_lines(ts_buf *all, const char *record, const char *nhs, const char *born) {
    TS_AUTO(ts_buf, ts_buf_done) line = {0};
    numbered(&line, "01", record);
    patient(&line, 37, "130", nhs, born);
    at(&line, 1060, "1");
    at(&line, 1150, "G9999981");
    at(&line, 1191, "C9999998");
    end(all, &line);
    numbered(&line, "02", record);
    at(&line, 38, "00102I214  YE119  N");
    end(all, &line);
    numbered(&line, "03", record);
    at(&line, 38, "00102K401  20231221");
    end(all, &line);
    numbered(&line, "04", record);
    at(&line, 93, "WARD 7");
    end(all, &line);
    numbered(&line, "05", record);
    at(&line, 38, "SP77");
    at(&line, 57, "20231220");
    at(&line, 117, "20231224");
    end(all, &line);
}

TEST(a_record_in_lines_is_one_row) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0}, line = {0};
    record_in_lines(&all, "R1", "9990000018", "19510228");
    record_in_lines(&all, "R2", "9990000026", "19880704");
    numbered(&line, "08", "R2");
    at(&line, 90, "M7654321");
    at(&line, 114, "9990000050");
    at(&line, 127, "19590615");
    at(&line, 508 + 34, "9990000042");
    end(&all, &line);
    ts_buf_add_str(&all, "99 END OF FILE\r\n");
    CHECK(bids(ts_slice(ts_buf_span(&all), 0, 2400)) > 60);
    reading r;
    reading_of(&r, ts_buf_span(&all));
    static const cell cells[] = {
        {1, "NHSNumber", "9990000018"},
        {1, "PersonBirthDate", "19510228"},
        {1, "PostcodeOfUsualAddress", "ZZ99 3VZ"},
        {1, "PersonMaritalStatus", "1"},
        {1, "GeneralMedicalPractitionerSpecified", "G9999981"},
        {1, "ConsultantCode", "C9999998"},
        {1, "Diagnosis1", "I214"},
        {1, "Diagnosis2", "E119"},
        {1, "Procedure1", "K401"},
        {1, "ProcedureDate", "20231221"},
        {1, "WardCode", "WARD 7"},
        {1, "HospitalProviderSpellNumber", "SP77"},
        {1, "DischargeDate", "20231224"},
        {2, "NHSNumber", "9990000026"},
        {2, "Diagnosis2", "E119"},
        {3, "PersonGroup", "MOTHER"},
        {3, "NHSNumber", "9990000050"},
        {4, "PersonGroup", "BABY"},
        {4, "NHSNumber", "9990000042"},
        {5, "OtherItems", "99 END OF FILE"},
    };
    check_cells(&r, cells, TEST_COUNT(cells));
    reading_done(&r);
}

TEST(codes_have_a_column_each_and_the_last_takes_the_rest) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0}, line = {0};
    patient(&line, 0, "130", "9990000018", "19510228");
    for (unsigned i = 0; i < 51; i++) {
        char code[8], operation[8];
        snprintf(code, sizeof code, "E1%02u", i);
        snprintf(operation, sizeof operation, "K4%02u", i);
        at(&line, 1356 + 7 * i, code);
        at(&line, 1972 + 40 * i, operation);
    }
    end(&all, &line);
    reading r;
    reading_of(&r, ts_buf_span(&all));
    CHECK(cell_is(&r, 1, "Diagnosis1", "E100") && cell_is(&r, 1, "Diagnosis19", "E118"));
    CHECK(cell_is(&r, 1, "Procedure11", "K410") && reading_shows(&r, "\tE119; E120; E121") &&
          reading_shows(&r, "; E150\t"));
    CHECK(reading_shows(&r, "\tK411; K412") && reading_shows(&r, "; K450\t"));
    reading_done(&r);
}

TEST(places_count_characters) {
    static const struct {
        const char *name, *why;
    } rows[] = {{"Zo\xEB     ", "Windows-1252"}, {"Zo\xC3\xAB     ", "UTF-8"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) all = {0}, line = {0}, behind = {0};
        patient(&line, 0, "020", "9990000018", "19510228");
        at(&line, 1047, "F329");
        ts_buf_add(&behind, ts_slice(ts_buf_span(&line), 548, SIZE_MAX));
        line.len = 540;
        ts_buf_add_str(&line, rows[i].name);
        ts_buf_add(&line, ts_buf_span(&behind));
        end(&all, &line);
        reading r;
        reading_of(&r, ts_buf_span(&all));
        CHECK_ROW(cell_is(&r, 1, "PersonFamilyName", "Zo\xC3\xAB"), rows[i].why);
        CHECK_ROW(cell_is(&r, 1, "PostcodeOfUsualAddress", "ZZ99 3VZ"), rows[i].why);
        CHECK_ROW(cell_is(&r, 1, "Diagnosis1", "F329"), rows[i].why);
        reading_done(&r);
    }
}

TEST(what_has_no_place_is_told_all_the_same) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0}, line = {0};
    patient(&line, 0, "030", "9990000018", "19510228"); /* a waiting list: only its beginning is known */
    at(&line, 1100, "HEART SURGERY");
    end(&all, &line);
    patient(&line, 0, "020", "9990000026", "19880704");
    at(&line, 4593, "BEHIND IT ALL");
    end(&all, &line);
    ts_buf_add_str(&all, "TRAILER 2\n");
    reading r;
    reading_of(&r, ts_buf_span(&all));
    CHECK(cell_is(&r, 1, "OtherItems", "HEART SURGERY") && cell_is(&r, 2, "OtherItems", "BEHIND IT ALL"));
    CHECK(cell_is(&r, 3, "OtherItems", "TRAILER 2"));
    reading_done(&r);
}

TEST(a_line_of_no_record_is_text_whatever_number_it_begins_with) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0};
    record_in_lines(&all, "R1", "9990000018", "19510228");
    record_in_lines(&all, "R2", "9990000026", "19880704");
    ts_buf_add_str(&all, "01 Reported by Amal Example, amal@trust.example\n"
                         "02 Returned to Amal Example, amal@trust.example\n");
    reading r;
    reading_of(&r, ts_buf_span(&all));
    CHECK(cell_is(&r, 3, "OtherItems", "01 Reported by Amal Example, amal@trust.example"));
    CHECK(cell_is(&r, 4, "OtherItems", "02 Returned to Amal Example, amal@trust.example"));
    reading_done(&r);
}

TEST(other_files_are_left_to_other_readers) {
    static const struct {
        size_t at;
        const char *text, *why;
        bool taken;
    } rows[] = {
        {1, "NHS6-2", "the version whose layout is known", true},
        {1, "CDS062", "written otherwise", true},
        {1, "NHS6-3", "another, where the values stand at the places", true},
        {308, "9990000019", "a check digit that is wrong, where the version is known", true},
        {308, "          ", "no number", true},
        {1, "NHSX-2", "no version", false},
        {7, "999", "no type", false},
        {13, "O10", "no protocol", false},
        {51, "5", "no type of update", false},
        {112, "            ", "nobody sent it", false},
        {308, "99900000 8", "no NHS number", false},
        {321, "19511328", "no date", false},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) line = {0};
        patient(&line, 0, "020", "9990000018", "19510228");
        at(&line, rows[i].at, rows[i].text);
        CHECK_ROW((bids(ts_buf_span(&line)) > 60) == rows[i].taken, rows[i].why);
    }
    TS_AUTO(ts_buf, ts_buf_done) line = {0};
    patient(&line, 0, "020", "9990000019", "19510228");
    at(&line, 1, "NHS6-3");
    CHECK(bids(ts_buf_span(&line)) == 0); /* another version, and the check fails */
    at(&line, 308, "          ");
    CHECK(bids(ts_buf_span(&line)) == 0); /* nor do blanks show anything */
    CHECK(bids(ts_str("NHS6-2")) == 0 && bids(ts_str("")) == 0 && bids(ts_str("NHS6-2020 is the version\n")) == 0);
}

TEST(slices_read_apart_are_the_whole) {
    TS_AUTO(ts_buf, ts_buf_done) lines = {0}, whole = {0}, line = {0};
    for (unsigned i = 0; i < 12; i++) {
        char name[16];
        snprintf(name, sizeof name, "R%u", i);
        record_in_lines(&lines, name, "9990000018", "19510228");
        patient(&line, 0, "020", "9990000026", "19880704");
        at(&line, 1661, name);
        end(&whole, &line);
    }
    const ts_span blobs[] = {ts_buf_span(&lines), ts_buf_span(&whole)};
    for (size_t i = 0; i < TEST_COUNT(blobs); i++)
        for (uint64_t bytes = 700; bytes < 9000; bytes += 1300) {
            slices_log l = {0};
            CHECK(!slices_compare(blobs[i], bytes, &l));
            slices_log_done(&l);
        }
    ts_slice_set_bytes(0);
}
