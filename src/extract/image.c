/* image.c - pictures are known by their magic number; picture.c reads them, in the program that has the engine. */
#include "extract/extractor.h"
#include "extract/image_head.h"

extern ts_err ts_picture_run(ts_source *in, ts_sink *out) __attribute__((weak));
extern const ts_extractor ts_extractor_image;

/* Long magic numbers are sure; BMP and Netpbm have two letters, and a head that fits. */
static int bid(const ts_head *head) {
    enum { SURE = 90, LIKELY = 75, ASCII = 30 };
    ts_image_kind kind = ts_image_kind_of(head->raw, head->size);
    if (kind == TS_IMAGE_PNM)
        return head->raw.ptr[1] < '4' ? ASCII : LIKELY;
    return kind == TS_IMAGE_NONE ? 0 : kind == TS_IMAGE_BMP ? LIKELY : SURE;
}

const ts_extractor ts_extractor_image = {
    .name = "image", .version = 1, .needs = TS_WHOLE, .profile = TS_PROFILE_OCR, .bid = bid, .run = ts_picture_run};
