/* multiscan_test.c - what patterns fit, against the C library's; what is refused; many at once. */
#include "detect/multiscan.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "support/test.h"

typedef struct told {
    size_t n;
    char text[2000];
    size_t len;
} told;

static void tell(void *context, unsigned id, size_t start, size_t end) {
    told *t = context;
    t->n++;
    if (t->len < sizeof t->text - 40)
        t->len += (size_t)snprintf(t->text + t->len, sizeof t->text - t->len, "%s%u:%zu-%zu", t->len ? " " : "", id,
                                   start, end);
}

static const char *fits(const char *pattern, bool any_case, ts_span text) {
    static told t;
    size_t bad;
    ts_multiscan *m = NULL;
    const ts_pattern p = {pattern, 7, any_case};
    t = (told){.n = 0};
    if (ts_multiscan_new(&p, 1, &bad, &m) != TS_OK)
        return ts_error_text();
    ts_multiscan_run(m, text, tell, &t);
    told first = t; /* states that are known already tell the same */
    t = (told){.n = 0};
    ts_multiscan_run(m, text, tell, &t);
    CHECK_ROW(strcmp(first.text, t.text) == 0, pattern);
    ts_multiscan_free(m);
    return t.text;
}

TEST(patterns_fit_whole_words) {
    static const struct {
        const char *pattern, *text, *at;
    } rows[] = {
        {"abc", "abc", "7:0-3"},
        {"abc", "abcd xabc abc", "7:10-13"},
        {"abc", "_abc abc_ abc1", ""},
        {"a|bc", "a bc abc", "7:0-1 7:2-4"},
        {"ab?c", "ac abc abbc", "7:0-2 7:3-6"},
        {"ab*c", "ac abbbc", "7:0-2 7:3-8"},
        {"ab+c", "ac abbbc", "7:3-8"},
        {"a{3}", "aa aaa aaaa", "7:3-6"},
        {"a{2,}", "a aa aaaaa", "7:2-4 7:5-10"},
        {"a{2,3}", "a aa aaa aaaa", "7:2-4 7:5-8"},
        {"a{0,2}b", "b ab aab aaab", "7:0-1 7:2-4 7:5-8"},
        {"(ab|c){2}", "abab abc cc ab", "7:0-4 7:5-8 7:9-11"},
        {"(?:ab)+", "ab abab aba", "7:0-2 7:3-7"},
        {"(a|ab)(c|bcd)", "abcd ac", "7:0-4 7:5-7"}, /* the longest, whichever comes first */
        {"\\d{2}-\\d{2}", "12-34 1-23 12-345", "7:0-5"},
        {"\\d+", "12 a3 4b 56", "7:0-2 7:9-11"},
        {"[A-C]x[^0-9]", "Axb Dxb Cx1 Bx-", "7:0-3 7:12-15"},
        {"[]a-]+", "]a- b", "7:0-3 7:1-3 7:2-3"}, /* from each begin where no word goes on */
        {"[\\d.]+", "1.5 a", "7:0-3 7:1-3 7:2-3"},
        {"\\w+@\\w+", "me@you", "7:0-6"},
        {"#\\d", "a#1 #2", "7:1-3 7:4-6"}, /* a sign joins on to any word */
        {"\\S+", "ab-c", "7:0-4 7:2-4 7:3-4"},
        {"\\D", "a 1", "7:0-1 7:1-2"},
        {"\\x41\\.\\\\\\t", "A.\\\t", "7:0-4"},
        {"^ab$", "ab\nab c\nab", "7:0-2 7:8-10"},
        {"^ab$", "ab\r\n", "7:0-2"},
        {"\\bab\\b", "ab-cab", "7:0-2"},
        {"-\\Ba", "-a", ""},
        {"-\\B-", "--", "7:0-2"},
        {"-\\b-", "--", ""},
        {"a.c", "abc a\nc a c", "7:0-3 7:8-11"},
        {"a.c",
         "a\xC3\xA9"
         "c a\xE2\x82\xAC"
         "c a\xF0\x9F\x98\x80"
         "c",
         "7:0-4 7:5-10 7:11-17"},
        {"a[^x]c",
         "a\xC3\xA9"
         "c axc",
         "7:0-4"},
        {"a[\xC3\xA9x]c",
         "a\xC3\xA9"
         "c axc ayc",
         "7:0-4 7:5-8"},
        {"\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9", "7:0-5"},
        {"a", "", ""},
        {"", "a", "it fits where nothing is: it must want at least one character"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const char *at = fits(rows[i].pattern, false, ts_str(rows[i].text));
        char row[200];
        snprintf(row, sizeof row, "%s in %s: %s", rows[i].pattern, rows[i].text, at);
        CHECK_ROW(strcmp(at, rows[i].at) == 0, row);
    }
    CHECK(strcmp(fits("aB[c-d]1", true, ts_str("ABC1 abd1 Abe1")), "7:0-4 7:5-9") == 0);
    CHECK(strcmp(fits("aB[c-d]1", false, ts_str("ABC1 aBd1")), "7:5-9") == 0);
}

TEST(what_cannot_be_is_said) {
    static const char *const rows[][2] = {
        {"x*", "at least one character"},
        {"a|", "at least one character"},
        {"^", "at least one character"},
        {"(a?){3}", "at least one character"},
        {"\\b", "at least one character"},
        {"[", "a class wants its ]"},
        {"[]", "a class wants its ]"},
        {"[a", "a class wants its ]"},
        {"(", "a group wants its )"},
        {")", "a ) closes nothing"},
        {"a)", "a ) closes nothing"},
        {"*a", "* repeats nothing"},
        {"a|+", "+ repeats nothing"},
        {"{2}", "{ repeats nothing"},
        {"a**", "a repeat of a repeat"},
        {"a+?", "lazy"},
        {"a{2}?", "lazy"},
        {"a{", "repeats are {3}"},
        {"a{x}", "repeats are {3}"},
        {"a{,3}", "repeats are {3}"},
        {"a{3,2}", "more at least than at most"},
        {"a{0}", "repeats of none"},
        {"a{1001}", "more than 1000 repeats"},
        {"a{99999999999999999999}", "more than 1000 repeats"},
        {"(a)\\1", "references (\\1)"},
        {"(?=a)b", "looking around"},
        {"(?<!a)b", "looking around"},
        {"(?i)a", "any_case = true"},
        {"\\p{L}", "there is no \\p here"},
        {"a\\", "there is no \\? here"},
        {"\\x9", "there is no \\x here"},
        {"\\xff", "\\x is of ASCII"},
        {"[b-a]", "its first character before its last"},
        {"[[:alpha:]]", "there is no [: in a class"},
        {"[\xC3\xA9-\xC3\xAA]", "no ranges"},
        {"[^\xC3\xA9]", "is of ASCII characters"},
        {"[^\\D]", "is of ASCII characters"},
        {"[a-\xC3\xA9]", "a range in a class is of ASCII"},
        {"(a{1000}){1000}", "too large"},
        {"((((a{90}){90}){90}){90}){90}", "too large"},
        {"(){1000}b", ""},
        {"((((){900}){900}){900}){900}a", "too large"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const char *said = fits(rows[i][0], false, ts_str("zzz"));
        char row[300];
        snprintf(row, sizeof row, "%s: %s", rows[i][0], said);
        CHECK_ROW(rows[i][1][0] ? strstr(said, rows[i][1]) != NULL : said[0] == 0, row);
    }
    char deep[300] = "";
    for (int i = 0; i < 41; i++)
        strcat(deep, "(");
    CHECK(strstr(fits(deep, false, ts_str("a")), "more than 40 groups") != NULL);
}

/* The C library's matcher is another's work: at each begin the longest match that ends a word. */
static size_t longest_of(const regex_t *r, const char *text, size_t from, size_t len) {
    char copy[64];
    for (size_t end = len; end > from; end--) {
        regmatch_t m[1];
        memcpy(copy, text + from, end - from);
        copy[end - from] = 0;
        bool goes_on = end < len && ts_is_alnum(text[end]) && ts_is_alnum(text[end - 1]);
        if (!goes_on && regexec(r, copy, 1, m, 0) == 0 && m[0].rm_so == 0 && (size_t)m[0].rm_eo == end - from)
            return end;
    }
    return 0;
}

static unsigned draw(uint64_t *seed, unsigned n) {
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (unsigned)(*seed >> 33) % n;
}

static void draw_pattern(uint64_t *seed, char *out, int depth) {
    static const char *const atom[] = {"a", "b", "[ab]", "[^a]", ".", "-", "c"}, *const times[] = {
                                                                                     "",  "",    "",      "*",    "+",
                                                                                     "?", "{2}", "{1,3}", "{0,2}"};
    int n = 1 + (int)draw(seed, 3);
    for (int i = 0; i < n && strlen(out) < 60; i++) {
        bool group = depth < 3 && draw(seed, 4) == 0;
        if (group) {
            strcat(out, "(");
            draw_pattern(seed, out, depth + 1);
            strcat(out, draw(seed, 2) ? "|b" : "");
            strcat(out, ")");
        } else {
            strcat(out, atom[draw(seed, 7)]);
        }
        strcat(out, times[draw(seed, 9)]);
    }
}

TEST(drawn_patterns_fit_as_another_matcher_says) {
    uint64_t seed = 20;
    size_t compared = 0;
    for (int i = 0; i < 3000; i++) {
        char pattern[200] = "", whole[220], text[24], want[600] = "";
        draw_pattern(&seed, pattern, 0);
        size_t len = draw(&seed, 16), bad, n = 0;
        for (size_t k = 0; k < len; k++)
            text[k] = "aabbc- "[draw(&seed, 7)];
        text[len] = 0;
        regex_t r;
        snprintf(whole, sizeof whole, "^(%s)$", pattern);
        const ts_pattern p = {pattern, 7, false};
        ts_multiscan *m;
        if (ts_multiscan_new(&p, 1, &bad, &m) != TS_OK)
            continue; /* it fits nothing */
        ts_multiscan_free(m);
        CHECK_ROW(regcomp(&r, whole, REG_EXTENDED) == 0, pattern);
        for (size_t k = 0; k < len; k++) {
            bool goes_on = k > 0 && ts_is_alnum(text[k - 1]) && ts_is_alnum(text[k]);
            size_t end = goes_on ? 0 : longest_of(&r, text, k, len);
            if (end)
                n += (size_t)snprintf(want + n, sizeof want - n, "%s7:%zu-%zu", n ? " " : "", k, end);
        }
        regfree(&r);
        const char *got = fits(pattern, false, ts_str(text));
        char row[900];
        snprintf(row, sizeof row, "%s in \"%s\": %s, not %s", pattern, text, got, want);
        CHECK_ROW(strcmp(got, want) == 0, row);
        compared++;
    }
    CHECK(compared > 1000);
}

/* Many at once, and more states than are kept. */
TEST(many_patterns_at_once) {
    enum { MANY = 30000 };
    static char text[MANY][16];
    static ts_pattern p[MANY];
    for (unsigned i = 0; i < MANY; i++) {
        snprintf(text[i], sizeof text[i], "K%05u[a-f]+", i);
        p[i] = (ts_pattern){text[i], i % 200, false};
    }
    size_t bad;
    ts_multiscan *m;
    CHECK(ts_multiscan_new(p, MANY, &bad, &m) == TS_OK);
    ts_buf b = {0};
    for (unsigned i = 0; i < MANY; i++)
        ts_buf_addf(&b, "K%05uabcdef K%05uz ", i, i);
    told t = {.n = 0};
    ts_multiscan_run(m, ts_buf_span(&b), tell, &t);
    CHECK(t.n == MANY);
    ts_multiscan_free(m);
    p[MANY - 1].text = "(";
    CHECK(ts_multiscan_new(p, MANY, &bad, &m) == TS_EUSAGE && bad == MANY - 1);
    ts_buf_done(&b);
    /* two patterns of one begin, and two of one id */
    const ts_pattern two[] = {{"ab", 3, false}, {"ab+", 1, false}, {"a", 3, false}};
    CHECK(ts_multiscan_new(two, 3, &bad, &m) == TS_OK);
    t = (told){.n = 0};
    ts_multiscan_run(m, ts_str("abb ab a"), tell, &t);
    CHECK_ROW(strcmp(t.text, "1:0-3 1:4-6 3:4-6 3:7-8") == 0, t.text);
    ts_multiscan_free(m);
}

/* No match is longer than is said, wherever it ends. */
TEST(a_match_has_an_end) {
    char text[200];
    memset(text, 'a', sizeof text);
    for (size_t n = TS_MULTISCAN_LONGEST - 1; n < TS_MULTISCAN_LONGEST + 2; n++) {
        char want[20] = "";
        if (n <= TS_MULTISCAN_LONGEST)
            snprintf(want, sizeof want, "7:0-%zu", n);
        CHECK(strcmp(fits("a+", false, ts_span_of(text, n)), want) == 0);
    }
}
