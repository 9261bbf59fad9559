/* clinical_line_test.c - what is remembered of a line is what a look at all of it says, wherever it is cut. */
#include "detect/clinical_line.h"

#include <stdio.h>

#include "detect/context.h"
#include "support/test.h"

static uint64_t seed = 5;
static unsigned dice(unsigned n) { /* xorshift64: Marsaglia, "Xorshift RNGs" */
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed >> 32) % n;
}

static bool begins(ts_span s, size_t at, const char *word) {
    return ts_span_starts_nocase(ts_slice(s, at, SIZE_MAX), ts_str(word));
}

/* From the end on, byte by byte. */
static char spoken_of(ts_span line) {
    for (size_t i = line.len; i-- > 0;) {
        if (i > 0 && ts_is_alpha(line.ptr[i - 1]))
            continue;
        if (begins(line, i, "icd") || begins(line, i, "diagnosis") || begins(line, i, "diagnoses") ||
            begins(line, i, "diagnosed"))
            return 'd';
        if (begins(line, i, "opcs") || begins(line, i, "procedure:") || begins(line, i, "operation:"))
            return 'p';
    }
    return 0;
}

static size_t write_text(char *to, size_t room) {
    static const char *const words[] = {"ICD-10",    "diagnosis",  "diagnosed",
                                        "opcs",      "Procedure:", "operation:",
                                        "operation", "icy",        "of",
                                        "pod",       "ward",       "blood",
                                        "asthma",    "gp",         "scan",
                                        "echo",      "x-ray",      "bloodstains",
                                        "toward",    "J45.9",      "12",
                                        "\n",        ",",          "xicd",
                                        "an",        "the",        "abcdefghijklmnopqrstuvwxyz"};
    size_t n = 0;
    while (n + 32 < room) {
        n += (size_t)sprintf(to + n, "%s", words[dice(TEST_COUNT(words))]);
        if (dice(8))
            to[n++] = ' ';
    }
    return n;
}

TEST(what_was_read_before_changes_no_answer) {
    char text[1200];
    for (unsigned round = 0; round < 300; round++) {
        ts_span s = {text, write_text(text, sizeof text)};
        ts_clinical_line line = {0};
        unsigned most = 4 + dice(60);
        for (size_t at = 0; at < s.len; at += dice(9)) {
            unsigned wide = dice(6) ? most : 14; /* codes without a dot look around less */
            size_t from = at > wide ? at - wide : 0, to = at + wide < s.len ? at + wide : s.len;
            if (dice(40) == 0) { /* back to an earlier place */
                at = from;
                from = at > wide ? at - wide : 0;
            }
            CHECK_ROW(ts_clinical_spoken(&line, s, from, at) == spoken_of(ts_slice(s, from, at - from)), text);
            if (wide == most)
                CHECK_ROW(ts_clinical_health(&line, s, from, to) == ts_speaks_of_health(ts_slice(s, from, to - from)),
                          text);
        }
    }
}
