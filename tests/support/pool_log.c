/* pool_log.c - runs items through a pool and keeps what each came to. */
#include "support/pool_log.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "support/test.h"

static pool_log_item *of(void *context, uint64_t id) { return &((pool_log *)context)->item[id]; }

static ts_err on_begin(void *context, uint64_t id) {
    pool_log *log = context;
    unsigned begins = log->item[id].begins;
    log->item[id] = (pool_log_item){.begins = begins + 1, .ends = log->item[id].ends};
    if (log->on_begin)
        log->on_begin(log, id);
    return TS_OK;
}
static ts_err on_end(void *context, uint64_t id, const ts_item_end *end) {
    pool_log_item *i = of(context, id);
    i->end = *end;
    i->ends++;
    ((pool_log *)context)->ended++;
    return TS_OK;
}
static ts_err on_segment(void *context, uint64_t id, const ts_segment *s, const char *format) {
    (void)format;
    pool_log *log = context;
    pool_log_item *i = of(log, id);
    i->segments++;
    i->text_bytes += s->text.len;
    if (log->pause_after && !i->paused && i->text_bytes >= log->pause_after) {
        i->paused = true;
        log->pauses++;
        ts_pool_pause(log->pool, id);
    }
    return TS_OK;
}
static ts_err on_values(void *context, uint64_t id, ts_values_found f) {
    pool_log_item *i = of(context, id);
    ts_value v;
    size_t n = f.left;
    if (i->mentions == 0 && ts_value_next(&f, &v))
        snprintf(i->first_value, sizeof i->first_value, "%.*s<%.*s>%.*s@%d", (int)v.before.len, v.before.ptr,
                 (int)v.value.len, v.value.ptr, (int)v.after.len, v.after.ptr, (int)v.at);
    i->mentions += n;
    return TS_OK;
}
static ts_err on_findings(void *context, uint64_t id, ts_findings *f) {
    pool_log_item *i = of(context, id);
    i->mentions += f->mentions;
    i->sightings += f->sightings;
    return TS_OK;
}
static ts_err on_columns(void *context, uint64_t id, const uint8_t *kind, size_t n) {
    (void)context, (void)id, (void)kind, (void)n;
    return TS_OK;
}
static ts_err on_child_begin(void *context, uint64_t id, ts_span name, uint64_t size, ts_instant modified) {
    (void)name, (void)size, (void)modified;
    of(context, id)->children++;
    return TS_OK;
}
static ts_err on_child_data(void *context, uint64_t id, ts_span bytes) {
    of(context, id)->child_bytes += bytes.len;
    return TS_OK;
}
static ts_err on_child_end(void *context, uint64_t id, ts_reason reason, uint64_t stored) {
    (void)context, (void)id, (void)reason, (void)stored;
    return TS_OK;
}
static ts_err on_note(void *context, uint64_t id, ts_span text) {
    (void)text;
    of(context, id)->notes++;
    return TS_OK;
}
static bool on_check(void *context, const ts_mention *m) {
    (void)m;
    return !((pool_log *)context)->refuse_mentions;
}

const ts_pool_events pool_log_events = {
    .segment = on_segment,
    .findings = on_findings,
    .values = on_values,
    .columns = on_columns,
    .child_begin = on_child_begin,
    .child_data = on_child_data,
    .child_end = on_child_end,
    .note = on_note,
    .begin = on_begin,
    .end = on_end,
    .check = on_check,
};

/* Where tests run as another user that user must be able to reach it. */
static void copy_program(const char *from, const char *to) {
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
    ssize_t n = in < 0 || out < 0 ? -1 : 1;
    while (n > 0)
        n = copy_file_range(in, NULL, out, NULL, 1 << 24, 0);
    CHECK_ROW(n == 0, from);
    ts_fs_close(&in);
    ts_fs_close(&out);
}

/* Copies, since another user may not reach the build tree (root's home is closed); where we are that
 * user, the caller's copy is in the environment. */
void pool_log_use(const char *program, const char *name) {
    char dir[PATH_MAX], copy[PATH_MAX + 32];
    if (access(program, X_OK) != 0) {
        const char *inherited = getenv("TOUCHSTONE_WORKERS"), *slash = inherited ? strrchr(inherited, '/') : NULL;
        CHECK_ROW(slash && strcmp(slash + 1, name) == 0, program);
        return;
    }
    snprintf(dir, sizeof dir, "%s/%s", test_dir(), name);
    CHECK(chmod(test_dir(), 0755) == 0 && mkdir(dir, 0755) == 0);
    static const char *const names[] = {"touchstone-worker", "touchstone-worker-archive", "touchstone-worker-pdf",
                                        "touchstone-worker-ocr"};
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        snprintf(copy, sizeof copy, "%s/%s", dir, names[i]);
        copy_program(program, copy);
    }
    CHECK(setenv("TOUCHSTONE_WORKERS", dir, 1) == 0);
}

ts_pool *pool_log_start(pool_log *log, ts_pool_options options) {
    memset(log, 0, sizeof *log);
    ts_pool_events events = pool_log_events;
    events.context = log;
    ts_pool *p = NULL;
    CHECK(ts_pool_new(&options, &events, &p) == TS_OK);
    log->pool = p;
    return p;
}

ts_err pool_log_finish(pool_log *log) {
    bool idle = false;
    while (!idle) {
        ts_err err = ts_pool_wait(log->pool, &idle);
        if (err)
            return err;
        unsigned begun = 0, paused = 0;
        for (size_t i = 0; i < POOL_LOG_ITEMS; i++) {
            begun += log->item[i].begins > 0;
            paused += log->item[i].paused;
        }
        if (!paused || paused < begun || !ts_pool_room(log->pool))
            continue; /* not all that there are have been paused */
        log->all_paused = true;
        for (uint64_t i = 0; i < POOL_LOG_ITEMS; i++)
            if (log->item[i].paused)
                ts_pool_resume(log->pool, i);
    }
    return TS_OK;
}

int pool_log_items(const char *const *text, size_t n, ts_job_item *out) {
    int fd = -1;
    uint64_t at = 0;
    CHECK(ts_fs_memory("items", &fd) == TS_OK);
    for (size_t i = 0; i < n; i++) {
        ts_span s = ts_str(text[i]);
        CHECK(ts_fs_write_all(fd, s, "items") == TS_OK);
        out[i] = (ts_job_item){.id = i, .fd = fd, .at = at, .len = s.len};
        at += s.len;
    }
    return fd;
}
