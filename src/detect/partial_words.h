/* partial_words.h - of partial values (partial.h) those that are no numbers: names, e-mail addresses, dates. */
#ifndef TS_DETECT_PARTIAL_WORDS_H
#define TS_DETECT_PARTIAL_WORDS_H

#include "model/mention.h"

/* "J**** S****", "Mrs Sm***", "S****, J.", "J. S.": "S*, J*", "SM*".  A word that is shown is as in a whole name; one of them
 * at least is not.  Signs around all of it are a text's own emphasis: **Jane Ash**. */
bool ts_partial_name(ts_kind kind, ts_span raw, ts_norm *out);
/* "J***.s***@mail.example": "j*.s*@mail.example". */
bool ts_partial_email(ts_span raw, ts_norm *out);
/* "xx/06/1984", "June 1984", "1984", "12/03/19**": "1984-06-??", "1984-??-??", "19??-03-12". */
bool ts_partial_date(ts_span raw, ts_norm *out);

#endif
