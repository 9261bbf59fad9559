/* status.c - where the case stands, for a terminal. */
#include <touchstone/duty.h>

#include "duty/report.h"

static const char *items(uint64_t n) { return n == 1 ? " item, " : " items, "; }

/* "12 items whole, 1 partly, 2 not; 3.1 MB of 4.0 MB". */
static void add_cover(ts_buf *out, const ts_cover *v) {
    ts_add_count(out, v->read);
    ts_buf_add_str(out, v->read == 1 ? " item whole, " : " items whole, ");
    ts_add_count(out, v->partly);
    ts_buf_add_str(out, " partly, ");
    ts_add_count(out, v->unread);
    ts_buf_add_str(out, " not");
    if (v->waiting) {
        ts_buf_add_str(out, ", ");
        ts_add_count(out, v->waiting);
        ts_buf_add_str(out, " waiting");
    }
    ts_buf_add_str(out, "; ");
    ts_add_bytes(out, v->bytes_read);
    ts_buf_add_str(out, " of ");
    ts_add_bytes(out, v->bytes);
}

/* "11 items, 462.2 kB; 1 partly": of one type. */
static void add_type(ts_buf *out, const ts_cover *v) {
    const struct {
        uint64_t n;
        const char *what;
    } rest[] = {{v->partly, "partly"}, {v->unread, "not"}, {v->waiting, "waiting"}};
    ts_add_count(out, v->items);
    ts_buf_add_str(out, items(v->items));
    ts_add_bytes(out, v->bytes);
    for (size_t i = 0, told = 0; i < sizeof rest / sizeof *rest; i++)
        if (rest[i].n) {
            ts_buf_add_str(out, told++ ? ", " : "; ");
            ts_add_count(out, rest[i].n);
            ts_buf_addf(out, " %s", rest[i].what);
        }
}

static void add_copies(ts_buf *out, const ts_coverage *v) {
    if (!v->twins && !v->near_copies)
        return;
    ts_buf_add_str(out, "\n  copies       ");
    ts_add_count(out, v->twins);
    ts_buf_add_str(out,
                   v->twins == 1 ? " place holds what stands elsewhere; " : " places hold what stands elsewhere; ");
    ts_add_count(out, v->near_copies);
    ts_buf_add_str(out, v->near_copies == 1 ? " near copy in " : " near copies in ");
    ts_add_count(out, v->near_groups);
    ts_buf_add_str(out, v->near_groups == 1 ? " group" : " groups");
}

static void add_earlier(ts_buf *out, const ts_facts *f) {
    for (size_t i = 0; i < f->earliers; i++) {
        ts_buf_add_str(out, "\n  seen before  ");
        ts_add_count(out, f->earlier[i].sightings);
        ts_buf_add_str(out, " of the sightings and ");
        ts_add_count(out, f->earlier[i].blobs);
        ts_buf_addf(out, " of the items stood in %s", f->earlier[i].name);
    }
}

static void add_coverage(ts_buf *out, const ts_coverage *v) {
    ts_buf_add_str(out, "\n\n  read         ");
    add_cover(out, &v->all);
    for (size_t i = 0; i < v->types; i++) {
        ts_buf_addf(out, "\n    %-14s ", v->type[i].name[0] ? v->type[i].name : "no known type");
        add_type(out, &v->type[i].cover);
    }
    if (v->all.partly + v->all.unread)
        ts_buf_add_str(out, "\n  not read, why");
    for (int i = 1; i < TS_REASON_COUNT; i++)
        if (v->reason_items[i]) {
            ts_buf_addf(out, "\n    %-14s ", ts_reason_name((ts_reason)i));
            ts_add_count(out, v->reason_items[i]);
            ts_buf_add_str(out, items(v->reason_items[i]));
            ts_add_bytes(out, v->reason_bytes[i]);
        }
}

/* Where there was more than one: what each brought that none before it had. */
static void add_drops(ts_buf *out, const ts_facts *f) {
    if (f->drops > 1)
        ts_buf_add_str(out, "\n  drop by drop");
    for (size_t i = 0; f->drops > 1 && i < f->drops; i++) {
        const ts_fact_drop *d = &f->drop[i];
        ts_buf_add_str(out, "\n    ");
        ts_buf_addf(out, "%-14s ", d->is.exhibit.name);
        ts_add_count(out, d->is.files);
        ts_buf_add_str(out, d->is.files == 1 ? " file, new: " : " files, new: ");
        ts_add_count(out, d->is.new_items.items);
        ts_buf_add_str(out, items(d->is.new_items.items));
        ts_add_bytes(out, d->is.new_items.bytes);
        ts_buf_add_str(out, ", ");
        ts_add_count(out, d->people);
        ts_buf_add_str(out, d->people == 1 ? " person" : " people");
    }
}

static void add_claims(ts_buf *out, const ts_facts *f) {
    uint64_t count[TS_CLAIM_RESULTS];
    if (!f->claims)
        return;
    ts_facts_count_claims(f, count);
    ts_buf_add_str(out, "\n  claims       ");
    ts_add_count(out, f->claims);
    for (int r = 0; r < TS_CLAIM_RESULTS; r++)
        if (count[r]) {
            ts_buf_addf(out, "\n    %-14s ", ts_claim_result_name((ts_claim_result)r));
            ts_add_count(out, count[r]);
        }
}

static void add_all(ts_buf *out, const ts_facts *f) {
    ts_facts_situation(f, out);
    add_coverage(out, &f->cover);
    add_copies(out, &f->cover);
    add_drops(out, f);
    ts_buf_add_str(out, "\n  sightings    ");
    ts_add_count(out, f->sightings);
    for (int i = 1; i < TS_VERDICT_COUNT; i++)
        if (f->verdict[i]) {
            ts_buf_addf(out, "\n    %-14s ", ts_verdict_name((ts_verdict)i));
            ts_add_count(out, f->verdict[i]);
        }
    add_earlier(out, f);
    ts_buf_add_str(out, "\n  people       ");
    ts_add_count(out, f->people);
    ts_buf_add_str(out, " (");
    ts_add_count(out, f->people_low);
    ts_buf_add_str(out, " to ");
    ts_add_count(out, f->people_high);
    ts_buf_add_char(out, ')');
    if (!ts_facts_people_settled(f)) {
        ts_buf_add_str(out, " so far; ");
        ts_facts_add_whole(out, f);
    }
    add_claims(out, f);
    ts_buf_add_char(out, '\n');
}

ts_err ts_status(ts_case *c, bool json, FILE *out) {
    ts_facts *f = ts_alloc(sizeof *f);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_err err = ts_facts_load(c, f);
    for (size_t i = 0; !err && json && i < ts_report_count; i++)
        if (strcmp(ts_reports[i]->name, "facts") == 0)
            err = ts_reports[i]->render(c, f, &text);
    if (!err && !json)
        add_all(&text, f);
    if (!err)
        fwrite(text.ptr, 1, text.len, out);
    ts_facts_done(f);
    ts_free(f);
    return err;
}
