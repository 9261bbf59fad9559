/* case_hints.c - what workers are told of the case's holdings, and the rules that a reading depends on. */
#include "ingest/case_hints.h"

#include "base/digest.h"
#include "base/mem.h"
#include "detect/detect.h"
#include "store/register.h"

ts_err ts_case_hints(ts_case *c, ts_buf *out, ts_digest *digest) {
    uint8_t version[TS_NORMAL_VERSIONS] = {0};
    for (int k = 1; k < TS_KIND_COUNT && k < TS_NORMAL_VERSIONS; k++)
        version[k] = (uint8_t)ts_detector_of((ts_kind)k)->version;
    ts_register *reg;
    TS_TRY(ts_register_open(c->register_dir, &c->register_key, version, &reg));
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
    ts_hints_write(h, out);
    /* Rules are part of what a reading depends on: their versions go along. */
    TS_AUTO(ts_buf, ts_buf_done) all = {0};
    ts_buf_add(&all, ts_buf_span(out));
    ts_buf_add(&all, ts_span_of(version, sizeof version));
    ts_sha256_of(ts_buf_span(&all), digest);
    ts_free(h);
    ts_register_close(reg);
    return TS_OK;
}
