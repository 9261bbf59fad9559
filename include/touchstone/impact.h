/* impact.h - sightings become people. */
#ifndef TOUCHSTONE_IMPACT_H
#define TOUCHSTONE_IMPACT_H

#include <touchstone/case.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ts_assess_result {
    uint64_t people, held, unknown, children, staff, patients, donors, suppliers, deceased;
    uint64_t low, high; /* range of people */
} ts_assess_result;

ts_err ts_assess(ts_case *c, bool progress, ts_assess_result *out);

#ifdef __cplusplus
}
#endif
#endif
