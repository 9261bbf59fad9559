/* postcode.c - finds UK postcodes.
 *
 * A bare one must have its space, a real posttown area and the letters BS 7666 allows; part numbers and hex look alike.
 */
#include "detect/kinds.h"
#include "detect/scan.h"

#include "text/place.h"

static const char *const postcode_labels[] = {"postcode", "post code", "postal code", "pcode", "p code", "zip", NULL};
static const char *const postcode_headers[] = {"postcode",
                                               "pcode",
                                               "postalcode",
                                               "zip",
                                               "zipcode",
                                               "postcd",
                                               "pc",
                                               "homepostcode",
                                               "postcodeofusualaddress",
                                               "plz",
                                               "pcd",
                                               "addresspostcode",
                                               "patpostcode",
                                               "addrpostcode",
                                               "pstcd",
                                               "postcodeusual",
                                               "pcds",
                                               NULL};

/* Postcode areas of the United Kingdom and the Crown dependencies (ONS Postcode Directory): the second
 * letters that each first may have; a space where it stands alone. */
static const char *const areas[26] = {['A' - 'A'] = "BL",         ['B' - 'A'] = " ABDFHLNRSTX",
                                      ['C' - 'A'] = "ABFHMORTVW", ['D' - 'A'] = "ADEGHLNTY",
                                      ['E' - 'A'] = " CHNX",      ['F' - 'A'] = "KY",
                                      ['G' - 'A'] = " LUY",       ['H' - 'A'] = "ADGPRSUX",
                                      ['I' - 'A'] = "GMPV",       ['J' - 'A'] = "E",
                                      ['K' - 'A'] = "ATWY",       ['L' - 'A'] = " ADELNSU",
                                      ['M' - 'A'] = " EKL",       ['N' - 'A'] = " EGNPRW",
                                      ['O' - 'A'] = "LX",         ['P' - 'A'] = "AEHLOR",
                                      ['R' - 'A'] = "GHM",        ['S' - 'A'] = " AEGKLMNOPRSTWY",
                                      ['T' - 'A'] = "ADFNQRSW",   ['U' - 'A'] = "B",
                                      ['W' - 'A'] = " ACDFNRSV",  ['Y' - 'A'] = "O",
                                      ['Z' - 'A'] = "EZ"};

static bool area_known(const char *p, size_t letters) {
    const char *second = areas[p[0] - 'A'];
    return second && strchr(second, letters == 2 ? p[1] : ' ') != NULL;
}

bool ts_postcode_area_known(ts_span normal) {
    return normal.len > 1 && ts_is_upper(normal.ptr[0]) && area_known(normal.ptr, ts_is_upper(normal.ptr[1]) ? 2 : 1);
}

/* "L12 2AP" at a capital: one or two letters, a digit, perhaps one more, a space, digit, two letters. */
static bool find_postcode(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at, letters = at + 1 < t.len && ts_is_upper(t.ptr[at + 1]) ? 2 : 1, i = at + letters;
    if (i >= t.len || !ts_is_digit(t.ptr[i]))
        return false;
    i++;
    if (i < t.len && ts_is_alnum(t.ptr[i]))
        i++;
    if (t.len - at < 6 || i + 3 > t.len)
        return false;
    bool spaced = t.ptr[i] == ' ';
    if (spaced)
        i++;
    else if (!ts_is_digit(t.ptr[i])) /* "L1 2AP" written L12AP: the fourth character belongs inward */
        i--;
    if (i + 3 > t.len || !ts_is_digit(t.ptr[i]) || !ts_is_upper(t.ptr[i + 1]) || !ts_is_upper(t.ptr[i + 2]))
        return false;
    i += 3;
    if (i < t.len && (ts_is_alnum(t.ptr[i]) || t.ptr[i] == '_'))
        return false;
    char before = at > 0 ? t.ptr[at - 1] : ' ';
    if (before == '-' || before == '/' || before == '#' || before == '%' || before == '+')
        return false;
    if (i + 1 < t.len && (t.ptr[i] == '-' || t.ptr[i] == '/') && ts_is_alnum(t.ptr[i + 1]))
        return false;
    out->start = spot->at;
    out->end = (uint32_t)i;
    out->valid = area_known(t.ptr + at, letters);
    out->flags = 0;
    out->confidence =
        spaced && out->valid && before != '=' ? ts_detector_postcode.plain : 30; /* "pc=L122AP": its label tells */
    return true;
}

static bool reserved(const ts_norm *n) { return n->text[0] == 'Z' && n->text[1] == 'Z'; }

static ts_usual usual_postcode(const char *p, size_t len) { return ts_postcode_usual(p, len) ? TS_USUAL : TS_USUAL_NO; }

const ts_detector ts_detector_postcode = {
    .kind = TS_KIND_POSTCODE,
    .name = "postcode",
    .summary = "UK postcode",
    .source = "BS 7666-2; ONS Postcode Directory",
    .version = 1,
    .anchor = {TS_ANCHOR_CAPITAL, NULL},
    .labels = postcode_labels,
    .headers = postcode_headers,
    .find = find_postcode,
    .normal = ts_postcode_normal,
    .usual = usual_postcode,
    .reserved = reserved,
    .plain = 92,
    .labelled = 96,
    .column = 97,
};
