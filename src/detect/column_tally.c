/* column_tally.c - what the cells of a column look like: how many of them each kind accepts. */
#include "detect/column_tally.h"

#include <stddef.h>

#include "base/mem.h"
#include "detect/columns.h"
#include "detect/house.h"
#include "detect/office_word.h"
#include "detect/kinds.h"
#include "detect/mask_sign.h"
#include "detect/misread.h"
#include "detect/partial.h"
#include "detect/scan.h"

#include "text/date.h"
#include "text/name.h"
#include "text/place.h"
#include "text/words.h"

enum {
    MOST_CELL = 200,
    ALIKE = 8,
    NINO_DIGITS = 6,
    COUNTS = offsetof(ts_tally, first_year) / sizeof(unsigned),
    WORD_ROOM = 24, /* bytes of a cell that is remembered */
    MEMO = 1024 /* cells: some 90 KiB */
};

static bool accepts(ts_kind kind, ts_span cell) {
    ts_norm norm;
    return ts_detector_of(kind)->normal(cell, &norm);
}

static bool accepts_loose(ts_kind kind, ts_span cell) {
    ts_norm norm;
    return ts_detector_of(kind)->loose(cell, &norm);
}

static bool tally_date(ts_tally *t, ts_span cell) {
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
    static ts_word_set firms = {
        .words = " LLP INC GMBH HOLDINGS SUPPLIES FACILITIES CONSULTING SOLUTIONS LOGISTICS CONTRACTORS SONS "};
    size_t word = cell.len;
    while (word > 0 && cell.ptr[word - 1] == '.')
        word--;
    size_t end = word;
    while (word > 0 && cell.ptr[word - 1] != ' ')
        word--;
    ts_span last = ts_slice(cell, word, end - word);
    return word > 0 && last.len > 0 && (ts_is_office_word(last) || ts_word_set_has_nocase(&firms, last));
}

/* "Rowan", "Birch" and "Green" are wards and colours too: such words count where as many names stand beside them */
static void weigh(ts_tally *t) {
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
static void tally_address(ts_tally *t, ts_span cell) {
    ts_norm norm;
    if (!ts_detector_address.normal(cell, &norm))
        return;
    bool street = ts_address_has_street(ts_norm_span(&norm));
    t->address += street || is_house_number(cell);
    t->street += street;
}

/* "J", "J.", "JM", "J.M.": capitals, one to three, a stop behind each or none. */
static bool is_initials(ts_span word) {
    size_t letters = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] == '.' ? i == 0 || word.ptr[i - 1] == '.' : !ts_is_upper(word.ptr[i]))
            return false;
        letters += word.ptr[i] != '.';
    }
    return letters > 0 && letters < 4;
}

/* "J. Ash", "J M Ash", "Ash JM": initials before one word, or behind it. */
static void tally_initials(ts_tally *t, ts_span cell) {
    ts_span name = {cell.ptr, 0};
    size_t words = 0, names = 0, at_name = 0;
    for (size_t i = 0; i < cell.len; i++, words++) {
        size_t from = i;
        while (i < cell.len && cell.ptr[i] != ' ')
            i++;
        ts_span word = ts_slice(cell, from, i - from);
        if (is_initials(word))
            continue;
        name = word;
        at_name = words;
        if (++names > 1)
            return;
    }
    ts_norm norm;
    if (names != 1 || words < 2 || words > 4 || name.len < 3 || (at_name > 0 && at_name + 1 < words) ||
        !ts_surname_normal(name, &norm))
        return;
    t->initials++;
    t->initials_known += (ts_name_word(ts_norm_span(&norm)) & TS_WORD_SURNAME) != 0;
}

static void tally_words(ts_tally *t, ts_span cell) {
    ts_name_parts p;
    ts_norm norm;
    ts_label label;
    /* "NHS number", "Postcode": the names of a form's fields, which stand in a column beside their values */
    if (ts_label_of(cell, &label) && label.kind && label.strength == 100 && !label.text_only) {
        t->labels++;
        t->label_kinds |= UINT64_C(1) << label.kind;
    }
    t->sex += accepts(TS_KIND_SEX, cell);
    t->one_letter += cell.len == 1;
    t->sex_letters += cell.len == 1 && memchr("MFmf", *cell.ptr, 4);
    t->sex_words += cell.len > 1 && accepts(TS_KIND_SEX, cell) && !ts_span_eq_nocase(cell, ts_str("other"));
    const unsigned with_initials = t->initials, with_known = t->initials_known;
    tally_initials(t, cell);
    bool titled = ts_titled_surname(cell, &norm), initials = t->initials > with_initials;
    t->title += ts_title_normal(cell, &norm);
    unsigned n = word_count(cell);
    if (n > 2 && memchr(cell.ptr, ',', cell.len)) /* a ward is called Elm Court, a fund Student Loan */
        tally_address(t, cell);
    t->firms += names_a_firm(cell);
    if (n > 6 || !ts_name_split(cell, false, &p))
        return;
    t->words++;
    t->small += *cell.ptr >= 'a' && *cell.ptr <= 'z';
    t->two_words += n > 1 && p.forename.len > 0;
    t->comma += (memchr(cell.ptr, ',', cell.len) || memchr(cell.ptr, '^', cell.len)) && p.forename.len > 0;
    unsigned first = ts_name_word(first_word(p.forename.len > 0 ? &p.forename : &p.surname));
    unsigned last = ts_name_word(ts_norm_span(&p.surname));
    unsigned *firsts = first & TS_WORD_ORDINARY ? &t->word_first : &t->known_first;
    unsigned *lasts = last & TS_WORD_ORDINARY ? &t->word_last : &t->known_last;
    *firsts += (first & TS_WORD_FORENAME) != 0;
    *lasts += (last & TS_WORD_SURNAME) != 0;
    bool given = (first & TS_WORD_FORENAME) != 0, family = (last & TS_WORD_SURNAME) != 0;
    t->titled += titled;
    bool clinical = false;
    t->clinical += ts_title_at(cell, 0, cell.len, &clinical) > 0 && clinical;
    t->people += initials || (given && !(first & TS_WORD_ORDINARY)) || (family && !(last & TS_WORD_ORDINARY));
    t->people_whole +=
        t->initials_known > with_known || (n > 1 && given && family && !(first & last & TS_WORD_ORDINARY));
    if (p.forename.len > 0)
        t->first_is_surname +=
            ts_forename_known(ts_norm_span(&p.surname)) > 0 && ts_forename_known(first_word(&p.forename)) == 0;
}

/* "4312145213": neither a zero, a plus nor 44, and no number that lost its zero begins so. */
static bool is_no_phone(ts_span cell) {
    char a = cell.ptr[0], b = cell.ptr[1];
    return a == '4' ? ts_is_digit(b) && b != '4' : a == '5' || a == '6' || a == '8' || a == '9';
}

/* Without its 0 or +44 a number looks like seconds since 1970, a grid's reference or an order's number. */
static void tally_phone(ts_tally *t, ts_span cell) {
    if (is_no_phone(cell))
        return;
    bool loose = accepts_loose(TS_KIND_PHONE, cell);
    t->phone += loose && accepts(TS_KIND_PHONE, cell);
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

static void tally_digits(ts_tally *t, ts_span cell, size_t digits, size_t letters, const ts_hints *hints) {
    ts_norm norm;
    bool tens = digits == 10 && (cell.len == digits || accepts_loose(TS_KIND_NHS_NUMBER, cell));
    bool checked = tens ? ts_detector_nhs_number.normal(cell, &norm)
                        : digits == 10 && letters == 0 && ts_misread_normal(TS_KIND_NHS_NUMBER, cell, &norm);
    t->tens += tens || checked;
    t->nhs += checked && !ts_detector_nhs_number.placeholder(&norm);
    t->six += digits == 6 && letters == 0 && cell.len <= 8;
    t->pairs += digits == 6 && cell.len == 8 && !ts_is_digit(cell.ptr[2]) && cell.ptr[2] == cell.ptr[5];
    t->eight += digits >= 6 && digits <= 8 && letters == 0 && cell.len == digits;
    t->serial += letters == 0 && digits >= 3 && digits <= 5 && cell.len == digits;
    if (digits >= 9)
        tally_phone(t, cell);
    if (digits == NINO_DIGITS && (letters == 2 || letters == 3)) {
        bool shape = accepts_loose(TS_KIND_NINO, cell), nino = shape && accepts(TS_KIND_NINO, cell);
        t->nino += nino;
        t->nino_whole += nino && ts_is_alpha(cell.ptr[cell.len - 1]);
        t->nino_shape += shape;
    }
    t->postcode += digits <= 3 && letters >= 3 && letters <= 6 && accepts(TS_KIND_POSTCODE, cell);
    bool packed = digits == 8 || digits == 12 || digits == 14; /* "19870423", with a time behind it */
    bool date = (packed || digits < cell.len) && tally_date(t, cell);
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

bool ts_tally_is_filled(ts_span cell) {
    return cell.len > 0 && cell.len <= MOST_CELL && !ts_span_eq_nocase(cell, ts_str("null")) &&
           !ts_span_eq(cell, ts_str("\\N"));
}

/* ---- words that come again ---- */

/* What one cell of few letters was found to be: no count of it is large. */
typedef struct seen_words {
    char text[WORD_ROOM]; /* filled up with 0 */
    uint64_t label_kinds, len;
    uint8_t counts[COUNTS];
} seen_words;

struct ts_tally_memo {
    seen_words at[MEMO];
};

ts_tally_memo *ts_tally_memo_new(void) { return ts_alloc(sizeof(ts_tally_memo)); }

void ts_tally_memo_free(ts_tally_memo *m) { ts_free(m); }

static seen_words *place_of(ts_tally_memo *m, const char text[WORD_ROOM]) {
    uint64_t h = 0, part;
    for (size_t i = 0; i < WORD_ROOM; i += sizeof part) {
        memcpy(&part, text + i, sizeof part);
        h = (h ^ part) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 32;
    }
    return &m->at[h % MEMO];
}

/* Forenames, towns and states of things stand in most tables: what the lists say of them is asked once, and once more when
 * another cell took their place. */
static void tally_known_words(ts_tally *t, ts_span cell, ts_tally_memo *m) {
    if (!m || cell.len > WORD_ROOM) {
        tally_words(t, cell);
        return;
    }
    char text[WORD_ROOM] = {0};
    memcpy(text, cell.ptr, cell.len);
    seen_words *w = place_of(m, text);
    if (w->len != cell.len || memcmp(w->text, text, WORD_ROOM) != 0) {
        ts_tally is = {0};
        tally_words(&is, cell);
        memcpy(w->text, text, WORD_ROOM);
        w->len = cell.len;
        w->label_kinds = is.label_kinds;
        for (size_t i = 0; i < COUNTS; i++)
            w->counts[i] = (uint8_t)((const unsigned *)&is)[i];
    }
    for (size_t i = 0; i < COUNTS; i++)
        ((unsigned *)t)[i] += w->counts[i];
    t->label_kinds |= w->label_kinds;
}

/* ---- a cell, a column ---- */

static void tally_cell(ts_tally *t, ts_span cell, const ts_hints *hints, ts_kind told, const ts_detector *named,
                       ts_tally_memo *memo) {
    cell = ts_trim(cell);
    if (!ts_tally_is_filled(cell))
        return;
    ts_norm norm;
    bool born = told == TS_KIND_BIRTH_DATE || told == TS_KIND_DEATH_DATE;
    bool marked = told && ts_partial_unmark(told, cell, 0, 0, &cell);
    if (told && !marked && (born || (cell.len > 1 && cell.ptr[1] == '.') || ts_has_mask(cell)) &&
        ts_partial_normal(told, cell, &norm)) {
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
    t->lettered += letters > 0;
    if (memchr(cell.ptr, '@', cell.len))
        t->email += accepts(TS_KIND_EMAIL, cell);
    else if (digits == 0)
        tally_known_words(t, cell, memo);
    else
        tally_digits(t, cell, digits, letters, hints);
}

static void add(ts_tally *t, const ts_tally *more, unsigned times) {
    unsigned *n = (unsigned *)t;
    for (size_t i = 0; i < COUNTS; i++)
        n[i] += ((const unsigned *)more)[i] * times;
    if (more->first_year && (!t->first_year || more->first_year < t->first_year))
        t->first_year = more->first_year;
    t->last_year = more->last_year > t->last_year ? more->last_year : t->last_year;
    t->label_kinds |= more->label_kinds;
}

/* Numbers of one length differ in their last digit most of the time. */
static bool alike(ts_span a, ts_span b) {
    return a.len == b.len && (!a.len || (a.ptr[a.len - 1] == b.ptr[a.len - 1] && memcmp(a.ptr, b.ptr, a.len) == 0));
}

/* The cells of many columns are few words, such as a sex, a town and a ward: each is looked at once. */
ts_tally ts_tally_column(const ts_span *cell, size_t columns, size_t rows, const ts_hints *hints, ts_kind told,
                         const ts_detector *named, ts_tally_memo *memo) {
    struct {
        ts_span cell;
        ts_tally is;
        unsigned times;
    } known[ALIKE];
    ts_tally all = {0};
    size_t n = 0;
    for (size_t r = 0; r < rows; r++, cell += columns) {
        size_t k = 0;
        while (k < n && !alike(*cell, known[k].cell))
            k++;
        if (k == n && n < ALIKE) {
            n++;
            known[k].cell = *cell;
            known[k].is = (ts_tally){0};
            known[k].times = 0;
            tally_cell(&known[k].is, *cell, hints, told, named, memo);
        }
        if (k < n)
            known[k].times++;
        else
            tally_cell(&all, *cell, hints, told, named, memo);
    }
    for (size_t k = 0; k < n; k++)
        add(&all, &known[k].is, known[k].times);
    weigh(&all);
    return all;
}
