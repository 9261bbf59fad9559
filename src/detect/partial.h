/* partial.h - values of which only a part is shown: "943 *** 5919", "J**** S****", "xx/xx/1984", "M5 ***".
 *
 * Gangs mask samples, systems mask screens, people mask what they send on.  Such a value names nobody by itself, but its
 * shown digits, its year, its initials can be compared: TS_MENTION_PARTIAL.
 */
#ifndef TS_DETECT_PARTIAL_H
#define TS_DETECT_PARTIAL_H

#include "model/mention.h"

/* The one normal form of a partial value of the kind: as the whole value's, with '?' for each character that is hidden
 * where the kind says how many there are, '*' for any number of them elsewhere, in names and e-mail addresses.
 *   NHS number "943 *** 5919", "943*5919"   943???5919        birth date "xx/xx/1984", "1984"    1984-??-??
 *   card "**** 1234"                        ????????????1234  name "J. S.", "J*** S***"          S*, J*
 *   NINO "AB ** ** ** C"                    AB??????C         postcode "M5 ***"                  M5???
 *   phone "07700 *** 123"                   +447700???123     e-mail "j***@mail.example"         j*@mail.example
 * False, out untouched, where nothing is hidden, too little is shown to compare anything (three characters of what is
 * numbered, one letter of a name), or the kind has no such form.  partial(partial(x)) = partial(x). */
bool ts_partial_normal(ts_kind kind, ts_span raw, ts_norm *out);

/* An account's eight digits without the sort code that they need to be somebody's, plain or 4-4: "??????12345678".  False, out
 * untouched: they are none. */
bool ts_partial_account(ts_span raw, ts_norm *out);

/* Where all of a value is shown and the signs at its edges only mark it, the value: "**1234567**", "*A123*", "Jane Ash*".
 * opened, closed: how many stars begin an emphasis before raw, or end one behind it; 0: none.  False, out untouched: no. */
bool ts_partial_unmark(ts_kind kind, ts_span raw, size_t opened, size_t closed, ts_span *whole);

#endif
