/* word_says_test.c - what was said of a word is remembered for no other. */
#include "detect/word_says.h"

#include "support/test.h"

enum { WORDS = 26 * 26 * 26 };
static ts_word_memo memo;

static ts_span word_of(char room[TS_LANES_ROOM], unsigned i) {
    static const char *const known[] = {"SMITH", "Priya",    "ward",       "Dear",    "hill",      "Mrs",
                                        "said",  "Syndrome", "colleagues", "O'Brien", "Zo\xC3\xAB"};
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
        uint32_t says = ts_word_says(&memo, ts_span_of(room, sizeof room), w), all = TS_SAYS_NAME;
        for (size_t k = 0; k < w.len; k++)
            all = ts_is_alpha(w.ptr[k]) ? all : 0;
        wrong += says != ts_word_says_of(w) || (all && says != ts_word_says_roomy(&memo, w.ptr, w.len));
        names += (says & TS_SAYS_NAME) != 0;
    }
    CHECK(wrong == 0);
    CHECK(names > WORDS / 4);
}

TEST(words_of_other_letters_are_remembered_as_they_are_written) {
    static const char *const words[] = {"Ann\xC4\x9B", "Ann\xC4\xBB", "Ann\xC4\x9B", "ann\xC4\xBB"};
    for (size_t i = 0; i < TEST_COUNT(words); i++) { /* the two differ in the bit of small letters */
        char room[TS_LANES_ROOM] = {0};
        ts_span w = {room, strlen(words[i])};
        memcpy(room, words[i], w.len);
        CHECK_ROW(ts_word_says(&memo, ts_span_of(room, sizeof room), w) == ts_word_says_of(w), words[i]);
    }
    CHECK(ts_word_says_of(ts_str(words[0])) != ts_word_says_of(ts_str(words[1])));
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

TEST(what_a_word_does_beside_a_name_makes_it_no_known_word) {
    static const struct {
        const char *word;
        uint32_t does;
    } rows[] = {{"ABU", TS_DOES_PARTICLE},
                {"Kaur", TS_DOES_MIDDLE},
                {"june", TS_DOES_MONTH},
                {"Insp", TS_DOES_POST},
                {"countersigned", TS_DOES_SIGN},
                {"spoke", TS_DOES_SPEAK},
                {"xqzzt", 0},
                {"Zo\xC3\xAB", 0}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char room[TS_LANES_ROOM] = {0};
        ts_span w = {room, strlen(rows[i].word)};
        memcpy(room, rows[i].word, w.len);
        CHECK_ROW((ts_word_known(&memo, ts_span_of(room, sizeof room), w) & TS_DOES) == rows[i].does, rows[i].word);
        CHECK_ROW((ts_word_says(&memo, ts_span_of(room, sizeof room), w) & TS_DOES) == 0, rows[i].word);
    }
}
