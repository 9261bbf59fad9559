/* attr.h - the attributes by which a sighting and a held person are compared.
 *
 * Attributes count once per group (product.md, "Verdicts"): agreeing surname and e-mail name are
 * one piece of evidence, not two.
 */
#ifndef TS_MODEL_ATTR_H
#define TS_MODEL_ATTR_H

#include "model/mention.h"

/* Stored in the index and in results: only ever append. */
typedef enum ts_attr {
    TS_ATTR_NHS = 0, /* ten digits                                  */
    TS_ATTR_LOCAL, /* local id as normalised for its organisation */
    TS_ATTR_NINO,
    TS_ATTR_SURNAME, /* folded, "OBRIEN"                            */
    TS_ATTR_FORENAME, /* folded, first forename only, "SIAN"         */
    TS_ATTR_SEX, /* "M" "F" "X"                                 */
    TS_ATTR_BIRTH, /* "1987-04-23"                                */
    TS_ATTR_ADDRESS, /* house and street folded, "12 EATON RD"      */
    TS_ATTR_POSTCODE, /* "L122AP"                                    */
    TS_ATTR_LANDLINE, /* "+441514960123"                             */
    TS_ATTR_MOBILE,
    TS_ATTR_EMAIL,
    TS_ATTR_BANK, /* sort code and account, "20295963748472"     */
    TS_ATTR_DEATH, /* date of death, ISO                          */
    TS_ATTR_COUNT
} ts_attr;

typedef enum ts_group {
    TS_GROUP_NHS = 0,
    TS_GROUP_LOCAL,
    TS_GROUP_SURNAME, /* surname, e-mail name   */
    TS_GROUP_FORENAME, /* forename, sex, title   */
    TS_GROUP_BIRTH,
    TS_GROUP_ADDRESS, /* address, postcode, landline */
    TS_GROUP_MOBILE,
    TS_GROUP_BANK,
    TS_GROUP_NINO,
    TS_GROUP_COUNT
} ts_group;

ts_group ts_attr_group(ts_attr a);
/* Health number, local id, NINO, bank account. */
bool ts_group_strong(ts_group g);
const char *ts_attr_name(ts_attr a); /* "health number", "birth date" */

/* The values of one person, from a sighting or from a row of a holding; len 0 where absent. */
typedef struct ts_values {
    ts_norm value[TS_ATTR_COUNT];
    uint32_t placeholder; /* bit per attribute: default or test data, never compared as identity */
} ts_values;

/* Puts a mention's normal form into the attribute(s) its kind feeds: a person_name gives surname and
 * forename, a phone gives mobile or landline.  The first value of an attribute stays; false if
 * nothing was taken, as of a partial value.  One function for the leak and for the holdings. */
bool ts_values_take(ts_values *v, ts_kind kind, ts_span norm, uint8_t flags);

/* How one attribute of a sighting stands to a held person. */
typedef enum ts_agree {
    TS_ABSENT = 0, /* missing on either side */
    TS_AGREES,
    TS_NEAR, /* differs as typing, nicknames, swapped day and month do */
    TS_DIFFERS
} ts_agree;

/* One candidate's comparison. */
typedef struct ts_comparison {
    uint8_t attr[TS_ATTR_COUNT]; /* ts_agree */
    uint8_t rarity[TS_ATTR_COUNT]; /* for agreeing values: class 0..7 of how common the value is in the
                                      holding, 0 unique .. 7 shared by more than 1 in 200; see index.h */
} ts_comparison;

#endif
