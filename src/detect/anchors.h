/* anchors.h - the first pass: where digit groups and capitalised words begin, each '@', ':' and '=', and the w of "pw". */
#ifndef TS_DETECT_ANCHORS_H
#define TS_DETECT_ANCHORS_H

#include "base/bytes.h"

enum { TS_BLOCK = 64 };

/* A capitalised word matters only where it may be a title ("Mr", "Prof") or begin a letter's closing ("Yours"), as
 * far as its first two letters tell: ts_anchors_pair.  Both letters' bits have one in common where they do. */
extern const uint8_t ts_anchors_first[32], ts_anchors_second[32]; /* by letter & 31 */
static inline bool ts_anchors_pair(char capital, char small) {
    return (ts_anchors_first[capital & 31] & ts_anchors_second[small & 31]) != 0;
}

/* One bit a byte of `blocks` blocks of 64 bytes: set on '@', ':' and '=', and on a digit or capital that no letter, digit
 * or underscore stands before, and on a small w behind p, q, r or s; unless `all`, not on a capital whose next byte is a small letter and no pair with it.
 * `before` is the byte before text[0] and `after` the byte behind the last, 0 at a border. */
void ts_anchors_mask(const char *text, size_t blocks, char before, char after, bool all, uint64_t *out);

#endif
