/* officeart.h - pictures in old Office documents (MS-ODRAW 2.2.23 to 2.2.31): scans of letters, photographs, screenshots. */
#ifndef TS_EXTRACT_OFFICEART_H
#define TS_EXTRACT_OFFICEART_H

#include "extract/ole.h"

/* Finds the pictures in a stream by their heads, wherever they stand, and sends each as a child "image1.png"; *count goes
 * on from the last call. */
ts_err ts_officeart_pictures(const ts_ole_stream *s, unsigned *count, ts_sink *out);

#endif
