/* summary_earlier.c - the section of the summary on what was published before. */
#include "duty/page.h"
#include "duty/report.h"

static void cell_of(ts_buf *out, uint64_t n, void (*add)(ts_buf *, uint64_t)) {
    ts_buf_add_str(out, "<td class=\"n\">");
    add(out, n);
    ts_buf_add_str(out, "</td>");
}

void ts_summary_earlier(const ts_facts *f, ts_buf *out) {
    static const char *const head[] = {"earlier leak",        "published",   "#its rows", "#sightings here",
                                       "#of them identified", "#files here", "#bytes",    NULL};
    if (!f->earliers)
        return;
    ts_buf_add_str(out, "<h2>Seen before</h2>\n<p>Of earlier leaks that are registered with this case: how many "
                        "sightings show nothing but what stood "
                        "together in one row there, and how many files are there byte by byte. Recycled is no verdict: "
                        "such a row can be genuine, and "
                        "whoever holds the old leak could have published it. What is not recycled is new, as far as "
                        "these leaks were read.</p>\n");
    ts_html_table(out, "What of this leak stood in earlier ones", head);
    for (size_t i = 0; i < f->earliers; i++) {
        const ts_earlier_sum *e = &f->earlier[i];
        ts_buf_add_str(out, "<tr><th scope=\"row\">");
        ts_html_str(out, e->name);
        ts_buf_add_str(out, "</th><td>");
        if (e->as_of == TS_NO_DATE)
            ts_buf_add_str(out, "not said");
        else
            ts_add_date(out, e->as_of);
        ts_buf_add_str(out, "</td>");
        cell_of(out, e->rows, ts_add_count);
        cell_of(out, e->sightings, ts_add_count);
        cell_of(out, e->identified, ts_add_count);
        cell_of(out, e->blobs, ts_add_count);
        cell_of(out, e->bytes, ts_add_bytes);
        ts_buf_add_str(out, "</tr>\n");
    }
    ts_html_table_end(out);
}
