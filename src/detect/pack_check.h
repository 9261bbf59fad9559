/* pack_check.h - the checks that a kind of a pack may name: check digits, dates, ranges (docs/packs.md). */
#ifndef TS_DETECT_PACK_CHECK_H
#define TS_DETECT_PACK_CHECK_H

#include "base/toml.h"

enum { TS_CHECK_WEIGHTS = 32, TS_CHECK_TABLE = 48, TS_CHECK_RANGES = 16, TS_CHECK_REPLACES = 8 };

typedef enum ts_check_rule {
    TS_CHECK_LUHN, /* ISO/IEC 7812-1 annex B */
    TS_CHECK_VERHOEFF, /* J. Verhoeff, Error Detecting Decimal Codes, 1969 */
    TS_CHECK_ISO7064,
    TS_CHECK_WEIGHTED, /* a sum of weighted places, by a modulus */
    TS_CHECK_REMAINDER, /* the number itself by a modulus */
    TS_CHECK_DATE,
    TS_CHECK_RANGE,
    TS_CHECK_REPEATS
} ts_check_rule;

/* One check of a normal form.  Which fields count depends on the rule. */
typedef struct ts_check {
    ts_check_rule rule;
    bool hybrid; /* ISO 7064: MOD m+1,m */
    unsigned modulus, radix; /* ISO 7064: radix; a hybrid system: m is `modulus` */
    unsigned remainder; /* that a weighted sum must leave, where there is no table */
    int weight[TS_CHECK_WEIGHTS];
    unsigned weights;
    char values[TS_CHECK_TABLE]; /* a letter's value is its place here; in a weighted sum a digit's is its own */
    char table[TS_CHECK_TABLE]; /* the check character of each remainder; empty: there is none */
    int at; /* where the table's character stands, a date or a range begins; -1: the last place */
    unsigned len; /* of a range's digits; of repeats: how many places are looked at */
    uint64_t range[TS_CHECK_RANGES][2]; /* from, to; any of them may hold it */
    unsigned ranges;
    struct {
        char from[4], to[4];
    } replace[TS_CHECK_REPLACES]; /* before a remainder is taken, of what begins with or has `from` */
    unsigned replaces;
    char prefix[4][4]; /* written before the number; any of them may do.  None: "" */
    unsigned prefixes;
    char form[12]; /* of a date: "ddmmyy" */
    unsigned least, most; /* how often the one repeated digit may stand */
} ts_check;

/* A check as a pack says it: its name, or a table with `rule`.  TS_EUSAGE names file, line and what is wrong. */
ts_err ts_check_read(const ts_toml *node, const char *file, ts_check *out);
/* Does it hold for this normal form?  False too where the form is none that the check knows. */
bool ts_check_holds(const ts_check *c, ts_span normal);
/* Of how many values that have the form one holds by chance: 10 for a decimal check digit; 1: most do. */
unsigned ts_check_odds(const ts_check *c);
/* "Luhn", "ISO 7064 MOD 11,10", ...: for people. */
const char *ts_check_name(const ts_check *c);

#endif
