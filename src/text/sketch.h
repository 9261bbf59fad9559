/* sketch.h - what a text is like, in 128 bits: near copies have nearly the same.
 *
 * Minwise hashing in one permutation (Li, Owen, Zhang: One Permutation Hashing, 2012), a bit kept of each minimum (Li, König:
 * b-Bit Minwise Hashing, 2010), over runs of three words without regard to case.  Of two texts that share the
 * part J of their different runs (Jaccard), about 64 (1 - J) bits differ.
 */
#ifndef TS_TEXT_SKETCH_H
#define TS_TEXT_SKETCH_H

#include "base/bytes.h"

enum {
    TS_SKETCH_BINS = 128,
    TS_SKETCH_TEXT = 256 * 1024, /* bytes of a text that count, from its beginning */
    TS_SKETCH_LEAST = 24, /* filled bins; a text with less says too little to be a copy of another */
    TS_SKETCH_NEAR = 7 /* bits that may differ between near copies: J from about 0.89 on */
};

typedef struct ts_sketcher {
    uint64_t least[TS_SKETCH_BINS]; /* of each bin's hashes; UINT64_MAX: none */
    uint64_t before[2]; /* the last two words */
    size_t words, seen;
} ts_sketcher;

void ts_sketch_begin(ts_sketcher *s);
void ts_sketch_add(ts_sketcher *s, ts_span text); /* piece after piece; a piece's end ends a word */
/* False, both 0: too little text. */
bool ts_sketch_end(ts_sketcher *s, uint64_t out[2]);
unsigned ts_sketch_distance(const uint64_t a[2], const uint64_t b[2]);

#endif
