/* health_number.c - finds the patient numbers of Scotland (CHI), Northern Ireland (H&C) and Ireland (IHI).
 *
 * CHI: the birth date as DDMMYY, two digits, one that is odd for men, a check digit; ten in all, 0101700016 or 010170 0016.
 * H&C: ten digits from 3200000000 to 3999999999.  Both have the NHS number's check by modulus 11 and none of its ranges.
 * IHI: eighteen digits, a GS1 service relation number under the prefix of GS1 Ireland.
 * One random number in eleven has the check, and a time in seconds or a phone without its zero may be a CHI or H&C number
 * in all else: written in one piece they need a label or a column, but for a CHI's own zero before the day.
 */
#include "detect/code.h"
#include "detect/kinds.h"

/* ---- Scotland ---- */

static const char *const chi_labels[] = {
    "chi number", "chi no", "chi", "community health index", "community health index number", NULL};
static const char *const chi_headers[] = {"chi",   "chinumber",        "chino",   "chinum", "patientchi",
                                          "chiid", "patientchinumber", "chicode", "nhschi", NULL};
static const char *const chi_patterns[] = {"999999 9999", "999 999 9999", NULL};

static bool chi_fits(const char *s) { return ts_day_fits(s) && ts_mod11_fits(s); }

static bool chi_loose(ts_span raw, ts_norm *out) { return ts_code_normal(raw, chi_patterns, out); }

static bool chi_normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!chi_loose(raw, &norm) || !chi_fits(norm.text))
        return false;
    *out = norm;
    return true;
}

static bool chi_find(const ts_spot *spot, ts_found *out) {
    if (!ts_code_find(spot, chi_patterns, out))
        return false;
    size_t len = out->end - out->start;
    bool parted = len == 11 && !ts_is_digit(spot->text.ptr[out->start + 6]);
    out->valid = chi_fits(out->norm.text);
    out->confidence = parted ? 60 : len == 10 && out->norm.text[0] == '0' ? 45 : 0;
    return true;
}

const ts_detector ts_detector_chi_number = {
    .kind = TS_KIND_CHI_NUMBER,
    .name = "chi_number",
    .summary = "Community Health Index number (Scotland)",
    .source = "Public Health Scotland, National Data Dictionary, CHI Number; date and modulus 11",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "10|6-4|3-3-4"},
    .own_find = true,
    .telling = true,
    .labels = chi_labels,
    .headers = chi_headers,
    .find = chi_find,
    .normal = chi_normal,
    .loose = chi_loose,
    .placeholder = ts_is_typed_number,
    .plain = 45,
    .labelled = 97,
    .column = 98,
};

/* ---- Northern Ireland ---- */

static const char *const hc_labels[] = {"hc number", "hc no", "h and c number", "health and care number",

                                        "hc number", "hcn",   "hsc number",     "hsc no",
                                        NULL};
static const char *const hc_headers[] = {"hcn",   "hcnumber",  "hcno",  "healthandcarenumber", "healthcarenumber",
                                         "hscno", "hscnumber", "hcnum", "patienthcn",          NULL};
static const char *const hc_patterns[] = {"999 999 9999", NULL};

static bool hc_fits(const char *s) { return s[0] == '3' && s[1] >= '2' && ts_mod11_fits(s); }

static bool hc_loose(ts_span raw, ts_norm *out) { return ts_code_normal(raw, hc_patterns, out); }

static bool hc_normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!hc_loose(raw, &norm) || !hc_fits(norm.text))
        return false;
    *out = norm;
    return true;
}

static bool hc_find(const ts_spot *spot, ts_found *out) {
    if (!ts_code_find(spot, hc_patterns, out))
        return false;
    out->valid = hc_fits(out->norm.text);
    return true;
}

const ts_detector ts_detector_hc_number = {
    .kind = TS_KIND_HC_NUMBER,
    .name = "hc_number",
    .summary = "Health and Care number (Northern Ireland)",
    .source = "HSC Business Services Organisation, Health and Care Number; modulus 11",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "10|3-3-4"},
    .own_find = true,
    .telling = true,
    .labels = hc_labels,
    .headers = hc_headers,
    .find = hc_find,
    .normal = hc_normal,
    .loose = hc_loose,
    .placeholder = ts_is_typed_number,
    .labelled = 97,
    .column = 98,
};

/* ---- Ireland ---- */

enum { IHI_DIGITS = 18 };
static const char *const ihi_labels[] = {"ihi", "ihi number", "ihi no", "individual health identifier", NULL};
static const char *const ihi_headers[] = {"ihi",        "ihinumber", "ihino", "individualhealthidentifier",
                                          "patientihi", NULL};
static const char *const ihi_patterns[] = {"9999 9999 9999 9999 99", "999999 999999 999999", NULL};

/* GS1 General Specifications, 7.9.1: weights 3 and 1 by turns, from the digit before the check on. */
static bool ihi_fits(const char *s) {
    int sum = 0;
    for (int i = 0; i < IHI_DIGITS; i++)
        sum += (s[i] - '0') * (i % 2 == 0 ? 3 : 1);
    return memcmp(s, "539", 3) == 0 && sum % 10 == 0;
}

static bool ihi_loose(ts_span raw, ts_norm *out) { return ts_code_normal(raw, ihi_patterns, out); }

static bool ihi_normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!ihi_loose(raw, &norm) || !ihi_fits(norm.text))
        return false;
    *out = norm;
    return true;
}

static bool ihi_find(const ts_spot *spot, ts_found *out) {
    if (!ts_code_find(spot, ihi_patterns, out))
        return false;
    out->valid = ihi_fits(out->norm.text);
    return true;
}

const ts_detector ts_detector_ihi = {
    .kind = TS_KIND_IHI,
    .name = "ihi",
    .summary = "Individual Health Identifier (Ireland)",
    .source = "HIQA, Standards for the Individual Health Identifier; GS1 General Specifications, GSRN",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "18|4-4|6-6"},
    .own_find = true,
    .telling = true,
    .labels = ihi_labels,
    .headers = ihi_headers,
    .find = ihi_find,
    .normal = ihi_normal,
    .loose = ihi_loose,
    .labelled = 97,
    .column = 98,
};
