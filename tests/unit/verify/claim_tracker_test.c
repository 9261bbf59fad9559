/* claim_tracker_test.c - posts of the public trackers' shapes; every name and site is made up. */
#include "verify/claims.h"

#include "base/mem.h"
#include "support/test.h"

typedef struct wanted {
    const char *json, *id, *who, *when, *source, *text;
} wanted;

TEST(each_shape_gives_its_post) {
    static const wanted rows[] = {
        /* ransomwatch */
        {"[{\"post_title\": \"Example &amp; Sons\", \"group_name\": \"gang\", \"discovered\": \"2021-09-09 "
         "23:46:53.997398\"}]",
         "gang-2021-09-09-example-sons", "gang", "2021-09-09T23:46:53", "tracker", "Example & Sons"},
        /* ransomware.live, first version */
        {"[{\"activity\": \"Healthcare\", \"country\": \"GB\", \"description\": \"500 GB\\nof data\", \"discovered\": "
         "\"2024-11-29 01:00:00.1\","
         " \"group_name\": \"gang\", \"infostealer\": {\"employees\": 1, \"victim\": \"no\"}, \"post_title\": "
         "\"Example Hospital\","
         " \"post_url\": \"http://x.example/1\", \"published\": \"2024-11-28 10:00:00.000000\", \"screenshot\": \"\", "
         "\"website\": \"hospital.example\"}]",
         "gang-2024-11-28-example-hospital", "gang", "2024-11-28T10:00:00",
         "tracker; hospital.example; GB; Healthcare; http://x.example/1", "Example Hospital\n500 GB\nof data"},
        /* its second */
        {"{\"victims\": [{\"victim\": \"Example Hospital\", \"group\": \"gang\", \"attackdate\": \"2024-11-27 "
         "00:00:00\", \"discovered\":"
         " \"2024-11-28 00:00:00\", \"domain\": \"hospital.example\", \"claim_url\": null, \"press\": null, "
         "\"extrainfos\": [],"
         " \"duplicates\": [{\"title\": \"inner\", \"group\": \"gang\"}]}]}",
         "gang-2024-11-27-example-hospital", "gang", "2024-11-27T00:00:00", "tracker; hospital.example",
         "Example Hospital"},
        /* RansomLook: of one group */
        {"[{\"name\": \"gang\", \"locations\": [{\"title\": \"404\", \"fqdn\": \"x.example\"}]}, [{\"post_title\": "
         "\"Example Hospital\","
         " \"discovered\": \"2024-11-28\", \"link\": \"/post\", \"magnet\": null, \"screen\": \"a.png\"}]]",
         "not-stated-2024-11-28-example-hospital", "not stated", "2024-11-28", "tracker; /post", "Example Hospital"},
        /* Ransomfeed */
        {"[{\"id\": \"7\", \"date\": \"2024-11-28 00:00:00\", \"victim\": \"Example Hospital\", \"gang\": \"gang\", "
         "\"work_sector\": \"Health\"}]",
         "gang-2024-11-28-example-hospital", "gang", "2024-11-28T00:00:00", "tracker; Health", "Example Hospital"},
        /* what is missing is missing */
        {"{\"victim\": \"Example\", \"group\": \"gang\"}", "gang-example", "gang", "", "tracker", "Example"},
        {"{\"victim\": \"Example\", \"date\": \"yesterday\"}", "not-stated-example", "not stated", "", "tracker",
         "Example"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const wanted *w = &rows[i];
        ts_claim *c = NULL;
        size_t n = 0;
        CHECK_ROW(ts_claims_from_tracker(ts_str(w->json), "x.json", NULL, &c, &n) == TS_OK, ts_error_text());
        CHECK_ROW(n == 1, w->json);
        if (n != 1)
            continue;
        CHECK_ROW(strcmp(c->id, w->id) == 0, c->id);
        CHECK_ROW(strcmp(c->who, w->who) == 0 && strcmp(c->when, w->when) == 0, c->when);
        CHECK_ROW(strcmp(c->source, w->source) == 0, c->source);
        CHECK_ROW(ts_span_eq(ts_buf_span(&c->text), ts_str(w->text)) && c->tracker, c->text.ptr);
        ts_claims_free(c, n);
    }
}

TEST(posts_are_chosen_by_what_they_are_about) {
    static const char posts[] =
        "[{\"victim\": \"Example Hospital\", \"group\": \"g\"}, {\"victim\": \"b\", \"group\": \"g\", \"website\":"
        " \"www.hospital.example\"}, {\"victim\": \"c\", \"group\": \"hospital\"}, {\"victim\": \"d\", \"group\": "
        "\"g\","
        " \"description\": \"a HOSPITAL\"}]";
    static const struct {
        const char *about;
        size_t n;
    } rows[] = {{NULL, 4}, {"Hospital", 3}, {"www.", 1}, {"", 4}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_claim *c = NULL;
        size_t n = 0;
        CHECK_ROW(ts_claims_from_tracker(ts_str(posts), "x", rows[i].about, &c, &n) == TS_OK && n == rows[i].n,
                  rows[i].about);
        ts_claims_free(c, n);
    }
    ts_claim *c;
    size_t n;
    CHECK(ts_claims_from_tracker(ts_str(posts), "x", "nowhere", &c, &n) == TS_EUSAGE &&
          strstr(ts_error_text(), "4 posts, and none"));
}

TEST(ids_are_told_apart_and_fit) {
    ts_claim *c = NULL;
    size_t n = 0;
    static const char same[] = "[{\"victim\": \"Ex\", \"group\": \"g\"}, {\"victim\": \"ex!\", \"group\": \"G\"}, "
                               "{\"victim\": \"\\u0416\", \"group\": \"\\u0416\"}]";
    CHECK(ts_claims_from_tracker(ts_str(same), "x", NULL, &c, &n) == TS_OK && n == 3);
    CHECK_ROW(strcmp(c[0].id, "g-ex") == 0 && strcmp(c[1].id, "g-ex_2") == 0, c[1].id);
    CHECK_ROW(c[2].id[0], c[2].id);
    ts_claims_free(c, n);
    TS_AUTO(ts_buf, ts_buf_done) longer = {0};
    ts_buf_add_str(&longer, "{\"group\": \"");
    for (int i = 0; i < 127; i++)
        ts_buf_add_char(&longer, 'a');
    ts_buf_add_str(&longer, "\xC3\xA9\", \"victim\": \"v\"}");
    CHECK(ts_claims_from_tracker(ts_buf_span(&longer), "x", NULL, &c, &n) == TS_OK);
    CHECK(strlen(c->who) == 127 - 0 && strlen(c->id) < sizeof c->id); /* a sign of two bytes is not halved */
    ts_claims_free(c, n);
}

TEST(what_has_no_post_is_told) {
    static const struct {
        const char *json, *message;
    } rows[] = {{"[]", "no post of a tracker"},
                {"[{\"victim\": \"a\"}]", "no post of a tracker"},
                {"[{\"group\": \"a\", \"victim\": 7}]", "no post of a tracker"},
                {"[{\"victim\": \"a\", \"group\": \"b\"}", "ends before"},
                {"{\"victim\"", "ends before"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_claim *c = NULL;
        size_t n = 0;
        CHECK_ROW(ts_claims_from_tracker(ts_str(rows[i].json), "x", NULL, &c, &n) == TS_EUSAGE, rows[i].json);
        CHECK_ROW(strstr(ts_error_text(), rows[i].message) && !c, ts_error_text());
    }
}
