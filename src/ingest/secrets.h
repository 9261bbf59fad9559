/* secrets.h - the passwords for locked evidence: from the user's file, kept sealed in the case, named by list and line. */
#ifndef TS_INGEST_SECRETS_H
#define TS_INGEST_SECRETS_H

#include "base/map.h"
#include "model/passwords.h"
#include "store/blobs.h"

/* The file's lines as the next list of `p`; NULL: nothing. */
ts_err ts_secrets_read(const char *file, ts_passwords *p);
/* What the case keeps, and the file's lines where they are new: those are kept from now on, and logged as a list with its
 * length.  Inside a transaction. */
ts_err ts_secrets_open(ts_case *c, const char *file, ts_passwords *p);

/* Are there passwords that were not tried on this exhibit? */
ts_err ts_secrets_more(ts_case *c, const ts_exhibit *e, const ts_passwords *p, bool *more);
/* All were tried on the exhibit.  Inside a transaction. */
ts_err ts_secrets_tried(ts_case *c, const ts_exhibit *e, const ts_passwords *p);

/* Which passwords opened the blob: to the custody log, by list and line. */
ts_err ts_secrets_log(ts_case *c, const ts_digest *blob, const ts_passwords *p, const uint32_t *opened, size_t n);

#endif
