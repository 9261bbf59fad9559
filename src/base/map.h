/* map.h - hash map keyed by spans, seeded against crafted collisions. */
#ifndef TS_BASE_MAP_H
#define TS_BASE_MAP_H

#include <touchstone/types.h>

typedef struct ts_map ts_map;

ts_map *ts_map_new(void);
void ts_map_free(ts_map *m); /* NULL is fine; values are the caller's */
/* The value slot of `key`, made with value 0 if absent (the key is copied); *added tells.
 * The slot is valid until the next ts_map_slot. */
uint64_t *ts_map_slot(ts_map *m, ts_span key, bool *added);
/* The value of `key`, or NULL. */
const uint64_t *ts_map_find(const ts_map *m, ts_span key);
size_t ts_map_count(const ts_map *m);
/* Walks in insertion order: start with *at = 0; false at the end. */
bool ts_map_next(const ts_map *m, size_t *at, ts_span *key, uint64_t *value);

#endif
