/* report.h - the shape of a report: it turns facts into bytes, and has no other source. */
#ifndef TS_DUTY_REPORT_H
#define TS_DUTY_REPORT_H

#include "duty/facts.h"

typedef struct ts_report_shape {
    const char *name; /* "summary" */
    const char *format; /* "html": what --format names */
    const char *file; /* "summary.html" */
    ts_err (*render)(ts_case *c, const ts_facts *f, ts_buf *out);
} ts_report_shape;

/* A quoted cell, without what parts it from the next; a formula of a spreadsheet is none any more. */
void ts_csv_cell(ts_buf *out, ts_span s);

/* Parts of the board's page (summary_coverage.c). */
void ts_summary_coverage(const ts_facts *f, ts_buf *out);
void ts_summary_provisional(const ts_facts *f, ts_buf *out); /* nothing where all was read */
void ts_summary_earlier(const ts_facts *f, ts_buf *out); /* nothing where no earlier leak is registered */
void ts_summary_documents(const ts_facts *f, ts_buf *out); /* nothing where no tree of files is registered */
void ts_documents_json(ts_json *j, const ts_facts *f); /* likewise */
void ts_summary_drops(const ts_facts *f, ts_buf *out); /* nothing where there is one drop only */

void ts_summary_claims(const ts_facts *f, ts_buf *out); /* summary_claims.c; nothing where nothing is claimed */

extern const ts_report_shape *const ts_reports[];
extern const size_t ts_report_count;

#endif
