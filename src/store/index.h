/* index.h - the holdings as fingerprints on disk: built once, read by memory map, never a value in the clear.
 *
 * One immutable .tsx file per holding snapshot.  Look-up keys lead to candidate lines; the tags of a line
 * then say attribute by attribute whether it agrees.  A row that an earlier file of the same system has in the very
 * same words gets no line again: the new file says of the earlier line that it still holds.  Layout:
 * docs/index-format.md; decisions.md 11.
 */
#ifndef TS_STORE_INDEX_H
#define TS_STORE_INDEX_H

#include "crypt/fingerprint.h"
#include "model/sighting.h"
#include "model/verdict.h"

/* What an index file says of itself (clear or sealed in its header, never a value of a person). */
enum { TS_NORMAL_VERSIONS = 64, TS_INDEX_FORMAT = 4 };
typedef struct ts_holding_info {
    char organisation[16]; /* ODS code, "RBS" */
    char system[64]; /* "PAS" */
    char kind[16]; /* "patient", "staff", "donor", "supplier" */
    ts_role population;
    ts_date as_of;
    ts_digest source; /* SHA-256 of the export */
    uint32_t rows, bad_rows;
    bool complete; /* the mapping file says that this export holds everybody of the system */
    bool travels; /* its local ids stand on letters that leave the organisation */
    bool shared_local; /* its local ids are shared with another organisation's system */
    char mask[8][32]; /* masks of its local ids, see ts_hints */
    uint64_t local_space, local_used; /* size of the masks' space, ids in use: chance of an agreeing id */
    uint8_t normal_version[TS_NORMAL_VERSIONS]; /* by ts_kind: ts_detector.version at the time of registering */
} ts_holding_info;

/* Rarity classes of ts_comparison.rarity: 0 is a value that one person of the file has; class k in 1..6 is shared
 * by at most 1 person in 200 * 4^(6-k); class 7 by more than 1 in 200. */
enum { TS_RARITY_CLASSES = 8 };

/* ---- building ---- */
typedef struct ts_index ts_index;
typedef struct ts_index_builder ts_index_builder;
/* dir: borrowed, where the file will stand; working files without a name stand there meanwhile. */
ts_err ts_index_build(const ts_key *register_key, const ts_holding_info *info, int dir, ts_index_builder **out);
/* Earlier files of the same system: rows that stand in one of them alike are not stored again.  Before the first row;
 * borrowed until the builder is gone.  More than TS_INDEX_STILLS: the last are taken. */
enum { TS_INDEX_STILLS = 31 };
void ts_index_build_on(ts_index_builder *b, const ts_index *const *earlier, size_t n);
/* source_row is the export's 1-based data row, each once; deceased: marked so, perhaps without a date of death. */
ts_err ts_index_add(ts_index_builder *b, const ts_values *person, bool deceased, uint32_t source_row);
/* Something else that the file knows, such as a document's digest: asked by ts_index_has_mark, and no person. */
ts_err ts_index_add_mark(ts_index_builder *b, ts_span value);
/* A number for all that a row says, of 64 bits: equal rows have equal ones. */
uint64_t ts_index_row_key(const ts_fingerprinter *f, const ts_values *v, bool deceased);
/* Could a person with these values be found at all?  False: nothing in it identifies anybody. */
bool ts_index_identifies(const ts_values *person);
uint64_t ts_index_builder_keys(const ts_index_builder *b);
uint32_t ts_index_builder_still(const ts_index_builder *b); /* rows that earlier files have alike */
/* Sorts, writes `name` atomically, frees the builder (also on failure). */
ts_err ts_index_finish(ts_index_builder *b, const ts_holding_info *info, const char *name);
void ts_index_abandon(ts_index_builder *b);

/* ---- reading ---- */
/* Maps it and checks header, key and size; TS_EKEY wrong key, TS_EDAMAGED else. */
ts_err ts_index_open(const ts_key *register_key, int dir, const char *name, ts_index **out);
void ts_index_close(ts_index *x);
const ts_holding_info *ts_index_info(const ts_index *x);
uint32_t ts_index_people(const ts_index *x); /* rows of the snapshot: one a person and export row */
uint32_t ts_index_lines(const ts_index *x); /* of those, the ones that no earlier file has alike */
/* The earlier files that it rests on, by their seals (ts_index_seal). */
size_t ts_index_stills(const ts_index *x);
void ts_index_still_of(const ts_index *x, size_t still, ts_digest *seal);
/* The file's digest as its header carries it: HMAC over the header, which holds the root of all page checksums. */
void ts_index_seal(const ts_index *x, ts_digest *out);
/* Was it made with these normal forms (by ts_kind), and in this program's format?  False: its holding must be registered again. */
bool ts_index_normal_fits(const ts_index *x, const uint8_t *versions);
/* Reads every page against its checksum; names the first bad page. */
ts_err ts_index_verify(const ts_index *x);

/* The words of its people's forenames and surnames: how many, and their marks with roles (text/name_mark.h), each word once,
 * ascending; `mark` has room for so many.  TS_EDAMAGED: pages are not as they were written. */
uint32_t ts_index_names(const ts_index *x);
ts_err ts_index_load_names(const ts_index *x, uint64_t *mark);

/* A sighting's values fingerprinted once for all files of the register. */
enum { TS_PROBE_KEYS = 24, TS_INDEX_TAGS = 20 };
typedef struct ts_probe {
    uint64_t key[TS_PROBE_KEYS];
    uint8_t domain[TS_PROBE_KEYS];
    size_t keys;
    uint32_t tag[TS_ATTR_COUNT][6]; /* exact, then variants; see probe.c */
    uint8_t tags[TS_ATTR_COUNT];
} ts_probe;
void ts_probe_init(const ts_fingerprinter *f, const ts_values *v, ts_probe *out);

/* Candidate lines for a probe in one file, without repeats, ascending.  A key that more than `crowd` of its lines share names
 * nobody and is left out; *overflow: that was so, or there were more than `max`.  Of a register's files together: finder.h. */
size_t ts_index_candidates(const ts_index *x, const ts_probe *p, size_t crowd, uint32_t *line, size_t max,
                           bool *overflow);
/* Many look-ups are to come: its directory is fetched from the disk at once, so that each waits for one page. */
void ts_index_expect(const ts_index *x);
/* Starts fetching what ts_index_candidates will need; for batches. */
void ts_index_prefetch(const ts_index *x, const ts_probe *p);

/* Where the entries of a key may stand; from == to: it is not there.  Of a million keys that are not there one seems to be: what
 * the entries lead to is compared. */
typedef struct ts_index_range {
    uint32_t from, to;
} ts_index_range;
/* Many keys at once, so that they wait for memory together.  A range ends behind `most` entries and one. */
void ts_index_ranges(const ts_index *x, const uint64_t *key, size_t keys, size_t most, ts_index_range *out);

/* Was the value given to ts_index_add_mark?  By some 76 bits. */
bool ts_index_has_mark(const ts_index *x, const ts_fingerprinter *f, ts_span value);

typedef struct ts_held {
    uint32_t source_row;
    uint64_t person; /* register-wide fingerprint: of the health number where there is one, else of
                             organisation, system and local id.  0 none */
    uint64_t local; /* of organisation, system and local id: the same person in other snapshots. 0 none */
    int16_t birth_month; /* months since 1800-01, -1 unknown */
    bool deceased;
} ts_held;
void ts_index_held(const ts_index *x, uint32_t line, ts_held *out);
void ts_index_compare(const ts_index *x, uint32_t line, const ts_probe *p, ts_comparison *out);
/* Does the snapshot still hold a line of the file it rests on by `still`?  Then which row that is there, and how rare the
 * line's values are among its people: what is in out (ts_index_held) and c of the line itself becomes the snapshot's. */
bool ts_index_still_holds(const ts_index *x, size_t still, uint32_t line, ts_held *out, ts_comparison *c);

#endif
