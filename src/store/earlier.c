/* earlier.c - what verification found of each earlier leak that is registered with the case. */
#include "store/earlier.h"

#include "base/mem.h"

static const char fact[] = "verify.earlier";
enum { FORM = 1 };

ts_err ts_earlier_save(ts_case *c, const ts_earlier_sum *sum, size_t n) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    if (n)
        ts_buf_add_u8(&b, FORM);
    for (size_t i = 0; i < n; i++) {
        ts_buf_add_counted(&b, ts_str(sum[i].name));
        ts_buf_add_u32le(&b, (uint32_t)sum[i].as_of);
        ts_buf_add_u64le(&b, sum[i].rows);
        ts_buf_add_u64le(&b, sum[i].sightings);
        ts_buf_add_u64le(&b, sum[i].identified);
        ts_buf_add_u64le(&b, sum[i].blobs);
        ts_buf_add_u64le(&b, sum[i].bytes);
    }
    return ts_case_set(c, fact, ts_buf_span(&b));
}

ts_err ts_earlier_load(ts_case *c, ts_earlier_sum out[static TS_EARLIER_MOST], size_t *n) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    TS_TRY(ts_case_get(c, fact, &b));
    *n = 0;
    if (!b.len)
        return TS_OK;
    ts_cursor at = ts_cursor_over(ts_buf_span(&b));
    bool known = ts_read_u8(&at) == FORM;
    while (known && at.ok && ts_cursor_left(&at) && *n < TS_EARLIER_MOST) {
        ts_earlier_sum *s = &out[*n];
        *s = (ts_earlier_sum){0};
        ts_span name = ts_read_counted(&at);
        known = name.len < sizeof s->name;
        memcpy(s->name, name.ptr, known ? name.len : 0);
        s->as_of = (ts_date)ts_read_u32le(&at);
        s->rows = ts_read_u64le(&at);
        s->sightings = ts_read_u64le(&at);
        s->identified = ts_read_u64le(&at);
        s->blobs = ts_read_u64le(&at);
        s->bytes = ts_read_u64le(&at);
        ++*n;
    }
    return known && at.ok ? TS_OK
                          : ts_fail(TS_EDAMAGED, "what is kept of earlier leaks cannot be read: run verify again");
}
