/* pst_crypt.h - how the bytes of a mail store's data blocks are veiled (MS-PST 5.1 and 5.2). */
#ifndef TS_EXTRACT_PST_CRYPT_H
#define TS_EXTRACT_PST_CRYPT_H

#include <touchstone/types.h>

/* NDB_CRYPT_PERMUTE, undone in place. */
void ts_pst_permute(char *bytes, size_t len);
/* NDB_CRYPT_CYCLIC, in place; done twice it is undone.  key: the low 32 bits of the block's id. */
void ts_pst_cyclic(char *bytes, size_t len, uint32_t key);

#endif
