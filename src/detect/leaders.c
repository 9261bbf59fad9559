/* leaders.c - dots and underlines that a form has its answers written on are blanked before it is read.
 *
 * They stand against the value on both sides, so that neither a label before it nor where it ends is seen.  What is left
 * has the same length: each place in it is a place in the text.
 */
#include "detect/leaders.h"

#include "base/lanes.h"
#include "detect/context.h"

enum { DOTS = 4, LINES = 2, ELLIPSES = 2, ELLIPSIS = 3 /* bytes */, OVER = 8 };

static bool is_ellipsis(ts_span t, size_t i) {
    return i + ELLIPSIS <= t.len && (uint8_t)t.ptr[i] == 0xE2 && (uint8_t)t.ptr[i + 1] == 0x80 &&
           (uint8_t)t.ptr[i + 2] == 0xA6;
}

/* Where two underlines, four dots or two ellipses may begin, at `at` or behind it; the text's end where none does. */
static size_t next_sign(ts_span t, size_t at) {
    for (; at + TS_LANES <= t.len; at += TS_LANES - OVER) {
        ts_lanes v = ts_lanes_of(t.ptr + at);
        uint32_t line = ts_lanes_are(v, '_'), dot = ts_lanes_are(v, '.'), high = ts_lanes_are(v, (char)0xA6);
        uint32_t found = (line & line >> 1) | (dot & dot >> 1 & dot >> 2 & dot >> 3) | (high & high >> 3) >> 2;
        if (found)
            return at + (size_t)__builtin_ctz(found);
    }
    return at;
}

/* Is there a sign `apart` bytes before another like it? */
static bool comes_again(ts_span t, char sign, size_t apart) {
    const char *end = t.ptr + t.len;
    for (const char *p = t.ptr; p < end && (p = memchr(p, (uint8_t)sign, (size_t)(end - p))) != NULL; p++)
        if ((size_t)(end - p) > apart && p[apart] == sign)
            return true;
    return false;
}

/* Most texts have none.  Stops are frequent, but seldom a pair of them; four are one, wherever they begin. */
static bool may_have(ts_span t) {
    enum { LOOK = 64 };
    size_t at = 0;
    for (; at + LOOK <= t.len; at += LOOK)
        if (ts_lanes_have_pair(t.ptr + at, '.'))
            return true;
    char rest[LOOK] = {0};
    memcpy(rest, t.ptr + at, t.len - at);
    return ts_lanes_have_pair(rest, '.') || comes_again(t, '_', 1) || comes_again(t, (char)0xA6, ELLIPSIS);
}

/* The end of the leader at `at`; `at` where there is none. */
static size_t leader_end(ts_span t, size_t at) {
    size_t i = at, dots = 0, lines = 0, ellipses = 0;
    for (;; i++) {
        if (i < t.len && t.ptr[i] == '_' && !dots && !ellipses)
            lines++;
        else if (i < t.len && t.ptr[i] == '.' && !lines)
            dots++;
        else if (!lines && is_ellipsis(t, i))
            ellipses++, i += ELLIPSIS - 1;
        else
            break;
    }
    return lines >= LINES || dots + ellipses >= DOTS || ellipses >= ELLIPSES ? i : at;
}

static bool is_word(char c) { return ts_is_alnum(c) || (uint8_t)c >= 0x80; }

static bool is_small(char c) { return ts_is_alpha(c) && !ts_is_upper(c); }

/* Underlines within a word are a program's, and so are "__init__(" and "__file__". */
static bool is_programs(ts_span t, size_t from, size_t to) {
    char before = from > 0 ? t.ptr[from - 1] : ' ', after = to < t.len ? t.ptr[to] : ' ';
    if (t.ptr[from] != '_')
        return false;
    bool within = is_word(before) && is_word(after), parted = after == ' ' || after == '\n' || after == '\r';
    return within || (to - from == LINES && (is_small(after) || (is_small(before) && !parted)));
}

/* Is something filled in behind it, on its line? */
static bool is_filled_in(ts_span t, size_t to) {
    while (to < t.len && t.ptr[to] == ' ')
        to++;
    return to < t.len && t.ptr[to] != '\n' && t.ptr[to] != '\r';
}

static bool follows_label(ts_span t, size_t from) {
    enum { LABEL = 64, TOLD = 70 };
    ts_label label;
    size_t end = from;
    while (end > 0 && t.ptr[end - 1] == ' ')
        end--;
    return end > 0 && t.ptr[end - 1] != ':' && ts_label_before(t, from > LABEL ? from - LABEL : 0, from, &label) &&
           label.strength >= TOLD;
}

bool ts_leaders_blank(ts_span text, ts_buf *out) {
    bool any = false;
    if (!may_have(text))
        return false;
    for (size_t at = next_sign(text, 0), end; at < text.len; at = next_sign(text, end)) {
        end = leader_end(text, at);
        if (end == at || is_programs(text, at, end)) {
            end = end > at ? end : at + 1;
            continue;
        }
        if (!any)
            ts_buf_add(out, text);
        any = true;
        memset(out->ptr + at, ' ', end - at);
        if (follows_label(text, at) && is_filled_in(text, end))
            out->ptr[at] = ':';
    }
    return any;
}
