/* ctr.h - AES-256 in counter mode (NIST SP 800-38A, 6.5), by place: a file's bytes can be covered and uncovered anywhere in it.
 *
 * It hides bytes on a disk from whoever has not the key; it does not show that they were changed.  A key covers one file.
 */
#ifndef TS_BASE_CTR_H
#define TS_BASE_CTR_H

#include "base/bytes.h"

enum { TS_CTR_KEY = 32 };

typedef struct ts_ctr ts_ctr;

/* Loads what is loaded late, so that a process that is shut in can use it. */
void ts_ctr_prepare(void);
ts_ctr *ts_ctr_new(const unsigned char key[static TS_CTR_KEY]);
void ts_ctr_free(ts_ctr *c); /* wipes its key schedule; NULL is fine */
/* Covers, or uncovers, the bytes that stand at `at` of the file, in place. */
void ts_ctr_apply(ts_ctr *c, uint64_t at, void *bytes, size_t len);

#endif
