/* html.c - web pages: text with block breaks, tables as tables; what a reader does not see leaks as well. */
#include "extract/extractor.h"
#include "extract/grid.h"
#include "extract/tags.h"

/* Is the name one of the list's words? */
static bool any(ts_span name, const char *list) {
    for (const char *p = list, *end; *p; p = *end ? end + 1 : end) {
        end = strchrnul(p, ' ');
        if ((size_t)(end - p) == name.len && memcmp(p, name.ptr, name.len) == 0)
            return true;
    }
    return false;
}

static int bid(const ts_head *head) {
    ts_span t = ts_slice(ts_trim(ts_slice(head->text, 0, 4096)), 0, 4096);
    if (!t.len)
        return 0;
    if (ts_span_starts_nocase(t, ts_str("<!doctype html")) || ts_span_starts_nocase(t, ts_str("<html")))
        return 58;
    if (t.ptr[0] != '<')
        return 0;
    static const char *const tags[] = {"<html", "<body", "<table", "<div", "<p>",
                                       "<head", "<meta", "<br",    "<td",  "<span"};
    int seen = 0;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        seen += ts_span_find_nocase(t, ts_str(tags[i]), 0) != SIZE_MAX;
    if (seen >= 2)
        return 50;
    return ts_span_starts(t, ts_str("<?xml")) || (t.len > 2 && ts_is_alpha(t.ptr[1]) && memchr(t.ptr, '>', t.len)) ? 22
                                                                                                                   : 0;
}

/* Attribute values that a person wrote or that name one. */
static ts_err attributes(ts_tags *m, ts_grid *g) {
    static const char *const shown[] = {"title", "alt", "value", "content", "placeholder", "summary"};
    if (!m->markup.attributes.len)
        return TS_OK;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        TS_TRY(ts_grid_aside(g, ts_tags_attribute(m, shown[i])));
    ts_span link = ts_tags_attribute(m, "href");
    if (ts_span_starts_nocase(link, ts_str("mailto:")) || ts_span_starts_nocase(link, ts_str("tel:")))
        TS_TRY(ts_grid_aside(g, ts_slice(link, ts_span_find(link, ts_str(":"), 0) + 1, link.len)));
    return TS_OK;
}

static const char blocks[] =
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr section article header footer address blockquote pre hr dt dd option title "
    "form fieldset label body head caption main nav aside figure figcaption legend textarea select";

static ts_err tag(ts_tags *m, ts_grid *g, bool open) {
    ts_span n = m->name;
    if (any(n, "table"))
        return open ? ts_grid_table(g) : ts_grid_table_end(g);
    if (any(n, "tr"))
        return open ? ts_grid_row(g) : ts_grid_row_end(g);
    if (any(n, "td th")) {
        if (!open)
            return ts_grid_cell_end(g);
        uint64_t span = 1;
        ts_parse_u64(ts_tags_attribute(m, "colspan"), &span);
        TS_TRY(ts_grid_cell(g, span, any(n, "th")));
    } else if (any(n, blocks)) {
        TS_TRY(ts_grid_break(g));
    }
    return open ? attributes(m, g) : TS_OK;
}

static ts_err run(ts_source *in, ts_sink *out) {
    ts_tags m;
    ts_grid g;
    ts_tags_init(&m, in, true);
    ts_grid_init(&g, out);
    ts_err err = TS_OK;
    bool aside = false; /* in a comment, which stands on lines of its own */
    for (ts_markup_type e; !err && (e = ts_tags_next(&m)) != TS_MARKUP_END;) {
        if ((e == TS_MARKUP_COMMENT) != aside) {
            aside = !aside;
            err = ts_grid_break(&g);
        }
        if (err)
            break;
        if (e == TS_MARKUP_OPEN || e == TS_MARKUP_CLOSE)
            err = tag(&m, &g, e == TS_MARKUP_OPEN);
        else
            err = ts_grid_words(&g, m.text);
    }
    if (!err)
        err = ts_grid_finish(&g);
    ts_grid_done(&g);
    ts_tags_done(&m);
    return err ? err : in->error;
}

const ts_extractor ts_extractor_html = {
    .name = "html", .version = 1, .needs = TS_STREAM, .text = true, .bid = bid, .run = run};
