/* fs.h - directory-handle file access: no links followed, atomic replace. */
#ifndef TS_BASE_FS_H
#define TS_BASE_FS_H

#include "base/bytes.h"

/* Opens for reading, never through a final symlink, never blocking on a FIFO; only regular files.
 * TS_EPOLICY for links, devices, sockets and FIFOs; TS_EIO otherwise. dir may be AT_FDCWD. */
ts_err ts_fs_open(int dir, const char *name, int *fd);
ts_err ts_fs_open_dir(int dir, const char *name, int *fd);
ts_err ts_fs_make_dir(int dir, const char *name); /* 0700; existing is fine */
/* Whole file, at most `max` bytes (TS_ELIMIT beyond); out is appended to. */
ts_err ts_fs_load(int dir, const char *name, size_t max, ts_buf *out);
/* Writes name.tmp, fsync, rename over name, fsync of the directory.  `mode` as in open(2). */
ts_err ts_fs_replace(int dir, const char *name, ts_span bytes, int mode);
/* The same for a name that is not there yet: the file gets it only once it is whole, so that a kill leaves nothing behind. */
ts_err ts_fs_create(int dir, const char *name, ts_span bytes, int mode);
/* A file of that directory which has no name, to be read and written: gone when it is closed, or its process ends. */
ts_err ts_fs_nameless(int dir, int *fd);
/* From now on the descriptor, and its copies in other processes, can only read. */
ts_err ts_fs_reopen_to_read(int *fd);
ts_err ts_fs_sync_dir(int dir);
ts_err ts_fs_write_all(int fd, ts_span bytes, const char *what);
/* pread of exactly len bytes, fewer only at the end of the file; *got says. */
ts_err ts_fs_read_at(int fd, uint64_t at, void *out, size_t len, size_t *got, const char *what);
/* An unnamed file in memory, CLOEXEC, sealable. */
ts_err ts_fs_memory(const char *label, int *fd);
/* No more writing, growing, shrinking: to be done before any reader gets it. */
ts_err ts_fs_seal(int fd);
void ts_fs_close(int *fd); /* closes and sets -1; fine on -1: usable with TS_AUTO */

#endif
