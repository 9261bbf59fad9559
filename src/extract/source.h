/* source.h - the window on the bytes of one blob: look at n, take n, sticky end.
 *
 * A source streams; only a format that says .needs = TS_SEEK or TS_WHOLE may jump or see all.
 * The bytes come from a descriptor with pread (never mapped) or from memory (tests, fuzzing).
 */
#ifndef TS_EXTRACT_SOURCE_H
#define TS_EXTRACT_SOURCE_H

#include "base/bytes.h"

typedef struct ts_source {
    uint64_t offset; /* of the next byte to be taken */
    uint64_t size; /* UINT64_MAX while not known (a decoded stream) */
    bool ended; /* a take came back short: there are no more bytes */
    bool mapped; /* offsets are offsets of the blob's own bytes (false for decoded text) */
    ts_err error; /* sticky: reading failed */
    /* of slice.h: */
    uint64_t border; /* the first record from here on begins a slice; UINT64_MAX where the text is not cut */
    struct ts_slice_job *slice; /* what is to be read of it; NULL: all */
    struct ts_source_window *window;
} ts_source;

/* [at, at+len) of fd, which stays the caller's. */
void ts_source_file(ts_source *s, int fd, uint64_t at, uint64_t len);
/* The same of a file whose bytes are covered by this key (base/ctr.h). */
void ts_source_covered(ts_source *s, int fd, uint64_t at, uint64_t len, const unsigned char *key);
/* The same of several, one behind the other: a file that was cut into parts.  Empty ones are allowed. */
typedef struct ts_source_part {
    int fd;
    uint64_t at, len;
} ts_source_part;
void ts_source_parts(ts_source *s, const ts_source_part *part, size_t n);
/* Bytes that `make` makes, at any place: what a lock hides, shown in the clear.  It gives all len of them, or fails. */
typedef ts_err (*ts_source_make)(void *context, uint64_t at, char *out, size_t len);
void ts_source_made(ts_source *s, uint64_t size, ts_source_make make, void *context);
/* Borrowed bytes. */
void ts_source_memory(ts_source *s, ts_span bytes);
/* A stream made by `fill`, which writes up to cap bytes and says how many (0: end). */
typedef ts_err (*ts_source_fill)(void *context, char *out, size_t cap, size_t *got);
void ts_source_stream(ts_source *s, ts_source_fill fill, void *context);
void ts_source_done(ts_source *s);

/* Up to n bytes ahead without taking them; fewer only at the end.  Borrowed until the next call. */
ts_span ts_peek(ts_source *s, size_t n);
/* The same, taken; a short one sets `ended`. */
ts_span ts_take(ts_source *s, size_t n);
int ts_peek_u8(ts_source *s); /* -1 at the end */
void ts_skip_bytes(ts_source *s, uint64_t n);
void ts_skip_to(ts_source *s, uint64_t offset); /* forward only */
/* Forgets an error that was met ahead of what is wanted; reading there meets it again. */
void ts_source_forgive(ts_source *s);
/* All that is in the window now, at least 1 byte unless at the end; for scanners of their own.
 * Take with ts_take afterwards. Window: TS_SOURCE_WINDOW bytes, or the test's choice. */
ts_span ts_peek_some(ts_source *s);
/* TS_SEEK: exactly len bytes at `at`, or TS_EFORMAT "ends early".  Leaves offset alone. */
ts_err ts_source_read_at(ts_source *s, uint64_t at, void *out, size_t len);
/* TS_WHOLE: everything, at most TS_LIMIT_WHOLE; borrowed until done. */
ts_err ts_source_whole(ts_source *s, ts_span *out);
/* Where the k-th part begins, from 0: a zip names places by them.  False: there is no such part, or it was never cut. */
bool ts_source_part_begins(const ts_source *s, size_t k, uint64_t *at);

enum { TS_SOURCE_WINDOW = 256 * 1024 };
/* Tests only: results may not depend on it. */
void ts_source_set_window(size_t bytes);

#endif
