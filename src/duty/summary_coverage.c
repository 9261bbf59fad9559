/* summary_coverage.c - the board's page: what was read, and what was not; what each drop brought. */
#include "duty/page.h"
#include "duty/report.h"

enum { UNREAD_SHOWN = 40 };

static void add_n(ts_buf *out, uint64_t n) {
    ts_buf_add_str(out, "<td class=\"n\">");
    ts_add_count(out, n);
    ts_buf_add_str(out, "</td>");
}

static void add_size(ts_buf *out, uint64_t n) {
    ts_buf_add_str(out, "<td class=\"n\">");
    ts_add_bytes(out, n);
    ts_buf_add_str(out, "</td>");
}

static const char *reason_meaning(ts_reason r) {
    switch (r) {
    case TS_REASON_ENCRYPTED:
        return "locked with a password";
    case TS_REASON_TRUNCATED:
        return "ends before it should: cut off on the way or by the publisher";
    case TS_REASON_CORRUPT:
        return "damaged: its content does not agree with its own format";
    case TS_REASON_UNSUPPORTED:
        return "a format that is not read yet";
    case TS_REASON_TOO_DEEP:
    case TS_REASON_TOO_LARGE:
    case TS_REASON_RATIO:
        return "beyond the limits that protect this machine from traps";
    case TS_REASON_TIMEOUT:
    case TS_REASON_MEMORY:
        return "needed more time or memory than an item is given";
    case TS_REASON_CRASHED:
        return "its reader was stopped; nothing else was touched";
    case TS_REASON_POLICY:
        return "tried what no item may do, or is no plain file";
    case TS_REASON_CHANGED:
        return "changed while it was read";
    case TS_REASON_UNREADABLE:
        return "the disk or its permissions do not let it be read";
    case TS_REASON_NO_ROOM:
        return "found no room on this machine's disk: make room, and run the case again";
    default:
        return "";
    }
}

static void unread_items(const ts_facts *f, ts_buf *out) {
    static const char *const head[] = {"where", "format", "reason", "#not read", NULL};
    ts_buf_add_str(out, "<h3>The items</h3>\n");
    ts_html_table(out, "Items not wholly read", head);
    for (size_t i = 0; i < f->unreads && i < UNREAD_SHOWN; i++) {
        const ts_fact_unread *u = &f->unread[i];
        ts_buf_add_str(out, "<tr><th scope=\"row\" class=\"w\">");
        ts_html_str(out, u->place);
        ts_buf_addf(out, "</th><td>%s</td><td>%s</td><td class=\"n\">", u->format[0] ? u->format : "-",
                    ts_reason_name(u->reason));
        ts_add_bytes(out, u->bytes);
        ts_buf_add_str(out, "</td></tr>\n");
    }
    ts_html_table_end(out);
    if (f->unreads > UNREAD_SHOWN)
        ts_buf_add_str(out, "<p class=\"meta\">All are in <code>unread.csv</code>.</p>\n");
}

static void unread(const ts_facts *f, ts_buf *out) {
    static const char *const head[] = {"why not read", "#items", "#not read", "meaning", NULL};
    const ts_coverage *c = &f->cover;
    ts_html_table(out, "Reasons", head);
    for (int i = 1; i < TS_REASON_COUNT; i++)
        if (c->reason_items[i]) {
            ts_buf_addf(out, "<tr><th scope=\"row\">%s</th>", ts_reason_name((ts_reason)i));
            add_n(out, c->reason_items[i]);
            add_size(out, c->reason_bytes[i]);
            ts_buf_addf(out, "<td>%s</td></tr>\n", reason_meaning((ts_reason)i));
        }
    ts_html_table_end(out);
    unread_items(f, out);
}

static void types(const ts_coverage *c, ts_buf *out) {
    static const char *const head[] = {"type", "#items", "#read", "#partly", "#not", "#stored", "#not read", NULL};
    ts_buf_add_str(out, "<h3>By type</h3>\n");
    ts_html_table(out, "What was read, by type of content", head);
    for (size_t i = 0; i < c->types; i++) {
        const ts_cover *v = &c->type[i].cover;
        ts_buf_add_str(out, "<tr><th scope=\"row\">");
        ts_html_str(out, c->type[i].name[0] ? c->type[i].name : "no known type, or not opened");
        ts_buf_add_str(out, "</th>");
        add_n(out, v->items);
        add_n(out, v->read);
        add_n(out, v->partly);
        add_n(out, v->unread + v->waiting);
        add_size(out, v->bytes);
        add_size(out, v->bytes_unread + v->bytes_waiting);
        ts_buf_add_str(out, "</tr>\n");
    }
    ts_html_table_end(out);
}

void ts_summary_provisional(const ts_facts *f, ts_buf *out) {
    const ts_cover *v = &f->cover.all;
    unsigned share = ts_facts_read_share(f);
    if (!v->waiting)
        return;
    ts_buf_addf(out,
                "<p class=\"real\"><strong>Provisional.</strong> This rests on %u.%u %% of the bytes, read as a "
                "sample of the whole; ",
                share / 10, share % 10);
    ts_add_count(out, v->waiting);
    ts_buf_add_str(out, v->waiting == 1 ? " item (" : " items (");
    ts_add_bytes(out, v->bytes_waiting);
    ts_buf_add_str(out, ") of the evidence still waits to be read: figures will grow, and shares may change.</p>\n");
}

void ts_summary_coverage(const ts_facts *f, ts_buf *out) {
    const ts_coverage *c = &f->cover;
    ts_bar bar[] = {{"read", c->all.bytes_read, "c3"},
                    {"not read", c->all.bytes_unread, "c7"},
                    {"still waiting", c->all.bytes_waiting, "c6"}};
    ts_buf_add_str(out, "<h2>What was read, and what was not</h2>\n");
    ts_buf_add_str(out, "<p>");
    ts_add_count(out, c->files);
    ts_buf_add_str(out, " files of evidence (");
    ts_add_bytes(out, c->file_bytes);
    ts_buf_add_str(out, ") hold ");
    ts_add_count(out, c->all.items);
    ts_buf_add_str(out, " distinct items with their members: ");
    ts_add_count(out, c->all.read);
    ts_buf_add_str(out, " read, ");
    ts_add_count(out, c->all.partly);
    ts_buf_add_str(out, " partly, ");
    ts_add_count(out, c->all.unread);
    ts_buf_add_str(out, " not. What came out of them, unpacked: ");
    ts_add_bytes(out, c->all.content);
    ts_buf_add_str(out, ". Copies of one content are read once and counted once; ");
    ts_add_count(out, c->twins);
    ts_buf_add_str(out, " places hold copies.");
    if (c->near_copies) {
        ts_buf_add_str(out, " Besides, the text of ");
        ts_add_count(out, c->near_copies);
        ts_buf_add_str(out, c->near_copies == 1 ? " item is" : " items is");
        ts_buf_add_str(out, " nearly that of another (");
        ts_add_count(out, c->near_groups);
        ts_buf_add_str(out, c->near_groups == 1 ? " group" : " groups");
        ts_buf_add_str(out,
                       " of such near copies): all are read, and a person in several of them is still one person.");
    }
    if (c->twins + c->near_copies)
        ts_buf_add_str(out, " All are in <code>copies.csv</code>.");
    ts_buf_add_str(out, "</p>\n");
    ts_html_shares(out, "Stored bytes", bar, sizeof bar / sizeof *bar, ts_add_bytes);
    types(c, out);
    if (c->all.partly + c->all.unread)
        unread(f, out);
    if (c->unstable) {
        ts_buf_add_str(out, "<p><strong>");
        ts_add_count(out, c->unstable);
        ts_buf_add_str(
            out, " items were ended by time or memory and contribute nothing; the result is not final.</strong></p>\n");
    }
}

void ts_summary_drops(const ts_facts *f, ts_buf *out) {
    static const char *const head[] = {
        "exhibit", "#files", "#stored", "#new items", "#new bytes", "#people first seen", "#held by us", NULL};
    if (f->drops < 2)
        return;
    ts_buf_add_str(out, "<h2>Drop by drop</h2>\n<p>What each piece of evidence brought that none before it had shown: "
                        "items by their content, people by who they are. A person counts where they were seen first."
                        "</p>\n");
    ts_html_table(out, "What each drop brought", head);
    for (size_t i = 0; i < f->drops; i++) {
        const ts_fact_drop *d = &f->drop[i];
        ts_buf_add_str(out, "<tr><th scope=\"row\">");
        ts_html_str(out, d->is.exhibit.name);
        ts_buf_add_str(out, "</th>");
        add_n(out, d->is.files);
        add_size(out, d->is.file_bytes);
        add_n(out, d->is.new_items.items);
        add_size(out, d->is.new_items.bytes);
        add_n(out, d->people);
        add_n(out, d->held);
        ts_buf_add_str(out, "</tr>\n");
    }
    ts_html_table_end(out);
}
