/* write_rtf.c - letters and lists in Rich Text Format 1.9, in the code page of Western Europe. */
#include <stdio.h>

#include "synth/write.h"

static void escaped(ts_buf *out, ts_span s) {
    for (size_t at = 0; at < s.len;) {
        uint32_t c = ts_utf8_next(s, &at);
        if (c == '\\' || c == '{' || c == '}')
            ts_buf_addf(out, "\\%c", (char)c);
        else if (c < 128)
            ts_buf_add_char(out, (char)c);
        else if (c >= 0xA0 && c < 256)
            ts_buf_addf(out, "\\'%02x", c);
        else
            ts_buf_addf(out, "\\u%d?", (int)(int16_t)c);
    }
}

static void begin(ts_buf *out, const char *title) {
    ts_buf_addf(out,
                "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}}\r\n{\\info{\\title "
                "%s}}\r\n\\viewkind4\\uc1"
                "\\pard\\lang2057\\f0\\fs20\r\n",
                title);
}

void ts_write_rtf_letter(ts_buf *out, const ts_letter *l) {
    begin(out, l->title);
    for (size_t i = 0; i < l->paras; i++) {
        const ts_para *p = &l->para[i];
        bool bold = p->kind == TS_PARA_HEAD || p->kind == TS_PARA_BOLD;
        ts_buf_add_str(out, bold ? "\\b " : "");
        escaped(out, p->text);
        ts_buf_add_str(out, bold ? "\\b0" : "");
        if (p->kind == TS_PARA_LABEL) {
            ts_buf_add_str(out, ":\\tab ");
            escaped(out, p->value);
        }
        ts_buf_add_str(out, "\\par\r\n");
    }
    ts_buf_add_str(out, "}\r\n");
}

static void row(ts_buf *out, const ts_table *t, uint32_t r) {
    enum { TWIPS = 1400 };
    ts_buf_add_str(out, "\\trowd\\trgaph70");
    for (uint32_t c = 0; c < t->columns; c++)
        ts_buf_addf(out, "\\cellx%u", (c + 1) * TWIPS);
    ts_buf_add_str(out, "\\pard\\intbl ");
    for (uint32_t c = 0; c < t->columns; c++) {
        escaped(out, r == 0 ? ts_str(t->head[c]) : ts_table_cell(t, r - 1, c));
        ts_buf_add_str(out, "\\cell ");
    }
    ts_buf_add_str(out, "\\row\r\n");
}

void ts_write_rtf_table(ts_buf *out, const ts_table *t) {
    begin(out, t->title);
    for (uint32_t r = 0; r <= t->rows; r++)
        row(out, t, r);
    ts_buf_add_str(out, "\\pard\\par\r\n}\r\n");
}
