/* footer.h - lines that stand below the rows of an export, or between them, and are none. */
#ifndef TS_HOLDINGS_FOOTER_H
#define TS_HOLDINGS_FOOTER_H

#include "base/bytes.h"

/* "1,234 rows selected.", "(12 rows affected)", "Total: 1234", "-- End of report --", of a table of so many columns.  A row that is
 * only cut short is none; nor is one that somebody's name begins, which the words alone do not tell ("Page, John"): ask that, too. */
bool ts_footer_is(const ts_span *cell, size_t cells, size_t columns);
/* Nothing but dashes and the like: the rule that database clients draw below the names. */
bool ts_footer_is_rule(const ts_span *cell, size_t cells);

#endif
