/* fhir.c - what the elements of FHIR resources are called in tables.
 *
 * Element names: HL7 FHIR R4, Patient, RelatedPerson, Practitioner, Person and the types HumanName, Address, ContactPoint,
 * Identifier, Attachment; UK Core for the system of NHS numbers.  Everything else keeps its path as its name.
 */
#include "extract/fhir.h"

enum { STEPS = 8, NEAR = 8, NO_INDEX = -1 };

/* A path cut at its dots; a number belongs to the step before it. */
typedef struct path {
    ts_span step[STEPS];
    int index[STEPS];
    size_t n;
} path;

static bool cut(ts_span s, path *p) {
    p->n = 0;
    while (s.len) {
        const char *dot = memchr(s.ptr, '.', s.len);
        ts_span step = ts_slice(s, 0, dot ? (size_t)(dot - s.ptr) : s.len);
        s = ts_slice(s, step.len + 1, s.len);
        uint64_t n;
        if (p->n && ts_parse_u64(step, &n)) {
            p->index[p->n - 1] = n < 1000 ? (int)n : 1000;
            continue;
        }
        if (p->n == 0 && ts_span_eq(step, ts_str("resource")))
            continue;
        if (p->n == STEPS)
            return false;
        p->index[p->n] = NO_INDEX;
        p->step[p->n++] = step;
    }
    return p->n > 0;
}

static bool is(const path *p, size_t i, const char *name) { return i < p->n && ts_span_eq(p->step[i], ts_str(name)); }

static ts_span give(ts_buf *out, const char *whose, const char *name, int number) {
    ts_buf_clear(out);
    ts_buf_addf(out, "%s%s", whose, name);
    if (number > 1)
        ts_buf_addf(out, " %d", number);
    return ts_buf_span(out);
}

/* ---- the types that people's elements have ---- */

static const char *human_name(const path *p, size_t i) {
    bool other = p->index[i] > 0;
    if (is(p, i + 1, "family"))
        return other ? "previous surname" : "surname";
    if (is(p, i + 1, "given"))
        return p->index[i + 1] > 0 ? "middle names" : other ? "previous forename" : "forename";
    if (is(p, i + 1, "prefix"))
        return "title";
    return is(p, i + 1, "text") ? "full name" : NULL;
}

static const char *address(const path *p, size_t i) {
    bool other = p->index[i] > 0;
    if (is(p, i + 1, "line"))
        return p->index[i + 1] > 0 ? "address line" : other ? "other address" : "address";
    if (is(p, i + 1, "postalCode"))
        return other ? "other postcode" : "postcode";
    if (is(p, i + 1, "city"))
        return other ? "other town" : "town";
    return is(p, i + 1, "text") ? "full address" : NULL;
}

bool ts_fhir_is_nhs(ts_span system) {
    return ts_span_find_nocase(system, ts_str("nhs-number"), 0) != SIZE_MAX ||
           ts_span_find_nocase(system, ts_str("nhsnumber"), 0) != SIZE_MAX ||
           ts_span_eq(system, ts_str("urn:oid:2.16.840.1.113883.2.1.4.1"));
}

static ts_span person(const path *p, size_t i, const char *whose, ts_span system, ts_buf *out) {
    const char *name = NULL;
    int number = p->index[i] + 1;
    bool value = is(p, i + 1, "value") && p->n == i + 2;
    if (is(p, i, "name")) {
        name = human_name(p, i);
        number = 0;
    } else if (is(p, i, "address")) {
        name = address(p, i);
        number = is(p, i + 1, "line") && p->index[i + 1] > 0 ? p->index[i + 1] + 1 : 0;
    } else if (is(p, i, "telecom") && value) {
        name = ts_span_eq(system, ts_str("email")) ? "email" : ts_span_eq(system, ts_str("url")) ? NULL : "phone";
    } else if (is(p, i, "identifier") && value) {
        name = ts_fhir_is_nhs(system) ? "nhs number" : *whose == 'p' ? "staff number" : "hospital number";
        number = ts_fhir_is_nhs(system) ? 0 : number;
    } else if (p->n == i + 1) {
        name = is(p, i, "birthDate")          ? "date of birth"
               : is(p, i, "gender")           ? "sex"
               : is(p, i, "deceasedDateTime") ? "date of death"
                                              : NULL;
        number = 0;
    }
    return name ? give(out, *whose == 'p' && name[0] == 's' && name[1] == 't' ? "" : whose, name, number)
                : (ts_span){0};
}

/* ---- other resources: what was found, and who is named ---- */

static const char *finding(ts_span type) {
    static const struct {
        const char *type, *name;
    } findings[] = {{"Observation", "test"},
                    {"Condition", "diagnosis"},
                    {"Procedure", "procedure"},
                    {"AllergyIntolerance", "allergy"},
                    {"DiagnosticReport", "test"},
                    {"MedicationRequest", "medication"},
                    {"MedicationStatement", "medication"}};
    for (size_t i = 0; i < sizeof findings / sizeof *findings; i++)
        if (ts_span_eq(type, ts_str(findings[i].type)))
            return findings[i].name;
    return NULL;
}

static ts_span other(const path *p, ts_span type, ts_span system, ts_buf *out) {
    static const char *const clinicians[] = {"performer", "author",      "requester",   "recorder",
                                             "asserter",  "participant", "practitioner"};
    const char *found = finding(type);
    bool coded = is(p, 0, "code") || is(p, 0, "medicationCodeableConcept");
    if (found && coded && (is(p, 1, "text") || (is(p, 1, "coding") && is(p, 2, "display"))))
        return give(out, "", found, 0);
    bool patient = is(p, 0, "subject") || is(p, 0, "patient") || is(p, 0, "beneficiary");
    if (patient && is(p, 1, "display"))
        return give(out, "", "patient name", 0);
    if (patient && is(p, 1, "identifier") && is(p, 2, "value"))
        return give(out, "", ts_fhir_is_nhs(system) ? "nhs number" : "hospital number", 0);
    for (size_t i = 0; i < sizeof clinicians / sizeof *clinicians; i++)
        if (is(p, 0, clinicians[i]) && is(p, p->n - 1, "display"))
            return give(out, "", "practitioner name", p->index[0] + 1);
    return (ts_span){0};
}

ts_span ts_fhir_column(ts_span type, ts_span written, ts_span system, ts_buf *name) {
    path p;
    ts_span column = {0};
    if (!cut(written, &p))
        return written;
    if (ts_span_eq(type, ts_str("Patient")) && is(&p, 0, "contact"))
        column = person(&p, 1, "next of kin ", system, name);
    else if (is(&p, 0, "generalPractitioner") && is(&p, 1, "display"))
        column = give(name, "", "gp name", p.index[0] + 1);
    else if (ts_span_eq(type, ts_str("Patient")) || ts_span_eq(type, ts_str("Person")))
        column = person(&p, 0, "", system, name);
    else if (ts_span_eq(type, ts_str("RelatedPerson")))
        column = person(&p, 0, "next of kin ", system, name);
    else if (ts_span_eq(type, ts_str("Practitioner")))
        column = person(&p, 0, "practitioner ", system, name);
    if (!column.len)
        column = other(&p, type, system, name);
    return column.len ? column : written;
}

/* ---- pairs ---- */

ts_span ts_fhir_type(const ts_json_flat *f) {
    for (size_t i = 0; i < f->pairs; i++) {
        ts_span key = ts_json_key_of(f, i);
        if (ts_span_eq(key, ts_str("resourceType")) || ts_span_eq(key, ts_str("resource.resourceType")))
            return ts_json_value_of(f, i);
    }
    return (ts_span){0};
}

/* "identifier.0." of "identifier.0.value" */
static size_t stem(ts_span key) {
    const char *dot = memrchr(key.ptr, '.', key.len);
    return dot ? (size_t)(dot + 1 - key.ptr) : 0;
}

ts_span ts_fhir_beside(const ts_json_flat *f, size_t i, const char *name) {
    ts_span key = ts_json_key_of(f, i), last = ts_str(name);
    size_t n = stem(key), from = i > NEAR ? i - NEAR : 0;
    for (size_t k = from; k < f->pairs && k <= i + NEAR; k++) {
        ts_span other = ts_json_key_of(f, k);
        if (other.len == n + last.len && memcmp(other.ptr, key.ptr, n) == 0 &&
            memcmp(other.ptr + n, last.ptr, last.len) == 0)
            return ts_json_value_of(f, k);
    }
    return (ts_span){0};
}

bool ts_fhir_is_data(const ts_json_flat *f, size_t i, ts_span type) {
    ts_span key = ts_json_key_of(f, i);
    if (!ts_span_eq(ts_slice(key, stem(key), key.len), ts_str("data")) || !ts_json_value_of(f, i).len)
        return false;
    return ts_span_eq(type, ts_str("Binary")) || ts_fhir_beside(f, i, "contentType").len;
}
