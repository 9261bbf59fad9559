/* address.c - finds addresses: the lines before a UK postcode, or a house number and a street by themselves.
 *
 * An address is house number and street, up to four lines above, with the flat and the house's name before them; or a
 * house's name and its street.
 */
#include "detect/house.h"
#include "detect/kinds.h"
#include "detect/office_word.h"
#include "detect/scan.h"

#include "text/date.h"
#include "text/name.h"
#include "text/place.h"
#include "text/words.h"

static const char *const address_labels[] = {
    "address", "home address", "patient address", "lives at", "residing at", "addr", NULL};
static const char *const address_headers[] = {"address",
                                              "addr",
                                              "address1",
                                              "addr1",
                                              "addressline1",
                                              "addrline1",
                                              "add1",
                                              "street",
                                              "streetaddress",
                                              "homeaddress",
                                              "fulladdress",
                                              "patientaddress",
                                              "usualaddress",
                                              "addressline",
                                              "postaladdress",
                                              "address2",
                                              "addr2",
                                              "addressline2",
                                              "addrline2",
                                              "add2",
                                              "address3",
                                              "addr3",
                                              "addressline3",
                                              "address4",
                                              "addr4",
                                              "addressline4",
                                              "addrline3",
                                              "addrline4",
                                              "houseandstreet",
                                              "mailingaddress",
                                              "line1",
                                              "line2",
                                              "strasse",
                                              "adresse",
                                              "addressstreet",
                                              "currentaddress",
                                              "housenumberstreet",
                                              "billingaddress",
                                              "patientusualaddress",
                                              "addresslines",
                                              "houseno",
                                              "housenumber",
                                              "streetname",
                                              "add3",
                                              "add4",
                                              "adress",
                                              "addr5",
                                              "address5",
                                              NULL};
/* ---- the lines before a postcode ---- */

enum { BACK = 240, LINES = 6, NUMBER_LINES = 4, PARTS = 10, LONGEST = 140 };

/* A piece of text between commas or line ends. */
typedef struct part {
    size_t from, to;
    unsigned lines; /* line ends between it and the postcode */
} part;

/* What parts the pieces of an address; spaces only where three stand together, as between columns. */
static const bool border[256] = {[','] = true, ['\n'] = true, [':'] = true, ['\t'] = true, [' '] = true};

static bool three_spaces(const char *text, size_t low, size_t end) {
    return end >= low + 3 && text[end - 2] == ' ' && text[end - 3] == ' ';
}

static bool is_wrap(char c) { return ts_is_space(c) || c == '"' || c == '\''; }

/* Where the walk back from a postcode stands. */
typedef struct walk {
    ts_span text;
    size_t low, from, at;
    unsigned lines;
    bool ended;
} walk;

/* The next part before; a colon, a column's gap and a blank line end the walk. */
static bool part_before(walk *w, part *p) {
    const char *t = w->text.ptr;
    while (!w->ended && w->from > w->low) {
        size_t from = w->from, end = from;
        while (from > w->low &&
               (!border[(uint8_t)t[from - 1]] || (t[from - 1] == ' ' && !three_spaces(t, w->low, from))))
            from--;
        *p = (part){from, end, w->lines};
        while (p->from < p->to && is_wrap(t[p->from]))
            p->from++;
        while (p->to > p->from && is_wrap(t[p->to - 1]))
            p->to--;
        bool empty = p->from == p->to;
        char before = from > w->low ? t[from - 1] : ':';
        w->ended = before == ':' || before == '\t' || before == ' ' ||
                   (before == '\n' && (++w->lines > LINES || (empty && end != w->at)));
        w->from = from > w->low ? from - 1 : from;
        if (!empty)
            return true;
    }
    return false;
}

/* "12", "12A", "12-14": five digits at most, eight with what follows.  More are somebody's, "999 000 0018 ASHWORTH". */
static bool is_house_number(ts_span text, size_t at, size_t end) {
    enum { DIGITS = 5, ALL = 8 };
    for (size_t run = 0, all = 0; at < end && !ts_is_alpha(text.ptr[at]); at++) {
        run = ts_is_digit(text.ptr[at]) ? run + 1 : 0;
        all += run > 0;
        if (run > DIGITS || all > ALL)
            return false;
    }
    return true;
}

/* Where a house number begins in a part: at its begin, behind a flat, or behind "at" and "of" in prose. */
static size_t number_in(ts_span text, const part *p, bool town, bool *prose) {
    *prose = false;
    if (ts_is_digit(text.ptr[p->from]))
        return is_house_number(text, p->from, p->to) && !ts_part_begins_date(text, p->from, p->to) ? p->from : SIZE_MAX;
    for (size_t i = p->from; i + 4 < p->to; i++) {
        if (text.ptr[i] != ' ' || !ts_is_digit(text.ptr[i + 1]) || !is_house_number(text, i + 1, p->to))
            continue;
        size_t flat = ts_flat_at_end(ts_slice(text, p->from, i - p->from));
        if (flat != SIZE_MAX)
            return p->from + flat;
        ts_span before = ts_slice(text, p->from, i - p->from);
        size_t n = before.len;
        if ((n == 2 || (n > 2 && before.ptr[n - 3] == ' ')) &&
            (ts_span_eq_nocase(ts_slice(before, n - 2, 2), ts_str("at")) ||
             ts_span_eq(ts_slice(before, n - 2, 2), ts_str("of")))) {
            *prose = true;
            return i + 1;
        }
        if (!ts_part_begins_date(text, i + 1, p->to) && ts_part_is_street(text, i + 1, p->to)) {
            *prose = true;
            return i + 1;
        }
        if (town && !ts_part_begins_date(text, i + 1, p->to) && ts_part_leads_home(text, p->from, i) &&
            ts_part_is_numbered(text, i + 1, p->to))
            return i + 1;
    }
    return SIZE_MAX;
}

/* End of the street after a number at `start`: its own words must go on to a street, or it is a short number before a
 * comma and the street is what stands before the postcode.  0: a date, a number of something else. */
static size_t street_end(ts_span text, size_t start, size_t at) {
    const char *t = text.ptr;
    size_t end = start, letters = 0;
    while (end < at && t[end] != ',' && t[end] != '\n' && t[end] != '"') {
        letters += ts_is_alpha(t[end]);
        end++;
    }
    if (letters >= 3)
        return end;
    if (end - start > 5)
        return 0;
    end = at;
    while (end > start && (ts_is_space(t[end - 1]) || t[end - 1] == ','))
        end--;
    return end;
}

static bool is_date(ts_span s) {
    ts_written_date d;
    s = ts_trim(s);
    return s.len > 0 && ts_is_digit(s.ptr[s.len - 1]) && ts_date_read(s, &d) && d.len == s.len;
}

static bool read_address(ts_span text, size_t start, size_t end, ts_found *out) {
    if (end <= start || end - start > LONGEST || !ts_address_normal(ts_slice(text, start, end - start), &out->norm))
        return false;
    out->start = (uint32_t)start;
    out->end = (uint32_t)end;
    return true;
}

/* The flat and the house's name in the two parts before the number's. */
static size_t reach_back(walk *w, size_t start, size_t free) {
    part p;
    if (w->low < free)
        w->low = free;
    for (size_t i = 0; i < 2 && part_before(w, &p); i++) {
        size_t flat = ts_flat_at_end(ts_slice(w->text, p.from, p.to - p.from));
        size_t begin = flat != SIZE_MAX ? p.from + flat : ts_stair_at_end(w->text, p.from, p.to);
        if (begin == SIZE_MAX)
            begin = ts_house_at_end(w->text, p.from, p.to);
        if (begin == SIZE_MAX)
            break;
        start = begin;
        if (begin > p.from)
            break;
    }
    return start;
}

/* No number: a house's name or a flat, and its street in the next part. */
static bool read_named(ts_span text, const part *p, size_t n, size_t free, bool under_name, ts_found *out) {
    for (size_t i = n; i-- > 1;) {
        size_t house = ts_house_at_end(text, p[i].from, p[i].to);
        size_t flat = ts_flat_at_end(ts_slice(text, p[i].from, p[i].to - p[i].from));
        if (flat != SIZE_MAX)
            house = p[i].from + flat;
        if (house == SIZE_MAX && under_name && ts_house_under_name(text, p[i].from, p[i].to, free))
            house = p[i].from;
        if (house == SIZE_MAX && ts_part_has_street(text, p[i - 1].from, p[i - 1].to))
            house = ts_house_in_prose(text, p[i].from, p[i].to);
        size_t street = i - 1; /* "Apartment 20, Sunnyside, St Mary's Road" */
        if (flat != SIZE_MAX && street > 0 && !ts_part_has_street(text, p[street].from, p[street].to))
            street--;
        if (house != SIZE_MAX && house >= free && ts_part_has_street(text, p[street].from, p[street].to) &&
            read_address(text, house, p[street].to, out))
            return true;
    }
    return false;
}

/* "Woodlands, Quarry Bank" straight under a name and above the town: a house and a street of whatever kind. */
static bool read_under_name(ts_span text, const part *p, size_t n, size_t free, ts_found *out) {
    while (n > 0 && p[n - 1].from < free)
        n--;
    size_t first = n, breaks = 0;
    if (n < 3)
        return false;
    for (size_t i = free; i < p[n - 1].from; i++) {
        breaks += text.ptr[i] == '\n';
        if (!ts_is_space(text.ptr[i]) && text.ptr[i] != ',')
            return false;
    }
    while (first > 0 && p[first - 1].lines == p[n - 1].lines &&
           ts_part_is_named(text, p[first - 1].from, p[first - 1].to))
        first--;
    bool whole = first > 0 && p[first - 1].lines < p[n - 1].lines;
    return breaks == 1 && n - first >= 2 && whole && read_address(text, p[n - 1].from, p[first].to, out);
}

bool ts_address_before(ts_span text, size_t low, size_t at, size_t free, bool under_name, ts_found *out) {
    walk w = {.text = text, .low = at > low + BACK ? at - BACK : low, .from = at, .at = at};
    part p[PARTS];
    for (size_t n = 0; n < PARTS; n++) {
        bool prose;
        if (!part_before(&w, &p[n]))
            return read_named(text, p, n, free, under_name, out) ||
                   (under_name && read_under_name(text, p, n, free, out));
        size_t start = p[n].lines <= NUMBER_LINES ? number_in(text, &p[n], n > 0, &prose) : SIZE_MAX;
        if (start == SIZE_MAX)
            continue;
        size_t end = street_end(text, start, at);
        if (end == 0)
            return false;
        size_t back = prose || start > p[n].from ? start : reach_back(&w, start, free);
        if (back < start && read_address(text, back, end, out))
            return true;
        return read_address(text, start, end, out) && !is_date(ts_slice(text, start, end - start)) &&
               (!prose || ts_address_has_street(ts_norm_span(&out->norm)));
    }
    return false;
}

/* ---- a number and a street by themselves ---- */

enum { STREET_WORDS = 5, PROSE_LINE = 40, SURE = 75, LIKELY = 65, DOUBTFUL = 45 };

/* Words before a number that make it something else's: "Ward 4 Park View", "Bus 12 High Street". */
static bool numbers_a_thing(ts_span word) {
    static ts_word_set things = {.words = " WARD ROOM BED BAY BUS ROUTE LEVEL FLOOR PHASE STAGE GATE PAGE CHAPTER ZONE "
                                          "SECTION TABLE FIGURE FIG JUNCTION PLATFORM VERSION STEP TEAM CLINIC THEATRE "
                                          "EXIT LOT RULE AREA GROUP CLASS YEAR GRADE BAND SITE STOP TOP LINE RELEASE "
                                          "TIER MODULE EPISODE SERIES ROUND ISSUE CATEGORY OPTION "};
    return ts_word_set_has_nocase(&things, word);
}

/* What is counted, not named: "7 Day Rise", "3 Point Road Map", "100 Yard Dash". */
static bool is_counted(ts_span word) {
    static ts_word_set counts = {
        .words =
            " DAY DAYS WEEK WEEKS MONTH MONTHS YEAR YEARS HOUR HOURS MINUTE MINUTES SECOND SECONDS YARD YARDS METRE "
            "METRES METER POINT POINTS FACTOR MILLION BILLION THOUSAND HUNDRED PERCENT PEOPLE PERSON BIT BITS BYTE "
            "BYTES CORE CORES PIN WIRE BED BEDS STEP STEPS STAR SEATER DOOR PIECE PHASE LAYER LEVEL MEN WOMEN "
            "PATIENTS STAFF TIMES "};
    return ts_word_set_has_nocase(&counts, word);
}

/* What stands before the number: nothing that may be a house's, any words, "at" or "of", a line's begin or a sign. */
typedef enum before { NO_HOUSE, WORDS_BEFORE, LED, BEGINS } before;

/* "Free Software Foundation, Inc., 12 Park Road": what stands before the sign is no person's. */
static bool is_behind_office(ts_span text, size_t at, size_t free) {
    enum { SIGNS = 12 };
    static ts_word_set firms = {.words = " INC LLC CORP CORPORATION GMBH COMMONS "};
    size_t end = at;
    while (end > free && at - end < SIGNS && !ts_is_alnum(text.ptr[end - 1]))
        end--;
    size_t from = end;
    while (from > free && ts_is_alpha(text.ptr[from - 1]))
        from--;
    ts_span word = ts_slice(text, from, end - from);
    return word.len > 1 && (ts_word_set_has_nocase(&firms, word) || ts_is_office_word(word));
}

static bool begins_line(ts_span text, size_t at) {
    while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '"'))
        at--;
    return at == 0 || text.ptr[at - 1] == '\n';
}

static before before_number(ts_span text, size_t at) {
    enum { LONGEST_WORD = 24 };
    static ts_word_set leading = {.words = " AT OF TO FROM IN NO ADDRESS LIVES ADDR "};
    size_t end = at;
    while (end > 0 && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '"'))
        end--;
    if (end == 0 || memchr("\n,:;\t|(", text.ptr[end - 1], 7)) /* "3,12 Park Row": a row of values */
        return end == at && end > 0 && text.ptr[end - 1] == ',' ? WORDS_BEFORE : BEGINS;
    size_t from = end;
    while (from > 0 && end - from < LONGEST_WORD && !ts_is_space(text.ptr[from - 1]))
        from--;
    ts_span word = ts_slice(text, from, end - from);
    if (word.len == 0) /* behind a page's end */
        return NO_HOUSE;
    if (ts_flat_position(word))
        return BEGINS;
    if (!ts_is_alpha(word.ptr[word.len - 1]) || numbers_a_thing(word))
        return word.ptr[word.len - 1] == ')' ? WORDS_BEFORE : NO_HOUSE;
    return ts_word_set_has_nocase(&leading, word) ? LED : WORDS_BEFORE;
}

/* What stands behind the street: false where it goes on as an institution's name, "Park Road Surgery"; *ends: a sign, a
 * line's end or a small letter. */
static bool ends_street(ts_span text, size_t at, size_t to, bool *ends) {
    *ends = at >= to || text.ptr[at] != ' ' || at + 1 >= to || !ts_begins_capital(text, at + 1);
    if (at < to && (ts_is_alnum(text.ptr[at]) || text.ptr[at] == '_' || text.ptr[at] == '-' || text.ptr[at] >= 0x80))
        return false;
    if (*ends)
        return true;
    static ts_word_set others = {.words = " MAP MAPS RAGE RACE TRIP TAX SAFETY SHOW TEST USER USERS TRAFFIC CLOSURE "
                                          "LEVEL NUMBER TYPE MODE "};
    ts_span word = ts_slice(text, at + 1, ts_part_word_end(text, at + 1, to) - at - 1);
    return !ts_is_office_word(word) && !ts_word_set_has_nocase(&others, word);
}

/* "9 Microsoft CL 15": capitals behind a word that has small letters shorten no kind of street. */
static bool is_shouted_end(ts_span text, size_t from, size_t end) {
    size_t word = end;
    while (word > from && ts_is_upper(text.ptr[word - 1]))
        word--;
    return end - word > 0 && end - word < 4 && word > from + 1 && text.ptr[word - 1] == ' ' &&
           ts_is_alpha(text.ptr[word - 2]) && !ts_is_upper(text.ptr[word - 2]);
}

/* A wrapped line's end goes for a space; a short line is a line of its own. */
static size_t over_gap(ts_span text, size_t at, size_t to) {
    if (at + 1 >= to || (text.ptr[at] != ' ' && text.ptr[at] != '\n'))
        return at;
    for (size_t i = at; text.ptr[at] == '\n' && at - i < PROSE_LINE; i--)
        if (i == 0 || text.ptr[i - 1] == '\n')
            return at;
    return at + 1;
}

/* In small letters a street has a name of one word or two, neither "in" nor "the". */
static bool is_small_name(ts_span word, size_t earlier) {
    static ts_word_set others = {.words =
                                     " THE AND FOR FROM WAS WERE NOON MILES DAYS WEEKS MONTHS YEARS HOURS MINUTES "};
    return earlier < 3 && word.len > 1 && (word.len > 2 || earlier > 0 || ts_street_word(word)) &&
           !memchr(word.ptr, '\'', word.len) && !ts_word_set_has_nocase(&others, word);
}

/* End of the street whose name begins at `at`; 0 where none does.  *sort: 1 its kind is an ordinary word too, 2 sure. */
static size_t street_from(ts_span text, size_t at, size_t to, bool small, unsigned *sort) {
    size_t end = 0;
    bool lead = false;
    *sort = 0;
    for (size_t words = 0, next = at; words < STREET_WORDS; words++) {
        size_t stop = ts_letters_end(text, next, to);
        ts_span word = ts_slice(text, next, stop - next);
        bool particle = words > 0 && (ts_span_eq(word, ts_str("of")) || ts_span_eq(word, ts_str("the")) ||
                                      ts_span_eq(word, ts_str("y")) || ts_span_eq(word, ts_str("yr")) ||
                                      ts_span_eq(word, ts_str("and")));
        if (word.len == 0 || (!ts_begins_capital(text, next) && !particle && !(small && is_small_name(word, words))))
            break;
        unsigned kind = words > 0 ? ts_street_word(word) : 0;
        if (words == 0)
            lead = ts_street_lead(word);
        if (kind > 0 || (lead && words > 0 && !particle)) {
            end = stop;
            *sort = kind > *sort ? kind : lead ? 2 : *sort > 0 ? *sort : 1;
        } else if (end > 0) {
            break;
        }
        lead = lead && (words == 0 || particle);
        size_t dot = stop + (stop + 1 < to && text.ptr[stop] == '.' && text.ptr[stop + 1] == ' ' && stop - next < 4);
        next = over_gap(text, dot, to);
        if (next == dot)
            break;
    }
    return end;
}

/* Begin of the flat whose number is [at, end), "Apartment 4"; SIZE_MAX where it is no flat's. */
static size_t flat_of(ts_span text, size_t free, size_t at, size_t end) {
    enum { LONGEST_ROOM = 12 };
    size_t from = at > free + LONGEST_ROOM ? at - LONGEST_ROOM : free;
    size_t flat = at > free ? ts_flat_at_end(ts_slice(text, from, end - from)) : SIZE_MAX;
    return flat == SIZE_MAX ? flat : from + flat;
}

bool ts_address_at(ts_span text, size_t at, size_t to, size_t free, ts_found *out) {
    const char *t = text.ptr;
    size_t next = at;
    unsigned sort;
    while (next < to && ts_is_digit(t[next]))
        next++;
    size_t digits = next - at;
    next += next < to && ts_is_alpha(t[next]);
    if (next + 1 < to && (t[next] == '-' || t[next] == '/') && ts_is_digit(t[next + 1]))
        for (next++; next < to && ts_is_digit(t[next]);)
            next++;
    /* "13/08/2023", "2020-12-08": neither a street's name nor a line's end can follow. */
    if (digits > 4 || t[at] == '0' || next >= to || (t[next] != ',' && !ts_is_space(t[next])))
        return false;
    before stands = before_number(text, at);
    size_t flat = flat_of(text, free, at, next), name = next;
    bool comma = name < to && t[name] == ',';
    name += comma;
    if (flat != SIZE_MAX) {
        stands = before_number(text, flat);
        comma = false;
        while (name < to && name - next < 4 && ts_is_space(t[name]))
            name++;
    } else {
        name = over_gap(text, name, to);
    }
    if (stands == NO_HOUSE || name == next + comma || name >= to)
        return false;
    bool small = !ts_begins_capital(text, name);
    if (small && (stands < LED || at < 3 || !ts_span_eq_nocase(ts_slice(text, at - 3, 3), ts_str("at "))))
        return false;
    if (flat == SIZE_MAX && is_counted(ts_slice(text, name, ts_letters_end(text, name, to) - name)))
        return false;
    size_t end = street_from(text, name, to, small, &sort);
    if (flat != SIZE_MAX && end == 0) { /* "Apartment 4, The Willows, London Road" */
        size_t house = name;
        while (house < to && house - name < 40 && t[house] != ',' && t[house] != '\n')
            house++;
        if (ts_house_at_end(text, name, house) == name && house + 2 < to)
            end = street_from(text, house + 1 + (t[house + 1] == ' '), to, false, &sort);
    }
    bool ends;
    if (end == 0 || digits > 3 || !ends_street(text, end, to, &ends)) /* "2009 Michael A. Green": a year */
        return false;
    bool doubtful = sort < 2 || small || comma;
    if (doubtful && (stands < LED || !ends || (sort < 2 && (small || comma))))
        return false;
    if (stands == BEGINS && is_behind_office(text, flat != SIZE_MAX ? flat : at, free))
        return false;
    if (ts_is_in_america(text, end, to) || is_shouted_end(text, name, end))
        return false;
    walk w = {.text = text, .low = free, .from = at, .at = at};
    size_t start = flat != SIZE_MAX ? flat : reach_back(&w, at, free);
    if (!read_address(text, start, end, out) && !read_address(text, at, end, out))
        return false;
    bool alone = start == at && begins_line(text, at) && !ts_street_goes_on(text, end, to); /* "12 Angry Men Court" */
    out->confidence = !doubtful ? SURE : alone ? DOUBTFUL : LIKELY;
    return true;
}

static ts_usual usual_address(const char *p, size_t len) { return ts_address_usual(p, len) ? TS_USUAL : TS_USUAL_NO; }

const ts_detector ts_detector_address = {
    .kind = TS_KIND_ADDRESS,
    .name = "address",
    .summary = "house and street",
    .source = "BS 7666; PAF Programmers' Guide",
    .version = 4,
    .anchor = {TS_ANCHOR_NONE, NULL},
    .labels = address_labels,
    .headers = address_headers,
    .normal = ts_address_normal,
    .usual = usual_address,
    .plain = 75,
    .labelled = 92,
    .column = 90,
};
