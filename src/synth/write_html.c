/* write_html.c - tables and letters as web pages, and letters as plain text. */
#include "synth/write.h"

static void escaped(ts_buf *out, ts_span s) {
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
        case '\'':
            ts_buf_add_str(out, "&#39;");
            break;
        default:
            ts_buf_add_char(out, s.ptr[i]);
        }
}

static void page(ts_buf *out, const char *title) {
    ts_buf_add_str(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    escaped(out, ts_str(title));
    ts_buf_add_str(out,
                   "</title>\n<style>body{font:14px sans-serif}td,th{border:1px solid #999;padding:2px 6px}</style>\n"
                   "<script>var rows = 9990000000; // not a number of anybody\n</script>\n</head>\n<body>\n");
}

void ts_write_html_table(ts_buf *out, const ts_table *t) {
    page(out, t->title);
    ts_buf_add_str(out, "<h1>");
    escaped(out, ts_str(t->title));
    ts_buf_add_str(out, "</h1>\n<table>\n<thead><tr>");
    for (uint32_t c = 0; c < t->columns; c++) {
        ts_buf_add_str(out, "<th>");
        escaped(out, ts_str(t->head[c]));
        ts_buf_add_str(out, "</th>");
    }
    ts_buf_add_str(out, "</tr></thead>\n<tbody>\n");
    for (uint32_t r = 0; r < t->rows; r++) {
        ts_buf_add_str(out, r % 2 ? "<tr class=\"odd\">" : "<tr>");
        for (uint32_t c = 0; c < t->columns; c++) {
            ts_buf_add_str(out, "<td>");
            escaped(out, ts_table_cell(t, r, c));
            ts_buf_add_str(out, "</td>");
        }
        ts_buf_add_str(out, "</tr>\n");
    }
    ts_buf_add_str(out, "</tbody>\n</table>\n</body>\n</html>\n");
}

void ts_write_html_letter(ts_buf *out, const ts_letter *l) {
    page(out, l->title);
    for (size_t i = 0; i < l->paras; i++) {
        const ts_para *p = &l->para[i];
        static const char *const open[] = {"<h2>", "<div>", "<p><b>", "<p>", "<div><b>", "<br>"};
        static const char *const close[] = {"</h2>\n", "</div>\n", "</b></p>\n", "</p>\n", "</div>\n", "\n"};
        ts_buf_add_str(out, open[p->kind]);
        escaped(out, p->text);
        if (p->kind == TS_PARA_LABEL) {
            ts_buf_add_str(out, ":</b> ");
            escaped(out, p->value);
        }
        ts_buf_add_str(out, close[p->kind]);
    }
    ts_buf_add_str(out, "</body>\n</html>\n");
}

enum { LINE = 78 };

/* Body text wrapped as mail programs and typists do. */
static void wrapped(ts_buf *out, ts_span s, const char *end) {
    size_t width = 0;
    for (size_t i = 0; i < s.len;) {
        size_t stop = i;
        while (stop < s.len && s.ptr[stop] != ' ')
            stop++;
        if (width > 0 && width + 1 + (stop - i) > LINE) {
            ts_buf_add_str(out, end);
            width = 0;
        } else if (width > 0) {
            ts_buf_add_char(out, ' ');
            width++;
        }
        ts_buf_add(out, ts_slice(s, i, stop - i));
        width += stop - i;
        i = stop + 1;
    }
}

void ts_write_text_letter(ts_buf *out, const ts_letter *l, bool crlf) {
    const char *end = crlf ? "\r\n" : "\n";
    for (size_t i = 0; i < l->paras; i++) {
        const ts_para *p = &l->para[i];
        if (p->kind == TS_PARA_LABEL) {
            ts_buf_add(out, p->text);
            ts_buf_add_str(out, ": ");
            ts_buf_add(out, p->value);
        } else if (p->kind == TS_PARA_BODY) {
            wrapped(out, p->text, end);
            ts_buf_add_str(out, end);
        } else {
            ts_buf_add(out, p->text);
        }
        ts_buf_add_str(out, end);
    }
}
