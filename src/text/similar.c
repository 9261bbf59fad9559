/* similar.c - edit distance, Jaro-Winkler. */
#include "text/similar.h"

enum { LONGEST = 255 }; /* no value that is compared is longer than TS_NORM_MAX; what is, is cut or refused */

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/* Equal ends cost nothing and need no table. */
static void strip_common(ts_span *a, ts_span *b) {
    while (a->len > 0 && b->len > 0 && a->ptr[0] == b->ptr[0]) {
        a->ptr++, a->len--;
        b->ptr++, b->len--;
    }
    while (a->len > 0 && b->len > 0 && a->ptr[a->len - 1] == b->ptr[b->len - 1])
        a->len--, b->len--;
}

unsigned ts_edit_distance(ts_span a, ts_span b, unsigned cap) {
    strip_common(&a, &b);
    size_t gap = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (gap > cap || a.len > LONGEST || b.len > LONGEST)
        return cap + 1;
    unsigned rows[3][LONGEST + 1];
    unsigned *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        last[j] = (unsigned)j;
    for (size_t i = 1; i <= a.len; i++) {
        unsigned least = now[0] = (unsigned)i;
        for (size_t j = 1; j <= b.len; j++) {
            unsigned cost = last[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            if (last[j] + 1 < cost)
                cost = last[j] + 1;
            if (now[j - 1] + 1 < cost)
                cost = now[j - 1] + 1;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] &&
                before[j - 2] + 1 < cost)
                cost = before[j - 2] + 1;
            now[j] = cost;
            if (cost < least)
                least = cost;
        }
        if (least > cap + 1) /* a transposition looks back two rows, so one row's slack */
            return cap + 1;
        unsigned *freed = before;
        before = last, last = now, now = freed;
    }
    return last[b.len] > cap ? cap + 1 : last[b.len];
}

/* Letters of a that have a partner in b, within Jaro's window; marks them in both. */
static unsigned partners(ts_span a, ts_span b, bool *in_a, bool *in_b) {
    size_t longer = a.len > b.len ? a.len : b.len, reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
    unsigned n = 0;
    for (size_t i = 0; i < a.len; i++) {
        size_t from = i > reach ? i - reach : 0, to = smaller(i + reach + 1, b.len);
        for (size_t j = from; j < to; j++) {
            if (in_b[j] || a.ptr[i] != b.ptr[j])
                continue;
            in_a[i] = in_b[j] = true;
            n++;
            break;
        }
    }
    return n;
}

unsigned ts_jaro_winkler(ts_span a, ts_span b) {
    a.len = smaller(a.len, LONGEST);
    b.len = smaller(b.len, LONGEST);
    if (a.len == 0 || b.len == 0)
        return a.len == b.len ? 1000 : 0;
    bool in_a[LONGEST] = {false}, in_b[LONGEST] = {false};
    uint64_t m = partners(a, b, in_a, in_b), crossed = 0;
    if (m == 0)
        return 0;
    for (size_t i = 0, j = 0; i < a.len; i++) {
        if (!in_a[i])
            continue;
        while (!in_b[j])
            j++;
        crossed += a.ptr[i] != b.ptr[j++];
    }
    /* In parts of 3 * |a| * |b| * 2m, so that only one division rounds. */
    uint64_t la = a.len, lb = b.len, whole = 6 * la * lb * m;
    uint64_t jaro = 2 * m * m * lb + 2 * m * m * la + (2 * m - crossed) * la * lb;
    size_t prefix = 0;
    while (prefix < 4 && prefix < la && prefix < lb && a.ptr[prefix] == b.ptr[prefix])
        prefix++;
    uint64_t score = jaro * 10 + prefix * (whole - jaro);
    return (unsigned)((score * 1000 + whole * 5) / (whole * 10));
}
