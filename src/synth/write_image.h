/* write_image.h - pictures as the files that phones, scanners and snipping tools leave. */
#ifndef TS_SYNTH_WRITE_IMAGE_H
#define TS_SYNTH_WRITE_IMAGE_H

#include "synth/picture.h"

/* RGB; dots per inch go into the file where they are above 0. */
void ts_write_png(ts_buf *out, ts_picture *p, unsigned dpi);

#endif
