/* people.h - resolved people and what was exposed of each. */
#ifndef TS_STORE_PEOPLE_H
#define TS_STORE_PEOPLE_H

#include "model/sighting.h"
#include "model/verdict.h"
#include "store/case.h"

typedef struct ts_person {
    char number[16]; /* "P-7K3M-Q2XD": random per case, never in a digest */
    uint8_t verdict; /* best of its sightings' */
    uint8_t population; /* ts_role: what the holdings say, else the sightings' role */
    uint16_t roles; /* bit per ts_role over its sightings */
    uint32_t categories; /* enum ts_category bits over its sightings */
    uint64_t organisations; /* bit per organisation, in the case's list order */
    uint32_t sightings, files;
    int16_t birth_month; /* -1 unknown */
    bool deceased, held; /* held: identified in a holding */
    bool child_then, child_now; /* under 18 on the record's date; today */
    uint16_t first_year, last_year; /* of the records; 0 unknown */
    int64_t first_exhibit; /* that showed them, of those that did; 0 not known */
    ts_digest sightings_digest; /* SHA-256 over the sorted locators (from the blob id on) of its sightings */
} ts_person;

/* Does it count as a person?  Held, or a name with something that tells its bearer from others.  A clinician's name
 * under a letter, or a number without a name, is listed but not counted among the people. */
static inline bool ts_person_identifiable(const ts_person *p) {
    return p->held ||
           ((p->categories & TS_CAT_NAME) && (p->categories & (TS_CAT_IDENTIFIER | TS_CAT_BASIC | TS_CAT_CONTACT)));
}

/* Replaces all; inside the caller's transaction. */
ts_err ts_people_clear(ts_case *c);
ts_err ts_people_save(ts_case *c, const ts_person *p);
ts_err ts_people_each(ts_case *c, ts_err (*each)(void *, const ts_person *), void *context);
/* A fresh random case number, without letters that are mistaken for others. */
void ts_person_number(char out[static 16]);

/* Organisations in the order of first registering: index = bit in ts_person.organisations. */
ts_err ts_organisation_index(ts_case *c, const char *code, int *out);
ts_err ts_organisation_each(ts_case *c, ts_err (*each)(void *, int index, const char *code, const char *name),
                            void *context);
ts_err ts_organisation_name(ts_case *c, const char *code, const char *name); /* saves a display name */

#endif
