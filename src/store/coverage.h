/* coverage.h - the ledger of what was read: in items and in bytes, by reason, by type, by exhibit (decisions.md 14).
 *
 * Every sum is whole: items = read + partly + unread + waiting, bytes = read + unread + waiting, over all
 * reasons and over all types alike.  A test holds that, and so does a look at any case.
 */
#ifndef TS_STORE_COVERAGE_H
#define TS_STORE_COVERAGE_H

#include "store/blobs.h"

/* What was met of one kind: items are distinct blobs, and places where nothing could be opened. */
typedef struct ts_cover {
    uint64_t items, read, partly, unread;
    uint64_t waiting; /* known and not read yet: a run was cut short, or goes on */
    uint64_t bytes, bytes_read, bytes_unread, bytes_waiting; /* stored ones */
    uint64_t content; /* bytes of text, rows and members that they gave */
} ts_cover;

/* The share of the bytes that wait, in 10^-6. */
static inline uint32_t ts_waiting_ppm(const ts_cover *v) {
    return v->bytes ? (uint32_t)((double)v->bytes_waiting / (double)v->bytes * 1e6) : 0;
}

enum { TS_COVER_TYPES = 96 };
typedef struct ts_cover_type {
    char name[24]; /* "csv"; empty: nobody claimed it, or it could not be opened */
    ts_cover cover;
} ts_cover_type;

typedef struct ts_coverage {
    uint64_t files, file_bytes; /* top-level places, but no whole beside its parts */
    ts_cover all;
    uint64_t reason_items[TS_REASON_COUNT], reason_bytes[TS_REASON_COUNT]; /* [TS_READ]: what was read */
    ts_cover_type type[TS_COVER_TYPES]; /* most bytes first */
    size_t types;
    uint64_t twins; /* places whose blob stands elsewhere too */
    uint64_t near_groups,
        near_copies; /* items whose text is nearly another's: groups, and items beside the first of each */
    uint64_t unstable;
} ts_coverage;
ts_err ts_coverage_load(ts_case *c, ts_coverage *out);

/* Which exhibit showed a blob first: the lowest id of those that it stands in, by whatever way. */
typedef struct ts_firsts ts_firsts;
ts_err ts_firsts_new(ts_case *c, ts_firsts **out);
int64_t ts_first_exhibit(const ts_firsts *f, int64_t blob); /* 0: it stands nowhere */
void ts_firsts_free(ts_firsts *f);

/* One exhibit: its own files, and what it was the first to show. */
typedef struct ts_drop {
    ts_exhibit exhibit;
    uint64_t files, file_bytes;
    ts_cover new_items; /* met here first */
} ts_drop;
/* In the order in which they came; the caller frees. */
ts_err ts_drops_load(ts_case *c, ts_drop **out, size_t *n);

#endif
