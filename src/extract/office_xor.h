/* office_xor.h - the lock of Word documents and workbooks before RC4: bytes turned and crossed with sixteen that a password
 * makes (MS-OFFCRYPTO 2.3.7).
 */
#ifndef TS_EXTRACT_OFFICE_XOR_H
#define TS_EXTRACT_OFFICE_XOR_H

#include "base/bytes.h"

typedef struct ts_office_xor {
    uint16_t key, verifier; /* as the file says them */
    bool book; /* method 1, of workbooks; else method 2, of documents */
    uint8_t pad[16]; /* once a password fits */
} ts_office_xor;

/* wide: the password in UTF-16.  True: it fits, and `pad` holds. */
bool ts_office_xor_fits(ts_office_xor *x, ts_span wide);
/* The byte in the clear; of a workbook `place` counts from where the stream begins, and the record's size more. */
uint8_t ts_office_xor_open(const ts_office_xor *x, uint64_t place, uint8_t byte);

#endif
