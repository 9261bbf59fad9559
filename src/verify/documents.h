/* documents.h - how a leaked document stands to one of ours: rules that one can read aloud. */
#ifndef TS_VERIFY_DOCUMENTS_H
#define TS_VERIFY_DOCUMENTS_H

#include "store/documents.h"

enum {
    TS_DOCUMENT_WORDS = 20, /* fewer are anybody's: "Yours sincerely", an empty form, a signature */
    TS_DOCUMENT_BYTES_LEAST = 4096, /* the same of what has no text: an icon, a logo */
    TS_DOCUMENT_VALUES = 3, /* of so many on it is asked whose values they are */
    TS_DOCUMENT_FORMS = 8, /* fewer are no form */
    TS_DOCUMENT_PLACES = 20 /* what stands in so many places was given to everybody */
};

/* What a comparison found.  Of the leaked document, and how many of those our own has. */
typedef struct ts_document_facts {
    bool bytes, text; /* the same */
    bool licence;
    uint32_t words, parts, parts_held, runs, runs_held, values, values_held, forms, forms_held;
    uint64_t size;
    uint32_t places, organisations; /* where ours stands, and in how many organisations' trees */
} ts_document_facts;

ts_document_verdict ts_document_judge(const ts_document_facts *f);
ts_document_common ts_document_say(const ts_document_facts *f, ts_document_verdict v);

#endif
