/* sql_text.h - the pieces of SQL text that dumps are made of: words, names, lists of columns, rows of values. */
#ifndef TS_EXTRACT_SQL_TEXT_H
#define TS_EXTRACT_SQL_TEXT_H

#include "base/mem.h"

/* Takes the keyword (lower case) off the front, blanks before it too; false: something else stands there. */
bool ts_sql_word(ts_span *s, const char *word);
/* One identifier, quoted any way, what stands before its last dot left out: `db`.`patients` gives patients. */
bool ts_sql_name(ts_span *s, ts_span *name);

enum { TS_SQL_COLUMNS = 4096 };
/* Names of columns: spans borrow from the statement until they are kept. */
typedef struct ts_sql_columns {
    ts_span *name;
    size_t n, cap;
} ts_sql_columns;
void ts_sql_columns_done(ts_sql_columns *c);
/* "(a, `b`, "c")"; false, s as it was, where there is no such list. */
bool ts_sql_column_list(ts_span *s, ts_sql_columns *out);
/* The columns of "CREATE TABLE t (a int, PRIMARY KEY (a))", from its name on. */
void ts_sql_created_columns(ts_span definition, ts_sql_columns *out);

/* One row: cells point into the text, or into `loose` where escapes were undone. */
typedef struct ts_sql_row {
    ts_span *cell;
    size_t n, cap;
    ts_arena loose;
} ts_sql_row;
void ts_sql_row_done(ts_sql_row *r);
/* "(1, 'x', NULL)" at the start of text; 0: it is not whole, else its length.  backslash: it escapes in strings. */
size_t ts_sql_tuple(ts_span text, bool backslash, ts_sql_row *r);
/* One line of COPY text: tabs part cells, \N is NULL (PostgreSQL manual, COPY, "Text Format"). */
void ts_sql_copy_line(ts_span line, ts_sql_row *r);

#endif
