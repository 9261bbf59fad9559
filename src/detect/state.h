/* state.h - what one ts_detect keeps between calls; seen by detect.c, table.c, lists.c and group.c alone. */
#ifndef TS_DETECT_STATE_H
#define TS_DETECT_STATE_H

#include "base/limits.h"
#include "detect/column.h"
#include "detect/hits.h"
#include "detect/laid_out.h"
#include "detect/name_filter.h"
#include "detect/scan.h"

typedef struct ts_detect ts_detect;
struct ts_detect {
    ts_hints hints;
    ts_hits hits; /* of the last segment */
    ts_columns columns; /* of the current table */
    ts_name_filter names; /* the holdings'; of hints->names */
    ts_hits list_hits; /* of the lists in a text */
    ts_columns list_columns; /* of the current one, and its cells */
    ts_laid_out list;
    ts_word_memo words;
    struct ts_pack_run *packs; /* NULL: none are given */
    ts_named named; /* in the text that is read */
};

void ts_detect_weigh_tens(ts_hits *h, ts_span text, unsigned seen, unsigned good);

#endif
