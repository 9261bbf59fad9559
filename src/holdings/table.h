/* table.h - reads an export row by row, whatever form it came in, and from however many files. */
#ifndef TS_HOLDINGS_TABLE_H
#define TS_HOLDINGS_TABLE_H

#include "holdings/intake.h"
#include "holdings/row.h"

typedef struct ts_export ts_export;

/* Reads the head: form, names of columns (title lines above them are passed over).  Several files are one export in parts, in
 * this order; names that stand in each must be the same.  All is borrowed but for what is read. */
ts_err ts_export_open(const ts_export_file *file, size_t files, const ts_export_options *o, ts_export **out);
void ts_export_close(ts_export *e);
const ts_span *ts_export_head(const ts_export *e, size_t *columns);
/* The first rows, columns cells each, without moving on. */
const ts_span *ts_export_sample(const ts_export *e, size_t *rows);
/* "UTF-8, separated by commas", "xlsx, table \"Patients\"". */
void ts_export_tell(const ts_export *e, ts_buf *out);
/* Are its rows lines of a text? */
bool ts_export_is_text(const ts_export *e);
/* Are a person's rows only some of them?  HL7 and FHIR bring rows that are about others alone. */
bool ts_export_is_messages(const ts_export *e);
/* Blank lines, names that are repeated and, at the end of a file, footers are passed over.  *more false: the end. */
ts_err ts_export_next(ts_export *e, ts_export_row *row, bool *more);
/* Who tells a row of a person from a footer by more than its words: is somebody identified by these cells, as many as there are
 * columns?  Without it words alone decide. */
void ts_export_ask(ts_export *e, bool (*identifies)(void *context, const ts_span *cell, size_t cells), void *context);
/* Footers so far. */
uint64_t ts_export_footers(const ts_export *e);
/* SHA-256 over all bytes of all files in their order; valid at the end. */
ts_err ts_export_digest(ts_export *e, ts_digest *out);

#endif
