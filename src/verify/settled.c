/* settled.c - would another fair sample have put the same one first? */
#include "verify/settled.h"

double ts_lead_clearness(const double lead[TS_SAMPLE_GROUPS], uint32_t waiting) {
    double sum = 0, squares = 0;
    for (int g = 0; g < TS_SAMPLE_GROUPS; g++) {
        sum += lead[g];
        squares += lead[g] * lead[g];
    }
    double variance = (squares - sum * sum / TS_SAMPLE_GROUPS) * TS_SAMPLE_GROUPS / (TS_SAMPLE_GROUPS - 1);
    variance *= waiting / 1e6; /* what was read of the whole varies no more */
    return variance > 0 ? sum * sum / variance : sum != 0 ? TS_SETTLED : 0;
}
