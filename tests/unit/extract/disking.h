/* disking.h - images of disks that real programs wrote (tests/fixtures/foreign/disk), and what is read out of one. */
#ifndef TS_TESTS_EXTRACT_DISKING_H
#define TS_TESTS_EXTRACT_DISKING_H

#include <fcntl.h>
#include <lzma.h>
#include <stdio.h>

#include "base/fs.h"
#include "base/mem.h"
#include "extract/extractor.h"
#include "extract/letters.h"
#include "support/test.h"

enum { DISK_FILES = 40, DISK_FILE_MOST = 4 * 1024 * 1024 };

typedef struct disk_file {
    char name[160];
    ts_buf bytes;
    uint64_t size, stored;
    ts_instant modified;
    ts_reason reason;
    bool ended;
} disk_file;

typedef struct disk {
    disk_file file[DISK_FILES];
    size_t files;
    uint64_t given, stored;
    ts_buf notes, text; /* text: "[part]" and what it says */
    ts_span source;
    ts_outcome outcome;
    ts_err err;
    bool misplaced; /* a text did not stand where it said */
} disk;

static inline ts_buf unpacked(const char *name) {
    char path[200];
    TS_AUTO(ts_buf, ts_buf_done) in = {0};
    ts_buf out = {0};
    snprintf(path, sizeof path, "tests/fixtures/foreign/disk/%s.xz", name);
    CHECK_ROW(ts_fs_load(AT_FDCWD, path, TS_MIB, &in) == TS_OK, name);
    uint64_t memory = 512 * TS_MIB;
    size_t at = 0, cap = 64 * TS_MIB;
    out.ptr = ts_grow(NULL, cap, 1);
    out.cap = cap;
    CHECK_ROW(lzma_stream_buffer_decode(&memory, 0, NULL, (const uint8_t *)in.ptr, &at, in.len, (uint8_t *)out.ptr,
                                        &out.len, cap) == LZMA_OK,
              name);
    return out;
}

static inline disk_file *disk_last(disk *d) { return &d->file[(d->files < DISK_FILES ? d->files : DISK_FILES) - 1]; }

static inline ts_err disk_segment(void *context, const ts_segment *s) {
    disk *d = context;
    ts_buf_addf(&d->text, "[%.*s]", (int)s->part.len, s->part.ptr);
    ts_buf_add(&d->text, s->text);
    if (s->at != TS_NO_OFFSET && !ts_span_eq(s->text, ts_slice(d->source, (size_t)s->at, s->text.len)))
        d->misplaced = true;
    return TS_OK;
}

static inline ts_err disk_child_begin(void *context, const ts_child *c) {
    disk *d = context;
    CHECK(!d->files || disk_last(d)->ended);
    d->files++;
    disk_file *f = disk_last(d);
    snprintf(f->name, sizeof f->name, "%.*s", (int)c->name.len, c->name.ptr);
    f->modified = c->modified;
    f->size = c->size;
    f->ended = false;
    ts_buf_clear(&f->bytes);
    return TS_OK;
}

static inline ts_err disk_child_data(void *context, ts_span bytes) {
    disk *d = context;
    d->given += bytes.len;
    if (disk_last(d)->bytes.len < DISK_FILE_MOST)
        ts_buf_add(&disk_last(d)->bytes, bytes);
    return TS_OK;
}

static inline ts_err disk_child_end(void *context, ts_reason reason, uint64_t stored) {
    disk *d = context;
    disk_last(d)->reason = reason;
    disk_last(d)->stored = stored;
    disk_last(d)->ended = true;
    d->stored += stored;
    return TS_OK;
}

static inline ts_err disk_note(void *context, ts_span text) {
    ts_buf_add(&((disk *)context)->notes, text);
    ts_buf_add_char(&((disk *)context)->notes, '\n');
    return TS_OK;
}

/* `in` is over these bytes. */
static inline void disk_read_source(disk *d, ts_source *in, ts_span bytes) {
    *d = (disk){.source = bytes};
    ts_letters_preload();
    ts_consumer to = {d, disk_segment, disk_child_begin, disk_child_data, disk_child_end, disk_note, NULL, NULL};
    ts_sink *sink = ts_sink_new(&to);
    d->err = ts_extract_run(in, sink, &d->outcome);
    ts_sink_free(sink);
    CHECK(d->err == TS_OK && !d->misplaced && (!d->files || disk_last(d)->ended));
    CHECK(d->stored + d->outcome.unread <= bytes.len);
}

static inline void disk_read(disk *d, ts_span bytes) {
    ts_source in;
    ts_source_memory(&in, bytes);
    disk_read_source(d, &in, bytes);
    ts_source_done(&in);
}

static inline void disk_done(disk *d) {
    for (size_t i = 0; i < DISK_FILES; i++)
        ts_buf_done(&d->file[i].bytes);
    ts_buf_done(&d->notes);
    ts_buf_done(&d->text);
}

static inline const disk_file *disk_find(const disk *d, const char *prefix, const char *name) {
    char whole[200];
    snprintf(whole, sizeof whole, "%s%s", prefix, name);
    for (size_t i = 0; i < d->files && i < DISK_FILES; i++)
        if (strcmp(d->file[i].name, whole) == 0)
            return &d->file[i];
    return NULL;
}

static inline bool disk_is(const disk *d) { return d->outcome.format && strcmp(d->outcome.format->name, "disk") == 0; }

static inline bool disk_says(const ts_buf *b, const char *what) {
    return ts_span_find(ts_buf_span(b), ts_str(what), 0) != SIZE_MAX;
}

/* What make_disks.sh wrote: "line 1 of a letter to nobody\n" and so on. */
static inline void disk_lines(ts_buf *out, const char *word, int n) {
    ts_buf_clear(out);
    for (int i = 1; i <= n; i++)
        ts_buf_addf(out, "%s %d of a letter to nobody\n", word, i);
}

#endif
