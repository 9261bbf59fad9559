/* detect.h - runs every kind over a segment, in one pass, and groups what it found to sightings. */
#ifndef TS_DETECT_DETECT_H
#define TS_DETECT_DETECT_H

#include "detect/hints.h"
#include "detect/role.h"

typedef struct ts_detect ts_detect;
struct ts_pack_run; /* detect/pack_run.h */

/* hints may be NULL; copied, but for the bytes of names, which are borrowed.  One object a blob or a stream of blobs; not shared by threads. */
ts_detect *ts_detect_new(const ts_hints *hints);
void ts_detect_free(ts_detect *d);
/* Kinds of packs are looked for too from now on; d owns them. */
void ts_detect_use_packs(ts_detect *d, struct ts_pack_run *packs);
/* A new blob begins: what was known of its tables is forgotten. */
void ts_detect_reset(ts_detect *d);
/* Finds mentions in one segment (segments of a blob in order), sorted by start, overlaps settled.
 * Appends to out->mention.  Only kinds in `kinds` (bit per ts_kind; 0: all). */
ts_err ts_detect_segment(ts_detect *d, const ts_segment *segment, uint64_t kinds, ts_findings *out);
/* Only learns what the columns of a table's first segment are, so that its other segments can be read elsewhere. */
void ts_detect_learn(ts_detect *d, const ts_segment *segment);
/* Groups the mentions of the same segment to sightings: reorders out->mention so that each
 * sighting's stand together, drops none, appends to out->sighting. */
ts_err ts_group_segment(ts_detect *d, const ts_segment *segment, ts_findings *out);

/* What the table's columns were taken for, for display and for categories: valid after
 * ts_detect_segment until the next call.  columns may exceed what the array holds: n is the count. */
const ts_column_role *ts_detect_columns(const ts_detect *d, size_t *n);

/* Forces one implementation of the first pass: "avx2", "sse2", "plain"; NULL: the best here.
 * All give equal results; false if this machine lacks it. */
bool ts_anchors_force(const char *name);
const char *ts_anchors_name(void);

#endif
