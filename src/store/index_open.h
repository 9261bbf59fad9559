/* index_open.h - an index file that is open: for those who find lines in it and compare them. */
#ifndef TS_STORE_INDEX_OPEN_H
#define TS_STORE_INDEX_OPEN_H

#include "store/index_layout.h"

enum { INDEX_NO_LINE = UINT32_MAX };

struct ts_index {
    const unsigned char *map;
    size_t size;
    index_header header;
    ts_digest seal;
    char name[256];
    const unsigned char *directory, *entries, *lines; /* NULL: of a version before */
    size_t line_size;
    ts_fingerprinter *fingerprinter;
    index_keys keys;
    ts_masker *masker, *names_masker, *still_masker;
    uint32_t letter_step[LETTER_STEPS];
    /* The line unmasked last: held, then compared. */
    uint32_t at;
    index_line line;
};

/* The rarity classes that stand in a line's facts. */
static inline void index_take_rarity(uint64_t facts, ts_comparison *out) {
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++)
        out->rarity[a] = (uint8_t)(facts >> 3 * a & 7);
}

#endif
