/* detector.h - the shape of a kind, and what a newcomer may call.
 *
 * One pass over the text marks anchors (digit runs, '@', capitals); each anchor is offered to the
 * kinds that named it.  `fits` and `find` must cost nanoseconds; `normal` runs on survivors, on
 * the holdings and on look-ups, so that one value has one form everywhere.
 */
#ifndef TS_DETECT_DETECTOR_H
#define TS_DETECT_DETECTOR_H

#include "model/mention.h"
#include "model/segment.h"
#include "model/sighting.h"

enum { TS_RUN_DIGITS = 32 };

/* A run of digits as written: digits joined over single spaces or hyphens (and +, (, ) of phones). */
typedef struct ts_run {
    uint8_t digit[TS_RUN_DIGITS]; /* values 0..9 */
    uint8_t digits;
    uint8_t group[12]; /* lengths of its groups, "3-3-4" is {3,3,4} */
    uint8_t groups;
    char joint; /* what joins the groups: ' ', '-', or 0 for a plain or mixed run */
    bool plus; /* a + stands before it */
    ts_span raw; /* as written, borrowed from the text */
} ts_run;

/* Where an anchor stands in its text, for kinds that look around. */
typedef struct ts_spot {
    ts_span text; /* the whole segment's text */
    uint32_t at; /* of the anchor */
    const ts_run *run; /* digit anchors; else NULL */
    struct ts_clinical_line *clinical; /* of the text, for codes of diagnoses; NULL: each reads its line anew */
} ts_spot;

typedef enum ts_anchor {
    TS_ANCHOR_NONE, /* only by column or label: sex, title, local ids without a mask */
    TS_ANCHOR_DIGIT_RUN, /* `shapes` lists the digit counts or groupings it has: "10|3-3-4"; scan_own.c says what more */
    TS_ANCHOR_AT, /* an '@', or the ':' of "https://" */
    TS_ANCHOR_CAPITAL, /* an upper-case letter that starts a word */
    TS_ANCHOR_EITHER, /* a digit run of `shapes`, or any capital */
} ts_anchor;

/* What a kind found at a spot. */
typedef struct ts_found {
    uint32_t start, end;
    uint8_t confidence; /* 0..100 by shape and check alone, before labels, columns and document */
    uint8_t flags;
    bool valid;
    ts_norm norm; /* the normal form where `find` has it at hand; else len 0, and `normal` is asked */
} ts_found;

/* What a cell is at first sight. */
typedef enum ts_usual {
    TS_USUAL_NO, /* look closer: `normal` says */
    TS_USUAL, /* a value of the kind, and no placeholder in any realm */
    TS_USUAL_RESERVED, /* a value of the kind in its reserved range, and else no placeholder */
    TS_USUAL_SURNAME /* of whole names: a surname with a title alone, and no placeholder */
} ts_usual;
enum { TS_USUAL_ROOM = 64 }; /* TS_LANES_ROOM of base/lanes.h */

typedef struct ts_detector {
    ts_kind kind;
    const char *name, *summary;
    const char *source; /* the standard or register that the rule comes from */
    int version; /* of the normal form: stepping it makes every index register again */
    struct {
        ts_anchor type;
        const char *shapes;
    } anchor;
    /* In running text its anchors are offered by the table of scan_own.c alone, by the lengths of the first groups of
     * `shapes` (digits; "2A": a capital follows) or by the first letters that `shapes` lists (capitals; with '9' a digit
     * must follow, with 'a' none may): it has a `find`, which may give confidence 0 where only a label or a column makes
     * it this kind; `plain` is 0 where it never gives more.  Else scan_digits.c or scan_words.c knows it. */
    bool own_find;
    /* Its check is so strong that a column of such values is of this kind, whatever its name. */
    bool telling;
    /* ts_role of the person whose value it always is, beside the one that a place is about: a label that speaks of such
     * a person is enough for its shape.  UNKNOWN: whosever the place says. */
    uint8_t about;
    const char *const *labels; /* lower case, what people write before the value; NULL-terminated */
    const char *const *headers; /* lower case without spaces and signs: column names, "nhsnumber"; NULL-terminated */
    /* Digit runs: does the run have this kind's check and range?  NULL: any run of the shape. */
    bool (*fits)(const ts_run *run);
    /* Other anchors, or digit runs that need their surroundings: finds the extent.  May be NULL. */
    bool (*find)(const ts_spot *spot, ts_found *out);
    /* At an anchor, what is quicker to see than `find`: may a value without a label stand here?  False: only a label
     * makes it this kind.  NULL: `find` tells. */
    bool (*bare)(const ts_spot *spot);
    /* The one normal form; false, out untouched, where raw is no such value. normal(normal(x)) = normal(x). */
    bool (*normal)(ts_span raw, ts_norm *out);
    /* Default or test data?  NULL: never.  Takes the normal form. */
    bool (*placeholder)(const ts_norm *norm);
    /* A range kept for tests and films: a placeholder in realm live, ordinary in realm test
     * (decisions.md 15).  NULL: never.  Takes the normal form. */
    bool (*reserved)(const ts_norm *norm);
    /* The normal form without check digit or range, for cells of a column and labelled values that were
     * altered (TS_MENTION_UNCHECKED).  NULL: there is no looser form. */
    bool (*loose)(ts_span raw, ts_norm *out);
    /* At first sight, for cells of a column that are only to be shown: a value as exports write it by the million.
     * Never says more than `normal`, `placeholder` and `reserved` do.  TS_USUAL_ROOM bytes from `cell` on are
     * readable, whatever its length; it begins and ends with no space.  NULL: there is no usual form. */
    ts_usual (*usual)(const char *cell, size_t len);
    uint8_t plain; /* confidence of a bare valid hit, no label, no column */
    uint8_t labelled; /* with one of its labels close before it */
    uint8_t column; /* in a column that has its role */
} ts_detector;

/* May a label stand before text[at]?  What kinds that need one ask first. */
static inline bool ts_label_may_stand(ts_span text, size_t at) {
    char c = at > 0 ? text.ptr[at - 1] : 0, earlier = at > 1 ? text.ptr[at - 2] : 0;
    if (c == ' ' || c == '\t' || c == '\n' || c == '"' || c == '\'')
        c = earlier;
    return ts_is_alpha(c) || c == ':' || c == '.' || c == '=' || c == ')' || c == ' ' || c == '#';
}

/* Does a line of prose go on behind text[at], its end?  Lines of lists and forms are shorter. */
static inline bool ts_is_wrapped(ts_span text, size_t at) {
    enum { PROSE = 40 };
    if (at < PROSE || text.ptr[at] != '\n')
        return false;
    for (size_t i = at; at - i < PROSE; i--)
        if (text.ptr[i - 1] == '\n')
            return false;
    return true;
}

/* The detector of a kind; NULL for TS_KIND_NONE.  All: kinds 1..TS_KIND_COUNT-1. */
extern const ts_detector *const ts_detectors[TS_KIND_COUNT];
static inline const ts_detector *ts_detector_of(ts_kind kind) {
    return (unsigned)kind < TS_KIND_COUNT ? ts_detectors[kind] : NULL;
}

/* Parses one written value as a digit run; false unless it has one of the shapes ("10|3-3-4", "" any). */
bool ts_run_parse(ts_span raw, const char *shapes, ts_run *out);
/* The digits alone. */
bool ts_norm_digits(ts_norm *out, const ts_run *run);

#endif
