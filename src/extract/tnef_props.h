/* tnef_props.h - lists of properties as TNEF writes them (MS-OXTNEF 2.1.3.4), read where they stand. */
#ifndef TS_EXTRACT_TNEF_PROPS_H
#define TS_EXTRACT_TNEF_PROPS_H

#include "base/mem.h"
#include "extract/source.h"

/* A stretch of the source that is looked through from its begin to its end. */
typedef struct ts_region {
    ts_source *in;
    uint64_t at, end;
    bool ok; /* false once more was asked for than there is */
    ts_buf seen; /* the source from `seen_at` on */
    uint64_t seen_at;
} ts_region;

enum { TS_REGION_LOOK = 64 * 1024 };

/* Borrows the source; end beyond the source is cut. */
void ts_region_open(ts_region *r, ts_source *in, uint64_t at, uint64_t len);
void ts_region_done(ts_region *r);
/* The next n bytes, TS_REGION_LOOK at most, fewer where the stretch or the source ends; valid until the next call. */
ts_span ts_region_look(ts_region *r, size_t n);
uint16_t ts_region_u16(ts_region *r);
uint32_t ts_region_u32(ts_region *r);
void ts_region_skip(ts_region *r, uint64_t n);
/* For ts_source_stream: all that is left. */
ts_err ts_region_fill(void *context, char *out, size_t cap, size_t *got);

typedef struct ts_tnef_prop {
    uint16_t id, type; /* type without TS_MAPI_MANY */
    bool named;
    uint8_t set[16]; /* named: within this, by `number` or by `name` (UTF-8) */
    uint32_t number;
    ts_span name;
    uint64_t at; /* of the value */
    uint32_t len;
} ts_tnef_prop;

/* Gives each value of a list that begins at r->at; more than one for properties of many.  What the function returns but
 * TS_OK ends it.  r->at stands behind the list then, r->ok is false where it was cut. */
ts_err ts_tnef_props(ts_region *r, ts_err (*each)(void *context, const ts_tnef_prop *p), void *context);

#endif
