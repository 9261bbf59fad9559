/* jpeg_lossless.c - lossless JPEG (ITU-T T.81). */
#include "extract/jpeg_lossless.h"

#include "base/mem.h"

/* Markers (B.1.1.3). */
enum {
    SOF_FIRST = 0xC0,
    LOSSLESS = 0xC3,
    DHT = 0xC4,
    SOF_LAST = 0xCF,
    RST_FIRST = 0xD0,
    RST_LAST = 0xD7,
    SOI = 0xD8,
    EOI = 0xD9,
    SOS = 0xDA,
    DRI = 0xDD
};
enum { TABLES = 4, COMPONENTS = 4, LONGEST_CODE = 16, CATEGORIES = 17, PREDICTORS = 7 };

typedef struct table {
    bool there;
    uint32_t first[LONGEST_CODE + 1], count[LONGEST_CODE + 1], at[LONGEST_CODE + 1]; /* by length */
    uint8_t value[256];
} table;

typedef struct decoding {
    ts_span in;
    size_t at;
    table tables[TABLES];
    ts_jpeg_samples *out;
    uint8_t id[COMPONENTS];
    uint32_t restart; /* samples a component between two markers; 0: none */
    /* of the scan */
    uint32_t scanned, component[COMPONENTS], uses[COMPONENTS], predictor, shift;
    uint64_t bits;
    unsigned held;
    bool ended; /* a marker or the end was met: bits beyond are none */
} decoding;

/* ---- segments ---- */

/* The next marker's code and what its segment holds; 0 at the end. */
static uint8_t next_segment(ts_span in, size_t *at, ts_span *data) {
    while (*at + 1 < in.len) {
        if ((uint8_t)in.ptr[*at] != 0xFF) {
            ++*at;
            continue;
        }
        uint8_t code = (uint8_t)in.ptr[*at + 1];
        ++*at;
        if (code == 0xFF)
            continue;
        ++*at;
        *data = (ts_span){"", 0};
        if (code == 0 || code == SOI || (code >= RST_FIRST && code <= RST_LAST))
            continue;
        if (code == EOI)
            return code;
        ts_cursor c = ts_cursor_over(ts_slice(in, *at, 2));
        uint16_t len = ts_read_u16be(&c);
        if (!c.ok || len < 2 || len > in.len - *at)
            return 0;
        *data = ts_slice(in, *at + 2, len - 2u);
        *at += len;
        return code;
    }
    return 0;
}

static bool is_frame(uint8_t code) {
    return code >= SOF_FIRST && code <= SOF_LAST && code != DHT && code != 0xC8 && code != 0xCC;
}

bool ts_jpeg_is_lossless(ts_span head) {
    ts_span data;
    size_t at = 0;
    for (uint8_t code;
         ts_span_starts(head, (ts_span){"\xFF\xD8\xFF", 3}) && (code = next_segment(head, &at, &data)) != 0;)
        if (is_frame(code) || code == SOS || code == EOI)
            return code == LOSSLESS;
    return false;
}

/* Codes of one length follow each other; the next length begins at twice the number behind (annex C). */
static bool read_tables(decoding *d, ts_span data) {
    ts_cursor c = ts_cursor_over(data);
    while (ts_cursor_left(&c)) {
        uint8_t which = ts_read_u8(&c);
        if (which >= TABLES) /* of class 1: for other processes */
            return false;
        table *t = &d->tables[which];
        uint32_t code = 0, total = 0;
        *t = (table){0};
        for (int len = 1; len <= LONGEST_CODE; len++) {
            t->count[len] = ts_read_u8(&c);
            t->first[len] = code;
            t->at[len] = total;
            code = (code + t->count[len]) << 1;
            total += t->count[len];
        }
        if (!c.ok || total > sizeof t->value)
            return false;
        for (uint32_t i = 0; i < total; i++)
            t->value[i] = ts_read_u8(&c);
        t->there = c.ok;
    }
    return c.ok;
}

static bool read_frame(decoding *d, ts_span data, size_t most) {
    ts_cursor c = ts_cursor_over(data);
    ts_jpeg_samples *o = d->out;
    if (o->sample)
        return false;
    o->bits = ts_read_u8(&c);
    o->height = ts_read_u16be(&c);
    o->width = ts_read_u16be(&c);
    o->components = ts_read_u8(&c);
    if (!c.ok || o->bits < 2 || o->bits > 16 || !o->width || !o->height || !o->components || o->components > COMPONENTS)
        return false;
    for (uint32_t i = 0; i < o->components; i++) {
        d->id[i] = ts_read_u8(&c);
        if (ts_read_u8(&c) != 0x11 && o->components > 1)
            return false; /* of different sizes */
        ts_read_u8(&c);
    }
    uint64_t samples = (uint64_t)o->width * o->height * o->components;
    if (!c.ok || samples > most)
        return false;
    o->sample = ts_alloc((size_t)samples * sizeof *o->sample);
    return true;
}

static bool read_scan_head(decoding *d, ts_span data) {
    ts_cursor c = ts_cursor_over(data);
    d->scanned = ts_read_u8(&c);
    if (!c.ok || !d->out->sample || !d->scanned || d->scanned > d->out->components)
        return false;
    for (uint32_t i = 0; i < d->scanned; i++) {
        uint8_t id = ts_read_u8(&c), uses = ts_read_u8(&c) >> 4;
        for (d->component[i] = 0; d->component[i] < d->out->components && d->id[d->component[i]] != id;)
            d->component[i]++;
        if (d->component[i] == d->out->components || uses >= TABLES || !d->tables[uses].there)
            return false;
        d->uses[i] = uses;
    }
    d->predictor = ts_read_u8(&c);
    ts_read_u8(&c);
    d->shift = ts_read_u8(&c) & 15;
    return c.ok && d->predictor >= 1 && d->predictor <= PREDICTORS && d->shift < d->out->bits;
}

/* ---- bits ---- */

static void fill(decoding *d) {
    while (d->held <= 48) {
        uint8_t b = 0;
        if (!d->ended && d->at < d->in.len) {
            b = (uint8_t)d->in.ptr[d->at];
            bool stuffed = b == 0xFF && d->at + 1 < d->in.len && d->in.ptr[d->at + 1] == 0;
            d->ended = b == 0xFF && !stuffed;
            d->at += d->ended ? 0 : 1 + stuffed;
            b = d->ended ? 0 : b;
        } else {
            d->ended = true;
        }
        if (d->ended)
            return;
        d->bits = d->bits << 8 | b;
        d->held += 8;
    }
}

/* The next n bits, up to 16; false: there are not so many. */
static bool take(decoding *d, unsigned n, uint32_t *out) {
    if (d->held < n)
        fill(d);
    if (d->held < n)
        return false;
    d->held -= n;
    *out = (uint32_t)(d->bits >> d->held) & ((1u << n) - 1);
    return true;
}

/* How much a sample differs from what was foretold (H.1.2.2). */
static bool difference(decoding *d, const table *t, int32_t *out) {
    uint32_t code = 0, bit, more;
    for (int len = 1; len <= LONGEST_CODE; len++) {
        if (!take(d, 1, &bit))
            return false;
        code = code << 1 | bit;
        if (code - t->first[len] >= t->count[len] || code < t->first[len])
            continue;
        uint32_t category = t->value[t->at[len] + code - t->first[len]];
        if (category >= CATEGORIES)
            return false;
        *out = category == 16 ? 32768 : 0;
        if (category == 0 || category == 16)
            return true;
        if (!take(d, category, &more))
            return false;
        *out = more >> (category - 1) ? (int32_t)more : (int32_t)more - (int32_t)((1u << category) - 1);
        return true;
    }
    return false;
}

/* Behind a restart's marker bits begin anew; false: it is not there. */
static bool restart(decoding *d) {
    d->held = 0;
    d->ended = false;
    if (d->at + 1 >= d->in.len || (uint8_t)d->in.ptr[d->at] != 0xFF)
        return false;
    while (d->at + 2 < d->in.len && (uint8_t)d->in.ptr[d->at + 1] == 0xFF) /* fill bytes (B.1.1.2) */
        d->at++;
    uint8_t code = (uint8_t)d->in.ptr[d->at + 1];
    d->at += 2;
    return code >= RST_FIRST && code <= RST_LAST;
}

/* ---- samples ---- */

static int32_t foretold(unsigned predictor, int32_t left, int32_t above, int32_t across) {
    switch (predictor) {
    case 1:
        return left;
    case 2:
        return above;
    case 3:
        return across;
    case 4:
        return left + above - across;
    case 5:
        return left + ((above - across) >> 1);
    case 6:
        return above + ((left - across) >> 1);
    default:
        return (left + above) >> 1;
    }
}

/* One scan; false: it is cut. */
static bool scan(decoding *d) {
    const ts_jpeg_samples *o = d->out;
    size_t width = o->width, plane = width * o->height;
    uint32_t since = 0; /* samples since the last restart */
    size_t first_row = 0; /* that of the last restart has nothing above it */
    d->held = 0;
    d->ended = false;
    for (size_t y = 0; y < o->height; y++)
        for (size_t x = 0; x < width; x++) {
            if (d->restart && since == d->restart) {
                if (!restart(d))
                    return false;
                since = 0;
                first_row = y;
            }
            for (uint32_t i = 0; i < d->scanned; i++) {
                uint16_t *s = o->sample + d->component[i] * plane + y * width + x;
                int32_t delta = 0, guess;
                if (!since)
                    guess = 1 << (o->bits - d->shift - 1);
                else if (y == first_row)
                    guess = x ? s[-1] >> d->shift : 0;
                else if (!x)
                    guess = s[-(ptrdiff_t)width] >> d->shift;
                else
                    guess = foretold(d->predictor, s[-1] >> d->shift, s[-(ptrdiff_t)width] >> d->shift,
                                     s[-(ptrdiff_t)width - 1] >> d->shift);
                if (!difference(d, &d->tables[d->uses[i]], &delta))
                    return false;
                *s = (uint16_t)((uint32_t)(guess + delta) << d->shift);
            }
            since++;
        }
    return true;
}

static bool decode(decoding *d, size_t most, bool *cut) {
    ts_span data;
    uint32_t scans = 0;
    for (uint8_t code; (code = next_segment(d->in, &d->at, &data)) != 0 && code != EOI;) {
        if (code == DHT && !read_tables(d, data))
            return false;
        if (is_frame(code) && (code != LOSSLESS || !read_frame(d, data, most)))
            return false;
        if (code == DRI) {
            ts_cursor c = ts_cursor_over(data);
            d->restart = ts_read_u16be(&c);
        }
        if (code != SOS)
            continue;
        if (!read_scan_head(d, data) || ++scans > d->out->components)
            return false;
        if (!scan(d)) {
            *cut = true;
            break;
        }
    }
    return scans > 0;
}

bool ts_jpeg_lossless(ts_span in, size_t most, ts_jpeg_samples *out, bool *cut) {
    decoding *d = ts_alloc(sizeof *d);
    d->in = in;
    d->out = out;
    *out = (ts_jpeg_samples){0};
    *cut = false;
    bool good = decode(d, most, cut);
    ts_free(d);
    if (!good) {
        ts_free(out->sample);
        *out = (ts_jpeg_samples){0};
    }
    return good;
}
