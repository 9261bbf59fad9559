/* share_code.c - finds share codes, by which somebody shows a right to work (W), to rent (R) or other rights (S) online.
 *
 * Nine letters and digits, mostly printed in threes, W12 3AB 4CD; good for ninety days.  By label or column alone.
 */
#include "detect/code.h"
#include "detect/kinds.h"

static const char *const labels[] = {"share code",
                                     "right to work share code",
                                     "right to work code",
                                     "right to rent share code",
                                     "immigration share code",
                                     NULL};
static const char *const headers[] = {
    "sharecode", "rtwsharecode", "righttoworkcode", "righttoworksharecode", "rtwcode", "sharecodertw", NULL};
static const char *const patterns[] = {"Wxx xxx xxx", "Rxx xxx xxx", "Sxx xxx xxx", NULL};

/* Of nine letters alone it would be a word. */
static bool fits(const ts_norm *n) {
    size_t digits = 0;
    for (size_t i = 0; i < n->len; i++)
        digits += ts_is_digit(n->text[i]);
    return digits > 0;
}

static bool find(const ts_spot *spot, ts_found *out) { return ts_code_find(spot, patterns, out) && fits(&out->norm); }

static bool normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!ts_code_normal(raw, patterns, &norm) || !fits(&norm))
        return false;
    *out = norm;
    return true;
}

const ts_detector ts_detector_share_code = {
    .kind = TS_KIND_SHARE_CODE,
    .name = "share_code",
    .summary = "share code of a right to work, to rent or to stay",
    .source = "Home Office, Employer right to work checks: share codes",
    .version = 1,
    .anchor = {TS_ANCHOR_CAPITAL, "RSW"},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .labelled = 96,
    .column = 96,
};
