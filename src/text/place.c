/* place.c - UK postcodes and addresses.
 *
 * Postcodes: the six shapes of BS 7666-2 with the letters each position may have, GIR 0AA, and the
 * ZZ99 codes that the health service gives to those without an address.
 */
#include "text/place.h"

#include "text/fold.h"

enum { LONGEST = 256, POSTCODE = 7, WORDS = 24 };

static bool one_of(char c, const char *letters) {
    for (; *letters; letters++)
        if (*letters == c)
            return true;
    return false;
}

/* A9, A99, AA9, AA99, A9A, AA9A. */
static bool outward_fits(const char *p, size_t n) {
    size_t at = 1;
    if (n < 2 || n > 4 || !ts_is_upper(p[0]) || one_of(p[0], "QVX"))
        return false;
    if (ts_is_upper(p[1])) {
        if (one_of(p[1], "IJZ") && !(p[0] == 'Z' && p[1] == 'Z'))
            return false;
        at = 2;
    }
    if (at >= n || !ts_is_digit(p[at]))
        return false;
    if (n == at + 1)
        return true;
    if (n > at + 2)
        return false;
    return ts_is_digit(p[at + 1]) || one_of(p[at + 1], at == 1 ? "ABCDEFGHJKPSTUW" : "ABEHMNPRVWXY");
}

bool ts_postcode_normal(ts_span raw, ts_norm *out) {
    char code[POSTCODE];
    size_t n = 0;
    raw = ts_trim(raw);
    if (raw.len > 2 * POSTCODE)
        return false;
    for (size_t i = 0; i < raw.len; i++) {
        if (raw.ptr[i] == ' ')
            continue;
        if (!ts_is_alnum(raw.ptr[i]) || n == POSTCODE)
            return false;
        code[n++] = ts_upper(raw.ptr[i]);
    }
    if (n < 5)
        return false;
    const char *in = code + n - 3;
    if (!ts_is_digit(in[0]) || !ts_is_upper(in[1]) || !ts_is_upper(in[2]))
        return false;
    bool girobank = n == 6 && memcmp(code, "GIR0AA", 6) == 0;
    if (!girobank && (one_of(in[1], "CIKMOV") || one_of(in[2], "CIKMOV"))) {
        /* ZZ99 3VZ, no fixed abode, and its kin use letters that no real code has. */
        if (memcmp(code, "ZZ99", n == 7 ? 4 : 3) != 0)
            return false;
    }
    if (!girobank && !outward_fits(code, n - 3))
        return false;
    return ts_norm_set(out, ts_span_of(code, n));
}

ts_span ts_postcode_outward(ts_span normal) { return ts_slice(normal, 0, normal.len > 3 ? normal.len - 3 : 0); }

/* Words that say what a part of an address is, with the short form that is kept; sorted. */
enum { STREET_WORD = 1, ROOM_WORD };
static const struct {
    char word[12];
    uint8_t len;
    char kept[10];
    uint8_t sort;
} place_words[] = {
    {"APARTMENT", 9, "FLAT", ROOM_WORD},
    {"APT", 3, "FLAT", ROOM_WORD},
    {"AV", 2, "AVE", STREET_WORD},
    {"AVE", 3, "AVE", STREET_WORD},
    {"AVENUE", 6, "AVE", STREET_WORD},
    {"BLDGS", 5, "BLDGS", STREET_WORD},
    {"BLOCK", 5, "BLOCK", ROOM_WORD},
    {"BLVD", 4, "BLVD", STREET_WORD},
    {"BOULEVARD", 9, "BLVD", STREET_WORD},
    {"BUILDINGS", 9, "BLDGS", STREET_WORD},
    {"CL", 2, "CL", STREET_WORD},
    {"CLOSE", 5, "CL", STREET_WORD},
    {"COTTAGES", 8, "COTTAGES", STREET_WORD},
    {"COURT", 5, "CT", STREET_WORD},
    {"CRES", 4, "CRES", STREET_WORD},
    {"CRESCENT", 8, "CRES", STREET_WORD},
    {"CROFT", 5, "CROFT", STREET_WORD},
    {"CT", 2, "CT", STREET_WORD},
    {"DR", 2, "DR", STREET_WORD},
    {"DRIVE", 5, "DR", STREET_WORD},
    {"EMB", 3, "EMB", STREET_WORD},
    {"EMBANKMENT", 10, "EMB", STREET_WORD},
    {"ESP", 3, "ESP", STREET_WORD},
    {"ESPLANADE", 9, "ESP", STREET_WORD},
    {"FLAT", 4, "FLAT", ROOM_WORD},
    {"FLOOR", 5, "FLOOR", ROOM_WORD},
    {"FOLD", 4, "FOLD", STREET_WORD},
    {"GARDENS", 7, "GDNS", STREET_WORD},
    {"GATE", 4, "GATE", STREET_WORD},
    {"GDNS", 4, "GDNS", STREET_WORD},
    {"GN", 2, "GN", STREET_WORD},
    {"GR", 2, "GR", STREET_WORD},
    {"GREEN", 5, "GN", STREET_WORD},
    {"GROVE", 5, "GR", STREET_WORD},
    {"GRV", 3, "GR", STREET_WORD},
    {"HILL", 4, "HILL", STREET_WORD},
    {"LANE", 4, "LN", STREET_WORD},
    {"LN", 2, "LN", STREET_WORD},
    {"MDW", 3, "MDW", STREET_WORD},
    {"MDWS", 4, "MDWS", STREET_WORD},
    {"MEADOW", 6, "MDW", STREET_WORD},
    {"MEADOWS", 7, "MDWS", STREET_WORD},
    {"MEWS", 4, "MEWS", STREET_WORD},
    {"MOUNT", 5, "MT", STREET_WORD},
    {"MT", 2, "MT", STREET_WORD},
    {"PARADE", 6, "PDE", STREET_WORD},
    {"PARK", 4, "PK", STREET_WORD},
    {"PDE", 3, "PDE", STREET_WORD},
    {"PK", 2, "PK", STREET_WORD},
    {"PL", 2, "PL", STREET_WORD},
    {"PLACE", 5, "PL", STREET_WORD},
    {"PLOT", 4, "PLOT", ROOM_WORD},
    {"PROM", 4, "PROM", STREET_WORD},
    {"PROMENADE", 9, "PROM", STREET_WORD},
    {"QUAY", 4, "QUAY", STREET_WORD},
    {"RD", 2, "RD", STREET_WORD},
    {"RISE", 4, "RISE", STREET_WORD},
    {"ROAD", 4, "RD", STREET_WORD},
    {"ROOM", 4, "ROOM", ROOM_WORD},
    {"ROW", 3, "ROW", STREET_WORD},
    {"SAINT", 5, "ST", STREET_WORD},
    {"SQ", 2, "SQ", STREET_WORD},
    {"SQUARE", 6, "SQ", STREET_WORD},
    {"ST", 2, "ST", STREET_WORD},
    {"STR", 3, "ST", STREET_WORD},
    {"STREET", 6, "ST", STREET_WORD},
    {"SUITE", 5, "SUITE", ROOM_WORD},
    {"TER", 3, "TER", STREET_WORD},
    {"TERR", 4, "TER", STREET_WORD},
    {"TERRACE", 7, "TER", STREET_WORD},
    {"UNIT", 4, "UNIT", ROOM_WORD},
    {"VIEW", 4, "VIEW", STREET_WORD},
    {"VILLAS", 6, "VILLAS", STREET_WORD},
    {"WALK", 4, "WALK", STREET_WORD},
    {"WAY", 3, "WAY", STREET_WORD},
    {"WHARF", 5, "WHARF", STREET_WORD},
    {"YARD", 4, "YARD", STREET_WORD},
};
enum { PLACE_WORDS = sizeof place_words / sizeof place_words[0] };

/* Bit per length that a place word of each first letter has: most words are refused here. */
static const uint16_t lengths[26] = {0x24c, 0x230, 0x134, 0x24, 0x608, 0x30, 0xbc, 0x10, 0x0,  0x0,  0x0, 0x14, 0xfc,
                                     0x0,   0x0,   0x27c, 0x10, 0x1c,  0x6c, 0x98, 0x10, 0x50, 0x38, 0x0, 0x10, 0x0};

/* Index into place_words, or -1. */
static int place_word(ts_span w) {
    if (w.len > 11 || !ts_is_upper(w.ptr[0]) || !(lengths[w.ptr[0] - 'A'] >> w.len & 1))
        return -1;
    for (int low = 0, high = PLACE_WORDS; low < high;) {
        int mid = (low + high) / 2, order = (int)w.ptr[0] - (int)place_words[mid].word[0];
        if (order == 0) {
            size_t n = w.len < place_words[mid].len ? w.len : place_words[mid].len;
            order = memcmp(w.ptr, place_words[mid].word, n);
            order = order ? order : (int)w.len - (int)place_words[mid].len;
        }
        if (order == 0)
            return mid;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return -1;
}

static const char *short_street(ts_span w) {
    int i = place_word(w);
    return i >= 0 && place_words[i].sort == STREET_WORD ? place_words[i].kept : NULL;
}

static ts_span short_word(ts_span w) {
    if (w.len > 2 && (w.ptr[0] == 'A' || w.ptr[0] == 'S')) {
        int i = place_word(w);
        if (i >= 0 && (place_words[i].sort == ROOM_WORD || w.ptr[1] == 'A'))
            return ts_str(place_words[i].kept);
    }
    return w;
}

static bool is_room(ts_span w) {
    int i = place_word(w);
    return i >= 0 && place_words[i].sort == ROOM_WORD;
}

/* The words of one part of an address. */
typedef struct part {
    ts_span word[WORDS];
    size_t n;
} part;

/* Cuts the next part, up to a comma, off folded text; apostrophes and dots are gone already. */
static void next_part(ts_span s, size_t *at, part *p) {
    p->n = 0; /* the words are written before they are read: clearing them would cost more than reading them */
    size_t i = *at;
    while (i < s.len && s.ptr[i] != ',') {
        size_t from = i;
        while (i < s.len && s.ptr[i] != ' ' && s.ptr[i] != ',')
            i++;
        if (i > from && p->n < WORDS)
            p->word[p->n++] = short_word((ts_span){s.ptr + from, i - from});
        while (i < s.len && s.ptr[i] == ' ')
            i++;
    }
    *at = i < s.len ? i + 1 : i;
}

/* What follows the street's own name - district, town - is no part of it: "12 EATON RD LIVERPOOL". */
static void cut_after_street(part *p, bool *street) {
    size_t named = 0;
    *street = false;
    for (size_t i = 0; i < p->n; i++) {
        bool last = i + 1 == p->n;
        const char *kind = short_street(p->word[i]);
        bool follows = kind && (named > 0 || (last && i > 0));
        if (follows) {
            /* ST between words may be a saint's ("GREEN ST HELENS"); at the end it is a street. */
            while (i + 1 < p->n && short_street(p->word[i + 1]) &&
                   (i + 2 == p->n || !ts_span_eq(p->word[i + 1], ts_str("ST"))))
                i++;
            p->word[i] = ts_str(short_street(p->word[i]));
            p->n = i + 1;
            *street = true;
            return;
        }
        named = ts_is_digit(p->word[i].ptr[0]) || is_room(p->word[i]) ? 0 : named + 1;
    }
}

static bool has_number(const part *p) {
    for (size_t i = 0; i < p->n; i++)
        if (ts_is_digit(p->word[i].ptr[0]))
            return true;
    return false;
}

/* "12", "FLAT 2", "FLAT B": only together with the part after it do they say where. */
static bool needs_more(const part *p) { return p->n == 1 || (p->n <= 2 && is_room(p->word[0])); }

static void join(part *p, const part *more) {
    for (size_t i = 0; i < more->n && p->n < WORDS; i++)
        p->word[p->n++] = more->word[i];
}

static bool write_part(const part *p, ts_norm *out) {
    char text[TS_NORM_MAX];
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (n + p->word[i].len + 1 > sizeof text)
            return false;
        if (i > 0)
            text[n++] = ' ';
        memcpy(text + n, p->word[i].ptr, p->word[i].len);
        n += p->word[i].len;
    }
    return ts_norm_set(out, ts_span_of(text, n));
}

/* Folded, with line ends and tabs as commas, dots and apostrophes dropped, other signs as spaces. */
static size_t prepare(ts_span raw, char *text, size_t cap) {
    char lines[LONGEST];
    size_t plain = 0;
    if (raw.len > sizeof lines)
        raw.len = sizeof lines;
    for (size_t i = 0; i < raw.len && raw.ptr[i] < 0x80 && raw.ptr[i] != '`'; i++) {
        char c = raw.ptr[i];
        lines[plain] = ts_is_alnum(c)                                                            ? ts_upper(c)
                       : c == ',' || c == '\n' || c == '\r' || c == '\t' || c == ';' || c == '|' ? ','
                                                                                                 : ' ';
        plain += c != '.' && c != '\'';
        if (i + 1 == raw.len && plain <= cap) { /* ASCII alone needs no folding */
            memcpy(text, lines, plain);
            return plain;
        }
    }
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        lines[i] = c == '\n' || c == '\r' || c == '\t' || c == ';' || c == '|' ? ',' : c;
    }
    size_t n = ts_fold_into(ts_span_of(lines, raw.len), text, cap), kept = 0;
    if (n == SIZE_MAX)
        return 0;
    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        if (c == '.' || c == '\'')
            continue;
        text[kept++] = ts_is_alnum(c) || c >= 0x80 || c == ',' ? c : ' ';
    }
    return kept;
}

/* Signs of programs, markup and links: "[12](https://...", "31 was sys_stty" have a number and words too. */
static bool is_code(ts_span raw) {
    static const bool sign[256] = {['*'] = true, ['<'] = true, ['>'] = true, ['['] = true,  [']'] = true, ['{'] = true,
                                   ['}'] = true, ['='] = true, ['_'] = true, ['\\'] = true, ['%'] = true, ['$'] = true};
    for (size_t i = 0; i < raw.len; i++)
        if (sign[(uint8_t)raw.ptr[i]])
            return true;
    return false;
}

/* *settled: a number, a name and the kind of street, "12 EATON RD", which a second pass leaves as it is. */
static bool address_once(ts_span raw, ts_norm *out, bool *settled) {
    char text[LONGEST];
    ts_span s = ts_span_of(text, prepare(raw, text, sizeof text));
    part whole, house, p;
    bool street = false;
    whole.n = house.n = 0;
    *settled = false;
    for (size_t at = 0; at < s.len;) {
        next_part(s, &at, &p);
        if (p.n == 0)
            continue;
        if (whole.n > 0) {
            join(&whole, &p);
        } else if (has_number(&p) || (is_room(p.word[0]) && p.n == 2)) {
            join(&whole, &p);
        } else {
            /* A house with a name: its street is in this part or the next. */
            cut_after_street(&p, &street);
            join(&house, &p);
            if (street)
                break;
            continue;
        }
        if (needs_more(&whole) ||
            (whole.n <= 3 && is_room(whole.word[0]) && at < s.len && ts_is_digit(whole.word[whole.n - 1].ptr[0])))
            continue;
        cut_after_street(&whole, &street);
        *settled = street && whole.n > 2 && ts_is_digit(whole.word[0].ptr[0]) && whole.word[1].len > 2;
        return whole.n > 1 && write_part(&whole, out);
    }
    if (whole.n > 1 && !needs_more(&whole)) {
        cut_after_street(&whole, &street);
        return write_part(&whole, out);
    }
    return whole.n == 0 && street && house.n > 1 && write_part(&house, out);
}

/* What one pass leaves may shorten once more ("GREEN STREET" and kin): the normal form is what stays. */
bool ts_address_normal(ts_span raw, ts_norm *out) {
    enum { PASSES = 4 };
    ts_norm now, next;
    bool settled;
    if (is_code(raw) || !address_once(raw, &now, &settled))
        return false;
    if (settled)
        return ts_norm_set(out, ts_norm_span(&now));
    for (int i = 0; i < PASSES; i++) {
        if (!address_once(ts_norm_span(&now), &next, &settled))
            return false;
        if (ts_span_eq(ts_norm_span(&now), ts_norm_span(&next)))
            return ts_norm_set(out, ts_norm_span(&now));
        now = next;
    }
    return false;
}
