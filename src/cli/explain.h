/* explain.h - what scan --explain says of a find. */
#ifndef TS_CLI_EXPLAIN_H
#define TS_CLI_EXPLAIN_H

#include <touchstone/ingest.h>

#include "cli/output.h"

/* The line of a find and one of its rule, then its facts in lines of their own; kind: names by number. */
void explain_find(output *o, ts_span path, const ts_read_mention *m, const ts_kind_row *kind, bool show);
void explain_facts(output *o, ts_span path, bool found, const ts_why *why, size_t n, const ts_span *kind);
/* Facts as the last member of the object that was begun; where nothing was found, an object of their own. */
void explain_facts_json(output *o, ts_span path, bool found, const ts_why *why, size_t n, const ts_span *kind);

#endif
