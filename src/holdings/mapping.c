/* mapping.c - which column of an export is what: as a person says, and row by row. */
#include "holdings/mapping.h"

#include "base/mem.h"
#include "detect/detector.h"
#include "holdings/shown.h"
#include "text/date.h"

void ts_mapping_done(ts_mapping *m) {
    ts_free(m->column);
    ts_free(m->head);
    *m = (ts_mapping){0};
}

static bool all_digits(ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        if (!ts_is_digit(s.ptr[i]))
            return false;
    return s.len > 0;
}

/* 9.99E+09, as a spreadsheet shows a long number: its last digits are lost. */
static bool is_scientific(ts_span s) {
    size_t i = 0;
    while (i < s.len && (ts_is_digit(s.ptr[i]) || s.ptr[i] == '.'))
        i++;
    return i > 0 && i + 2 < s.len && (s.ptr[i] == 'E' || s.ptr[i] == 'e') && s.ptr[i + 1] == '+' &&
           all_digits(ts_slice(s, i + 2, s.len));
}

/* Six digits of a sort code, eight of an account: a number cell of a workbook drops those that are 0 at the front. */
static size_t bank_digits(const ts_use_column *c) {
    return c->use == TS_USE_SORT_CODE ? 6 : c->use == TS_USE_ACCOUNT ? 8 : 0;
}

/* Ten digits, none of them the leading 0 or country code that every UK number has. */
static bool is_short_phone(ts_span s) {
    size_t digits = 0;
    for (size_t i = 0; i < s.len; i++)
        digits += ts_is_digit(s.ptr[i]);
    return digits == 10 && ts_is_digit(s.ptr[0]) && s.ptr[0] != '0';
}

static bool contains_one_of(const char *name, const char *const *list) {
    for (; *list; list++)
        if (strstr(name, *list))
            return true;
    return false;
}

/* ---- as a person says ---- */

static bool use_named(const char *name, ts_use_column *out) {
    ts_span s = ts_str(name);
    *out = (ts_use_column){.stated = true, .confidence = 100};
    if (ts_span_starts(s, ts_str("month_first_"))) {
        out->month_first = true;
        s = ts_slice(s, strlen("month_first_"), s.len);
    }
    if (ts_span_eq(s, ts_str("ignore")))
        return true;
    if (ts_span_eq(s, ts_str("sort_code")))
        out->use = TS_USE_SORT_CODE;
    else if (ts_span_eq(s, ts_str("account_number")))
        out->use = TS_USE_ACCOUNT;
    else if (ts_span_eq(s, ts_str("deceased")))
        out->use = TS_USE_DECEASED;
    else {
        out->use = TS_USE_KIND;
        out->kind = ts_kind_named(s);
        return out->kind != TS_KIND_NONE;
    }
    return true;
}

ts_err ts_mapping_override(ts_mapping *m, const ts_toml *columns, const char *file) {
    for (size_t k = 0; columns && k < ts_toml_count(columns); k++) {
        const char *head = ts_toml_key_at(columns, k);
        const ts_toml *value = ts_toml_get(columns, head);
        const char *name = value ? ts_toml_text(value) : NULL;
        ts_use_column use;
        if (!name || !use_named(name, &use))
            return ts_fail(TS_EUSAGE,
                           "%s, line %d: a column is a kind (nhs_number, local_id, surname, birth_date, ...), "
                           "ignore, sort_code, account_number or deceased",
                           file, value ? ts_toml_line(value) : 0);
        bool there = false;
        for (size_t i = 0; i < m->columns; i++) {
            if (!ts_span_eq_nocase(ts_trim(m->head[i]), ts_trim(ts_str(head))))
                continue;
            m->column[i] = use;
            there = true;
        }
        if (!there)
            return ts_fail(TS_EUSAGE, "%s, line %d: the export has no column \"%s\"", file, ts_toml_line(value), head);
    }
    return TS_OK;
}

/* ---- rows ---- */

/* Where the column writes the month first, an ambiguous date is turned into ISO before anything reads it. */
static ts_span ordered_date(ts_span cell, char iso[static 11]) {
    ts_written_date d;
    if (!ts_date_read(cell, &d) || d.other == TS_NO_DATE)
        return cell;
    ts_date_print(d.other, iso);
    return ts_str(iso);
}

static bool is_date(ts_kind k) { return k == TS_KIND_BIRTH_DATE || k == TS_KIND_DEATH_DATE; }

static void take_value(ts_use_column *c, ts_kind kind, ts_span cell, ts_values *out) {
    const ts_detector *d = ts_detector_of(kind);
    ts_norm norm;
    char iso[11];
    if (c->month_first && is_date(kind))
        cell = ordered_date(cell, iso);
    if (!d || !d->normal || !d->normal(cell, &norm)) {
        c->unread++;
        return;
    }
    bool placeholder = d->placeholder && d->placeholder(&norm);
    ts_values_take(out, kind, ts_norm_span(&norm), placeholder ? TS_MENTION_PLACEHOLDER : 0);
}

static void count_cell(ts_use_column *c, ts_span cell) {
    c->filled++;
    bool number = c->use == TS_USE_ACCOUNT || c->kind == TS_KIND_NHS_NUMBER || c->kind == TS_KIND_LOCAL_ID ||
                  c->kind == TS_KIND_PHONE;
    if (number && is_scientific(cell))
        c->scientific++;
    if (c->kind == TS_KIND_PHONE && is_short_phone(cell))
        c->short_phone++;
    if (bank_digits(c) && all_digits(cell)) {
        c->whole_bank += cell.len == bank_digits(c);
        c->short_bank += cell.len + 1 == bank_digits(c);
    }
}

static bool says_yes(ts_span s) {
    static const char *const yes[] = {"y", "yes", "true", "t", "1", "d"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (ts_span_eq_nocase(s, ts_str(yes[i])))
            return true;
    return false;
}

/* Appends with `glue` between; an address over its limit keeps its beginning. */
static void join(char *text, size_t size, size_t *len, const char *glue, ts_span s) {
    size_t g = *len ? strlen(glue) : 0;
    if (*len + g + s.len >= size)
        return;
    memcpy(text + *len, glue, g);
    memcpy(text + *len + g, s.ptr, s.len);
    *len += g + s.len;
}

void ts_mapping_take(ts_mapping *m, const ts_span *cell, size_t cells, ts_values *out, bool *deceased) {
    enum { LONG = 512 };
    char address[LONG], bank[64];
    size_t address_len = 0, bank_len = 0;
    ts_use_column *address_column = NULL, *account_column = NULL;
    *out = (ts_values){0};
    *deceased = false;
    for (size_t i = 0; i < m->columns && i < cells; i++) {
        ts_use_column *c = &m->column[i];
        ts_span s = ts_trim(cell[i]);
        if (!s.len || c->use == TS_USE_IGNORED) {
            c->filled += s.len > 0;
            continue;
        }
        count_cell(c, s);
        if (c->use == TS_USE_DECEASED)
            *deceased |= says_yes(s);
        else if (c->use == TS_USE_SORT_CODE)
            join(bank, sizeof bank, &bank_len, "", s);
        else if (c->use == TS_USE_ACCOUNT) {
            account_column = c;
            join(bank, sizeof bank, &bank_len, " ", s);
        } else if (c->kind == TS_KIND_ADDRESS) {
            address_column = address_column ? address_column : c;
            join(address, sizeof address, &address_len, ", ", s);
        } else
            take_value(c, c->kind, s, out);
    }
    if (address_column)
        take_value(address_column, TS_KIND_ADDRESS, ts_span_of(address, address_len), out);
    if (account_column)
        take_value(account_column, TS_KIND_BANK_ACCOUNT, ts_span_of(bank, bank_len), out);
    ts_wipe(address, address_len);
    ts_wipe(bank, bank_len);
}

ts_err ts_mapping_check(const ts_mapping *m, uint64_t rows, const char *file) {
    (void)rows;
    for (size_t i = 0; i < m->columns; i++) {
        const ts_use_column *c = &m->column[i];
        TS_AUTO(ts_buf, ts_buf_done) name = {0};
        ts_shown_name(&name, m->head[i], TS_SHOWN_NAME);
        if (c->scientific * 200 > c->filled && c->scientific)
            return ts_fail(
                TS_EFORMAT,
                "%s, column \"%s\": a spreadsheet has written %llu numbers as 9.99E+09, their last digits are lost. "
                "Export again from the system itself, or format the column as text before saving as CSV",
                file, name.ptr, (unsigned long long)c->scientific);
        /* One sort code in some ten begins with 0, one account in ten: nine in ten are whole. */
        bool short_bank = c->short_bank * 50 >= c->filled && c->whole_bank * 2 > c->filled;
        if (c->filled >= 20 && (c->short_phone * 10 >= c->filled * 9 || short_bank))
            return ts_fail(
                TS_EFORMAT,
                "%s, column \"%s\": the numbers have lost their leading zero. Export again from the system itself, "
                "or import the column as text before saving as CSV",
                file, name.ptr);
    }
    return TS_OK;
}

bool ts_mapping_has_people(const ts_mapping *m) {
    bool number = false, name = false, beside = false;
    for (size_t i = 0; i < m->columns; i++) {
        ts_kind k = m->column[i].use == TS_USE_KIND ? m->column[i].kind : TS_KIND_NONE;
        number |= k == TS_KIND_NHS_NUMBER || k == TS_KIND_NINO;
        name |= k == TS_KIND_SURNAME || k == TS_KIND_PERSON_NAME;
        beside |= k == TS_KIND_BIRTH_DATE || k == TS_KIND_POSTCODE || k == TS_KIND_ADDRESS || k == TS_KIND_EMAIL ||
                  k == TS_KIND_PHONE || k == TS_KIND_LOCAL_ID;
    }
    return (number && name) || ((number || name) && beside);
}

bool ts_mapping_says(const ts_mapping *m, const ts_span *cell, size_t cells) {
    for (size_t i = 0; i < m->columns && i < cells; i++)
        if (m->column[i].use != TS_USE_IGNORED && ts_trim(cell[i]).len)
            return true;
    return false;
}

const char *ts_mapping_population(const ts_mapping *m) {
    static const char *const donor[] = {"donor", "gift", "supporter", "donation", NULL};
    static const char *const staff[] = {"payroll", "assignment", "employee", "staff", "esr", "salary", NULL};
    static const char *const supplier[] = {"supplier", "vendor", "vatno", "vatnumber", "purchase", NULL};
    static const char *const patient[] = {"patient", "hospital", "mrn", "nhs", "casenote", "ward", NULL};
    bool is_donor = false, is_staff = false, is_supplier = false, is_patient = false;
    for (size_t i = 0; i < m->columns; i++) {
        char name[TS_HEAD_PLAIN];
        ts_head_plain(m->head[i], name);
        is_donor |= contains_one_of(name, donor);
        is_staff |= contains_one_of(name, staff);
        is_supplier |= contains_one_of(name, supplier);
        is_patient |= contains_one_of(name, patient) || m->column[i].kind == TS_KIND_NHS_NUMBER;
    }
    return is_patient ? "patient" : is_donor ? "donor" : is_staff ? "staff" : is_supplier ? "supplier" : NULL;
}

const char *ts_use_name(const ts_use_column *c) {
    switch (c->use) {
    case TS_USE_KIND:
        return ts_kind_name(c->kind);
    case TS_USE_SORT_CODE:
        return "sort_code";
    case TS_USE_ACCOUNT:
        return "account_number";
    case TS_USE_DECEASED:
        return "deceased";
    case TS_USE_IGNORED:
        break;
    }
    return "ignore";
}

static void show_head(ts_span head, FILE *out) {
    TS_AUTO(ts_buf, ts_buf_done) shown = {0};
    ts_shown_name(&shown, head, TS_SHOWN_HEAD);
    fwrite(shown.ptr, 1, shown.len, out);
}

void ts_mapping_show(const ts_mapping *m, uint64_t rows, bool filled, FILE *out) {
    size_t empty = 0;
    for (size_t i = 0; i < m->columns; i++) {
        const ts_use_column *c = &m->column[i];
        if (filled && !c->filled) {
            empty++;
            continue;
        }
        fprintf(out, "  %3zu  %-16s ", i + 1, ts_use_name(c));
        show_head(m->head[i], out);
        if (c->use != TS_USE_IGNORED && rows)
            fprintf(out, "  (filled %.1f %%", 100.0 * (double)c->filled / (double)rows);
        if (c->use != TS_USE_IGNORED && rows && c->stated)
            fputs(", as stated", out);
        else if (c->use != TS_USE_IGNORED && rows)
            fprintf(out, ", confidence %u", c->confidence);
        if (c->use != TS_USE_IGNORED && rows && c->unread)
            fprintf(out, ", %llu not read", (unsigned long long)c->unread);
        fputs(c->use != TS_USE_IGNORED && rows ? ")\n" : "\n", out);
    }
    if (empty)
        fprintf(out, "       %zu more columns hold nothing\n", empty);
}
