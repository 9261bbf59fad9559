/* office_lock.h - Office documents that a password closes: a package hidden in a compound file (MS-OFFCRYPTO 2.3.4). */
#ifndef TS_EXTRACT_OFFICE_LOCK_H
#define TS_EXTRACT_OFFICE_LOCK_H

#include "extract/ole.h"

/* Gives the package as a child, opened by one of the passwords or by the one that Excel itself uses where nobody chose
 * any.  TS_EENCRYPTED where none fits, and where it is closed in a way that is damaged or not known. */
ts_err ts_office_package(ts_ole *o, size_t package, ts_sink *out);

#endif
