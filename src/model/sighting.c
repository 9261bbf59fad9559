/* sighting.c - the mentions at one place that are about one person, and that person's role. */
#include "model/sighting.h"

#include "base/mem.h"

const char *ts_role_name(ts_role role) {
    static const char *const name[TS_ROLE_COUNT] = {"not stated", "patient",  "next of kin", "staff",
                                                    "donor",      "supplier", "clinician"};
    return (unsigned)role < TS_ROLE_COUNT ? name[role] : "unknown";
}

ts_mention *ts_findings_add_mention(ts_findings *f) {
    if (f->mentions == f->mention_cap) {
        f->mention_cap = f->mention_cap ? f->mention_cap * 2 : 256;
        f->mention = ts_grow(f->mention, f->mention_cap, sizeof *f->mention);
    }
    ts_mention *m = &f->mention[f->mentions++];
    memset(m, 0, sizeof *m);
    m->column = -1;
    return m;
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

void ts_findings_clear(ts_findings *f) { f->mentions = f->sightings = 0; }

void ts_findings_done(ts_findings *f) {
    if (f->mention)
        ts_wipe(f->mention, f->mention_cap * sizeof *f->mention);
    ts_free(f->mention);
    ts_free(f->sighting);
    *f = (ts_findings){0};
}
