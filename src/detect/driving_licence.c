/* driving_licence.c - finds driver numbers: Great Britain's sixteen characters, Northern Ireland's eight digits by label.
 *
 * Five letters of the surname filled up with 9, the year's tens, the month (a woman's 50 more), the day, the year's ones, two
 * initials filled up with 9, a digit that tells namesakes apart, two check characters whose rule is not published:
 * MORGA753116SM9IJ.  On the card the number of its issue stands behind a space.
 */
#include "detect/code.h"
#include "detect/kinds.h"

enum { GREAT_BRITAIN = 16, IN_ONE_PIECE = 90, IN_PARTS = 85 };
static const char *const labels[] = {"driving licence number", "driving licence no", "driving licence",
                                     "driver number",          "driver no",          "driving license",
                                     "driving license number", "drivers licence",    "driver licence number",
                                     "licence number dvla",    "dvla number",        NULL};
static const char *const headers[] = {"drivinglicence",
                                      "drivinglicencenumber",
                                      "drivinglicenceno",
                                      "drivernumber",
                                      "driverno",
                                      "driverlicence",
                                      "drivinglicense",
                                      "drivinglicencenum",
                                      "dlnumber",
                                      "dvlanumber",
                                      "driverlicencenumber",
                                      "driverslicence",
                                      NULL};
static const char *const patterns[] = {"axxxx 999999 xx9aa", "99999999", NULL};

static bool is_padded(const char *s, size_t n) {
    size_t i = 0;
    while (i < n && ts_is_upper(s[i]))
        i++;
    while (i < n && s[i] == '9')
        i++;
    return i == n;
}

static bool fits(const ts_norm *n) {
    const char *s = n->text;
    if (n->len != GREAT_BRITAIN)
        return true;
    char month = s[6] >= '5' ? (char)(s[6] - 5) : s[6];
    return is_padded(s, 5) && is_padded(s + 11, 2) && s[11] != '9' &&
           ts_day_fits((const char[]){s[8], s[9], month, s[7], s[5], s[10]});
}

static bool normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!ts_code_normal(raw, patterns, &norm) || !fits(&norm))
        return false;
    *out = norm;
    return true;
}

/* Eight digits, of Northern Ireland, are many things. */
static bool bare(const ts_spot *spot) {
    ts_span t = spot->text;
    return ts_is_upper(t.ptr[spot->at]) && spot->at + GREAT_BRITAIN <= t.len && ts_is_digit(t.ptr[spot->at + 6]);
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    bool letter = ts_is_upper(t.ptr[spot->at]);
    if (letter && (spot->at + GREAT_BRITAIN > t.len || !(ts_is_digit(t.ptr[spot->at + 6]))))
        return false;
    if (!ts_code_find(spot, patterns, out) || !fits(&out->norm))
        return false;
    out->confidence = !letter ? 0 : out->end - out->start == GREAT_BRITAIN ? IN_ONE_PIECE : IN_PARTS;
    return true;
}

const ts_detector ts_detector_driving_licence = {
    .kind = TS_KIND_DRIVING_LICENCE,
    .name = "driving_licence",
    .summary = "driver number of a driving licence (Great Britain, Northern Ireland)",
    .source = "DVLA, Driver number format (INF1D); DVA Northern Ireland",
    .version = 1,
    .anchor = {TS_ANCHOR_EITHER, "8"},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .bare = bare,
    .normal = normal,
    .placeholder = ts_is_typed_number,
    .plain = IN_ONE_PIECE,
    .labelled = 97,
    .column = 97,
};
