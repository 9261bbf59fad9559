/* sheet_worker.h - one file read by one worker, as a stream of the segments of its tables that can be waited for. */
#ifndef TS_HOLDINGS_SHEET_WORKER_H
#define TS_HOLDINGS_SHEET_WORKER_H

#include "holdings/sheets.h"
#include "model/segment.h"

typedef struct ts_sheet_worker ts_sheet_worker;

ts_err ts_sheet_worker_new(const ts_sheets_file *file, ts_sheet_worker **out);
void ts_sheet_worker_free(ts_sheet_worker *w);
/* The next segment, borrowed until the next call: a table's with its text, row numbers and names, but no cells.  *more false:
 * all was read.  Errors: it could not be read wholly, and what to do. */
ts_err ts_sheet_worker_next(ts_sheet_worker *w, ts_segment *out, bool *more);
/* At the end: what the file is. */
const char *ts_sheet_worker_format(const ts_sheet_worker *w);

#endif
