/* sheets.c - the tables of an export that is no delimited text, as a sandboxed worker reads them. */
#include "holdings/sheets.h"

#include "base/limits.h"
#include "base/mem.h"
#include "holdings/sheets_plan.h"
#include "holdings/shown.h"

struct ts_sheets {
    ts_sheets_file file;
    const ts_export_options *options;
    ts_sheet_plan *plan;
    size_t plans;
    char format[24];
    /* while rows are read */
    const ts_sheet_plan *of;
    ts_sheet_worker *worker;
    ts_segment segment;
    bool open; /* rows of the segment, or lines of it that are no records, are left */
    size_t at, row;
    uint64_t last; /* the number of the last row */
    ts_sheet_cut cut;
    ts_span *cell;
    size_t *place; /* of the segment's columns in the table's */
    size_t place_cap;
};

void ts_sheets_close(ts_sheets *s) {
    if (!s)
        return;
    ts_sheet_worker_free(s->worker);
    for (size_t i = 0; i < s->plans; i++)
        ts_sheet_plan_done(&s->plan[i]);
    ts_free(s->plan);
    ts_free(s->cut.cell);
    ts_free(s->cell);
    ts_free(s->place);
    ts_free(s);
}

size_t ts_sheets_count(const ts_sheets *s) { return s->plans; }
const ts_sheet *ts_sheets_at(const ts_sheets *s, size_t i) { return &s->plan[i].seen; }
const char *ts_sheets_format(const ts_sheets *s) { return s->format; }

/* ---- which tables there are ---- */

/* Rows that no one has any more, and what documents say of themselves. */
static bool is_aside(ts_span name) {
    static const char *const ends[] = {" deleted", " logged", " recovered"};
    static const char *const names[] = {"deleted", "free pages", "schema", "properties", "links", "text"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ts_sheet_ends(name, ends[i]))
            return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ts_span_eq(name, ts_str(names[i])))
            return true;
    return false;
}

static ts_sheet_plan *plan_of(ts_sheets *s, ts_span part) {
    for (size_t i = s->plans; i-- > 0;)
        if (ts_span_eq(s->plan[i].seen.name, part))
            return &s->plan[i];
    if (s->plans == TS_LIMIT_EXPORT_TABLES)
        return NULL;
    s->plan = ts_grow(s->plan, s->plans + 1, sizeof *s->plan);
    ts_sheet_plan *p = &s->plan[s->plans++];
    *p = (ts_sheet_plan){0};
    p->seen.name = ts_arena_copy(&p->names, part);
    p->seen.aside = is_aside(part);
    return p;
}

static ts_err look(ts_sheets *s) {
    ts_sheet_worker *w = NULL;
    TS_TRY(ts_sheet_worker_new(&s->file, &w));
    ts_err err = TS_OK;
    for (bool more = true; !err;) {
        ts_segment g;
        err = ts_sheet_worker_next(w, &g, &more);
        if (err || !more)
            break;
        ts_sheet_plan *p = g.type == TS_SEGMENT_TABLE && g.rows ? plan_of(s, g.part) : NULL;
        if (p)
            ts_sheet_plan_add(p, &g, s->options);
    }
    for (size_t i = 0; !err && i < s->plans; i++)
        err = ts_sheet_plan_end(&s->plan[i]);
    memcpy(s->format, ts_sheet_worker_format(w), strlen(ts_sheet_worker_format(w)) + 1);
    ts_sheet_worker_free(w);
    return err;
}

ts_err ts_sheets_open(const ts_sheets_file *file, const ts_export_options *o, ts_sheets **out) {
    ts_sheets *s = ts_alloc(sizeof *s);
    s->file = *file;
    s->options = o;
    ts_err err = look(s);
    if (err)
        ts_sheets_close(s);
    else
        *out = s;
    return err;
}

/* ---- which one is meant ---- */

static void list(const ts_sheets *s, bool people, ts_buf *out) {
    enum { SHOWN = 20 };
    size_t n = 0;
    for (size_t i = 0; i < s->plans; i++) {
        const ts_sheet *t = &s->plan[i].seen;
        if (!t->columns || (people && (!t->people || t->aside)) || n++ >= SHOWN)
            continue;
        ts_span name = t->name.len ? t->name : ts_str("(no name)");
        ts_buf_add_str(out, n > 1 ? ", \"" : "\"");
        ts_shown_name(out, name, TS_SHOWN_NAME);
        ts_buf_addf(out, "\" (%llu rows)", (unsigned long long)t->rows);
    }
    if (n > SHOWN)
        ts_buf_addf(out, " and %zu more", n - SHOWN);
}

ts_err ts_sheets_choose(const ts_sheets *s, size_t *which) {
    const char *wanted = s->options->sheet, *name = s->file.name;
    size_t people = 0, tables = 0, one = 0, any = 0;
    for (size_t i = 0; i < s->plans; i++) {
        const ts_sheet *t = &s->plan[i].seen;
        if (!t->columns)
            continue;
        if (wanted && ts_span_eq_nocase(t->name, ts_str(wanted))) {
            *which = i;
            return TS_OK;
        }
        if (t->people && !t->aside)
            people++, one = i;
        if (!t->aside)
            tables++, any = i;
    }
    TS_AUTO(ts_buf, ts_buf_done) listed = {0};
    list(s, people > 1 && !wanted, &listed);
    if (!listed.len)
        return ts_fail(TS_EFORMAT, "%s (%s) holds no table of records: export the system's table as CSV or XLSX", name,
                       s->format);
    if (wanted)
        return ts_fail(TS_EUSAGE, "%s has no table \"%s\"; it has %s", name, wanted, listed.ptr);
    if (people > 1)
        return ts_fail(TS_EUSAGE,
                       "%s has several tables with people: %s.  Say which is meant: --sheet NAME (sheet = \"NAME\")",
                       name, listed.ptr);
    if (!people && tables != 1)
        return ts_fail(
            TS_EUSAGE,
            "%s: no table is seen to hold people; it has %s.  Say which is meant: --sheet NAME (sheet = \"NAME\")",
            name, listed.ptr);
    *which = people ? one : any;
    return TS_OK;
}

/* ---- its rows ---- */

ts_err ts_sheets_begin(ts_sheets *s, size_t which) {
    ts_sheet_worker_free(s->worker);
    s->worker = NULL;
    s->of = &s->plan[which];
    s->open = false;
    s->last = 0;
    s->cell = ts_grow(s->cell, s->of->seen.columns + 1, sizeof *s->cell);
    return ts_sheet_worker_new(&s->file, &s->worker);
}

/* A worker that has been taken over may say other things than at the first look. */
static ts_err find_places(ts_sheets *s) {
    const ts_segment *g = &s->segment;
    if ((g->head != NULL) != s->of->seen.named && !s->options->heads)
        return ts_fail(TS_EFORMAT, "%s: a table's rows came with%s names of columns, and others of it with%s them",
                       s->file.name, g->head ? "" : "out", g->head ? "out" : "");
    if (!s->of->seen.named)
        return TS_OK;
    if (g->columns > s->place_cap)
        s->place = ts_grow(s->place, s->place_cap = g->columns, sizeof *s->place);
    for (size_t i = 0; i < g->columns; i++) {
        const uint64_t *known = ts_map_find(s->of->column, g->head[i]);
        s->place[i] = known ? (size_t)*known : SIZE_MAX;
    }
    return TS_OK;
}

/* Does the next segment hold rows of the table?  Of JSON also lines that are no records. */
static bool is_ours(const ts_sheets *s) {
    const ts_segment *g = &s->segment;
    bool records = strcmp(s->format, "ndjson") == 0 || strcmp(s->format, "fhir") == 0;
    return ts_span_eq(g->part, s->of->seen.name) && (g->type == TS_SEGMENT_TABLE ? g->rows > 0 : records);
}

/* A line of JSON that is none: a row that is bad. */
static bool next_line(ts_sheets *s, ts_export_row *row) {
    while (ts_sheet_cut_row(&s->cut, s->segment.text, &s->at)) {
        size_t words = 0;
        for (size_t i = 0; i < s->cut.n; i++)
            for (size_t k = 0; k < s->cut.cell[i].len; k++)
                words += ts_is_alnum(s->cut.cell[i].ptr[k]);
        if (!words)
            continue;
        *row = (ts_export_row){.cell = s->cut.cell, .cells = 0, .line = s->last + 1, .broken = true};
        return true;
    }
    return false;
}

/* The row's cells by the table's columns; those that it does not have are empty. */
static void place_cells(ts_sheets *s, ts_export_row *row) {
    const ts_sheet *t = &s->of->seen;
    ts_sheet_cut *c = &s->cut;
    row->cells = t->columns;
    for (size_t i = 0; i < t->columns; i++)
        s->cell[i] = i < c->n && !t->named ? c->cell[i] : (ts_span){"", 0};
    for (size_t i = 0; t->named && i < c->n && i < s->segment.columns; i++)
        if (s->place[i] < t->columns && c->cell[i].len)
            s->cell[s->place[i]] = c->cell[i];
    for (size_t i = t->columns; !t->named && i < c->n; i++)
        if (c->cell[i].len)
            row->cells = t->columns + 1, s->cell[t->columns] = c->cell[i]; /* more than there are names */
    row->cell = s->cell;
}

static bool next_row(ts_sheets *s, ts_export_row *row) {
    while (s->row < s->segment.rows && ts_sheet_cut_row(&s->cut, s->segment.text, &s->at)) {
        uint64_t number = s->segment.row_number[s->row++];
        if (number <= s->of->head_row)
            continue;
        s->last = number;
        *row = (ts_export_row){.line = number};
        place_cells(s, row);
        size_t filled = 0;
        for (size_t i = 0; i < row->cells; i++)
            filled += row->cell[i].len > 0;
        const char *resource = s->of->resource;
        bool other = resource && !ts_span_eq(row->cell[s->of->type], ts_str(resource));
        if (filled && !other)
            return true;
    }
    return false;
}

ts_err ts_sheets_next(ts_sheets *s, ts_export_row *row, bool *more) {
    for (;;) {
        if (s->open && (s->segment.type == TS_SEGMENT_TABLE ? next_row(s, row) : next_line(s, row))) {
            *more = true;
            return TS_OK;
        }
        TS_TRY(ts_sheet_worker_next(s->worker, &s->segment, more));
        if (!*more)
            return TS_OK;
        s->open = is_ours(s);
        s->at = s->row = 0;
        if (s->open && s->segment.type == TS_SEGMENT_TABLE)
            TS_TRY(find_places(s));
    }
}
