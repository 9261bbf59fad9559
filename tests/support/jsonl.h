/* jsonl.h - reads lines of JSON: one flat object a line, as `scan` and the labelled sets write them. */
#ifndef TS_TESTS_SUPPORT_JSONL_H
#define TS_TESTS_SUPPORT_JSONL_H

#include "base/mem.h"
#include "base/bytes.h"

enum { JSONL_FIELDS = 24 };
typedef struct jsonl_line {
    size_t n;
    ts_span key[JSONL_FIELDS], value[JSONL_FIELDS]; /* strings without their escapes, other values as written */
} jsonl_line;

/* The line at *at, which moves on to the next; what is kept of it lives in `strings`.  False at the end of the text; a line
 * that is no flat object has no fields (n = 0). */
bool jsonl_next(ts_span text, size_t *at, ts_arena *strings, jsonl_line *out);
/* Empty where there is no such field. */
ts_span jsonl_get(const jsonl_line *line, const char *key);
/* The number of that field, or `otherwise`. */
double jsonl_number(const jsonl_line *line, const char *key, double otherwise);

#endif
