/* normal.h - the parent's own check of what a worker calls a normal form. */
#ifndef TS_INGEST_NORMAL_H
#define TS_INGEST_NORMAL_H
#include "model/mention.h"
/* A value that its own kind's normal form does not give back unchanged was never made by it. */
bool ts_normal_holds(const ts_mention *m);
#endif
