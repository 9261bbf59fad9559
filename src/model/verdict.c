/* verdict.c - the verdicts and their names. */
#include "model/verdict.h"

const char *ts_verdict_name(ts_verdict v) {
    static const char *const name[TS_VERDICT_COUNT] = {"not judged", "placeholder", "recombined", "altered",
                                                       "differs",    "genuine",     "candidate",  "unknown to us"};
    return (unsigned)v < TS_VERDICT_COUNT ? name[v] : "unknown";
}
