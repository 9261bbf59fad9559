/* pptx.c - PowerPoint: every slide in order, hidden ones too, notes, comments, diagrams (ECMA-376 part 1, 19 and 21). */
#include "extract/grid.h"
#include "extract/ooxml.h"

enum { MAX_NAMES = 16384 };

/* Ids and what they stand for: slides by their relation, authors of comments by number. */
typedef struct names {
    struct {
        ts_span id, of;
    } name[MAX_NAMES];
    size_t n;
} names;

typedef struct show {
    ts_zip zip;
    ts_sink *out;
    ts_grid g;
    ts_arena arena;
    names relations, authors;
    ts_span slide[MAX_NAMES]; /* relation ids in the order of the show */
    size_t slides;
    ts_ooxml_part part;
    ts_tags *m; /* of the part */
    bool master; /* a placeholder's text there is only a hint to whoever makes slides */
    bool in_text, hint;
    bool covered; /* a cell under a wider one, which gave its column */
    unsigned fallback; /* depth of mc:Fallback, which says something once more for old programs */
} show;

static int bid(const ts_head *head) { return ts_ooxml_has(head, "ppt/presentation.xml") ? 85 : 0; }

static void add_name(show *s, names *to, ts_span id, ts_span of) {
    if (to->n == MAX_NAMES || !id.len)
        return;
    to->name[to->n].id = ts_arena_copy(&s->arena, id);
    to->name[to->n++].of = ts_arena_copy(&s->arena, of);
}

static ts_span name_of(const names *from, ts_span id) {
    for (size_t i = 0; i < from->n; i++)
        if (ts_span_eq(from->name[i].id, id))
            return from->name[i].of;
    return (ts_span){"", 0};
}

/* ---- what order, whose comments ---- */

static ts_err list_element(show *s) {
    ts_tags *m = s->m;
    if (ts_tags_is(m, "sldId") && s->slides < MAX_NAMES) {
        ts_span rest = m->markup.attributes, name, value; /* id and r:id have one local name */
        while (ts_markup_attribute(&rest, &name, &value))
            if (!ts_span_eq(name, ts_str("id")) && ts_span_eq(ts_markup_local(name), ts_str("id")))
                s->slide[s->slides] = ts_arena_copy(&s->arena, value);
        s->slides++;
    } else if (ts_tags_is(m, "Relationship")) {
        TS_AUTO(ts_buf, ts_buf_done) name = {0};
        ts_ooxml_target("ppt/", ts_tags_attribute(m, "Target"), &name);
        add_name(s, &s->relations, ts_tags_attribute(m, "Id"), ts_buf_span(&name));
    } else if (ts_tags_is(m, "cmAuthor") || ts_tags_is(m, "author")) {
        add_name(s, &s->authors, ts_tags_attribute(m, "id"), ts_tags_attribute(m, "name"));
    }
    return TS_OK;
}

static ts_err read_list(show *s, const char *name) {
    const ts_zip_entry *e = ts_zip_find(&s->zip, name);
    if (!ts_ooxml_open(&s->zip, e, s->out, &s->part))
        return TS_OK;
    s->m = &s->part.xml;
    ts_err err = TS_OK;
    for (ts_markup_type t; !err && (t = ts_tags_next(s->m)) != TS_MARKUP_END;)
        if (t == TS_MARKUP_OPEN)
            err = list_element(s);
    ts_err closed = ts_ooxml_close(e, s->out, &s->part);
    return err ? err : closed;
}

/* ---- text ---- */

static ts_err element(show *s, bool open) {
    ts_tags *m = s->m;
    ts_grid *g = &s->g;
    uint64_t span = 1;
    if (ts_tags_is(m, "Fallback") && !m->empty)
        s->fallback = open ? s->fallback + 1 : s->fallback ? s->fallback - 1 : 0;
    if (s->fallback)
        return TS_OK;
    if (ts_tags_is(m, "t") || ts_tags_is(m, "text"))
        s->in_text = open && !m->empty;
    else if (ts_tags_is(m, "ph") && open)
        s->hint = s->master;
    else if (ts_tags_is(m, "sp") && !open)
        s->hint = false;
    else if (ts_tags_is(m, "p") || ts_tags_is(m, "br"))
        return open && !m->empty && ts_tags_is(m, "p") ? TS_OK : ts_grid_break(g);
    else if (ts_tags_is(m, "tbl"))
        return open ? ts_grid_table(g) : ts_grid_table_end(g);
    else if (ts_tags_is(m, "tr"))
        return open ? ts_grid_row(g) : ts_grid_row_end(g);
    else if (ts_tags_is(m, "tc")) {
        if (open) {
            ts_parse_u64(ts_tags_attribute(m, "gridSpan"), &span);
            s->covered = ts_span_eq(ts_tags_attribute(m, "hMerge"), ts_str("1")) ||
                         ts_span_eq(ts_tags_attribute(m, "hMerge"), ts_str("true"));
        }
        if (s->covered)
            return TS_OK;
        return open ? ts_grid_cell(g, span, false) : ts_grid_cell_end(g);
    } else if (ts_tags_is(m, "cNvPr") && open && !s->hint)
        return ts_grid_aside(g, ts_tags_attribute(m, "descr"));
    else if (ts_tags_is(m, "cm") || ts_tags_is(m, "reply")) {
        TS_TRY(ts_grid_break(g));
        return open ? ts_grid_aside(g, name_of(&s->authors, ts_tags_attribute(m, "authorId"))) : TS_OK;
    }
    return TS_OK;
}

static ts_err read_text(show *s, const ts_zip_entry *e) {
    if (!ts_ooxml_open(&s->zip, e, s->out, &s->part))
        return TS_OK;
    s->m = &s->part.xml;
    s->master = ts_span_starts_nocase(e->name, ts_str("ppt/slideMasters/")) ||
                ts_span_starts_nocase(e->name, ts_str("ppt/slideLayouts/"));
    s->in_text = s->hint = false;
    s->fallback = 0;
    ts_err err = ts_grid_part(&s->g, ts_ooxml_part_name(e->name));
    for (ts_markup_type t; !err && (t = ts_tags_next(s->m)) != TS_MARKUP_END;) {
        if (t == TS_MARKUP_OPEN || t == TS_MARKUP_CLOSE)
            err = element(s, t == TS_MARKUP_OPEN);
        else if (t == TS_MARKUP_TEXT && s->in_text && !s->fallback && !s->hint)
            err = ts_grid_text(&s->g, s->m->text);
    }
    if (!err)
        err = ts_grid_finish(&s->g);
    ts_err closed = ts_ooxml_close(e, s->out, &s->part);
    return err ? err : closed;
}

/* ---- which member is what ---- */

static bool is_xml(ts_span name) {
    return name.len > 4 && ts_span_eq_nocase(ts_slice(name, name.len - 4, 4), ts_str(".xml"));
}

static bool any(ts_span name, const char *const *begin, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (ts_span_starts_nocase(name, ts_str(begin[i])))
            return true;
    return false;
}

static bool is_slide(ts_span name) { return ts_span_starts_nocase(name, ts_str("ppt/slides/")) && is_xml(name); }

static bool is_beside(ts_span name) {
    static const char *const begin[] = {"ppt/notesSlides/",  "ppt/comments/",     "ppt/diagrams/data",
                                        "ppt/slideMasters/", "ppt/slideLayouts/", "ppt/handoutMasters/"};
    return any(name, begin, sizeof begin / sizeof *begin) && is_xml(name);
}

/* Read here, or settings only.  Pictures, charts and what else there is become children. */
static bool taken(ts_span name) {
    static const char *const settings[] = {"[Content_Types].xml",    "ppt/presentation.xml", "ppt/presProps.xml",
                                           "ppt/viewProps.xml",      "ppt/tableStyles.xml",  "ppt/theme/",
                                           "ppt/commentAuthors.xml", "ppt/authors.xml",      "ppt/notesMasters/",
                                           "ppt/diagrams/"};
    return (any(name, settings, sizeof settings / sizeof *settings) && is_xml(name)) || is_slide(name) ||
           is_beside(name) || ts_ooxml_is_relations(name) || ts_ooxml_is_properties(name);
}

/* The slides in the show's order, then those that it no longer names, then what stands beside them. */
static ts_err read_slides(show *s) {
    TS_TRY(read_list(s, "ppt/presentation.xml"));
    TS_TRY(read_list(s, "ppt/_rels/presentation.xml.rels"));
    TS_TRY(read_list(s, "ppt/commentAuthors.xml"));
    TS_TRY(read_list(s, "ppt/authors.xml"));
    bool *done = ts_alloc(s->zip.entries + 1);
    size_t lost = 0, unnamed = 0, others = 0;
    ts_err err = TS_OK;
    for (size_t i = 0; !err && i < s->slides; i++) {
        ts_span target = name_of(&s->relations, s->slide[i]);
        const ts_zip_entry *e = target.len ? ts_ooxml_find(&s->zip, target) : NULL;
        lost += !e && target.len;
        unnamed += !target.len;
        if (!e || done[e - s->zip.entry])
            continue;
        done[e - s->zip.entry] = true;
        err = read_text(s, e);
    }
    for (size_t i = 0; !err && i < s->zip.entries; i++)
        if (!done[i] && is_slide(s->zip.entry[i].name)) {
            others++;
            err = read_text(s, &s->zip.entry[i]);
        }
    for (size_t i = 0; !err && i < s->zip.entries; i++)
        if (!done[i] && is_beside(s->zip.entry[i].name))
            err = read_text(s, &s->zip.entry[i]);
    ts_free(done);
    lost += unnamed > others ? unnamed - others : 0;
    return err ? err : ts_ooxml_lost(s->out, lost, "slides");
}

static ts_err run(ts_source *in, ts_sink *out) {
    show *s = ts_alloc(sizeof *s);
    s->out = out;
    ts_grid_init(&s->g, out);
    s->g.flatten = true;
    ts_err err = ts_zip_open(in, &s->zip);
    if (!err) {
        err = read_slides(s);
        if (!err)
            err = ts_ooxml_extras(&s->zip, out);
        if (!err)
            err = ts_ooxml_rest(&s->zip, out, taken);
        ts_zip_done(&s->zip);
    }
    ts_grid_done(&s->g);
    ts_arena_done(&s->arena);
    ts_free(s);
    return err;
}

const ts_extractor ts_extractor_pptx = {.name = "pptx", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
