/* similar.h - edit distance, Jaro-Winkler. */
#ifndef TS_TEXT_SIMILAR_H
#define TS_TEXT_SIMILAR_H
#include "base/bytes.h"
/* Optimal string alignment distance (one transposition counts 1), capped: more than `cap` gives cap + 1. */
unsigned ts_edit_distance(ts_span a, ts_span b, unsigned cap);
/* Jaro-Winkler in 1/1000 (prefix scale 0.1, at most 4). */
unsigned ts_jaro_winkler(ts_span a, ts_span b);
#endif
