/* sheet.h - a CSV file with a header, whole in memory: for tests that compare lists. */
#ifndef TS_TESTS_SUPPORT_SHEET_H
#define TS_TESTS_SUPPORT_SHEET_H

#include "base/bytes.h"

enum { SHEET_COLUMNS = 32 };
typedef struct sheet {
    ts_buf text;
    ts_span *cell; /* rows * columns, the header not among them */
    size_t rows, columns;
    ts_span head[SHEET_COLUMNS];
} sheet;

/* dir may be empty.  These end the program with status 2 where the file or the column is not there. */
void sheet_load(const char *dir, const char *name, sheet *out);
/* SIZE_MAX where it is missing and need not be there. */
size_t sheet_column(const sheet *s, const char *name, bool must);
static inline ts_span sheet_at(const sheet *s, size_t row, size_t col) { return s->cell[row * s->columns + col]; }
/* 0 for what is no number. */
uint64_t sheet_number(ts_span s);

#endif
