/* hl7_value.h - parts and escapes of HL7 version 2 values. */
#ifndef TS_EXTRACT_HL7_VALUE_H
#define TS_EXTRACT_HL7_VALUE_H

#include "base/bytes.h"

/* The signs that part a message, from its MSH (HL7 2.5.1, 2.5.4). */
typedef struct ts_hl7_signs {
    char field, component, repetition, escape, sub;
    unsigned page; /* code page of bytes beyond ASCII; 0: they show what they are */
} ts_hl7_signs;

/* Appends the value with its escapes resolved (HL7 2.5.1, 2.7). */
void ts_hl7_decode(ts_span raw, const ts_hl7_signs *signs, ts_buf *out);
/* The n-th part, from 1; empty if there is none. */
ts_span ts_hl7_part(ts_span s, char sign, unsigned n);

#endif
