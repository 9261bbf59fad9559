/* kinds.c - finds the detector of a kind. */
#include "detect/kinds.h"

static const ts_detector *const detectors[TS_KIND_COUNT] = {
#define TS_DETECTOR(ID, name) [TS_KIND_##ID] = &ts_detector_##name,
#include "detect/kinds.def"
#undef TS_DETECTOR
};

const ts_detector *ts_detector_of(ts_kind kind) {
    return kind > TS_KIND_NONE && kind < TS_KIND_COUNT ? detectors[kind] : NULL;
}
