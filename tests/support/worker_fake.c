/* worker_fake.c - a worker program that is out of order: the name of the directory that it stands in says how.
 *
 * It speaks to its parent as a zygote does and reads no item.  Built for tests alone and installed nowhere.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/mem.h"
#include "worker/control.h"
#include "worker/sandbox.h"

static ts_control_job job;

static void ready(uint32_t good, const char *version, const char *message) {
    ts_control_ready r = {.type = TS_CONTROL_READY, .good = good};
    snprintf(r.version, sizeof r.version, "%s", version);
    snprintf(r.message, sizeof r.message, "%s", message);
    ts_control_send(TS_CONTROL_FD, &r, sizeof r, NULL, 0);
}

static void gone(uint32_t number, int status) {
    const ts_control_gone g = {.type = TS_CONTROL_GONE, .job = number, .status = status};
    ts_control_send(TS_CONTROL_FD, &g, sizeof g, NULL, 0);
}

static void frame(int to, ts_frame_type type, uint32_t sequence, ts_span payload, size_t cut) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_frame_put(&b, &(ts_frame){(uint16_t)type, 0, sequence, payload});
    if (write(to, b.ptr, b.len - cut) < 0)
        _exit(1);
}

/* It greets and begins the only item; whole: it ends it, too. */
static void answer(int to, bool whole) {
    frame(to, TS_FRAME_HELLO, 0, ts_span_of("\x03\0\0\0", 4), 0);
    frame(to, TS_FRAME_BEGIN, 1, (ts_span){0}, 0);
    if (!whole)
        return;
    const ts_wire_end end = {.content = 7};
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add(&b, ts_span_of(&end, sizeof end));
    ts_buf_add_counted(&b, ts_str("plain"));
    ts_buf_add_counted(&b, (ts_span){0});
    frame(to, TS_FRAME_END, 2, ts_buf_span(&b), 0);
}

/* The first program of this directory alone: it leaves a mark. */
static bool is_first(const char *self) {
    char path[4096];
    snprintf(path, sizeof path, "%s.was-here", self);
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static void work(const char *self, int to) {
    int status = 0;
    if (strstr(self, "/older/")) { /* it answers before it says what it is */
        answer(to, true);
        ready(1, "0.0.1/1", "");
        poll(NULL, 0, -1);
    } else if (strstr(self, "/shut-out/")) {
        status = TS_EXIT_SANDBOX << 8;
    } else if (strstr(self, "/wordless/")) {
        status = 1 << 8;
    } else if (strstr(self, "/out-of-time/")) {
        answer(to, false);
        status = SIGXCPU;
    } else if (strstr(self, "/half-a-frame/")) {
        answer(to, false);
        frame(to, TS_FRAME_NOTE, 2, ts_str("a note"), 3);
        status = 1 << 8;
    } else if (strstr(self, "/deaf/") && is_first(self)) {
        answer(to, false);
        poll(NULL, 0, -1); /* neither a word nor an end, whatever it is told */
    } else {
        gone(job.job + 1000, SIGKILL); /* of a job that nobody gave it */
        answer(to, true);
    }
    close(to);
    gone(job.job, status);
}

int main(int argc, char **argv) {
    int fd[TS_CONTROL_FDS + 1];
    size_t fds = 0;
    ts_control_setup setup;
    char version[32];
    (void)argc;
    if (ts_control_receive(TS_CONTROL_FD, &setup, sizeof setup, fd, &fds, 0) != sizeof setup ||
        strstr(argv[0], "/ending/"))
        return 1;
    snprintf(version, sizeof version, "%s/%d", TS_VERSION, TS_WIRE_VERSION);
    if (strstr(argv[0], "/refusing/"))
        ready(0, version, "this kernel has none of it");
    else if (!strstr(argv[0], "/older/"))
        ready(1, version, "");
    while (ts_control_receive(TS_CONTROL_FD, &job, sizeof job, fd, &fds, 0) > 0)
        if (job.type == TS_CONTROL_JOB && fds > 0) {
            for (size_t i = 1; i < fds; i++)
                close(fd[i]);
            work(argv[0], fd[0]);
        }
    return 0;
}
