/* odf_lock.h - OpenDocument packages that a password closes (ODF 1.3 part 2, 4.8 and 6.3). */
#ifndef TS_EXTRACT_ODF_LOCK_H
#define TS_EXTRACT_ODF_LOCK_H

#include "extract/zip.h"

/* Gives the package as a child, all its files opened by one of the passwords.  TS_EENCRYPTED where none fits, and where it is
 * closed in another way than by AES. */
ts_err ts_odf_unlock(ts_zip *z, ts_sink *out);

#endif
