/* dicom_pixels.h - the frames of a DICOM image as children, so that what is written into the picture can be read. */
#ifndef TS_EXTRACT_DICOM_PIXELS_H
#define TS_EXTRACT_DICOM_PIXELS_H

#include "extract/sink.h"
#include "extract/source.h"

/* The image pixel module's elements (PS3.3, C.7.6.3); 0: not said. */
typedef struct ts_dicom_image {
    uint16_t rows, columns, samples, allocated, stored, planar, is_signed;
    uint64_t frames;
    bool inverted; /* MONOCHROME1: the least is white */
    bool coloured; /* RGB */
    bool known; /* a photometric interpretation that the above can say */
    bool big_endian;
    bool words; /* VR OW: of big endian ones bytes stand by twos, the second first (PS3.5, 8.1.1) */
} ts_dicom_image;

/* Frames that stand as they are: `len` bytes follow in the source.  All are taken. */
ts_err ts_dicom_frames(ts_source *in, ts_sink *out, const ts_dicom_image *image, uint64_t len);
/* Frames in fragments, up to the end of the sequence (PS3.5, A.4). */
ts_err ts_dicom_fragments(ts_source *in, ts_sink *out);

#endif
