/* utr.c - finds Unique Taxpayer References: ten digits, the first the check of the others.
 *
 * Written 9000000001 or 90000 00001, on some papers with a K behind.  Ten digits are much else, and one number in eleven has
 * the check: they need their label or their column.
 */
#include "detect/code.h"
#include "detect/kinds.h"

static const char *const labels[] = {"utr",
                                     "utr number",
                                     "utr no",
                                     "unique taxpayer reference",
                                     "unique tax reference",
                                     "tax reference number",
                                     "self assessment utr",
                                     NULL};
static const char *const headers[] = {
    "utr",   "utrnumber",         "utrno", "uniquetaxpayerreference", "uniquetaxreference", "sautr",
    "ctutr", "taxpayerreference", NULL};
static const char *const patterns[] = {"99999 99999", "99999 99999K", NULL};

/* Weights 6 7 8 9 10 5 4 3 2 over the nine digits behind; the remainder by 11 names the first. */
static bool fits(const char *s) {
    static const int weight[] = {6, 7, 8, 9, 10, 5, 4, 3, 2};
    int sum = 0;
    for (int i = 0; i < 9; i++)
        sum += (s[i + 1] - '0') * weight[i];
    return s[0] == "21987654321"[sum % 11];
}

static bool loose(ts_span raw, ts_norm *out) {
    ts_norm norm;
    return ts_code_normal(raw, patterns, &norm) && ts_norm_set(out, ts_slice(ts_norm_span(&norm), 0, 10));
}

static bool normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!loose(raw, &norm) || !fits(norm.text))
        return false;
    *out = norm;
    return true;
}

static bool find(const ts_spot *spot, ts_found *out) {
    if (!ts_code_find(spot, patterns, out))
        return false;
    out->valid = fits(out->norm.text);
    return ts_norm_set(&out->norm, ts_slice(ts_norm_span(&out->norm), 0, 10));
}

const ts_detector ts_detector_utr = {
    .kind = TS_KIND_UTR,
    .name = "utr",
    .summary = "Unique Taxpayer Reference",
    .source = "HMRC, Self Assessment and Corporation Tax specifications, UTR check digit",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "10|5-5|10A"},
    .own_find = true,
    .telling = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .loose = loose,
    .placeholder = ts_is_typed_number,
    .labelled = 97,
    .column = 97,
};
