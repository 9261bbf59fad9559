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
