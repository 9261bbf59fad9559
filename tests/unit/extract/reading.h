/* reading.h - reads one blob as the worker does and writes down everything that was emitted.
 *
 * Every segment is held against the promises of sink.h and segment.h on the way: valid UTF-8, bounded,
 * cells inside the text, offsets that lead back to the very bytes.
 */
#ifndef TS_TESTS_EXTRACT_READING_H
#define TS_TESTS_EXTRACT_READING_H

#include <stdio.h>

#include "base/mem.h"
#include "extract/extractor.h"
#include "support/test.h"

typedef struct reading {
    ts_span source; /* the blob, to follow offsets back to */
    ts_buf log; /* one line a thing emitted; see segment() and kin */
    ts_buf text; /* of all segments, one behind the other */
    ts_buf data; /* of all children, likewise */
    size_t segments, rows, children, mapped_cells, broken, ocr; /* ocr: segments that say so */
    uint64_t child_bytes;
    uint32_t opened; /* a bit a password that fitted */
    ts_outcome outcome;
    ts_err err;
    const char *what; /* the first promise that was broken */
} reading;

static inline void reading_blame(reading *r, bool kept, const char *what) {
    if (!kept && !r->broken++)
        r->what = what;
}

static inline void reading_row(reading *r, const ts_segment *g, size_t row) {
    ts_buf_addf(&r->log, "row %llu", (unsigned long long)g->row_number[row]);
    reading_blame(r, g->row_start[row] <= g->row_start[row + 1], "rows in order");
    for (uint32_t i = g->row_start[row]; i < g->row_start[row + 1]; i++) {
        const ts_cell *c = &g->cell[i];
        reading_blame(r, (size_t)c->start + c->len <= g->text.len, "cell inside the text");
        ts_span cell = ts_slice(g->text, c->start, c->len);
        ts_buf_add_str(&r->log, "|");
        ts_buf_add(&r->log, cell);
        reading_blame(r, c->len == 0 || !memchr(cell.ptr, '\t', cell.len), "no tab in a cell");
        if (c->from == TS_NO_CELL)
            continue;
        r->mapped_cells++;
        reading_blame(r, g->at != TS_NO_OFFSET && g->at + c->from + c->len <= r->source.len,
                      "cell's source inside the blob");
        ts_span there = ts_slice(r->source, (size_t)(g->at + c->from), c->len);
        for (size_t k = 0; k < there.len && k < cell.len; k++) {
            bool blank = cell.ptr[k] == ' ' && (there.ptr[k] == '\n' || there.ptr[k] == '\r' || there.ptr[k] == '\t');
            reading_blame(r, blank || there.ptr[k] == cell.ptr[k], "cell's source is the cell");
        }
    }
    ts_buf_add_str(&r->log, "\n");
}

static inline ts_err reading_segment(void *context, const ts_segment *g) {
    reading *r = context;
    reading_blame(r, g->ordinal == r->segments++, "ordinals count up");
    r->ocr += g->ocr;
    reading_blame(r, g->text.len <= TS_LIMIT_SEGMENT, "segment bounded");
    reading_blame(r, ts_utf8_valid(g->text), "segment is UTF-8");
    reading_blame(r, ts_utf8_valid(g->part), "part is UTF-8");
    ts_buf_addf(&r->log, "%s part=", g->type == TS_SEGMENT_TABLE ? "table" : "text");
    ts_buf_add(&r->log, g->part);
    ts_buf_addf(&r->log, " offset=%llu len=%zu more=%d\n", (unsigned long long)g->offset, g->text.len, g->more);
    if (g->type == TS_SEGMENT_TABLE) {
        if (g->head) {
            ts_buf_add_str(&r->log, "head");
            for (size_t i = 0; i < g->columns; i++) {
                ts_buf_add_str(&r->log, "|");
                ts_buf_add(&r->log, g->head[i]);
                reading_blame(r, ts_utf8_valid(g->head[i]), "column name is UTF-8");
            }
            ts_buf_add_str(&r->log, "\n");
        }
        for (size_t i = 0; i < g->rows; i++)
            reading_row(r, g, i);
        r->rows += g->rows;
    } else {
        ts_buf_add(&r->log, g->text);
        ts_buf_add_str(&r->log, "\n");
        if (g->at != TS_NO_OFFSET)
            reading_blame(r,
                          ts_span_eq(g->text, ts_slice(r->source, (size_t)g->at, g->text.len)) &&
                              g->at + g->text.len <= r->source.len,
                          "text is its source");
    }
    ts_buf_add(&r->text, g->text);
    return TS_OK;
}

static inline ts_err reading_child_begin(void *context, const ts_child *child) {
    reading *r = context;
    r->children++;
    r->child_bytes = 0;
    ts_buf_add_str(&r->log, "child ");
    ts_buf_add(&r->log, child->name);
    return TS_OK;
}

static inline ts_err reading_child_data(void *context, ts_span bytes) {
    reading *r = context;
    r->child_bytes += bytes.len;
    if (r->data.len < 16 * TS_MIB)
        ts_buf_add(&r->data, bytes);
    return TS_OK;
}

static inline ts_err reading_child_end(void *context, ts_reason reason, uint64_t stored) {
    reading *r = context;
    ts_buf_addf(&r->log, " %llu bytes of %llu: %s\n", (unsigned long long)r->child_bytes, (unsigned long long)stored,
                ts_reason_name(reason));
    return TS_OK;
}

static inline ts_err reading_note(void *context, ts_span text) {
    reading *r = context;
    ts_buf_add_str(&r->log, "note ");
    ts_buf_add(&r->log, text);
    ts_buf_add_str(&r->log, "\n");
    return TS_OK;
}

static inline ts_err reading_opened(void *context, uint32_t password) {
    reading *r = context;
    r->opened |= 1u << password % 32;
    return TS_OK;
}

static inline void reading_done(reading *r) {
    ts_buf_done(&r->log);
    ts_buf_done(&r->text);
    ts_buf_done(&r->data);
    *r = (reading){0};
}

/* Reads `in`, which must be a source over `source`'s bytes. */
static inline void reading_run(reading *r, ts_source *in, ts_span source) {
    *r = (reading){.source = source};
    ts_consumer to = {r, reading_segment, reading_child_begin, reading_child_data, reading_child_end, reading_note};
    to.opened = reading_opened;
    ts_sink *sink = ts_sink_new(&to);
    r->err = ts_extract_run(in, sink, &r->outcome);
    ts_sink_free(sink);
    reading_blame(r, r->outcome.unread <= source.len, "not more unread than there is");
    ts_buf_addf(&r->log, "%s %s unread=%llu", r->outcome.format ? r->outcome.format->name : "-",
                ts_reason_name(r->outcome.reason), (unsigned long long)r->outcome.unread);
}

static inline void reading_of(reading *r, ts_span bytes) {
    ts_source in;
    ts_source_memory(&in, bytes);
    reading_run(r, &in, bytes);
    ts_source_done(&in);
}

static inline const char *reading_format(const reading *r) { return r->outcome.format ? r->outcome.format->name : "-"; }

/* Is this line of the log there? */
static inline bool reading_says(const reading *r, const char *line) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0}, want = {0};
    ts_buf_add_char(&all, '\n');
    ts_buf_add(&all, ts_buf_span(&r->log));
    ts_buf_add_char(&all, '\n');
    ts_buf_addf(&want, "\n%s\n", line);
    return ts_span_find(ts_buf_span(&all), ts_buf_span(&want), 0) != SIZE_MAX;
}

/* Does the text hold this? */
static inline bool reading_shows(const reading *r, const char *text) {
    return ts_span_find(ts_buf_span(&r->text), ts_str(text), 0) != SIZE_MAX;
}

/* A file under tests/fixtures/extract; the caller frees. */
static inline ts_buf reading_fixture(const char *name) {
    ts_buf b = {0};
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    ts_buf_addf(&path, "tests/fixtures/extract/%s", name);
    FILE *f = fopen(path.ptr, "rb");
    CHECK_ROW(f != NULL, path.ptr);
    if (!f)
        return b;
    char block[4096];
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        ts_buf_add(&b, (ts_span){block, n});
    fclose(f);
    return b;
}

#endif
