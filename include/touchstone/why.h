/* why.h - what spoke for a find, and what else it could have been: facts of the detection that found it. */
#ifndef TOUCHSTONE_WHY_H
#define TOUCHSTONE_WHY_H

#include <touchstone/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ts_why_what {
    TS_WHY_ALONE, /* confidence by form and check alone, nothing around it; 0: it is not found so */
    TS_WHY_CHECK_HOLDS, /* check digit, range, calendar: what the kind has */
    TS_WHY_CHECK_FAILS,
    TS_WHY_LABEL, /* the label before it names `kind` (0: something that is none), confidence: how surely; text: its words */
    TS_WHY_COLUMN, /* its column was taken for `kind`; text: words of the column's name, empty: by its values */
    TS_WHY_AROUND, /* neither label nor column, but what stands around it made the confidence what it is */
    TS_WHY_CHANCE, /* most numbers of ten digits there fail the check, so this one fits it by chance */
    TS_WHY_PERSON, /* a word that counts near a person who is named there */
    TS_WHY_ABOUT, /* whose value it is; text: patient, staff, ... */
    TS_WHY_PLACEHOLDER, /* test or default data */
    TS_WHY_AMBIGUOUS, /* a date that reads two ways */
    TS_WHY_DAMAGED, /* a number that lost its leading zero */
    TS_WHY_PARTIAL, /* only a part of it is shown */
    TS_WHY_MISREAD, /* letters and digits were taken for each other */
    TS_WHY_OTHER_LESS, /* it could be `kind` too, less surely: confidence */
    TS_WHY_OTHER_CHECK, /* it has the form of `kind`, but its check or range fails */
    TS_WHY_OTHER_SAID, /* it could be `kind`, but only a label or a column makes it so */
    TS_WHY_OTHER_REFUSED, /* it has form and check of `kind`, but what stands around it does not make it one */
    TS_WHY_WHATS
} ts_why_what;

typedef struct ts_why {
    uint8_t what, kind, confidence;
    ts_span text; /* of the program's own words and the dictionary of labels: nothing personal */
} ts_why;

enum { TS_WHY_MOST = 32, TS_WHY_TEXT = 80 }; /* facts of one find; bytes of a text */

#ifdef __cplusplus
}
#endif
#endif
