/* doc_text.h - the letters of a Word document as lines and tables. */
#ifndef TS_EXTRACT_DOC_TEXT_H
#define TS_EXTRACT_DOC_TEXT_H

#include "extract/grid.h"

/* What the document says of a paragraph, known only at its end. */
typedef struct ts_doc_paragraph {
    bool known; /* else the marks alone have to tell */
    bool in_table, row_end, inner;
} ts_doc_paragraph;

typedef struct ts_doc_text {
    ts_grid g;
    ts_buf run; /* of the open paragraph */
    ts_buf gone; /* deleted text: it goes to the line's end, so that what is left can be read */
    ts_buf code; /* of the open field: what makes its result */
    unsigned fields; /* how many are open inside one another, */
    uint64_t in_code; /* and a bit for each whose result has not begun */
    uint32_t high; /* first half of a letter that takes two units */
    bool table; /* a table is open */
    bool after_cell; /* the last mark ended a cell */
} ts_doc_text;

void ts_doc_text_init(ts_doc_text *t, ts_sink *out);
void ts_doc_text_done(ts_doc_text *t);
/* A new story begins: what is open in the last one ends. */
ts_err ts_doc_text_part(ts_doc_text *t, const char *name);
/* A unit of UTF-16 that is no mark of a paragraph. */
ts_err ts_doc_text_unit(ts_doc_text *t, uint16_t unit, bool deleted);
/* Plain ASCII letters, none below a blank. */
ts_err ts_doc_text_letters(ts_doc_text *t, ts_span letters, bool deleted);
/* Does this unit end a paragraph or a cell? */
static inline bool ts_doc_is_mark(uint16_t unit) { return unit == 0x0D || unit == 0x07 || unit == 0x0C; }
ts_err ts_doc_text_mark(ts_doc_text *t, uint16_t unit, const ts_doc_paragraph *p);
ts_err ts_doc_text_finish(ts_doc_text *t);

#endif
