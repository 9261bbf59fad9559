/* leak.h - what the files of the leak share while they are made. */
#ifndef TS_SYNTH_LEAK_H
#define TS_SYNTH_LEAK_H

#include "synth/truth.h"
#include "synth/write.h"

typedef struct ts_leak {
    const ts_world *w;
    ts_truth *truth;
    const char *dir;
    ts_dice c;
    ts_arena arena; /* of the file being made */
    uint32_t serial; /* makes names unique */
    uint32_t region_at; /* how many of the region's others were used */
    bool more; /* formats beyond the usual ones */
    uint32_t invented, altered;
    uint32_t tables, letters, noises, broken, packed; /* made so far: they take turns among formats */
} ts_leak;

/* Where a file goes: into the tree, or into a container that is being made. */
typedef struct ts_place {
    ts_packer *packer; /* NULL: the tree */
    ts_span container; /* locator of the container */
} ts_place;

/* The locator of a file there. */
void ts_place_path(const ts_place *p, ts_span name, ts_buf *out);
/* Writes it and notes it in the truth. */
ts_err ts_leak_put(ts_leak *l, const ts_place *p, ts_span name, const char *format, const char *reason, ts_span bytes,
                   ts_date day);

/* One file each. `plain` formats only, where the file is an attachment. */
ts_err ts_leak_table(ts_leak *l, const ts_place *p);
ts_err ts_leak_letter(ts_leak *l, const ts_place *p);
ts_err ts_leak_noise(ts_leak *l, const ts_place *p);
ts_err ts_leak_broken(ts_leak *l, const ts_place *p);
/* The whole tree. */
ts_err ts_leak_make(ts_leak *l, uint32_t files);

/* A folder of the tree, "Cardiology/2021/", or "" where files stand in a container. */
ts_span ts_leak_folder(ts_leak *l, const ts_place *p, ts_date day, ts_system s);
/* A date that is a snapshot's: the 2nd or the 3rd, index into the world's snapshots. */
int ts_leak_snapshot(ts_leak *l);
/* Up to n members of a system on that day, without repeats; how many there were. */
uint32_t ts_leak_members(ts_leak *l, ts_system s, ts_date at, uint32_t *person, uint32_t n);
/* Bits of the snapshots that say the same of this record's person in these columns. */
unsigned ts_leak_fits(const ts_leak *l, const ts_layout *layout, const ts_record *r);

#endif
