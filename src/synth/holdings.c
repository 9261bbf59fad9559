/* holdings.c - the organisations' own exports: each system in its own dialect, three snapshots. */
#include <stdio.h>

#include "synth/holdings.h"

enum { TEST_PATIENTS = 2 };

/* How a system exports: the same in every snapshot. */
typedef struct habit {
    ts_csv_dialect dialect;
    ts_manner manner;
} habit;

static habit habit_of(const ts_world *w, ts_system s) {
    static const habit usual[TS_SYSTEMS] = {
        {{',', false, true, true, TS_UTF8_BOM}, {.variant = 1, .dates = TS_DAY_FIRST}},
        {{',', true, true, true, TS_WINDOWS_1252},
         {.variant = 0, .dates = TS_ISO_DATE, .nhs_spaced = true, .shout = true}},
        {{',', true, true, true, TS_UTF8}, {.variant = 0, .dates = TS_DAY_FIRST, .phone_spaced = true}},
        {{',', false, false, true, TS_UTF8}, {.variant = 2, .dates = TS_MONTH_NAME, .sex_word = true}},
        {{',', false, true, true, TS_UTF8}, {.variant = 0, .dates = TS_DAY_FIRST}},
    };
    static const habit other[TS_SYSTEMS] = {
        {{';', false, true, true, TS_WINDOWS_1252}, {.dates = TS_DOTTED, .sex_word = true}},
        {{'\t', false, false, true, TS_UTF8}, {.dates = TS_MONTH_FIRST, .shout = true}},
        {{'|', false, true, true, TS_UTF8_BOM}, {.dates = TS_ISO_DATE}},
        {{';', true, true, true, TS_UTF8}, {.dates = TS_PLAIN_DATE}},
        {{'\t', true, true, true, TS_UTF16LE}, {.dates = TS_DOTTED, .phone_spaced = true}},
    };
    habit h = w->style == 0 ? usual[s] : other[s];
    h.manner.style = w->style;
    return h;
}

static void render_row(ts_arena *a, const ts_layout *layout, const ts_record *r, const habit *h, ts_span *cell,
                       uint32_t columns) {
    for (uint32_t c = 0; c < columns; c++)
        cell[c] = ts_field_value(a, (ts_field)layout->field[c], r, &h->manner);
}

static ts_err export_one(const ts_world *w, ts_system s, int snapshot, const char *dir, const char *file) {
    habit h = habit_of(w, s);
    const ts_layout *layout = ts_layout_export(s);
    ts_date at = w->snapshot[snapshot];
    ts_table t = {.name = layout->name, .title = layout->name, .day = at};
    for (; layout->field[t.columns]; t.columns++)
        t.head[t.columns] = ts_field_head((ts_field)layout->field[t.columns], &h.manner);
    ts_span *cell = ts_alloc_array((size_t)(w->members[s] + TEST_PATIENTS) * t.columns + 1, sizeof *cell);
    TS_AUTO(ts_arena, ts_arena_done) arena = {0};
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    ts_record r;
    for (uint32_t i = 0; i < w->members[s]; i++) {
        uint32_t id = w->member[s][i];
        if (!ts_human_in(&w->human[id - 1], s, at))
            continue;
        ts_record_held(w, id, s, at, &r);
        render_row(&arena, layout, &r, &h, cell + (size_t)t.rows++ * t.columns, t.columns);
    }
    for (uint32_t k = 0; k < TEST_PATIENTS && s <= TS_SYSTEM_HEART; k++) {
        ts_record_test(w, k, s, at, &r);
        render_row(&arena, layout, &r, &h, cell + (size_t)t.rows++ * t.columns, t.columns);
    }
    t.cell = cell;
    ts_write_csv(&bytes, &t, &h.dialect);
    ts_free(cell);
    return ts_save_file(dir, file, ts_buf_span(&bytes));
}

ts_err ts_holdings_make(const ts_world *w, const char *dir) {
    TS_AUTO(ts_buf, ts_buf_done) list = {0}, file = {0};
    ts_buf_add_str(&list, "# What each export is; the columns are inferred.\n");
    for (int s = 0; s < TS_SYSTEMS; s++)
        for (int i = 0; i < TS_SNAPSHOTS; i++) {
            const ts_system_facts *f = ts_system_facts_of((ts_system)s);
            char iso[11];
            ts_date_print(w->snapshot[i], iso);
            ts_buf_clear(&file);
            ts_buf_addf(&file, "holdings/%s_%.7s.csv", f->file, iso);
            TS_TRY(export_one(w, (ts_system)s, i, dir, file.ptr));
            ts_buf_addf(
                &list,
                "\n[[holding]]\nfile = \"%s_%.7s.csv\"\norganisation = \"%s\"\nsystem = \"%s\"\nas_of = \"%s\"\n"
                "kind = \"%s\"\ncomplete = true\ntravels = %s\n",
                f->file, iso, f->organisation, f->system, iso, f->kind, f->travels ? "true" : "false");
        }
    return ts_save_file(dir, "holdings/holdings.toml", ts_buf_span(&list));
}
