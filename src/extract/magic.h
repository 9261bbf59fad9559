/* magic.h - types of files that no reader here opens, by how they begin: the ledger of what was not read names them. */
#ifndef TS_EXTRACT_MAGIC_H
#define TS_EXTRACT_MAGIC_H

#include "base/bytes.h"

/* A short name ("mp4", "exe"), or NULL where the head says nothing. */
const char *ts_magic_type(ts_span head);

#endif
