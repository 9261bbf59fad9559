/* doc_runs.h - what a Word document says of a place in its text: deleted, hidden, in a table (MS-DOC 2.4.6).
 *
 * Properties stand in pages of 512 bytes, one list of pages for letters and one for paragraphs; each page has runs of
 * places in the file.
 */
#ifndef TS_EXTRACT_DOC_RUNS_H
#define TS_EXTRACT_DOC_RUNS_H

#include "extract/ole.h"

enum { TS_DOC_PAGE = 512 };

typedef struct ts_doc_runs {
    const ts_ole_stream *stream; /* WordDocument */
    ts_buf list; /* the pages: places, then numbers of pages */
    size_t pages;
    bool paragraphs;
    uint32_t page; /* number of the one that is held, + 1 */
    char bytes[TS_DOC_PAGE];
    /* what was found */
    uint64_t from, to; /* of the run */
    bool known; /* the run stands in a page; else it says nothing */
    bool deleted, hidden; /* letters */
    bool in_table, row_end, inner; /* paragraphs; inner: of a table inside a cell */
} ts_doc_runs;

/* The list stands at [at, at + len) of `table`. */
ts_err ts_doc_runs_open(ts_doc_runs *r, const ts_ole_stream *stream, const ts_ole_stream *table, uint32_t at,
                        uint32_t len, bool paragraphs);
void ts_doc_runs_done(ts_doc_runs *r);
/* Finds the run that holds `place` of the stream. */
ts_err ts_doc_runs_find(ts_doc_runs *r, uint64_t place);

#endif
