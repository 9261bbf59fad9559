/* leak.c - the tree of the leak: how many files of what kind, in which folders and containers. */
#include "synth/leak.h"

#include "model/locator.h"

/* In a thousand files. */
enum { TABLES = 130, LETTERS = 380, BROKEN = 20, IN_CONTAINERS = 360, TWINS = 12 };

void ts_place_path(const ts_place *p, ts_span name, ts_buf *out) {
    if (p->packer) {
        ts_buf_add(out, p->container);
        ts_locator_add_member(out, name, 1);
    } else {
        ts_locator_add_name(out, name, 1);
    }
}

static ts_err put(ts_leak *l, const ts_place *p, ts_span name, const char *format, const char *kind, const char *reason,
                  ts_span bytes, ts_date day) {
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    ts_place_path(p, name, &path);
    ts_truth_file(l->truth, ts_buf_span(&path), format, kind, reason, bytes);
    if (p->packer) {
        ts_packer_add(p->packer, name, bytes, day);
        return TS_OK;
    }
    TS_AUTO(ts_buf, ts_buf_done) file = {0};
    ts_buf_add_str(&file, "evidence/");
    ts_buf_add(&file, name);
    return ts_save_file(l->dir, file.ptr, bytes);
}

ts_err ts_leak_put(ts_leak *l, const ts_place *p, ts_span name, const char *format, const char *reason, ts_span bytes,
                   ts_date day) {
    TS_TRY(put(l, p, name, format, "leaf", reason, bytes, day));
    if (p->packer || reason || !ts_dice_odds(&l->c, TWINS))
        return TS_OK;
    TS_AUTO(ts_buf, ts_buf_done) twin = {0}; /* somebody kept a copy */
    ts_buf_addf(&twin, "Users/Desktop/copies/Copy (%u) of ", ++l->serial);
    size_t slash = name.len;
    while (slash > 0 && name.ptr[slash - 1] != '/')
        slash--;
    ts_buf_add(&twin, ts_slice(name, slash, name.len));
    return put(l, p, ts_buf_span(&twin), format, "leaf", reason, bytes, day);
}

ts_span ts_leak_folder(ts_leak *l, const ts_place *p, ts_date day, ts_system s) {
    static const char *const clinical[] = {"Cardiology",        "Outpatients",   "Medical Records",   "Ward 3A",
                                           "Paediatrics (new)", "Théâtre lists", "Respiratory/Shared"};
    static const char *const other[TS_SYSTEMS + 1] = {
        NULL, NULL, "Charity/Donor reports", "HR/Payroll", "Finance/Procurement", "General"};
    int year, month, d;
    ts_date_parts(day, &year, &month, &d);
    ts_buf b = {0};
    const char *name = s == TS_SYSTEM_CHILDREN || s == TS_SYSTEM_HEART ? clinical[ts_dice_below(&l->c, 7)] : other[s];
    if (p->packer)
        ts_buf_addf(&b, "%s/", name);
    else if (ts_dice_odds(&l->c, 150))
        ts_buf_addf(&b, "Backups #%d/%s/%d/", year % 7 + 1, name, year);
    else
        ts_buf_addf(&b, "%s/%d/%s", name, year, ts_dice_odds(&l->c, 300) ? "old versions/" : "");
    ts_span out = ts_arena_copy(&l->arena, ts_buf_span(&b));
    ts_buf_done(&b);
    return out;
}

int ts_leak_snapshot(ts_leak *l) { return ts_dice_odds(&l->c, 450) ? 1 : 2; }

uint32_t ts_leak_members(ts_leak *l, ts_system s, ts_date at, uint32_t *person, uint32_t n) {
    uint64_t seed = ts_dice_next(&l->c);
    uint32_t found = 0;
    for (uint32_t i = 0; i < l->w->members[s] && found < n; i++) {
        uint32_t id = l->w->member[s][ts_dice_walk(seed, l->w->members[s], i)];
        if (ts_human_in(&l->w->human[id - 1], s, at))
            person[found++] = id;
    }
    return found;
}

unsigned ts_leak_fits(const ts_leak *l, const ts_layout *layout, const ts_record *r) {
    unsigned fits = 0;
    for (int i = 0; i < TS_SNAPSHOTS; i++) {
        if (!ts_human_in(&l->w->human[r->person - 1], r->system, l->w->snapshot[i]))
            continue;
        ts_record then;
        ts_record_held(l->w, r->person, r->system, l->w->snapshot[i], &then);
        if (ts_records_agree(layout, r, &then))
            fits |= 1u << i;
    }
    return fits;
}

/* ---- the plan ---- */

typedef ts_err (*maker)(ts_leak *l, const ts_place *p);

static ts_err make_one(ts_leak *l, const ts_place *p, maker make) {
    ts_arena_reset(&l->arena);
    l->serial++;
    return make(l, p);
}

/* A container of a few files; in one of four stands another container. */
static ts_err make_container(ts_leak *l, const ts_place *outer, const maker *deck, uint32_t n, int depth) {
    static const char *const suffix[] = {"zip", "tar", "tar.gz", "tar.xz", "tar.zst"};
    static const uint8_t turn[] = {TS_PACK_ZIP, TS_PACK_TAR_GZ,  TS_PACK_ZIP, TS_PACK_TAR_XZ,
                                   TS_PACK_ZIP, TS_PACK_TAR_ZST, TS_PACK_ZIP, TS_PACK_TAR};
    ts_packer packer = {.pack = (ts_pack)turn[l->packed++ % 8]};
    int year = 2021 + (int)ts_dice_below(&l->c, 3);
    ts_date day = ts_date_of(year, 11, 2);
    TS_AUTO(ts_buf, ts_buf_done) name = {0}, path = {0}, bytes = {0};
    ts_buf_addf(&name, "%s/export_%d_%04u.%s", outer->packer ? "inner" : "Transfers", year, ++l->serial,
                suffix[packer.pack]);
    ts_place_path(outer, ts_buf_span(&name), &path);
    ts_place place = {.packer = &packer, .container = ts_buf_span(&path)};
    uint32_t at = 0;
    if (depth < 2 && n >= 4 && ts_dice_odds(&l->c, depth == 0 ? 400 : 300)) {
        TS_TRY(make_container(l, &place, deck, n / 2, depth + 1));
        at = n / 2;
    }
    for (; at < n; at++)
        TS_TRY(make_one(l, &place, deck[at]));
    TS_TRY(ts_packer_finish(&packer, &bytes));
    return put(l, outer, ts_buf_span(&name), suffix[packer.pack], "container", NULL, ts_buf_span(&bytes), day);
}

static uint32_t share(uint32_t files, uint32_t in_thousand, uint32_t least) {
    uint32_t n = (uint32_t)((uint64_t)files * in_thousand / 1000);
    return n < least ? least : n;
}

ts_err ts_leak_make(ts_leak *l, uint32_t files) {
    maker *deck = ts_alloc_array((size_t)files + 64, sizeof *deck),
          *shuffled = ts_alloc_array((size_t)files + 64, sizeof *deck);
    uint32_t n = 0;
    for (uint32_t i = share(files, TABLES, 24); i > 0; i--)
        deck[n++] = ts_leak_table;
    for (uint32_t i = share(files, LETTERS, 16); i > 0; i--)
        deck[n++] = ts_leak_letter;
    for (uint32_t i = share(files, BROKEN, 7); i > 0; i--)
        deck[n++] = ts_leak_broken;
    while (n < files)
        deck[n++] = ts_leak_noise;
    for (uint32_t i = 0; i < n; i++)
        shuffled[i] = deck[ts_dice_walk(l->w->seed ^ 0x4445434B, n, i)];
    ts_err err = TS_OK;
    ts_place tree = {0};
    for (uint32_t i = 0; i < n && err == TS_OK;) {
        if (n - i > 6 && ts_dice_odds(&l->c, IN_CONTAINERS / 6)) {
            uint32_t some = 3 + ts_dice_below(&l->c, 8);
            some = some > n - i ? n - i : some;
            err = make_container(l, &tree, shuffled + i, some, 0);
            i += some;
        } else {
            err = make_one(l, &tree, shuffled[i++]);
        }
    }
    ts_free(deck);
    ts_free(shuffled);
    return err;
}
