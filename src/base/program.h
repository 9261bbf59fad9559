/* program.h - finds a program of ours that stands beside this one. */
#ifndef TS_BASE_PROGRAM_H
#define TS_BASE_PROGRAM_H

#include "base/bytes.h"

/* The program `name`: in this program's own directory, in an installed tree (wherever it was moved to), in the room
 * `room` of a build tree, or where it was to be installed.  TS_EIO where it stands in none of them. */
ts_err ts_program_beside(const char *room, const char *name, char *out, size_t cap);
/* The same in one directory; false where it is not there or may not be run. */
bool ts_program_in(const char *dir, const char *name, char *out, size_t cap);

#endif
