/* inflate64.c - Deflate64 as a stream: bit by bit from the front, resumed wherever packed bytes or room ran out. */
#include "extract/inflate64.h"

#include <endian.h>

#include "base/mem.h"

enum {
    WINDOW = 64 * 1024,
    LONGEST = 15, /* bits of a code */
    LITERALS = 288,
    DISTANCES = 32,
    LENGTHS = 19, /* codes that say how long the others are */
    BLOCK_END = 256,
};

/* What comes next in the packed bytes. */
typedef enum stage {
    BLOCK, /* three bits: is it the last, and of what kind */
    STORED, /* its length, twice */
    COPY, /* stored bytes */
    COUNTS, /* how many codes there are */
    ORDER, /* lengths of the codes that say lengths */
    CODES, /* lengths of the codes */
    REPEAT, /* how often a length comes again */
    SYMBOL,
    LENGTH, /* more bits of a match's length */
    DISTANCE,
    FAR, /* more bits of its distance */
    MATCH, /* bytes of it are still to be given */
    OVER
} stage;

/* A code by its next LONGEST bits: symbol << 4 | bits; 0: no code begins so. */
typedef struct code {
    uint16_t at[1 << LONGEST];
} code;

struct ts_inflate64 {
    stage stage;
    bool last;
    uint64_t bits; /* read ahead, the next one lowest */
    unsigned have; /* how many */
    unsigned literals, distances, lengths, n, again; /* of the head of a block */
    uint8_t length[LITERALS + DISTANCES + 138];
    code literal, distance; /* while a head is read `distance` holds the code of lengths */
    uint32_t run, back; /* of the match, or stored bytes left */
    uint64_t given; /* bytes so far; the next one stands in the window at given % WINDOW */
    char window[WINDOW];
};

/* One call's ends. */
typedef struct flow {
    const unsigned char *in, *in_end;
    char *out, *out_end;
} flow;

ts_inflate64 *ts_inflate64_new(void) {
    ts_inflate64 *z = ts_alloc(sizeof *z);
    z->stage = BLOCK;
    return z;
}

void ts_inflate64_free(ts_inflate64 *z) { ts_free(z); }

/* At least n bits, n <= 32; false: the bytes of this call are used up. */
static bool need(ts_inflate64 *z, flow *f, unsigned n) {
    while (z->have < n) {
        if (f->in == f->in_end)
            return false;
        z->bits |= (uint64_t)*f->in++ << z->have;
        z->have += 8;
    }
    return true;
}

/* 32 bits and more; the caller has seen that 8 bytes are there. */
static void refill(ts_inflate64 *z, flow *f) {
    if (z->have >= 32)
        return;
    uint64_t next;
    memcpy(&next, f->in, sizeof next);
    unsigned bytes = (63 - z->have) / 8;
    z->bits |= (le64toh(next) & ((UINT64_C(1) << 8 * bytes) - 1)) << z->have;
    z->have += 8 * bytes;
    f->in += bytes;
}

static unsigned take(ts_inflate64 *z, unsigned n) {
    unsigned got = (unsigned)(z->bits & ((UINT64_C(1) << n) - 1));
    z->bits >>= n;
    z->have -= n;
    return got;
}

/* The next symbol; -1: more bytes are needed, -2: there is no such code. */
static int symbol(ts_inflate64 *z, flow *f, const code *c) {
    if (z->have < LONGEST)
        (void)need(z, f, LONGEST); /* near the end there may be fewer */
    unsigned entry = c->at[z->bits & ((1 << LONGEST) - 1)], n = entry & 15;
    if (n == 0)
        return z->have < LONGEST && f->in == f->in_end ? -1 : -2;
    if (n > z->have)
        return -1;
    take(z, n);
    return (int)(entry >> 4);
}

/* Canonical codes from their lengths (RFC 1951 3.2.2); false: there are too many, or too few and not just one. */
static bool build(code *c, const uint8_t *length, unsigned n) {
    unsigned count[LONGEST + 1] = {0}, next[LONGEST + 2] = {0}, used = 0;
    int left = 1;
    for (unsigned i = 0; i < n; i++)
        count[length[i]]++;
    used = n - count[0];
    count[0] = 0;
    for (unsigned i = 1; i <= LONGEST; i++) {
        left = 2 * left - (int)count[i];
        if (left < 0)
            return false;
        next[i + 1] = (next[i] + count[i]) << 1;
    }
    if (left > 0 && used > 1)
        return false;
    memset(c->at, 0, sizeof c->at);
    for (unsigned i = 0; i < n; i++) {
        unsigned bits = length[i];
        if (!bits)
            continue;
        unsigned value = next[bits]++, turned = 0;
        for (unsigned k = 0; k < bits; k++)
            turned |= (value >> k & 1) << (bits - 1 - k);
        for (unsigned at = turned; at < 1 << LONGEST; at += 1u << bits)
            c->at[at] = (uint16_t)(i << 4 | bits);
    }
    return true;
}

static void fixed_codes(ts_inflate64 *z) {
    for (unsigned i = 0; i < LITERALS; i++)
        z->length[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    build(&z->literal, z->length, LITERALS);
    memset(z->length, 5, DISTANCES);
    build(&z->distance, z->length, DISTANCES);
}

static void give(ts_inflate64 *z, flow *f, char byte) {
    *f->out++ = byte;
    z->window[z->given++ % WINDOW] = byte;
}

/* ---- the head of a block ---- */

static bool begin_block(ts_inflate64 *z) {
    z->last = take(z, 1);
    switch (take(z, 2)) {
    case 0:
        take(z, z->have % 8);
        z->stage = STORED;
        return true;
    case 1:
        fixed_codes(z);
        z->stage = SYMBOL;
        return true;
    case 2:
        z->stage = COUNTS;
        return true;
    default:
        return false;
    }
}

static bool begin_codes(ts_inflate64 *z) {
    z->literals = take(z, 5) + 257;
    z->distances = take(z, 5) + 1;
    z->lengths = take(z, 4) + 4;
    z->n = 0;
    memset(z->length, 0, LENGTHS);
    z->stage = ORDER;
    return z->literals <= 286;
}

static bool end_order(ts_inflate64 *z) {
    z->n = 0;
    z->stage = CODES;
    return build(&z->distance, z->length, LENGTHS);
}

/* All lengths are there. */
static bool end_codes(ts_inflate64 *z) {
    uint8_t *distance = z->length + z->literals;
    z->stage = SYMBOL;
    return z->n == z->literals + z->distances && z->length[BLOCK_END] && build(&z->literal, z->length, z->literals) &&
           build(&z->distance, distance, z->distances);
}

static void end_block(ts_inflate64 *z) { z->stage = z->last ? OVER : BLOCK; }

/* ---- matches ---- */

static unsigned length_bits(int symbol) { return symbol < 265 ? 0 : symbol == 285 ? 16 : ((unsigned)symbol - 261) / 4; }

static uint32_t length_base(int symbol) {
    unsigned extra = length_bits(symbol);
    if (symbol < 265)
        return (uint32_t)symbol - 254;
    return symbol == 285 ? 3 : ((4 + ((unsigned)symbol - 265) % 4) << extra) + 3;
}

static unsigned distance_bits(int symbol) { return symbol < 4 ? 0 : (unsigned)symbol / 2 - 1; }

static uint32_t distance_base(int symbol) {
    return symbol < 4 ? (uint32_t)symbol + 1 : ((2 + ((unsigned)symbol & 1)) << distance_bits(symbol)) + 1;
}

/* Piece by piece: none goes over the window's end, nor over what it is copied from. */
static void give_match(ts_inflate64 *z, flow *f) {
    while (z->run && f->out < f->out_end) {
        size_t at = z->given % WINDOW, from = (z->given - z->back) % WINDOW, n = z->run;
        n = n < (size_t)(f->out_end - f->out) ? n : (size_t)(f->out_end - f->out);
        n = n < WINDOW - at ? n : WINDOW - at;
        n = n < WINDOW - from ? n : WINDOW - from;
        n = n < z->back ? n : z->back;
        memmove(z->window + at, z->window + from, n);
        memcpy(f->out, z->window + at, n);
        f->out += n;
        z->given += n;
        z->run -= (uint32_t)n;
    }
}

/* ---- one step ---- */

typedef enum went { ON, WAIT, WRONG } went;

#define NEED(n)         \
    if (!need(z, f, n)) \
    return WAIT

static went read_code_length(ts_inflate64 *z, flow *f) {
    if (z->n == z->literals + z->distances)
        return end_codes(z) ? ON : WRONG;
    int got = symbol(z, f, &z->distance);
    if (got < 0)
        return got == -1 ? WAIT : WRONG;
    if (got < 16) {
        z->length[z->n++] = (uint8_t)got;
    } else {
        z->again = (unsigned)got;
        z->stage = REPEAT;
    }
    return ON;
}

static went read_repeat(ts_inflate64 *z, flow *f) {
    unsigned more = z->again == 16 ? 2 : z->again == 17 ? 3 : 7;
    NEED(more);
    unsigned times = take(z, more) + (z->again == 18 ? 11 : 3);
    if ((z->again == 16 && z->n == 0) || z->n + times > z->literals + z->distances)
        return WRONG;
    memset(z->length + z->n, z->again == 16 ? z->length[z->n - 1] : 0, times);
    z->n += times;
    z->stage = CODES;
    return ON;
}

/* Symbols while there are so many bytes that none has to wait for more: at most 60 bits a match. */
static went read_symbols_fast(ts_inflate64 *z, flow *f) {
    while (f->in_end - f->in >= 16 && f->out < f->out_end) {
        refill(z, f);
        unsigned entry = z->literal.at[z->bits & ((1 << LONGEST) - 1)];
        int got = (int)(entry >> 4);
        if (entry == 0 || got == BLOCK_END || got > 285)
            return ON; /* the slow way says what that is */
        take(z, entry & 15);
        if (got < BLOCK_END) {
            give(z, f, (char)got);
            continue;
        }
        z->run = length_base(got) + take(z, length_bits(got));
        refill(z, f);
        entry = z->distance.at[z->bits & ((1 << LONGEST) - 1)];
        if (entry == 0)
            return WRONG;
        take(z, entry & 15);
        got = (int)(entry >> 4);
        z->back = distance_base(got) + take(z, distance_bits(got));
        if (z->back > z->given)
            return WRONG;
        give_match(z, f);
        if (z->run) {
            z->stage = MATCH;
            return WAIT;
        }
    }
    return ON;
}

static went read_symbol(ts_inflate64 *z, flow *f) {
    if (read_symbols_fast(z, f) == WRONG)
        return WRONG;
    if (z->stage == MATCH)
        return WAIT;
    for (;;) {
        if (f->out == f->out_end)
            return WAIT;
        int got = symbol(z, f, &z->literal);
        if (got < 0)
            return got == -1 ? WAIT : WRONG;
        if (got == BLOCK_END) {
            end_block(z);
            return ON;
        }
        if (got > 285)
            return WRONG;
        if (got > BLOCK_END) {
            z->again = (unsigned)got;
            z->stage = LENGTH;
            return ON;
        }
        give(z, f, (char)got);
    }
}

static went step(ts_inflate64 *z, flow *f) {
    static const uint8_t order[LENGTHS] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    int got;
    switch (z->stage) {
    case BLOCK:
        NEED(3);
        return begin_block(z) ? ON : WRONG;
    case STORED:
        NEED(32);
        z->run = take(z, 16);
        z->stage = COPY;
        return (z->run ^ take(z, 16)) == 0xFFFF ? ON : WRONG;
    case COPY:
        for (; z->run; z->run--) {
            if (f->out == f->out_end)
                return WAIT;
            NEED(8);
            give(z, f, (char)take(z, 8));
        }
        end_block(z);
        return ON;
    case COUNTS:
        NEED(14);
        return begin_codes(z) ? ON : WRONG;
    case ORDER:
        for (; z->n < z->lengths; z->n++) {
            NEED(3);
            z->length[order[z->n]] = (uint8_t)take(z, 3);
        }
        return end_order(z) ? ON : WRONG;
    case CODES:
        return read_code_length(z, f);
    case REPEAT:
        return read_repeat(z, f);
    case SYMBOL:
        return read_symbol(z, f);
    case LENGTH:
        NEED(length_bits((int)z->again));
        z->run = length_base((int)z->again) + take(z, length_bits((int)z->again));
        z->stage = DISTANCE;
        return ON;
    case DISTANCE:
        got = symbol(z, f, &z->distance);
        if (got < 0)
            return got == -1 ? WAIT : WRONG;
        z->again = (unsigned)got;
        z->stage = FAR;
        return ON;
    case FAR:
        NEED(distance_bits((int)z->again));
        z->back = distance_base((int)z->again) + take(z, distance_bits((int)z->again));
        z->stage = MATCH;
        return z->back <= z->given ? ON : WRONG;
    case MATCH:
        give_match(z, f);
        if (z->run)
            return WAIT;
        z->stage = SYMBOL;
        return ON;
    case OVER:
        break;
    }
    return WAIT;
}

ts_err ts_inflate64_run(ts_inflate64 *z, ts_span in, char *out, size_t cap, size_t *used, size_t *got, bool *ended) {
    flow f = {(const unsigned char *)in.ptr, (const unsigned char *)in.ptr + in.len, out, out + cap};
    went w = ON;
    while (w == ON)
        w = step(z, &f);
    if (z->stage == OVER || f.out == f.out_end) { /* whole bytes that were read ahead are not used */
        size_t ahead = z->have / 8, mine = (size_t)(f.in - (const unsigned char *)in.ptr);
        ahead = ahead < mine ? ahead : mine;
        f.in -= ahead;
        z->have -= 8 * (unsigned)ahead;
        z->bits &= (UINT64_C(1) << z->have) - 1;
    }
    *used = (size_t)(f.in - (const unsigned char *)in.ptr);
    *got = (size_t)(f.out - out);
    *ended = z->stage == OVER;
    return w == WRONG ? ts_fail(TS_EFORMAT, "packed bytes are damaged") : TS_OK;
}
