/* csv.c - separated values in any dialect: each record a row, told apart by csv_dialect.c, read by csv_record.c.
 *
 * Which row holds the column names is not decided here: titles, comments and heads come out as rows.
 */
#include "extract/csv_dialect.h"
#include "extract/extractor.h"

enum { HEAD = 64 * 1024, BID = 22, SURE = 44 };

/* What begins like markup or JSON is some other text unless the evidence is strong. */
static int bid(const ts_head *head) {
    ts_csv_dialect d;
    ts_span t = ts_trim(ts_slice(head->text, 0, HEAD));
    if (t.len < 3)
        return 0;
    int sure = ts_csv_sniff(head->text, head->all, &d);
    if (!sure || ((t.ptr[0] == '<' || t.ptr[0] == '{') && sure < 80))
        return 0;
    return BID + (SURE - BID) * sure / 100;
}

/* Emits all whole records of the window; gives how many bytes they were. */
static ts_err emit_records(ts_source *in, ts_sink *out, const ts_csv_dialect *d, ts_span w, bool all, ts_csv_record *r,
                           uint64_t *number, size_t *used) {
    ts_csv_scan s;
    size_t at = 0;
    ts_csv_begin(&s, d, w);
    while (at < w.len) {
        size_t from = at;
        ts_csv_status status = ts_csv_read(&s, d, all, &at, r);
        if (status == TS_CSV_NEEDS_MORE)
            break;
        ts_row row = {.cell = r->cell, .n = r->n, .number = *number + 1, .at = TS_NO_OFFSET};
        if (in->mapped) {
            row.raw = ts_slice(w, from, at - from);
            row.at = in->offset + from;
        }
        *number += status == TS_CSV_RECORD;
        if (r->n > 1 || r->cell[0].len)
            TS_TRY(ts_emit_row(out, &row));
        *used = at;
    }
    return TS_OK;
}

static ts_err run(ts_source *in, ts_sink *out) {
    ts_csv_dialect d;
    ts_span head = ts_peek(in, HEAD);
    if (!ts_csv_sniff(head, head.len < HEAD, &d))
        return ts_fail(TS_EFORMAT, "csv: no separator explains the lines");
    TS_TRY(ts_emit_head(out, NULL, 0));
    ts_csv_record r = {0};
    ts_err err = TS_OK;
    uint64_t number = 0;
    for (size_t want = TS_SOURCE_WINDOW; !err;) {
        ts_span w = ts_peek(in, want);
        if (!w.len)
            break;
        size_t used = 0;
        err = emit_records(in, out, &d, w, w.len < want, &r, &number, &used);
        ts_take(in, used);
        want = used ? TS_SOURCE_WINDOW : want * 2; /* a record is bounded: see csv_dialect.h */
    }
    ts_csv_record_done(&r);
    return err ? err : in->error;
}

const ts_extractor ts_extractor_csv = {
    .name = "csv", .version = 1, .needs = TS_STREAM, .text = true, .bid = bid, .run = run};
