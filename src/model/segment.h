/* segment.h - a run of extracted text, or a table with each cell traceable to its source bytes. */
#ifndef TS_MODEL_SEGMENT_H
#define TS_MODEL_SEGMENT_H

#include "base/bytes.h"

#define TS_NO_OFFSET UINT64_MAX
#define TS_NO_CELL UINT32_MAX

/* Segments of a slice that is read before the rest of its item stand apart from those of the whole: their ordinals count from
 * (k + 1) << TS_SAMPLE_SHIFT on, k the slice's place in the sample, and their part is "sample+" with the byte of the item
 * that the slice begins at (ingest/sample.c). */
enum { TS_SAMPLE_SHIFT = 24 };

typedef enum ts_segment_type { TS_SEGMENT_TEXT = 0, TS_SEGMENT_TABLE = 1 } ts_segment_type;

/* One cell: bytes of the segment's text, and where they came from. */
typedef struct ts_cell {
    uint32_t start, len;
    uint32_t from; /* source offset relative to the segment's `at`; TS_NO_CELL where bytes were decoded */
} ts_cell;

/* With a slice's place: it is for looking only, and none that goes on from it makes a whole. */
#define TS_SLICE_ALONE (UINT64_C(1) << 63)

/* Borrowed from whoever made it, valid during the call it is handed to. */
typedef struct ts_segment {
    ts_segment_type type;
    ts_span part; /* "p2", "Sheet1", a table's name; empty where the blob has only one part */
    uint32_t ordinal; /* of this segment within its blob, from 0 */
    uint64_t offset; /* bytes of the part's text that came before this segment */
    ts_span text; /* valid UTF-8; a table: cells separated by tabs, each row ended by a newline */
    uint64_t at; /* source offset of text[0] where the text is plain source bytes, else TS_NO_OFFSET */
    bool more; /* the next segment goes on with the same text or table */
    bool begins; /* a table's first segment, whatever the last one said */
    bool ocr; /* read from a picture: letters and digits may have been taken for each other */

    /* tables only */
    const ts_span *head; /* column names, or NULL where the format has none (a header row may still be row 0) */
    size_t columns; /* length of head if there is one, else of the longest row so far */
    size_t rows;
    const uint32_t *row_start; /* rows + 1 indexes into cell[] */
    const ts_cell *cell;
    const uint64_t *row_number; /* 1-based number of each row as its own program would show it */
} ts_segment;

static inline ts_span ts_segment_cell(const ts_segment *s, size_t row, size_t column) {
    uint32_t i = s->row_start[row] + (uint32_t)column;
    if (i >= s->row_start[row + 1])
        return (ts_span){s->text.ptr, 0};
    return (ts_span){s->text.ptr + s->cell[i].start, s->cell[i].len};
}

#endif
