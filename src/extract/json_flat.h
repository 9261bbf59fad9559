/* json_flat.h - one JSON value (RFC 8259) as a flat list of paths and values: "name.0.family" "Smith". */
#ifndef TS_EXTRACT_JSON_FLAT_H
#define TS_EXTRACT_JSON_FLAT_H

#include "base/bytes.h"

typedef struct ts_json_pair {
    size_t key, key_len; /* in `keys` */
    const char *in_text; /* a value that stands in the text as it is; NULL: in `loose` */
    size_t value, value_len; /* `value`: place in `loose` */
} ts_json_pair;

/* A list of records within an object, or a map of them: {"5f1": {...}, "5f2": {...}}. */
typedef struct ts_json_list {
    ts_span text; /* from its bracket to the closing one */
    size_t path, path_len; /* in the buffer that was given */
    bool map;
} ts_json_list;

typedef struct ts_json_flat {
    /* Values that ts_json_flatten passes over, in their order; the caller's, and the caller takes them away again. */
    const ts_json_list *apart;
    size_t aparts;
    ts_json_pair *pair;
    size_t pairs, cap;
    ts_buf keys, loose;
    ts_buf path; /* of the value being read */
} ts_json_flat;

typedef enum ts_json_status {
    TS_JSON_WHOLE,
    TS_JSON_NEEDS_MORE, /* the text ends inside the value */
    TS_JSON_BAD
} ts_json_status;

/* Reads the value at the start of text.  Forgiving where meaning is plain: a comma too many, NaN, control
 * bytes in strings, comments (under the key "comment"), ' for ", a constructor around a value: ISODate("...").  A value that begins at `skip` (a list whose elements are read apart) is passed over;
 * NULL: none. */
ts_json_status ts_json_flatten(ts_json_flat *f, ts_span text, const char *skip, size_t *used);
void ts_json_flat_done(ts_json_flat *f);
static inline ts_span ts_json_key_of(const ts_json_flat *f, size_t i) {
    return (ts_span){f->keys.ptr + f->pair[i].key, f->pair[i].key_len};
}
static inline ts_span ts_json_value_of(const ts_json_flat *f, size_t i) {
    const ts_json_pair *p = &f->pair[i];
    return (ts_span){p->in_text ? p->in_text : f->loose.ptr + p->value, p->value_len};
}

/* Does one list of objects make up most of this whole object?  Then those are the records, and the object
 * wraps them: {"count": 2, "patients": [{...}, {...}]}.  Gives the list and appends its path. */
bool ts_json_wrapped(ts_span object, ts_span *list, ts_buf *path);

/* The outermost lists of at least three objects in a whole object, and maps of as many, `most` at most; paths are
 * appended.  Gives how many. */
size_t ts_json_lists(ts_span object, ts_json_list *out, size_t most, ts_buf *paths);
/* The next member of a map: its key, undone into `loose`, and its value.  False: none that is an object follows. */
bool ts_json_member(ts_span map, size_t *at, ts_buf *loose, ts_span *value);
/* One more pair behind those that were read. */
void ts_json_flat_add(ts_json_flat *f, const char *key, ts_span value);

#endif
