/* sketch_test.c - near copies have nearly the same sketch, other texts have not. */
#include "text/sketch.h"

#include <stdio.h>

#include "base/mem.h"
#include "support/test.h"

static uint64_t seed;
static unsigned dice(unsigned n) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(seed >> 33) % n;
}

/* n words of a language of so many; each `other`-th is one more language's. */
static void words(ts_buf *out, uint64_t of, size_t n, unsigned other) {
    seed = of;
    for (size_t i = 0; i < n; i++) {
        unsigned w = dice(5000);
        ts_buf_addf(out, "%sw%u", i % 12 == 11 ? ".\n" : " ", other && i % other == other / 2 ? w + 5000 : w);
    }
}

static unsigned apart(const ts_buf *a, const ts_buf *b) {
    ts_sketcher s;
    uint64_t x[2], y[2];
    ts_sketch_begin(&s);
    ts_sketch_add(&s, ts_buf_span(a));
    CHECK(ts_sketch_end(&s, x));
    ts_sketch_begin(&s);
    for (size_t at = 0; at < b->len;) { /* in pieces, cut between words */
        const char *end = memchr(b->ptr + at, '\n', b->len - at);
        size_t next = end ? (size_t)(end + 1 - b->ptr) : b->len;
        ts_sketch_add(&s, ts_slice(ts_buf_span(b), at, next - at));
        at = next;
    }
    CHECK(ts_sketch_end(&s, y));
    return ts_sketch_distance(x, y);
}

TEST(near_copies_are_near_and_others_far) {
    static const size_t lengths[] = {60, 200, 2000, 20000};
    for (size_t k = 0; k < TEST_COUNT(lengths); k++)
        for (uint64_t of = 1; of <= 20; of++) {
            TS_AUTO(ts_buf, ts_buf_done) text = {0}, same = {0}, edited = {0}, other = {0};
            words(&text, of, lengths[k], 0);
            words(&same, of, lengths[k], 0);
            for (size_t i = 0; i < same.len; i++) /* capitals and blanks are no difference */
                same.ptr[i] = same.ptr[i] == ' ' ? '\t' : same.ptr[i] == 'w' ? 'W' : same.ptr[i];
            words(&edited, of, lengths[k], 150); /* a word in 150: J is 0.96 */
            words(&other, of + 1000, lengths[k], 0);
            CHECK(apart(&text, &same) == 0);
            CHECK_ROW(lengths[k] < 200 || apart(&text, &edited) <= 10, "edited");
            CHECK_ROW(apart(&text, &other) > 36, "another");
        }
}

TEST(a_text_of_few_words_has_no_sketch) {
    ts_sketcher s;
    uint64_t x[2];
    ts_sketch_begin(&s);
    ts_sketch_add(&s, ts_str("Please find the report attached. Kind regards, the records team."));
    CHECK(!ts_sketch_end(&s, x) && x[0] == 0 && x[1] == 0);
}

/* The runs of three words as they are defined, byte by byte. */
static void plainly(ts_sketcher *s, ts_span text) {
    uint64_t word = 0;
    for (size_t i = 0; i <= text.len; i++) {
        unsigned c = i < text.len ? (unsigned char)text.ptr[i] : ' ';
        if (c >= 0x80 || ts_is_alnum((char)c)) {
            word = (word ^ (c | 0x20)) * UINT64_C(0x9E3779B97F4A7C15) + 1;
            continue;
        }
        if (word && ++s->words > 2) {
            uint64_t h = word + 3 * s->before[1] + 7 * s->before[0];
            h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
            h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
            h ^= h >> 33;
            if (h < s->least[h % TS_SKETCH_BINS])
                s->least[h % TS_SKETCH_BINS] = h;
        }
        if (word) {
            s->before[0] = s->before[1];
            s->before[1] = word;
        }
        word = 0;
    }
}

/* Sketches stand in cases: whatever makes them faster must make the same. */
TEST(words_are_found_wherever_they_begin_and_end) {
    for (uint64_t of = 1; of <= 3000; of++) {
        seed = of;
        size_t len = dice(300), longest = 1 + dice(of % 10 == 0 ? 90 : 12);
        TS_AUTO(ts_buf, ts_buf_done) text = {0}; /* of its very length: nothing is read behind it */
        ts_buf_reserve(&text, len + 1);
        while (text.len < len) {
            for (size_t n = dice((unsigned)longest + 1); n > 0 && text.len < len; n--)
                ts_buf_add_char(&text, "aZ09z5\xC3\xA9\xFF"[dice(9)]);
            if (text.len < len)
                ts_buf_add_char(&text, " ,\n.\0@[`{/:"[dice(11)]);
        }
        char *exact = ts_alloc_array(len + 1, 1);
        memcpy(exact + 1, text.ptr, len);
        ts_sketcher a, b;
        ts_sketch_begin(&a);
        ts_sketch_begin(&b);
        ts_sketch_add(&a, ts_span_of(exact + 1, len));
        plainly(&b, ts_span_of(exact + 1, len));
        CHECK(a.words == b.words && memcmp(a.least, b.least, sizeof a.least) == 0 &&
              memcmp(a.before, b.before, sizeof a.before) == 0);
        ts_free(exact);
    }
}
