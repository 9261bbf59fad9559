/* match.h - which findings of `scan` are mentions of a labelled set, and the counts of that (docs/accuracy.md).
 *
 * A finding is right where a mention of its kind stands at its place: both spans overlap by more than half of the longer,
 * for kinds whose ends are a matter of taste (addresses, terms, secrets) of the shorter.  Where `scan` has no offset of the
 * file (mail, HTML), the two are compared by path, kind and value instead.  Whole names, surnames and forenames are one kind.
 * A mention marked "may" counts neither way, found or not: a switchboard's number is a phone number, but nobody's.
 */
#ifndef TS_TESTS_ACCURACY_MATCH_H
#define TS_TESTS_ACCURACY_MATCH_H

#include "support/jsonl.h"

enum { MATCH_KINDS = 96, MATCH_CLASSES = 16, MATCH_BINS = 10, MATCH_DEFAULT = 50 };

typedef enum match_group {
    CHECKED,
    CONTACT,
    NAME_IN_TEXT,
    NAME_IN_TABLE,
    SPECIAL,
    SECRET,
    REST,
    MATCH_GROUPS
} match_group;

typedef struct match_count {
    uint64_t truth, found, right, wrong; /* mentions, those found, findings that are right, findings that are not */
} match_count;

typedef struct match_item {
    uint32_t passage;
    uint16_t kind;
    bool may, right, ignored, has_place;
    uint64_t start, end; /* bytes of the file, where has_place */
    uint32_t row, column; /* of a cell, else 0 */
    double confidence; /* percent; of a mention that was found, its finding's */
    ts_span value, plain; /* as written; letters and digits alone */
} match_item;

typedef struct match_passage {
    ts_span path;
    uint16_t class;
    uint32_t mention, mentions, finding, findings; /* where its own begin in the lists */
} match_passage;

typedef struct match_column {
    uint32_t passage, column;
    ts_span role, found;
} match_column;

typedef struct match_set {
    ts_arena strings;
    match_passage *passage;
    match_item *mention, *finding;
    match_column *column;
    size_t passages, mentions, findings, columns;
    ts_span kind[MATCH_KINDS], class[MATCH_CLASSES];
    size_t kinds, classes;
    uint64_t strangers; /* findings in files that the truth does not name */
    match_count by_kind[MATCH_KINDS], by_group[MATCH_GROUPS], by_class[MATCH_CLASSES], traps, roles;
    match_count bin[MATCH_BINS]; /* by confidence: right and wrong */
} match_set;

/* The texts of truth.jsonl and of scan's output; then everything is counted at `least` percent. */
void match_run(match_set *s, ts_span truth, ts_span scan, double least);
void match_done(match_set *s);
match_group match_group_of(const match_set *s, const match_item *item);
const char *match_group_name(match_group g);
/* Of a kind, "name" for the three kinds of names where their places are compared. */
bool match_is_name(ts_span kind);
static inline double match_share(uint64_t part, uint64_t rest) {
    return part + rest ? (double)part / (double)(part + rest) : 1;
}

#endif
