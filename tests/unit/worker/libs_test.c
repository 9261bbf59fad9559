/* libs_test.c - what the third-party readers look for late is there before the sandbox closes. */
#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "support/pool_log.h"
#include "support/test.h"

static pool_log log_;

/* The programs of the build itself: another user need not reach them here. */
static void use_true_programs(void) {
    char dir[] = TS_WORKER;
    CHECK(setenv("TOUCHSTONE_WORKERS", dirname(dir), 1) == 0);
}

/* glib looks for its other names in a file, once. */
TEST(mail_in_a_charset_that_nobody_knows_is_read) {
    use_true_programs();
    const char *text[1] = {"From: a@trust.example\nSubject: x\nMIME-Version: 1.0\n"
                           "Content-Type: text/plain; charset=\"../../x-unknown\"\n\nWrite to amal@trust.example\n"};
    ts_job_item item[1];
    int fd = pool_log_items(text, 1, item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_VALUES});
    CHECK(ts_pool_submit(p, TS_PROFILE_MAIL, item, 1) == TS_OK);
    CHECK(pool_log_finish(&log_) == TS_OK);
    CHECK_ROW(log_.item[0].end.reason == TS_READ, log_.item[0].end.message);
    CHECK(log_.item[0].mentions == 2);
    ts_pool_free(p);
    ts_fs_close(&fd);
}
