/* address.c - finds the address lines before a UK postcode.
 *
 * An address is house number and street, up to four lines above, with the flat and the house's name before them; or a
 * house's name and its street.
 */
#include "detect/kinds.h"
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

enum { BACK = 240, LINES = 6, NUMBER_LINES = 4, PARTS = 10, LONGEST = 140, HOUSE_WORDS = 4 };

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

static size_t word_end(ts_span text, size_t at, size_t end) {
    while (at < end && text.ptr[at] != ' ')
        at++;
    return at;
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
static size_t number_in(ts_span text, const part *p, bool *prose) {
    *prose = false;
    if (ts_is_digit(text.ptr[p->from]))
        return is_house_number(text, p->from, p->to) ? p->from : SIZE_MAX;
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

static bool is_capital(ts_span text, size_t at) { return ts_is_upper(text.ptr[at]) || text.ptr[at] >= 0xC3; }

/* Begin of the house's name that ends a part: "The Old Rectory", "Rose Cottage"; but "John Hall" is a man.  SIZE_MAX
 * if it ends in none. */
static size_t house_at_end(ts_span text, const part *p) {
    size_t end = p->to, from = end, words = 0, first = end;
    while (words < HOUSE_WORDS && from > p->from) {
        size_t word = from;
        while (word > p->from && text.ptr[word - 1] != ' ')
            word--;
        if (!is_capital(text, word) || (words == 0 && !ts_is_house_word(ts_slice(text, word, end - word))))
            break;
        first = word;
        words++;
        from = word > p->from ? word - 1 : word;
    }
    if (words < 2)
        return SIZE_MAX;
    bool clinical;
    ts_norm given, last;
    ts_span front = ts_slice(text, first, word_end(text, first, end) - first);
    if (ts_title_at(text, first, end, &clinical) ||
        (words == 2 && ts_forename_normal(front, &given) && ts_forename_known(ts_norm_span(&given)) &&
         ts_surname_normal(ts_slice(text, first + front.len + 1, end - first - front.len - 1), &last) &&
         ts_surname_known(ts_norm_span(&last))))
        return SIZE_MAX;
    return first;
}

/* What stands under a name on an envelope and is no house: a firm, a ward, a post. */
bool ts_is_office_word(ts_span word) {
    static ts_word_set offices = {
        .words =
            " HOSPITAL SURGERY CLINIC CENTRE CENTER PRACTICE DEPARTMENT DEPT WARD TRUST SCHOOL COLLEGE UNIVERSITY "
            "COUNCIL LTD LIMITED PLC OFFICE PHARMACY HEALTH NHS SERVICE SERVICES TEAM GROUP CHURCH CHARITY "
            "SOLICITORS CONSULTANT SURGEON MANAGER DIRECTOR OFFICER NURSE SECRETARY REGISTRAR SISTER HEAD LEAD "
            "CHAIR CHAIRMAN TREASURER TRUSTEE ADMINISTRATOR PARTNER PARTNERS PHYSICIAN CONFIDENTIAL PRIVATE URGENT "
            "WORKS COMPANY FOUNDATION SOCIETY ASSOCIATION INSTITUTE LIBRARY BANK INN ARMS HOTEL FUND APPEAL "
            "HOSPICE "};
    if (word.len < 2 || word.len > 16)
        return word.len > 16;
    ts_span end = ts_slice(word, word.len - 3, 3);
    return ts_word_set_has_nocase(&offices, word) || (word.len > 6 && ts_span_eq_nocase(end, ts_str("ist")));
}

/* One to three capitalised words straight under a name: a house whose name says nothing of it, "Thornfield". */
static bool is_house_under_name(ts_span text, const part *p, size_t free) {
    if (p->from < free)
        return false;
    for (size_t i = free; i < p->from; i++)
        if (!ts_is_space(text.ptr[i]) && text.ptr[i] != ',')
            return false;
    size_t words = 0;
    for (size_t at = p->from; at < p->to; words++) {
        size_t end = word_end(text, at, p->to);
        if (words == 3 || end == at || !is_capital(text, at) || ts_is_office_word(ts_slice(text, at, end - at)))
            return false;
        for (size_t i = at; i < end; i++)
            if (ts_is_digit(text.ptr[i]))
                return false;
        at = end + (end < p->to);
    }
    return words > 0 && memchr(text.ptr + free, '\n', p->from - free) != NULL;
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
        size_t begin = flat != SIZE_MAX ? p.from + flat : house_at_end(w->text, &p);
        if (begin == SIZE_MAX)
            break;
        start = begin;
        if (begin > p.from)
            break;
    }
    return start;
}

/* No number: a house's name, and its street in the next part. */
static bool read_named(ts_span text, const part *p, size_t n, size_t free, bool under_name, ts_found *out) {
    for (size_t i = n; i-- > 1;) {
        size_t house = house_at_end(text, &p[i]);
        if (house == SIZE_MAX && under_name && is_house_under_name(text, &p[i], free))
            house = p[i].from;
        if (house != SIZE_MAX && house >= free && read_address(text, house, p[i - 1].to, out) &&
            ts_address_has_street(ts_norm_span(&out->norm)))
            return true;
    }
    return false;
}

bool ts_address_before(ts_span text, size_t low, size_t at, size_t free, bool under_name, ts_found *out) {
    walk w = {.text = text, .low = at > low + BACK ? at - BACK : low, .from = at, .at = at};
    part p[PARTS];
    for (size_t n = 0; n < PARTS; n++) {
        bool prose;
        if (!part_before(&w, &p[n]))
            return read_named(text, p, n, free, under_name, out);
        size_t start = p[n].lines <= NUMBER_LINES ? number_in(text, &p[n], &prose) : SIZE_MAX;
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

static ts_usual usual_address(const char *p, size_t len) { return ts_address_usual(p, len) ? TS_USUAL : TS_USUAL_NO; }

const ts_detector ts_detector_address = {
    .kind = TS_KIND_ADDRESS,
    .name = "address",
    .summary = "house and street",
    .source = "BS 7666; PAF Programmers' Guide",
    .version = 2,
    .anchor = {TS_ANCHOR_NONE, NULL},
    .labels = address_labels,
    .headers = address_headers,
    .normal = ts_address_normal,
    .usual = usual_address,
    .plain = 75,
    .labelled = 88,
    .column = 90,
};
