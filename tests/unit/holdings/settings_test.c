/* settings_test.c - what a person says of a holding, and what a file's name says of its day. */
#include "holdings/settings.h"

#include <stdio.h>
#include "support/test.h"

TEST(days_in_file_names) {
    static const struct {
        const char *name, *want;
    } rows[] = {
        {"pas_2021-03-31.csv", "2021-03-31"},
        {"PAS 20210331.csv", "2021-03-31"},
        {"rbs-pas_2023-10.csv", "2023-10-01"},
        {"2019_06_30-esr.csv", "2019-06-30"},
        {"export.csv", ""},
        {"ward12.csv", ""},
        {"pas_2021-13-31.csv", ""},
        {"123456789.csv", ""},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char iso[11] = "";
        ts_date d = ts_settings_date_in(ts_str(rows[i].name));
        if (d != TS_NO_DATE)
            ts_date_print(d, iso);
        CHECK_ROW(strcmp(iso, rows[i].want) == 0, rows[i].name);
    }
}

TEST(settings_are_read_strictly) {
    static const struct {
        const char *toml;
        ts_err want;
        const char *why;
    } rows[] = {
        {"organisation = \"RBS\"\nsystem = \"PAS\"\nas_of = \"2021-03-31\"\nkind = \"patient\"\ntravels = true\n",
         TS_OK, "whole"},
        {"organisation = \"RBS\"\nsystem = \"PAS\"\n", TS_EUSAGE, "no day"},
        {"system = \"PAS\"\nas_of = \"2021-03-31\"\n", TS_EUSAGE, "no organisation"},
        {"organisation = \"RBS\"\nas_of = \"2021-03-31\"\n", TS_EUSAGE, "no system"},
        {"organisation = \"RBS\"\nsystem = \"PAS\"\nas_of = \"31.3.2021\"\n", TS_EUSAGE, "not a day"},
        {"organisation = \"RBS\"\nsystem = \"PAS\"\nas_of = \"2021-03-31\"\nkind = \"client\"\n", TS_EUSAGE,
         "no such kind"},
        {"organization = \"RBS\"\n", TS_EUSAGE, "a misspelt setting is said, not passed over"},
        {"organisation = \"A VERY LONG NAME OF A TRUST\"\n", TS_EUSAGE, "a code, not a name"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_toml *root = NULL;
        ts_settings_of_holding s = {.file = "x.csv", .as_of = TS_NO_DATE};
        CHECK(ts_toml_parse(ts_str(rows[i].toml), "made.toml", &root) == TS_OK);
        ts_err err = ts_settings_read(root, "made.toml", &s);
        if (!err)
            err = ts_settings_check(&s);
        CHECK_ROW(err == rows[i].want, rows[i].why);
        if (!err)
            CHECK(s.travels && !s.complete && strcmp(s.organisation, "RBS") == 0);
        ts_toml_free(root);
    }
}
