/* plain_sightings.h - segments of `n` sightings, each with one value, written and added up for tests. */
#ifndef TS_TESTS_STORE_PLAIN_SIGHTINGS_H
#define TS_TESTS_STORE_PLAIN_SIGHTINGS_H

#include "base/digest.h"
#include "store/sightings.h"
#include "unit/store/case_support.h"

static inline ts_digest digest_of(unsigned n) {
    ts_digest d;
    ts_sha256_of(ts_span_of(&n, sizeof n), &d);
    return d;
}

static inline void plain_findings(ts_findings *f, ts_segment_record *s, unsigned blob, unsigned n, const char *value) {
    ts_findings_clear(f);
    *s = (ts_segment_record){.blob = digest_of(blob), .type = TS_SEGMENT_TABLE, .rows = n, .columns = 1};
    for (unsigned i = 0; i < n; i++) {
        ts_mention *m = ts_findings_add_mention(f);
        m->kind = TS_KIND_SURNAME;
        m->row = i;
        m->start = i * 8;
        m->end = i * 8 + 7;
        ts_findings_set_norm(f, m, ts_str(value));
        ts_sighting *g = ts_findings_add_sighting(f);
        g->first = i;
        g->count = 1;
        g->place = i + 1;
    }
}

static inline ts_err add_plain(ts_case *c, ts_sightings_writer *w, unsigned blob, unsigned n, const char *value) {
    ts_findings f = {0};
    ts_segment_record s;
    (void)c;
    plain_findings(&f, &s, blob, n, value);
    ts_err err = ts_sightings_add(w, &s, &f);
    ts_findings_done(&f);
    return err;
}

static inline void write_plain(ts_case *c, unsigned blob, unsigned n, const char *value) {
    ts_sightings_writer *w;
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
    CHECK(add_plain(c, w, blob, n, value) == TS_OK);
    CHECK(ts_case_begin(c) == TS_OK && ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    ts_sightings_writer_free(w);
}

typedef struct tally {
    uint64_t sightings, wrong;
    char values[128]; /* first value of each segment */
    int32_t add; /* results: weight is place + add */
} tally;

static inline ts_err tally_up(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                              const ts_findings *f, ts_result *result) {
    tally *t = context;
    (void)file, (void)first, (void)segment, (void)result;
    t->sightings += f->sightings;
    if (f->mentions && strlen(t->values) + 20 < sizeof t->values)
        strcat(strncat(t->values, f->mention[0].norm.ptr, f->mention[0].norm.len), " ");
    return TS_OK;
}

static inline ts_err set_results(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                                 const ts_findings *f, ts_result *result) {
    const tally *t = context;
    (void)file, (void)first, (void)segment;
    for (size_t i = 0; i < f->sightings; i++) {
        if (result[i].weight != 0)
            return ts_fail(TS_EINTERNAL, "results do not begin as zeros");
        result[i].weight = (int32_t)f->sighting[i].place + t->add;
        result[i].person = 0x1122334455667788u * (i + 1);
    }
    return TS_OK;
}

#endif
