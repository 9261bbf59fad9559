/* place.c - UK addresses: house and street in one form, and the words that places are called by. */
#include "text/place.h"

#include "base/lanes.h"
#include "text/fold.h"
#include "text/words.h"

enum { LONGEST = 256, WORDS = 24 };

/* Words that say what a part of an address is, with the short form that is kept; sorted. */
enum { STREET_WORD = 1, ROOM_WORD };
#define PLACE(word, kept, sort) \
    { word, sizeof(word) - 1, kept, sizeof(kept) - 1, sort }
static const struct {
    char word[12];
    uint8_t len;
    char kept[10];
    uint8_t kept_len, sort;
} place_words[] = {
    PLACE("APARTMENT", "FLAT", ROOM_WORD),
    PLACE("APPROACH", "APPROACH", STREET_WORD),
    PLACE("APT", "FLAT", ROOM_WORD),
    PLACE("AV", "AVE", STREET_WORD),
    PLACE("AVE", "AVE", STREET_WORD),
    PLACE("AVENUE", "AVE", STREET_WORD),
    PLACE("BLDGS", "BLDGS", STREET_WORD),
    PLACE("BLOCK", "BLOCK", ROOM_WORD),
    PLACE("BLVD", "BLVD", STREET_WORD),
    PLACE("BOULEVARD", "BLVD", STREET_WORD),
    PLACE("BRAE", "BRAE", STREET_WORD),
    PLACE("BROW", "BROW", STREET_WORD),
    PLACE("BUILDINGS", "BLDGS", STREET_WORD),
    PLACE("CAUSEWAY", "CAUSEWAY", STREET_WORD),
    PLACE("CHASE", "CHASE", STREET_WORD),
    PLACE("CIRCUS", "CIRCUS", STREET_WORD),
    PLACE("CL", "CL", STREET_WORD),
    PLACE("CLOSE", "CL", STREET_WORD),
    PLACE("COPSE", "COPSE", STREET_WORD),
    PLACE("CORNER", "CORNER", STREET_WORD),
    PLACE("COTTAGES", "COTTAGES", STREET_WORD),
    PLACE("COURT", "CT", STREET_WORD),
    PLACE("CRES", "CRES", STREET_WORD),
    PLACE("CRESCENT", "CRES", STREET_WORD),
    PLACE("CROFT", "CROFT", STREET_WORD),
    PLACE("CT", "CT", STREET_WORD),
    PLACE("DELL", "DELL", STREET_WORD),
    PLACE("DENE", "DENE", STREET_WORD),
    PLACE("DR", "DR", STREET_WORD),
    PLACE("DRIVE", "DR", STREET_WORD),
    PLACE("EMB", "EMB", STREET_WORD),
    PLACE("EMBANKMENT", "EMB", STREET_WORD),
    PLACE("END", "END", STREET_WORD),
    PLACE("ESP", "ESP", STREET_WORD),
    PLACE("ESPLANADE", "ESP", STREET_WORD),
    PLACE("FIELDS", "FIELDS", STREET_WORD),
    PLACE("FLAT", "FLAT", ROOM_WORD),
    PLACE("FLOOR", "FLOOR", ROOM_WORD),
    PLACE("FOLD", "FOLD", STREET_WORD),
    PLACE("GAIT", "GAIT", STREET_WORD),
    PLACE("GARDENS", "GDNS", STREET_WORD),
    PLACE("GARTH", "GARTH", STREET_WORD),
    PLACE("GATE", "GATE", STREET_WORD),
    PLACE("GDNS", "GDNS", STREET_WORD),
    PLACE("GLADE", "GLADE", STREET_WORD),
    PLACE("GN", "GN", STREET_WORD),
    PLACE("GR", "GR", STREET_WORD),
    PLACE("GREEN", "GN", STREET_WORD),
    PLACE("GROVE", "GR", STREET_WORD),
    PLACE("GRV", "GR", STREET_WORD),
    PLACE("HILL", "HILL", STREET_WORD),
    PLACE("LANE", "LN", STREET_WORD),
    PLACE("LEYS", "LEYS", STREET_WORD),
    PLACE("LN", "LN", STREET_WORD),
    PLACE("LOAN", "LOAN", STREET_WORD),
    PLACE("LOKE", "LOKE", STREET_WORD),
    PLACE("MALL", "MALL", STREET_WORD),
    PLACE("MDW", "MDW", STREET_WORD),
    PLACE("MDWS", "MDWS", STREET_WORD),
    PLACE("MEADOW", "MDW", STREET_WORD),
    PLACE("MEADOWS", "MDWS", STREET_WORD),
    PLACE("MEWS", "MEWS", STREET_WORD),
    PLACE("MOUNT", "MT", STREET_WORD),
    PLACE("MT", "MT", STREET_WORD),
    PLACE("NOOK", "NOOK", STREET_WORD),
    PLACE("ORCHARD", "ORCHARD", STREET_WORD),
    PLACE("PADDOCK", "PADDOCK", STREET_WORD),
    PLACE("PADDOCKS", "PADDOCKS", STREET_WORD),
    PLACE("PARADE", "PDE", STREET_WORD),
    PLACE("PARK", "PK", STREET_WORD),
    PLACE("PASSAGE", "PASSAGE", STREET_WORD),
    PLACE("PATH", "PATH", STREET_WORD),
    PLACE("PDE", "PDE", STREET_WORD),
    PLACE("PEND", "PEND", STREET_WORD),
    PLACE("PK", "PK", STREET_WORD),
    PLACE("PL", "PL", STREET_WORD),
    PLACE("PLACE", "PL", STREET_WORD),
    PLACE("PLOT", "PLOT", ROOM_WORD),
    PLACE("PROM", "PROM", STREET_WORD),
    PLACE("PROMENADE", "PROM", STREET_WORD),
    PLACE("QUAY", "QUAY", STREET_WORD),
    PLACE("RD", "RD", STREET_WORD),
    PLACE("RIDGE", "RIDGE", STREET_WORD),
    PLACE("RISE", "RISE", STREET_WORD),
    PLACE("ROAD", "RD", STREET_WORD),
    PLACE("ROOM", "ROOM", ROOM_WORD),
    PLACE("ROW", "ROW", STREET_WORD),
    PLACE("SAINT", "ST", STREET_WORD),
    PLACE("SPINNEY", "SPINNEY", STREET_WORD),
    PLACE("SQ", "SQ", STREET_WORD),
    PLACE("SQUARE", "SQ", STREET_WORD),
    PLACE("ST", "ST", STREET_WORD),
    PLACE("STR", "ST", STREET_WORD),
    PLACE("STRAND", "STRAND", STREET_WORD),
    PLACE("STREET", "ST", STREET_WORD),
    PLACE("SUITE", "SUITE", ROOM_WORD),
    PLACE("TER", "TER", STREET_WORD),
    PLACE("TERR", "TER", STREET_WORD),
    PLACE("TERRACE", "TER", STREET_WORD),
    PLACE("UNIT", "UNIT", ROOM_WORD),
    PLACE("VALE", "VALE", STREET_WORD),
    PLACE("VENNEL", "VENNEL", STREET_WORD),
    PLACE("VIEW", "VIEW", STREET_WORD),
    PLACE("VILLAS", "VILLAS", STREET_WORD),
    PLACE("WALK", "WALK", STREET_WORD),
    PLACE("WAY", "WAY", STREET_WORD),
    PLACE("WHARF", "WHARF", STREET_WORD),
    PLACE("WYND", "WYND", STREET_WORD),
    PLACE("YARD", "YARD", STREET_WORD),
};
enum { PLACE_WORDS = sizeof place_words / sizeof place_words[0] };

/* Bit per length that a place word of each first letter has: most words are refused here. */
static const uint16_t lengths[26] = {0x34c, 0x230, 0x174, 0x34, 0x608, 0x70, 0xbc, 0x10, 0x0,  0x0,  0x0, 0x14, 0xfc,
                                     0x10,  0x80,  0x3fc, 0x10, 0x3c,  0xec, 0x98, 0x10, 0x50, 0x38, 0x0, 0x10, 0x0};

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

/* The words of one part of an address. */
typedef struct part {
    ts_span word[WORDS];
    int8_t known[WORDS]; /* index into place_words, or -1 */
    size_t n;
} part;
_Static_assert(PLACE_WORDS < 128, "an index fits");

static ts_span kept(int i) { return (ts_span){place_words[i].kept, place_words[i].kept_len}; }

static bool is_street(const part *p, size_t i) {
    return p->known[i] >= 0 && place_words[p->known[i]].sort == STREET_WORD;
}

static bool is_room(const part *p, size_t i) { return p->known[i] >= 0 && place_words[p->known[i]].sort == ROOM_WORD; }

/* Apartments and suites are written FLAT and SUITE, saints ST, before anything is asked of them. */
static void add_word(part *p, ts_span w) {
    int i = place_word(w);
    if (i >= 0 && w.len > 2 && (w.ptr[0] == 'A' || w.ptr[0] == 'S') &&
        (place_words[i].sort == ROOM_WORD || w.ptr[1] == 'A')) {
        w = kept(i);
        i = place_word(w);
    }
    p->word[p->n] = w;
    p->known[p->n++] = (int8_t)i;
}

/* Cuts the next part, up to a comma, off folded text; apostrophes and dots are gone already. */
static void next_part(ts_span s, size_t *at, part *p) {
    p->n = 0; /* the words are written before they are read: clearing them would cost more than reading them */
    size_t i = *at;
    while (i < s.len && s.ptr[i] != ',') {
        size_t from = i;
        while (i < s.len && s.ptr[i] != ' ' && s.ptr[i] != ',')
            i++;
        if (i > from && p->n < WORDS)
            add_word(p, (ts_span){s.ptr + from, i - from});
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
        bool follows = is_street(p, i) && (named > 0 || (last && i > 0));
        if (follows) {
            /* ST between words may be a saint's ("GREEN ST HELENS"); at the end it is a street. */
            while (i + 1 < p->n && is_street(p, i + 1) && (i + 2 == p->n || !ts_span_eq(p->word[i + 1], ts_str("ST"))))
                i++;
            p->word[i] = kept(p->known[i]);
            p->n = i + 1;
            *street = true;
            return;
        }
        named = ts_is_digit(p->word[i].ptr[0]) || is_room(p, i) ? 0 : named + 1;
    }
}

static bool has_number(const part *p) {
    for (size_t i = 0; i < p->n; i++)
        if (ts_is_digit(p->word[i].ptr[0]))
            return true;
    return false;
}

/* "12", "FLAT 2", "FLAT B", the stair "3/2": only together with the part after it do they say where. */
static bool needs_more(const part *p) {
    bool numbers = p->n == 2 && ts_is_digit(p->word[0].ptr[0]) && ts_is_digit(p->word[1].ptr[0]);
    return p->n == 1 || numbers || (p->n <= 2 && is_room(p, 0));
}

static void join(part *p, const part *more) {
    for (size_t i = 0; i < more->n && p->n < WORDS; i++) {
        p->word[p->n] = more->word[i];
        p->known[p->n++] = more->known[i];
    }
}

static bool write_part(const part *p, ts_norm *out) {
    char text[TS_NORM_MAX];
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (n + p->word[i].len + 1 > sizeof text)
            return false;
        if (i > 0)
            text[n++] = ' ';
        ts_copy(text + n, p->word[i].ptr, p->word[i].len);
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
        } else if (has_number(&p) || (is_room(&p, 0) && p.n == 2)) {
            join(&whole, &p);
        } else {
            /* A house with a name: its street is in this part or the next. */
            cut_after_street(&p, &street);
            for (size_t i = 0; i + 1 < p.n; i++)
                street = street || ts_street_lead(p.word[i]);
            join(&house, &p);
            if (street)
                break;
            continue;
        }
        if (needs_more(&whole) ||
            (whole.n <= 3 && is_room(&whole, 0) && at < s.len && ts_is_digit(whole.word[whole.n - 1].ptr[0])))
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

/* A number of up to four digits, a name of one word or more, the kind of street; single spaces between. */
bool ts_address_usual(const char *p, size_t len) {
    if (len > TS_LANES)
        return false;
    ts_lanes v = ts_lanes_of(p);
    uint32_t all = ts_lanes_first(len), digits = ts_lanes_digits(v) & all, spaces = ts_lanes_are(v, ' ') & all,
             letters = ts_lanes_letters(v) & all;
    size_t number = digits == UINT32_MAX ? 0 : (size_t)__builtin_ctz(~digits);
    if (number < 1 || number > 4 || digits >> number || (digits | spaces | letters) != all || (spaces & spaces >> 1))
        return false;
    uint32_t after = spaces & (spaces - 1); /* without the one behind the number */
    if (!(spaces >> number & 1) || !after || __builtin_popcount(after) > 4 || (spaces >> (len - 1) & 1))
        return false;
    size_t second = (size_t)__builtin_ctz(after), last = 32 - (size_t)__builtin_clz(after);
    char word[TS_LANES];
    if (second - number < 4) /* a name of two letters may be anything */
        return false;
    for (size_t i = last; i < len; i++)
        word[i - last] = ts_upper(p[i]);
    int known = place_word((ts_span){word, len - last});
    return known >= 0 && place_words[known].sort == STREET_WORD;
}

/* The normal form of one that is usual: capitals, and the last word as it is kept.  Where a word between is a kind of
 * street or room as well, the long way tells them apart. */
static bool usual_normal(ts_span raw, ts_norm *out) {
    char cell[TS_LANES] = {0}, text[2 * TS_LANES];
    if (raw.len > sizeof cell)
        return false;
    ts_copy(cell, raw.ptr, raw.len);
    if (!ts_address_usual(cell, raw.len))
        return false;
    size_t n = 0, from = 0;
    for (size_t i = 0; i < raw.len; i++) {
        if (cell[i] == ' ') {
            if (place_word(ts_span_of(text + from, n - from)) >= 0)
                return false;
            from = n + 1;
        }
        text[n++] = ts_upper(cell[i]);
    }
    ts_span last = kept(place_word(ts_span_of(text + from, n - from)));
    memcpy(text + from, last.ptr, last.len);
    return ts_norm_set(out, ts_span_of(text, from + last.len));
}

/* What one pass leaves may shorten once more ("GREEN STREET" and kin): the normal form is what stays. */
bool ts_address_normal(ts_span raw, ts_norm *out) {
    enum { PASSES = 4 };
    ts_norm now, next;
    bool settled;
    if (usual_normal(raw, out))
        return true;
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

bool ts_address_has_street(ts_span normal) {
    size_t from = normal.len;
    while (from > 0 && normal.ptr[from - 1] != ' ')
        from--;
    int i = from > 0 && from < normal.len ? place_word(ts_slice(normal, from, normal.len)) : -1;
    return i >= 0 && place_words[i].sort == STREET_WORD;
}

/* The word in capitals; empty where it is longer than any that is known. */
static ts_span capitals(ts_span word, char text[static 12]) {
    size_t n = word.len < 12 ? word.len : 0;
    for (size_t i = 0; i < n; i++)
        text[i] = ts_upper(word.ptr[i]);
    return ts_span_of(text, n);
}

/* Street words that are ordinary words too, in capitals as they head a name: "High Court", "Day Close", "3 Best Place". */
static bool is_ordinary_street(ts_span w) {
    static ts_word_set ordinary = {
        .words =
            " APPROACH AV BLOCK BUILDINGS CHASE CIRCUS CL CLOSE CORNER COURT CR CROFT CT DELL DR DRIVE EMB END ESP "
            "FIELDS FOLD GAIT GARTH GATE GLADE GN GR GREEN HILL LEYS LOAN LOKE MALL MDW MDWS MEADOW MEADOWS "
            "MOUNT MT NOOK ORCHARD PARADE PARK PASSAGE PATH PDE PEND PK PL PLACE PROM QUAY RIDGE RISE ROW SAINT "
            "SQ SQUARE ST STR STRAND TER VALE VIEW WALK WAY WHARF YARD "};
    return ts_word_set_has(&ordinary, w);
}

unsigned ts_street_word(ts_span word) {
    char folded[12];
    ts_span w = capitals(word, folded);
    int i = w.len > 1 ? place_word(w) : -1;
    return i < 0 || place_words[i].sort != STREET_WORD ? 0 : is_ordinary_street(w) ? 1 : 2;
}

bool ts_street_lead(ts_span word) {
    static ts_word_set leads = {.words = " FFORDD HEOL MAES LON STRYD CLOS RHODFA CILGANT TERAS GERDDI RHES "};
    return ts_word_set_has_nocase(&leads, word);
}

bool ts_is_house_word(ts_span word) {
    static ts_word_set houses = {
        .words =
            " COTTAGE HOUSE FARM FARMHOUSE LODGE RECTORY VICARAGE BARN HALL MANOR MILL GRANGE BUNGALOW VILLA PRIORY "
            "PARSONAGE STABLES GRANARY GATEHOUSE SCHOOLHOUSE HOMESTEAD MANSIONS HEIGHTS ANNEXE CHALET "};
    return ts_word_set_has_nocase(&houses, word);
}

bool ts_is_place_word(ts_span word) {
    char folded[12];
    ts_span w = capitals(word, folded);
    return ts_is_house_word(word) || (w.len > 0 && place_word(w) >= 0);
}
