/* kinds.c - the detector of each kind. */
#include "detect/kinds.h"

const ts_detector *const ts_detectors[TS_KIND_COUNT] = {
#define TS_DETECTOR(ID, name) [TS_KIND_##ID] = &ts_detector_##name,
#include "detect/kinds.def"
#undef TS_DETECTOR
};
