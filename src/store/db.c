/* db.c - statements, transactions, numbered migrations; the one door to SQLite.
 *
 * One process and one connection own all writes and checkpoints (the case's lock sees to it), so the
 * connection holds the file exclusively and SQLite needs no shared-memory file beside it.
 */
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>
#include "base/mem.h"
#include "store/schema.h"

enum { APPLICATION = 0x54536361 /* "TSca" */, BUSY_MS = 5000 };

struct ts_stmt {
    ts_db *db;
    sqlite3_stmt *handle;
    char *sql;
    bool bad_bind; /* a value could not be bound: the next step says so */
    ts_stmt *next;
};

struct ts_db {
    sqlite3 *handle;
    ts_stmt *stmts;
    char *name; /* last part of the path, for messages */
    bool migrated;
    bool broken; /* a sync failed: what is on disk is not known, nothing more is written */
};

/* ---- errors ---- */

/* Where SQLite's own check first stumbles: a page or an index, never a value. */
static void first_damage(ts_db *db, char *out, size_t size) {
    sqlite3_stmt *s = NULL;
    snprintf(out, size, "%s", sqlite3_errmsg(db->handle));
    if (sqlite3_prepare_v2(db->handle, "PRAGMA quick_check(1)", -1, &s, NULL) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(s, 0), "ok") != 0)
        snprintf(out, size, "%s", (const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    for (char *p = out; *p; p++)
        if (*p == '\n')
            *p = ' ';
}

static ts_err failed(ts_db *db, int code) {
    /* SQLite forgets the system's reason where a failed commit is undone on the way out. */
    int system = errno, kept = sqlite3_system_errno(db->handle);
    system = kept ? kept : system;
    char where[160];
    switch (code & 0xff) {
    case SQLITE_FULL:
        return ts_fail(TS_EIO,
                       "the disk is full: %s cannot grow; nothing of this step was kept; make room and run it again",
                       db->name);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        first_damage(db, where, sizeof where);
        return ts_fail(TS_EDAMAGED, "%s is damaged (%s): nothing was overwritten; restore it from a copy", db->name,
                       where);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ts_fail(TS_EIO, "%s is in use by another program: end that one and run this again", db->name);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return ts_fail(TS_EIO, "%s cannot be written: %s", db->name, sqlite3_errmsg(db->handle));
    case SQLITE_IOERR:
        if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC)
            db->broken = true;
        if (system == ENOSPC || system == EDQUOT || system == EFBIG)
            return ts_fail(
                TS_EIO,
                "the disk is full: %s cannot grow (%s); nothing of this step was kept; make room and run it again",
                db->name, strerror(system));
        return ts_fail(TS_EIO, "%s cannot be read or written: %s; nothing of this step was kept", db->name,
                       system ? strerror(system) : sqlite3_errmsg(db->handle));
    case SQLITE_NOMEM:
        ts_alloc_array(SIZE_MAX, 2); /* ends the process as any lack of memory does */
        return TS_EINTERNAL;
    default: /* a statement of ours: SQLite names tables and columns here, never values */
        return ts_fail(TS_EINTERNAL, "%s: %s", db->name, sqlite3_errmsg(db->handle));
    }
}

static ts_err refuse_broken(const ts_db *db) {
    return db->broken ? ts_fail(TS_EIO, "%s could not be brought to disk before: nothing more is written", db->name)
                      : TS_OK;
}

/* ---- statements ---- */

ts_err ts_db_exec(ts_db *db, const char *sql) {
    TS_TRY(refuse_broken(db));
    int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? TS_OK : failed(db, sqlite3_extended_errcode(db->handle));
}

ts_err ts_db_prepare(ts_db *db, const char *sql, ts_stmt **out) {
    for (ts_stmt *s = db->stmts; s; s = s->next)
        if (!sqlite3_stmt_busy(s->handle) && strcmp(s->sql, sql) == 0) {
            sqlite3_reset(s->handle);
            sqlite3_clear_bindings(s->handle);
            s->bad_bind = false;
            *out = s;
            return TS_OK;
        }
    sqlite3_stmt *handle = NULL;
    if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL) != SQLITE_OK)
        return failed(db, sqlite3_extended_errcode(db->handle));
    ts_stmt *s = ts_alloc(sizeof *s);
    *s = (ts_stmt){.db = db, .handle = handle, .sql = ts_copy_str(ts_str(sql)), .next = db->stmts};
    db->stmts = s;
    *out = s;
    return TS_OK;
}

static void bound(ts_stmt *s, int code) { s->bad_bind |= code != SQLITE_OK; }

void ts_bind_int(ts_stmt *s, int i, int64_t v) { bound(s, sqlite3_bind_int64(s->handle, i, v)); }

void ts_bind_span(ts_stmt *s, int i, ts_span v) {
    bound(s, sqlite3_bind_blob64(s->handle, i, v.len ? v.ptr : "", v.len, SQLITE_TRANSIENT));
}

void ts_bind_text(ts_stmt *s, int i, const char *v) {
    bound(s, sqlite3_bind_text(s->handle, i, v, -1, SQLITE_TRANSIENT));
}

void ts_bind_null(ts_stmt *s, int i) { bound(s, sqlite3_bind_null(s->handle, i)); }

ts_err ts_step(ts_stmt *s, bool *row) {
    TS_TRY(refuse_broken(s->db));
    if (s->bad_bind)
        return ts_fail(TS_EINTERNAL, "%s: a value does not fit its statement", s->db->name);
    int code = sqlite3_step(s->handle);
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        if (code == SQLITE_DONE)
            sqlite3_reset(s->handle);
        *row = code == SQLITE_ROW;
        return TS_OK;
    }
    code = sqlite3_extended_errcode(s->db->handle);
    ts_err err = failed(s->db, code);
    sqlite3_reset(s->handle);
    return err;
}

ts_err ts_stmt_run(ts_stmt *s) {
    bool row = false;
    TS_TRY(ts_step(s, &row));
    ts_stmt_reset(s);
    return row ? ts_fail(TS_EINTERNAL, "%s: a statement gave a row that nobody asked for", s->db->name) : TS_OK;
}

void ts_stmt_reset(ts_stmt *s) {
    if (s)
        sqlite3_reset(s->handle);
}

int64_t ts_col_int(ts_stmt *s, int i) { return sqlite3_column_int64(s->handle, i); }

ts_span ts_col_span(ts_stmt *s, int i) {
    const void *ptr = sqlite3_column_blob(s->handle, i);
    return ts_span_of(ptr ? ptr : "", (size_t)sqlite3_column_bytes(s->handle, i));
}

int64_t ts_db_last_id(ts_db *db) { return sqlite3_last_insert_rowid(db->handle); }

/* ---- transactions ---- */

bool ts_db_inside(const ts_db *db) { return !sqlite3_get_autocommit(db->handle); }

bool ts_db_changed(const ts_db *db) { return db->migrated || sqlite3_total_changes64(db->handle) > 0; }

ts_err ts_db_begin(ts_db *db) {
    if (ts_db_inside(db))
        return ts_fail(TS_EINTERNAL, "%s: a step was begun inside another", db->name);
    return ts_db_exec(db, "BEGIN IMMEDIATE");
}

ts_err ts_db_commit(ts_db *db) {
    if (!ts_db_inside(db)) /* SQLite undoes a transaction itself on some failures */
        return ts_fail(TS_EIO, "%s: this step was undone after a failure; run it again", db->name);
    ts_err err = ts_db_exec(db, "COMMIT");
    if (err)
        ts_db_rollback(db);
    return err;
}

/* Says nothing: it runs after a failure, whose message must stay. */
void ts_db_rollback(ts_db *db) {
    for (ts_stmt *s = db->stmts; s; s = s->next)
        sqlite3_reset(s->handle);
    if (ts_db_inside(db))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* ---- open and migrate ---- */

static ts_err pragma_int(ts_db *db, const char *sql, int64_t *out) {
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(db, sql, &s));
    TS_TRY(ts_step(s, &row));
    *out = row ? ts_col_int(s, 0) : 0;
    ts_stmt_reset(s);
    return TS_OK;
}

/* Every missing step in one transaction: a schema is either the old one or the newest. */
static ts_err migrate(ts_db *db, bool create) {
    int64_t application, version;
    TS_TRY(pragma_int(db, "PRAGMA application_id", &application));
    TS_TRY(pragma_int(db, "PRAGMA user_version", &version));
    if (!create && (application != APPLICATION || version < 1))
        return ts_fail(TS_EDAMAGED, "%s is not the database of a case, or making the case did not come to its end",
                       db->name);
    if (version > TS_SCHEMA_VERSION)
        return ts_fail(TS_EUNSUPPORTED, "%s has schema %d and this program knows %d: open it with the newer touchstone",
                       db->name, (int)version, TS_SCHEMA_VERSION);
    if (version == TS_SCHEMA_VERSION)
        return TS_OK;
    char set[96];
    snprintf(set, sizeof set, "PRAGMA application_id=%d; PRAGMA user_version=%d", APPLICATION, TS_SCHEMA_VERSION);
    TS_TRY(ts_db_begin(db));
    ts_err err = TS_OK;
    for (int64_t v = version; !err && v < TS_SCHEMA_VERSION; v++)
        err = ts_db_exec(db, ts_schema_step[v]);
    if (!err)
        err = ts_db_exec(db, set);
    db->migrated = true;
    if (!err)
        return ts_db_commit(db);
    ts_db_rollback(db);
    return err;
}

static ts_err set_up(ts_db *db, bool create) {
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_busy_timeout(db->handle, BUSY_MS);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    TS_TRY(ts_db_exec(db, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                          "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
                          "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0"));
    return migrate(db, create);
}

ts_err ts_db_open(const char *path, bool create, ts_db **out) {
    const char *slash = strrchr(path, '/');
    if (create) { /* made here and not by SQLite: readable by its owner alone, and never an old one */
        int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0)
            return ts_fail(TS_EIO, "%s cannot be made: %s", slash ? slash + 1 : path, strerror(errno));
        close(fd);
    }
    ts_db *db = ts_alloc(sizeof *db);
    db->name = ts_copy_str(ts_str(slash ? slash + 1 : path));
    int code = sqlite3_open_v2(path, &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL);
    ts_err err = code == SQLITE_OK ? set_up(db, create) : failed(db, code);
    if (err) {
        ts_db_close(db);
        return err;
    }
    *out = db;
    return TS_OK;
}

void ts_db_close(ts_db *db) {
    if (!db)
        return;
    ts_db_rollback(db);
    while (db->stmts) {
        ts_stmt *s = db->stmts;
        db->stmts = s->next;
        sqlite3_finalize(s->handle);
        ts_free(s->sql);
        ts_free(s);
    }
    if (db->broken) /* closing would sync what a sync has failed on, and take that for good */
        sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_close(db->handle);
    ts_free(db->name);
    ts_free(db);
}
