/* case_files.h - the small files of a case directory: lock, settings, register, the database's digest. */
#ifndef TS_STORE_CASE_FILES_H
#define TS_STORE_CASE_FILES_H

#include "base/limits.h"
#include "crypt/keyring.h"

/* Held until ts_case_unlock; TS_EIO, naming the process, where another has it. */
ts_err ts_case_lock(int dir, int *lock);
void ts_case_unlock(int *lock);

/* case.toml: what a person may edit. */
typedef struct ts_settings {
    bool test_realm;
    char *register_path; /* NULL: the register inside the case */
    ts_limits limits;
} ts_settings;
ts_err ts_settings_load(int dir, ts_settings *out);
void ts_settings_done(ts_settings *s);
ts_err ts_settings_write(int dir, bool test_realm, const char *register_path);

/* A register's directory and its key.  `outside` NULL: inside the case.  A register outside has its key file in
 * the key directory, so that other cases can attach it; one inside has its key in the case alone. */
ts_err ts_register_dir_attach(int dir, const char *outside, const char *passphrase, ts_key *key);
ts_err ts_register_dir_open(int dir, const char *outside, int *out, ts_key_id *id);

/* The files that a register made, without its lock and key-id: name and size of each, by name. */
ts_err ts_register_dir_each(int register_dir, ts_err (*each)(void *, const char *name, uint64_t bytes), void *context);
/* Empties it, and makes it the place of another key's register. */
ts_err ts_register_dir_rekey(int register_dir, const ts_key *key);

/* case.db.sha256 holds the database's digest while the case is closed, so that a flipped bit is found before
 * anything is read from it.  *unclean: the case was not closed, and the write-ahead log decides. */
ts_err ts_case_sum_check(int dir, bool *unclean);
void ts_case_sum_forget(int dir);
void ts_case_sum_write(int dir);

/* A file that stands in a directory while init fills it: without it nothing there is init's to remove. */
#define TS_CASE_UNFINISHED "init-unfinished"
/* Removes what a failed init made; says nothing, since a failure's message must stay. */
void ts_case_remove_begun(int dir, const char *path);

#endif
