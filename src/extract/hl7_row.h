/* hl7_row.h - fields of HL7 version 2 segments into the columns of one row a patient. */
#ifndef TS_EXTRACT_HL7_ROW_H
#define TS_EXTRACT_HL7_ROW_H

#include "base/mem.h"
#include "extract/hl7_value.h"

enum { TS_HL7_COLUMNS = 96 };

typedef struct ts_hl7_row {
    ts_span cell[TS_HL7_COLUMNS];
    size_t room[TS_HL7_COLUMNS]; /* of a cell, in `own` */
    size_t used;
    ts_arena own; /* cells that had to be made */
    const ts_hl7_signs *signs;
    ts_buf work;
    bool full; /* a cell could not take what came */
    uint32_t met; /* whom the row has so far: bits of ts_hl7_met */
} ts_hl7_row;

enum ts_hl7_met { TS_HL7_PATIENT = 1, TS_HL7_KIN = 2, TS_HL7_STAFF = 4 };

/* Which person a segment brings, who needs a row of their own where the row has one already; 0: none. */
uint32_t ts_hl7_person_of(ts_span segment);
void ts_hl7_row_clear(ts_hl7_row *r);
void ts_hl7_row_done(ts_hl7_row *r);
/* What ts_hl7_row_take wants to know of a segment. */
size_t ts_hl7_segment(ts_span name);
/* Takes field `n` of the segment; false: no column has it, or not all of it. */
bool ts_hl7_row_take(ts_hl7_row *r, size_t segment, unsigned n, ts_span value);
/* The names of the columns, and how many there are. */
const ts_span *ts_hl7_head(void);
size_t ts_hl7_columns(void);

#endif
