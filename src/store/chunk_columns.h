/* chunk_columns.h - the columns of a chunk, for its writer and its reader.
 *
 * A chunk is: varint kinds, then each column's length and bytes: the common ones, then those of each kind.
 * Columns of a kind are of one nature, so they compress to little: in a table all gaps, columns and
 * confidences of a kind are nearly constant, and what is left is the values themselves, each once.
 */
#ifndef TS_STORE_CHUNK_COLUMNS_H
#define TS_STORE_CHUNK_COLUMNS_H

#include "base/bytes.h"

enum ts_chunk_column {
    TS_COL_SEGMENT, /* records of the segments                              */
    TS_COL_FIRST, /* sighting: first mention, from the end of the one before */
    TS_COL_COUNT, /* sighting: mentions                                   */
    TS_COL_ROLE,
    TS_COL_SHAPE,
    TS_COL_CATEGORIES,
    TS_COL_PLACE, /* from the place before                                */
    TS_COL_DATE, /* 0 none, else 1 + days (zigzag)                       */
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
    TS_KCOL_CODE, /* 0: the kind's next new value, else 1 + its number    */
    TS_KCOL_LENGTH, /* of each value, one byte                              */
    TS_KCOL_TEXT,
    TS_KCOLUMNS
};

static inline uint64_t ts_zigzag(int64_t v) { return ((uint64_t)v << 1) ^ (uint64_t)(v >> 63); }
static inline int64_t ts_unzigzag(uint64_t v) { return (int64_t)(v >> 1) ^ -(int64_t)(v & 1); }

#endif
