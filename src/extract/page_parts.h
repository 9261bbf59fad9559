/* page_parts.h - inside the layout of a page: its words, cells, lines and tables. */
#ifndef TS_EXTRACT_PAGE_PARTS_H
#define TS_EXTRACT_PAGE_PARTS_H

#include "extract/page_layout.h"

/* Words from..to that stand together. */
typedef struct ts_page_cell {
    size_t from, to; /* of page.words */
    int x0, x1;
    bool comb; /* letters in a row of boxes: one word */
} ts_page_cell;

typedef struct ts_page_line {
    size_t from, to; /* of page.cell */
    int y0, y1;
} ts_page_line;

typedef struct ts_page {
    ts_sink *out;
    ts_word *word; /* sorted by line and place */
    size_t words;
    const ts_rule *rule;
    size_t rules;
    const ts_rule *bar; /* printed ones, from the left to the right */
    size_t bars;
    int height; /* of a usual word */
    int blank; /* from one word to the next, usually */
    int gap; /* from one cell to the next at least */
    ts_page_cell *cell;
    size_t cells;
    ts_page_line *line;
    size_t lines;
    ts_buf text;
    uint64_t rows;
} ts_page;

/* page_lines.c: finds the lines and cells of p->words, for which p->line and p->cell have room. */
void ts_page_lines(ts_page *p);
/* A line drawn between these two places at this height? */
bool ts_page_ruled(const ts_page *p, int x0, int x1, int y);
/* Adds a cell's words to p->text. */
void ts_page_add_cell(ts_page *p, const ts_page_cell *c);
/* Emits a line as text, two blanks between its cells. */
ts_err ts_page_emit_line(ts_page *p, const ts_page_line *l);
size_t ts_letters_of(ts_span text);
int ts_by_number(const void *a, const void *b); /* of ints */
int ts_words_by_place(const void *a, const void *b); /* of ts_word: from the left to the right */

/* page_tables.c: emits the lines, as tables where they are. */
ts_err ts_page_emit_lines(ts_page *p);

enum { TS_PAGE_COLUMNS = 256 };

/* Columns of a table: what has its middle left of the k-th edge, and right of the one before, is in column k. */
typedef struct ts_page_columns {
    int edge[TS_PAGE_COLUMNS]; /* n - 1 of them */
    int x0[TS_PAGE_COLUMNS], x1[TS_PAGE_COLUMNS]; /* between which most of its print stands */
    size_t n;
} ts_page_columns;

/* page_columns.c: the columns that most of these lines agree on; false: there are fewer than two. */
bool ts_page_agree(const ts_page *p, size_t from, size_t to, ts_page_columns *c);
/* Where print usually stands in the columns, whose edges are known. */
void ts_page_usual(const ts_page *p, size_t from, size_t to, ts_page_columns *c);
/* In how many of them this line has something. */
size_t ts_page_filled(const ts_page *p, const ts_page_line *l, const ts_page_columns *c);
/* Could this line be a row of them? */
bool ts_page_fits(const ts_page *p, const ts_page_line *l, const ts_page_columns *c);
/* Could this line go on with a row whose first line is given? */
bool ts_page_goes_on(const ts_page *p, const ts_page_line *row, const ts_page_line *l, const ts_page_columns *c);
/* Emits so many lines, one below the other, as one row. */
ts_err ts_page_emit_row(ts_page *p, const ts_page_line *l, size_t lines, const ts_page_columns *c);

/* page_delimited.c: lines from `from` on that are of a file of values parted by *sign, how many; 0: none.  One as a row. */
size_t ts_page_delimited(const ts_page *p, size_t from, char *sign);
ts_err ts_page_emit_delimited(ts_page *p, const ts_page_line *l, char sign);

/* page_blocks.c: emits the page block by block where it is a sheet of labels or cards; *emitted false: it is none. */
ts_err ts_page_emit_blocks(ts_page *p, bool *emitted);

#endif
