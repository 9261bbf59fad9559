/* judge.c - evidence to verdict, as a table of rules that can be read aloud.
 *
 * The first rule that holds gives the verdict.  What an ordinary cause explains is not held against a sighting:
 *   typing, swapped day and month, short forenames      they compare as near, never as differing
 *   marriage, separation                                another surname, same forename and birth date or number
 *   a second forename in use, a coding slip of the sex  one of the two, not both
 *   a move, a new phone, a new e-mail address           whether or not a snapshot has the new one yet
 *   another system's copy                               a value that any system holds for the person
 */
#include "verify/judge.h"

#define BIT(a) ((uint16_t)(1u << TS_ATTR_##a))
#define GROUP(g) ((uint16_t)(1u << TS_GROUP_##g))

static const uint16_t strong_groups = GROUP(NHS) | GROUP(LOCAL) | GROUP(NINO) | GROUP(BANK);
/* Numbers with a form of their own.  An invoice, a request and a patient may all have seven digits. */
static const uint16_t lone_attrs = BIT(NHS) | BIT(NINO) | BIT(BANK);
/* Something that can name a person; a birth date, a sex or a place alone cannot. */
static const uint16_t naming_attrs =
    BIT(NHS) | BIT(NINO) | BIT(BANK) | BIT(SURNAME) | BIT(EMAIL) | BIT(MOBILE) | BIT(LANDLINE);

/* Agreeing groups; the sex alone is no agreeing forename. */
static int agreeing(const ts_match *m) {
    uint16_t groups = m->group_agree;
    if (!(m->agree & BIT(FORENAME)))
        groups &= (uint16_t)~GROUP(FORENAME);
    return __builtin_popcount(groups);
}

bool ts_identified(const ts_evidence *e) {
    const ts_match *m = &e->match;
    bool leads = m->second == TS_NO_WEIGHT || m->weight - m->second >= TS_LEAD;
    return m->weight != TS_NO_WEIGHT && e->posterior >= TS_THRESHOLD_PPB && leads && agreeing(m) >= TS_GROUPS_NEEDED &&
           __builtin_popcount(m->group_differ & strong_groups) <= TS_STRONG_DIFFERING;
}

/* ---- altered ---- */

/* Values that differ from every row that any system holds of the person: all of a row's must. */
static const struct {
    uint16_t all;
    const char *why;
} beyond_ordinary[] = {
    {BIT(BIRTH), "a birth date that no snapshot holds"},
    {BIT(NHS), "another health number than any snapshot holds"},
    {BIT(LOCAL), "another local id than any snapshot holds"},
    {BIT(NINO), "another national insurance number than any snapshot holds"},
    {BIT(BANK), "another bank account than any snapshot holds"},
    {BIT(FORENAME) | BIT(SEX), "forename and sex both differ"},
    {BIT(FORENAME) | BIT(SURNAME), "forename and surname both differ"},
    {BIT(SURNAME) | BIT(SEX), "surname and sex both differ"},
    {BIT(FORENAME) | BIT(ADDRESS) | BIT(MOBILE), "forename, address and phone all differ"},
    {BIT(FORENAME) | BIT(POSTCODE) | BIT(MOBILE), "forename, postcode and phone all differ"},
};
static const char surname_alone[] = "another surname, and neither birth date nor health number agrees";

static const char *alteration(const ts_evidence *e) {
    if (!ts_identified(e))
        return NULL;
    for (size_t i = 0; i < sizeof beyond_ordinary / sizeof *beyond_ordinary; i++)
        if ((e->match.never & beyond_ordinary[i].all) == beyond_ordinary[i].all)
            return beyond_ordinary[i].why;
    if ((e->match.never & BIT(SURNAME)) && !(e->match.agree & (BIT(BIRTH) | BIT(NHS))))
        return surname_alone;
    return NULL;
}

/* ---- the other rules ---- */

/* Its identity is test or default data: what is left could name nobody.  A real person without a known birth
 * date (1900-01-01) or home (ZZ99) keeps a number or a name with a birth date, and is no placeholder. */
static bool is_placeholder(const ts_evidence *e) {
    uint16_t identity = BIT(NHS) | BIT(LOCAL) | BIT(NINO) | BIT(SURNAME) | BIT(FORENAME) | BIT(BIRTH) | BIT(MOBILE) |
                        BIT(EMAIL) | BIT(BANK);
    uint16_t false_ones = e->placeholder & identity, real = e->present & (uint16_t)~e->placeholder;
    if (!false_ones || (real & (BIT(NHS) | BIT(NINO) | BIT(BANK))))
        return false;
    if (e->placeholder & (BIT(SURNAME) | BIT(FORENAME) | BIT(NHS)))
        return !(real & BIT(SURNAME)) || !(real & (BIT(BIRTH) | BIT(LOCAL)));
    return !(real & (BIT(SURNAME) | BIT(LOCAL)));
}

static bool is_recombined(const ts_evidence *e) { return e->match.two_people; }
static bool is_altered(const ts_evidence *e) { return alteration(e) != NULL; }

/* One strong identifier and nothing that speaks against it: a lone number names somebody, but one agreeing
 * attribute is not a match. */
static bool is_lone_number(const ts_evidence *e) {
    const ts_match *m = &e->match;
    return m->lone_id && (m->agree & lone_attrs) && !m->group_differ;
}

static bool is_candidate(const ts_evidence *e) {
    return (e->match.weight != TS_NO_WEIGHT && e->posterior >= TS_CANDIDATE_PPB) || is_lone_number(e);
}

/* A number in the form of a local id, unknown to us, is a person's only where something else about one stands by it. */
static bool names_nobody(const ts_evidence *e) {
    uint16_t about = BIT(BIRTH) | BIT(SEX) | BIT(FORENAME) | BIT(POSTCODE) | BIT(ADDRESS);
    return !(e->present & naming_attrs) && !((e->present & BIT(LOCAL)) && (e->present & about));
}
static bool otherwise(const ts_evidence *e) {
    (void)e;
    return true;
}

static const struct {
    ts_verdict verdict;
    bool (*holds)(const ts_evidence *e);
    const char *why;
} rules[] = {
    {TS_VERDICT_PLACEHOLDER, is_placeholder, "its identity is test or default data"},
    {TS_VERDICT_RECOMBINED, is_recombined, "its identifiers belong to people who share nothing"},
    {TS_VERDICT_ALTERED, is_altered, NULL},
    {TS_VERDICT_GENUINE, ts_identified, "identified, and nothing differs beyond ordinary causes"},
    {TS_VERDICT_CANDIDATE, is_candidate, "a held person is likely, but not certain"},
    {TS_VERDICT_NONE, names_nobody, "nothing in it names a person"},
    {TS_VERDICT_UNKNOWN, otherwise, "no held person is likely"},
};

static size_t rule_of(const ts_evidence *e) {
    size_t i = 0;
    while (!rules[i].holds(e))
        i++;
    return i;
}

ts_verdict ts_judge(const ts_evidence *e) { return rules[rule_of(e)].verdict; }

const char *ts_judge_reason(const ts_evidence *e) {
    size_t i = rule_of(e);
    return rules[i].verdict == TS_VERDICT_ALTERED ? alteration(e) : rules[i].why;
}

/* The first that holds gives the answer. */
static ts_ours ours_of(const ts_evidence *e, const char **why) {
    const ts_match *m = &e->match;
    uint16_t others = m->group_agree & (uint16_t)~GROUP(LOCAL);
    if (!(m->agree & BIT(FORENAME)))
        others &= (uint16_t)~GROUP(FORENAME);
    bool named = __builtin_popcount(others) >= TS_GROUPS_NEEDED || (others & strong_groups);
    *why = "no held person is identified";
    if (!ts_identified(e))
        return TS_OURS_NOT_SHOWN;
    *why = e->present & BIT(LOCAL) ? "its local id is not one that the record has" : "it gives no local id";
    if (!m->local || !(m->agree & BIT(LOCAL)))
        return TS_OURS_NOT_SHOWN;
    *why = "beside its local id too little agrees to say whose it is";
    if (!named)
        return TS_OURS_NOT_SHOWN;
    *why = m->travels ? "its local id is that person's; such ids stand on letters that leave the organisation"
                      : "its local id is that person's, and such ids do not leave the organisation";
    return m->travels ? TS_OURS_ISSUED : TS_OURS_SHOWN;
}

ts_ours ts_judge_ours(const ts_evidence *e) {
    const char *why;
    return ours_of(e, &why);
}

const char *ts_judge_ours_reason(const ts_evidence *e) {
    const char *why;
    ours_of(e, &why);
    return why;
}

/* Wilson, "Probable Inference", JASA 22 (1927), one-sided 99 %: (p + z^2/2n - z sqrt(pq/n + z^2/4n^2)) / (1 + z^2/n).
 * The lower bound exceeds b just where p > b and (p - b)^2 > z^2 b(1 - b) / n, which needs no root: it is Wilson's
 * interval turned round.  k of n, b in ppm:  (k M - n b)^2 > z^2 n b (M - b). */
bool ts_rate_exceeds(uint64_t altered, uint64_t identified, uint32_t base_ppm) {
    const uint64_t million = 1000000, z2_thousandth = 5412; /* 2.3263^2 */
    if (!identified || altered * million <= identified * base_ppm)
        return false;
    unsigned __int128 above = (unsigned __int128)altered * million - (unsigned __int128)identified * base_ppm;
    unsigned __int128 noise = (unsigned __int128)identified * base_ppm * (million - base_ppm);
    if (above >= (unsigned __int128)1 << 58)
        return true;
    return above * above > noise / 1000 * z2_thousandth;
}
