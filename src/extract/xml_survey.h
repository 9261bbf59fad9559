/* xml_survey.h - what stands below what in the next piece of an XML text. */
#ifndef TS_EXTRACT_XML_SURVEY_H
#define TS_EXTRACT_XML_SURVEY_H

#include "base/limits.h"
#include "extract/xml_token.h"
#include "extract/xml_tree.h"

/* An element that is open. */
typedef struct ts_xml_frame {
    uint32_t node, before; /* before: its child that stood there last */
    uint64_t is; /* its number, over all elements */
    uint32_t leaves; /* survey: values in it so far */
    bool field; /* its end tag has another name: ts_xml_field */
    bool text, part; /* survey: it has text, elements */
} ts_xml_frame;

typedef struct ts_xml_stack {
    ts_xml_frame frame[TS_LIMIT_ELEMENTS];
    size_t depth; /* frame[0] stands for the text itself and has no element */
    size_t over; /* elements open beyond the limit */
    uint64_t number; /* of elements so far */
} ts_xml_stack;

void ts_xml_stack_init(ts_xml_stack *s);
static inline ts_xml_frame *ts_xml_top(ts_xml_stack *s) { return &s->frame[s->depth - 1]; }
void ts_xml_push(ts_xml_stack *s, uint32_t node);
/* How many frames the end tag closes; 0: nothing that is open has this name. */
size_t ts_xml_closes(const ts_xml_stack *s, const ts_xml_tree *t, ts_span name);
/* Walks attributes as ts_markup_attribute does, without those that only say which name space or schema is meant. */
bool ts_xml_attribute(ts_span *rest, ts_span *name, ts_span *value);
/* <field name="Surname">: programs that write rows of any table say the column's name so (mysqldump --xml, exports of Oracle
 * SQL Developer, Solr).  Such an element is known by that name. */
void ts_xml_field(ts_xml_token *k);
/* Learns from a piece of the text what stands below what, where `s` is open, and decides what are records. */
void ts_xml_survey(ts_xml_tree *t, ts_xml_stack *s, ts_span text, bool last);

#endif
