/* office_rc4.h - Word documents, workbooks and shows of 97 to 2003 that a password closes with RC4 (MS-OFFCRYPTO 2.3.5, 2.3.6).
 *
 * Opened, one goes out as a child "content": the same compound file, in the clear.
 */
#ifndef TS_EXTRACT_OFFICE_RC4_H
#define TS_EXTRACT_OFFICE_RC4_H

#include "extract/ole.h"
#include "extract/rc4.h"

/* fib: the document's head.  TS_EENCRYPTED: no password fits, or it is closed in another way. */
ts_err ts_office_rc4_doc(ts_ole *o, ts_span fib, ts_sink *out);
/* pass: what the record at `at` of the stream `book` says of the lock. */
ts_err ts_office_rc4_xls(ts_ole *o, size_t book, uint64_t at, ts_span pass, ts_sink *out);
ts_err ts_office_rc4_ppt(ts_ole *o, ts_sink *out);

/* ---- for tests: the keys ---- */

typedef struct ts_office_rc4 {
    bool api; /* by CryptoAPI: SHA-1, and keys of up to 128 bits; else MD5, and 40 */
    size_t key; /* bytes */
    char salt[16], verifier[16], hash[20];
    uint8_t base[20]; /* what each block's key is made of */
} ts_office_rc4;
/* What stands in front of a document's table, or in a workbook's record. */
ts_err ts_office_rc4_read(ts_span info, ts_office_rc4 *out);
/* wide: the password in UTF-16.  True: it fits, and `base` holds. */
bool ts_office_rc4_fits(ts_office_rc4 *l, ts_span wide);
void ts_office_rc4_block(const ts_office_rc4 *l, uint32_t block, ts_rc4 *out);

#endif
