/* tags.h - tags and text with their entities resolved, for formats that want no more of markup than that. */
#ifndef TS_EXTRACT_TAGS_H
#define TS_EXTRACT_TAGS_H

#include "base/mem.h"
#include "extract/markup.h"

typedef struct ts_tags {
    ts_markup markup;
    ts_span name; /* local: "p" of "w:p"; HTML: lower case */
    ts_span text; /* TEXT and COMMENT */
    bool empty; /* <name/>: no close follows */
    char lower[16]; /* short names, where case does not count */
    ts_buf decoded;
    ts_arena values; /* attributes asked for, until the next call */
} ts_tags;

void ts_tags_init(ts_tags *t, ts_source *in, bool html);
void ts_tags_done(ts_tags *t);
/* END, TEXT, OPEN, CLOSE or COMMENT; spans are valid until the next call. */
ts_markup_type ts_tags_next(ts_tags *t);
static inline bool ts_tags_is(const ts_tags *t, const char *name) { return ts_span_eq(t->name, ts_str(name)); }
/* The value of an attribute by its local name; empty if there is none. */
ts_span ts_tags_attribute(ts_tags *t, const char *name);

#endif
