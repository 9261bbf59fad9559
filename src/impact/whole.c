/* whole.c - how many people the whole may hold, while a part of it waits to be read. */
#include "impact/whole.h"

static double root_of(double v) {
    double r = v > 1 ? v : 1;
    for (int i = 0; i < 200 && r * r > v * (1 + 1e-12); i++) /* Newton's steps, from above */
        r = (r + v / r) / 2;
    return r;
}

bool ts_whole_high(const ts_whole *w, uint64_t *high) {
    double sum = 0, squares = 0;
    for (int g = 0; g < TS_WHOLE_GROUPS; g++) {
        double alone = (double)w->alone[g];
        sum += alone;
        squares += alone * alone;
    }
    if (!w->read || sum * sum < squares * TS_WHOLE_ENOUGH || sum == 0)
        return false;
    double t = (double)w->waiting / (double)w->read;
    double variance = (squares - sum * sum / TS_WHOLE_GROUPS) * TS_WHOLE_GROUPS / (TS_WHOLE_GROUPS - 1);
    double most = (double)w->high + t * sum + 1.96 * root_of(t * (1 + t) * variance);
    if (most >= 1e18)
        return false;
    *high = (uint64_t)most + 1;
    return true;
}
