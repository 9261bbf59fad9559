/* jpeg_lossless.h - lossless JPEG, as archives of medical images keep them (ITU-T T.81, process 14, annex H).
 *
 * The libraries that read other JPEG files do not know it. */
#ifndef TS_EXTRACT_JPEG_LOSSLESS_H
#define TS_EXTRACT_JPEG_LOSSLESS_H

#include "base/bytes.h"

typedef struct ts_jpeg_samples {
    uint32_t width, height, components, bits;
    uint16_t *sample; /* component by component, each row by row; free with ts_free */
} ts_jpeg_samples;

/* Is it one, by its first markers? */
bool ts_jpeg_is_lossless(ts_span head);
/* Decodes it where it has at most `most` samples.  False: it is damaged, or uses what no archive does (components of
 * different sizes, arithmetic coding): then out holds nothing.  Rows that are missing at the end are 0, and *cut is set. */
bool ts_jpeg_lossless(ts_span in, size_t most, ts_jpeg_samples *out, bool *cut);

#endif
