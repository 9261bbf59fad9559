/* sheets_test.c - tables as a worker reads them: which there are, which one is meant, its rows. */
#include "holdings/sheets.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/mem.h"
#include "holdings/sheet_worker.h"
#include "holdings/table.h"
#include "support/test.h"

static int file_of(ts_span bytes) {
    int fd = -1;
    CHECK(ts_fs_memory("export", &fd) == TS_OK && ts_fs_write_all(fd, bytes, "export") == TS_OK);
    return fd;
}

/* "name: a|b;1|2@1;", or "!" and the error. */
static void flat(ts_span bytes, const char *sheet, ts_buf *out) {
    ts_export_options o = {.sheet = sheet};
    int fd = file_of(bytes);
    ts_sheets_file file = {.fd = fd, .len = bytes.len, .name = "made"};
    ts_sheets *s = NULL;
    size_t which = 0;
    ts_err err = ts_sheets_open(&file, &o, &s);
    if (!err)
        err = ts_sheets_choose(s, &which);
    if (!err)
        err = ts_sheets_begin(s, which);
    const ts_sheet *t = err ? NULL : ts_sheets_at(s, which);
    if (t)
        ts_buf_addf(out, "%.*s: ", (int)t->name.len, t->name.ptr);
    for (size_t i = 0; t && i < t->columns; i++) {
        ts_buf_add_str(out, i ? "|" : "");
        ts_buf_add(out, t->head[i]);
    }
    ts_export_row row;
    for (bool more = true; !err && (err = ts_sheets_next(s, &row, &more)) == TS_OK && more;) {
        ts_buf_add_str(out, row.broken ? ";!" : ";");
        for (size_t i = 0; i < row.cells; i++) {
            ts_buf_add_str(out, i ? "|" : "");
            ts_buf_add(out, row.cell[i]);
        }
        ts_buf_addf(out, "@%d", (int)row.line);
    }
    if (err)
        ts_buf_addf(out, "!%s", ts_error_text());
    ts_sheets_close(s);
    close(fd);
}

#define PERSON "\"surname\":\"Hartley\",\"dob\":\"1950-02-01\""
#define PATIENT "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Hartley\"}],\"birthDate\":\"1950-02-01\"}\n"
#define DUMP                                                                                                    \
    "CREATE TABLE patients (surname text, dob text);\nINSERT INTO patients VALUES ('Hartley', '1950-02-01');\n" \
    "CREATE TABLE codes (code text, meaning text);\nINSERT INTO codes VALUES ('A', 'apple');\n"

TEST(tables_of_text_formats) {
    static const struct {
        const char *text, *sheet, *want, *why;
    } rows[] = {
        {"{" PERSON "}\n{\"dob\":\"1961-03-04\",\"surname\":\"Brook\",\"postcode\":\"L1 1AA\"}\n", NULL,
         ": surname|dob|postcode;Hartley|1950-02-01|@1;Brook|1961-03-04|L1 1AA@2", "a name more in a later record"},
        {"{" PERSON "}\n{{{oops\n{" PERSON "}\n", NULL, ": surname|dob;Hartley|1950-02-01@1;!@2;Hartley|1950-02-01@3",
         "a line that is no record"},
        {PATIENT "{\"resourceType\":\"Observation\",\"subject\":{\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/"
                 "nhs-number\","
                 "\"value\":\"9990000018\"}}}\n" PATIENT,
         NULL,
         ": resourceType|surname|date of birth|subject.identifier.system|nhs number;Patient|Hartley|1950-02-01||@1;"
         "Patient|Hartley|1950-02-01||@3",
         "results beside patients are no people"},
        {DUMP, NULL, "patients: surname|dob;Hartley|1950-02-01@1", "the table with people"},
        {DUMP, "Codes", "codes: code|meaning;A|apple@1", "another that was asked for"},
        {"CREATE TABLE \"pat\x1b[31mRED\" (surname text, dob text);\nINSERT INTO \"pat\x1b[31mRED\" VALUES ('Brook', "
         "'1961-03-04');\n" DUMP,
         NULL, "!made has several tables with people: \"pat?[31mRED\" (1 rows), ",
         "a name that would steer the terminal"},
        {DUMP, "staff", "!made has no table \"staff\"; it has \"patients\" (1 rows), \"codes\" (1 rows)",
         "none of that name"},
        {DUMP "CREATE TABLE archive (surname text, dob text);\nINSERT INTO archive VALUES ('Brook', '1961-03-04');\n",
         NULL,
         "!made has several tables with people: \"patients\" (1 rows), \"archive\" (1 rows).  Say which is meant: "
         "--sheet NAME "
         "(sheet = \"NAME\")",
         "two that could be meant"},
        {"<?xml version=\"1.0\"?><a>text</a>", NULL, "!made (xml) holds no table of records", "no table"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_buf got = {0};
        flat(ts_str(rows[i].text), rows[i].sheet, &got);
        CHECK_ROW(ts_span_starts(ts_buf_span(&got), ts_str(rows[i].want)), rows[i].why);
        ts_buf_done(&got);
    }
}

static void load(const char *path, ts_buf *out) { CHECK(ts_fs_load(AT_FDCWD, path, 1 << 24, out) == TS_OK); }

TEST(workbooks) {
    ts_buf book = {0}, got = {0}, cut = {0};
    load("tests/fixtures/extract/people.xlsx", &book);
    flat(ts_buf_span(&book), NULL, &got);
    CHECK_ROW(got.len > 0 && got.ptr[0] != '!', got.ptr);
    flat(ts_slice(ts_buf_span(&book), 0, book.len / 2), NULL, &cut);
    CHECK_ROW(strstr(cut.ptr, "Nothing of it is registered") != NULL, cut.ptr);
    ts_buf_clear(&got);
    ts_buf_clear(&book);
    load("tests/fixtures/extract/locked_agile.xlsx", &book);
    flat(ts_buf_span(&book), NULL, &got);
    CHECK_ROW(strstr(got.ptr, "locked with a password") != NULL, got.ptr);
    ts_buf_done(&book);
    ts_buf_done(&got);
    ts_buf_done(&cut);
}

/* Hundreds of practitioners come first, as bulk exports of several kinds have them. */
TEST(patients_behind_others_are_seen) {
    static const char *const first[] = {"Practitioner", "Observation", "Person"};
    for (size_t k = 0; k < TEST_COUNT(first); k++) {
        ts_buf text = {0};
        for (int i = 0; i < TS_EXPORT_SAMPLE + 50; i++)
            ts_buf_addf(&text, "{\"resourceType\":\"%s\",\"id\":\"p%d\"}\n", first[k], i);
        for (int i = 0; i < 3; i++)
            ts_buf_add_str(&text, PATIENT);
        int fd = file_of(ts_buf_span(&text));
        ts_export_options o = {0};
        ts_sheets_file file = {.fd = fd, .len = text.len, .name = "made"};
        ts_sheets *s = NULL;
        size_t which = 0, n = 0;
        bool open = ts_sheets_open(&file, &o, &s) == TS_OK && ts_sheets_choose(s, &which) == TS_OK;
        CHECK_ROW(open && ts_sheets_at(s, which)->samples == 3 && ts_sheets_at(s, which)->people, first[k]);
        CHECK_ROW(open && ts_span_eq(ts_sheets_at(s, which)->sample[0], ts_str("Patient")), first[k]);
        CHECK(open && ts_sheets_begin(s, which) == TS_OK);
        ts_export_row row;
        for (bool more = open; more && ts_sheets_next(s, &row, &more) == TS_OK && more; n++)
            CHECK(ts_span_eq(row.cell[0], ts_str("Patient")));
        CHECK_ROW(n == 3, first[k]);
        ts_sheets_close(s);
        close(fd);
        ts_buf_done(&text);
    }
}

/* ---- workers that say what they like ---- */

typedef struct saying {
    const char *text;
    size_t heads, rows, columns;
} saying;

/* What each worker says in place of what it reads, one segment; NULL: workers are honest. */
static struct {
    const saying *say;
    size_t workers; /* so far */
    bool said;
} made;

ts_err __real_ts_sheet_worker_new(const ts_sheets_file *file, ts_sheet_worker **out);
ts_err __wrap_ts_sheet_worker_new(const ts_sheets_file *file, ts_sheet_worker **out);
ts_err __real_ts_sheet_worker_next(ts_sheet_worker *w, ts_segment *out, bool *more);
ts_err __wrap_ts_sheet_worker_next(ts_sheet_worker *w, ts_segment *out, bool *more);
ts_err __wrap_ts_sheet_worker_new(const ts_sheets_file *file, ts_sheet_worker **out) {
    made.workers++;
    made.said = false;
    return __real_ts_sheet_worker_new(file, out);
}
ts_err __wrap_ts_sheet_worker_next(ts_sheet_worker *w, ts_segment *out, bool *more) {
    static const ts_span names[] = {{"surname", 7}, {"dob", 3}, {"nhs", 3}, {"ward", 4}};
    static const uint64_t number[] = {1, 2, 3, 4};
    if (!made.say)
        return __real_ts_sheet_worker_next(w, out, more);
    *more = !made.said;
    made.said = true;
    const saying *s = &made.say[made.workers - 1];
    *out = (ts_segment){.type = TS_SEGMENT_TABLE,
                        .part = {"t", 1},
                        .text = ts_str(s->text),
                        .head = s->heads ? names : NULL,
                        .columns = s->columns,
                        .rows = s->rows,
                        .row_number = number};
    return TS_OK;
}

#define HARTLEY "Hartley\t1950-02-01\t9990000018\n"
#define BROOK "Brook\t1961-03-04\t9990000026\n"
#define NAMES "surname\tdob\tnhs\n"

TEST(a_worker_that_says_other_things_at_the_second_look) {
    static const struct {
        saying say[2]; /* at the first look, at the second */
        ts_err want;
        const char *why;
    } rows[] = {
        {{{HARTLEY BROOK, 3, 2, 3}, {HARTLEY BROOK, 3, 2, 3}}, TS_OK, "the same"},
        {{{HARTLEY BROOK, 3, 2, 3}, {HARTLEY BROOK, 0, 2, 3}}, TS_EFORMAT, "no names any more"},
        {{{NAMES HARTLEY BROOK, 0, 3, 3}, {HARTLEY BROOK, 3, 2, 3}}, TS_EFORMAT, "names all at once"},
        {{{HARTLEY BROOK, 3, 2, 3}, {HARTLEY BROOK, 4, 2, 4}}, TS_OK, "a column that no row had"},
        {{{HARTLEY BROOK BROOK BROOK BROOK, 3, 2, 3}, {HARTLEY BROOK BROOK, 3, 2, 3}}, TS_OK, "more lines than rows"},
        {{{NAMES HARTLEY BROOK BROOK BROOK BROOK, 0, 3, 3}, {NAMES HARTLEY BROOK BROOK, 0, 3, 3}},
         TS_OK,
         "the same without names"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_export_options o = {0};
        int fd = file_of(ts_str("{}\n"));
        ts_sheets_file file = {.fd = fd, .len = 3, .name = "made"};
        ts_sheets *s = NULL;
        size_t n = 0;
        made.say = rows[i].say;
        made.workers = 0;
        ts_err err = ts_sheets_open(&file, &o, &s);
        CHECK_ROW(err == TS_OK && ts_sheets_count(s) == 1, rows[i].why);
        CHECK_ROW(!err && ts_sheets_at(s, 0)->samples <= 2, rows[i].why);
        if (!err)
            err = ts_sheets_begin(s, 0);
        ts_export_row row;
        for (bool more = true; !err && (err = ts_sheets_next(s, &row, &more)) == TS_OK && more;)
            n += row.cells == 3 && ts_span_eq(row.cell[2], n ? ts_str("9990000026") : ts_str("9990000018"));
        CHECK_ROW(err == rows[i].want && n == (err ? 0 : 2), rows[i].why);
        ts_sheets_close(s);
        made.say = NULL;
        close(fd);
    }
}

TEST(no_person_stands_in_an_error) {
    static const struct {
        saying say[4]; /* of two parts, at both looks */
        const char *want, *why;
    } rows[] = {
        {{{NAMES HARTLEY, 0, 2, 3}, {NAMES HARTLEY, 0, 2, 3}, {BROOK HARTLEY, 0, 2, 3}, {BROOK HARTLEY, 0, 2, 3}},
         "two: its first row is not the column names that one has",
         "a person in the place of names"},
        {{{NAMES HARTLEY, 0, 2, 3}, {NAMES HARTLEY, 0, 2, 3}, {"dob\tsurname\tnhs\n" HARTLEY, 0, 2, 3}},
         "two: its column 1 is \"dob\", and \"surname\" in one",
         "names in another order"},
        {{{NAMES HARTLEY, 0, 2, 3}, {NAMES HARTLEY, 0, 2, 3}, {NAMES BROOK, 0, 2, 3}, {NAMES BROOK, 0, 2, 3}},
         "",
         "the same names"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        static const ts_export_options plain;
        ts_export_file file[] = {{.fd = file_of(ts_str("PK\x03\x04")), .name = "one"},
                                 {.fd = file_of(ts_str("PK\x03\x04")), .name = "two"}};
        ts_export *e = NULL;
        ts_export_row row;
        size_t n = 0;
        made.say = rows[i].say;
        made.workers = 0;
        ts_err err = ts_export_open(file, 2, &plain, &e);
        for (bool more = true; !err && (err = ts_export_next(e, &row, &more)) == TS_OK && more;)
            n++;
        const char *said = err ? ts_error_text() : "";
        CHECK_ROW(*rows[i].want ? strstr(said, rows[i].want) != NULL : !err && n == 2, said);
        CHECK_ROW(!strstr(said, "Brook") && !strstr(said, "9990000026"), rows[i].why);
        ts_export_close(e);
        made.say = NULL;
        close(file[0].fd);
        close(file[1].fd);
    }
}

/* More segments than are kept while no one asks for them. */
TEST(long_tables_are_whole) {
    enum { ROWS = 100000 };
    ts_buf text = {0};
    for (int i = 0; i < ROWS; i++)
        ts_buf_addf(&text, "{\"surname\":\"Name%06d\",\"dob\":\"1950-02-01\",\"postcode\":\"L1 1AA\"}\n", i);
    ts_export_options o = {0};
    int fd = file_of(ts_buf_span(&text));
    ts_sheets_file file = {.fd = fd, .len = text.len, .name = "made"};
    ts_sheets *s = NULL;
    size_t which = 0, n = 0, bad = 0;
    bool open = ts_sheets_open(&file, &o, &s) == TS_OK && ts_sheets_choose(s, &which) == TS_OK;
    CHECK(open && ts_sheets_at(s, which)->rows == ROWS && ts_sheets_at(s, which)->samples == TS_EXPORT_SAMPLE);
    CHECK(open && ts_sheets_begin(s, which) == TS_OK);
    ts_export_row row;
    for (bool more = open; more && ts_sheets_next(s, &row, &more) == TS_OK && more; n++) {
        char want[16];
        snprintf(want, sizeof want, "Name%06d", (int)n);
        bad += row.line != n + 1 || !ts_span_eq(row.cell[0], ts_str(want));
    }
    CHECK(n == ROWS && bad == 0);
    ts_sheets_close(s);
    close(fd);
    ts_buf_done(&text);
}
