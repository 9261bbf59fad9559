/* chunk_columns.h - the columns of a chunk, for its writer and its reader.
 *
 * A chunk is: varint kinds, then a byte (not in schema 1): 1 where the dictionary begins anew, as it does with the first chunk of
 * a file, 0 where it goes on from the chunk before; then each column's length and bytes: the common ones, then those of each kind.
 * Columns of a kind are of one nature, so they compress to little: in a table all gaps, columns and
 * confidences of a kind are nearly constant, and what is left is the values themselves, each once.
 */
#ifndef TS_STORE_CHUNK_COLUMNS_H
#define TS_STORE_CHUNK_COLUMNS_H

#include "base/clock.h"
#include "model/sighting.h"

enum ts_chunk_column {
    TS_COL_SEGMENT, /* records of the segments                              */
    TS_COL_FIRST, /* sighting: first mention, from the end of the one before */
    TS_COL_COUNT, /* sighting: mentions                                   */
    TS_COL_ROLE,
    TS_COL_SHAPE,
    TS_COL_CATEGORIES,
    TS_COL_PLACE, /* from the place before                                */
    TS_COL_DATE, /* 0 none, else 1 + days (zigzag) from what ts_chunk_date expects; in schema 1 from 1970 */
    TS_COL_KIND, /* mention: which kind's columns go on                  */
    TS_COLUMNS
};

enum ts_kind_column {
    TS_KCOL_CONFIDENCE,
    TS_KCOL_FLAGS, /* flags * 2 + valid                                    */
    TS_KCOL_GAP, /* start, from the end of the mention before            */
    TS_KCOL_EXTRA, /* end - start - length of the normal form              */
    TS_KCOL_COLUMN,
    TS_KCOL_ROW, /* from the row of the mention before                   */
    TS_KCOL_CODE, /* 0: the kind's next new value, else 1 + its number in the dictionary */
    TS_KCOL_LENGTH, /* of each new value, one byte                          */
    TS_KCOL_TEXT,
    TS_KCOLUMNS
};

/* What date a sighting has in all likelihood: that of its first dated mention, else of the sighting before it. */
static inline ts_date ts_chunk_date(const ts_findings *f, uint32_t first, uint32_t count, ts_date before) {
    for (uint32_t i = first; i < first + count; i++)
        if (f->mention[i].kind == TS_KIND_RECORD_DATE) {
            ts_date date = ts_date_parse_iso(f->mention[i].norm);
            if (date != TS_NO_DATE)
                return date;
        }
    return before;
}

static inline uint64_t ts_zigzag(int64_t v) { return ((uint64_t)v << 1) ^ (uint64_t)(v >> 63); }
static inline int64_t ts_unzigzag(uint64_t v) { return (int64_t)(v >> 1) ^ -(int64_t)(v & 1); }

#endif
