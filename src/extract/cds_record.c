/* cds_record.c - a Commissioning Data Set record of fixed width into the columns of a row a person.
 *
 * Where what stands: cds_places.def.  The layout is known by the record's header and by what must be digits or blank; where a
 * file names another version than 6-2, only numbers, dates and postcodes at their places show that it is laid out alike.
 */
#include "extract/cds_record.h"

#include "base/bytes.h"
#include "text/date.h"

#define TS_CDS_ITEM(id, name) C_##id,
enum item {
#include "extract/cds_items.def"
    COUNT
};
#undef TS_CDS_ITEM
#define TS_CDS_ITEM(id, name) {name, sizeof name - 1},
static const ts_span head[] = {
#include "extract/cds_items.def"
};
#undef TS_CDS_ITEM
_Static_assert((int)COUNT <= (int)TS_CDS_COLUMNS, "every column has a cell");

const ts_span *ts_cds_head(void) { return head; }
size_t ts_cds_columns(void) { return COUNT; }

typedef enum group {
    HEADER,
    DETENTION,
    MARRIAGE,
    BIRTH,
    SPELL,
    PSYCHIATRIC,
    EPISODE,
    VISITOR,
    AGREEMENT,
    AGREEMENT_CHANGE,
    CONSULTANT,
    DIAGNOSIS_SCHEME,
    DIAGNOSIS,
    DIAGNOSIS_READ,
    DIAGNOSIS_AE,
    INVESTIGATION_SCHEME,
    INVESTIGATION,
    TREATMENT_SCHEME,
    TREATMENT,
    PROCEDURE_SCHEME,
    PROCEDURE,
    PROCEDURE_6,
    PROCEDURE_READ,
    LOCATION,
    WARD_STAY,
    CLINIC,
    CLINIC_CENSUS,
    SITE,
    PRACTITIONER,
    REFERRER,
    ACCESS,
    WAIT,
    ATTENDANCE,
    REFERRAL,
    NOT_ATTENDED,
    EMERGENCY,
    STAFF,
    WAITING,
    CRITICAL,
    CRITICAL_DAY,
    CRITICAL_ACTIVITY,
    DRUG,
    PREGNANCY,
    AGE,
    BABY,
    MOTHER,
} group;

/* Lines of a record are told by their number; records on one line by what they are about. */
enum { ANY = 32, ADMITTED, OUTPATIENT, ACCIDENT, ELSE };

#define TS_CDS_FIELD(group, at, len, id) {group, C_##id, at, len},
#define TS_CDS_PLACE(layout, line, at, group, times, stride)
static const struct {
    uint8_t group, column;
    uint16_t at, len;
} fields[] = {
#include "extract/cds_places.def"
};
#undef TS_CDS_FIELD
#undef TS_CDS_PLACE
#define TS_CDS_FIELD(group, at, len, id)
#define TS_CDS_PLACE(layout, line, at, group, times, stride) {TS_CDS_##layout, line, group, times, at, stride},
static const struct {
    uint8_t layout, line, group, times;
    uint16_t at, stride;
} places[] = {
#include "extract/cds_places.def"
};
#undef TS_CDS_FIELD
#undef TS_CDS_PLACE

enum { FIELDS = sizeof fields / sizeof *fields, PLACES = sizeof places / sizeof *places };

/* ---- characters ---- */

void ts_cds_line_of(ts_cds_line *l, ts_span text) {
    l->text = text;
    l->ascii = true;
    l->n = 0;
    for (size_t i = 0; i < text.len && l->ascii; i++)
        l->ascii = (unsigned char)text.ptr[i] < 0x80;
    if (l->ascii)
        return;
    for (size_t at = 0; at < text.len && l->n < TS_CDS_LINE;) {
        l->start[l->n++] = (uint32_t)at;
        ts_utf8_next(text, &at);
        l->start[l->n] = (uint32_t)at;
    }
}

/* `len` characters from `at`, from 0; SIZE_MAX: all that follow. */
static ts_span cut(const ts_cds_line *l, size_t at, size_t len) {
    if (l->ascii)
        return ts_slice(l->text, at, len);
    if (at >= l->n)
        return (ts_span){"", 0};
    size_t end = len < l->n - at ? l->start[at + len] : len == SIZE_MAX ? l->text.len : l->start[l->n];
    return ts_slice(l->text, l->start[at], end - l->start[at]);
}

static bool is_blank(ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        if (!ts_is_space(s.ptr[i]))
            return false;
    return true;
}

static bool are_digits(ts_span s, size_t n) {
    for (size_t i = 0; i < s.len; i++)
        if (!ts_is_digit(s.ptr[i]))
            return false;
    return s.len == n;
}

/* ---- which layout ---- */

/* CDS TYPE CODE (NHS Data Model and Dictionary). */
static unsigned about_of(ts_span type) {
    static const char *const admitted[] = {"120", "130", "140", "150", "160", "170", "180", "190", "200"};
    static const char *const others[] = {"011", "030", "040", "050", "060", "070", "080", "090", "100", "110"};
    if (ts_span_eq(type, ts_str("010")))
        return ACCIDENT;
    if (ts_span_eq(type, ts_str("020")) || ts_span_eq(type, ts_str("021")))
        return OUTPATIENT;
    for (size_t i = 0; i < sizeof admitted / sizeof *admitted; i++)
        if (ts_span_eq(type, ts_str(admitted[i])))
            return ADMITTED;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (ts_span_eq(type, ts_str(others[i])))
            return ELSE;
    return 0;
}

/* "NHS6-2", "CDS062". */
static bool is_version(ts_span s) {
    return (ts_span_starts(s, ts_str("NHS")) || ts_span_starts(s, ts_str("CDS"))) &&
           (ts_is_digit(s.ptr[3]) && (ts_is_digit(s.ptr[4]) || s.ptr[4] == '-') && ts_is_digit(s.ptr[5]));
}

static bool is_known_version(ts_span s) {
    ts_span number = ts_slice(s, 3, 3);
    return ts_span_eq(number, ts_str("6-2")) || ts_span_eq(number, ts_str("062"));
}

static size_t header_at(ts_cds_layout layout) { return layout == TS_CDS_LINES ? TS_CDS_NUMBER : 0; }

bool ts_cds_begins(ts_cds_layout layout, ts_span line) {
    size_t at = header_at(layout);
    ts_span version = ts_slice(line, at, 6);
    if (layout == TS_CDS_LINES && !ts_span_starts(line, ts_str("01")))
        return false;
    return version.len == 6 && is_version(version) && about_of(ts_slice(line, at + 6, 3));
}

static bool blank_or_digits(ts_span line, size_t at, size_t n) {
    ts_span s = ts_slice(line, at, n);
    return is_blank(s) || are_digits(s, n);
}

static bool is_date(ts_span s) {
    ts_written_date d;
    return are_digits(s, 8) && ts_date_read(s, &d) && d.len == 8;
}

/* Modulus 11, weights from 10 down to 2. */
static bool check_digit_fits(ts_span s) {
    unsigned sum = 0;
    for (size_t i = 0; i < 9; i++)
        sum += (unsigned)(s.ptr[i] - '0') * (unsigned)(10 - i);
    return (11 - sum % 11) % 11 == (unsigned)(s.ptr[9] - '0');
}

/* "AA9A 9AA" and kin: letters, then a digit, and two letters at the end. */
static bool is_postcode(ts_span s) {
    s = ts_trim(s);
    return s.len >= 5 && ts_is_upper(s.ptr[0]) && ts_is_upper(s.ptr[s.len - 1]) && ts_is_upper(s.ptr[s.len - 2]) &&
           ts_is_digit(s.ptr[s.len - 3]);
}

/* Do a header and a patient stand at their places?  *shown: whether numbers and dates say so, not blanks alone. */
static bool fits(ts_cds_layout layout, ts_span line, bool *shown) {
    static const uint8_t digits[][2] = {{9, 3}, {12, 3}, {51, 8}, {59, 6}, {65, 8}, {73, 6}, {79, 8}, {87, 8}, {95, 8}};
    if (!ts_cds_begins(layout, line))
        return false;
    ts_span s = ts_slice(line, header_at(layout), line.len);
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (!blank_or_digits(s, digits[i][0], digits[i][1]))
            return false;
    char update = s.len > 50 ? s.ptr[50] : 0;
    ts_span nhs = ts_slice(s, 307, 10), born = ts_slice(s, 320, 8), postcode = ts_slice(s, 997, 8);
    bool numbered = !is_blank(nhs), dated = !is_blank(born), placed = !is_blank(postcode);
    if ((update != '1' && update != '9' && update != ' ') || is_blank(ts_slice(s, 111, 12)) || s.len < 328 ||
        !blank_or_digits(s, 103, 8) || !blank_or_digits(s, 305, 2) || (numbered && !are_digits(nhs, 10)) ||
        (dated && !is_date(born)))
        return false;
    bool wrong = (numbered && !check_digit_fits(nhs)) || (placed && !is_postcode(postcode));
    *shown = numbered && dated && !wrong;
    return is_known_version(s) || !wrong;
}

bool ts_cds_goes_on(ts_span first, ts_span line) {
    return line.len > TS_CDS_NUMBER && are_digits(ts_slice(line, 0, 2), 2) && !ts_span_starts(line, ts_str("01")) &&
           ts_span_eq(ts_slice(line, 2, TS_CDS_NUMBER - 2), ts_slice(first, 2, TS_CDS_NUMBER - 2));
}

ts_cds_layout ts_cds_layout_of(ts_span text, bool all) {
    ts_cds_layout layout = ts_cds_begins(TS_CDS_RECORD, text)  ? TS_CDS_RECORD
                           : ts_cds_begins(TS_CDS_LINES, text) ? TS_CDS_LINES
                                                               : TS_CDS_NONE;
    bool proof = false, known = layout && is_known_version(ts_slice(text, header_at(layout), 6));
    ts_span first = {"", 0};
    size_t records = 0, strangers = 0; /* a trailer, say */
    for (size_t at = 0; layout && at < text.len;) {
        const char *nl = memchr(text.ptr + at, '\n', text.len - at);
        ts_span line = ts_slice(text, at, nl ? (size_t)(nl - text.ptr) - at : text.len);
        at += line.len + 1;
        if (is_blank(line) || (!nl && !all && first.len)) /* the last one may be cut */
            continue;
        bool shown = false;
        if (layout == TS_CDS_LINES && first.len && ts_cds_goes_on(first, line))
            continue;
        if (!ts_cds_begins(layout, line)) {
            strangers++;
            continue;
        }
        if (!fits(layout, line, &shown))
            return TS_CDS_NONE;
        records++;
        first = line;
        proof |= shown;
    }
    return (known || proof) && strangers <= records ? layout : TS_CDS_NONE;
}

/* ---- the row ---- */

/* A code that is one more of its kind has the next column, so that each is read as what it is. */
static size_t free_column(const ts_cds_row *r, size_t column) {
    size_t last = column == C_DIAGNOSIS ? C_DIAGNOSIS_20 : column == C_PROCEDURE ? C_PROCEDURE_12 : column;
    while (column < last && column < r->used && r->cell[column].len)
        column++;
    return column;
}

static void put(ts_cds_row *r, size_t column, ts_span value) {
    column = free_column(r, column);
    for (; r->used <= column; r->used++) {
        r->cell[r->used] = (ts_span){"", 0};
        r->room[r->used] = 0;
    }
    ts_span *cell = &r->cell[column];
    if (!cell->len) {
        *cell = value;
        return;
    }
    *cell = ts_arena_append(&r->own, *cell, &r->room[column], ts_str("; "));
    *cell = ts_arena_append(&r->own, *cell, &r->room[column], value);
}

void ts_cds_row_other(ts_cds_row *r, ts_span text) {
    text = ts_trim(text);
    if (text.len)
        put(r, C_OTHER, text);
}

void ts_cds_row_clear(ts_cds_row *r) {
    r->used = 0;
    ts_arena_reset(&r->own);
}

void ts_cds_row_done(ts_cds_row *r) { ts_arena_wipe(&r->own); }

static bool take_group(ts_cds_row *r, const ts_cds_line *l, size_t at, group g) {
    bool said = false;
    for (size_t i = 0; i < FIELDS; i++) {
        if (fields[i].group != g)
            continue;
        ts_span value = ts_trim(cut(l, at + fields[i].at, fields[i].len));
        if (value.len)
            put(r, fields[i].column, value);
        said |= value.len > 0;
    }
    return said;
}

/* What the line is, as the places name it; 0: a number that no place has. */
static unsigned line_kind(ts_cds_layout layout, const ts_cds_line *l) {
    ts_span number = ts_slice(l->text, 0, 2);
    if (layout == TS_CDS_RECORD)
        return about_of(ts_slice(l->text, 6, 3));
    return are_digits(number, 2) ? (unsigned)(number.ptr[0] - '0') * 10 + (unsigned)(number.ptr[1] - '0') : 0;
}

static size_t end_of(size_t place) {
    size_t end = 0;
    for (size_t i = 0; i < FIELDS; i++)
        if (fields[i].group == places[place].group && (size_t)fields[i].at + fields[i].len > end)
            end = (size_t)fields[i].at + fields[i].len;
    return places[place].at - 1u + (places[place].times - 1u) * places[place].stride + end;
}

static bool is_wanted(unsigned who, unsigned g) {
    return who == TS_CDS_PATIENT ? g != MOTHER && g != BABY : g == (who == TS_CDS_MOTHER ? MOTHER : BABY);
}

bool ts_cds_row_take(ts_cds_row *r, ts_cds_layout layout, const ts_cds_line *l, unsigned who, unsigned which) {
    static const char *const groups[] = {"PATIENT", "MOTHER", "BABY"};
    unsigned kind = line_kind(layout, l);
    bool said = false;
    size_t end = header_at(layout);
    for (size_t i = 0; i < PLACES; i++) {
        if (places[i].layout != layout || (places[i].line != ANY && places[i].line != kind))
            continue;
        size_t to = who == TS_CDS_PATIENT ? end_of(i) : 0, from = who == TS_CDS_BABY ? which : 0,
               times = places[i].times;
        end = to > end ? to : end;
        if (!is_wanted(who, places[i].group))
            continue;
        times = who == TS_CDS_BABY && times > from + 1 ? from + 1 : times;
        for (size_t k = from; k < times; k++) {
            size_t at = places[i].at - 1u + k * places[i].stride, len = places[i].stride;
            if (!len || !is_blank(cut(l, at, len)))
                said |= take_group(r, l, at, (group)places[i].group);
        }
    }
    if (who == TS_CDS_PATIENT) { /* behind all that the layout has */
        ts_span rest = ts_trim(cut(l, end, SIZE_MAX));
        ts_cds_row_other(r, rest);
        said |= rest.len > 0;
    }
    if (said && !(r->used && r->cell[C_GROUP].len))
        put(r, C_GROUP, ts_str(groups[who]));
    return said;
}
