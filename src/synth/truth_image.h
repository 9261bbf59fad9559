/* truth_image.h - what stands on the pictures of the leak, value by value, with the box of each. */
#ifndef TS_SYNTH_TRUTH_IMAGE_H
#define TS_SYNTH_TRUTH_IMAGE_H

#include "synth/picture.h"
#include "synth/truth.h"

typedef struct ts_image_truth {
    ts_buf images, values, sightings;
    ts_map *person;
    uint64_t pictures, written, whole, cut, hidden;
} ts_image_truth;

/* One page of an image file: what it shows, and what was done to it. */
typedef struct ts_image_page {
    ts_span path; /* locator without its exhibit */
    const char *format, *shows, *treated, *theme;
    uint32_t page; /* from 1 */
    unsigned dpi, percent; /* percent: pixels a unit, as screens are set */
    const char *family; /* the font that most is written in */
} ts_image_page;

void ts_image_truth_init(ts_image_truth *t);
void ts_image_truth_done(ts_image_truth *t);
/* The page and the values that are marked on the picture. */
void ts_image_truth_page(ts_image_truth *t, const ts_image_page *page, const ts_picture *p);
void ts_image_truth_sighting(ts_image_truth *t, const ts_world *w, const ts_planted_row *row);
ts_err ts_image_truth_save(const ts_image_truth *t, const char *dir);

#endif
