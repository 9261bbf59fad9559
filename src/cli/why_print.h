/* why_print.h - a waterfall and the sums of a table, for people and as JSON. */
#ifndef TS_CLI_WHY_PRINT_H
#define TS_CLI_WHY_PRINT_H

#include <touchstone/waterfall.h>

#include "cli/output.h"

/* For people: lines of at most 100 columns, but where names are longer. */
void why_print_fall(output *o, const ts_waterfall *w, bool records);
void why_print_sum(output *o, const ts_verdict_sum *s);

/* One line each, "schema":"touchstone.why/1". */
void why_json_fall(output *o, const ts_waterfall *w);
void why_json_sum(output *o, const ts_verdict_sum *s);

#endif
