/* image_lines.h - the words that stand beside a picture's pixels, a line each, within their limit. */
#ifndef TS_EXTRACT_IMAGE_LINES_H
#define TS_EXTRACT_IMAGE_LINES_H

#include "base/bytes.h"
#include "base/map.h"

/* What a picture has said so far. */
typedef struct ts_image_lines {
    ts_buf text;
    size_t looked; /* bytes of values: what is blank, or named twice, costs too */
    uint64_t cut; /* bytes of words that are beyond the limit */
    int quarters;
    ts_map *said; /* of many pages, each line once; or NULL */
    ts_buf extended; /* XMP of JPEG that one segment does not hold, in pieces */
    char guid[32]; /* and whose */
} ts_image_lines;

/* Bytes of values that are still within. */
size_t ts_image_lines_room(const ts_image_lines *n);
/* What of a value is within the limit; the rest counts as cut. */
ts_span ts_image_lines_within(ts_image_lines *n, ts_span value);
/* A line for each text between zeros of a value that is within: EXIF parts them so who took a picture and who edited it. */
void ts_image_lines_put(ts_image_lines *n, ts_span name, ts_span value);
/* The same of any value. */
void ts_image_lines_add(ts_image_lines *n, const char *name, ts_span value);
void ts_image_lines_utf16(ts_image_lines *n, const char *name, ts_span raw, bool big_endian);

#endif
