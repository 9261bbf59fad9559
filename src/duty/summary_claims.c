/* summary_claims.c - the board's page: what was claimed, assertion by assertion, against what was found. */
#include "duty/page.h"
#include "duty/report.h"

enum { TEXT_SHOWN = 1200, EXAMPLES_SHOWN = 2 };

static void add_cell(ts_buf *out, const ts_buf *text) { ts_html_text(out, ts_buf_span(text)); }

static void assertion_row(const ts_fact_claim *k, size_t i, ts_buf *out) {
    const ts_claim *c = &k->said;
    ts_claim_result result = c->found ? (ts_claim_result)c->found[i].result : TS_CLAIM_NOT_JUDGED;
    TS_AUTO(ts_buf, ts_buf_done) says = {0}, shows = {0}, change = {0};
    ts_claim_says(c, &c->assertion[i], &says);
    ts_claim_shows(c, i, &shows);
    ts_claim_could_change(c, i, &change);
    ts_buf_add_str(out, "<tr><th scope=\"row\">");
    add_cell(out, &says);
    if (c->assertion[i].from_text)
        ts_buf_add_str(out, "<span class=\"eg\">read from its text</span>");
    ts_buf_addf(out, "</th><td><span class=\"tag r%d\">%s</span></td><td>", (int)result, ts_claim_result_name(result));
    add_cell(out, &shows);
    for (size_t e = 0; c->found && e < c->found[i].examples && e < EXAMPLES_SHOWN; e++) {
        ts_buf_add_str(out, "<span class=\"eg\">such as ");
        ts_html_str(out, k->where[i][e]);
        ts_buf_add_str(out, "</span>");
    }
    ts_buf_add_str(out, "</td><td>");
    if (change.len)
        add_cell(out, &change);
    else
        ts_buf_add_char(out, '-');
    ts_buf_add_str(out, "</td></tr>\n");
}

static void one_claim(const ts_fact_claim *k, ts_buf *out) {
    static const char *const head[] = {"what is claimed", "result", "what was found", "what could change it", NULL};
    const ts_claim *c = &k->said;
    TS_AUTO(ts_buf, ts_buf_done) who = {0}, text = {0}, source = {0};
    ts_claim_add_text(&who, ts_str(c->who));
    ts_buf_add_str(&who, ", ");
    ts_claim_add_when(&who, c);
    ts_buf_add_str(out, "<h3>");
    add_cell(out, &who);
    ts_buf_add_str(out, "</h3>\n");
    if (c->source[0]) {
        ts_claim_add_text(&source, ts_str(c->source));
        ts_buf_add_str(out, "<p class=\"meta\">");
        add_cell(out, &source);
        ts_buf_add_str(out, "</p>\n");
    }
    if (c->text.len) {
        size_t n = c->text.len < TEXT_SHOWN ? c->text.len : TEXT_SHOWN;
        while (n < c->text.len && n > 0 && (c->text.ptr[n] & 0xC0) == 0x80)
            n--;
        ts_claim_add_text(&text, ts_slice(ts_buf_span(&c->text), 0, n));
        ts_buf_add_str(out, "<blockquote>");
        for (size_t at = 0, end; at < text.len; at = end + 1) { /* line ends are the only controls that stay */
            end = ts_span_find(ts_buf_span(&text), ts_str("\n"), at);
            end = end == SIZE_MAX ? text.len : end;
            ts_html_text(out, ts_slice(ts_buf_span(&text), at, end - at));
            ts_buf_add_str(out, end < text.len ? "<br>" : "");
        }
        ts_buf_add_str(out, n < c->text.len ? " …</blockquote>\n" : "</blockquote>\n");
    }
    if (!c->assertions) {
        ts_buf_add_str(out, "<p>It says nothing that can be judged.</p>\n");
        return;
    }
    ts_buf_add_str(out, "<div class=\"claim\">");
    ts_html_table(out, "Assertions of the claim", head);
    for (size_t i = 0; i < c->assertions; i++)
        assertion_row(k, i, out);
    ts_html_table_end(out);
    ts_buf_add_str(out, "</div>\n");
}

void ts_summary_claims(const ts_facts *f, ts_buf *out) {
    uint64_t count[TS_CLAIM_RESULTS];
    static const char *const colour[TS_CLAIM_RESULTS] = {"c6", "c7", "c1", "c5", "c3"};
    ts_bar bar[TS_CLAIM_RESULTS];
    if (!f->claims)
        return;
    ts_facts_count_claims(f, count);
    size_t n = 0;
    static const ts_claim_result order[] = {TS_CLAIM_SUPPORTED, TS_CLAIM_PARTLY, TS_CLAIM_NOT_SHOWN, TS_CLAIM_REFUTED,
                                            TS_CLAIM_NOT_JUDGED};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        bar[n++] = (ts_bar){ts_claim_result_name(order[i]), count[order[i]], colour[order[i]]};
    ts_buf_add_str(
        out,
        "<h2>What was claimed</h2>\n<p>Supported: shown by sightings that are genuine and ours. Partly: less is shown "
        "than is claimed, or the source is not shown. Not shown: nothing that was read shows it, which does not mean "
        "that it was not taken. Refuted is said of the published files alone, once all of them are read: nothing "
        "published can refute what was taken and kept back.</p>\n");
    ts_html_shares(out, "Assertions by result", bar, n, ts_add_count);
    for (size_t i = 0; i < f->claims; i++)
        one_claim(&f->claim[i], out);
}
