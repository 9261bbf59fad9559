/* trace.c - what a sighting shows that can tie it to others of its person: keyed hashes, no value among them. */
#include "impact/trace.h"

#include "base/bytes.h"
#include "base/mem.h"

enum { TIE_PHONE = TS_TIES, TIE_DATE };

#define ATTR(a) (1u << TS_ATTR_##a)

bool ts_is_identified(const ts_result *r) {
    return r->person &&
           (r->verdict == TS_VERDICT_GENUINE || r->verdict == TS_VERDICT_ALTERED || r->verdict == TS_VERDICT_DIFFERS);
}

bool ts_is_likely(const ts_result *r) {
    unsigned issued = ATTR(NHS) | ATTR(LOCAL) | ATTR(NINO) | ATTR(BANK), name = ATTR(SURNAME) | ATTR(FORENAME);
    return r->person && r->verdict == TS_VERDICT_CANDIDATE && (r->agree & issued) && (r->agree & name) &&
           !(r->differ & name);
}

/* One sighting on its way. */
typedef struct work {
    const ts_fingerprinter *f;
    const ts_resolver *pass;
    const ts_values *v;
    ts_buf line;
} work;

/* Hash of one to three values as one; 0 where one of them is missing, or this pass does not ask. */
static uint64_t tie_of(work *w, ts_tie tie, int domain, const ts_attr *attr, size_t n) {
    if (!ts_resolver_wants(w->pass, tie))
        return 0;
    ts_buf_clear(&w->line);
    for (size_t i = 0; i < n; i++) {
        const ts_norm *norm = &w->v->value[attr[i]];
        if (!norm->len || (w->v->placeholder >> attr[i] & 1))
            return 0;
        ts_buf_add_counted(&w->line, ts_norm_span(norm));
    }
    return ts_tag(w->f, (uint8_t)domain, ts_buf_span(&w->line)) | 1;
}

#define LIST(...) (const ts_attr[]){__VA_ARGS__}, sizeof((const ts_attr[]){__VA_ARGS__}) / sizeof(ts_attr)
#define TIE(tie, ...) tie_of(w, tie, tie, LIST(__VA_ARGS__))

/* Nothing but a name: next of kin, GPs, authors.  The same name in the same role is counted once, which can only
 * count too few. */
static uint64_t name_tie(work *w, ts_role role) {
    const ts_norm *surname = &w->v->value[TS_ATTR_SURNAME], *forename = &w->v->value[TS_ATTR_FORENAME];
    if (!ts_resolver_wants(w->pass, TS_TIE_NAME))
        return 0;
    for (int a = 0; a < TS_ATTR_COUNT; a++)
        if (w->v->value[a].len && a != TS_ATTR_SURNAME && a != TS_ATTR_FORENAME && a != TS_ATTR_SEX)
            return 0;
    if (!surname->len || (w->v->placeholder >> TS_ATTR_SURNAME & 1))
        return 0;
    ts_buf_clear(&w->line);
    ts_buf_add_u8(&w->line, (uint8_t)role);
    ts_buf_add_counted(&w->line, ts_norm_span(surname));
    ts_buf_add_counted(&w->line, ts_norm_span(forename));
    return ts_tag(w->f, TS_TIE_NAME, ts_buf_span(&w->line)) | 1;
}

static void ties_of(work *w, ts_role role, bool held, ts_trace *t) {
    t->tie[TS_TIE_NHS] = TIE(TS_TIE_NHS, TS_ATTR_NHS);
    t->tie[TS_TIE_NINO] = TIE(TS_TIE_NINO, TS_ATTR_NINO);
    t->tie[TS_TIE_LOCAL] = TIE(TS_TIE_LOCAL, TS_ATTR_LOCAL, TS_ATTR_SURNAME);
    t->tie[TS_TIE_BIRTH] = TIE(TS_TIE_BIRTH, TS_ATTR_SURNAME, TS_ATTR_FORENAME, TS_ATTR_BIRTH);
    t->tie[TS_TIE_MAIL] = TIE(TS_TIE_MAIL, TS_ATTR_EMAIL, TS_ATTR_SURNAME);
    t->tie[TS_TIE_PLACE] = TIE(TS_TIE_PLACE, TS_ATTR_SURNAME, TS_ATTR_FORENAME, TS_ATTR_POSTCODE);
    if (!t->tie[TS_TIE_PLACE])
        t->tie[TS_TIE_PLACE] =
            tie_of(w, TS_TIE_PLACE, TIE_PHONE, LIST(TS_ATTR_SURNAME, TS_ATTR_FORENAME, TS_ATTR_MOBILE));
    t->tie[TS_TIE_NAME] = held ? 0 : name_tie(w, role);
    t->nhs = t->tie[TS_TIE_NHS];
    t->birth = tie_of(w, TS_TIE_HELD, TIE_DATE, LIST(TS_ATTR_BIRTH)); /* wanted with the first ties */
}

void ts_trace_of(const ts_fingerprinter *f, const ts_resolver *pass, const ts_values *v, ts_role role,
                 const ts_result *r, ts_trace *out) {
    bool held = ts_is_identified(r) || ts_is_likely(r);
    work w = {.f = f, .pass = pass, .v = v};
    *out = (ts_trace){0};
    ties_of(&w, role, held, out);
    ts_buf_wipe(&w.line);
    if (!held)
        return;
    out->tie[TS_TIE_HELD] = r->person;
    /* what was changed in a held person's copy ties it to nobody */
    if (r->differ & ATTR(NHS))
        out->tie[TS_TIE_NHS] = out->nhs = 0;
    if ((r->differ | r->near_mask) & ATTR(BIRTH))
        out->tie[TS_TIE_BIRTH] = out->birth = 0;
    if (r->differ & ATTR(LOCAL))
        out->tie[TS_TIE_LOCAL] = 0;
    if (r->differ & ATTR(NINO))
        out->tie[TS_TIE_NINO] = 0;
}
