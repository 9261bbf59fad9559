/* test.c - runs the tests of one program in the order of their file. */
#include "support/test.h"

#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static ts_test *first, **last = &first;
static int bad_checks;
static char dir[256];

void test_add(ts_test *t) {
    *last = t;
    last = &t->next;
}

void test_check(bool good, const char *file, int line, const char *what, const char *row) {
    if (good)
        return;
    if (bad_checks++ < 20)
        fprintf(stderr, "%s:%d: %s%s%s\n", file, line, what, row ? "  row: " : "", row ? row : "");
}

const char *test_dir(void) {
    if (!dir[0]) {
        const char *tmp = getenv("TMPDIR");
        snprintf(dir, sizeof dir, "%s/touchstone-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
        if (!mkdtemp(dir)) {
            perror("mkdtemp");
            exit(2);
        }
    }
    return dir;
}

/* In a program of its own: an identity cannot be taken back. */
void test_again_as_nobody(const char *name) {
    enum { NOBODY = 65534 };
    if (getuid() != 0)
        return; /* this was it */
    /* Opened while we may: the build tree can be closed to others. */
    int program = open("/proc/self/exe", O_RDONLY);
    char self[32];
    CHECK(program >= 0);
    snprintf(self, sizeof self, "/proc/self/fd/%d", program);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        if (setgroups(0, NULL) != 0 || setresgid(NOBODY, NOBODY, NOBODY) != 0 || setresuid(NOBODY, NOBODY, NOBODY) != 0)
            _exit(2);
        execl(self, self, name, (char *)NULL);
        _exit(3);
    }
    int status = -1;
    CHECK(waitpid(pid, &status, 0) == pid && status == 0);
    close(program);
}

int main(int argc, char **argv) {
    int passed = 0, failed = 0;
    for (ts_test *t = first; t; t = t->next) {
        if (argc > 1 && strcmp(argv[1], t->name) != 0)
            continue;
        bad_checks = 0;
        t->run();
        if (bad_checks)
            fprintf(stderr, "FAILED %s (%d checks)\n", t->name, bad_checks), failed++;
        else
            passed++;
    }
    if (dir[0] && !failed) {
        char command[320];
        snprintf(command, sizeof command, "rm -rf '%s'", dir);
        if (system(command) != 0)
            fprintf(stderr, "could not remove %s\n", dir);
    }
    const char *name = strrchr(argv[0], '/');
    printf("%s: %d passed, %d failed\n", name ? name + 1 : argv[0], passed, failed);
    return failed ? 1 : 0;
}
