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
/* True between begin and its commit or rollback. */
bool ts_db_inside(const ts_db *db);
/* True if anything was written since it was opened. */
bool ts_db_changed(const ts_db *db);
ts_err ts_db_exec(ts_db *db, const char *sql);
/* Prepared once and kept by the db under its text; reset and unbound when handed out again.  One that is
 * still being stepped through is left alone, and another is handed out. */
ts_err ts_db_prepare(ts_db *db, const char *sql, ts_stmt **out);
void ts_bind_int(ts_stmt *s, int i, int64_t v);
void ts_bind_span(ts_stmt *s, int i, ts_span v); /* BLOB, copied */
void ts_bind_text(ts_stmt *s, int i, const char *v);
void ts_bind_null(ts_stmt *s, int i);
/* *row: a row is there; where there is none any more, the statement is reset. */
ts_err ts_step(ts_stmt *s, bool *row);
ts_err ts_stmt_run(ts_stmt *s); /* steps once, expects no row */
/* Ends a statement that is not stepped to its end; fine on NULL. */
void ts_stmt_reset(ts_stmt *s);
int64_t ts_col_int(ts_stmt *s, int i);
ts_span ts_col_span(ts_stmt *s, int i); /* borrowed until the next step */
int64_t ts_db_last_id(ts_db *db);

#endif
