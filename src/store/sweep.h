/* sweep.h - files of sightings and results that the database does not name go. */
#ifndef TS_STORE_SWEEP_H
#define TS_STORE_SWEEP_H

#include "store/db.h"

/* In the case's directory `dir`; on open all that a killed process left, else (not `all`) old results alone. */
ts_err ts_sweep(ts_db *db, int dir, bool all);

#endif
