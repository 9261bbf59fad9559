/* carve.c - what can be saved of a blob that no reader knows: files inside it, packed streams, runs of text.
 *
 * A run of text has ten signs or more that look like writing (noise rarely does); what stands beside it in shorter runs,
 * as fields of fixed width do, comes along.  UTF-16 wants eight.  Between runs of one part stand a line end and blanks,
 * as many as there were bytes: so each byte of the part stands at the part's offset and its own.
 */
#include "extract/carve.h"

#include "base/lanes.h"
#include "extract/carve_signs.h"
#include "extract/inflate.h"

#include <stdio.h>

enum {
    BLOCK = 1024 * 1024,
    MARGIN = 64 * 1024, /* a run that begins before it is seen to its end, or cut there */
    SLACK = 64, /* readable behind the block */
    STRIDE = 48, /* windows of 64 bytes: runs of 16 lie whole in one */
    GAP = 32, /* bytes between runs of one part */
    SHORT = 4, /* of a run beside another */
    LONG = 10, /* of one by itself */
    WIDE = 8, /* signs of one in UTF-16 */
    SURE = 24, /* bytes that chance does not write */
    PROOF = 64, /* bytes that a packed stream gives at least */
    OUT = 256 * 1024,
};

typedef struct carving {
    ts_source *in;
    ts_sink *out;
    uint64_t end; /* nothing is looked at from here on */
    char *block;
    uint64_t base; /* where the block stands */
    size_t have;
    uint64_t last; /* behind the last run; where the open part goes on */
    bool open;
    ts_carve_work *work;
    uint32_t crc, adler; /* of what the last stream gave */
    ts_buf line;
} carving;

/* ---- what 64 bytes are ---- */

static inline uint64_t both(uint32_t low, uint32_t high) { return low | (uint64_t)high << 32; }

static inline uint64_t printable(const char *p) {
    ts_lanes a = ts_lanes_of(p), b = ts_lanes_of(p + TS_LANES);
    return both(ts_lanes_within(a, ' ', '~') | ts_lanes_are(a, '\t') | ts_lanes_are(a, '\n') | ts_lanes_are(a, '\r'),
                ts_lanes_within(b, ' ', '~') | ts_lanes_are(b, '\t') | ts_lanes_are(b, '\n') | ts_lanes_are(b, '\r'));
}

static inline uint64_t within(const char *p, char first, char last) {
    return both(ts_lanes_within(ts_lanes_of(p), first, last), ts_lanes_within(ts_lanes_of(p + TS_LANES), first, last));
}

static inline uint64_t beyond_ascii(const char *p) {
    return both(ts_lanes_high(ts_lanes_of(p)), ts_lanes_high(ts_lanes_of(p + TS_LANES)));
}

/* Text, with letters beyond ASCII as text_end takes them: one byte between two signs, or UTF-8 of two bytes, or its
 * punctuation of three. */
static uint64_t written(const char *p) {
    uint64_t m = printable(p), rest = within(p, '\x80', '\xBF');
    uint64_t letters = within(p, 'a', 'z') | within(p, 'A', 'Z');
    uint64_t one = within(p, '\xC0', '\xFF') & letters << 1 & letters >> 1;
    uint64_t two = within(p, '\xC2', '\xDF') & rest >> 1, three = within(p, '\xE2', '\xE2') & rest >> 1 & rest >> 2;
    return m | one | two | two << 1 | three | three << 1 | three << 2;
}

static uint64_t zeros(const char *p) {
    return both(ts_lanes_are(ts_lanes_of(p), 0), ts_lanes_are(ts_lanes_of(p + TS_LANES), 0));
}

/* Bits from which on ten are set. */
static uint64_t ten(uint64_t m) {
    m &= m >> 1;
    uint64_t four = m & m >> 2, eight = four & four >> 4;
    return eight & m >> 8;
}

/* Bits from which on every second of sixteen is set. */
static uint64_t eight_apart(uint64_t m) {
    m &= m >> 2;
    m &= m >> 4;
    return m & m >> 8;
}

/* ---- runs of text ---- */

static bool is_text(char c) { return (c >= ' ' && c <= '~') || c == '\t' || c == '\n' || c == '\r'; }

/* Letters and marks of the scripts that are written here; most of what else is valid is noise. */
static bool is_letter(uint32_t c) {
    return (c >= 0xA0 && c < 0x250) || (c >= 0x370 && c < 0x700) || (c >= 0x900 && c < 0xE00) ||
           (c >= 0x1E00 && c < 0x2000) || (c >= 0x2010 && c <= 0x2044) || c == 0x20AC || (c >= 0x4E00 && c < 0xA000);
}

/* Behind the text that begins at `at`.  A letter beyond ASCII counts as UTF-8, or between two letters as Windows-1252. */
static size_t text_end(const char *p, size_t at, size_t stop) {
    while (at < stop) {
        unsigned char c = (unsigned char)p[at];
        if (is_text(p[at])) {
            at++;
            continue;
        }
        size_t next = at;
        if (c < 0xC0)
            break;
        uint32_t letter = ts_utf8_next(ts_span_of(p, stop), &next);
        if (next > at + 1 && is_letter(letter))
            at = next;
        else if (at > 0 && ts_is_alpha(p[at - 1]) && at + 1 < stop && ts_is_alpha(p[at + 1]))
            at++;
        else
            break;
    }
    return at;
}

/* Does it look like writing?  In noise two signs of three are of another sort than the one before them, and a third are
 * signs that words do not have; letters beyond ASCII are few among others.  A blank ends a word; what stands inside dates,
 * names and numbers counts with what it follows; a capital letter begins a word and does not stand behind a small one.  Long runs are surer. */
static bool looks_written(ts_span s, bool sure) {
    enum { NONE, DIGIT, CAPITAL, LETTER, OTHER } before = NONE, sort;
    size_t signs = 0, words = 0, changes = 0, beyond = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (i > 0 && ((unsigned char)c & 0xC0) == 0x80)
            continue; /* of the letter before it */
        signs++;
        bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (blank || (before != NONE && (c == '/' || c == '-' || c == '.' || c == ':' || c == '\''))) {
            words++;
            before = blank ? NONE : before;
            continue;
        }
        bool high = (unsigned char)c >= 0x80;
        beyond += high;
        sort = ts_is_digit(c) ? DIGIT : ts_is_upper(c) ? CAPITAL : ts_is_alpha(c) || high ? LETTER : OTHER;
        words += sort != OTHER;
        changes += before != NONE && sort != before && !(before == CAPITAL && sort == LETTER);
        before = sort;
    }
    size_t apart = sure ? 2 : beyond ? 6 : 3; /* signs a change, at least */
    return words * 10 >= signs * 7 && changes * apart <= signs && (sure || beyond * 6 <= signs);
}

static ts_err open_part(carving *c, uint64_t at) {
    char name[40];
    int n = snprintf(name, sizeof name, "carve+%llu", (unsigned long long)at);
    c->open = true;
    return ts_emit_part(c->out, ts_span_of(name, (size_t)n));
}

/* The run [from, to) of the block: to the open part where that goes on to it. */
static ts_err emit_run(carving *c, size_t from, size_t to) {
    static const char blanks[GAP + 1] = "\n                                ";
    uint64_t at = c->base + from;
    if (!c->open || at < c->last || at - c->last > GAP)
        TS_TRY(open_part(c, at));
    else if (at > c->last)
        TS_TRY(ts_emit_text(c->out, ts_span_of(blanks, (size_t)(at - c->last)), TS_NO_OFFSET));
    c->work->read += to - from;
    c->last = c->base + to;
    return ts_emit_text(c->out, ts_span_of(c->block + from, to - from), c->in->mapped ? at : TS_NO_OFFSET);
}

/* The next run of four signs or more within reach of `at`; false: there is none. */
static bool short_run(const carving *c, size_t at, size_t stop, size_t *from, size_t *to) {
    size_t reach = at + GAP < stop ? at + GAP : stop;
    for (; at<reach; at = *to> at ? *to : at + 1) {
        *to = text_end(c->block, at, stop);
        if (*to - at >= SHORT) {
            *from = at;
            return true;
        }
    }
    return false;
}

/* A run that holds `at`: out it goes if it looks written, with what stands beside it.  *end: behind what was looked at. */
static ts_err take_run(carving *c, size_t low, size_t at, size_t stop, size_t *end) {
    size_t from = at, to = text_end(c->block, at, stop);
    while (from > low && is_text(c->block[from - 1]))
        from--;
    *end = to > at ? to : at + 1;
    if (to - from < LONG || !looks_written(ts_span_of(c->block + from, to - from), to - from >= SURE))
        return TS_OK;
    size_t first = from > low + GAP ? from - GAP : low, a, b;
    if (c->open && c->base + first < c->last) /* what is before belongs to the last run */
        first = c->last > c->base ? (size_t)(c->last - c->base) : first;
    for (; first < from && short_run(c, first, from, &a, &b) && a < from; first = b)
        TS_TRY(emit_run(c, a, b));
    TS_TRY(emit_run(c, from, to));
    for (; short_run(c, *end, stop, &a, &b); *end = b)
        TS_TRY(emit_run(c, a, b));
    return TS_OK;
}

/* UTF-16 from `at` on, which is the first byte of a unit: behind its text. */
static size_t wide_end(const char *p, size_t at, size_t stop, bool big, ts_buf *out) {
    ts_buf_clear(out);
    for (; at + 1 < stop; at += 2) {
        unsigned low = (unsigned char)p[at + (big ? 1 : 0)], high = (unsigned char)p[at + (big ? 0 : 1)];
        bool text =
            high == 0 ? is_text((char)low) || low >= 0xA0 : (high == 1 && low < 0x80) || is_letter(high << 8 | low);
        if (!text || (high >= 0x4E && high < 0xA0))
            break;
        ts_buf_add_utf8(out, high << 8 | low);
    }
    return at;
}

/* Zeros in front make little-endian text look big-endian: what goes further is right. */
static ts_err take_wide(carving *c, size_t at, size_t stop, bool big, size_t *end) {
    size_t to = wide_end(c->block, at, stop, big, &c->line);
    TS_AUTO(ts_buf, ts_buf_done) other = {0};
    if (big && wide_end(c->block, at + 1, stop, false, &other) > to) {
        at++;
        to = wide_end(c->block, at, stop, false, &c->line);
    }
    *end = to > at ? to : at + 1;
    if (to - at < (size_t)2 * WIDE || !looks_written(ts_buf_span(&c->line), true))
        return TS_OK;
    TS_TRY(open_part(c, c->base + at));
    c->open = false;
    c->work->read += to - at;
    return ts_emit_text(c->out, ts_buf_span(&c->line), TS_NO_OFFSET);
}

/* All runs that begin in [from, end) of the block; none goes beyond `stop`.  *done: behind the last. */
static ts_err take_text(carving *c, size_t from, size_t end, size_t stop, size_t *done) {
    size_t low = from;
    for (size_t w = from; w < end;) {
        const char *p = c->block + w;
        uint64_t there = stop - w < 64 ? (UINT64_C(1) << (stop - w)) - 1 : UINT64_MAX;
        uint64_t zero = zeros(p) & there, signs = printable(p) & there, beyond = beyond_ascii(p) & there, wide = 0;
        uint64_t runs = ten(signs | beyond); /* if any */
        if (runs && beyond)
            runs = ten(written(p) & there);
        if (zero & (zero >> 2))
            wide = signs | (within(p, '\xA0', '\xFF') & there);
        uint64_t little = eight_apart(wide & zero >> 1), big = eight_apart(zero & wide >> 1);
        uint64_t any = runs | little | big;
        if (!any) {
            size_t step = end - w < STRIDE ? end - w : STRIDE;
            uint64_t own = step < 64 ? (UINT64_C(1) << step) - 1 : UINT64_MAX;
            c->work->read += (zero & own) == own ? step : 0; /* nothing stands there */
            w += step;
            continue;
        }
        size_t bit = (size_t)__builtin_ctzll(any), next = w + bit;
        if (runs >> bit & 1)
            TS_TRY(take_run(c, low, next, stop, &next));
        else
            TS_TRY(take_wide(c, next, stop, big >> bit & 1, &next));
        w = low = next;
    }
    *done = low > end ? low : end;
    return TS_OK;
}

/* ---- files inside ---- */

static ts_err emit_range(carving *c, uint64_t at, uint64_t len, ts_sign_kind kind) {
    char name[64], *block = ts_grow(NULL, OUT, 1);
    snprintf(name, sizeof name, "carve+%llu%s", (unsigned long long)at, ts_sign_ending(kind));
    ts_err err = ts_emit_child_begin(c->out, &(ts_child){.name = ts_str(name), .size = len});
    for (uint64_t done = 0; !err && done < len;) {
        size_t n = len - done < OUT ? (size_t)(len - done) : OUT;
        err = ts_source_read_at(c->in, at + done, block, n);
        if (!err)
            err = ts_emit_child_data(c->out, ts_span_of(block, n));
        done += n;
    }
    ts_free(block);
    return err ? err : ts_emit_child_end(c->out, TS_READ, len);
}

/* RFC 1950, 9. */
static uint32_t adler_of(uint32_t adler, ts_span s) {
    enum { PRIME = 65521, AT_ONCE = 5552 /* sums stay below 2^32 */ };
    uint32_t a = adler & 0xFFFF, b = adler >> 16;
    for (size_t at = 0; at < s.len;) {
        size_t end = s.len - at < AT_ONCE ? s.len : at + AT_ONCE;
        for (; at < end; at++)
            b += a += (unsigned char)s.ptr[at];
        a %= PRIME;
        b %= PRIME;
    }
    return b << 16 | a;
}

/* One pass over a packed stream from `at`; *used and *given say how much, *ended whether it came to its own end.  With a sink
 * it goes out.  An error of the sink alone is returned. */
static ts_err unpack(carving *c, uint64_t at, ts_sink *out, uint64_t *used, uint64_t *given, bool *ended) {
    char *packed = ts_grow(NULL, MARGIN, 1), *plain = ts_grow(NULL, OUT, 1);
    ts_inflate *z = ts_inflate_new();
    ts_err err = TS_OK;
    bool sound = true;
    *used = *given = 0;
    *ended = false;
    c->crc = 0;
    c->adler = 1;
    while (!err && sound && !*ended && at + *used < c->end) {
        uint64_t left = c->end - at - *used;
        size_t n = left < MARGIN ? (size_t)left : MARGIN, taken = 0;
        if (ts_source_read_at(c->in, at + *used, packed, n) != TS_OK)
            break;
        for (size_t got = 1; !err && sound && !*ended && (taken < n || got);) {
            size_t u;
            sound = ts_inflate_run(z, ts_span_of(packed + taken, n - taken), plain, OUT, &u, &got, ended) == TS_OK;
            taken += u;
            *given += got;
            c->crc = ts_crc32(c->crc, ts_span_of(plain, got));
            c->adler = adler_of(c->adler, ts_span_of(plain, got));
            if (out && got)
                err = ts_emit_child_data(out, ts_span_of(plain, got));
            if (!u && !got)
                break;
            sound = sound && *given <= TS_LIMIT_CARVED && *given / TS_LIMIT_RATIO <= *used + taken + TS_MIB;
        }
        *used += taken;
        if (!taken)
            break;
    }
    if (!sound)
        *ended = false;
    if (*ended) /* what was read ahead before its end stands behind it */
        *used -= ts_inflate_back(z);
    ts_inflate_free(z);
    ts_free(packed);
    ts_free(plain);
    return err;
}

/* Where the deflate stream begins behind a gzip header (RFC 1952, 2.3) or zlib's two bytes; 0: it is none. */
static uint64_t stream_start(carving *c, uint64_t at, ts_sign_kind kind) {
    enum { EXTRA = 4, NAME = 8, COMMENT = 16, SUM = 2 };
    char head[1024];
    size_t n = c->end - at < sizeof head ? (size_t)(c->end - at) : sizeof head;
    if (kind == TS_SIGN_ZLIB)
        return at + 2;
    if (n < 18 || ts_source_read_at(c->in, at, head, n) != TS_OK || (unsigned char)head[3] & 0xE0)
        return 0;
    ts_cursor k = ts_cursor_over(ts_span_of(head, n));
    ts_skip(&k, 10);
    if (head[3] & EXTRA)
        ts_skip(&k, ts_read_u16le(&k));
    for (int text = 0; text < !!(head[3] & NAME) + !!(head[3] & COMMENT); text++)
        while (k.ok && ts_read_u8(&k))
            ;
    if (head[3] & SUM)
        ts_skip(&k, 2);
    return k.ok ? at + (uint64_t)(k.at - head) : 0;
}

/* Is it the sum that stands behind the stream? */
static bool sums(carving *c, uint64_t at, ts_sign_kind kind) {
    char sum[4];
    if (ts_source_read_at(c->in, at, sum, sizeof sum) != TS_OK)
        return false;
    ts_cursor k = ts_cursor_over(ts_span_of(sum, sizeof sum));
    return kind == TS_SIGN_GZIP ? ts_read_u32le(&k) == c->crc : ts_read_u32be(&k) == c->adler;
}

/* Tried once for nobody: noise unpacks for a few bytes, and has no sum behind it. */
static ts_err take_stream(carving *c, uint64_t at, ts_sign_kind kind, uint64_t *len) {
    uint64_t start = stream_start(c, at, kind), used = 0, given = 0, behind = kind == TS_SIGN_GZIP ? 8 : 4;
    bool ended = false;
    *len = 0;
    if (!start)
        return TS_OK;
    TS_TRY(unpack(c, start, NULL, &used, &given, &ended));
    c->work->unpacked += used + given;
    bool cut = start + used >= c->end && given >= MARGIN;
    if (given < PROOF || !(cut || (ended && sums(c, start + used, kind))))
        return TS_OK;
    char name[64];
    snprintf(name, sizeof name, "carve+%llu", (unsigned long long)at);
    TS_TRY(ts_emit_child_begin(c->out, &(ts_child){.name = ts_str(name), .size = given}));
    TS_TRY(unpack(c, start, c->out, &used, &given, &ended));
    *len = start + used + (ended ? behind : 0) - at;
    if (*len > c->end - at)
        *len = c->end - at;
    return ts_emit_child_end(c->out, ended ? TS_READ : TS_REASON_TRUNCATED, *len);
}

/* Bytes of the file that begins here; 0: none does, or enough was found. */
static ts_err take_file(carving *c, uint64_t at, ts_sign_kind kind, uint64_t *len) {
    *len = 0;
    if (c->work->found >= TS_LIMIT_CARVED_FILES || c->work->looked >= 16 * TS_LIMIT_CARVED_FILES)
        return TS_OK;
    c->work->looked++;
    if (kind < TS_SIGN_GZIP) {
        *len = ts_sign_length(c->in, at, kind);
        *len = *len < c->end - at ? *len : c->end - at;
        if (*len)
            TS_TRY(emit_range(c, at, *len, kind));
    } else if (c->work->unpacked <= 4 * c->in->size + TS_LIMIT_CARVED) {
        TS_TRY(take_stream(c, at, kind, len));
    }
    if (*len) {
        c->work->found++;
        c->work->read += *len;
    }
    return TS_OK;
}

/* ---- the pass ---- */

/* One block from `at` on: up to the first file inside, and that.  *next: where to go on. */
static ts_err take_block(carving *c, uint64_t at, uint64_t *next) {
    uint64_t left = c->end - at, len = 0;
    c->base = at;
    c->have = left < BLOCK ? (size_t)left : BLOCK;
    TS_TRY(ts_source_read_at(c->in, at, c->block, c->have));
    ts_emit_alive(c->out);
    size_t end = left > BLOCK ? BLOCK - MARGIN : c->have, done = 0, sign = 0;
    /* What stands at the very beginning was known to a reader, or is nothing. */
    for (size_t from = at == 0; !len; from = sign + 1) {
        ts_sign_kind kind = ts_sign_next(c->block, from, end, c->have, &sign);
        if (kind == TS_SIGN_NONE)
            break;
        TS_TRY(take_file(c, at + sign, kind, &len));
    }
    TS_TRY(take_text(c, 0, len ? sign : end, len ? sign : c->have, &done));
    if (len)
        c->open = false;
    *next = len ? at + sign + len : at + done;
    return TS_OK;
}

ts_err ts_carve_range(ts_source *in, ts_sink *out, uint64_t from, uint64_t to, ts_carve_work *work) {
    carving c = {.in = in, .out = out, .end = to, .work = work};
    ts_err err = TS_OK;
    c.block = ts_alloc(BLOCK + SLACK);
    for (uint64_t at = from; !err && at < to;)
        err = take_block(&c, at, &at);
    ts_free(c.block);
    ts_buf_done(&c.line);
    return err;
}

ts_err ts_carve(ts_source *in, ts_sink *out, uint64_t *read) {
    ts_carve_work work = {0};
    *read = 0;
    if (in->size == UINT64_MAX)
        return TS_OK;
    ts_err err = ts_carve_range(in, out, 0, in->size, &work);
    if (!err && work.found >= TS_LIMIT_CARVED_FILES)
        err = ts_emit_note(out, "more files stand inside than are looked for");
    *read = work.read < in->size ? work.read : in->size;
    return err;
}

/* It bids on nothing: what nobody reads comes to it in the end (extract.c). */
static int bid(const ts_head *head) {
    (void)head;
    return 0;
}

static ts_err run(ts_source *in, ts_sink *out) {
    uint64_t read;
    TS_TRY(ts_carve(in, out, &read));
    return ts_emit_unread(out, TS_REASON_UNSUPPORTED, in->size == UINT64_MAX ? 0 : in->size - read);
}

const ts_extractor ts_extractor_carve = {.name = "carve", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
