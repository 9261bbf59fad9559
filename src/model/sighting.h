/* sighting.h - the mentions at one place that are about one person, and that person's role. */
#ifndef TS_MODEL_SIGHTING_H
#define TS_MODEL_SIGHTING_H

#include "base/mem.h"
#include "model/mention.h"

/* Stored on disk: only ever append. */
typedef enum ts_role {
    TS_ROLE_UNKNOWN = 0,
    TS_ROLE_PATIENT,
    TS_ROLE_KIN,
    TS_ROLE_STAFF,
    TS_ROLE_DONOR,
    TS_ROLE_SUPPLIER,
    TS_ROLE_CLINICIAN,
    TS_ROLE_COUNT
} ts_role;
const char *ts_role_name(ts_role role); /* "patient", "next of kin", ... */

/* Its mentions stand together in the findings' array: [first, first + count). */
typedef struct ts_sighting {
    uint32_t first;
    uint16_t count;
    uint8_t role; /* ts_role */
    uint8_t shape; /* 0 table row, 1 form or labelled text, 2 addressee, 3 lone value */
    uint32_t categories; /* enum ts_category bits that this place shows of the person */
    uint64_t place; /* table: row number as its program shows it; text: byte offset in the part */
    ts_date date; /* date of the record where the place gives one, else TS_NO_DATE */
} ts_sighting;

/* What detection found in one segment; arrays are the owner's. */
typedef struct ts_findings {
    ts_mention *mention;
    size_t mentions, mention_cap;
    ts_sighting *sighting;
    size_t sightings, sighting_cap;
    ts_arena norms; /* the normal forms */
    bool bare; /* the owner asks for no normal forms: what is found is only to be shown as it is written */
} ts_findings;

void ts_findings_grow(ts_findings *f); /* room for more mentions */
/* Zeroed, column -1. */
static inline ts_mention *ts_findings_add_mention(ts_findings *f) {
    if (f->mentions == f->mention_cap)
        ts_findings_grow(f);
    ts_mention *m = &f->mention[f->mentions++];
    *m = (ts_mention){.column = -1};
    return m;
}
/* Keeps a copy as the mention's normal form. */
static inline void ts_findings_set_norm(ts_findings *f, ts_mention *m, ts_span norm) {
    if (!f->bare)
        m->norm = ts_arena_copy(&f->norms, norm);
}
ts_sighting *ts_findings_add_sighting(ts_findings *f); /* zeroed, no date */
void ts_findings_clear(ts_findings *f); /* memory kept */
void ts_findings_done(ts_findings *f);

#endif
