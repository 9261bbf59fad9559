/* workbook.c - what xlsx and xlsb share. */
#include "extract/workbook.h"

enum { MAX_STRINGS = 16 * 1024 * 1024, ROW_BYTES = 8 * 1024 * 1024 };
#define MAX_STRING_BYTES (512 * TS_MIB)

typedef struct reading {
    ts_workbook b;
    const ts_workbook_form *form;
} reading;

ts_err ts_workbook_add_string(ts_workbook *b, ts_span text) {
    if (b->strings == MAX_STRINGS || b->string_bytes + text.len > MAX_STRING_BYTES)
        return ts_fail(TS_ELIMIT, "workbook: more shared strings than are held");
    if (b->strings == b->string_cap) {
        b->string_cap = b->string_cap ? b->string_cap * 2 : 1024;
        b->string = ts_grow(b->string, b->string_cap, sizeof *b->string);
    }
    b->string[b->strings++] = ts_arena_copy(&b->arena, text);
    b->string_bytes += text.len;
    return TS_OK;
}

ts_span ts_workbook_string(ts_workbook *b, uint64_t i) {
    if (i < b->strings)
        return b->string[i];
    b->textless++;
    return (ts_span){"", 0};
}

void ts_workbook_add_sheet(ts_workbook *b, ts_span name, ts_span id) {
    if (b->sheets == TS_WORKBOOK_SHEETS)
        return;
    b->sheet[b->sheets].name = ts_arena_copy(&b->arena, name);
    b->sheet[b->sheets++].id = ts_arena_copy(&b->arena, id);
}

ts_err ts_workbook_put(ts_workbook *b, ts_cells *cells, size_t column, ts_span text) {
    if (column >= TS_LIMIT_COLUMNS)
        return TS_OK;
    if (b->sample && text.len >= b->left) {
        b->enough = true;
        return ts_fail(TS_ELIMIT, "workbook: that is enough for a sample");
    }
    b->left -= b->sample ? text.len + 1 : 0;
    ts_cells_put(cells, column, text);
    return cells->text.len < ROW_BYTES ? TS_OK : ts_cells_send(cells, b->out);
}

/* ---- comments ---- */

bool ts_workbook_is_thread(ts_span name) {
    return ts_span_starts_nocase(name, ts_str("xl/threadedComments/")) ||
           ts_span_starts_nocase(name, ts_str("xl/persons/"));
}

ts_err ts_workbook_read_comments(ts_workbook *b, ts_ooxml_part *p) {
    for (ts_markup_type e; (e = ts_tags_next(&p->xml)) != TS_MARKUP_END;) {
        if (e == TS_MARKUP_OPEN && ts_tags_is(&p->xml, "person")) {
            TS_TRY(ts_emit_text(b->out, ts_tags_attribute(&p->xml, "displayName"), TS_NO_OFFSET));
            TS_TRY(ts_emit_text(b->out, ts_str("\n"), TS_NO_OFFSET));
        } else if (e == TS_MARKUP_TEXT && ts_trim(p->xml.text).len) {
            TS_TRY(ts_emit_text(b->out, p->xml.text, TS_NO_OFFSET));
        } else if (e == TS_MARKUP_CLOSE && (ts_tags_is(&p->xml, "comment") || ts_tags_is(&p->xml, "author") ||
                                            ts_tags_is(&p->xml, "threadedComment")))
            TS_TRY(ts_emit_text(b->out, ts_str("\n"), TS_NO_OFFSET));
    }
    return TS_OK;
}

/* ---- parts ---- */

static ts_err read_relations(ts_workbook *b, ts_ooxml_part *p) {
    for (ts_markup_type e; (e = ts_tags_next(&p->xml)) != TS_MARKUP_END;) {
        if (e != TS_MARKUP_OPEN || !ts_tags_is(&p->xml, "Relationship") || b->relations == TS_WORKBOOK_RELATIONS)
            continue;
        TS_AUTO(ts_buf, ts_buf_done) name = {0};
        ts_ooxml_target("xl/", ts_tags_attribute(&p->xml, "Target"), &name);
        b->relation[b->relations].id = ts_arena_copy(&b->arena, ts_tags_attribute(&p->xml, "Id"));
        b->relation[b->relations++].target = ts_arena_copy(&b->arena, ts_buf_span(&name));
    }
    return TS_OK;
}

static ts_err with_part(ts_workbook *b, const ts_zip_entry *e, ts_err (*read)(ts_workbook *b, ts_ooxml_part *p)) {
    ts_ooxml_part p;
    if (!ts_ooxml_open(&b->zip, e, b->out, &p))
        return TS_OK;
    ts_err err = read(b, &p);
    ts_err closed = ts_ooxml_close(e, b->out, &p);
    return err ? err : closed;
}

/* The part that a relation id of the workbook points to. */
static const ts_zip_entry *target_of(const ts_workbook *b, ts_span id, bool *named) {
    *named = false;
    for (size_t i = 0; i < b->relations && !*named; i++) {
        *named = ts_span_eq(b->relation[i].id, id);
        if (*named)
            return ts_ooxml_find(&b->zip, b->relation[i].target);
    }
    return NULL;
}

static ts_err one_sheet(reading *r, const ts_zip_entry *e, ts_span name) {
    ts_workbook *b = &r->b;
    ts_ooxml_part p;
    if (!ts_ooxml_open(&b->zip, e, b->out, &p))
        return TS_OK;
    ts_cells cells = {0};
    b->left = b->each;
    ts_err err = ts_emit_part(b->out, name);
    if (!err)
        err = ts_emit_head(b->out, NULL, 0);
    if (!err)
        err = r->form->read_sheet(b, &p, &cells);
    ts_cells_done(&cells);
    if (b->enough) /* a row that was begun does not count */
        err = TS_OK;
    b->enough = false;
    b->packed += p.stream.packed_read;
    ts_err closed = ts_ooxml_close(e, b->out, &p);
    return err ? err : closed;
}

/* The sheets in the workbook's order, then those that it no longer names. */
static ts_err read_sheets(reading *r) {
    ts_workbook *b = &r->b;
    bool *done = ts_alloc(b->zip.entries + 1), named;
    size_t lost = 0, unnamed = 0, others = 0;
    ts_err err = TS_OK;
    for (size_t i = 0; !err && i < b->sheets; i++) {
        const ts_zip_entry *e = target_of(b, b->sheet[i].id, &named);
        lost += !e && named;
        unnamed += !e && !named;
        if (e && !done[e - b->zip.entry])
            err = one_sheet(r, e, b->sheet[i].name);
        if (e)
            done[e - b->zip.entry] = true;
    }
    for (size_t i = 0; !err && i < b->zip.entries; i++)
        if (!done[i] && ts_span_starts_nocase(b->zip.entry[i].name, ts_str(r->form->sheets))) {
            others++;
            err = one_sheet(r, &b->zip.entry[i], ts_ooxml_part_name(b->zip.entry[i].name));
        }
    ts_free(done);
    lost += unnamed > others ? unnamed - others : 0;
    return err || b->sample ? err : ts_ooxml_lost(b->out, lost, "sheets");
}

static ts_err rest(reading *r) {
    ts_workbook *b = &r->b;
    const ts_workbook_form *f = r->form;
    const char *const own[] = {f->workbook,           f->styles,   f->strings, f->sheets,
                               "[Content_Types].xml", "xl/theme/", "_rels/"};
    for (size_t i = 0; i < b->zip.entries; i++) {
        ts_span name = b->zip.entry[i].name;
        bool taken = f->is_comments(name) || f->is_settings(name) || ts_ooxml_is_relations(name) ||
                     ts_ooxml_is_properties(name) || (name.len && name.ptr[name.len - 1] == '/');
        for (size_t k = 0; !taken && k < sizeof own / sizeof *own; k++)
            taken = ts_span_starts_nocase(name, ts_str(own[k]));
        if (!taken)
            TS_TRY(ts_zip_emit(&b->zip, &b->zip.entry[i], b->out));
    }
    return TS_OK;
}

/* What the sheets need. */
static ts_err read_about(reading *r) {
    ts_workbook *b = &r->b;
    const ts_workbook_form *f = r->form;
    TS_TRY(with_part(b, ts_zip_find(&b->zip, f->workbook), f->read_workbook));
    TS_TRY(with_part(b, ts_zip_find(&b->zip, f->relations), read_relations));
    TS_TRY(with_part(b, ts_zip_find(&b->zip, f->styles), f->read_styles));
    return with_part(b, ts_zip_find(&b->zip, f->strings), f->read_strings);
}

/* The place of a slice says nothing of a sheet's rows, which are packed: the first slice that is asked for, the middle one, gives the
 * first rows of each sheet, as many bytes as it has itself in all, and the others nothing. */
static ts_err read_sample(reading *r, ts_source *in) {
    enum { LEAST = 16 * 1024 };
    ts_workbook *b = &r->b;
    ts_slice_job *s = in->slice;
    uint64_t slices = (in->size + ts_slice_bytes() - 1) / ts_slice_bytes(), sheets = 0;
    b->sample = true;
    if (s->from / ts_slice_bytes() == slices / 2) {
        TS_TRY(read_about(r));
        for (size_t i = 0; i < b->zip.entries; i++)
            sheets += ts_span_starts_nocase(b->zip.entry[i].name, ts_str(r->form->sheets));
    }
    TS_TRY(ts_slice_sample(in, b->out));
    s->next = s->start;
    if (!sheets)
        return TS_OK;
    b->each = (s->to - s->from) / sheets;
    b->each = b->each > LEAST ? b->each : LEAST;
    TS_TRY(read_sheets(r));
    s->next = s->start + (b->packed < s->to - s->start ? b->packed : s->to - s->start);
    return TS_OK;
}

static ts_err read_book(reading *r) {
    ts_workbook *b = &r->b;
    const ts_workbook_form *f = r->form;
    TS_TRY(read_about(r));
    TS_TRY(read_sheets(r));
    if (b->textless) {
        TS_TRY(
            ts_emit_note(b->out, "%llu of its cells name a text that is not there", (unsigned long long)b->textless));
        TS_TRY(ts_emit_unread(b->out, TS_REASON_CORRUPT, 0));
    }
    for (size_t i = 0; i < b->zip.entries; i++) {
        ts_span name = b->zip.entry[i].name;
        if (f->is_comments(name)) {
            TS_TRY(ts_emit_part(b->out, ts_ooxml_part_name(name)));
            TS_TRY(with_part(b, &b->zip.entry[i],
                             ts_workbook_is_thread(name) ? ts_workbook_read_comments : f->read_comments));
        }
    }
    TS_TRY(ts_ooxml_extras(&b->zip, b->out));
    return rest(r);
}

ts_err ts_workbook_run(ts_source *in, ts_sink *out, const ts_workbook_form *form) {
    reading *r = ts_alloc(sizeof *r);
    r->b.out = out;
    r->form = form;
    ts_err err = ts_zip_open(in, &r->b.zip);
    if (!err) {
        err = ts_slice_is_later(in) ? read_sample(r, in) : read_book(r);
        ts_zip_done(&r->b.zip);
    }
    ts_arena_done(&r->b.arena);
    ts_free(r->b.string);
    ts_xlsx_formats_done(&r->b.formats);
    ts_free(r);
    return err;
}
