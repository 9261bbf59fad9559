/* fuzz_wire.c - the parent's reading of a worker that lies: any bytes as a reply.
 *
 * The first byte is what the job wants.  Frames as they stand rarely fit together, so their
 * sequence and item are put right unless the second byte says otherwise: then order is tested too.
 * What reaches an event is checked again here, as a reader of the events would rely on it.
 */
#include <stdlib.h>

#include "worker/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ITEM_LEN = 1 << 20, ITEMS = 3 };

static uint32_t text_len;

static void must(bool good) {
    if (!good)
        abort();
}

static ts_err on_segment(void *context, uint64_t item, const ts_segment *s, const char *format) {
    (void)context;
    must(item < ITEMS && strlen(format) < 24 && ts_utf8_valid(s->part));
    must(!s->text.ptr || ts_utf8_valid(s->text));
    for (size_t i = 0; s->head && i < s->columns; i++)
        must(ts_utf8_valid(s->head[i]));
    for (size_t i = 0; i < s->rows; i++)
        must(s->row_number[i] < UINT64_MAX);
    text_len = (uint32_t)s->text.len;
    return TS_OK;
}
static ts_err on_findings(void *context, uint64_t item, ts_findings *f) {
    (void)context;
    must(item < ITEMS);
    for (size_t i = 0; i < f->mentions; i++) {
        const ts_mention *m = &f->mention[i];
        must(m->start <= m->end && m->end <= text_len && m->kind > 0 && m->kind < TS_KIND_COUNT);
        must(m->confidence <= 100 && m->norm.len <= TS_NORM_MAX && ts_utf8_valid(m->norm));
    }
    for (size_t i = 0; i < f->sightings; i++)
        must(f->sighting[i].first + (size_t)f->sighting[i].count <= f->mentions);
    return TS_OK;
}
static ts_err on_values(void *context, uint64_t item, ts_values_found f) {
    (void)context;
    must(item < ITEMS);
    for (ts_value v; ts_value_next(&f, &v);) {
        must(v.start <= v.end && v.end <= text_len && v.is->kind > 0 && v.is->kind < TS_KIND_COUNT &&
             v.is->confidence <= 100);
        must(ts_utf8_valid(v.value) && ts_utf8_valid(v.before) && ts_utf8_valid(v.after));
    }
    return TS_OK;
}
static ts_err on_columns(void *context, uint64_t item, const uint8_t *kind, size_t n) {
    (void)context;
    for (size_t i = 0; i < n; i++)
        must(kind[i] < TS_KIND_COUNT && item < ITEMS);
    return TS_OK;
}
static ts_err on_note(void *context, uint64_t item, ts_span text) {
    (void)context;
    must(item < ITEMS && ts_utf8_valid(text));
    return TS_OK;
}
static ts_err on_slice(void *context, uint64_t item, uint64_t start) {
    (void)context;
    must(item < ITEMS && item != 1 && start <= ITEM_LEN);
    return TS_OK;
}
static ts_err on_end(void *context, uint64_t item, const ts_item_end *end) {
    (void)context;
    must(item < ITEMS && end->next <= ITEM_LEN && end->records <= ITEM_LEN);
    must(end->unread <= ITEM_LEN && end->reason < TS_REASON_COUNT);
    must(strlen(end->message) < sizeof end->message && strlen(end->format) < sizeof end->format);
    return TS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const ts_reply_item item[ITEMS] = {
        {0, ITEM_LEN, .slice = true}, {1, ITEM_LEN}, {2, ITEM_LEN, .slice = true, .later = true}};
    static const ts_pool_events events = {.segment = on_segment,
                                          .findings = on_findings,
                                          .values = on_values,
                                          .columns = on_columns,
                                          .note = on_note,
                                          .slice = on_slice,
                                          .end = on_end};
    if (size < 2)
        return 0;
    ts_reply r = {.events = &events, .item = item, .items = ITEMS, .want = data[0] & 15, .context = 16};
    ts_reply_start(&r);
    ts_cursor c = ts_cursor_over(ts_span_of(data + 2, size - 2));
    bool put_right = data[1] % 2 == 0;
    for (ts_frame f;;) {
        size_t need;
        bool bad;
        if (!ts_frame_get(&c, &f, &need, &bad))
            break;
        if (put_right) {
            f.sequence = r.sequence;
            f.item = (uint32_t)r.ended;
        }
        if (ts_reply_frame(&r, &f) != TS_OK)
            break;
    }
    ts_reply_done(&r);
    return 0;
}
