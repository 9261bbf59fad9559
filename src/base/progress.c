/* progress.c - the progress line on stderr: items, bytes, rate, time left; silent unless a terminal. */
#include "base/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

struct ts_progress {
    const char *verb;
    uint64_t items, bytes; /* totals; 0: not known */
    double begun, drawn;
    bool shown, stands; /* a line of it stands on the screen */
};

ts_progress *ts_progress_new(const char *verb) {
    ts_progress *p = ts_alloc(sizeof *p);
    p->verb = verb;
    p->begun = ts_monotonic_seconds();
    p->shown = isatty(STDERR_FILENO) == 1;
    return p;
}

void ts_progress_total(ts_progress *p, uint64_t items, uint64_t bytes) {
    p->items = items;
    p->bytes = bytes;
}

void ts_progress_set(ts_progress *p, uint64_t items, uint64_t bytes) {
    double now = ts_monotonic_seconds();
    if (!p->shown || now - p->drawn < 0.2)
        return;
    p->drawn = now;
    double spent = now - p->begun;
    fprintf(stderr, "\r\033[K%s: %llu", p->verb, (unsigned long long)items);
    if (p->items)
        fprintf(stderr, " of %llu", (unsigned long long)p->items);
    fprintf(stderr, items == 1 && !p->items ? " item" : " items");
    if (bytes) {
        fprintf(stderr, ", %.1f MB", (double)bytes / 1e6);
        if (spent > 0.5)
            fprintf(stderr, ", %.1f MB/s", (double)bytes / 1e6 / spent);
    }
    double share = p->bytes ? (double)bytes / (double)p->bytes : p->items ? (double)items / (double)p->items : 0;
    if (share > 0.01 && share < 1 && spent > 2) {
        unsigned left = (unsigned)(spent / share - spent);
        fprintf(stderr, ", %u:%02u left", left / 60, left % 60);
    }
    fflush(stderr);
    p->stands = true;
}

void ts_progress_break(ts_progress *p) {
    if (p && p->stands)
        fprintf(stderr, "\r\033[K");
    if (p)
        p->stands = false;
}

void ts_progress_free(ts_progress *p) {
    ts_progress_break(p);
    ts_free(p);
}
