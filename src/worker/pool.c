/* pool.c - starts, times out and replaces workers on this machine: the event loop. */
#include "worker/pool.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "worker/run.h"

enum {
    LOSSES = 8, /* zygotes lost in a row before the run is given up */
    KILL_PATIENCE = 5, /* seconds that a zygote has to report a killed job */
    TOGETHER_MS = 1
};

/* Not sealed as the hints are: it is overwritten at the end, and no process that reads evidence holds it. */
static ts_err keep_secrets(ts_pool *p) {
    TS_AUTO(ts_buf, ts_buf_wipe) bytes = {0};
    if (p->options.passwords)
        ts_passwords_save(p->options.passwords, &bytes);
    TS_TRY(ts_fs_memory("secrets", &p->secrets));
    p->secret_bytes = bytes.len;
    p->passwords = p->options.passwords ? p->options.passwords->n : 0;
    p->options.passwords = NULL; /* the caller's, and not needed any more */
    return ts_fs_write_all(p->secrets, ts_buf_span(&bytes), "the workers' secrets");
}

static void wipe_secrets(ts_pool *p) {
    static const char zeros[4096];
    for (size_t at = 0; p->secrets >= 0 && at < p->secret_bytes; at += sizeof zeros)
        if (pwrite(p->secrets, zeros, sizeof zeros, (off_t)at) < 0)
            break; /* it is freed all the same */
    ts_fs_close(&p->secrets);
}

ts_err ts_pool_new(const ts_pool_options *options, const ts_pool_events *events, ts_pool **out) {
    ts_pool *p = ts_alloc(sizeof *p);
    p->options = *options;
    p->options.hints = (ts_span){0};
    if (!p->options.held)
        p->options.held = TS_LIMIT_HELD;
    if (p->options.context > TS_WIRE_CONTEXT_MAX)
        p->options.context = TS_WIRE_CONTEXT_MAX;
    p->events = *events;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    p->jobs = options->jobs ? options->jobs : cores > 0 ? (unsigned)cores : 1;
    p->hints = p->secrets = -1;
    for (int i = 0; i < TS_PROFILES; i++)
        p->zygote[i].socket = -1;
    ts_err err = ts_fs_memory("hints", &p->hints);
    if (err == TS_OK)
        err = ts_fs_write_all(p->hints, options->hints, "the workers' hints");
    if (err == TS_OK)
        err = ts_fs_seal(p->hints);
    if (!err)
        err = keep_secrets(p);
    if (err) {
        ts_pool_free(p);
        return err;
    }
    *out = p;
    return TS_OK;
}

void ts_pool_free(ts_pool *p) {
    if (!p)
        return;
    for (int i = 0; i < TS_PROFILES; i++)
        ts_zygote_stop(&p->zygote[i]);
    for (size_t i = 0; i < p->runs; i++)
        ts_run_free(p->running[i]);
    for (ts_run *lists[] = {p->first, p->spare}, **l = lists; l < lists + 2; l++)
        for (ts_run *r = *l, *next; r; r = next) {
            next = r->next;
            ts_run_free(r);
        }
    ts_free(p->running);
    ts_fs_close(&p->hints);
    wipe_secrets(p);
    ts_free(p);
}

/* Processes that are at work. */
static size_t busy(const ts_pool *p) {
    size_t n = 0;
    for (size_t i = 0; i < p->runs; i++)
        n += !p->running[i]->paused && !ts_run_complete(p->running[i]) && !ts_run_blocked(p, p->running[i]);
    return n;
}

/* Twice the processes: the next job is at hand when one ends.  One process alone gets its next when it has said all, or what
 * is next would hang on how far the news of members has come, and the order of what is read with it. */
unsigned ts_pool_room(const ts_pool *p) {
    size_t held = busy(p) + p->queued, room = p->jobs > 1 ? 2 * (size_t)p->jobs : 1;
    return held < room ? (unsigned)(room - held) : 0;
}

bool ts_pool_stalled(const ts_pool *p) { return p->runs > 0 && !p->queued && !busy(p); }

/* Cut where the descriptors or the items of one message end; borders change no result. */
ts_err ts_pool_submit(ts_pool *p, ts_profile profile, const ts_job_item *item, size_t n) {
    size_t max = profile == TS_PROFILE_OWN ? TS_LIMIT_BATCH_ITEMS : 1;
    for (size_t from = 0; from < n;) {
        int fd[TS_CONTROL_FDS];
        size_t fds = 0, to = from;
        for (; to < n && to - from < max; to++) {
            size_t k = 0;
            if (item[to].parts) { /* alone: its descriptors fill a message */
                to += to == from;
                break;
            }
            while (k < fds && fd[k] != item[to].fd)
                k++;
            if (k == fds && fds == TS_CONTROL_FDS)
                break;
            if (k == fds)
                fd[fds++] = item[to].fd;
        }
        TS_TRY(ts_run_queue(p, profile, item + from, to - from, 1, 0, false));
        from = to;
    }
    return TS_OK;
}

/* ---- what zygotes say ---- */

static ts_run *run_numbered(ts_pool *p, ts_profile profile, uint32_t number) {
    for (size_t i = 0; i < p->runs; i++)
        if (p->running[i]->number == number && p->running[i]->profile == profile)
            return p->running[i];
    return NULL;
}

/* Its children die with it; what they had not ended is read again, and no item is blamed. */
static ts_err zygote_lost(ts_pool *p, ts_profile profile) {
    ts_zygote *z = &p->zygote[profile];
    bool ready = z->ready;
    ts_zygote_stop(z);
    for (size_t i = 0; i < p->runs; i++) {
        ts_run *r = p->running[i];
        if (r->profile != profile || r->gone)
            continue;
        r->gone = r->lost = true;
        r->pipe_ended |= !ready; /* what nobody answers for is not heard */
    }
    if (++z->losses > LOSSES)
        return ts_fail(TS_EIO,
                       "the worker program ends each time it is started: try it again, and see the system's log");
    return TS_OK;
}

static ts_err take_ready(const ts_control_ready *ready) {
    char version[sizeof ready->version];
    snprintf(version, sizeof version, "%s/%d", TS_VERSION, TS_WIRE_VERSION);
    if (!ready->good)
        return ts_fail(TS_EPOLICY, "%.*s", (int)sizeof ready->message - 1, ready->message);
    if (memcmp(version, ready->version, strlen(version) + 1) != 0)
        return ts_fail(TS_EPOLICY, "the worker program is of another version than touchstone: install both again");
    return TS_OK;
}

static ts_err read_zygote(ts_pool *p, ts_profile profile) {
    ts_zygote *z = &p->zygote[profile];
    union {
        uint32_t type;
        ts_control_ready ready;
        ts_control_gone gone;
    } m;
    for (;;) {
        ssize_t got = ts_control_receive(z->socket, &m, sizeof m, NULL, NULL, MSG_DONTWAIT);
        if (got < 0 && errno == EAGAIN)
            return TS_OK;
        if (got == sizeof m.ready && m.type == TS_CONTROL_READY) {
            TS_TRY(take_ready(&m.ready));
            z->ready = true;
        } else if (got == sizeof m.gone && m.type == TS_CONTROL_GONE && z->ready) {
            ts_run *r = run_numbered(p, profile, m.gone.job);
            if (r) {
                r->gone = true;
                r->status = m.gone.status;
                r->cpu_micros = m.gone.cpu_micros;
                z->losses = 0;
            }
        } else {
            return zygote_lost(p, profile);
        }
    }
}

/* ---- the loop ---- */

static ts_err start_queued(ts_pool *p, bool *waits) {
    *waits = false;
    while (p->first && busy(p) < p->jobs) {
        bool started;
        TS_TRY(ts_run_start(p, &started));
        if (!started) {
            *waits = true;
            break;
        }
    }
    return TS_OK;
}

/* Runs whose process and pipe have ended.  Events of one may pause or submit, never end another. */
static ts_err finish_ended(ts_pool *p, bool *any) {
    for (size_t i = 0; i < p->runs;) {
        ts_run *r = p->running[i];
        if (!r->gone || !r->pipe_ended || (r->paused && !r->killed) || r->waits || ts_run_complete(r)) {
            i++;
            continue;
        }
        *any = true;
        p->running[i] = p->running[--p->runs];
        ts_err err = ts_run_finish(p, r);
        ts_run_spare(p, r);
        TS_TRY(err);
    }
    return TS_OK;
}

/* Goes on with what was read before a pause. */
static ts_err take_up_again(ts_pool *p) {
    for (size_t i = 0; i < p->runs; i++)
        if (!p->running[i]->paused && !p->running[i]->held && p->running[i]->in_at < p->running[i]->in.len)
            TS_TRY(ts_run_read(p, p->running[i], false));
    return TS_OK;
}

static double deadline_of(const ts_pool *p, const ts_run *r) {
    double silence = p->options.time_limit ? p->options.time_limit : ts_run_silence(r);
    return r->killed ? r->killed_at + KILL_PATIENCE : r->heard + silence * r->scale;
}

static ts_err end_silent(ts_pool *p) {
    double now = ts_monotonic_seconds();
    for (size_t i = 0; i < p->runs; i++) {
        ts_run *r = p->running[i];
        if (ts_run_blocked(p, r))
            r->heard = now;
        if ((r->paused && !r->killed) || r->gone || now < deadline_of(p, r))
            continue;
        if (r->killed)
            return zygote_lost(p, r->profile); /* it does not obey: stopped, or worse */
        ts_run_kill(p, r, TS_REASON_TIMEOUT, true, "the reader was silent for too long");
    }
    return TS_OK;
}

static int patience(const ts_pool *p, bool waits) {
    double now = ts_monotonic_seconds(), least = waits ? 0.05 : 3600;
    for (size_t i = 0; i < p->runs; i++) {
        const ts_run *r = p->running[i];
        if (r->waits)
            return 0;
        if (r->gone || (r->paused && !r->killed))
            continue;
        double left = deadline_of(p, r) - now;
        least = left < least ? left : least;
    }
    return least <= 0 ? 0 : (int)(least * 1000) + 1;
}

/* A worker says a little at each of its items.  To be woken for each costs both sides more than small items themselves, so
 * after a little the next is let come together; the end of a process is heard at once.  It never waits for us: its pipe has room. */
static void let_come_together(ts_pool *p) {
    struct pollfd poll_fd[TS_PROFILES];
    if (!p->little)
        return;
    p->little = false;
    for (int i = 0; i < TS_PROFILES; i++)
        poll_fd[i] = (struct pollfd){.fd = p->zygote[i].pid ? p->zygote[i].socket : -1, .events = POLLIN};
    (void)poll(poll_fd, TS_PROFILES, TOGETHER_MS);
}

/* Data first: a worker's last words come before the news of its end.  But none before its program is known to be ours. */
static ts_err wait_once(ts_pool *p, bool waits) {
    size_t n = 0, runs = p->runs;
    let_come_together(p);
    struct pollfd *poll_fd = ts_alloc_array(runs + TS_PROFILES, sizeof *poll_fd);
    for (size_t i = 0; i < runs; i++) {
        const ts_run *r = p->running[i];
        bool known = p->zygote[r->profile].ready || r->gone;
        bool wanted = known && !r->paused && !r->pipe_ended && !r->waits && !ts_run_blocked(p, r);
        poll_fd[n++] = (struct pollfd){.fd = wanted ? p->running[i]->pipe : -1, .events = POLLIN};
    }
    for (int i = 0; i < TS_PROFILES; i++)
        poll_fd[n++] = (struct pollfd){.fd = p->zygote[i].pid ? p->zygote[i].socket : -1, .events = POLLIN};
    ts_err err = TS_OK;
    if (poll(poll_fd, n, patience(p, waits)) < 0 && errno != EINTR)
        err = ts_fail(TS_EIO, "waiting for workers failed: %s", strerror(errno));
    for (size_t i = 0; i < runs && err == TS_OK; i++)
        if (poll_fd[i].revents)
            err = ts_run_read(p, p->running[i], true);
    for (int i = 0; i < TS_PROFILES && err == TS_OK; i++)
        if (poll_fd[runs + (size_t)i].revents)
            err = read_zygote(p, (ts_profile)i);
    ts_free(poll_fd);
    return err;
}

static ts_err wait_for_some(ts_pool *p, bool *idle) {
    bool ended = false, waits;
    TS_TRY(take_up_again(p));
    TS_TRY(finish_ended(p, &ended));
    TS_TRY(start_queued(p, &waits));
    *idle = p->runs == 0 && p->queued == 0;
    if (*idle || ended || (busy(p) == 0 && !waits))
        return TS_OK;
    TS_TRY(wait_once(p, waits));
    TS_TRY(end_silent(p));
    TS_TRY(finish_ended(p, &ended));
    TS_TRY(start_queued(p, &waits));
    *idle = p->runs == 0 && p->queued == 0;
    return TS_OK;
}

/* What a worker said while its parent was busy elsewhere was not heard: that is no silence. */
static void excuse(ts_pool *p) {
    double away = p->left > 0 ? ts_monotonic_seconds() - p->left : 0;
    for (size_t i = 0; i < p->runs && away > 1; i++)
        p->running[i]->heard += away;
}

ts_err ts_pool_wait(ts_pool *p, bool *idle) {
    if (p->failed)
        return ts_fail(p->failed, "%s", p->message);
    bool now_idle = false;
    excuse(p);
    ts_err err = wait_for_some(p, &now_idle);
    p->left = ts_monotonic_seconds();
    if (err) {
        p->failed = err;
        snprintf(p->message, sizeof p->message, "%s", ts_error_text());
        return err;
    }
    *idle = now_idle;
    return TS_OK;
}

bool ts_pool_slowest(const ts_pool *p, uint64_t *item, double *seconds) {
    const ts_run *slowest = NULL;
    for (size_t i = 0; i < p->runs; i++) {
        const ts_run *r = p->running[i];
        if (!r->gone && r->reply.ended < r->n && (!slowest || r->begun < slowest->begun))
            slowest = r;
    }
    if (!slowest)
        return false;
    *item = slowest->item[slowest->reply.ended].id;
    *seconds = ts_monotonic_seconds() - slowest->begun;
    return true;
}

unsigned ts_pool_jobs_of(const ts_pool *p, ts_profile profile) {
    unsigned n = 0;
    for (size_t i = 0; i < p->runs; i++)
        n += p->running[i]->profile == profile;
    for (const ts_run *r = p->first; r; r = r->next)
        n += r->profile == profile;
    return n;
}

double ts_pool_seconds_of(const ts_pool *p, ts_profile profile) { return p->seconds[profile]; }

double ts_pool_worker_cpu(const ts_pool *p) { return p->cpu; }

uint32_t ts_pool_layers(const ts_pool *p) { return p->layers; }
