/* page_parts.h - inside the layout of a page: its words, cells and lines. */
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
/* Emits them, as tables where they are. */
ts_err ts_page_emit_lines(ts_page *p);
size_t ts_letters_of(ts_span text);
int ts_by_number(const void *a, const void *b); /* of ints */
int ts_words_by_place(const void *a, const void *b); /* of ts_word: from the left to the right */

/* page_delimited.c: lines from `from` on that are of a file of values parted by *sign, how many; 0: none.  One as a row. */
size_t ts_page_delimited(const ts_page *p, size_t from, char *sign);
ts_err ts_page_emit_delimited(ts_page *p, const ts_page_line *l, char sign);

/* page_blocks.c: emits the page block by block where it is a sheet of labels or cards; *emitted false: it is none. */
ts_err ts_page_emit_blocks(ts_page *p, bool *emitted);

#endif
