/* hl7_test.c - which field of which segment is whose what, and how messages are parted. */
#include "reading.h"

extern const ts_extractor ts_extractor_hl7;

#define MSH "MSH|^~\\&|PAS|RBS|LAB|RBQ|202411011200||ADT^A01|7|P|2.4\r"

static int bids(const char *text) {
    ts_span s = ts_str(text);
    return ts_extractor_hl7.bid(&(ts_head){.raw = s, .text = s, .size = s.len, .all = true});
}

TEST(a_message_is_known_by_its_first_segment) {
    static const char *const yes[] = {MSH, "\x0BMSH|^~\\&|a|b|c\r", "\r\nFHS|^~\\&|a|b|c\n", "BHS$%*!?$a$b$c\r",
                                      "MSH|^~\\&#|a|b|c||\r"};
    static const char *const no[] = {"MSH is the first segment",
                                     "MSH|\n|^~\\&|a|b|c|",
                                     "The MSH|^~\\&|a|b|c| segment",
                                     "MSH,1,2,3,4,5,6\n",
                                     "MSH|||||||\r",
                                     "MSH|^^\\&|a|b|c\r",
                                     "MSH|^~\\&|",
                                     "PID|1||2^^^NHS\r",
                                     "MSH",
                                     ""};
    for (size_t i = 0; i < TEST_COUNT(yes); i++)
        CHECK_ROW(bids(yes[i]) > 60, yes[i]);
    for (size_t i = 0; i < TEST_COUNT(no); i++)
        CHECK_ROW(bids(no[i]) == 0, no[i]);
}

/* A cell of a row by its column's name; "-" where the row ends before it. */
static bool cell_is(const reading *r, unsigned row, const char *column, const char *want) {
    const char *head = strstr(r->log.ptr, "head|");
    char mark[32];
    snprintf(mark, sizeof mark, "\nrow %u|", row);
    const char *at = strstr(r->log.ptr, mark);
    if (!head || !at)
        return false;
    head += 5;
    at += strlen(mark);
    for (;;) {
        size_t n = strcspn(head, "|\n"), len = strcspn(at, "|\n");
        if (n == strlen(column) && memcmp(head, column, n) == 0)
            return len == strlen(want) && memcmp(at, want, len) == 0;
        if (head[n] != '|')
            return false;
        if (at[len] != '|')
            return strcmp(want, "-") == 0;
        head += n + 1;
        at += len + 1;
    }
}

static const struct {
    const char *in;
    unsigned row;
    const char *column, *want, *why;
} rows[] = {
    {MSH "PID|1||9990000018^^^NHS^NH~A12345^^^RBS^MR||O'Neill&O'&Neill^Ann^Mary^^Mrs", 1, "nhs number", "9990000018",
     "by its type"},
    {MSH "PID|1||A12345^^^RBS^MR~9990000018^^^2.16.840.1.113883.2.1.4.1", 1, "nhs number", "9990000018",
     "by its authority"},
    {MSH "PID|1||A12345^^^RBS^MR~9990000018^^^X&2.16.840.1.113883.2.1.4.1&ISO", 1, "nhs number", "9990000018",
     "by its authority's OID"},
    {MSH "PID|1||9990000018^^^NHS^NH~A12345^^^RBS^MR", 1, "hospital number", "A12345", "the hospital's"},
    {MSH "PID|1||A1^^^RBS^MR~B2^^^RBQ^MR~D3^^^DVLA^DL", 1, "other identifiers", "B2; D3", "what is more"},
    {MSH "PID|||||O'Neill&O'&Neill^Ann^Mary^^Mrs", 1, "surname", "O'Neill", "the surname's first part"},
    {MSH "PID|||||O'Neill^Ann^Mary^^Mrs", 1, "forename", "Ann", "PID-5.2"},
    {MSH "PID|||||O'Neill^Ann^Mary^^Mrs", 1, "middle names", "Mary", "PID-5.3"},
    {MSH "PID|||||O'Neill^Ann^Mary^^Mrs", 1, "title", "Mrs", "PID-5.5"},
    {MSH "PID|||||O'Neill^Ann~Smith^Annie", 1, "previous surname", "Smith", "a second name"},
    {MSH "PID|||||A^B||198704230915|F", 1, "date of birth", "19870423", "the day alone"},
    {MSH "PID|||||A^B||19870423|F", 1, "sex", "F", "PID-8"},
    {MSH "PID|||||A^B||||||1 High St^Flat 2^Town^County^ZZ99 3VZ~2 Low St", 1, "postcode", "ZZ99 3VZ", "PID-11.5"},
    {MSH "PID|||||A^B||||||1 High St^Flat 2^Town^County^ZZ99 3VZ~2 Low St", 1, "temporary address", "2 Low St",
     "a second address"},
    {MSH "PID|||||A^B||||||||01514960123~^PRN^PH^^44^151^4960124~^NET^Internet^a@mail.example", 1, "mobile phone",
     "151 4960124", "numbers whole and in parts"},
    {MSH "PID|||||A^B||||||||01514960123~^NET^Internet^a@mail.example", 1, "email", "a@mail.example",
     "mail among phones"},
    {MSH "PID|||||A^B||||||||||||||||||||||||20240102", 1, "date of death", "20240102", "PID-29"},
    {MSH "PID|||||A\\S\\B\\T\\C\\X4142\\^\\H\\D\\N\\\\E\\\\Zq\\", 1, "surname", "A^B&CAB", "escapes"},
    {MSH "PID|||||A^\\H\\D\\N\\\\E\\\\Zq\\", 1, "forename", "D\\\\Zq\\", "an escape that is none stays"},
    {MSH "PID|||||\"\"^Ann", 1, "surname", "", "two quotes: deleted"},
    {MSH "PID|||||A^B\rPD1||||G1234567^Doctor^Ann^^^Dr", 1, "gp name", "Dr Ann Doctor", "PD1-4"},
    {MSH "PID|||||A^B\rPV1|1|I|W1^^2|||||C1234567^Heart^Bob", 1, "referring doctor code", "C1234567", "PV1-8"},
    {MSH "PID|||||A^B\rNK1|1|Smith^Bob|FTH^Father|1 High St^^^^ZZ99 3VZ|07700900123", 1, "next of kin surname", "Smith",
     "NK1-2"},
    {MSH "PID|||||A^B\rNK1|1|Smith^Bob|FTH^Father", 1, "next of kin relationship", "Father", "NK1-3"},
    {MSH "PID|||||A^B\rNK1|1|Smith^Bob\rNK1|2|Jones^Eve\rPV1|1|I|W9", 1, "next of kin surname", "Jones",
     "a second next of kin has a row"},
    {MSH "PID|||||A^B\rNK1|1|Smith^Bob\rNK1|2|Jones^Eve\rPV1|1|I|W9", 2, "ward", "W9", "and the patient's goes on"},
    {MSH "PID|||||A^B\rPID|||||D^E", 2, "surname", "D", "a second patient has a row"},
    {MSH "PID|||||A^B\n" MSH "PID|||||D^E\r\n", 2, "surname", "D", "a second message, LF and CRLF"},
    {"FHS|^~\\&|a|b|c\rBHS|^~\\&|a|b|c\r" MSH "PID|||||A^B\rBTS|1\rFTS|1\r", 1, "surname", "A", "a batch"},
    {"\x0B" MSH "PID|||||A^B\r\x1C\r\x0B" MSH "PID|||||D^E\r\x1C\r", 2, "surname", "D", "frames of MLLP"},
    {"MSH$%*!?$PAS$b$c$d$2024\rPID$$$$$A%B", 1, "forename", "B", "signs of one's own"},
    {"MSH|^~\\&|a|b|c|||||||||||||8859/2\rPID|||||\xA3ukasz", 1, "surname", "\xC5\x81ukasz",
     "the charset that MSH-18 names"},
    {"MSH|^~\\&|a|b|c\rPID|||||Zo\xC3\xAB^Zo\xEB", 1, "forename", "Zo\xC3\xAB", "what shows what it is"},
    {MSH "MRG|9990000026^^^NHS^NH", 1, "previous nhs number", "9990000026", "MRG-1"},
    {MSH "PID|||||A^B\rDG1|1||S52.5^Fracture^I10\rDG1|2||J45^Asthma", 1, "diagnosis", "Fracture; Asthma", "DG1-3"},
};

TEST(fields_go_to_the_columns_that_say_what_they_are) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        reading_of(&r, ts_str(rows[i].in));
        CHECK_ROW(strcmp(reading_format(&r), "hl7") == 0 && r.outcome.reason == TS_READ && !r.broken, rows[i].why);
        CHECK_ROW(cell_is(&r, rows[i].row, rows[i].column, rows[i].want), rows[i].why);
        if (!cell_is(&r, rows[i].row, rows[i].column, rows[i].want))
            CHECK_ROW(!"got", strstr(r.log.ptr, "\nrow") ? strstr(r.log.ptr, "\nrow") : r.log.ptr);
        reading_done(&r);
    }
}

TEST(what_no_column_has_is_text_and_documents_are_children) {
    reading r;
    reading_of(&r,
               ts_str(MSH "PID|||||A^B||||||||||||a1~a2~a3\rZPI|x^y~z\rOBR|1|||FBC^Full blood count\r"
                          "OBX|1|NM|HB^Haemoglobin||130|g/L^gram|120-160\rNTE|1||Seen by\\.br\\Dr Example\r"
                          "OBX|2|ED|R^Report||LAB^application^PDF^Base64^JVBERi0xLjQ=\rOBX|3|ED|R^R2||^^x^Hex^414243\r"
                          "a line broken\r"));
    static const char *const lines[] = {"message 1",
                                        "PID-17: a1; a2; a3",
                                        "ZPI-1: x y; z",
                                        "Haemoglobin: 130 g/L",
                                        "OBX-7: 120-160",
                                        "NTE-3: Seen by",
                                        "Dr Example",
                                        "a line broken",
                                        "Report: ",
                                        "child document-1.pdf 8 bytes of 12: read",
                                        "child document-2.bin 3 bytes of 6: read"};
    for (size_t i = 0; i < TEST_COUNT(lines); i++)
        CHECK_ROW(reading_says(&r, lines[i]), lines[i]);
    CHECK(!r.broken && r.children == 2 && ts_span_eq(ts_buf_span(&r.data), ts_str("%PDF-1.4ABC")));
    reading_done(&r);
}

/* Through a window that ends anywhere; cut and damaged anywhere. */
TEST(the_window_changes_nothing_and_damage_ends) {
    FILE *f = tmpfile();
    uint64_t random = 5;
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_span in = ts_str(rows[i].in);
        rewind(f);
        CHECK(fwrite(in.ptr, 1, in.len, f) == in.len && fflush(f) == 0);
        reading whole, r;
        reading_of(&whole, in);
        for (size_t window = 1; window < 40; window += 5) {
            ts_source_set_window(window);
            ts_source s;
            ts_source_file(&s, fileno(f), 0, in.len);
            reading_run(&r, &s, in);
            ts_source_done(&s);
            CHECK_ROW(ts_span_eq(ts_buf_span(&r.log), ts_buf_span(&whole.log)), rows[i].why);
            reading_done(&r);
        }
        ts_source_set_window(TS_SOURCE_WINDOW);
        reading_done(&whole);
        char *copy = ts_copy_str(in);
        for (size_t n = 0; n < 4 * in.len; n++) {
            memcpy(copy, in.ptr, in.len);
            random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
            if (n >= in.len)
                copy[(random >> 33) % in.len] = "|^~\\&\r\n\x0B\x1C\"XM\x80"[(random >> 20) % 13];
            reading_of(&r, (ts_span){copy, n < in.len ? n : in.len});
            CHECK_ROW(r.err == TS_OK && !r.broken, rows[i].why);
            reading_done(&r);
        }
        ts_free(copy);
    }
    fclose(f);
}

/* A message that the window grows with, and moves: what was read of it first is in its row all the same. */
TEST(a_message_larger_than_the_window_keeps_its_patient) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, MSH "PID|1||H12345^^^RBS^MR||Smith\\T\\Co^John||19870423|M|||1 High St^^Leeds^^ZZ99 3VZ\r"
                           "NK1|1|Smith^Ann\r");
    for (int i = 0; i < 9000; i++)
        ts_buf_add_str(&b, i == 4000 ? "NK1|2|Jones^Eve\rPV1|1|I|W9\r" : "NTE|1||Some note text here\r");
    ts_buf_add_str(&b, MSH "PID|||||Brown^Eve\r");
    reading whole, r;
    reading_of(&whole, ts_buf_span(&b));
    CHECK(cell_is(&whole, 2, "surname", "Smith&Co") && cell_is(&whole, 2, "hospital number", "H12345") &&
          cell_is(&whole, 2, "ward", "W9") && cell_is(&whole, 3, "surname", "Brown"));
    FILE *f = tmpfile();
    CHECK(fwrite(b.ptr, 1, b.len, f) == b.len && fflush(f) == 0);
    for (size_t window = 1; window <= TS_SOURCE_WINDOW; window *= 16) {
        ts_source_set_window(window);
        ts_source s;
        ts_source_file(&s, fileno(f), 0, b.len);
        reading_run(&r, &s, ts_buf_span(&b));
        ts_source_done(&s);
        CHECK(!r.broken && ts_span_eq(ts_buf_span(&r.log), ts_buf_span(&whole.log)));
        CHECK(r.mapped_cells == whole.mapped_cells);
        reading_done(&r);
    }
    ts_source_set_window(TS_SOURCE_WINDOW);
    reading_done(&whole);
    fclose(f);
}

TEST(a_large_batch_gives_every_patient_in_one_table) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    enum { PATIENTS = 20000 };
    for (int i = 0; i < PATIENTS; i++)
        ts_buf_addf(&b, MSH "PID|||A%d||Smith^Ann||19870423|F\rNK1|1|Smith^Bob\rOBX|1|NM|HB^Hb||%d|g/L\r", i, i % 200);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.rows == PATIENTS && !r.broken && r.outcome.unread == 0 && r.segments < 200 &&
          r.mapped_cells > 5 * PATIENTS);
    CHECK(cell_is(&r, PATIENTS, "hospital number", "A19999") && reading_shows(&r, "message 20000\n"));
    reading_done(&r);
}

/* A message and a line beyond what is held, and fields repeated without end: all of it is somewhere. */
TEST(what_is_too_large_for_a_row_is_text) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, MSH "PID|||||A^B||||||||");
    for (int i = 0; i < 40000; i++)
        ts_buf_addf(&b, "0151496%04d~", i % 10000);
    ts_buf_add_str(&b, "end\rOBX|1|TX|x||");
    while (b.len < TS_LIMIT_HL7_MESSAGE + TS_MIB)
        ts_buf_add_str(&b, "0123456789abcde ");
    ts_buf_add_str(&b, "\rZZZ|last of it\r" MSH "PID|||||D^E\r");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && r.err == TS_OK && r.outcome.reason == TS_READ && r.text.len > TS_LIMIT_HL7_MESSAGE);
    CHECK(reading_shows(&r, "ZZZ-1: last of it") && reading_shows(&r, "01514969999; 01514960000") &&
          reading_shows(&r, "\tD\tE"));
    reading_done(&r);
}

/* One message of lines that end in one way alone: no line is searched for the other sign to the message's end.
 * That would take minutes and run into the test's time-out. */
TEST(short_lines_take_linear_time) {
    static const char *const lines[] = {"NTE|the number of this line of many\n",
                                        "NTE|the number of this line of many\r"};
    enum { LEN = 60 * TS_MIB };
    for (size_t i = 0; i < TEST_COUNT(lines); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        ts_buf_add_str(&b, MSH);
        while (b.len < LEN)
            ts_buf_add_str(&b, lines[i]);
        ts_buf_add_str(&b, "ZZZ|last of it\r");
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(!r.broken && r.err == TS_OK && r.rows == 1 && reading_shows(&r, "ZZZ-1: last of it"), lines[i]);
        reading_done(&r);
    }
}
