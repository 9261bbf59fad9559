/* xml_token.h - one token of XML at the start of a span (XML 1.0, fifth edition).
 *
 * As in markup.h nothing is followed and nothing can expand: a DOCTYPE comes out as one token, entities stay as they
 * stand.  What is no XML comes out as text.
 */
#ifndef TS_EXTRACT_XML_TOKEN_H
#define TS_EXTRACT_XML_TOKEN_H

#include "base/bytes.h"

typedef enum ts_xml_type {
    TS_XML_TEXT, /* raw, entities still in it */
    TS_XML_LITERAL, /* CDATA: no entities */
    TS_XML_OPEN,
    TS_XML_CLOSE,
    TS_XML_COMMENT,
    TS_XML_DOCTYPE, /* all of it */
    TS_XML_OTHER /* <?...?> and other declarations */
} ts_xml_type;

typedef struct ts_xml_token {
    ts_xml_type type;
    ts_span name; /* of a tag, without its prefix */
    ts_span attributes; /* of a tag, raw: ts_markup_attribute walks them */
    bool empty; /* <name/> */
    bool field; /* the name is not the tag's own: ts_xml_field */
    ts_span text; /* of all but tags */
    size_t len; /* bytes of the whole token */
} ts_xml_token;

/* Spans point into s.  False: the token is not all there, and there may be more; `last`: there is not, and what was
 * begun comes out as far as it goes. */
bool ts_xml_token_at(ts_span s, bool last, ts_xml_token *t);

#endif
