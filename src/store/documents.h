/* documents.h - how each blob stands to the organisations' own trees of files: stored by verify, sealed. */
#ifndef TS_STORE_DOCUMENTS_H
#define TS_STORE_DOCUMENTS_H

#include <stdio.h>

#include "store/blobs.h"
#include "store/files_register.h"

/* In this order on disk; a better one has a higher number. */
typedef enum ts_document_verdict {
    TS_DOCUMENT_NOT_HELD,
    TS_DOCUMENT_TEMPLATE, /* the text with its values taken out is ours, the values are not */
    TS_DOCUMENT_NEAR,
    TS_DOCUMENT_TEXT, /* the same words in the same order */
    TS_DOCUMENT_BYTES,
    TS_DOCUMENT_VERDICTS
} ts_document_verdict;
const char *ts_document_verdict_name(ts_document_verdict v); /* "byte-identical", ... */

/* Why a document that is held says little of where it came from. */
typedef enum ts_document_common {
    TS_DOCUMENT_OWN, /* no reason is known */
    TS_DOCUMENT_TINY, /* hardly any text, or bytes */
    TS_DOCUMENT_LICENCE, /* a licence that anybody's files carry */
    TS_DOCUMENT_MANY, /* it stands in trees of several organisations, or in very many places */
    TS_DOCUMENT_COMMONS
} ts_document_common;
const char *ts_document_common_name(ts_document_common c); /* "", "tiny", "public licence", "many places" */

enum { TS_DOCUMENT_DIFFERENCES = 32 };

/* Where a part stands that our document does not have: personal data, as sheets have names. */
typedef struct ts_document_part {
    uint64_t place; /* as in ts_likeness_part */
    uint32_t len;
    bool row;
    char name[TS_LIKENESS_NAME];
} ts_document_part;

typedef struct ts_document {
    ts_digest blob;
    ts_document_verdict verdict;
    ts_document_common common;
    bool text; /* it had words to be compared by */
    uint16_t tree; /* of the register, in canonical order; where it is held */
    ts_digest source; /* that tree's */
    uint32_t number; /* of the document in it */
    uint32_t places; /* where it stands, in all systems; of each the day on which it had most */
    uint32_t parts, parts_held; /* of the leaked one */
    uint32_t ours; /* parts of our own document that were kept */
    uint32_t values, values_held, forms, forms_held;
    uint32_t differs; /* parts that are not in ours, of which the first few: */
    ts_document_part differ[TS_DOCUMENT_DIFFERENCES];
} ts_document;

/* What was found, and against which trees: within the transaction in which sightings are judged anew, so that what was cut short
 * there is not taken for the whole. */
ts_err ts_documents_clear(ts_case *c);
ts_err ts_document_save(ts_case *c, const ts_document *d);
/* All, by blob. */
ts_err ts_documents_each(ts_case *c, ts_err (*each)(void *, const ts_document *), void *context);

/* Which trees the documents were judged against. */
ts_err ts_documents_mark(ts_case *c, const ts_files_register *r);
ts_err ts_documents_check(ts_case *c, const ts_files_register *r); /* TS_EUSAGE: others were registered since */

#endif
