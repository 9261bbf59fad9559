/* run.c - one process's share of a job: start, reading, and what becomes of it when it dies. */
#include "worker/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "worker/sandbox.h"

enum {
    PIPE_SIZE = 1024 * 1024,
    MOVE_AT = 256 * 1024,
    IN_MAX = TS_WIRE_HEADER + (int)TS_LIMIT_FRAME,
    IN_CAP = MOVE_AT + IN_MAX,
    LITTLE = 64 * 1024, /* of what a pipe takes */
    READS_AT_ONCE = 4, /* then the others have their turn */
    HOLD_STEP = 4 * 1024 * 1024,
    FRAMES_AT_ONCE = 2 * IN_MAX, /* bytes of them, likewise */
    SCALE = 4, /* of the limits, for the one retry after a backstop */
    KILLS = 3 /* from outside, before an item is given up */
};

static ts_run *new_run(ts_pool *p) {
    ts_run *r = p->spare;
    if (r)
        p->spare = r->next;
    else
        r = ts_alloc(sizeof *r);
    ts_buf in = r->in;
    ts_reply reply = r->reply;
    *r = (ts_run){.in = in, .reply = reply, .pipe = -1};
    ts_buf_clear(&r->in);
    return r;
}

void ts_run_spare(ts_pool *p, ts_run *r) {
    ts_fs_close(&r->pipe);
    ts_free(r->source);
    ts_free(r->item);
    r->source = NULL;
    r->item = NULL;
    r->next = p->spare;
    p->spare = r;
}

void ts_run_free(ts_run *r) {
    ts_fs_close(&r->pipe);
    ts_free(r->source);
    ts_free(r->item);
    ts_buf_wipe(&r->in);
    ts_reply_done(&r->reply);
    ts_free(r);
}

ts_err ts_run_queue(ts_pool *p, ts_profile profile, const ts_job_item *item, size_t n, unsigned scale, unsigned kills,
                    bool front) {
    if (n == 0)
        return TS_OK;
    ts_run *r = new_run(p);
    r->profile = profile;
    r->n = n;
    r->scale = scale;
    r->kills = kills;
    r->held = item[0].held;
    r->source = ts_alloc_array(n, sizeof *r->source);
    r->item = ts_alloc_array(n, sizeof *r->item);
    for (size_t i = 0; i < n; i++) {
        r->source[i] = item[i];
        r->item[i] = (ts_reply_item){item[i].id, item[i].len, item[i].to > 0, item[i].from > 0};
    }
    r->next = NULL;
    if (front) {
        r->next = p->first;
        p->first = r;
        p->last = p->last ? p->last : r;
    } else {
        if (p->last)
            p->last->next = r;
        else
            p->first = r;
        p->last = r;
    }
    p->queued++;
    return TS_OK;
}

/* ---- starting ---- */

/* Backstops of each profile, before scale: a picture takes longer, and says nothing until it is read. */
static uint64_t longer(ts_profile profile, uint64_t seconds, uint64_t ocr) {
    return profile == TS_PROFILE_OCR && seconds < ocr ? ocr : seconds;
}

static uint64_t cpu_of(const ts_run *r) { return longer(r->profile, TS_LIMIT_WORKER_CPU, TS_LIMIT_OCR_CPU); }

unsigned ts_run_silence(const ts_run *r) {
    return (unsigned)longer(r->profile, TS_LIMIT_WORKER_SILENCE, TS_LIMIT_OCR_SILENCE);
}

/* Descriptors each once; items name them by index.  The caller has seen to it that they fit. */
static size_t fill_job(const ts_run *r, ts_control_job *job, int *fd) {
    size_t fds = 1, parts = r->source[0].parts;
    uint64_t bytes = 0;
    for (size_t i = 0; i < r->n; i++) {
        const ts_job_item *item = &r->source[i];
        size_t k = 1;
        while (k < fds && fd[k] != item->fd)
            k++;
        if (k == fds && !parts)
            fd[fds++] = item->fd;
        job->item[i] = (ts_control_item){.fd = (uint32_t)(k - 1),
                                         .exact = item->exact,
                                         .at = item->at,
                                         .len = item->len,
                                         .from = item->from,
                                         .to = item->to};
        if (item->key) {
            job->item[i].covered = true;
            memcpy(job->item[i].key, item->key, TS_CTR_KEY);
        }
        bytes += item->len / TS_MIB;
    }
    for (size_t i = 0; i < parts; i++) {
        const ts_job_part *part = &r->source[0].part[i];
        fd[fds++] = part->fd;
        job->item[1 + i] = (ts_control_item){.fd = (uint32_t)i, .at = part->at, .len = part->len};
    }
    uint64_t cpu = (cpu_of(r) + bytes) * r->scale; /* a large item gets a second more a mebibyte */
    job->type = TS_CONTROL_JOB;
    job->job = r->number;
    job->items = (uint32_t)r->n;
    job->parts = (uint32_t)parts;
    job->cpu_seconds = cpu < UINT32_MAX / 2 ? (uint32_t)cpu : UINT32_MAX / 2;
    job->memory = TS_LIMIT_WORKER_MEMORY * r->scale;
    return fds;
}

static bool try_later(int error) {
    return error == EAGAIN || error == ENOBUFS || error == ETOOMANYREFS || error == EMFILE || error == ENFILE;
}

static void take_off_queue(ts_pool *p) {
    ts_run *r = p->first;
    p->first = r->next;
    if (!p->first)
        p->last = NULL;
    p->queued--;
    if (p->runs == p->cap) {
        p->cap = p->cap ? 2 * p->cap : 16;
        p->running = ts_grow(p->running, p->cap, sizeof(ts_run *));
    }
    p->running[p->runs++] = r;
}

static void listen_to(ts_pool *p, ts_run *r) {
    r->begun = r->heard = ts_monotonic_seconds();
    r->reply.events = &p->events;
    r->reply.item = r->item;
    r->reply.items = r->n;
    r->reply.want = p->options.want;
    r->reply.context = p->options.context;
    r->reply.pack_kinds = p->options.pack_kinds;
    r->reply.passwords = p->passwords;
    ts_reply_start(&r->reply);
    take_off_queue(p);
}

ts_err ts_run_replay(ts_pool *p, ts_profile profile, const ts_job_item *item, ts_span reply) {
    TS_TRY(ts_run_queue(p, profile, item, 1, 1, 0, true));
    ts_run *r = p->first;
    r->number = ++p->number;
    ts_buf_reserve(&r->in, reply.len + TS_COPY_ROOM); /* the last value of all may be copied in one go */
    ts_buf_add(&r->in, reply);
    r->gone = r->pipe_ended = true;
    r->waits = !r->held;
    listen_to(p, r);
    return TS_OK;
}

ts_err ts_run_start(ts_pool *p, bool *started) {
    ts_run *r = p->first;
    *started = false;
    TS_TRY(ts_zygote_start(p, r->profile));
    int pipes[2];
    if (pipe2(pipes, O_CLOEXEC) != 0) {
        if (try_later(errno) && p->runs)
            return TS_OK;
        return ts_fail(TS_EIO, "no pipe for a worker: %s", strerror(errno));
    }
    fcntl(pipes[0], F_SETPIPE_SZ, PIPE_SIZE); /* a smaller one is slower, no more */
    fcntl(pipes[0], F_SETFL, O_NONBLOCK);
    static _Thread_local ts_control_job job;
    int fd[TS_CONTROL_FDS + 1];
    fd[0] = pipes[1];
    r->number = ++p->number;
    size_t fds = fill_job(r, &job, fd), len = offsetof(ts_control_job, item) + (r->n + job.parts) * sizeof *job.item;
    bool sent = ts_control_send(p->zygote[r->profile].socket, &job, len, fd, fds);
    int error = errno;
    close(pipes[1]);
    if (!sent) {
        close(pipes[0]);
        /* A zygote that has just died is noticed, and replaced, where its socket is read. */
        if (try_later(error) || error == EPIPE || error == ECONNRESET || error == ECONNREFUSED)
            return TS_OK;
        return ts_fail(TS_EIO, "a job could not be handed to a worker: %s", strerror(error));
    }
    r->pipe = pipes[0];
    listen_to(p, r);
    *started = true;
    return TS_OK;
}

/* ---- reading ---- */

void ts_run_kill(ts_pool *p, ts_run *r, ts_reason cause, bool backstop, const char *why) {
    if (r->killed)
        return;
    r->killed = true;
    r->waits = false;
    r->killed_at = ts_monotonic_seconds();
    r->cause = cause;
    r->backstop = backstop;
    snprintf(r->why, sizeof r->why, "%s", why);
    ts_fs_close(&r->pipe); /* what it still says counts for nothing */
    r->pipe_ended = true;
    const ts_control_kill message = {TS_CONTROL_KILL, r->number};
    if (!r->gone && p->zygote[r->profile].pid)
        ts_control_send(p->zygote[r->profile].socket, &message, sizeof message, NULL, 0);
}

/* The first greeting tells which layers stand; without the filter nothing is read at all. */
static ts_err note_layers(ts_pool *p, const ts_run *r) {
    uint32_t must = TS_LAYER_SECCOMP | TS_LAYER_NO_NEW_PRIVS;
    if ((r->reply.layers & must) != must)
        return ts_fail(TS_EPOLICY, "a worker runs without its filter of system calls, so no evidence is read");
    p->layers = p->greeted ? p->layers & r->reply.layers : r->reply.layers;
    p->greeted = true;
    return TS_OK;
}

static ts_err take_frames(ts_pool *p, ts_run *r) {
    ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(&r->in), r->in_at, r->in.len));
    size_t begun = r->in_at;
    r->waits = false;
    while (!r->paused && !r->killed && !r->held) {
        ts_frame frame;
        size_t need;
        bool bad;
        if (r->in_at - begun > (size_t)FRAMES_AT_ONCE) {
            r->waits = r->in_at < r->in.len;
            break;
        }
        if (!ts_frame_get(&c, &frame, &need, &bad)) {
            if (bad)
                ts_run_kill(p, r, TS_REASON_CRASHED, false, "the worker's reply broke the protocol: no frame");
            break;
        }
        bool greeted = r->reply.hello;
        ts_err err = ts_reply_frame(&r->reply, &frame);
        r->in_at = (size_t)(c.at - r->in.ptr);
        if (r->reply.broken)
            ts_run_kill(p, r, TS_REASON_CRASHED, false, ts_error_text());
        else if (err)
            return err;
        if (!greeted && r->reply.hello)
            TS_TRY(note_layers(p, r));
    }
    return TS_OK;
}

/* Room for the rest of any frame: how much may be read.  The frame that has begun is moved only now and then: it would be
 * moved with every read, since a pipe gives a piece of it at a time.  What is held moves not at all. */
static size_t make_room(ts_run *r) {
    size_t left = r->in.len - r->in_at, room = IN_MAX;
    if (!r->held && (left == 0 || r->in_at >= MOVE_AT)) {
        if (left)
            memmove(r->in.ptr, r->in.ptr + r->in_at, left);
        r->in.len = left;
        r->in_at = 0;
    }
    if (!r->held && r->in.len < IN_CAP)
        room = IN_CAP - r->in.len;
    const size_t more = room + TS_COPY_ROOM; /* the last value of all may be copied in one go */
    if (r->held &&
        r->in.cap - r->in.len < more) /* by steps, not by doubling: it is large, and there are as many as jobs */
        r->in.ptr = ts_grow(r->in.ptr, r->in.cap += (size_t)HOLD_STEP, 1);
    else
        ts_buf_reserve(&r->in, more);
    return room;
}

ts_err ts_run_read(ts_pool *p, ts_run *r, bool readable) {
    TS_TRY(take_frames(p, r));
    for (int i = 0; readable && i < READS_AT_ONCE && !r->paused && !r->pipe_ended && !r->waits; i++) {
        size_t room = make_room(r);
        ssize_t n = read(r->pipe, r->in.ptr + r->in.len, room);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            break;
        if (n <= 0) {
            ts_fs_close(&r->pipe);
            r->pipe_ended = true;
            break;
        }
        r->in.len += (size_t)n;
        p->little = (size_t)n < LITTLE;
        r->heard = ts_monotonic_seconds();
        TS_TRY(take_frames(p, r));
        if (p->little) /* the pipe is empty, or has ended, which is heard of */
            break;
    }
    return TS_OK;
}

/* ---- the end ---- */

typedef struct death {
    ts_reason reason;
    bool backstop, outside;
    char why[200];
} death;

static death by_signal(const ts_run *r, int number) {
    death d = {.reason = TS_REASON_CRASHED};
    uint64_t cpu = cpu_of(r) * r->scale * 1000000;
    if (number == SIGSYS) {
        d.reason = TS_REASON_POLICY;
        snprintf(d.why, sizeof d.why, "the reader made a system call that the sandbox forbids");
    } else if (number == SIGXCPU || (number == SIGKILL && r->cpu_micros >= cpu)) {
        d.reason = TS_REASON_TIMEOUT;
        d.backstop = true;
        snprintf(d.why, sizeof d.why, "the reader used up its processor time");
    } else if (number == SIGKILL) {
        d.outside = d.backstop = true;
        d.reason = TS_REASON_MEMORY;
        snprintf(d.why, sizeof d.why, "the reader was killed from outside, perhaps because memory ran out");
    } else {
        snprintf(d.why, sizeof d.why, "the reader crashed (signal %d)", number);
    }
    return d;
}

static death death_of(const ts_run *r) {
    death d = {.reason = r->cause, .backstop = r->backstop};
    if (r->cause != TS_READ) {
        memcpy(d.why, r->why, sizeof d.why);
        return d;
    }
    if (WIFSIGNALED(r->status))
        return by_signal(r, WTERMSIG(r->status));
    if (WEXITSTATUS(r->status) == TS_EXIT_MEMORY) {
        d.reason = TS_REASON_MEMORY;
        d.backstop = true;
        snprintf(d.why, sizeof d.why, "the reader ran out of memory");
        return d;
    }
    d.reason = TS_REASON_CRASHED;
    if (r->in.len > r->in_at && !r->held)
        snprintf(d.why, sizeof d.why, "the worker's reply broke the protocol: a frame is cut short");
    else
        snprintf(d.why, sizeof d.why, "the reader ended before its time (status %d)", WEXITSTATUS(r->status));
    return d;
}

static ts_err give_up(ts_pool *p, const ts_run *r, const death *d) {
    ts_item_end end = {.reason = d->reason, .unread = r->item[0].len, .unstable = d->backstop, .died = true};
    memcpy(end.message, d->why, sizeof end.message);
    if (p->events.begin)
        TS_TRY(p->events.begin(p->events.context, r->item[0].id));
    return p->events.end ? p->events.end(p->events.context, r->item[0].id, &end) : TS_OK;
}

/* It died before it had read a byte: the machine's fault, tried again a few times. */
static ts_err never_began(ts_pool *p, ts_run *r) {
    bool shut_out = !r->killed && WIFEXITED(r->status) && WEXITSTATUS(r->status) == TS_EXIT_SANDBOX;
    if (shut_out || r->kills >= KILLS)
        return ts_fail(TS_EPOLICY, "a worker could not be started inside its sandbox, so no evidence is read: see that "
                                   "this machine permits seccomp and has memory and processes to spare");
    return ts_run_queue(p, r->profile, r->source, r->n, r->scale, r->kills + 1, true);
}

/* One item that died by itself. */
static ts_err alone(ts_pool *p, ts_run *r, const death *d) {
    if (d->outside && r->kills < KILLS)
        return ts_run_queue(p, r->profile, r->source, 1, r->scale, r->kills + 1, true);
    if (d->backstop && r->scale == 1)
        return ts_run_queue(p, r->profile, r->source, 1, SCALE, r->kills, true);
    return give_up(p, r, d);
}

/* In a batch no item is blamed for another: the one being read is read again alone, and the rest
 * without it.  A backstop's one retry is that one, with its larger limits. */
ts_err ts_run_finish(ts_pool *p, ts_run *r) {
    size_t at = r->reply.ended;
    bool began = r->reply.hello || (r->held && r->in.len > 0);
    p->cpu += (double)r->cpu_micros / 1e6;
    p->seconds[r->profile] += ts_monotonic_seconds() - r->begun;
    if (at == r->n || r->dropped)
        return TS_OK;
    if (r->lost)
        return ts_run_queue(p, r->profile, r->source + at, r->n - at, r->scale, r->kills, true);
    if (!began && !r->reply.broken)
        return never_began(p, r);
    death d = death_of(r);
    if (r->n == 1)
        return alone(p, r, &d);
    TS_TRY(ts_run_queue(p, r->profile, r->source + at + 1, r->n - at - 1, 1, 0, true));
    return ts_run_queue(p, r->profile, r->source + at, 1, d.backstop && !d.outside ? SCALE : 1, d.outside, true);
}
