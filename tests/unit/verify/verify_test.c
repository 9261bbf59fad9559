/* verify_test.c - the stage, from a register and sightings to verdicts, sums and one digest. */
#include <touchstone/verify.h>
#include <touchstone/waterfall.h>

#include "base/digest.h"
#include "detect/detector.h"
#include "store/blobs.h"
#include "store/register.h"
#include "store/sightings.h"
#include "store/tables.h"
#include "unit/store/case_support.h"
#include "unit/store/made_people.h"
#include "verify/match.h"

enum { HELD = 3000, GENUINE = 400, ALTERED = 60, INVENTED = 150, REGION = 300, STRANGERS = 700000 };

/* Somebody of the system on that day: one in ten moves between the two snapshots. */
static void person_on(uint32_t number, bool late, ts_values *v) {
    made_person(number, v);
    if (late && number % 10 == 0)
        made_set(v, TS_ATTR_ADDRESS, "7 NEWHOUSE RD"), made_set(v, TS_ATTR_POSTCODE, "ZQ991AA");
}

static void register_people(ts_case *c, const char *organisation, bool late, uint32_t from, uint32_t to, char mark) {
    ts_holding_info info = {.kind = "patient",
                            .population = TS_ROLE_PATIENT,
                            .as_of = ts_date_of(late ? 2023 : 2019, 10, 1),
                            .rows = to - from,
                            .travels = true,
                            .local_space = 10000000,
                            .local_used = HELD};
    snprintf(info.organisation, sizeof info.organisation, "%s", organisation);
    snprintf(info.system, sizeof info.system, "PAS");
    snprintf(info.mask[0], sizeof info.mask[0], "\\%c9999999", mark);
    for (int k = 1; k < TS_KIND_COUNT && k < TS_NORMAL_VERSIONS; k++)
        info.normal_version[k] = (uint8_t)ts_detector_of((ts_kind)k)->version;
    char name[TS_REGISTER_NAME];
    ts_sha256_of(ts_str(late ? organisation : "early"), &info.source);
    ts_register_name(&info, name);
    ts_index_builder *b = NULL;
    CHECK(ts_index_build(&c->register_key, &info, c->register_dir, &b) == TS_OK);
    for (uint32_t i = from; i < to; i++) {
        ts_values v;
        person_on(i, late, &v);
        v.value[TS_ATTR_LOCAL].text[0] = mark;
        CHECK(ts_index_add(b, &v, false, i - from + 1) == TS_OK);
    }
    CHECK_ROW(ts_index_finish(b, &info, name) == TS_OK, ts_error_text());
    CHECK_ROW(ts_register_add(c->register_dir, &c->register_key, name) == TS_OK, ts_error_text());
}

/* Each row also has a sample's number, in the form of a local id, before the patient's. */
static bool with_samples;

static void add(ts_findings *f, const ts_values *v, uint64_t place) {
    static const uint8_t kind[TS_ATTR_COUNT] = {
        [TS_ATTR_NHS] = TS_KIND_NHS_NUMBER,    [TS_ATTR_LOCAL] = TS_KIND_LOCAL_ID,
        [TS_ATTR_NINO] = TS_KIND_NINO,         [TS_ATTR_SURNAME] = TS_KIND_SURNAME,
        [TS_ATTR_FORENAME] = TS_KIND_FORENAME, [TS_ATTR_SEX] = TS_KIND_SEX,
        [TS_ATTR_BIRTH] = TS_KIND_BIRTH_DATE,  [TS_ATTR_ADDRESS] = TS_KIND_ADDRESS,
        [TS_ATTR_POSTCODE] = TS_KIND_POSTCODE, [TS_ATTR_LANDLINE] = TS_KIND_PHONE,
        [TS_ATTR_MOBILE] = TS_KIND_PHONE,      [TS_ATTR_EMAIL] = TS_KIND_EMAIL,
        [TS_ATTR_BANK] = TS_KIND_BANK_ACCOUNT, [TS_ATTR_DEATH] = TS_KIND_DEATH_DATE};
    ts_sighting s = {
        .first = (uint32_t)f->mentions, .place = place, .role = TS_ROLE_PATIENT, .date = ts_date_of(2020, 1, 1)};
    if (with_samples) {
        ts_mention *m = ts_findings_add_mention(f);
        m->kind = TS_KIND_LOCAL_ID;
        ts_findings_set_norm(f, m, ts_str("R9100007"));
        s.count++;
    }
    for (int a = 0; a < TS_ATTR_COUNT; a++) {
        if (!v->value[a].len)
            continue;
        ts_mention *m = ts_findings_add_mention(f);
        m->kind = kind[a];
        m->confidence = 90;
        m->valid = true;
        ts_findings_set_norm(f, m, ts_norm_span(&v->value[a]));
        m->flags = v->placeholder >> a & 1 ? TS_MENTION_PLACEHOLDER : 0;
        s.count++;
    }
    *ts_findings_add_sighting(f) = s;
}

typedef enum { T_GENUINE, T_ALTERED, T_INVENTED, T_REGION, T_PLACEHOLDER, T_TEXT, TABLES } which;

static void make_table(which t, ts_findings *f) {
    ts_values v;
    ts_findings_clear(f);
    for (uint32_t i = 0; t == T_GENUINE && i < GENUINE; i++) {
        person_on(i * 3, true, &v);
        made_drop(&v, TS_ATTR_EMAIL);
        add(f, &v, i + 2);
    }
    for (uint32_t i = 0; t == T_ALTERED && i < ALTERED; i++) {
        person_on(i * 7 + 1, true, &v);
        if (i % 2)
            made_set(&v, TS_ATTR_BIRTH, "1923-11-30");
        add(f, &v, i + 2);
    }
    for (uint32_t i = 0; t == T_INVENTED && i < INVENTED; i++) {
        made_person(STRANGERS + i, &v);
        add(f, &v, i + 2);
    }
    for (uint32_t i = 0; t == T_REGION && i < REGION; i++) { /* a third held, and no ids of ours */
        person_on(i % 3 ? STRANGERS + 5000 + i : i, true, &v);
        made_drop(&v, TS_ATTR_LOCAL);
        add(f, &v, i + 2);
    }
    if (t == T_PLACEHOLDER)
        for (uint32_t i = 0; i < 5; i++) {
            v = (ts_values){.placeholder = 1u << TS_ATTR_NHS | 1u << TS_ATTR_BIRTH};
            made_set(&v, TS_ATTR_NHS, "9999999999");
            made_set(&v, TS_ATTR_BIRTH, "1900-01-01");
            made_set(&v, TS_ATTR_SURNAME, "TEST");
            add(f, &v, i + 2);
        }
    if (t == T_TEXT) {
        person_on(5, true, &v);
        add(f, &v, 120);
        ts_values other; /* the number alone of person 6 */
        person_on(6, true, &other);
        v = (ts_values){.placeholder = 0};
        v.value[TS_ATTR_NHS] = other.value[TS_ATTR_NHS];
        add(f, &v, 700);
    }
}

static void add_table(ts_sightings_writer *w, ts_case *c, which t, bool own_file) {
    ts_findings f = {0};
    with_samples = t == T_ALTERED;
    make_table(t, &f);
    ts_segment_record s = {.type = t == T_TEXT ? TS_SEGMENT_TEXT : TS_SEGMENT_TABLE, .rows = f.sightings};
    ts_sha256_of(ts_span_of(&t, sizeof t), &s.blob);
    if (own_file)
        CHECK(ts_case_begin(c) == TS_OK);
    CHECK(ts_sightings_add(w, &s, &f) == TS_OK);
    if (own_file)
        CHECK(ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    ts_findings_done(&f);
}

static ts_case *world(const char *name, bool backward) {
    ts_case *c = case_fresh(name);
    for (int i = 0; i < 3; i++) {
        int k = backward ? 2 - i : i;
        if (k == 2)
            register_people(c, "RBT", true, HELD - 300, HELD + 500, 'T'); /* shares 300 people, by their numbers */
        else
            register_people(c, "RBS", k == 1, 0, HELD, 'R');
    }
    ts_sightings_writer *w;
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
    if (!backward)
        CHECK(ts_case_begin(c) == TS_OK);
    for (int t = 0; t < TABLES; t++)
        add_table(w, c, (which)(backward ? TABLES - 1 - t : t), backward);
    if (!backward)
        CHECK(ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    ts_sightings_writer_free(w);
    return c;
}

static ts_table_sum sums[TABLES + 2];
static size_t sum_count;
static ts_err keep_sum(void *context, const ts_table_sum *t) {
    (void)context;
    if (sum_count < TEST_COUNT(sums))
        sums[sum_count++] = *t;
    return TS_OK;
}

static const ts_table_sum *sum_of(which t) {
    ts_digest d;
    ts_sha256_of(ts_span_of(&t, sizeof t), &d);
    for (size_t i = 0; i < sum_count; i++)
        if (t == T_TEXT ? sums[i].of == TS_SUM_TEXTS : ts_digest_eq(&sums[i].blob, &d))
            return &sums[i];
    static const ts_table_sum none;
    return &none;
}

static uint64_t judged(which t, ts_verdict v) { return sum_of(t)->verdict[v]; }

static void check_verdicts(void) {
    CHECK(judged(T_GENUINE, TS_VERDICT_GENUINE) == GENUINE);
    CHECK(judged(T_ALTERED, TS_VERDICT_ALTERED) == ALTERED / 2 && judged(T_ALTERED, TS_VERDICT_GENUINE) == ALTERED / 2);
    CHECK(judged(T_INVENTED, TS_VERDICT_UNKNOWN) == INVENTED);
    CHECK(judged(T_REGION, TS_VERDICT_GENUINE) == REGION / 3 &&
          judged(T_REGION, TS_VERDICT_UNKNOWN) == REGION - REGION / 3);
    CHECK(judged(T_PLACEHOLDER, TS_VERDICT_PLACEHOLDER) == 5);
    CHECK(judged(T_TEXT, TS_VERDICT_GENUINE) == 1 && judged(T_TEXT, TS_VERDICT_CANDIDATE) == 1);
}

static void check_sums(void) {
    CHECK(sum_of(T_ALTERED)->id_agrees == ALTERED && sum_of(T_ALTERED)->ours == TS_OURS_SHOWN);
    const ts_table_sum *g = sum_of(T_GENUINE), *r = sum_of(T_REGION), *leak = &sums[sum_count - 1];
    CHECK(g->ours == TS_OURS_SHOWN && g->ours_odds > 100 * 1024);
    CHECK(strcmp(g->organisation, "RBS") == 0 && strcmp(g->system, "PAS") == 0 && g->lead > 0);
    CHECK(g->telling == GENUINE / 10 && g->as_of == ts_date_of(2023, 10, 1) && g->as_of_low == g->as_of &&
          g->as_of_high == g->as_of);
    CHECK(r->ours == TS_OURS_NOT_SHOWN);
    int lambda = (int)((uint64_t)r->lambda * 100 / (1 << 20));
    CHECK(lambda >= 31 && lambda <= 36);
    /* two sightings cannot say by themselves that all of a table is held: they lean on the leak */
    CHECK(sum_of(T_TEXT)->lambda > leak->lambda && sum_of(T_TEXT)->lambda < leak->lambda + (1 << 20) / 5);
    CHECK(sum_of(T_INVENTED)->identified == 0 && sum_of(T_INVENTED)->random_micro < 100000);
    CHECK(leak->of == TS_SUM_LEAK && leak->ours == TS_OURS_SHOWN);
    uint64_t all = 0;
    for (int v = 0; v < TS_VERDICT_COUNT; v++)
        all += leak->verdict[v];
    CHECK(all == leak->sightings && all == GENUINE + ALTERED + INVENTED + REGION + 5 + 2);
}

static size_t born_later, children;

static ts_err check_result(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                           const ts_findings *f, ts_result *result) {
    (void)file, (void)first;
    which t = T_GENUINE;
    ts_digest d;
    ts_sha256_of(ts_span_of(&t, sizeof t), &d);
    for (size_t i = 0; ts_digest_eq(&d, &segment->blob) && i < f->sightings; i++) {
        const ts_result *r = &result[i];
        uint32_t number = (uint32_t)(f->sighting[i].place - 2) * 3;
        bool shared = number >= HELD - 300;
        CHECK(r->source_row == (shared && r->holding == 2 ? number - (HELD - 300) : number) + 1);
        CHECK(r->ours == TS_OURS_SHOWN && r->person && r->birth_month >= 0 && r->posterior > 999000000 && !r->differ);
        CHECK((r->fits & 3) == (number % 10 ? 3 : 2));
        int age = (2020 - 1800) * 12 - r->birth_month; /* months, on the day of its record */
        CHECK((r->flags >> 1 & 1) == (age >= 0 && age < 18 * 12));
        born_later += age < 0;
        children += r->flags >> 1 & 1;
        ++*(size_t *)context;
    }
    return TS_OK;
}

static size_t count_of(ts_span text, const char *part) {
    size_t n = 0;
    for (size_t at = 0; (at = ts_span_find(text, ts_str(part), at)) != SIZE_MAX; at++)
        n++;
    return n;
}

/* The digest covers what decides: each sighting's line says its verdict and what it rests on. */
static void check_lines(const char *path) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    CHECK(ts_fs_load(AT_FDCWD, path, (size_t)1 << 24, &text) == TS_OK);
    const ts_table_sum *leak = &sums[sum_count - 1];
    for (int v = 0; v < TS_VERDICT_COUNT; v++) {
        char part[40];
        snprintf(part, sizeof part, " verdict=%s ", ts_verdict_name((ts_verdict)v));
        CHECK_ROW(count_of(ts_buf_span(&text), part) == leak->verdict[v], part);
    }
    static const char *const parts[] = {
        " match=", " agree=", " near=", " differ=", " weight=", " posterior=", " fits="};
    for (size_t i = 0; i < TEST_COUNT(parts); i++)
        CHECK_ROW(count_of(ts_buf_span(&text), parts[i]) == leak->sightings, parts[i]);
    /* the first of the genuine ones has a home that the later snapshot alone knows: its row 1 */
    ts_digest source;
    char match[80], hex[65];
    ts_sha256_of(ts_str("RBS"), &source);
    ts_digest_hex(&source, hex);
    snprintf(match, sizeof match, " match=%s:1 ", hex);
    CHECK_ROW(count_of(ts_buf_span(&text), match) > 0, match);
}

TEST(verdicts_sums_and_one_digest_whatever_the_key_and_the_order) {
    ts_digest digest[2];
    for (int k = 0; k < 2; k++) {
        ts_case *c = world(k ? "second" : "first", k == 1);
        ts_verify_result out;
        CHECK_ROW(ts_verify(c, false, &out) == TS_OK, ts_error_text());
        CHECK(out.sightings == GENUINE + ALTERED + INVENTED + REGION + 5 + 2 && out.placeholder == 5 &&
              out.expected_wrong < 0.5);
        sum_count = 0;
        CHECK(ts_table_sums_each(c, keep_sum, NULL) == TS_OK && sum_count == TABLES + 1);
        check_verdicts();
        check_sums();
        size_t seen = 0;
        CHECK(ts_sightings_each(c, false, check_result, &seen) == TS_OK && seen == GENUINE);
        CHECK(born_later > 0 && children > 10);
        uint64_t unstable = 9;
        char path[300];
        snprintf(path, sizeof path, "%s/lines.%d", test_dir(), k);
        FILE *lines = fopen(path, "w");
        CHECK_ROW(ts_result_digest(c, lines, &digest[k], &unstable) == TS_OK, ts_error_text());
        fclose(lines);
        check_lines(path);
        CHECK(unstable == 0);
        ts_case_close(c);
    }
    CHECK(ts_digest_eq(&digest[0], &digest[1]));
}

static ts_err check_rivals(void *context, const ts_verdict_sum *s) {
    unsigned want = strcmp(s->of, "leak") == 0 ? *(unsigned *)context : 0;
    CHECK(s->rivals == want && s->as_of_rivals == want);
    return TS_OK;
}

/* As long as something waits, a few tables are too few to name a system for good. */
TEST(the_system_is_settled_only_when_enough_or_all_was_read) {
    ts_case *c = world("waiting", false);
    ts_blob late = {.digest = {{1}}, .size = 1000}, read = {.digest = {{2}}, .size = 10, .done = true};
    CHECK(ts_case_begin(c) == TS_OK && ts_blob_save(c, &late) == TS_OK && ts_blob_save(c, &read) == TS_OK &&
          ts_case_commit(c) == TS_OK);
    for (int k = 0; k < 2; k++) {
        ts_verify_result out;
        CHECK_ROW(ts_verify(c, false, &out) == TS_OK, ts_error_text());
        sum_count = 0;
        CHECK(ts_table_sums_each(c, keep_sum, NULL) == TS_OK && sum_count == TABLES + 1);
        const ts_table_sum *leak = &sums[sum_count - 1];
        CHECK(strcmp(leak->organisation, "RBS") == 0 && leak->rivals == (k ? 0 : 1));
        CHECK(leak->as_of != TS_NO_DATE && leak->as_of_rivals == (k ? 0 : 1));
        CHECK((leak->as_of_rival == TS_NO_DATE) == (k == 1) && sum_of(T_GENUINE)->as_of_rivals == 0);
        CHECK(strcmp(leak->next_organisation, "RBT") == 0 && sum_of(T_GENUINE)->rivals == 0);
        ts_why_events events = {.context = &(unsigned){k ? 0 : 1}, .sum = check_rivals};
        CHECK_ROW(ts_why_verdict(c, &(ts_why_options){0}, &events) == TS_OK, ts_error_text());
        late.done = true;
        CHECK(ts_case_begin(c) == TS_OK && ts_blob_save(c, &late) == TS_OK && ts_case_commit(c) == TS_OK);
    }
    ts_case_close(c);
}

/* Their ids travel on letters: a table full of them is ours, as many letters are from anybody who got them. */
TEST(letters_prove_no_more_together_than_each) {
    ts_case *c = case_fresh("letters");
    register_people(c, "RBS", true, 0, HELD, 'R');
    ts_sightings_writer *w;
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK && ts_case_begin(c) == TS_OK);
    with_samples = false;
    for (uint8_t type = TS_SEGMENT_TEXT; type <= TS_SEGMENT_TABLE; type++) {
        ts_findings f = {0};
        ts_segment_record s = {.type = type, .rows = type == TS_SEGMENT_TABLE ? 40 : 0};
        ts_sha256_of(ts_span_of(&type, sizeof type), &s.blob);
        for (uint32_t i = 0; i < 40; i++) {
            ts_values v;
            person_on(i * 3 + 1, true, &v);
            add(&f, &v, i + 2);
        }
        CHECK(ts_sightings_add(w, &s, &f) == TS_OK);
        ts_findings_done(&f);
    }
    CHECK(ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    ts_sightings_writer_free(w);
    ts_verify_result out;
    CHECK_ROW(ts_verify(c, false, &out) == TS_OK, ts_error_text());
    sum_count = 0;
    CHECK(ts_table_sums_each(c, keep_sum, NULL) == TS_OK && sum_count == 3);
    for (size_t i = 0; i < sum_count; i++) {
        if (sums[i].of == TS_SUM_TEXTS)
            CHECK(sums[i].id_agrees == 40 && sums[i].ours == TS_OURS_ISSUED);
        if (sums[i].of == TS_SUM_TABLE)
            CHECK(sums[i].id_agrees == 40 && sums[i].ours == TS_OURS_SHOWN);
    }
    ts_case_close(c);
}

/* ---- why ---- */

enum { TOLD_MOST = 1000 };
typedef struct telling {
    ts_result stored[TOLD_MOST];
    size_t results, told, tables, named;
    bool values;
} telling;

static ts_err keep_result(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                          const ts_findings *f, ts_result *result) {
    telling *t = context;
    (void)file, (void)first, (void)segment;
    for (size_t i = 0; i < f->sightings && t->results < TOLD_MOST; i++)
        t->stored[t->results++] = result[i];
    return TS_OK;
}

/* The posterior again, from nothing but what the waterfall shows. */
static uint32_t posterior_shown(const ts_waterfall *w) {
    ts_match m = {.weight = w->weight, .total = w->all};
    return ts_posterior_best(&m, (ts_prior){w->held, w->none});
}

static ts_err check_fall(void *context, const ts_waterfall *w) {
    telling *t = context;
    const ts_result *r = &t->stored[t->told++];
    int32_t so_far = w->held - w->none, weight = 0;
    for (size_t g = 0; g < w->groups; g++) {
        weight += w->group[g].weight;
        so_far += w->group[g].weight;
        CHECK(w->group[g].so_far == so_far);
        for (size_t k = 0; k < w->group[g].attrs; k++) {
            const ts_fall_attr *a = &w->attr[w->group[g].first + k];
            CHECK(!a->counted || a->weight == w->group[g].weight || w->group[g].household);
            CHECK((a->value[0] != 0) == (t->values && a->given));
        }
    }
    CHECK(w->weight == TS_FALL_NO_WEIGHT ? weight == 0 : weight == w->weight);
    CHECK(w->posterior == posterior_shown(w));
    CHECK(strcmp(w->verdict, ts_verdict_name((ts_verdict)r->verdict)) == 0 && w->reason[0] && w->ours_why[0]);
    CHECK(w->named == (r->source_row != 0) && !w->record[0]);
    t->named += w->named;
    if (w->named)
        CHECK(w->weight == r->weight && w->posterior == r->posterior && w->snapshots > 0 && w->holding[0]);
    return TS_OK;
}

static ts_err check_sum(void *context, const ts_verdict_sum *s) {
    telling *t = context;
    t->tables += s->tables;
    CHECK(s->whole && s->people > HELD);
    return TS_OK;
}

/* Another prior than the verdicts were made with explains nothing. */
static void check_other_sums(ts_case *c, const ts_why_options *o, const ts_why_events *events) {
    sum_count = 0;
    CHECK(ts_table_sums_each(c, keep_sum, NULL) == TS_OK && ts_case_begin(c) == TS_OK);
    CHECK(ts_table_sums_clear(c) == TS_OK);
    for (size_t i = 0; i < sum_count; i++) {
        sums[i].lambda /= 2;
        CHECK(ts_table_sum_save(c, &sums[i]) == TS_OK);
    }
    CHECK(ts_case_commit(c) == TS_OK);
    CHECK(ts_why_verdict(c, o, events) == TS_EUSAGE && strstr(ts_error_text(), "not what the holdings and rules"));
}

TEST(every_waterfall_adds_up_to_what_is_stored) {
    telling *t = ts_alloc(sizeof *t);
    ts_case *c = world("why", false);
    ts_why_options o = {.each = true};
    const ts_why_events events = {t, check_fall, check_sum, NULL};
    CHECK(ts_why_verdict(c, &o, &events) == TS_EUSAGE && strstr(ts_error_text(), "run verify first"));
    ts_verify_result out;
    CHECK_ROW(ts_verify(c, false, &out) == TS_OK, ts_error_text());
    CHECK(ts_sightings_each(c, false, keep_result, t) == TS_OK);
    for (int k = 0; k < 2; k++) {
        o.values = t->values = k == 1;
        t->told = t->tables = t->named = 0;
        CHECK_ROW(ts_why_verdict(c, &o, &events) == TS_OK, ts_error_text());
        CHECK(t->told == out.sightings && t->told == t->results && t->tables == TABLES - 1);
        CHECK(t->named >= out.genuine + out.altered && t->named < t->told);
    }
    o.each = false;
    t->told = 0;
    CHECK(ts_why_verdict(c, &o, &events) == TS_OK && t->told == 0);
    o.each = true;
    check_other_sums(c, &o, &events);
    t->told = 0; /* nor do other holdings */
    register_people(c, "RBA", true, 10, 40, 'A');
    CHECK(ts_why_verdict(c, &o, &events) == TS_EUSAGE && strstr(ts_error_text(), "verify again"));
    CHECK(t->told == 0);
    ts_case_close(c);
    ts_free(t);
}

static ts_digest digest_with(ts_case *c, ts_blob *b, uint64_t want_unstable) {
    ts_digest d = {{0}};
    uint64_t unstable = 9;
    CHECK(ts_case_begin(c) == TS_OK && ts_blob_save(c, b) == TS_OK && ts_case_commit(c) == TS_OK);
    CHECK_ROW(ts_result_digest(c, NULL, &d, &unstable) == TS_OK && unstable == want_unstable, ts_error_text());
    return d;
}

/* Coverage is a result; that a backstop ended something is told beside it. */
TEST(what_was_not_read_changes_the_digest) {
    ts_case *c = case_again("first");
    ts_blob b = {.size = 100, .done = true};
    ts_sha256_of(ts_str("a file of its own"), &b.digest);
    ts_digest whole = digest_with(c, &b, 0);
    b.unread = 5;
    b.reason = TS_REASON_TRUNCATED;
    ts_digest cut = digest_with(c, &b, 0);
    b.reason = TS_REASON_CORRUPT;
    ts_digest corrupt = digest_with(c, &b, 0);
    b.unread = 6;
    ts_digest more = digest_with(c, &b, 0);
    CHECK(!ts_digest_eq(&whole, &cut) && !ts_digest_eq(&cut, &corrupt) && !ts_digest_eq(&corrupt, &more));
    b.unstable = true;
    ts_digest ended = digest_with(c, &b, 1);
    CHECK(ts_digest_eq(&more, &ended));
    ts_case_close(c);
}

TEST(again_is_the_same_and_new_holdings_ask_for_it) {
    ts_case *c = case_again("first");
    ts_digest before, after;
    CHECK(ts_result_digest(c, NULL, &before, NULL) == TS_OK);
    ts_verify_result out;
    CHECK(ts_verify(c, false, &out) == TS_OK);
    CHECK(ts_result_digest(c, NULL, &after, NULL) == TS_OK && ts_digest_eq(&before, &after));
    register_people(c, "RBA", true, 10, 40, 'A');
    CHECK(ts_result_digest(c, NULL, &after, NULL) == TS_EUSAGE && strstr(ts_error_text(), "verify again"));
    CHECK(ts_verify(c, false, &out) == TS_OK);
    CHECK(ts_result_digest(c, NULL, &after, NULL) == TS_OK && !ts_digest_eq(&before, &after));
    ts_case_close(c);
}

TEST(without_holdings_or_sightings) {
    ts_case *c = case_fresh("empty");
    ts_verify_result out;
    CHECK_ROW(ts_verify(c, false, &out) == TS_OK, ts_error_text());
    CHECK(out.sightings == 0);
    ts_sightings_writer *w;
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK);
    add_table(w, c, T_GENUINE, true);
    ts_sightings_writer_free(w);
    CHECK(ts_verify(c, false, &out) == TS_OK && out.unknown == GENUINE && out.genuine == 0);
    ts_case_close(c);
}
