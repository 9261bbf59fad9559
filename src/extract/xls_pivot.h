/* xls_pivot.h - the copy of its source that a pivot table keeps, in old Excel workbooks. */
#ifndef TS_EXTRACT_XLS_PIVOT_H
#define TS_EXTRACT_XLS_PIVOT_H

#include "extract/ole.h"

/* Is the stream such a copy? */
bool ts_xls_is_pivot(const ts_ole *o, size_t entry);
/* All copies, each as a table "pivot1" with the names of its fields. */
ts_err ts_xls_pivots(ts_ole *o, ts_sink *out);

#endif
