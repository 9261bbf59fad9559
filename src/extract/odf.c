/* odf.c - OpenDocument texts, spreadsheets and presentations, with comments, notes and deletions (ODF 1.3). */
#include "extract/grid.h"
#include "extract/odf_lock.h"
#include "extract/odf_sheet.h"
#include "extract/ooxml.h"

#include <stdio.h>

enum { MIMETYPE_AT = 30, BID = 86 };
#define MIMETYPE "mimetypeapplication/vnd.oasis.opendocument."

static int bid(const ts_head *head) {
    bool marked = ts_span_starts(ts_slice(head->raw, MIMETYPE_AT, sizeof MIMETYPE), ts_str(MIMETYPE));
    if (!marked && !ts_ooxml_has(head, "META-INF/manifest.xml"))
        return 0;
    return ts_ooxml_has(head, "content.xml") || (marked && ts_ooxml_has(head, "encrypted-package")) ? BID : 0;
}

/* What stands beside the text, given behind it. */
typedef enum story { FOOTNOTES, ENDNOTES, COMMENTS, DRAWINGS, STORIES } story;
static const char *const story_names[STORIES] = {"footnotes", "endnotes", "comments", "drawings"};

typedef struct document {
    ts_sink *out;
    ts_ooxml_part part;
    ts_tags *m; /* of the part */
    ts_grid g;
    ts_odf_sheet sheet;
    ts_buf beside[STORIES];
    ts_buf author;
    bool spreadsheet;
    unsigned sheet_depth; /* of tables inside a sheet */
    unsigned paragraph; /* text counts inside one */
    unsigned note, comment; /* inside one, how deep */
    unsigned outside, outside_note; /* the paragraph count around them */
    story notes; /* which of both the note is */
    bool mute; /* a note's number */
    bool in_author;
    unsigned slides;
} document;

/* ---- text ---- */

static ts_buf *beside(document *d) {
    if (d->comment)
        return &d->beside[COMMENTS];
    if (d->note)
        return &d->beside[d->notes];
    return d->sheet_depth && !d->sheet.in_cell ? &d->beside[DRAWINGS] : NULL;
}

static ts_err send_beside(document *d) {
    for (size_t i = 0; i < STORIES; i++) {
        if (!d->beside[i].len)
            continue;
        TS_TRY(ts_emit_part(d->out, ts_str(story_names[i])));
        TS_TRY(ts_emit_text(d->out, ts_buf_span(&d->beside[i]), TS_NO_OFFSET));
        ts_buf_clear(&d->beside[i]);
    }
    return TS_OK;
}

/* A story that has grown long goes out at once; the sheet or the text goes on behind it. */
static ts_err bound(document *d, const ts_buf *b) {
    if (b->len < TS_LIMIT_SEGMENT)
        return TS_OK;
    TS_TRY(ts_grid_finish(&d->g));
    TS_TRY(send_beside(d));
    return d->sheet_depth ? ts_odf_sheet_again(&d->sheet) : ts_grid_part(&d->g, ts_str("document"));
}

static ts_err text(document *d, ts_span t) {
    ts_buf *b = beside(d);
    if (b) {
        ts_buf_add(b, t);
        return bound(d, b);
    }
    if (d->sheet_depth) {
        ts_odf_cell_text(&d->sheet, t);
        return TS_OK;
    }
    bool folded = memchr(t.ptr, '\n', t.len) || memchr(t.ptr, '\t', t.len);
    return folded ? ts_grid_words(&d->g, t) : ts_grid_text(&d->g, t);
}

static ts_err line_end(document *d) {
    ts_buf *b = beside(d);
    if (b) {
        if (b->len && b->ptr[b->len - 1] != '\n')
            ts_buf_add_char(b, '\n');
        return TS_OK;
    }
    if (d->sheet_depth) {
        ts_odf_cell_text(&d->sheet, ts_str(d->sheet.text.len ? " " : ""));
        return TS_OK;
    }
    return ts_grid_break(&d->g);
}

static uint64_t count(ts_tags *m, const char *attribute) {
    uint64_t n;
    return ts_parse_u64(ts_tags_attribute(m, attribute), &n) && n ? n : 1;
}

static ts_err spaces(document *d) {
    for (uint64_t n = count(d->m, "c"), i = 0; i < n && i < 64; i++)
        TS_TRY(text(d, ts_str(" ")));
    return TS_OK;
}

/* ---- notes, comments, authors ---- */

static ts_err note(document *d, bool open) {
    if (open && !d->note++) {
        d->outside_note = d->paragraph;
        d->paragraph = 0;
        d->notes = ts_span_eq(ts_tags_attribute(d->m, "note-class"), ts_str("endnote")) ? ENDNOTES : FOOTNOTES;
    } else if (!open && d->note) {
        TS_TRY(line_end(d));
        if (!--d->note)
            d->paragraph = d->outside_note;
    }
    return TS_OK;
}

static ts_err comment(document *d, bool open) {
    if (open && !d->comment++) {
        d->outside = d->paragraph;
        d->paragraph = 0;
        ts_buf_clear(&d->author);
    } else if (!open && d->comment && !--d->comment) {
        ts_buf *b = &d->beside[COMMENTS];
        while (d->author.len && b->len && b->ptr[b->len - 1] == '\n')
            b->len--;
        if (d->author.len && b->len)
            ts_buf_add_char(b, ' ');
        ts_buf_add(b, ts_buf_span(&d->author));
        ts_buf_clear(&d->author);
        if (b->len && b->ptr[b->len - 1] != '\n')
            ts_buf_add_char(b, '\n');
        d->paragraph = d->outside;
    }
    return TS_OK;
}

/* Who wrote a comment, or changed the text. */
static ts_err author(document *d, ts_span name) {
    if (d->comment) {
        if (d->author.len < TS_LIMIT_FIELD)
            ts_buf_add(&d->author, name);
        return TS_OK;
    }
    if (d->note || d->sheet_depth)
        return TS_OK;
    TS_TRY(ts_grid_aside(&d->g, name));
    return TS_OK;
}

/* ---- tables ---- */

static ts_err sheet_element(document *d, bool open) {
    ts_tags *m = d->m;
    if (ts_tags_is(m, "table")) {
        if (!open)
            return d->sheet_depth && !--d->sheet_depth ? ts_odf_row_end(&d->sheet) : TS_OK;
        if (d->sheet_depth++)
            return TS_OK;
        TS_TRY(ts_grid_finish(&d->g));
        return ts_odf_sheet_begin(&d->sheet, ts_tags_attribute(m, "name"));
    }
    if (d->sheet_depth != 1)
        return TS_OK;
    if (ts_tags_is(m, "table-row")) {
        TS_TRY(ts_odf_row_end(&d->sheet));
        if (open)
            ts_odf_row_begin(&d->sheet, count(m, "number-rows-repeated"));
        return open && m->empty ? ts_odf_row_end(&d->sheet) : TS_OK;
    }
    TS_TRY(ts_odf_cell_end(&d->sheet));
    if (open)
        ts_odf_cell_begin(&d->sheet, m, count(m, "number-columns-repeated"));
    return open && m->empty ? ts_odf_cell_end(&d->sheet) : TS_OK;
}

static ts_err grid_element(document *d, bool open) {
    ts_tags *m = d->m;
    if (ts_tags_is(m, "table"))
        return open ? ts_grid_table(&d->g) : ts_grid_table_end(&d->g);
    if (ts_tags_is(m, "table-row"))
        return open ? ts_grid_row(&d->g) : ts_grid_row_end(&d->g);
    if (!open)
        return ts_grid_cell_end(&d->g);
    return ts_grid_cell(&d->g, count(m, "number-columns-repeated"), false);
}

static ts_err table_element(document *d, bool open) {
    if (d->comment || d->note) /* as lines of it */
        return line_end(d);
    if (!d->spreadsheet)
        return grid_element(d, open);
    TS_TRY(sheet_element(d, open));
    return open && d->m->empty && ts_tags_is(d->m, "table") ? sheet_element(d, false) : TS_OK;
}

/* ---- elements ---- */

static ts_err new_part(document *d, const char *name, unsigned n) {
    char part[32];
    snprintf(part, sizeof part, n ? "%s%u" : "%s", name, n);
    return ts_grid_part(&d->g, ts_str(part));
}

static bool is_table_element(const ts_tags *m) {
    return ts_tags_is(m, "table") || ts_tags_is(m, "table-row") || ts_tags_is(m, "table-cell") ||
           ts_tags_is(m, "covered-table-cell");
}

/* Where a part begins: slides and their notes, headers and footers of pages. */
static ts_err part_element(document *d, bool open) {
    ts_tags *m = d->m;
    if (!open || d->spreadsheet)
        return TS_OK;
    if (ts_tags_is(m, "page"))
        return new_part(d, "slide", ++d->slides);
    if (ts_tags_is(m, "notes") && d->slides)
        return new_part(d, "notes", d->slides);
    if (ts_span_starts(m->name, ts_str("header")) && m->name.len <= strlen("header-first"))
        return new_part(d, "header", 0);
    if (ts_span_starts(m->name, ts_str("footer")) && m->name.len <= strlen("footer-first"))
        return new_part(d, "footer", 0);
    return TS_OK;
}

static ts_err element(document *d, bool open) {
    ts_tags *m = d->m;
    bool holds = open && !m->empty;
    if (ts_tags_is(m, "p") || ts_tags_is(m, "h") || ts_tags_is(m, "title") || ts_tags_is(m, "desc") ||
        ts_tags_is(m, "header-decl") || ts_tags_is(m, "footer-decl")) {
        if (holds)
            d->paragraph++;
        else if (!open && d->paragraph)
            d->paragraph--;
        return holds ? TS_OK : line_end(d);
    }
    if (ts_tags_is(m, "s") && open)
        return spaces(d);
    if (ts_tags_is(m, "tab") && open)
        return d->g.data || d->sheet_depth || beside(d) ? text(d, ts_str(" ")) : ts_grid_text(&d->g, ts_str("\t"));
    if (ts_tags_is(m, "line-break") && open)
        return line_end(d);
    if (is_table_element(m))
        return table_element(d, open);
    if (ts_tags_is(m, "annotation") && (holds || !open))
        return comment(d, open);
    if (ts_tags_is(m, "note") && (holds || !open))
        return note(d, open);
    if (ts_tags_is(m, "note-citation"))
        d->mute = holds;
    else if (ts_tags_is(m, "creator"))
        d->in_author = holds;
    else if (ts_tags_is(m, "changed-region") && !open) /* who inserted something is no part of the first line */
        return line_end(d);
    else if (ts_tags_is(m, "spreadsheet"))
        d->spreadsheet = holds;
    else if (ts_tags_is(m, "a") && open && !beside(d) && !d->sheet_depth &&
             ts_span_starts_nocase(ts_tags_attribute(m, "href"), ts_str("mailto:")))
        return ts_grid_aside(&d->g, ts_slice(ts_tags_attribute(m, "href"), strlen("mailto:"), SIZE_MAX));
    return part_element(d, open);
}

static ts_err read_part(document *d, ts_zip *z, const char *name) {
    const ts_zip_entry *e = ts_zip_find(z, name);
    if (!ts_ooxml_open(z, e, d->out, &d->part))
        return TS_OK;
    d->m = &d->part.xml;
    d->paragraph = d->note = d->comment = d->sheet_depth = 0;
    d->slides = 0;
    d->spreadsheet = d->mute = d->in_author = false;
    ts_err err = ts_grid_part(&d->g, ts_str("document"));
    for (ts_markup_type t; !err && (t = ts_tags_next(d->m)) != TS_MARKUP_END;) {
        if (t == TS_MARKUP_OPEN || t == TS_MARKUP_CLOSE)
            err = element(d, t == TS_MARKUP_OPEN);
        else if (t == TS_MARKUP_TEXT && d->in_author)
            err = author(d, d->m->text);
        else if (t == TS_MARKUP_TEXT && d->paragraph && !d->mute && d->m->text.len)
            err = text(d, d->m->text);
    }
    if (!err)
        err = ts_odf_row_end(&d->sheet);
    if (!err)
        err = ts_grid_finish(&d->g);
    ts_err closed = ts_ooxml_close(e, d->out, &d->part);
    return err ? err : closed;
}

/* "title: ...": every property by its element's name; a user's own by the name it was given. */
static ts_err read_properties(ts_zip *z, ts_sink *out) {
    ts_ooxml_part p;
    const ts_zip_entry *e = ts_zip_find(z, "meta.xml");
    if (!ts_ooxml_open(z, e, out, &p))
        return TS_OK;
    TS_AUTO(ts_buf, ts_buf_done) label = {0}, line = {0};
    ts_err err = ts_emit_part(out, ts_str("properties"));
    for (ts_markup_type t; !err && (t = ts_tags_next(&p.xml)) != TS_MARKUP_END;) {
        ts_buf_clear(t == TS_MARKUP_TEXT ? &line : &label);
        if (t == TS_MARKUP_OPEN) {
            ts_span own = ts_tags_attribute(&p.xml, "name");
            ts_buf_add(&label, own.len ? own : p.xml.name);
        } else if (t == TS_MARKUP_TEXT && label.len && ts_trim(p.xml.text).len) {
            ts_buf_add(&line, ts_buf_span(&label));
            ts_buf_add_str(&line, ": ");
            ts_buf_add(&line, p.xml.text);
            ts_buf_add_char(&line, '\n');
            err = ts_emit_text(out, ts_buf_span(&line), TS_NO_OFFSET);
        }
    }
    ts_err closed = ts_ooxml_close(e, out, &p);
    return err ? err : closed;
}

/* ---- the package ---- */

/* Does the manifest say so, and is the content no XML indeed?  A manifest that lies hides nothing. */
static bool is_encrypted(ts_zip *z, ts_sink *out) {
    ts_ooxml_part p;
    if (ts_zip_find(z, "encrypted-package") && !ts_zip_find(z, "content.xml"))
        return true;
    const ts_zip_entry *e = ts_zip_find(z, "META-INF/manifest.xml");
    bool said = false;
    if (!ts_ooxml_open(z, e, out, &p))
        return false;
    while (!said && ts_tags_next(&p.xml) != TS_MARKUP_END)
        said = ts_tags_is(&p.xml, "encryption-data");
    (void)ts_ooxml_close(e, out, &p);
    e = ts_zip_find(z, "content.xml");
    if (!said || !ts_ooxml_open(z, e, out, &p))
        return false;
    ts_span head = ts_peek(&p.source, 8);
    bool readable = ts_span_find(head, ts_str("<?xml"), 0) != SIZE_MAX || ts_span_starts(head, ts_str("<office"));
    (void)ts_ooxml_close(e, out, &p);
    return !readable;
}

/* Read here, or settings only. */
static bool taken(ts_span name) {
    static const char *const known[] = {"content.xml", "styles.xml",   "meta.xml",        "settings.xml", "mimetype",
                                        "META-INF/",   "manifest.rdf", "Configurations2", "layout-cache"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ts_span_starts_nocase(name, ts_str(known[i])))
            return true;
    return false;
}

static ts_err read_package(document *d, ts_zip *z) {
    if (is_encrypted(z, d->out))
        return ts_odf_unlock(z, d->out);
    TS_TRY(read_part(d, z, "content.xml"));
    TS_TRY(read_part(d, z, "styles.xml"));
    TS_TRY(send_beside(d));
    TS_TRY(read_properties(z, d->out));
    return ts_ooxml_rest(z, d->out, taken);
}

static ts_err run(ts_source *in, ts_sink *out) {
    ts_zip z;
    TS_TRY(ts_zip_open(in, &z));
    document *d = ts_alloc(sizeof *d);
    d->out = d->sheet.out = out;
    ts_grid_init(&d->g, out);
    d->g.flatten = true;
    ts_err err = read_package(d, &z);
    ts_grid_done(&d->g);
    ts_odf_sheet_done(&d->sheet);
    for (size_t i = 0; i < STORIES; i++)
        ts_buf_wipe(&d->beside[i]);
    ts_buf_wipe(&d->author);
    ts_free(d);
    ts_zip_done(&z);
    return err;
}

const ts_extractor ts_extractor_odf = {.name = "odf", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
