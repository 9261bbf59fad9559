/* write_docx.c - tables and letters as word-processor files: the smallest package that Word and
 * LibreOffice open without a murmur (ECMA-376). */
#include "synth/write.h"

static const char types[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>";
static const char rels[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"word/document.xml\"/></Relationships>";
static const char document_rels[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"
    "</Relationships>";
#define WORD_NS "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
static const char styles[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles " WORD_NS "><w:docDefaults><w:rPrDefault>"
    "<w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\"/><w:sz w:val=\"20\"/></w:rPr></w:rPrDefault></w:docDefaults>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:rPr><w:b/><w:color "
    "w:val=\"1F4E79\"/><w:sz w:val=\"28\"/></w:rPr></w:style></w:styles>";

void ts_xml_escape(ts_buf *out, ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        switch (s.ptr[i]) {
        case '&':
            ts_buf_add_str(out, "&amp;");
            break;
        case '<':
            ts_buf_add_str(out, "&lt;");
            break;
        case '>':
            ts_buf_add_str(out, "&gt;");
            break;
        default:
            ts_buf_add_char(out, s.ptr[i]);
        }
}

static void add_run(ts_buf *out, ts_span text, bool bold) {
    ts_buf_addf(out, "<w:r>%s<w:t xml:space=\"preserve\">", bold ? "<w:rPr><w:b/></w:rPr>" : "");
    ts_xml_escape(out, text);
    ts_buf_add_str(out, "</w:t></w:r>");
}

/* Word cuts a run wherever somebody once put the cursor: every third value comes in two pieces. */
static void add_cut_run(ts_buf *out, ts_span text, uint64_t salt) {
    size_t cut = text.len / 2;
    if (salt % 3 != 0 || text.len < 4 || (text.ptr[cut] & 0xC0) == 0x80) {
        add_run(out, text, false);
        return;
    }
    add_run(out, ts_slice(text, 0, cut), false);
    ts_buf_add_str(out, "<w:proofErr w:type=\"spellStart\"/>");
    add_run(out, ts_slice(text, cut, text.len), false);
}

static void begin(ts_buf *out) {
    ts_buf_add_str(out,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document " WORD_NS "><w:body>");
}

static void finish(ts_buf *document, ts_date day, ts_buf *out) {
    ts_buf_add_str(document,
                   "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" "
                   "w:bottom=\"1134\" w:left=\"1134\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr>"
                   "</w:body></w:document>");
    ts_packer p = {.pack = TS_PACK_ZIP};
    ts_packer_add(&p, ts_str("[Content_Types].xml"), ts_str(types), day);
    ts_packer_add(&p, ts_str("_rels/.rels"), ts_str(rels), day);
    ts_packer_add(&p, ts_str("word/document.xml"), ts_buf_span(document), day);
    ts_packer_add(&p, ts_str("word/styles.xml"), ts_str(styles), day);
    ts_packer_add(&p, ts_str("word/_rels/document.xml.rels"), ts_str(document_rels), day);
    (void)ts_packer_finish(&p, out); /* a zip always ends well */
}

static void add_cell(ts_buf *d, ts_span text, bool bold) {
    ts_buf_add_str(d, "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr><w:p>");
    add_run(d, text, bold);
    ts_buf_add_str(d, "</w:p></w:tc>");
}

static void open_table(ts_buf *d, uint32_t columns) {
    ts_buf_add_str(d, "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblBorders>");
    static const char *const side[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
    for (int i = 0; i < 6; i++)
        ts_buf_addf(d, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>", side[i]);
    ts_buf_add_str(d, "</w:tblBorders></w:tblPr><w:tblGrid>");
    for (uint32_t c = 0; c < columns; c++)
        ts_buf_addf(d, "<w:gridCol w:w=\"%u\"/>", 9600 / columns);
    ts_buf_add_str(d, "</w:tblGrid>");
}

static void add_heading(ts_buf *d, ts_span text) {
    ts_buf_add_str(d, "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>");
    add_run(d, text, false);
    ts_buf_add_str(d, "</w:p>");
}

void ts_write_docx_table(ts_buf *out, const ts_table *t) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    begin(&d);
    add_heading(&d, ts_str(t->title));
    open_table(&d, t->columns);
    ts_buf_add_str(&d, "<w:tr>");
    for (uint32_t c = 0; c < t->columns; c++)
        add_cell(&d, ts_str(t->head[c]), true);
    ts_buf_add_str(&d, "</w:tr>");
    for (uint32_t r = 0; r < t->rows; r++) {
        ts_buf_add_str(&d, "<w:tr>");
        for (uint32_t c = 0; c < t->columns; c++)
            add_cell(&d, ts_table_cell(t, r, c), false);
        ts_buf_add_str(&d, "</w:tr>");
    }
    ts_buf_add_str(&d, "</w:tbl><w:p/>");
    finish(&d, t->day, out);
}

void ts_write_docx_letter(ts_buf *out, const ts_letter *l) {
    TS_AUTO(ts_buf, ts_buf_done) d = {0};
    begin(&d);
    bool boxed = l->salt % 3 == 0, open = false; /* some forms are a table of labels */
    for (size_t i = 0; i < l->paras; i++) {
        const ts_para *p = &l->para[i];
        bool row = boxed && p->kind == TS_PARA_LABEL;
        if (row && !open)
            open_table(&d, 2);
        else if (!row && open)
            ts_buf_add_str(&d, "</w:tbl>");
        open = row;
        if (row) {
            ts_buf_add_str(&d, "<w:tr>");
            add_cell(&d, p->text, true);
            add_cell(&d, p->value, false);
            ts_buf_add_str(&d, "</w:tr>");
        } else if (p->kind == TS_PARA_HEAD) {
            add_heading(&d, p->text);
        } else {
            ts_buf_add_str(&d, "<w:p>");
            add_run(&d, p->text, p->kind == TS_PARA_BOLD || p->kind == TS_PARA_LABEL);
            if (p->kind == TS_PARA_LABEL) {
                add_run(&d, ts_str(": "), true);
                add_cut_run(&d, p->value, ts_dice_of(l->salt, i, 0, 0));
            }
            ts_buf_add_str(&d, "</w:p>");
        }
    }
    if (open)
        ts_buf_add_str(&d, "</w:tbl>");
    ts_buf_add_str(&d, "<w:p/>");
    finish(&d, l->day, out);
}
