/* likeness_test.c - a document is known again through line ends, pages and formats; its copies and its siblings by their shares. */
#include "text/likeness.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "support/test.h"

static ts_likener *likener;

static ts_likeness *of_segments(const ts_segment *s, size_t n) {
    if (!likener)
        likener = ts_likener_new();
    ts_likeness *l = ts_alloc(sizeof *l);
    ts_likener_begin(likener);
    for (size_t i = 0; i < n; i++)
        ts_likener_add(likener, &s[i]);
    if (ts_likener_end(likener, l))
        return l;
    ts_free(l);
    return NULL;
}

static ts_likeness *of(const char *text) {
    return of_segments(&(ts_segment){.text = ts_str(text), .part = ts_str("")}, 1);
}

static size_t shared(const uint64_t *a, size_t n, const uint64_t *b, size_t m) {
    size_t both = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            both += a[i] == b[k];
    return both;
}

static size_t parts_shared(const ts_likeness *a, const ts_likeness *b) {
    size_t both = 0;
    for (size_t i = 0; i < a->parts; i++)
        for (size_t k = 0; k < b->parts; k++)
            both += a->part[i].mark == b->part[k].mark;
    return both;
}

static const char letter[] =
    "Clinic letter\nDear Mary Whittaker,\nNHS number 999 000 0018, born 12/03/1971.\n"
    "Thank you for coming to the clinic on 4 May 2021. I am pleased to tell you that the results of your tests are "
    "as we hoped. We have asked your doctor to go on with the tablets that you take now and to see you again within "
    "six weeks. If anything changes before then, please ring the ward between nine and five on any working day and "
    "ask for the nurse who looks after your clinic. Please bring this letter with you when you come, as it helps us to "
    "find your notes quickly, and tell us if you have moved or changed your telephone number since your last visit.\n";

/* The same text with one word or value in place of another. */
static ts_likeness *changed(const char *was, const char *is) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_span all = ts_str(letter);
    size_t at = ts_span_find(all, ts_str(was), 0);
    CHECK(at != SIZE_MAX);
    ts_buf_add(&text, ts_slice(all, 0, at));
    ts_buf_add_str(&text, is);
    ts_buf_add(&text, ts_slice(all, at + strlen(was), SIZE_MAX));
    return of(text.ptr);
}

TEST(a_text_is_the_same_however_its_lines_fall) {
    TS_AUTO(ts_buf, ts_buf_done) other = {0};
    for (const char *p = letter; *p; p++)
        ts_buf_add_char(&other, *p == ' ' ? '\n' : *p == '\n' ? ' ' : *p == 'w' ? 'W' : *p);
    ts_likeness *a = of(letter), *b = of(other.ptr);
    CHECK(ts_digest_eq(&a->text, &b->text) && a->words == b->words && a->parts == b->parts);
    CHECK(parts_shared(a, b) == a->parts && shared(a->run, a->runs, b->run, b->runs) == a->runs);
    /* in two pages */
    ts_segment two[2] = {{.text = ts_slice(ts_str(letter), 0, 300), .part = ts_str("p1")},
                         {.text = ts_slice(ts_str(letter), 300, SIZE_MAX), .part = ts_str("p2"), .ordinal = 1}};
    while (letter[two[0].text.len] != ' ')
        two[0].text.len--, two[1].text.ptr--, two[1].text.len++;
    ts_likeness *c = of_segments(two, 2);
    CHECK(ts_digest_eq(&a->text, &c->text) && parts_shared(a, c) == a->parts && c->names == 2);
    CHECK(strcmp(c->name[c->part[c->parts - 1].name], "p2") == 0);
    ts_free(a), ts_free(b), ts_free(c);
}

TEST(a_changed_word_changes_a_part_or_two) {
    static const char *const rows[][2] = {{"six weeks", "nine weeks"},
                                          {"12/03/1971", "12/03/1917"},
                                          {"pleased", "sorry"},
                                          {"nurse", "porter"},
                                          {"pleased to tell", "telling"}, /* all behind it is moved */
                                          {"Thank you", "We thank you very much"}};
    ts_likeness *a = of(letter);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_likeness *b = changed(rows[i][0], rows[i][1]);
        CHECK_ROW(!ts_digest_eq(&a->text, &b->text), rows[i][1]);
        CHECK_ROW(parts_shared(b, a) + 3 >= b->parts && parts_shared(b, a) < b->parts, rows[i][1]);
        ts_free(b);
    }
    ts_free(a);
}

TEST(the_form_is_the_same_whoever_it_is_about) {
    ts_likeness *a = of(letter), *b = changed("Mary Whittaker", "Piotr Wieczorek"),
                *c = changed("999 000 0018, born 12/03/1971", "999 000 0026, born 30/11/1984");
    CHECK(shared(a->form, a->forms, b->form, b->forms) == a->forms);
    CHECK(shared(a->form, a->forms, c->form, c->forms) == a->forms);
    CHECK(shared(a->value, a->values, b->value, b->values) + 1 == a->values); /* the name */
    CHECK(shared(a->value, a->values, c->value, c->values) < a->values);
    ts_likeness *d =
        of("The board met on the first of the month and agreed that the car park is to be closed for works.");
    CHECK(shared(a->form, a->forms, d->form, d->forms) == 0 && d->values == 0);
    ts_free(a), ts_free(b), ts_free(c), ts_free(d);
}

TEST(a_part_says_where_it_stands) {
    ts_likeness *a = of(letter);
    size_t end = 0;
    for (size_t i = 0; i < a->parts; i++) {
        CHECK(a->part[i].place >= end && a->part[i].len > 0 && !a->part[i].row);
        end = (size_t)a->part[i].place + a->part[i].len;
        CHECK(end <= strlen(letter));
    }
    CHECK(a->part[0].place == 0);
    ts_free(a);
    static const char rows[] = "one two three four\nfive six seven eight\nnine ten eleven twelve\n";
    static const ts_cell cell[] = {{0, 18, 0}, {19, 20, 0}, {40, 22, 0}};
    static const uint32_t start[] = {0, 1, 2, 3};
    static const uint64_t number[] = {7, 8, 9};
    ts_likeness *t = of_segments(&(ts_segment){.type = TS_SEGMENT_TABLE,
                                               .text = ts_str(rows),
                                               .part = ts_str("Sheet1"),
                                               .rows = 3,
                                               .columns = 1,
                                               .row_start = start,
                                               .cell = cell,
                                               .row_number = number},
                                 1);
    CHECK(t->part[0].row && t->part[0].place == 7 && t->part[0].len == 0);
    for (size_t i = 1; i < t->parts; i++)
        CHECK(t->part[i].place >= t->part[i - 1].place && t->part[i].place <= 9);
    ts_free(t);
}

TEST(a_licence_is_known_by_how_it_begins) {
    ts_likeness *a = of("GNU General Public License, version 2. Everyone is permitted to copy this."), *b = of(letter);
    CHECK(a->licence && !b->licence);
    ts_free(a), ts_free(b);
    CHECK(of("") == NULL && of(" .,- \n") == NULL);
}

/* Of a long text the same parts are kept whatever is changed elsewhere; beyond what counts it has no text of its own. */
TEST(a_long_text_is_sampled) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    for (unsigned i = 0; i < 20000; i++)
        ts_buf_addf(&text, "w%x%s", i * 2654435761u, i % 12 == 11 ? "\n" : " ");
    ts_likeness *a = of(text.ptr);
    text.ptr[0] = 'v';
    ts_likeness *b = of(text.ptr);
    CHECK(a->parts == TS_LIKENESS_PARTS && a->parts_all > TS_LIKENESS_PARTS);
    CHECK(parts_shared(a, b) + 2 >= a->parts && !ts_digest_eq(&a->text, &b->text));
    ts_free(a), ts_free(b);
    static const ts_digest none;
    ts_buf_clear(&text);
    while (text.len <= TS_LIKENESS_TEXT)
        ts_buf_add_str(&text, "so it goes on and on ");
    ts_segment two[2] = {{.text = ts_str("It begins."), .part = ts_str("")},
                         {.text = ts_buf_span(&text), .part = ts_str("")}};
    a = of_segments(two, 2);
    CHECK(ts_digest_eq(&a->text, &none) && a->words == 2);
    ts_free(a);
}

TEST(bytes_are_read_back_and_lies_refused) {
    ts_likeness *a = of(letter), *b = ts_alloc(sizeof *b);
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0}, again = {0};
    ts_likeness_pack(a, &bytes);
    CHECK(ts_likeness_unpack(ts_buf_span(&bytes), b));
    ts_likeness_pack(b, &again);
    CHECK(ts_span_eq(ts_buf_span(&bytes), ts_buf_span(&again)));
    for (size_t n = 0; n < bytes.len; n++) /* each cut */
        CHECK(!ts_likeness_unpack(ts_slice(ts_buf_span(&bytes), 0, n), b));
    ts_buf_add_char(&bytes, 0);
    CHECK(!ts_likeness_unpack(ts_buf_span(&bytes), b));
    bytes.len--;
    for (size_t i = 0; i < bytes.len; i++) { /* any byte: nothing is read outside, and marks stay in order */
        bytes.ptr[i] ^= (char)0x80;
        if (ts_likeness_unpack(ts_buf_span(&bytes), b))
            for (size_t k = 1; k < b->runs; k++)
                CHECK(b->run[k - 1] < b->run[k]);
        bytes.ptr[i] ^= (char)0x80;
    }
    ts_free(a), ts_free(b);
    ts_likener_free(likener);
    likener = NULL;
}

TEST(of_what_is_partly_read_the_text_is_no_key) {
    static const ts_digest none;
    TS_AUTO(ts_buf, ts_buf_done) packed = {0};
    ts_likeness *whole = of(letter), *partly = ts_alloc(sizeof *partly);
    ts_likeness_partly(&packed);
    CHECK(packed.len == 0); /* of what has no words it stays nothing */
    ts_likeness_pack(whole, &packed);
    ts_likeness_partly(&packed);
    CHECK(ts_likeness_unpack(ts_buf_span(&packed), partly));
    CHECK(!ts_digest_eq(&whole->text, &none) && ts_digest_eq(&partly->text, &none));
    CHECK(partly->words == whole->words && partly->parts == whole->parts && partly->runs == whole->runs);
    CHECK(parts_shared(partly, whole) == whole->parts);
    ts_free(whole), ts_free(partly);
}
