/* slices.h - reads a text whole, and in slices as the parent puts them together, and compares. */
#ifndef TS_TESTS_SUPPORT_SLICES_H
#define TS_TESTS_SUPPORT_SLICES_H

#include "base/map.h"
#include "extract/extractor.h"

/* How far the text of a part came: before the slice at hand, and in it. */
typedef struct slices_part {
    uint64_t before, end;
} slices_part;

/* What came out, written down. */
typedef struct slices_log {
    ts_buf text;
    bool ahead; /* segments are for learning only */
    ts_map *places; /* of parts by name, from 1 */
    slices_part *part;
    size_t parts;
    uint64_t rows, ordinal; /* before this slice */
    uint64_t ordinals; /* of this slice */
    size_t tables, guesses, right;
} slices_log;

static inline void slices_log_done(slices_log *l) {
    ts_buf_done(&l->text);
    ts_map_free(l->places);
    ts_free(l->part);
    *l = (slices_log){0};
}

static inline slices_part *slices_part_of(slices_log *l, ts_span name) {
    bool added;
    if (!l->places)
        l->places = ts_map_new();
    uint64_t *place = ts_map_slot(l->places, name, &added);
    if (added) {
        *place = ++l->parts;
        l->part = ts_grow(l->part, l->parts, sizeof *l->part);
        l->part[l->parts - 1] = (slices_part){0};
    }
    return &l->part[*place - 1];
}

static inline ts_err slices_on_segment(void *context, const ts_segment *s) {
    slices_log *l = context;
    if (l->ahead)
        return TS_OK;
    slices_part *p = slices_part_of(l, s->part);
    uint64_t rows = s->part.len ? 0 : l->rows; /* those of a list in a record are counted within it */
    p->end = p->before + s->offset + s->text.len;
    l->ordinals++;
    l->tables += s->type == TS_SEGMENT_TABLE;
    ts_buf_addf(&l->text, "%.*s segment %llu @%llu at %lld more %d begins %d columns %zu:", (int)s->part.len,
                s->part.ptr, (unsigned long long)(l->ordinal + s->ordinal), (unsigned long long)(p->before + s->offset),
                (long long)s->at, s->more, s->begins, s->columns);
    for (size_t i = 0; s->head && i < s->columns; i++)
        ts_buf_addf(&l->text, " %.*s", (int)s->head[i].len, s->head[i].ptr);
    ts_buf_add(&l->text, s->text);
    for (size_t r = 0; s->type == TS_SEGMENT_TABLE && r < s->rows; r++) {
        ts_buf_addf(&l->text, "\nrow %llu", (unsigned long long)(rows + s->row_number[r]));
        for (uint32_t i = s->row_start[r]; i < s->row_start[r + 1]; i++)
            ts_buf_addf(&l->text, " %u+%u<%u", s->cell[i].start, s->cell[i].len, s->cell[i].from);
    }
    ts_buf_add_char(&l->text, '\n');
    return TS_OK;
}

static inline ts_err slices_on_slice(void *context, uint64_t start) {
    slices_log *l = context;
    (void)start;
    l->ahead = false;
    return TS_OK;
}

/* Reads one slice of all; NULL: the whole. */
static inline ts_outcome slices_read(ts_span bytes, ts_slice_job *slice, slices_log *l) {
    const ts_consumer to = {.context = l, .segment = slices_on_segment, .slice = slices_on_slice};
    ts_source in;
    ts_outcome outcome;
    ts_source_memory(&in, bytes);
    in.slice = slice;
    l->ahead = slice && slice->from > 0;
    l->ordinals = 0;
    for (size_t i = 0; i < l->parts; i++)
        l->part[i].end = l->part[i].before;
    ts_sink *sink = ts_sink_new(&to);
    if (ts_extract_run(&in, sink, &outcome) != TS_OK)
        outcome.reason = TS_REASON_CRASHED;
    ts_sink_free(sink);
    ts_source_done(&in);
    return outcome;
}

/* A slice that did not begin where the one before it ended is read again, from there.  NULL, or what went wrong. */
static inline const char *slices_chain(ts_span bytes, slices_log *l) {
    uint64_t next = 0, size = ts_slice_bytes();
    for (uint64_t from = 0; from < bytes.len; from += size) {
        if (next >= from + size)
            continue; /* no record begins in it */
        ts_slice_job slice = {.from = from, .to = from + size};
        size_t kept = l->text.len, tables = l->tables;
        if (slices_read(bytes, &slice, l).reason != TS_READ || !slice.begun)
            return "a slice was not read";
        l->guesses += from > 0;
        l->right += from > 0 && slice.start == next;
        if (from > 0 && slice.start != next) {
            l->text.len = kept;
            l->tables = tables;
            slice = (ts_slice_job){.from = next, .to = from + size, .exact = true};
            if (slices_read(bytes, &slice, l).reason != TS_READ || !slice.begun)
                return "an exact slice was not read";
            if (slice.start != next)
                return "an exact slice begins elsewhere";
        }
        if (slice.next < slice.start || slice.next > bytes.len ||
            (slice.next < from + size && slice.next != bytes.len) || slice.records > slice.next - slice.start)
            return "a slice ends where it cannot";
        next = slice.next;
        l->rows += slice.records;
        for (size_t i = 0; i < l->parts; i++)
            l->part[i].before = l->part[i].end;
        l->ordinal += l->ordinals;
    }
    return next == bytes.len ? NULL : "the end was not reached";
}

/* NULL where both give the same, else what differs.  The caller calls slices_log_done. */
static inline const char *slices_compare(ts_span bytes, uint64_t size, slices_log *sliced) {
    slices_log whole = {0};
    *sliced = (slices_log){0};
    ts_slice_set_bytes(size);
    ts_outcome outcome = slices_read(bytes, NULL, &whole);
    const char *what = outcome.reason == TS_READ ? slices_chain(bytes, sliced) : "the whole was not read";
    ts_slice_set_bytes(0);
    if (!what && !ts_span_eq(ts_buf_span(&whole.text), ts_buf_span(&sliced->text)))
        what = "they say something else";
    if (!what && (whole.ordinals != sliced->ordinal || whole.tables != sliced->tables))
        what = "they are not as many segments";
    slices_log_done(&whole);
    return what;
}

#endif
