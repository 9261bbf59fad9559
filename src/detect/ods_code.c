/* ods_code.c - finds codes of the Organisation Data Service: trusts and their sites, practices, pharmacies, boards.
 *
 * RXX, RXX01, A12345, FA123, 7A1, X26: three to six letters and digits that look like much else, so only with a label or in
 * a column; and of no person, so they show nothing by themselves.
 */
#include "base/lanes.h"
#include "detect/code.h"
#include "detect/kinds.h"

static const char *const labels[] = {
    "ods code", "ods", "organisation code", "provider code", "practice code", "gp practice code", "site code", NULL};
static const char *const headers[] = {"odscode",
                                      "orgcode",
                                      "organisationcode",
                                      "providercode",
                                      "practicecode",
                                      "gppracticecode",
                                      "sitecode",
                                      "odssitecode",
                                      "odsorgcode",
                                      "nacscode",
                                      "commissionercode",
                                      "trustcode",
                                      "hospitalsitecode",
                                      "ods",
                                      "gpodscode",
                                      "odspracticecode",
                                      "sitecodeoftreatment",
                                      "organisationodscode",
                                      NULL};
/* Trusts (R, Q and T) may be letters alone; elsewhere a digit must be there, or "see below" and "TBC" were codes. */
static const char *const patterns[] = {"a99999", "axx99", "ax999", "ax9", "a9a", "99a", "9a9", "Raa", "Qaa", NULL};

static bool find(const ts_spot *spot, ts_found *out) {
    size_t n = 0;
    while (n < 7 && spot->at + n < spot->text.len && ts_is_alnum(spot->text.ptr[spot->at + n]))
        n++;
    return (n == 3 || n == 5 || n == 6) && ts_code_find(spot, patterns, out);
}

static bool normal(ts_span raw, ts_norm *out) { return ts_code_normal(raw, patterns, out); }

/* "N82103": a practice, and none of V81997 to V81999. */
static ts_usual usual(const char *p, size_t len) {
    return len == 6 && ts_is_upper(*p) && *p != 'V' && (ts_lanes_digits(ts_lanes_of(p)) & 0x3F) == 0x3E ? TS_USUAL
                                                                                                        : TS_USUAL_NO;
}

/* NHS Data Dictionary: V81997 to V81999 where there is no practice, X98, X99 and ZZ where there is nothing to name. */
static bool placeholder(const ts_norm *n) {
    ts_span s = ts_norm_span(n);
    return ts_span_starts(s, ts_str("V8199")) || ts_span_eq(s, ts_str("X98")) || ts_span_eq(s, ts_str("X99"));
}

const ts_detector ts_detector_ods_code = {
    .kind = TS_KIND_ODS_CODE,
    .name = "ods_code",
    .summary = "code of an NHS organisation, site or practice",
    .source = "NHS Data Model and Dictionary, ORGANISATION IDENTIFIER; Organisation Data Service",
    .version = 1,
    .anchor = {TS_ANCHOR_EITHER, "2A|1A"},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .usual = usual,
    .placeholder = placeholder,
    .labelled = 92,
    .column = 92,
};
