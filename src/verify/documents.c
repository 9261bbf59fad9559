/* documents.c - how a leaked document stands to one of ours: rules that one can read aloud. */
#include "verify/documents.h"

/* At least one in `n` of them. */
static bool one_in(uint32_t n, uint32_t of, uint32_t whole) { return whole && (uint64_t)of * n >= whole; }

ts_document_verdict ts_document_judge(const ts_document_facts *f) {
    if (f->bytes)
        return TS_DOCUMENT_BYTES;
    if (f->text)
        return TS_DOCUMENT_TEXT;
    if (f->words < TS_DOCUMENT_WORDS)
        return TS_DOCUMENT_NOT_HELD;
    /* Two letters of one template share most of their text; a copy that was edited shares most of its values too. */
    bool its_values = f->values < TS_DOCUMENT_VALUES || one_in(2, f->values_held, f->values);
    /* A print that was read has a wrong word in most parts, and most runs of three words are right all the same. */
    bool its_text = one_in(2, f->parts_held, f->parts) || one_in(2, f->runs_held, f->runs);
    if (its_text && its_values)
        return TS_DOCUMENT_NEAR;
    /* What somebody wrote into it may be longer than the form itself. */
    bool its_form = f->forms >= TS_DOCUMENT_FORMS && one_in(4, f->forms_held, f->forms);
    return its_form ? TS_DOCUMENT_TEMPLATE : TS_DOCUMENT_NOT_HELD;
}

ts_document_common ts_document_say(const ts_document_facts *f, ts_document_verdict v) {
    if (v == TS_DOCUMENT_NOT_HELD)
        return TS_DOCUMENT_OWN;
    if (f->words < TS_DOCUMENT_WORDS && (f->words || f->size < TS_DOCUMENT_BYTES_LEAST))
        return TS_DOCUMENT_TINY;
    if (f->licence)
        return TS_DOCUMENT_LICENCE;
    return f->organisations > 1 || f->places >= TS_DOCUMENT_PLACES ? TS_DOCUMENT_MANY : TS_DOCUMENT_OWN;
}
