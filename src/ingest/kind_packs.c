/* kind_packs.c - opens files of kinds that the user adds, and says to workers what is wanted of them. */
#include "ingest/kind_packs.h"

#include <fcntl.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "detect/hints.h"
#include "detect/pack_run.h"

struct ts_kind_packs {
    ts_packs packs;
};

static ts_err add_file(ts_packs *p, const char *path) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    TS_TRY(ts_fs_load(AT_FDCWD, path, TS_LIMIT_PACK, &text));
    return ts_packs_add(p, path, ts_buf_span(&text));
}

ts_err ts_kind_packs_open(const char *const *path, size_t paths, ts_kind_packs **out) {
    ts_kind_packs *p = ts_alloc(sizeof *p);
    for (size_t i = 0; i < paths; i++) {
        ts_err err = add_file(&p->packs, path[i]);
        if (err) {
            ts_kind_packs_free(p);
            return err;
        }
    }
    *out = p;
    return TS_OK;
}

void ts_kind_packs_free(ts_kind_packs *p) {
    if (!p)
        return;
    ts_packs_done(&p->packs);
    ts_free(p);
}

const ts_packs *ts_kind_packs_of(const ts_kind_packs *p) { return p ? &p->packs : NULL; }

static bool is_empty(const ts_kind_set *set) {
    uint64_t any = 0;
    for (size_t i = 0; i < sizeof set->bits / sizeof *set->bits; i++)
        any |= set->bits[i];
    return any == 0;
}

uint64_t ts_kind_set_built_in(const ts_kind_set *set) {
    return is_empty(set) ? 0 : set->bits[0] ? set->bits[0] : UINT64_C(1) << TS_KIND_NONE;
}

ts_err ts_kind_packs_hints(const ts_kind_packs *p, const ts_kind_set *set, ts_buf *out) {
    bool wanted[TS_KIND_PACK_MOST] = {false};
    TS_AUTO(ts_buf, ts_buf_done) packs = {0};
    if (!p)
        return TS_OK;
    for (size_t i = 0; i < p->packs.kinds; i++) {
        size_t number = TS_KIND_PACK + i;
        wanted[i] = is_empty(set) || (set->bits[number / 64] >> number % 64 & 1);
    }
    TS_TRY(ts_packs_write(&p->packs, wanted, &packs));
    ts_hints *h = ts_alloc(sizeof *h);
    h->packs = ts_buf_span(&packs);
    if (h->packs.len)
        ts_hints_write(h, out);
    ts_free(h);
    return TS_OK;
}
