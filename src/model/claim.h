/* claim.h - what somebody says was taken, as assertions; and what was found of each (docs/claims.md). */
#ifndef TS_MODEL_CLAIM_H
#define TS_MODEL_CLAIM_H

#include "base/bytes.h"

/* What an assertion is about.  Stored on disk and part of the result digest: only ever append. */
typedef enum ts_claim_kind {
    TS_CLAIM_NONE = 0,
    TS_CLAIM_ORGANISATION, /* what: its ODS code */
    TS_CLAIM_SYSTEM, /* what: "PAS", or with its organisation "RBQ PAS" */
    TS_CLAIM_POPULATION, /* what: a subject's name, "patients" */
    TS_CLAIM_DATA, /* what: a subject's name, "health" */
    TS_CLAIM_YEARS, /* from, to */
    TS_CLAIM_PEOPLE, /* from: how many; what: of which population, or empty */
    TS_CLAIM_VOLUME, /* from: bytes */
    TS_CLAIM_FILES, /* from: how many */
    TS_CLAIM_KINDS
} ts_claim_kind;
const char *ts_claim_kind_name(ts_claim_kind k); /* "organisation", "people", ... */

/* Stored, and part of the result digest: only ever append. */
typedef enum ts_claim_result {
    TS_CLAIM_NOT_JUDGED = 0,
    TS_CLAIM_SUPPORTED,
    TS_CLAIM_PARTLY,
    TS_CLAIM_NOT_SHOWN,
    TS_CLAIM_REFUTED,
    TS_CLAIM_RESULTS
} ts_claim_result;
const char *ts_claim_result_name(ts_claim_result r); /* "supported", "not shown", ... */

/* A population or a category of data, by the name that claims files use: what shows it, and the words that stand for it in free
 * text (lower case, a blank between). */
typedef struct ts_claim_subject {
    const char *name;
    ts_claim_kind kind;
    uint16_t roles; /* bit per ts_role: of a population */
    bool children; /* under 18 on the day of the record */
    uint32_t categories; /* enum ts_category bits, any of them */
    uint64_t kinds; /* bit per ts_kind, any of them */
    const char *words;
} ts_claim_subject;
extern const ts_claim_subject ts_claim_subjects[];
extern const size_t ts_claim_subject_count;
/* By its name or one of its words, whatever their case; NULL: there is no such. */
const ts_claim_subject *ts_claim_subject_named(ts_span name);

enum { TS_CLAIM_WHAT = 84, TS_CLAIM_ITEMS = 16, TS_CLAIM_FIRST_YEAR = 1900, TS_CLAIM_YEARS_MOST = 201 };
typedef struct ts_assertion {
    uint8_t kind; /* ts_claim_kind */
    uint8_t items; /* 0: of what was taken; else of the published items with this number, from 1 */
    bool from_text; /* picked from the claim's text by rule */
    bool more_than; /* the number itself is too few */
    bool without; /* that it is not there; of published items alone */
    char what[TS_CLAIM_WHAT];
    uint64_t from, to;
} ts_assertion;

/* Published items that something is said of. */
typedef struct ts_claim_items {
    char name[128]; /* as reports call them: "the screenshots" */
    ts_buf patterns; /* one a line: all, pictures, exhibit NAME, sha256 HEX, or a path with * and ? */
} ts_claim_items;

/* ---- what was found ---- */

enum { TS_CLAIM_EXAMPLES = 3 };
typedef struct ts_claim_example {
    ts_digest blob;
    uint32_t ordinal; /* of the segment in its blob */
    bool table; /* place: a row, else bytes into the part's text */
    uint64_t place;
} ts_claim_example;

/* All that was published, or the named items of it. */
typedef struct ts_claim_scope {
    uint64_t files; /* members of archives count, the archives themselves do not */
    uint64_t stored, unpacked; /* bytes as they were published; of those files */
    uint64_t items, bytes; /* distinct by content, archives among them */
    uint64_t waiting_items, waiting_bytes;
    uint64_t reason_items[TS_REASON_COUNT],
        reason_bytes[TS_REASON_COUNT]; /* not or only partly read; [TS_READ]: all of these */
} ts_claim_scope;
/* Was all of it read that there is? */
static inline bool ts_claim_scope_read(const ts_claim_scope *s) {
    return s->items > 0 && s->reason_items[TS_READ] == 0 && s->waiting_items == 0;
}

/* Why nothing was found, where that has a reason of its own.  Stored: only ever append. */
enum { TS_CLAIM_WHY_NONE = 0, TS_CLAIM_WHY_UNREGISTERED, TS_CLAIM_WHY_NO_ITEMS };

typedef struct ts_claim_found {
    uint8_t result; /* ts_claim_result */
    uint8_t why;
    uint64_t sightings, people; /* that show it, genuine and ours */
    uint64_t near, held; /* identified ones that show it otherwise; people of both */
    uint64_t likely; /* candidates that would show it */
    uint64_t alike; /* of nobody whom we hold, or silent on it: they may be it all the same */
    uint64_t others; /* sightings that are something else */
    uint64_t judged, seen; /* sightings of the scope that were judged; all of them */
    uint64_t wrong_ppb; /* wrong matches to be expected among `sightings`, in 10^-9 */
    uint64_t number; /* of the years claimed, those shown; of the files and bytes claimed, those there */
    uint16_t first_year, last_year; /* of all that is genuine and ours in the scope; 0: none is dated */
    uint32_t examples;
    ts_claim_example example[TS_CLAIM_EXAMPLES];
} ts_claim_found;

typedef struct ts_claim {
    char id[65], who[128], when[32], source[256];
    bool tracker; /* from a public tracker's JSON */
    ts_buf text;
    ts_claim_items *items;
    size_t item_sets;
    ts_assertion *assertion;
    size_t assertions;
    ts_claim_found *found; /* one for each assertion, or NULL: not judged by the last verification */
    ts_claim_scope *scope; /* [0] all; then the items' */
} ts_claim;

/* Appends, zeroed; borrowed until the next. */
ts_assertion *ts_claim_assert(ts_claim *c, ts_claim_kind kind);
ts_claim_items *ts_claim_add_items(ts_claim *c);
void ts_claim_done(ts_claim *c);
void ts_claims_free(ts_claim *at, size_t n);

/* All that is said, in one form: its SHA-256 stands for the claim in the result digest and in the custody log. */
void ts_claim_write(const ts_claim *c, ts_buf *out);
bool ts_claim_read(ts_span written, ts_claim *out);
void ts_claim_found_write(const ts_claim *c, ts_buf *out);
/* False, and nothing changed, where it is not of this claim. */
bool ts_claim_found_read(ts_span written, ts_claim *c);

/* "patients", "2018-2024", "more than 300,000 people"; without a word on what was found. */
void ts_assertion_say(const ts_assertion *a, ts_buf *out);

#endif
