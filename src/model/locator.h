/* locator.h - where something stands, as a string that can be opened again (docs/locator.md).
 *
 *   EXHIBIT/path   !/member (per nesting)   #part
 *   parts: #p2@120-131  #@120-131  #Sheet1!R12C3  #row=88;col=4  #msg=17
 * The k-th entry of one name is name~k.  In names the bytes % ! # ~ and controls and bytes that
 * are not UTF-8 are written %XX, so parse(print(x)) = x.
 */
#ifndef TS_MODEL_LOCATOR_H
#define TS_MODEL_LOCATOR_H

#include "base/bytes.h"

/* Appends one path or member name, escaped; slashes stay.  repeat > 1 appends ~repeat. */
void ts_locator_add_name(ts_buf *out, ts_span name, unsigned repeat);
/* Appends "!/" and the name. */
void ts_locator_add_member(ts_buf *out, ts_span name, unsigned repeat);
/* Appends "#part@start-end" for text, where start and end count bytes of the part's text. */
void ts_locator_add_text(ts_buf *out, ts_span part, uint64_t start, uint64_t end);
/* Appends "#Sheet1!R12C3", or "#row=12;col=3" where part is empty.  column is 1-based; 0: the row alone. */
void ts_locator_add_cell(ts_buf *out, ts_span part, uint64_t row, uint64_t column);
/* Appends the column to what ts_locator_add_cell made for the row alone. */
void ts_locator_add_column(ts_buf *out, ts_span part, uint64_t column);
/* Undoes the escapes of one name.  False where the escapes are wrong. */
bool ts_locator_read_name(ts_span name, ts_buf *raw, unsigned *repeat);

enum { TS_LOCATOR_LEVELS = 16 };
typedef struct ts_locator {
    size_t levels; /* path, then members */
    ts_span level[TS_LOCATOR_LEVELS]; /* escaped, borrowed from the parsed text */
    ts_span part; /* escaped part name */
    enum { TS_LOCATOR_WHOLE, TS_LOCATOR_TEXT, TS_LOCATOR_CELL } place;
    uint64_t start, end; /* TEXT */
    uint64_t row, column; /* CELL */
} ts_locator;
ts_err ts_locator_parse(ts_span text, ts_locator *out);
void ts_locator_print(const ts_locator *l, ts_buf *out);

#endif
