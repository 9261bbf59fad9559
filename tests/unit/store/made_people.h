/* made_people.h - made-up people with skewed names for the index's tests: the same number, the same person. */
#ifndef TS_TESTS_STORE_MADE_PEOPLE_H
#define TS_TESTS_STORE_MADE_PEOPLE_H

#include <stdio.h>
#include "base/clock.h"
#include "model/attr.h"

/* splitmix64 */
static inline uint64_t made_next(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}
/* Small numbers often, large ones seldom. */
static inline unsigned made_skewed(uint64_t *s, unsigned n) {
    unsigned a = (unsigned)(made_next(s) % n), b = (unsigned)(made_next(s) % n);
    return (unsigned)((uint64_t)a * b / n);
}

static inline void made_set(ts_values *v, ts_attr a, const char *text) { ts_norm_set(&v->value[a], ts_str(text)); }

static inline void made_person(uint32_t number, ts_values *out) {
    static const char *const front[] = {"HART", "WEST", "BROOK", "ASH",   "OAK",   "MARS", "THORN", "KING",
                                        "LANG", "PEMB", "COL",   "DUN",   "ELL",   "FAIR", "GAL",   "NORTH",
                                        "RAD",  "STAN", "WIN",   "BLACK", "CROSS", "HOL",  "LIT",   "MILL"};
    static const char *const back[] = {"LEY",  "TON",  "FIELD", "WOOD", "FORD",  "WORTH", "BURY", "MAN",
                                       "SON",  "WELL", "WICK",  "ER",   "HAM",   "STEAD", "DALE", "BY",
                                       "COTT", "GATE", "LOCK",  "SHAW", "BORNE", "COMBE", "MERE", "NESS"};
    static const char *const fore[] = {"JOHN",      "MARY",  "ROBERT", "SUSAN",  "WILLIAM", "SIAN",  "THOMAS",
                                       "ELIZABETH", "AMIRA", "GEORGE", "HANNAH", "OWEN",    "PRIYA", "MICHAEL",
                                       "CHLOE",     "DAVID", "GRACE",  "EDWARD", "NADIA",   "PETER"};
    static const char *const street[] = {"EATON", "MILL",  "CHURCH", "STATION", "HIGH",
                                         "PARK",  "GROVE", "QUEENS", "ALMA",    "VICTORIA"};
    uint64_t s = number * UINT64_C(7919) + 17;
    char text[TS_NORM_MAX];
    *out = (ts_values){0};
    snprintf(text, sizeof text, "%s%s", front[made_skewed(&s, 24)], back[made_skewed(&s, 24)]);
    made_set(out, TS_ATTR_SURNAME, text);
    unsigned f = made_skewed(&s, 20);
    made_set(out, TS_ATTR_FORENAME, fore[f]);
    made_set(out, TS_ATTR_SEX, f % 2 ? "F" : "M");
    ts_date born = ts_date_of(1935, 1, 1) + (ts_date)(made_next(&s) % 32000);
    char iso[11];
    ts_date_print(born, iso);
    made_set(out, TS_ATTR_BIRTH, iso);
    unsigned check = 10; /* a number whose check fails leads to others, too */
    for (unsigned lead = 99; check == 10; lead--) {
        unsigned sum = 0;
        snprintf(text, sizeof text, "%02u%07u", lead, number);
        for (unsigned i = 0; i < 9; i++)
            sum += (unsigned)(text[i] - '0') * (10 - i);
        check = (11 - sum % 11) % 11;
    }
    snprintf(text + 9, sizeof text - 9, "%u", check);
    made_set(out, TS_ATTR_NHS, text);
    snprintf(text, sizeof text, "R%07u", 1000000 + number);
    made_set(out, TS_ATTR_LOCAL, text);
    unsigned house = (unsigned)(made_next(&s) % 200) + 1;
    snprintf(text, sizeof text, "%u %s RD", house, street[made_next(&s) % 10]);
    made_set(out, TS_ATTR_ADDRESS, text);
    snprintf(text, sizeof text, "ZQ%u%u%c%c", (unsigned)(made_next(&s) % 30) + 1, (unsigned)(made_next(&s) % 10),
             (char)('A' + made_next(&s) % 8), (char)('A' + made_next(&s) % 8));
    made_set(out, TS_ATTR_POSTCODE, text);
    if (number % 3) {
        snprintf(text, sizeof text, "+4477009%05u", number);
        made_set(out, TS_ATTR_MOBILE, text);
    }
    if (number % 2) {
        snprintf(text, sizeof text, "p%u@people.example", number);
        made_set(out, TS_ATTR_EMAIL, text);
    }
}

static inline void made_drop(ts_values *v, ts_attr a) { v->value[a] = (ts_norm){0}; }
/* Leaves only the attributes of the mask. */
static inline void made_keep(ts_values *v, uint32_t attrs) {
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++)
        if (!(attrs >> a & 1))
            made_drop(v, (ts_attr)a);
}

#endif
