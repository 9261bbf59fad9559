/* files_index.h - a tree of the organisation's own documents as keyed fingerprints (docs/files-format.md).
 *
 * Built once, immutable, read by pages; no value, name or path stands in it in the clear, nor can anything be counted in it
 * without the register's key: all behind its header is covered.
 */
#ifndef TS_STORE_FILES_INDEX_H
#define TS_STORE_FILES_INDEX_H

#include "base/clock.h"
#include "crypt/fingerprint.h"
#include "text/likeness.h"

/* What the look-ups are of. */
typedef enum ts_files_key {
    TS_FILES_CONTENT = 1, /* SHA-256 of the bytes */
    TS_FILES_TEXT, /* SHA-256 of the words */
    TS_FILES_RUN, /* marks of text/likeness.h, */
    TS_FILES_FORM,
    TS_FILES_VALUE,
    TS_FILES_PART,
    TS_FILES_NAME, /* of a place: its name, folded; */
    TS_FILES_NAME_SIZE, /* with its size; */
    TS_FILES_SUFFIX, /* with the folder that it stands in */
} ts_files_key;

typedef struct ts_files_info {
    char organisation[16], system[64];
    ts_date as_of;
    ts_digest source; /* over all places, sizes and contents: the same tree has the same */
    uint32_t documents; /* different contents */
    uint32_t places; /* files and members of containers */
    uint32_t without_text; /* documents without a word that could be read */
    uint32_t unread; /* places that could not be wholly read; those without bytes are not among the places */
    uint64_t bytes; /* of top-level files */
    uint8_t likeness_version;
} ts_files_info;

/* ---- building ---- */

typedef struct ts_files_place {
    ts_span path; /* below the tree, as in a locator: "ward/letters.zip!/a.docx" */
    ts_digest content;
    uint64_t size;
    int64_t modified; /* seconds since 1970; 0: not known */
    const ts_likeness *likeness; /* NULL: no words */
} ts_files_place;

typedef struct ts_files_builder ts_files_builder;
ts_files_builder *ts_files_build(const ts_key *register_key);
void ts_files_add(ts_files_builder *b, const ts_files_place *p);
/* Sets documents, places, without_text and source: what was added, in whatever order. */
void ts_files_settle(ts_files_builder *b, ts_files_info *info);
/* Writes name in dir; frees the builder, also on failure. */
ts_err ts_files_finish(ts_files_builder *b, const ts_files_info *info, int dir, const char *name);
void ts_files_abandon(ts_files_builder *b); /* NULL is fine */
uint64_t ts_files_builder_bytes(const ts_files_builder *b); /* of memory that it takes */

/* ---- reading ---- */

typedef struct ts_files ts_files;
/* TS_EKEY: another register's; TS_EDAMAGED; TS_EUNSUPPORTED: of a newer format. */
ts_err ts_files_open(const ts_key *register_key, int dir, const char *name, ts_files **out);
void ts_files_close(ts_files *x); /* NULL is fine */
const ts_files_info *ts_files_info_of(const ts_files *x);
void ts_files_seal(const ts_files *x, ts_digest *out); /* the header's HMAC */
ts_err ts_files_verify(ts_files *x); /* each page against its checksum */

/* Of a document. */
typedef struct ts_files_document {
    uint32_t first_place, places; /* in the order of paths */
    uint32_t words, parts_all;
    uint16_t runs, forms, values, parts;
    uint64_t size;
} ts_files_document;

/* Look-ups of one file give numbers of documents, or of places for those of names, ascending, the first `max`; *all: how many
 * there are.  A page that is damaged ends the look-up with nothing, and the file is `ts_files_broken` from then on. */
typedef struct ts_files_mark {
    uint64_t fingerprint;
} ts_files_mark;
ts_files_mark ts_files_mark_of(const ts_fingerprinter *f, ts_files_key key, ts_span value);
ts_files_mark ts_files_mark_of_u64(const ts_fingerprinter *f, ts_files_key key, uint64_t mark);
/* Folds: a name for TS_FILES_NAME; "folder/name" for TS_FILES_SUFFIX; with a size for TS_FILES_NAME_SIZE. */
ts_files_mark ts_files_mark_of_name(const ts_fingerprinter *f, ts_files_key key, ts_span path, uint64_t size);
size_t ts_files_find(ts_files *x, ts_files_mark m, uint32_t *out, size_t max, uint64_t *all);
bool ts_files_has(ts_files *x, ts_files_mark m, uint32_t number);
bool ts_files_document_at(ts_files *x, uint32_t number, ts_files_document *out);
/* The path is appended: personal data. */
bool ts_files_place_at(ts_files *x, uint32_t number, uint32_t *document, uint64_t *size, int64_t *modified,
                       ts_buf *path);
ts_err ts_files_broken(const ts_files *x); /* TS_OK, or what was found damaged */

#endif
