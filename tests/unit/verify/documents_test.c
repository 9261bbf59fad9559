/* documents_test.c - how a leaked document stands to one of ours: both sides of each border. */
#include "verify/documents.h"

#include "support/test.h"

TEST(verdicts_by_rule) {
    static const struct {
        ts_document_facts f;
        ts_document_verdict want;
        const char *why;
    } rows[] = {
        {{.bytes = true}, TS_DOCUMENT_BYTES, "the very bytes, whatever else"},
        {{.text = true, .words = 3}, TS_DOCUMENT_TEXT, "every word, however few"},
        {{.words = 20, .parts = 4, .parts_held = 2}, TS_DOCUMENT_NEAR, "half of its parts"},
        {{.words = 20, .parts = 5, .parts_held = 2}, TS_DOCUMENT_NOT_HELD, "less than half"},
        {{.words = 90, .parts = 9, .parts_held = 2, .runs = 32, .runs_held = 16}, TS_DOCUMENT_NEAR, "half of its runs"},
        {{.words = 90, .parts = 9, .parts_held = 2, .runs = 32, .runs_held = 15},
         TS_DOCUMENT_NOT_HELD,
         "less than that"},
        {{.words = 19, .parts = 4, .parts_held = 4}, TS_DOCUMENT_NOT_HELD, "too few words to be near"},
        {{.words = 90, .parts = 9, .parts_held = 8, .values = 4, .values_held = 2},
         TS_DOCUMENT_NEAR,
         "half of its values"},
        {{.words = 90, .parts = 9, .parts_held = 8, .values = 4, .values_held = 1},
         TS_DOCUMENT_NOT_HELD,
         "others' values, and no form to speak of"},
        {{.words = 90, .parts = 9, .parts_held = 8, .values = 2, .values_held = 0},
         TS_DOCUMENT_NEAR,
         "too few values to ask whose they are"},
        {{.words = 90, .parts = 9, .parts_held = 8, .values = 3, .values_held = 1, .forms = 8, .forms_held = 2},
         TS_DOCUMENT_TEMPLATE,
         "the same letter to somebody else"},
        {{.words = 90, .parts = 9, .values = 3, .forms = 8, .forms_held = 1},
         TS_DOCUMENT_NOT_HELD,
         "less than a quarter of the form"},
        {{.words = 90, .parts = 9, .forms = 7, .forms_held = 7}, TS_DOCUMENT_NOT_HELD, "too little form"},
        {{.words = 90}, TS_DOCUMENT_NOT_HELD, "nothing of it"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_document_judge(&rows[i].f) == rows[i].want, rows[i].why);
}

TEST(what_is_common_says_so) {
    static const struct {
        ts_document_facts f;
        ts_document_verdict v;
        ts_document_common want;
        const char *why;
    } rows[] = {
        {{.words = 19, .size = 90000}, TS_DOCUMENT_TEXT, TS_DOCUMENT_TINY, "hardly any words"},
        {{.words = 20}, TS_DOCUMENT_TEXT, TS_DOCUMENT_OWN, "words enough"},
        {{.size = 4095}, TS_DOCUMENT_BYTES, TS_DOCUMENT_TINY, "an icon"},
        {{.size = 4096}, TS_DOCUMENT_BYTES, TS_DOCUMENT_OWN, "a picture"},
        {{.words = 900, .licence = true}, TS_DOCUMENT_BYTES, TS_DOCUMENT_LICENCE, "a licence"},
        {{.words = 900, .places = 20}, TS_DOCUMENT_BYTES, TS_DOCUMENT_MANY, "in many places"},
        {{.words = 900, .places = 19}, TS_DOCUMENT_BYTES, TS_DOCUMENT_OWN, "in some"},
        {{.words = 900, .organisations = 2}, TS_DOCUMENT_BYTES, TS_DOCUMENT_MANY, "with two organisations"},
        {{.words = 1, .licence = true},
         TS_DOCUMENT_NOT_HELD,
         TS_DOCUMENT_OWN,
         "what is not held is not ours to call common"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_document_say(&rows[i].f, rows[i].v) == rows[i].want, rows[i].why);
}
