/* column_terms.c - columns whose cells are words of illness, faith or convictions, by what their names ask for and by what
 * terms.def knows of their values.
 *
 * A stock of drugs and a list of clinics have such words too: they count where the rows are about people.
 */
#include "detect/column_terms.h"

#include "detect/kinds.h"
#include "detect/terms.h"
#include "text/words.h"

enum { LOOKED_AT = 48, ASKED = 85, SEEN = 75 };

ts_kind ts_term_of_cell(ts_span cell) {
    for (size_t i = 0; i < cell.len; i++) {
        ts_kind kind;
        bool sure;
        ts_span term;
        bool begins = ts_is_alnum(cell.ptr[i]) && (i == 0 || !ts_is_alnum(cell.ptr[i - 1]));
        if (begins && ts_terms_at(cell, i, &kind, &sure, &term))
            return kind;
    }
    return TS_KIND_NONE;
}

/* Such columns hold the same few words in all rows: what was made of one is kept. */
enum { PLACE_BITS = 6, REMEMBERED_LONGEST = 32 };
typedef struct remembered {
    uint8_t kind, len, told;
    bool good;
    char text[REMEMBERED_LONGEST];
    ts_norm norm;
} remembered;

bool ts_special_of_cell(const ts_detector *d, ts_span cell, ts_norm *norm, ts_kind *told) {
    static _Thread_local remembered memory[1 << PLACE_BITS];
    if (cell.len == 0 || cell.len > REMEMBERED_LONGEST) {
        *told = ts_term_of_cell(cell);
        return d->normal(cell, norm);
    }
    remembered *r = &memory[ts_ends_place(cell, PLACE_BITS)];
    if (r->kind != d->kind || r->len != cell.len || memcmp(r->text, cell.ptr, cell.len) != 0) {
        *r = (remembered){.kind = (uint8_t)d->kind, .len = (uint8_t)cell.len};
        memcpy(r->text, cell.ptr, cell.len);
        r->good = d->normal(cell, &r->norm);
        r->told = r->good ? (uint8_t)ts_term_of_cell(cell) : TS_KIND_NONE;
    }
    *told = (ts_kind)r->told;
    if (r->good)
        *norm = r->norm;
    return r->good;
}

bool ts_column_holds_things(ts_span head) {
    static ts_word_set things = {
        .words = " TEAM COURSE FUND APPEAL STUDY TRIAL PROJECT CLINIC SERVICE WARD UNIT DEPARTMENT DEPT DIRECTORATE "
                 "SPECIALTY SPECIALITY SPECIALISM SPEC PRODUCT ITEM STOCK TRAINING MODULE SESSION EVENT CAMPAIGN "
                 "CHARITY SUBJECT TOPIC PROGRAMME PROGRAM GRANT POLICY GUIDELINE PATHWAY INTEREST EXPERTISE SKILL "
                 "QUALIFICATION RESEARCH PAPER JOURNAL BOOK ROLE POST JOB GROUP COMMITTEE SCHEME BUDGET SUPPLIER "
                 "SERIAL PCN PATENT EHIC GHIC BATCH LOT ASSET BARCODE PERMIT VEHICLE VRM NOTICE PLATE TICKET PARCEL "
                 "TALK LECTURE PRESENTATION THEME ABSTRACT INVENTION WORKS CLOSURE JUNCTION EQUIPMENT DEVICE KIT "
                 "LEAFLET WEBSITE SITE LOCATION BASE ORGANISATION COMPANY DESIGNATION "
                 "VACCINE VACCINATION IMMUNISATION "};
    static ts_word_set people = {.words = " LEADER LEAD MANAGER CONTACT HOLDER OWNER COORDINATOR HEAD SISTER NURSE "
                                          "CONSULTANT CLINICIAN MEMBER WORKER DIRECTOR OFFICER CHAIR BY "};
    bool holds = false;
    for (size_t i = 0; i < head.len;) {
        size_t from = i;
        while (i < head.len && ts_is_alpha(head.ptr[i]) &&
               (i == from || !ts_is_upper(head.ptr[i]) || ts_is_upper(head.ptr[i - 1])))
            i++;
        size_t plural = i > from + 3 && (head.ptr[i - 1] | 32) == 's' ? 1 : 0;
        ts_span word = ts_slice(head, from, i - from);
        holds = holds || (word.len > 1 && (ts_word_set_has_nocase(&things, word) ||
                                           ts_word_set_has_nocase(&things, ts_slice(word, 0, word.len - plural))));
        if (word.len > 1 && ts_word_set_has_nocase(&people, word)) /* "team leader" */
            return false;
        i += i == from;
    }
    return holds;
}

/* What such a column is: by its name, if its cells are words at all; by most of its words. */
static ts_kind kind_of(const ts_column *column, const ts_span *cell, size_t columns, size_t rows, size_t i,
                       bool patients) {
    unsigned of[TS_KIND_COUNT] = {0}, filled = 0, worded = 0, known = 0, phrases = 0;
    for (size_t r = 0; r < rows && filled < LOOKED_AT; r++) {
        ts_norm norm;
        ts_span value = ts_trim(cell[r * columns + i]);
        if (value.len == 0)
            continue;
        filled++;
        if (!ts_detector_health_term.normal(value, &norm))
            continue;
        ts_kind kind = ts_term_of_cell(value);
        worded++;
        of[kind]++;
        known += kind != TS_KIND_NONE;
        phrases += memchr(value.ptr, ' ', value.len) != NULL;
    }
    ts_kind best = TS_KIND_NONE;
    for (int k = 1; k < TS_KIND_COUNT; k++)
        best = of[k] > (best ? of[best] : 0) ? (ts_kind)k : best;
    /* Most rows of a list of convictions say "none recorded". */
    bool some = known >= 3 && ts_mostly(known, worded, 80) && ts_mostly(known, filled, 20);
    unsigned illness =
        of[TS_KIND_HEALTH_TERM] + of[TS_KIND_MENTAL_HEALTH] + of[TS_KIND_PREGNANCY] + of[TS_KIND_SEXUAL_HEALTH];
    if (!ts_mostly(of[best], known, 50) &&
        ts_mostly(illness, known, 80)) { /* why staff are off sick: each cell tells */
        best = TS_KIND_HEALTH_TERM;
        of[best] = illness;
    }
    bool most = filled >= 3 && (some || ts_mostly(known, filled, 60)) && ts_mostly(of[best], known, 50);
    /* "Condition" of a laptop, "Race" in London: where patients stand in the rows, or terms.def knows some of the words. */
    bool asked = column->asks && (!column->asks_weakly || patients || ts_mostly(known, worded, 20));
    if (asked && filled > 0 && ts_mostly(worded, filled, 40))
        return most ? best : (ts_kind)column->asks;
    /* "Polish", "Irish", "Indian" alone are nationalities as often; "White Irish" is what forms ask for. */
    bool nations = best == TS_KIND_ETHNICITY && !ts_mostly(phrases, filled, 20);
    return most && !column->elsewhere && !column->things && !column->offices && !nations ? best : TS_KIND_NONE;
}

static bool is_person(const ts_columns *c, size_t i) {
    ts_kind kind = c->role[i].kind;
    return ts_kind_health_number(kind) || kind == TS_KIND_LOCAL_ID || kind == TS_KIND_NINO ||
           kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_SURNAME || kind == TS_KIND_FORENAME ||
           kind == TS_KIND_PERSON_NAME || kind == TS_KIND_SEX;
}

void ts_columns_find_terms(ts_columns *c, const ts_span *cell, size_t columns, size_t rows) {
    bool people = false, patients = false;
    for (size_t i = 0; i < c->n; i++)
        patients = patients || ts_kind_health_number(c->role[i].kind) || c->role[i].kind == TS_KIND_BIRTH_DATE;
    for (size_t i = 0; i < c->n; i++)
        people = people || is_person(c, i) || (c->column[i].like_number && !c->column[i].headed);
    for (size_t i = 0; people && i < c->n; i++) {
        ts_column_role *role = &c->role[i];
        bool codes = role->kind == TS_KIND_NONE || (ts_terms_is(role->kind) && c->column[i].asks);
        ts_kind kind = codes ? kind_of(&c->column[i], cell, columns, rows, i, patients) : TS_KIND_NONE;
        if (kind == TS_KIND_NONE && codes && c->column[i].asks_weakly) /* the name alone had told */
            *role = (ts_column_role){.about = role->about, .day_first = role->day_first};
        if (kind == TS_KIND_NONE)
            continue;
        role->kind = kind;
        role->confidence = c->column[i].asks ? ASKED : SEEN;
        role->categories |= ts_kind_category(kind);
    }
}
