/* name_filter.h - which words are names that people of the holdings bear, for workers that may know no name.
 *
 * A word's mark (text/name_mark.h) is cut to what tells it from the others and permuted under the run's salt.  Both steps are
 * the same for the word that is asked for, and the second is one-to-one: what the filter answers depends on the
 * holdings alone, not on the salt.
 */
#ifndef TS_DETECT_NAME_FILTER_H
#define TS_DETECT_NAME_FILTER_H

#include "base/bytes.h"

enum { TS_NAME_SALTS = 3 };

typedef struct ts_name_filter {
    const char *directory, *entries; /* borrowed from the bytes that it was read from */
    uint64_t salt[TS_NAME_SALTS];
    uint32_t n; /* words; 0: it knows none */
    unsigned bits; /* of the directory */
} ts_name_filter;

/* Appends the filter of n marks with their roles, ascending, each word once.  The salt is random, and another for each run. */
void ts_name_filter_write(const uint64_t *mark, size_t n, const uint64_t salt[static TS_NAME_SALTS], ts_buf *out);
ts_err ts_name_filter_read(ts_span bytes, ts_name_filter *out); /* hostile-safe */
/* As what the word of this mark is held: TS_NAME_GIVEN, TS_NAME_FAMILY, both or 0.  One word in a hundred millions that are
 * not held passes for one that is. */
unsigned ts_name_filter_roles(const ts_name_filter *f, uint64_t mark);
/* The same of a word as it stands in a text: accents are folded, an apostrophe dropped, of parts with a hyphen each is asked for. */
unsigned ts_name_filter_of(const ts_name_filter *f, ts_span word);

#endif
