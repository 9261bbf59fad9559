/* image_exif.h - EXIF (CIPA DC-008, 4.6): what a camera or a scanner says of a picture. */
#ifndef TS_EXTRACT_IMAGE_EXIF_H
#define TS_EXTRACT_IMAGE_EXIF_H

#include "extract/image_lines.h"

/* Of a picture the first directory, since the second is of its thumbnail; of a TIFF that of each page. */
void ts_image_exif(ts_image_lines *n, ts_span bytes, unsigned pages);

#endif
