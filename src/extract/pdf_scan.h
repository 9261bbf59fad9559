/* pdf_scan.h - a page of a PDF that is a picture: given as a member, so that the program that reads pictures gets it. */
#ifndef TS_EXTRACT_PDF_SCAN_H
#define TS_EXTRACT_PDF_SCAN_H

#include "extract/sink.h"

struct _PopplerPage;

/* Do pictures cover the page, and is `text` no layer of text that says what they show? */
bool ts_pdf_is_scan(struct _PopplerPage *page, ts_span text);
/* Emits the page's picture as a member p<number>, a raw Netpbm file: equal pages are equal blobs, and are read once.
 * *given gets the bytes added, *steps the pictures passed in looking for them, both counted over the document.  *whole
 * false: some picture on it is not in there, or nothing was emitted, since none can be decoded. */
ts_err ts_pdf_emit_scan(ts_sink *out, struct _PopplerPage *page, int number, uint64_t *given, uint64_t *steps,
                        bool *whole);

#endif
