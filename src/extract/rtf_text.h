/* rtf_text.h - where the text of an RTF goes: the body with its tables, and the stories beside it. */
#ifndef TS_EXTRACT_RTF_TEXT_H
#define TS_EXTRACT_RTF_TEXT_H

#include "extract/extractor.h"
#include "extract/grid.h"
#include "extract/rtf_words.h"

enum { TS_RTF_FONT_NUMBERS = 32768, TS_RTF_ANSI = 1252 };

typedef struct ts_rtf_group {
    uint8_t place; /* ts_rtf_place */
    uint8_t before; /* the place around \upr, which \ud takes up again */
    bool opened; /* this group itself set its place */
    bool in_table; /* \intbl */
    bool deleted; /* \deleted */
    bool starred; /* \* came, and no control word since */
    uint8_t skip; /* \ucN: letters behind \u that say the same in the code page */
    uint16_t page; /* 0: the document's */
    const char *label; /* of the property */
    uint64_t from; /* where the data, or the piece of the story begins */
} ts_rtf_group;

typedef struct ts_rtf {
    ts_source *in;
    ts_sink *out;
    ts_span window;
    size_t at; /* in the window */
    ts_grid g;
    ts_buf run; /* text not yet given to its place */
    ts_buf gone; /* deleted text of the open line: it stands at its end, so that what is left can be read */
    ts_buf story[TS_RTF_STORIES]; /* what stands beside the body; given behind it */
    ts_buf value, author, shape; /* of a property; of the next comment; a shape's property */
    size_t depth, to_skip;
    uint32_t high; /* first half of a letter that takes two \u */
    uint16_t ansi; /* code page of the document */
    uint16_t page[TS_RTF_FONT_NUMBERS]; /* by font; 0: the document's */
    uint32_t font, first; /* whose entry of the font table is open; \deff */
    bool row; /* \trowd came, and its \row not yet */
    bool table, closed, foreign;
    bool goes_on; /* behind its last brace, as it should not */
    ts_rtf_group stack[TS_LIMIT_GROUPS + 1];
} ts_rtf;

static inline ts_rtf_group *ts_rtf_top(ts_rtf *r) { return &r->stack[r->depth]; }
static inline uint64_t ts_rtf_here(const ts_rtf *r) { return r->in->offset + r->at; }

/* Is the open group's text read at all? */
bool ts_rtf_wanted(ts_rtf *r);
/* One letter in the code page of the font; as text; as the number behind \u, of which a high letter takes two. */
void ts_rtf_letter(ts_rtf *r, unsigned char byte);
void ts_rtf_literal(ts_rtf *r, const char *text);
void ts_rtf_unicode(ts_rtf *r, int64_t n);
/* The second half of a letter never came. */
void ts_rtf_half_letter(ts_rtf *r);
/* Gives what was collected to its place. */
ts_err ts_rtf_flush(ts_rtf *r);
ts_err ts_rtf_line_end(ts_rtf *r);
ts_err ts_rtf_cell(ts_rtf *r);
ts_err ts_rtf_row_end(ts_rtf *r);
ts_err ts_rtf_open(ts_rtf *r);
ts_err ts_rtf_close(ts_rtf *r);
/* The open group's text goes to `place` from here on. */
ts_err ts_rtf_go_to(ts_rtf *r, unsigned place, const char *label);
/* Sends what is open, then the stories. */
ts_err ts_rtf_finish(ts_rtf *r);
void ts_rtf_done(ts_rtf *r);

#endif
