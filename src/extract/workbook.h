/* workbook.h - what xlsx and xlsb share: a zip of parts that name each other, strings held once, sheets in their order.
 *
 * A form says by which names the parts go and who reads them: as XML (ECMA-376 part 1, 18) or as records (MS-XLSB). */
#ifndef TS_EXTRACT_WORKBOOK_H
#define TS_EXTRACT_WORKBOOK_H

#include "extract/cells.h"
#include "extract/ooxml.h"
#include "extract/xlsx_format.h"

enum { TS_WORKBOOK_SHEETS = 4096, TS_WORKBOOK_RELATIONS = 16384 };

typedef struct ts_workbook {
    ts_zip zip;
    ts_sink *out;
    ts_xlsx_formats formats;
    /* its own */
    ts_arena arena;
    ts_span *string; /* shared strings */
    size_t strings, string_cap;
    uint64_t string_bytes;
    uint64_t textless; /* cells whose string is not there */
    bool sample; /* the first rows of each sheet are wanted, no more: */
    uint64_t each, left; /* bytes of them; of the sheet at hand */
    uint64_t packed; /* bytes of the file that sheets were read from */
    bool enough; /* there were as many */
    struct {
        ts_span name, id;
    } sheet[TS_WORKBOOK_SHEETS];
    size_t sheets;
    struct {
        ts_span id, target;
    } relation[TS_WORKBOOK_RELATIONS]; /* of the workbook */
    size_t relations;
} ts_workbook;

typedef struct ts_workbook_form {
    const char *workbook, *relations, *styles, *strings; /* names of these parts */
    const char *sheets; /* how the names of sheets begin, also of those that the workbook no longer names */
    ts_err (*read_workbook)(ts_workbook *b, ts_ooxml_part *p);
    ts_err (*read_styles)(ts_workbook *b, ts_ooxml_part *p);
    ts_err (*read_strings)(ts_workbook *b, ts_ooxml_part *p);
    ts_err (*read_sheet)(ts_workbook *b, ts_ooxml_part *p, ts_cells *cells);
    bool (*is_comments)(ts_span name); /* may be true of XML too: of comments in threads */
    ts_err (*read_comments)(ts_workbook *b, ts_ooxml_part *p);
    bool (*is_settings)(ts_span name); /* nothing that anybody wrote */
} ts_workbook_form;

/* Reads the whole file, or a sample of it (slice.h).  What no part's reader takes (drawings, pictures, pivot caches) becomes a child. */
ts_err ts_workbook_run(ts_source *in, ts_sink *out, const ts_workbook_form *form);

/* For the readers.  Texts are copied. */
ts_err ts_workbook_add_string(ts_workbook *b, ts_span text);
void ts_workbook_add_sheet(ts_workbook *b, ts_span name, ts_span id);
/* The i-th shared string; nothing, and counted, where there is none. */
ts_span ts_workbook_string(ts_workbook *b, uint64_t i);
/* A cell's text; a row of more than 8 MiB goes out in pieces. */
ts_err ts_workbook_put(ts_workbook *b, ts_cells *cells, size_t column, ts_span text);
/* Comments in threads and those who wrote them are XML in both. */
bool ts_workbook_is_thread(ts_span name);
ts_err ts_workbook_read_comments(ts_workbook *b, ts_ooxml_part *p);

#endif
