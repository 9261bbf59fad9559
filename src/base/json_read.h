/* json_read.h - reads JSON (RFC 8259) piece by piece, from files that others made: what is not JSON is told by its line. */
#ifndef TS_BASE_JSON_READ_H
#define TS_BASE_JSON_READ_H

#include "base/bytes.h"

typedef enum ts_json_piece {
    TS_JSON_END, /* of the whole text */
    TS_JSON_OBJECT,
    TS_JSON_OBJECT_END,
    TS_JSON_ARRAY,
    TS_JSON_ARRAY_END,
    TS_JSON_KEY, /* text: the name; its value comes next */
    TS_JSON_STRING, /* text: without quotes and escapes */
    TS_JSON_NUMBER, /* text: as it is written */
    TS_JSON_TRUE,
    TS_JSON_FALSE,
    TS_JSON_NULL
} ts_json_piece;

enum { TS_JSON_READ_DEPTH = 64 };
typedef struct ts_json_reader {
    ts_span source;
    const char *name; /* of the file, for messages */
    size_t at;
    int depth; /* of what is open */
    ts_span text; /* of the last piece; valid until the next */
    ts_buf held;
    char open[TS_JSON_READ_DEPTH]; /* '{' or '[' */
    enum { TS_JSON_WANTS_VALUE, TS_JSON_WANTS_FIRST, TS_JSON_WANTS_MORE, TS_JSON_WANTS_COLON } wants;
} ts_json_reader;

/* Borrows both.  TS_EUSAGE where it is not UTF-8. */
ts_err ts_json_read_init(ts_json_reader *r, ts_span source, const char *name);
/* TS_EUSAGE: it is no JSON, said with the line. */
ts_err ts_json_next(ts_json_reader *r, ts_json_piece *out);
void ts_json_read_done(ts_json_reader *r);

#endif
