/* ingest.h - evidence in: through sandboxed workers to sightings; and the same road without a case. */
#ifndef TOUCHSTONE_INGEST_H
#define TOUCHSTONE_INGEST_H

#include <touchstone/case.h>
#include <touchstone/why.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ts_ingest_options {
    const char *exhibit, *source, *acquired_by, *acquired_at; /* how the evidence came; NULL: "E1", not stated */
    unsigned jobs; /* worker processes; 0: one a core */
    unsigned batch; /* items a batch; 0: TS_LIMIT_BATCH_ITEMS.  Changes no result */
    bool reverse; /* walk the tree in another order (tests).  Changes no result */
    bool progress;
    /* A file of passwords to be tried on what is locked, one a line (UTF-8); NULL: only those that the case keeps from
     * before.  What an earlier run left locked is tried again, and nothing else is read again. */
    const char *passwords;
    /* Answers soon: what shows most is read first (samples and pictures, tables, documents; a fair sample of each: listing.h),
     * and every file is listed in the case before any is opened.  Changes no result.  0: in the order of names. */
    uint64_t first_ms;
    /* Called once when so many milliseconds have gone and there is more to read: what was read so far stands in the case,
     * and may be verified, assessed and reported.  Reading goes on afterwards, unless it returns an error. */
    ts_err (*provisional)(void *context);
    void *context;
} ts_ingest_options;

typedef struct ts_ingest_result {
    uint64_t files, items, new_items, unread_items, unstable_items;
    uint64_t opened_items; /* that a password opened, in whole or in part */
    uint64_t bytes, bytes_unread;
    uint64_t sightings, mentions;
    double cpu_seconds, worker_cpu_seconds;
} ts_ingest_result;

ts_err ts_ingest(ts_case *c, const char *const *path, size_t paths, const ts_ingest_options *options,
                 ts_ingest_result *out);

/* How many items were read when other holdings were registered, or by other rules: ts_ingest reads them again.
 * Errors as of opening the register. */
ts_err ts_ingest_stale(ts_case *c, uint64_t *items);

/* ---- kinds ---- */

enum { TS_KIND_NUMBERS = 256 }; /* built-in kinds count from 1, those of packs from 64 */
typedef struct ts_kind_set {
    uint64_t bits[TS_KIND_NUMBERS / 64];
} ts_kind_set;

typedef struct ts_kind_row {
    const char *name, *summary;
    const char *category; /* of personal data: "contact details"; "nobody's": tells nothing of a person by itself */
    const char *begins; /* what in a running text begins a value: "digits", "label or column", "pattern", ... */
    const char *source; /* the standard or register that its rule comes from; may be NULL */
    unsigned number;
} ts_kind_row;

/* Kinds that files of the user's add (docs/packs.md). */
typedef struct ts_kind_packs ts_kind_packs;
/* Reads them; TS_EUSAGE says by file and line what is wrong. */
ts_err ts_kind_packs_open(const char *const *path, size_t paths, ts_kind_packs **out);
void ts_kind_packs_free(ts_kind_packs *p);
/* The i-th kind, built in or of packs (NULL: none), i from 0; false past the end. */
bool ts_kind_at(const ts_kind_packs *packs, size_t i, ts_kind_row *out);

/* ---- scan and extract: no case ---- */

/* What comes with a mention where it is wanted. */
typedef struct ts_read_beside {
    ts_span locator; /* "#@120-131" */
    bool plain; /* the locator needs no escaping */
    ts_span before, after; /* at most ts_read_options.context bytes of the text */
} ts_read_beside;

typedef struct ts_read_mention {
    ts_span value; /* as written; 16 bytes from its first on may be read, whatever its length */
    uint64_t start, end; /* bytes of the segment's text as `extract` prints it */
    uint64_t at; /* source offset, UINT64_MAX where the text is not plain source bytes */
    const ts_read_beside *beside; /* NULL: neither locators nor context are wanted */
    uint8_t kind; /* number, as in ts_kind_row */
    uint8_t confidence; /* 0..100 */
    bool valid, placeholder;
    bool partial; /* only a part of it is shown: 943 *** 5919 */
    bool misread; /* letters and digits were taken for each other: 943 476 59l9 */
    bool plain; /* the value needs no escaping: no controls, quotes, backslashes, marks that steer a terminal... */
    bool tabs; /* ...but tabs, where this is set */
} ts_read_mention;

/* A file or a member, as what it is known again by (text/likeness.h). */
typedef struct ts_read_document {
    ts_span path; /* below the paths that are read, as in a locator */
    ts_digest content;
    uint64_t size;
    int64_t modified; /* seconds since 1970; 0: not known */
    ts_reason reason; /* TS_READ, or why it could be read only in part or not at all */
    const struct ts_likeness *likeness; /* NULL: no words */
} ts_read_document;

/* Any may be NULL; any may return an error (TS_ESTOPPED: quietly) to end the run. */
typedef struct ts_read_events {
    void *context;
    ts_err (*mentions)(void *context, ts_span path, const ts_read_mention *m, size_t n); /* all of one item */
    /* With `why`: the facts of the mention that came before; `found` false: of a short text where none is. */
    ts_err (*why)(void *context, ts_span path, bool found, const ts_why *why, size_t n);
    ts_err (*segment)(void *context, ts_span path, ts_span locator, const char *type, ts_span text);
    ts_err (*document)(void *context, const ts_read_document *document); /* where wanted; unread() comes beside it */
    ts_err (*unread)(void *context, ts_span path, ts_reason reason, uint64_t bytes, const char *message);
    ts_err (*pause)(void *context); /* all that has come was told: a good moment to pass it on */
} ts_read_events;

typedef struct ts_read_options {
    unsigned jobs;
    bool mentions, segments, why, documents; /* what is wanted; why: with mentions */
    ts_span text; /* this is read instead of files, under the path "-"; empty: there is none */
    bool no_locators; /* mentions come without their locator: for counting, and for plain offsets */
    const char *const *only, *const
                                 *without; /* files whose name fits one of these globs, and none of those; a glob with
                                               * a / is of the whole path.  What is inside of a file is read whole */
    size_t onlys, withouts; /* 0: all, none */
    ts_kind_set kinds; /* those wanted; none: all */
    const ts_kind_packs *packs; /* further kinds; NULL: none */
    unsigned min_confidence; /* 0..100 */
    unsigned context; /* bytes either side of a value */
    bool progress;
    const char *passwords; /* a file of passwords to be tried on what is locked; NULL: none */
} ts_read_options;

typedef struct ts_read_result {
    uint64_t files, items, unread_items, bytes, mentions;
} ts_read_result;

/* Reads files, trees, or "-" (standard input). */
ts_err ts_read_paths(const char *const *path, size_t paths, const ts_read_options *options,
                     const ts_read_events *events, ts_read_result *out);

/* The formats there are, for `touchstone list`: i from 0; false past the end. */
bool ts_format_at(size_t i, const char **name, const char **summary);
/* The limits that case.toml may set under [limits]: the i-th's name, its usual value as people write it, what it bounds. */
bool ts_limit_row(size_t i, const char **name, char usual[32], const char **summary);
#ifdef __cplusplus
}
#endif
#endif
