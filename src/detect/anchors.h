/* anchors.h - the first pass: where digit groups and capitalised words begin, and each '@' and ':'. */
#ifndef TS_DETECT_ANCHORS_H
#define TS_DETECT_ANCHORS_H

#include "base/bytes.h"

enum { TS_BLOCK = 64 };

/* One bit a byte of `blocks` blocks of 64 bytes: set on a digit or capital that no letter, digit or
 * underscore stands before, on '@' and on ':'.  `before` is the byte before text[0], 0 at a border. */
void ts_anchors_mask(const char *text, size_t blocks, char before, uint64_t *out);

#endif
