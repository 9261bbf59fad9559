/* record.h - what one system (or nobody's) has written down about one person on one day. */
#ifndef TS_SYNTH_RECORD_H
#define TS_SYNTH_RECORD_H

#include "synth/world.h"

typedef struct ts_record {
    uint32_t person; /* of the world; 0: a test patient */
    ts_system system; /* whose copy; TS_SYSTEM_NONE: nobody's we know */
    ts_date as_of;
    uint64_t salt; /* for what the record says besides: wards, tests, gifts */
    char local[24], nhs[11], title[8], forename[32], middle[32], surname[48], sex;
    ts_date birth, death, joined;
    char street[64], town[24], postcode[10], landline[12], mobile[12], email[64];
    char nino[10], sort[7], account[9];
    char kin[64], kin_phone[12];
} ts_record;

/* A system's own copy of a person it holds: what it knew that day, with the errors that it keeps. */
void ts_record_held(const ts_world *w, uint32_t person, ts_system s, ts_date at, ts_record *out);
/* A person of the region as somebody else has written them down; no local id. */
void ts_record_region(const ts_world *w, uint32_t person, ts_date at, ts_record *out);
/* Somebody who does not exist; k numbers them.  `s` says whose ids they pretend to have. */
void ts_record_invented(const ts_world *w, uint32_t k, ts_system s, ts_date at, ts_record *out);
/* TEST PATIENT and kin. */
void ts_record_test(const ts_world *w, uint32_t k, ts_system s, ts_date at, ts_record *out);

/* One slip of somebody who typed a list again: a wrong letter, day and month swapped, a short name. */
void ts_record_slip(ts_record *r, ts_dice *c);

typedef enum ts_alteration { TS_ALTER_NONE, TS_ALTER_BIRTH, TS_ALTER_NHS, TS_ALTER_BANK } ts_alteration;
const char *ts_alteration_name(ts_alteration a);
/* A change that no ordinary cause explains; k numbers it. */
void ts_record_alter(const ts_world *w, ts_record *r, ts_alteration what, uint32_t k, ts_dice *c);

/* A local number as its system prints it. */
void ts_local_print(uint32_t style, ts_system s, uint32_t number, char *out, size_t size);

#endif
