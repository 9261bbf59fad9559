/* fuzz_detect.c - any bytes as running text and as a table; TS_FUZZ_KIND restricts the kinds.
 *
 * Every mention must lie inside its text and its normal form must be its own; what is found without normal forms must
 * be the same; sightings must cover mentions once, in order, with none lost.  Half of the texts are read with the names
 * of made-up holdings, or with what the text itself gives as their filter.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "detect/detect.h"
#include "detect/name_filter.h"
#include "detect/partial.h"
#include "detect/explain.h"
#include "text/name_mark.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 16, CELLS = 4096, ROWS = 512 };

static void must(bool good) {
    if (!good)
        abort();
}

static uint64_t kinds_wanted(void) {
#ifdef TS_FUZZ_KIND
#define NAME_OF(kind) #kind
#define TEXT_OF(kind) NAME_OF(kind)
    return UINT64_C(1) << ts_kind_named(ts_str(TEXT_OF(TS_FUZZ_KIND)));
#else
    return 0;
#endif
}

static void check(const ts_segment *s, const ts_findings *f) {
    size_t at = 0;
    for (size_t i = 0; i < f->mentions; i++) {
        const ts_mention *m = &f->mention[i];
        const ts_detector *d = ts_detector_of((ts_kind)m->kind);
        ts_norm norm = {0};
        must(d && m->start < m->end && m->end <= s->text.len && m->confidence <= 100);
        bool altered = (m->flags & (TS_MENTION_UNCHECKED | TS_MENTION_DAMAGED)) != 0;
        if (m->flags & TS_MENTION_PARTIAL) {
            must(!m->valid && ts_partial_normal((ts_kind)m->kind, m->norm, &norm) &&
                 ts_span_eq(ts_norm_span(&norm), m->norm));
            continue;
        }
        must(altered || (d->normal(m->norm, &norm) && ts_span_eq(ts_norm_span(&norm), m->norm)));
    }
    for (size_t i = 0; i < f->sightings; i++) {
        must(f->sighting[i].first == at && f->sighting[i].count > 0);
        at += f->sighting[i].count;
    }
    must(at <= f->mentions);
}

/* What is only to be shown is found at first sight, and must be the same. */
static void check_bare(const ts_segment *s, const ts_hints *hints, const ts_findings *f) {
    ts_findings bare = {.bare = true};
    ts_detect *d = ts_detect_new(hints);
    must(ts_detect_segment(d, s, kinds_wanted(), &bare) == TS_OK && bare.mentions == f->mentions);
    for (size_t i = 0; i < f->mentions; i++) {
        const ts_mention *a = &f->mention[i], *b = &bare.mention[i];
        must(a->kind == b->kind && a->confidence == b->confidence && a->flags == b->flags && a->valid == b->valid &&
             a->column == b->column && a->row == b->row && a->start == b->start && a->end == b->end);
    }
    ts_findings_done(&bare);
    ts_detect_free(d);
}

/* Some of what was found, explained; the findings stay what they were. */
static void explain(ts_detect *d, const ts_segment *s, const ts_findings *f) {
    ts_why why[TS_WHY_MOST];
    ts_explainer *e = ts_explain_begin(d, s, kinds_wanted(), f);
    for (size_t i = 0; i < f->mentions && i < 8; i++) {
        size_t n = ts_explain(e, i, why);
        must(n > 0 && n <= TS_WHY_MOST);
        for (size_t k = 0; k < n; k++)
            must(why[k].what < TS_WHY_WHATS && why[k].kind < TS_KIND_COUNT && why[k].confidence <= 100 &&
                 why[k].text.len <= TS_WHY_TEXT);
    }
    if (f->mentions == 0)
        must(ts_explain_nothing(e, why) <= TS_WHY_MOST);
    ts_explain_end(e);
}

static void run(const ts_segment *s, const ts_hints *hints) {
    ts_findings f = {0};
    ts_detect *d = ts_detect_new(hints);
    must(ts_detect_segment(d, s, kinds_wanted(), &f) == TS_OK);
    explain(d, s, &f);
    ts_findings_clear(&f);
    must(ts_detect_segment(d, s, kinds_wanted(), &f) == TS_OK);
    check_bare(s, hints, &f);
    size_t found = f.mentions;
    must(ts_group_segment(d, s, &f) == TS_OK && f.mentions == found);
    check(s, &f);
    ts_findings_done(&f);
    ts_detect_free(d);
}

/* Cells parted by tabs, rows by newlines. */
static void run_table(ts_span text, const ts_hints *hints) {
    static ts_cell cell[CELLS];
    static uint32_t row_start[ROWS + 1];
    static uint64_t row_number[ROWS];
    ts_segment s = {.type = TS_SEGMENT_TABLE,
                    .text = text,
                    .at = TS_NO_OFFSET,
                    .row_start = row_start,
                    .cell = cell,
                    .row_number = row_number};
    uint32_t start = 0, cells = 0;
    for (uint32_t i = 0; i < text.len && cells < CELLS && s.rows < ROWS; i++) {
        if (text.ptr[i] != '\t' && text.ptr[i] != '\n')
            continue;
        cell[cells++] = (ts_cell){start, i - start, TS_NO_CELL};
        start = i + 1;
        if (text.ptr[i] == '\n') {
            row_number[s.rows] = s.rows + 1;
            row_start[++s.rows] = cells;
            size_t width = cells - row_start[s.rows - 1];
            s.columns = width > s.columns ? width : s.columns;
        }
    }
    run(&s, hints);
}

static int cmp_mark(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* A filter of names that no list knows, and of ordinary words. */
static ts_span filter_of_names(void) {
    static const char *const words[] = {"ORRELUNDA", "QUILLETTO", "ZABINDRE", "REVIEW", "OUTCOME", "NAME", "PHONE"};
    enum { N = sizeof words / sizeof words[0] };
    static const uint64_t salt[TS_NAME_SALTS] = {1, 2, 3};
    static ts_buf filter;
    if (!filter.len) {
        uint64_t mark[N];
        for (size_t i = 0; i < N; i++)
            mark[i] = ts_name_mark(ts_str(words[i])) | (1 + i % TS_NAME_ROLES);
        qsort(mark, N, sizeof *mark, cmp_mark);
        ts_name_filter_write(mark, N, salt, &filter);
    }
    return ts_buf_span(&filter);
}

/* One that is the text's own bytes: its numbers may say anything, and nothing of it may be trusted. */
static void ask_hostile_filter(ts_span bytes) {
    static const char *const words[] = {"SMITH", "Orrelunda", "Quilletto-Okrandel", "O'Brien", ""};
    ts_name_filter f;
    if (ts_name_filter_read(bytes, &f) == TS_OK)
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            must(ts_name_filter_of(&f, ts_str(words[i])) <= TS_NAME_ROLES);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0 || size > MOST)
        return 0;
    ts_hints hints = {.mask = {{.mask = "AA99999"}, {.mask = "\\R9999"}},
                      .masks = (data[0] & 1) ? 2 : 0,
                      .test_realm = (data[0] & 2) != 0};
    ts_span text = ts_span_of(data, size);
    ask_hostile_filter(text);
    if (data[0] & 4)
        hints.names = filter_of_names();
    if (!ts_utf8_valid(text)) /* a segment's text is valid by its contract */
        return 0;
    ts_segment s = {.text = text, .at = TS_NO_OFFSET};
    run(&s, &hints);
    run_table(text, &hints);
    return 0;
}
