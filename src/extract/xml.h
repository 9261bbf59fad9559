/* xml.h - what the parts of the XML reader share. */
#ifndef TS_EXTRACT_XML_H
#define TS_EXTRACT_XML_H

#include "extract/extractor.h"
#include "extract/xml_token.h"
#include "extract/xml_tree.h"

/* ---- xml_bid.c ---- */

/* The first element of a text, where nothing but declarations and comments stands before it. */
bool ts_xml_root(ts_span text, bool *declared, ts_span *name, ts_span *attributes);
int ts_xml_bid(const ts_head *head);

/* ---- xml_survey.c ---- */

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

/* ---- xml_rows.c ---- */

typedef struct ts_xml_rows ts_xml_rows;

ts_xml_rows *ts_xml_rows_new(ts_xml_tree *t, ts_sink *out);
void ts_xml_rows_free(ts_xml_rows *r);
/* Gives columns to what a survey has found in records. */
void ts_xml_rows_surveyed(ts_xml_rows *r);
void ts_xml_rows_begin(ts_xml_rows *r, uint32_t record);
/* A value of the open row, whose raw text begins at `raw`: part of that, or decoded and borrowed for this call. */
void ts_xml_rows_value(ts_xml_rows *r, uint32_t node, const char *raw, ts_span value, bool decoded);
/* `raw`: the row as far as it was read, from its first byte; `at` its place in the source. */
ts_err ts_xml_rows_end(ts_xml_rows *r, ts_span raw, uint64_t at);
/* The text is of FHIR: columns have the names of fhir.h. */
void ts_xml_rows_fhir(ts_xml_rows *r);
/* Text follows. */
ts_err ts_xml_rows_leave(ts_xml_rows *r);

#endif
