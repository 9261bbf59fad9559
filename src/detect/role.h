/* role.h - what a table's column was taken for. */
#ifndef TS_DETECT_ROLE_H
#define TS_DETECT_ROLE_H

#include "detect/detector.h"

typedef struct ts_column_role {
    ts_kind kind; /* TS_KIND_NONE: free text or something else */
    uint8_t confidence;
    ts_role about; /* whose column: patient, kin ("nok_name", "gp_name"), ... UNKNOWN: the row's person */
    uint32_t categories; /* what a filled cell shows: a diagnosis column shows TS_CAT_HEALTH */
    bool day_first; /* date columns: how ambiguous dates are read */
    bool month_first;
} ts_column_role;

/* The same column inference for a holding (mapping.c uses it): header names and sample rows. */
ts_err ts_columns_infer(const ts_span *head, size_t columns, const ts_span *cell, size_t rows, ts_column_role *out);

#endif
