/* words_test.c - the answers on top of the report say no more than the figures do. */
#include "duty/report.h"

#include "base/clock.h"
#include "support/test.h"

extern const ts_report_shape ts_report_summary_html, ts_report_facts_json;

static bool holds(const ts_buf *b, const char *text) {
    return ts_span_find(ts_buf_span(b), ts_str(text), 0) != SIZE_MAX;
}

static ts_facts facts_of(uint64_t sightings, uint64_t genuine, uint64_t ours, uint64_t issued) {
    ts_facts f = {.sightings = sightings, .tables_ours = ours, .tables_issued = issued};
    f.verdict[TS_VERDICT_GENUINE] = genuine;
    f.leak.as_of = f.leak.as_of_low = f.leak.as_of_high = TS_NO_DATE;
    return f;
}

TEST(ours_is_said_of_what_only_our_systems_issue) {
    static const struct {
        uint64_t sightings, known, ours, issued;
        bool yes, whole;
        const char *head;
    } rows[] = {{0, 0, 0, 0, false, false, "Nothing"},
                {100, 0, 0, 0, false, false, "Not shown"},
                {100, 100, 0, 0, false, false, "source not shown"},
                {100, 100, 0, 3, false, false, "not settled"}, /* such numbers stand on letters, too */
                {100, 100, 1, 3, true, true, "Yes"},
                {100, 90, 1, 0, true, true, "Yes"},
                {100, 89, 1, 0, true, false, "in part"},
                {100, 1, 1, 0, true, false, "in part"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_facts f = facts_of(rows[i].sightings, rows[i].known, rows[i].ours, rows[i].issued);
        TS_AUTO(ts_buf, ts_buf_done) head = {0}, text = {0};
        ts_facts_answer_ours(&f, &head, &text);
        CHECK_ROW(holds(&head, rows[i].head) && holds(&head, "Yes") == rows[i].yes, head.ptr);
        CHECK_ROW(!rows[i].yes || holds(&head, "in part") != rows[i].whole, head.ptr);
    }
}

/* Altered and differing ones are identified, too; the errors to be expected stand beside the count. */
TEST(a_count_of_people_carries_its_errors) {
    ts_facts f = facts_of(1000, 400, 1, 0);
    TS_AUTO(ts_buf, ts_buf_done) head = {0}, text = {0};
    f.verdict[TS_VERDICT_ALTERED] = 20;
    f.verdict[TS_VERDICT_DIFFERS] = 5;
    f.verdict[TS_VERDICT_CANDIDATE] = 300;
    f.leak.wrong_ppb = UINT64_C(1234000000);
    ts_facts_answer_ours(&f, &head, &text);
    CHECK_ROW(holds(&text, "425 of 1,000 sightings") && holds(&text, "(42.5 %)") && holds(&text, "20 of those"),
              text.ptr);
    CHECK_ROW(holds(&text, "to be expected: 1.23."), text.ptr);
}

/* None found is not none: three may be, or all where they are fewer. */
TEST(a_zero_carries_its_upper_limit) {
    static const struct {
        uint64_t n, whole;
        const char *says;
    } rows[] = {{0, 1000, "0 (at most 3 at 95 %)"},
                {0, 3, "0 (at most 3 at 95 %)"},
                {0, 2, "0 (at most 2 at 95 %)"},
                {0, 0, "0"},
                {1, 1000, "1"},
                {1234, 2000, "1,234"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) text = {0};
        ts_add_count_of(&text, rows[i].n, rows[i].whole);
        CHECK_ROW(ts_span_eq(ts_buf_span(&text), ts_str(rows[i].says)), text.ptr);
    }
    ts_facts f = facts_of(1000, 0, 0, 0);
    f.people = f.people_low = f.people_high = 800;
    TS_AUTO(ts_buf, ts_buf_done) head = {0}, text = {0}, line = {0}, who = {0};
    ts_facts_answer_ours(&f, &head, &text);
    ts_facts_situation(&f, &line);
    ts_facts_answer_population(&f, &head, &who);
    CHECK_ROW(holds(&text, "0 (at most 3 at 95 %) of 1,000 sightings") && holds(&text, "; 0 of those"), text.ptr);
    CHECK_ROW(holds(&line, "0 (at most 3 at 95 %) of them in our records"), line.ptr);
    CHECK_ROW(holds(&who, "0 (at most 3 at 95 %) of them in our records"), who.ptr);
    f = facts_of(1000, 400, 0, 0);
    f.tables_not_shown = 2;
    f.people = 800;
    f.held = 300;
    ts_buf_clear(&text);
    ts_buf_clear(&line);
    ts_facts_answer_ours(&f, &head, &text);
    ts_facts_situation(&f, &line);
    CHECK_ROW(holds(&text, "in 0 (at most 2 at 95 %) of 2 tables and documents. ") && holds(&text, "400 of 1,000") &&
                  holds(&text, "0 (at most 3 at 95 %) of those were altered"),
              text.ptr);
    CHECK_ROW(!holds(&line, "at most"), line.ptr);
}

TEST(zeros_of_tables_and_of_the_leak_carry_theirs_in_every_report) {
    ts_facts f = facts_of(500, 0, 0, 0);
    f.verdict[TS_VERDICT_UNKNOWN] = 500;
    f.leak.sightings = 500;
    f.leak.verdict[TS_VERDICT_UNKNOWN] = 500;
    f.people = 400;
    f.tables_not_shown = 2;
    ts_fact_table table[2] = {{.place = "E1/a"}, {.place = "E1/b"}};
    for (int i = 0; i < 2; i++)
        table[i].sum.as_of = table[i].sum.as_of_low = table[i].sum.as_of_high = TS_NO_DATE;
    table[0].sum.sightings = table[0].sum.verdict[TS_VERDICT_UNKNOWN] = 498;
    table[1].sum.sightings = 2;
    table[1].sum.verdict[TS_VERDICT_GENUINE] = 2;
    f.table = table;
    f.tables = 2;
    TS_AUTO(ts_buf, ts_buf_done) page = {0}, json = {0};
    CHECK(ts_report_summary_html.render(NULL, &f, &page) == TS_OK &&
          ts_report_facts_json.render(NULL, &f, &json) == TS_OK);
    static const char three[] = "<td class=\"n\">0 <span class=\"lim\">≤&nbsp;3</span></td>",
                      two[] = "<td class=\"n\">0 <span class=\"lim\">≤&nbsp;2</span></td>";
    CHECK(holds(&page, "genuine</th><td class=\"n\">0 <span class=\"lim\">≤&nbsp;3</span>") &&
          holds(&page, "altered</th><td class=\"n\">0 <span class=\"lim\">≤&nbsp;3</span>") &&
          !holds(&page, "recombined</th>") && holds(&page, "of them in our records (at most 3 at 95&nbsp;%)"));
    char rows[2][300]; /* sightings, genuine, altered, unknown, other */
    snprintf(rows[0], sizeof rows[0], "<td class=\"n\">498</td>%s%s<td class=\"n\">498</td><td class=\"n\">0</td>",
             three, three);
    snprintf(rows[1], sizeof rows[1], "<td class=\"n\">2</td><td class=\"n\">2</td>%s%s<td class=\"n\">0</td>", two,
             two);
    CHECK_ROW(holds(&page, rows[0]), rows[0]);
    CHECK_ROW(holds(&page, rows[1]), rows[1]);
    CHECK(holds(&json, "\"held_at_most\": 3") && holds(&json, "\"tables_ours_at_most\": 2") &&
          holds(&json, "\"genuine\": 3") && holds(&json, "\"altered\": 2") && !holds(&json, "\"unknown to us\": 3"));
    f.held = 1;
    f.tables_ours = 1;
    ts_buf_clear(&json);
    CHECK(ts_report_facts_json.render(NULL, &f, &json) == TS_OK && !holds(&json, "held_at_most") &&
          !holds(&json, "ours_at_most"));
}

/* A system that the whole may yet overtake is not named alone, nor is the day of its copy. */
TEST(a_source_that_is_not_settled_is_named_with_its_rivals) {
    static const char *const says[] = {", mostly RBQ PAS as of 31 October 2023; ",
                                       ", mostly RBQ PAS or RBS PAS (not settled yet); ",
                                       ", mostly RBQ PAS or RBS PAS or 1 other (not settled yet); ",
                                       ", mostly RBQ PAS or RBS PAS or 2 others (not settled yet); "};
    for (uint8_t n = 0; n < TEST_COUNT(says); n++) {
        ts_facts f = facts_of(100, 90, 1, 0);
        f.leak.as_of = ts_date_of(2023, 10, 31);
        f.leak.rivals = n;
        snprintf(f.leak_source, sizeof f.leak_source, "RBQ PAS");
        snprintf(f.leak_rival, sizeof f.leak_rival, "RBS PAS");
        TS_AUTO(ts_buf, ts_buf_done) line = {0}, head = {0}, text = {0};
        ts_facts_situation(&f, &line);
        ts_facts_answer_source(&f, &head, &text);
        CHECK_ROW(holds(&line, says[n]), line.ptr);
        CHECK_ROW(holds(&head, "RBQ PAS") && holds(&head, "RBS PAS") == (n > 0), head.ptr);
        CHECK_ROW(holds(&text, "Not settled yet") == (n > 0), text.ptr);
        f.cover.all = (ts_cover){.items = 9, .read = 2, .waiting = 7, .bytes = 1000, .bytes_read = 76};
        f.cover.all.bytes_waiting = 924;
        f.leak.as_of_low = f.leak.as_of_high = f.leak.as_of;
        TS_AUTO(ts_buf, ts_buf_done) page = {0}, json = {0};
        CHECK(ts_report_summary_html.render(NULL, &f, &page) == TS_OK &&
              ts_report_facts_json.render(NULL, &f, &json) == TS_OK);
        CHECK(holds(&page, "</strong> This rests on 7.6 % of the bytes") && holds(&page, "; 7 items (924 bytes)"));
        CHECK(holds(&json, "\"system_settled\": false") == (n > 0) &&
              holds(&json, "\"closest_rival\": \"RBS PAS\"") == (n > 0));
        f.leak_source[0] = 0; /* nobody was identified yet, which settles nothing */
        ts_buf_clear(&json);
        CHECK(ts_report_facts_json.render(NULL, &f, &json) == TS_OK && holds(&json, "\"system_settled\": false"));
    }
}

TEST(what_was_not_read_is_said_and_never_rounded_away) {
    static const struct {
        uint64_t bytes, unread, partly, items, waiting;
        bool everything;
        const char *says;
    } rows[] = {{1000, 0, 0, 0, 0, true, "everything was read"},
                {0, 0, 0, 0, 0, true, "everything was read"},
                {1000, 0, 0, 1, 0, false, "1 item not"}, /* a member that gave no bytes */
                {1000000, 1, 1, 0, 0, false, "99.9 %"},
                {1000000, 999999, 1, 7, 0, false, "0.0 %"},
                {1000, 500, 0, 2, 0, false, "50.0 %"},
                {1000, 0, 0, 0, 4, false, "60.0 % of the bytes were read, 4 items are still waiting"},
                {1000, 100, 0, 1, 1, false, "1 item not or only partly, 1 item is still waiting"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_facts f = facts_of(10, 1, 0, 0);
        TS_AUTO(ts_buf, ts_buf_done) line = {0};
        f.cover = (ts_coverage){.all = {.bytes = rows[i].bytes,
                                        .bytes_unread = rows[i].unread,
                                        .bytes_waiting = rows[i].waiting * 100,
                                        .bytes_read = rows[i].bytes - rows[i].unread - rows[i].waiting * 100,
                                        .partly = rows[i].partly,
                                        .waiting = rows[i].waiting,
                                        .unread = rows[i].items}};
        ts_facts_situation(&f, &line);
        CHECK_ROW(holds(&line, rows[i].says) && holds(&line, "everything") == rows[i].everything, line.ptr);
    }
}

TEST(a_bound_is_not_told_as_a_date) {
    ts_facts f = facts_of(100, 100, 1, 0);
    TS_AUTO(ts_buf, ts_buf_done) head = {0}, text = {0}, none = {0}, line = {0};
    ts_facts_answer_asof(&f, &none, &text);
    CHECK_ROW(holds(&none, "Not settled"), none.ptr);
    f.leak.as_of_low = ts_date_of(2019, 10, 1);
    f.leak.as_of_high = ts_date_of(2023, 10, 31);
    f.leak.telling = 7;
    ts_buf_clear(&text);
    ts_facts_answer_asof(&f, &head, &text);
    CHECK_ROW(holds(&head, "bound") && !holds(&head, "20"), head.ptr);
    CHECK_ROW(holds(&text, "7 ") && holds(&text, "1 October 2019") && holds(&text, "31 October 2023"), text.ptr);
    ts_facts_situation(&f, &line);
    CHECK_ROW(!holds(&line, "as of"), line.ptr);
    f.leak.as_of = f.leak.as_of_high;
    ts_buf_clear(&head);
    ts_facts_answer_asof(&f, &head, &text);
    CHECK_ROW(holds(&head, "31 October 2023"), head.ptr);
}

/* A day that the whole may yet turn is not named alone, nor as settled where the system is not. */
TEST(a_day_that_is_not_settled_is_named_with_its_rivals) {
    static const struct {
        uint8_t rivals, days;
        bool waits, settled;
        const char *says, *line;
    } rows[] = {
        {0, 0, false, true, "31 October 2023", " as of 31 October 2023; "},
        {0, 0, true, true, "31 October 2023", " as of 31 October 2023; "},
        {0, 1, true, false, "31 October 2023 or 1 October 2019 (not settled yet)",
         " as of 31 October 2023 or 1 October 2019 (not settled yet); "},
        {0, 3, true, false, "31 October 2023 or 1 October 2019 or 2 other days (not settled yet)",
         " or 2 other days (not settled yet); "},
        {1, 0, true, false, "31 October 2023 (not settled yet)", "RBQ PAS or RBS PAS (not settled yet); "},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_facts f = facts_of(100, 90, 1, 0);
        f.leak.as_of = f.leak.as_of_low = f.leak.as_of_high = ts_date_of(2023, 10, 31);
        f.leak.as_of_rival = ts_date_of(2019, 10, 1);
        f.leak.rivals = rows[i].rivals;
        f.leak.as_of_rivals = rows[i].days;
        f.cover.all = (ts_cover){.waiting = rows[i].waits, .bytes = 100, .bytes_waiting = 50u * rows[i].waits};
        snprintf(f.leak_source, sizeof f.leak_source, "RBQ PAS");
        snprintf(f.leak_rival, sizeof f.leak_rival, "RBS PAS");
        TS_AUTO(ts_buf, ts_buf_done) head = {0}, text = {0}, line = {0}, json = {0};
        ts_facts_answer_asof(&f, &head, &text);
        CHECK_ROW(ts_span_eq(ts_buf_span(&head), ts_str(rows[i].says)), head.ptr);
        CHECK_ROW(holds(&text, "Not settled yet: ") == !rows[i].settled, text.ptr);
        ts_facts_situation(&f, &line);
        CHECK_ROW(holds(&line, rows[i].line), line.ptr);
        CHECK(ts_report_facts_json.render(NULL, &f, &json) == TS_OK);
        CHECK_ROW(holds(&json, "\"as_of_settled\": true") == rows[i].settled, json.ptr);
        CHECK_ROW(holds(&json, "\"as_of_closest_rival\": \"2019-10-01\"") == (rows[i].days > 0), json.ptr);
    }
    ts_facts f = facts_of(100, 90, 1, 0); /* no day yet: one may come */
    f.leak.as_of_rival = TS_NO_DATE;
    snprintf(f.leak_source, sizeof f.leak_source, "RBQ PAS");
    CHECK(ts_facts_day_settled(&f));
    f.cover.all.waiting = 1;
    CHECK(!ts_facts_day_settled(&f));
    TS_AUTO(ts_buf, ts_buf_done) head = {0}, text = {0};
    ts_facts_answer_asof(&f, &head, &text);
    CHECK_ROW(holds(&head, "Not settled yet") && holds(&text, "so far"), text.ptr);
}

/* What was counted so far is the least; what the whole may hold is told as an "if". */
TEST(people_of_a_part_are_the_least_of_the_whole) {
    for (int k = 0; k < 3; k++) {
        ts_facts f = facts_of(100, 90, 1, 0);
        f.people = 1234, f.people_low = 1200, f.people_high = 1260, f.held = 900;
        f.population[TS_ROLE_PATIENT] = 1234;
        f.whole_high = k == 2 ? 15000 : 0;
        f.cover.all = (ts_cover){.waiting = k > 0, .bytes = 100, .bytes_waiting = 50};
        TS_AUTO(ts_buf, ts_buf_done) head = {0}, text = {0}, line = {0}, json = {0};
        ts_facts_situation(&f, &line);
        ts_facts_answer_population(&f, &head, &text);
        CHECK(ts_report_facts_json.render(NULL, &f, &json) == TS_OK);
        CHECK_ROW(holds(&line, "1,234 people (1,200 to 1,260) found") && holds(&line, "found so far") == (k > 0),
                  line.ptr);
        CHECK_ROW(holds(&line, "the whole holds at least 1,200") == (k > 0), line.ptr);
        CHECK_ROW(holds(&line, "up to 15,000 if what waits is like what was read (not settled yet)") == (k == 2),
                  line.ptr);
        CHECK_ROW(holds(&line, "cannot be said from so few files (not settled yet)") == (k == 1), line.ptr);
        CHECK_ROW(holds(&text, "the whole holds at least 1,200") == (k > 0), text.ptr);
        CHECK(holds(&json, "\"whole_at_least\": 1200") == (k > 0) &&
              holds(&json, "\"whole_at_most_if_alike\": 15000") == (k == 2) &&
              holds(&json, "\"settled\": true") == (k == 0));
    }
}

TEST(mixed_people_are_not_called_patients) {
    ts_facts f = facts_of(100, 100, 1, 0);
    TS_AUTO(ts_buf, ts_buf_done) head = {0}, text = {0};
    f.people = f.people_low = 100, f.people_high = 104;
    f.population[TS_ROLE_PATIENT] = 80, f.population[TS_ROLE_STAFF] = 20;
    ts_facts_answer_population(&f, &head, &text);
    CHECK_ROW(holds(&head, "Patients") && holds(&text, "100 people (100 to 104)"), text.ptr);
    f.population[TS_ROLE_PATIENT] = 79, f.population[TS_ROLE_STAFF] = 21;
    ts_buf_clear(&head);
    ts_facts_answer_population(&f, &head, &text);
    CHECK_ROW(holds(&head, "Mixed") && holds(&head, "staff"), head.ptr);
}
