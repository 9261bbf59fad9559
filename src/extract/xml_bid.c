/* xml_bid.c - what is XML, and what only looks like it. */
#include "extract/xml.h"

enum { DECLARED = 56, WELL_FORMED = 52, LOOK = 8192, DEPTH = 32 };

/* Names that web pages and pieces of them begin with: html.c knows better what to show of those. */
static bool is_of_a_page(ts_span name) {
    static const char *const names[] = {"html", "head", "body",  "div",  "p",    "span", "table", "tr",   "td",
                                        "ul",   "ol",   "style", "br",   "h1",   "h2",   "h3",    "a",    "b",
                                        "img",  "font", "form",  "meta", "link", "pre",  "hr",    "tbody"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ts_span_eq_nocase(name, ts_str(names[i])))
            return true;
    return false;
}

bool ts_xml_root(ts_span text, bool *declared, ts_span *name, ts_span *attributes) {
    while (text.len && ts_is_space(text.ptr[0]))
        text = ts_slice(text, 1, text.len);
    *declared = ts_span_starts(text, ts_str("<?xml"));
    ts_xml_token t;
    for (size_t at = 0; ts_xml_token_at(ts_slice(text, at, text.len), false, &t); at += t.len) {
        if (t.type == TS_XML_OPEN) {
            *name = t.name;
            *attributes = t.attributes;
            return true;
        }
        if (t.type == TS_XML_CLOSE || t.type == TS_XML_LITERAL || (t.type == TS_XML_TEXT && ts_trim(t.text).len))
            return false;
    }
    return false;
}

/* Without a declaration: do the first tags close as they opened, and did some? */
static bool is_well_formed(ts_span text) {
    ts_span open[DEPTH];
    size_t depth = 0, closed = 0, at = 0;
    ts_xml_token t;
    while (at < LOOK && ts_xml_token_at(ts_slice(text, at, text.len), false, &t)) {
        at += t.len;
        if (t.type == TS_XML_OPEN && !t.empty) {
            if (depth == DEPTH)
                return closed > 0;
            open[depth++] = t.name;
        } else if (t.type == TS_XML_OPEN) {
            closed++;
        } else if (t.type == TS_XML_CLOSE) {
            if (!depth || !ts_span_eq(open[--depth], t.name))
                return false;
            closed++;
        } else if (t.type == TS_XML_TEXT && (!depth || memchr(t.text.ptr, '<', t.text.len)) && ts_trim(t.text).len) {
            return false;
        }
    }
    return closed > 1;
}

int ts_xml_bid(const ts_head *head) {
    ts_span name, attributes;
    bool declared;
    if (!head->text.len || !ts_xml_root(head->text, &declared, &name, &attributes) ||
        (declared ? ts_span_eq_nocase(name, ts_str("html")) : is_of_a_page(name)))
        return 0;
    return declared ? DECLARED : is_well_formed(head->text) ? WELL_FORMED : 0;
}
