/* column.c - gives a whole table column one kind, by its name and by its values together.
 *
 * A name alone is not enough: "ref" may hold health numbers.  Values alone are not: one in eleven
 * ten-digit numbers fits the health number's check, so a column counts only by its share.
 */
#include "detect/column.h"

#include "base/limits.h"
#include "base/mem.h"
#include "detect/column_row.h"
#include "detect/house.h"
#include "detect/kinds.h"
#include "detect/partial.h"
#include "detect/scan.h"
#include "detect/terms.h"

#include "text/date.h"
#include "text/name.h"
#include "text/place.h"

enum {
    ENOUGH_NAMES = 8,
    BORN_BEFORE = 1975 /* some of any grown people; dates of records are of late */,
    MOST_CELL = 200,
    TELLING = 24
};

/* How many of a column's cells each kind accepts. */
typedef struct tally {
    unsigned filled, nhs, tens, nino, nino_shape, email, postcode, phone, phone_clear, phone_loose, date, serial, sex,
        one_letter, title, words, comma, known_first, known_last, word_first, word_last, first_is_surname, two_words,
        firms, address, street, number, local, masked, partial, six, eight, pairs, day_over_12, month_over_12, labels,
        named;
    int first_year, last_year;
    uint64_t label_kinds; /* of `labels`, bits */
} tally;

void ts_columns_forget(ts_columns *c) {
    c->n = c->skip = 0;
    c->open = c->form = false;
    c->row_role = TS_ROLE_UNKNOWN;
}

void ts_columns_done(ts_columns *c) {
    ts_free(c->role);
    ts_free(c->column);
    ts_free(c->lane);
    *c = (ts_columns){0};
}

static bool accepts(ts_kind kind, ts_span cell) {
    ts_norm norm;
    return ts_detector_of(kind)->normal(cell, &norm);
}

static bool accepts_loose(ts_kind kind, ts_span cell) {
    ts_norm norm;
    return ts_detector_of(kind)->loose(cell, &norm);
}

static bool tally_date(tally *t, ts_span cell) {
    ts_written_date d;
    if (!ts_date_read(cell, &d) || d.len != cell.len)
        return false;
    int year, month, day;
    t->date++;
    ts_date_parts(d.date, &year, &month, &day);
    t->first_year = t->first_year == 0 || year < t->first_year ? year : t->first_year;
    t->last_year = year > t->last_year ? year : t->last_year;
    t->month_over_12 += d.month_first;
    /* Only where the day is over 12 in a form with both numbers does day-first show. */
    bool named = false;
    for (size_t i = 0; i < d.len && i < 11; i++)
        named = named || ts_is_alpha(cell.ptr[i]);
    bool year_first = cell.len > 4 && ts_is_digit(cell.ptr[2]) && ts_is_digit(cell.ptr[3]);
    t->day_over_12 += !d.month_first && d.other == TS_NO_DATE && day > 12 && !named && !year_first;
    return true;
}

static unsigned word_count(ts_span s) {
    unsigned n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] != ' ' && (i == 0 || s.ptr[i - 1] == ' ');
    return n;
}

static ts_span first_word(const ts_norm *n) {
    size_t len = 0;
    while (len < n->len && n->text[len] != ' ')
        len++;
    return ts_span_of(n->text, len);
}

/* "Oliver Langsmith Services", "Smith & Sons Ltd": a firm, whatever name it bears. */
static bool names_a_firm(ts_span cell) {
    size_t word = cell.len;
    while (word > 0 && cell.ptr[word - 1] == '.')
        word--;
    size_t end = word;
    while (word > 0 && cell.ptr[word - 1] != ' ')
        word--;
    return word > 0 && ts_is_office_word(ts_slice(cell, word, end - word));
}

/* "Rowan", "Birch" and "Green" are wards and colours too: such words count where as many names stand beside them. */
static void weigh_words(tally *t) {
    t->known_first += t->word_first < t->known_first ? t->word_first : t->known_first;
    t->known_last += t->word_last < t->known_last ? t->word_last : t->known_last;
}

/* "12" or "12A", then a word: "20mg daily" and "284-MKP" have none. */
static bool is_house_number(ts_span cell) {
    size_t n = 0;
    while (n < cell.len && n < 5 && ts_is_digit(cell.ptr[n]))
        n++;
    n += n > 0 && n < cell.len && ts_is_alpha(cell.ptr[n]);
    return n > 0 && n + 1 < cell.len && (cell.ptr[n] == ' ' || cell.ptr[n] == ',');
}

/* A house's number or a kind of street: "20mg daily" has neither. */
static void tally_address(tally *t, ts_span cell) {
    ts_norm norm;
    if (!ts_detector_address.normal(cell, &norm))
        return;
    bool street = ts_address_has_street(ts_norm_span(&norm));
    t->address += street || is_house_number(cell);
    t->street += street;
}

static void tally_words(tally *t, ts_span cell) {
    ts_name_parts p;
    ts_norm norm;
    ts_label label;
    /* "NHS number", "Postcode": the names of a form's fields, which stand in a column beside their values */
    if (ts_label_of(cell, &label) && label.kind && label.strength == 100) {
        t->labels++;
        t->label_kinds |= UINT64_C(1) << label.kind;
    }
    t->sex += accepts(TS_KIND_SEX, cell);
    t->one_letter += cell.len == 1;
    t->title += ts_title_normal(cell, &norm);
    unsigned n = word_count(cell);
    if (n > 2 && memchr(cell.ptr, ',', cell.len)) /* a ward is called Elm Court, a fund Student Loan */
        tally_address(t, cell);
    t->firms += names_a_firm(cell);
    if (n > 6 || !ts_name_split(cell, false, &p))
        return;
    t->words++;
    t->two_words += n > 1 && p.forename.len > 0;
    t->comma += memchr(cell.ptr, ',', cell.len) != NULL && p.forename.len > 0;
    unsigned first = ts_name_word(first_word(p.forename.len > 0 ? &p.forename : &p.surname));
    unsigned last = ts_name_word(ts_norm_span(&p.surname));
    unsigned *firsts = first & TS_WORD_ORDINARY ? &t->word_first : &t->known_first;
    unsigned *lasts = last & TS_WORD_ORDINARY ? &t->word_last : &t->known_last;
    *firsts += (first & TS_WORD_FORENAME) != 0;
    *lasts += (last & TS_WORD_SURNAME) != 0;
    if (p.forename.len > 0)
        t->first_is_surname +=
            ts_forename_known(ts_norm_span(&p.surname)) > 0 && ts_forename_known(first_word(&p.forename)) == 0;
}

/* Without its 0 or +44 a number looks like seconds since 1970, a grid's reference or an order's number. */
static void tally_phone(tally *t, ts_span cell) {
    bool loose = accepts_loose(TS_KIND_PHONE, cell);
    t->phone += accepts(TS_KIND_PHONE, cell);
    t->phone_loose += loose;
    t->phone_clear += loose && (!ts_is_digit(*cell.ptr) || *cell.ptr == '0');
}

/* "AH123456": one to three letters, then five digits or more. */
static bool is_letters_then_digits(ts_span cell, size_t letters, size_t digits) {
    if (letters < 1 || letters > 3 || digits < 5 || digits > 8 || letters + digits != cell.len)
        return false;
    for (size_t i = 0; i < letters; i++)
        if (!ts_is_alpha(cell.ptr[i]))
            return false;
    return true;
}

static void tally_digits(tally *t, ts_span cell, size_t digits, size_t letters, const ts_hints *hints) {
    ts_norm norm;
    bool tens = digits == 10 && accepts_loose(TS_KIND_NHS_NUMBER, cell);
    t->tens += tens;
    t->nhs += tens && ts_detector_nhs_number.normal(cell, &norm) && !ts_detector_nhs_number.placeholder(&norm);
    t->six += digits == 6 && letters == 0 && cell.len <= 8;
    t->pairs += digits == 6 && cell.len == 8 && !ts_is_digit(cell.ptr[2]) && cell.ptr[2] == cell.ptr[5];
    t->eight += digits >= 6 && digits <= 8 && letters == 0 && cell.len == digits;
    t->serial += letters == 0 && digits >= 3 && digits <= 5 && cell.len == digits;
    if (digits >= 9)
        tally_phone(t, cell);
    if (letters > 0 && letters <= 6 && digits <= 6) {
        t->nino += accepts(TS_KIND_NINO, cell);
        t->nino_shape += accepts_loose(TS_KIND_NINO, cell);
        t->postcode += accepts(TS_KIND_POSTCODE, cell);
    }
    bool date = tally_date(t, cell);
    t->sex += cell.len == 1 && accepts(TS_KIND_SEX, cell);
    if (ts_detector_local_id.normal(cell, &norm)) {
        t->local++;
        /* The eight digits of 23/04/1987 fit a mask of eight digits. */
        t->masked += hints && !(date && cell.len > digits) && ts_hints_fit(hints, &norm);
    }
    if (letters > 2 && !date) /* "07-May-1940" has a number and a word */
        tally_address(t, cell);
    t->number += is_letters_then_digits(cell, letters, digits);
}

static bool is_filled(ts_span cell) {
    return cell.len > 0 && cell.len <= MOST_CELL && !ts_span_eq_nocase(cell, ts_str("null")) &&
           !ts_span_eq(cell, ts_str("\\N"));
}

/* told: the kind that the column's name tells; named: its detector, where it is one of those that own_find marks; else NULL. */
static void tally_cell(tally *t, ts_span cell, const ts_hints *hints, ts_kind told, const ts_detector *named) {
    cell = ts_trim(cell);
    if (!is_filled(cell))
        return;
    ts_norm norm;
    bool born = told == TS_KIND_BIRTH_DATE || told == TS_KIND_DEATH_DATE;
    if (told && (born || cell.ptr[1] == '.' || ts_has_mask(cell)) && ts_partial_normal(told, cell, &norm)) {
        t->filled++;
        t->partial++;
        return;
    }
    t->named += named && (named->normal(cell, &norm) || (named->loose && named->loose(cell, &norm)));
    size_t digits = 0, letters = 0;
    for (size_t i = 0; i < cell.len; i++) {
        digits += ts_is_digit(cell.ptr[i]);
        letters += ts_is_alpha(cell.ptr[i]);
    }
    t->filled++;
    if (memchr(cell.ptr, '@', cell.len))
        t->email += accepts(TS_KIND_EMAIL, cell);
    else if (digits == 0)
        tally_words(t, cell);
    else
        tally_digits(t, cell, digits, letters, hints);
}

/* Cells of a header's kind, out of those that are filled. */
static unsigned agreeing(const tally *t, const ts_label *l) {
    switch (l->kind) {
    case TS_KIND_NHS_NUMBER:
        return t->tens;
    case TS_KIND_LOCAL_ID:
        return t->local;
    case TS_KIND_NINO:
        return t->nino_shape;
    case TS_KIND_PERSON_NAME:
    case TS_KIND_SURNAME:
    case TS_KIND_FORENAME:
        return t->words;
    case TS_KIND_TITLE:
        return t->title;
    case TS_KIND_SEX:
        return t->sex;
    case TS_KIND_BIRTH_DATE:
    case TS_KIND_DEATH_DATE:
    case TS_KIND_RECORD_DATE:
        return l->bare ? t->date : t->date + t->serial; /* "start" may be a number of another sort */
    case TS_KIND_ADDRESS:
        return t->filled;
    case TS_KIND_POSTCODE:
        return t->postcode;
    case TS_KIND_EMAIL:
        return t->email;
    case TS_KIND_PHONE:
        return t->phone_loose;
    case TS_KIND_BANK_ACCOUNT:
        return l->part == 1 ? t->six + t->eight : l->part == 2 ? t->eight : t->local;
    default:
        return t->named;
    }
}

static bool is_field_names(const tally *t) { return t->labels >= 2 && ts_mostly(t->labels, t->filled, 50); }

static uint8_t kind_by_name(const tally *t, const ts_label *l, unsigned *confidence) {
    bool person = l->kind == TS_KIND_PERSON_NAME || l->kind == TS_KIND_SURNAME || l->kind == TS_KIND_FORENAME;
    if (l->kind == TS_KIND_NONE || l->other || l->strength < 30 || (person && is_field_names(t)))
        return TS_KIND_NONE;
    if (t->filled == 0) {
        *confidence = 60;
        return l->strength >= 85 ? l->kind : TS_KIND_NONE;
    }
    if (!ts_mostly(agreeing(t, l) + (l->kind == TS_KIND_ADDRESS ? 0 : t->partial), t->filled, person ? 60 : 40))
        return TS_KIND_NONE;
    /* "Product name" may hold people; only the lists can say so. */
    if (person && l->strength < 70 && !ts_mostly(t->known_first + t->known_last, 2 * t->filled, 40))
        return TS_KIND_NONE;
    if (person && l->strength == 80 && !ts_mostly(t->words, t->filled, 80))
        return TS_KIND_NONE;
    if (l->kind == TS_KIND_PHONE && l->bare && !ts_mostly(t->phone_clear, t->filled, 40)) /* "t" is the time, too */
        return TS_KIND_NONE;
    if (l->kind == TS_KIND_TITLE && !ts_mostly(t->title, t->filled, 50))
        return TS_KIND_NONE;
    *confidence = ts_detector_of((ts_kind)l->kind)->column - (l->strength < 85 ? 8 : 0);
    if (l->kind == TS_KIND_NHS_NUMBER && !ts_mostly(t->nhs, t->filled, 40))
        *confidence = 85;
    return l->kind;
}

/* "name" heads packages, printers and modules, too: the values must be written as people are, surname first with a
 * comma or words that the lists know; a single word is a host as often as a man. */
static uint8_t doubt_of(const tally *t, const ts_label *l, uint8_t kind) {
    unsigned names = t->known_first + t->known_last;
    if (kind != TS_KIND_PERSON_NAME || !l->bare || t->filled == 0 || ts_mostly(t->comma, t->filled, 60))
        return TS_DOUBT_NONE;
    if (!ts_mostly(t->two_words, t->filled, 50))
        return ts_mostly(t->known_first, t->filled, 60) || ts_mostly(t->known_last, t->filled, 60) ? TS_DOUBT_NONE
                                                                                                   : TS_DOUBT_IDENTITY;
    return ts_mostly(names, 2 * t->filled, 25) ? TS_DOUBT_NONE : TS_DOUBT_CONTACT;
}

static uint8_t name_by_values(const tally *t) {
    if (t->filled < 3 || !ts_mostly(t->words, t->filled, 80) || is_field_names(t) || ts_mostly(t->firms, t->filled, 20))
        return TS_KIND_NONE;
    unsigned names = t->known_first + t->known_last;
    if (ts_mostly(t->comma, t->filled, 60) && ts_mostly(names, 2 * t->filled, 40))
        return TS_KIND_PERSON_NAME;
    if (ts_mostly(t->two_words, t->filled, 80) && ts_mostly(names, 2 * t->filled, 45))
        return TS_KIND_PERSON_NAME;
    if (ts_mostly(t->two_words, t->filled, 30))
        return TS_KIND_NONE;
    if (t->known_first >= t->known_last && ts_mostly(t->known_first, t->filled, 55))
        return TS_KIND_FORENAME;
    return ts_mostly(t->known_last, t->filled, 45) ? TS_KIND_SURNAME : TS_KIND_NONE;
}

static uint8_t kind_by_values(const tally *t, const ts_label *l, bool named, unsigned *confidence) {
    *confidence = 90;
    if (ts_mostly(t->email, t->filled, 70))
        return TS_KIND_EMAIL;
    if (t->filled >= 3 && ts_mostly(t->nhs, t->filled, 80))
        return TS_KIND_NHS_NUMBER;
    if (ts_mostly(t->nino, t->filled, 80) && t->filled >= 2)
        return TS_KIND_NINO;
    if (ts_mostly(t->postcode, t->filled, 80) && t->filled >= 2 && !(l->other && l->strength >= 70))
        return TS_KIND_POSTCODE;
    if (ts_mostly(t->phone, t->filled, 80) && t->filled >= 2 && !l->other)
        return TS_KIND_PHONE;
    if (ts_mostly(t->masked, t->filled, 80) && t->filled >= 2)
        return TS_KIND_LOCAL_ID;
    *confidence = 75;
    if (ts_mostly(t->address, t->filled, 60) && ts_mostly(t->street, t->filled, 40) && t->filled >= 2 && !l->other)
        return TS_KIND_ADDRESS;
    if (named && (l->other || l->categories || l->kind == TS_KIND_LOCAL_ID || l->kind == TS_KIND_ODS_CODE))
        return TS_KIND_NONE;
    if (ts_mostly(t->date, t->filled, 80) && t->filled >= 2)
        return t->filled >= 5 && t->last_year - t->first_year >= 30 && t->first_year < BORN_BEFORE
                   ? TS_KIND_BIRTH_DATE
                   : TS_KIND_RECORD_DATE;
    if (t->filled >= 3 && ts_mostly(t->title, t->filled, 80))
        return TS_KIND_TITLE;
    if (t->filled >= 4 && ts_mostly(t->sex, t->filled, 95) && ts_mostly(t->one_letter, t->filled, 95))
        return TS_KIND_SEX;
    return name_by_values(t);
}

static void decide(const tally *t, const ts_label *l, bool named, ts_column_role *role, ts_column *column) {
    unsigned confidence = 0, by_values = 0;
    uint8_t kind = kind_by_name(t, l, &confidence), seen = kind_by_values(t, l, named, &by_values);
    /* Checked values overrule a name: a "ref" or "hospital number" full of valid health numbers. */
    if (kind == TS_KIND_NONE || (seen == TS_KIND_NHS_NUMBER && (kind == TS_KIND_LOCAL_ID || kind == TS_KIND_PHONE)) ||
        (seen == TS_KIND_EMAIL && kind != TS_KIND_EMAIL)) {
        kind = seen;
        confidence = by_values;
    }
    *role = (ts_column_role){.kind = (ts_kind)kind,
                             .confidence = (uint8_t)(kind ? confidence : 0),
                             .about = (ts_role)l->about,
                             .categories = l->categories};
    const ts_detector *d = ts_detector_of((ts_kind)kind);
    if (d && d->about != TS_ROLE_UNKNOWN)
        role->about = (ts_role)d->about;
    role->month_first = t->month_over_12 > 0 && t->month_over_12 > t->day_over_12;
    role->day_first = !role->month_first;
    column->unnamed = l->kind == TS_KIND_NONE;
    column->settled = t->month_over_12 + t->day_over_12 > 0;
    column->serial = t->serial > t->date;
    column->surname_first = t->first_is_surname * 2 > t->two_words && t->two_words > 0 && t->comma == 0;
    column->doubt = doubt_of(t, l, kind);
    column->part = kind == TS_KIND_BANK_ACCOUNT ? l->part : 0;
    column->like_sort = ts_mostly(t->pairs, t->filled, 90) && !ts_mostly(t->date, t->filled, 50);
    column->like_account = ts_mostly(t->eight, t->filled, 90) && !ts_mostly(t->date, t->filled, 50);
    column->like_number = t->filled >= 3 && ts_mostly(t->number, t->filled, 90);
    bool code = l->kind == TS_KIND_ICD10 || l->kind == TS_KIND_OPCS4 || l->kind == TS_KIND_SNOMED;
    column->asks_weakly = l->weak;
    column->asks = code ? TS_KIND_HEALTH_TERM : ts_terms_is((ts_kind)l->kind) ? l->kind : TS_KIND_NONE;
    column->labels = is_field_names(t) && (t->label_kinds & (t->label_kinds - 1)) != 0;
    column->offices = ts_mostly(t->firms, t->filled, 60);
    column->elsewhere = named && column->asks == TS_KIND_NONE && (l->categories & TS_CAT_HEALTH) != 0;
    column->like_surname = t->filled >= ENOUGH_NAMES && ts_mostly(t->words, t->filled, 90) &&
                           !ts_mostly(t->two_words, t->filled, 30) && ts_mostly(t->known_last, t->filled, 20);
    column->chance_tens = t->tens >= 4 && !ts_mostly(t->nhs, t->tens, 50);
}

/* A column that nothing else explains may be full of values whose check says what they are, or whose form does where the
 * column is of a clinician. */
static void find_telling(ts_column_role *role, const ts_label *l, const ts_span *cell, size_t columns, size_t rows,
                         size_t column) {
    for (int k = 1; k < TS_KIND_COUNT && role->kind == TS_KIND_NONE; k++) {
        const ts_detector *d = ts_detector_of((ts_kind)k);
        unsigned filled = 0, good = 0;
        ts_norm norm;
        bool telling = d->telling || (d->about != TS_ROLE_UNKNOWN && l->about == d->about);
        for (size_t r = 0; telling && r < rows && filled < TELLING; r++) {
            ts_span c = ts_trim(cell[r * columns + column]);
            filled += is_filled(c);
            good += is_filled(c) && d->normal(c, &norm) && !(d->placeholder && d->placeholder(&norm));
            if (filled >= 3 && good == 0)
                break;
        }
        if (filled >= 3 && ts_mostly(good, filled, 80)) {
            role->kind = (ts_kind)k;
            role->confidence = 90;
            role->about = d->about != TS_ROLE_UNKNOWN ? (ts_role)d->about : role->about;
        }
    }
}

static uint8_t role_of_rows(const unsigned votes[TS_ROLE_COUNT], bool health) {
    static const ts_role order[] = {TS_ROLE_DONOR, TS_ROLE_SUPPLIER, TS_ROLE_STAFF, TS_ROLE_PATIENT};
    if (health && votes[TS_ROLE_PATIENT] >= votes[TS_ROLE_STAFF])
        return TS_ROLE_PATIENT;
    ts_role best = TS_ROLE_UNKNOWN;
    for (size_t i = 0; i < 4; i++)
        if (votes[order[i]] > 0 && (best == TS_ROLE_UNKNOWN || votes[order[i]] > votes[best]))
            best = order[i];
    return (uint8_t)best;
}

static void reserve(ts_columns *c, size_t n) {
    if (n > c->cap) {
        c->role = ts_grow(c->role, n, sizeof *c->role);
        c->column = ts_grow(c->column, n, sizeof *c->column);
        c->lane = ts_grow(c->lane, n, sizeof *c->lane);
        c->cap = n;
    }
    c->n = n;
}

void ts_columns_learn(ts_columns *c, const ts_span *head, size_t columns, const ts_span *cell, size_t rows,
                      const ts_hints *hints) {
    size_t n = columns < TS_LIMIT_ROLE_COLUMNS ? columns : TS_LIMIT_ROLE_COLUMNS;
    unsigned votes[TS_ROLE_COUNT] = {0};
    bool health = false;
    reserve(c, n);
    for (size_t i = 0; i < n; i++) {
        ts_label label = {0};
        tally t = {0};
        bool named = head && ts_column_label_of(head[i], &label);
        const ts_detector *own = named ? ts_detector_of((ts_kind)label.kind) : NULL;
        for (size_t r = 0; r < rows; r++)
            tally_cell(&t, cell[r * columns + i], hints, label.other ? TS_KIND_NONE : (ts_kind)label.kind,
                       own && (own->own_find || ts_terms_is(own->kind)) ? own : NULL);
        weigh_words(&t);
        decide(&t, &label, named, &c->role[i], &c->column[i]);
        find_telling(&c->role[i], &label, cell, columns, rows, i);
        votes[label.row]++;
        health = health || ts_kind_health_number(c->role[i].kind);
    }
    ts_columns_compare(c, cell, columns, rows);
    /* "contact_name" beside a supplier's number is the supplier's own person, which the row is about. */
    c->row_role = role_of_rows(votes, health);
}

ts_err ts_columns_infer(const ts_span *head, size_t columns, const ts_span *cell, size_t rows, ts_column_role *out) {
    ts_columns c = {0};
    if (columns > TS_LIMIT_COLUMNS)
        return ts_fail(TS_ELIMIT, "a table of %zu columns; at most %zu are read", columns, TS_LIMIT_COLUMNS);
    ts_columns_learn(&c, head, columns, cell, rows, NULL);
    for (size_t i = 0; i < columns; i++)
        out[i] = i < c.n ? c.role[i] : (ts_column_role){0};
    ts_columns_done(&c);
    return TS_OK;
}
