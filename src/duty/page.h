/* page.h - escaped HTML pieces and small inline SVG charts. */
#ifndef TS_DUTY_PAGE_H
#define TS_DUTY_PAGE_H

#include "base/bytes.h"

/* Text into HTML: & < > " ' escaped, controls and bidi marks shown as U+FFFD. */
void ts_html_text(ts_buf *out, ts_span text);
void ts_html_str(ts_buf *out, const char *text);
/* The page's head with its style; nothing is loaded from elsewhere (a policy in the page forbids it). */
void ts_html_begin(ts_buf *out, const char *title);
void ts_html_end(ts_buf *out);

typedef struct ts_bar {
    const char *label;
    uint64_t value;
    const char *colour; /* a class of the page's style: "c0".."c7" */
} ts_bar;
/* Horizontal bars with their figures; rows of 0 are left out. */
void ts_html_bars(ts_buf *out, const char *caption, const ts_bar *bar, size_t n);
/* One bar cut into shares, with a legend; add prints a value (ts_add_count, ts_add_bytes). */
void ts_html_shares(ts_buf *out, const char *caption, const ts_bar *bar, size_t n, void (*add)(ts_buf *, uint64_t));
/* Columns along a line of labels (years, snapshot dates). */
void ts_html_columns(ts_buf *out, const char *caption, const ts_bar *bar, size_t n);

/* A table under its column heads (our own words, NULL at the end; '#' before a column of figures). */
void ts_html_table(ts_buf *out, const char *label, const char *const *head);
void ts_html_table_end(ts_buf *out);

#endif
