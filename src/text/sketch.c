/* sketch.c - what a text is like, in 128 bits. */
#include "text/sketch.h"

#include "base/limits.h"

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

static void end_word(ts_sketcher *s) {
    uint64_t word = s->word;
    s->word = 0;
    if (++s->words > 2) {
        uint64_t h = mix(word + 3 * s->before[1] + 7 * s->before[0]);
        uint64_t *least = &s->least[h % TS_SKETCH_BINS];
        if (h < *least)
            *least = h;
    }
    s->before[0] = s->before[1];
    s->before[1] = word;
}

void ts_sketch_add(ts_sketcher *s, ts_span text) {
    text = ts_slice(text, 0, s->seen < TS_SKETCH_TEXT ? TS_SKETCH_TEXT - s->seen : 0);
    s->seen += text.len;
    for (size_t i = 0; i < text.len; i++) {
        unsigned c = (unsigned char)text.ptr[i];
        if (c >= 0x80 || ts_is_alnum((char)c))
            s->word = (s->word ^ (c | 0x20)) * UINT64_C(0x9E3779B97F4A7C15) + 1;
        else if (s->word)
            end_word(s);
    }
    if (s->word)
        end_word(s);
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
