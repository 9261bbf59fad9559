/* extractor.h - the shape of a format.
 *
 * A format bids on the first bytes; the highest bid reads the blob.  Bids: 0 no; 1-19 it could be
 * (plain text bids 1); 20-59 structure seen in the text; 60-100 a magic number that fits.
 * A format bids by content, never by name.
 */
#ifndef TS_EXTRACT_EXTRACTOR_H
#define TS_EXTRACT_EXTRACTOR_H

#include "base/limits.h"
#include "base/mem.h"
#include "extract/sink.h"
#include "extract/slice.h"
#include "extract/source.h"
#include "model/profile.h"

typedef enum ts_needs { TS_STREAM, TS_SEEK, TS_WHOLE } ts_needs;

/* What every bid sees. */
typedef struct ts_head {
    ts_span raw; /* up to 64 KiB from the start */
    ts_span tail; /* up to 64 KiB of the end (a zip's directory); empty for streams */
    ts_span text; /* the same as UTF-8 where it looks like text in some charset, else empty */
    uint64_t size; /* of the blob */
    bool all; /* raw is the whole blob */
    /* For a format whose directory may stand anywhere, once its magic number fits: ts_source_read_at.  NULL or of no
     * known size: there is only what stands above. */
    ts_source *in;
} ts_head;

/* No bid of a text counts for more.  So where bytes alone say what a blob is, as those of a picture do, nobody has to find out
 * as what text they might be read. */
enum { TS_BID_TEXT = 79 };

typedef struct ts_extractor {
    const char *name; /* "csv"; its summary stands in model/formats.def */
    int version; /* of the text and offsets it gives; part of a locator's meaning */
    ts_needs needs;
    bool text; /* run gets the blob as decoded UTF-8 text rather than raw bytes */
    bool sliced; /* run can begin and end within the blob: slice.h */
    bool sampled; /* it cannot, but gives a sample from about a place within the blob: ts_slice_sample */
    int (*bid)(const ts_head *head);
    int most; /* no bid of it is higher: it looks long, and is asked last, where it can still win.  0: it is asked at once */
    ts_profile profile; /* the program that has the library it needs; TS_PROFILE_OWN: every program reads it */
    /* NULL in a program that does not have the library: the item is then sent on to the one that does
     * (docs/adr/0003-two-worker-programs.md). */
    ts_err (*run)(ts_source *in, ts_sink *out);
} ts_extractor;

/* All formats, in the order of formats.def. */
extern const ts_extractor *const ts_extractors[];
extern const size_t ts_extractor_count;

/* What reading one blob came to. */
typedef struct ts_outcome {
    const ts_extractor *format; /* NULL: nobody claimed it */
    const char *type; /* of what nobody reads, where its head tells (magic.h); else NULL */
    ts_profile elsewhere; /* format known, but its library is in this other program: nothing was emitted */
    ts_reason reason; /* TS_READ, or why (some of) it was not read */
    uint64_t unread; /* stored bytes not read; = size when nothing was */
    char message[200]; /* of the error, no personal value */
} ts_outcome;

/* Picks the best bid and runs it; never fails for the blob's sake: that is the outcome's reason.
 * Returns only the consumer's own errors. */
ts_err ts_extract_run(ts_source *in, ts_sink *out, ts_outcome *outcome);
/* The reason that an error code stands for. */
ts_reason ts_reason_of(ts_err err);

#endif
