/* write_sqlite.c - a list as a database in a file, as programs on one desk keep theirs. */
#include <sqlite3.h>

#include "synth/write.h"

static int run(sqlite3 *db, ts_buf *sql) { return sqlite3_exec(db, sql->ptr, NULL, NULL, NULL); }

static int fill(sqlite3 *db, const ts_table *t) {
    TS_AUTO(ts_buf, ts_buf_done) create = {0}, insert = {0};
    sqlite3_stmt *s = NULL;
    ts_buf_addf(&create, "CREATE TABLE \"%s\" (", t->name);
    ts_buf_addf(&insert, "INSERT INTO \"%s\" VALUES (", t->name);
    for (uint32_t c = 0; c < t->columns; c++) {
        ts_buf_addf(&create, "%s\"", c ? ", " : "");
        ts_sql_name(&create, t->head[c]);
        ts_buf_addf(&create, "\" %s", t->type[c] == TS_CELL_NUMBER ? "NUMERIC" : "TEXT");
        ts_buf_add_str(&insert, c ? ", ?" : "?");
    }
    ts_buf_add_str(&create, "); BEGIN");
    ts_buf_add_str(&insert, ")");
    int bad = run(db, &create);
    bad = bad ? bad : sqlite3_prepare_v2(db, insert.ptr, -1, &s, NULL);
    for (uint32_t r = 0; r < t->rows && !bad; r++) {
        for (uint32_t c = 0; c < t->columns; c++) {
            ts_span v = ts_table_cell(t, r, c);
            bad = v.len ? sqlite3_bind_text(s, (int)c + 1, v.ptr, (int)v.len, SQLITE_STATIC)
                        : sqlite3_bind_null(s, (int)c + 1);
        }
        bad = sqlite3_step(s) != SQLITE_DONE || sqlite3_reset(s);
    }
    sqlite3_finalize(s);
    return bad ? bad : sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
}

ts_err ts_write_sqlite(ts_buf *out, const ts_table *t) {
    sqlite3 *db = NULL;
    sqlite3_int64 len = 0;
    unsigned char *bytes = NULL;
    if (sqlite3_open(":memory:", &db) == SQLITE_OK && fill(db, t) == SQLITE_OK)
        bytes = sqlite3_serialize(db, "main", &len, 0);
    if (bytes)
        ts_buf_add(out, ts_span_of(bytes, (size_t)len));
    sqlite3_free(bytes);
    sqlite3_close(db);
    return bytes ? TS_OK : ts_fail(TS_EINTERNAL, "a made-up database could not be written");
}
