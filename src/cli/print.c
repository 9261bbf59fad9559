/* print.c - what commands say to people: counts, sizes, the log head. */
#include "cli/cli.h"

#include <stdlib.h>

ts_err open_case(const char *path, ts_case **out) {
    ts_case_options o = {.passphrase = getenv("TOUCHSTONE_PASSPHRASE")};
    return ts_case_open(path, &o, out);
}

ts_err write_list(ts_case *c, const char *path, ts_err (*list)(ts_case *, FILE *)) {
    FILE *f = fopen(path, "wx");
    ts_err err =
        f ? list(c, f) : ts_fail(TS_EIO, "%s cannot be made: it must not exist yet, and its directory must", path);
    if (f && fclose(f) != 0 && !err)
        err = ts_fail(TS_EIO, "%s cannot be written: is the disk full?", path);
    return err;
}

void print_head(const ts_case *c) { printf("custody log head %s\n", ts_case_head(c)); }

static char *turn(void) {
    static char text[4][40];
    static unsigned next;
    return text[next++ % 4];
}

const char *count_text(uint64_t n) {
    char raw[24], *out = turn();
    int len = snprintf(raw, sizeof raw, "%llu", (unsigned long long)n), at = 0;
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = raw[i];
    }
    out[at] = 0;
    return out;
}

const char *bytes_text(uint64_t n) {
    static const char *const unit[] = {"bytes", "kB", "MB", "GB", "TB"};
    char *out = turn();
    double v = (double)n;
    int u = 0;
    while (v >= 1000 && u < 4)
        v /= 1000, u++;
    snprintf(out, 40, u ? "%.1f %s" : "%.0f %s", v, unit[u]);
    return out;
}
