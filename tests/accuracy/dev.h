/* dev.h - the labelled set that `scan` is developed on: what its writers share (docs/accuracy.md).
 *
 * A passage is a page of text with labelled spans.  Templates (dev_*.c, lists of strings) are filled by dev_fill.c:
 *
 *   %1.name%  %1.dob:iso%  %date%     a value of person 1 (1, 2 and 4 adults, 3 a child, 5 to 9 staff), or of nobody
 *   %?orgtel%                         its label is "may": found or not, it counts neither way
 *   %!1.name%                         without a label
 *   ^health_term=asthma^  ^?phone=…^  literal text with a label
 *   ~(this~|that~)                    one of these
 *   ~*3-8(text~)                      the text 3 to 8 times, with new people each time
 *   %%                                a per cent sign
 */
#ifndef TS_TESTS_ACCURACY_DEV_H
#define TS_TESTS_ACCURACY_DEV_H

#include "base/bytes.h"

/* ---- dice ---- */

typedef struct dev_dice {
    uint64_t state;
} dev_dice;
uint64_t dev_below(dev_dice *d, uint64_t n); /* 0 to n - 1 */
static inline int dev_between(dev_dice *d, int low, int high) {
    return low + (int)dev_below(d, (uint64_t)(high - low) + 1);
}
static inline bool dev_chance(dev_dice *d, int percent) { return (int)dev_below(d, 100) < percent; }

/* ---- word banks: words stand in one string, apart by '|' ---- */

ts_span dev_pick(dev_dice *d, const char *bank);
typedef enum dev_origin {
    BRITISH,
    WELSH,
    IRISH,
    SCOTTISH,
    INDIAN,
    PAKISTANI,
    AFRICAN,
    POLISH,
    CHINESE,
    ARABIC,
    PORTUGUESE,
    EUROPEAN,
    ORIGINS
} dev_origin;
dev_origin dev_origin_roll(dev_dice *d);
/* Frequent ones more often, as people bear them. */
ts_span dev_forename(dev_dice *d, dev_origin o, bool male);
ts_span dev_surname(dev_dice *d, dev_origin o);
size_t dev_names_count(bool forenames);
/* A bank by name ("drug", "ward", "health"), NULL if there is none. */
const char *dev_bank(ts_span name);

/* ---- people ---- */

typedef struct dev_person {
    bool made, male;
    dev_origin origin;
    char fore[40], middle[40], sur[60], title[8], street[80], flat[40], town[40], postcode[12];
    int32_t born, died; /* days since 1970-01-01 */
    int year;
    char nhs[12], chi[12], hc[12], ihi[20], nino[12], local[16], mobile[16], landline[20], email[96];
    char gmc[8], nmc[12], gphc[8], hcpc[12], iban[40], sort[8], account[10], card[24], passport[12], licence[20];
    char utr[12], ssn[12], handle[40], consultant[12], gp_code[12];
    int salary;
} dev_person;

/* ---- a page ---- */

enum { DEV_SPANS = 6000, DEV_PEOPLE = 10, DEV_COLUMNS = 24 };
typedef struct dev_label {
    size_t start, end;
    char kind[24];
    bool may;
} dev_label;

typedef enum dev_escape { ESCAPE_NONE, ESCAPE_HTML, ESCAPE_SQL, ESCAPE_JSON, ESCAPE_CSV } dev_escape;
typedef struct dev_page {
    ts_buf text;
    dev_label label[DEV_SPANS];
    size_t labels;
    int silent; /* depth of labels that are open: no label in a label */
    bool crlf;
    dev_escape escape; /* of values */
    dev_dice dice;
    dev_person person[DEV_PEOPLE];
    int32_t today;
    char role[DEV_COLUMNS][24]; /* of a table's columns; empty: no table */
    size_t columns;
} dev_page;

void dev_put(dev_page *p, const char *text, size_t len);
void dev_puts(dev_page *p, const char *text);
__attribute__((format(printf, 2, 3))) void dev_putf(dev_page *p, const char *format, ...);
/* A labelled value. */
void dev_value(dev_page *p, const char *kind, bool may, const char *text, size_t len);
size_t dev_open(dev_page *p);
/* Labels what was put since dev_open; kind NULL: nothing. */
void dev_close(dev_page *p, size_t start, const char *kind, bool may);

/* The body of a mail as quoted-printable, the labels with it. */
void dev_quoted_printable(dev_page *p);

dev_person *dev_someone(dev_page *p, int number);
void dev_fill(dev_page *p, ts_span template);
/* The value of a field; false where there is no such field.  mark: '?' may, '!' without a label, 0. */
bool dev_person_field(dev_page *p, int number, ts_span field, ts_span form, char mark);
bool dev_field(dev_page *p, ts_span field, ts_span form, char mark);
/* A date as people write it. */
void dev_date(dev_dice *d, int32_t date, ts_span form, char out[40]);
void dev_civil(int32_t days, int *year, int *month, int *day);
int32_t dev_days(int year, int month, int day);

/* ---- numbers with checks (dev_number.c) ---- */

void dev_number_nhs(dev_dice *d, char out[12]);
void dev_number_chi(dev_dice *d, int32_t born, bool male, char out[12]);
void dev_number_hc(dev_dice *d, char out[12]);
void dev_number_ihi(dev_dice *d, char out[20]);
void dev_number_utr(dev_dice *d, char out[12]);
void dev_number_vat(dev_dice *d, char out[12]);
void dev_number_iban(dev_dice *d, char out[40]);
void dev_number_snomed(dev_dice *d, char out[20]);
void dev_number_licence(const dev_person *p, dev_dice *d, char out[20]);
void dev_number_mrz(const dev_person *p, char out[92]);
void dev_number_mobile(dev_dice *d, char out[16]);
void dev_number_landline(dev_dice *d, char out[20]); /* "0113 4960123": area, space, rest */
/* A number as people write it: spaces, brackets, +44, an extension now and then. */
void dev_phone(dev_dice *d, const char *number, char out[48]);
/* In groups: "3-3-4" gives 999 123 4567; the sign between them is `between`. */
void dev_groups(const char *digits, const char *groups, char between, char out[64]);

/* ---- templates ---- */

enum { WRAP = 1, OCR = 2, TRAP = 4 };
typedef struct dev_template {
    const char *class, *ext;
    int flags;
    const char *text;
} dev_template;
typedef struct dev_list {
    const dev_template *at;
    size_t n;
} dev_list;
#define DEV_LIST(name, array) const dev_list name = {array, sizeof array / sizeof *array}

extern const dev_list dev_letters, dev_letters_more, dev_forms, dev_forms_more, dev_mails, dev_chats, dev_papers,
    dev_social, dev_logs, dev_code, dev_scans, dev_traps, dev_traps_more, dev_traps_code;

/* Tables: how many sorts there are, and the n-th of them, some without any person. */
size_t dev_tables(void);
bool dev_table_is_trap(size_t n);
const char *dev_table_write(dev_page *p, size_t n); /* the file's ending */

#endif
