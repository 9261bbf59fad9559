/* zip_lock.h - the two ciphers of zip archives: ZipCrypto (APPNOTE.TXT 6.1) and WinZip's AES (AE-1 and AE-2). */
#ifndef TS_EXTRACT_ZIP_LOCK_H
#define TS_EXTRACT_ZIP_LOCK_H

#include "extract/decipher.h"

/* How a member is locked. */
typedef struct ts_zip_locked {
    bool aes;
    uint8_t check; /* ZipCrypto: the last byte of the head, once it is opened */
    unsigned strength; /* AES: 1 to 3, for keys of 128, 192 and 256 bits */
} ts_zip_locked;

/* Bytes in front of the member's own: salt and check, or a random head; and behind them: AES has its sum there. */
enum { TS_ZIP_LOCK_HEAD_MAX = 18, TS_ZIP_LOCK_SUM = 10 };
size_t ts_zip_lock_head(const ts_zip_locked *l);
/* Steps of a hash that one try costs (limits.h). */
uint64_t ts_zip_lock_steps(const ts_zip_locked *l);

/* One member's cipher under way; {0} is none. */
typedef struct ts_zip_lock {
    bool on;
    uint32_t key[3];
    ts_aes *aes;
    ts_hmac *sum;
} ts_zip_lock;

/* Does the password fit the head?  By chance one in 256 does, with AES one in 65,536.  True: *out is ready. */
bool ts_zip_lock_try(const ts_zip_locked *l, ts_span head, ts_span password, ts_zip_lock *out);
/* Opens the next bytes in place. */
void ts_zip_lock_run(ts_zip_lock *l, char *bytes, size_t len);
/* AES, at the end: is it the sum that stands behind the member? */
bool ts_zip_lock_sums(ts_zip_lock *l, const char sum[static TS_ZIP_LOCK_SUM]);
void ts_zip_lock_done(ts_zip_lock *l);

#endif
