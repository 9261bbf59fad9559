/* sevenzip.h - 7z archives (7zFormat.txt of the LZMA SDK), as far as locked ones need it: libarchive cannot open those.
 *
 * The list says where folders lie (streams that are packed as one) and which members stand in each, one behind the other.
 */
#ifndef TS_EXTRACT_SEVENZIP_H
#define TS_EXTRACT_SEVENZIP_H

#include "extract/decipher.h"
#include "extract/sink.h"
#include "extract/source.h"

/* ---- the list ---- */

enum { TS_SEVEN_CODERS = 4, TS_SEVEN_STREAMS = 32 /* of a folder's coders: 7-Zip's bound, too */, TS_SEVEN_KEY = 32 };
#define TS_SEVEN_AES UINT64_C(0x06F10701)

/* What a list or a vector of it defines for some of its entries: a bit each unless for all, then the values. */
typedef struct ts_seven_some {
    bool all;
    ts_span bits;
    ts_cursor values;
} ts_seven_some;

/* A stream packed as one.  How is read anew each time (ts_seven_chain_of): a list may have millions of folders. */
typedef struct ts_seven_folder {
    ts_cursor how, sizes, pack_sizes; /* in the list, borrowed */
    uint64_t at, packed; /* in the file */
    uint64_t size; /* unpacked */
    size_t parts; /* members in it */
    uint32_t crc;
    bool summed; /* there is such a crc */
    bool locked;
    uint8_t packs, outs, last; /* streams in the file; of its coders; and which of those is its content */
} ts_seven_folder;

typedef struct ts_seven_part {
    uint64_t size;
    uint32_t crc;
    bool summed;
} ts_seven_part;

typedef struct ts_seven {
    ts_seven_folder *folder;
    size_t folders;
    ts_seven_part *part; /* of all folders, in their order */
    size_t parts;
    uint64_t files;
    ts_span names; /* UTF-16, each ends with a zero */
    ts_span no_stream, no_folder, removed; /* bits: of all files, and of those without a stream */
    ts_seven_some times, attributes;
} ts_seven;

/* Of a list as it stands behind the byte that says what it is: where a packed list lies, and the whole header.  Borrows
 * `list`.  False: it makes no sense, or is longer than TS_LIMIT_MEMBERS; *out is to be done in any case. */
bool ts_seven_read_packed(ts_span list, ts_seven *out);
bool ts_seven_read(ts_span list, ts_seven *out);
void ts_seven_done(ts_seven *z);
/* The next of those entries, number i: false where none is defined for it; else its `size` bytes (4 or 8). */
bool ts_seven_next(ts_seven_some *s, uint64_t i, size_t size, uint64_t *out);
bool ts_seven_bit(ts_span bits, uint64_t i);

/* Parts of a list: a number, a number of things that take a byte each at least, and a coder of a folder. */
uint64_t ts_seven_number(ts_cursor *c);
size_t ts_seven_count(ts_cursor *c);
typedef struct ts_seven_read_coder {
    uint64_t method;
    size_t ins, outs;
    ts_span settings;
} ts_seven_read_coder;
ts_seven_read_coder ts_seven_coder_at(ts_cursor *c);

/* The coders of one folder in the order of unpacking. */
typedef struct ts_seven_coder {
    uint64_t method, size; /* of what comes out */
    ts_span settings;
} ts_seven_coder;
typedef struct ts_seven_chain {
    ts_seven_coder coder[TS_SEVEN_CODERS];
    size_t n;
} ts_seven_chain;
/* False: it is no plain chain, or too long a one. */
bool ts_seven_chain_of(const ts_seven_folder *f, ts_seven_chain *out);

/* ---- the lock: SHA-256 over the password, as often as the folder says; then AES-256-CBC ---- */

typedef struct ts_seven_lock {
    unsigned power; /* 2^power times */
    size_t salted;
    char salt[16];
    uint8_t iv[16];
} ts_seven_lock;
bool ts_seven_lock_of(ts_span settings, ts_seven_lock *out);
/* What one key costs, in steps of a hash (limits.h); wide: the password in UTF-16. */
uint64_t ts_seven_lock_steps(const ts_seven_lock *l, size_t wide);
void ts_seven_lock_key(const ts_seven_lock *l, ts_span wide, uint8_t key[static TS_SEVEN_KEY]);

/* Of a folder, which has one key.  False: it has none, or it is locked otherwise than 7-Zip does it. */
bool ts_seven_folder_lock(const ts_seven_folder *f, ts_seven_lock *out);

/* ---- one folder as an archive of its own, with one member and without a lock: for the library ---- */

typedef struct ts_seven_bare ts_seven_bare;
/* key: of a locked folder, else NULL.  It returns NULL where the lock lies otherwise than 7-Zip puts it. */
ts_seven_bare *ts_seven_bare_new(ts_source *in, const ts_seven_folder *f, const uint8_t *key);
ts_source *ts_seven_bare_source(ts_seven_bare *b);
void ts_seven_bare_free(ts_seven_bare *b);

/* ---- one folder, unpacked as a stream ---- */

typedef struct ts_seven_stream {
    ts_source *in;
    uint64_t at, packed, left; /* packed bytes, and those still to be read */
    bool cut; /* the file ends before them */
    ts_aes *aes;
    uint64_t open_left; /* bytes that are still to come out of the lock: the rest fills up its last block */
    struct ts_seven_unpack *unpack; /* by liblzma */
    ts_seven_bare *bare; /* by the library; neither: as it stands */
    struct ts_archive_in *library;
    char *block;
    size_t have, taken;
    bool ended;
    ts_reason reason; /* why it broke off */
} ts_seven_stream;

/* key: of a locked folder.  False, with `reason` set, where it cannot be read. */
bool ts_seven_stream_open(ts_seven_stream *s, ts_source *in, const ts_seven_folder *f, const uint8_t *key);
/* Up to cap bytes; 0 where it `ended`. */
ts_err ts_seven_stream_read(ts_seven_stream *s, char *out, size_t cap, size_t *got);
void ts_seven_stream_done(ts_seven_stream *s);

/* ---- the archive ---- */

/* Reads it where something in it is locked.  *mine false: nothing was emitted, and nothing is locked as far as can be told. */
ts_err ts_seven_run(ts_source *in, ts_sink *out, bool *mine);

#endif
