/* special.c - the kinds of UK GDPR Art 9 and 10: words of terms.def, and the values of fields that ask for them.
 *
 * Ethnicity, religion, orientation and union membership are asked for by forms: "Religion: Catholic", a column of the
 * NHS's ethnic category codes.  Behind a label in text a value counts only if terms.def knows a word of it.
 */
#include "base/lanes.h"
#include "detect/kinds.h"
#include "detect/terms.h"

enum { LONGEST = 60 };

/* NHS Data Dictionary, ETHNIC CATEGORY: 16 codes, and Z for not stated. */
static const struct {
    char code;
    const char *name;
} ethnic[] = {{'A', "white british"},
              {'B', "white irish"},
              {'C', "any other white"},
              {'D', "white and black caribbean"},
              {'E', "white and black african"},
              {'F', "white and asian"},
              {'G', "any other mixed"},
              {'H', "indian"},
              {'J', "pakistani"},
              {'K', "bangladeshi"},
              {'L', "any other asian"},
              {'M', "black caribbean"},
              {'N', "black african"},
              {'P', "any other black"},
              {'R', "chinese"},
              {'S', "any other ethnic group"}};

/* "Not stated", "none": a field that tells nothing. */
static bool tells_nothing(const char *s, size_t n) {
    static const char *const nothing[] = {"unknown",
                                          "not stated",
                                          "not known",
                                          "none",
                                          "none recorded",
                                          "null",
                                          "n/a",
                                          "na",
                                          "nk",
                                          "refused",
                                          "declined",
                                          "not given",
                                          "prefer not to say",
                                          "not disclosed",
                                          "tbc",
                                          "yes",
                                          "no",
                                          "not recorded",
                                          "not specified",
                                          "not declared",
                                          "undeclared",
                                          "undisclosed",
                                          "nil",
                                          "nil known",
                                          "none known",
                                          "no known allergies",
                                          "nkda",
                                          "nka",
                                          "not applicable",
                                          "not asked",
                                          "rather not say",
                                          "not obtained",
                                          "pending",
                                          "true",
                                          "not completed",
                                          "no disability",
                                          "not disabled",
                                          "none declared",
                                          "none disclosed",
                                          "none stated",
                                          "no response",
                                          "no answer"};
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++)
        if (*nothing[i] == *s && strlen(nothing[i]) == n && memcmp(nothing[i], s, n) == 0)
            return true;
    return false;
}

/* Small letters, one blank between words. */
static bool normal(ts_span raw, ts_norm *out) {
    char text[LONGEST];
    size_t n = 0, letters = 0;
    raw = ts_trim(raw);
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (c < ' ' || c == ':' || c == '=' || c == '@' || c == '"' || c == '<' || c == '?' || n == LONGEST)
            return false;
        if (c == ' ' && n > 0 && text[n - 1] == ' ')
            continue;
        letters += ts_is_alpha(c);
        text[n++] = ts_lower(c);
    }
    return letters >= 2 && !tells_nothing(text, n) && ts_norm_set(out, ts_span_of(text, n));
}

/* "Church of England": letters and blanks, and it begins as nothing does that tells nothing: "unknown", "none". */
static ts_usual usual(const char *p, size_t len) {
    static const bool doubtful[32] = {['U' & 31] = true, ['N' & 31] = true, ['R' & 31] = true, ['D' & 31] = true,
                                      ['P' & 31] = true, ['T' & 31] = true, ['Y' & 31] = true};
    uint32_t all = ts_lanes_first(len);
    if (len < 2 || len > TS_LANES || doubtful[*p & 31])
        return TS_USUAL_NO;
    ts_lanes v = ts_lanes_of(p);
    uint32_t letters = ts_lanes_letters(v) & all;
    return (letters | (ts_lanes_are(v, ' ') & all)) == all && (letters & 1) && (letters & (letters - 1)) ? TS_USUAL
                                                                                                         : TS_USUAL_NO;
}

static ts_usual ethnic_usual(const char *p, size_t len) {
    if (len != 1)
        return usual(p, len);
    for (size_t i = 0; i < sizeof ethnic / sizeof ethnic[0]; i++)
        if (*p == ethnic[i].code)
            return TS_USUAL;
    return TS_USUAL_NO;
}

static bool ethnic_normal(ts_span raw, ts_norm *out) {
    raw = ts_trim(raw);
    if (raw.len == 1)
        for (size_t i = 0; i < sizeof ethnic / sizeof ethnic[0]; i++)
            if (ts_upper(raw.ptr[0]) == ethnic[i].code)
                return ts_norm_set(out, ts_str(ethnic[i].name));
    return normal(raw, out);
}

/* To the sign that ends a value; a word of it is one of the kind's. */
static bool find_value(const ts_spot *spot, ts_kind kind, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at, end = at;
    while (end < t.len && end - at <= LONGEST && !memchr(",;:.\n\r\t|(\"<", t.ptr[end], 12) &&
           !(t.ptr[end] == ' ' && end + 1 < t.len && t.ptr[end + 1] == ' '))
        end++;
    while (end > at && t.ptr[end - 1] == ' ')
        end--;
    bool coded = kind == TS_KIND_ETHNICITY && end == at + 1 && ts_is_upper(t.ptr[at]), known = coded;
    for (size_t i = at; i < end && !known; i++) {
        ts_kind of;
        bool sure;
        ts_span term;
        if ((i == at || !ts_is_alnum(t.ptr[i - 1])) && ts_terms_at(t, i, &of, &sure, &term))
            known = of == kind;
    }
    *out = (ts_found){.start = (uint32_t)at, .end = (uint32_t)end, .valid = true};
    return known;
}

#define FIND(id) \
    static bool find_##id(const ts_spot *spot, ts_found *out) { return find_value(spot, TS_KIND_##id, out); }
FIND(ETHNICITY)
FIND(RELIGION)
FIND(ORIENTATION)
FIND(TRADE_UNION)

static const char *const no_words[] = {NULL};
static const char *const ethnic_labels[] = {
    "ethnicity", "ethnic group", "ethnic category", "ethnic origin", "ethnic background", "ethnic", NULL};
static const char *const ethnic_headers[] = {"ethnicity",          "ethnicgroup",  "ethniccategory",
                                             "ethniccategorycode", "ethnicorigin", "ethniccode",
                                             "ethnicgroupcode",    "ethnos",       NULL};
static const char *const religion_labels[] = {"religion",           "religious affiliation", "faith",
                                              "religion or belief", "denomination",          NULL};
static const char *const religion_headers[] = {
    "religion", "religioncode", "religiousaffiliation", "religiousorotherbeliefsystem", "religionorbelief", NULL};
static const char *const orientation_labels[] = {"sexual orientation", "sexuality", NULL};
static const char *const orientation_headers[] = {"sexualorientation", "personstatedsexualorientation", "sexuality",
                                                  NULL};
static const char *const union_labels[] = {
    "trade union", "trade union membership", "union membership", "union member", "union", NULL};
static const char *const union_headers[] = {"tradeunion", "tradeunionmembership", "unionmembership",
                                            "unionname",  "tradeunionname",       NULL};

#define WORDS(id, what, of, says, law)       \
    const ts_detector ts_detector_##what = { \
        .kind = TS_KIND_##id,                \
        .name = #what,                       \
        .summary = says,                     \
        .source = law,                       \
        .version = 1,                        \
        .anchor = {TS_ANCHOR_NONE, ""},      \
        .labels = no_words,                  \
        .headers = no_words,                 \
        .normal = of,                        \
        .plain = 60,                         \
        .labelled = 85,                      \
        .column = 85,                        \
    };

#define FIELD(id, what, words, of, first_sight, says, law) \
    const ts_detector ts_detector_##what = {               \
        .kind = TS_KIND_##id,                              \
        .name = #what,                                     \
        .summary = says,                                   \
        .source = law,                                     \
        .version = 1,                                      \
        .anchor = {TS_ANCHOR_NONE, ""},                    \
        .own_find = true,                                  \
        .labels = words##_labels,                          \
        .headers = words##_headers,                        \
        .find = find_##id,                                 \
        .normal = of,                                      \
        .usual = first_sight,                              \
        .plain = 60,                                       \
        .labelled = 93,                                    \
        .column = 95,                                      \
    };

WORDS(HEALTH_TERM, health_term, normal, "words of illness, tests and treatment", "UK GDPR Art 9, Art 4(15)")
WORDS(MENTAL_HEALTH, mental_health, normal, "words of mental health", "UK GDPR Art 9, Art 4(15)")
WORDS(SEXUAL_HEALTH, sexual_health, normal, "words of sexual health", "UK GDPR Art 9 (health, sex life)")
WORDS(PREGNANCY, pregnancy, normal, "words of pregnancy, birth and fertility", "UK GDPR Art 9, Art 4(15)")
WORDS(SAFEGUARDING, safeguarding, normal, "words of child and adult protection",
      "Data Protection Act 2018 Sch 1 para 18")
WORDS(BIOMETRIC, biometric, normal, "words of fingerprints, faces and DNA", "UK GDPR Art 9, Art 4(13) and (14)")
WORDS(CRIMINAL, criminal, normal, "words of offences and convictions",
      "UK GDPR Art 10; Data Protection Act 2018 s 11(2)")
FIELD(ETHNICITY, ethnicity, ethnic, ethnic_normal, ethnic_usual, "ethnic origin",
      "UK GDPR Art 9; NHS Data Dictionary, ETHNIC CATEGORY")
FIELD(RELIGION, religion, religion, normal, usual, "religion or belief",
      "UK GDPR Art 9; NHS Data Dictionary, RELIGIOUS OR OTHER BELIEF SYSTEM")
FIELD(ORIENTATION, orientation, orientation, normal, usual, "sexual orientation",
      "UK GDPR Art 9; NHS Data Dictionary, SEXUAL ORIENTATION")
FIELD(TRADE_UNION, trade_union, union, normal, usual, "trade union membership", "UK GDPR Art 9")
