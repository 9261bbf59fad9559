/* held_test.c - names that no list knows are found in running text where the holdings have them, and no word alone is one. */
#include <stdlib.h>

#include "detect/detect.h"
#include "detect/name_filter.h"
#include "support/segments.h"
#include "support/test.h"
#include "text/name.h"
#include "text/name_mark.h"

static int cmp_mark(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* What made-up holdings have; ordinary words among them, for somebody bears each of them. */
static const ts_hints *holdings(void) {
    static const struct {
        const char *word;
        uint64_t roles;
    } held[] = {{"ORRELUNDA", TS_NAME_GIVEN},   {"XIADANI", TS_NAME_ROLES},   {"ZABINDRE", TS_NAME_FAMILY},
                {"QUILLETTO", TS_NAME_FAMILY},  {"OKRANDEL", TS_NAME_FAMILY}, {"REVIEW", TS_NAME_FAMILY},
                {"MANAGEMENT", TS_NAME_FAMILY}, {"OUTCOME", TS_NAME_GIVEN},   {"OUTSIDE", TS_NAME_GIVEN},
                {"HOSPITAL", TS_NAME_FAMILY},   {"NEXX", TS_NAME_FAMILY}};
    static const uint64_t salt[TS_NAME_SALTS] = {1, 2, 3};
    static ts_hints hints;
    static ts_buf bytes;
    uint64_t mark[TEST_COUNT(held)];
    if (!bytes.len) {
        for (size_t i = 0; i < TEST_COUNT(held); i++)
            mark[i] = ts_name_mark(ts_str(held[i].word)) | held[i].roles;
        qsort(mark, TEST_COUNT(held), sizeof *mark, cmp_mark);
        ts_name_filter_write(mark, TEST_COUNT(held), salt, &bytes);
        hints.names = ts_buf_span(&bytes);
    }
    return &hints;
}

/* The confidence of the one mention of this kind and normal form; 0 where there is none. */
static int found(const char *text, const ts_hints *hints, ts_kind kind, const char *norm) {
    ts_segment s = test_text_of(text);
    ts_findings f = test_find(&s, hints);
    const ts_mention *m = test_mention(&f, kind, norm);
    int confidence = m ? m->confidence : 0;
    ts_findings_done(&f);
    return confidence;
}

TEST(names_of_the_holdings_are_found_where_a_name_may_stand) {
    static const struct {
        const char *text, *norm;
        int least, without; /* without holdings: at most */
    } rows[] = {
        {"In the afternoon Orrelunda Zabindre saw the team.", "ZABINDRE, ORRELUNDA", 70, 0},
        {"Orrelunda Zabindre attended with a cousin on Monday.", "ZABINDRE, ORRELUNDA", 70, 0},
        {"We have discharged Xiadani Quilletto-Okrandel to you.", "QUILLETTO OKRANDEL, XIADANI", 70, 0},
        {"a visit by Orrelundá Zabindre was planned for May", "ZABINDRE, ORRELUNDA", 70, 49},
        {"It was Orrelunda Smith who had rung the ward.", "SMITH, ORRELUNDA", 55, 49},
        {"a talk with Will Zabindre about his medicines", "ZABINDRE, WILL", 60, 59},
        {"it was agreed with J. Quilletto this morning", "QUILLETTO, J", 60, 49},
        {"the list had ZABINDRE, Orrelunda and others on it", "ZABINDRE, ORRELUNDA", 60, 0},
        {"He was told by ORRELUNDA ZABINDRE that it was so.", "ZABINDRE, ORRELUNDA", 60, 0},
        {"it was for QUILLETTO Kevin that they had come", "QUILLETTO, KEVIN", 60, 0},
        {"the wound was seen by Kevin Zabindre last night", "ZABINDRE, KEVIN", 80, 95},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        int with = found(rows[i].text, holdings(), TS_KIND_PERSON_NAME, rows[i].norm),
            without = found(rows[i].text, NULL, TS_KIND_PERSON_NAME, rows[i].norm);
        CHECK_ROW(with >= rows[i].least, rows[i].text);
        CHECK_ROW(without <= rows[i].without, rows[i].text);
    }
}

TEST(a_word_that_somebody_is_called_is_no_name_by_itself) {
    static const char *const texts[] = {
        "The Management Review was held on a Tuesday.",      "Outcome came early and the heating was not on.",
        "Please Review the notes before you ring them.",     "Outside Help: for the flowers that were brought in",
        "It was Kevin that Management had asked for it",     "PLEASE REVIEW THIS FORM BEFORE THE NEXT WARD ROUND",
        "the Hospital Review of what was done in winter",    "Dear All, Outcome is here and so is the flu again.",
        "A Review of the plan was done by the whole team",   "in Outcome Hospital beds are full of older people",
        "Thanks Outcome was hard on all of us this year.",   "she said Outcome was her time, and Outside too, yes",
        "it is up to OUTSIDE Management whether it be done", "and Outcome NEXX was the word that it had said here",
        "OUTSIDE, Outcome and all of that was talked about", "REVIEW, A plan was made for all of the next days",
    };
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        ts_segment s = test_text_of(texts[i]);
        ts_findings with = test_find(&s, holdings()), without = test_find(&s, NULL);
        for (int k = TS_KIND_PERSON_NAME; k <= TS_KIND_TITLE; k++)
            CHECK_ROW(test_count(&with, (ts_kind)k) == test_count(&without, (ts_kind)k), texts[i]);
        ts_findings_done(&with);
        ts_findings_done(&without);
    }
}

TEST(who_was_found_so_is_known_by_a_part) {
    static const char text[] = "In the end Orrelunda Zabindre rang. Then Zabindre was told that it was done.";
    ts_segment s = test_text_of(text);
    ts_findings f = test_find(&s, holdings());
    const ts_mention *m = test_mention(&f, TS_KIND_SURNAME, "ZABINDRE");
    CHECK(m && m->start == 41);
    ts_findings_done(&f);
}

TEST(a_title_before_a_surname_of_the_holdings_makes_it_surer) {
    static const struct {
        const char *text;
        int with, without;
    } rows[] = {{"the letter that Mr Zabindre wrote was not kept", 70, 55},
                {"the sheet of MS Zabindre was not filled in then", 45, 45}, /* "MS Excel" */
                {"the letter that Mr Xqindre wrote was not kept", 55, 55}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        CHECK_ROW(found(rows[i].text, holdings(), TS_KIND_SURNAME, NULL) == rows[i].with, rows[i].text);
        CHECK_ROW(found(rows[i].text, NULL, TS_KIND_SURNAME, NULL) == rows[i].without, rows[i].text);
    }
}

TEST(the_test_words_are_on_no_list) {
    static const char *const words[] = {"ORRELUNDA", "XIADANI",    "ZABINDRE", "QUILLETTO", "OKRANDEL",
                                        "REVIEW",    "MANAGEMENT", "OUTCOME",  "OUTSIDE"};
    for (size_t i = 0; i < TEST_COUNT(words); i++)
        CHECK_ROW(ts_name_word(ts_str(words[i])) == 0, words[i]);
}
