/* case.h - opens and closes a case: database, keys, settings, custody.  (Public face: touchstone/case.h.) */
#ifndef TS_STORE_CASE_H
#define TS_STORE_CASE_H

#include <touchstone/case.h>
#include "crypt/keyring.h"
#include "store/custody.h"
#include "store/db.h"

/* The public ts_case is this. One process owns all writes (a lock file says who). */
struct ts_case {
    int dir; /* the case directory */
    int sightings_dir;
    int register_dir;
    ts_db *db;
    ts_custody *custody;
    ts_key seal_key; /* derived from the case key: sealed columns and chunks */
    ts_key pseudonym_key; /* random-looking case numbers, never in a digest */
    ts_key register_key;
    bool test_realm; /* case.toml: realm = "test" */
    char *path;

    ts_key mark_key; /* derived: equality look-ups on sealed columns */
    ts_key_id key_id; /* of the case key */
    int lock;
    bool sweep; /* the next commit leaves files that nothing names any more */
    bool unclean; /* it was not closed when it was last open */
    char head[TS_HEAD_TEXT];
};

/* Acts of one command in one transaction: begin, do, add to custody, commit, flush. */
ts_err ts_case_begin(struct ts_case *c);
ts_err ts_case_commit(struct ts_case *c); /* commits and flushes custody */
void ts_case_rollback(struct ts_case *c);
/* Inside a transaction: the register gets a new key in place of its old one, which nobody has from the commit on.  After it,
 * ts_case_register_clear removes what the old one opened; where that does not come to its end, the next ts_case_open does it. */
ts_err ts_case_register_rekey(struct ts_case *c, const char *passphrase);
ts_err ts_case_register_clear(struct ts_case *c);
/* Small named facts: "hints.digest", "verify.generation". */
ts_err ts_case_set(struct ts_case *c, const char *name, ts_span value);
ts_err ts_case_get(struct ts_case *c, const char *name, ts_buf *out); /* empty where unset */

#endif
