/* run.h - inside the pool: zygotes, and the processes that they fork.
 *
 * A run is one process's share of a job: some items, a pipe, and the reading of its reply.  When it
 * dies its items that did not end become new runs.
 */
#ifndef TS_WORKER_RUN_H
#define TS_WORKER_RUN_H

#include <sys/types.h>

#include "worker/control.h"
#include "worker/reply.h"

typedef struct ts_zygote {
    pid_t pid; /* 0: not started */
    int socket;
    bool ready; /* it said that it is ours and shut in */
    unsigned losses; /* since one was last ready and finished a job */
} ts_zygote;

typedef struct ts_run {
    struct ts_run *next; /* queued or spare */
    ts_profile profile;
    uint32_t number; /* names it to its zygote */
    ts_job_item *source; /* its items */
    ts_reply_item *item; /* the same, for the reply */
    size_t n;
    unsigned scale, kills; /* limits are multiplied by scale; kills from outside so far */

    int pipe;
    ts_buf in;
    size_t in_at;
    bool paused, pipe_ended, gone, killed, lost;
    bool held; /* what comes is kept in `in` */
    bool waits; /* there are frames in `in` whose turn has come */
    bool dropped; /* nobody wants it any more */
    int status;
    uint64_t cpu_micros;
    double begun, heard, killed_at; /* ts_monotonic_seconds */
    ts_reason cause; /* why the parent ended it; TS_READ: it did not */
    bool backstop;
    char why[200];
    ts_reply reply;
} ts_run;

struct ts_pool {
    ts_pool_options options;
    ts_pool_events events;
    unsigned jobs;
    int hints, secrets; /* memory files that go to each zygote; secrets: the passwords */
    size_t secret_bytes, passwords; /* how large, how many */
    ts_zygote zygote[TS_PROFILES];
    ts_run **running;
    size_t runs, cap;
    ts_run *first, *last, *spare; /* the queue */
    size_t queued;
    uint32_t number;
    uint32_t layers;
    bool greeted;
    bool little; /* what was read last was little: there is no hurry to read on */
    double left; /* when the last wait ended: until the next one nobody listens */
    double cpu, seconds[TS_PROFILES]; /* at work */
    ts_err failed; /* once set, every wait returns it with this message */
    char message[400];
};

/* launch.c: starts the zygote of a profile unless it runs. */
ts_err ts_zygote_start(ts_pool *p, ts_profile profile);
/* Kills it and takes its exit status. */
void ts_zygote_stop(ts_zygote *z);

/* hold.c: held, and without room for more. */
bool ts_run_blocked(const ts_pool *p, const ts_run *r);
/* A held one whose worker said all that it had to say, as far as can be seen from outside. */
bool ts_run_complete(const ts_run *r);
/* The running one that reads this item, or will; NULL: none. */
ts_run *ts_run_of(ts_pool *p, uint64_t item);

/* run.c */
ts_err ts_run_queue(ts_pool *p, ts_profile profile, const ts_job_item *item, size_t n, unsigned scale, unsigned kills,
                    bool front);
/* Starts the first of the queue; *started false when it must wait. */
ts_err ts_run_start(ts_pool *p, bool *started);
/* A run whose process has said all this and ended well. */
ts_err ts_run_replay(ts_pool *p, ts_profile profile, const ts_job_item *item, ts_span reply);
/* Seconds without a word after which it is ended, before scale. */
unsigned ts_run_silence(const ts_run *r);
/* Reads what the pipe holds now, or goes on with what was read before a pause. */
ts_err ts_run_read(ts_pool *p, ts_run *r, bool readable);
/* Ends the process for this reason. */
void ts_run_kill(ts_pool *p, ts_run *r, ts_reason cause, bool backstop, const char *why);
/* Its process and its pipe have ended: events, and new runs for what was not read. */
ts_err ts_run_finish(ts_pool *p, ts_run *r);
/* Gives its memory back for the next. */
void ts_run_spare(ts_pool *p, ts_run *r);
void ts_run_free(ts_run *r);

#endif
