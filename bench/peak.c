/* peak.c - runs a command and prints what it cost.
 *
 *   peak OUT COMMAND [ARGUMENT]...    appends to OUT: status user+system wall top largest all memfd
 *
 * Seconds of CPU are of the command and all its children, those that outlive it too (a killed command's workers); memory is in KiB: the most that the command itself held
 * (top), that any one process held (largest), that all held at one moment, counted every 5 ms (all; pages that
 * processes share count in each), and the most in memory files of the command (memfd), which belong to no process.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A number of /proc/PID/status in KiB, 0 where the process is gone. */
static long status_of(long pid, const char *key) {
    char path[64], line[256];
    long n = 0;
    snprintf(path, sizeof path, "/proc/%ld/status", pid);
    FILE *f = fopen(path, "re");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, key, strlen(key)) == 0)
            n = strtol(line + strlen(key), NULL, 10);
    if (f)
        fclose(f);
    return n;
}

static long all_rss(long pid, int depth) {
    char path[80], line[8192];
    long sum = status_of(pid, "VmRSS:");
    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", pid, pid);
    FILE *f = fopen(path, "re");
    if (f && depth < 4 && fgets(line, sizeof line, f))
        for (char *at = line, *end; strtol(at, &end, 10) > 0 && end != at; at = end)
            sum += all_rss(strtol(at, NULL, 10), depth + 1);
    if (f)
        fclose(f);
    return sum;
}

/* Memory files have no name in any folder: their links say "/memfd:". */
static long memfd_of(long pid) {
    char path[64], link[128];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%ld/fd", pid);
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d));) {
        ssize_t n = readlinkat(dirfd(d), e->d_name, link, sizeof link - 1);
        struct stat s;
        if (n >= 7 && memcmp(link, "/memfd:", 7) == 0 && fstatat(dirfd(d), e->d_name, &s, 0) == 0)
            kib += (long)(s.st_blocks / 2);
    }
    if (d)
        closedir(d);
    return kib;
}

static void most(long *at, long n) {
    if (n > *at)
        *at = n;
}

int main(int argc, char **argv) {
    bool time_only = argc > 1 && strcmp(argv[1], "--time") == 0; /* looking on takes its share of the cores */
    argc -= time_only;
    argv += time_only;
    if (argc < 3) {
        fprintf(stderr, "usage: peak [--time] OUT COMMAND [ARGUMENT]...\n");
        return 2;
    }
    prctl(PR_SET_CHILD_SUBREAPER, 1); /* the children of a killed command become ours */
    double start = now();
    pid_t pid = fork();
    if (pid == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    long top = 0, all = 0, memfd = 0;
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, time_only ? 0 : WNOHANG) == 0) {
        most(&top, status_of(pid, "VmHWM:"));
        most(&all, all_rss(pid, 0));
        most(&memfd, memfd_of(pid));
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
    double wall = now() - start;
    while (wait(NULL) > 0)
        continue;
    struct rusage u;
    getrusage(RUSAGE_CHILDREN, &u);
    double cpu =
        (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    FILE *out = fopen(argv[1], "ae");
    if (!out)
        return 3;
    fprintf(out, "%d %.3f %.3f %ld %ld %ld %ld\n", code, cpu, wall, top, u.ru_maxrss, all, memfd);
    fclose(out);
    return code;
}
