/* column_row.c - what the columns of a table say of each other: an account beside a sort code, surnames beside forenames,
 * birth dates before the records', and names that stand for nobody where nothing else of a person does. */
#include "detect/column_row.h"

#include <stdlib.h>

#include "base/mem.h"
#include "detect/column_codes.h"
#include "detect/column_terms.h"
#include "detect/kinds.h"
#include "detect/terms.h"
#include "text/date.h"

/* An account number that is called so, beside what looks like a sort code under another name. */
static void name_sort_codes(ts_columns *c) {
    for (size_t i = 0; i + 1 < c->n; i++)
        if (c->role[i].kind == TS_KIND_NONE && c->column[i].like_sort && c->role[i + 1].kind == TS_KIND_BANK_ACCOUNT &&
            c->column[i + 1].part == 2) {
            c->role[i].kind = TS_KIND_BANK_ACCOUNT;
            c->role[i].confidence = c->role[i + 1].confidence;
            c->role[i].categories |= TS_CAT_FINANCIAL;
            c->column[i].part = 1;
        }
}

/* A sort code beside an account number under names that nobody knows: what the first looks like makes both certain.
 * Neither may be claimed by another kind. */
static void pair_bank(ts_columns *c) {
    for (size_t i = 0; i + 1 < c->n; i++) {
        bool named = c->role[i].kind == TS_KIND_BANK_ACCOUNT && c->column[i].part == 1;
        bool sort = named || (c->role[i].kind == TS_KIND_NONE && c->column[i].like_sort);
        if (!sort || c->role[i + 1].kind != TS_KIND_NONE || !c->column[i + 1].like_account)
            continue;
        for (size_t k = i; k < i + 2; k++) {
            c->role[k].kind = TS_KIND_BANK_ACCOUNT;
            c->role[k].confidence = 80;
            c->role[k].categories |= TS_CAT_FINANCIAL;
            c->column[k].part = (uint8_t)(1 + k - i);
        }
    }
}

static bool is_witness(ts_kind kind, uint8_t doubt) {
    bool contact =
        kind == TS_KIND_ADDRESS || kind == TS_KIND_POSTCODE || kind == TS_KIND_PHONE || kind == TS_KIND_EMAIL;
    if (ts_kind_category(kind) == TS_CAT_NONE || kind == TS_KIND_IP_ADDRESS) /* firms and machines have those */
        return false;
    return contact ? doubt == TS_DOUBT_CONTACT : kind != TS_KIND_PERSON_NAME && kind != TS_KIND_RECORD_DATE;
}

/* "Net", "gross", "basic" are pay where the rows are about staff, or pay that is called so stands beside. */
static bool is_paid(const ts_columns *c) {
    bool paid = c->staffed;
    for (size_t i = 0; i < c->n && !paid; i++)
        paid = c->role[i].kind == TS_KIND_NINO ||
               (c->role[i].kind == TS_KIND_SALARY && c->column[i].doubt == TS_DOUBT_NONE);
    return paid;
}

/* Names that are doubtful by themselves stand where the row has something else that only people have. */
static void drop_doubtful(ts_columns *c) {
    for (size_t i = 0; i < c->n; i++) {
        bool pay = c->column[i].doubt == TS_DOUBT_PAY, settled = pay ? is_paid(c) : c->column[i].doubt == TS_DOUBT_NONE;
        for (size_t k = 0; k < c->n && !settled && !pay; k++)
            settled = k != i && is_witness(c->role[k].kind, c->column[i].doubt);
        if (!settled) {
            c->role[i].kind = TS_KIND_NONE;
            c->role[i].confidence = 0;
        }
    }
}

static bool is_somebody(ts_kind kind) {
    return kind == TS_KIND_PERSON_NAME || kind == TS_KIND_SURNAME || kind == TS_KIND_FORENAME ||
           kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_NINO || ts_kind_health_number(kind);
}

/* An account without a sort code is a ledger's, unless somebody is in the rows whose it is. */
static void drop_accounts(ts_columns *c) {
    bool sort = false, somebody = false;
    for (size_t i = 0; i < c->n; i++) {
        sort = sort || (c->role[i].kind == TS_KIND_BANK_ACCOUNT && c->column[i].part != 2);
        somebody = somebody || is_somebody(c->role[i].kind) || c->role[i].kind == TS_KIND_IBAN;
    }
    for (size_t i = 0; i < c->n && !sort && !somebody; i++)
        if (c->role[i].kind == TS_KIND_BANK_ACCOUNT)
            c->role[i] = (ts_column_role){.categories = c->role[i].categories};
}

/* Surnames that the values alone tell are towns as often: somebody's forename, number or phone stands beside them. */
static void drop_towns(ts_columns *c) {
    bool somebody = c->staffed;
    size_t at = SIZE_MAX;
    for (size_t i = 0; i < c->n; i++) {
        ts_kind kind = c->role[i].kind;
        if (kind == TS_KIND_SURNAME && c->column[i].unnamed && at == SIZE_MAX)
            at = i;
        else
            somebody = somebody || is_somebody(kind) || kind == TS_KIND_LOCAL_ID || kind == TS_KIND_SEX ||
                       kind == TS_KIND_PHONE || kind == TS_KIND_EMAIL || kind == TS_KIND_TITLE || ts_terms_is(kind);
    }
    if (at != SIZE_MAX && !somebody && c->column[at].headed)
        c->role[at] = (ts_column_role){.categories = c->role[at].categories};
}

/* "Street: Alma Road, Victoria Road": without a house's number, and nobody in the rows, they are roads that are mended. */
static bool is_of_roads(const ts_span *cell, size_t columns, size_t rows, size_t column) {
    unsigned filled = 0, numbered = 0;
    for (size_t r = 0; r < rows; r++) {
        ts_span v = cell[r * columns + column];
        bool digit = false;
        for (size_t i = 0; i < v.len; i++)
            digit = digit || ts_is_digit(v.ptr[i]);
        filled += v.len > 0;
        numbered += digit;
    }
    return filled > 0 && !ts_mostly(numbered, filled, 30);
}

/* Streets by their values alone are a map's or a gazetteer's, unless somebody lives there; beside the names of firms and
 * surgeries, and nobody's, they are theirs, and so they are in cells that are read as text. */
static void drop_streets(ts_columns *c, const ts_span *cell, size_t columns, size_t rows) {
    bool lived_in = false, firms = false, somebody = false;
    for (size_t i = 0; i < c->n; i++) {
        ts_kind kind = c->role[i].kind;
        lived_in =
            lived_in || (kind != TS_KIND_ADDRESS && is_witness(kind, TS_DOUBT_CONTACT)) || kind == TS_KIND_PERSON_NAME;
        firms = firms || c->column[i].offices || c->column[i].things;
        somebody = somebody || is_somebody(kind);
    }
    for (size_t i = 0; i < c->n && (!lived_in || (firms && !somebody)); i++)
        if (c->role[i].kind == TS_KIND_ADDRESS &&
            (c->column[i].unnamed || (!lived_in && !somebody && is_of_roads(cell, columns, rows, i)))) {
            c->role[i] = (ts_column_role){.categories = c->role[i].categories};
            c->column[i].of_firms = firms;
        }
}

/* Surnames that few lists have stand beside forenames. */
static void find_surnames(ts_columns *c) {
    for (size_t i = 0; i < c->n; i++)
        if (c->role[i].kind == TS_KIND_SURNAME || c->role[i].kind == TS_KIND_PERSON_NAME)
            return;
    for (size_t i = 0; i < c->n; i++) {
        bool beside = (i > 0 && c->role[i - 1].kind == TS_KIND_FORENAME) ||
                      (i + 1 < c->n && c->role[i + 1].kind == TS_KIND_FORENAME);
        if (beside && c->role[i].kind == TS_KIND_NONE && c->column[i].unnamed && c->column[i].like_surname) {
            c->role[i].kind = TS_KIND_SURNAME;
            c->role[i].confidence = 75;
            return;
        }
    }
}

static bool has_half(const ts_columns *c, ts_kind half, uint8_t about) {
    for (size_t i = 0; i < c->n; i++)
        if (c->role[i].kind == half && c->role[i].about == about)
            return true;
    return false;
}

/* "Name" beside "Vorname", "Ainm" beside "Sloinne": one half of a name, of which the other has a column of its own. */
static void part_names(ts_columns *c) {
    enum { BESIDE = 2, SURE = 85 };
    for (size_t i = 0; i < c->n; i++) {
        if (c->role[i].kind != TS_KIND_PERSON_NAME || !c->column[i].single)
            continue;
        for (size_t k = i > BESIDE ? i - BESIDE : 0; k < c->n && k <= i + BESIDE; k++) {
            ts_kind other = c->role[k].kind;
            if ((other != TS_KIND_SURNAME && other != TS_KIND_FORENAME) || c->role[k].about != c->role[i].about)
                continue;
            ts_kind half = other == TS_KIND_SURNAME ? TS_KIND_FORENAME : TS_KIND_SURNAME;
            if (has_half(c, half, c->role[i].about)) /* "Worker": the row's own person is whole */
                break;
            c->role[i].kind = half;
            c->role[i].confidence = SURE;
            c->column[i].doubt = TS_DOUBT_NONE;
            break;
        }
    }
}

/* ---- birth dates that no name tells ---- */

enum {
    ENOUGH_DATES = 8,
    YEAR = 365,
    BORN_OVER = 8 * YEAR,
    ALONE_OVER = 15 * YEAR,
    ALONE_BEFORE = 6 * YEAR,
    CLOSE_OVER = 9 * YEAR /* the same, of children beside their health numbers or their parents' phones */,
    CLOSE_BEFORE = 3 * YEAR
};

static ts_date date_of(const ts_columns *c, size_t i, ts_span cell) {
    ts_written_date d;
    cell = ts_trim(cell);
    if (cell.len == 0 || !ts_date_read(cell, &d) || d.len != cell.len)
        return TS_NO_DATE;
    return c->role[i].month_first && d.other != TS_NO_DATE ? d.other : d.date;
}

static int by_date(const void *a, const void *b) {
    const ts_date *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The dates of one column in order; how many. */
static size_t dates_of(const ts_columns *c, size_t i, const ts_span *cell, size_t columns, size_t rows, ts_date *out) {
    size_t n = 0;
    for (size_t r = 0; r < rows; r++) {
        ts_date d = date_of(c, i, cell[r * columns + i]);
        if (d != TS_NO_DATE)
            out[n++] = d;
    }
    qsort(out, n, sizeof *out, by_date);
    return n;
}

/* In nine rows of ten a year or more before the other date, which is the record's. */
static bool is_long_before(const ts_columns *c, size_t i, size_t k, const ts_span *cell, size_t columns, size_t rows) {
    unsigned both = 0, before = 0;
    for (size_t r = 0; r < rows; r++) {
        ts_date first = date_of(c, i, cell[r * columns + i]), other = date_of(c, k, cell[r * columns + k]);
        if (first == TS_NO_DATE || other == TS_NO_DATE)
            continue;
        both++;
        before += first + YEAR <= other;
    }
    return both >= ENOUGH_DATES && ts_mostly(before, both, 90);
}

/* Is this column of dates, which no name tells, when the people beside it were born?  Children's lie within less than
 * the thirty years that make birth dates of a column by itself. */
static bool looks_like_births(const ts_columns *c, size_t i, const ts_span *cell, size_t columns, size_t rows,
                              ts_date *work) {
    if (c->role[i].kind != TS_KIND_RECORD_DATE || !c->column[i].unnamed)
        return false;
    size_t n = dates_of(c, i, cell, columns, rows, work);
    if (n < ENOUGH_DATES || work[n - 1] - work[0] < BORN_OVER)
        return false;
    bool alone = true, close = false;
    for (size_t k = 0; k < c->n; k++) {
        close = close || ts_kind_health_number(c->role[k].kind) || c->role[k].kind == TS_KIND_PHONE;
        if (k == i || c->role[k].kind != TS_KIND_RECORD_DATE)
            continue;
        alone = false;
        if (is_long_before(c, i, k, cell, columns, rows))
            return true;
    }
    return alone && work[n - 1] - work[0] >= (close ? CLOSE_OVER : ALONE_OVER) &&
           work[n - 1] - work[n / 2] >= (close ? CLOSE_BEFORE : ALONE_BEFORE);
}

static void find_births(ts_columns *c, const ts_span *cell, size_t columns, size_t rows) {
    bool person = false;
    for (size_t i = 0; i < c->n; i++) {
        ts_kind kind = c->role[i].kind;
        if (kind == TS_KIND_BIRTH_DATE && c->role[i].about == TS_ROLE_UNKNOWN)
            return;
        person = person || ts_kind_health_number(kind) || kind == TS_KIND_LOCAL_ID || kind == TS_KIND_SURNAME ||
                 kind == TS_KIND_FORENAME || kind == TS_KIND_PERSON_NAME;
    }
    ts_date *work = person && rows ? ts_alloc_array(rows, sizeof *work) : NULL;
    for (size_t i = 0; work && i < c->n; i++)
        if (looks_like_births(c, i, cell, columns, rows, work)) {
            c->role[i].kind = TS_KIND_BIRTH_DATE;
            break;
        }
    ts_free(work);
}

/* "NHS number" beside its value, "Surname" beside its: one person's fields below each other, and no column is of a kind. */
static bool is_form(const ts_columns *c) {
    bool form = false;
    for (size_t i = 0; i < c->n; i++) {
        if (c->role[i].kind != TS_KIND_NONE)
            return false;
        form = form || (i + 1 < c->n && c->column[i].labels && !c->column[i + 1].labels);
    }
    return form;
}

void ts_columns_compare(ts_columns *c, const ts_span *cell, size_t columns, size_t rows) {
    pair_bank(c);
    name_sort_codes(c);
    find_surnames(c);
    part_names(c);
    find_births(c, cell, columns, rows);
    drop_accounts(c);
    drop_doubtful(c);
    drop_streets(c, cell, columns, rows);
    ts_columns_find_terms(c, cell, columns, rows);
    ts_columns_find_codes(c, cell, columns, rows);
    drop_towns(c);
    c->form = is_form(c);
}
