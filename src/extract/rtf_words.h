/* rtf_words.h - the control words of RTF that say where text goes and what stands in it. */
#ifndef TS_EXTRACT_RTF_WORDS_H
#define TS_EXTRACT_RTF_WORDS_H

#include "base/bytes.h"

/* Where the text of a group goes. */
typedef enum ts_rtf_place {
    TS_RTF_BODY,
    /* the stories beside it, each a part of its own */
    TS_RTF_HEADER,
    TS_RTF_FOOTER,
    TS_RTF_FOOTNOTES,
    TS_RTF_ENDNOTES,
    TS_RTF_COMMENTS,
    TS_RTF_PROPERTIES,
    TS_RTF_STORIES, /* how many */
    TS_RTF_VALUE, /* of a property */
    TS_RTF_AUTHOR, /* of the comment that follows */
    TS_RTF_SHAPE_NAME, /* a property of a drawn shape, */
    TS_RTF_SHAPE_VALUE, /* and its value */
    TS_RTF_FONTS,
    TS_RTF_DATA, /* a picture or an embedded object in hexadecimal */
    TS_RTF_SKIP, /* nothing a person wrote, but groups inside it may hold text */
    TS_RTF_DROP /* what is said once more for old programs */
} ts_rtf_place;

typedef enum ts_rtf_act {
    TS_RTF_PLACE, /* the group's text goes to `value`, a ts_rtf_place */
    TS_RTF_HERE, /* a starred group whose text stands where it is */
    TS_RTF_TEXT, /* `text` stands here */
    TS_RTF_BREAK,
    TS_RTF_TAB,
    TS_RTF_CELL,
    TS_RTF_ROW,
    TS_RTF_ROW_BEGIN,
    TS_RTF_PARAGRAPH, /* \pard */
    TS_RTF_IN_TABLE,
    TS_RTF_PLAIN,
    TS_RTF_DELETED,
    TS_RTF_FONT,
    TS_RTF_DEFAULT_FONT,
    TS_RTF_CHARSET,
    TS_RTF_FONT_PAGE,
    TS_RTF_ANSI_PAGE,
    TS_RTF_PAGE, /* `value`: \ansi, \mac, \pc, \pca */
    TS_RTF_UNICODE,
    TS_RTF_UNICODE_SKIP,
    TS_RTF_BINARY,
    TS_RTF_ENDNOTE,
    TS_RTF_TWICE, /* \upr: a group in the code page, then \ud in Unicode */
    TS_RTF_UNICODE_TEXT
} ts_rtf_act;

typedef struct ts_rtf_word {
    const char *name;
    ts_rtf_act act;
    unsigned value;
    const char *text; /* also the label of a property */
} ts_rtf_word;

/* NULL: a word that is none of these. */
const ts_rtf_word *ts_rtf_word_find(ts_span name);
/* "header", "comments". */
const char *ts_rtf_story_name(unsigned story);
/* The code page of \fcharsetN; 0: the document's own. */
unsigned ts_rtf_charset_page(uint32_t charset);

#endif
