/* program_test.c - where a program of ours is looked for, and which of several is taken. */
#include "base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/test.h"

static const char *self; /* what /proc would say of this program; NULL: there is no /proc */

ssize_t __wrap_readlink(const char *path, char *out, size_t cap);
ssize_t __wrap_readlink(const char *path, char *out, size_t cap) {
    (void)path;
    errno = ENOENT;
    if (!self)
        return -1;
    size_t n = strlen(self) < cap ? strlen(self) : cap;
    memcpy(out, self, n);
    return (ssize_t)n;
}

static void put(const char *path, mode_t mode) {
    char all[400];
    for (const char *slash = path; (slash = strchr(slash, '/')); slash++) {
        snprintf(all, sizeof all, "%s/%.*s", test_dir(), (int)(slash - path), path);
        mkdir(all, 0700);
    }
    snprintf(all, sizeof all, "%s/%s", test_dir(), path);
    int fd = open(all, O_CREAT | O_WRONLY | O_CLOEXEC, mode);
    CHECK_ROW(fd >= 0 && fchmod(fd, mode) == 0, all);
    close(fd);
}

static void take_away(const char *path) {
    char all[400];
    snprintf(all, sizeof all, "%s/%s", test_dir(), path);
    CHECK_ROW(unlink(all) == 0, all);
}

/* From the nearest place to the farthest: each is found once those before it are gone. */
TEST(the_nearest_program_is_taken) {
    static const struct {
        const char *made, *found;
    } rows[] = {{"tree/bin/made-up", "/tree/bin/made-up"},
                {"tree/libexec/touchstone/made-up", "/tree/bin/../libexec/touchstone/made-up"},
                {"tree/worker/made-up", "/tree/bin/../worker/made-up"},
                {"tree/src/worker/made-up", "/tree/bin/../src/worker/made-up"},
                {"tree/bin/src/worker/made-up", "/tree/bin/src/worker/made-up"}};
    char me[400], found[1000], want[500];
    snprintf(me, sizeof me, "%s/tree/bin/touchstone", test_dir());
    self = me;
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        put(rows[i].made, 0700);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        snprintf(want, sizeof want, "%s%s", test_dir(), rows[i].found);
        CHECK_ROW(ts_program_beside("worker", "made-up", found, sizeof found) == TS_OK, want);
        CHECK_ROW(strcmp(found, want) == 0, found);
        take_away(rows[i].made);
    }
    put(rows[0].made, 0600); /* it may not be run */
    CHECK(ts_program_beside("worker", "made-up", found, sizeof found) == TS_EIO);
    CHECK_ROW(strstr(ts_error_text(), "made-up was not found beside touchstone"), ts_error_text());
    self = NULL;
    CHECK(ts_program_beside("worker", "made-up", found, sizeof found) == TS_EIO);
}

TEST(a_path_that_has_no_room_is_not_cut) {
    char out[9];
    CHECK(ts_program_in("/bin", "true", out, sizeof out) == false); /* one byte short */
    char room[10];
    CHECK(ts_program_in("/bin", "true", room, sizeof room) && strcmp(room, "/bin/true") == 0);
}
