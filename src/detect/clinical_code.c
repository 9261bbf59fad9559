/* clinical_code.c - finds ICD-10 codes of diagnoses and OPCS-4 codes of procedures: J45.9, I10X, A17.0†, K40.1.
 *
 * Both are a letter, two digits and mostly a third; a clause of a standard, a version and a seat are written so too.  A code
 * needs its label or its column; one with its dot stands also on a line that names the classification or a diagnosis, and
 * several do on a line that speaks of health.  Which of the two it is the nearest such word before it says.
 */
#include "detect/clinical_line.h"
#include "detect/code.h"
#include "detect/context.h"
#include "detect/kinds.h"

enum { LINE = 160, NAME = 14, SEVERAL = 65, NAMED = 75 };

/* The letter and digits of the code that begins at t[at], a dot before the third digit; gives its end, 0 where none does.
 * *dotted: was the dot written? */
static size_t read_code(ts_span t, size_t at, bool icd, ts_norm *out, bool *dotted) {
    char code[6];
    size_t n = 3, i = at + 3;
    if (at + 3 > t.len || !ts_is_alpha(t.ptr[at]) || !ts_is_digit(t.ptr[at + 1]) || !ts_is_digit(t.ptr[at + 2]))
        return 0;
    memcpy(code, t.ptr + at, 3);
    code[0] = ts_upper(code[0]);
    *dotted = i + 1 < t.len && t.ptr[i] == '.' && (ts_is_digit(t.ptr[i + 1]) || (icd && t.ptr[i + 1] == 'X'));
    i += *dotted;
    if (i < t.len && (ts_is_digit(t.ptr[i]) || (icd && t.ptr[i] == 'X'))) {
        if (t.ptr[i] != 'X') { /* I10X: there is no third digit */
            code[n++] = '.';
            code[n++] = t.ptr[i];
            if (icd && i + 1 < t.len && ts_is_digit(t.ptr[i + 1]))
                code[n++] = t.ptr[++i];
        }
        i++;
    }
    if (icd && i < t.len && (t.ptr[i] == '*' || t.ptr[i] == '+'))
        i++;
    else if (icd && i + 3 <= t.len && memcmp(t.ptr + i, "\xE2\x80\xA0", 3) == 0) /* the dagger of an aetiology */
        i += 3;
    return ts_norm_set(out, ts_span_of(code, n)) ? i : 0;
}

static bool another_code(ts_span line, size_t start, size_t end) {
    ts_norm norm;
    bool dotted;
    for (size_t i = 0; i + 5 <= line.len; i++)
        if ((i < start || i >= end) && ts_is_upper(line.ptr[i]) && (i == 0 || !ts_is_alnum(line.ptr[i - 1])) &&
            read_code(line, i, true, &norm, &dotted) && dotted)
            return true;
    return false;
}

/* How sure a code is by what else stands on its line; one without its dot, by the classification's name right before it,
 * which ends in a digit, "ICD-10: C509", and is no label for that. */
static uint8_t confidence_on_line(const ts_spot *spot, size_t end, bool icd, bool dotted) {
    const size_t most = dotted ? LINE : NAME;
    ts_clinical_line *around = spot->clinical;
    if (!around) {
        ts_clinical_line own = {.begun = false};
        return confidence_on_line(&(ts_spot){spot->text, spot->at, spot->run, &own}, end, icd, dotted);
    }
    if (!around->begun)
        *around = (ts_clinical_line){.begun = true};
    ts_span line = ts_clinical_around(around, spot->text, spot->at, end, most);
    size_t from = (size_t)(line.ptr - spot->text.ptr);
    char of = ts_clinical_spoken(around, spot->text, from, spot->at);
    if (of)
        return icd == (of == 'd') ? NAMED : 0;
    return icd && dotted && ts_clinical_health(around, spot->text, from, from + line.len) &&
                   another_code(line, spot->at - from, end - from)
               ? SEVERAL
               : 0;
}

static bool find_code(const ts_spot *spot, bool icd, ts_found *out) {
    ts_norm norm;
    bool dotted;
    size_t end = ts_is_upper(spot->text.ptr[spot->at]) ? read_code(spot->text, spot->at, icd, &norm, &dotted) : 0;
    if (end == 0 || !ts_code_alone(spot->text, spot->at, end))
        return false;
    *out = (ts_found){.start = spot->at, .end = (uint32_t)end, .valid = true, .norm = norm};
    out->confidence = confidence_on_line(spot, end, icd, dotted);
    return true;
}

static bool normal_code(ts_span raw, bool icd, ts_norm *out) {
    ts_norm norm;
    bool dotted;
    raw = ts_trim(raw);
    if (raw.len == 0 || read_code(raw, 0, icd, &norm, &dotted) != raw.len || (!icd && norm.len < 5))
        return false;
    *out = norm;
    return true;
}

/* R69 and R99: nothing is known of the illness or of the death. */
static bool icd10_placeholder(const ts_norm *n) {
    return ts_span_starts(ts_norm_span(n), ts_str("R69")) || ts_span_starts(ts_norm_span(n), ts_str("R99"));
}

static bool icd10_find(const ts_spot *spot, ts_found *out) { return find_code(spot, true, out); }
static bool icd10_normal(ts_span raw, ts_norm *out) { return normal_code(raw, true, out); }

static const char *const icd10_labels[] = {"icd10 code",          "icd code",  "icd",
                                           "diagnosis code",      "diagnosis", "primary diagnosis",
                                           "secondary diagnosis", "diagnoses", NULL};
static const char *const icd10_headers[] = {"icd10",
                                            "icd10code",
                                            "icd",
                                            "icdcode",
                                            "diagnosis",
                                            "diagnosiscode",
                                            "primarydiagnosis",
                                            "secondarydiagnosis",
                                            "diag",
                                            "diagcode",
                                            "diag1",
                                            "diag2",
                                            "diag3",
                                            "primarydiagnosiscode",
                                            "primarydiagnosisicd",
                                            "diagnosisicd",
                                            "secondarydiagnosisicd",
                                            "icd10diagnosis",
                                            "causeofdeathcode",
                                            NULL};
const ts_detector ts_detector_icd10 = {
    .kind = TS_KIND_ICD10,
    .name = "icd10",
    .summary = "code of a diagnosis (ICD-10)",
    .source =
        "WHO, International Statistical Classification of Diseases, 10th revision, 5th edition; NHS Data Dictionary",
    .version = 1,
    .anchor = {TS_ANCHOR_CAPITAL, "9"},
    .own_find = true,
    .labels = icd10_labels,
    .headers = icd10_headers,
    .find = icd10_find,
    .normal = icd10_normal,
    .placeholder = icd10_placeholder,
    .plain = SEVERAL,
    .labelled = 94,
    .column = 95,
};

static bool opcs4_find(const ts_spot *spot, ts_found *out) { return find_code(spot, false, out) && out->norm.len == 5; }
static bool opcs4_normal(ts_span raw, ts_norm *out) { return normal_code(raw, false, out); }

static const char *const opcs4_labels[] = {"opcs4 code",        "opcs code", "opcs",           "procedure code",
                                           "primary procedure", "procedure", "operation code", NULL};
static const char *const opcs4_headers[] = {"opcs4",         "opcs4code",
                                            "opcs",          "opcscode",
                                            "procedurecode", "primaryprocedure",
                                            "procedure",     "procedure1",
                                            "procedure2",    "primaryprocedureopcs",
                                            "procedureopcs", "operationcode",
                                            "opertn",        "proccode",
                                            "operation",     NULL};
const ts_detector ts_detector_opcs4 = {
    .kind = TS_KIND_OPCS4,
    .name = "opcs4",
    .summary = "code of a procedure (OPCS-4)",
    .source = "NHS England, OPCS Classification of Interventions and Procedures, version 4",
    .version = 1,
    .anchor = {TS_ANCHOR_CAPITAL, "9"},
    .own_find = true,
    .labels = opcs4_labels,
    .headers = opcs4_headers,
    .find = opcs4_find,
    .normal = opcs4_normal,
    .plain = NAMED,
    .labelled = 94,
    .column = 95,
};
