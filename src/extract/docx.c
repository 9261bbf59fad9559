/* docx.c - Word documents: paragraphs, tables, headers, notes, comments, and what was deleted (ECMA-376 part 1, 17). */
#include "extract/grid.h"
#include "extract/ooxml.h"

static int bid(const ts_head *head) { return ts_ooxml_has(head, "word/document.xml") ? 85 : 0; }

/* Where text is looked for in one part. */
typedef struct story {
    ts_tags *m;
    ts_grid *g;
    bool in_text; /* inside w:t, w:delText, w:instrText */
    bool in_stops; /* inside w:tabs, where w:tab is a ruler's stop */
    unsigned fallback; /* depth of mc:Fallback, which says a text box once more for old programs */
    uint64_t span; /* w:gridSpan of the cell that is open */
} story;

/* Marks inside a paragraph. */
static ts_err mark(story *s, bool open) {
    ts_tags *m = s->m;
    ts_grid *g = s->g;
    if (ts_tags_is(m, "t") || ts_tags_is(m, "delText") || ts_tags_is(m, "instrText") || ts_tags_is(m, "delInstrText"))
        s->in_text = open && !m->empty;
    else if (ts_tags_is(m, "tabs"))
        s->in_stops = open && !m->empty;
    else if (ts_tags_is(m, "tab") && open && !s->in_stops)
        return ts_grid_text(g, ts_str(g->data ? " " : "\t"));
    else if ((ts_tags_is(m, "br") || ts_tags_is(m, "cr")) && open)
        return ts_grid_break(g);
    else if (ts_tags_is(m, "noBreakHyphen") && open)
        return ts_grid_text(g, ts_str("-"));
    else if (ts_tags_is(m, "fldSimple") && open)
        return ts_grid_aside(g, ts_tags_attribute(m, "instr"));
    else if (ts_tags_is(m, "docPr") && open)
        return ts_grid_aside(g, ts_tags_attribute(m, "descr"));
    else if ((ts_tags_is(m, "comment") || ts_tags_is(m, "ins") || ts_tags_is(m, "del")) && open)
        return ts_grid_aside(g, ts_tags_attribute(m, "author"));
    return TS_OK;
}

static ts_err element(story *s, bool open) {
    ts_tags *m = s->m;
    ts_grid *g = s->g;
    uint64_t n;
    if (ts_tags_is(m, "Fallback") && !m->empty)
        s->fallback = open ? s->fallback + 1 : s->fallback ? s->fallback - 1 : 0;
    if (s->fallback)
        return TS_OK;
    if (ts_tags_is(m, "p"))
        return open && !m->empty ? TS_OK : ts_grid_break(g);
    if (ts_tags_is(m, "tbl"))
        return open ? ts_grid_table(g) : ts_grid_table_end(g);
    if (ts_tags_is(m, "tr"))
        return open ? ts_grid_row(g) : ts_grid_row_end(g);
    if (ts_tags_is(m, "tc"))
        return open ? ts_grid_cell(g, 1, false) : ts_grid_cell_end(g);
    if (ts_tags_is(m, "gridSpan") && open && g->depth == 1 && ts_parse_u64(ts_tags_attribute(m, "val"), &n))
        ts_grid_span(g, n);
    return mark(s, open);
}

static ts_err read_story(ts_ooxml_part *p, ts_grid *g) {
    story s = {.m = &p->xml, .g = g};
    ts_err err = TS_OK;
    for (ts_markup_type e; !err && (e = ts_tags_next(&p->xml)) != TS_MARKUP_END;) {
        if (e == TS_MARKUP_OPEN || e == TS_MARKUP_CLOSE)
            err = element(&s, e == TS_MARKUP_OPEN);
        else if (e == TS_MARKUP_TEXT && s.in_text && !s.fallback)
            err = ts_grid_text(g, p->xml.text);
    }
    return err ? err : ts_grid_finish(g);
}

/* ---- which member is what ---- */

static bool is_xml(ts_span name) {
    return name.len > 4 && ts_span_eq_nocase(ts_slice(name, name.len - 4, 4), ts_str(".xml"));
}

static bool is_story(ts_span name) {
    static const char *const begin[] = {"word/document", "word/header",   "word/footer",           "word/footnotes",
                                        "word/endnotes", "word/comments", "word/glossary/document"};
    for (size_t i = 0; i < sizeof begin / sizeof *begin; i++)
        if (ts_span_starts_nocase(name, ts_str(begin[i])))
            return is_xml(name);
    return false;
}

/* Parts that hold settings only: nothing a person wrote stands in them. */
static bool taken(ts_span name) {
    static const char *const settings[] = {"[Content_Types].xml", "word/styles",    "word/settings", "word/fontTable",
                                           "word/webSettings",    "word/numbering", "word/theme/",   "_rels/",
                                           "word/stylesWith",     "word/glossary/s"};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (ts_span_starts_nocase(name, ts_str(settings[i])) && (is_xml(name) || name.ptr[name.len - 1] == 's'))
            return true;
    return is_story(name) || ts_ooxml_is_relations(name) || ts_ooxml_is_properties(name);
}

static ts_err read_stories(ts_zip *z, ts_grid *g, ts_sink *out) {
    for (size_t i = 0; i < z->entries; i++) {
        const ts_zip_entry *e = &z->entry[i];
        ts_ooxml_part p;
        if (!is_story(e->name) || !ts_ooxml_open(z, e, out, &p))
            continue;
        ts_err err = ts_grid_part(g, ts_ooxml_part_name(e->name));
        if (!err)
            err = read_story(&p, g);
        ts_err closed = ts_ooxml_close(e, out, &p);
        TS_TRY(err);
        TS_TRY(closed);
    }
    return TS_OK;
}

static ts_err run(ts_source *in, ts_sink *out) {
    ts_zip z;
    TS_TRY(ts_zip_open(in, &z));
    ts_grid g;
    ts_grid_init(&g, out);
    g.flatten = true;
    ts_err err = read_stories(&z, &g, out);
    ts_grid_done(&g);
    if (!err)
        err = ts_ooxml_extras(&z, out);
    if (!err)
        err = ts_ooxml_rest(&z, out, taken);
    ts_zip_done(&z);
    return err;
}

const ts_extractor ts_extractor_docx = {.name = "docx", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
