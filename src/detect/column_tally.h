/* column_tally.h - what the cells of a column look like: how many of them each kind accepts. */
#ifndef TS_DETECT_COLUMN_TALLY_H
#define TS_DETECT_COLUMN_TALLY_H

#include "detect/detector.h"
#include "detect/hints.h"

/* How many of a column's cells each kind accepts. */
typedef struct ts_tally {
    unsigned filled, nhs, tens, nino, nino_shape, email, postcode, phone, phone_clear, phone_loose, date, serial, sex,
        sex_words, sex_letters, one_letter, title, words, comma, known_first, known_last, word_first, word_last,
        first_is_surname, two_words, firms, address, street, number, local, masked, partial, six, eight, pairs,
        day_over_12, month_over_12, labels, named, nino_whole, lettered, initials, initials_known, people, people_whole,
        titled, small, clinical;
    int first_year, last_year; /* behind the counts */
    uint64_t label_kinds; /* of `labels`, bits */
} ts_tally;

/* Words that were looked at before, in any table, and what they were found to be: never more than what was found. */
typedef struct ts_tally_memo ts_tally_memo;
ts_tally_memo *ts_tally_memo_new(void);
void ts_tally_memo_free(ts_tally_memo *m); /* NULL is fine */

/* Of the cells of one column: in each of so many rows, `columns` cells behind that of the row before.  told: the kind that the
 * column's name tells; named: its detector, where its forms are to be counted; else NULL.  memo: may be NULL. */
ts_tally ts_tally_column(const ts_span *cell, size_t columns, size_t rows, const ts_hints *hints, ts_kind told,
                         const ts_detector *named, ts_tally_memo *memo);
/* Is there a value at all?  Exports write NULL and \N where there is none. */
bool ts_tally_is_filled(ts_span cell);

#endif
