/* xlsx.c - Excel workbooks: every sheet, hidden ones too, as its cells show (ECMA-376 part 1, 18). */
#include <stdlib.h>

#include "base/clock.h"
#include "extract/cells.h"
#include "extract/ooxml.h"
#include "extract/xlsx_format.h"

enum { MAX_STRINGS = 16 * 1024 * 1024, MAX_SHEETS = 4096, MAX_RELATIONS = 16384 };
#define SHEETS "xl/worksheets/sheet"
#define MAX_STRING_BYTES (512 * TS_MIB)

typedef struct book {
    ts_zip zip;
    ts_sink *out;
    ts_arena arena;
    ts_span *string; /* shared strings */
    size_t strings, string_cap;
    uint64_t string_bytes;
    uint64_t textless; /* cells whose string is not there */
    ts_xlsx_formats formats;
    struct {
        ts_span name, id;
    } sheet[MAX_SHEETS];
    size_t sheets;
    struct {
        ts_span id, target;
    } relation[MAX_RELATIONS]; /* of the workbook */
    size_t relations;
} book;

static int bid(const ts_head *head) { return ts_ooxml_has(head, "xl/workbook.xml") ? 85 : 0; }

/* Concatenates the t elements up to the end of `element`; phonetic hints (rPh) are no text. */
static ts_err read_strings(book *b, ts_ooxml_part *p) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    bool in_t = false, phonetic = false;
    for (ts_markup_type e; (e = ts_tags_next(&p->xml)) != TS_MARKUP_END;) {
        bool open = e == TS_MARKUP_OPEN;
        if (e == TS_MARKUP_TEXT) {
            if (in_t && !phonetic)
                ts_buf_add(&text, p->xml.text);
        } else if (ts_tags_is(&p->xml, "t")) {
            in_t = open && !p->xml.empty;
        } else if (ts_tags_is(&p->xml, "rPh")) {
            phonetic = open;
        } else if (ts_tags_is(&p->xml, "si") && (!open || p->xml.empty)) {
            if (b->strings == MAX_STRINGS || b->string_bytes + text.len > MAX_STRING_BYTES)
                return ts_fail(TS_ELIMIT, "xlsx: more shared strings than are held");
            if (b->strings == b->string_cap) {
                b->string_cap = b->string_cap ? b->string_cap * 2 : 1024;
                b->string = ts_grow(b->string, b->string_cap, sizeof *b->string);
            }
            b->string[b->strings++] = ts_arena_copy(&b->arena, ts_buf_span(&text));
            b->string_bytes += text.len;
            ts_buf_clear(&text);
        }
    }
    return TS_OK;
}

static ts_err read_workbook(book *b, ts_ooxml_part *p) {
    for (ts_markup_type e; (e = ts_tags_next(&p->xml)) != TS_MARKUP_END;) {
        if (e != TS_MARKUP_OPEN)
            continue;
        if (ts_tags_is(&p->xml, "workbookPr")) {
            ts_span v = ts_tags_attribute(&p->xml, "date1904");
            b->formats.from_1904 = ts_span_eq(v, ts_str("1")) || ts_span_eq(v, ts_str("true"));
        } else if (ts_tags_is(&p->xml, "sheet") && b->sheets < MAX_SHEETS) {
            b->sheet[b->sheets].name = ts_arena_copy(&b->arena, ts_tags_attribute(&p->xml, "name"));
            b->sheet[b->sheets++].id = ts_arena_copy(&b->arena, ts_tags_attribute(&p->xml, "id"));
        }
    }
    return TS_OK;
}

static ts_err read_styles(book *b, ts_ooxml_part *p) {
    bool in_cells = false;
    for (ts_markup_type e; (e = ts_tags_next(&p->xml)) != TS_MARKUP_END;) {
        if (ts_tags_is(&p->xml, "cellXfs") && e != TS_MARKUP_TEXT)
            in_cells = e == TS_MARKUP_OPEN;
        if (e != TS_MARKUP_OPEN)
            continue;
        uint64_t id = 0;
        if (ts_tags_is(&p->xml, "numFmt") && ts_parse_u64(ts_tags_attribute(&p->xml, "numFmtId"), &id))
            ts_xlsx_format_add(&b->formats, (uint32_t)id, ts_tags_attribute(&p->xml, "formatCode"));
        else if (in_cells && ts_tags_is(&p->xml, "xf")) {
            ts_parse_u64(ts_tags_attribute(&p->xml, "numFmtId"), &id);
            ts_xlsx_style_add(&b->formats, (uint32_t)id);
        }
    }
    return TS_OK;
}

/* ---- sheets ---- */

typedef struct sheet {
    book *b;
    ts_cells cells;
} sheet;

/* "BC12" to column 54 (0-based), row 12. */
static bool reference(ts_span r, size_t *column, uint64_t *row) {
    size_t c = 0, i = 0;
    for (; i < r.len && ts_is_alpha(r.ptr[i]) && c < TS_LIMIT_COLUMNS; i++)
        c = c * 26 + (size_t)(ts_upper(r.ptr[i]) - 'A') + 1;
    uint64_t n;
    if (!c || c > TS_LIMIT_COLUMNS || !ts_parse_u64(ts_slice(r, i, r.len), &n))
        return false;
    *column = c - 1;
    *row = n;
    return true;
}

/* A cell's value as Excel shows it, by its type and style: v itself, a shared string, or what is written to `made`. */
static ts_span show(book *b, char type, uint32_t style, ts_span v, ts_buf *made) {
    uint64_t i;
    switch (type) {
    case 's':
        if (ts_parse_u64(v, &i) && i < b->strings)
            return b->string[i];
        b->textless++;
        return (ts_span){"", 0};
    case 'b':
        return ts_str(ts_span_eq(v, ts_str("1")) ? "TRUE" : "FALSE");
    case 'n':
        ts_buf_clear(made);
        ts_xlsx_number(&b->formats, style, v, made);
        return ts_buf_span(made);
    default:
        return v;
    }
}

typedef struct cell {
    size_t column;
    uint32_t style;
    char type;
} cell;

static char type_of(ts_span t) {
    if (t.len != 1)
        return t.len ? 't' : 'n';
    return t.ptr[0] == 'n' || t.ptr[0] == 's' || t.ptr[0] == 'b' ? t.ptr[0] : 't';
}

/* "r", "s" and "t" of a cell in one walk; of two with one name the first counts. */
static void read_cell(ts_tags *m, size_t next, cell *c) {
    ts_span rest = m->markup.attributes, name, v;
    unsigned seen = 0;
    uint64_t row, style = 0;
    *c = (cell){.column = next, .type = 'n'};
    while (ts_markup_attribute(&rest, &name, &v)) {
        name = ts_markup_local(name);
        unsigned bit = name.len == 1 && name.ptr[0] >= 'r' && name.ptr[0] <= 't' ? 1U << (name.ptr[0] - 'r') : 0;
        if (!bit || seen & bit)
            continue;
        seen |= bit;
        if (memchr(v.ptr, '&', v.len))
            v = ts_tags_attribute(m, (char[]){name.ptr[0], 0});
        if (name.ptr[0] == 'r')
            reference(v, &c->column, &row);
        else if (name.ptr[0] == 's')
            ts_parse_u64(v, &style);
        else
            c->type = type_of(v);
    }
    c->style = (uint32_t)style;
}

static bool is_margin(const ts_tags *m) {
    if (m->name.len < strlen("oddHeader"))
        return false;
    static const char *const margin[] = {"oddHeader",  "oddFooter",   "evenHeader",
                                         "evenFooter", "firstHeader", "firstFooter"};
    for (size_t i = 0; i < sizeof margin / sizeof *margin; i++)
        if (ts_tags_is(m, margin[i]))
            return true;
    return false;
}

static ts_err read_sheet(sheet *s, ts_ooxml_part *p) {
    ts_tags *m = &p->xml;
    TS_AUTO(ts_buf, ts_buf_done) value = {0}, made = {0};
    bool in_value = false;
    uint64_t row = 0;
    cell c = {.type = 'n'};
    for (ts_markup_type e; (e = ts_tags_next(m)) != TS_MARKUP_END;) {
        if (e == TS_MARKUP_TEXT) {
            if (in_value && value.len < TS_MIB)
                ts_buf_add(&value, m->text);
            continue;
        }
        bool open = e == TS_MARKUP_OPEN;
        if (ts_tags_is(m, "v") || ts_tags_is(m, "t")) {
            in_value = open && !m->empty;
        } else if (ts_tags_is(m, "c")) {
            if (open) {
                read_cell(m, s->cells.columns, &c);
                ts_buf_clear(&value);
            }
            if ((!open || m->empty) && value.len && c.column < TS_LIMIT_COLUMNS) {
                ts_cells_put(&s->cells, c.column, show(s->b, c.type, c.style, ts_buf_span(&value), &made));
                ts_buf_clear(&value);
            }
        } else if (ts_tags_is(m, "row")) {
            TS_TRY(ts_cells_send(&s->cells, s->b->out));
            if (open) {
                uint64_t n;
                row = ts_parse_u64(ts_tags_attribute(m, "r"), &n) ? n : row + 1;
                s->cells.row = row;
            }
        } else if (ts_tags_is(m, "rPh")) {
            in_value = false;
        } else if (is_margin(m)) { /* what stands above and below each printed page */
            TS_TRY(ts_cells_send(&s->cells, s->b->out));
            if (!open && value.len) {
                ts_buf_add_char(&value, '\n');
                TS_TRY(ts_emit_text(s->b->out, ts_buf_span(&value), TS_NO_OFFSET));
            }
            ts_buf_clear(&value);
            in_value = open && !m->empty;
        }
    }
    return ts_cells_send(&s->cells, s->b->out);
}

/* Comments beside cells (legacy and threaded): their text and author. */
static ts_err read_comments(book *b, ts_ooxml_part *p) {
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

typedef ts_err (*reader)(book *b, ts_ooxml_part *p);

static ts_err with_part(book *b, const ts_zip_entry *e, reader read) {
    ts_ooxml_part p;
    if (!ts_ooxml_open(&b->zip, e, b->out, &p))
        return TS_OK;
    ts_err err = read(b, &p);
    ts_err closed = ts_ooxml_close(e, b->out, &p);
    return err ? err : closed;
}

static ts_err read_relations(book *b, ts_ooxml_part *p) {
    for (ts_markup_type e; (e = ts_tags_next(&p->xml)) != TS_MARKUP_END;) {
        if (e != TS_MARKUP_OPEN || !ts_tags_is(&p->xml, "Relationship") || b->relations == MAX_RELATIONS)
            continue;
        TS_AUTO(ts_buf, ts_buf_done) name = {0};
        ts_ooxml_target("xl/", ts_tags_attribute(&p->xml, "Target"), &name);
        b->relation[b->relations].id = ts_arena_copy(&b->arena, ts_tags_attribute(&p->xml, "Id"));
        b->relation[b->relations++].target = ts_arena_copy(&b->arena, ts_buf_span(&name));
    }
    return TS_OK;
}

/* The part that a relation id of the workbook points to. */
static const ts_zip_entry *target_of(const book *b, ts_span id, bool *named) {
    *named = false;
    for (size_t i = 0; i < b->relations && !*named; i++) {
        *named = ts_span_eq(b->relation[i].id, id);
        if (*named)
            return ts_ooxml_find(&b->zip, b->relation[i].target);
    }
    return NULL;
}

static ts_err one_sheet(book *b, const ts_zip_entry *e, ts_span name) {
    ts_ooxml_part p;
    if (!ts_ooxml_open(&b->zip, e, b->out, &p))
        return TS_OK;
    sheet s = {.b = b};
    ts_err err = ts_emit_part(b->out, name);
    if (!err)
        err = ts_emit_head(b->out, NULL, 0);
    if (!err)
        err = read_sheet(&s, &p);
    ts_cells_done(&s.cells);
    ts_err closed = ts_ooxml_close(e, b->out, &p);
    return err ? err : closed;
}

/* The sheets in the workbook's order, then those that it no longer names. */
static ts_err read_sheets(book *b) {
    bool *done = ts_alloc(b->zip.entries + 1), named;
    size_t lost = 0, unnamed = 0, others = 0;
    ts_err err = TS_OK;
    for (size_t i = 0; !err && i < b->sheets; i++) {
        const ts_zip_entry *e = target_of(b, b->sheet[i].id, &named);
        lost += !e && named;
        unnamed += !e && !named;
        if (e && !done[e - b->zip.entry])
            err = one_sheet(b, e, b->sheet[i].name);
        if (e)
            done[e - b->zip.entry] = true;
    }
    for (size_t i = 0; !err && i < b->zip.entries; i++)
        if (!done[i] && ts_span_starts_nocase(b->zip.entry[i].name, ts_str(SHEETS))) {
            others++;
            err = one_sheet(b, &b->zip.entry[i], ts_ooxml_part_name(b->zip.entry[i].name));
        }
    ts_free(done);
    lost += unnamed > others ? unnamed - others : 0;
    return err ? err : ts_ooxml_lost(b->out, lost, "sheets");
}

static bool is_comments(ts_span name) {
    return ts_span_starts_nocase(name, ts_str("xl/comments")) ||
           ts_span_starts_nocase(name, ts_str("xl/threadedComments/")) ||
           ts_span_starts_nocase(name, ts_str("xl/persons/"));
}

/* Read here, or settings only.  Drawings, pivot caches and what else there is become children, which are read as markup. */
static bool taken(ts_span name) {
    static const char *const known[] = {
        "[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", SHEETS,
        "xl/theme/",           "xl/calcChain",    "_rels/"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ts_span_starts_nocase(name, ts_str(known[i])))
            return true;
    return is_comments(name) || ts_ooxml_is_relations(name) || ts_ooxml_is_properties(name);
}

static ts_err read_book(book *b) {
    TS_TRY(with_part(b, ts_zip_find(&b->zip, "xl/workbook.xml"), read_workbook));
    TS_TRY(with_part(b, ts_zip_find(&b->zip, "xl/_rels/workbook.xml.rels"), read_relations));
    TS_TRY(with_part(b, ts_zip_find(&b->zip, "xl/styles.xml"), read_styles));
    TS_TRY(with_part(b, ts_zip_find(&b->zip, "xl/sharedStrings.xml"), read_strings));
    TS_TRY(read_sheets(b));
    if (b->textless) {
        TS_TRY(
            ts_emit_note(b->out, "%llu of its cells name a text that is not there", (unsigned long long)b->textless));
        TS_TRY(ts_emit_unread(b->out, TS_REASON_CORRUPT, 0));
    }
    for (size_t i = 0; i < b->zip.entries; i++) {
        ts_span name = b->zip.entry[i].name;
        if (is_comments(name)) {
            TS_TRY(ts_emit_part(b->out, ts_ooxml_part_name(name)));
            TS_TRY(with_part(b, &b->zip.entry[i], read_comments));
        }
    }
    TS_TRY(ts_ooxml_extras(&b->zip, b->out));
    return ts_ooxml_rest(&b->zip, b->out, taken);
}

static ts_err run(ts_source *in, ts_sink *out) {
    book *b = ts_alloc(sizeof *b);
    b->out = out;
    ts_err err = ts_zip_open(in, &b->zip);
    if (!err) {
        err = read_book(b);
        ts_zip_done(&b->zip);
    }
    ts_arena_done(&b->arena);
    ts_free(b->string);
    ts_xlsx_formats_done(&b->formats);
    ts_free(b);
    return err;
}

const ts_extractor ts_extractor_xlsx = {.name = "xlsx", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
