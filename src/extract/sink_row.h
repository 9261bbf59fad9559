/* sink_row.h - a row becomes a line of a segment, with the place of each cell. */
#ifndef TS_EXTRACT_SINK_ROW_H
#define TS_EXTRACT_SINK_ROW_H

#include "extract/sink.h"

/* Bytes of a row with one separator behind each cell. */
size_t ts_sink_row_size(const ts_row *row);
/* Where a cell of it stands in the source, from `at` on; TS_NO_CELL where that cannot be said. */
uint32_t ts_sink_row_source(const ts_row *row, uint64_t at, ts_span cell);
/* Adds the row, of ts_sink_row_size bytes, to the text, and sets a place for each of its cells: valid UTF-8, tabs between,
 * a line's end behind. */
void ts_sink_row_add(const ts_row *row, uint64_t at, size_t size, ts_buf *text, ts_cell *c);

#endif
