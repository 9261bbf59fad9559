/* sighting.c - the mentions at one place that are about one person, and that person's role. */
#include "model/sighting.h"

const char *ts_role_name(ts_role role) {
    static const char *const name[TS_ROLE_COUNT] = {"not stated", "patient",  "next of kin", "staff",
                                                    "donor",      "supplier", "clinician"};
    return (unsigned)role < TS_ROLE_COUNT ? name[role] : "unknown";
}

void ts_findings_grow(ts_findings *f) {
    f->mention_cap = f->mention_cap ? f->mention_cap * 2 : 256;
    f->mention = ts_grow(f->mention, f->mention_cap, sizeof *f->mention);
}

ts_sighting *ts_findings_add_sighting(ts_findings *f) {
    if (f->sightings == f->sighting_cap) {
        f->sighting_cap = f->sighting_cap ? f->sighting_cap * 2 : 64;
        f->sighting = ts_grow(f->sighting, f->sighting_cap, sizeof *f->sighting);
    }
    ts_sighting *s = &f->sighting[f->sightings++];
    *s = (ts_sighting){.date = TS_NO_DATE};
    return s;
}

void ts_findings_clear(ts_findings *f) {
    f->mentions = f->sightings = 0;
    ts_arena_reset(&f->norms);
}

void ts_findings_done(ts_findings *f) {
    ts_arena_wipe(&f->norms);
    ts_free(f->mention);
    ts_free(f->sighting);
    *f = (ts_findings){0};
}
