/* snomed.c - finds SNOMED CT identifiers, which those of dm+d are too: 6 to 18 digits, the last a Verhoeff check.
 *
 * The two digits before the check say what is identified: 00 and 10 a concept, 01 and 11 a description, 02 and 12 a relation;
 * from 10 on, seven digits of a namespace stand before them.  In text an id stands behind a label or before its term between
 * bars: 195967001 |Asthma|.  A column is told by its values: one random number in four hundred has all of this.
 */
#include "detect/code.h"
#include "detect/kinds.h"

enum { SHORTEST = 6, LONGEST = 18, NAMESPACED = 11, WITH_TERM = 90 };
static const char *const labels[] = {"snomed ct", "snomed",       "snomed code", "snomed ct code", "snomed id",
                                     "sctid",     "snomed ct id", "dmd code",    "dmd id",         NULL};
static const char *const headers[] = {"snomed",
                                      "snomedct",
                                      "snomedcode",
                                      "snomedctcode",
                                      "snomedid",
                                      "snomedctid",
                                      "sctid",
                                      "dmd",
                                      "dmdcode",
                                      "dmdid",
                                      "vpid",
                                      "vmpid",
                                      "ampid",
                                      "snomedconceptid",
                                      "snomeddescriptionid",
                                      "snomedctconceptid",
                                      "snomeddiagnosis",
                                      "snomedprocedure",
                                      NULL};

/* SNOMED CT Editorial Guide, SCTID: Verhoeff's scheme, the dihedral group of ten and a permutation by place. */
static bool check_fits(const char *digit, size_t n) {
    static const uint8_t turn[8][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
                                        {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
                                        {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
                                        {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};
    unsigned c = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned d = turn[i % 8][digit[n - 1 - i] - '0']; /* rotations 0 to 4, reflections 5 to 9 */
        c = c < 5 ? (d < 5 ? (c + d) % 5 : 5 + (c + d) % 5) : d < 5 ? 5 + (c - d) % 5 : (c - d + 5) % 5;
    }
    return c == 0;
}

static bool fits(const char *digit, size_t n) {
    if (n < SHORTEST || n > LONGEST || digit[0] == '0' || digit[n - 3] > '1' || digit[n - 2] > '2')
        return false;
    return (digit[n - 3] == '0' || n >= NAMESPACED) && check_fits(digit, n);
}

static size_t digits_of(ts_span t, size_t at) {
    size_t n = 0;
    while (at + n < t.len && n <= LONGEST && ts_is_digit(t.ptr[at + n]))
        n++;
    return n;
}

static bool loose(ts_span raw, ts_norm *out) {
    raw = ts_trim(raw);
    size_t n = digits_of(raw, 0);
    return n >= SHORTEST && n <= LONGEST && n == raw.len && raw.ptr[0] != '0' && ts_norm_set(out, raw);
}

static bool normal(ts_span raw, ts_norm *out) {
    raw = ts_trim(raw);
    return digits_of(raw, 0) == raw.len && fits(raw.ptr, raw.len) && ts_norm_set(out, raw);
}

/* "22298006 |Myocardial infarction|" */
static bool bare(const ts_spot *spot) {
    size_t end = spot->at + digits_of(spot->text, spot->at);
    end += end < spot->text.len && spot->text.ptr[end] == ' ';
    return end < spot->text.len && spot->text.ptr[end] == '|';
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t n = digits_of(t, spot->at), end = spot->at + n;
    if (n < SHORTEST || n > LONGEST || !ts_code_alone(t, spot->at, end))
        return false;
    *out = (ts_found){.start = spot->at, .end = (uint32_t)end, .valid = fits(t.ptr + spot->at, n)};
    size_t bar = end + (end < t.len && t.ptr[end] == ' ');
    size_t term = bar + 1 + (bar + 1 < t.len && t.ptr[bar + 1] == ' ');
    if (bar < t.len && t.ptr[bar] == '|' && term < t.len && ts_is_alpha(t.ptr[term]))
        out->confidence = WITH_TERM;
    return !out->valid || ts_norm_set(&out->norm, ts_slice(t, spot->at, n));
}

const ts_detector ts_detector_snomed = {
    .kind = TS_KIND_SNOMED,
    .name = "snomed",
    .summary = "SNOMED CT or dm+d identifier",
    .source = "SNOMED International, Release File Specification, SCTID; NHS dm+d",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "6|7|8|9|10|11|12|13|14|15|16|17|18"},
    .own_find = true,
    .telling = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .bare = bare,
    .normal = normal,
    .loose = loose,
    .plain = WITH_TERM,
    .labelled = 96,
    .column = 96,
};
