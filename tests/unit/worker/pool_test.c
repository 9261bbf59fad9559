/* pool_test.c - items come back as they are, whatever dies, stops or holds up on the way. */
#include "worker/pool.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "support/pool_log.h"
#include "support/test.h"

static pool_log log_;
static const char good[] = "Write to amal@trust.example today\n";

/* The processes whose parent is `parent`; 0 where there is none. */
static pid_t child_of(pid_t parent) {
    DIR *proc = opendir("/proc");
    pid_t found = 0;
    for (struct dirent *e; proc && !found && (e = readdir(proc));) {
        char path[300], line[512] = "";
        snprintf(path, sizeof path, "/proc/%s/stat", e->d_name);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            continue;
        ssize_t n = read(fd, line, sizeof line - 1);
        close(fd);
        const char *after = n > 0 ? strrchr(line, ')') : NULL;
        int of = 0;
        char state = 0;
        if (after && sscanf(after, ") %c %d", &state, &of) == 2 && of == parent && state != 'Z')
            found = (pid_t)strtol(e->d_name, NULL, 10);
    }
    if (proc)
        closedir(proc);
    return found;
}

static void pause_it(pool_log *log, uint64_t item) {
    log->item[item].paused = true;
    ts_pool_pause(log->pool, item);
}

/* n good items, spread over `files` files. */
static void run_many(size_t n, size_t files, ts_profile profile, ts_pool_options options) {
    static ts_job_item item[POOL_LOG_ITEMS];
    int fd[512];
    for (size_t i = 0; i < files; i++) {
        const char *text[1] = {good};
        ts_job_item one[1];
        fd[i] = pool_log_items(text, 1, one);
    }
    for (size_t i = 0; i < n; i++)
        item[i] = (ts_job_item){.id = i, .fd = fd[i % files], .at = i % 2 ? 9 : 0, .len = i % 2 ? 18 : sizeof good - 1};
    void (*on_begin)(pool_log *, uint64_t) = log_.on_begin;
    ts_pool *p = pool_log_start(&log_, options);
    log_.on_begin = on_begin;
    CHECK(ts_pool_submit(p, profile, item, n) == TS_OK);
    CHECK(pool_log_finish(&log_) == TS_OK);
    for (size_t i = 0; i < n; i++)
        CHECK(log_.item[i].ends == 1 && log_.item[i].end.reason == TS_READ && log_.item[i].mentions == 1);
    ts_pool_free(p);
    for (size_t i = 0; i < files; i++)
        ts_fs_close(&fd[i]);
}

TEST(a_batch_larger_than_a_message_is_read_whole) {
    pool_log_use(TS_WORKER, "many");
    run_many(1500, 1, TS_PROFILE_OWN, (ts_pool_options){.want = TS_WANT_VALUES, .jobs = 2});
    run_many(900, 400, TS_PROFILE_OWN,
             (ts_pool_options){.want = TS_WANT_SIGHTINGS, .jobs = 3}); /* more files than one message takes */
    run_many(20, 3, TS_PROFILE_PDF, (ts_pool_options){.want = TS_WANT_VALUES, .jobs = 2});
}

/* A thousand and more small items: whoever is woken for each spends more on it than on the items. */
TEST(what_is_said_of_small_items_is_heard_together) {
    pool_log_use(TS_WORKER, "together");
    struct rusage before, after;
    CHECK(getrusage(RUSAGE_SELF, &before) == 0);
    double begun = ts_monotonic_seconds();
    run_many(1800, 1, TS_PROFILE_OWN, (ts_pool_options){.want = TS_WANT_VALUES, .jobs = 1});
    double milliseconds = (ts_monotonic_seconds() - begun) * 1000;
    CHECK(getrusage(RUSAGE_SELF, &after) == 0);
    long waits = after.ru_nvcsw - before.ru_nvcsw;
    CHECK((double)waits < milliseconds + 150);
}

TEST(a_value_comes_with_its_surroundings_and_its_place) {
    pool_log_use(TS_WORKER, "values");
    const char *text[1] = {good};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_VALUES | TS_WANT_TEXT, .context = 4});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK && pool_log_finish(&log_) == TS_OK);
    CHECK_ROW(strcmp(log_.item[0].first_value, " to <amal@trust.example> tod@9") == 0, log_.item[0].first_value);
    CHECK(log_.item[0].text_bytes == sizeof good - 1 && log_.item[0].segments == 1);
    ts_pool_free(p);
    ts_fs_close(&fd);
}

TEST(a_confidence_under_the_floor_is_not_sent) {
    pool_log_use(TS_WORKER, "floor");
    const char *text[1] = {good};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_VALUES, .min_confidence = 100});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK && pool_log_finish(&log_) == TS_OK);
    CHECK(log_.item[0].ends == 1 && log_.item[0].mentions == 0);
    ts_pool_free(p);
    ts_fs_close(&fd);
}

TEST(the_parents_own_check_stands_above_the_worker) {
    pool_log_use(TS_WORKER, "check");
    const char *text[1] = {good};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_SIGHTINGS});
    log_.refuse_mentions = true;
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK && pool_log_finish(&log_) == TS_OK);
    CHECK(log_.item[0].end.reason == TS_REASON_CRASHED && log_.item[0].mentions == 0);
    ts_pool_free(p);
    ts_fs_close(&fd);
}

/* ---- items in parts ---- */

/* The text over n descriptors, cut at about equal places. */
static ts_job_item in_parts(const char *text, size_t n, ts_job_part *part) {
    size_t len = strlen(text), at = 0;
    for (size_t i = 0; i < n; i++) {
        size_t to = len * (i + 1) / n;
        part[i] = (ts_job_part){.fd = -1, .at = 1, .len = to - at};
        CHECK(ts_fs_memory("part", &part[i].fd) == TS_OK && ts_fs_write_all(part[i].fd, ts_str("x"), "part") == TS_OK);
        CHECK(ts_fs_write_all(part[i].fd, ts_slice(ts_str(text), at, to - at), "part") == TS_OK);
        at = to;
    }
    return (ts_job_item){.fd = -1, .len = len, .part = part, .parts = n};
}

static void close_parts(ts_job_part *part, size_t n) {
    for (size_t i = 0; i < n; i++)
        ts_fs_close(&part[i].fd);
}

/* Between others, whose descriptors share a message; and with as many of its own as there may be. */
static void read_in_parts(size_t parts, ts_profile profile) {
    static ts_job_part part[TS_LIMIT_PARTS];
    const char *text[2] = {good, good};
    ts_job_item item[4];
    int fd = pool_log_items(text, 2, item);
    item[3] = item[1];
    item[2] = item[1] = in_parts(good, parts, part);
    for (size_t i = 0; i < 4; i++)
        item[i].id = i;
    void (*on_begin)(pool_log *, uint64_t) = log_.on_begin;
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_VALUES | TS_WANT_TEXT, .jobs = 2});
    log_.on_begin = on_begin;
    CHECK(ts_pool_submit(p, profile, item, 4) == TS_OK && pool_log_finish(&log_) == TS_OK);
    for (size_t i = 0; i < 4; i++) {
        const pool_log_item *it = &log_.item[i];
        CHECK_ROW(it->ends == 1 && it->end.reason == TS_READ && it->end.unread == 0, it->end.message);
        CHECK(it->mentions == 1 && it->text_bytes == sizeof good - 1);
    }
    ts_pool_free(p);
    close_parts(part, parts);
    ts_fs_close(&fd);
}

TEST(an_item_in_parts_is_read_as_one) {
    pool_log_use(TS_WORKER, "parts");
    read_in_parts(2, TS_PROFILE_OWN);
    read_in_parts(sizeof good - 1, TS_PROFILE_OWN); /* a byte each */
    read_in_parts(TS_LIMIT_PARTS, TS_PROFILE_OWN);
    read_in_parts(TS_LIMIT_PARTS, TS_PROFILE_PDF);
}

/* ---- killed from outside ---- */

static unsigned strikes;
static void kill_zygote(pool_log *log, uint64_t item) {
    (void)log;
    pid_t zygote = child_of(getpid());
    if (item % 97 == 5 && strikes < 5 && zygote) { /* 0: still dying of the last */
        strikes++;
        kill(zygote, SIGKILL);
    }
}
static void kill_second(pool_log *log, uint64_t item) {
    if (item == 1 && log->item[item].begins == 1)
        kill_zygote(log, 5);
}
/* The pipe holds a mebibyte, so the worker of a larger item still lives when its beginning is read. */
static void kill_worker(pool_log *log, uint64_t item) {
    pid_t zygote = child_of(getpid()), worker = zygote ? child_of(zygote) : 0;
    if (item % 2 == 1 && log->item[item].begins == 1 && worker) {
        strikes++;
        kill(worker, SIGKILL);
    }
}

TEST(a_worker_without_its_filter_is_not_listened_to) {
    pool_log_use(TS_HOSTILE, "without-filter");
    const char *text[1] = {good};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_VALUES});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK);
    CHECK(pool_log_finish(&log_) == TS_EPOLICY && log_.item[0].mentions == 0 && log_.item[0].ends == 0);
    ts_pool_free(p);
    ts_fs_close(&fd);
}

TEST(kill_9_of_a_zygote_costs_time_alone) {
    pool_log_use(TS_WORKER, "kill-zygote");
    strikes = 0;
    log_.on_begin = kill_zygote;
    run_many(1000, 2, TS_PROFILE_OWN, (ts_pool_options){.want = TS_WANT_VALUES, .jobs = 2});
    CHECK(strikes > 0);
    strikes = 0;
    log_.on_begin = kill_second;
    read_in_parts(3, TS_PROFILE_OWN);
    CHECK(strikes > 0);
    log_.on_begin = NULL;
}

enum { LARGE = 4 * 1024 * 1024, LARGE_ITEMS = 6 };

static void run_large(ts_profile profile, unsigned jobs, uint64_t pause_after, void (*on_begin)(pool_log *, uint64_t)) {
    char *text = ts_alloc(LARGE + 1);
    for (size_t i = 0; i < LARGE; i++)
        text[i] = i % 64 == 63 ? '\n' : 'x';
    ts_job_item item[LARGE_ITEMS];
    const char *texts[1] = {text};
    int fd = pool_log_items(texts, 1, item);
    for (size_t i = 1; i < LARGE_ITEMS; i++)
        item[i] = (ts_job_item){.id = i, .fd = fd, .len = LARGE};
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_TEXT, .jobs = jobs});
    log_.on_begin = on_begin;
    log_.pause_after = pause_after;
    CHECK(ts_pool_submit(p, profile, item, LARGE_ITEMS) == TS_OK && pool_log_finish(&log_) == TS_OK);
    for (size_t i = 0; i < LARGE_ITEMS; i++)
        CHECK(log_.item[i].ends == 1 && log_.item[i].end.reason == TS_READ && log_.item[i].text_bytes == LARGE);
    ts_pool_free(p);
    ts_fs_close(&fd);
    ts_free(text);
}

TEST(kill_9_of_a_worker_costs_time_alone) {
    pool_log_use(TS_WORKER, "kill-worker");
    strikes = 0;
    run_large(TS_PROFILE_OWN, 1, 0, kill_worker);
    CHECK(strikes >= LARGE_ITEMS / 2);
    strikes = 0;
    run_large(TS_PROFILE_PDF, 1, 0, kill_worker);
    CHECK(strikes >= LARGE_ITEMS / 2);
}

TEST(a_paused_job_holds_no_slot_and_loses_nothing) {
    pool_log_use(TS_WORKER, "pause");
    run_large(TS_PROFILE_PDF, 1, 2 * TS_MIB, NULL);
    CHECK(log_.pauses == LARGE_ITEMS);
    CHECK(log_.all_paused); /* the one slot was given on each time */
}

/* ---- held ---- */

/* A pool that holds the reply to a text of so many bytes. */
static ts_pool *hold(size_t bytes, size_t room, int *fd) {
    char *text = ts_alloc(bytes + 1);
    for (size_t i = 0; i < bytes; i++)
        text[i] = i % 64 == 63 ? '\n' : 'x';
    const char *texts[1] = {text};
    ts_job_item item[1];
    *fd = pool_log_items(texts, 1, item);
    item[0].held = true;
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_TEXT, .jobs = 1, .held = room});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK);
    ts_free(text);
    return p;
}

static ts_pool *hold_large(size_t room, int *fd) { return hold(LARGE, room, fd); }

/* Waits until the reply is all there, or stands for a while. */
static bool complete(ts_pool *p) {
    bool idle = false;
    for (int i = 0, still = 0; i < 4000 && still < 20 && !ts_pool_complete(p, 0); i++) {
        CHECK(ts_pool_wait(p, &idle) == TS_OK && !idle);
        if (ts_pool_full(p)) {
            still++;
            usleep(10000);
        }
    }
    return ts_pool_complete(p, 0);
}

TEST(a_held_reply_is_heard_when_it_is_released) {
    pool_log_use(TS_WORKER, "held");
    int fd;
    ts_pool *p = hold_large(0, &fd);
    CHECK(complete(p) && !ts_pool_full(p));
    CHECK(log_.item[0].begins == 0 && ts_pool_room(p) == 1); /* it holds no slot */
    ts_pool_release(p, 0);
    CHECK(pool_log_finish(&log_) == TS_OK);
    CHECK(log_.item[0].begins == 1 && log_.item[0].ends == 1 && log_.item[0].text_bytes == LARGE);
    ts_pool_free(p);
    ts_fs_close(&fd);
}

/* Frames are heard for a while, then others have their turn.  Where that falls together with the reply's end there is
 * nothing left to come back for. */
TEST(a_held_reply_may_end_where_a_turn_does) {
    const size_t turn = 2 * (TS_WIRE_HEADER + (size_t)TS_LIMIT_FRAME);
    pool_log_use(TS_WORKER, "turn");
    size_t bytes = turn, len = 0;
    for (int round = 0; round < 8 && len != turn + 1; round++) { /* a reply's length is seen from the last one's */
        int fd;
        log_.item[0] = (pool_log_item){0};
        ts_pool *p = hold(bytes, 0, &fd);
        CHECK(complete(p));
        len = ts_pool_reply(p, 0).len;
        bytes -= len - turn - 1;
        ts_pool_release(p, 0);
        bool idle = false;
        for (int i = 0; i < 1000 && !idle; i++)
            CHECK(ts_pool_wait(p, &idle) == TS_OK);
        CHECK(idle && log_.item[0].ends == 1);
        ts_pool_free(p);
        ts_fs_close(&fd);
    }
    CHECK(len == turn + 1);
}

/* What was kept of a reply is told again, word for word, and nobody reads anything. */
TEST(a_kept_reply_is_told_again) {
    pool_log_use(TS_WORKER, "kept");
    int fd;
    ts_pool *p = hold_large(0, &fd);
    CHECK(complete(p) && ts_pool_reply(p, 1).len == 0);
    TS_AUTO(ts_buf, ts_buf_done) kept = {0};
    ts_buf_add(&kept, ts_pool_reply(p, 0));
    CHECK(kept.len > LARGE);
    ts_pool_release(p, 0);
    CHECK(pool_log_finish(&log_) == TS_OK && ts_pool_reply(p, 0).len == 0);
    ts_fs_close(&fd); /* there is nothing to be read any more */
    for (int held = 0; held < 2; held++) {
        log_.item[0] = (pool_log_item){0};
        log_.ended = 0;
        ts_job_item job = {.id = 0, .fd = -1, .len = LARGE, .held = held};
        CHECK(ts_pool_replay(p, TS_PROFILE_OWN, &job, ts_buf_span(&kept)) == TS_OK);
        CHECK(ts_pool_complete(p, 0) == held && ts_pool_room(p) == (unsigned)held);
        CHECK(ts_pool_reply(p, 0).len == (held ? kept.len : 0) && log_.item[0].begins == 0);
        ts_pool_release(p, 0);
        CHECK(pool_log_finish(&log_) == TS_OK);
        CHECK(log_.item[0].begins == 1 && log_.item[0].ends == 1 && log_.item[0].text_bytes == LARGE);
        CHECK(log_.item[0].end.reason == TS_READ);
    }
    ts_pool_free(p);
}

TEST(a_held_reply_waits_where_there_is_no_room) {
    pool_log_use(TS_WORKER, "full");
    int fd;
    ts_pool *p = hold_large(TS_MIB, &fd);
    CHECK(!complete(p) && ts_pool_full(p)); /* two more are in the pipe and in a read */
    CHECK(log_.item[0].begins == 0 && ts_pool_room(p) == 1);
    ts_pool_release(p, 0);
    CHECK(pool_log_finish(&log_) == TS_OK);
    CHECK(log_.item[0].begins == 1 && log_.item[0].ends == 1 && log_.item[0].text_bytes == LARGE);
    ts_pool_free(p);
    ts_fs_close(&fd);
}

TEST(a_dropped_job_is_not_heard_of_again) {
    pool_log_use(TS_WORKER, "dropped");
    for (int i = 0; i < 3; i++) { /* queued; at work; through */
        int fd;
        bool idle = false;
        ts_pool *p = hold_large(i == 1 ? TS_MIB : 0, &fd);
        CHECK(i == 0 || complete(p) == (i == 2));
        ts_pool_drop(p, 0);
        for (int k = 0; k < 5000 && !idle; k++)
            CHECK(ts_pool_wait(p, &idle) == TS_OK);
        CHECK(idle && log_.item[0].begins == 0 && log_.item[0].ends == 0);
        ts_pool_free(p);
        ts_fs_close(&fd);
    }
}

TEST(no_process_outlives_its_pool) {
    pool_log_use(TS_HOSTILE, "outlive");
    static const char *const text[] = {"ESCAPE:silence\n"};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_VALUES});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK);
    bool idle;
    for (int i = 0; i < 100 && !log_.item[0].begins; i++)
        CHECK(ts_pool_wait(p, &idle) == TS_OK);
    pid_t zygote = child_of(getpid()), worker = child_of(zygote);
    CHECK(zygote > 0 && worker > 0 && log_.item[0].begins == 1);
    ts_pool_free(p);
    for (int i = 0; i < 200 && kill(worker, 0) == 0; i++)
        usleep(10000);
    CHECK(kill(zygote, 0) != 0 && kill(worker, 0) != 0);
    ts_fs_close(&fd);
}

/* ---- errors ---- */

TEST(a_missing_program_is_named) {
    CHECK(setenv("TOUCHSTONE_WORKERS", "/nowhere", 1) == 0);
    const char *text[1] = {good};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){0});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK);
    CHECK(pool_log_finish(&log_) == TS_EIO && strstr(ts_error_text(), "touchstone-worker"));
    ts_pool_free(p);
    ts_fs_close(&fd);
}

TEST(a_program_that_is_no_worker_ends_the_run_not_the_machine) {
    pool_log_use("/bin/true", "true");
    const char *text[1] = {good};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){0});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK);
    CHECK(pool_log_finish(&log_) == TS_EIO);
    bool idle;
    CHECK(ts_pool_wait(p, &idle) == TS_EIO); /* and stays so */
    ts_pool_free(p);
    ts_fs_close(&fd);
}

/* What runs but is paused is no work: who waits for it to make room waits for ever. */
TEST(a_pool_whose_runs_are_all_paused_is_stalled) {
    pool_log_use(TS_WORKER, "stalled");
    const char *text[1] = {good};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_VALUES, .jobs = 1});
    CHECK(!ts_pool_stalled(p));
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK && !ts_pool_stalled(p)); /* queued */
    log_.on_begin = pause_it;
    bool idle = false;
    for (int i = 0; i < 1000 && !log_.item[0].paused; i++)
        CHECK(ts_pool_wait(p, &idle) == TS_OK && !idle);
    CHECK(log_.item[0].paused && ts_pool_stalled(p));
    ts_pool_resume(p, 0);
    CHECK(!ts_pool_stalled(p) && pool_log_finish(&log_) == TS_OK && !ts_pool_stalled(p));
    CHECK(log_.item[0].ends == 1);
    ts_pool_free(p);
    ts_fs_close(&fd);
}

/* Else what is chosen next would hang on how far the news of members has come. */
TEST(one_process_alone_is_given_its_next_when_it_has_said_all) {
    for (unsigned jobs = 1; jobs <= 2; jobs++) {
        pool_log_use(TS_WORKER, jobs == 1 ? "alone" : "two");
        const char *text[1] = {good};
        ts_job_item item[1];
        int fd = pool_log_items(text, 1, item);
        bool idle = false;
        ts_pool *p = pool_log_start(&log_, (ts_pool_options){.jobs = jobs});
        CHECK(ts_pool_room(p) == (jobs == 1 ? 1 : 4));
        CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, 1) == TS_OK);
        while (!idle && log_.item[0].ends == 0) {
            CHECK(ts_pool_room(p) == (jobs == 1 ? 0 : 3));
            CHECK(ts_pool_wait(p, &idle) == TS_OK);
        }
        CHECK(pool_log_finish(&log_) == TS_OK && log_.item[0].ends == 1 && ts_pool_room(p) == (jobs == 1 ? 1 : 4));
        ts_pool_free(p);
        ts_fs_close(&fd);
    }
}

TEST(an_idle_pool_says_so_at_once) {
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.jobs = 3});
    bool idle = false;
    CHECK(ts_pool_room(p) == 6);
    CHECK(ts_pool_wait(p, &idle) == TS_OK && idle);
    ts_pool_free(p);
    ts_pool_free(NULL);
}
