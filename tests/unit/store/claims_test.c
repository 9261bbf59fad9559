/* claims_test.c - claims in a case: sealed, replaced by id, told when damaged. */
#include "store/claims.h"

#include "base/digest.h"
#include "unit/store/case_support.h"

static ts_claim made(const char *id, const char *text) {
    ts_claim c = {.who = "Gang", .when = "2024-11-28"};
    snprintf(c.id, sizeof c.id, "%s", id);
    ts_buf_add_str(&c.text, text);
    ts_claim_assert(&c, TS_CLAIM_FILES)->from = 7;
    return c;
}

static bool save(ts_case *c, const char *id, const char *text) {
    ts_claim claim = made(id, text);
    bool replaced = false;
    CHECK(ts_case_begin(c) == TS_OK);
    CHECK_ROW(ts_claim_save(c, &claim, &replaced) == TS_OK, ts_error_text());
    CHECK(ts_case_commit(c) == TS_OK);
    ts_claim_done(&claim);
    return replaced;
}

TEST(claims_come_back_by_id) {
    ts_case *c = case_fresh("claims");
    ts_claim *at = NULL;
    size_t n = 9;
    CHECK(ts_claims_load(c, &at, &n) == TS_OK && n == 0);
    CHECK(!save(c, "b", "Mrs Jane Example was robbed") && !save(c, "a", "first") && save(c, "a", "second"));
    ts_case_close(c);
    CHECK(!tree_holds(case_path("claims"), ts_str("Jane Example")));
    c = case_again("claims");
    CHECK(ts_claims_count(c, &n) == TS_OK && n == 2);
    CHECK(ts_claims_load(c, &at, &n) == TS_OK && n == 2);
    CHECK(n == 2 && strcmp(at[0].id, "a") == 0 && strcmp(at[0].text.ptr, "second") == 0 && !at[0].found);
    ts_claims_free(at, n);
    ts_case_close(c);
}

TEST(what_was_found_stays_until_the_claim_is_replaced) {
    ts_case *c = case_fresh("found");
    ts_claim *at = NULL;
    size_t n;
    save(c, "a", "x");
    CHECK(ts_claims_load(c, &at, &n) == TS_OK);
    at->found = ts_alloc_array(2, sizeof *at->found);
    at->scope = ts_alloc_array(2, sizeof *at->scope);
    at->found[0].result = TS_CLAIM_PARTLY;
    CHECK(ts_case_begin(c) == TS_OK && ts_claim_found_save(c, at) == TS_OK && ts_case_commit(c) == TS_OK);
    ts_claims_free(at, n);
    CHECK(ts_claims_load(c, &at, &n) == TS_OK && at->found && at->found[0].result == TS_CLAIM_PARTLY);
    ts_claims_free(at, n);
    save(c, "a", "x");
    CHECK(ts_claims_load(c, &at, &n) == TS_OK && !at->found);
    at->found = ts_alloc_array(2, sizeof *at->found);
    at->scope = ts_alloc_array(2, sizeof *at->scope);
    CHECK(ts_case_begin(c) == TS_OK && ts_claim_found_save(c, at) == TS_OK && ts_claims_forget(c) == TS_OK &&
          ts_case_commit(c) == TS_OK);
    ts_claims_free(at, n);
    CHECK(ts_claims_load(c, &at, &n) == TS_OK && n == 1 && !at->found && strcmp(at->text.ptr, "x") == 0);
    ts_claims_free(at, n);
    ts_case_close(c);
}

/* A sealed text that stands in another's row is not taken for it. */
TEST(texts_that_were_moved_are_told) {
    ts_case *c = case_fresh("moved");
    ts_claim *at = NULL;
    size_t n = 0;
    save(c, "a", "x");
    save(c, "b", "y");
    CHECK(ts_db_exec(c->db, "UPDATE claim SET sealed = (SELECT max(sealed) FROM claim)") == TS_OK);
    CHECK(ts_claims_load(c, &at, &n) == TS_EDAMAGED && !at);
    ts_case_close(c);
}

TEST(the_digest_is_of_what_is_said) {
    ts_claim a = made("a", "x"), again = made("a", "x"), other = made("a", "y");
    ts_digest one, two, three;
    again.found = ts_alloc_array(2, sizeof *again.found);
    ts_claim_digest(&a, &one), ts_claim_digest(&again, &two), ts_claim_digest(&other, &three);
    CHECK(ts_digest_eq(&one, &two) && !ts_digest_eq(&one, &three));
    ts_claim_done(&a), ts_claim_done(&again), ts_claim_done(&other);
}
