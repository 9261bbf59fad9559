/* pack_run.c - packs on their way from the parent to the workers, and where their patterns fit. */
#include "detect/pack_run.h"

#include <stdio.h>

#include "base/mem.h"
#include "detect/pack_match.h"

enum { VERSION = 1 };

/* ---- matches ---- */

static void on_match(void *context, unsigned id, size_t start, size_t end) {
    ts_pack_run *r = context;
    if (r->matches == r->cap) {
        r->cap = r->cap ? 2 * r->cap : 64;
        r->match = ts_grow(r->match, r->cap, sizeof *r->match);
    }
    r->match[r->matches++] = (ts_pack_match){(uint32_t)start, (uint32_t)end, (uint8_t)id};
}

void ts_pack_match_run(ts_pack_run *r, ts_span text) {
    r->text = text;
    r->matches = 0;
    ts_multiscan_run(r->engine, text, on_match, r);
}

/* ---- from the parent to a worker ---- */

static ts_err see_example(ts_pack_run *r, size_t kind, const char *example) {
    const ts_pack_kind *k = &r->packs.kind[kind];
    ts_norm norm;
    bool valid = false, found = false;
    ts_span text = ts_str(example);
    ts_pack_match_run(r, text);
    for (size_t i = 0; i < r->matches; i++)
        found = found || (r->match[i].kind == kind && r->match[i].start == 0 && r->match[i].end == text.len);
    if (!found)
        return ts_fail(TS_EUSAGE, "%s line %d: no pattern of %s fits the whole of its example %s", k->file, k->line,
                       k->name, example);
    if (!ts_pack_normal(k, text, &norm, &valid) || !valid)
        return ts_fail(TS_EUSAGE, "%s line %d: a check of %s does not hold for its example %s", k->file, k->line,
                       k->name, example);
    return TS_OK;
}

static ts_err see_examples(ts_pack_run *r, const bool *wanted) {
    for (size_t i = 0; i < r->packs.kinds; i++) {
        const ts_toml *list = r->packs.kind[i].examples;
        if (!list || (wanted && !wanted[i]))
            continue;
        if (ts_toml_text(list))
            TS_TRY(see_example(r, i, ts_toml_text(list)));
        for (size_t e = 0; e < ts_toml_count(list); e++)
            TS_TRY(see_example(r, i, ts_toml_text(ts_toml_at(list, e))));
    }
    return TS_OK;
}

/* The patterns of the kinds that are wanted. */
static ts_err compile(ts_pack_run *r, const bool *wanted) {
    const ts_packs *p = &r->packs;
    ts_pattern *pattern = ts_alloc_array(TS_LIMIT_PACK_PATTERNS, sizeof *pattern);
    size_t n = 0, bad;
    for (size_t i = 0; i < p->kinds; i++)
        for (size_t e = 0; (!wanted || wanted[i]) && ts_pack_pattern(&p->kind[i], e); e++)
            pattern[n++] = (ts_pattern){ts_pack_pattern(&p->kind[i], e), (unsigned)i, p->kind[i].any_case};
    ts_err err = ts_multiscan_new(pattern, n, &bad, &r->engine);
    if (err && bad < n) {
        const ts_pack_kind *k = &p->kind[pattern[bad].id];
        char how[200];
        snprintf(how, sizeof how, "%s", ts_error_text());
        err = ts_fail(TS_EUSAGE, "%s line %d: pattern %.100s of %s: %s", k->file, k->line, pattern[bad].text, k->name,
                      how);
    }
    ts_free(pattern);
    return err;
}

static bool any_wanted(const ts_packs *p, const bool *wanted) {
    for (size_t i = 0; i < p->kinds; i++)
        if (!wanted || wanted[i])
            return true;
    return false;
}

ts_err ts_packs_write(const ts_packs *p, const bool *wanted, ts_buf *out) {
    if (!any_wanted(p, wanted))
        return TS_OK;
    size_t before = out->len;
    ts_buf_add_u8(out, VERSION);
    ts_buf_add_u8(out, (uint8_t)p->files);
    for (size_t i = 0; i < p->files; i++) {
        ts_buf_add_counted(out, ts_str(p->file[i].name));
        ts_buf_add_counted(out, ts_span_of(p->file[i].text, p->file[i].len));
    }
    for (size_t i = 0; i < p->kinds; i++)
        ts_buf_add_u8(out, !wanted || wanted[i]);
    ts_pack_run *r;
    TS_TRY(ts_pack_run_open(ts_slice(ts_buf_span(out), before, SIZE_MAX), &r));
    ts_err err = see_examples(r, wanted);
    ts_pack_run_free(r);
    return err;
}

static ts_err read_written(ts_pack_run *r, ts_span written) {
    bool wanted[TS_KIND_PACK_MOST];
    ts_cursor c = ts_cursor_over(written);
    uint8_t version = ts_read_u8(&c), files = ts_read_u8(&c);
    if (!c.ok || version != VERSION)
        return ts_fail(TS_EFORMAT, "packs: not of this program's version");
    for (uint8_t i = 0; i < files; i++) {
        ts_span name = ts_read_counted(&c), text = ts_read_counted(&c);
        if (!c.ok)
            return ts_fail(TS_EFORMAT, "packs: cut short");
        char *copy = ts_copy_str(name);
        ts_err err = ts_packs_add(&r->packs, copy, text);
        ts_free(copy);
        TS_TRY(err);
    }
    for (size_t i = 0; i < r->packs.kinds; i++)
        wanted[i] = ts_read_u8(&c) != 0;
    if (!c.ok || ts_cursor_left(&c) > 0)
        return ts_fail(TS_EFORMAT, "packs: cut short, or bytes are left over");
    return compile(r, wanted);
}

ts_err ts_pack_run_open(ts_span written, ts_pack_run **out) {
    ts_pack_run *r = ts_alloc(sizeof *r);
    ts_err err = read_written(r, written);
    if (err) {
        ts_pack_run_free(r);
        return err;
    }
    *out = r;
    return TS_OK;
}

void ts_pack_run_free(ts_pack_run *r) {
    if (!r)
        return;
    ts_multiscan_free(r->engine);
    ts_packs_done(&r->packs);
    ts_free(r->match);
    ts_free(r);
}

const ts_packs *ts_pack_run_packs(const ts_pack_run *r) { return &r->packs; }
