/* dicom_tags.h - DICOM's data elements that hold people or words about them (PS3.6), and its charsets. */
#ifndef TS_EXTRACT_DICOM_TAGS_H
#define TS_EXTRACT_DICOM_TAGS_H

#include "base/bytes.h"

#define TS_DICOM_VR(a, b) ((uint16_t)((uint16_t)(a) << 8 | (uint8_t)(b)))

/* Columns of the one row that speaks of the patient. */
typedef enum ts_dicom_column {
    TS_DICOM_NHS,
    TS_DICOM_ID,
    TS_DICOM_SURNAME, /* a name takes four: surname, forename, others, title */
    TS_DICOM_FORENAME,
    TS_DICOM_MIDDLE,
    TS_DICOM_TITLE,
    TS_DICOM_BORN,
    TS_DICOM_SEX,
    TS_DICOM_ADDRESS,
    TS_DICOM_PHONE,
    TS_DICOM_OTHER_ID,
    TS_DICOM_OTHER_SURNAME,
    TS_DICOM_OTHER_FORENAME,
    TS_DICOM_OTHER_MIDDLE,
    TS_DICOM_OTHER_TITLE,
    TS_DICOM_MOTHER, /* names of others stand in one */
    TS_DICOM_RESPONSIBLE,
    TS_DICOM_REFERRER,
    TS_DICOM_CONSULTANT,
    TS_DICOM_DOCTOR,
    TS_DICOM_ETHNIC,
    TS_DICOM_RELIGION,
    TS_DICOM_STUDY_DATE,
    TS_DICOM_STUDY,
    TS_DICOM_DIAGNOSIS,
    TS_DICOM_ALLERGY,
    TS_DICOM_WARD,
    TS_DICOM_COLUMNS,
    TS_DICOM_NONE = TS_DICOM_COLUMNS
} ts_dicom_column;

extern const ts_span ts_dicom_head[TS_DICOM_COLUMNS];

typedef struct ts_dicom_tag {
    uint32_t tag; /* group, element */
    uint16_t vr; /* TS_DICOM_VR('P', 'N'): what an implicit syntax leaves unsaid */
    uint8_t column; /* ts_dicom_column; NONE: a line of text */
    const char *name;
} ts_dicom_tag;

/* NULL: not in the table. */
const ts_dicom_tag *ts_dicom_tag_of(uint32_t tag);
/* The code page of the first charset named (PS3.3, C.12.1.1.2); 0: the bytes show it. */
unsigned ts_dicom_page(ts_span specific);

#endif
