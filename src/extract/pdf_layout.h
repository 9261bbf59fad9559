/* pdf_layout.h - tables on a printed page, told by where its characters stand.
 *
 * A PDF has no tables: it has characters at places.  Reading order takes a table column by column,
 * which tears every row apart; here rows and columns are found again.
 */
#ifndef TS_EXTRACT_PDF_LAYOUT_H
#define TS_EXTRACT_PDF_LAYOUT_H

#include "extract/sink.h"

/* Where one character stands; y grows downwards, in any unit. */
typedef struct ts_box {
    float x0, y0, x1, y1;
} ts_box;

/* Emits a page: with tables as rows and the lines between as text where it has any, else its text
 * as it is.  text is UTF-8 in reading order, box has one entry for each of its characters (n of
 * them; another number and the boxes are not used). */
ts_err ts_page_emit(ts_sink *out, ts_span text, const ts_box *box, size_t n);

#endif
