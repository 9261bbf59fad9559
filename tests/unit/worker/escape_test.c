/* escape_test.c - a reader that was taken over: it dies, its item says why, its neighbours are read.
 *
 * As root and as nobody, with Landlock and without it; TS_HOSTILE is the program built for this.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "support/pool_log.h"
#include "support/test.h"
#include "worker/wire.h"

static pool_log log_;

typedef struct row {
    const char *text;
    ts_reason reason;
    bool unstable;
    const char *message; /* a part of it */
} row;

static const row escapes[] = {
    {"ESCAPE:open\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:creat\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:socket\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:udp\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:connect\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:exec\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:fork\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:vfork\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:ptrace\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:kill\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:mmapexec\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:mprotect\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:memfd\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:seccomp\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:io_uring\n", TS_REASON_POLICY, false, "system call"},
#if defined(__x86_64__)
    {"ESCAPE:int80\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:x32\n", TS_REASON_POLICY, false, "system call"},
#endif
#ifndef TS_SANITIZED /* whose reports make calls of their own */
    {"ESCAPE:write\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:prctl\n", TS_REASON_POLICY, false, "system call"},
    {"ESCAPE:bomb\n", TS_REASON_MEMORY, true, "memory"},
    {"ESCAPE:abort\n", TS_REASON_CRASHED, false, "crashed"},
    {"ESCAPE:crash\n", TS_REASON_CRASHED, false, "crashed"},
#endif
    {"ESCAPE:exit\n", TS_REASON_CRASHED, false, "before its time"},
    {"ESCAPE:sandbox-status\n", TS_REASON_CRASHED, false, "before its time"},
};

static const row lies[] = {
    {"LIE:length\n", TS_REASON_CRASHED, false, "no frame"},
    {"LIE:item\n", TS_REASON_CRASHED, false, "another item"},
    {"LIE:order\n", TS_REASON_CRASHED, false, "without a child"},
    {"LIE:sequence\n", TS_REASON_CRASHED, false, "out of sequence"},
    {"LIE:hello\n", TS_REASON_CRASHED, false, "out of sequence"},
    {"LIE:utf8\n", TS_REASON_CRASHED, false, "note"},
    {"LIE:end\n", TS_REASON_CRASHED, false, "an end out of"},
    {"LIE:noise\n", TS_REASON_CRASHED, false, "no frame"},
    {"LIE:offsets\n", TS_REASON_CRASHED, false, "a mention out of"},
    {"LIE:endless\n", TS_REASON_CRASHED, false, "more than an item may send"},
};

static const row stalls[] = {
    {"ESCAPE:spin\n", TS_REASON_TIMEOUT, true, "silent"},
    {"ESCAPE:silence\n", TS_REASON_TIMEOUT, true, "silent"},
};

/* Bad items each between two good ones, all in one batch. */
static void check_rows(const row *rows, size_t n, unsigned time_limit) {
    static const char good[] = "Write to amal@trust.example today\n";
    const char *text[128];
    ts_job_item item[128];
    for (size_t i = 0; i < n; i++) {
        text[2 * i] = good;
        text[2 * i + 1] = rows[i].text;
    }
    text[2 * n] = good;
    int fd = pool_log_items(text, 2 * n + 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.jobs = 2, .want = TS_WANT_VALUES, .time_limit = time_limit});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 2 * n + 1) == TS_OK);
    CHECK(pool_log_finish(&log_) == TS_OK);
    for (size_t i = 0; i <= 2 * n; i++) {
        const pool_log_item *it = &log_.item[i];
        CHECK_ROW(it->ends == 1, text[i]);
        if (i % 2 == 0) {
            CHECK_ROW(it->end.reason == TS_READ && it->mentions == 1 && it->end.unread == 0, text[i]);
            continue;
        }
        const row *r = &rows[i / 2];
        CHECK_ROW(it->end.reason == r->reason, it->end.message);
        CHECK_ROW(it->end.unread == strlen(r->text) && it->end.unstable == r->unstable, r->text);
        CHECK_ROW(!r->message || strstr(it->end.message, r->message), it->end.message);
        CHECK_ROW(it->mentions == 0 && it->segments == 0 && it->notes == 0, r->text); /* nothing it sent counts */
    }
    CHECK(access("/tmp/touchstone-escaped", F_OK) != 0);
    ts_pool_free(p);
    ts_fs_close(&fd);
}

#ifndef TS_SANITIZED
/* Its second reading, with four times the limits, gets the parts again. */
TEST(what_a_backstop_ends_in_parts_is_tried_again) {
    static const char *const piece[] = {"ESC", "APE:bo", "mb\n"};
    pool_log_use(TS_HOSTILE, "parts");
    ts_job_part part[3];
    for (size_t i = 0; i < 3; i++) {
        part[i] = (ts_job_part){.fd = -1, .len = strlen(piece[i])};
        CHECK(ts_fs_memory("part", &part[i].fd) == TS_OK &&
              ts_fs_write_all(part[i].fd, ts_str(piece[i]), "part") == TS_OK);
    }
    const ts_job_item item = {.id = 0, .fd = -1, .len = 12, .part = part, .parts = 3};
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.jobs = 1, .want = TS_WANT_VALUES});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, &item, 1) == TS_OK && pool_log_finish(&log_) == TS_OK);
    CHECK_ROW(log_.item[0].end.reason == TS_REASON_MEMORY && log_.item[0].end.unstable, log_.item[0].end.message);
    CHECK(log_.item[0].ends == 1 && log_.item[0].begins == 3 && log_.item[0].end.unread == 12);
    ts_pool_free(p);
    for (size_t i = 0; i < 3; i++)
        ts_fs_close(&part[i].fd);
}
#endif

static void check_all(void) {
    check_rows(escapes, TEST_COUNT(escapes), 10);
    check_rows(lies, TEST_COUNT(lies), 10);
}

static bool landlock(void) { return ts_pool_layers(log_.pool) & TS_LAYER_LANDLOCK; }

TEST(with_every_layer_of_this_machine) {
    pool_log_use(TS_HOSTILE, "with-landlock");
    check_all();
    test_again_as_nobody("with_every_layer_of_this_machine");
}

TEST(without_landlock) {
    pool_log_use(TS_HOSTILE, "without-landlock");
    check_all();
    test_again_as_nobody("without_landlock");
}

static void one_good_item(void) {
    static const char *const text[] = {"Write to amal@trust.example today\n"};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_VALUES});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK && pool_log_finish(&log_) == TS_OK);
    ts_fs_close(&fd);
}

TEST(the_layers_are_told_as_they_are) {
    uint32_t must = TS_LAYER_NO_NEW_PRIVS | TS_LAYER_SECCOMP | TS_LAYER_LIMITS;
    pool_log_use(TS_HOSTILE, "layers");
    one_good_item();
    uint32_t layers = ts_pool_layers(log_.pool);
    CHECK((layers & must) == must && (getuid() != 0 || layers & TS_LAYER_OWN_UID));
    bool had = landlock();
    ts_pool_free(log_.pool);
    pool_log_use(TS_HOSTILE, "layers-without-landlock");
    one_good_item();
    CHECK(!landlock());
    if (!had)
        fprintf(stderr, "note: this kernel has no Landlock; both runs were without it\n");
    ts_pool_free(log_.pool);
}

/* A passphrase may stand there. */
TEST(no_environment_goes_along) {
    CHECK(setenv("TOUCHSTONE_PASSPHRASE", "correct horse", 1) == 0);
    pool_log_use(TS_HOSTILE, "environment");
    static const char *const text[] = {"LOOK:environment\n"};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_VALUES});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK && pool_log_finish(&log_) == TS_OK);
    CHECK_ROW(log_.item[0].ends == 1 && log_.item[0].end.reason == TS_READ, log_.item[0].end.message);
    ts_pool_free(p);
    ts_fs_close(&fd);
    CHECK(unsetenv("TOUCHSTONE_PASSPHRASE") == 0);
}

TEST(a_reader_that_stands_still_is_ended) { /* 1 s in the batch, 4 s alone */
    pool_log_use(TS_HOSTILE, "stalls");
    check_rows(stalls, TEST_COUNT(stalls), 1);
}
