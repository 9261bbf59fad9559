/* people.c - what the sightings of one person add up to, and how sure the number of people is. */
#include "impact/people.h"

#include "base/clock.h"

enum { PPB = 1000000000 };

ts_verdict ts_verdict_better(ts_verdict a, ts_verdict b) {
    static const uint8_t says[TS_VERDICT_COUNT] = {
        [TS_VERDICT_GENUINE] = 7,   [TS_VERDICT_DIFFERS] = 6, [TS_VERDICT_ALTERED] = 5,    [TS_VERDICT_RECOMBINED] = 4,
        [TS_VERDICT_CANDIDATE] = 3, [TS_VERDICT_UNKNOWN] = 2, [TS_VERDICT_PLACEHOLDER] = 1};
    return says[b] > says[a] ? b : a;
}

bool ts_is_child(int birth_month, ts_date on) {
    int year, month, day;
    if (birth_month < 0 || on == TS_NO_DATE)
        return false;
    ts_date_parts(on, &year, &month, &day);
    int age = (year - 1800) * 12 + month - 1 - birth_month;
    return age >= 0 && age < TS_ADULT_MONTHS;
}

void ts_range_add(ts_people_range *r, bool held, ts_verdict v, uint32_t posterior_ppb) {
    uint64_t p = posterior_ppb > PPB ? PPB : posterior_ppb;
    r->people++;
    r->held += held;
    if (held)
        r->doubt_ppb += PPB - p;
    else if (v == TS_VERDICT_CANDIDATE)
        r->candidate_ppb += p;
    else
        return;
    r->variance_ppb += p * (PPB - p) / PPB;
}

void ts_range_doubt(ts_people_range *r, uint32_t posterior_ppb) {
    uint64_t p = posterior_ppb > PPB ? PPB : posterior_ppb;
    r->doubt_ppb += PPB - p;
    r->variance_ppb += p * (PPB - p) / PPB;
}

static uint64_t root_of(unsigned __int128 v) {
    unsigned __int128 r = 0;
    for (unsigned __int128 bit = (unsigned __int128)1 << 62; bit; bit >>= 1)
        if ((r + bit) * (r + bit) <= v)
            r += bit;
    return (uint64_t)r;
}

void ts_range_of(const ts_people_range *r, uint64_t *low, uint64_t *high) {
    uint64_t sd = root_of((unsigned __int128)r->variance_ppb * PPB); /* 10^-9 people */
    uint64_t spread = (uint64_t)((unsigned __int128)sd * 196 / 100);
    uint64_t fewer = (r->candidate_ppb + (r->candidate_ppb ? spread : 0) + PPB - 1) / PPB + r->apart;
    uint64_t more = (r->doubt_ppb + spread + PPB - 1) / PPB;
    *low = r->people > fewer ? r->people - fewer : 0;
    if (*low < r->held && r->held <= r->people)
        *low = r->held;
    *high = r->people + more;
}
