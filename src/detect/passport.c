/* passport.c - finds passport numbers, by label or column alone: nine digits here, letters and digits elsewhere.
 *
 * ICAO Doc 9303 gives the number nine places at most.  Of the neighbours: Ireland two letters and seven digits (of late a
 * letter, a letter or digit), France 12AB34567, Germany C01X00T47, India a letter and seven digits, the United States nine
 * digits or a letter and eight.
 */
#include "detect/code.h"
#include "detect/kinds.h"

enum { SHORTEST = 7, LONGEST = 9, DIGITS = 4 };
static const char *const labels[] = {"passport number", "passport no", "passport", "passport num", "passport id", NULL};
static const char *const headers[] = {"passport",   "passportnumber", "passportno",  "passportnum",
                                      "passportid", "ppno",           "passportref", NULL};
static const char *const patterns[] = {"xxxxxxxxx", "xxxxxxxx", "xxxxxxx", NULL};

/* Half of it digits, and not so many letters side by side that it is a word. */
static bool fits(const ts_norm *n) {
    size_t digits = 0, letters = 0;
    for (size_t i = 0; i < n->len; i++) {
        digits += ts_is_digit(n->text[i]);
        letters = ts_is_digit(n->text[i]) ? 0 : letters + 1;
        if (letters > 3)
            return false;
    }
    return digits >= DIGITS && (digits < n->len || n->len >= 8);
}

static bool normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!ts_code_normal(raw, patterns, &norm) || !fits(&norm))
        return false;
    *out = norm;
    return true;
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    if (spot->at + SHORTEST > t.len || !(ts_is_digit(t.ptr[spot->at + 3]) || ts_is_digit(t.ptr[spot->at + 4])))
        return false;
    return ts_code_find(spot, patterns, out) && fits(&out->norm);
}

const ts_detector ts_detector_passport = {
    .kind = TS_KIND_PASSPORT,
    .name = "passport",
    .summary = "passport number",
    .source = "ICAO Doc 9303, part 4; HM Passport Office, Basic passport checks",
    .version = 1,
    .anchor = {TS_ANCHOR_EITHER, "8|9|2A"},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .placeholder = ts_is_typed_number,
    .labelled = 95,
    .column = 95,
};
