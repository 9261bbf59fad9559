/* progress.c - the progress line on stderr: items, bytes, rate, time left, what takes long; silent unless a terminal. */
#include "base/progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

struct ts_progress {
    const char *verb;
    uint64_t items, bytes; /* totals; 0: not known */
    uint64_t within, slow_bytes;
    double slow_seconds;
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

bool ts_progress_shown(const ts_progress *p) { return p->shown; }

bool ts_progress_due(const ts_progress *p) { return p->shown && ts_monotonic_seconds() - p->drawn >= 0.2; }

void ts_progress_total(ts_progress *p, uint64_t items, uint64_t bytes) {
    p->items = items;
    p->bytes = bytes;
}

void ts_progress_within(ts_progress *p, uint64_t items) { p->within = items; }

void ts_progress_slow(ts_progress *p, uint64_t bytes, double seconds) {
    p->slow_bytes = bytes;
    p->slow_seconds = seconds;
}

/* "850 kB", "2.1 GB". */
static void add_bytes(char *out, size_t size, uint64_t n) {
    static const char *const unit[] = {"kB", "MB", "GB", "TB"};
    double shown = (double)n / 1e3;
    int u = 0;
    for (; shown >= 1000 && u < 3; u++)
        shown /= 1000;
    snprintf(out, size, shown < 100 ? "%.1f %s" : "%.0f %s", shown, unit[u]);
}

/* "0:35", "2:10:07". */
static void add_time(char *out, size_t size, double seconds) {
    unsigned long s = (unsigned long)seconds;
    if (s >= 3600)
        snprintf(out, size, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
    else
        snprintf(out, size, "%lu:%02lu", s / 60, s % 60);
}

/* How much of the line is left out where it does not fit, from what is missed least on. */
enum { WHOLE, NO_WITHIN, NO_RATE, NO_TOTAL };

/* How long it is, or would be. */
static size_t put(const ts_progress *p, uint64_t items, uint64_t bytes, double spent, int without, char *out,
                  size_t size) {
    char a[32], b[32];
    size_t n = (size_t)snprintf(out, size, "%s: %llu", p->verb, (unsigned long long)items);
#define ADD(...) (n += (size_t)snprintf(n < size ? out + n : NULL, n < size ? size - n : 0, __VA_ARGS__))
    if (p->items)
        ADD(" of %llu", (unsigned long long)p->items);
    ADD(items == 1 && !p->items ? " item" : " items");
    if (p->within && without < NO_WITHIN)
        ADD(" and %llu within", (unsigned long long)p->within);
    if (bytes) {
        add_bytes(a, sizeof a, bytes);
        add_bytes(b, sizeof b, p->bytes);
        if (p->bytes && without < NO_TOTAL)
            ADD(", %s of %s", a, b);
        else
            ADD(", %s", a);
        add_bytes(a, sizeof a, (uint64_t)((double)bytes / (spent > 0 ? spent : 1)));
        if (spent > 0.5 && without < NO_RATE)
            ADD(", %s/s", a);
    }
    double share = p->bytes ? (double)bytes / (double)p->bytes : p->items ? (double)items / (double)p->items : 0;
    if (share > 0.01 && share < 1 && spent > 2) {
        add_time(a, sizeof a, spent / share - spent);
        ADD(", %s left", a);
    }
    if (p->slow_seconds > 0) {
        add_bytes(a, sizeof a, p->slow_bytes);
        add_time(b, sizeof b, p->slow_seconds);
        ADD("; one of %s for %s", a, b);
    }
#undef ADD
    return n;
}

void ts_progress_text(const ts_progress *p, uint64_t items, uint64_t bytes, double spent, char *out, size_t size) {
    for (int without = WHOLE; put(p, items, bytes, spent, without, out, size) >= size && without < NO_TOTAL;)
        without++;
}

/* Bytes of a line that the terminal does not wrap: one that wraps would stand there again with every drawing. */
static size_t room(size_t most) {
    struct winsize w;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col && w.ws_col < most ? w.ws_col : most;
}

void ts_progress_set(ts_progress *p, uint64_t items, uint64_t bytes) {
    char line[240];
    if (!ts_progress_due(p))
        return;
    p->drawn = ts_monotonic_seconds();
    ts_progress_text(p, items, bytes, p->drawn - p->begun, line, room(sizeof line));
    fprintf(stderr, "\r\033[K%s", line);
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
