/* dicom_pixels.c - the frames of a DICOM image as children.
 *
 * Frames that are JPEG streams go out as they are; others as portable grey or pixel maps of eight bits.  Of long films only
 * the first frames go out: what is burned into one stands on all; the rest is counted as not read.
 */
#include "extract/dicom_pixels.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/mem.h"

enum { PIECE = 64 * 1024, ITEM = 8 };

static ts_err begin(ts_sink *out, uint64_t frame, const char *ending, uint64_t size) {
    char name[48];
    snprintf(name, sizeof name, "frame-%llu.%s", (unsigned long long)frame, ending);
    return ts_emit_child_begin(out, &(ts_child){.name = ts_str(name), .size = size});
}

/* ---- frames as they stand ---- */

static unsigned sample_at(const ts_dicom_image *m, ts_span raw, uint64_t i) {
    const unsigned char *p = (const unsigned char *)raw.ptr + i * (m->allocated / 8);
    if (m->allocated == 8)
        return m->big_endian && m->words ? (unsigned char)raw.ptr[i ^ 1] : p[0];
    unsigned v = m->big_endian ? (unsigned)p[0] << 8 | p[1] : (unsigned)p[1] << 8 | p[0];
    unsigned bits = m->stored && m->stored < 16 ? m->stored : 16;
    v &= (1u << bits) - 1;
    return m->is_signed ? (v + (1u << (bits - 1))) & ((1u << bits) - 1) : v; /* from the least up */
}

/* One frame as a map of eight bits; what is deeper is stretched from its least to its most. */
static void convert(const ts_dicom_image *m, ts_span raw, ts_buf *out) {
    uint64_t pixels = (uint64_t)m->rows * m->columns, n = pixels * m->samples;
    unsigned least = UINT32_MAX, most = 0;
    for (uint64_t i = 0; m->allocated > 8 && i < n; i++) {
        unsigned v = sample_at(m, raw, i);
        least = v < least ? v : least;
        most = v > most ? v : most;
    }
    unsigned range = most > least ? most - least : 1;
    for (uint64_t i = 0; i < n; i++) {
        uint64_t from = m->planar && m->samples > 1 ? i % m->samples * pixels + i / m->samples : i;
        unsigned v = sample_at(m, raw, from);
        if (m->allocated > 8)
            v = (v - least) * 255 / range;
        out->ptr[out->len++] = (char)(m->inverted ? 255 - v : v);
    }
}

static ts_err frame(ts_source *in, ts_sink *out, const ts_dicom_image *m, uint64_t number, size_t size) {
    ts_span raw = ts_take(in, size);
    if (raw.len < size) {
        TS_TRY(ts_emit_unread(out, TS_REASON_TRUNCATED, raw.len));
        return in->error ? in->error : ts_fail(TS_EFORMAT, "dicom: a frame ends early");
    }
    TS_AUTO(ts_buf, ts_buf_done) map = {0};
    ts_buf_addf(&map, "P%c\n%u %u\n255\n", m->samples > 1 ? '6' : '5', (unsigned)m->columns, (unsigned)m->rows);
    ts_buf_reserve(&map, (size_t)m->rows * m->columns * m->samples);
    convert(m, raw, &map);
    TS_TRY(begin(out, number, m->samples > 1 ? "ppm" : "pgm", map.len));
    for (size_t at = 0; at < map.len; at += PIECE)
        TS_TRY(ts_emit_child_data(out, ts_slice(ts_buf_span(&map), at, PIECE)));
    return ts_emit_child_end(out, TS_READ, size);
}

ts_err ts_dicom_frames(ts_source *in, ts_sink *out, const ts_dicom_image *m, uint64_t len) {
    bool fits = m->known && m->rows && m->columns && (m->allocated == 8 || m->allocated == 16) &&
                (m->samples == 1 || (m->samples == 3 && m->coloured));
    uint64_t size = fits ? (uint64_t)m->rows * m->columns * m->samples * (m->allocated / 8u) : 0;
    if (m->big_endian && m->words && size % 2) /* half a word in each: no frame stands by itself */
        size = 0;
    uint64_t frames = m->frames ? m->frames : 1, given = 0;
    while (size && size <= TS_LIMIT_DICOM_FRAME && given < frames && given < TS_LIMIT_DICOM_FRAMES && len >= size) {
        TS_TRY(frame(in, out, m, ++given, (size_t)size));
        len -= size;
    }
    if (len > 1 || (len && !given)) /* a byte may pad it */
        TS_TRY(ts_emit_unread(out, given || size ? TS_REASON_TOO_LARGE : TS_REASON_UNSUPPORTED, len));
    ts_skip_bytes(in, len);
    return in->error;
}

/* ---- frames in fragments ---- */

/* A fragment that begins a picture: JPEG, or JPEG 2000 as a bare stream. */
static const char *picture_of(ts_span head) {
    if (ts_span_starts(head, (ts_span){"\xFF\xD8\xFF", 3}))
        return "jpg";
    return ts_span_starts(head, (ts_span){"\xFF\x4F\xFF\x51", 4}) ? "j2c" : NULL;
}

typedef struct pieces {
    ts_source *in;
    ts_sink *out;
    uint64_t frames, stored, unread;
    bool open;
} pieces;

static ts_err close_frame(pieces *p, ts_reason reason) {
    bool open = p->open;
    p->open = false;
    return open ? ts_emit_child_end(p->out, reason, p->stored) : TS_OK;
}

static ts_err fragment(pieces *p, uint32_t len) {
    const char *kind = picture_of(ts_peek(p->in, 4));
    if (kind || !p->open) {
        TS_TRY(close_frame(p, TS_READ));
        if (!kind || p->frames == TS_LIMIT_DICOM_FRAMES) {
            p->unread += len;
            ts_skip_bytes(p->in, len);
            return p->in->ended ? ts_fail(TS_EFORMAT, "dicom: a fragment ends early") : p->in->error;
        }
        TS_TRY(begin(p->out, ++p->frames, kind, UINT64_MAX));
        p->open = true;
        p->stored = 0;
    }
    p->stored += len;
    while (len) {
        ts_span piece = ts_take(p->in, len < PIECE ? len : PIECE);
        TS_TRY(ts_emit_child_data(p->out, piece));
        len -= (uint32_t)piece.len;
        if (p->in->ended || !piece.len) {
            TS_TRY(close_frame(p, TS_REASON_TRUNCATED));
            return p->in->error ? p->in->error : ts_fail(TS_EFORMAT, "dicom: a fragment ends early");
        }
    }
    return TS_OK;
}

ts_err ts_dicom_fragments(ts_source *in, ts_sink *out) {
    pieces p = {.in = in, .out = out};
    ts_err err = TS_OK;
    for (bool table = true; !err; table = false) { /* the first item is a table of offsets */
        ts_cursor c = ts_cursor_over(ts_take(in, ITEM));
        uint16_t group = ts_read_u16le(&c), element = ts_read_u16le(&c);
        uint32_t len = ts_read_u32le(&c);
        if (!c.ok)
            err = in->error ? in->error : ts_fail(TS_EFORMAT, "dicom: it ends among the fragments of its pictures");
        else if (group != 0xFFFE || element != 0xE000)
            break; /* the end, or what is damaged and read as elements again */
        else if (table)
            ts_skip_bytes(in, len);
        else
            err = fragment(&p, len);
    }
    ts_err closed = close_frame(&p, err ? TS_REASON_TRUNCATED : TS_READ);
    if (p.unread && !closed)
        closed = ts_emit_unread(out, p.frames ? TS_REASON_TOO_LARGE : TS_REASON_UNSUPPORTED, p.unread);
    return err ? err : closed;
}
