/* json.h - a streaming JSON writer.  Commas and escapes are its business, nesting is checked. */
#ifndef TS_BASE_JSON_H
#define TS_BASE_JSON_H

#include "base/bytes.h"

enum { TS_JSON_DEPTH = 32 };

typedef struct ts_json {
    ts_buf *out;
    bool pretty;
    int depth;
    bool first[TS_JSON_DEPTH], keyed;
} ts_json;

/* Writes into `out`, which outlives it.  pretty: two spaces a level, for files that people open. */
void ts_json_init(ts_json *j, ts_buf *out, bool pretty);
void ts_json_open(ts_json *j, char bracket); /* '{' or '[' */
void ts_json_close(ts_json *j, char bracket); /* '}' or ']' */
void ts_json_key(ts_json *j, const char *key);
void ts_json_span(ts_json *j, ts_span value); /* invalid UTF-8 becomes U+FFFD */
void ts_json_str(ts_json *j, const char *value);
void ts_json_int(ts_json *j, int64_t value);
void ts_json_uint(ts_json *j, uint64_t value);
void ts_json_fixed(ts_json *j, double value, int decimals); /* never exponent, never locale */
void ts_json_bool(ts_json *j, bool value);
void ts_json_null(ts_json *j);
/* A key with its value. */
void ts_json_put_uint(ts_json *j, const char *key, uint64_t value);
void ts_json_put_str(ts_json *j, const char *key, const char *value);
/* Only the escaped text between the quotes, for hot paths. */
void ts_json_escape(ts_buf *out, ts_span value);

#endif
