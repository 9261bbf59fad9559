/* trace_test.c - from the values of sightings to people: who is one, and who is not. */
#include "impact/trace.h"
#include "base/mem.h"
#include "support/test.h"

enum { MOST = 3 };
#define ATTR(a) (1u << TS_ATTR_##a)

typedef struct shown {
    const char *nhs, *local, *name, *birth, *postcode, *phone, *email;
    ts_result r;
} shown;

static void values_of(const shown *s, ts_values *v) {
    const struct {
        ts_kind kind;
        const char *text;
    } list[] = {{TS_KIND_NHS_NUMBER, s->nhs},   {TS_KIND_LOCAL_ID, s->local},    {TS_KIND_PERSON_NAME, s->name},
                {TS_KIND_BIRTH_DATE, s->birth}, {TS_KIND_POSTCODE, s->postcode}, {TS_KIND_PHONE, s->phone},
                {TS_KIND_EMAIL, s->email}};
    *v = (ts_values){0};
    for (size_t i = 0; i < TEST_COUNT(list); i++)
        if (list[i].text)
            ts_values_take(v, list[i].kind, ts_str(list[i].text), 0);
}

static size_t people(const shown *s, size_t n, uint8_t fill, bool backward) {
    ts_key key;
    memset(&key, fill, sizeof key);
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    ts_resolver *r = ts_resolver_new();
    for (int pass = 0; pass < TS_RESOLVE_PASSES; pass++) {
        for (size_t i = 0; i < n; i++) {
            const shown *x = &s[backward ? n - 1 - i : i];
            ts_values v;
            ts_trace t;
            values_of(x, &v);
            ts_trace_of(f, r, &v, TS_ROLE_PATIENT, &x->r, &t);
            ts_resolver_take(r, &t);
        }
        CHECK(ts_resolver_turn(r));
    }
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ts_resolver_person(r, i) == i;
    ts_resolver_free(r);
    ts_fingerprinter_free(f);
    return count;
}

#define HELD(id) \
    { .verdict = TS_VERDICT_GENUINE, .person = id, .posterior = 1000000000 }
#define STRANGER \
    { .verdict = TS_VERDICT_UNKNOWN }
#define CANDIDATE(id, agrees, differs) \
    { .verdict = TS_VERDICT_CANDIDATE, .person = id, .posterior = 995000000, .agree = (agrees), .differ = (differs) }
#define NAME (ATTR(SURNAME) | ATTR(FORENAME))

TEST(who_is_one) {
    static const struct {
        shown s[MOST];
        size_t n, want;
        const char *why;
    } rows[] = {
        {{{.nhs = "9990000018", .name = "FARLEY, JACK", .birth = "2012-03-01", .postcode = "L122AP", .r = HELD(1)},
          {.nhs = "9990000026", .name = "FARLEY, JAMES", .birth = "2012-03-01", .postcode = "L122AP", .r = HELD(2)}},
         2,
         2,
         "twins at one address, with numbers"},
        {{{.name = "FARLEY, JACK",
           .birth = "2012-03-01",
           .postcode = "L122AP",
           .phone = "+447700900123",
           .r = STRANGER},
          {.name = "FARLEY, JAMES",
           .birth = "2012-03-01",
           .postcode = "L122AP",
           .phone = "+447700900123",
           .r = STRANGER}},
         2,
         2,
         "twins with their household's phone, without numbers"},
        {{{.name = "FARLEY, JOHN", .birth = "1961-03-01", .postcode = "L122AP", .r = STRANGER},
          {.name = "FARLEY, JOHN", .birth = "1990-07-21", .postcode = "L122AP", .r = STRANGER}},
         2,
         2,
         "father and son of one name at one address"},
        {{{.name = "FARLEY, JOHN", .birth = "1961-03-01", .postcode = "L122AP", .r = STRANGER},
          {.name = "FARLEY, JOHN", .birth = "1990-07-21", .postcode = "L122AP", .r = STRANGER},
          {.name = "FARLEY, JOHN", .postcode = "L122AP", .r = STRANGER}},
         3,
         3,
         "and a letter to one of the two: to whom, it does not say"},
        {{{.nhs = "9990000018", .name = "WESTON, ANN", .birth = "1970-01-02", .postcode = "L122AP", .r = HELD(1)},
          {.local = "100234", .name = "WESTON, ANN", .postcode = "L122AP", .email = "ann@mail.example", .r = STRANGER}},
         2,
         1,
         "a patient who gives, by name and postcode"},
        {{{.local = "AH1000234", .name = "WESTON, ANN", .birth = "1970-01-02", .r = HELD(1)},
          {.local = "AH1000234", .name = "WESTON, ANN", .birth = "1970-01-02", .r = HELD(2)}},
         2,
         1,
         "held twice: with a health number in one system, without in the other"},
        {{{.nhs = "9990000018", .name = "WESTON, ANN", .birth = "1970-01-02", .postcode = "L122AP", .r = STRANGER},
          {.nhs = "9990000018", .name = "HARLOW, ANN", .birth = "1970-01-02", .postcode = "M11AA", .r = STRANGER}},
         2,
         1,
         "moved and married, under one health number"},
        {{{.name = "WESTON, ANN", .birth = "1970-01-02", .postcode = "L122AP", .r = STRANGER},
          {.name = "HARLOW, ANN", .birth = "1970-01-02", .postcode = "M11AA", .r = STRANGER}},
         2,
         2,
         "moved and married, and nothing that says so"},
        {{{.name = "WESTON, ANN", .phone = "+447700900123", .r = STRANGER},
          {.name = "WESTON, PAUL", .phone = "+447700900123", .r = STRANGER}},
         2,
         2,
         "a household's shared phone"},
        {{{.local = "AH1000234", .name = "WESTON, ANN", .birth = "1970-01-02", .r = HELD(1)},
          {.local = "AH1000234",
           .name = "WESTON, ANN",
           .birth = "1981-08-09",
           .r = CANDIDATE(1, NAME | ATTR(LOCAL), ATTR(BIRTH))}},
         2,
         1,
         "a candidate with the held person's local id and name, its birth date changed"},
        {{{.local = "AH1000234", .name = "WESTON, ANN", .birth = "1970-01-02", .r = HELD(1)},
          {.name = "WESTON, ANN", .birth = "1981-08-09", .r = CANDIDATE(1, NAME, ATTR(BIRTH))}},
         2,
         2,
         "a candidate with the name alone: a namesake"},
        {{{.local = "AH1000234", .name = "WESTON, ANN", .birth = "1970-01-02", .r = HELD(1)},
          {.local = "AH1000234",
           .name = "WESTON, TOM",
           .birth = "1981-08-09",
           .r = CANDIDATE(1, ATTR(SURNAME) | ATTR(LOCAL), ATTR(BIRTH) | ATTR(FORENAME))}},
         2,
         2,
         "a candidate with another forename and another birth date"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        for (int k = 0; k < 4; k++)
            CHECK_ROW(people(rows[i].s, rows[i].n, (uint8_t)(7 + k / 2), k % 2) == rows[i].want, rows[i].why);
}
