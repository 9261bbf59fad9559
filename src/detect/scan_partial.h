/* scan_partial.h - partial values in running text: behind a label, by the shape of what is left, behind a title. */
#ifndef TS_DETECT_SCAN_PARTIAL_H
#define TS_DETECT_SCAN_PARTIAL_H

#include "detect/mask_sign.h"
#include "detect/scan.h"

/* Does a sign that hides something stand at text[at]: '*', a dot or block of Unicode, two x? */
static inline bool ts_hides_at(const ts_scan *s, size_t at) {
    if (at >= s->to)
        return false;
    unsigned char c = (unsigned char)s->text.ptr[at];
    char next = at + 1 < s->to ? s->text.ptr[at + 1] : 0;
    return c == '*' || ((c | 0x20) == 'x' && (next | 0x20) == 'x') ||
           (c == 0xE2 && ts_mask_sign((ts_span){s->text.ptr, s->to}, at) > 0); /* most are quotes and dashes */
}

bool ts_digits_hide(const ts_scan *s, size_t at, size_t len);
/* Before or behind a group of digits, over a space or a hyphen at most: at first sight, as most have a word there. */
static inline bool ts_digits_may_hide(const ts_scan *s, size_t at, size_t len) {
    /* 2: right behind it, a letter that is read for a digit (text/misread.h) */
    static const uint8_t sign[256] = {
        ['*'] = 1, ['x'] = 1, ['X'] = 1, ['O'] = 2, ['o'] = 2, ['Q'] = 2,          ['D'] = 2,
        ['I'] = 2, ['l'] = 2, ['i'] = 2, ['Z'] = 2, ['z'] = 2, ['S'] = 2,          ['s'] = 2,
        ['G'] = 2, ['b'] = 2, ['B'] = 2, ['g'] = 2, ['q'] = 2, [0x80 ... 0xFF] = 1};
    size_t end = at + len;
    if (s->ocr || at < s->from + 2 || end + 2 > s->to)
        return true;
    const unsigned char *t = (const unsigned char *)s->text.ptr;
    return sign[t[end]] | ((sign[t[end + 1]] | sign[t[at - 1]] | sign[t[at - 2]]) & 1);
}

/* Each true where a value was taken. */
bool ts_scan_partial_number(ts_scan *s, size_t at, size_t len); /* at a group of digits */
bool ts_scan_partial_value(ts_scan *s, size_t colon, const ts_label *label); /* behind a label's colon */
bool ts_scan_partial_mail(ts_scan *s, size_t at); /* at an '@' */
bool ts_scan_partial_name(ts_scan *s, size_t start, size_t name); /* a title at `start`, or none: the name's begin */
bool ts_scan_partial_birth(ts_scan *s, size_t at, const ts_label *label); /* a year, behind a label of birth dates */

#endif
