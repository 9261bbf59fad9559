/* progress.h - the progress line on stderr: items, bytes, rate, time left, what takes long; silent unless a terminal. */
#ifndef TS_BASE_PROGRESS_H
#define TS_BASE_PROGRESS_H

#include <touchstone/types.h>

typedef struct ts_progress ts_progress;

ts_progress *ts_progress_new(const char *verb); /* "reading", "matching" */
bool ts_progress_shown(const ts_progress *p); /* is there a terminal that shows it? */
bool ts_progress_due(const ts_progress *p); /* would ts_progress_set draw now? */
void ts_progress_total(ts_progress *p, uint64_t items, uint64_t bytes); /* 0: not known */
void ts_progress_within(ts_progress *p, uint64_t items); /* inside the items, such as members of archives */
void ts_progress_slow(ts_progress *p, uint64_t bytes, double seconds); /* what is being worked on; 0 s: nothing slow */
void ts_progress_set(ts_progress *p, uint64_t items, uint64_t bytes); /* draws at most 5 times a second */
/* The line that would be drawn after so many seconds, with less in it where it has not the room. */
void ts_progress_text(const ts_progress *p, uint64_t items, uint64_t bytes, double spent, char *out, size_t size);
void ts_progress_break(ts_progress *p); /* clears the line for a message; it comes again; NULL is fine */
void ts_progress_free(ts_progress *p); /* clears the line */

#endif
