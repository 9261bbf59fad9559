/* libs_test.c - what readers look for late is there before the sandbox closes. */
#include <libgen.h>
#include <stdio.h>
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

/* Letters of several bytes come from modules of the C library, and what no module knows is looked for in no file. */
TEST(mail_in_any_charset_is_read_behind_the_sandbox) {
    use_true_programs();
    static const char *const charsets[] = {"utf-7", "iso-2022-jp", "../../x-unknown", "euc-tw", "utf-16"};
    const char *text[TEST_COUNT(charsets)];
    static char mail[TEST_COUNT(charsets)][400];
    for (size_t i = 0; i < TEST_COUNT(charsets); i++) {
        snprintf(mail[i], sizeof mail[i],
                 "From: a@trust.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=\"%s\"\n\n"
                 "Write to %s\n",
                 charsets[i], i ? "amal@trust.example" : "+AGEAbQBhAGwAQA-trust.example");
        text[i] = mail[i];
    }
    ts_job_item item[TEST_COUNT(charsets)];
    int fd = pool_log_items(text, TEST_COUNT(charsets), item);
    ts_pool *p = pool_log_start(&log_, (ts_pool_options){.want = TS_WANT_VALUES});
    CHECK(ts_pool_submit(p, TS_PROFILE_OWN, item, TEST_COUNT(charsets)) == TS_OK);
    CHECK(pool_log_finish(&log_) == TS_OK);
    for (size_t i = 0; i < TEST_COUNT(charsets); i++) {
        CHECK_ROW(log_.item[i].end.reason == TS_READ, log_.item[i].end.message);
        CHECK_ROW(log_.item[i].mentions == 2, charsets[i]);
    }
    ts_pool_free(p);
    ts_fs_close(&fd);
}
