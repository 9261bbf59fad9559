/* toml.h - settings, mappings and rule files that people edit.
 *
 * The part of TOML 1.0 that such files use: comments, [tables], [[arrays of tables]], bare, quoted
 * and dotted keys, strings (basic and literal, one line), integers, floats, booleans, dates (kept
 * as strings) and arrays of these.  Errors name the file and line.
 */
#ifndef TS_BASE_TOML_H
#define TS_BASE_TOML_H

#include "base/bytes.h"

typedef struct ts_toml ts_toml; /* a node: a table, an array or a value */

/* `name` is for messages.  The tree owns its strings; free the root with ts_toml_free. */
ts_err ts_toml_parse(ts_span text, const char *name, ts_toml **root);
void ts_toml_free(ts_toml *root);
/* A child by key, or NULL. */
const ts_toml *ts_toml_get(const ts_toml *table, const char *key);
/* Elements of an array (0 if it is none) and keys of a table, in the order of the file. */
size_t ts_toml_count(const ts_toml *node);
const ts_toml *ts_toml_at(const ts_toml *node, size_t i);
const char *ts_toml_key_at(const ts_toml *table, size_t i);
/* Values; the default where absent or of another type. Strings are borrowed from the tree. */
const char *ts_toml_string(const ts_toml *table, const char *key, const char *otherwise);
int64_t ts_toml_int(const ts_toml *table, const char *key, int64_t otherwise);
double ts_toml_float(const ts_toml *table, const char *key, double otherwise);
bool ts_toml_bool(const ts_toml *table, const char *key, bool otherwise);
const char *ts_toml_text(const ts_toml *value); /* a string node's text, or NULL */
bool ts_toml_number(const ts_toml *value, int64_t *out); /* false, *out untouched, where it is no whole number */
int ts_toml_line(const ts_toml *node);
/* TS_EUSAGE: what is wrong with the node, by the file's name and its line. */
__attribute__((format(printf, 3, 4))) ts_err ts_toml_wrong(const char *name, const ts_toml *node, const char *format,
                                                           ...);
/* Appends a quoted TOML string. */
void ts_toml_quote(ts_buf *out, ts_span value);

#endif
