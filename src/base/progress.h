/* progress.h - the progress line on stderr: items, bytes, rate, time left; silent unless a terminal. */
#ifndef TS_BASE_PROGRESS_H
#define TS_BASE_PROGRESS_H

#include <touchstone/types.h>

typedef struct ts_progress ts_progress;

ts_progress *ts_progress_new(const char *verb); /* "reading", "matching" */
void ts_progress_total(ts_progress *p, uint64_t items, uint64_t bytes); /* 0: not known */
void ts_progress_set(ts_progress *p, uint64_t items, uint64_t bytes); /* draws at most 5 times a second */
void ts_progress_break(ts_progress *p); /* clears the line for a message; it comes again; NULL is fine */
void ts_progress_free(ts_progress *p); /* clears the line */

#endif
