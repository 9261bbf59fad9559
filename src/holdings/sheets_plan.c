/* sheets_plan.c - which tables an export has, by a first look at all of it: names of columns, a sample, how many rows.
 *
 * Where the format names columns (a database, JSON) they may differ from record to record, so a table has all names that came.
 * Where it does not (a workbook), they stand in the first row that is filled as the rows below it are: a title is not.
 */
#include "holdings/sheets_plan.h"

#include "holdings/footer.h"
#include "holdings/mapping.h"

enum { LOOK = 100 };

void ts_sheet_plan_done(ts_sheet_plan *p) {
    ts_map_free(p->column);
    ts_free((ts_span *)(uintptr_t)p->seen.head);
    ts_free((ts_span *)(uintptr_t)p->seen.sample);
    ts_buf_wipe(&p->text);
    ts_free(p->cell);
    ts_arena_done(&p->names);
    *p = (ts_sheet_plan){0};
}

bool ts_sheet_cut_row(ts_sheet_cut *c, ts_span text, size_t *at) {
    if (*at >= text.len)
        return false;
    const char *begin = text.ptr + *at, *end = memchr(begin, '\n', text.len - *at);
    if (!end)
        end = text.ptr + text.len;
    c->n = 0;
    for (const char *from = begin; from <= end;) {
        const char *tab = memchr(from, '\t', (size_t)(end - from)), *to = tab ? tab : end;
        if (c->n == c->cap) {
            c->cap = c->cap ? c->cap * 2 : 64;
            c->cell = ts_grow(c->cell, c->cap, sizeof *c->cell);
        }
        c->cell[c->n++] = ts_trim((ts_span){from, (size_t)(to - from)});
        from = to + 1;
    }
    *at = (size_t)(end - text.ptr) + 1;
    return true;
}

/* Those of the sample go, for others that it is to be of. */
static void begin_sample(ts_sheet_plan *p, const char *resource) {
    p->resource = resource;
    p->seen.samples = p->cells = 0;
    ts_buf_wipe(&p->text);
}

/* ---- names ---- */

static size_t column_of(ts_sheet_plan *p, ts_span name) {
    bool added;
    if (!p->column)
        p->column = ts_map_new();
    uint64_t *slot = ts_map_slot(p->column, name, &added);
    if (!added)
        return (size_t)*slot;
    ts_span *head = (ts_span *)(uintptr_t)p->seen.head;
    if (p->seen.columns == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 64;
        head = ts_grow(head, p->cap, sizeof *head);
        p->seen.head = head;
    }
    head[p->seen.columns] = ts_arena_copy(&p->names, name);
    if (ts_sheet_ends(name, "resourceType")) {
        p->typed = true;
        p->type = p->seen.columns;
        begin_sample(p, NULL);
    }
    return (size_t)(*slot = p->seen.columns++);
}

static void take_head(ts_sheet_plan *p, const ts_span *name, size_t names) {
    ts_span *head = ts_alloc_array(names, sizeof *head);
    for (size_t i = 0; i < names; i++)
        head[i] = ts_arena_copy(&p->names, name[i]);
    p->seen.head = head;
    p->seen.columns = names;
}

static size_t filled_of(const ts_sheet_cut *c) {
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += c->cell[i].len > 0;
    return n;
}

/* How many cells are filled in most of the first rows. */
static size_t usual_of(const ts_segment *s, ts_sheet_cut *c) {
    size_t count[LOOK], n = 0, best = 0, most = 0;
    for (size_t at = 0; n < LOOK && ts_sheet_cut_row(c, s->text, &at);)
        count[n++] = filled_of(c);
    for (size_t i = 0; i < n; i++) {
        size_t same = 0;
        for (size_t k = 0; k < n; k++)
            same += count[k] == count[i];
        if (count[i] > 1 && (same > most || (same == most && count[i] > best)))
            most = same, best = count[i];
    }
    return best;
}

/* The row of names of a table whose format gives none. */
static void find_head(ts_sheet_plan *p, const ts_segment *s, ts_sheet_cut *c) {
    size_t usual = usual_of(s, c), row = 0;
    for (size_t at = 0; usual > 1 && row < s->rows && ts_sheet_cut_row(c, s->text, &at); row++) {
        size_t filled = filled_of(c);
        if (filled * 2 <= usual || filled < 2)
            continue;
        while (c->n && !c->cell[c->n - 1].len)
            c->n--;
        take_head(p, c->cell, c->n);
        p->head_row = s->row_number[row];
        return;
    }
}

/* ---- the sample ---- */

static void put_cell(ts_sheet_plan *p, size_t first, size_t column, ts_span s) {
    while (p->cells <= first + column) {
        if (p->cells == p->cell_cap) {
            p->cell_cap = p->cell_cap ? p->cell_cap * 2 : 1024;
            p->cell = ts_grow(p->cell, p->cell_cap, sizeof *p->cell);
        }
        p->cell[p->cells++] = (struct ts_sheet_cell){0, 0};
    }
    p->cell[first + column] = (struct ts_sheet_cell){p->text.len, s.len};
    ts_buf_add(&p->text, s);
}

/* Is the row of those resources that are people, as far as is known?  All rows are seen: the first hundreds may be practitioners,
 * and patients come behind them. */
static bool is_person(ts_sheet_plan *p, const ts_segment *s, const ts_sheet_cut *c) {
    static const char *const people[] = {"Patient", "Practitioner", "Person"}; /* the first that came at all */
    ts_span type = {"", 0};
    for (size_t i = 0; i < c->n && i < s->columns; i++)
        if (ts_sheet_ends(s->head[i], "resourceType") && column_of(p, s->head[i]) == p->type)
            type = c->cell[i];
    for (size_t k = 0; k < sizeof people / sizeof *people && people[k] != p->resource; k++)
        if (ts_span_eq(type, ts_str(people[k])))
            begin_sample(p, people[k]);
    return !p->resource || ts_span_eq(type, ts_str(p->resource));
}

static void sample(ts_sheet_plan *p, const ts_segment *s, ts_sheet_cut *c) {
    for (size_t at = 0, row = 0; row < s->rows && ts_sheet_cut_row(c, s->text, &at); row++) {
        if (p->typed && s->head && !is_person(p, s, c))
            continue;
        if (p->seen.samples == TS_EXPORT_SAMPLE) {
            if (!p->typed)
                return;
            continue;
        }
        if (s->row_number[row] <= p->head_row || !filled_of(c) || ts_footer_is(c->cell, c->n, p->seen.columns))
            continue;
        size_t first = p->row_at[p->seen.samples] = p->cells;
        for (size_t i = 0; i < c->n; i++)
            if (s->head ? i < s->columns : i < p->seen.columns)
                put_cell(p, first, s->head ? column_of(p, s->head[i]) : i, c->cell[i]);
        p->row_at[++p->seen.samples] = p->cells;
    }
}

void ts_sheet_plan_add(ts_sheet_plan *p, const ts_segment *s, const ts_export_options *o) {
    ts_sheet_cut c = {0};
    if (!p->seen.rows && o->heads)
        take_head(p, o->head, o->heads);
    else if (!p->seen.rows && !s->head)
        find_head(p, s, &c);
    if (!p->seen.rows)
        p->seen.named = s->head && !o->heads;
    for (size_t i = 0; p->seen.named && s->head && i < s->columns; i++)
        column_of(p, s->head[i]);
    for (size_t i = 0; i < s->rows; i++)
        p->seen.rows += s->row_number[i] > p->head_row;
    if (p->seen.columns && p->seen.named == (s->head != NULL))
        sample(p, s, &c);
    ts_free(c.cell);
}

ts_err ts_sheet_plan_end(ts_sheet_plan *p) {
    ts_sheet *t = &p->seen;
    ts_span *all = ts_alloc_array(t->samples * t->columns, sizeof *all);
    for (size_t r = 0; r < t->samples; r++)
        for (size_t i = 0; i < t->columns; i++) {
            size_t k = p->row_at[r] + i;
            all[r * t->columns + i] = k < p->row_at[r + 1]
                                          ? ts_slice(ts_buf_span(&p->text), p->cell[k].at, p->cell[k].len)
                                          : (ts_span){"", 0};
        }
    t->sample = all;
    if (!t->columns || !t->samples)
        return TS_OK;
    ts_mapping m = {0};
    TS_TRY(ts_mapping_init(&m, t->head, t->columns, t->sample, t->samples));
    t->people = ts_mapping_has_people(&m);
    ts_mapping_done(&m);
    return TS_OK;
}
