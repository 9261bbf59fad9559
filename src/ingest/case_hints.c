/* case_hints.c - what workers are told of the case's holdings, and the rules that a reading depends on. */
#include "ingest/case_hints.h"

#include <touchstone/ingest.h>

#include "base/digest.h"
#include "base/mem.h"
#include "crypt/keyring.h"
#include "detect/detect.h"
#include "detect/name_filter.h"
#include "store/blobs.h"
#include "store/parts.h"
#include "store/register.h"
#include "text/likeness.h"

/* The filter of the holdings' names, and what it answers: the marks, whatever the salt. */
static ts_err add_names(const ts_register *reg, ts_buf *filter, ts_digest *digest) {
    uint64_t *mark, salt[TS_NAME_SALTS];
    size_t n;
    TS_TRY(ts_register_names(reg, &mark, &n));
    ts_sha256_of(ts_span_of(mark, n * sizeof *mark), digest);
    if (n) {
        ts_random(salt, sizeof salt);
        ts_name_filter_write(mark, n, salt, filter);
    }
    ts_wipe(mark, n * sizeof *mark);
    ts_free(mark);
    return TS_OK;
}

ts_err ts_case_hints(ts_case *c, ts_buf *out, ts_digest *digest) {
    uint8_t version[TS_NORMAL_VERSIONS] = {0};
    for (int k = 1; k < TS_KIND_COUNT && k < TS_NORMAL_VERSIONS; k++)
        version[k] = (uint8_t)ts_detector_of((ts_kind)k)->version;
    ts_register *reg;
    TS_AUTO(ts_buf, ts_buf_wipe) filter = {0};
    ts_digest names;
    TS_TRY(ts_register_open(c->register_dir, &c->register_key, version, &reg));
    ts_err err = add_names(reg, &filter, &names);
    if (err) {
        ts_register_close(reg);
        return err;
    }
    ts_hints *h = ts_alloc(sizeof *h);
    enum { MOST = sizeof h->mask / sizeof *h->mask };
    ts_register_mask mask[MOST];
    h->masks = ts_register_masks(reg, mask, MOST);
    for (size_t i = 0; i < h->masks; i++) {
        _Static_assert(sizeof h->mask[i].mask == sizeof mask[i].mask, "one size of mask");
        memcpy(h->mask[i].mask, mask[i].mask, sizeof mask[i].mask);
        h->mask[i].share = mask[i].share;
    }
    h->test_realm = c->test_realm;
    /* Rules are part of what a reading depends on: their versions go along.  Of the names what they are, since the filter's
     * bytes are others in each run. */
    TS_AUTO(ts_buf, ts_buf_done) all = {0};
    ts_hints_write(h, &all);
    ts_buf_add(&all, ts_span_of(version, sizeof version));
    ts_buf_add_u8(&all, TS_LIKENESS_VERSION);
    if (filter.len)
        ts_buf_add(&all, ts_span_of(names.byte, sizeof names.byte));
    h->names = ts_buf_span(&filter);
    ts_hints_write(h, out);
    ts_sha256_of(ts_buf_span(&all), digest);
    ts_free(h);
    ts_register_close(reg);
    return TS_OK;
}

typedef struct count {
    ts_digest hints;
    uint64_t others;
} count;

static ts_err add_other(void *context, const ts_blob *b) {
    count *n = context;
    n->others += b->done && !ts_is_part(b) && !ts_digest_eq(&b->hints, &n->hints);
    return TS_OK;
}

ts_err ts_ingest_stale(ts_case *c, uint64_t *items) {
    TS_AUTO(ts_buf, ts_buf_wipe) hints = {0};
    count n = {.others = 0};
    TS_TRY(ts_case_hints(c, &hints, &n.hints));
    TS_TRY(ts_blob_each(c, add_other, &n));
    *items = n.others;
    return TS_OK;
}
