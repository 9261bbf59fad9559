/* cds_record.h - a Commissioning Data Set record of fixed width into the columns of a row a person. */
#ifndef TS_EXTRACT_CDS_RECORD_H
#define TS_EXTRACT_CDS_RECORD_H

#include "base/mem.h"

enum { TS_CDS_LINE = 8192, TS_CDS_COLUMNS = 256, TS_CDS_NUMBER = 37 };

typedef enum ts_cds_layout { TS_CDS_NONE, TS_CDS_RECORD, TS_CDS_LINES } ts_cds_layout;

/* Whose items are wanted: those of the record's patient, or of the other people that records of births name. */
enum { TS_CDS_PATIENT, TS_CDS_MOTHER, TS_CDS_BABY, TS_CDS_BABIES = 9 };

/* A line without its end, ready to be cut at characters. */
typedef struct ts_cds_line {
    ts_span text;
    bool ascii; /* then character i is byte i */
    uint32_t n; /* characters that `start` knows */
    uint32_t start[TS_CDS_LINE + 1]; /* else where each begins */
} ts_cds_line;

typedef struct ts_cds_row {
    ts_span cell[TS_CDS_COLUMNS];
    size_t room[TS_CDS_COLUMNS]; /* of a cell, in `own` */
    size_t used;
    ts_arena own; /* cells that had to be made */
} ts_cds_row;

void ts_cds_line_of(ts_cds_line *l, ts_span text);
/* Which layout the lines have that a text begins with.  Of versions whose layout is not known the values must show that it is
 * this one. */
ts_cds_layout ts_cds_layout_of(ts_span text, bool all);
/* Does the line begin a record?  By what stands at its header's places. */
bool ts_cds_begins(ts_cds_layout layout, ts_span line);
/* In lines: is it a further line of the record whose first line begins so, TS_CDS_NUMBER bytes or more? */
bool ts_cds_goes_on(ts_span first, ts_span line);
/* Takes what the line says of this person; which: of the babies, from 0.  True: something was said. */
bool ts_cds_row_take(ts_cds_row *r, ts_cds_layout layout, const ts_cds_line *l, unsigned who, unsigned which);
/* Text that has no place of its own. */
void ts_cds_row_other(ts_cds_row *r, ts_span text);
void ts_cds_row_clear(ts_cds_row *r);
void ts_cds_row_done(ts_cds_row *r);
/* The names of the columns, and how many there are. */
const ts_span *ts_cds_head(void);
size_t ts_cds_columns(void);

#endif
