/* group.c - mentions at one place to sightings, with roles.
 *
 * In a table a row is about one person, with next of kin and clinicians beside; in text, mentions
 * near each other belong together until a second value of what a person has only once.
 */
#include "detect/detect.h"

#include "base/clock.h"
#include "base/mem.h"
#include "detect/state.h"
#include "detect/terms.h"

enum { NONE = -1, FAR = 1500, NEAR = 300, CONTEXT = 600, BESIDE = 40, MOST = UINT16_MAX, MOST_TERMS = 48 };

typedef struct grouper {
    ts_detect *d;
    const ts_segment *s;
    ts_mention *m;
    const ts_side *side;
    size_t n;
    int32_t *to; /* sighting of each mention, counted from this segment's first; NONE */
    ts_findings *out;
    size_t first_sighting;
} grouper;

/* What a state gives one person to be told by. */
static bool is_paper(uint8_t kind) {
    return kind == TS_KIND_UTR || kind == TS_KIND_PASSPORT || kind == TS_KIND_MRZ || kind == TS_KIND_DRIVING_LICENCE ||
           kind == TS_KIND_SHARE_CODE || kind == TS_KIND_US_SSN;
}

static bool is_strong(uint8_t kind) {
    return ts_kind_health_number(kind) || kind == TS_KIND_NINO || kind == TS_KIND_EMAIL || kind == TS_KIND_LOCAL_ID ||
           kind == TS_KIND_BANK_ACCOUNT || kind == TS_KIND_CARD || kind == TS_KIND_IBAN || is_paper(kind);
}

/* What tells a person from others, if two or three stand together. */
static bool is_mark(uint8_t kind) {
    return kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_DEATH_DATE || kind == TS_KIND_ADDRESS ||
           kind == TS_KIND_POSTCODE || kind == TS_KIND_PHONE;
}

static bool is_name(uint8_t kind) {
    return kind == TS_KIND_PERSON_NAME || kind == TS_KIND_SURNAME || kind == TS_KIND_FORENAME;
}

static uint32_t category_of(uint8_t kind) {
    return ts_kind_category((ts_kind)kind) | (kind == TS_KIND_DEATH_DATE ? TS_CAT_DEATH : 0);
}

static ts_sighting *open_sighting(grouper *g, uint8_t role, uint8_t shape, uint64_t place) {
    ts_sighting *s = ts_findings_add_sighting(g->out);
    s->role = role;
    s->shape = shape;
    s->place = place;
    s->date = TS_NO_DATE;
    return s;
}

/* Where a sighting stands that begins with this mention: bytes of a text, the row of a table. */
static uint64_t place_of(const grouper *g, const ts_mention *m) {
    if (g->s->type != TS_SEGMENT_TABLE)
        return g->s->offset + m->start;
    return g->s->row_number ? g->s->row_number[m->row] : m->row + 1;
}

static void put(grouper *g, size_t mention, ts_sighting *s) {
    if (s->count == MOST)
        return;
    const ts_mention *m = &g->m[mention];
    g->to[mention] = (int32_t)(s - g->out->sighting - (ptrdiff_t)g->first_sighting);
    s->count++;
    s->categories |= category_of(m->kind) | g->side[mention].categories;
    if (m->kind == TS_KIND_RECORD_DATE && s->date == TS_NO_DATE)
        s->date = ts_date_parse_iso(m->norm);
}

/* What makes a row, or a part of one, a person: an identifier, a name, a contact, or two weak marks. */
static bool identifies(const grouper *g, size_t from, size_t to, uint8_t about) {
    unsigned weak = 0;
    for (size_t i = from; i < to; i++) {
        uint8_t kind = g->m[i].kind;
        if (g->side[i].about != about)
            continue;
        if (is_strong(kind) || is_name(kind) || kind == TS_KIND_PHONE)
            return true;
        weak += kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_ADDRESS || kind == TS_KIND_POSTCODE;
    }
    return weak >= 2;
}

/* Categories that the row's filled cells show beside its mentions: a diagnosis column, a gift. */
static uint32_t categories_of_row(const grouper *g, uint32_t row) {
    const ts_columns *c = &g->d->columns;
    uint32_t all = 0;
    for (size_t i = 0; i < c->n && row < c->rows; i++)
        if (c->role[i].categories && c->role[i].about == TS_ROLE_UNKNOWN &&
            ts_trim(ts_segment_cell(g->s, row, i)).len > 0)
            all |= c->role[i].categories;
    return all;
}

static void group_row(grouper *g, size_t from, size_t to) {
    static const uint8_t abouts[] = {TS_ROLE_UNKNOWN,  TS_ROLE_KIN,        TS_ROLE_CLINICIAN,
                                     TS_ROLE_SUPPLIER, TS_ROLE_STAFF,      TS_ROLE_DONOR,
                                     TS_ROLE_PATIENT,  TS_ABOUT_ADDRESSEE, TS_ABOUT_MAIL};
    uint32_t row = g->m[from].row;
    size_t person = SIZE_MAX;
    for (size_t a = 0; a < sizeof abouts; a++) {
        uint8_t about = abouts[a];
        if (!identifies(g, from, to, about))
            continue;
        uint8_t rows = row < g->d->columns.rows ? g->d->columns.row_role : TS_ROLE_UNKNOWN;
        uint8_t role = about == TS_ROLE_UNKNOWN ? rows : about < TS_ROLE_COUNT ? about : TS_ROLE_UNKNOWN;
        ts_sighting *s = open_sighting(g, role, 0, place_of(g, &g->m[from]));
        for (size_t i = from; i < to; i++)
            if (g->side[i].about == about)
                put(g, i, s);
        if (about == TS_ROLE_UNKNOWN) {
            s->categories |= categories_of_row(g, row);
            person = (size_t)(s - g->out->sighting);
        } else if (about == TS_ROLE_KIN && person != SIZE_MAX) {
            g->out->sighting[person].categories |= TS_CAT_KIN;
        }
    }
}

static void group_table(grouper *g) {
    for (size_t i = 0; i < g->n;) {
        size_t j = i + 1;
        while (j < g->n && g->m[j].row == g->m[i].row)
            j++;
        group_row(g, i, j);
        i = j;
    }
}

/* The person that running text is about at the moment. */
typedef struct current {
    size_t member[64]; /* mentions so far; more only of kinds already seen */
    size_t n;
    uint32_t end; /* of the last one */
    ts_date date; /* of the letter or form, for everyone on its pages */
    bool kin; /* a next of kin is named beside */
} current;

static bool once_per_person(uint8_t kind) {
    return ts_kind_health_number(kind) || kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_NINO || kind == TS_KIND_UTR ||
           kind == TS_KIND_DRIVING_LICENCE || kind == TS_KIND_US_SSN || kind == TS_KIND_SURNAME ||
           kind == TS_KIND_PERSON_NAME || kind == TS_KIND_LOCAL_ID || kind == TS_KIND_EMAIL;
}

static ts_span surname_of(const ts_mention *m) {
    ts_span s = m->norm;
    const char *comma = memchr(s.ptr, ',', s.len);
    return comma ? ts_span_of(s.ptr, (size_t)(comma - s.ptr)) : s;
}

static bool same_person(const ts_mention *a, const ts_mention *b) {
    if (is_name(a->kind) && is_name(b->kind) && a->kind != b->kind)
        return a->kind == TS_KIND_FORENAME || b->kind == TS_KIND_FORENAME || ts_span_eq(surname_of(a), surname_of(b));
    return a->kind != b->kind || !once_per_person(a->kind) || ts_span_eq(a->norm, b->norm);
}

static bool contradicts(const grouper *g, const current *c, size_t i) {
    for (size_t k = 0; k < c->n; k++)
        if (!same_person(&g->m[c->member[k]], &g->m[i]))
            return true;
    return false;
}

/* A form feed always parts, a blank line over a distance. */
static bool parted(const grouper *g, uint32_t from, uint32_t to) {
    if (to <= from)
        return false;
    ts_span between = ts_slice(g->s->text, from, to - from);
    if (memchr(between.ptr, '\f', between.len))
        return true;
    if (between.len > FAR)
        return true;
    if (between.len < NEAR)
        return false;
    return ts_span_find(between, ts_str("\n\n"), 0) != SIZE_MAX &&
           ts_span_find(between, ts_str("\n\n\n"), 0) != SIZE_MAX;
}

static void close_current(grouper *g, current *c) {
    unsigned strong = 0, names = 0, weak = 0, labelled = 0, identity = 0;
    for (size_t k = 0; k < c->n; k++) {
        const ts_mention *m = &g->m[c->member[k]];
        strong += is_strong(m->kind);
        names += is_name(m->kind);
        weak += is_strong(m->kind) || is_name(m->kind) || is_mark(m->kind);
        labelled += g->side[c->member[k]].labelled && (is_name(m->kind) || m->kind == TS_KIND_BIRTH_DATE);
        identity += m->kind == TS_KIND_BIRTH_DATE || ts_kind_health_number(m->kind) || m->kind == TS_KIND_LOCAL_ID;
    }
    if (strong > 0 || labelled > 0 || (names > 0 && weak > 1) || weak > 2) {
        const ts_mention *first = &g->m[c->member[0]];
        uint8_t about = g->side[c->member[0]].about;
        uint8_t shape = about == TS_ABOUT_ADDRESSEE ? 2 : c->n == 1 && strong ? 3 : 1;
        ts_sighting *s = open_sighting(g, TS_ROLE_UNKNOWN, shape, place_of(g, first));
        for (size_t k = 0; k < c->n; k++)
            put(g, c->member[k], s);
        size_t from = first->start > CONTEXT ? first->start - CONTEXT : 0;
        for (size_t i = c->member[0];
             i > 0 && g->to[i - 1] == NONE && ts_terms_is((ts_kind)g->m[i - 1].kind) && g->m[i - 1].start >= from; i--)
            s->categories |= category_of(g->m[i - 1].kind); /* "Re: his epilepsy", above the name */
        bool patient = false;
        for (size_t k = 0; k < c->n; k++)
            patient = patient || ts_kind_health_number(g->m[c->member[k]].kind);
        if (shape != 3 && identity > 0 && ts_speaks_of_health(ts_slice(g->s->text, from, c->end - from + CONTEXT))) {
            s->categories |= TS_CAT_HEALTH;
            patient = true;
        }
        if (patient)
            s->role = TS_ROLE_PATIENT;
        if (s->date == TS_NO_DATE)
            s->date = c->date;
        if (c->kin)
            s->categories |= TS_CAT_KIN;
    }
    c->n = 0;
    c->kin = false;
}

static void join_current(grouper *g, current *c, size_t i) {
    if (c->n > 0 &&
        (c->n == sizeof c->member / sizeof c->member[0] || parted(g, c->end, g->m[i].start) || contradicts(g, c, i)))
        close_current(g, c);
    c->member[c->n++] = i;
    c->end = g->m[i].end;
}

/* What a text says of the person whom it speaks of at the moment; it holds no two people together. */
static void join_term(grouper *g, current *c, size_t i) {
    if (c->n > 0 && c->n < MOST_TERMS && !parted(g, c->end, g->m[i].start))
        c->member[c->n++] = i;
}

static bool same_line(const grouper *g, uint32_t from, uint32_t to) {
    return to >= from && to - from < 60 && !memchr(g->s->text.ptr + from, '\n', to - from);
}

/* A clinician, a next of kin, a correspondent: a sighting of its own, with the contact straight after it. */
static size_t take_other(grouper *g, size_t i) {
    uint8_t about = g->side[i].about;
    ts_sighting *s = open_sighting(g, about < TS_ROLE_COUNT ? about : TS_ROLE_UNKNOWN, 1, place_of(g, &g->m[i]));
    put(g, i, s);
    size_t next = i + 1; /* terms between are the person's whom the text is about, if nothing of the other's follows */
    for (size_t j = next; j < g->n; j++) {
        if (ts_terms_is((ts_kind)g->m[j].kind))
            continue;
        bool mail = g->m[j].kind == TS_KIND_EMAIL && g->m[j].start - g->m[j - 1].end <= 3;
        bool own = g->side[j].about == about && about < TS_ROLE_COUNT && g->m[j].start - g->m[j - 1].end < NEAR &&
                   same_person(&g->m[i], &g->m[j]);
        bool contact = (g->m[j].kind == TS_KIND_PHONE || g->m[j].kind == TS_KIND_EMAIL) && about < TS_ROLE_COUNT &&
                       same_line(g, g->m[j - 1].end, g->m[j].start);
        if (!mail && !own && !contact)
            break;
        put(g, j, s);
        next = j + 1;
    }
    return next;
}

/* A name in prose that nothing announced belongs to the person the text is about where it is theirs, or begins one where
 * what tells people apart follows at once; else it parts nobody's values from another's. */
static bool is_beside(const grouper *g, size_t i, size_t next) {
    uint32_t from = g->m[i].end, to = g->m[next].start;
    ts_span between = ts_slice(g->s->text, from, to > from ? to - from : 0);
    return to >= from && to - from < BESIDE && ts_span_find(between, ts_str("\n\n"), 0) == SIZE_MAX &&
           ts_span_find(between, ts_str(". "), 0) == SIZE_MAX;
}

static bool belongs_to(const grouper *g, const current *c, size_t i) {
    bool marked = i + 1 < g->n && (is_strong(g->m[i + 1].kind) || is_mark(g->m[i + 1].kind)) && is_beside(g, i, i + 1);
    if (c->n == 0)
        return marked;
    return !contradicts(g, c, i) ? !parted(g, c->end, g->m[i].start) || marked : marked;
}

/* The addressee's block before the salutation - name, street, postcode - is theirs; the "Re:" line below
 * it speaks of whom the letter is about. */
static void group_text(grouper *g) {
    current c = {.n = 0, .date = TS_NO_DATE};
    uint32_t last = 0;
    for (size_t i = 0; i < g->n;) {
        uint8_t about = g->side[i].about;
        if (g->m[i].start > last && memchr(g->s->text.ptr + last, '\f', g->m[i].start - last)) {
            if (c.n > 0)
                close_current(g, &c);
            c.date = TS_NO_DATE;
        }
        last = g->m[i].end;
        if (g->m[i].kind == TS_KIND_RECORD_DATE)
            c.date = ts_date_parse_iso(g->m[i].norm);
        if (about != TS_ROLE_UNKNOWN && about != TS_ROLE_PATIENT && about != TS_ABOUT_ADDRESSEE &&
            about != TS_ABOUT_PROSE) {
            c.kin = c.kin || about == TS_ROLE_KIN;
            i = take_other(g, i);
            last = g->m[i - 1].end;
            continue;
        }
        if (ts_terms_is((ts_kind)g->m[i].kind) && about == TS_ROLE_UNKNOWN)
            join_term(g, &c, i);
        else if (about != TS_ABOUT_PROSE || belongs_to(g, &c, i))
            join_current(g, &c, i);
        i++;
    }
    if (c.n > 0)
        close_current(g, &c);
}

/* Brings each sighting's mentions together, in the order of sightings; the rest stands last. */
static void reorder(grouper *g) {
    size_t sightings = g->out->sightings - g->first_sighting;
    uint32_t *next = ts_alloc_array(sightings + 1, sizeof *next);
    ts_mention *sorted = ts_alloc_array(g->n + 1, sizeof *sorted);
    uint32_t at = 0;
    for (size_t k = 0; k < sightings; k++) {
        ts_sighting *s = &g->out->sighting[g->first_sighting + k];
        s->first = (uint32_t)(g->d->hits.first + at);
        next[k] = at;
        at += s->count;
    }
    next[sightings] = at;
    for (size_t i = 0; i < g->n; i++)
        sorted[next[g->to[i] == NONE ? (int32_t)sightings : g->to[i]]++] = g->m[i];
    memcpy(g->m, sorted, g->n * sizeof *sorted);
    ts_free(sorted);
    ts_free(next);
}

ts_err ts_group_segment(ts_detect *d, const ts_segment *segment, ts_findings *out) {
    if (d->hits.out != out || d->hits.first > out->mentions)
        return ts_fail(TS_EINTERNAL, "sightings are grouped from the findings of the last segment only");
    if (ts_hits_count(&d->hits) == 0)
        return TS_OK;
    grouper g = {.d = d,
                 .s = segment,
                 .m = out->mention + d->hits.first,
                 .side = d->hits.side,
                 .n = ts_hits_count(&d->hits),
                 .out = out,
                 .first_sighting = out->sightings};
    g.to = ts_alloc_array(g.n, sizeof *g.to);
    for (size_t i = 0; i < g.n; i++)
        g.to[i] = NONE;
    if (segment->type == TS_SEGMENT_TABLE && !d->columns.form)
        group_table(&g);
    else
        group_text(&g);
    reorder(&g);
    ts_free(g.to);
    return TS_OK;
}
