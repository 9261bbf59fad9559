/* names.h - what made-up people and places are called. */
#ifndef TS_SYNTH_NAMES_H
#define TS_SYNTH_NAMES_H

#include "synth/dice.h"

/* A surname is drawn as a number, small for the common ones; the tail is put together from parts. */
uint32_t ts_names_surname_draw(ts_dice *c);
void ts_names_surname(uint32_t i, char *out, size_t size);

/* Forenames of one sex ('M', 'F') as given around that year of birth. */
const char *ts_names_forename(ts_dice *c, char sex, int year);
/* What friends call somebody of that name; NULL where there is nothing usual. */
const char *ts_names_short(const char *forename);

/* Places; a style above 0 has another region. */
const char *ts_names_street(ts_dice *c);
typedef struct ts_town {
    const char *town, *outward; /* "Liverpool", "L12" */
} ts_town;
ts_town ts_names_town(ts_dice *c, uint32_t style);

const char *ts_names_company(ts_dice *c);

#endif
