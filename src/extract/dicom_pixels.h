/* dicom_pixels.h - the frames of a DICOM image as children, so that what is written into the picture can be read. */
#ifndef TS_EXTRACT_DICOM_PIXELS_H
#define TS_EXTRACT_DICOM_PIXELS_H

#include "base/mem.h"
#include "extract/sink.h"
#include "extract/source.h"

/* What samples mean (PS3.3, C.7.6.3.1.2). */
typedef enum ts_dicom_colour {
    TS_DICOM_NO_COLOUR, /* not said, or none of these */
    TS_DICOM_GREY, /* MONOCHROME2 */
    TS_DICOM_INVERTED, /* MONOCHROME1: the least is white */
    TS_DICOM_RGB,
    TS_DICOM_YBR, /* YBR_FULL: the first sample is how light it is, and what is written shows in that */
    TS_DICOM_YBR_HALF, /* YBR_FULL_422: two of those, then the colours of both */
    TS_DICOM_PALETTE /* PALETTE COLOR: a number in three tables */
} ts_dicom_colour;

/* The image pixel module's elements (PS3.3, C.7.6.3); 0: not said. */
typedef struct ts_dicom_image {
    uint16_t rows, columns, samples, allocated, stored, planar, is_signed;
    uint64_t frames;
    ts_dicom_colour colour;
    bool big_endian;
    bool words; /* VR OW: of big endian ones bytes stand by twos, the second first (PS3.5, 8.1.1) */
    bool run_lengths; /* frames in fragments are packed so (PS3.5, annex G) */
    struct {
        uint16_t entries, first, bits; /* 0 entries: 65,536 */
        ts_span table; /* little endian; borrowed */
    } palette[3]; /* red, green, blue */
} ts_dicom_image;

/* Takes what an element of the object says of its image; a table is copied to `own`. */
void ts_dicom_note_image(ts_dicom_image *m, uint32_t tag, ts_span v, bool big, ts_arena *own);

/* Frames that stand as they are: `len` bytes follow in the source.  All are taken. */
ts_err ts_dicom_frames(ts_source *in, ts_sink *out, const ts_dicom_image *image, uint64_t len);
/* Frames in fragments, up to the end of the sequence (PS3.5, A.4). */
ts_err ts_dicom_fragments(ts_source *in, ts_sink *out, const ts_dicom_image *image);

#endif
