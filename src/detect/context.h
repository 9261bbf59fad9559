/* context.h - what a label, a key or a column's name says of the value that it names. */
#ifndef TS_DETECT_CONTEXT_H
#define TS_DETECT_CONTEXT_H

#include "detect/detector.h"

typedef struct ts_label {
    uint8_t kind; /* ts_kind; NONE where only something else is known */
    uint8_t about; /* ts_role: whose value; UNKNOWN: of the person the place is about */
    uint8_t row; /* ts_role that this label suggests for that person */
    uint8_t strength; /* 100 the whole label, 70 its last words, 30 a word that names many things; 0 nothing */
    bool other; /* names something that is no kind: an invoice, an order, a version */
    bool bare; /* a word that names many things, without one that says whose: "name", "display name" */
    bool weak; /* such a word, whatever stands beside it */
    bool column_only; /* tells as a column's name; in running text it is an ordinary word: "first", "modified" */
    bool text_only; /* before a colon of a form; in a table it is a value as often: "Tenant" */
    uint32_t categories; /* what a value under it shows */
    uint8_t part; /* of a bank account: 1 sort code, 2 account */
} ts_label;

/* Reads a whole column name or label: "nok_surname", "NHSNo", "Date of birth". */
bool ts_label_of(ts_span written, ts_label *out);
/* The same of a table's column, for which more names are known. */
bool ts_column_label_of(ts_span written, ts_label *out);
/* The label that ends at text[at], over colons, spaces and quotes and a line end or two; looks back
 * no further than `from`, nor than a line's worth.  False where there is none. */
bool ts_label_before(ts_span text, size_t from, size_t at, ts_label *out);
/* Health words in a text: a clinic, a diagnosis, a ward. */
bool ts_speaks_of_health(ts_span text);
/* Is a word of letters alone one of those?  Of a long one the first fifteen count. */
bool ts_is_health_word(ts_span letters);

#endif
