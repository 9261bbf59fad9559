/* collect.h - reads bytes with the readers and writes down what came out, for comparing. */
#ifndef TS_TESTS_SUPPORT_COLLECT_H
#define TS_TESTS_SUPPORT_COLLECT_H

#include "extract/extractor.h"

typedef struct collected {
    ts_buf text; /* "[part] text" and "[part]| cell | cell" lines, "<child name" ... ">reason" */
    ts_outcome outcome;
    size_t segments, rows, children, wrong_offsets; /* wrong: offsets that do not lead back to their bytes */
    ts_span source;
} collected;

/* The caller frees with collected_done. */
void collect(ts_span bytes, collected *out);
/* Straight into one reader, whatever it would have bid. */
void collect_with(const ts_extractor *x, ts_span bytes, collected *out);
void collected_done(collected *c);

#endif
