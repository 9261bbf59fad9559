/* pack_run.h - packs at work: compiled in the parent, opened in a worker, looked for in each segment. */
#ifndef TS_DETECT_PACK_RUN_H
#define TS_DETECT_PACK_RUN_H

#include "detect/columns.h"
#include "detect/pack.h"

/* Appends what a worker needs: the files' texts, and what is wanted of them.  Only the kinds that `wanted` says (one a
 * kind; NULL: all) are looked for.  TS_EUSAGE: a pattern is wrong, or an example is not found; says which. */
ts_err ts_packs_write(const ts_packs *p, const bool *wanted, ts_buf *out);

typedef struct ts_pack_run ts_pack_run;
ts_err ts_pack_run_open(ts_span written, ts_pack_run **out);
void ts_pack_run_free(ts_pack_run *r);
const ts_packs *ts_pack_run_packs(const ts_pack_run *r);

/* A table begins: what the names of its columns say.  `guessed`: they are its first row, which may be one of data: they
 * count only where one of them is a label and nothing else. */
void ts_pack_run_columns(ts_pack_run *r, const ts_span *head, size_t columns, bool guessed);
/* Does the i-th column's name say that kind of a pack?  It may say several. */
bool ts_pack_run_column_says(const ts_pack_run *r, size_t i, unsigned kind);
/* Finds the kinds in a segment and settles them against the hits that stand there already, which stay in their order. */
void ts_pack_run_segment(ts_pack_run *r, ts_hits *h, const ts_segment *s, const ts_columns *columns);

#endif
