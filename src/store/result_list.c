/* result_list.c - every sighting's verdict and every item's state as CSV, in clear: for files outside the case. */
#include <touchstone/verify.h>

#include <inttypes.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/mem.h"
#include "model/locator.h"
#include "store/documents.h"
#include "store/register.h"
#include "store/sightings.h"

typedef struct listing {
    ts_case *c;
    FILE *out;
    const ts_register *holdings;
    ts_digest blob; /* whose place `where` is */
    bool known;
    ts_buf where;
} listing;

/* RFC 4180, and no formula for a spreadsheet. */
static void cell(FILE *out, ts_span s, char after) {
    fputc('"', out);
    if (s.len && strchr("=+-@\t\r", s.ptr[0]))
        fputc('\'', out);
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            fputc('"', out);
        fputc(s.ptr[i], out);
    }
    fputc('"', out);
    fputc(after, out);
}

static ts_err find_place(listing *l, const ts_digest *digest) {
    if (l->known && memcmp(&l->blob, digest, sizeof *digest) == 0)
        return TS_OK;
    ts_blob b;
    bool found;
    int64_t place = 0;
    ts_buf_clear(&l->where);
    TS_TRY(ts_blob_find(l->c, digest, &b, &found));
    if (found)
        TS_TRY(ts_place_of_blob(l->c, b.id, &place));
    if (place)
        TS_TRY(ts_place_locator(l->c, place, &l->where));
    l->blob = *digest;
    l->known = true;
    return TS_OK;
}

static void attributes(FILE *out, unsigned bits, char after) {
    fputc('"', out);
    bool told = false;
    for (int a = 0; a < TS_ATTR_COUNT; a++)
        if (bits >> a & 1)
            fprintf(out, "%s%s", told ? "; " : "", ts_attr_name((ts_attr)a)), told = true;
    fprintf(out, "\"%c", after);
}

static ts_err add_segment(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                          const ts_findings *f, ts_result *result) {
    (void)file, (void)first;
    listing *l = context;
    TS_TRY(find_place(l, &segment->blob));
    for (size_t i = 0; i < f->sightings; i++) {
        const ts_result *r = &result[i];
        char day[11] = "";
        if (r->source_row && r->holding < ts_register_count(l->holdings))
            ts_date_print(ts_index_info(ts_register_at(l->holdings, r->holding))->as_of, day);
        cell(l->out, ts_buf_span(&l->where), ',');
        cell(l->out, ts_until_nul(ts_span_of(segment->part, sizeof segment->part)), ',');
        fprintf(l->out, "%" PRIu64 ",%s,%s,%s,%u.%09u,", f->sighting[i].place,
                ts_role_name((ts_role)f->sighting[i].role), ts_verdict_name((ts_verdict)r->verdict),
                r->ours == TS_OURS_SHOWN    ? "ours"
                : r->ours == TS_OURS_ISSUED ? "issued"
                                            : "",
                r->posterior / 1000000000, r->posterior % 1000000000);
        attributes(l->out, r->agree, ',');
        attributes(l->out, r->differ, ',');
        fprintf(l->out, "%s,%016" PRIx64 ",%s\r\n", day, r->person, r->flags & 1 ? "recycled" : "");
    }
    return ferror(l->out) ? ts_fail(TS_EIO, "the list cannot be written: is the disk full?") : TS_OK;
}

static ts_err record(ts_case *c, const char *what) {
    char details[64];
    snprintf(details, sizeof details, "{\"list\":\"%s\",\"unmasked\":true}", what);
    return ts_case_record(c, "list written in clear", details);
}

ts_err ts_verify_list(ts_case *c, FILE *out) {
    ts_register *holdings;
    TS_TRY(record(c, "sightings"));
    TS_TRY(ts_register_open(c->register_dir, &c->register_key, NULL, &holdings));
    listing l = {.c = c, .out = out, .holdings = holdings};
    fprintf(out, "locator,part,row,role,verdict,ours,posterior,agree,differ,asof,person,recycled\r\n");
    ts_err err = ts_sightings_each(c, false, add_segment, &l);
    ts_register_close(holdings);
    ts_buf_wipe(&l.where);
    return err;
}

/* ---- documents ---- */

typedef struct document_listing {
    listing l;
    const ts_files_register *trees;
    ts_buf text;
} document_listing;

/* Where ours stands: the first of its places. */
static void add_ours(document_listing *l, const ts_document *d) {
    ts_files *x = ts_files_register_at(l->trees, d->tree);
    ts_files_document is;
    uint32_t document;
    uint64_t size;
    int64_t modified;
    char day[11];
    ts_buf_clear(&l->text);
    if (d->verdict == TS_DOCUMENT_NOT_HELD || !x) {
        fprintf(l->l.out, ",,,,");
        return;
    }
    const ts_files_info *info = ts_files_info_of(x);
    ts_date_print(info->as_of, day);
    cell(l->l.out, ts_str(info->organisation), ',');
    cell(l->l.out, ts_str(info->system), ',');
    fprintf(l->l.out, "%s,", day);
    if (ts_files_document_at(x, d->number, &is))
        (void)ts_files_place_at(x, is.first_place, &document, &size, &modified, &l->text);
    cell(l->l.out, ts_buf_span(&l->text), ',');
}

static void add_differences(document_listing *l, const ts_document *d) {
    ts_buf_clear(&l->text);
    for (uint32_t i = 0; i < d->differs && i < TS_DOCUMENT_DIFFERENCES; i++) {
        const ts_document_part *p = &d->differ[i];
        ts_span name = ts_until_nul(ts_span_of(p->name, sizeof p->name));
        if (i)
            ts_buf_add_char(&l->text, ' ');
        if (p->row)
            ts_locator_add_cell(&l->text, name, p->place, 0);
        else
            ts_locator_add_text(&l->text, name, p->place, p->place + p->len);
    }
    if (d->differs > TS_DOCUMENT_DIFFERENCES)
        ts_buf_addf(&l->text, " and %" PRIu32 " more", d->differs - TS_DOCUMENT_DIFFERENCES);
    cell(l->l.out, ts_buf_span(&l->text), '\r');
    fputc('\n', l->l.out);
}

static ts_err add_document(void *context, const ts_document *d) {
    document_listing *l = context;
    TS_TRY(find_place(&l->l, &d->blob));
    cell(l->l.out, ts_buf_span(&l->l.where), ',');
    fprintf(l->l.out, "%s,%s,", ts_document_verdict_name(d->verdict), ts_document_common_name(d->common));
    add_ours(l, d);
    fprintf(l->l.out, "%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",", d->places, d->parts,
            d->parts_held, d->values, d->values_held);
    add_differences(l, d);
    return ferror(l->l.out) ? ts_fail(TS_EIO, "the list cannot be written: is the disk full?") : TS_OK;
}

ts_err ts_documents_list(ts_case *c, FILE *out) {
    ts_files_register *trees;
    TS_TRY(record(c, "documents"));
    TS_TRY(ts_files_register_open(c->register_dir, &c->register_key, &trees));
    document_listing l = {.l = {.c = c, .out = out}, .trees = trees};
    fprintf(out, "locator,verdict,common,organisation,system,as_of,ours,places,parts,parts_held,values,values_held,"
                 "differs\r\n");
    ts_err err = ts_documents_check(c, trees);
    if (!err)
        err = ts_documents_each(c, add_document, &l);
    ts_files_register_close(trees);
    ts_buf_wipe(&l.l.where);
    ts_buf_wipe(&l.text);
    return err;
}

static ts_err add_item(void *context, const ts_place *p) {
    listing *l = context;
    ts_blob b = {.reason = p->reason, .size = p->size, .unread = p->blob ? 0 : p->size};
    char hex[65] = "";
    if (p->blob) {
        TS_TRY(ts_blob_by_id(l->c, p->blob, &b));
        ts_digest_hex(&b.digest, hex);
    }
    ts_reason reason = p->reason != TS_READ ? p->reason : b.reason;
    const char *state = reason == TS_READ                ? (p->blob && !b.done ? "waiting" : "read")
                        : !p->blob || b.unread == b.size ? "not read"
                                                         : "partly";
    ts_buf_clear(&l->where);
    TS_TRY(ts_place_locator(l->c, p->id, &l->where));
    cell(l->out, ts_buf_span(&l->where), ',');
    fprintf(l->out, "%s,%s,%s,%" PRIu64 ",%" PRIu64 ",%s\r\n", b.format, state, ts_reason_name(reason), b.size,
            b.unread, hex);
    return ferror(l->out) ? ts_fail(TS_EIO, "the list cannot be written: is the disk full?") : TS_OK;
}

ts_err ts_items_list(ts_case *c, FILE *out) {
    TS_TRY(record(c, "items"));
    listing l = {.c = c, .out = out};
    fprintf(out, "locator,format,state,reason,bytes,bytes_not_read,sha256\r\n");
    ts_err err = ts_place_each(c, add_item, &l);
    ts_buf_wipe(&l.where);
    return err;
}
