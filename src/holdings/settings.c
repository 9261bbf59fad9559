/* settings.c - what a person says of a holding: in holdings.toml, in a mapping file, or by options. */
#include "holdings/settings.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "holdings/mapping.h"

static const char *const kinds[] = {"patient", "staff", "donor", "supplier", NULL};

static ts_err read_text(const ts_toml *table, const char *key, const char *file, size_t max, const char **out) {
    const ts_toml *node = ts_toml_get(table, key);
    if (!node)
        return TS_OK;
    const char *text = ts_toml_text(node);
    if (!text)
        return ts_fail(TS_EUSAGE, "%s, line %d: %s is a text in quotes", file, ts_toml_line(node), key);
    if (strlen(text) > max)
        return ts_fail(TS_EUSAGE, "%s, line %d: %s is longer than %zu letters", file, ts_toml_line(node), key, max);
    if (*text)
        *out = text;
    return TS_OK;
}

ts_err ts_settings_read(const ts_toml *table, const char *file, ts_settings_of_holding *out) {
    static const char *const known[] = {"file",    "organisation", "system",     "as_of",   "kind", "complete",
                                        "travels", "shared_local", "accept_bad", "columns", NULL};
    for (size_t i = 0; i < ts_toml_count(table); i++) {
        const char *key = ts_toml_key_at(table, i);
        bool is_known = false;
        for (const char *const *k = known; *k; k++)
            is_known |= strcmp(*k, key) == 0;
        if (!is_known)
            return ts_fail(TS_EUSAGE, "%s, line %d: there is no setting \"%s\"", file,
                           ts_toml_line(ts_toml_get(table, key)), key);
    }
    const char *as_of = NULL;
    ts_settings_of_holding s = *out;
    TS_TRY(read_text(table, "file", file, TS_LIMIT_NAME, &s.file));
    TS_TRY(read_text(table, "organisation", file, 15, &s.organisation));
    TS_TRY(read_text(table, "system", file, 63, &s.system));
    TS_TRY(read_text(table, "kind", file, 15, &s.kind));
    TS_TRY(read_text(table, "as_of", file, 10, &as_of));
    TS_TRY(read_text(table, "accept_bad", file, 400, &s.accept_bad));
    if (as_of && (s.as_of = ts_date_parse_iso(ts_str(as_of))) == TS_NO_DATE)
        return ts_fail(TS_EUSAGE, "%s, line %d: as_of is a date like \"2023-10-01\"", file,
                       ts_toml_line(ts_toml_get(table, "as_of")));
    s.complete = ts_toml_bool(table, "complete", s.complete);
    s.travels = ts_toml_bool(table, "travels", s.travels);
    s.shared_local = ts_toml_bool(table, "shared_local", s.shared_local);
    if (ts_toml_get(table, "columns")) {
        s.columns = ts_toml_get(table, "columns");
        s.from = file;
    }
    *out = s;
    return TS_OK;
}

ts_err ts_settings_check(const ts_settings_of_holding *s) {
    if (!s->organisation || !*s->organisation)
        return ts_fail(
            TS_EUSAGE,
            "%s: which organisation's export is it?  Give its ODS code (--organisation RBS, or organisation = \"RBS\")",
            s->file);
    if (!s->system || !*s->system)
        return ts_fail(TS_EUSAGE, "%s: which system is it from?  (--system PAS, or system = \"PAS\")", s->file);
    if (strlen(s->organisation) > 15 || strlen(s->system) > 63)
        return ts_fail(TS_EUSAGE, "%s: an organisation has at most 15 letters, a system 63", s->file);
    if (s->as_of == TS_NO_DATE)
        return ts_fail(TS_EUSAGE, "%s: of which day is it?  (--as-of 2023-10-01, or as_of = \"2023-10-01\")", s->file);
    for (const char *const *k = kinds; s->kind; k++) {
        if (!*k)
            return ts_fail(TS_EUSAGE, "%s: the kind is patient, staff, donor or supplier", s->file);
        if (strcmp(*k, s->kind) == 0)
            break;
    }
    return TS_OK;
}

/* ---- drafts ---- */

ts_date ts_settings_date_in(ts_span name) {
    ts_date found = TS_NO_DATE;
    for (size_t at = 0; at < name.len; at++) {
        if (!ts_is_digit(name.ptr[at]) || (at && ts_is_digit(name.ptr[at - 1])))
            continue;
        char iso[11] = "0000-00-01";
        size_t used = 0, digit[8], digits = 0;
        for (size_t i = at; i < name.len && digits < 8; i++) {
            if (ts_is_digit(name.ptr[i]))
                digit[digits++] = i, used = i + 1;
            else if ((name.ptr[i] != '-' && name.ptr[i] != '_' && name.ptr[i] != '.') || (digits != 4 && digits != 6))
                break;
        }
        bool ends = used >= name.len || !ts_is_digit(name.ptr[used]);
        if (!ends || (digits != 8 && digits != 6))
            continue;
        static const uint8_t place[] = {0, 1, 2, 3, 5, 6, 8, 9};
        for (size_t i = 0; i < digits; i++)
            iso[place[i]] = name.ptr[digit[i]];
        ts_date d = ts_date_parse_iso(ts_str(iso));
        if (d >= ts_date_of(1970, 1, 1) && d <= ts_date_of(2100, 1, 1))
            found = d;
    }
    return found;
}

static bool is_export(const char *name) {
    static const char *const ends[] = {".csv", ".tsv", ".txt", ".tab", ".psv"};
    ts_span s = ts_str(name);
    for (size_t i = 0; s.len > 4 && name[0] != '.' && i < sizeof ends / sizeof *ends; i++)
        if (ts_span_eq_nocase(ts_slice(s, s.len - 4, 4), ts_str(ends[i])))
            return true;
    return false;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* One export's entry; a file that is no table gets a comment saying so. */
static void draft_one(int dir, const char *name, ts_buf *out) {
    int fd = -1;
    ts_export *e = NULL;
    ts_mapping m = {0};
    ts_err err = ts_fs_open(dir, name, &fd);
    if (!err)
        err = ts_export_open(fd, name, &e);
    size_t columns, rows;
    if (!err) {
        const ts_span *head = ts_export_head(e, &columns), *sample = ts_export_sample(e, &rows);
        err = ts_mapping_init(&m, head, columns, sample, rows);
    }
    ts_buf_add_str(out, err ? "\n# no table: " : "\n[[holding]]\nfile = ");
    ts_toml_quote(out, ts_str(name));
    ts_buf_add_char(out, '\n');
    if (!err) {
        char iso[11] = "";
        ts_date d = ts_settings_date_in(ts_str(name));
        if (d != TS_NO_DATE)
            ts_date_print(d, iso);
        const char *kind = ts_mapping_population(&m);
        ts_buf_addf(
            out, "organisation = \"\"   # its ODS code, \"RBS\"\nsystem = \"\"         # \"PAS\"\nas_of = \"%s\"%s\n",
            iso, *iso ? "   # from the file's name" : "          # \"2023-10-01\"");
        ts_buf_addf(out, "kind = \"%s\"   # patient, staff, donor or supplier\n", kind ? kind : "");
        ts_buf_add_str(
            out,
            "complete = false    # does it hold everybody of the system?\n"
            "travels = false     # do its numbers stand on letters that leave the organisation?\n"
            "# Columns as understood; to change one, take the # away here and before its line:\n# [holding.columns]\n");
        for (size_t i = 0; i < m.columns; i++) {
            ts_buf_add_str(out, "# ");
            ts_toml_quote(out, m.head[i]);
            ts_buf_addf(out, " = \"%s\"\n", ts_use_name(&m.column[i]));
        }
    }
    ts_mapping_done(&m);
    ts_export_close(e);
    ts_fs_close(&fd);
}

ts_err ts_settings_draft(int dir, const char *path, ts_buf *out) {
    enum { MOST = 10000 };
    int copy = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = copy >= 0 ? fdopendir(copy) : NULL;
    if (!d) {
        ts_fs_close(&copy);
        return ts_fail(TS_EIO, "the directory %s cannot be listed: %s", path, strerror(errno));
    }
    char **name = NULL;
    size_t names = 0;
    for (struct dirent *e; names < MOST && (e = readdir(d));) {
        if (!is_export(e->d_name))
            continue;
        name = ts_grow(name, names + 1, sizeof *name);
        name[names++] = ts_copy_str(ts_str(e->d_name));
    }
    closedir(d);
    if (names)
        qsort(name, names, sizeof *name, by_name);
    ts_buf_add_str(out,
                   "# The exports of the organisations' own systems.  Fill in what is empty and take out what does\n"
                   "# not belong here; then run the same command again.\n");
    for (size_t i = 0; i < names; i++) {
        draft_one(dir, name[i], out);
        ts_free(name[i]);
    }
    ts_free(name);
    return names ? TS_OK
                 : ts_fail(TS_EUSAGE, "%s holds no export: put CSV files there (the organisations' own tables)", path);
}
