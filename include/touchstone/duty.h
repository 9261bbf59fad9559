/* duty.h - reports from one set of facts. */
#ifndef TOUCHSTONE_DUTY_H
#define TOUCHSTONE_DUTY_H

#include <stdio.h>
#include <touchstone/case.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ts_report_options {
    const char *out; /* directory; NULL: CASE/reports */
    const char *formats; /* "html,json,csv"; NULL: all */
} ts_report_options;

/* Writes the reports; *index gets the path of the main HTML page (ts_report_path_max bytes are enough). */
enum { TS_REPORT_PATH = 4096 };
ts_err ts_report(ts_case *c, const ts_report_options *options, char *index, size_t index_size);

/* Where the case stands, for a person (json false) or a program. */
ts_err ts_status(ts_case *c, bool json, FILE *out);
/* What is claimed, and what was found of each assertion, for a person or a program. */
ts_err ts_claims_print(ts_case *c, bool json, FILE *out);
/* One sentence with range, confidence, as-at time and what is not read. */
ts_err ts_situation_line(ts_case *c, char *out, size_t size);

#ifdef __cplusplus
}
#endif
#endif
