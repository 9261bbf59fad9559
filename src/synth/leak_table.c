/* leak_table.c - lists of people in the leak: whose they are, what was done to them, how they are written. */
#include <stdio.h>

#include "base/digest.h"
#include "synth/claims.h"
#include "synth/leak.h"

enum { LEAST_ROWS = 20, MOST_ROWS = 2000, MOST_IN_DOCUMENT = 140 };

/* Whose list, and what share of its rows (in a thousand) is altered, invented, a test patient. */
typedef struct recipe {
    const char *kind;
    uint32_t altered, invented, tests;
} recipe;
static const recipe ours = {"ours", 0, 0, 8}, mixed = {"mixed", 280, 130, 15}, fake = {"invented", 0, 1000, 0},
                    region = {"region", 0, 0, 0};

typedef enum shape { CSV_SHAPE, XLSX, MYSQL, POSTGRES, NDJSON, HTML, DOCX, PDF, ODS, RTF, SQLITE, DBF, SHAPES } shape;

/* One list while it is made. */
typedef struct draft {
    const recipe *how;
    const ts_layout *layout;
    ts_system system;
    int snapshot;
    ts_manner manner;
    bool retyped; /* by hand: some rows have a slip of their own */
    shape shape;
    uint32_t rows;
    ts_record *record;
    ts_planted *what;
    ts_alteration *alteration;
    unsigned *fits;
    ts_table table;
    ts_span *cell;
    ts_date *date;
} draft;

static const recipe *draw_recipe(uint32_t turn) {
    static const recipe *const wheel[] = {&ours, &mixed, &ours,  &mixed, &region, &ours, &mixed,
                                          &fake, &ours,  &mixed, &ours,  &region, &mixed};
    return wheel[turn % 13];
}

/* Small lists are many, big ones few; documents stay short. */
static uint32_t draw_rows(ts_leak *l, const draft *d) {
    uint32_t most = d->how == &region ? l->w->others / 12 : d->how == &fake ? l->w->held / 6 : l->w->members[d->system];
    uint32_t cap =
        d->shape == PDF || d->shape == DOCX || d->shape == HTML || d->shape == RTF ? MOST_IN_DOCUMENT : MOST_ROWS;
    most = most > cap ? cap : most;
    uint32_t rows = LEAST_ROWS + ts_dice_below(&l->c, ts_dice_below(&l->c, 2 * MOST_ROWS) + 1);
    return most < LEAST_ROWS ? LEAST_ROWS : rows > most ? most - ts_dice_below(&l->c, most / 3) : rows;
}

static ts_system draw_system(ts_leak *l, const recipe *how) {
    uint32_t n = ts_dice_below(&l->c, 100);
    if (how == &region)
        return TS_SYSTEM_NONE;
    if (n < 2 && how == &ours)
        return TS_SYSTEM_SUPPLIERS;
    return n < 44 ? TS_SYSTEM_CHILDREN : n < 78 ? TS_SYSTEM_HEART : n < 90 ? TS_SYSTEM_DONORS : TS_SYSTEM_STAFF;
}

static const ts_layout *draw_layout(ts_leak *l, const draft *d) {
    const ts_layout *const *list;
    size_t n = d->how == &region ? ts_layout_region(&list) : ts_layout_lists(d->system, &list);
    const ts_layout *chosen = list[ts_dice_below(&l->c, (uint32_t)n)];
    if (d->how == &mixed && d->system == TS_SYSTEM_DONORS)
        chosen = list[0]; /* the one with something to alter */
    return chosen;
}

/* ---- rows ---- */

static ts_alteration draw_alteration(ts_leak *l, const ts_layout *layout, const ts_record *r) {
    ts_alteration can[3];
    uint32_t n = 0;
    if (ts_layout_has(layout, TS_F_BIRTH) && r->birth != TS_NO_DATE)
        can[n++] = TS_ALTER_BIRTH;
    if (ts_layout_has(layout, TS_F_NHS) && r->nhs[0])
        can[n++] = TS_ALTER_NHS;
    if (ts_layout_has(layout, TS_F_SORT) && r->sort[0])
        can[n++] = TS_ALTER_BANK;
    return n ? can[ts_dice_below(&l->c, n)] : TS_ALTER_NONE;
}

static void fill_ours(ts_leak *l, draft *d) {
    ts_date at = l->w->snapshot[d->snapshot];
    uint32_t *person = ts_alloc_array(d->rows, sizeof *person);
    uint32_t held = ts_leak_members(l, d->system, at, person, d->rows), next = 0;
    for (uint32_t i = 0; i < d->rows; i++) {
        ts_record *r = &d->record[i];
        uint32_t lot = ts_dice_below(&l->c, 1000);
        bool test = lot < d->how->tests, invent = lot >= 1000 - d->how->invented;
        if (test && (d->system == TS_SYSTEM_CHILDREN || d->system == TS_SYSTEM_HEART)) {
            ts_record_test(l->w, ts_dice_below(&l->c, 4), d->system, at, r);
            d->what[i] = TS_PLANTED_PLACEHOLDER;
            continue;
        }
        if (invent || next >= held) {
            if (!invent) { /* nobody left to list */
                d->rows = i;
                break;
            }
            ts_record_invented(l->w, l->invented++, d->system, at, r);
            d->what[i] = TS_PLANTED_UNKNOWN;
            continue;
        }
        ts_record_held(l->w, person[next++], d->system, at, r);
        d->fits[i] = ts_leak_fits(l, d->layout, r);
        d->what[i] = TS_PLANTED_GENUINE;
        ts_alteration a = TS_ALTER_NONE;
        if (ts_dice_odds(&l->c, d->how->altered))
            a = draw_alteration(l, d->layout, r);
        if (a != TS_ALTER_NONE) {
            ts_record_alter(l->w, r, a, l->altered++, &l->c);
            d->what[i] = TS_PLANTED_ALTERED;
            d->alteration[i] = a;
        } else if (d->retyped && ts_dice_odds(&l->c, 50)) {
            ts_record_slip(r, &l->c);
            l->truth->retyped++;
        }
    }
    ts_free(person);
}

/* A list of somebody else's: people of the region, of whom a few are known to us as well. */
static void fill_region(ts_leak *l, draft *d) {
    ts_date at = l->w->snapshot[d->snapshot];
    for (uint32_t i = 0; i < d->rows; i++) {
        ts_record *r = &d->record[i];
        ts_system s = ts_dice_odds(&l->c, 500) ? TS_SYSTEM_CHILDREN : TS_SYSTEM_HEART;
        uint32_t known;
        d->what[i] = TS_PLANTED_UNKNOWN;
        if (ts_dice_odds(&l->c, 30) && ts_leak_members(l, s, at, &known, 1) == 1) {
            ts_record_region(l->w, known, at, r);
            d->what[i] = TS_PLANTED_GENUINE;
        } else {
            uint32_t id = l->w->other[l->region_at++ % l->w->others];
            ts_date birth = l->w->human[id - 1].birth;
            ts_record_region(l->w, id, birth + 60 > at ? birth + 60 : at, r);
        }
        r->as_of = at;
    }
}

static void render(ts_leak *l, draft *d) {
    ts_table *t = &d->table;
    for (size_t f = 0; f < TS_LAYOUT_FIELDS && d->layout->field[f]; f++) {
        t->head[t->columns] = ts_field_head((ts_field)d->layout->field[f], &d->manner);
        t->type[t->columns++] = ts_field_type((ts_field)d->layout->field[f]);
    }
    d->cell = ts_alloc_array((size_t)d->rows * t->columns + 1, sizeof *d->cell);
    d->date = ts_alloc_array((size_t)d->rows * t->columns + 1, sizeof *d->date);
    for (uint32_t r = 0; r < d->rows; r++)
        for (uint32_t c = 0; c < t->columns; c++) {
            size_t at = (size_t)r * t->columns + c;
            ts_field f = (ts_field)d->layout->field[c];
            d->cell[at] = ts_field_value(&l->arena, f, &d->record[r], &d->manner);
            d->date[at] = f == TS_F_BIRTH ? d->record[r].birth : f == TS_F_DEATH ? d->record[r].death : TS_NO_DATE;
        }
    t->cell = d->cell;
    t->date = d->date;
    t->rows = d->rows;
    t->name = d->layout->name;
    t->title = d->how == &region ? "List" : "Patient and contact list";
    t->day = l->w->snapshot[d->snapshot];
    t->salt = d->manner.salt;
}

/* ---- files ---- */

static ts_csv_dialect draw_dialect(ts_leak *l, bool *head) {
    static const ts_csv_dialect dialect[] = {
        {',', false, true, true, TS_UTF8},         {',', true, true, true, TS_UTF8_BOM},
        {';', false, true, true, TS_WINDOWS_1252}, {'\t', false, true, true, TS_UTF16LE},
        {'|', false, false, true, TS_UTF8},        {',', false, true, true, TS_WINDOWS_1252},
        {',', false, false, false, TS_UTF8},       {',', false, true, true, TS_UTF16BE},
        {'\t', true, false, true, TS_UTF8},
    };
    ts_csv_dialect d = dialect[ts_dice_below(&l->c, 9)];
    *head = d.head;
    return d;
}

static ts_err write_shape(ts_leak *l, draft *d, ts_buf *out, uint32_t *first_row, uint32_t *page) {
    ts_table *t = &d->table;
    bool head = true;
    *first_row = 2; /* below a header, as a spreadsheet counts */
    switch (d->shape) {
    case CSV_SHAPE: {
        ts_csv_dialect dialect = draw_dialect(l, &head);
        ts_write_csv(out, t, &dialect);
        *first_row = head ? 2 : 1;
        return TS_OK;
    }
    case XLSX: {
        uint32_t title_rows = ts_dice_odds(&l->c, 150) ? 2 : 0;
        *first_row = 2 + title_rows;
        return ts_write_xlsx(out, t, title_rows, ts_dice_odds(&l->c, 500));
    }
    case MYSQL:
    case POSTGRES:
        ts_write_sql(out, t, d->shape == POSTGRES);
        break;
    case NDJSON:
        ts_write_ndjson(out, t);
        break;
    case HTML:
        ts_write_html_table(out, t);
        return TS_OK;
    case DOCX:
        ts_write_docx_table(out, t);
        return TS_OK;
    case ODS:
        ts_write_ods(out, t);
        return TS_OK;
    case RTF:
        ts_write_rtf_table(out, t);
        return TS_OK;
    case DBF:
        ts_write_dbf(out, t);
        break;
    case SQLITE:
        TS_TRY(ts_write_sqlite(out, t));
        break;
    default:
        *first_row = 1;
        return ts_write_pdf_table(out, t, page);
    }
    *first_row = 1;
    return TS_OK;
}

static void note(ts_leak *l, const draft *d, ts_span path, uint32_t first_row, const uint32_t *page) {
    for (uint32_t i = 0; i < d->rows; i++) {
        char part[16] = "";
        if (d->shape == PDF)
            snprintf(part, sizeof part, "p%u", page[i]);
        bool is_ours = d->how != &region && (d->what[i] == TS_PLANTED_GENUINE || d->what[i] == TS_PLANTED_ALTERED);
        ts_planted_row row = {.path = path,
                              .part = d->shape == XLSX || d->shape == ODS ? d->table.name : part,
                              .shape = d->shape == PDF ? "line" : "table",
                              .row = first_row + i,
                              .what = d->what[i],
                              .altered = d->alteration[i],
                              .fits = d->fits[i],
                              .as_of = l->w->snapshot[d->snapshot],
                              .ours = is_ours,
                              .record = &d->record[i],
                              .held = d->what[i] == TS_PLANTED_GENUINE || d->what[i] == TS_PLANTED_ALTERED};
        ts_truth_sighting(l->truth, l->w, &row);
    }
    ts_truth_table(l->truth, path, d->shape == XLSX || d->shape == ODS ? d->table.name : "", d->how->kind,
                   d->layout->name, l->w->snapshot[d->snapshot], d->rows);
}

static void note_claimable(ts_leak *l, const draft *d, ts_span bytes) {
    ts_claimed_list list = {.kind = d->how->kind, .system = d->system, .rows = d->rows};
    ts_sha256_of(bytes, &list.digest);
    for (uint32_t i = 0; i < d->rows; i++) {
        list.genuine += d->what[i] == TS_PLANTED_GENUINE && d->how != &region;
        list.held += d->what[i] == TS_PLANTED_GENUINE || d->what[i] == TS_PLANTED_ALTERED;
        list.children +=
            d->what[i] == TS_PLANTED_GENUINE && ts_planted_child(&d->record[i], l->w->snapshot[d->snapshot]);
    }
    ts_claims_note_list(l->truth, &list);
}

static void name_of(ts_leak *l, const draft *d, const ts_place *p, ts_buf *out) {
    static const char *const suffix[SHAPES] = {"csv",  "xlsx", "sql", "sql", "jsonl", "html",
                                               "docx", "pdf",  "ods", "rtf", "db",    "dbf"};
    int y, m, day;
    ts_date_parts(l->w->snapshot[d->snapshot], &y, &m, &day);
    ts_buf_add(out, ts_leak_folder(l, p, l->w->snapshot[d->snapshot], d->system));
    switch (ts_dice_below(&l->c, 4)) {
    case 0:
        ts_buf_addf(out, "%s_%04d%02d_%u.%s", d->layout->name, y, m, l->serial, suffix[d->shape]);
        break;
    case 1:
        ts_buf_addf(out, "%s %d (v%u).%s", d->layout->name, y, l->serial, suffix[d->shape]);
        break;
    case 2:
        ts_buf_addf(out, "Château list №%u – %s.%s", l->serial, d->layout->name, suffix[d->shape]);
        break;
    default:
        ts_buf_addf(out, "export%u.%s", l->serial, d->shape == CSV_SHAPE ? "txt" : suffix[d->shape]);
    }
}

static ts_err write_and_note(ts_leak *l, const ts_place *p, draft *d) {
    static const char *const format[SHAPES] = {"csv",  "xlsx", "sqldump", "sqldump", "ndjson", "html",
                                               "docx", "pdf",  "odf",     "rtf",     "sqlite", "dbf"};
    TS_AUTO(ts_buf, ts_buf_done) name = {0}, path = {0}, bytes = {0};
    uint32_t *page = ts_alloc_array((size_t)d->rows + 1, sizeof *page), first_row;
    ts_err err = write_shape(l, d, &bytes, &first_row, page);
    if (err == TS_OK) {
        name_of(l, d, p, &name);
        ts_place_path(p, ts_buf_span(&name), &path);
        note(l, d, ts_buf_span(&path), first_row, page);
        note_claimable(l, d, ts_buf_span(&bytes));
        err = ts_leak_put(l, p, ts_buf_span(&name), format[d->shape], NULL, ts_buf_span(&bytes), d->table.day);
    }
    ts_free(page);
    return err;
}

ts_err ts_leak_table(ts_leak *l, const ts_place *p) {
    static const uint8_t shapes[] = {CSV_SHAPE, XLSX,     MYSQL,     CSV_SHAPE, HTML, NDJSON,
                                     DOCX,      POSTGRES, CSV_SHAPE, XLSX,      PDF};
    static const uint8_t more[] = {ODS, SQLITE, DBF, RTF};
    uint32_t turn = l->tables++;
    draft d = {.how = draw_recipe(turn), .snapshot = ts_leak_snapshot(l), .shape = shapes[turn % 11]};
    if (l->more && turn % 2)
        d.shape = more[turn / 2 % 4];
    d.system = draw_system(l, d.how);
    d.layout = draw_layout(l, &d);
    if (d.shape == PDF && d.how == &mixed)
        d.how = &ours; /* lines of a page are told apart by their order alone */
    if (d.shape == PDF && d.how != &region && d.system <= TS_SYSTEM_HEART) {
        const ts_layout *const *list;
        ts_layout_lists(d.system, &list);
        d.layout = list[1]; /* a clinic's list: others are too wide for a page */
    }
    d.manner = ts_manner_draw(&l->c, l->w->style);
    d.retyped = ts_dice_odds(&l->c, 300);
    d.rows = draw_rows(l, &d);
    d.record = ts_alloc_array(d.rows, sizeof *d.record);
    d.what = ts_alloc_array(d.rows, sizeof *d.what);
    d.alteration = ts_alloc_array(d.rows, sizeof *d.alteration);
    d.fits = ts_alloc_array(d.rows, sizeof *d.fits);
    if (d.how == &region)
        fill_region(l, &d);
    else
        fill_ours(l, &d);
    render(l, &d);
    ts_err err = write_and_note(l, p, &d);
    ts_free(d.record);
    ts_free(d.what);
    ts_free(d.alteration);
    ts_free(d.fits);
    ts_free(d.cell);
    ts_free(d.date);
    return err;
}
