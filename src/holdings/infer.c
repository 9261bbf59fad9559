/* infer.c - which column of an export is what, where nobody says: detection's own inference, then what is special to
 * exports (bank details in two columns, the system's own record number, somebody else's columns). */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "detect/detect.h"
#include "holdings/mapping.h"
#include "text/date.h"

/* ---- column names ---- */

static bool contains_one_of(const char *name, const char *const *list) {
    for (; *list; list++)
        if (strstr(name, *list))
            return true;
    return false;
}

static bool is_one_of(const char *name, const char *const *list) {
    for (; *list; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

static const char *const sort_heads[] = {"sortcode", "banksort", "banksortcode", "sort", NULL};
static const char *const account_heads[] = {"accountnumber", "accountno", "accno",  "bankaccount", "bankaccountnumber",
                                            "bankaccountno", "bankac",    "acctno", "account",     NULL};
static const char *const deceased_heads[] = {"deceased",          "deceasedflag", "deceasedind",
                                             "deceasedindicator", "isdeceased",   "dead",
                                             "patientdeceased",   "deceasedyn",   NULL};

/* Columns about somebody else: their phone is not the patient's.  dBase cuts names after ten signs: NEXT_OF_KI, NEXT_OF_K0. */
static const char *const others_heads[] = {"nok", "nextofk", "emergencyc", "guardian", "carer", "parent", NULL};
static const char *const cut_death_heads[] = {"dateofde", "deceaseddt", "deceasedda", NULL};
static const char *const death_heads[] = {"death", "deceasedon", "deceaseddate", "datedeceased", "died", NULL};

/* ---- shapes ---- */

/* Share of filled cells, in percent, that `fits`; -1 where too few are filled. */
static int share(const ts_span *sample, size_t rows, size_t columns, size_t column, bool (*fits)(ts_span)) {
    size_t filled = 0, good = 0;
    for (size_t r = 0; r < rows; r++) {
        ts_span s = ts_trim(sample[r * columns + column]);
        filled += s.len > 0;
        good += s.len > 0 && fits(s);
    }
    return filled < 3 ? -1 : (int)(good * 100 / filled);
}

static bool all_digits(ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        if (!ts_is_digit(s.ptr[i]))
            return false;
    return s.len > 0;
}

static bool like_sort_code(ts_span s) {
    if (s.len == 6)
        return all_digits(s);
    return s.len == 8 && (s.ptr[2] == '-' || s.ptr[2] == ' ') && s.ptr[5] == s.ptr[2] &&
           all_digits(ts_slice(s, 0, 2)) && all_digits(ts_slice(s, 3, 2)) && all_digits(ts_slice(s, 6, 2));
}

static bool like_account(ts_span s) { return s.len == 8 && all_digits(s); }

static bool like_yes_or_no(ts_span s) {
    static const char *const words[] = {"y", "n", "yes", "no", "true", "false", "t", "f", "0", "1", "d", "a"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ts_span_eq_nocase(s, ts_str(words[i])))
            return true;
    return false;
}

/* ---- inferring ---- */

static bool has_kind(const ts_mapping *m, ts_kind kind) {
    for (size_t i = 0; i < m->columns; i++)
        if (m->column[i].use == TS_USE_KIND && m->column[i].kind == kind)
            return true;
    return false;
}

static bool is_free(const ts_mapping *m, size_t column) {
    char name[TS_HEAD_PLAIN];
    ts_head_plain(m->head[column], name);
    return m->column[column].use == TS_USE_IGNORED && !contains_one_of(name, others_heads);
}

static void use_as(ts_mapping *m, size_t column, ts_kind kind, uint8_t confidence) {
    m->column[column] = (ts_use_column){.use = TS_USE_KIND, .kind = kind, .confidence = confidence};
}

static bool like_nhs(ts_span s) { return ts_detector_of(TS_KIND_NHS_NUMBER)->normal(s, &(ts_norm){0}); }
static bool like_nino(ts_span s) { return ts_detector_of(TS_KIND_NINO)->normal(s, &(ts_norm){0}); }
static bool like_email(ts_span s) { return ts_detector_of(TS_KIND_EMAIL)->normal(s, &(ts_norm){0}); }
static bool like_postcode(ts_span s) { return ts_detector_of(TS_KIND_POSTCODE)->normal(s, &(ts_norm){0}); }

static bool like_sex(ts_span s) {
    static const char *const words[] = {"m", "f", "male", "female", "man", "woman"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ts_span_eq_nocase(s, ts_str(words[i])))
            return true;
    return false;
}

/* Kinds whose values speak for themselves, whatever the column is called and in which language. */
static void find_plain_kinds(ts_mapping *m, const ts_span *sample, size_t rows) {
    static const struct {
        ts_kind kind;
        bool (*like)(ts_span);
    } plain[] = {{TS_KIND_NHS_NUMBER, like_nhs},
                 {TS_KIND_NINO, like_nino},
                 {TS_KIND_EMAIL, like_email},
                 {TS_KIND_POSTCODE, like_postcode},
                 {TS_KIND_SEX, like_sex}};
    for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
        for (size_t i = 0; i < m->columns && !has_kind(m, plain[k].kind); i++)
            if (is_free(m, i) && share(sample, rows, m->columns, i, plain[k].like) >= 90)
                use_as(m, i, plain[k].kind, 85);
}

/* Birth dates are the dates that spread over many years, even in a children's hospital; appointments and gifts do not. */
static bool like_birth_dates(const ts_span *sample, size_t rows, size_t columns, size_t column) {
    enum { YEARS = 300, FIRST = 1850, SPREAD = 12 };
    size_t in_year[YEARS] = {0}, dates = 0, filled = 0;
    for (size_t r = 0; r < rows; r++) {
        ts_span s = ts_trim(sample[r * columns + column]);
        ts_written_date d;
        int year, month, day;
        filled += s.len > 0;
        if (!s.len || !ts_date_read(s, &d))
            continue;
        ts_date_parts(d.date, &year, &month, &day);
        if (year >= FIRST && year < FIRST + YEARS)
            in_year[year - FIRST]++, dates++;
    }
    size_t seen = 0, low = 0, high = 0;
    for (size_t y = 0; y < YEARS; y++) {
        if (seen * 10 < dates)
            low = y;
        if (seen * 10 < dates * 9)
            high = y;
        seen += in_year[y];
    }
    return dates >= 20 && dates * 10 >= filled * 9 && high - low >= SPREAD;
}

static void find_dates(ts_mapping *m, const ts_span *sample, size_t rows) {
    for (size_t i = 0; i < m->columns; i++) {
        char name[TS_HEAD_PLAIN];
        ts_head_plain(m->head[i], name);
        bool death = contains_one_of(name, death_heads) || is_one_of(name, cut_death_heads);
        if (is_free(m, i) && death && !has_kind(m, TS_KIND_DEATH_DATE))
            use_as(m, i, TS_KIND_DEATH_DATE, 80);
        else if (is_free(m, i) && !has_kind(m, TS_KIND_BIRTH_DATE) && like_birth_dates(sample, rows, m->columns, i))
            use_as(m, i, TS_KIND_BIRTH_DATE, 80);
    }
}

static int by_span(const void *a, const void *b) { return ts_span_cmp(*(const ts_span *)a, *(const ts_span *)b); }

/* Every system has a number of its own for each record: filled in every row, never twice, of one shape. */
static bool like_own_number(const ts_span *sample, size_t rows, size_t columns, size_t column) {
    enum { FEWEST = 8, DIGITS = 3, LONGEST = 20 };
    if (rows < FEWEST)
        return false;
    ts_span *all = ts_alloc_array(rows, sizeof *all);
    bool good = true;
    size_t twice = 0, same_length = 0;
    for (size_t r = 0; r < rows && good; r++) {
        ts_span s = all[r] = ts_trim(sample[r * columns + column]);
        size_t digits = 0;
        for (size_t k = 0; k < s.len; k++) {
            digits += ts_is_digit(s.ptr[k]);
            good = good && (ts_is_alnum(s.ptr[k]) || s.ptr[k] == '-' || s.ptr[k] == '/');
        }
        good = good && digits >= DIGITS && digits * 2 >= s.len && s.len <= LONGEST;
        same_length += s.len == all[0].len;
    }
    if (good) {
        ts_written_date d;
        qsort(all, rows, sizeof *all, by_span);
        for (size_t r = 1; r < rows; r++)
            twice += ts_span_eq(all[r], all[r - 1]);
        good = !ts_date_read(all[0], &d) || d.len != all[0].len;
    }
    ts_free(all);
    /* A snapshot may hold a row twice; a salary or a date repeats all the time. */
    return good && twice * 50 <= rows && same_length * 10 >= rows * 9;
}

static void find_own_number(ts_mapping *m, const ts_span *sample, size_t rows) {
    for (size_t i = 0; i < m->columns && !has_kind(m, TS_KIND_LOCAL_ID); i++)
        if (is_free(m, i) && like_own_number(sample, rows, m->columns, i))
            use_as(m, i, TS_KIND_LOCAL_ID, 70);
}

/* Where surnames have a column of their own, a column of whole names is about somebody else. */
static void drop_other_names(ts_mapping *m) {
    for (size_t i = 0; i < m->columns && has_kind(m, TS_KIND_SURNAME); i++)
        if (m->column[i].use == TS_USE_KIND && m->column[i].kind == TS_KIND_PERSON_NAME)
            m->column[i] = (ts_use_column){0};
}

/* A sort code and an account number stand in two columns; detection sees values, so the pair is joined here. */
static void pair_bank(ts_mapping *m, const ts_span *sample, size_t rows) {
    size_t sort = SIZE_MAX, account = SIZE_MAX;
    for (size_t i = 0; i < m->columns; i++) {
        char name[TS_HEAD_PLAIN];
        ts_head_plain(m->head[i], name);
        if (sort == SIZE_MAX && is_one_of(name, sort_heads) && share(sample, rows, m->columns, i, like_sort_code) != 0)
            sort = i;
        if (account == SIZE_MAX && is_one_of(name, account_heads) &&
            share(sample, rows, m->columns, i, like_account) != 0)
            account = i;
    }
    /* No such names: six digits beside eight, and nothing else claims either. */
    for (size_t i = 0; (sort == SIZE_MAX || account == SIZE_MAX) && i + 1 < m->columns; i++) {
        bool free = (m->column[i].kind == TS_KIND_NONE || m->column[i].kind == TS_KIND_BANK_ACCOUNT) &&
                    (m->column[i + 1].kind == TS_KIND_NONE || m->column[i + 1].kind == TS_KIND_BANK_ACCOUNT);
        if (free && share(sample, rows, m->columns, i, like_sort_code) >= 90 &&
            share(sample, rows, m->columns, i + 1, like_account) >= 90)
            sort = i, account = i + 1;
    }
    if (sort == SIZE_MAX || account == SIZE_MAX)
        return;
    m->column[sort] = (ts_use_column){.use = TS_USE_SORT_CODE, .confidence = 90};
    m->column[account] = (ts_use_column){.use = TS_USE_ACCOUNT, .confidence = 90};
}

static bool is_identity(ts_kind k) { return k != TS_KIND_NONE && k != TS_KIND_TITLE && k != TS_KIND_RECORD_DATE; }

ts_err ts_mapping_init(ts_mapping *m, const ts_span *head, size_t columns, const ts_span *sample, size_t rows) {
    *m = (ts_mapping){.columns = columns};
    m->column = ts_alloc_array(columns, sizeof *m->column);
    m->head = ts_alloc_array(columns, sizeof *m->head);
    memcpy(m->head, head, columns * sizeof *head);
    ts_column_role *role = ts_alloc_array(columns, sizeof *role);
    ts_err err = ts_columns_infer(head, columns, sample, rows, role);
    for (size_t i = 0; !err && i < columns; i++) {
        ts_use_column *c = &m->column[i];
        char name[TS_HEAD_PLAIN];
        ts_head_plain(head[i], name);
        bool others =
            role[i].about == TS_ROLE_KIN || role[i].about == TS_ROLE_CLINICIAN || contains_one_of(name, others_heads);
        if (is_one_of(name, deceased_heads) && share(sample, rows, columns, i, like_yes_or_no) >= 90)
            *c = (ts_use_column){.use = TS_USE_DECEASED, .confidence = 95};
        else if (is_identity(role[i].kind) && !others)
            *c = (ts_use_column){.use = TS_USE_KIND,
                                 .kind = role[i].kind,
                                 .month_first = role[i].month_first,
                                 .confidence = role[i].confidence};
    }
    ts_free(role);
    if (err) {
        ts_mapping_done(m);
        return err;
    }
    pair_bank(m, sample, rows);
    drop_other_names(m);
    find_plain_kinds(m, sample, rows);
    find_dates(m, sample, rows);
    find_own_number(m, sample, rows);
    return TS_OK;
}
