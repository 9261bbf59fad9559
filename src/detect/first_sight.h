/* first_sight.h - the first look at a capital's word, which refuses most of those that begin a sentence. */
#ifndef TS_DETECT_FIRST_SIGHT_H
#define TS_DETECT_FIRST_SIGHT_H

#include "base/lanes.h"
#include "detect/scan.h"
#include "text/name.h"
#include "text/words.h"

typedef struct ts_sight {
    size_t n; /* letters; 0: they are to be counted */
    bool refused, unknown; /* to the lists, and nobody was named so */
    bool announces; /* perhaps a name: a title, a closing; told where n is */
} ts_sight;

/* How words begin that announce a name, by the first two letters, a bit each third one; to be made ready first. */
extern uint32_t ts_announcing[32][32];
void ts_announcing_ready(void);

/* Does the capital at p begin a word that may begin no name?  The lists do not know the word, nobody was named so, and neither a
 * comma nor another capital follows.  TS_LANES bytes from it on are readable. */
static inline ts_sight ts_sight_of(const ts_scan *s, const char *p) {
    uint32_t other = ~ts_lanes_letters(ts_lanes_of(p)) & ~UINT32_C(3);
    size_t n = other ? (size_t)__builtin_ctz(other) : TS_LANES;
    if (n > TS_WORD_KEPT || !ts_is_alpha(p[1]))
        return (ts_sight){0};
    uint64_t half[2];
    ts_word_key(p, n, half);
    uint64_t hash = ts_word_key_hash(half);
    char behind = p[n], next = p[n + 1];
    bool known = ts_name_word_possible(hash) || ts_named_may_be(s->named, ts_named_mark_of_hash(hash));
    bool follows = behind == ' ' ? ts_is_upper(next) || next >= 0xC3
                                 : behind == ',' || behind == '-' || behind == '\'' || behind >= 0x80;
    uint32_t thirds = ts_announcing[p[0] & 31][p[1] & 31];
    bool announces = (thirds >> (p[2] & 31) & 1) || (thirds && behind == ')'); /* "(Mr)" */
    return (ts_sight){n, !known && !follows, !known, announces};
}

/* A person's name that nothing announces begins at a capital, which was not refused; true: it was added. */
bool ts_scan_person(ts_scan *s, size_t at, ts_sight seen);
/* Takes what begins at a capital in prose that has been looked at so: not what was refused and announces nothing. */
void ts_scan_seen(ts_scan *s, size_t at, ts_sight seen);

#endif
