/* clock.h - instants and calendar dates; a test can stop it. */
#ifndef TS_BASE_CLOCK_H
#define TS_BASE_CLOCK_H

#include "base/bytes.h"

/* Now, UTC.  With the environment's TOUCHSTONE_CLOCK=2026-01-31T12:00:00Z it stands still there. */
ts_instant ts_now(void);
/* CPU seconds of this process so far; monotonic seconds. */
double ts_cpu_seconds(void);
double ts_monotonic_seconds(void);

/* Civil date to days since 1970-01-01; TS_NO_DATE where there is no such day. */
ts_date ts_date_of(int year, int month, int day);
void ts_date_parts(ts_date d, int *year, int *month, int *day);
/* "2021-03-31" and back; strict. Out needs 11 bytes. */
void ts_date_print(ts_date d, char out[static 11]);
ts_date ts_date_parse_iso(ts_span s);
/* "2026-11-23T23:49:57Z"; out needs 25 bytes.  Parses that and with .mmm. */
void ts_instant_print(ts_instant t, char out[static 25]);
bool ts_instant_parse(ts_span s, ts_instant *out);
ts_date ts_instant_date(ts_instant t);

#endif
