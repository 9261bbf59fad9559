/* terms.h - the words of terms.def in running text, near a person. */
#ifndef TS_DETECT_TERMS_H
#define TS_DETECT_TERMS_H

#include "detect/hits.h"

/* Kinds whose words are looked for, and those that tell of a person: bits per ts_kind. */
uint64_t ts_terms_kinds(void);
uint64_t ts_terms_people(void);
bool ts_terms_is(ts_kind kind);
/* Adds what stands near the people among the sorted hits, and keeps them sorted.  begins: the text begins a document. */
void ts_terms_scan(ts_hits *h, ts_span text, bool begins);
/* The term that begins at text[at], a word's begin: its end, or 0; *sure: it means nothing else. */
size_t ts_terms_at(ts_span text, size_t at, ts_kind *kind, bool *sure, ts_span *term);

#endif
