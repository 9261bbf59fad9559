/* schema.c - the numbered steps from an empty database to the newest schema.
 *
 * No personal value stands in clear: columns named `sealed` are sealed with the row's place as
 * associated data, columns named `mark` are keyed fingerprints for equality look-ups.
 */
#include "store/schema.h"

const char *const ts_schema_step[TS_SCHEMA_VERSION] = {
    /* 1: the first */
    "CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;"

    /* One row: where the chain stands, and how much of it is in custody.log for certain. */
    "CREATE TABLE custody (one INTEGER PRIMARY KEY CHECK (one = 1), entry INTEGER NOT NULL, digest BLOB NOT NULL,"
    " log_entry INTEGER NOT NULL, log_digest BLOB NOT NULL, log_bytes INTEGER NOT NULL) STRICT;"
    "CREATE TABLE outbox (entry INTEGER PRIMARY KEY, line BLOB NOT NULL) STRICT;"

    "CREATE TABLE exhibit (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sealed BLOB NOT NULL) STRICT;"
    "CREATE TABLE blob (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),"
    " size INTEGER NOT NULL, format TEXT NOT NULL, format_version INTEGER NOT NULL, reason INTEGER NOT NULL,"
    " unread INTEGER NOT NULL, content INTEGER NOT NULL, segments INTEGER NOT NULL, sightings INTEGER NOT NULL,"
    " members INTEGER NOT NULL, hints BLOB NOT NULL, done INTEGER NOT NULL, unstable INTEGER NOT NULL,"
    " message TEXT NOT NULL) STRICT;"
    "CREATE TABLE place (id INTEGER PRIMARY KEY, blob INTEGER NOT NULL, parent INTEGER NOT NULL,"
    " exhibit INTEGER NOT NULL, mark BLOB NOT NULL UNIQUE, sealed BLOB NOT NULL, repeat INTEGER NOT NULL,"
    " ordinal INTEGER NOT NULL, reason INTEGER NOT NULL, size INTEGER NOT NULL, device INTEGER NOT NULL,"
    " inode INTEGER NOT NULL, file_size INTEGER NOT NULL, mtime INTEGER NOT NULL) STRICT;"
    "CREATE INDEX place_blob ON place (blob, id);"

    /* Files of sighting chunks and of results; which reading of a blob is its newest. */
    "CREATE TABLE sighting_file (file INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, digest BLOB NOT NULL,"
    " chunks INTEGER NOT NULL, sightings INTEGER NOT NULL) STRICT;"
    "CREATE TABLE result_file (file INTEGER PRIMARY KEY, generation INTEGER NOT NULL, bytes INTEGER NOT NULL,"
    " digest BLOB NOT NULL, blocks INTEGER NOT NULL) STRICT;"
    "CREATE TABLE reading (digest BLOB PRIMARY KEY, number INTEGER NOT NULL, sightings INTEGER NOT NULL,"
    " mentions INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

    "CREATE TABLE person (number TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE organisation (bit INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;",

    /* 2: sums of each table and of the leak (tables.c) */
    "CREATE TABLE table_sum (of INTEGER NOT NULL, blob BLOB NOT NULL CHECK (length(blob) = 32),"
    " ordinal INTEGER NOT NULL, sums BLOB NOT NULL, PRIMARY KEY (of, blob, ordinal)) STRICT, WITHOUT ROWID;",

    /* 3: what the text of a blob is like (near.c) */
    "ALTER TABLE blob ADD COLUMN sketch_low INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE blob ADD COLUMN sketch_high INTEGER NOT NULL DEFAULT 0;",

    /* 4: which files are parts of one that was cut (parts.c) */
    "ALTER TABLE place ADD COLUMN part INTEGER NOT NULL DEFAULT 0;"
    "UPDATE place SET part = 1 WHERE blob IN (SELECT id FROM blob WHERE format = 'volume');",

    /* 5: what was read of a blob before the rest of it (sightings.h) */
    "CREATE TABLE sample (digest BLOB PRIMARY KEY, number INTEGER NOT NULL, bytes INTEGER NOT NULL,"
    " sightings INTEGER NOT NULL, mentions INTEGER NOT NULL) STRICT, WITHOUT ROWID;",

    /* 6: what is claimed to have been taken (claims.c) */
    "CREATE TABLE claim (mark BLOB PRIMARY KEY, sealed BLOB NOT NULL, found_sealed BLOB NOT NULL)"
    " STRICT, WITHOUT ROWID;",

    /* 7: what a blob's text is known again by (likeness.h), and how it stands to the trees of files (documents.h) */
    "CREATE TABLE likeness (digest BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE document (digest BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;",
};
