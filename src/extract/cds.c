/* cds.c - Commissioning Data Set files of fixed width, as they go to the Secondary Uses Service by way of a translation.
 *
 * A record is a row about its patient; the mother and the babies that records of births name are rows of their own.
 * The layouts: cds_places.def.  Lines that are none of theirs are rows of one cell.
 */
#include "extract/cds_record.h"
#include "extract/extractor.h"

enum { BID = 76, LOOK = 64 * 1024, MOST_RECORD = 256 * 1024 };

typedef struct reading {
    ts_source *in;
    ts_sink *out;
    ts_cds_layout layout;
    ts_cds_row row;
    ts_cds_line line;
    uint64_t rows;
    bool table; /* the head is out, rows may follow */
    char begun[TS_CDS_NUMBER]; /* of the record's first line: its number, and how its lines name it */
} reading;

/* The line at `at` with its end. */
static ts_span line_at(ts_span w, size_t at) {
    const char *nl = at < w.len ? memchr(w.ptr + at, '\n', w.len - at) : NULL;
    return ts_slice(w, at, nl ? (size_t)(nl + 1 - w.ptr) - at : w.len);
}

static ts_span without_end(ts_span line) {
    while (line.len && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r'))
        line.len--;
    return line;
}

/* ---- rows ---- */

static ts_err send(reading *r, ts_span raw) {
    if (!r->row.used)
        return TS_OK;
    if (!r->table)
        TS_TRY(ts_emit_head(r->out, ts_cds_head(), ts_cds_columns()));
    r->table = true;
    ts_row row = {.cell = r->row.cell, .n = r->row.used, .number = ++r->rows, .at = TS_NO_OFFSET};
    if (r->in->mapped) {
        row.raw = raw;
        row.at = r->in->offset;
    }
    ts_err err = ts_emit_row(r->out, &row);
    ts_cds_row_clear(&r->row);
    return err;
}

/* One person of the record. */
static ts_err person(reading *r, ts_span record, unsigned who, unsigned which) {
    bool said = false;
    for (size_t at = 0; at < record.len;) {
        ts_span line = line_at(record, at), text = without_end(line);
        at += line.len;
        /* Others are text, whatever number they begin with. */
        bool ours = ts_cds_begins(r->layout, text) ||
                    (r->layout == TS_CDS_LINES && ts_cds_goes_on(ts_span_of(r->begun, sizeof r->begun), text));
        if (ours) {
            ts_cds_line_of(&r->line, text);
            said |= ts_cds_row_take(&r->row, r->layout, &r->line, who, which);
        } else if (who == TS_CDS_PATIENT) {
            ts_cds_row_other(&r->row, text);
            said = true;
        }
    }
    if (said)
        return send(r, record);
    ts_cds_row_clear(&r->row);
    return TS_OK;
}

static ts_err people(reading *r, ts_span record) {
    if (r->layout == TS_CDS_LINES && ts_cds_begins(r->layout, record))
        memcpy(r->begun, record.ptr, sizeof r->begun);
    TS_TRY(person(r, record, TS_CDS_PATIENT, 0));
    TS_TRY(person(r, record, TS_CDS_MOTHER, 0));
    for (unsigned i = 0; i < TS_CDS_BABIES; i++)
        TS_TRY(person(r, record, TS_CDS_BABY, i));
    return TS_OK;
}

/* ---- records ---- */

/* Bytes of the record that begins the window; *more: its end is not in the window. */
static size_t record_len(const reading *r, ts_span w, bool *more) {
    ts_span first = line_at(w, 0);
    size_t at = first.len;
    *more = !first.len || first.ptr[first.len - 1] != '\n';
    if (r->layout != TS_CDS_LINES || *more)
        return at;
    for (;;) {
        ts_span line = line_at(w, at);
        bool whole = line.len && line.ptr[line.len - 1] == '\n';
        if (line.len > TS_CDS_NUMBER ? !ts_cds_goes_on(first, without_end(line)) : whole)
            return at;
        if (!whole) {
            *more = true;
            return at + (line.len > TS_CDS_NUMBER ? line.len : 0);
        }
        at += line.len;
    }
}

static ts_err records(reading *r, bool ended) {
    size_t want = LOOK;
    while (!ended) {
        bool begins = r->layout != TS_CDS_LINES || ts_cds_begins(r->layout, ts_peek(r->in, TS_CDS_NUMBER + 9));
        if (begins && ts_slice_begins(r->in, r->in->offset)) { /* what goes on with a record stays in its slice */
            r->table = false;
            TS_TRY(ts_slice_cut(r->in, r->out, r->in->offset, false, &ended));
            if (ended)
                break;
        }
        ts_span w = ts_peek(r->in, want);
        if (!w.len)
            break;
        bool more = false;
        size_t len = record_len(r, w, &more);
        if (more && w.len == want && want < MOST_RECORD) {
            want *= 2;
            continue;
        }
        want = LOOK;
        TS_TRY(people(r, ts_slice(w, 0, len)));
        ts_take(r->in, len);
    }
    return r->in->error;
}

/* A slice within the blob begins at the first line that begins a record. */
static void begin_later(reading *r) {
    ts_source_forgive(r->in);
    ts_slice_seek(r->in, '\n');
    while (!r->in->slice->exact && r->in->offset < r->in->slice->to) {
        ts_span w = ts_peek(r->in, TS_CDS_NUMBER + 9);
        if (!w.len || ts_cds_begins(r->layout, w))
            return;
        ts_slice_next_line(r->in, '\n');
    }
}

static int bid(const ts_head *head) {
    return ts_cds_layout_of(ts_slice(head->text, 0, LOOK), head->all && head->text.len <= LOOK) ? BID : 0;
}

static ts_err run(ts_source *in, ts_sink *out) {
    ts_span head = ts_peek(in, LOOK);
    ts_cds_layout layout = ts_cds_layout_of(head, head.len < LOOK);
    if (!layout) /* the bid saw less of it, and was right of that */
        layout = ts_cds_begins(TS_CDS_RECORD, head)  ? TS_CDS_RECORD
                 : ts_cds_begins(TS_CDS_LINES, head) ? TS_CDS_LINES
                                                     : TS_CDS_NONE;
    if (!layout)
        return ts_fail(TS_EFORMAT, "cds: the lines are of no known layout");
    reading *r = ts_alloc(sizeof *r);
    r->in = in;
    r->out = out;
    r->layout = layout;
    bool ended = false;
    if (ts_slice_is_later(in))
        begin_later(r);
    ts_err err = ts_slice_begin(in, out, &ended);
    if (!err)
        err = records(r, ended);
    ts_slice_count(in, r->rows);
    ts_cds_row_done(&r->row);
    ts_free(r);
    return err;
}

const ts_extractor ts_extractor_cds = {
    .name = "cds", .version = 1, .needs = TS_STREAM, .text = true, .sliced = true, .bid = bid, .run = run};
