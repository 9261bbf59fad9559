/* pdf_scan_test.c - pages of a PDF that are pictures, whole or in strips, become members. */
#include "members.h"

TEST(a_page_that_is_a_picture_is_a_member) {
    got g;
    read_fixture("pdf/cairo_one_scan.pdf", &g);
    const child *c = find_child(&g, "p2");
    CHECK(g.outcome.reason == TS_READ && says(&g.text, "Enclosed: one scan") && g.children == 1);
    CHECK(c && c->reason == TS_READ && c->bytes.len > 20 &&
          (memcmp(c->bytes.ptr, "P5\n", 3) == 0 || memcmp(c->bytes.ptr, "P4\n", 3) == 0));
    got_done(&g);
}

/* One page with this on it, 100 points wide and high. */
static void read_drawn(const char *content, got *g) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_addf(
        &b,
        "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
        "endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n4 0 obj<</Length "
        "%zu>>stream\n%s\nendstream "
        "endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n",
        strlen(content), content);
    read_with(NULL, ts_buf_span(&b), g);
}

/* 200 dots, of one bit each. */
#define ROW_OF_200 "abcdeabcdeabcdeabcdeabcde"
#define PICTURE(place, size, bytes) "q " place " cm BI " size " /BPC 1 /CS /G ID " bytes " EI Q "

TEST(what_covers_a_page_and_is_not_said_in_text_is_a_scan) {
    static const struct {
        const char *content, *head, *why;
        size_t unread;
    } pages[] = {
        {PICTURE("100 0 0 100 0 0", "/W 8 /H 2", "ab"), "P4\n8 2\n", "one picture, at its own size", 0},
        {PICTURE("100 0 0 50 0 50", "/W 8 /H 2", "ab") PICTURE("100 0 0 50 0 0", "/W 8 /H 2", "ab"), "P4\n100 100\n",
         "two strips are laid together", 0},
        {PICTURE("20 0 0 20 0 0", "/W 8 /H 2", "ab") PICTURE("100 0 0 100 0 0", "/W 200 /H 1", ROW_OF_200),
         "P4\n200 200\n", "the largest says how fine it is, though a coarse stamp is drawn before it", 0},
        {PICTURE("100 0 0 100 0 0", "/W 8 /H 2", "ab") "BT /F 6 Tf 9 9 Td (Page 1 of 3) Tj ET", "P4\n8 2\n",
         "a page's number is no text of the page", 0},
        {PICTURE("100 0 0 100 0 0", "/W 8 /H 2",
                 "ab") "BT /F 1 Tf 9 9 Td (all of this letter stands in the layer of text that came "
                       "with the scan so that nobody has to read its picture once more which "
                       "would cost seconds) Tj ET",
         NULL, "a layer of text says what the picture shows", 0},
        {PICTURE("20 0 0 20 0 0", "/W 8 /H 2", "ab") "BT /F 9 Tf 9 9 Td (a letter with a logo) Tj ET", NULL, "a logo",
         0},
        {PICTURE("100 0 0 100 0 0", "/W 40000 /H 2", "ab"), NULL, "too wide to be decoded", 1},
        {"0 0 9 9 re f", NULL, "a drawing is none", 0},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        got g;
        read_drawn(pages[i].content, &g);
        CHECK_ROW(g.children == (pages[i].head != NULL) && (g.outcome.unread > 0) == (pages[i].unread > 0),
                  pages[i].why);
        CHECK_ROW(!pages[i].unread || (g.outcome.reason == TS_REASON_UNSUPPORTED && says(&g.notes, "1 of 1 pages")),
                  pages[i].why);
        if (pages[i].head && g.children)
            CHECK_ROW(ts_span_starts(ts_buf_span(&g.child[0].bytes), ts_str(pages[i].head)), pages[i].why);
        got_done(&g);
    }
}

/* `rows` strips from the top of a page to its foot, each four dots of black and four of paper; every `coarse`-th of them
 * (0: none) is a stencil too wide to be decoded. */
static void read_strips(size_t rows, double height, size_t coarse, got *g) {
    TS_AUTO(ts_buf, ts_buf_done) content = {0};
    for (size_t i = 0; i < rows; i++) {
        ts_buf_addf(&content, "q 100 0 0 %.4f 0 %.4f cm BI ", height / (double)rows,
                    100 - height * (double)(i + 1) / (double)rows);
        bool wide = coarse > 0 && i % coarse == coarse - 1;
        ts_buf_add_str(&content, wide ? "/W 40000 /H 1 /IM true" : "/W 8 /H 1 /CS /G");
        ts_buf_add_str(&content, " /BPC 1 ID \x0f EI Q\n");
    }
    ts_buf_add_char(&content, 0);
    read_drawn(content.ptr, g);
}

/* How many of the rows of a picture have black on their left: 100 dots wide, a bit or a byte each. */
static size_t black_rows(const ts_buf *picture) {
    bool bits = picture->len > 2 && picture->ptr[1] == '4';
    size_t head = strlen(bits ? "P4\n100 100\n" : "P5\n100 100\n255\n"), n = 0;
    for (size_t at = head; at < picture->len; at += bits ? 13 : 100)
        n += bits ? (picture->ptr[at] & 0x80) != 0 : (unsigned char)picture->ptr[at] < 0x80;
    return n;
}

TEST(a_scan_in_many_strips_is_a_scan) {
    static const size_t rows[] = {40, 88, 110, 220};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        got g;
        read_strips(rows[i], 100, 0, &g);
        CHECK_ROW(g.children == 1 && g.outcome.reason == TS_READ, "strips");
        CHECK_ROW(black_rows(&g.child[0].bytes) == 100, "strips");
        got_done(&g);
    }
    got g; /* below half of the page they are no less a picture */
    read_strips(80, 40, 0, &g);
    CHECK(g.children == 1 && g.outcome.reason == TS_READ && black_rows(&g.child[0].bytes) / 2 == 20);
    got_done(&g);
}

/* Strips of a page 200 dots wide, of noise: 1 is paper.  *dots: what they hold. */
static void read_noise(size_t strips, size_t rows, got *g, ts_buf *dots) {
    TS_AUTO(ts_buf, ts_buf_done) content = {0};
    uint32_t noise = 7;
    for (size_t i = 0; i < strips; i++) {
        ts_buf_addf(&content, "q 100 0 0 %.4f 0 %.4f cm BI /W 200 /H %zu /BPC 1 /CS /G /F /AHx ID ",
                    100 / (double)strips, 100 - 100 * (double)(i + 1) / (double)strips, rows);
        for (size_t k = 0; k < rows * 25; k++) {
            noise = noise * 1664525 + 1013904223;
            ts_buf_addf(&content, "%02x", noise >> 24);
            ts_buf_add_char(dots, (char)~(noise >> 24));
        }
        ts_buf_add_str(&content, "> EI Q\n");
    }
    ts_buf_add_char(&content, 0);
    read_drawn(content.ptr, g);
}

TEST(strips_of_a_scan_come_together_dot_for_dot) {
    static const struct { size_t strips, rows; } cases[] = {{25, 8}, {8, 25}, {10, 20}, {12, 16}, {66, 3}, {194, 1}};
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        TS_AUTO(ts_buf, ts_buf_done) dots = {0}, want = {0};
        got g;
        read_noise(cases[i].strips, cases[i].rows, &g, &dots);
        ts_buf_addf(&want, "P4\n200 %zu\n", cases[i].strips * cases[i].rows);
        ts_buf_add(&want, ts_buf_span(&dots));
        CHECK(g.children == 1 && ts_span_eq(ts_buf_span(&g.child[0].bytes), ts_buf_span(&want)));
        got_done(&g);
    }
}

TEST(what_is_missing_in_a_scan_is_not_called_read) {
    got g;
    read_strips(10, 100, 5, &g); /* two of ten cannot be decoded */
    CHECK(g.children == 1 && black_rows(&g.child[0].bytes) == 80);
    CHECK(g.outcome.reason == TS_REASON_UNSUPPORTED && g.outcome.unread > 0 && says(&g.notes, "1 of 1 pages"));
    got_done(&g);
    read_strips(TS_LIMIT_PDF_PICTURES + 50, 100, 0, &g);
    CHECK(g.children == 1 && g.outcome.reason == TS_REASON_UNSUPPORTED && g.outcome.unread > 0);
    CHECK(says(&g.notes, "p1: only 512 of its 562 pictures"));
    got_done(&g);
    read_strips(TS_LIMIT_PDF_STEPS / TS_LIMIT_PDF_PICTURES + 1, 100, 0, &g); /* each would be looked for among all */
    CHECK(g.children == 0 && g.outcome.reason == TS_REASON_UNSUPPORTED && g.outcome.unread > 0);
    got_done(&g);
}

TEST(what_is_tiny_beside_a_picture_counts_where_it_is_much) {
    static const struct {
        const char *content, *head, *why;
    } pages[] = {
        {PICTURE("100 0 0 100 0 0", "/W 8 /H 2", "ab") PICTURE("9 0 0 9 50 50", "/W 8 /H 1", "a"), "P4\n100 100\n",
         "a label stuck on a scan"},
        {PICTURE("40 0 0 40 0 0", "/W 8 /H 2", "ab") PICTURE("9 0 0 9 50 50", "/W 8 /H 1", "a"), "P4\n8 2\n",
         "a line beside a picture"},
        {PICTURE("40 0 0 40 0 0", "/W 8 /H 2", "ab") PICTURE("9 0 0 9 50 50", "/W 8 /H 1", "a")
             PICTURE("9 0 0 9 70 50", "/W 8 /H 1", "a"),
         "P4\n100 100\n", "many lines, each tiny"},
        {PICTURE("9 0 0 9 50 50", "/W 8 /H 1", "a"), NULL, "a dot alone"},
        {PICTURE("100 0 0 100 0 0", "/W 8 /H 2", "ab") PICTURE("9 0 0 9 200 200", "/W 8 /H 1", "a"), "P4\n8 2\n",
         "what stands outside the page shows nothing"},
    };
    for (size_t i = 0; i < TEST_COUNT(pages); i++) {
        got g;
        read_drawn(pages[i].content, &g);
        CHECK_ROW(g.children == (pages[i].head != NULL) && g.outcome.reason == TS_READ, pages[i].why);
        CHECK_ROW(!g.children || ts_span_starts(ts_buf_span(&g.child[0].bytes), ts_str(pages[i].head)), pages[i].why);
        got_done(&g);
    }
}

/* 1 is black in a raw bitmap, and 0 in a PDF. */
TEST(black_stays_black) {
    got g;
    read_drawn(PICTURE("100 0 0 100 0 0", "/W 16 /H 1", "\xf0\x0f"), &g);
    CHECK(g.children == 1 && ts_span_eq(ts_buf_span(&g.child[0].bytes), ts_span_of("P4\n16 1\n\x0f\xf0", 10)));
    got_done(&g);
}
