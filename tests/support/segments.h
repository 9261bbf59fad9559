/* segments.h - segments from C strings, and one call from text to findings, for tests of detection. */
#ifndef TS_TESTS_SUPPORT_SEGMENTS_H
#define TS_TESTS_SUPPORT_SEGMENTS_H

#include "detect/detect.h"

enum { TEST_CELLS = 4096, TEST_ROWS = 512 };

typedef struct test_table {
    ts_segment segment;
    ts_cell cell[TEST_CELLS];
    uint32_t row_start[TEST_ROWS + 1];
    uint64_t row_number[TEST_ROWS];
} test_table;

/* Cells parted by tabs, rows by newlines; `text` outlives it. */
static inline void test_table_of(test_table *t, const char *text) {
    *t = (test_table){.segment = {.type = TS_SEGMENT_TABLE, .text = ts_str(text), .at = TS_NO_OFFSET}};
    uint32_t start = 0, cells = 0;
    size_t rows = 0, widest = 0;
    for (uint32_t i = 0; text[i] && rows < TEST_ROWS && cells < TEST_CELLS; i++) {
        if (text[i] != '\t' && text[i] != '\n')
            continue;
        t->cell[cells++] = (ts_cell){start, i - start, TS_NO_CELL};
        start = i + 1;
        if (text[i] == '\n') {
            t->row_number[rows] = rows + 1;
            t->row_start[++rows] = cells;
            size_t width = cells - t->row_start[rows - 1];
            widest = width > widest ? width : widest;
        }
    }
    t->segment.columns = widest;
    t->segment.rows = rows;
    t->segment.row_start = t->row_start;
    t->segment.cell = t->cell;
    t->segment.row_number = t->row_number;
}

static inline ts_segment test_text_of(const char *text) {
    return (ts_segment){.text = ts_str(text), .at = TS_NO_OFFSET};
}

/* Detects and groups one segment with hints, or NULL; findings are the caller's to drop. */
static inline ts_findings test_find(const ts_segment *s, const ts_hints *hints) {
    ts_findings f = {0};
    ts_detect *d = ts_detect_new(hints);
    if (ts_detect_segment(d, s, 0, &f) == TS_OK)
        (void)ts_group_segment(d, s, &f);
    ts_detect_free(d);
    return f;
}

/* The first mention of a kind with this normal form (NULL: any), or NULL. */
static inline const ts_mention *test_mention(const ts_findings *f, ts_kind kind, const char *norm) {
    for (size_t i = 0; i < f->mentions; i++)
        if (f->mention[i].kind == kind && (!norm || ts_span_eq(f->mention[i].norm, ts_str(norm))))
            return &f->mention[i];
    return NULL;
}

static inline size_t test_count(const ts_findings *f, ts_kind kind) {
    size_t n = 0;
    for (size_t i = 0; i < f->mentions; i++)
        n += f->mention[i].kind == kind;
    return n;
}

/* The sighting that holds a mention, or NULL. */
static inline const ts_sighting *test_sighting(const ts_findings *f, const ts_mention *m) {
    for (size_t i = 0; m && i < f->sightings; i++)
        if ((size_t)(m - f->mention) >= f->sighting[i].first &&
            (size_t)(m - f->mention) < f->sighting[i].first + f->sighting[i].count)
            return &f->sighting[i];
    return NULL;
}

/* One text, one kind: its confidence if `norm` is found, 0 if not; -1 if more than one of the kind is. */
static inline int test_confidence(const char *text, ts_kind kind, const char *norm) {
    ts_segment s = test_text_of(text);
    ts_findings f = test_find(&s, NULL);
    const ts_mention *m = test_mention(&f, kind, norm);
    int c = test_count(&f, kind) > 1 ? -1 : m ? m->confidence : 0;
    ts_findings_done(&f);
    return c;
}

#endif
