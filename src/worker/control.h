/* control.h - what the parent and its zygotes say to each other: one packet a message.
 *
 * A zygote reads no evidence, and no child of its holds this socket, so both ends trust it; they
 * are programs of one build, which READY says by version.
 */
#ifndef TS_WORKER_CONTROL_H
#define TS_WORKER_CONTROL_H

#include <sys/socket.h>
#include <sys/types.h>

#include "base/ctr.h"
#include "base/limits.h"
#include "worker/wire.h"

enum {
    TS_CONTROL_FD = 3, /* where a zygote finds it */
    TS_CONTROL_FDS = 250, /* descriptors that go along: SCM_RIGHTS takes 253 */
};

typedef enum ts_control_type {
    TS_CONTROL_SETUP = 1, /* to the zygote, once, with the hints and the passwords */
    TS_CONTROL_READY, /* from it, once */
    TS_CONTROL_JOB, /* to it, with the reply's pipe and the data */
    TS_CONTROL_KILL, /* to it */
    TS_CONTROL_GONE /* from it: a job's process has ended */
} ts_control_type;

typedef struct ts_control_setup {
    uint32_t type, want, min_confidence, context;
    uint64_t kinds;
    uint64_t slice; /* bytes of one; 0: TS_LIMIT_SLICE */
    ts_limits limits;
} ts_control_setup;

typedef struct ts_control_ready {
    uint32_t type;
    uint32_t good; /* 0: message says why not */
    char version[32];
    char message[200];
} ts_control_ready;

typedef struct ts_control_item {
    uint32_t fd; /* index into the descriptors after the pipe */
    uint32_t exact; /* as in ts_job_item */
    uint32_t covered; /* by the key */
    unsigned char key[TS_CTR_KEY];
    uint64_t at, len, from, to;
} ts_control_item;

typedef struct ts_control_job {
    uint32_t type, job, items, cpu_seconds;
    uint32_t parts; /* of the only item: its bytes stand one behind the other in item[1..parts]; 0: it was not cut */
    uint32_t zero;
    uint64_t memory;
    ts_control_item item[TS_LIMIT_BATCH_ITEMS];
} ts_control_job;
_Static_assert(TS_LIMIT_PARTS < TS_CONTROL_FDS && TS_LIMIT_PARTS < TS_LIMIT_BATCH_ITEMS,
               "a job has room for all parts");

/* Do `got` bytes and `fds` descriptors make up a whole job? */
bool ts_control_job_whole(const ts_control_job *job, size_t got, size_t fds);

typedef struct ts_control_kill {
    uint32_t type, job;
} ts_control_kill;

typedef struct ts_control_gone {
    uint32_t type, job;
    int32_t status; /* as waitpid gives it */
    uint32_t zero;
    uint64_t cpu_micros;
} ts_control_gone;

/* Sends one packet with descriptors; false, errno set, where it does not go. */
bool ts_control_send(int socket, const void *message, size_t len, const int *fd, size_t fds);
/* Receives one packet; 0 at the end, -1 with errno.  Descriptors are close-on-exec. */
ssize_t ts_control_receive(int socket, void *message, size_t cap, int *fd, size_t *fds, int flags);

#endif
