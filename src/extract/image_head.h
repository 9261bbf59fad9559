/* image_head.h - what the first bytes of a picture say of it: its format and how large it is, before anything is decoded. */
#ifndef TS_EXTRACT_IMAGE_HEAD_H
#define TS_EXTRACT_IMAGE_HEAD_H

#include "base/bytes.h"

typedef enum ts_image_kind {
    TS_IMAGE_NONE = 0,
    TS_IMAGE_PNG,
    TS_IMAGE_JPEG,
    TS_IMAGE_GIF,
    TS_IMAGE_BMP,
    TS_IMAGE_WEBP,
    TS_IMAGE_TIFF,
    TS_IMAGE_JP2,
    TS_IMAGE_PNM
} ts_image_kind;

/* Told by magic number and a head that fits it.  bytes: the first 64 KiB, or all there is; size: of the whole. */
ts_image_kind ts_image_kind_of(ts_span bytes, uint64_t size);

typedef struct ts_image_size {
    uint64_t width, height; /* of the first page; 0: not told */
    uint32_t pages; /* of a TIFF; frames of a GIF; else 1 */
    uint64_t largest; /* pixels of the largest page; what all frames of a GIF take together */
    uint64_t first_end; /* GIF: where the first frame ends */
} ts_image_size;

/* Of the whole file; false where its head is damaged. */
bool ts_image_size_of(ts_image_kind kind, ts_span bytes, ts_image_size *out);

/* Bytes of the colours that these flags of a GIF's screen or frame say come next. */
size_t ts_gif_table(uint8_t flags);

#endif
