/* write_odf.c - lists as spreadsheets and letters as texts of OpenDocument 1.2 (ISO/IEC 26300): the smallest package that
 * LibreOffice opens. */
#include <stdio.h>

#include "synth/write.h"

#define NAMESPACES                                                       \
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" " \
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "     \
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" office:version=\"1.2\""

static void finish(ts_buf *content, const char *type, ts_date day, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) manifest = {0};
    ts_buf_addf(&manifest,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest "
                "xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry "
                "manifest:full-path=\"/\" manifest:media-type=\"%s\"/><manifest:file-entry "
                "manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>",
                type);
    ts_packer p = {.pack = TS_PACK_ZIP, .stored = 1}; /* the type comes first, and not deflated */
    ts_packer_add(&p, ts_str("mimetype"), ts_str(type), day);
    ts_packer_add(&p, ts_str("content.xml"), ts_buf_span(content), day);
    ts_packer_add(&p, ts_str("META-INF/manifest.xml"), ts_buf_span(&manifest), day);
    ts_packer_finish(&p, out);
}

static void begin(ts_buf *out, const char *body) {
    ts_buf_addf(out,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content " NAMESPACES
                "><office:body><office:%s>",
                body);
}

static void cell(ts_buf *out, ts_span value, const char *more) {
    if (value.len == 0) {
        ts_buf_add_str(out, "<table:table-cell/>");
        return;
    }
    ts_buf_addf(out, "<table:table-cell %s><text:p>", more);
    ts_xml_escape(out, value);
    ts_buf_add_str(out, "</text:p></table:table-cell>");
}

void ts_write_ods(ts_buf *out, const ts_table *t) {
    TS_AUTO(ts_buf, ts_buf_done) content = {0};
    begin(&content, "spreadsheet");
    ts_buf_addf(
        &content,
        "<table:table table:name=\"%s\"><table:table-column table:number-columns-repeated=\"%u\"/><table:table-row>",
        t->name, t->columns);
    for (uint32_t c = 0; c < t->columns; c++)
        cell(&content, ts_str(t->head[c]), "office:value-type=\"string\"");
    ts_buf_add_str(&content, "</table:table-row>");
    for (uint32_t r = 0; r < t->rows; r++) {
        ts_buf_add_str(&content, "<table:table-row>");
        for (uint32_t c = 0; c < t->columns; c++) {
            ts_date d = t->date ? t->date[(size_t)r * t->columns + c] : TS_NO_DATE;
            char more[96] = "office:value-type=\"string\"", iso[11];
            if (d != TS_NO_DATE) {
                ts_date_print(d, iso);
                snprintf(more, sizeof more, "office:value-type=\"date\" office:date-value=\"%s\"", iso);
            }
            cell(&content, ts_table_cell(t, r, c), more);
        }
        ts_buf_add_str(&content, "</table:table-row>");
    }
    ts_buf_add_str(&content, "</table:table></office:spreadsheet></office:body></office:document-content>");
    finish(&content, "application/vnd.oasis.opendocument.spreadsheet", t->day, out);
}

void ts_write_odt_letter(ts_buf *out, const ts_letter *l) {
    TS_AUTO(ts_buf, ts_buf_done) content = {0};
    begin(&content, "text");
    for (size_t i = 0; i < l->paras; i++) {
        const ts_para *p = &l->para[i];
        ts_buf_add_str(&content, p->kind == TS_PARA_HEAD ? "<text:h text:outline-level=\"1\">" : "<text:p>");
        ts_xml_escape(&content, p->text);
        if (p->kind == TS_PARA_LABEL) {
            ts_buf_add_str(&content, ":<text:tab/>");
            ts_xml_escape(&content, p->value);
        }
        ts_buf_add_str(&content, p->kind == TS_PARA_HEAD ? "</text:h>" : "</text:p>");
    }
    ts_buf_add_str(&content, "</office:text></office:body></office:document-content>");
    finish(&content, "application/vnd.oasis.opendocument.text", l->day, out);
}
