/* rar_lock.h - one header of a rar, what it says of its lock, and the same header without it (RARLAB's technical notes:
 * "RAR 5.0 archive format", and technote.txt of RAR 4.20, which leaves out how a key is made: that is held against the
 * public examples of hashcat's modes 12500, 13000, 23700 and 23800).
 */
#ifndef TS_EXTRACT_RAR_LOCK_H
#define TS_EXTRACT_RAR_LOCK_H

#include "base/bytes.h"

/* ---- the lock ---- */

enum { TS_RAR_SALT = 16, TS_RAR_CHECK = 8, TS_RAR_BLOCK = 16 };

/* AES in CBC: of rar 4 with 128 bits (SHA-1, 2^18 rounds), of rar 5 with 256 (PBKDF2 of HMAC-SHA-256, 2^power rounds). */
typedef struct ts_rar_lock {
    bool is_new; /* of rar 5 */
    bool known; /* false: made in a way that nobody described, or that of RAR 1 and 2, and not opened */
    uint8_t power;
    uint8_t salted; /* bytes of the salt */
    char salt[TS_RAR_SALT];
    bool checked; /* of rar 5: there is a value that tells the password */
    uint8_t check[TS_RAR_CHECK];
    bool mixed; /* of rar 5: the sum of the member is mixed with the key */
} ts_rar_lock;

typedef struct ts_rar_key {
    uint8_t key[32], iv[TS_RAR_BLOCK]; /* iv: of rar 4; of rar 5 each thing that is locked has its own */
    uint8_t sums[32], check[TS_RAR_CHECK]; /* of rar 5 */
} ts_rar_key;

bool ts_rar_lock_same(const ts_rar_lock *a, const ts_rar_lock *b);
/* What one key costs, in steps of a hash (limits.h).  UINT64_MAX: more than any RAR would ask for. */
uint64_t ts_rar_lock_steps(const ts_rar_lock *l, ts_span password);
void ts_rar_lock_key(const ts_rar_lock *l, ts_span password, ts_rar_key *out);
/* The sum of a member as a header of rar 5 has it where it is mixed. */
uint32_t ts_rar_mixed_sum(const ts_rar_key *k, uint32_t crc);

/* ---- one header, in the clear ---- */

enum { TS_RAR_HEADER = 2 << 20 /* the most bytes of one; of rar 4 64 KiB */ };

typedef struct ts_rar_header {
    bool is_new;
    bool file; /* or what looks like one: a comment, a recovery record */
    bool member; /* a file */
    bool end; /* of the volume */
    bool closes; /* the headers behind it are locked: of rar 5 by `lock`, of rar 4 each by a salt of its own */
    bool from_before, goes_on; /* of a file in volumes */
    bool stored, solid; /* of a file: not packed; packed with what those before it left */
    bool locked;
    ts_rar_lock lock;
    uint8_t iv[TS_RAR_BLOCK]; /* of a locked file of rar 5 */
    bool summed; /* there is a crc */
    uint32_t crc; /* of the whole member in its last volume */
    uint64_t data, size; /* bytes behind it; and unpacked, UINT64_MAX where that is not said */
} ts_rar_header;

/* Bytes of the header that begins so, at most TS_RAR_HEADER; 0: it is none.  head: 16 bytes, fewer only at the end. */
size_t ts_rar_header_size(ts_span head, bool is_new);
/* The header's own sum agrees. */
bool ts_rar_header_sound(ts_span header, bool is_new);
/* False: it makes no sense. */
bool ts_rar_header_read(ts_span header, bool is_new, ts_rar_header *out);
/* Appends the header as it would stand over `data` bytes that no password closes.  What of it says nothing of the lock stays. */
void ts_rar_header_show(ts_span header, const ts_rar_header *h, uint64_t data, ts_buf *out);
/* Appends n bytes, 7 at least, that readers pass over. */
void ts_rar_filler(bool is_new, size_t n, ts_buf *out);

#endif
