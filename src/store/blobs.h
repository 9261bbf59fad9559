/* blobs.h - blobs by content, and the places where they stand. */
#ifndef TS_STORE_BLOBS_H
#define TS_STORE_BLOBS_H

#include "model/mention.h"
#include "store/case.h"

/* How an exhibit came; kept as given. */
typedef struct ts_exhibit {
    int64_t id;
    char name[64]; /* "AB/1" */
    char source[256], acquired_by[128], acquired_at[40];
} ts_exhibit;
ts_err ts_exhibit_save(ts_case *c, ts_exhibit *e); /* sets id; the same name again returns the old one */
ts_err ts_exhibit_each(ts_case *c, ts_err (*each)(void *, const ts_exhibit *), void *context);

typedef struct ts_blob {
    int64_t id; /* row id: never in a result or digest */
    ts_digest digest;
    uint64_t size;
    char format[24]; /* "csv"; empty: nobody claimed it */
    int format_version;
    ts_reason reason; /* TS_READ or why (partly) not */
    uint64_t unread; /* stored bytes not read, <= size */
    uint64_t content; /* bytes of text, rows and members it gave */
    uint64_t sketch[2]; /* what its text is like (text/sketch.h); both 0: too little of it */
    uint32_t segments, sightings, members;
    ts_digest hints; /* digest of hints and rules it was read with */
    bool done; /* false: known, but not yet read to its end */
    uint64_t
        sampled; /* bytes that were read before the rest, while it is not done (sightings.h); set by readers alone */
    bool unstable; /* ended by a backstop (time, memory): decisions.md 2 */
    char message[200];
} ts_blob;
/* Inserts, or updates by digest, which costs less where id is that of an earlier save; sets id. */
ts_err ts_blob_save(ts_case *c, ts_blob *b);
/* The saved blob with that id and digest was read to its end. */
ts_err ts_blob_done(ts_case *c, int64_t id, const ts_digest *digest);
ts_err ts_blob_find(ts_case *c, const ts_digest *digest, ts_blob *out, bool *found);
ts_err ts_blob_by_id(ts_case *c, int64_t id, ts_blob *out);
/* All, by digest. */
ts_err ts_blob_each(ts_case *c, ts_err (*each)(void *, const ts_blob *), void *context);

/* Where a blob stands: top level (parent 0, exhibit set) or inside another blob (parent: that blob's id, exhibit
 * 0: a container met twice has its members listed once).  Names are sealed. */
typedef struct ts_place {
    int64_t id, blob, parent, exhibit; /* blob 0: nothing could be opened there, see reason; TS_READ: not yet tried */
    ts_span name; /* path below the exhibit's root, or member name; raw bytes */
    uint32_t repeat; /* 1 for the first entry of this name */
    uint32_t ordinal; /* stored order within the parent */
    ts_reason reason; /* for places without a blob, or members that broke off */
    uint64_t size; /* bytes of a place without blob */
    /* top level: device, inode, size, mtime in ns: unchanged on resume.  TS_PLACE_WHOLE in place of the device: of files
     * that were cut, what they make together, which is no file more. */
    uint64_t file_id[4];
    bool is_part; /* top level: of a file that was cut, whose whole stands beside it */
} ts_place;
enum { TS_PLACE_WHOLE = -1 };
/* The same place again (parent, exhibit, name, repeat) is updated, not doubled. */
ts_err ts_place_save(ts_case *c, ts_place *p);
ts_err ts_place_find(ts_case *c, int64_t exhibit, int64_t parent, ts_span name, uint32_t repeat, ts_place *out,
                     bool *found);
/* Files of an exhibit that were listed, and not there when the reading came to them: CHANGED from now on. */
ts_err ts_places_gone(ts_case *c, int64_t exhibit);
/* Blobs that were not wholly read for one of these reasons (a bit each), that have such a member, or that hold such a one
 * at any depth; each once. */
ts_err ts_places_short(ts_case *c, uint32_t reasons, ts_err (*each)(void *, int64_t blob), void *context);
/* In order of id.  The span is valid during the call. */
ts_err ts_place_each(ts_case *c, ts_err (*each)(void *, const ts_place *), void *context);
/* The full locator prefix of a place: "AB1/drop.zip!/hr/pay.xlsx" (personal data: mask before showing). */
ts_err ts_place_locator(ts_case *c, int64_t place, ts_buf *out);
/* Masked: folder depth and extension stay, "AB1/…/….xlsx [3F2A91]" with the blob's first digits. */
ts_err ts_place_masked(ts_case *c, int64_t place, ts_buf *out);
/* Any one place of a blob (the lowest id). */
ts_err ts_place_of_blob(ts_case *c, int64_t blob, int64_t *place);

#endif
