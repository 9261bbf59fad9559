/* mention.h - one detected value: kind, where it stands, its normal form, how sure. */
#ifndef TS_MODEL_MENTION_H
#define TS_MODEL_MENTION_H

#include "base/bytes.h"

typedef enum ts_kind {
    TS_KIND_NONE = 0,
#define TS_KIND(id, name, category) TS_KIND_##id,
#include "model/kinds.def"
#undef TS_KIND
    TS_KIND_COUNT
} ts_kind;

/* Numbers of the kinds that a user's packs add, for one run: they mean nothing on disk (docs/adr/0025). */
enum { TS_KIND_PACK = 64, TS_KIND_PACK_MOST = 256 - TS_KIND_PACK };
_Static_assert((int)TS_KIND_COUNT <= TS_KIND_PACK, "a pack's kinds come after all others");

const char *ts_kind_name(ts_kind kind);
/* TS_KIND_NONE if there is no such kind. */
ts_kind ts_kind_named(ts_span name);

/* The numbers that the health services of these islands give each patient. */
static inline bool ts_kind_health_number(ts_kind kind) {
    return kind == TS_KIND_NHS_NUMBER || kind == TS_KIND_CHI_NUMBER || kind == TS_KIND_HC_NUMBER || kind == TS_KIND_IHI;
}

/* Categories of personal data, as bits; after the ICO breach form's tick list (basic identifiers,
 * identification data, health, economic and financial, ...).  Stored on disk: only ever append. */
enum ts_category {
    TS_CAT_NONE = 0, /* tells nothing of a person by itself: a company's number */
    TS_CAT_NAME = 1 << 0,
    TS_CAT_IDENTIFIER = 1 << 1, /* health number, local id, NINO */
    TS_CAT_BASIC = 1 << 2, /* birth date, sex               */
    TS_CAT_CONTACT = 1 << 3,
    TS_CAT_HEALTH = 1 << 4, /* Art 9: diagnosis, clinic, ward, test, medication */
    TS_CAT_FINANCIAL = 1 << 5, /* bank, salary, gift amounts    */
    TS_CAT_EMPLOYMENT = 1 << 6, /* grade, assignment, payroll    */
    TS_CAT_ETHNICITY = 1 << 7, /* Art 9 */
    TS_CAT_RELIGION = 1 << 8, /* Art 9 */
    TS_CAT_DONATION = 1 << 9,
    TS_CAT_KIN = 1 << 10, /* next of kin named */
    TS_CAT_EVENT = 1 << 11, /* dates of contact with the organisation */
    TS_CAT_DEATH = 1 << 12,
    TS_CAT_ONLINE = 1 << 13, /* UK GDPR recital 30: addresses of the internet; nobody can be told anything there */
    TS_CAT_SECRET = 1 << 14, /* what lets others in where the person may */
    TS_CAT_MENTAL = 1 << 15, /* Art 9, as all to orientation, union and biometrics */
    TS_CAT_SEXUAL = 1 << 16,
    TS_CAT_PREGNANCY = 1 << 17,
    TS_CAT_SAFEGUARDING = 1 << 18,
    TS_CAT_ORIENTATION = 1 << 19,
    TS_CAT_UNION = 1 << 20,
    TS_CAT_BIOMETRIC = 1 << 21,
    TS_CAT_CRIMINAL = 1 << 22, /* Art 10 */
    TS_CATEGORIES = 23
};
/* What a value of the kind shows by itself; TS_CAT_NONE of TS_KIND_NONE. */
uint32_t ts_kind_category(ts_kind kind);
/* "health", "contact", ... of bit number i < TS_CATEGORIES. */
const char *ts_category_name(int bit);

/* The one canonical form of a value, used alike for the leak, the holdings and look-ups. */
enum { TS_NORM_MAX = 94 };
typedef struct ts_norm {
    uint8_t len;
    char text[TS_NORM_MAX + 1]; /* NUL-terminated */
} ts_norm;

static inline ts_span ts_norm_span(const ts_norm *n) { return (ts_span){n->text, n->len}; }
/* False, leaving `out` as it was, if `s` is empty or longer than TS_NORM_MAX.  `s` may lie in `out`. */
static inline bool ts_norm_set(ts_norm *out, ts_span s) {
    if (s.len == 0 || s.len > TS_NORM_MAX)
        return false;
    if (s.ptr >= out->text && s.ptr <= out->text + TS_NORM_MAX)
        memmove(out->text, s.ptr, s.len);
    else
        ts_copy(out->text, s.ptr, s.len);
    out->text[s.len] = 0;
    out->len = (uint8_t)s.len;
    return true;
}

enum ts_mention_flag {
    TS_MENTION_PLACEHOLDER = 1 << 0, /* default or test data: ten equal digits, 1900-01-01, ZZ99 */
    TS_MENTION_UNCHECKED =
        1 << 1, /* the shape has a check digit and it fails: kept because the column or label says so */
    TS_MENTION_AMBIGUOUS = 1 << 2, /* a date that reads two ways; the normal form is the likelier one */
    TS_MENTION_DAMAGED = 1 << 3, /* looks like a number that lost its leading zero */
    TS_MENTION_PARTIAL = 1 << 4, /* only a part is shown: the normal form has signs for the rest (detect/partial.h) */
    TS_MENTION_MISREAD = 1 << 5, /* letters and digits were taken for each other; the normal form is what was meant */
};

/* Confidence is the probability that the value is of its kind, in 1/100. */
typedef struct ts_mention {
    uint8_t kind; /* ts_kind */
    uint8_t confidence; /* 0..100 */
    uint8_t flags;
    bool valid; /* format, range and check digit all hold */
    int32_t column; /* in a table, 0-based; -1 elsewhere */
    uint32_t row; /* in a table, index of the row in the segment */
    uint32_t start, end; /* bytes of the segment's text */
    ts_span norm; /* normal form, at most TS_NORM_MAX bytes, owned by the findings it stands in or by what they were
                   * read from; empty where a value cannot be normalised */
} ts_mention;

#endif
