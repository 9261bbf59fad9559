/* detect.h - runs every kind over a segment, in one pass, and groups what it found to sightings. */
#ifndef TS_DETECT_DETECT_H
#define TS_DETECT_DETECT_H

#include "detect/detector.h"

/* What detection may know of the holdings (decisions.md 9); travels to workers in a sealed memfd. */
typedef struct ts_hints {
    /* Masks of local ids learned from the holdings: "AH9999999" (9 digit, A capital letter, others literal;
     * a capital letter that is the same in all ids is written \A as "\\A"). */
    struct {
        char mask[32];
        uint16_t share; /* of the identifier space that is in use, 1/65536 (how telling a hit is) */
    } mask[64];
    size_t masks;
    bool test_realm; /* case.toml realm = "test": reserved ranges are ordinary values (decisions.md 15) */
} ts_hints;

void ts_hints_write(const ts_hints *h, ts_buf *out);
ts_err ts_hints_read(ts_span bytes, ts_hints *out); /* hostile-safe */

typedef struct ts_detect ts_detect;

/* hints may be NULL; copied.  One object a blob or a stream of blobs; not shared by threads. */
ts_detect *ts_detect_new(const ts_hints *hints);
void ts_detect_free(ts_detect *d);
/* A new blob begins: what was known of its tables is forgotten. */
void ts_detect_reset(ts_detect *d);
/* Finds mentions in one segment (segments of a blob in order), sorted by start, overlaps settled.
 * Appends to out->mention.  Only kinds in `kinds` (bit per ts_kind; 0: all). */
ts_err ts_detect_segment(ts_detect *d, const ts_segment *segment, uint64_t kinds, ts_findings *out);
/* Groups the mentions of the same segment to sightings: reorders out->mention so that each
 * sighting's stand together, drops none, appends to out->sighting. */
ts_err ts_group_segment(ts_detect *d, const ts_segment *segment, ts_findings *out);

/* What the table's columns were taken for, for display and for categories: valid after
 * ts_detect_segment until the next call.  columns may exceed what the array holds: n is the count. */
typedef struct ts_column_role {
    ts_kind kind; /* TS_KIND_NONE: free text or something else */
    uint8_t confidence;
    ts_role about; /* whose column: patient, kin ("nok_name", "gp_name"), ... UNKNOWN: the row's person */
    uint32_t categories; /* what a filled cell shows: a diagnosis column shows TS_CAT_HEALTH */
    bool day_first; /* date columns: how ambiguous dates are read */
    bool month_first;
} ts_column_role;
const ts_column_role *ts_detect_columns(const ts_detect *d, size_t *n);

/* The same column inference for a holding (mapping.c uses it): header names and sample rows. */
ts_err ts_columns_infer(const ts_span *head, size_t columns, const ts_span *cell, size_t rows, ts_column_role *out);

/* Forces one implementation of the first pass: "avx2", "sse2", "plain"; NULL: the best here.
 * All give equal results; false if this machine lacks it. */
bool ts_anchors_force(const char *name);
const char *ts_anchors_name(void);

#endif
