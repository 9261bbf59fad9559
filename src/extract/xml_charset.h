/* xml_charset.h - the one-byte charsets that an XML declaration names (XML 1.0, 4.3.3). */
#ifndef TS_EXTRACT_XML_CHARSET_H
#define TS_EXTRACT_XML_CHARSET_H

#include "extract/source.h"

typedef struct ts_xml_charset {
    ts_source *from, text;
    unsigned page;
    ts_buf out; /* decoded, not yet handed on */
    size_t at;
} ts_xml_charset;

/* The source to read: `in` itself where its bytes show what they are, or nothing else is declared; else c->text, which
 * decodes it.  ts_xml_charset_done in both cases. */
ts_source *ts_xml_charset_open(ts_xml_charset *c, ts_source *in);
void ts_xml_charset_done(ts_xml_charset *c);

#endif
