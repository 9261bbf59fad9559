/* layout.h - which columns a list has, what they are called, and how its values are written. */
#ifndef TS_SYNTH_LAYOUT_H
#define TS_SYNTH_LAYOUT_H

#include "base/mem.h"
#include "synth/record.h"

typedef enum ts_field {
    TS_F_END = 0,
    TS_F_LOCAL,
    TS_F_CONSTITUENT,
    TS_F_ASSIGNMENT,
    TS_F_SUPPLIER,
    TS_F_FOREIGN_ID,
    TS_F_NHS,
    TS_F_NHS_STATUS,
    TS_F_TITLE,
    TS_F_SURNAME,
    TS_F_FORENAME,
    TS_F_FULL_NAME, /* "SMITH, John"    */
    TS_F_NATURAL_NAME, /* "Mrs Jane Smith" */
    TS_F_SEX,
    TS_F_BIRTH,
    TS_F_DEATH,
    TS_F_STREET,
    TS_F_TOWN,
    TS_F_POSTCODE,
    TS_F_ADDRESS,
    TS_F_LANDLINE,
    TS_F_MOBILE,
    TS_F_EMAIL,
    TS_F_NINO,
    TS_F_SORT,
    TS_F_ACCOUNT,
    TS_F_GP,
    TS_F_PRACTICE,
    TS_F_ETHNIC,
    TS_F_RELIGION,
    TS_F_KIN,
    TS_F_KIN_PHONE,
    TS_F_SPECIALTY,
    TS_F_CONSULTANT,
    TS_F_ADMITTED,
    TS_F_DISCHARGED,
    TS_F_WARD,
    TS_F_DIAGNOSIS,
    TS_F_TEST,
    TS_F_RESULT,
    TS_F_SAMPLED,
    TS_F_APPOINTMENT,
    TS_F_PRIORITY,
    TS_F_GIFT_DATE,
    TS_F_GIFT,
    TS_F_FUND,
    TS_F_GIFT_AID,
    TS_F_GRADE,
    TS_F_POST,
    TS_F_SALARY,
    TS_F_STARTED,
    TS_F_COMPANY,
    TS_F_VAT,
    TS_F_ORDER,
    TS_FIELDS
} ts_field;

enum { TS_LAYOUT_FIELDS = 32 };
typedef struct ts_layout {
    const char *name;
    uint8_t field[TS_LAYOUT_FIELDS];
} ts_layout;

/* Of exports registered as holdings, and of lists found in leaks. */
const ts_layout *ts_layout_export(ts_system s);
size_t ts_layout_lists(ts_system s, const ts_layout *const **out);
/* Lists made by somebody else: a practice, a shop, another trust. */
size_t ts_layout_region(const ts_layout *const **out);
bool ts_layout_has(const ts_layout *l, ts_field f);

/* How one list writes its values. */
typedef struct ts_manner {
    uint32_t style, variant; /* of the column names */
    enum { TS_DAY_FIRST, TS_ISO_DATE, TS_MONTH_NAME, TS_PLAIN_DATE, TS_MONTH_FIRST, TS_DOTTED, TS_DATES } dates;
    bool nhs_spaced, shout, sex_word, phone_spaced;
    uint64_t salt;
} ts_manner;
ts_manner ts_manner_draw(ts_dice *c, uint32_t style);

const char *ts_field_head(ts_field f, const ts_manner *m);
typedef enum ts_cell_type { TS_CELL_TEXT, TS_CELL_NUMBER, TS_CELL_DATE } ts_cell_type;
ts_cell_type ts_field_type(ts_field f);
/* The value as this list writes it, in the arena. */
ts_span ts_field_value(ts_arena *a, ts_field f, const ts_record *r, const ts_manner *m);
ts_span ts_date_written(ts_arena *a, ts_date d, const ts_manner *m);
ts_span ts_phone_written(ts_arena *a, const char *phone, bool spaced);
ts_span ts_nhs_written(ts_arena *a, const char *nhs, bool spaced);
/* The day something happened to this person, for this list: after joining, not after as_of. */
ts_date ts_event_date(const ts_record *r, uint64_t salt);
/* Do two copies of a person say the same in the columns of this layout by which people are told apart? */
bool ts_records_agree(const ts_layout *l, const ts_record *a, const ts_record *b);

/* Words of the trade, by salt. */
const char *ts_word_consultant(uint64_t salt);
const char *ts_word_specialty(uint64_t salt);
const char *ts_word_diagnosis(uint64_t salt);
const char *ts_word_practice(uint64_t salt);
const char *ts_word_gp(uint64_t salt);
const char *ts_word_test(uint64_t salt);

#endif
