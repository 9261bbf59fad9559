/* scan_joint.h - labels of more than one value: "DOB/Sex: 12/03/1961 / F", "Hosp/NHS No: RX123456 / 999 000 0018". */
#ifndef TS_DETECT_SCAN_JOINT_H
#define TS_DETECT_SCAN_JOINT_H

#include "detect/scan.h"

/* Does a label before text[at] on its line, one of several that are joined, name that kind?  Values of the others may stand
 * between. */
bool ts_scan_joint_names(const ts_scan *s, size_t at, ts_kind kind);

#endif
