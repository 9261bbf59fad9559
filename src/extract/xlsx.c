/* xlsx.c - Excel workbooks: every sheet, hidden ones too, as its cells show (ECMA-376 part 1, 18). */
#include <stdlib.h>

#include "base/clock.h"
#include "extract/workbook.h"

#define SHEETS "xl/worksheets/sheet"

static int bid(const ts_head *head) { return ts_ooxml_has(head, "xl/workbook.xml") ? 85 : 0; }

/* Concatenates the t elements up to the end of `element`; phonetic hints (rPh) are no text. */
static ts_err read_strings(ts_workbook *b, ts_ooxml_part *p) {
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
            TS_TRY(ts_workbook_add_string(b, ts_buf_span(&text)));
            ts_buf_clear(&text);
        }
    }
    return TS_OK;
}

static ts_err read_workbook(ts_workbook *b, ts_ooxml_part *p) {
    for (ts_markup_type e; (e = ts_tags_next(&p->xml)) != TS_MARKUP_END;) {
        if (e != TS_MARKUP_OPEN)
            continue;
        if (ts_tags_is(&p->xml, "workbookPr")) {
            ts_span v = ts_tags_attribute(&p->xml, "date1904");
            b->formats.from_1904 = ts_span_eq(v, ts_str("1")) || ts_span_eq(v, ts_str("true"));
        } else if (ts_tags_is(&p->xml, "sheet")) {
            ts_workbook_add_sheet(b, ts_tags_attribute(&p->xml, "name"), ts_tags_attribute(&p->xml, "id"));
        }
    }
    return TS_OK;
}

static ts_err read_styles(ts_workbook *b, ts_ooxml_part *p) {
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
static ts_span show(ts_workbook *b, char type, uint32_t style, ts_span v, ts_buf *made) {
    uint64_t i;
    switch (type) {
    case 's':
        return ts_workbook_string(b, ts_parse_u64(v, &i) ? i : UINT64_MAX);
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

static ts_err read_sheet(ts_workbook *b, ts_ooxml_part *p, ts_cells *cells) {
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
                read_cell(m, cells->columns, &c);
                ts_buf_clear(&value);
            }
            if ((!open || m->empty) && value.len) {
                TS_TRY(ts_workbook_put(b, cells, c.column, show(b, c.type, c.style, ts_buf_span(&value), &made)));
                ts_buf_clear(&value);
            }
        } else if (ts_tags_is(m, "row")) {
            TS_TRY(ts_cells_send(cells, b->out));
            if (open) {
                uint64_t n;
                row = ts_parse_u64(ts_tags_attribute(m, "r"), &n) ? n : row + 1;
                cells->row = row;
            }
        } else if (ts_tags_is(m, "rPh")) {
            in_value = false;
        } else if (is_margin(m)) { /* what stands above and below each printed page */
            TS_TRY(ts_cells_send(cells, b->out));
            if (!open && value.len) {
                ts_buf_add_char(&value, '\n');
                TS_TRY(ts_emit_text(b->out, ts_buf_span(&value), TS_NO_OFFSET));
            }
            ts_buf_clear(&value);
            in_value = open && !m->empty;
        }
    }
    return ts_cells_send(cells, b->out);
}

static bool is_comments(ts_span name) {
    return ts_span_starts_nocase(name, ts_str("xl/comments")) || ts_workbook_is_thread(name);
}

static bool is_settings(ts_span name) { return ts_span_starts_nocase(name, ts_str("xl/calcChain")); }

static ts_err run(ts_source *in, ts_sink *out) {
    static const ts_workbook_form form = {
        .workbook = "xl/workbook.xml",
        .relations = "xl/_rels/workbook.xml.rels",
        .styles = "xl/styles.xml",
        .strings = "xl/sharedStrings.xml",
        .sheets = SHEETS,
        .read_workbook = read_workbook,
        .read_styles = read_styles,
        .read_strings = read_strings,
        .read_sheet = read_sheet,
        .is_comments = is_comments,
        .read_comments = ts_workbook_read_comments,
        .is_settings = is_settings,
    };
    return ts_workbook_run(in, out, &form);
}

const ts_extractor ts_extractor_xlsx = {
    .name = "xlsx", .version = 1, .needs = TS_SEEK, .sampled = true, .bid = bid, .run = run};
