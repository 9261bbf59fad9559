/* form.h - which form an export has come in, by its first bytes: what this program reads itself, and what a worker must. */
#ifndef TS_HOLDINGS_FORM_H
#define TS_HOLDINGS_FORM_H

#include "base/bytes.h"

typedef enum ts_form {
    TS_FORM_DELIMITED, /* text whose lines are rows */
    TS_FORM_COPY, /* a stream of COPY, as PostgreSQL sends it */
    TS_FORM_OTHER, /* all else: nothing of it is parsed here */
} ts_form;

enum { TS_FORM_LOOK = 64 * 1024 };
ts_form ts_form_of(ts_span head);
/* Files whose names say that they are exports: ".csv", ".xlsx", ".ndjson"... */
bool ts_form_is_named(const char *name);

#endif
