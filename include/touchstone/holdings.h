/* holdings.h - registering the organisations' own records as keyed fingerprints. */
#ifndef TOUCHSTONE_HOLDINGS_H
#define TOUCHSTONE_HOLDINGS_H

#include <stdio.h>
#include <touchstone/case.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ts_register_options {
    const char *organisation; /* ODS code; required unless the map gives it */
    const char *system; /* "PAS" */
    const char *as_of; /* ISO date */
    const char *kind; /* patient, staff, donor, supplier; NULL: inferred from the columns */
    const char *map; /* TOML file that overrides the inferred columns; NULL: none */
    const char *accept_bad; /* reason for going on with more than 5 % bad rows; NULL: stop there */
    const char *sheet; /* which table of a workbook or database; NULL: the one with people */
    const char *columns; /* "a,b,c": names of columns, where none stand in it; NULL: they do */
    bool complete; /* this export holds everybody of the system */
    bool dry; /* only show what was understood */
    FILE *show; /* where to print what was understood of each column; NULL: nowhere */
} ts_register_options;

typedef struct ts_register_result {
    uint64_t rows, bad_rows, people, keys;
    bool already; /* this export (by SHA-256) was registered before: nothing done */
} ts_register_result;

/* One export file into the case's register; path "-" is standard input. */
ts_err ts_register_file(ts_case *c, const char *path, const ts_register_options *options, ts_register_result *out);
/* One export that came in parts, in this order. */
ts_err ts_register_parts(ts_case *c, const char *const *path, size_t paths, const ts_register_options *options,
                         ts_register_result *out);
/* Every holding that dir/holdings.toml lists; where there is none, writes a draft and says so (TS_EUSAGE). */
ts_err ts_register_directory(ts_case *c, const char *dir, FILE *show, ts_register_result *total);

/* What is registered, as a table for people or as JSON (touchstone.holdings/1). */
ts_err ts_holdings_list(ts_case *c, bool json, FILE *out);
/* Every page of every index file against its checksum; names the first that is damaged.  *files: how many there are. */
ts_err ts_holdings_check(ts_case *c, uint64_t *files);
/* Destroys the register's key and removes its files; what was destroyed and why, file by file, stands in the custody log.
 * Results that were made stay.  TS_EUSAGE: nothing is registered, or no reason is given. */
ts_err ts_holdings_destroy(ts_case *c, const char *reason, const char *passphrase, uint64_t *files);

/* An earlier leak, read as a case of its own (init, ingest), as keyed fingerprints of its rows and files: verification then says
 * which sightings and files stood in it.  as_of: when it was published; NULL: not known.  out: rows about people, files (keys). */
ts_err ts_register_earlier_leak(ts_case *c, ts_case *old, const char *name, const char *as_of, ts_register_result *out);

/* ---- trees of files: a file server's backup ---- */

struct ts_read_document;

typedef struct ts_files_result {
    uint64_t documents, places, without_text, unread, bytes; /* unread: not wholly read */
    uint64_t unread_reason[TS_REASON_COUNT];
    uint64_t index_bytes, memory; /* of the index file; that building it took */
    bool already; /* the same tree was registered before: nothing done */
} ts_files_result;

/* A tree on its way into the register: begun, given each document as ts_read_paths tells it (ingest.h), and ended. */
typedef struct ts_files_holding ts_files_holding;
ts_err ts_register_files_begin(ts_case *c, const ts_register_options *options, ts_files_holding **out);
ts_err ts_register_files_add(ts_files_holding *h, const struct ts_read_document *d);
void ts_register_files_unread(ts_files_holding *h, ts_reason reason);
/* bytes: of all files.  In force once it returns; frees the holding, also on failure. */
ts_err ts_register_files_end(ts_files_holding *h, uint64_t bytes, ts_files_result *out);
void ts_register_files_abandon(ts_files_holding *h); /* NULL is fine */

/* Each entry of dir/holdings.toml that has a tree: its path, and what is said of it. */
ts_err ts_register_trees(const char *dir, ts_err (*each)(void *, const char *path, const ts_register_options *),
                         void *context);

#ifdef __cplusplus
}
#endif
#endif
