/* faulty_test.c - what the parent does with a worker program that is out of order, and where the system gives it nothing.
 *
 * The calls below go through this file first (meson.build): the next one of a name can be made to fail.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fs.h"
#include "support/pool_log.h"
#include "support/test.h"
#include "worker/control.h"

static struct {
    const char *call;
    int error;
    unsigned after; /* so many calls of it first */
} fault;

static bool fails(const char *call) {
    if (!fault.call || strcmp(fault.call, call) != 0 || fault.after-- > 0)
        return false;
    fault.call = NULL;
    errno = fault.error;
    return true;
}

#define STEP(type, name, failed, params, ...) \
    type __real_##name params;                \
    type __wrap_##name params;                \
    type __wrap_##name params { return fails(#name) ? (type)(failed) : __real_##name(__VA_ARGS__); }
STEP(int, pipe2, -1, (int fd[2], int flags), fd, flags)
STEP(int, socketpair, -1, (int domain, int kind, int protocol, int fd[2]), domain, kind, protocol, fd)
STEP(int, memfd_create, -1, (const char *name, unsigned flags), name, flags)
STEP(int, poll, -1, (struct pollfd * fd, nfds_t n, int patience), fd, n, patience)
STEP(bool, ts_control_send, false, (int sock, const void *message, size_t len, const int *fd, size_t fds), sock,
     message, len, fd, fds)

static pool_log log_;

static bool told(const char *words) { return strstr(ts_error_text(), words) != NULL; }

/* n items through the program at hand. */
static ts_err run(size_t n, ts_pool_options options) {
    static const char *const text[] = {"one\n", "two\n", "three\n", "four\n"};
    ts_job_item item[4];
    int fd = pool_log_items(text, n, item);
    ts_pool *p = pool_log_start(&log_, options);
    for (size_t i = 0; i < n; i++) /* each in a job of its own */
        CHECK(ts_pool_submit(p, TS_PROFILE_OWN, &item[i], 1) == TS_OK);
    ts_err err = pool_log_finish(&log_);
    ts_pool_free(p);
    ts_fs_close(&fd);
    return err;
}

static bool read_whole(uint64_t item) {
    const pool_log_item *i = &log_.item[item];
    return i->begins == 1 && i->ends == 1 && i->end.reason == TS_READ && i->end.content == 7;
}

static const ts_pool_options usual = {.want = TS_WANT_VALUES, .jobs = 2};

/* ---- programs ---- */

TEST(a_program_in_order_reads_each_item_once) {
    pool_log_use(TS_FAKE, "in-order"); /* it also speaks of jobs that nobody gave it */
    CHECK(run(4, usual) == TS_OK);
    for (uint64_t i = 0; i < 4; i++)
        CHECK(read_whole(i));
}

TEST(a_program_that_ends_each_time_ends_the_run) {
    pool_log_use(TS_FAKE, "ending");
    CHECK(run(1, usual) == TS_EIO);
    CHECK_ROW(told("ends each time it is started"), ts_error_text());
    CHECK(log_.item[0].begins == 0);
}

TEST(what_a_program_says_against_starting_is_passed_on) {
    pool_log_use(TS_FAKE, "refusing");
    CHECK(run(1, usual) == TS_EPOLICY);
    CHECK_ROW(told("this kernel has none of it"), ts_error_text());
}

TEST(a_program_of_another_version_reads_nothing) {
    pool_log_use(TS_FAKE, "older");
    CHECK(run(1, usual) == TS_EPOLICY);
    CHECK_ROW(told("another version than touchstone"), ts_error_text());
    CHECK(log_.item[0].ends == 0);
}

/* No item is blamed for a machine on which none can be read. */
TEST(a_process_that_never_began_ends_the_run) {
    static const char *const rows[] = {"shut-out", "wordless"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        pool_log_use(TS_FAKE, rows[i]);
        CHECK_ROW(run(1, usual) == TS_EPOLICY, rows[i]);
        CHECK_ROW(told("could not be started inside its sandbox"), ts_error_text());
        CHECK_ROW(log_.item[0].begins == 0 && log_.item[0].ends == 0, rows[i]);
    }
}

TEST(an_item_that_uses_up_its_time_twice_is_given_up) {
    pool_log_use(TS_FAKE, "out-of-time");
    CHECK(run(1, usual) == TS_OK);
    const ts_item_end *end = &log_.item[0].end;
    CHECK(log_.item[0].ends == 1 && end->reason == TS_REASON_TIMEOUT && end->died && end->unstable);
    CHECK_ROW(strstr(end->message, "used up its processor time"), end->message);
    CHECK(end->unread == 4);
}

TEST(a_reply_that_ends_within_a_frame_is_no_reply) {
    pool_log_use(TS_FAKE, "half-a-frame");
    CHECK(run(1, usual) == TS_OK);
    const ts_item_end *end = &log_.item[0].end;
    CHECK(log_.item[0].ends == 1 && end->reason == TS_REASON_CRASHED && end->died && log_.item[0].notes == 0);
    CHECK_ROW(strstr(end->message, "a frame is cut short"), end->message);
}

/* Told to end a job, it does not: it is replaced, and the item is read by the next one. */
TEST(a_program_that_does_not_obey_is_replaced) {
    pool_log_use(TS_FAKE, "deaf");
    ts_pool_options o = usual;
    o.time_limit = 1;
    CHECK(run(1, o) == TS_OK);
    CHECK(log_.item[0].ends == 1 && log_.item[0].end.reason == TS_READ);
}

/* ---- the system ---- */

TEST(a_pool_that_cannot_be_made_leaves_nothing) {
    for (unsigned at = 0; at < 2; at++) { /* the hints, the secrets */
        const ts_pool_events none = {0};
        ts_pool *p = NULL;
        fault.call = "memfd_create", fault.error = EMFILE, fault.after = at;
        CHECK(ts_pool_new(&usual, &none, &p) == TS_EIO && p == NULL && !fault.call);
        CHECK_ROW(told("no file in memory"), ts_error_text());
    }
}

TEST(what_the_system_will_not_give_ends_the_run_and_is_named) {
    static const struct {
        const char *call;
        int error;
        unsigned after;
        const char *told;
    } rows[] = {{"pipe2", EMFILE, 0, "no pipe for a worker"},
                {"pipe2", EINVAL, 1, "no pipe for a worker"},
                {"socketpair", EMFILE, 0, "no socket for a worker"},
                {"ts_control_send", EINVAL, 0, "does not answer"}, /* the setup */
                {"ts_control_send", EINVAL, 1, "a job could not be handed to a worker"},
                {"poll", EINVAL, 0, "waiting for workers failed"}};
    pool_log_use(TS_FAKE, "system");
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        fault.call = rows[i].call, fault.error = rows[i].error, fault.after = rows[i].after;
        CHECK_ROW(run(3, usual) == TS_EIO, rows[i].told);
        CHECK_ROW(told(rows[i].told), ts_error_text());
        CHECK_ROW(!fault.call, rows[i].told);
    }
}

/* While something runs, its end gives back what was short. */
TEST(what_is_short_for_a_while_is_waited_for) {
    static const struct {
        const char *call;
        int error;
        unsigned after;
    } rows[] = {{"pipe2", EMFILE, 1},
                {"ts_control_send", EAGAIN, 1},
                {"ts_control_send", EAGAIN, 2},
                {"ts_control_send", EPIPE, 2},
                {"poll", EINTR, 0}};
    pool_log_use(TS_FAKE, "for-a-while");
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        fault.call = rows[i].call, fault.error = rows[i].error, fault.after = rows[i].after;
        CHECK_ROW(run(4, usual) == TS_OK && !fault.call, rows[i].call);
        for (uint64_t k = 0; k < 4; k++)
            CHECK_ROW(read_whole(k), rows[i].call);
    }
}

/* ---- who listens ---- */

static ts_err refuse(void *context, uint64_t item) {
    (void)context;
    return ts_fail(TS_EIO, "item %d cannot be kept", (int)item);
}

TEST(what_stops_the_listener_stops_the_pool) {
    pool_log_use(TS_FAKE, "listener");
    const char *text[1] = {"one\n"};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    const ts_pool_events events = {.begin = refuse};
    ts_pool *p = NULL;
    bool idle = false;
    ts_err err = TS_OK;
    CHECK(ts_pool_new(&usual, &events, &p) == TS_OK && ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK);
    while (!err && !idle)
        err = ts_pool_wait(p, &idle);
    CHECK(err == TS_EIO && told("item 0 cannot be kept"));
    ts_pool_free(p);
    ts_fs_close(&fd);
}
