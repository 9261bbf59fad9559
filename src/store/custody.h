/* custody.h - append-only chained record of every act (custody.log; format: docs/custody.md).
 *
 * One JSON line an entry: number, time, act, person, OS user, machine, details, the SHA-256 of the entry
 * before, its own SHA-256, an Ed25519 signature.  Plain SHA-256 over the line: anybody can recompute it.
 * No personal value: evidence stands in it by exhibit, content digest and size.
 */
#ifndef TS_STORE_CUSTODY_H
#define TS_STORE_CUSTODY_H

#include "base/json.h"
#include "crypt/seal.h"
#include "store/db.h"

typedef struct ts_custody ts_custody;

/* dir: the case directory.  Entries go to the outbox table of `db` inside the caller's transaction and are
 * flushed to custody.log after its commit (decisions.md 13). */
ts_err ts_custody_open(int dir, ts_db *db, const ts_key *log_seed, const char *person, ts_custody **out);
void ts_custody_close(ts_custody *c);
/* One act.  `details` is a JSON object's text ("{...}") or empty.  Must be called inside a transaction. */
ts_err ts_custody_add(ts_custody *c, const char *act, ts_span details);
/* After the commit: appends what the outbox holds to custody.log, fsyncs, empties it. Also run on open. */
ts_err ts_custody_flush(ts_custody *c);
/* The head as people read it: first 8 bytes of the last entry's digest, "3F2A-91BC-07DE-55A1". */
enum { TS_HEAD_TEXT = 20 };
void ts_custody_head(const ts_custody *c, char out[static TS_HEAD_TEXT]);

typedef struct ts_custody_check {
    uint64_t entries;
    bool sound;
    uint64_t bad_entry; /* number of the first that does not fit; 0 none */
    char what[160]; /* "entry 7 was changed", "entry 9 is missing", "entries 4 and 5 are swapped" */
    bool head_given, head_found; /* head_found: the given head is that of the last or an earlier entry */
    uint64_t head_entry;
    char head[TS_HEAD_TEXT];
} ts_custody_check;
/* Needs no key: digests and signatures (the public key stands in entry 1).  head may be NULL. */
ts_err ts_custody_verify(int dir, const char *head, ts_custody_check *out);

#endif
