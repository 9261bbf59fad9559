/* xls_book.h - an old Excel workbook while it is read, for the files that read it. */
#ifndef TS_EXTRACT_XLS_BOOK_H
#define TS_EXTRACT_XLS_BOOK_H

#include "extract/biff.h"
#include "extract/cells.h"
#include "extract/ole.h"
#include "extract/xlsx_format.h"

/* Records (MS-XLS 2.3); the same numbers mean the same in BIFF5. */
enum {
    FORMULA = 0x0006,
    END = 0x000A,
    HEADER = 0x0014,
    FOOTER = 0x0015,
    NOTE = 0x001C,
    DATE_MODE = 0x0022,
    PASSWORD = 0x002F,
    CODE_PAGE = 0x0042,
    SHEET = 0x0085,
    MANY_NUMBERS = 0x00BD,
    RICH_TEXT = 0x00D6,
    STYLE = 0x00E0,
    STRINGS = 0x00FC,
    SHARED_TEXT = 0x00FD,
    DRAWINGS = 0x00EB,
    CONTINUED = 0x003C,
    DRAWN_TEXT = 0x01B6,
    LINK = 0x01B8,
    NUMBER = 0x0203,
    TEXT = 0x0204,
    BOOLEAN = 0x0205,
    OLD_RESULT = 0x0007,
    RESULT = 0x0207,
    SHORT_NUMBER = 0x027E,
    FORMAT = 0x041E,
    SERIES_TEXT = 0x100D
};

enum { TS_XLS_SHEETS = 4096 };

typedef struct ts_xls_book {
    ts_ole *o;
    ts_sink *out;
    ts_biff b;
    ts_arena arena;
    ts_span *string;
    size_t strings, string_cap;
    uint64_t string_bytes;
    bool strings_cut; /* their table ends before the last one */
    uint64_t textless; /* cells whose string is not there */
    ts_xlsx_formats formats;
    struct {
        ts_span name;
        uint32_t at;
    } sheet[TS_XLS_SHEETS];
    size_t sheets;
    ts_ole_stream s, drawings; /* the workbook; in it, what is drawn in all its sheets */
    bool drawing; /* the last record was of it */
    /* of the sheet that is being read */
    ts_cells cells;
    ts_span name;
    bool closed; /* by a password */
    unsigned version; /* of Excel: 2 to 5, or 8 */
    unsigned depth, met, begun; /* inside how many BOF; sheets, and BOF, so far */
    bool common; /* in the workbook's own part */
    bool beside; /* the part is that of what stands beside the cells */
    bool started; /* the sheet's part was begun */
    size_t result; /* column + 1 of a formula whose text comes in a record behind it */
    uint16_t result_row;
} ts_xls_book;

/* xls_beside.c: from here on rows go to the sheet's part. */
ts_err ts_xls_to_sheet(ts_xls_book *k);
/* The record at hand, where it is of what stands beside the cells: comments, drawn text, margins, links, names of series. */
ts_err ts_xls_beside(ts_xls_book *k);

#endif
