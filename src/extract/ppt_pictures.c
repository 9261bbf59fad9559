/* ppt_pictures.c - opens the stream of pictures of a show that a password closes.
 *
 * Each field of a picture's record is closed by itself, with the key of block 0 from its first byte: the head, each sum, what
 * stands before the picture, and the picture.  An entry that has a name (FBSE) stands before some, closed field by field, too.
 */
#include "extract/ppt_pictures.h"

enum { HEAD, KIND, ENTRY, NAME, INNER, SUM, BEFORE, DATA };
enum { FBSE = 0xF007, EMF = 0xF01A, PICT = 0xF01C, DIB = 0xF01F, TIFF = 0xF029, CMYK = 0xF02A };
enum { HEAD_LEN = 8, SUM_LEN = 16, BOUNDS_LEN = 34, TAG_LEN = 1, NAME_PART = 8 };

/* Fields of an entry (MS-ODRAW 2.2.32): two kinds, a sum, tag, size, count, place, usage, length of the name, two unused. */
static const uint8_t entry[] = {1, 1, 16, 2, 4, 4, 4, 1, 1, 1, 1};
enum { ENTRY_PARTS = sizeof entry };

/* The head is read: what stands behind it. */
static void read_head(ts_ppt_pictures *p) {
    ts_cursor c = ts_cursor_over(ts_span_of(p->head, sizeof p->head));
    uint16_t version = ts_read_u16le(&c), type = ts_read_u16le(&c);
    uint32_t len = ts_read_u32le(&c);
    bool picture = (type >= EMF && type <= DIB) || type == TIFF || type == CMYK;
    if (!p->within)
        p->rest = len;
    p->part = 0;
    p->sums = version >> 4 & 1 ? 2 : 1; /* an odd instance has two */
    p->metafile = type <= PICT;
    p->lost = !picture && (type != FBSE || p->within);
    p->step = picture ? SUM : ENTRY;
    p->within |= type == FBSE;
}

/* Bytes of the piece that begins here; 0: what comes has no place in this record, or the head is to be read. */
static uint64_t piece(ts_ppt_pictures *p) {
    switch (p->step) {
    case ENTRY:
        p->step = p->part + 1 == ENTRY_PARTS ? NAME : ENTRY;
        return entry[p->part++];
    case NAME:
        p->step = INNER;
        return p->name;
    case INNER:
        p->step = KIND;
        p->have = 0;
        return p->rest < HEAD_LEN ? p->rest : HEAD_LEN;
    case SUM:
        p->step = --p->sums ? SUM : BEFORE;
        return SUM_LEN;
    case BEFORE:
        p->step = DATA;
        return p->metafile ? BOUNDS_LEN : TAG_LEN;
    default:
        p->step = HEAD;
        return p->rest;
    }
}

static void begin_piece(ts_ppt_pictures *p) {
    while (!p->left && !p->lost) {
        if (p->step == KIND && p->have == HEAD_LEN) {
            read_head(p);
        } else if (p->step == HEAD || !p->rest) { /* another record */
            *p = (ts_ppt_pictures){.step = KIND, .left = HEAD_LEN, .unread = p->unread};
        } else {
            uint64_t n = piece(p);
            p->left = n < p->rest ? n : p->rest;
            p->rest -= p->left;
        }
    }
}

void ts_ppt_pictures_open(ts_ppt_pictures *p, const ts_rc4 *first, char *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) {
        if (!p->left) {
            begin_piece(p);
            p->cipher = *first;
        }
        if (p->lost) {
            p->unread += len - i;
            memset(bytes + i, 0, len - i);
            return;
        }
        bytes[i] = (char)((uint8_t)bytes[i] ^ ts_rc4_next(&p->cipher));
        p->left--;
        if (p->step == KIND && p->have < HEAD_LEN)
            p->head[p->have++] = (uint8_t)bytes[i];
        if (p->step == ENTRY && p->part == NAME_PART + 1)
            p->name = (uint8_t)bytes[i];
    }
}
