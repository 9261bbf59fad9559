/* index_builder.h - an index while it is built: shared by those who add rows, count rarity and write the file. */
#ifndef TS_STORE_INDEX_BUILDER_H
#define TS_STORE_INDEX_BUILDER_H

#include "base/map.h"
#include "store/index_layout.h"
#include "store/spill.h"

/* Records of the three spills. */
enum {
    ENTRY_RECORD = 12, /* fingerprint, line */
    EXACT_RECORD = 13, /* exact tag of a value, row of the export, attribute */
    LINE_RECORD = LINE_MOST, /* a line with all slots, without rarity */
};

/* An earlier file, and which row of the export stands in which of its lines alike. */
typedef struct index_base {
    const ts_index *x;
    uint32_t *row; /* by line; 0 none; NULL: none at all */
} index_base;

struct ts_index_builder {
    int dir;
    ts_fingerprinter *fingerprinter;
    index_keys keys;
    ts_holding_info info;
    ts_spill *entry, *exact, *line;
    uint32_t rows, lines, still, slots;
    index_base base[INDEX_STILLS];
    ts_map *equal; /* by row key and base: entries of rows that stand there very often; NULL: none yet */
    size_t bases;
    unsigned char *facts; /* 6 bytes by row of the export: sex, deceased, and the rarity of its values in the end */
    uint32_t facts_cap;
    index_names names;
};

static inline unsigned char *facts_of(const ts_index_builder *b, uint32_t source_row) {
    return b->facts + (size_t)source_row * 6;
}

/* index_rarity.c: counts how many people have each value, and writes each row's classes into its facts. */
ts_err index_count_rarity(ts_index_builder *b);
/* index_write.c: sections first, the header last into its place: a file that was cut short has no header. */
ts_err index_write_file(ts_index_builder *b, int fd, const char *name);

#endif
