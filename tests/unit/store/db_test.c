/* db_test.c - statements, transactions, and what a full disk, a newer schema or damage is called. */
#include "store/db.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/mem.h"
#include "support/test.h"

static const char *path_of(const char *name) {
    static char path[256];
    snprintf(path, sizeof path, "%s/%s.db", test_dir(), name);
    return path;
}

static ts_db *fresh(const char *name) {
    ts_db *db = NULL;
    CHECK_ROW(ts_db_open(path_of(name), true, &db) == TS_OK, ts_error_text());
    return db;
}

static int64_t number(ts_db *db, const char *sql) {
    ts_stmt *s;
    bool row = false;
    CHECK_ROW(ts_db_prepare(db, sql, &s) == TS_OK && ts_step(s, &row) == TS_OK && row, sql);
    int64_t v = row ? ts_col_int(s, 0) : -1;
    ts_stmt_reset(s);
    return v;
}

static ts_err put(ts_db *db, const char *name, ts_span value) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(db, "INSERT INTO fact VALUES (?, ?)", &s));
    ts_bind_text(s, 1, name);
    ts_bind_span(s, 2, value);
    return ts_stmt_run(s);
}

TEST(a_database_is_its_owners_alone_and_set_to_be_safe) {
    ts_db *db = fresh("safe");
    struct stat st;
    CHECK(stat(path_of("safe"), &st) == 0 && (st.st_mode & 0777) == 0600);
    CHECK(number(db, "PRAGMA synchronous") == 2);
    CHECK(number(db, "PRAGMA secure_delete") == 1);
    CHECK(number(db, "PRAGMA temp_store") == 2);
    CHECK(number(db, "PRAGMA trusted_schema") == 0);
    CHECK(number(db, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'") == 1);
    CHECK(number(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT%'") == 0);
    ts_db_close(db);
    ts_db *again = NULL;
    CHECK(ts_db_open(path_of("safe"), true, &again) == TS_EIO); /* never over an old one */
    CHECK(ts_db_open(path_of("none"), false, &again) == TS_EIO && again == NULL);
}

TEST(a_rollback_leaves_nothing_and_a_commit_everything) {
    ts_db *db = fresh("steps");
    CHECK(ts_db_begin(db) == TS_OK && ts_db_inside(db));
    CHECK(ts_db_begin(db) == TS_EINTERNAL);
    CHECK(put(db, "a", ts_str("1")) == TS_OK);
    ts_db_rollback(db);
    CHECK(!ts_db_inside(db) && number(db, "SELECT count(*) FROM fact") == 0);
    CHECK(ts_db_begin(db) == TS_OK && put(db, "a", ts_str("1")) == TS_OK && ts_db_commit(db) == TS_OK);
    CHECK(put(db, "a", ts_str("2")) == TS_EINTERNAL); /* a primary key */
    CHECK(ts_db_commit(db) != TS_OK); /* nothing was begun */
    ts_db_close(db);
    CHECK(ts_db_open(path_of("steps"), false, &db) == TS_OK);
    CHECK(number(db, "SELECT count(*) FROM fact") == 1);
    CHECK(!ts_db_changed(db));
    ts_db_close(db);
}

TEST(a_statement_in_use_is_not_pulled_from_under_its_user) {
    ts_db *db = fresh("nested");
    CHECK(put(db, "a", ts_str("")) == TS_OK && put(db, "b", ts_str("")) == TS_OK);
    ts_stmt *outer, *inner;
    bool row = false;
    int outer_rows = 0, inner_rows = 0;
    CHECK(ts_db_prepare(db, "SELECT name FROM fact", &outer) == TS_OK);
    while (ts_step(outer, &row) == TS_OK && row) {
        outer_rows++;
        CHECK(ts_db_prepare(db, "SELECT name FROM fact", &inner) == TS_OK && inner != outer);
        while (ts_step(inner, &row) == TS_OK && row)
            inner_rows++;
    }
    CHECK(outer_rows == 2 && inner_rows == 4);
    ts_stmt *kept;
    CHECK(ts_db_prepare(db, "SELECT name FROM fact", &kept) == TS_OK && (kept == outer || kept == inner));
    ts_db_close(db);
}

TEST(a_newer_schema_is_refused_and_left_alone) {
    ts_db *db = fresh("newer");
    CHECK(ts_db_exec(db, "PRAGMA user_version=99") == TS_OK);
    ts_db_close(db);
    db = NULL;
    CHECK(ts_db_open(path_of("newer"), false, &db) == TS_EUNSUPPORTED && db == NULL);
    CHECK(strstr(ts_error_text(), "99") != NULL);
}

TEST(what_is_no_database_is_called_damaged) {
    static const char text[] = "this is a text and no database, whatever its name says about it, and it is long enough";
    char page[4096] = {0};
    memcpy(page, text, sizeof text);
    int fd = open(path_of("text"), O_WRONLY | O_CREAT, 0600);
    CHECK(write(fd, page, sizeof page) == sizeof page);
    close(fd);
    ts_db *db = NULL;
    CHECK(ts_db_open(path_of("text"), false, &db) == TS_EDAMAGED);
    CHECK(strstr(ts_error_text(), "text.db") != NULL);
}

TEST(a_broken_page_is_damage_and_named) {
    ts_db *db = fresh("page");
    char value[3000];
    memset(value, 'x', sizeof value);
    CHECK(ts_db_begin(db) == TS_OK);
    for (int i = 0; i < 200; i++) {
        char name[16];
        snprintf(name, sizeof name, "n%d", i);
        CHECK(put(db, name, ts_span_of(value, sizeof value)) == TS_OK);
    }
    CHECK(ts_db_commit(db) == TS_OK);
    int64_t page = number(db, "SELECT rootpage FROM sqlite_schema WHERE name = 'fact'");
    ts_db_close(db);
    int fd = open(path_of("page"), O_RDWR);
    memset(value, 0xee, sizeof value);
    CHECK(pwrite(fd, value, 100, (page - 1) * 4096) == 100);
    close(fd);
    db = NULL;
    ts_err err = ts_db_open(path_of("page"), false, &db);
    if (!err) {
        ts_stmt *s;
        bool row = false;
        err = ts_db_prepare(db, "SELECT value FROM fact WHERE name = 'n7'", &s);
        err = err ? err : ts_step(s, &row);
    }
    CHECK(err == TS_EDAMAGED);
    CHECK_ROW(strstr(ts_error_text(), "page.db") && strstr(ts_error_text(), "age"), ts_error_text());
    ts_db_close(db);
}

TEST(a_full_disk_keeps_nothing_of_the_step_and_says_so) {
    ts_db *db = fresh("full");
    CHECK(put(db, "before", ts_str("kept")) == TS_OK);
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit old, small;
    getrlimit(RLIMIT_FSIZE, &old);
    small = (struct rlimit){512 * 1024, old.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    static char value[1 << 16];
    ts_err err = ts_db_begin(db);
    for (int i = 0; !err && i < 100; i++) {
        char name[16];
        snprintf(name, sizeof name, "n%d", i);
        err = put(db, name, ts_span_of(value, sizeof value));
    }
    if (!err)
        err = ts_db_commit(db);
    CHECK(err == TS_EIO);
    CHECK_ROW(strstr(ts_error_text(), "disk is full") && strstr(ts_error_text(), "nothing of this step was kept"),
              ts_error_text());
    ts_db_rollback(db);
    setrlimit(RLIMIT_FSIZE, &old);
    CHECK(number(db, "SELECT count(*) FROM fact") == 1);
    CHECK(put(db, "after", ts_str("works again")) == TS_OK);
    ts_db_close(db);
    CHECK(ts_db_open(path_of("full"), false, &db) == TS_OK);
    CHECK(number(db, "SELECT count(*) FROM fact") == 2);
    ts_db_close(db);
}
