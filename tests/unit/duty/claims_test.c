/* claims_test.c - claims in the reports: a stranger's words are shown, and lead nowhere. */
#include "duty/report.h"

#include "support/test.h"

static bool holds(const ts_buf *b, const char *text) {
    return ts_span_find(ts_buf_span(b), ts_str(text), 0) != SIZE_MAX;
}

TEST(a_strangers_text_leads_nowhere) {
    static const struct {
        const char *text, *shown;
    } rows[] = {{"500 GB of patients, 2018-2024.", "500 GB of patients, 2018-2024."},
                {"2018\xE2\x80\x93"
                 "2024",
                 "2018\xE2\x80\x93"
                 "2024"},
                {"more than 1,300,000 people", "more than 1,300,000 people"},
                {"see http://x.onion/a now", "see [link] now"},
                {"mail boss@trust.example.", "mail [link]"},
                {"call 07700 900123 or +44 7700 900123", "call [number] or [number]"},
                {"NHS 999 000 0018, 9990000018", "NHS [number] [number]"},
                {"NHS 999,000 0018 of 1,300,000 people in 2018-2024", "NHS [number] of 1,300,000 people in 2018-2024"},
                {"id A1234567", "id [number]"},
                {"born 19801231 and NHS:9990000018, or \"9990000018\", and #9990000018, 999,000,0018",
                 "born [number] and [number] or [number] and [number] [number]"},
                {"(\"999 000 0018\") and NHS:999 000 0018.", "[number] and [number]"},
                {"9,990,000,018 or 07,700,900,123", "[number] or [number]"},
                {"1980-1231, 2018-20241231", "[number] [number]"},
                {"\"2018-2024\", (1,300,000), Q4 2024 100", "\"2018-2024\", (1,300,000), Q4 [number]"},
                {"a\nb\tc", "a\nb c"},
                {"\x1B[31mred \xE2\x80\xAE"
                 "back",
                 "\xEF\xBF\xBD[31mred \xEF\xBF\xBD"
                 "back"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        ts_claim_add_text(&out, ts_str(rows[i].text));
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i].shown)), out.ptr);
    }
}

/* The day stays; what stands in a post's title is a stranger's. */
TEST(a_trackers_id_shows_no_number) {
    static const struct {
        const char *id, *when, *shown;
        bool tracker;
    } rows[] = {{"gang-2024-11-28-trust-9990000018", "2024-11-28", "gang-2024-11-28-trust-[number]", true},
                {"gang-2024-11-28-999-000-0018-of-x", "2024-11-28T10:00:00Z", "gang-2024-11-28-[number]-of-x", true},
                {"gang-2024-11-28-a-2024-b", "2024-11-28", "gang-2024-11-28-a-2024-b", true},
                {"own-9990000018", "2024-11-28", "own-9990000018", false}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_claim c = {.tracker = rows[i].tracker};
        snprintf(c.id, sizeof c.id, "%s", rows[i].id);
        snprintf(c.when, sizeof c.when, "%s", rows[i].when);
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        ts_claim_add_id(&out, &c);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i].shown)), out.ptr);
    }
}

/* A claim of one assertion, with its results. */
static void made(ts_claim *c, ts_claim_found *f, ts_claim_scope *s, ts_assertion *a) {
    *c = (ts_claim){.id = "x",
                    .who = "<b>Gang</b>",
                    .when = "2024-11-28T10:00:00Z",
                    .assertion = a,
                    .assertions = 1,
                    .found = f,
                    .scope = s};
}

TEST(results_are_said_with_their_range) {
    static const struct {
        ts_assertion a;
        ts_claim_found f;
        ts_claim_scope s;
        const char *shows, *change;
    } rows[] = {
        {{.kind = TS_CLAIM_POPULATION, .what = "patients"},
         {.result = TS_CLAIM_SUPPORTED, .sightings = 1204, .people = 1180, .held = 1300, .near = 40, .wrong_ppb = 1},
         {.items = 9},
         "1,204 sightings of 1,180 people (1,179 to 1,300), genuine and ours; 40 more of people in our records",
         ""},
        {{.kind = TS_CLAIM_POPULATION, .what = "staff"},
         {.result = TS_CLAIM_NOT_SHOWN, .judged = 500},
         {.items = 9, .reason_items = {3, 1, 2}, .reason_bytes = {3000, 1000, 2000}},
         "0 (at most 3 at 95 %) of 500 judged sightings show it",
         "3 items not or only partly read, 3.0 kB (encrypted 1, truncated 2); what was kept back"},
        {{.kind = TS_CLAIM_PEOPLE, .from = 300000, .what = "patients"},
         {.result = TS_CLAIM_PARTLY, .sightings = 9, .people = 3000, .held = 3000},
         {.items = 9},
         "3,000 people, genuine and ours: 1.0 %",
         "what was kept back"},
        {{.kind = TS_CLAIM_YEARS, .from = 2018, .to = 2024},
         {.result = TS_CLAIM_PARTLY, .sightings = 50, .number = 2, .first_year = 2019, .last_year = 2020},
         {.items = 9, .waiting_items = 1, .waiting_bytes = 5},
         "2 of 7 years shown by 50 dated sightings; what is genuine and ours is of 2019 to 2020",
         "1 item still waiting, 5 bytes; what was kept back"},
        {{.kind = TS_CLAIM_VOLUME, .from = UINT64_C(500000000000)},
         {.result = TS_CLAIM_PARTLY, .sightings = 1, .number = 2000000},
         {.items = 9, .stored = 1000000, .unpacked = 2000000},
         "1.0 MB published, 2.0 MB unpacked: under 0.1 %",
         "what was kept back"},
        {{.kind = TS_CLAIM_ORGANISATION, .what = "RBL"},
         {.result = TS_CLAIM_NOT_SHOWN, .why = TS_CLAIM_WHY_UNREGISTERED},
         {.items = 9},
         "no holdings of it are registered",
         "what was kept back"},
        {{.kind = TS_CLAIM_DATA, .what = "health"},
         {.result = TS_CLAIM_PARTLY, .sightings = 2, .people = 2, .held = 2},
         {.items = 9},
         "so few may be a mistake of detection",
         "what was kept back"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_claim c;
        ts_assertion a = rows[i].a;
        ts_claim_found f = rows[i].f;
        ts_claim_scope s = rows[i].s;
        made(&c, &f, &s, &a);
        TS_AUTO(ts_buf, ts_buf_done) shows = {0}, change = {0};
        ts_claim_shows(&c, 0, &shows);
        ts_claim_could_change(&c, 0, &change);
        CHECK_ROW(holds(&shows, rows[i].shows), shows.ptr);
        CHECK_ROW(ts_span_eq(ts_buf_span(&change), ts_str(rows[i].change)), change.len ? change.ptr : rows[i].change);
    }
}

TEST(the_page_and_the_json_hold_each_assertion) {
    ts_assertion a = {.kind = TS_CLAIM_POPULATION, .what = "patients", .from_text = true};
    ts_claim_found f = {.result = TS_CLAIM_SUPPORTED, .sightings = 3, .people = 2, .held = 2, .examples = 1};
    ts_claim_scope s = {.items = 1};
    char where[1][TS_CLAIM_EXAMPLES][220] = {{"E1/\xE2\x80\xA6.csv [ABCDEF], row 7"}};
    ts_fact_claim claim = {.where = where};
    made(&claim.said, &f, &s, &a);
    ts_buf_add_str(&claim.said.text, "a <script> & more\nsecond line");
    ts_facts facts = {.claim = &claim, .claims = 1}, none = {.claims = 0};
    TS_AUTO(ts_buf, ts_buf_done) page = {0}, json = {0}, empty = {0}, list = {0};
    ts_summary_claims(&facts, &page);
    ts_summary_claims(&none, &empty);
    CHECK(empty.len == 0);
    CHECK_ROW(holds(&page, "<h2>What was claimed</h2>") &&
                  holds(&page, "&lt;b&gt;Gang&lt;/b&gt;, 28 November 2024, 10:00 UTC"),
              page.ptr);
    CHECK_ROW(holds(&page, "a &lt;script&gt; &amp; more<br>second line") && !holds(&page, "<script>"), page.ptr);
    CHECK_ROW(holds(&page, "<span class=\"tag r1\">supported</span>") && holds(&page, "read from its text"), page.ptr);
    CHECK_ROW(holds(&page, "such as E1/\xE2\x80\xA6.csv [ABCDEF], row 7"), page.ptr);
    ts_json j;
    ts_json_init(&j, &json, false);
    ts_json_open(&j, '{');
    ts_claims_json(&j, &facts);
    ts_json_close(&j, '}');
    CHECK_ROW(holds(&json, "\"claims\":[{\"id\":\"x\"") && holds(&json, "\"result\":\"supported\"") &&
                  holds(&json, "\"read_from_its_text\":true"),
              json.ptr);
    ts_json_init(&j, &list, false);
    ts_json_open(&j, '{');
    ts_claims_json(&j, &none);
    ts_json_close(&j, '}');
    CHECK_ROW(strcmp(list.ptr, "{\"claims\":[]}") == 0, list.ptr);
    ts_buf_done(&claim.said.text);
}

TEST(results_are_counted) {
    ts_assertion a[3] = {{.kind = TS_CLAIM_FILES}, {.kind = TS_CLAIM_FILES}, {.kind = TS_CLAIM_FILES}};
    ts_claim_found f[3] = {{.result = TS_CLAIM_REFUTED}, {.result = TS_CLAIM_SUPPORTED}, {.result = TS_CLAIM_REFUTED}};
    ts_fact_claim claim[2] = {{.said = {.assertion = a, .assertions = 3, .found = f}},
                              {.said = {.assertion = a, .assertions = 2}}};
    ts_facts facts = {.claim = claim, .claims = 2};
    uint64_t count[TS_CLAIM_RESULTS];
    ts_facts_count_claims(&facts, count);
    CHECK(count[TS_CLAIM_REFUTED] == 2 && count[TS_CLAIM_SUPPORTED] == 1 && count[TS_CLAIM_NOT_JUDGED] == 2 &&
          count[TS_CLAIM_PARTLY] == 0);
}
