/* draft.c - a holdings.toml to be completed: a directory's exports, which of them are parts of one, and what their columns look like. */
#include "holdings/settings.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "holdings/form.h"
#include "holdings/mapping.h"
#include "holdings/table.h"

/* ---- parts of one export ---- */

/* The digits at `at` of a name: their end. */
static size_t digits_end(const char *name, size_t at) {
    while (ts_is_digit(name[at]))
        at++;
    return at;
}

/* Is `name` the same as `first` but for the digits at `at`?  Gives the number. */
static bool is_like(const char *first, size_t at, const char *name, uint64_t *number) {
    size_t end = digits_end(first, at), other = digits_end(name, at);
    return strncmp(first, name, at) == 0 && other > at && strcmp(first + end, name + other) == 0 &&
           ts_parse_u64(ts_span_of(name + at, other - at), number);
}

/* How many columns it has, by itself; 0: it cannot be said. */
static size_t columns_of(int dir, const char *name) {
    static const ts_export_options plain;
    ts_export_file file = {.fd = -1, .name = name};
    ts_export *e = NULL;
    size_t columns = 0;
    if (ts_fs_open(dir, name, &file.fd) == TS_OK && ts_export_open(&file, 1, &plain, &e) == TS_OK)
        ts_export_head(e, &columns);
    ts_export_close(e);
    ts_fs_close(&file.fd);
    return columns;
}

static bool have_as_many_columns(int dir, char **name, const size_t *part, size_t parts) {
    size_t first = columns_of(dir, name[part[0]]);
    for (size_t i = 1; i < parts; i++) {
        size_t columns = columns_of(dir, name[part[i]]);
        if (columns && columns != first)
            return false;
    }
    return true;
}

/* "pas_part1.csv", "pas_part2.csv": `name` sorted, `first` the first of them.  The numbers run from 0 or 1 without a gap, and
 * are no days: 2023-10-01 and 2023-10-02 are two snapshots.  Gives how many, in the order of their numbers. */
static size_t parts_of(char **name, size_t names, size_t first, size_t *part) {
    ts_date day = ts_settings_date_in(ts_str(name[first]));
    for (size_t at = 0; name[first][at]; at++) {
        if (!ts_is_digit(name[first][at]) || (at && ts_is_digit(name[first][at - 1])))
            continue;
        size_t n = 0;
        uint64_t number = 0, base = 0;
        if (!is_like(name[first], at, name[first], &base) || base > 1)
            continue;
        for (bool more = true; more && n < TS_LIMIT_EXPORT_PARTS; n += more) {
            more = false;
            for (size_t i = 0; i < names && !more; i++)
                if (name[i] && is_like(name[first], at, name[i], &number) && number == base + n &&
                    ts_settings_date_in(ts_str(name[i])) == day)
                    part[n] = i, more = true;
        }
        if (n > 1)
            return n;
    }
    part[0] = first;
    return 1;
}

/* ---- one export ---- */

typedef struct opened {
    int fd[TS_LIMIT_EXPORT_PARTS];
    ts_export_file file[TS_LIMIT_EXPORT_PARTS];
    size_t files;
    ts_export *export;
    ts_mapping mapping;
} opened;

static ts_err open_export(int dir, char **name, const size_t *part, size_t parts, opened *o) {
    static const ts_export_options plain;
    for (size_t i = 0; i < parts; i++) {
        TS_TRY(ts_fs_open(dir, name[part[i]], &o->fd[i]));
        o->file[i] = (ts_export_file){.fd = o->fd[i], .name = name[part[i]]};
        o->files++;
    }
    size_t columns, rows;
    TS_TRY(ts_export_open(o->file, parts, &plain, &o->export));
    const ts_span *head = ts_export_head(o->export, &columns), *sample = ts_export_sample(o->export, &rows);
    return ts_mapping_init(&o->mapping, head, columns, sample, rows);
}

static void close_export(opened *o) {
    ts_mapping_done(&o->mapping);
    ts_export_close(o->export);
    for (size_t i = 0; i < o->files; i++)
        ts_fs_close(&o->fd[i]);
    ts_free(o);
}

/* What is wrong with it, as a comment: names in it come from files. */
static void add_why(ts_buf *out) {
    ts_buf_add_str(out, "#   ");
    for (const char *c = ts_error_text(); *c; c++)
        ts_buf_add_char(out, (unsigned char)*c < ' ' || *c == 0x7F ? '?' : *c);
    ts_buf_add_char(out, '\n');
}

static void add_files(char **name, const size_t *part, size_t parts, ts_buf *out) {
    ts_buf_add_str(out, parts > 1 ? "[" : "");
    for (size_t i = 0; i < parts; i++) {
        ts_buf_add_str(out, i ? ", " : "");
        ts_toml_quote(out, ts_str(name[part[i]]));
    }
    ts_buf_add_str(out, parts > 1 ? "]\n" : "\n");
}

/* A file that is no table gets a comment saying so; one of several tables a place to say which. */
static void draft_one(int dir, char **name, const size_t *part, size_t parts, ts_buf *out) {
    opened *o = ts_alloc(sizeof *o);
    ts_err err = open_export(dir, name, part, parts, o);
    bool which = err == TS_EUSAGE;
    if (err && !which) {
        ts_buf_add_str(out, "\n# no table: ");
        add_files(name, part, parts, out);
        add_why(out);
        close_export(o);
        return;
    }
    ts_buf_add_str(out, "\n[[holding]]\nfile = ");
    add_files(name, part, parts, out);
    if (which) {
        add_why(out);
        ts_buf_add_str(out, "# sheet = \"\"\n");
    }
    char iso[11] = "";
    ts_date d = ts_settings_date_in(ts_str(name[part[0]]));
    if (d != TS_NO_DATE)
        ts_date_print(d, iso);
    const char *kind = which ? NULL : ts_mapping_population(&o->mapping);
    ts_buf_addf(out,
                "organisation = \"\"   # its ODS code, \"RBS\"\nsystem = \"\"         # \"PAS\"\nas_of = \"%s\"%s\n",
                iso, *iso ? "   # from the file's name" : "          # \"2023-10-01\"");
    ts_buf_addf(out, "kind = \"%s\"   # patient, staff, donor or supplier\n", kind ? kind : "");
    ts_buf_add_str(out, "complete = false    # does it hold everybody of the system?\n"
                        "travels = false     # do its numbers stand on letters that leave the organisation?\n");
    if (!which)
        ts_buf_add_str(
            out,
            "# Columns as understood; to change one, take the # away here and before its line:\n# [holding.columns]\n");
    for (size_t i = 0; i < o->mapping.columns; i++) {
        ts_buf_add_str(out, "# ");
        ts_toml_quote(out, o->mapping.head[i]);
        ts_buf_addf(out, " = \"%s\"\n", ts_use_name(&o->mapping.column[i]));
    }
    close_export(o);
}

/* ---- a directory ---- */

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static ts_err list(int dir, const char *path, char ***name, size_t *names) {
    enum { MOST = 10000 };
    int copy = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = copy >= 0 ? fdopendir(copy) : NULL;
    if (!d) {
        ts_fs_close(&copy);
        return ts_fail(TS_EIO, "the directory %s cannot be listed: %s", path, strerror(errno));
    }
    for (struct dirent *e; *names < MOST && (e = readdir(d));) {
        if (!ts_form_is_named(e->d_name))
            continue;
        *name = ts_grow(*name, *names + 1, sizeof **name);
        (*name)[(*names)++] = ts_copy_str(ts_str(e->d_name));
    }
    closedir(d);
    if (*names)
        qsort(*name, *names, sizeof **name, by_name);
    return TS_OK;
}

ts_err ts_settings_draft(int dir, const char *path, ts_buf *out) {
    char **name = NULL;
    size_t names = 0, part[TS_LIMIT_EXPORT_PARTS];
    TS_TRY(list(dir, path, &name, &names));
    ts_buf_add_str(out,
                   "# The exports of the organisations' own systems.  Fill in what is empty and take out what does\n"
                   "# not belong here; then run the same command again.\n");
    for (size_t i = 0; i < names; i++) {
        if (!name[i])
            continue;
        size_t parts = parts_of(name, names, i, part);
        if (parts > 1 && !have_as_many_columns(dir, name, part, parts))
            parts = 1, part[0] = i;
        draft_one(dir, name, part, parts, out);
        for (size_t k = 0; k < parts; k++) {
            ts_free(name[part[k]]);
            name[part[k]] = NULL;
        }
    }
    ts_free(name);
    return names ? TS_OK
                 : ts_fail(TS_EUSAGE,
                           "%s holds no export: put the organisations' own tables there (CSV, XLSX, NDJSON, FHIR, HL7, "
                           "a database...)",
                           path);
}
