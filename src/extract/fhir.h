/* fhir.h - what the elements of FHIR resources are called in tables (HL7 FHIR R4 and STU3, UK Core). */
#ifndef TS_EXTRACT_FHIR_H
#define TS_EXTRACT_FHIR_H

#include "extract/json_flat.h"

/* The column of an element: its path in the resource of that type ("name.0.family"), without a name of ours the path itself.
 * `system`: what stands beside it as such, for identifiers and telecoms.  Written to `name`; borrowed from it or from `path`. */
ts_span ts_fhir_column(ts_span type, ts_span path, ts_span system, ts_buf *name);
/* The system of NHS numbers: https://fhir.nhs.uk/Id/nhs-number, and what was used before it. */
bool ts_fhir_is_nhs(ts_span system);
/* The type of a flattened resource, or of the one in a bundle's entry; empty: it is none. */
ts_span ts_fhir_type(const ts_json_flat *f);
/* The value that stands beside pair i under that name: "system" beside "identifier.0.value"; empty if there is none close by. */
ts_span ts_fhir_beside(const ts_json_flat *f, size_t i, const char *name);
/* Is pair i the bytes of an attachment, in base64? */
bool ts_fhir_is_data(const ts_json_flat *f, size_t i, ts_span type);

#endif
