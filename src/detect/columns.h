/* columns.h - what is known of the columns of a table. */
#ifndef TS_DETECT_COLUMNS_H
#define TS_DETECT_COLUMNS_H

#include "detect/hits.h"
#include "detect/role.h"

/* What else in the row would settle that a column's names are people, its amounts somebody's pay. */
enum { TS_DOUBT_NONE, TS_DOUBT_CONTACT, TS_DOUBT_IDENTITY, TS_DOUBT_PAY };

/* What is known of one column beside its public role. */
typedef struct ts_column {
    bool surname_first; /* a name column without commas */
    bool unnamed; /* its name tells no kind */
    bool headed; /* it has a name at all */
    bool serial; /* dates as spreadsheet day numbers */
    bool settled; /* day-first or month-first is shown by the values */
    bool chance_tens; /* ten-digit values that fit the check by chance alone: no health numbers here */
    uint8_t doubt; /* a column called "name" whose values the lists do not know as people's; ts_doubt in column.c */
    uint8_t part; /* bank: 1 sort code, 2 account */
    uint8_t numbers; /* ts_numbering of its name */
    bool single; /* words, one a cell */
    bool like_surname; /* words, a few of them known surnames: what they are beside forenames */
    bool like_sort, like_account; /* values written 12-34-56; values of eight digits: a bank's, if side by side */
    bool
        like_number; /* letters, then five digits or more, no two alike: what a system numbers its people by, perhaps */
    uint8_t asks; /* ts_kind of words or codes that its name asks for, where the values are not the codes; NONE */
    bool asks_weakly; /* that name is a thing's as often: "condition", "race" */
    bool offices; /* values are firms, surgeries, hospitals by their last words */
    bool of_firms; /* addresses of those */
    bool things; /* its name says that it holds what is no one's own: a team, a course, a site */
    bool labels; /* values name the fields of a form, of more than one kind */
    bool office_codes; /* its name says that it holds a practice, a provider, a site */
    bool certificates; /* its name says that it holds what a register of convictions gave */
    bool elsewhere; /* its name says what else it holds: a ward, a clinic */
} ts_column;

/* How the cells of a column are taken from one segment. */
typedef struct ts_lane {
    ts_usual (*usual)(const char *cell, size_t len); /* NULL: each cell is looked at closely */
    ts_side side;
    uint8_t kind, confidence;
    uint32_t least; /* what is shorter holds nothing that is wanted */
    bool address; /* a row has one of each person */
    bool surnames; /* those are wanted, which stand among whole names with a title alone */
} ts_lane;

/* What is known of the current table; carries over to its next segments. */
typedef struct ts_columns {
    ts_column_role *role;
    ts_column *column;
    ts_lane *lane;
    struct ts_tally_memo *memo; /* of the words of all tables so far */
    size_t n, cap;
    size_t skip; /* rows of the first segment before the data: titles, then the header */
    size_t rows; /* of the last segment that these columns are of: other tables may stand below on its sheet */
    uint8_t row_role; /* ts_role of the person a row is about */
    bool staffed; /* a column's name speaks of staff, not of posts alone */
    bool form; /* names of fields beside their values: read as the text of a form, not by columns */
    bool open; /* the last segment said that there is more */
} ts_columns;

/* Is the part that many hundredths of the whole?  Of nothing: no. */
static inline bool ts_mostly(unsigned part, unsigned whole, unsigned percent) {
    return whole > 0 && part * 100 >= whole * percent;
}

#endif
