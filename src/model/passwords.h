/* passwords.h - the passwords that are tried on what is locked: lists from files, one a line.
 *
 * A secret like any other: it reaches the workers in memory alone, stands sealed in a case, and is named by its list and
 * line wherever it is told which one fitted.
 */
#ifndef TS_MODEL_PASSWORDS_H
#define TS_MODEL_PASSWORDS_H

#include "base/bytes.h"

typedef struct ts_password {
    ts_span text; /* UTF-8, not empty; owned by the list */
    uint32_t list, line; /* the file it came with and its line there, both from 1 */
} ts_password;

typedef struct ts_passwords {
    ts_password *at;
    size_t n;
    uint32_t lists;
} ts_passwords;

/* A file's lines as the next list.  Empty lines are passed over, and those that are known already; blanks belong to a
 * password, a line's end (LF or CR LF) and a byte order mark do not.  TS_EUSAGE where it is not UTF-8, holds a NUL, or is
 * more than limits.h allows: `p` stays as it was.  A file that brings nothing new is no list. */
ts_err ts_passwords_add(ts_passwords *p, ts_span file);
/* As bytes to be sealed or handed to a worker, and back: TS_EDAMAGED for what ts_passwords_save did not write. */
void ts_passwords_save(const ts_passwords *p, ts_buf *out);
ts_err ts_passwords_load(ts_passwords *p, ts_span bytes);
/* Overwrites and frees; {0} again. */
void ts_passwords_done(ts_passwords *p);

#endif
