/* resolve.h - sightings into people.
 *
 * Takes keyed hashes of identifiers, never values: equal hashes are equal values.  The key may be a new one each
 * run, so nothing here may depend on a hash being greater or smaller than another.
 *
 * The sightings pass by a few times, each time with two more ties, so that no more than two hashes of each are held at
 * once: some 50 bytes a sighting at the peak.
 */
#ifndef TS_IMPACT_RESOLVE_H
#define TS_IMPACT_RESOLVE_H

#include <touchstone/types.h>

/* What can tie a sighting to another, strongest first. */
typedef enum ts_tie {
    TS_TIE_HELD = 0, /* identified, or likely: the held person's fingerprint */
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

typedef struct ts_resolver ts_resolver;
enum { TS_RESOLVE_PASSES = TS_TIES / 2 };
ts_resolver *ts_resolver_new(void);
void ts_resolver_free(ts_resolver *r); /* NULL is fine */
/* Which ties this pass wants; all others of a trace are ignored.  nhs and birth are wanted in the first alone. */
bool ts_resolver_wants(const ts_resolver *r, ts_tie tie);
/* The next sighting of this pass; each pass gives the same ones in the same order. */
void ts_resolver_take(ts_resolver *r, const ts_trace *t);
/* Ends a pass and joins by its ties.  False: it had not as many sightings as the first. */
bool ts_resolver_turn(ts_resolver *r);
/* After the last pass.  A sighting's person: the number of that person's first sighting.
 *
 * Sightings of one held person are always one.  The other ties join, tie by tie, all that they connect, unless that
 * would put two held people, two health numbers or two birth dates into one person: then none of what that tie
 * connects there is joined, for there is no telling which.  A health number, a NINO and a local id with its surname are
 * issued to one human being: they join two held people as well, whom two systems hold under numbers of their own. */
uint32_t ts_resolver_person(const ts_resolver *r, size_t i);
size_t ts_resolver_count(const ts_resolver *r);
/* How many people fewer there would be, had no contradiction kept apart what shares a value. */
uint64_t ts_resolver_apart(const ts_resolver *r);
/* How many were expectedly joined who are two, in 10^-9: e-mail, postcode and phone with a name are a household's, too.
 * Of the people who show such a value more than once with their birth dates a share is kept apart; where no birth date is
 * shown nothing keeps them apart, and as large a share of those joined is taken to be wrong. */
uint64_t ts_resolver_mistaken_ppb(const ts_resolver *r);

/* All passes over traces in memory: person[i] becomes i's person. */
void ts_resolve(const ts_trace *trace, size_t n, uint32_t *person);

#endif
