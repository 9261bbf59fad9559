/* earlier_test.c - what was found of earlier leaks comes back as it was kept, and the register keeps them apart from holdings. */
#include "store/earlier.h"

#include "case_support.h"
#include "made_people.h"
#include "store/register.h"

TEST(sums_come_back_and_damage_is_told) {
    ts_case *c = case_fresh("earlier");
    ts_earlier_sum in[2] =
        {{.name = "Dump of 2022", .as_of = 19000, .rows = 7, .sightings = 5, .identified = 3, .blobs = 2, .bytes = 999},
         {.name = "B", .as_of = TS_NO_DATE, .rows = UINT64_MAX}},
                   out[TS_EARLIER_MOST];
    size_t n = 9;
    CHECK(ts_earlier_load(c, out, &n) == TS_OK && n == 0);
    CHECK(ts_case_begin(c) == TS_OK && ts_earlier_save(c, in, 2) == TS_OK && ts_case_commit(c) == TS_OK);
    CHECK(ts_earlier_load(c, out, &n) == TS_OK && n == 2);
    CHECK(strcmp(out[0].name, "Dump of 2022") == 0 && out[0].as_of == 19000 && out[0].rows == 7 &&
          out[0].sightings == 5 && out[0].identified == 3 && out[0].blobs == 2 && out[0].bytes == 999);
    CHECK(strcmp(out[1].name, "B") == 0 && out[1].as_of == TS_NO_DATE && out[1].rows == UINT64_MAX);
    TS_AUTO(ts_buf, ts_buf_done) kept = {0};
    CHECK(ts_case_get(c, "verify.earlier", &kept) == TS_OK);
    size_t refused = 0;
    for (size_t len = 1; len < kept.len; len++) {
        CHECK(ts_case_begin(c) == TS_OK &&
              ts_case_set(c, "verify.earlier", ts_slice(ts_buf_span(&kept), 0, len)) == TS_OK &&
              ts_case_commit(c) == TS_OK);
        refused += ts_earlier_load(c, out, &n) == TS_EDAMAGED;
    }
    CHECK(refused == kept.len - 3); /* all but the form alone and a whole first leak */
    CHECK(ts_case_begin(c) == TS_OK && ts_earlier_save(c, in, 0) == TS_OK && ts_case_commit(c) == TS_OK);
    CHECK(ts_earlier_load(c, out, &n) == TS_OK && n == 0);
    ts_case_close(c);
}

static void put(ts_case *c, const char *kind, const char *system, unsigned char source) {
    ts_holding_info info = {.as_of = 19000};
    snprintf(info.kind, sizeof info.kind, "%s", kind);
    snprintf(info.system, sizeof info.system, "%s", system);
    info.source.byte[0] = source;
    char name[TS_REGISTER_NAME];
    ts_register_name(&info, name);
    ts_index_builder *b = NULL;
    CHECK(ts_index_build(&c->register_key, &info, c->register_dir, &b) == TS_OK);
    ts_values v;
    made_person(source, &v);
    CHECK(ts_index_add(b, &v, false, 1) == TS_OK && ts_index_add_mark(b, ts_str("a file")) == TS_OK);
    CHECK(ts_index_finish(b, &info, name) == TS_OK &&
          ts_register_add(c->register_dir, &c->register_key, name) == TS_OK);
}

TEST(an_earlier_leak_is_no_holding) {
    ts_case *c = case_fresh("apart");
    put(c, TS_KIND_EARLIER, "AAA", 1);
    put(c, "patient", "PAS", 2);
    put(c, TS_KIND_EARLIER, "ZZZ", 3);
    ts_register *r = NULL;
    CHECK(ts_register_open(c->register_dir, &c->register_key, NULL, &r) == TS_OK);
    CHECK(ts_register_count(r) == 1 && strcmp(ts_index_info(ts_register_at(r, 0))->system, "PAS") == 0 &&
          !ts_register_at(r, 1));
    CHECK(ts_register_earlier(r) == 2 && !ts_register_earlier_at(r, 2));
    CHECK(strcmp(ts_index_info(ts_register_earlier_at(r, 0))->system, "AAA") == 0);
    CHECK(strcmp(ts_index_info(ts_register_earlier_at(r, 1))->system, "ZZZ") == 0);
    ts_digest source = {{3}};
    CHECK(ts_register_has(r, &source, NULL) && ts_register_verify(r) == TS_OK);
    uint64_t *mark = NULL;
    size_t n = 0;
    CHECK(ts_register_names(r, &mark, &n) == TS_OK && n == 2); /* detection is told of the holding's names alone */
    ts_free(mark);
    ts_fingerprinter *f = ts_fingerprinter_new(&c->register_key);
    const ts_index *x = ts_register_earlier_at(r, 0);
    CHECK(ts_index_has_mark(x, f, ts_str("a file")) && !ts_index_has_mark(x, f, ts_str("another")));
    ts_fingerprinter_free(f);
    ts_register_close(r);
    ts_case_close(c);
}
