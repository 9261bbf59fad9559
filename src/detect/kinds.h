/* kinds.h - the detectors by name, for the files that drive them. */
#ifndef TS_DETECT_KINDS_H
#define TS_DETECT_KINDS_H

#include "detect/detector.h"

#define TS_DETECTOR(ID, name) extern const ts_detector ts_detector_##name;
#include "detect/kinds.def"
#undef TS_DETECTOR

/* As the dates' own `usual`, and 23/04/1987 where a column is known to put the day first. */
ts_usual ts_usual_day_first(const char *cell, size_t len);

#endif
