/* other.h - labelled sets made of forms (other, field and field2, by other hands than dev's): what its files share (docs/accuracy.md).
 *
 * Forms (files of other/, field/, field2/) become pages with labelled spans.  A form begins with "=== name class ending [flags]"; in its text
 *
 *   «1.name»  «2.dob:iso»  «date»     a value of person 1 (1 to 4 anyone, 5 to 9 staff), or of nobody; with its label
 *   «?phone»  «!1.name»               its label is "may" (counts neither way); no label
 *   «w:hospital»  «k:hospital»        a word of a bank; the same one wherever this page asks
 *   «=health_term:asthma»  «?=…:…»    text with a label, which may hold values in its turn
 *   [[this||that]]                    one of these
 *   [[?60:text]]                      in six of ten pages
 *   [[*3-8:text]]  [[+3-8:text]]      3 to 8 times, with new people each time, or with the same
 *
 * and a line that ends in "\" goes on without a break.
 */
#ifndef TS_TESTS_ACCURACY_OTHER_H
#define TS_TESTS_ACCURACY_OTHER_H

#include "base/bytes.h"

enum { OTHER_PEOPLE = 10, OTHER_COLUMNS = 32, OTHER_KEPT = 200 };

/* ---- dice ---- */

uint64_t other_below(uint64_t *dice, uint64_t n); /* 0 to n - 1 */
static inline int other_between(uint64_t *dice, int low, int high) {
    return low + (int)other_below(dice, (uint64_t)(high - low) + 1);
}
static inline bool other_odds(uint64_t *dice, int percent) { return (int)other_below(dice, 100) < percent; }

/* ---- people ---- */

typedef struct other_person {
    bool made, male;
    char fore[40], middle[40], sur[60], title[8], nick[40];
    char house[60], street[60], town[40],
        postcode[12]; /* house: number, flat or name, with what parts it from the street */
    int32_t born, died; /* days since 1970-01-01 */
    char nhs[12], chi[12], hc[12], ihi[20], nino[12], mrn[16], staff[12], mobile[16], landline[16], email[120];
    char sort[8], account[12], iban[40], card[20], passport[12], licence[20], handle[48];
    int salary;
} other_person;

/* The files of names, once.  DIR as the build gave it. */
void other_people_load(const char *dir);
void other_person_make(uint64_t *dice, int32_t today, bool staff, other_person *out);
size_t other_names_count(void);

/* ---- a page ---- */

typedef struct other_mark {
    size_t start, end;
    char kind[20];
    bool may;
} other_mark;

typedef struct other_page {
    ts_buf text;
    other_mark *mark;
    size_t marks;
    int quiet; /* above zero: nothing is labelled */
    char escape; /* of values: 's' SQL, 'j' JSON, 'h' HTML and XML, 0 none */
    uint64_t dice;
    int32_t today;
    int date_form, phone_form, health_form; /* most values of a page look alike */
    other_person person[OTHER_PEOPLE];
    int kept[OTHER_KEPT]; /* by bank: the word that this page keeps to, plus one */
    char role[OTHER_COLUMNS][20]; /* of a table's columns, "-" where either answer would do */
    size_t columns;
} other_page;

void other_put(other_page *p, const char *text);
__attribute__((format(printf, 2, 3))) void other_putf(other_page *p, const char *format, ...);
/* A value: escaped as the page asks, labelled unless kind is NULL. */
void other_value(other_page *p, const char *kind, bool may, const char *text);
void other_label(other_page *p, size_t start, const char *kind, bool may);
other_person *other_someone(other_page *p, int number);
void other_renew(other_page *p, int from, int to);
void other_render(other_page *p, ts_span text);

/* Each byte from `from` on becomes what `each` adds to `out`; labels move along. */
typedef void (*other_each)(const other_page *p, size_t at, ts_buf *out, void *with);
void other_rewrite(other_page *p, size_t from, other_each each, void *with);
bool other_is_labelled(const other_page *p, size_t at);
/* What is done to a filled page as to its class: line ends, case, typing errors, quoting. */
void other_wear(other_page *p, ts_span class, ts_span ending, ts_span flags);

/* ---- values ---- */

/* False where there is no such field.  mark: '?' may, '!' without a label, 0. */
bool other_person_field(other_page *p, int number, ts_span field, ts_span form, char mark);
bool other_field(other_page *p, ts_span field, ts_span form, char mark);
void other_date(other_page *p, int32_t date, ts_span form, char out[48]);
void other_civil(int32_t days, int *year, int *month, int *day);
int32_t other_days(int year, int month, int day);

/* ---- numbers with checks (other_number.c) ---- */

void other_digits(uint64_t *dice, int n, char *out);
void other_number_nhs(uint64_t *dice, const char *start, char out[12]); /* and CHI and H&C numbers, by their start */
void other_number_ihi(uint64_t *dice, char out[20]);
void other_number_nino(uint64_t *dice, char out[12]);
void other_number_luhn(uint64_t *dice, const char *start, int length, char *out);
void other_number_iban(uint64_t *dice, const char *sort, const char *account, char out[40]);
void other_number_utr(uint64_t *dice, char out[12]);
void other_number_vat(uint64_t *dice, char out[12]);
void other_number_snomed(uint64_t *dice, char out[20]);
void other_number_isbn(uint64_t *dice, char out[20]);
void other_number_licence(uint64_t *dice, const other_person *who, char out[20]);
void other_number_mrz(uint64_t *dice, const other_person *who, char out[100]);
void other_number_phone(uint64_t *dice, bool mobile, char out[16]); /* digits, a blank behind the area code */
void other_phone(other_page *p, const char *number, ts_span form, char out[64]);

/* ---- forms, tables and banks, read from files ---- */

typedef struct other_form {
    ts_span name, class, ending, flags, text;
    bool trap; /* nobody's */
} other_form;

void other_forms_load(const char *dir);
size_t other_forms(bool trap, const other_form *out[], size_t room);
const char *other_bank_pick(other_page *p, ts_span name, bool keep, const char **kind); /* NULL: no such bank */
/* A table as its form says ("head/other head ; role ; cell", a line each); returns the file's ending. */
const char *other_table(other_page *p, const other_form *form);
char *other_file(const char *dir, const char *name);
_Noreturn __attribute__((format(printf, 1, 2))) void other_stop(const char *format, ...);

#endif
