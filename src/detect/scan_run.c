/* scan_run.c - one pass over running text: masks of anchors, and each anchor to the kinds that it may begin. */
#include "base/lanes.h"
#include "detect/anchors.h"
#include "detect/clinical_line.h"
#include "detect/first_sight.h"
#include "detect/scan.h"

enum { CHUNK = 64 }; /* blocks whose masks are made at a time: 4 KiB stays in the first cache */

static uint32_t in_base64(ts_lanes v) {
    return ts_lanes_letters(v) | ts_lanes_within(v, '/', '9') | ts_lanes_are(v, '+');
}

static bool is_base64(char c) { return ts_is_alnum(c) || c == '+' || c == '/'; }

enum { SHORTEST_ENCODED = 60 };

/* Is one of eight bytes a space? */
static inline bool has_blank(const char *p) {
    uint64_t v, ones = UINT64_C(0x0101010101010101);
    memcpy(&v, p, sizeof v);
    v ^= ones * ' ';
    return ((v - ones) & ~v & ones << 7) != 0;
}

/* A line of Base64 (RFC 2045, 6.8), as attachments of mails are: the end of the one that `at` is in, or `at`.  It has
 * capitals, small letters and digits, and nothing else; no value begins in it but by chance. */
static __attribute__((noinline)) size_t encoded_end(const ts_scan *s, size_t at) {
    enum { LONGEST = 80 };
    const char *t = s->text.ptr;
    size_t from = at, end = at + TS_LANES;
    ts_lanes v = ts_lanes_of(t + at);
    if (in_base64(v) != UINT32_MAX || !ts_lanes_digits(v) || !ts_lanes_within(v, 'A', 'Z') ||
        !ts_lanes_within(v, 'a', 'z'))
        return at;
    while (from > s->from && at - from < LONGEST && is_base64(t[from - 1]))
        from--;
    for (uint32_t other = 0; !other && end + TS_LANES <= s->text.len && end - at < LONGEST;) {
        other = ~in_base64(ts_lanes_of(t + end));
        end += other ? (size_t)__builtin_ctz(other) : TS_LANES;
    }
    while (end < s->to && end - at < LONGEST && is_base64(t[end]))
        end++;
    end = end < s->to ? end : s->to;
    bool begins = from == s->from || t[from - 1] == '\n',
         ends = end == s->to || t[end] == '\n' || t[end] == '\r' || t[end] == '=';
    return begins && ends && end - from >= SHORTEST_ENCODED ? end : at;
}

/* In prose, where any capital may begin a name: a word's, and no password is announced before it. */
static inline bool is_word(const ts_scan *s, size_t at) {
    const char *p = s->text.ptr + at;
    return at > s->from + 5 && at + TS_LANES <= s->text.len && at + 1 < s->to && ts_is_alpha(p[1]) &&
           !ts_is_upper(p[1]) && !ts_scan_may_be_said_secret(p);
}

static inline __attribute__((always_inline)) void take_anchor(ts_scan *s, size_t at, bool prose) {
    char c = s->text.ptr[at], before = at > s->from ? s->text.ptr[at - 1] : '\n';
    if ((before == '\n' || before == '/' || before == '+') && at + SHORTEST_ENCODED <= s->to &&
        !has_blank(s->text.ptr + at) && !has_blank(s->text.ptr + at + sizeof(uint64_t))) {
        size_t end = encoded_end(s, at);
        if (end > at) {
            s->done = end;
            return;
        }
    }
    if (ts_is_upper(c)) {
        ts_sight seen;
        if (!prose || !is_word(s, at))
            ts_scan_capital(s, at);
        else if (seen = ts_sight_of(s, s->text.ptr + at), !seen.refused || seen.announces)
            ts_scan_seen(s, at, seen);
    } else if (ts_is_digit(c)) {
        ts_scan_digits(s, at);
    } else if (c == ':') {
        ts_scan_label(s, at);
    } else if (c == '=') {
        ts_scan_equals(s, at);
    } else if (c == 'w') {
        ts_scan_password_word(s, at);
    } else {
        (void)(ts_scan_mail(s, at) || ts_scan_own_at(s, at) || ts_scan_logon_secret(s, at));
    }
}

static void take_anchors(ts_scan *s, const uint64_t *mask, size_t blocks, size_t base, bool prose) {
    for (size_t b = 0; b < blocks; b++, base += TS_BLOCK)
        for (uint64_t bits = mask[b]; bits; bits &= bits - 1) {
            size_t at = base + (size_t)__builtin_ctzll(bits);
            if (at >= s->done)
                take_anchor(s, at, prose);
        }
}

void ts_scan_run(ts_scan *s) {
    uint64_t mask[CHUNK];
    size_t at = s->from, whole = (s->to - s->from) / TS_BLOCK;
    s->done = s->from;
    s->led = (ts_led){0};
    if (s->named->n > 0)
        *s->named = (ts_named){0};
    s->own = ts_scan_own_ready();
    if (s->to - s->from < TS_SCAN_PROSE && ts_scan_wants_names(s) && s->cell && ts_scan_announced_cell(s))
        return;
    ts_clinical_line clinical; /* most texts hold no code, and cells are short */
    clinical.begun = false;
    s->clinical = &clinical;
    char before = 0;
    /* Any capital may begin a name in prose; in a short cell only what a title or a code begins is looked at. */
    bool all = s->to - s->from >= TS_SCAN_PROSE && ts_scan_wants_names(s);
    bool prose = all && !s->names_wait;
    if (all) {
        ts_name_words_ready();
        ts_announcing_ready();
    }
    while (whole > 0) {
        size_t n = whole < CHUNK ? whole : CHUNK;
        size_t end = at + n * TS_BLOCK;
        ts_anchors_mask(s->text.ptr + at, n, before, end < s->to ? s->text.ptr[end] : 0, all, mask);
        take_anchors(s, mask, n, at, prose);
        at = end;
        whole -= n;
        before = s->text.ptr[at - 1];
    }
    if (at < s->to) {
        char rest[TS_BLOCK] = {0};
        memcpy(rest, s->text.ptr + at, s->to - at);
        ts_anchors_mask(rest, 1, before, 0, all, mask);
        take_anchors(s, mask, 1, at, prose);
    }
    s->clinical = NULL;
}
