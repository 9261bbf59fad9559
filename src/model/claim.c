/* claim.c - what somebody says was taken, as assertions; and what was found of each. */
#include "model/claim.h"

#include <stdio.h>

#include "base/mem.h"
#include "model/mention.h"
#include "model/sighting.h"

const char *ts_claim_kind_name(ts_claim_kind k) {
    static const char *const name[TS_CLAIM_KINDS] = {"none",  "organisation", "system", "population", "data",
                                                     "years", "people",       "volume", "files"};
    return (unsigned)k < TS_CLAIM_KINDS ? name[k] : "unknown";
}

const char *ts_claim_result_name(ts_claim_result r) {
    static const char *const name[TS_CLAIM_RESULTS] = {"not judged", "supported", "partly", "not shown", "refuted"};
    return (unsigned)r < TS_CLAIM_RESULTS ? name[r] : "unknown";
}

/* ---- subjects ---- */

#define ROLE(name) (1u << TS_ROLE_##name)
#define KIND(name) (UINT64_C(1) << TS_KIND_##name)
#define POPULATION(name, role_bits, text) \
    { name, TS_CLAIM_POPULATION, role_bits, false, 0, 0, text }
#define DATA(name, category_bits, text) \
    { name, TS_CLAIM_DATA, 0, false, category_bits, 0, text }
#define DATA_OF(name, kind_bits, text) \
    { name, TS_CLAIM_DATA, 0, false, 0, kind_bits, text }

/* Categories after the ICO's list of personal data in its breach form (basic identifiers, identification data, economic and
 * financial, health, official documents, and those of UK GDPR Articles 9 and 10). */
const ts_claim_subject ts_claim_subjects[] = {
    POPULATION("patients", ROLE(PATIENT), "patient patients"),
    POPULATION("next of kin", ROLE(KIN), "kin"),
    POPULATION("staff", ROLE(STAFF) | ROLE(CLINICIAN), "staff employee employees payroll personnel hr"),
    POPULATION("donors", ROLE(DONOR), "donor donors fundraising"),
    POPULATION("suppliers", ROLE(SUPPLIER), "supplier suppliers procurement vendor vendors contractor contractors"),
    {"children", TS_CLAIM_POPULATION, 0, true, 0, 0,
     "child children paediatric pediatric paediatrics pediatrics minors"},
    DATA("names", TS_CAT_NAME, "name"),
    DATA("identifiers", TS_CAT_IDENTIFIER, ""),
    DATA("birth dates", TS_CAT_BASIC, "dob dobs"),
    DATA("contact details", TS_CAT_CONTACT, "address addresses phones"),
    DATA("health", TS_CAT_HEALTH | TS_CAT_MENTAL | TS_CAT_SEXUAL | TS_CAT_PREGNANCY,
         "medical clinical diagnosis diagnoses diagnostic"),
    DATA("mental health", TS_CAT_MENTAL, ""),
    DATA("sexual health", TS_CAT_SEXUAL, ""),
    DATA("pregnancy", TS_CAT_PREGNANCY, ""),
    DATA("financial", TS_CAT_FINANCIAL, "finance finances financials bank banking"),
    DATA_OF("salaries", KIND(SALARY), "salary"),
    DATA_OF("identity documents", KIND(PASSPORT) | KIND(MRZ) | KIND(DRIVING_LICENCE) | KIND(SHARE_CODE),
            "passport passports"),
    DATA("employment", TS_CAT_EMPLOYMENT, ""),
    DATA("donations", TS_CAT_DONATION, "donation"),
    DATA("ethnicity", TS_CAT_ETHNICITY, ""),
    DATA("religion", TS_CAT_RELIGION, ""),
    DATA("sexual orientation", TS_CAT_ORIENTATION, ""),
    DATA("trade union", TS_CAT_UNION, ""),
    DATA("biometrics", TS_CAT_BIOMETRIC, "biometric"),
    DATA("criminal offences", TS_CAT_CRIMINAL, ""),
    DATA("safeguarding", TS_CAT_SAFEGUARDING, ""),
    DATA("deaths", TS_CAT_DEATH, ""),
    DATA("passwords", TS_CAT_SECRET, "password credentials"),
    DATA("online identifiers", TS_CAT_ONLINE, ""),
};
const size_t ts_claim_subject_count = sizeof ts_claim_subjects / sizeof *ts_claim_subjects;

const ts_claim_subject *ts_claim_subject_named(ts_span name) {
    for (size_t i = 0; i < ts_claim_subject_count; i++) {
        const ts_claim_subject *s = &ts_claim_subjects[i];
        if (ts_span_eq_nocase(name, ts_str(s->name)))
            return s;
        for (const char *w = s->words; *w; w += strcspn(w, " "), w += *w == ' ')
            if (ts_span_eq_nocase(name, ts_span_of(w, strcspn(w, " "))))
                return s;
    }
    return NULL;
}

/* ---- building ---- */

ts_assertion *ts_claim_assert(ts_claim *c, ts_claim_kind kind) {
    c->assertion = ts_grow(c->assertion, c->assertions + 1, sizeof *c->assertion);
    ts_assertion *a = &c->assertion[c->assertions++];
    *a = (ts_assertion){.kind = (uint8_t)kind};
    return a;
}

ts_claim_items *ts_claim_add_items(ts_claim *c) {
    c->items = ts_grow(c->items, c->item_sets + 1, sizeof *c->items);
    c->items[c->item_sets] = (ts_claim_items){.name = ""};
    return &c->items[c->item_sets++];
}

void ts_claim_done(ts_claim *c) {
    for (size_t i = 0; i < c->item_sets; i++)
        ts_buf_wipe(&c->items[i].patterns);
    ts_buf_wipe(&c->text);
    ts_free(c->items);
    ts_free(c->assertion);
    ts_free(c->found);
    ts_free(c->scope);
    ts_wipe(c, sizeof *c);
}

void ts_claims_free(ts_claim *at, size_t n) {
    for (size_t i = 0; i < n; i++)
        ts_claim_done(&at[i]);
    ts_free(at);
}

/* ---- as bytes ---- */

enum { VERSION = 1, FOUND_VERSION = 1, MOST = 1 << 16 };

void ts_claim_write(const ts_claim *c, ts_buf *out) {
    ts_buf_add_u8(out, VERSION);
    ts_buf_add_counted(out, ts_str(c->id));
    ts_buf_add_counted(out, ts_str(c->who));
    ts_buf_add_counted(out, ts_str(c->when));
    ts_buf_add_counted(out, ts_str(c->source));
    ts_buf_add_u8(out, c->tracker);
    ts_buf_add_counted(out, ts_buf_span(&c->text));
    ts_buf_add_varint(out, c->item_sets);
    for (size_t i = 0; i < c->item_sets; i++) {
        ts_buf_add_counted(out, ts_str(c->items[i].name));
        ts_buf_add_counted(out, ts_buf_span(&c->items[i].patterns));
    }
    ts_buf_add_varint(out, c->assertions);
    for (size_t i = 0; i < c->assertions; i++) {
        const ts_assertion *a = &c->assertion[i];
        ts_buf_add_u8(out, a->kind);
        ts_buf_add_u8(out, a->items);
        ts_buf_add_u8(out, (uint8_t)(a->from_text | a->more_than << 1 | a->without << 2));
        ts_buf_add_counted(out, ts_str(a->what));
        ts_buf_add_varint(out, a->from);
        ts_buf_add_varint(out, a->to);
    }
}

static void take_text(ts_cursor *k, char *out, size_t size) {
    ts_span s = ts_read_counted(k);
    if (s.len >= size)
        k->ok = false;
    else
        memcpy(out, s.len ? s.ptr : "", s.len), out[s.len] = 0;
}

static void take_assertion(ts_cursor *k, ts_claim *c) {
    ts_assertion *a = ts_claim_assert(c, (ts_claim_kind)ts_read_u8(k));
    a->items = ts_read_u8(k);
    uint8_t flags = ts_read_u8(k);
    a->from_text = flags & 1;
    a->more_than = flags >> 1 & 1;
    a->without = flags >> 2 & 1;
    take_text(k, a->what, sizeof a->what);
    a->from = ts_read_varint(k);
    a->to = ts_read_varint(k);
    if (a->kind >= TS_CLAIM_KINDS || a->items > c->item_sets)
        k->ok = false;
}

bool ts_claim_read(ts_span written, ts_claim *out) {
    ts_cursor k = ts_cursor_over(written);
    ts_claim c = {.tracker = false};
    k.ok = ts_read_u8(&k) == VERSION;
    take_text(&k, c.id, sizeof c.id);
    take_text(&k, c.who, sizeof c.who);
    take_text(&k, c.when, sizeof c.when);
    take_text(&k, c.source, sizeof c.source);
    c.tracker = ts_read_u8(&k) & 1;
    ts_buf_add(&c.text, ts_read_counted(&k));
    for (uint64_t n = ts_read_varint(&k); k.ok && n && c.item_sets < TS_CLAIM_ITEMS; n--) {
        ts_claim_items *items = ts_claim_add_items(&c);
        take_text(&k, items->name, sizeof items->name);
        ts_buf_add(&items->patterns, ts_read_counted(&k));
    }
    for (uint64_t n = ts_read_varint(&k); k.ok && n && c.assertions < MOST; n--)
        take_assertion(&k, &c);
    if (!k.ok || ts_cursor_left(&k)) {
        ts_claim_done(&c);
        return false;
    }
    *out = c;
    return true;
}

/* What a found or a scope is made of, in the order of the file. */
static void each_number(const ts_claim_found *f, ts_buf *out) {
    const uint64_t n[] = {f->result, f->why,        f->sightings, f->people,  f->near, f->held,
                          f->likely, f->alike,      f->others,    f->judged,  f->seen, f->wrong_ppb,
                          f->number, f->first_year, f->last_year, f->examples};
    for (size_t i = 0; i < sizeof n / sizeof *n; i++)
        ts_buf_add_varint(out, n[i]);
    for (size_t i = 0; i < f->examples; i++) {
        const ts_claim_example *e = &f->example[i];
        ts_buf_add(out, ts_span_of(e->blob.byte, sizeof e->blob.byte));
        ts_buf_add_varint(out, e->ordinal);
        ts_buf_add_u8(out, e->table);
        ts_buf_add_varint(out, e->place);
    }
}

void ts_claim_found_write(const ts_claim *c, ts_buf *out) {
    ts_buf_add_u8(out, FOUND_VERSION);
    ts_buf_add_varint(out, c->item_sets);
    ts_buf_add_varint(out, c->assertions);
    for (size_t i = 0; i <= c->item_sets; i++) {
        const ts_claim_scope *s = &c->scope[i];
        const uint64_t n[] = {s->files, s->stored, s->unpacked, s->items, s->bytes, s->waiting_items, s->waiting_bytes};
        for (size_t k = 0; k < sizeof n / sizeof *n; k++)
            ts_buf_add_varint(out, n[k]);
        ts_buf_add_varint(out, TS_REASON_COUNT);
        for (int r = 0; r < TS_REASON_COUNT; r++) {
            ts_buf_add_varint(out, s->reason_items[r]);
            ts_buf_add_varint(out, s->reason_bytes[r]);
        }
    }
    for (size_t i = 0; i < c->assertions; i++)
        each_number(&c->found[i], out);
}

static void take_scope(ts_cursor *k, ts_claim_scope *s) {
    uint64_t *const to[] = {&s->files, &s->stored,        &s->unpacked,     &s->items,
                            &s->bytes, &s->waiting_items, &s->waiting_bytes};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        *to[i] = ts_read_varint(k);
    uint64_t reasons = ts_read_varint(k); /* of the version that wrote it: there may be more now */
    if (reasons > TS_REASON_COUNT)
        k->ok = false;
    for (uint64_t r = 0; k->ok && r < reasons; r++) {
        s->reason_items[r] = ts_read_varint(k);
        s->reason_bytes[r] = ts_read_varint(k);
    }
}

static void take_found(ts_cursor *k, ts_claim_found *f) {
    f->result = (uint8_t)ts_read_varint(k);
    f->why = (uint8_t)ts_read_varint(k);
    uint64_t *const to[] = {&f->sightings, &f->people, &f->near, &f->held,      &f->likely, &f->alike,
                            &f->others,    &f->judged, &f->seen, &f->wrong_ppb, &f->number};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        *to[i] = ts_read_varint(k);
    f->first_year = (uint16_t)ts_read_varint(k);
    f->last_year = (uint16_t)ts_read_varint(k);
    f->examples = (uint32_t)ts_read_varint(k);
    if (f->examples > TS_CLAIM_EXAMPLES || f->result >= TS_CLAIM_RESULTS)
        k->ok = false;
    for (size_t i = 0; k->ok && i < f->examples; i++) {
        ts_claim_example *e = &f->example[i];
        ts_span blob = ts_read_span(k, sizeof e->blob.byte);
        if (blob.len)
            memcpy(e->blob.byte, blob.ptr, blob.len);
        e->ordinal = (uint32_t)ts_read_varint(k);
        e->table = ts_read_u8(k) & 1;
        e->place = ts_read_varint(k);
    }
}

bool ts_claim_found_read(ts_span written, ts_claim *c) {
    ts_cursor k = ts_cursor_over(written);
    if (ts_read_u8(&k) != FOUND_VERSION || ts_read_varint(&k) != c->item_sets || ts_read_varint(&k) != c->assertions)
        return false;
    ts_claim_scope *scope = ts_alloc_array(c->item_sets + 1, sizeof *scope);
    ts_claim_found *found = ts_alloc_array(c->assertions + 1, sizeof *found);
    for (size_t i = 0; k.ok && i <= c->item_sets; i++)
        take_scope(&k, &scope[i]);
    for (size_t i = 0; k.ok && i < c->assertions; i++)
        take_found(&k, &found[i]);
    if (!k.ok || ts_cursor_left(&k)) {
        ts_free(scope);
        ts_free(found);
        return false;
    }
    ts_free(c->scope);
    ts_free(c->found);
    c->scope = scope;
    c->found = found;
    return true;
}

/* ---- in words ---- */

static void add_grouped(ts_buf *out, uint64_t n) {
    char raw[24];
    int len = snprintf(raw, sizeof raw, "%llu", (unsigned long long)n);
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            ts_buf_add_char(out, ',');
        ts_buf_add_char(out, raw[i]);
    }
}

/* "500 GB", "1.5 TB": in the unit in which it is written shortest. */
static void add_size(ts_buf *out, uint64_t n) {
    static const char *const unit[] = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    uint64_t size = 1;
    int u = 0;
    for (; u < 5 && n / size >= 1000; u++)
        size *= 1000;
    uint64_t thousandths = u ? n % size / (size / 1000) : 0;
    ts_buf_addf(out, "%llu", (unsigned long long)(n / size));
    for (uint64_t d = 100; thousandths; thousandths %= d, d /= 10)
        ts_buf_addf(out, "%s%llu", d == 100 ? "." : "", (unsigned long long)(thousandths / d));
    ts_buf_addf(out, " %s", unit[u]);
}

void ts_assertion_say(const ts_assertion *a, ts_buf *out) {
    if (a->without)
        ts_buf_add_str(out, "no ");
    if (a->more_than)
        ts_buf_add_str(out, "more than ");
    switch (a->kind) {
    case TS_CLAIM_ORGANISATION:
        ts_buf_addf(out, "data of %s", a->what);
        break;
    case TS_CLAIM_DATA:
        ts_buf_addf(out, "data: %s", a->what);
        break;
    case TS_CLAIM_YEARS:
        ts_buf_addf(out, a->from == a->to ? "%llu" : "%llu-%llu", (unsigned long long)a->from,
                    (unsigned long long)a->to);
        break;
    case TS_CLAIM_PEOPLE:
        add_grouped(out, a->from);
        ts_buf_addf(out, " %s", a->what[0] ? a->what : "people");
        break;
    case TS_CLAIM_VOLUME:
        add_size(out, a->from);
        break;
    case TS_CLAIM_FILES:
        add_grouped(out, a->from);
        ts_buf_add_str(out, a->from == 1 ? " file" : " files");
        break;
    default:
        ts_buf_add_str(out, a->what);
    }
}
