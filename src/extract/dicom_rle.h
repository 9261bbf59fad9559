/* dicom_rle.h - frames packed by run lengths, as devices for ultrasound write them (PS3.5, annex G). */
#ifndef TS_EXTRACT_DICOM_RLE_H
#define TS_EXTRACT_DICOM_RLE_H

#include "base/bytes.h"

/* Appends the frame: sample by sample, each pixel by pixel, of `bytes` bytes, the least significant first.  False: it
 * does not have a plane for each byte of a pixel.  What is missing is 0, and *cut is set. */
bool ts_dicom_unpack_runs(ts_span in, size_t pixels, size_t samples, size_t bytes, ts_buf *out, bool *cut);

#endif
