/* dicom_pixels.c - the frames of a DICOM image as children.
 *
 * Frames that are JPEG streams go out as they are, but for lossless ones; others as portable grey or pixel maps of eight bits.  Of long films only
 * the first frames go out: what is burned into one stands on all; the rest is counted as not read.
 */
#include "extract/dicom_pixels.h"

#include "extract/dicom_rle.h"
#include "extract/jpeg_lossless.h"

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

static unsigned channels(const ts_dicom_image *m) { return m->colour == TS_DICOM_RGB ? 3 : 1; }

/* Bytes of a frame; 0: of no sort that is shown. */
static uint64_t frame_size(const ts_dicom_image *m) {
    bool three = m->colour >= TS_DICOM_RGB && m->colour <= TS_DICOM_YBR_HALF;
    bool bytes = m->colour == TS_DICOM_YBR || m->colour == TS_DICOM_YBR_HALF;
    if (!m->colour || !m->rows || !m->columns || m->samples != (three ? 3 : 1) ||
        (m->allocated != 8 && (m->allocated != 16 || bytes)) ||
        (m->colour == TS_DICOM_PALETTE &&
         (!m->palette[0].table.len || !m->palette[1].table.len || !m->palette[2].table.len)))
        return 0;
    uint64_t pixels = (uint64_t)m->rows * m->columns;
    if (m->colour == TS_DICOM_YBR_HALF)
        return m->columns % 2 ? 0 : pixels * 2;
    return pixels * m->samples * (m->allocated / 8u);
}

/* Where a pixel's channel stands among the samples. */
static uint64_t place(const ts_dicom_image *m, uint64_t pixel, unsigned channel) {
    if (m->colour == TS_DICOM_YBR_HALF)
        return pixel / 2 * 4 + pixel % 2;
    return m->planar && m->samples > 1 ? channel * (uint64_t)m->rows * m->columns + pixel
                                       : pixel * m->samples + channel;
}

/* How light a number of the palette is: 3 parts of red, 6 of green, 1 of blue (ITU-R BT.601, roughly). */
static unsigned lightness(const ts_dicom_image *m, unsigned number) {
    static const unsigned weight[3] = {3, 6, 1};
    unsigned sum = 0;
    for (int i = 0; i < 3; i++) {
        size_t entries = m->palette[i].entries ? m->palette[i].entries : 65536, first = m->palette[i].first;
        size_t at = number < first ? 0 : number - first < entries ? number - first : entries - 1;
        ts_span t = m->palette[i].table;
        bool bytes = t.len < entries * 2;
        at = bytes ? at : at * 2 + (m->palette[i].bits > 8);
        sum += at < t.len ? (unsigned char)t.ptr[at] * weight[i] : 0;
    }
    return sum / 10;
}

/* One frame as a map of eight bits; what is deeper is stretched from its least to its most. */
static void convert(const ts_dicom_image *m, ts_span raw, ts_buf *out) {
    uint64_t pixels = (uint64_t)m->rows * m->columns, n = pixels * channels(m);
    bool palette = m->colour == TS_DICOM_PALETTE, deep = m->allocated > 8 && !palette;
    unsigned least = UINT32_MAX, most = 0;
    for (uint64_t i = 0; deep && i < n; i++) {
        unsigned v = sample_at(m, raw, i);
        least = v < least ? v : least;
        most = v > most ? v : most;
    }
    unsigned range = most > least ? most - least : 1;
    for (uint64_t i = 0; i < n; i++) {
        unsigned v = sample_at(m, raw, place(m, i / channels(m), (unsigned)(i % channels(m))));
        if (deep)
            v = (v - least) * 255 / range;
        if (palette)
            v = lightness(m, v);
        out->ptr[out->len++] = (char)(m->colour == TS_DICOM_INVERTED ? 255 - v : v);
    }
}

/* A frame of frame_size() bytes, which stand for `stored` of the source. */
static ts_err show(ts_sink *out, const ts_dicom_image *m, uint64_t number, ts_span raw, uint64_t stored,
                   ts_reason reason) {
    bool rgb = channels(m) > 1;
    TS_AUTO(ts_buf, ts_buf_done) map = {0};
    ts_buf_addf(&map, "P%c\n%u %u\n255\n", rgb ? '6' : '5', (unsigned)m->columns, (unsigned)m->rows);
    ts_buf_reserve(&map, (size_t)m->rows * m->columns * channels(m));
    convert(m, raw, &map);
    TS_TRY(begin(out, number, rgb ? "ppm" : "pgm", map.len));
    for (size_t at = 0; at < map.len; at += PIECE)
        TS_TRY(ts_emit_child_data(out, ts_slice(ts_buf_span(&map), at, PIECE)));
    return ts_emit_child_end(out, reason, stored);
}

static ts_err frame(ts_source *in, ts_sink *out, const ts_dicom_image *m, uint64_t number, size_t size) {
    ts_span raw = ts_take(in, size);
    if (raw.len < size) {
        TS_TRY(ts_emit_unread(out, TS_REASON_TRUNCATED, raw.len));
        return in->error ? in->error : ts_fail(TS_EFORMAT, "dicom: a frame ends early");
    }
    return show(out, m, number, raw, size, TS_READ);
}

ts_err ts_dicom_frames(ts_source *in, ts_sink *out, const ts_dicom_image *m, uint64_t len) {
    uint64_t size = frame_size(m);
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
    const ts_dicom_image *image;
    uint64_t frames, decoded, stored, unread, too_large;
    bool open;
    bool holds; /* the frame is decoded here, once all of it is there */
    ts_buf held;
} pieces;

/* A frame whose samples stand one colour behind the other. */
static ts_err show_planes(pieces *p, ts_dicom_image m, ts_span raw, bool cut) {
    m.planar = 1;
    m.big_endian = m.words = false;
    return show(p->out, &m, ++p->frames, raw, p->stored, cut ? TS_REASON_CORRUPT : TS_READ);
}

static ts_err show_runs(pieces *p, ts_span packed) {
    const ts_dicom_image *m = p->image;
    uint64_t size = m->colour == TS_DICOM_YBR_HALF ? 0 : frame_size(m);
    TS_AUTO(ts_buf, ts_buf_done) raw = {0};
    bool cut;
    if (!size || size > TS_LIMIT_DICOM_FRAME ||
        !ts_dicom_unpack_runs(packed, (size_t)m->rows * m->columns, m->samples, m->allocated / 8u, &raw, &cut)) {
        p->unread += packed.len;
        return TS_OK;
    }
    return show_planes(p, *m, ts_buf_span(&raw), cut);
}

static ts_err show_lossless(pieces *p, ts_span packed) {
    ts_jpeg_samples s;
    bool cut;
    if (!ts_jpeg_lossless(packed, TS_LIMIT_DICOM_FRAME / 2, &s, &cut) || s.components == 2 || s.components > 3) {
        ts_free(s.sample); /* NULL where it could not be read */
        p->unread += packed.len;
        return TS_OK;
    }
    ts_dicom_image m = *p->image;
    m.rows = (uint16_t)s.height;
    m.columns = (uint16_t)s.width;
    m.samples = (uint16_t)s.components;
    m.allocated = s.bits > 8 ? 16 : 8;
    m.stored = (uint16_t)s.bits;
    if (m.samples == 3 && m.colour != TS_DICOM_YBR)
        m.colour = TS_DICOM_RGB;
    else if (m.samples == 1 && m.colour != TS_DICOM_INVERTED && m.colour != TS_DICOM_PALETTE)
        m.colour = TS_DICOM_GREY;
    TS_AUTO(ts_buf, ts_buf_done) raw = {0};
    size_t n = (size_t)s.width * s.height * s.components, bytes = m.allocated / 8u;
    ts_buf_reserve(&raw, n * bytes);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < bytes; k++)
            raw.ptr[raw.len++] = (char)(s.sample[i] >> (8 * k));
    ts_free(s.sample);
    if (frame_size(&m) != raw.len) {
        p->unread += packed.len;
        return TS_OK;
    }
    return show_planes(p, m, ts_buf_span(&raw), cut);
}

static ts_err close_frame(pieces *p, ts_reason reason) {
    bool open = p->open;
    p->open = false;
    if (!open || !p->holds)
        return open ? ts_emit_child_end(p->out, reason, p->stored) : TS_OK;
    ts_span held = ts_buf_span(&p->held);
    ts_err err = TS_OK;
    p->decoded++; /* shown or not: it takes time */
    if (p->stored > held.len)
        p->too_large += p->stored;
    else
        err = p->image->run_lengths ? show_runs(p, held) : show_lossless(p, held);
    ts_buf_clear(&p->held);
    return err;
}

static ts_err give(pieces *p, ts_span piece) {
    if (!p->holds)
        return ts_emit_child_data(p->out, piece);
    if (p->held.len + piece.len <= TS_LIMIT_DICOM_FRAME)
        ts_buf_add(&p->held, piece);
    return TS_OK;
}

static ts_err fragment(pieces *p, uint32_t len) {
    bool runs = p->image->run_lengths; /* a fragment a frame (A.4.2) */
    ts_span head = ts_peek(p->in, len < PIECE ? len : PIECE);
    const char *kind = runs ? "" : picture_of(head);
    if (kind || !p->open) {
        TS_TRY(close_frame(p, TS_READ));
        if (!kind || p->frames == TS_LIMIT_DICOM_FRAMES || p->decoded == TS_LIMIT_DICOM_FRAMES) {
            *(kind ? &p->too_large : &p->unread) += len;
            ts_skip_bytes(p->in, len);
            return p->in->ended ? ts_fail(TS_EFORMAT, "dicom: a fragment ends early") : p->in->error;
        }
        p->holds = runs || ts_jpeg_is_lossless(head);
        if (!p->holds)
            TS_TRY(begin(p->out, ++p->frames, kind, UINT64_MAX));
        p->open = true;
        p->stored = 0;
    }
    p->stored += len;
    while (len) {
        ts_span piece = ts_take(p->in, len < PIECE ? len : PIECE);
        TS_TRY(give(p, piece));
        len -= (uint32_t)piece.len;
        if (p->in->ended || !piece.len) {
            p->stored -= len;
            TS_TRY(close_frame(p, TS_REASON_TRUNCATED));
            return p->in->error ? p->in->error : ts_fail(TS_EFORMAT, "dicom: a fragment ends early");
        }
    }
    return TS_OK;
}

ts_err ts_dicom_fragments(ts_source *in, ts_sink *out, const ts_dicom_image *image) {
    pieces p = {.in = in, .out = out, .image = image};
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
    ts_buf_done(&p.held);
    if (p.unread && !closed)
        closed = ts_emit_unread(out, TS_REASON_UNSUPPORTED, p.unread);
    if (p.too_large && !closed)
        closed = ts_emit_unread(out, TS_REASON_TOO_LARGE, p.too_large);
    return err ? err : closed;
}
