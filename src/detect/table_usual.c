/* table_usual.c - which cells of a table are what they are, or nothing, at first sight. */
#include "detect/table_usual.h"

#include "base/lanes.h"
#include "detect/kinds.h"
#include "detect/terms.h"

/* Digits, capitals, '@', ':' and ';' to '?': without one of them no anchor stands in a text. */
static uint32_t anchors_possible(ts_lanes v) { return ts_lanes_within(v, '0', '?') | ts_lanes_within(v, '@', 'Z'); }

/* Among the cells without a kind: words in small letters.  There is nothing in them to be read. */
static ts_usual words_alone(const char *cell, size_t len) {
    if (len > TS_USUAL_ROOM)
        return TS_USUAL_NO;
    uint32_t found = anchors_possible(ts_lanes_of(cell)) & ts_lanes_first(len);
    if (len > TS_LANES)
        found |= anchors_possible(ts_lanes_of(cell + TS_LANES)) & ts_lanes_first(len - TS_LANES);
    return found ? TS_USUAL_NO : TS_USUAL;
}

ts_usual ts_usual_word_alone(const char *cell, size_t len) {
    if (len > TS_LANES)
        return words_alone(cell, len);
    ts_lanes v = ts_lanes_of(cell);
    uint32_t all = ts_lanes_first(len), letters = ts_lanes_letters(v) & all, digits = ts_lanes_digits(v) & all;
    bool code = len < 8 && (letters | digits) == all && digits >> (len - 1);
    return letters == all || code || !(anchors_possible(v) & all) ? TS_USUAL : TS_USUAL_NO;
}

static bool is_date(ts_kind kind) {
    return kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_DEATH_DATE || kind == TS_KIND_RECORD_DATE;
}

ts_usual (*ts_table_usual(const ts_detect *d, size_t i))(const char *, size_t) {
    const ts_column_role *role = &d->columns.role[i];
    const ts_column *column = &d->columns.column[i];
    const ts_detector *of = ts_detector_of(role->kind);
    if (!of)
        return d->hints.masks == 0 ? ts_usual_word_alone : words_alone;
    bool worded = of->anchor.type == TS_ANCHOR_NONE && ts_terms_is(role->kind); /* the kind by each cell's own words */
    bool closely = worded || (column->surname_first && role->kind == TS_KIND_PERSON_NAME);
    if (!d->hits.out->bare || closely || !ts_hits_wants(&d->hits, role->kind))
        return NULL;
    return is_date(role->kind) && column->settled && !role->month_first ? ts_usual_day_first : of->usual;
}
