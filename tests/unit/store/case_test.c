/* case_test.c - making, opening and closing a case; keys, lock, settings, damage, full disk. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include "store/blobs.h"
#include "store/case_files.h"
#include "store/people.h"
#include "unit/store/case_support.h"

static ts_err open_only(const char *name, const ts_case_options *o) {
    ts_case *c = NULL;
    ts_err err = ts_case_open(case_path(name), o, &c);
    ts_case_close(c);
    return err;
}

TEST(a_case_is_made_once_and_opened_again) {
    ts_case *c = case_fresh("made");
    CHECK(!c->test_realm && strlen(ts_case_head(c)) == 19);
    ts_case_close(c);
    static const char *const names[] = {"case.db",   "case.toml", "custody.log", "lock",
                                        "sightings", "register",  "reports"};
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        char path[400];
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", case_path("made"), names[i]);
        CHECK_ROW(stat(path, &st) == 0 && (st.st_mode & 077) == 0, names[i]);
    }
    CHECK(ts_case_init(case_path("made"), &case_person) == TS_EUSAGE);
    CHECK(open_only("made", &case_person) == TS_OK);
    CHECK(open_only("never-made", &case_person) == TS_EIO);
}

/* As where /home or a share's mount point is a link; the database itself must be none. */
TEST(a_case_may_stand_beneath_a_link) {
    char real[200], link[200], db[300], moved[300];
    snprintf(real, sizeof real, "%s/volume", test_dir());
    snprintf(link, sizeof link, "%s/share", test_dir());
    CHECK(mkdir(real, 0700) == 0 && symlink("volume", link) == 0);
    ts_case_close(case_fresh("share/linked"));
    ts_case_close(case_again("volume/linked"));
    snprintf(db, sizeof db, "%s/case.db", case_path("share/linked"));
    snprintf(moved, sizeof moved, "%s/volume/other.db", test_dir());
    CHECK(rename(db, moved) == 0 && symlink("../other.db", db) == 0);
    ts_case *c;
    CHECK(ts_case_open(case_path("share/linked"), &case_person, &c) != TS_OK);
}

TEST(no_two_purposes_share_a_key) {
    ts_case *c = case_fresh("purposes");
    const ts_key *key[] = {&c->seal_key, &c->pseudonym_key, &c->mark_key, &c->register_key};
    for (size_t i = 0; i < TEST_COUNT(key); i++)
        for (size_t k = 0; k < i; k++)
            CHECK(memcmp(key[i]->byte, key[k]->byte, TS_KEY_BYTES) != 0);
    ts_case_close(c);
}

TEST(a_failed_init_leaves_nothing_behind) {
    ts_case_options o = {.person = "Test Analyst", .register_path = "/dev/null/register"};
    CHECK(ts_case_init(case_path("failed"), &o) == TS_EIO);
    CHECK_ROW(strstr(ts_error_text(), "/dev/null/register"), ts_error_text());
    CHECK(access(case_path("failed"), F_OK) != 0);
    CHECK(ts_case_init(case_path("failed"), &case_person) == TS_OK);
}

/* kill -9 at any moment of init: what it had begun is taken away by the next one, which makes the case. */
TEST(an_init_that_was_killed_is_begun_anew) {
    char begun[300], file[400];
    snprintf(begun, sizeof begun, "%s.begun", case_path("killed"));
    static const char *const left[] = {"init-unfinished", "lock",        "case.toml.tmp", "case.db",
                                       "case.db-wal",     "custody.log", "case.db.sha256"};
    CHECK(mkdir(begun, 0700) == 0);
    for (size_t i = 0; i < TEST_COUNT(left); i++) {
        snprintf(file, sizeof file, "%s/%s", begun, left[i]);
        CHECK(close(open(file, O_CREAT | O_WRONLY | O_CLOEXEC, 0600)) == 0);
    }
    snprintf(file, sizeof file, "%s/sightings", begun);
    CHECK(mkdir(file, 0700) == 0);
    CHECK_ROW(ts_case_init(case_path("killed"), &case_person) == TS_OK, ts_error_text());
    CHECK(access(begun, F_OK) != 0 && open_only("killed", &case_person) == TS_OK);
}

/* A case may bear that name too; nothing of it is init's to clear away. */
TEST(what_init_did_not_begin_is_not_removed) {
    char begun[300], mine[400];
    ts_case_close(case_fresh("other"));
    snprintf(begun, sizeof begun, "%s.begun", case_path("taken"));
    CHECK(rename(case_path("other"), begun) == 0);
    CHECK(ts_case_init(case_path("taken"), &case_person) == TS_EUSAGE && strstr(ts_error_text(), "in the way"));
    CHECK(access(case_path("taken"), F_OK) != 0 && rename(begun, case_path("other")) == 0);
    CHECK_ROW(open_only("other", &case_person) == TS_OK, ts_error_text());
    snprintf(begun, sizeof begun, "%s.begun", case_path("hollow")); /* killed before its first file */
    CHECK(mkdir(begun, 0700) == 0 && ts_case_init(case_path("hollow"), &case_person) == TS_OK);
    snprintf(mine, sizeof mine, "%s/init-unfinished", case_path("hollow"));
    CHECK(access(mine, F_OK) != 0);
    snprintf(begun, sizeof begun, "%s.begun",
             case_path("early")); /* and where files have a name while they are written */
    snprintf(mine, sizeof mine, "%s/init-unfinished.tmp", begun);
    CHECK(mkdir(begun, 0700) == 0 && close(open(mine, O_CREAT | O_WRONLY | O_CLOEXEC, 0600)) == 0);
    CHECK_ROW(ts_case_init(case_path("early"), &case_person) == TS_OK && access(begun, F_OK) != 0, ts_error_text());
}

TEST(what_is_begun_by_another_is_left_alone) {
    char begun[300], file[400];
    snprintf(begun, sizeof begun, "%s.begun", case_path("busy"));
    CHECK(mkdir(begun, 0700) == 0);
    snprintf(file, sizeof file, "%s/init-unfinished", begun);
    CHECK(close(open(file, O_CREAT | O_WRONLY | O_CLOEXEC, 0600)) == 0);
    TS_AUTO(int, ts_fs_close) dir = -1, lock = -1;
    CHECK(ts_fs_open_dir(AT_FDCWD, begun, &dir) == TS_OK && ts_case_lock(dir, &lock) == TS_OK);
    CHECK(ts_case_init(case_path("busy"), &case_person) != TS_OK && strstr(ts_error_text(), "in use"));
    CHECK(access(begun, F_OK) == 0 && access(case_path("busy"), F_OK) != 0);
}

/* The advice of a directory that is no case would cost what is left. */
TEST(a_case_without_its_database_is_damaged_not_absent) {
    ts_case_close(case_fresh("robbed"));
    char file[400];
    snprintf(file, sizeof file, "%s/case.db", case_path("robbed"));
    CHECK(unlink(file) == 0);
    CHECK(open_only("robbed", &case_person) == TS_EDAMAGED && strstr(ts_error_text(), "restore it from a copy"));
}

TEST(facts_are_kept) {
    ts_case *c = case_fresh("facts");
    TS_AUTO(ts_buf, ts_buf_done) v = {0};
    CHECK(ts_case_get(c, "hints.digest", &v) == TS_OK && v.len == 0);
    CHECK(ts_case_set(c, "hints.digest", ts_str("one")) == TS_OK);
    CHECK(ts_case_set(c, "hints.digest", ts_str("two")) == TS_OK);
    ts_case_close(c);
    c = case_again("facts");
    CHECK(ts_case_get(c, "hints.digest", &v) == TS_OK && ts_span_eq(ts_buf_span(&v), ts_str("two")));
    ts_case_close(c);
}

TEST(settings_are_read_and_mistakes_in_them_named) {
    ts_case_options o = {.person = "Test Analyst", .test_realm = true};
    CHECK(ts_case_init(case_path("realm"), &o) == TS_OK);
    ts_case *c = case_again("realm");
    CHECK(c->test_realm);
    ts_case_close(c);
    static const struct {
        const char *text;
        ts_err err;
    } rows[] = {{"realm = \"live\"\n", TS_OK},
                {"realm = \"both\"\n", TS_EUSAGE},
                {"reaml = \"test\"\n", TS_EUSAGE},
                {"realm = \n", TS_EUSAGE}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        int dir;
        CHECK(ts_fs_open_dir(AT_FDCWD, case_path("realm"), &dir) == TS_OK);
        CHECK(ts_fs_replace(dir, "case.toml", ts_str(rows[i].text), 0600) == TS_OK);
        close(dir);
        ts_err err = open_only("realm", &case_person);
        CHECK_ROW(rows[i].err ? err != TS_OK && strstr(ts_error_text(), "case.toml") : err == TS_OK, rows[i].text);
    }
}

TEST(a_second_process_is_told_who_has_the_case) {
    ts_case *c = case_fresh("locked");
    pid_t child = fork();
    if (child == 0) {
        char me[32];
        snprintf(me, sizeof me, "process %d ", (int)getppid());
        ts_err err = open_only("locked", &case_person);
        _exit(err == TS_EIO && strstr(ts_error_text(), me) ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(status == 0);
    ts_case_close(c);
    CHECK(open_only("locked", &case_person) == TS_OK);
}

TEST(without_its_key_or_with_another_it_does_not_open) {
    case_path("keyless");
    char keys[200], aside[200];
    snprintf(keys, sizeof keys, "%s/keys", test_dir());
    snprintf(aside, sizeof aside, "%s/keys-aside", test_dir());
    ts_case_options o = {.person = "Test Analyst", .passphrase = "seven little words"};
    CHECK(ts_case_init(case_path("keyless"), &o) == TS_OK);
    CHECK(open_only("keyless", &o) == TS_OK);
    CHECK(open_only("keyless", &case_person) == TS_EKEY);
    o.passphrase = "eight little words";
    CHECK(open_only("keyless", &o) == TS_EKEY);
    CHECK(rename(keys, aside) == 0);
    CHECK(open_only("keyless", &o) == TS_EKEY);
    CHECK_ROW(strstr(ts_error_text(), "TOUCHSTONE_KEYS"), ts_error_text());
    CHECK(rename(aside, keys) == 0);
}

TEST(two_cases_share_a_register_outside) {
    char outside[200];
    case_path("x");
    snprintf(outside, sizeof outside, "%s/shared-register", test_dir());
    ts_case_options o = {.person = "Test Analyst", .register_path = outside};
    CHECK(ts_case_init(case_path("one"), &o) == TS_OK);
    CHECK(ts_case_init(case_path("two"), &o) == TS_OK);
    ts_case *a = case_again("one"), *b = case_again("two");
    CHECK(memcmp(&a->register_key, &b->register_key, sizeof a->register_key) == 0);
    CHECK(memcmp(&a->seal_key, &b->seal_key, sizeof a->seal_key) != 0);
    struct stat sa, sb, si;
    CHECK(fstat(a->register_dir, &sa) == 0 && fstat(b->register_dir, &sb) == 0 && sa.st_ino == sb.st_ino);
    CHECK(stat(outside, &si) == 0 && si.st_ino == sa.st_ino);
    ts_case_close(a);
    ts_case_close(b);
    char key_id[300];
    snprintf(key_id, sizeof key_id, "%s/key-id", outside);
    for (uint64_t bit = 0; bit < file_size(key_id) * 8; bit++) {
        file_flip(key_id, bit);
        ts_err err = open_only("one", &case_person);
        CHECK(err == TS_EKEY || err == TS_EDAMAGED ||
              (err == TS_OK && bit % 8 == 5)); /* a letter's case is no change */
        file_flip(key_id, bit);
    }
    CHECK(open_only("one", &case_person) == TS_OK);
}

/* Any bit of the closed database and of its digest. */
TEST(a_flipped_bit_of_the_database_is_found_before_anything_is_read) {
    ts_case_close(case_fresh("flip"));
    static const char *const files[] = {"case.db", "case.db.sha256"};
    for (size_t f = 0; f < TEST_COUNT(files); f++) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", case_path("flip"), files[f]);
        uint64_t bits = file_size(path) * 8;
        CHECK(bits > 0);
        for (uint64_t i = 0; i < 60; i++) {
            uint64_t bit = (i * 2654435761u) % bits;
            file_flip(path, bit);
            CHECK(open_only("flip", &case_person) == TS_EDAMAGED && strstr(ts_error_text(), "case.db"));
            file_flip(path, bit);
        }
    }
    CHECK(open_only("flip", &case_person) == TS_OK);
}

TEST(a_copy_made_while_nothing_runs_opens_and_one_of_a_killed_process_recovers) {
    ts_case *c = case_fresh("source");
    CHECK(ts_case_set(c, "kept", ts_str("yes")) == TS_OK);
    case_copy("source", "killed"); /* as a killed process leaves it: log not merged, digest stale */
    ts_case_close(c);
    case_copy("source", "closed");
    static const char *const names[] = {"killed", "closed"};
    for (int i = 0; i < 2; i++) {
        c = case_again(names[i]);
        TS_AUTO(ts_buf, ts_buf_done) v = {0};
        CHECK_ROW(ts_case_get(c, "kept", &v) == TS_OK && ts_span_eq(ts_buf_span(&v), ts_str("yes")), names[i]);
        ts_case_close(c);
        CHECK_ROW(open_only(names[i], &case_person) == TS_OK, names[i]);
    }
}

TEST(a_full_disk_ends_a_step_and_the_next_one_works) {
    ts_case *c = case_fresh("full");
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit old;
    getrlimit(RLIMIT_FSIZE, &old);
    static char value[1 << 18];
    for (uint64_t limit = 4096; limit <= 512 * 1024; limit *= 2) {
        struct rlimit small = {limit, old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        ts_err err = ts_case_begin(c);
        if (!err)
            err = ts_case_set(c, "big", ts_span_of(value, sizeof value));
        if (!err)
            err = ts_custody_add(c->custody, "fill", ts_str(""));
        if (!err)
            err = ts_case_commit(c);
        CHECK_ROW(err == TS_OK || strstr(ts_error_text(), "full"), ts_error_text());
        ts_case_rollback(c);
        setrlimit(RLIMIT_FSIZE, &old);
    }
    ts_case_close(c);
    c = case_again("full");
    CHECK(ts_case_record(c, "report", NULL) == TS_OK);
    ts_case_close(c);
    ts_log_check v;
    CHECK(ts_log_verify(case_path("full"), NULL, &v) == TS_OK && v.sound);
}

TEST(no_value_stands_in_clear) {
    ts_case *c = case_fresh("clear");
    ts_exhibit e = {.name = "AB/1", .source = "from MARLOWE Kit by hand", .acquired_by = "QUINTREL Ada"};
    ts_place p = {.name = ts_str("hr/ZEBEDEE Nora 9990000018.docx"), .repeat = 1, .reason = TS_REASON_CORRUPT};
    CHECK(ts_case_begin(c) == TS_OK && ts_exhibit_save(c, &e) == TS_OK);
    p.exhibit = e.id;
    CHECK(ts_place_save(c, &p) == TS_OK && ts_case_commit(c) == TS_OK);
    static const char *const values[] = {"MARLOWE", "QUINTREL", "ZEBEDEE", "9990000018"};
    for (size_t i = 0; i < TEST_COUNT(values); i++) /* open: in case.db-wal as well */
        CHECK_ROW(!tree_holds(case_path("clear"), ts_str(values[i])), values[i]);
    CHECK(tree_holds(case_path("clear"), ts_str("AB/1"))); /* the search does find what is there */
    ts_case_close(c);
    for (size_t i = 0; i < TEST_COUNT(values); i++)
        CHECK_ROW(!tree_holds(case_path("clear"), ts_str(values[i])), values[i]);
}
