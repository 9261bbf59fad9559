/* multiscan.h - many patterns at once over a text, in time that goes with the text whatever the patterns.
 *
 * A pattern is written as in grep -E and PCRE: letters, classes, groups, |, ?, *, +, {m,n}, ^ and $ of a line, \b, \d, \w,
 * \s.  Not: what needs a memory (references), looking around, lazy repeats.  From each place where no word goes on, the
 * longest match counts that no word goes on behind either and that is no longer than TS_MULTISCAN_LONGEST.
 */
#ifndef TS_DETECT_MULTISCAN_H
#define TS_DETECT_MULTISCAN_H

#include "base/bytes.h"

enum { TS_MULTISCAN_LONGEST = 94, TS_MULTISCAN_IDS = 256 };

typedef struct ts_pattern {
    const char *text; /* UTF-8 */
    unsigned id; /* < TS_MULTISCAN_IDS: comes back with each match; several may share one */
    bool any_case; /* of ASCII letters */
} ts_pattern;

typedef struct ts_multiscan ts_multiscan;
/* TS_EUSAGE: *bad is the pattern that is wrong, and the message says how. */
ts_err ts_multiscan_new(const ts_pattern *pattern, size_t n, size_t *bad, ts_multiscan **out);
void ts_multiscan_free(ts_multiscan *m);
/* Tells the matches in the order of their begins; at one begin each id at most once. */
typedef void (*ts_multiscan_found)(void *context, unsigned id, size_t start, size_t end);
void ts_multiscan_run(ts_multiscan *m, ts_span text, ts_multiscan_found found, void *context);

#endif
