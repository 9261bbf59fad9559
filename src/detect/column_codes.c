/* column_codes.c - columns of codes that no name tells: a code's form is too weak by itself, but nine rows of ten have it, and
 * what stands beside it says of whom it is.
 */
#include "detect/column_codes.h"

#include "detect/column_ids.h"
#include "detect/kinds.h"
#include "detect/terms.h"

enum { LOOKED_AT = 48, LEAST = 3, FEWEST_SEXES = 8, SURE = 85, LIKELY = 65 };

typedef struct table {
    ts_columns *c;
    const ts_span *cell;
    size_t columns, rows;
} table;

static ts_span value_at(const table *t, size_t row, size_t column) {
    return ts_trim(t->cell[row * t->columns + column]);
}

/* How many cells of a hundred are of the form; 0 where there are too few, or the first are not. */
static unsigned share(const table *t, size_t column, bool (*fits)(ts_span)) {
    unsigned filled = 0, good = 0;
    for (size_t r = 0; r < t->rows && filled < LOOKED_AT; r++) {
        ts_span v = value_at(t, r, column);
        filled += v.len > 0;
        good += v.len > 0 && fits(v);
        if (filled == LEAST && good == 0)
            return 0;
    }
    return filled >= LEAST ? good * 100 / filled : 0;
}

/* Nine cells of ten are of the form. */
static bool all_are(const table *t, size_t column, bool (*fits)(ts_span)) { return share(t, column, fits) >= 90; }

/* Parted as it is printed: nine digits side by side are anybody's. */
static bool is_ssn(ts_span v) {
    ts_norm norm;
    return v.len == 11 && v.ptr[3] == v.ptr[6] && !ts_is_digit(v.ptr[3]) && ts_detector_us_ssn.normal(v, &norm);
}

/* With letters behind the first, or it is a serial number. */
static bool is_share_code(ts_span v) {
    ts_norm norm;
    unsigned letters = 0;
    for (size_t i = 1; i < v.len; i++)
        letters += ts_is_alpha(v.ptr[i]);
    return letters > 0 && ts_detector_share_code.normal(v, &norm);
}

static bool is_handle(ts_span v) {
    ts_norm norm;
    return v.len > 3 && *v.ptr == '@' && ts_detector_social_handle.normal(v, &norm);
}

static bool is_nine_digits(ts_span v) {
    size_t n = 0;
    while (n < v.len && ts_is_digit(v.ptr[n]))
        n++;
    return n == v.len && n == 9;
}

/* "J45.9", "I10", "G20X". */
static bool is_icd10(ts_span v) {
    ts_norm norm;
    return (v.len == 3 || (v.len == 4 && v.ptr[3] == 'X') || (v.len > 4 && v.ptr[3] == '.')) &&
           ts_detector_icd10.normal(v, &norm);
}

static bool is_longer_than_three(ts_span v) { return v.len > 3; }

static bool is_opcs4(ts_span v) {
    ts_norm norm;
    return v.len == 5 && v.ptr[3] == '.' && ts_detector_opcs4.normal(v, &norm);
}

/* What somebody may earn a year. */
static bool is_years_pay(ts_span v) {
    enum { LOW = 8000, HIGH = 250000 };
    ts_norm norm;
    if (!ts_detector_salary.normal(v, &norm))
        return false;
    uint64_t pounds = 0;
    for (size_t i = 0; i < norm.len && ts_is_digit(norm.text[i]); i++)
        pounds = pounds * 10 + (uint64_t)(norm.text[i] - '0');
    return pounds >= LOW && pounds <= HIGH;
}

/* With its sign, its comma or its point: what numbers people has none. */
static bool is_written_as_money(ts_span v) {
    return memchr(v.ptr, ',', v.len) || memchr(v.ptr, '.', v.len) || (uint8_t)*v.ptr >= 0x80;
}

/* Eight digits that begin as a register's do, or its two letters and six digits. */
static bool is_company_number(ts_span v) {
    ts_norm norm;
    return v.len == 8 && (ts_is_alpha(*v.ptr) || *v.ptr <= '1') && ts_detector_company_number.normal(v, &norm);
}

/* Letters beside digits or signs, small beside capital ones, and no blank. */
static bool is_password(ts_span v) {
    ts_norm norm;
    unsigned small = 0, capital = 0, digit = 0, sign = 0;
    for (size_t i = 0; i < v.len; i++) {
        small += v.ptr[i] >= 'a' && v.ptr[i] <= 'z';
        capital += ts_is_upper(v.ptr[i]);
        digit += ts_is_digit(v.ptr[i]);
        sign += !ts_is_alnum(v.ptr[i]) && v.ptr[i] != '_' && v.ptr[i] != ','; /* programs name things so */
    }
    return v.len >= 6 && v.len <= 32 && (small > 0) + (capital > 0) + (digit > 0) + (sign > 0) >= 3 &&
           ts_detector_password.normal(v, &norm);
}

/* "ann.lee", "alee2", "ann.lee@trust.example": by what people log in. */
static bool is_user(ts_span v) {
    size_t end = 0;
    while (end < v.len && v.ptr[end] != '@' && v.ptr[end] != ' ' && !ts_is_upper(v.ptr[end]))
        end++;
    return end >= 3 && (end == v.len || v.ptr[end] == '@') && ts_is_alpha(*v.ptr);
}

/* "12345678-2": as ESR numbers who is employed, and behind the hyphen the post. */
static bool is_assignment(ts_span v) {
    enum { PERSON = 8 };
    size_t n = 0;
    for (size_t i = 0; i < v.len; i++) {
        if (!ts_is_digit(v.ptr[i]) && !(i == PERSON && v.ptr[i] == '-'))
            return false;
        n += ts_is_digit(v.ptr[i]);
    }
    return v.len > PERSON + 1 && v.ptr[PERSON] == '-' && n <= PERSON + 2;
}

#define ACCEPTS(name)                               \
    static bool is_##name(ts_span v) {              \
        ts_norm norm;                               \
        return ts_detector_##name.normal(v, &norm); \
    }
ACCEPTS(gp_code)
ACCEPTS(consultant_code)
ACCEPTS(hcpc_number)
ACCEPTS(ods_code)
ACCEPTS(ip_address)
ACCEPTS(vat_number)

/* The sixteen signs of Great Britain: eight digits are anybody's. */
static bool is_driving_licence(ts_span v) {
    ts_norm norm;
    return v.len >= 16 && ts_detector_driving_licence.normal(v, &norm);
}

/* Registers of several professions begin their numbers differently; one hospital begins all of its own alike. */
static bool begins_vary(const table *t, size_t column) {
    ts_span first = {0};
    for (size_t r = 0; r < t->rows; r++) {
        ts_span v = value_at(t, r, column);
        if (v.len < 2)
            continue;
        if (first.len == 0)
            first = v;
        if (v.ptr[0] != first.ptr[0] || v.ptr[1] != first.ptr[1])
            return true;
    }
    return false;
}

static bool has(const table *t, ts_kind kind) {
    for (size_t i = 0; i < t->c->n; i++)
        if (t->c->role[i].kind == kind)
            return true;
    return false;
}

static bool any_is(const table *t, bool (*fits)(ts_span)) {
    for (size_t i = 0; i < t->c->n; i++)
        if (all_are(t, i, fits))
            return true;
    return false;
}

static bool speaks_of_people(const table *t) {
    for (size_t i = 0; i < t->c->n; i++) {
        ts_kind kind = t->c->role[i].kind;
        if (kind == TS_KIND_SURNAME || kind == TS_KIND_PERSON_NAME || kind == TS_KIND_BIRTH_DATE ||
            ts_kind_health_number(kind) || kind == TS_KIND_NINO || ts_terms_is(kind))
            return true;
    }
    return false;
}

static bool is_beside_offices(const table *t, size_t i) {
    return (i > 0 && t->c->column[i - 1].offices) || (i + 1 < t->c->n && t->c->column[i + 1].offices);
}

static void give(table *t, size_t i, ts_kind kind, uint8_t confidence) {
    const ts_detector *d = ts_detector_of(kind);
    t->c->role[i].kind = kind;
    t->c->role[i].confidence = confidence;
    if (d->about != TS_ROLE_UNKNOWN)
        t->c->role[i].about = (ts_role)d->about;
}

/* Not the same in every row. */
static bool vary(const table *t, size_t column) {
    for (size_t r = 1; r < t->rows; r++)
        if (!ts_span_eq(value_at(t, r, column), value_at(t, 0, column)))
            return true;
    return false;
}

/* What stands here by its form, in a table of people. */
static void find_form(table *t, size_t i) {
    bool number = t->c->column[i].like_number;
    if (number && all_are(t, i, is_gp_code))
        give(t, i, TS_KIND_GP_CODE, SURE);
    else if (all_are(t, i, is_assignment))
        give(t, i, TS_KIND_LOCAL_ID, SURE);
    else if (number && i > 0 && all_are(t, i, is_consultant_code))
        give(t, i, TS_KIND_CONSULTANT_CODE, LIKELY);
    else if (number && begins_vary(t, i) && all_are(t, i, is_hcpc_number))
        give(t, i, TS_KIND_HCPC_NUMBER, SURE);
    else if (all_are(t, i, is_ssn))
        give(t, i, TS_KIND_US_SSN, SURE);
    else if (begins_vary(t, i) && all_are(t, i, is_share_code))
        give(t, i, TS_KIND_SHARE_CODE, SURE);
    else if (all_are(t, i, is_handle))
        give(t, i, TS_KIND_SOCIAL_HANDLE, SURE);
    else if (all_are(t, i, is_ip_address))
        give(t, i, TS_KIND_IP_ADDRESS, SURE);
    else if (all_are(t, i, is_driving_licence))
        give(t, i, TS_KIND_DRIVING_LICENCE, SURE);
    else if (all_are(t, i, is_company_number) && any_is(t, is_vat_number))
        give(t, i, TS_KIND_COMPANY_NUMBER, LIKELY);
    else if ((has(t, TS_KIND_NINO) || has(t, TS_KIND_BANK_ACCOUNT)) && vary(t, i) && all_are(t, i, is_years_pay) &&
             (share(t, i, is_written_as_money) >= 30 || (i > 0 && !t->c->column[i].headed)))
        give(t, i, TS_KIND_SALARY, LIKELY);
    else if (vary(t, i) && all_are(t, i, is_icd10) &&
             share(t, i, is_longer_than_three) >= 50) /* the diagnosis stands before the procedure */
        give(t, i,
             i > 0 && t->c->role[i - 1].kind == TS_KIND_ICD10 && all_are(t, i, is_opcs4) ? TS_KIND_OPCS4
                                                                                         : TS_KIND_ICD10,
             LIKELY);
}

/* "1632960221": a phone's number that a spreadsheet took for one. */
static bool is_lost_phone(ts_span v) {
    ts_norm norm;
    return v.len == 10 && memchr("127", *v.ptr, 3) && ts_detector_phone.loose(v, &norm);
}

/* "mobile" and "home": the second is a phone where the first is. */
static void find_phones(table *t) {
    for (size_t i = 0; i < t->c->n && has(t, TS_KIND_PHONE); i++)
        if (t->c->role[i].kind == TS_KIND_NONE && t->c->column[i].unnamed && vary(t, i) && all_are(t, i, is_lost_phone))
            give(t, i, TS_KIND_PHONE, LIKELY);
}

/* Sexes as 1 and 2, beside a forename, a title or a day of birth: no more than three codes, none of them in nearly all rows. */
static void find_sexes(table *t) {
    for (size_t i = 0; i < t->c->n; i++)
        if (t->c->role[i].kind == TS_KIND_SEX)
            return;
    for (size_t i = 0; i < t->c->n; i++) {
        unsigned of[3] = {0}, filled = 0;
        bool beside = false;
        for (size_t k = i > 0 ? i - 1 : 0; k <= i + 1 && k < t->c->n; k++)
            beside = beside || t->c->role[k].kind == TS_KIND_BIRTH_DATE || t->c->role[k].kind == TS_KIND_FORENAME;
        for (size_t r = 0; beside && r < t->rows; r++) {
            ts_span v = value_at(t, r, i);
            filled += v.len > 0;
            if (v.len == 1 && memchr("129", *v.ptr, 3))
                of[*v.ptr == '9' ? 2 : *v.ptr - '1']++;
        }
        if (beside && t->c->role[i].kind == TS_KIND_NONE && !t->c->column[i].headed && filled >= FEWEST_SEXES &&
            of[0] + of[1] + of[2] == filled && of[0] * 10 >= filled && of[1] * 10 >= filled) {
            give(t, i, TS_KIND_SEX, LIKELY);
            return;
        }
    }
}

/* Codes of practices and sites, beside their names or under a name that asks for one: of no person, so people need not
 * stand in the rows. */
static void find_offices(table *t) {
    for (size_t i = 0; i < t->c->n; i++) {
        const ts_column *column = &t->c->column[i];
        bool beside = column->unnamed && column->like_number && is_beside_offices(t, i);
        if (t->c->role[i].kind == TS_KIND_NONE && (beside || column->office_codes) && vary(t, i) &&
            all_are(t, i, is_ods_code))
            give(t, i, TS_KIND_ODS_CODE, SURE);
    }
}

/* Passwords beside what people log in with: of many lengths, as codes that a system gives are not. */
static void find_passwords(table *t) {
    for (size_t i = 0; i < t->c->n; i++) {
        bool user = (i > 0 && all_are(t, i - 1, is_user)) || (i + 1 < t->c->n && all_are(t, i + 1, is_user));
        if (!user || t->c->role[i].kind != TS_KIND_NONE || !t->c->column[i].unnamed)
            continue;
        size_t shortest = SIZE_MAX, longest = 0;
        for (size_t r = 0; r < t->rows; r++) {
            ts_span v = value_at(t, r, i);
            shortest = v.len > 0 && v.len < shortest ? v.len : shortest;
            longest = v.len > longest ? v.len : longest;
        }
        if (longest > shortest + 1 && share(t, i, is_password) >= 70)
            give(t, i, TS_KIND_PASSWORD, LIKELY);
    }
}

void ts_columns_find_codes(ts_columns *c, const ts_span *cell, size_t columns, size_t rows) {
    table t = {.c = c, .cell = cell, .columns = columns, .rows = rows};
    bool people = speaks_of_people(&t);
    find_offices(&t);
    find_passwords(&t);
    find_phones(&t);
    if (!people && !has(&t, TS_KIND_EMAIL))
        return;
    for (size_t i = 0; i < c->n; i++)
        if (c->role[i].kind == TS_KIND_NONE && c->column[i].unnamed)
            find_form(&t, i);
    bool papers = has(&t, TS_KIND_SHARE_CODE) || has(&t, TS_KIND_DRIVING_LICENCE);
    for (size_t i = 0; papers && i < c->n; i++)
        if (c->role[i].kind == TS_KIND_NONE && c->column[i].unnamed && all_are(&t, i, is_nine_digits))
            give(&t, i, TS_KIND_PASSPORT, LIKELY);
    if (people) {
        find_sexes(&t);
        ts_columns_find_ids(c, cell, columns, rows);
    }
}
