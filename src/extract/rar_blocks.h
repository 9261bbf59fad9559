/* rar_blocks.h - where the headers of a locked rar stand, what closes them and their data, and the bytes behind that. */
#ifndef TS_EXTRACT_RAR_BLOCKS_H
#define TS_EXTRACT_RAR_BLOCKS_H

#include "extract/rar_lock.h"
#include "extract/source.h"

enum { TS_RAR_NONE = UINT32_MAX };

/* A header of which anything is locked, and its data. */
typedef struct ts_rar_piece {
    uint64_t at, head, data; /* head: bytes before its data, with what stands there to open them */
    uint64_t begins; /* of its data, among those of all volumes: they are locked as one */
    uint64_t fill; /* the last bytes of its data: they only fill up a block of the cipher, or lack the rest of theirs */
    uint32_t before, next; /* pieces of the same member in other volumes */
    uint32_t lock; /* of its data */
    uint32_t head_lock; /* of the header */
    uint8_t iv[TS_RAR_BLOCK];
} ts_rar_piece;

/* What is locked alike, with one password. */
typedef struct ts_rar_locked {
    ts_rar_lock lock;
    ts_rar_key key;
    uint32_t password; /* where it is open */
    bool open;
    uint32_t
        proof; /* where only the data tell the password: the piece with the fewest, that can be unpacked by itself */
    uint64_t least;
} ts_rar_locked;

typedef struct ts_rar_blocks {
    ts_source *in;
    bool is_new;
    uint64_t first; /* where the archive's own header ends */
    ts_rar_piece *piece; /* in the order of the file */
    size_t pieces, room;
    ts_rar_locked *locked;
    size_t locks, lock_room;
    uint64_t lost; /* bytes at the end that stand behind a locked header which is damaged, or */
    bool beyond; /* cut off */
    struct ts_rar_keys *keys; /* made last */
} ts_rar_blocks;

/* Goes through the file, and opens what tells its password by itself.  *closed: the headers are locked, and stay so. */
ts_err ts_rar_blocks_read(ts_rar_blocks *b, ts_source *in, bool *closed);
/* Tries the passwords on locked[i]; fits says whether a key, which stands there meanwhile, is the right one. */
typedef bool (*ts_rar_fits)(void *context, uint64_t *given);
bool ts_rar_blocks_try(ts_rar_blocks *b, size_t i, ts_rar_fits fits, void *context);
/* Finds where a member of rar 5 ends that is packed and open, in its last piece: the library goes wrong on what fills up. */
void ts_rar_blocks_end(ts_rar_blocks *b, ts_rar_piece *last);
/* The same for all, to be called when all that can be opened is. */
void ts_rar_blocks_settle(ts_rar_blocks *b);
bool ts_rar_blocks_opened(const ts_rar_blocks *b, const ts_rar_piece *p);
/* The piece that byte `at` belongs to, or the next one. */
size_t ts_rar_blocks_at(const ts_rar_blocks *b, uint64_t at);
/* Its header in the clear. */
ts_err ts_rar_blocks_header(ts_rar_blocks *b, const ts_rar_piece *p, ts_buf *bytes, ts_rar_header *h);
/* Its data from `at` on, in the clear where they are opened.  Zeros where the rest of a block of the cipher is missing. */
ts_err ts_rar_blocks_data(ts_rar_blocks *b, const ts_rar_piece *p, uint64_t at, char *out, size_t len);
void ts_rar_blocks_done(ts_rar_blocks *b);

#endif
