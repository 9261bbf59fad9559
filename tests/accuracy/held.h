/* held.h - what the maker of the held-out set shares between its files: text
 * with marks, chance, people, values. */
#ifndef TS_TESTS_ACCURACY_HELD_H
#define TS_TESTS_ACCURACY_HELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- chance: seeded anew for each passage, so that one template more does not
 * change the passages of another ---- */

void chance_seed(uint64_t seed);
uint32_t below(uint32_t n);
int between(int low, int high);
bool odds(int percent);

/* ---- text with marked values ---- */

typedef struct mark {
    size_t start, end;
    const char *kind; /* with ~ before it where one might call it so or not */
} mark;

typedef struct text {
    char *data;
    size_t len, cap;
    mark *marks;
    size_t count, room;
    int quiet; /* above zero: values are written but not marked */
    char escape; /* 's' SQL, 'j' JSON, 'h' HTML and XML, 0 none: how values, not
                  the template's own words, are written */
} text;

void text_add(text *t, const char *s, size_t n);
void text_put(text *t, const char *s);
void text_printf(text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_value(text *t, const char *s); /* escaped as the text asks */
size_t text_open(text *t, const char *kind); /* a mark from here on; inner marks are left out */
void text_close(text *t, size_t opened);
void text_mark(text *t, const char *kind, const char *value); /* open, value, close */
void text_clear(text *t);
void text_free(text *t);

/* How one text becomes another with its marks kept: each byte is turned into
 * some bytes. */
enum text_change { TO_CRLF, TO_QUOTED, TO_CELL, TO_UPPER, TO_SCANNED, TO_WRAPPED };
void text_change(text *to, const text *from, enum text_change how, int amount);

/* ---- word banks and templates, read from files ---- */

enum { MAX_TEMPLATES = 1200, MAX_BANKS = 160, MAX_FLAGS = 64 };

typedef struct form {
    char name[48], kind[8], extension[8], flags[MAX_FLAGS];
    char *body;
} form;

typedef struct bank {
    char name[32], kind[32];
    bool kept; /* one choice a passage */
    char **entry;
    size_t entries;
} bank;

extern form forms[MAX_TEMPLATES];
extern size_t form_count;
char *file_read(const char *dir, const char *name);
void forms_load(const char *dir);
void banks_load(const char *dir);
const bank *bank_find(const char *name, size_t n);
const char *bank_pick(const char *name);

extern bool passage_is_trap;
extern const char *passage_flags;
const char *kind_may(const char *kind); /* with ~ before it */
void passage_begin(bool trap, const char *flags); /* forgets the people and the choices kept */
void render(text *t, const char *body);

/* ---- people ---- */

typedef struct date {
    int year, month, day;
} date;

typedef struct town {
    char name[32], county[32], area[4], dial[8];
    int low, high;
} town;

typedef struct person {
    char title[12], fore[40], middle[40], sur[64];
    char sex;
    int age;
    date born, died;
    char house[48], street[64], postcode[12];
    const town *town;
    char mail[128], mobile[16], landline[16], work[16];
    char nhs[12], chi[12], hc[12], ihi[20], local[20], staff[20], nino[12];
    char sort[8], account[12];
} person;

void people_load(const char *dir);
void people_begin(void);
person *person_at(char slot);
void person_renew(char slot);
const town *town_any(void);
void postcode_make(const town *at, char out[12]);
void street_make(char house[48], char street[64]);
void name_plain(const char *s, const char *keep, char *out, size_t room);
bool person_put(text *t, person *who, const char *field); /* false: no such field */

/* ---- values ---- */

bool value_put(text *t, const char *name, const char *argument); /* false: no such value */
void date_put(text *t, const char *kind, date day, const char *style);
void dates_begin(void);
date date_recent(void); /* near the day of the passage */
void phone_put(text *t, const char *kind, const char *digits, const char *style);
void postcode_put(text *t, const char *kind, const char *postcode, const char *style);
void phone_make(char out[16], char what, const char *dial);
void digits_make(char *out, int n);
void health_number_make(char out[12], char realm, date born, char sex); /* 'n' NHS, 'c' CHI, 'h' H&C */
void ihi_make(char out[20]);
void nino_make(char out[12]);
void account_make(char sort[8], char account[12]);
int luhn_digit(const char *digits);
void health_put(text *t, const char *kind, const char *digits, const char *style);

bool document_put(text *t, person *who, const char *field); /* passports, cards, licences and the like */
bool code_put(text *t, const char *name, const char *argument); /* codes of places, clinicians, diseases; secrets */

/* ---- tables ---- */

void tables_load(const char *dir);
/* Writes a table; its column roles go to `roles` (one a column, NULL for none).
 */
size_t table_make(text *t, const char *roles[], size_t most, char extension[8]);

_Noreturn void stop(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
