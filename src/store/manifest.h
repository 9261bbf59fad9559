/* manifest.h - the text that says which index files of a register are in force: made for reading by people, checked as a whole.
 *
 * Entries of TOML below a first part; the last line is a MAC over everything above it, under a key derived from the register's.
 */
#ifndef TS_STORE_MANIFEST_H
#define TS_STORE_MANIFEST_H

#include "crypt/keyring.h"

/* One kind of manifest. */
typedef struct ts_manifest {
    const char *name; /* "register.toml" */
    const char *key_label; /* what its key is derived by */
    const char *entry; /* "\n[[file]]\n": how an entry begins */
    const char *suffix; /* ".tsx": of the files that it names */
    size_t name_size; /* room for such a name, its NUL included */
} ts_manifest;

/* Its text without the MAC; empty where there is none yet.  TS_EDAMAGED: cut short or changed; TS_EKEY: it names another key
 * (ts_manifest_add_key) than the register's.  *body borrows from text. */
ts_err ts_manifest_load(const ts_manifest *m, int dir, const ts_key *register_key, ts_buf *text, ts_span *body);
/* Puts the MAC behind the text and the whole in the old one's place. */
ts_err ts_manifest_save(const ts_manifest *m, int dir, const ts_key *register_key, ts_buf *text);
/* Can a file of the register have this name? */
bool ts_manifest_name_fits(const ts_manifest *m, const char *name);
/* Files of this kind that the text does not name are what a killed writer left, and what is half written of them. */
void ts_manifest_drop_strays(const ts_manifest *m, int dir, ts_span text);

/* Lines of an entry. */
void ts_manifest_add_key(ts_buf *out, const ts_key *register_key);
void ts_manifest_add_text(ts_buf *out, const char *key, const char *value);
void ts_manifest_add_digest(ts_buf *out, const char *key, const ts_digest *value);
/* The body's first part and those of its entries in which `line` does not stand. */
void ts_manifest_add_others(const ts_manifest *m, ts_buf *out, ts_span body, const char *line);

#endif
