/* documents_stage.h - every blob of the case against the register's trees of files. */
#ifndef TS_VERIFY_DOCUMENTS_STAGE_H
#define TS_VERIFY_DOCUMENTS_STAGE_H

#include <touchstone/verify.h>

/* Judges and stores; fills what `out` says of documents.  Nothing is stored, and nothing said, where no tree is registered. */
ts_err ts_documents_verify(ts_case *c, bool progress, ts_verify_result *out);

#endif
