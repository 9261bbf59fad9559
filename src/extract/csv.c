/* csv.c - separated values in any dialect: each record a row, told apart by csv_dialect.c, read by csv_record.c.
 *
 * Which row holds the column names is not decided here: titles, comments and heads come out as rows.
 */
#include "extract/csv_dialect.h"
#include "extract/extractor.h"

enum { HEAD = 64 * 1024, BID = 22, SURE = 44, LIKE = 4, TRIES = 200 };

/* What the bid made of the text that it saw: mostly the very text that is read next, and is not looked at twice. */
static struct {
    ts_buf text;
    bool all;
    int sure;
    ts_csv_dialect dialect;
} seen;

static int look(ts_span text, bool all, ts_csv_dialect *d) {
    seen.sure = ts_csv_sniff(text, all, &seen.dialect);
    seen.all = all;
    ts_buf_clear(&seen.text);
    ts_buf_add(&seen.text, text);
    *d = seen.dialect;
    return seen.sure;
}

static int look_again(ts_span text, bool all, ts_csv_dialect *d) {
    if (all != seen.all || !ts_span_eq(text, ts_buf_span(&seen.text)))
        return ts_csv_sniff(text, all, d);
    *d = seen.dialect;
    return seen.sure;
}

/* What begins like markup or JSON is some other text unless the evidence is strong. */
static int bid(const ts_head *head) {
    ts_csv_dialect d;
    ts_span t = ts_trim(ts_slice(head->text, 0, HEAD));
    if (t.len < 3)
        return 0;
    int sure = look(head->text, head->all, &d);
    if (!sure || ((t.ptr[0] == '<' || t.ptr[0] == '{') && sure < 80))
        return 0;
    return BID + (SURE - BID) * sure / 100;
}

typedef struct reading {
    ts_source *in;
    ts_sink *out;
    ts_csv_dialect d;
    ts_csv_record record;
    uint64_t number; /* records so far */
    bool ahead; /* reads for the columns alone, from the blob's beginning */
    bool ended; /* the slice is read, or enough for the columns */
} reading;

/* At the beginning of a record, or of a piece of one: is it another slice's?  For the columns, the table's first segment is enough. */
static ts_err at_record(reading *r, uint64_t at) {
    if (ts_slice_begins(r->in, at))
        TS_TRY(ts_slice_cut(r->in, r->out, at, true, &r->ended));
    if (r->ahead && (ts_sink_tables(r->out) || at >= r->in->slice->from))
        r->ended = true;
    return TS_OK;
}

/* Emits all whole records of the window; gives how many bytes they were. */
static ts_err emit_records(reading *r, ts_span w, bool all, size_t *used) {
    ts_source *in = r->in;
    ts_csv_record *record = &r->record;
    ts_csv_scan s;
    size_t at = 0;
    ts_csv_begin(&s, &r->d, w);
    while (at < w.len) {
        size_t from = at;
        if (r->ahead || ts_slice_begins(in, in->offset + from)) {
            TS_TRY(at_record(r, in->offset + from));
            if (r->ended)
                break;
        }
        ts_csv_status status = ts_csv_read(&s, &r->d, all, &at, record);
        if (status == TS_CSV_NEEDS_MORE)
            break;
        ts_row row = {.cell = record->cell, .n = record->n, .number = r->number + 1, .at = TS_NO_OFFSET};
        if (in->mapped) {
            row.raw = ts_slice(w, from, at - from);
            row.at = in->offset + from;
        }
        r->number += status == TS_CSV_RECORD;
        if (record->n > 1 || record->cell[0].len)
            TS_TRY(ts_emit_row(r->out, &row));
        *used = at;
    }
    return TS_OK;
}

static ts_err read_records(reading *r) {
    ts_err err = TS_OK;
    for (size_t want = TS_SOURCE_WINDOW; !err && !r->ended;) {
        ts_span w = ts_peek(r->in, want);
        if (!w.len)
            break;
        size_t used = 0;
        err = emit_records(r, w, w.len < want, &used);
        ts_take(r->in, used);
        want = used ? TS_SOURCE_WINDOW : want * 2; /* a record is bounded: see csv_dialect.h */
    }
    return err ? err : r->in->error;
}

/* Do the next records have as many cells as those before?  Inside a quoted text that runs over lines they do not. */
static bool looks_like_records(reading *r, ts_span w, bool all, size_t cells) {
    ts_csv_scan s;
    size_t at = 0, n = 0;
    ts_csv_begin(&s, &r->d, w);
    while (n < LIKE && at < w.len && ts_csv_read(&s, &r->d, all, &at, &r->record) == TS_CSV_RECORD) {
        if (r->record.n != cells)
            return false;
        n++;
    }
    return n > 0;
}

/* Stands behind a line end inside the slice: goes on to the first line within reach that looks like a record's
 * first, if there is one.  It may be mistaken; whoever puts slices together sees that. */
static void seek_record(reading *r, size_t cells) {
    uint64_t left = r->in->slice->to > r->in->offset ? r->in->slice->to - r->in->offset : 0;
    ts_span w = ts_peek(r->in, HEAD);
    bool all = w.len < HEAD;
    char line_end = r->d.cr ? '\r' : '\n';
    for (size_t at = 0, tries = 0; at < w.len && at < left && tries < TRIES; tries++) {
        if (looks_like_records(r, ts_slice(w, at, w.len), all, cells)) {
            ts_take(r->in, at);
            return;
        }
        const char *end = memchr(w.ptr + at, line_end, w.len - at);
        at = end ? (size_t)(end + 1 - w.ptr) : w.len;
    }
}

/* A slice within the blob: the columns are learned where one reader of all learns them, then on to its first record. */
static ts_err begin_later(reading *r) {
    r->ahead = true;
    ts_err err = read_records(r);
    if (err && (!r->ended || !r->in->error))
        return err;
    r->ahead = r->ended = false;
    r->number = 0;
    size_t cells = r->record.n;
    ts_source_forgive(r->in);
    bool jumps = r->in->offset < r->in->slice->from;
    ts_slice_seek(r->in, r->d.cr ? '\r' : '\n');
    if (jumps && !r->in->slice->exact)
        seek_record(r, cells);
    ts_source_forgive(r->in);
    return TS_OK;
}

static ts_err run(ts_source *in, ts_sink *out) {
    reading r = {.in = in, .out = out};
    ts_span head = ts_peek(in, HEAD);
    if (!look_again(head, head.len < HEAD, &r.d))
        return ts_fail(TS_EFORMAT, "csv: no separator explains the lines");
    TS_TRY(ts_emit_head(out, NULL, 0));
    ts_err err = ts_slice_is_later(in) ? begin_later(&r) : TS_OK;
    if (!err)
        err = ts_slice_begin(in, out, &r.ended);
    if (!err)
        err = read_records(&r);
    ts_slice_count(in, r.number);
    ts_csv_record_done(&r.record);
    return err;
}

const ts_extractor ts_extractor_csv = {.name = "csv",
                                       .version = 1,
                                       .needs = TS_STREAM,
                                       .text = true,
                                       .sliced = true,
                                       .bid = bid,
                                       .most = SURE,
                                       .run = run};
