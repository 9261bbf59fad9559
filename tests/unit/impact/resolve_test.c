/* resolve_test.c - which sightings are one person. */
#include "impact/resolve.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

static size_t people(const ts_trace *t, size_t n, uint32_t *person) {
    ts_resolve(t, n, person);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += person[i] == i;
    return count;
}

TEST(ties_and_contradictions) {
    static const struct {
        ts_trace t[3];
        size_t n, want;
        const char *why;
    } rows[] = {
        {{{.tie = {[TS_TIE_HELD] = 5}}, {.tie = {[TS_TIE_HELD] = 5}}}, 2, 1, "one held person"},
        {{{.tie = {[TS_TIE_HELD] = 5}}, {.tie = {[TS_TIE_HELD] = 6}}}, 2, 2, "two held people"},
        {{{.tie = {[TS_TIE_HELD] = 5, [TS_TIE_MAIL] = 9}}, {.tie = {[TS_TIE_HELD] = 6, [TS_TIE_MAIL] = 9}}},
         2,
         2,
         "who share an address"},
        {{{.tie = {[TS_TIE_HELD] = 5, [TS_TIE_MAIL] = 9}}, {.tie = {[TS_TIE_MAIL] = 9}}},
         2,
         1,
         "a stranger joins the held one"},
        {{{.tie = {[TS_TIE_HELD] = 5, [TS_TIE_LOCAL] = 9}}, {.tie = {[TS_TIE_HELD] = 6, [TS_TIE_LOCAL] = 9}}},
         2,
         1,
         "held twice, under one local id and surname"},
        {{{.tie = {[TS_TIE_HELD] = 5, [TS_TIE_NHS] = 9}, .nhs = 9},
          {.tie = {[TS_TIE_HELD] = 6, [TS_TIE_NHS] = 9, [TS_TIE_MAIL] = 4}, .nhs = 9},
          {.tie = {[TS_TIE_MAIL] = 4}}},
         3,
         1,
         "held twice, under one health number, and a letter to that person"},
        {{{.tie = {[TS_TIE_HELD] = 5, [TS_TIE_LOCAL] = 9}, .birth = 1},
          {.tie = {[TS_TIE_HELD] = 6, [TS_TIE_LOCAL] = 9}, .birth = 2}},
         2,
         2,
         "held under one local id, born on two days"},
        {{{.tie = {[TS_TIE_NHS] = 5}, .nhs = 5}, {.tie = {[TS_TIE_NHS] = 5}, .nhs = 5}}, 2, 1, "one number"},
        {{{.tie = {[TS_TIE_NHS] = 5}, .nhs = 5, .birth = 1}, {.tie = {[TS_TIE_NHS] = 5}, .nhs = 5, .birth = 2}},
         2,
         2,
         "with two birth dates"},
        {{{.tie = {[TS_TIE_BIRTH] = 7}, .nhs = 5, .birth = 1}, {.tie = {[TS_TIE_BIRTH] = 7}, .nhs = 6, .birth = 1}},
         2,
         2,
         "namesakes with two numbers"},
        {{{.tie = {[TS_TIE_BIRTH] = 7}, .nhs = 5}, {.tie = {[TS_TIE_BIRTH] = 7}}}, 2, 1, "one of them without"},
        {{{.tie = {[TS_TIE_BIRTH] = 7, [TS_TIE_MAIL] = 3}, .nhs = 5},
          {.tie = {[TS_TIE_MAIL] = 3}},
          {.tie = {[TS_TIE_MAIL] = 3}, .nhs = 6}},
         3,
         3,
         "the one between two numbers belongs to neither"},
        {{{.tie = {[TS_TIE_NHS] = 5, [TS_TIE_MAIL] = 3}, .nhs = 5},
          {.tie = {[TS_TIE_NHS] = 5}, .nhs = 5},
          {.tie = {[TS_TIE_MAIL] = 3}, .nhs = 6}},
         3,
         2,
         "a weaker tie undoes no stronger one"},
        {{{{0}, 0, 0}, {{0}, 0, 0}}, 2, 2, "nothing ties them"},
        {{{.tie = {[TS_TIE_HELD] = 5}, .birth = 1}, {.tie = {[TS_TIE_HELD] = 5}, .birth = 2}},
         2,
         1,
         "a held person with an altered copy"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        uint32_t person[3];
        CHECK_ROW(people(rows[i].t, rows[i].n, person) == rows[i].want, rows[i].why);
    }
    uint32_t none[1];
    CHECK(people(NULL, 0, none) == 0);
}

static uint64_t next(uint64_t *s) {
    *s = *s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *s >> 33;
}

/* Shuffled, and under another key (other hashes): the same sightings are together. */
TEST(neither_order_nor_key_matters) {
    enum { N = 300, KEYS = 400 };
    static ts_trace a[N], b[N];
    static uint64_t rename[KEYS];
    uint32_t pa[N], pb[N], at[N];
    uint64_t seed = 21;
    for (int round = 0; round < 200; round++) {
        for (int k = 0; k < KEYS; k++)
            rename[k] = (next(&seed) << 31 ^ next(&seed)) | 1;
        memset(a, 0, sizeof a);
        for (uint32_t i = 0; i < N; i++) {
            at[i] = i;
            for (int t = 0; t < TS_TIES; t++)
                if (next(&seed) % 3 == 0)
                    a[i].tie[t] = 1 + next(&seed) % (KEYS - 1);
            a[i].nhs = next(&seed) % 4 ? 0 : 1 + next(&seed) % 40;
            a[i].birth = next(&seed) % 4 ? 0 : 1 + next(&seed) % 40;
        }
        for (uint32_t i = N; i-- > 1;) {
            uint32_t k = (uint32_t)(next(&seed) % (i + 1)), keep = at[i];
            at[i] = at[k];
            at[k] = keep;
        }
        for (uint32_t i = 0; i < N; i++) {
            b[i] = a[at[i]];
            for (int t = 0; t < TS_TIES; t++)
                b[i].tie[t] = b[i].tie[t] ? rename[b[i].tie[t]] : 0;
            b[i].nhs = b[i].nhs ? rename[b[i].nhs] : 0;
            b[i].birth = b[i].birth ? rename[b[i].birth] : 0;
        }
        ts_resolve(a, N, pa);
        ts_resolve(b, N, pb);
        bool same = true;
        for (uint32_t i = 0; i < N && same; i++)
            for (uint32_t k = 0; k < i && same; k++)
                same = (pb[i] == pb[k]) == (pa[at[i]] == pa[at[k]]);
        CHECK(same);
    }
}

TEST(those_kept_apart_are_counted) {
    /* two with one address and two birth dates, and one who shows no birth date; two who are one
     * though one shows none, and two who are one by both */
    static const ts_trace t[] = {{.tie = {[TS_TIE_PLACE] = 7}, .birth = 1},
                                 {.tie = {[TS_TIE_PLACE] = 7}, .birth = 2},
                                 {.tie = {[TS_TIE_PLACE] = 7}},
                                 {.tie = {[TS_TIE_PLACE] = 8}, .birth = 1},
                                 {.tie = {[TS_TIE_PLACE] = 8}},
                                 {.tie = {[TS_TIE_PLACE] = 9}, .birth = 3},
                                 {.tie = {[TS_TIE_PLACE] = 9}, .birth = 3}};
    ts_resolver *r = ts_resolver_new();
    for (int pass = 0; pass < TS_RESOLVE_PASSES; pass++) {
        for (size_t i = 0; i < TEST_COUNT(t); i++)
            ts_resolver_take(r, &t[i]);
        CHECK(ts_resolver_turn(r));
    }
    CHECK(ts_resolver_count(r) == 7 && ts_resolver_apart(r) == 2);
    CHECK(ts_resolver_mistaken_ppb(r) == 2 * UINT64_C(666666666)); /* two joined, two of three kept apart */
    CHECK(ts_resolver_person(r, 2) == 2 && ts_resolver_person(r, 4) == 3);
    ts_resolver_free(r);
}

TEST(every_pass_has_the_same_sightings) {
    ts_resolver *r = ts_resolver_new();
    ts_resolver_take(r, &(ts_trace){.nhs = 1});
    CHECK(ts_resolver_turn(r) && !ts_resolver_turn(r));
    ts_resolver_free(r);
}
