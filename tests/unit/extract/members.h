/* members.h - reads a blob with the readers of third parties as well, and keeps what came out: text, notes, and each member's
 * bytes.  Fixtures are files that real programs wrote (tests/fixtures/foreign).
 */
#ifndef TS_TESTS_EXTRACT_MEMBERS_H
#define TS_TESTS_EXTRACT_MEMBERS_H

#include <fcntl.h>
#include <stdio.h>

#include "base/fs.h"
#include "extract/letters.h"
#include "extract/libs.h"
#include "support/test.h"

#define FOREIGN "tests/fixtures/foreign/"

enum { MOST = 64 };
typedef struct child {
    char name[128];
    ts_buf bytes;
    ts_reason reason;
    uint64_t stored;
} child;
typedef struct got {
    ts_buf text; /* "[part]" and its text */
    ts_buf notes;
    child child[MOST];
    size_t children;
    uint64_t stored; /* of all children */
    uint32_t opened; /* a bit a password that fitted */
    ts_outcome outcome;
    ts_err err;
} got;

static inline ts_err on_segment(void *context, const ts_segment *s) {
    got *g = context;
    ts_buf_addf(&g->text, "[%.*s]", (int)s->part.len, s->part.ptr);
    ts_buf_add(&g->text, s->text);
    return TS_OK;
}
static inline ts_err on_child(void *context, const ts_child *c) {
    got *g = context;
    child *to = &g->child[g->children < MOST ? g->children : MOST - 1];
    g->children++;
    ts_buf_clear(&to->bytes);
    snprintf(to->name, sizeof to->name, "%.*s", (int)c->name.len, c->name.ptr);
    return TS_OK;
}
static inline child *last(got *g) { return &g->child[(g->children < MOST ? g->children : MOST) - 1]; }
static inline ts_err on_data(void *context, ts_span bytes) {
    if (last(context)->bytes.len < TS_MIB)
        ts_buf_add(&last(context)->bytes, bytes);
    return TS_OK;
}
static inline ts_err on_child_end(void *context, ts_reason reason, uint64_t stored) {
    got *g = context;
    last(g)->reason = reason;
    last(g)->stored = stored;
    g->stored += stored;
    return TS_OK;
}
static inline ts_err on_note(void *context, ts_span text) {
    ts_buf_add(&((got *)context)->notes, text);
    return TS_OK;
}

static inline ts_err on_opened(void *context, uint32_t password) {
    ((got *)context)->opened |= 1u << password;
    return TS_OK;
}

static inline void got_done(got *g) {
    for (size_t i = 0; i < MOST; i++)
        ts_buf_done(&g->child[i].bytes);
    ts_buf_done(&g->text);
    ts_buf_done(&g->notes);
}

/* By the format that bids highest, or straight by x. */
static inline void read_with(const ts_extractor *x, ts_span bytes, got *g) {
    *g = (got){0};
    ts_extract_preload();
    ts_letters_preload();
    ts_consumer consumer = {g, on_segment, on_child, on_data, on_child_end, on_note, NULL, on_opened};
    ts_source in;
    ts_source_memory(&in, bytes);
    ts_sink *sink = ts_sink_new(&consumer);
    if (x == NULL) {
        g->err = ts_extract_run(&in, sink, &g->outcome);
    } else {
        g->err = x->run(&in, sink);
        ts_sink_finish(sink);
    }
    ts_sink_free(sink);
    ts_source_done(&in);
}

static inline ts_buf load(const char *name) {
    ts_buf out = {0};
    char path[256];
    snprintf(path, sizeof path, FOREIGN "%s", name);
    CHECK_ROW(ts_fs_load(AT_FDCWD, path, TS_MIB, &out) == TS_OK, name);
    return out;
}

static inline void read_fixture(const char *name, got *g) {
    ts_buf bytes = load(name);
    read_with(NULL, ts_buf_span(&bytes), g);
    ts_buf_done(&bytes);
}

static inline const child *find_child(const got *g, const char *name) {
    for (size_t i = 0; i < g->children && i < MOST; i++)
        if (strcmp(g->child[i].name, name) == 0)
            return &g->child[i];
    return NULL;
}

static inline bool says(const ts_buf *text, const char *what) {
    return ts_span_find(ts_buf_span(text), ts_str(what), 0) != SIZE_MAX;
}

static inline bool is_format(const got *g, const char *name) {
    return g->outcome.format != NULL && strcmp(g->outcome.format->name, name) == 0;
}

#endif
