/* context_test.c - where the label before a value begins, whatever stands before it: texts that are longer than one look. */
#include "detect/context.h"

#include <stdio.h>

#include "detect/detector.h"
#include "support/test.h"

#define FAR "The team met again on the ward and all of it was well"

static bool before_colon(const char *text, ts_label *out) {
    *out = (ts_label){0};
    return ts_label_before(ts_str(text), 0, strlen(text), out);
}

TEST(a_label_begins_behind_what_parts_it_from_the_text) {
    static const char *const parts[] = {"\n", "  ", ", ", ". ", "\t", "; ", ") ", "\" ", "& "};
    unsigned seen = 0;
    for (int k = 1; k < TS_KIND_COUNT; k++)
        for (const char *const *w = ts_detector_of((ts_kind)k)->labels; w && *w; w++) {
            ts_label alone, far;
            CHECK_ROW(before_colon(*w, &alone), *w);
            for (size_t i = 0; i < TEST_COUNT(parts); i++) {
                char text[160];
                snprintf(text, sizeof text, FAR "%s%s", parts[i], *w);
                CHECK_ROW(before_colon(text, &far) && far.kind == alone.kind && far.strength == alone.strength, text);
                seen++;
            }
        }
    CHECK(seen > 1000);
}

TEST(labels_of_any_length_are_cut_alike_near_and_far) {
    static const struct {
        const char *label;
        ts_kind kind;
        int strength;
    } rows[] = {
        {"H&C number", TS_KIND_HC_NUMBER, 100},
        {"a=1&phone", TS_KIND_PHONE, 100}, /* that sign joins capitals alone */
        {"NHS No. (verified)", TS_KIND_NHS_NUMBER, 100},
        {"NHS number is", TS_KIND_NHS_NUMBER, 100},
        {"her own and her late mother's NHS number", TS_KIND_NHS_NUMBER, 70}, /* 40 bytes, of which five words count */
        {"of all who came in by the door on that day his NHS number", TS_KIND_NHS_NUMBER, 70},
        {"that was that. NHS number", TS_KIND_NHS_NUMBER, 100},
        {"NHS_number", TS_KIND_NHS_NUMBER, 100},
        {"of the weather that day", TS_KIND_NONE, 0},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char text[200];
        ts_label near, far;
        bool known = before_colon(rows[i].label, &near);
        CHECK_ROW(known == (rows[i].strength > 0) && near.kind == rows[i].kind && near.strength == rows[i].strength,
                  rows[i].label);
        for (int more = 0; more < 40; more++) { /* at every place of a look */
            snprintf(text, sizeof text, "%.*s\n%s", more + 13, FAR, rows[i].label);
            CHECK_ROW(before_colon(text, &far) == known && far.kind == near.kind && far.strength == near.strength,
                      text);
        }
    }
}

/* Lines are remembered by what stands on them: neither one of the same end nor one of the same length is another. */
TEST(a_line_that_was_read_is_no_other) {
    static const struct {
        const char *line;
        ts_kind kind;
        int strength;
    } rows[] = {
        {"NHS number", TS_KIND_NHS_NUMBER, 100},
        {"Blue NHS number", TS_KIND_NHS_NUMBER, 70},
        {"Order number", TS_KIND_NONE, 100},
        {"Phone number", TS_KIND_PHONE, 100},
        {"of course. NHS number", TS_KIND_NHS_NUMBER, 100},
        {"of course and NHS number", TS_KIND_NHS_NUMBER, 70},
        {"Old. hospital number", TS_KIND_LOCAL_ID, 100}, /* the last sixteen bytes of both are the same */
        {"Olds hospital number", TS_KIND_LOCAL_ID, 70},
    };
    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < TEST_COUNT(rows); i++) {
            char text[200];
            ts_label label;
            snprintf(text, sizeof text, FAR "\n%s", rows[i].line);
            CHECK_ROW(before_colon(text, &label) && label.kind == rows[i].kind && label.strength == rows[i].strength,
                      rows[i].line);
        }
}

TEST(no_label_reaches_back_over_its_cell) {
    ts_label label;
    const char *text = FAR ", hospital number";
    size_t cell = strlen(FAR ", hospital "), end = strlen(text);
    CHECK(ts_label_before(ts_str(text), 0, end, &label) && label.kind == TS_KIND_LOCAL_ID && label.strength == 100);
    CHECK(!ts_label_before(ts_str(text), cell, end, &label) || label.kind != TS_KIND_LOCAL_ID || label.strength < 100);
}
