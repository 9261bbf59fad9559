/* register.h - a directory of index files and the manifest that says which of them are in force.
 *
 * register.toml lists every file with its digests and is authenticated by the register's key; a file that it
 * does not name does not exist.  A register can be made before any incident and shared by several cases.
 */
#ifndef TS_STORE_REGISTER_H
#define TS_STORE_REGISTER_H

#include "store/index.h"

typedef struct ts_register ts_register;

/* `versions`: the versions of the normal forms in use now, by ts_kind (ts_detector_of(kind)->version); an index
 * made with others is refused, "register again".  NULL: not compared (listing, verifying).
 * TS_EKEY: another key's register; TS_EDAMAGED: a file is not what the manifest says.  An empty directory is an
 * empty register.  TS_EKEY and TS_EDAMAGED name the file. */
ts_err ts_register_open(int dir, const ts_key *register_key, const uint8_t *versions, ts_register **out);
void ts_register_close(ts_register *r);
size_t ts_register_count(const ts_register *r);
/* In canonical order: organisation, system, as-of date, source digest.  Borrowed until close.  i is ts_result.holding. */
const ts_index *ts_register_at(const ts_register *r, size_t i);
/* Earlier leaks (ts_holding_info.kind is TS_KIND_EARLIER, .system its name): what was published before, in canonical order.
 * They are no holdings, and not among ts_register_at. */
#define TS_KIND_EARLIER "earlier"
size_t ts_register_earlier(const ts_register *r);
const ts_index *ts_register_earlier_at(const ts_register *r, size_t i);
/* Files of the same organisation and system, made with the same normal forms, that a new one can rest on
 * (ts_index_build_on): the last `max`, in canonical order.  Borrowed until close. */
size_t ts_register_alike(const ts_register *r, const ts_holding_info *info, const ts_index **out, size_t max);
/* Was an export with this SHA-256 registered before, with these normal forms (NULL: whichever)? */
bool ts_register_has(const ts_register *r, const ts_digest *source, const uint8_t *versions);
/* Every page of every file against its checksum; names the first bad file and page. */
ts_err ts_register_verify(const ts_register *r);

/* One writer at a time, whichever case it works for: held until ts_fs_close(lock).  TS_EIO where another has it.
 * What a writer that was killed left behind (files the manifest does not name) is removed. */
ts_err ts_register_lock(int dir, int *lock);
/* The name of a new index file for this export. */
enum { TS_REGISTER_NAME = 40 };
void ts_register_name(const ts_holding_info *info, char out[static TS_REGISTER_NAME]);
/* Puts a finished index file into force: checks it, adds it to the manifest, replaces that atomically.  An older
 * index of the same export gives way to it. */
ts_err ts_register_add(int dir, const ts_key *register_key, const char *name);

/* The masks of the register's local ids, for detection's hints: widest share first, without repeats. */
typedef struct ts_register_mask {
    char mask[32];
    uint16_t share; /* of the mask's space that is in use, 1/65536, at least 1 */
} ts_register_mask;
size_t ts_register_masks(const ts_register *r, ts_register_mask *out, size_t max);

/* The marks of the words of all its people's names (text/name_mark.h), each word once with all its roles, ascending: the same
 * whichever keys, files and order the holdings came in by.  *mark: ts_free, and wipe before.  TS_EDAMAGED names the file. */
ts_err ts_register_names(const ts_register *r, uint64_t **mark, size_t *n);

#endif
