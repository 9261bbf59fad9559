/* infer_test.c - columns of exports in other words and languages, found by their values. */
#include "holdings/mapping.h"

#include <stdio.h>
#include "base/mem.h"
#include "support/test.h"

enum { COLUMNS = 11, ROWS = 60 };

/* Column names that no list knows; the kinds must come from the cells. */
TEST(values_say_what_names_do_not) {
    static const char *const head[COLUMNS] = {"Rhif A", "Rhif B", "Cyfenw C", "D1",      "D2",    "Cod E",
                                              "Rhif F", "Rhif G", "H",        "NoK Tel", "Cyflog"};
    static const char *const want[COLUMNS] = {"local_id", "nino",     NULL,        "birth_date",
                                              "ignore",   "postcode", "sort_code", "account_number",
                                              "email",    "ignore",   "salary"};
    ts_arena arena = {0};
    ts_span h[COLUMNS], cell[ROWS * COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++)
        h[i] = ts_str(head[i]);
    for (unsigned r = 0; r < ROWS; r++) {
        char text[COLUMNS][48];
        snprintf(text[0], 48, "K%06u", 417000 + r * 37);
        snprintf(text[1], 48, "AB%06u%c", 100000 + r * 1013, "ABCD"[r % 4]);
        snprintf(text[2], 48, "Name%c%c", 'a' + r % 26, 'a' + r / 26);
        snprintf(text[3], 48, "%02u.%02u.%u", r % 28 + 1, r % 12 + 1, 1930 + r * 83 % 75);
        snprintf(text[4], 48, "%02u.%02u.%u", r % 28 + 1, r % 12 + 1, 2019 + r % 3);
        snprintf(text[5], 48, "L%u %u%c%c", r % 30 + 1, r % 10, "ABDEF"[r % 5], "PQRST"[r / 5 % 5]);
        snprintf(text[6], 48, "20-%02u-59", r % 90 + 10);
        snprintf(text[7], 48, "%08u", 63748472 + r * 7919);
        snprintf(text[8], 48, "p%u@people.example", r);
        snprintf(text[9], 48, "0151 496 0%03u", r);
        snprintf(text[10], 48, "%u", 20000 + r % 9 * 1000);
        for (size_t i = 0; i < COLUMNS; i++)
            cell[r * COLUMNS + i] = ts_arena_copy(&arena, ts_str(text[i]));
    }
    ts_mapping m;
    CHECK(ts_mapping_init(&m, h, COLUMNS, cell, ROWS) == TS_OK);
    for (size_t i = 0; i < COLUMNS; i++)
        if (want[i])
            CHECK_ROW(strcmp(ts_use_name(&m.column[i]), want[i]) == 0, head[i]);
    ts_mapping_done(&m);
    ts_arena_done(&arena);
}

TEST(column_names_are_folded) {
    char out[TS_HEAD_PLAIN];
    ts_head_plain(ts_str(" Sort-Code (GB) "), out);
    CHECK(strcmp(out, "sortcodegb") == 0);
    ts_head_plain(ts_str(""), out);
    CHECK(out[0] == 0);
}
