/* normal.c - the parent's own check of what a worker calls a normal form. */
#include "ingest/normal.h"

#include "detect/detector.h"
#include "detect/partial.h"

bool ts_normal_holds(const ts_mention *m) {
    if (!m->norm.len)
        return true;
    const ts_detector *d = ts_detector_of((ts_kind)m->kind);
    if (!d)
        return false;
    ts_norm again;
    if (m->flags & TS_MENTION_PARTIAL)
        return ts_partial_normal((ts_kind)m->kind, m->norm, &again) && ts_span_eq(ts_norm_span(&again), m->norm);
    bool made = d->normal && d->normal(m->norm, &again);
    /* Cells of a column whose value was altered are kept in the looser form. */
    if (!made && (m->flags & TS_MENTION_UNCHECKED))
        made = d->loose && d->loose(m->norm, &again);
    return made && ts_span_eq(ts_norm_span(&again), m->norm);
}
