/* sink.h - what a format may emit, and its limits.
 *
 * Text and rows go into segments of at most TS_LIMIT_SEGMENT bytes, cut at line or row ends
 * depending on content alone; each full segment goes to the consumer.  Everything emitted is made
 * valid UTF-8 here (bytes that are none are read as Windows-1252), so no consumer has to ask.
 */
#ifndef TS_EXTRACT_SINK_H
#define TS_EXTRACT_SINK_H

#include "base/bytes.h"
#include "model/segment.h"

/* A member of a container, or an attachment.  Borrowed during child_begin. */
typedef struct ts_child {
    ts_span name; /* as stored, bytes may be anything */
    uint64_t size; /* claimed; UINT64_MAX not known; never trusted */
    ts_instant modified; /* 0 not known */
} ts_child;

/* Who gets it: the worker's wire, a test, a fuzz target.  Any may return an error to stop the item. */
typedef struct ts_consumer {
    void *context;
    ts_err (*segment)(void *context, const ts_segment *segment);
    ts_err (*child_begin)(void *context, const ts_child *child);
    ts_err (*child_data)(void *context, ts_span bytes);
    /* TS_READ: whole; else why it broke off. `stored` = its bytes inside the container. */
    ts_err (*child_end)(void *context, ts_reason reason, uint64_t stored);
    ts_err (*note)(void *context, ts_span text); /* no personal value in a note */
    /* Of a blob read in slices, before its segments: where it begins, with TS_SLICE_ALONE where it is a sample.  Segments that
     * came before it are not to be read, only to be learned from. */
    ts_err (*slice)(void *context, uint64_t start);
    /* The password of this number (of those given to the worker, from 0) opened the item or part of it. */
    ts_err (*opened)(void *context, uint32_t password);
    /* Bytes were looked through, and nothing has come of it yet. */
    void (*alive)(void *context);
} ts_consumer;

typedef struct ts_sink ts_sink;

ts_sink *ts_sink_new(const ts_consumer *to);
void ts_sink_free(ts_sink *s);
/* Sends what is pending; the extractor's runner calls it at the end of an item, also after an error. */
ts_err ts_sink_finish(ts_sink *s);

/* A slice ends (slice.h): what is pending is sent.  `more`: the table goes on, and what follows knows of it only
 * what its first segment showed; else another one begins. */
ts_err ts_sink_cut(ts_sink *s, bool more);
/* A slice begins: what is pending is dropped, and all counting begins anew. */
ts_err ts_emit_slice(ts_sink *s, uint64_t start);
/* Segments of tables sent so far. */
size_t ts_sink_tables(const ts_sink *s);

/* From here on a new part ("p2", "Sheet1", a table's name); pending text or rows are sent. */
ts_err ts_emit_part(ts_sink *s, ts_span name);
/* What the current part says was read from a picture. */
void ts_sink_ocr(ts_sink *s);
/* Text of the current part.  at: source offset of text.ptr[0], or TS_NO_OFFSET.  Calls append
 * without a separator; text that goes on from the last call's offset keeps its offsets. */
ts_err ts_emit_text(ts_sink *s, ts_span text, uint64_t at);
/* A table begins in the current part, with column names or, n = 0, without. */
ts_err ts_emit_head(ts_sink *s, const ts_span *name, size_t n);
typedef struct ts_row {
    const ts_span *cell;
    size_t n;
    uint64_t number; /* 1-based, as the row's own program shows it */
    ts_span raw; /* the row's source bytes; cells that point into it keep their offsets; may be empty */
    uint64_t at; /* source offset of raw.ptr[0], or TS_NO_OFFSET */
} ts_row;
ts_err ts_emit_row(ts_sink *s, const ts_row *row);
ts_err ts_emit_child_begin(ts_sink *s, const ts_child *child);
ts_err ts_emit_child_data(ts_sink *s, ts_span bytes);
ts_err ts_emit_child_end(ts_sink *s, ts_reason reason, uint64_t stored);
__attribute__((format(printf, 2, 3))) ts_err ts_emit_note(ts_sink *s, const char *format, ...);
/* Says so now and then, where much is read for little: called often, it costs nothing. */
void ts_emit_alive(ts_sink *s);
/* Was nothing emitted so far, no text, row or child? */
bool ts_sink_empty(const ts_sink *s);
/* Told once an item, however much it opened. */
ts_err ts_emit_opened(ts_sink *s, uint32_t password);
/* These stored bytes of the item could not be read: the item is `partly` read, and goes on. */
ts_err ts_emit_unread(ts_sink *s, ts_reason reason, uint64_t bytes);
/* What was declared unread so far, and the first reason. */
uint64_t ts_sink_unread(const ts_sink *s, ts_reason *reason);

#endif
