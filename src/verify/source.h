/* source.h - from which organisation and system, and whether it is shown to be ours. */
#ifndef TS_VERIFY_SOURCE_H
#define TS_VERIFY_SOURCE_H

#include "verify/judge.h"
#include "verify/settled.h"

/* Does a local id have a mask's form?  9 a digit, A a capital letter, others literal, \A a literal A
 * (detect/detect.h, ts_hints). */
bool ts_mask_fits(const char *mask, ts_span id);

/* Counts of a table's identified sightings; pure counts, added up in any order. */
typedef struct ts_source_count {
    uint64_t identified;
    uint64_t id_agrees; /* with a local id that agrees for the person that the other groups name */
    uint64_t id_stays; /* of those, an id that does not travel */
    uint64_t id_differs; /* with a local id of a system that holds the person under another */
    uint64_t member[TS_VERIFY_SYSTEMS]; /* the person is held by this system */
    uint64_t local[TS_VERIFY_SYSTEMS]; /* this system's local id agrees */
    uint64_t fits[TS_VERIFY_SYSTEMS]; /* all that is comparable agrees with a snapshot of this system */
} ts_source_count;
void ts_source_add(ts_source_count *c, const ts_stock *stock, const ts_evidence *e, ts_ours own);
void ts_source_merge(ts_source_count *to, const ts_source_count *from);

enum { TS_OURS_AGREEING = 20, TS_OURS_SHARE = 50 /* % of the identified */, TS_OURS_ODDS = 10 * TS_BIT };
typedef struct ts_source {
    uint16_t system, next; /* likeliest and second; UINT16_MAX none */
    int64_t lead; /* log-odds between them, 1/1024 bit */
    int64_t ours_odds; /* ours against a real list from elsewhere whose ids were filled in inside the masks */
    ts_ours ours;
} ts_source;
void ts_source_of(const ts_stock *stock, const ts_source_count *c, ts_source *out);

/* How many other systems the whole may yet put before `from->system` (settled.h); group: the counts of each group of files,
 * waiting: share of the evidence that was not read yet, in 10^-6.  from->next becomes the closest of them.  0: it is
 * settled. */
unsigned ts_source_rivals(const ts_stock *stock, const ts_source_count group[TS_SAMPLE_GROUPS], uint32_t waiting,
                          ts_source *from);

#endif
