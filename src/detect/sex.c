/* sex.c - sex or gender by column or label: letters, words, and the codes of the NHS Data Dictionary. */
#include "detect/kinds.h"

static const char *const labels[] = {"sex", "gender", "m f", NULL};
static const char *const headers[] = {"sex",
                                      "gender",
                                      "sexcode",
                                      "gendercode",
                                      "patientsex",
                                      "personsex",
                                      "phenotypicsex",
                                      "genderid",
                                      "persongendercode",
                                      "administrativegender",
                                      "admingender",
                                      "geschlecht",
                                      "gesch",
                                      "sexatbirth",
                                      "patgender",
                                      "legalsex",
                                      NULL};

static const struct {
    const char *written;
    char normal;
} forms[] = {{"m", 'M'},
             {"f", 'F'},
             {"x", 'X'},
             {"male", 'M'},
             {"female", 'F'},
             {"1", 'M'},
             {"2", 'F'},
             {"9", 'X'},
             {"man", 'M'},
             {"woman", 'F'},
             {"boy", 'M'},
             {"girl", 'F'},
             {"indeterminate", 'X'},
             {"other", 'X'},
             {"nonbinary", 'X'},
             {"h", 'M'}, /* homme, hombre */
             {"w", 'F'}, /* weiblich */
             {"k", 'F'}, /* kobieta */
             {"homme", 'M'},
             {"femme", 'F'},
             {"hombre", 'M'},
             {"mujer", 'F'},
             {"maennlich", 'M'},
             {"m\xC3\xA4nnlich", 'M'},
             {"weiblich", 'F'},
             {"m\xC4\x99\xC5\xBC"
              "czyzna",
              'M'},
             {"kobieta", 'F'},
             {"gwryw", 'M'},
             {"benyw", 'F'},
             {"fireann", 'M'},
             {"baineann", 'F'},
             {"maschio", 'M'},
             {"femmina", 'F'}};

static bool normal(ts_span raw, ts_norm *out) {
    raw = ts_trim(raw);
    char first = raw.len ? ts_lower(raw.ptr[0]) : 0;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (*forms[i].written == first && ts_span_eq_nocase(raw, ts_str(forms[i].written)))
            return ts_norm_set(out, ts_span_of(&forms[i].normal, 1));
    return false;
}

static ts_usual usual(const char *p, size_t len) {
    if (len == 1)
        return *p == 'M' || *p == 'F' ? TS_USUAL : TS_USUAL_NO;
    const char *word = len == 4 ? "male" : len == 6 ? "female" : NULL;
    return word && ts_span_eq_nocase(ts_span_of(p, len), ts_span_of(word, len)) ? TS_USUAL : TS_USUAL_NO;
}

const ts_detector ts_detector_sex = {
    .kind = TS_KIND_SEX,
    .name = "sex",
    .summary = "sex or gender",
    .source = "NHS Data Model and Dictionary, PERSON GENDER CODE (1, 2, 9)",
    .version = 1,
    .anchor = {TS_ANCHOR_NONE, NULL},
    .labels = labels,
    .headers = headers,
    .normal = normal,
    .usual = usual,
    .plain = 30,
    .labelled = 91,
    .column = 90,
};
