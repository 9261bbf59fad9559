/* resolve.h - sightings into people.
 *
 * Takes keyed hashes of identifiers, never values: equal hashes are equal values.  The key may be a new one each
 * run, so nothing here may depend on a hash being greater or smaller than another.
 */
#ifndef TS_IMPACT_RESOLVE_H
#define TS_IMPACT_RESOLVE_H

#include <touchstone/types.h>

/* What can tie a sighting to another, strongest first. */
typedef enum ts_tie {
    TS_TIE_HELD = 0, /* identified: the held person's fingerprint */
    TS_TIE_NHS, /* health number                             */
    TS_TIE_NINO,
    TS_TIE_LOCAL, /* local id with surname                     */
    TS_TIE_BIRTH, /* full name and birth date                  */
    TS_TIE_MAIL, /* e-mail with surname                       */
    TS_TIE_PLACE, /* full name and postcode, or full name and phone */
    TS_TIE_NAME, /* name and role, of those who show nothing else: a GP on a thousand letters is one person */
    TS_TIES
} ts_tie;

typedef struct ts_trace {
    uint64_t tie[TS_TIES]; /* 0: does not show it */
    uint64_t nhs, birth; /* must not differ within one person: hashes; 0 unknown */
} ts_trace;

/* person[i] becomes the number of the first trace of i's person.  Sightings of one held person are always one.
 * The other ties join, tie by tie, all that they connect, unless that would put two held people, two health numbers or
 * two birth dates into one person: then none of what that tie connects there is joined, for there is no telling
 * which. */
void ts_resolve(const ts_trace *trace, size_t n, uint32_t *person);

#endif
