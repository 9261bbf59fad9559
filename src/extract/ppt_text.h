/* ppt_text.h - the text in records of an old PowerPoint show, tables as tables. */
#ifndef TS_EXTRACT_PPT_TEXT_H
#define TS_EXTRACT_PPT_TEXT_H

#include "extract/grid.h"
#include "extract/ole.h"

/* The head of a record (MS-PPT 2.3.1), and where what it holds stands in the stream. */
typedef struct ts_ppt_record {
    uint64_t from, to;
    uint16_t type, instance;
    bool container; /* of records */
    bool cut; /* it says that it goes on beyond what holds it */
} ts_ppt_record;

/* The record at `at`, which ends before `end`; false: there is none. */
bool ts_ppt_record_at(const ts_ole_stream *s, uint64_t at, uint64_t end, ts_ppt_record *out);

typedef struct ts_ppt_text {
    const ts_ole_stream *s;
    ts_grid g;
    bool master; /* a placeholder's text is only a hint to whoever makes slides */
    uint64_t too_deep; /* bytes of records that stand too deep inside one another */
    /* its own */
    bool hint;
    bool table; /* a table is open: text goes to cells, */
    unsigned table_depth; /* which end with the container at this depth */
    struct ts_ppt_cell *cell;
    size_t cells, cap;
    int32_t left, top; /* of the shape that is open */
    bool anchored;
    ts_buf text; /* of the cells, one behind the other */
} ts_ppt_text;

void ts_ppt_text_init(ts_ppt_text *t, const ts_ole_stream *s, ts_sink *out);
void ts_ppt_text_done(ts_ppt_text *t);
/* The text of the records from `from` to `to`, into the grid's part. */
ts_err ts_ppt_text_read(ts_ppt_text *t, uint64_t from, uint64_t to);

#endif
