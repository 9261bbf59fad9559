/* intake.h - the bytes of an export, once from front to back: a file's, or what comes on standard input. */
#ifndef TS_HOLDINGS_INTAKE_H
#define TS_HOLDINGS_INTAKE_H

#include "base/bytes.h"
#include "base/digest.h"

/* One file of an export. */
typedef struct ts_export_file {
    int fd; /* stays the caller's */
    const char *name; /* for messages */
    bool stream; /* it can be read once only: standard input */
} ts_export_file;

typedef struct ts_intake {
    const ts_export_file *file;
    ts_sha256 *sha; /* of all that was taken; the caller's */
    uint64_t at; /* bytes of the file that were read */
    ts_buf ahead; /* read, and not taken yet */
    size_t taken; /* of `ahead` */
    bool ended;
} ts_intake;

void ts_intake_init(ts_intake *in, const ts_export_file *file, ts_sha256 *sha);
void ts_intake_done(ts_intake *in);
/* The first bytes, at most `most`, without taking them. */
ts_err ts_intake_look(ts_intake *in, size_t most, ts_span *out);
/* Takes the next bytes; fewer than `len` only at the end. */
ts_err ts_intake_take(ts_intake *in, void *out, size_t len, size_t *got);

/* All of it as a file that a worker can be given: standard input stands covered on the disk, under a key that nobody else
 * has and that goes with this process (base/ctr.h).  *key: ts_free, wiped before; NULL where the file is the export's own, whose
 * bytes `sha` is not given.  *fd is closed with ts_fs_close where there is a key. */
ts_err ts_intake_whole(ts_intake *in, int *fd, uint64_t *len, unsigned char **key);

#endif
