/* leak_image.h - screenshots and scans in the leak. */
#ifndef TS_SYNTH_LEAK_IMAGE_H
#define TS_SYNTH_LEAK_IMAGE_H

#include "synth/leak.h"
#include "synth/truth_image.h"

/* So many of each into the tree, after all else: what else the leak holds is the same with them and without. */
ts_err ts_leak_images(ts_leak *l, uint32_t screenshots, uint32_t scans);
/* One of the scans; `turn` numbers them. */
ts_err ts_leak_scan(ts_leak *l, ts_image_truth *t, uint32_t turn);

#endif
