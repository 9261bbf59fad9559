/* table.c - reads an export row by row, whatever form it came in, and from however many files.
 *
 * Delimited text is read here (delimited.c); everything else by a worker (sheets.c).  What both need stands here: the parts of one
 * export, names that are repeated, footers.
 */
#include "holdings/table.h"

#include "base/ctr.h"
#include "base/fs.h"
#include "base/mem.h"
#include "detect/role.h"
#include "holdings/delimited.h"
#include "holdings/footer.h"
#include "holdings/form.h"
#include "holdings/sheets.h"
#include "holdings/shown.h"

enum { FOOTERS = 32 };

struct ts_export {
    const ts_export_file *file;
    size_t files;
    const ts_export_options *options;
    ts_sha256 *sha;
    size_t part; /* of the files: the one that is open */
    /* one of these is open */
    ts_intake in;
    ts_delimited *text;
    ts_sheets *sheets;
    size_t which; /* of the tables */
    int covered; /* standard input, where a worker reads it; -1 */
    unsigned char *key;
    /* of all parts */
    bool by_worker;
    ts_arena own;
    ts_span *head, *sample, *cell;
    size_t columns, samples;
    size_t *place; /* of the part's columns in the export's; NULL: they are the same */
    bool first; /* the part's "names" are a row, to be given out before the next */
    uint64_t line; /* of that row */
    uint64_t row, footers;
    size_t held, given; /* lines that look like footers, until it is known whether rows follow */
    uint64_t held_line[FOOTERS];
    ts_export_row kept; /* the row behind them */
    bool has_kept, ended;
    bool (*identifies)(void *context, const ts_span *cell, size_t cells);
    void *context;
};

/* ---- one file ---- */

static void close_part(ts_export *e) {
    ts_delimited_close(e->text);
    ts_sheets_close(e->sheets);
    ts_intake_done(&e->in);
    e->text = NULL;
    e->sheets = NULL;
    if (e->key) {
        ts_wipe(e->key, TS_CTR_KEY);
        ts_fs_close(&e->covered);
    }
    ts_free(e->key);
    e->key = NULL;
    ts_free(e->place);
    e->place = NULL;
}

static ts_err open_sheets(ts_export *e) {
    ts_sheets_file f = {.name = e->file[e->part].name};
    TS_TRY(ts_intake_whole(&e->in, &f.fd, &f.len, &e->key));
    f.key = e->key;
    if (e->key)
        e->covered = f.fd;
    TS_TRY(ts_sheets_open(&f, e->options, &e->sheets));
    return ts_sheets_choose(e->sheets, &e->which);
}

/* Lines that no separator parts may have columns by their layout: a worker sees them.  If it does not, they are one column. */
static ts_err try_layout(ts_export *e) {
    if (ts_delimited_is_sure(e->text) || e->file[e->part].stream || e->options->heads)
        return TS_OK;
    ts_delimited *text = e->text;
    e->text = NULL;
    ts_err err = open_sheets(e);
    if (!err && ts_sheets_at(e->sheets, e->which)->columns > 1 && strcmp(ts_sheets_format(e->sheets), "columns") == 0) {
        ts_delimited_close(text);
        return TS_OK;
    }
    ts_sheets_close(e->sheets);
    e->sheets = NULL;
    e->text = text;
    return TS_OK;
}

static ts_err open_part(ts_export *e) {
    ts_span head;
    ts_intake_init(&e->in, &e->file[e->part], e->sha);
    TS_TRY(ts_intake_look(&e->in, TS_FORM_LOOK, &head));
    if (ts_form_of(head) == TS_FORM_OTHER || (ts_form_of(head) == TS_FORM_COPY && !e->file[e->part].stream))
        return open_sheets(e);
    TS_TRY(ts_delimited_open(&e->in, e->options, &e->text));
    return try_layout(e);
}

static const ts_span *part_head(const ts_export *e, size_t *columns, uint64_t *line) {
    *line = 0;
    if (e->text)
        return ts_delimited_head(e->text, columns, line);
    *columns = ts_sheets_at(e->sheets, e->which)->columns;
    return ts_sheets_at(e->sheets, e->which)->head;
}

/* ---- several files ---- */

static bool same_names(const ts_span *a, const ts_span *b, size_t n, size_t *differs) {
    for (size_t i = 0; i < n; i++)
        if (!ts_span_eq_nocase(ts_trim(a[i]), ts_trim(b[i]))) {
            *differs = i;
            return false;
        }
    return true;
}

/* How many of the names tell what they head. */
static size_t telling_of(const ts_span *name, size_t names) {
    size_t telling = 0;
    ts_column_role *role = ts_alloc_array(names + 1, sizeof *role);
    if (ts_columns_infer(name, names, name, 0, role) == TS_OK)
        for (size_t i = 0; i < names; i++)
            telling += role[i].kind != TS_KIND_NONE;
    ts_free(role);
    return telling;
}

/* Is the first row of a part a row of names?  Of the export's, in whichever order, or of names that tell what they head. */
static bool is_names(const ts_export *e, const ts_span *cell, size_t cells) {
    size_t known = 0;
    for (size_t i = 0; i < cells; i++)
        for (size_t k = 0; k < e->columns; k++)
            if (cell[i].len && ts_span_eq_nocase(ts_trim(cell[i]), ts_trim(e->head[k]))) {
                known++;
                break;
            }
    return known * 2 >= cells || telling_of(cell, cells) >= 2;
}

static ts_err other_names(const ts_export *e, size_t i, const ts_span *head) {
    TS_AUTO(ts_buf, ts_buf_done) own = {0}, first = {0};
    ts_shown_name(&own, head[i], TS_SHOWN_NAME);
    ts_shown_name(&first, e->head[i], TS_SHOWN_NAME);
    return ts_fail(TS_EFORMAT,
                   "%s: its column %zu is \"%s\", and \"%s\" in %s.  Parts of one export have the same columns in "
                   "the same order",
                   e->file[e->part].name, i + 1, own.ptr, first.ptr, e->file[0].name);
}

/* What stands in the place of names may be a person: nothing of it is said. */
static ts_err no_names(const ts_export *e) {
    return ts_fail(TS_EFORMAT,
                   "%s: its first row is not the column names that %s has.  Put the same names above the rows of each "
                   "part, or export the parts as CSV",
                   e->file[e->part].name, e->file[0].name);
}

/* Where the format names columns, records of one part may have fewer; one that no other part had comes too late. */
static ts_err find_places(ts_export *e, const ts_span *head, size_t columns) {
    e->place = ts_alloc_array(columns, sizeof *e->place);
    for (size_t i = 0; i < columns; i++) {
        e->place[i] = SIZE_MAX;
        for (size_t k = 0; k < e->columns; k++)
            if (ts_span_eq(head[i], e->head[k]))
                e->place[i] = k;
        if (e->place[i] != SIZE_MAX)
            continue;
        TS_AUTO(ts_buf, ts_buf_done) name = {0};
        ts_shown_name(&name, head[i], TS_SHOWN_NAME);
        return ts_fail(TS_EFORMAT,
                       "%s: %s has no column \"%s\" as this part has.  Give the part with the most columns first",
                       e->file[e->part].name, e->file[0].name, name.ptr);
    }
    return TS_OK;
}

/* The next file: its columns must be those of the first. */
static ts_err next_part(ts_export *e) {
    size_t columns, differs = 0;
    close_part(e);
    e->part++;
    TS_TRY(open_part(e));
    const ts_span *head = part_head(e, &columns, &e->line);
    if ((e->sheets != NULL) != e->by_worker)
        return ts_fail(TS_EFORMAT, "%s is of another form than %s: parts of one export are of one form",
                       e->file[e->part].name, e->file[0].name);
    if (e->sheets && ts_sheets_at(e->sheets, e->which)->named) {
        TS_TRY(find_places(e, head, columns));
        return ts_sheets_begin(e->sheets, e->which);
    }
    if (columns != e->columns)
        return ts_fail(TS_EFORMAT, "%s has %zu columns, and %s has %zu: parts of one export have the same",
                       e->file[e->part].name, columns, e->file[0].name, e->columns);
    bool same = e->options->heads || same_names(head, e->head, columns, &differs);
    if (!same && is_names(e, head, columns))
        return other_names(e, differs, head);
    if (!same && e->sheets) /* rows above it, taken for titles, would be lost */
        return no_names(e);
    e->first = !same;
    return e->sheets ? ts_sheets_begin(e->sheets, e->which) : TS_OK;
}

/* ---- opening ---- */

/* A row of values in the place of names would lose a person, and name nothing. */
static ts_err check_names(const ts_export *e) {
    static const ts_kind kinds[] = {TS_KIND_NHS_NUMBER, TS_KIND_NINO, TS_KIND_POSTCODE, TS_KIND_EMAIL,
                                    TS_KIND_BIRTH_DATE};
    size_t most = sizeof kinds / sizeof *kinds;
    if (telling_of(e->head, e->columns)) /* a column may be called after a day */
        most--;
    for (size_t i = 0; i < e->columns; i++)
        for (size_t k = 0; k < most; k++)
            if (ts_detector_of(kinds[k])->normal(ts_trim(e->head[i]), &(ts_norm){0}))
                return ts_fail(
                    TS_EUSAGE,
                    "%s has no row of column names: say them with --columns a,b,c (header = [\"a\", \"b\", \"c\"] in "
                    "holdings.toml)",
                    e->file[0].name);
    return TS_OK;
}

static void copy_cells(ts_export *e, ts_span **to, const ts_span *from, size_t n) {
    *to = ts_alloc_array(n + 1, sizeof **to);
    for (size_t i = 0; i < n; i++)
        (*to)[i] = ts_arena_copy(&e->own, from[i]);
}

static ts_err begin(ts_export *e) {
    TS_TRY(open_part(e));
    e->by_worker = e->sheets != NULL;
    const ts_span *head = part_head(e, &e->columns, &e->line), *sample;
    if (e->text)
        sample = ts_delimited_sample(e->text, &e->samples);
    else
        sample = ts_sheets_at(e->sheets, e->which)->sample, e->samples = ts_sheets_at(e->sheets, e->which)->samples;
    copy_cells(e, &e->head, head, e->columns);
    copy_cells(e, &e->sample, sample, e->columns * e->samples);
    e->cell = ts_alloc_array(e->columns + 1, sizeof *e->cell);
    if (!e->options->heads)
        TS_TRY(check_names(e));
    return e->sheets ? ts_sheets_begin(e->sheets, e->which) : TS_OK;
}

ts_err ts_export_open(const ts_export_file *file, size_t files, const ts_export_options *o, ts_export **out) {
    ts_export *e = ts_alloc(sizeof *e);
    *e = (ts_export){.file = file, .files = files, .options = o, .covered = -1};
    e->sha = ts_sha256_new();
    ts_err err = begin(e);
    if (err)
        ts_export_close(e);
    else
        *out = e;
    return err;
}

void ts_export_close(ts_export *e) {
    if (!e)
        return;
    close_part(e);
    ts_sha256_free(e->sha);
    ts_arena_wipe(&e->own);
    ts_free(e->head);
    ts_free(e->sample);
    ts_free(e->cell);
    ts_free(e);
}

const ts_span *ts_export_head(const ts_export *e, size_t *columns) {
    *columns = e->columns;
    return e->head;
}

const ts_span *ts_export_sample(const ts_export *e, size_t *rows) {
    *rows = e->samples;
    return e->sample;
}

void ts_export_tell(const ts_export *e, ts_buf *out) {
    if (e->text)
        ts_delimited_tell(e->text, out);
    if (e->sheets)
        ts_buf_add_str(out, ts_sheets_format(e->sheets));
    if (e->sheets && ts_sheets_at(e->sheets, e->which)->name.len) {
        ts_buf_add_str(out, ", table ");
        ts_buf_add_char(out, '"');
        ts_shown_name(out, ts_sheets_at(e->sheets, e->which)->name, TS_SHOWN_NAME);
        ts_buf_add_char(out, '"');
    }
    if (e->files > 1)
        ts_buf_addf(out, ", in %zu parts", e->files);
}

bool ts_export_is_text(const ts_export *e) { return !e->by_worker; }

bool ts_export_is_messages(const ts_export *e) {
    return e->sheets &&
           (strcmp(ts_sheets_format(e->sheets), "hl7") == 0 || strcmp(ts_sheets_format(e->sheets), "fhir") == 0);
}

/* ---- rows ---- */

static ts_err part_next(ts_export *e, ts_export_row *row, bool *more) {
    if (e->first) {
        e->first = false;
        size_t cells;
        uint64_t line;
        const ts_span *cell = part_head(e, &cells, &line);
        *row = (ts_export_row){.cell = cell, .cells = cells, .line = line};
        *more = true;
        return TS_OK;
    }
    TS_TRY(e->text ? ts_delimited_next(e->text, row, more) : ts_sheets_next(e->sheets, row, more));
    if (!*more || !e->place || !row->cells)
        return TS_OK;
    for (size_t i = 0; i < e->columns; i++)
        e->cell[i] = (ts_span){"", 0};
    for (size_t i = 0; i < row->cells; i++)
        e->cell[e->place[i]] = row->cell[i];
    row->cell = e->cell;
    row->cells = e->columns;
    return TS_OK;
}

static bool repeats_names(const ts_export *e, const ts_export_row *row) {
    size_t differs;
    return !e->options->heads && row->cells == e->columns && same_names(row->cell, e->head, e->columns, &differs);
}

void ts_export_ask(ts_export *e, bool (*identifies)(void *context, const ts_span *cell, size_t cells), void *context) {
    e->identifies = identifies;
    e->context = context;
}

/* A row whose cells are all there, and who is in it, is a person's whatever its first word is: Page, Count. */
static bool is_footer(const ts_export *e, const ts_export_row *row) {
    return !row->broken && ts_footer_is(row->cell, row->cells, e->columns) &&
           !(e->identifies && row->cells >= e->columns && e->identifies(e->context, row->cell, e->columns));
}

/* A line that looked like a footer, and rows follow it: it is a bad one. */
static ts_export_row give_held(ts_export *e) {
    return (ts_export_row){
        .cell = e->cell, .line = e->held_line[e->given++], .number = ++e->row, .part = e->part, .footer = true};
}

ts_err ts_export_next(ts_export *e, ts_export_row *row, bool *more) {
    *more = true;
    for (;;) {
        if (e->has_kept && e->given < e->held) {
            *row = give_held(e);
            return TS_OK;
        }
        if (e->has_kept) {
            e->has_kept = false;
            e->held = e->given = 0;
            *row = e->kept;
            row->number = ++e->row;
            return TS_OK;
        }
        ts_export_row r;
        bool there = false;
        TS_TRY(part_next(e, &r, &there));
        if (!there) {
            e->footers += e->held;
            e->held = e->given = 0;
            *more = e->part + 1 < e->files;
            if (!*more)
                return TS_OK;
            TS_TRY(next_part(e));
            continue;
        }
        r.part = e->part;
        if (repeats_names(e, &r))
            continue;
        if (e->held < FOOTERS && is_footer(e, &r)) {
            e->held_line[e->held++] = r.line;
            continue;
        }
        e->kept = r;
        e->has_kept = true;
    }
}

uint64_t ts_export_footers(const ts_export *e) { return e->footers; }

/* A worker has read the files at places of its own: they are read once more, so that what it saw is what was hashed. */
ts_err ts_export_digest(ts_export *e, ts_digest *out) {
    bool again = e->by_worker && !e->file[0].stream;
    if (again)
        ts_sha256_reset(e->sha);
    for (size_t i = 0; again && i < e->files; i++) {
        uint64_t bytes;
        TS_TRY(ts_sha256_add_file(e->sha, e->file[i].fd, 0, UINT64_MAX, &bytes));
    }
    ts_sha256_end(e->sha, out);
    return TS_OK;
}
