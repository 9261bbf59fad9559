/* column.c - gives a whole table column one kind, by its name and by its values together.
 *
 * A name alone is not enough: "ref" may hold health numbers.  Values alone are not: one in eleven
 * ten-digit numbers fits the health number's check, so a column counts only by its share.
 */
#include "detect/column.h"

#include "base/limits.h"
#include "base/mem.h"
#include "detect/column_ids.h"
#include "detect/column_row.h"
#include "detect/column_tally.h"
#include "detect/column_terms.h"
#include "detect/house.h"
#include "detect/kinds.h"
#include "detect/scan.h"
#include "detect/terms.h"

#include "text/date.h"
#include "text/name.h"
#include "text/place.h"

enum {
    ENOUGH_NAMES = 8,
    BORN_BEFORE = 1975 /* some of any grown people; dates of records are of late */,
    TELLING = 24,
    KNOWN = 65, /* percent of a column's cells */
    SOME_KNOWN = 40
};

void ts_columns_forget(ts_columns *c) {
    c->n = c->skip = 0;
    c->rows = SIZE_MAX;
    c->open = c->form = false;
    c->row_role = TS_ROLE_UNKNOWN;
}

void ts_columns_done(ts_columns *c) {
    ts_free(c->role);
    ts_free(c->column);
    ts_free(c->lane);
    ts_tally_memo_free(c->memo);
    *c = (ts_columns){0};
}

/* Cells of a header's kind, out of those that are filled. */
static unsigned agreeing(const ts_tally *t, const ts_label *l) {
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

static bool is_field_names(const ts_tally *t) { return t->labels >= 2 && ts_mostly(t->labels, t->filled, 50); }

static uint8_t kind_by_name(const ts_tally *t, const ts_label *l, unsigned *confidence) {
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
    if (person && ts_mostly(t->one_letter, t->filled, 50)) /* "Staff/Patient: S" */
        return TS_KIND_NONE;
    /* "Contact name" of a supplier's ledger; a Mr Ward is somebody */
    if (person && t->filled >= 4 && ts_mostly(t->firms, t->filled, 50) && !ts_mostly(t->known_first, t->filled, 30))
        return TS_KIND_NONE;
    if (person && l->strength == 80 && !ts_mostly(t->words, t->filled, 80))
        return TS_KIND_NONE;
    /* "client" is a program as often: "portal", "pas-sync" */
    if (person && ts_mostly(t->small, t->filled, 80) && t->known_first + t->known_last == 0)
        return TS_KIND_NONE;
    if (l->kind == TS_KIND_PHONE && l->bare && !ts_mostly(t->phone_clear, t->filled, 40)) /* "t" is the time, too */
        return TS_KIND_NONE;
    if (l->kind == TS_KIND_TITLE && !ts_mostly(t->title, t->filled, 50))
        return TS_KIND_NONE;
    if (l->kind == TS_KIND_PASSWORD && l->strength < 85 && !ts_mostly(t->lettered, t->filled, 40)) /* "rent p/w" */
        return TS_KIND_NONE;
    *confidence = ts_detector_of((ts_kind)l->kind)->column - (l->strength < 85 ? 2 : 0);
    if (l->kind == TS_KIND_NHS_NUMBER && !ts_mostly(t->nhs, t->filled, 40))
        *confidence = 85;
    return l->kind;
}

/* "Anna Smith", "Anna", "Smith" in one column, as people write down who is on a shift: two in three of its cells, or two in
 * five where the column speaks of staff, have a name that is no other word, and most of its pairs of words are a forename
 * and a surname.  "Mrs Smith" counts where the column is called people's, for books are called so, too. */
static bool is_mixed(const ts_tally *t, unsigned titled, unsigned percent) {
    enum { FEWEST = 4 };
    return t->filled >= FEWEST && ts_mostly(t->words, t->filled, 90) &&
           ts_mostly(t->people + titled, t->filled, percent) && ts_mostly(t->two_words + titled, t->filled, 10) &&
           ts_mostly(t->people_whole + titled, t->two_words + titled, 40) && !ts_mostly(t->firms, t->filled, 10);
}

/* "name" heads packages, printers and modules, too: the values must be written as people are, surname first with a
 * comma or words that the lists know; a single word is a host as often as a man. */
static uint8_t doubt_of(const ts_tally *t, const ts_label *l, uint8_t kind) {
    unsigned names = t->known_first + t->known_last;
    if (kind == TS_KIND_SALARY && l->bare) /* "gross" and "net" are of invoices, too */
        return TS_DOUBT_PAY;
    if (kind == TS_KIND_LOCAL_ID && l->bare) /* "clinic ID": the clinic's, or its patients' */
        return TS_DOUBT_IDENTITY;
    if (kind == TS_KIND_SURNAME && l->bare && t->filled > 0) /* "alias": of people, of machines */
        return ts_mostly(t->known_last, t->filled, 30) ? TS_DOUBT_NONE : TS_DOUBT_IDENTITY;
    if (kind != TS_KIND_PERSON_NAME || !l->bare || t->filled == 0 || ts_mostly(t->comma, t->filled, 60))
        return TS_DOUBT_NONE;
    if (!ts_mostly(t->two_words, t->filled, 50))
        return ts_mostly(t->known_first, t->filled, 60) || ts_mostly(t->known_last, t->filled, 60) ||
                       is_mixed(t, t->titled, KNOWN)
                   ? TS_DOUBT_NONE
                   : TS_DOUBT_IDENTITY;
    return ts_mostly(names, 2 * t->filled, 25) ? TS_DOUBT_NONE : TS_DOUBT_CONTACT;
}

static uint8_t name_by_values(const ts_tally *t, bool staffed) {
    if (t->filled < 3 || !ts_mostly(t->words, t->filled, 80) || is_field_names(t) || ts_mostly(t->firms, t->filled, 20))
        return TS_KIND_NONE;
    unsigned names = t->known_first + t->known_last;
    if (ts_mostly(t->comma, t->filled, 60) && ts_mostly(names, 2 * t->filled, 40))
        return TS_KIND_PERSON_NAME;
    if (ts_mostly(t->two_words, t->filled, 80) && ts_mostly(names, 2 * t->filled, 45))
        return TS_KIND_PERSON_NAME;
    if (ts_mostly(t->initials, t->filled, 80) && ts_mostly(t->initials_known, t->filled, 45))
        return TS_KIND_PERSON_NAME;
    if (is_mixed(t, 0, staffed ? SOME_KNOWN : KNOWN))
        return TS_KIND_PERSON_NAME;
    if (ts_mostly(t->two_words, t->filled, 30))
        return TS_KIND_NONE;
    if (t->known_first >= t->known_last && ts_mostly(t->known_first, t->filled, 55))
        return TS_KIND_FORENAME;
    return ts_mostly(t->known_last, t->filled, 45) ? TS_KIND_SURNAME : TS_KIND_NONE;
}

static uint8_t kind_by_values(const ts_tally *t, const ts_label *l, bool named, unsigned *confidence) {
    *confidence = 90;
    if (ts_mostly(t->email, t->filled, 70))
        return TS_KIND_EMAIL;
    if (t->filled >= 3 && ts_mostly(t->nhs, t->filled, 80))
        return TS_KIND_NHS_NUMBER;
    /* Without the letter behind they are numbers of things as often: "AS268179". */
    if (ts_mostly(t->nino, t->filled, 80) && t->filled >= 2 && ts_mostly(t->nino_whole, t->filled, 40))
        return TS_KIND_NINO;
    if (ts_mostly(t->postcode, t->filled, 80) && t->filled >= 2 && !(l->other && l->strength >= 70))
        return TS_KIND_POSTCODE;
    bool certified = named && l->kind == TS_KIND_NONE && (l->categories & TS_CAT_CRIMINAL); /* 0012...: twelve digits */
    if (ts_mostly(t->phone, t->filled, 80) && t->filled >= 2 && !l->other && !certified)
        return TS_KIND_PHONE;
    if (ts_mostly(t->masked, t->filled, 80) && t->filled >= 2)
        return TS_KIND_LOCAL_ID;
    *confidence = 75;
    if (ts_mostly(t->address, t->filled, 60) && ts_mostly(t->street, t->filled, 40) && t->filled >= 2 && !l->other)
        return TS_KIND_ADDRESS;
    bool dated = t->filled >= 2 && ts_mostly(t->date, t->filled, 80);
    if (named && (l->other || l->categories || l->kind == TS_KIND_LOCAL_ID || l->kind == TS_KIND_ODS_CODE))
        return dated && t->filled >= 3 ? TS_KIND_RECORD_DATE : TS_KIND_NONE; /* "clinic dt" */
    if (dated)
        return t->filled >= 3 && t->last_year - t->first_year >= 15 && t->first_year < BORN_BEFORE
                   ? TS_KIND_BIRTH_DATE
                   : TS_KIND_RECORD_DATE;
    if (t->filled >= 3 && ts_mostly(t->title, t->filled, 80))
        return TS_KIND_TITLE;
    if (t->filled >= 4 && ts_mostly(t->sex, t->filled, 95) &&
        (ts_mostly(t->sex_words, t->filled, 80) || ts_mostly(t->sex_letters, t->filled, 80)))
        return TS_KIND_SEX;
    return name_by_values(t, l->row == TS_ROLE_STAFF && !l->other);
}

static void decide(const ts_tally *t, const ts_label *l, bool named, ts_column_role *role, ts_column *column) {
    unsigned confidence = 0, by_values = 0;
    uint8_t kind = kind_by_name(t, l, &confidence), seen = kind_by_values(t, l, named, &by_values);
    if ((kind == TS_KIND_SURNAME || kind == TS_KIND_FORENAME) && seen == TS_KIND_PERSON_NAME &&
        ts_mostly(t->comma, t->filled, 60)) /* "Patient (surname, first)" */
        kind = TS_KIND_PERSON_NAME;
    /* Checked values overrule a name: a "ref" or "hospital number" full of valid health numbers. */
    if (kind == TS_KIND_NONE || (seen == TS_KIND_NHS_NUMBER && (kind == TS_KIND_LOCAL_ID || kind == TS_KIND_PHONE)) ||
        (seen == TS_KIND_EMAIL && kind != TS_KIND_EMAIL) || (seen == TS_KIND_POSTCODE && kind == TS_KIND_ADDRESS)) {
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
    /* "Dr A Low", "Mr B Oak": whom a column without a name holds beside its patients */
    if (kind == TS_KIND_PERSON_NAME && l->kind == TS_KIND_NONE && ts_mostly(t->clinical, t->filled, 30))
        role->about = TS_ROLE_CLINICIAN;
    role->month_first = t->month_over_12 > 0 && t->month_over_12 > t->day_over_12;
    role->day_first = !role->month_first;
    column->unnamed = l->kind == TS_KIND_NONE;
    column->settled = t->month_over_12 + t->day_over_12 > 0;
    column->serial = t->serial > t->date;
    column->surname_first = t->first_is_surname * 2 > t->two_words && t->two_words > 0 && t->comma == 0;
    column->doubt = doubt_of(t, l, kind);
    column->part = kind == TS_KIND_BANK_ACCOUNT ? l->part : 0;
    if (kind == TS_KIND_BANK_ACCOUNT && !l->part &&
        ts_mostly(t->eight, t->filled, 90)) /* "bank account" beside a sort code */
        column->part = 2;
    bool sorts =
        ts_mostly(t->pairs, t->filled, 90) || (ts_mostly(t->six, t->filled, 90) && ts_mostly(t->pairs, t->filled, 20));
    column->like_sort = sorts && !ts_mostly(t->date, t->filled, 50);
    column->like_account = ts_mostly(t->eight, t->filled, 90) && !ts_mostly(t->date, t->filled, 50);
    column->like_number = t->filled >= 3 && ts_mostly(t->number, t->filled, 90);
    bool code = l->kind == TS_KIND_ICD10 || l->kind == TS_KIND_OPCS4 || l->kind == TS_KIND_SNOMED;
    column->asks_weakly = l->weak;
    column->asks = code ? TS_KIND_HEALTH_TERM : ts_terms_is((ts_kind)l->kind) ? l->kind : TS_KIND_NONE;
    column->labels = is_field_names(t) && (t->label_kinds & (t->label_kinds - 1)) != 0;
    column->offices = ts_mostly(t->firms, t->filled, 60);
    column->office_codes = named && l->kind == TS_KIND_NONE && l->other && l->row == TS_ROLE_PATIENT;
    column->certificates = named && l->kind == TS_KIND_NONE && (l->categories & TS_CAT_CRIMINAL) != 0;
    column->elsewhere =
        named && column->asks == TS_KIND_NONE && l->row == TS_ROLE_PATIENT && (l->categories & TS_CAT_HEALTH) != 0;
    column->single = ts_mostly(t->words, t->filled, 80) && !ts_mostly(t->two_words, t->filled, 30);
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
            filled += ts_tally_is_filled(c);
            good += ts_tally_is_filled(c) && d->normal(c, &norm) && !(d->placeholder && d->placeholder(&norm));
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

static bool is_name(ts_kind kind) {
    return kind == TS_KIND_PERSON_NAME || kind == TS_KIND_SURNAME || kind == TS_KIND_FORENAME;
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
    c->memo = c->memo ? c->memo : ts_tally_memo_new();
    c->staffed = false;
    for (size_t i = 0; i < n; i++) {
        ts_label label = {0};
        bool named = head && ts_column_label_of(head[i], &label);
        const ts_detector *own = named ? ts_detector_of((ts_kind)label.kind) : NULL;
        ts_tally t = ts_tally_column(cell + i, columns, rows, hints, label.other ? TS_KIND_NONE : (ts_kind)label.kind,
                                     own && (own->own_find || ts_terms_is(own->kind)) ? own : NULL, c->memo);
        c->column[i] = (ts_column){0}; /* of the table before, or of nothing yet */
        decide(&t, &label, named, &c->role[i], &c->column[i]);
        c->column[i].headed = head && !ts_column_is_numbered(head[i]);
        c->column[i].numbers = head ? ts_column_numbering(head[i]) : TS_NUMBERS_UNSAID;
        /* "Title" of talks and patents, too */
        c->column[i].things =
            (head && ts_column_holds_things(head[i])) || (label.kind == TS_KIND_TITLE && !c->role[i].kind);
        c->staffed = c->staffed || (label.row == TS_ROLE_STAFF && !label.other);
        /* Firms bear them, too; a contractor who is called by a whole name is somebody. */
        bool halves = head && ts_span_starts_nocase(ts_trim(head[i]), ts_str("contractor")) &&
                      c->role[i].kind != TS_KIND_PERSON_NAME;
        if ((c->column[i].things || halves) && c->column[i].unnamed && is_name(c->role[i].kind))
            c->role[i] = (ts_column_role){.categories = label.categories};
        find_telling(&c->role[i], &label, cell, columns, rows, i);
        votes[label.row]++;
        health = health || ts_kind_health_number(c->role[i].kind);
    }
    /* "contact_name" beside a supplier's number is the supplier's own person, which the row is about. */
    c->row_role = role_of_rows(votes, health);
    ts_columns_compare(c, cell, columns, rows);
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
