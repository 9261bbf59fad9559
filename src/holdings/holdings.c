/* holdings.c - registers the organisations' own exports as keyed fingerprints.
 *
 * One pass over the export: rows to normal forms, normal forms to look-up keys and tags, nothing else is kept.  The SHA-256 of files
 * is known before, so that what is registered already is not read again; standard input is hashed as it comes.  The new index file is in force once the register's manifest names it; a run
 * that is killed before leaves the register as it was.
 */
#include <touchstone/holdings.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/progress.h"
#include "detect/detector.h"
#include "holdings/mapping.h"
#include "holdings/masks.h"
#include "holdings/settings.h"
#include "holdings/table.h"
#include "store/case.h"
#include "store/people.h"
#include "store/register.h"

enum { BAD_SHOWN = 1000, BAD_IN_20 = 1, PROGRESS_EVERY = 4096, PLACE = 320 };
#define LISTING "holdings.toml"

/* Why a row is bad.  A missing number or date is not. */
typedef enum bad_reason { BAD_CELLS, BAD_QUOTE, BAD_RECORD, BAD_FOOTER, BAD_NOBODY, BAD_REASONS } bad_reason;
static const char *const bad_text[BAD_REASONS] = {
    "its cells are not as many as the column names",
    "a quote is opened and not closed",
    "it is no record",
    "it reads as a footer (a total, a page, an end), and rows follow it",
    "nothing in it identifies anybody: no number, no name with a birth date, postcode or address",
};

typedef struct bad_row {
    uint64_t line;
    size_t part;
    bad_reason reason;
} bad_row;

/* One export on its way into the register. */
typedef struct work {
    ts_case *c;
    const ts_settings_of_holding *s;
    FILE *show;
    bool dry;
    ts_export_file file[TS_LIMIT_EXPORT_PARTS];
    size_t files;
    ts_export_options options;
    ts_export *export;
    ts_mapping mapping;
    ts_masks *masks;
    ts_register *register_now; /* as it is before this export is in it */
    ts_index_builder *builder;
    ts_holding_info info;
    uint64_t rows, people, others, bad_rows, bad_by_reason[BAD_REASONS];
    bad_row bad[BAD_SHOWN];
    char index_name[TS_REGISTER_NAME];
} work;

_Static_assert((int)TS_KIND_COUNT <= (int)TS_NORMAL_VERSIONS, "an index has a version for each kind");

static void normal_versions(uint8_t version[static TS_NORMAL_VERSIONS]) {
    memset(version, 0, TS_NORMAL_VERSIONS);
    for (int k = 1; k < TS_KIND_COUNT && k < TS_NORMAL_VERSIONS; k++)
        version[k] = (uint8_t)ts_detector_of((ts_kind)k)->version;
}

static ts_role role_of(const char *kind) {
    return strcmp(kind, "patient") == 0    ? TS_ROLE_PATIENT
           : strcmp(kind, "staff") == 0    ? TS_ROLE_STAFF
           : strcmp(kind, "donor") == 0    ? TS_ROLE_DONOR
           : strcmp(kind, "supplier") == 0 ? TS_ROLE_SUPPLIER
                                           : TS_ROLE_UNKNOWN;
}

/* ---- reading ---- */

static void note_bad(work *w, const ts_export_row *row, bad_reason reason) {
    if (w->bad_rows < BAD_SHOWN)
        w->bad[w->bad_rows] = (bad_row){row->line, row->part, reason};
    w->bad_rows++;
    w->bad_by_reason[reason]++;
}

static bool has_all_cells(const ts_export_row *row, size_t columns) {
    for (size_t i = columns; i < row->cells; i++)
        if (ts_trim(row->cell[i]).len)
            return false;
    return row->cells >= columns;
}

/* Of a row that may be a footer; what is counted of each column is not touched. */
static bool identifies(void *context, const ts_span *cell, size_t cells) {
    const work *w = context;
    ts_mapping m = w->mapping;
    ts_values v;
    bool deceased;
    m.column = ts_alloc_array(m.columns, sizeof *m.column);
    memcpy(m.column, w->mapping.column, m.columns * sizeof *m.column);
    ts_mapping_take(&m, cell, cells, &v, &deceased);
    bool somebody = ts_index_identifies(&v);
    ts_wipe(&v, sizeof v);
    ts_free(m.column);
    return somebody;
}

static bad_reason reason_of(const ts_export_row *row) {
    return row->footer ? BAD_FOOTER : !row->broken ? BAD_CELLS : row->cells ? BAD_QUOTE : BAD_RECORD;
}

static ts_err read_row(work *w, const ts_export_row *row) {
    ts_values v;
    bool deceased;
    if (row->broken || !has_all_cells(row, w->mapping.columns)) {
        note_bad(w, row, reason_of(row));
        return TS_OK;
    }
    ts_mapping_take(&w->mapping, row->cell, w->mapping.columns, &v, &deceased);
    ts_err err = TS_OK;
    /* A test patient (numbers that are placeholders) is a row like any other, found by what else it has. */
    if (!ts_index_identifies(&v) && !v.placeholder)
        note_bad(w, row, BAD_NOBODY);
    else if (w->rows > UINT32_MAX)
        err = ts_fail(TS_ELIMIT, "%s has more than %u rows: register it in parts", w->s->file, UINT32_MAX);
    else {
        ts_masks_add(w->masks, ts_norm_span(&v.value[TS_ATTR_LOCAL]));
        w->people++;
        if (w->builder)
            err = ts_index_add(w->builder, &v, deceased, (uint32_t)w->rows);
    }
    ts_wipe(&v, sizeof v);
    return err;
}

static bool is_stream(const work *w) { return w->file[0].stream; }

static ts_err read_rows(work *w) {
    ts_progress *progress = ts_progress_new("registering");
    ts_err err = TS_OK;
    for (bool more = true; !err;) {
        ts_export_row row;
        err = ts_export_next(w->export, &row, &more);
        if (err || !more)
            break;
        if (ts_export_is_messages(w->export) && !row.broken && !ts_mapping_says(&w->mapping, row.cell, row.cells)) {
            w->others++; /* another next of kin has a row, too */
            continue;
        }
        w->rows++;
        err = read_row(w, &row);
        if (w->rows % PROGRESS_EVERY == 0)
            ts_progress_set(progress, w->rows, 0);
    }
    ts_progress_free(progress);
    TS_TRY(err);
    ts_digest again;
    TS_TRY(ts_export_digest(w->export, &again));
    if (is_stream(w))
        w->info.source = again;
    else if (!ts_digest_eq(&again, &w->info.source))
        return ts_fail(TS_ECHANGED, "%s changed while it was read: register it when it is complete", w->s->file);
    return TS_OK;
}

/* ---- judging what was read ---- */

/* "line 12", "row 12 of pas_2.xlsx" */
static const char *place_of(const work *w, const bad_row *b, char out[static PLACE]) {
    const char *unit = ts_export_is_text(w->export) ? "line" : "row";
    if (w->files > 1)
        snprintf(out, PLACE, "%s %llu of %s", unit, (unsigned long long)b->line, w->file[b->part].name);
    else
        snprintf(out, PLACE, "%s %llu", unit, (unsigned long long)b->line);
    return out;
}

static void show_count(const work *w, uint64_t n, const char *what) {
    if (n)
        fprintf(w->show, "  %llu %s\n", (unsigned long long)n, what);
}

static void show(const work *w) {
    char place[PLACE];
    if (!w->show)
        return;
    TS_AUTO(ts_buf, ts_buf_done) form = {0};
    ts_export_tell(w->export, &form);
    fprintf(w->show, "%s: %s, %llu rows\n", w->s->file, form.ptr, (unsigned long long)w->rows);
    ts_mapping_show(&w->mapping, w->rows, ts_export_is_messages(w->export), w->show);
    for (int k = 0; k < TS_MASKS && w->info.mask[k][0]; k++)
        fprintf(w->show, "  local ids look like %s\n", w->info.mask[k]);
    show_count(w, ts_export_footers(w->export), "lines below the rows are footers, passed over");
    show_count(w, w->others, "rows are about others alone (next of kin), passed over");
    show_count(w, w->bad_rows, "bad rows, left out:");
    for (uint64_t i = 0; i < w->bad_rows && i < BAD_SHOWN; i++)
        fprintf(w->show, "    %s: %s\n", place_of(w, &w->bad[i], place), bad_text[w->bad[i].reason]);
    if (w->bad_rows > BAD_SHOWN)
        fprintf(w->show, "    and %llu more\n", (unsigned long long)(w->bad_rows - BAD_SHOWN));
}

static ts_err check(const work *w) {
    char place[PLACE];
    TS_TRY(ts_mapping_check(&w->mapping, w->rows, w->s->file));
    if (!w->people)
        return ts_fail(
            TS_EFORMAT,
            "%s: no row of %llu identifies anybody.  Say which column is what with --map (see docs/index-format.md)",
            w->s->file, (unsigned long long)w->rows);
    if (w->bad_rows * 20 > w->rows * BAD_IN_20 && !w->s->accept_bad)
        return ts_fail(
            TS_EFORMAT,
            "%s: %llu of %llu rows are bad, more than 5 %%; the first is %s (%s). Export again, or go on with "
            "--accept-bad REASON (accept_bad in " LISTING ")",
            w->s->file, (unsigned long long)w->bad_rows, (unsigned long long)w->rows, place_of(w, &w->bad[0], place),
            bad_text[w->bad[0].reason]);
    return TS_OK;
}

/* ---- the register and the log ---- */

static ts_err log_act(work *w, bool already, uint64_t keys) {
    char iso[11], hex[65];
    TS_AUTO(ts_buf, ts_buf_done) details = {0};
    ts_json j;
    ts_json_init(&j, &details, false);
    ts_json_open(&j, '{');
    ts_json_put_str(&j, "organisation", w->info.organisation);
    ts_json_put_str(&j, "system", w->info.system);
    ts_date_print(w->info.as_of, iso);
    ts_json_put_str(&j, "as_of", iso);
    ts_digest_hex(&w->info.source, hex);
    ts_json_put_str(&j, "sha256", hex);
    ts_json_key(&j, "already"), ts_json_bool(&j, already);
    if (!already) {
        ts_json_put_str(&j, "kind", w->info.kind);
        ts_json_put_str(&j, "index", w->index_name);
        ts_json_put_uint(&j, "rows", w->rows);
        ts_json_put_uint(&j, "bad_rows", w->bad_rows);
        ts_json_put_uint(&j, "people", w->people);
        ts_json_put_uint(&j, "keys", keys);
        ts_json_key(&j, "complete"), ts_json_bool(&j, w->info.complete);
        ts_json_key(&j, "travels"), ts_json_bool(&j, w->info.travels);
        if (w->bad_rows && w->s->accept_bad)
            ts_json_put_str(&j, "accept_bad", w->s->accept_bad);
    }
    ts_json_close(&j, '}');
    TS_TRY(ts_case_begin(w->c));
    int organisation;
    ts_err err = ts_organisation_index(w->c, w->info.organisation, &organisation);
    if (!err)
        err = ts_custody_add(w->c->custody, "register", ts_buf_span(&details));
    if (!err)
        err = ts_case_commit(w->c);
    if (err)
        ts_case_rollback(w->c);
    return err;
}

static ts_err build(work *w, uint64_t *keys) {
    const ts_key *key = &w->c->register_key;
    ts_register_name(&w->info, w->index_name);
    *keys = ts_index_builder_keys(w->builder);
    ts_index_builder *b = w->builder;
    w->builder = NULL; /* finish frees it */
    TS_TRY(ts_index_finish(b, &w->info, w->index_name));
    return ts_register_add(w->c->register_dir, key, w->index_name);
}

static ts_err start(work *w) {
    size_t columns, rows;
    TS_TRY(ts_export_open(w->file, w->files, &w->options, &w->export));
    const ts_span *head = ts_export_head(w->export, &columns), *sample = ts_export_sample(w->export, &rows);
    TS_TRY(ts_mapping_init(&w->mapping, head, columns, sample, rows));
    TS_TRY(ts_mapping_override(&w->mapping, w->s->columns, w->s->from ? w->s->from : w->s->file));
    ts_export_ask(w->export, identifies, w);
    const char *kind = w->s->kind ? w->s->kind : ts_mapping_population(&w->mapping);
    snprintf(w->info.kind, sizeof w->info.kind, "%s", kind ? kind : "people");
    w->info.population = role_of(w->info.kind);
    w->masks = ts_masks_new();
    if (w->dry)
        return TS_OK;
    const ts_index *alike[TS_INDEX_STILLS];
    size_t n = ts_register_alike(w->register_now, &w->info, alike, TS_INDEX_STILLS);
    TS_TRY(ts_index_build(&w->c->register_key, &w->info, w->c->register_dir, &w->builder));
    ts_index_build_on(w->builder, alike, n);
    return TS_OK;
}

static void describe(work *w) {
    const ts_settings_of_holding *s = w->s;
    snprintf(w->info.organisation, sizeof w->info.organisation, "%s", s->organisation);
    snprintf(w->info.system, sizeof w->info.system, "%s", s->system);
    w->info.as_of = s->as_of;
    w->info.complete = s->complete;
    w->info.travels = s->travels;
    w->info.shared_local = s->shared_local;
    normal_versions(w->info.normal_version);
}

/* All bytes of all its files, in their order. */
static ts_err hash_files(work *w) {
    uint64_t bytes;
    if (w->files == 1)
        return ts_sha256_file(w->file[0].fd, 0, UINT64_MAX, &w->info.source, &bytes);
    ts_sha256 *sha = ts_sha256_new();
    ts_err err = TS_OK;
    for (size_t i = 0; !err && i < w->files; i++)
        err = ts_sha256_add_file(sha, w->file[i].fd, 0, UINT64_MAX, &bytes);
    ts_sha256_end(sha, &w->info.source);
    ts_sha256_free(sha);
    return err;
}

/* *already: it is in the register, and the log says so once more. */
static ts_err know(work *w, bool *already) {
    *already = ts_register_has(w->register_now, &w->info.source, w->info.normal_version);
    return *already && !w->dry ? log_act(w, true, 0) : TS_OK;
}

static ts_err do_work(work *w, ts_register_result *out) {
    bool already = false;
    uint64_t keys = 0;
    describe(w);
    TS_TRY(ts_register_open(w->c->register_dir, &w->c->register_key, NULL, &w->register_now));
    if (!is_stream(w)) {
        TS_TRY(hash_files(w));
        TS_TRY(know(w, &already));
    }
    if (already && !w->dry) {
        *out = (ts_register_result){.already = true};
        return TS_OK;
    }
    TS_TRY(start(w));
    TS_TRY(read_rows(w));
    ts_masks_end(w->masks, w->info.mask, &w->info.local_space, &w->info.local_used);
    show(w);
    TS_TRY(check(w));
    w->info.rows = (uint32_t)w->people;
    w->info.bad_rows = (uint32_t)w->bad_rows;
    if (is_stream(w))
        TS_TRY(know(w, &already));
    if (!w->dry && !already) {
        TS_TRY(build(w, &keys));
        TS_TRY(log_act(w, false, keys));
    }
    *out = (ts_register_result){
        .rows = w->rows, .bad_rows = w->bad_rows, .people = w->people, .keys = keys, .already = already};
    return TS_OK;
}

static ts_err open_files(work *w, int dir) {
    const ts_settings_of_holding *s = w->s;
    size_t files = s->parts ? s->parts : 1;
    for (; w->files < files; w->files++) {
        ts_export_file *f = &w->file[w->files];
        *f = (ts_export_file){.fd = -1, .name = s->parts ? s->part[w->files] : s->file};
        if (dir == AT_FDCWD && files == 1 && strcmp(f->name, "-") == 0) {
            *f = (ts_export_file){.fd = STDIN_FILENO, .name = "standard input", .stream = true};
            continue;
        }
        ts_err err = ts_fs_open(dir, f->name, &f->fd);
        if (err) {
            char why[256];
            snprintf(why, sizeof why, "%s", ts_error_text());
            return ts_fail(err, "%s: %s", f->name, why);
        }
    }
    return TS_OK;
}

/* Names of columns that the file has not: a list in the settings. */
static void take_header(work *w, ts_span **head) {
    size_t n = ts_toml_count(w->s->header);
    *head = n ? ts_alloc_array(n, sizeof **head) : NULL;
    for (size_t i = 0; i < n; i++)
        (*head)[i] = ts_str(ts_toml_text(ts_toml_at(w->s->header, i)));
    w->options = (ts_export_options){.sheet = w->s->sheet, .head = *head, .heads = n};
}

/* One export, opened below `dir`. */
static ts_err register_one(ts_case *c, int dir, const ts_settings_of_holding *s, bool dry, FILE *out,
                           ts_register_result *result) {
    TS_TRY(ts_settings_check(s));
    int lock = -1;
    ts_span *head = NULL;
    work *w = ts_alloc(sizeof *w);
    *w = (work){.c = c, .s = s, .show = out, .dry = dry};
    take_header(w, &head);
    ts_err err = open_files(w, dir);
    if (!err && !dry)
        err = ts_register_lock(c->register_dir, &lock);
    if (!err)
        err = do_work(w, result);
    ts_index_abandon(w->builder);
    ts_register_close(w->register_now);
    ts_masks_free(w->masks);
    ts_mapping_done(&w->mapping);
    ts_export_close(w->export);
    for (size_t i = 0; i < w->files; i++)
        if (!w->file[i].stream)
            ts_fs_close(&w->file[i].fd);
    ts_free(head);
    ts_free(w);
    ts_fs_close(&lock);
    return err;
}

/* ---- the two doors ---- */

ts_err ts_register_file(ts_case *c, const char *path, const ts_register_options *options, ts_register_result *out) {
    return ts_register_parts(c, &path, 1, options, out);
}

ts_err ts_register_parts(ts_case *c, const char *const *path, size_t paths, const ts_register_options *options,
                         ts_register_result *out) {
    ts_settings_said said = {0};
    ts_err err = ts_settings_take(path, paths, options, &said);
    if (!err)
        err = register_one(c, AT_FDCWD, &said.holding, options->dry, options->show, out);
    ts_settings_said_done(&said);
    return err;
}

static ts_err draft(int dir, const char *path, const char *listing) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    TS_TRY(ts_settings_draft(dir, path, &text));
    TS_TRY(ts_fs_replace(dir, LISTING, ts_buf_span(&text), 0600));
    return ts_fail(TS_EUSAGE,
                   "%s did not exist: a draft was written there. Fill in organisation and system, look at the "
                   "columns, and run this again",
                   listing);
}

static ts_err register_listed(ts_case *c, int dir, const ts_toml *root, const char *listing, FILE *out,
                              ts_register_result *total) {
    const ts_toml *list = ts_toml_get(root, "holding");
    if (!ts_toml_count(list))
        return ts_fail(TS_EUSAGE, "%s lists no [[holding]]", listing);
    ts_register_result sum = {.already = true};
    size_t exports = 0;
    for (size_t i = 0; i < ts_toml_count(list); i++) {
        ts_settings_of_holding s = {.as_of = TS_NO_DATE};
        TS_TRY(ts_settings_read(ts_toml_at(list, i), listing, &s));
        if (s.tree) /* ts_register_trees gives these */
            continue;
        exports++;
        if (!s.file)
            return ts_fail(TS_EUSAGE, "%s, line %d: which file?", listing, ts_toml_line(ts_toml_at(list, i)));
        ts_register_result one = {0};
        TS_TRY(register_one(c, dir, &s, false, out, &one));
        sum.rows += one.rows;
        sum.bad_rows += one.bad_rows;
        sum.people += one.people;
        sum.keys += one.keys;
        sum.already = sum.already && one.already;
    }
    sum.already = sum.already && exports;
    *total = sum;
    return TS_OK;
}

ts_err ts_register_directory(ts_case *c, const char *path, FILE *out, ts_register_result *total) {
    int dir = -1;
    TS_AUTO(ts_buf, ts_buf_done) text = {0}, listing = {0};
    ts_toml *root = NULL;
    TS_TRY(ts_fs_open_dir(AT_FDCWD, path, &dir));
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    ts_buf_addf(&listing, "%.*s/" LISTING, (int)len, path);
    ts_err err;
    if (faccessat(dir, LISTING, F_OK, 0) != 0 && errno == ENOENT)
        err = draft(dir, path, listing.ptr);
    else
        err = ts_fs_load(dir, LISTING, TS_SETTINGS_MAX, &text);
    if (!err)
        err = ts_toml_parse(ts_buf_span(&text), listing.ptr, &root);
    if (!err)
        err = register_listed(c, dir, root, listing.ptr, out, total);
    ts_toml_free(root);
    ts_fs_close(&dir);
    return err;
}
