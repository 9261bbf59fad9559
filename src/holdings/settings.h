/* settings.h - what a person says of a holding: in holdings.toml, in a mapping file, or by options. */
#ifndef TS_HOLDINGS_SETTINGS_H
#define TS_HOLDINGS_SETTINGS_H

#include "base/clock.h"
#include "base/limits.h"
#include "base/toml.h"

typedef struct ts_settings_of_holding {
    const char *file; /* name in the directory, or the path as given; of several the first */
    const char *part[TS_LIMIT_EXPORT_PARTS]; /* where the export came in parts, all of them in their order */
    size_t parts;
    const char *sheet; /* which table of several */
    const ts_toml *header; /* names of columns, where none stand in it; NULL: they do */
    const char *tree; /* in place of the file: a directory of documents (files_stage.c) */
    const char *organisation, *system, *kind, *accept_bad;
    ts_date as_of;
    bool complete, travels, shared_local;
    const ts_toml *columns; /* NULL: as inferred */
    const char *from; /* file that the columns stand in, for messages */
} ts_settings_of_holding;

enum { TS_SETTINGS_MAX = 4 << 20 }; /* bytes of a file of them */

/* Reads one [[holding]] (or a whole mapping file) over what `out` already says; strings are borrowed. */
ts_err ts_settings_read(const ts_toml *table, const char *file, ts_settings_of_holding *out);
/* Complete enough to register?  TS_EUSAGE says what is missing. */
ts_err ts_settings_check(const ts_settings_of_holding *s);
/* The last date in a file name: "pas_2021-03-31.csv", "PAS 20210331.csv", "pas-2021-03.csv" (the month's first day). */
ts_date ts_settings_date_in(ts_span file_name);
/* draft.c: lists a directory's exports and what their columns look like: a holdings.toml to be completed. */
ts_err ts_settings_draft(int dir, const char *path, ts_buf *out);

/* As options say it, and the mapping file that they name (options.c). {0} is empty. */
struct ts_register_options;
typedef struct ts_settings_said {
    ts_settings_of_holding holding;
    ts_toml *map, *names; /* what it borrows from */
    ts_buf text;
} ts_settings_said;
ts_err ts_settings_take(const char *const *path, size_t paths, const struct ts_register_options *o,
                        ts_settings_said *out);
void ts_settings_said_done(ts_settings_said *s);

#endif
