/* sketch.c - what a text is like, in 128 bits. */
#include "text/sketch.h"

#include "base/lanes.h"

static uint64_t mix(uint64_t h) { /* the finish of MurmurHash3 (Appleby, public domain) */
    h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
    h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    return h ^ h >> 33;
}

void ts_sketch_begin(ts_sketcher *s) {
    *s = (ts_sketcher){0};
    for (size_t i = 0; i < TS_SKETCH_BINS; i++)
        s->least[i] = UINT64_MAX;
}

enum { FIRST = 8, BLOCK = 2 * TS_LANES, ROOM = BLOCK + FIRST };

static inline uint64_t add_letter(uint64_t word, unsigned c) {
    return (word ^ (c | 0x20)) * UINT64_C(0x9E3779B97F4A7C15) + 1;
}

/* Most words are short, of many lengths: the hashes of all beginnings of the first letters are made, and the one that is asked
 * for is taken, since to guess where a word ends would be wrong half of the time.  FIRST bytes are readable. */
static inline uint64_t hash_of(const char *p, size_t len) {
    uint64_t made[FIRST + 1] = {0};
    for (size_t i = 0; i < FIRST; i++)
        made[i + 1] = add_letter(made[i], (unsigned char)p[i]);
    uint64_t word = made[len < FIRST ? len : FIRST];
    for (size_t i = FIRST; i < len; i++)
        word = add_letter(word, (unsigned char)p[i]);
    return word;
}

static inline void end_word(ts_sketcher *s, uint64_t word) {
    if (!word)
        return;
    if (++s->words > 2) {
        uint64_t h = mix(word + 3 * s->before[1] + 7 * s->before[0]);
        uint64_t *least = &s->least[h % TS_SKETCH_BINS];
        *least = h < *least ? h : *least;
    }
    s->before[0] = s->before[1];
    s->before[1] = word;
}

static uint64_t word_bytes(const char *p) {
    uint64_t bits = 0;
    for (int i = 0; i < BLOCK; i += TS_LANES) {
        ts_lanes v = ts_lanes_of(p + i);
        uint32_t is = ts_lanes_letters(v) | ts_lanes_digits(v) | ts_lanes_within(v, (char)0x80, (char)0xFF);
        bits |= (uint64_t)is << i;
    }
    return bits;
}

/* The words that begin in the first `to` bytes; where the next one may begin.  They end before `len`, and ROOM bytes behind
 * each of the first `to` are readable. */
static size_t add_words(ts_sketcher *s, const char *p, size_t to, size_t len) {
    size_t at = 0;
    while (at < to) {
        uint64_t bits = word_bytes(p + at);
        size_t next = at + BLOCK;
        while (bits) {
            unsigned first = (unsigned)__builtin_ctzll(bits);
            uint64_t behind = ~(bits >> first);
            unsigned n = behind ? (unsigned)__builtin_ctzll(behind) : BLOCK;
            if (first + n == BLOCK) { /* it may go on */
                next = at + first;
                break;
            }
            end_word(s, hash_of(p + at + first, n));
            bits &= UINT64_MAX << (first + n);
        }
        if (next == at) { /* longer than a block */
            for (next += BLOCK; next < len && ((unsigned char)p[next] >= 0x80 || ts_is_alnum(p[next]));)
                next++;
            end_word(s, hash_of(p + at, next - at));
        }
        at = next;
    }
    return at;
}

void ts_sketch_add(ts_sketcher *s, ts_span text) {
    text = ts_slice(text, 0, s->seen < TS_SKETCH_TEXT ? TS_SKETCH_TEXT - s->seen : 0);
    s->seen += text.len;
    size_t at = text.len > ROOM ? add_words(s, text.ptr, text.len - ROOM, text.len) : 0;
    if (at >= text.len)
        return;
    char end[2 * ROOM] = {0}; /* nothing stands behind the last words */
    memcpy(end, text.ptr + at, text.len - at);
    add_words(s, end, text.len - at, text.len - at);
}

/* An empty bin takes the minimum of the next full one, changed by the way to it, so that texts with few words still agree
 * where they agree (Shrivastava, Li: Densifying One Permutation Hashing, 2014). */
bool ts_sketch_end(ts_sketcher *s, uint64_t out[2]) {
    size_t full = 0;
    out[0] = out[1] = 0;
    for (size_t i = 0; i < TS_SKETCH_BINS; i++)
        full += s->least[i] != UINT64_MAX;
    if (full < TS_SKETCH_LEAST)
        return false;
    for (size_t i = 0; i < TS_SKETCH_BINS; i++) {
        size_t way = 0;
        while (s->least[(i + way) % TS_SKETCH_BINS] == UINT64_MAX)
            way++;
        uint64_t bit = mix(s->least[(i + way) % TS_SKETCH_BINS] + way) >> 63;
        out[i / 64] |= bit << i % 64;
    }
    return true;
}

unsigned ts_sketch_distance(const uint64_t a[2], const uint64_t b[2]) {
    return (unsigned)(__builtin_popcountll(a[0] ^ b[0]) + __builtin_popcountll(a[1] ^ b[1]));
}
