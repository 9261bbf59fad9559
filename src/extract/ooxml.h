/* ooxml.h - what docx, xlsx and pptx share: a zip whose parts are XML (ECMA-376). */
#ifndef TS_EXTRACT_OOXML_H
#define TS_EXTRACT_OOXML_H

#include "extract/extractor.h"
#include "extract/tags.h"
#include "extract/zip.h"

/* Is `name` a member, by the directory in the tail or, where that is too long, the head's first headers?
 * A file without a directory is left to the zip reader, which goes as far as it goes. */
bool ts_ooxml_has(const ts_head *head, const char *name);

/* One XML part being read. */
typedef struct ts_ooxml_part {
    ts_zip_stream stream;
    ts_source source;
    ts_tags xml;
} ts_ooxml_part;
/* False: there is no such part, or it cannot be read: then it was declared unread. */
bool ts_ooxml_open(ts_zip *z, const ts_zip_entry *e, ts_sink *out, ts_ooxml_part *p);
/* Declares the part unread where it broke off. */
ts_err ts_ooxml_close(const ts_zip_entry *e, ts_sink *out, ts_ooxml_part *p);

/* "header1" of "word/header1.xml". */
ts_span ts_ooxml_part_name(ts_span name);
bool ts_ooxml_is_relations(ts_span name);
bool ts_ooxml_is_properties(ts_span name);
/* Document properties (author, title, last editor) and where links lead outside. */
ts_err ts_ooxml_extras(ts_zip *z, ts_sink *out);
/* All members that the format's own reader did not take (pictures, embedded files) become children. */
ts_err ts_ooxml_rest(ts_zip *z, ts_sink *out, bool (*taken)(ts_span name));
/* The name of the member that a relation of a part in `folder` ("xl/") leads to: from there, or from the root behind a slash,
 * without "." and ".." (ECMA-376 part 2, 6.5). */
void ts_ooxml_target(const char *folder, ts_span target, ts_buf *out);
/* The member of that name, which may be written with %20 and the like on either side. */
const ts_zip_entry *ts_ooxml_find(const ts_zip *z, ts_span name);
/* Says that so many `parts` that the document names are not in the file, if any. */
ts_err ts_ooxml_lost(ts_sink *out, size_t lost, const char *parts);

#endif
