/* fuzz_worker.c - a worker from end to end: any bytes as an item, read, searched and told, and the parent's reading of what it says.
 *
 * The first byte is what the job wants (and whether there are sightings, values or text), the second how the item is
 * cut: odd, the first of two slices; its second bit whether values come with their facts.  Whatever the item is, what our own worker says of it breaks no rule of the protocol,
 * and it ends.  Built once with our own readers and once with each library's (tests/meson.build); the sandbox stays open, since
 * the sanitizers would not live in it.
 */
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "extract/extractor.h"
#include "worker/job.h"
#include "worker/reply.h"
#include "worker/sandbox.h"

void ts_extract_preload(void) __attribute__((weak)); /* in the programs with a library */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
ssize_t __real_write(int fd, const void *bytes, size_t n);
ssize_t __wrap_write(int fd, const void *bytes, size_t n);

static ts_buf said;
static bool reading;

/* The reply's pipe. */
ssize_t __wrap_write(int fd, const void *bytes, size_t n) {
    if (fd != TS_RESULT_FD || !reading)
        return __real_write(fd, bytes, n);
    ts_buf_add(&said, ts_span_of(bytes, n));
    return (ssize_t)n;
}

static void must(bool good) {
    if (!good)
        abort();
}

static unsigned ends;
static ts_err on_end(void *context, uint64_t item, const ts_item_end *end) {
    (void)context, (void)item, (void)end;
    ends++;
    return TS_OK;
}

static void hear(const ts_control_item *item, size_t items, unsigned want, unsigned context) {
    static const ts_pool_events events = {.end = on_end};
    ts_reply_item expected[2];
    for (size_t i = 0; i < items; i++)
        expected[i] = (ts_reply_item){i, item[i].len, item[i].to > 0, item[i].from > 0};
    ts_reply r = {.events = &events, .item = expected, .items = items, .want = want, .context = context};
    ts_reply_start(&r);
    ts_cursor c = ts_cursor_over(ts_buf_span(&said));
    ends = 0;
    for (ts_frame f;;) {
        size_t need;
        bool bad = false;
        if (!ts_frame_get(&c, &f, &need, &bad)) {
            must(!bad);
            break;
        }
        must(ts_reply_frame(&r, &f) == TS_OK && !r.broken);
    }
    must(ts_cursor_left(&c) == 0 && r.ended == items && ends == items);
    ts_reply_done(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ts_worker w;
    static ts_control_job job;
    static int fd = -1;
    if (size < 3)
        return 0;
    if (fd < 0) {
        if (ts_extract_preload)
            ts_extract_preload();
        w.detect = ts_detect_new(NULL);
        must(w.detect && ts_fs_memory("item", &fd) == TS_OK);
    }
    unsigned want = (data[0] & 7) | (data[1] & 2 ? TS_WANT_WHY : 0);
    bool sliced = data[1] & 1;
    uint64_t len = size - 2;
    must(ftruncate(fd, 0) == 0 && pwrite(fd, data + 2, len, 0) == (ssize_t)len);
    w.setup = (ts_control_setup){.want = want, .context = data[0] >> 3, .kinds = UINT64_MAX};
    job.items = 1;
    job.item[0] = (ts_control_item){.len = len, .to = sliced ? (len + 1) / 2 : 0};
    ts_slice_set_bytes(sliced ? (len + 1) / 2 : 0);
    ts_buf_clear(&said);
    reading = true;
    ts_job_items(&w, &job, &fd, 1, TS_LAYER_SECCOMP);
    reading = false;
    hear(job.item, job.items, want, data[0] >> 3);
    return 0;
}
