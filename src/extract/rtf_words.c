/* rtf_words.c - the control words of RTF that say where text goes and what stands in it. */
#include "extract/rtf_words.h"

#include <stdlib.h>

/* In the order of strcmp. */
static const ts_rtf_word words[] = {
    {"annotation", TS_RTF_PLACE, TS_RTF_COMMENTS, NULL},
    {"ansi", TS_RTF_PAGE, 1252, NULL},
    {"ansicpg", TS_RTF_ANSI_PAGE, 0, NULL},
    {"atnauthor", TS_RTF_PLACE, TS_RTF_AUTHOR, NULL},
    {"author", TS_RTF_PLACE, TS_RTF_VALUE, "author"},
    {"bin", TS_RTF_BINARY, 0, NULL},
    {"bkmkend", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"bkmkstart", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"blipuid", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"bullet", TS_RTF_TEXT, 0, "\xE2\x80\xA2"},
    {"buptim", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"category", TS_RTF_PLACE, TS_RTF_VALUE, "category"},
    {"cell", TS_RTF_CELL, 0, NULL},
    {"colorschememapping", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"colortbl", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"column", TS_RTF_BREAK, 0, NULL},
    {"comment", TS_RTF_PLACE, TS_RTF_VALUE, "comment"},
    {"company", TS_RTF_PLACE, TS_RTF_VALUE, "company"},
    {"cpg", TS_RTF_FONT_PAGE, 0, NULL},
    {"creatim", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"datafield", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"datastore", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"deff", TS_RTF_DEFAULT_FONT, 0, NULL},
    {"deleted", TS_RTF_DELETED, 0, NULL},
    {"doccomm", TS_RTF_PLACE, TS_RTF_VALUE, "comment"},
    {"docvar", TS_RTF_PLACE, TS_RTF_VALUE, "variable"},
    {"dptxbxtext", TS_RTF_HERE, 0, NULL},
    {"emdash", TS_RTF_TEXT, 0, "\xE2\x80\x94"},
    {"emspace", TS_RTF_TEXT, 0, " "},
    {"endash", TS_RTF_TEXT, 0, "\xE2\x80\x93"},
    {"enspace", TS_RTF_TEXT, 0, " "},
    {"f", TS_RTF_FONT, 0, NULL},
    {"fcharset", TS_RTF_CHARSET, 0, NULL},
    {"ffdeftext", TS_RTF_PLACE, TS_RTF_VALUE, "form field"},
    {"ffl", TS_RTF_PLACE, TS_RTF_VALUE, "form field"},
    {"filetbl", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"fldinst", TS_RTF_HERE, 0, NULL},
    {"fonttbl", TS_RTF_PLACE, TS_RTF_FONTS, NULL},
    {"footer", TS_RTF_PLACE, TS_RTF_FOOTER, NULL},
    {"footerf", TS_RTF_PLACE, TS_RTF_FOOTER, NULL},
    {"footerl", TS_RTF_PLACE, TS_RTF_FOOTER, NULL},
    {"footerr", TS_RTF_PLACE, TS_RTF_FOOTER, NULL},
    {"footnote", TS_RTF_PLACE, TS_RTF_FOOTNOTES, NULL},
    {"formfield", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"ftnalt", TS_RTF_ENDNOTE, 0, NULL},
    {"generator", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"header", TS_RTF_PLACE, TS_RTF_HEADER, NULL},
    {"headerf", TS_RTF_PLACE, TS_RTF_HEADER, NULL},
    {"headerl", TS_RTF_PLACE, TS_RTF_HEADER, NULL},
    {"headerr", TS_RTF_PLACE, TS_RTF_HEADER, NULL},
    {"hlinkbase", TS_RTF_PLACE, TS_RTF_VALUE, "link base"},
    {"info", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"intbl", TS_RTF_IN_TABLE, 0, NULL},
    {"keywords", TS_RTF_PLACE, TS_RTF_VALUE, "keywords"},
    {"latentstyles", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"lbr", TS_RTF_BREAK, 0, NULL},
    {"ldblquote", TS_RTF_TEXT, 0, "\xE2\x80\x9C"},
    {"line", TS_RTF_BREAK, 0, NULL},
    {"linkval", TS_RTF_PLACE, TS_RTF_VALUE, "link"},
    {"listoverridetable", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"listtable", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"lquote", TS_RTF_TEXT, 0, "\xE2\x80\x98"},
    {"mac", TS_RTF_PAGE, 10000, NULL},
    {"manager", TS_RTF_PLACE, TS_RTF_VALUE, "manager"},
    {"nestcell", TS_RTF_TAB, 0, NULL},
    {"nestrow", TS_RTF_BREAK, 0, NULL},
    {"nesttableprops", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"nonesttables", TS_RTF_PLACE, TS_RTF_DROP, NULL},
    {"nonshppict", TS_RTF_PLACE, TS_RTF_DROP, NULL},
    {"objclass", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"objdata", TS_RTF_PLACE, TS_RTF_DATA, NULL},
    {"objname", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"operator", TS_RTF_PLACE, TS_RTF_VALUE, "operator"},
    {"page", TS_RTF_BREAK, 0, NULL},
    {"par", TS_RTF_BREAK, 0, NULL},
    {"pard", TS_RTF_PARAGRAPH, 0, NULL},
    {"pc", TS_RTF_PAGE, 437, NULL},
    {"pca", TS_RTF_PAGE, 850, NULL},
    {"pgdsctbl", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"picprop", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"pict", TS_RTF_PLACE, TS_RTF_DATA, NULL},
    {"plain", TS_RTF_PLAIN, 0, NULL},
    {"printim", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"propname", TS_RTF_PLACE, TS_RTF_VALUE, "property"},
    {"protusertbl", TS_RTF_PLACE, TS_RTF_VALUE, "users"},
    {"qmspace", TS_RTF_TEXT, 0, " "},
    {"rdblquote", TS_RTF_TEXT, 0, "\xE2\x80\x9D"},
    {"revtbl", TS_RTF_PLACE, TS_RTF_VALUE, "revisers"},
    {"revtim", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"row", TS_RTF_ROW, 0, NULL},
    {"rquote", TS_RTF_TEXT, 0, "\xE2\x80\x99"},
    {"rsidtbl", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"sect", TS_RTF_BREAK, 0, NULL},
    {"shpinst", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"shprslt", TS_RTF_PLACE, TS_RTF_DROP, NULL},
    {"shptxt", TS_RTF_HERE, 0, NULL},
    {"sn", TS_RTF_PLACE, TS_RTF_SHAPE_NAME, NULL},
    {"sp", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"staticval", TS_RTF_PLACE, TS_RTF_VALUE, "value"},
    {"stylesheet", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"subject", TS_RTF_PLACE, TS_RTF_VALUE, "subject"},
    {"sv", TS_RTF_PLACE, TS_RTF_SHAPE_VALUE, NULL},
    {"tab", TS_RTF_TAB, 0, NULL},
    {"template", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"themedata", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
    {"title", TS_RTF_PLACE, TS_RTF_VALUE, "title"},
    {"trowd", TS_RTF_ROW_BEGIN, 0, NULL},
    {"u", TS_RTF_UNICODE, 0, NULL},
    {"uc", TS_RTF_UNICODE_SKIP, 0, NULL},
    {"ud", TS_RTF_UNICODE_TEXT, 0, NULL},
    {"upr", TS_RTF_TWICE, 0, NULL},
    {"xmlnstbl", TS_RTF_PLACE, TS_RTF_SKIP, NULL},
};

static int by_name(const void *name, const void *word) {
    return ts_span_cmp(*(const ts_span *)name, ts_str(((const ts_rtf_word *)word)->name));
}

const ts_rtf_word *ts_rtf_word_find(ts_span name) {
    return bsearch(&name, words, sizeof words / sizeof *words, sizeof *words, by_name);
}

const char *ts_rtf_story_name(unsigned story) {
    static const char *const names[TS_RTF_STORIES] = {"document", "header",   "footer",    "footnotes",
                                                      "endnotes", "comments", "properties"};
    return story < TS_RTF_STORIES ? names[story] : "document";
}

/* RTF 1.9.1, font table: 0 is ANSI, 1 the default, 2 symbols. */
unsigned ts_rtf_charset_page(uint32_t charset) {
    static const uint16_t page[][2] = {{0, 1252},   {77, 10000}, {128, 932},  {129, 949},  {134, 936},  {136, 950},
                                       {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255}, {178, 1256}, {186, 1257},
                                       {204, 1251}, {222, 874},  {238, 1250}, {254, 437},  {255, 850}};
    for (size_t i = 0; i < sizeof page / sizeof *page; i++)
        if (page[i][0] == charset)
            return page[i][1];
    return 0;
}
