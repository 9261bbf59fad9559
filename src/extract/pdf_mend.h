/* pdf_mend.h - a PDF whose end is missing or damaged, with an end made from the objects that are there.
 *
 * The trailer at the end of a file names its catalogue and that its pages (ISO 32000-2, 7.5.5).  Without one nothing leads
 * to any page, and the library gives up, though nearly all of them may be whole. */
#ifndef TS_EXTRACT_PDF_MEND_H
#define TS_EXTRACT_PDF_MEND_H

#include "base/bytes.h"

/* Appends to the empty `out` the file and behind it what is missing: the objects of its object streams, a catalogue and
 * pages where the file's own are gone, a trailer.  False: it has no page, or is locked (who holds the key is told by the lost end). */
bool ts_pdf_mend(ts_span file, ts_buf *out);

#endif
