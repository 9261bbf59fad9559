/* dicom_words.h - the words in a DICOM value, whoever wrote it (PS3.5, 6.2). */
#ifndef TS_EXTRACT_DICOM_WORDS_H
#define TS_EXTRACT_DICOM_WORDS_H

#include "base/bytes.h"

/* Not for words: no blank, no end of a line.  Escapes change the charset and count as none. */
bool ts_dicom_is_control(char c);
bool ts_dicom_has_controls(ts_span s);
/* "Smith^Ann^Mary^Mrs^BSc=...": the alphabetic group's n-th component, counted from 0 (PS3.5, 6.2.1). */
ts_span ts_dicom_component(ts_span name, unsigned n);
/* Is the name there in other letters, or as it sounds, behind a '='? */
bool ts_dicom_has_groups(ts_span name);

#endif
