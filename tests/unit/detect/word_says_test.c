/* word_says_test.c - what was said of a word is remembered for no other. */
#include "detect/word_says.h"

#include "support/test.h"

enum { WORDS = 26 * 26 * 26 };
static ts_word_memo memo;

static ts_span word_of(char room[TS_LANES_ROOM], unsigned i) {
    static const char *const known[] = {"SMITH", "Priya", "ward",     "Dear",      "hill",
                                        "Mrs",   "said",  "Syndrome", "colleagues"};
    memset(room, '#', TS_LANES_ROOM);
    if (i < WORDS) {
        const char letters[] = {(char)('A' + i / 676), (char)('a' + i / 26 % 26), (char)('a' + i % 26)};
        memcpy(room, letters, sizeof letters);
        return ts_span_of(room, sizeof letters);
    }
    const char *w = known[i % TEST_COUNT(known)];
    memcpy(room, w, strlen(w));
    return ts_span_of(room, strlen(w));
}

TEST(remembered_words_say_what_they_said_at_first) {
    char room[TS_LANES_ROOM];
    unsigned wrong = 0, names = 0;
    for (unsigned i = 0; i < 2 * WORDS; i++) {
        ts_span w = word_of(room, i * 7919 % (2 * WORDS));
        uint32_t says = ts_word_says_roomy(&memo, w.ptr, w.len);
        wrong += says != ts_word_says_of(w) || says != ts_word_says(&memo, ts_span_of(room, sizeof room), w);
        names += (says & TS_SAYS_NAME) != 0;
    }
    CHECK(wrong == 0);
    CHECK(names > WORDS / 4);
}

TEST(each_list_is_asked) {
    static const struct {
        const char *word;
        uint32_t says;
    } rows[] = {{"smith", TS_WORD_SURNAME},   {"PRIYA", TS_WORD_FORENAME},     {"ward", TS_SAYS_OFFICE},
                {"dob", TS_SAYS_STOP},        {"Road", TS_SAYS_PLACE},         {"Cottage", TS_SAYS_PLACE},
                {"Syndrome", TS_SAYS_THING},  {"daughter", TS_SAYS_BEFORE},    {"rang", TS_SAYS_AFTER},
                {"Hello", TS_SAYS_GREETING},  {"Sirs", TS_SAYS_NOBODY},        {"Mrs", TS_SAYS_TITLE},
                {"O'Brien", TS_WORD_SURNAME}, {"Smith-Jones", TS_WORD_SURNAME}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW((ts_word_says_of(ts_str(rows[i].word)) & rows[i].says) != 0, rows[i].word);
    CHECK(ts_word_says_of(ts_str("xqzzt")) == 0);
}
