/* documents.c - how the leaked documents stand to the organisations' own, in the reports. */
#include "duty/page.h"
#include "duty/report.h"

#include "base/digest.h"

/* ---- the board's page ---- */

static const struct {
    ts_document_verdict verdict;
    const char *colour, *meaning;
} row[] = {
    {TS_DOCUMENT_BYTES, "c0", "the very file that we hold"},
    {TS_DOCUMENT_TEXT, "c1", "every word of one of ours, in another format or layout"},
    {TS_DOCUMENT_NEAR, "c2",
     "half of its text or more is one of ours, and so are its numbers and names: an earlier or a changed copy"},
    {TS_DOCUMENT_TEMPLATE, "c3", "our form or letter, filled in with what none of ours has"},
    {TS_DOCUMENT_NOT_HELD, "c5", "like none of ours"},
};
enum { ROWS = sizeof row / sizeof *row };

static void add_n(ts_buf *out, uint64_t n) {
    ts_buf_add_str(out, "<td class=\"n\">");
    ts_add_count(out, n);
    ts_buf_add_str(out, "</td>");
}

void ts_summary_documents(const ts_facts *f, ts_buf *out) {
    const ts_fact_documents *d = &f->documents;
    static const char *const head[] = {"document", "#documents", "#of them common", "meaning", NULL};
    ts_bar bar[ROWS];
    if (!d->compared)
        return;
    ts_buf_add_str(out, "<h2>Are the documents ours?</h2>\n<p>");
    ts_add_count(out, d->compared);
    ts_buf_add_str(
        out, " files of the evidence and members of containers were compared with the registered trees of our own "
             "documents, by their bytes, text, parts, form and values.");
    if (d->without_text) {
        ts_buf_add_char(out, ' ');
        ts_add_count(out, d->without_text);
        ts_buf_add_str(out, " of them, without a text that could be read, by their bytes alone.");
    }
    ts_buf_add_str(out, "</p>\n");
    for (size_t i = 0; i < ROWS; i++)
        bar[i] = (ts_bar){ts_document_verdict_name(row[i].verdict), d->verdict[row[i].verdict], row[i].colour};
    ts_html_shares(out, "Documents by how they stand to ours", bar, ROWS, ts_add_count);
    ts_html_table(out, "Documents and what each word means", head);
    for (size_t i = 0; i < ROWS; i++) {
        ts_buf_addf(out, "<tr><th scope=\"row\" class=\"d\">%s</th>", ts_document_verdict_name(row[i].verdict));
        add_n(out, d->verdict[row[i].verdict]);
        add_n(out, d->common[row[i].verdict]);
        ts_buf_addf(out, "<td>%s</td></tr>\n", row[i].meaning);
    }
    ts_html_table_end(out);
    ts_buf_add_str(
        out, "<p>Common are documents of hardly any text, public licences, and what stands in very many places or with "
             "several organisations: that we hold them says little of where they came from. All are in "
             "<code>documents.csv</code>; <code>touchstone verify CASE --documents FILE</code> names ours, and the "
             "parts that differ.</p>\n");
}

/* ---- for programs ---- */

void ts_documents_json(ts_json *j, const ts_facts *f) {
    static const char *const key[TS_DOCUMENT_VERDICTS] = {"not_held", "same_template", "near_identical", "same_text",
                                                          "byte_identical"};
    const ts_fact_documents *d = &f->documents;
    if (!d->compared)
        return;
    ts_json_key(j, "documents");
    ts_json_open(j, '{');
    ts_json_put_uint(j, "compared", d->compared);
    ts_json_put_uint(j, "compared_by_bytes_alone", d->without_text);
    for (int v = 0; v < TS_DOCUMENT_VERDICTS; v++)
        ts_json_put_uint(j, key[v], d->verdict[v]);
    ts_json_key(j, "common");
    ts_json_open(j, '{');
    for (int v = TS_DOCUMENT_TEMPLATE; v < TS_DOCUMENT_VERDICTS; v++)
        ts_json_put_uint(j, key[v], d->common[v]);
    ts_json_close(j, '}');
    ts_json_close(j, '}');
}

/* ---- the list ---- */

typedef struct listing {
    ts_case *c;
    ts_buf *out;
} listing;

static ts_err add_row(void *context, const ts_document *d) {
    listing *l = context;
    ts_blob b;
    bool found;
    int64_t place = 0;
    char hex[65], tree[65] = "";
    TS_AUTO(ts_buf, ts_buf_done) where = {0};
    TS_TRY(ts_blob_find(l->c, &d->blob, &b, &found));
    if (found)
        TS_TRY(ts_place_of_blob(l->c, b.id, &place));
    if (place)
        TS_TRY(ts_place_masked(l->c, place, &where));
    ts_digest_hex(&d->blob, hex);
    if (d->verdict != TS_DOCUMENT_NOT_HELD)
        ts_digest_hex(&d->source, tree);
    ts_csv_cell(l->out, ts_buf_span(&where));
    ts_buf_addf(l->out, ",%s,%s,%u,%u,%u,%u,%u,%u,%s,%s\r\n", ts_document_verdict_name(d->verdict),
                ts_document_common_name(d->common), d->places, d->parts, d->parts_held, d->values, d->values_held,
                d->differs, tree, hex);
    return TS_OK;
}

static ts_err documents(ts_case *c, const ts_facts *f, ts_buf *out) {
    (void)f;
    listing l = {c, out};
    ts_buf_add_str(out,
                   "where,verdict,common,places,parts,parts_held,values,values_held,differing_parts,tree,sha256\r\n");
    return ts_documents_each(c, add_row, &l);
}

const ts_report_shape ts_report_documents_csv = {"documents", "csv", "documents.csv", documents};
