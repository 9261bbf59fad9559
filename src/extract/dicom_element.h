/* dicom_element.h - the head of a DICOM data element in each transfer syntax (PS3.5, 7.1). */
#ifndef TS_EXTRACT_DICOM_ELEMENT_H
#define TS_EXTRACT_DICOM_ELEMENT_H

#include "base/bytes.h"

typedef struct ts_dicom_syntax {
    bool implicit, big; /* VRs are not said; big endian */
} ts_dicom_syntax;

typedef struct ts_dicom_element {
    uint32_t tag, len; /* group, element; UINT32_MAX: a delimiter ends it */
    uint16_t vr; /* TS_DICOM_VR; 0: not said */
} ts_dicom_element;

/* Two and four bytes must be there. */
uint16_t ts_dicom_u16(const char *p, bool big);
uint32_t ts_dicom_u32(const char *p, bool big);
bool ts_dicom_is_vr(const char *p);
bool ts_dicom_is_long(uint16_t vr); /* its length has four bytes */
/* A VR whose values are words, dates or written numbers. */
bool ts_dicom_is_known(uint16_t vr); /* and says what it holds: UN does not */
bool ts_dicom_is_words(uint16_t vr);
/* The head of the element at the start of b, of which it wants 12 bytes; its length, 0 where it is cut. */
size_t ts_dicom_read_head(ts_span b, ts_dicom_syntax s, ts_dicom_element *e);

#endif
