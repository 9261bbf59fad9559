/* files_register.h - the trees of files of a register: the .tsf files in its directory, and files.toml, which says which of
 * them are in force, as register.toml does of exports. */
#ifndef TS_STORE_FILES_REGISTER_H
#define TS_STORE_FILES_REGISTER_H

#include "store/files_index.h"

typedef struct ts_files_register ts_files_register;
/* An empty one where no tree was registered.  In canonical order: organisation, system, day, source. */
ts_err ts_files_register_open(int dir, const ts_key *register_key, ts_files_register **out);
void ts_files_register_close(ts_files_register *r); /* NULL is fine */
size_t ts_files_register_count(const ts_files_register *r);
ts_files *ts_files_register_at(const ts_files_register *r, size_t i);
/* Was this tree registered, of this organisation, system and day, under the rules of today? */
bool ts_files_register_has(const ts_files_register *r, const ts_files_info *tree);

enum { TS_FILES_NAME_MAX = 48 };
void ts_files_register_name(const ts_files_info *info, char out[static TS_FILES_NAME_MAX]);
/* A finished file is in force from now on; one of the same tree, organisation, system and day is not any more.  Under ts_register_lock. */
ts_err ts_files_register_add(int dir, const ts_key *register_key, const char *name);

#endif
