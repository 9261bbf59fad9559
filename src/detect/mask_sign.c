/* mask_sign.c - signs that hide characters of a value. */
#include "detect/mask_sign.h"

#include "base/lanes.h"

size_t ts_mask_sign(ts_span text, size_t at) {
    unsigned char c = (unsigned char)text.ptr[at];
    if (c < 0x80)
        return c == '*' || c == '#' || c == '_' || c == '?';
    unsigned char b = at + 1 < text.len ? (unsigned char)text.ptr[at + 1] : 0;
    if (c == 0xC3 && b == 0x97) /* the sign of multiplication */
        return 2;
    unsigned char d = at + 2 < text.len ? (unsigned char)text.ptr[at + 2] : 0;
    bool bullet = b == 0x80 && d == 0xA2, block = b == 0x96 && d >= 0x80, square = b == 0x96 && d >= 0xA0,
         circle = b == 0x97 && (d == 0x8F || d == 0xA6), star = b == 0x88 && d == 0x97;
    return c == 0xE2 && (bullet || block || square || circle || star) ? 3 : 0;
}

bool ts_has_mask(ts_span text) {
    size_t i = 0;
    for (; i + TS_LANES < text.len; i += TS_LANES) { /* most lines have none of what may be one */
        ts_lanes v = ts_lanes_of(text.ptr + i);
        uint32_t x = ts_lanes_are(v, 'x') | ts_lanes_are(v, 'X'),
                 last = (uint32_t)((text.ptr[i + TS_LANES] | 0x20) == 'x') << (TS_LANES - 1),
                 signs = ts_lanes_are(v, '*') | ts_lanes_are(v, '#') | ts_lanes_are(v, '_') | ts_lanes_are(v, '?') |
                         ts_lanes_are(v, '\xC3') | ts_lanes_are(v, '\xE2');
        if (x & (x >> 1 | last))
            return true;
        for (; signs; signs &= signs - 1)
            if (ts_mask_sign(text, i + (size_t)__builtin_ctz(signs)))
                return true;
    }
    static const bool may_hide[256] = {['x'] = true, ['X'] = true, ['*'] = true,  ['#'] = true,
                                       ['_'] = true, ['?'] = true, [0xC3] = true, [0xE2] = true};
    for (; i < text.len; i++) {
        if (!may_hide[(unsigned char)text.ptr[i]])
            continue;
        bool x = (text.ptr[i] | 0x20) == 'x' && i + 1 < text.len && (text.ptr[i + 1] | 0x20) == 'x';
        if (x || ts_mask_sign(text, i))
            return true;
    }
    return false;
}
