/* ndjson.h - the reader of JSON, for formats that are JSON with meanings of their own. */
#ifndef TS_EXTRACT_NDJSON_H
#define TS_EXTRACT_NDJSON_H

#include "extract/sink.h"
#include "extract/source.h"

/* `fhir`: columns of resources have the names of fhir.h, and attachments are children. */
ts_err ts_ndjson_run(ts_source *in, ts_sink *out, bool fhir);

#endif
