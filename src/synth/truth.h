/* truth.h - what was planted, written beside the world for the scorer (docs/synth.md). */
#ifndef TS_SYNTH_TRUTH_H
#define TS_SYNTH_TRUTH_H

#include "base/map.h"
#include "synth/record.h"

typedef enum ts_planted {
    TS_PLANTED_GENUINE,
    TS_PLANTED_ALTERED,
    TS_PLANTED_UNKNOWN,
    TS_PLANTED_PLACEHOLDER,
    TS_PLANTED_KINDS
} ts_planted;

/* What claims.c keeps: rows that are ours, and a list of each kind. */
enum { TS_CLAIMED_LISTS = 3 };
typedef struct ts_claimed {
    uint64_t genuine[TS_SYSTEMS + 1], altered[TS_SYSTEMS + 1], children;
    ts_map *person;
    struct ts_claimed_one {
        ts_system system;
        uint32_t rows, genuine, held, children;
        ts_digest digest;
    } list[TS_CLAIMED_LISTS];
    ts_digest unread; /* a file that cannot be read */
    bool unread_known;
} ts_claimed;

typedef struct ts_truth {
    ts_claimed claimed;
    ts_buf sightings, files, tables;
    ts_map *digest; /* of a file's content -> index of the path that has it first */
    ts_map *person; /* id, planted -> 1 */
    ts_buf first; /* those paths, one a line */
    uint64_t planted[TS_PLANTED_KINDS], leaves, containers, duplicates, unreadable, region_held, retyped;
} ts_truth;

void ts_truth_init(ts_truth *t);
void ts_truth_done(ts_truth *t);

typedef struct ts_planted_row {
    ts_span path; /* locator without its exhibit */
    const char *part, *shape; /* "table", "line", "document" */
    uint32_t row;
    ts_planted what;
    ts_alteration altered;
    unsigned fits; /* bit per snapshot that says exactly this */
    ts_date as_of;
    bool ours, held;
    const ts_record *record;
} ts_planted_row;
#define TS_TRUTH_SIGHTING_HEAD                                                                                         \
    "path,part,row,shape,verdict,altered,fits,as_of,ours,held,person,organisation,system,health_number,surname,birth_" \
    "date\n"
/* Under 18 by far on that day. */
bool ts_planted_child(const ts_record *r, ts_date on);
/* The line alone, counted nowhere. */
void ts_truth_sighting_line(ts_buf *out, const ts_world *w, const ts_planted_row *row);
void ts_truth_sighting(ts_truth *t, const ts_world *w, const ts_planted_row *row);
/* reason NULL: readable; else what the reader may say, alternatives separated by |.
 * True where the same bytes were planted before: their truth is then known by that path. */
bool ts_truth_file(ts_truth *t, ts_span path, const char *format, const char *kind, const char *reason, ts_span bytes);
void ts_truth_table(ts_truth *t, ts_span path, const char *part, const char *kind, const char *layout, ts_date as_of,
                    uint32_t rows);
/* One cell, quoted where it must be. */
void ts_csv_cell(ts_buf *out, ts_span cell);
ts_err ts_truth_save(const ts_truth *t, const ts_world *w, uint32_t files, const char *dir);

#endif
