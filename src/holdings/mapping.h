/* mapping.h - which column of an export is what; as inferred, and as a person says otherwise. */
#ifndef TS_HOLDINGS_MAPPING_H
#define TS_HOLDINGS_MAPPING_H

#include <stdio.h>
#include "base/toml.h"
#include "holdings/table.h"
#include "model/attr.h"

typedef enum ts_use {
    TS_USE_IGNORED = 0,
    TS_USE_KIND, /* a value of `kind` */
    TS_USE_SORT_CODE, /* joined with the account number */
    TS_USE_ACCOUNT,
    TS_USE_DECEASED, /* yes, no */
} ts_use;

typedef struct ts_use_column {
    ts_use use;
    ts_kind kind;
    bool month_first;
    bool stated; /* a person said so */
    uint8_t confidence;
    /* counted while reading */
    uint64_t filled, unread, scientific, short_phone, short_bank, whole_bank;
} ts_use_column;

typedef struct ts_mapping {
    ts_use_column *column;
    size_t columns;
    ts_span *head; /* borrowed from the export */
} ts_mapping;

/* A column's name in lower case, letters and digits alone: "Sort-Code" to "sortcode". */
enum { TS_HEAD_PLAIN = 64 };
static inline void ts_head_plain(ts_span head, char out[static TS_HEAD_PLAIN]) {
    size_t n = 0;
    for (size_t i = 0; i < head.len && n + 1 < TS_HEAD_PLAIN; i++)
        if (ts_is_alnum(head.ptr[i]))
            out[n++] = ts_lower(head.ptr[i]);
    out[n] = 0;
}

/* As inferred (infer.c). */
ts_err ts_mapping_init(ts_mapping *m, const ts_span *head, size_t columns, const ts_span *sample, size_t rows);
void ts_mapping_done(ts_mapping *m);
/* [columns] "Header" = "nhs_number", "ignore", "sort_code", "account_number", "deceased", "month_first_birth_date"... */
ts_err ts_mapping_override(ts_mapping *m, const ts_toml *columns, const char *file);

/* One row's values in normal form.  *deceased: a column says so. */
void ts_mapping_take(ts_mapping *m, const ts_span *cell, size_t cells, ts_values *out, bool *deceased);
/* Columns that a spreadsheet has damaged, after all rows: TS_EFORMAT with how to export them again. */
ts_err ts_mapping_check(const ts_mapping *m, uint64_t rows, const char *file);
/* Do its columns identify people: a number or a name, and something beside it? */
bool ts_mapping_has_people(const ts_mapping *m);
/* Is any cell filled whose column is used? */
bool ts_mapping_says(const ts_mapping *m, const ts_span *cell, size_t cells);
/* Whose table is it by its columns: "patient", "staff", "donor", "supplier"; NULL: they do not say. */
const char *ts_mapping_population(const ts_mapping *m);
/* What each column was taken for; no values.  `filled`: only those that hold something, and how many do not. */
void ts_mapping_show(const ts_mapping *m, uint64_t rows, bool filled, FILE *out);
const char *ts_use_name(const ts_use_column *c);

#endif
