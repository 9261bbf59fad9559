/* place.h - UK postcodes and addresses. */
#ifndef TS_TEXT_PLACE_H
#define TS_TEXT_PLACE_H
#include "model/mention.h"
/* "l12 2ap" -> "L122AP".  The six shapes of BS 7666, GIR 0AA, and ZZ99. */
bool ts_postcode_normal(ts_span raw, ts_norm *out);
/* Outward part of a normal postcode. */
ts_span ts_postcode_outward(ts_span normal);
/* House and street: folded, signs dropped, ROAD -> RD and kin, at most the first line with a number. */
bool ts_address_normal(ts_span raw, ts_norm *out);
/* "WN30 8PF", "280 Prescot Road": true only where the bytes have such a normal form and are written as most are.
 * TS_LANES bytes from `p` on are readable. */
bool ts_postcode_usual(const char *p, size_t len);
bool ts_address_usual(const char *p, size_t len);
/* Does a normal form end in a kind of street: "40 HARBOUR VIEW"? */
bool ts_address_has_street(ts_span normal);
/* Begin of the flat that the text ends in, "Apartment 4B" of "lives at Apartment 4B"; SIZE_MAX if it ends in none. */
size_t ts_flat_at_end(ts_span text);
/* Is this word a kind of street?  2: and nothing else (Road), 1: an ordinary word too (Court, Park), 0: no. */
unsigned ts_street_word(ts_span word);
/* Does a street's name begin with it, as Welsh ones do: "Ffordd Las", "Heol y Bryn"? */
bool ts_street_lead(ts_span word);
/* The position of a flat on a Scottish stair: "2F1", "3/2", "GF1", "1/L". */
bool ts_flat_position(ts_span word);
/* Is this word what houses are called by (Cottage, Rectory), a kind of street or of room? */
bool ts_is_house_word(ts_span word);
bool ts_is_place_word(ts_span word);
#endif
