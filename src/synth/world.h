/* world.h - a made-up region: families, what happens to them, and which organisations hold them.
 *
 * Every held person lives among four that no organisation holds; the region is what "a real list
 * of other people" is drawn from.
 */
#ifndef TS_SYNTH_WORLD_H
#define TS_SYNTH_WORLD_H

#include "base/clock.h"
#include "synth/dice.h"

enum { TS_REGION_PER_HELD = 5, TS_SNAPSHOTS = 3 };

typedef enum ts_system {
    TS_SYSTEM_CHILDREN, /* RBS: a children's hospital's patients    */
    TS_SYSTEM_HEART, /* RBQ: a heart and chest hospital's adults */
    TS_SYSTEM_DONORS, /* a hospital charity's givers              */
    TS_SYSTEM_STAFF,
    TS_SYSTEM_SUPPLIERS,
    TS_SYSTEMS,
    TS_SYSTEM_NONE = TS_SYSTEMS
} ts_system;

/* What the outside knows of a system. */
typedef struct ts_system_facts {
    const char *organisation, *system, *kind, *file;
    bool travels;
} ts_system_facts;
const ts_system_facts *ts_system_facts_of(ts_system s);

typedef struct ts_home {
    uint16_t number;
    char street[40];
    char town[24], postcode[10]; /* "L12 2AP" */
    char landline[12]; /* "01632345678"; empty: none */
} ts_home;

typedef struct ts_human {
    uint32_t family;
    uint32_t surname, married; /* married: the surname from `wedding` on */
    const char *forename, *middle;
    ts_date birth, death, wedding, phone_change;
    uint32_t number; /* turns into NHS number, NINO, bank account, mobiles: unique each */
    char sex;
    bool twin, email;
    ts_date joined[TS_SYSTEMS], left[TS_SYSTEMS]; /* TS_NO_DATE: never */
    uint32_t local[TS_SYSTEMS]; /* number behind the local id, 0 none */
} ts_human;

typedef struct ts_family {
    ts_home home[2]; /* before and after the move */
    ts_date moved; /* TS_NO_DATE: stayed */
} ts_family;

typedef struct ts_world {
    uint64_t seed;
    uint32_t style, held;
    ts_human *human; /* person id i is human[i - 1] */
    uint32_t humans;
    ts_family *family;
    uint32_t families;
    uint32_t *member[TS_SYSTEMS]; /* person ids by local number */
    uint32_t members[TS_SYSTEMS];
    uint32_t *other; /* person ids that nobody holds, in a random order */
    uint32_t others;
    uint32_t next_number; /* for the invented */
    ts_date snapshot[TS_SNAPSHOTS];
} ts_world;

void ts_world_make(ts_world *w, uint64_t seed, uint32_t people, uint32_t style);
void ts_world_done(ts_world *w);
bool ts_human_held(const ts_human *h);
bool ts_human_in(const ts_human *h, ts_system s, ts_date at);
const ts_home *ts_human_home(const ts_world *w, const ts_human *h, ts_date at);
void ts_human_surname(const ts_human *h, ts_date at, char *out, size_t size);

/* Made from a person's number; the numbers of two people never meet.  NHS numbers are of the
 * ranges 5xx and 900-998, which are never issued; mobiles 0712 and landlines 01632, which are not
 * in use; NINOs begin with Y; sort codes with 88. */
void ts_number_nhs(uint64_t seed, uint32_t number, char out[static 11]);
void ts_number_nino(uint64_t seed, uint32_t number, char out[static 10]);
void ts_number_bank(uint64_t seed, uint32_t number, char sort[static 7], char account[static 9]);
void ts_number_mobile(uint64_t seed, uint32_t number, uint32_t which, char out[static 12]);
void ts_home_make(ts_dice *c, uint32_t style, uint64_t seed, uint32_t number, ts_home *out);

#endif
