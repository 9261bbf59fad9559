/* columns_layout.h - where the columns of a text are that shows a table by its layout alone.
 *
 * Places count characters, as the programs do that pad with blanks.
 */
#ifndef TS_EXTRACT_COLUMNS_LAYOUT_H
#define TS_EXTRACT_COLUMNS_LAYOUT_H

#include "base/bytes.h"

enum { TS_COLUMNS_MOST = 512, TS_COLUMNS_LINE = 4096 };

typedef struct ts_column_place {
    uint32_t from, to; /* to: one behind; the last one's may be UINT32_MAX */
} ts_column_place;

typedef struct ts_columns {
    ts_column_place at[TS_COLUMNS_MOST];
    size_t n;
    bool bars; /* bars stand between columns, not blanks */
} ts_columns;

/* A line without its end, ready to be cut at characters. */
typedef struct ts_columns_line {
    ts_span text;
    uint32_t n; /* characters */
    bool ascii; /* then character i is byte i */
    uint32_t start[TS_COLUMNS_LINE + 1]; /* else where each begins */
} ts_columns_line;
/* false: it is too long to be a row. */
bool ts_columns_line_of(ts_columns_line *l, ts_span text);
/* Characters [from, to) of the line. */
ts_span ts_columns_cut(const ts_columns_line *l, uint32_t from, uint32_t to);

/* Is this line the rule below (or above) a table's head?  "----+----", "+----+----+", the same with lines drawn, or
 * "----- ------ --".  Gives the columns that it draws, two at least. */
bool ts_columns_rule(const ts_columns_line *l, ts_columns *out);
/* A rule whose first sign is a corner: the head stands below it. */
bool ts_columns_rule_is_frame(const ts_columns_line *l);
/* Nothing but the lines of a frame and blanks stand in it. */
bool ts_columns_is_drawn(const ts_columns_line *l);
/* Does the line have bars, or blanks, wherever no column is?  Then cut at the columns it loses no letter. */
bool ts_columns_fits(const ts_columns *c, const ts_columns_line *l);
/* Without any rule: columns that many lines of the same shape show.  How sure, 0 (none) to 100. */
int ts_columns_guess(ts_span text, ts_columns *out);

#endif
