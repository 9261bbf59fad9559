/* db.h - statements, transactions, numbered migrations; the one door to SQLite. */
#ifndef TS_STORE_DB_H
#define TS_STORE_DB_H

#include "base/bytes.h"

typedef struct ts_db ts_db;
typedef struct ts_stmt ts_stmt;

/* WAL, STRICT tables, synchronous=FULL, secure_delete, temp_store=MEMORY; migrates to the newest
 * schema; a newer file is refused.  create: makes it. */
ts_err ts_db_open(const char *path, bool create, ts_db **out);
void ts_db_close(ts_db *db);
ts_err ts_db_begin(ts_db *db);
ts_err ts_db_commit(ts_db *db);
void ts_db_rollback(ts_db *db);
ts_err ts_db_exec(ts_db *db, const char *sql);
/* Prepared once and kept by the db under its text; reset and unbound when handed out again. */
ts_err ts_db_prepare(ts_db *db, const char *sql, ts_stmt **out);
void ts_bind_int(ts_stmt *s, int i, int64_t v);
void ts_bind_span(ts_stmt *s, int i, ts_span v);  /* BLOB, copied */
void ts_bind_text(ts_stmt *s, int i, const char *v);
void ts_bind_null(ts_stmt *s, int i);
/* *row: a row is there. */
ts_err ts_step(ts_stmt *s, bool *row);
ts_err ts_run(ts_stmt *s); /* steps once, expects no row */
int64_t ts_col_int(ts_stmt *s, int i);
ts_span ts_col_span(ts_stmt *s, int i); /* borrowed until the next step */
int64_t ts_db_last_id(ts_db *db);

#endif
