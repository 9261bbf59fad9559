/* mapping_test.c - columns to kinds, cells to normal forms, and damage that spreadsheets do. */
#include "holdings/mapping.h"

#include "support/test.h"

enum { COLUMNS = 12 };
static const char *const head[COLUMNS] = {"NHS Number", "Hospital No", "Surname",        "Forename",
                                          "DOB",        "Sex",         "Address 1",      "Postcode",
                                          "Mobile",     "Sort Code",   "Account Number", "Deceased"};
static const char *const said =
    "\"NHS Number\" = \"nhs_number\"\n\"Hospital No\" = \"local_id\"\nSurname = \"surname\"\n"
    "forename = \"forename\"\nDOB = \"birth_date\"\nSex = \"sex\"\n\"Address 1\" = \"address\"\n"
    "Postcode = \"postcode\"\nMobile = \"phone\"\n";
static const char *const row[COLUMNS] = {"999 000 0018",  "R1000001", "O'Brien",      "Siân Mary", "02/04/1987", "F",
                                         "12 Eaton Road", "l12 2ap",  "07700 900123", "20-29-59",  "63748472",   "Y"};

static void spans(const char *const *text, ts_span *out) {
    for (size_t i = 0; i < COLUMNS; i++)
        out[i] = ts_str(text[i]);
}

static void mapping(ts_mapping *m, const char *columns) {
    static ts_span h[COLUMNS], sample[5 * COLUMNS];
    spans(head, h);
    for (size_t r = 0; r < 5; r++)
        spans(row, sample + r * COLUMNS);
    ts_toml *root = NULL;
    CHECK(ts_mapping_init(m, h, COLUMNS, sample, 5) == TS_OK);
    CHECK(ts_toml_parse(ts_str(columns), "map.toml", &root) == TS_OK);
    CHECK(ts_mapping_override(m, root, "map.toml") == TS_OK);
    ts_toml_free(root);
}

static bool is(const ts_values *v, ts_attr a, const char *want) {
    return ts_span_eq(ts_norm_span(&v->value[a]), ts_str(want));
}

static void check_row(const ts_values *v, const char *birth, const char *why) {
    CHECK_ROW(is(v, TS_ATTR_NHS, "9990000018"), why);
    CHECK_ROW(is(v, TS_ATTR_LOCAL, "R1000001"), why);
    CHECK_ROW(is(v, TS_ATTR_SURNAME, "OBRIEN"), why);
    CHECK_ROW(is(v, TS_ATTR_FORENAME, "SIAN"), why);
    CHECK_ROW(is(v, TS_ATTR_BIRTH, birth), why);
    CHECK_ROW(is(v, TS_ATTR_SEX, "F"), why);
    CHECK_ROW(is(v, TS_ATTR_ADDRESS, "12 EATON RD"), why);
    CHECK_ROW(is(v, TS_ATTR_POSTCODE, "L122AP"), why);
    CHECK_ROW(is(v, TS_ATTR_MOBILE, "+447700900123"), why);
    CHECK_ROW(is(v, TS_ATTR_BANK, "20295963748472"), why);
}

TEST(cells_become_normal_forms) {
    ts_mapping m;
    ts_values v;
    bool deceased;
    ts_span cell[COLUMNS];
    spans(row, cell);
    mapping(&m, said);
    ts_mapping_take(&m, cell, COLUMNS, &v, &deceased);
    check_row(&v, "1987-04-02", "as stated");
    CHECK(deceased);
    CHECK(strcmp(ts_mapping_population(&m), "patient") == 0);
    ts_mapping_done(&m);

    mapping(&m, "DOB = \"month_first_birth_date\"\nDeceased = \"ignore\"\n");
    ts_mapping_take(&m, cell, COLUMNS, &v, &deceased);
    check_row(&v, "1987-02-04", "inferred, month first as stated");
    CHECK(!deceased);
    ts_mapping_done(&m);
}

TEST(wrong_mappings_are_refused) {
    static const char *const bad[] = {"Surname = \"second name\"\n", "Nonsuch = \"surname\"\n", "Surname = 3\n"};
    for (size_t i = 0; i < TEST_COUNT(bad); i++) {
        ts_mapping m;
        ts_toml *root = NULL;
        mapping(&m, "");
        CHECK(ts_toml_parse(ts_str(bad[i]), "map.toml", &root) == TS_OK);
        CHECK_ROW(ts_mapping_override(&m, root, "map.toml") == TS_EUSAGE, bad[i]);
        ts_toml_free(root);
        ts_mapping_done(&m);
    }
}

TEST(spreadsheet_damage_is_refused) {
    static const struct {
        size_t column;
        const char *cell;
        ts_err want;
        const char *why;
    } rows[] = {
        {0, "9.99E+09", TS_EFORMAT, "health numbers as 9.99E+09"},
        {1, "1.0E+12", TS_EFORMAT, "local ids, too"},
        {8, "7700900123", TS_EFORMAT, "phones without their leading zero"},
        {8, "07700900123", TS_OK, "whole phones"},
        {2, "9.99E+09", TS_OK, "not a number's column"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_mapping m;
        ts_values v;
        bool deceased;
        ts_span cell[COLUMNS];
        spans(row, cell);
        cell[rows[i].column] = ts_str(rows[i].cell);
        mapping(&m, said);
        for (int r = 0; r < 50; r++)
            ts_mapping_take(&m, cell, COLUMNS, &v, &deceased);
        CHECK_ROW(ts_mapping_check(&m, 50, "x.csv") == rows[i].want, rows[i].why);
        ts_mapping_done(&m);
    }
}

/* Most bank numbers have no zero at the front, so that few of a column are seen to be short. */
TEST(bank_numbers_without_their_zero_are_refused) {
    static const struct {
        size_t column;
        const char *cell;
        int of_100;
        ts_err want;
        const char *why;
    } rows[] = {
        {10, "3748472", 10, TS_EFORMAT, "accounts of seven digits among those of eight"},
        {10, "3748472", 1, TS_OK, "one alone: some are written so"},
        {10, "748472", 10, TS_OK, "shorter ones are another bank's"},
        {9, "02959", 10, TS_EFORMAT, "sort codes of five digits"},
        {9, "02-29-59", 10, TS_OK, "whole ones with their dashes"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_mapping m;
        ts_values v;
        bool deceased;
        ts_span cell[COLUMNS];
        spans(row, cell);
        mapping(&m, said);
        for (int r = 0; r < 100; r++) {
            cell[9] = ts_str("202959");
            cell[10] = ts_str("63748472");
            if (r < rows[i].of_100)
                cell[rows[i].column] = ts_str(rows[i].cell);
            ts_mapping_take(&m, cell, COLUMNS, &v, &deceased);
        }
        CHECK_ROW(ts_mapping_check(&m, 100, "x.csv") == rows[i].want, rows[i].why);
        ts_mapping_done(&m);
    }
}
