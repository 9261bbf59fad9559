/* finder_test.c - what is found is the same whether each snapshot has all its rows or only those that changed. */
#include "store/finder.h"

#include <sys/stat.h>
#include "indexing.h"

enum { PERSONS = 3000, SNAPSHOTS = 4 };

/* Somebody in a snapshot: one in eight changes in each; some are not there yet, some no more; some stand there twice. */
static bool person_in(uint32_t i, unsigned snapshot, ts_values *v, bool *deceased) {
    uint64_t s = i * UINT64_C(31) + 5;
    unsigned from = made_next(&s) % 8 == 0 ? (unsigned)(made_next(&s) % SNAPSHOTS) : 0;
    unsigned to = made_next(&s) % 8 == 0 ? (unsigned)(made_next(&s) % SNAPSHOTS) : SNAPSHOTS - 1;
    made_person(i, v);
    for (unsigned k = 1; k <= snapshot; k++)
        if (made_next(&s) % 8 == 0) {
            char text[32];
            snprintf(text, sizeof text, "%u NEWHOUSE RD", (unsigned)(made_next(&s) % 3));
            made_set(v, TS_ATTR_ADDRESS, text);
        }
    *deceased = snapshot == 3 && i % 50 == 7;
    return snapshot >= from && snapshot <= to;
}

static uint32_t add(ts_index_builder *b, uint32_t i, unsigned snapshot, uint32_t row) {
    ts_values v;
    bool deceased;
    if (!person_in(i, snapshot, &v, &deceased))
        return row;
    CHECK(ts_index_add(b, &v, deceased, ++row) == TS_OK);
    for (unsigned copy = 0; i % 41 == 0 && copy < (i + snapshot) % 3; copy++)
        CHECK(ts_index_add(b, &v, deceased, ++row) == TS_OK);
    return row;
}

static void put(int dir, unsigned snapshot, const char *system, bool resting) {
    ts_holding_info info = info_of(0);
    snprintf(info.system, sizeof info.system, "%s", system);
    info.as_of = 18000 + 100 * (ts_date)snapshot;
    info.source.byte[0] = (unsigned char)(snapshot + 1);
    info.source.byte[1] = (unsigned char)system[0];
    char name[TS_REGISTER_NAME];
    ts_register_name(&info, name);
    ts_register *r = NULL;
    const ts_index *alike[TS_INDEX_STILLS];
    CHECK(ts_register_open(dir, &key, NULL, &r) == TS_OK);
    ts_index_builder *b = NULL;
    CHECK(ts_index_build(&key, &info, dir, &b) == TS_OK);
    if (resting)
        ts_index_build_on(b, alike, ts_register_alike(r, &info, alike, TS_INDEX_STILLS));
    uint32_t row = 0;
    for (uint32_t i = 0; i < PERSONS; i++) /* no two exports are in the same order */
        row = add(b, (i * 7 + snapshot * 1000) % PERSONS, snapshot, row);
    CHECK(ts_index_builder_still(b) < row);
    CHECK(ts_index_finish(b, &info, name) == TS_OK);
    CHECK(ts_register_add(dir, &key, name) == TS_OK);
    ts_register_close(r);
}

static ts_register *made(const char *name, const unsigned order[static SNAPSHOTS], bool resting, uint32_t *lines) {
    int top = test_fd(), dir = -1;
    ts_register *r = NULL;
    CHECK(ts_crypt_init() == TS_OK && ts_fs_make_dir(top, name) == TS_OK && ts_fs_open_dir(top, name, &dir) == TS_OK);
    for (unsigned i = 0; i < SNAPSHOTS; i++)
        put(dir, order[i], "PAS", resting);
    put(dir, 2, "LIMS", resting);
    CHECK(ts_register_open(dir, &key, info_of(0).normal_version, &r) == TS_OK);
    CHECK(ts_register_verify(r) == TS_OK);
    *lines = 0;
    for (size_t i = 0; i < ts_register_count(r); i++)
        *lines += ts_index_lines(ts_register_at(r, i));
    close(dir);
    close(top);
    return r;
}

static size_t differences(ts_finder *a, ts_finder *b, const ts_probe *p, size_t *rows) {
    const ts_finder_row *x, *y;
    ts_finder_prefetch(a, p);
    size_t n = ts_finder_find(a, p, 4096, &x), m = ts_finder_find(b, p, 4096, &y), wrong = n != m;
    *rows += n;
    for (size_t i = 0; i < n && i < m; i++)
        wrong += x[i].snapshot != y[i].snapshot || x[i].held.source_row != y[i].held.source_row ||
                 x[i].held.person != y[i].held.person || x[i].held.local != y[i].held.local ||
                 x[i].held.birth_month != y[i].held.birth_month || x[i].held.deceased != y[i].held.deceased ||
                 memcmp(&x[i].c, &y[i].c, sizeof x[i].c) != 0;
    return wrong;
}

TEST(a_snapshot_finds_the_same_whether_whole_or_resting_on_others_in_any_order) {
    static const unsigned forth[] = {0, 1, 2, 3}, back[] = {3, 2, 1, 0}, mixed[] = {2, 0, 3, 1};
    uint32_t all, some, other;
    ts_register *whole = made("whole", forth, false, &all), *chain = made("chain", forth, true, &some),
                *reversed = made("reversed", back, true, &other);
    CHECK(some < all * 6 / 10); /* what did not change is there once */
    CHECK(other == some);
    ts_register *shuffled = made("shuffled", mixed, true, &other);
    CHECK(other == some);
    ts_finder *a = ts_finder_new(whole), *b = ts_finder_new(chain), *c = ts_finder_new(reversed),
              *d = ts_finder_new(shuffled);
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    size_t rows = 0, unused = 0, wrong = 0;
    for (uint32_t i = 0; i < PERSONS; i++) {
        ts_values v;
        ts_probe p;
        bool deceased;
        person_in(i, i % SNAPSHOTS, &v, &deceased);
        if (i % 3 == 0)
            made_keep(&v, 1u << TS_ATTR_SURNAME | 1u << TS_ATTR_FORENAME | 1u << TS_ATTR_BIRTH | 1u << TS_ATTR_ADDRESS);
        ts_probe_init(f, &v, &p);
        wrong += differences(a, b, &p, &rows) + differences(a, c, &p, &unused) + differences(d, a, &p, &unused);
    }
    CHECK(wrong == 0);
    CHECK(rows > 4 * PERSONS);
    ts_fingerprinter_free(f);
    ts_finder_free(a), ts_finder_free(b), ts_finder_free(c), ts_finder_free(d);
    ts_register_close(whole), ts_register_close(chain), ts_register_close(reversed), ts_register_close(shuffled);
}

/* A snapshot whose earlier file is gone cannot be read rightly: it asks to be registered again. */
TEST(a_file_that_rests_on_one_that_is_gone_is_refused) {
    int top = test_fd(), dir = -1;
    CHECK(ts_fs_make_dir(top, "gone") == TS_OK && ts_fs_open_dir(top, "gone", &dir) == TS_OK);
    put(dir, 0, "PAS", true);
    put(dir, 1, "PAS", true);
    ts_register *r = NULL;
    ts_holding_info info = info_of(0);
    CHECK(ts_register_open(dir, &key, info.normal_version, &r) == TS_OK && ts_register_count(r) == 2);
    ts_digest source = ts_index_info(ts_register_at(r, 1))->source;
    CHECK(ts_register_has(r, &source, info.normal_version));
    ts_register_close(r);
    put(dir, 0, "PAS", false); /* the same export again: another file, with another seal */
    r = NULL;
    CHECK(ts_register_open(dir, &key, info.normal_version, &r) == TS_EUNSUPPORTED && !r);
    CHECK(ts_register_open(dir, &key, NULL, &r) == TS_OK);
    CHECK(!ts_register_has(r, &source, info.normal_version));
    const ts_index *alike[TS_INDEX_STILLS];
    info.source.byte[0] = 99;
    CHECK(ts_register_alike(r, &info, alike, TS_INDEX_STILLS) == 1); /* not the one that rests on nothing */
    ts_register_close(r);
    close(dir);
    close(top);
}

/* Snapshots of people who all share a phone, and a system of one person behind it in the register's order. */
static void put_crowd(int dir, unsigned snapshot, const char *system, uint32_t people, bool resting) {
    ts_holding_info info = info_of(0);
    snprintf(info.system, sizeof info.system, "%s", system);
    info.as_of = 18000 + (ts_date)snapshot;
    info.source.byte[0] = (unsigned char)(snapshot + 1);
    info.source.byte[1] = (unsigned char)system[0];
    char name[TS_REGISTER_NAME];
    ts_register_name(&info, name);
    ts_register *r = NULL;
    ts_index_builder *b = NULL;
    const ts_index *alike[TS_INDEX_STILLS];
    CHECK(ts_register_open(dir, &key, NULL, &r) == TS_OK && ts_index_build(&key, &info, dir, &b) == TS_OK);
    if (resting)
        ts_index_build_on(b, alike, ts_register_alike(r, &info, alike, TS_INDEX_STILLS));
    for (uint32_t i = 0; i < people; i++) {
        ts_values v;
        made_person(i, &v);
        made_set(&v, TS_ATTR_MOBILE, "+447700900123");
        CHECK(ts_index_add(b, &v, false, i + 1) == TS_OK);
    }
    CHECK(ts_index_finish(b, &info, name) == TS_OK && ts_register_add(dir, &key, name) == TS_OK);
    ts_register_close(r);
}

static size_t rows_behind(const char *name, unsigned snapshots, uint32_t people, bool resting, bool by_phone,
                          size_t *last) {
    int top = test_fd(), dir = -1;
    CHECK(ts_fs_make_dir(top, name) == TS_OK && ts_fs_open_dir(top, name, &dir) == TS_OK);
    for (unsigned i = 0; i < snapshots; i++)
        put_crowd(dir, i, "PAS", people, resting);
    put_crowd(dir, 0, "ZSYS", 1, resting);
    ts_register *r = NULL;
    CHECK(ts_register_open(dir, &key, NULL, &r) == TS_OK);
    ts_finder *f = ts_finder_new(r);
    ts_fingerprinter *prints = ts_fingerprinter_new(&key);
    const ts_finder_row *row;
    ts_values v;
    ts_probe p;
    made_person(0, &v);
    made_set(&v, TS_ATTR_MOBILE, "+447700900123");
    if (by_phone)
        made_keep(&v, 1u << TS_ATTR_MOBILE | 1u << TS_ATTR_SURNAME);
    ts_probe_init(prints, &v, &p);
    size_t n = ts_finder_find(f, &p, 4096, &row);
    *last = 0;
    for (size_t i = 0; i < n; i++)
        *last += row[i].snapshot == snapshots;
    ts_fingerprinter_free(prints);
    ts_finder_free(f);
    ts_register_close(r);
    close(dir);
    close(top);
    return n;
}

TEST(a_crowd_names_nobody_however_many_snapshots_it_is_in) {
    size_t last;
    /* 100 people with one phone: left out with one snapshot, and with more of them that are alike; not so in the other system */
    CHECK(rows_behind("crowd1", 1, 100, true, true, &last) == 1 && last == 1);
    CHECK(rows_behind("crowd2", 2, 100, true, true, &last) == 1 && last == 1);
    CHECK(rows_behind("crowd2whole", 2, 100, false, true, &last) == 1 && last == 1);
    /* 60 with one phone are asked in each of the snapshots */
    CHECK(rows_behind("few", 3, 60, true, true, &last) == 3 * 60 + 1 && last == 1);
    CHECK(rows_behind("fewwhole", 3, 60, false, true, &last) == 3 * 60 + 1 && last == 1);
    /* and a system behind many crowded snapshots is still found */
    CHECK(rows_behind("many", 12, 600, true, false, &last) >= 13 && last == 1);
    CHECK(rows_behind("manywhole", 12, 600, false, false, &last) >= 13 && last == 1);
}

/* Rows that stand very often in an export are paired one to one, in a time that grows with their number. */
TEST(equal_rows_are_paired) {
    int top = test_fd(), dir = -1;
    CHECK(ts_fs_make_dir(top, "equal") == TS_OK && ts_fs_open_dir(top, "equal", &dir) == TS_OK);
    enum { EQUAL = 20000 };
    for (unsigned snapshot = 0; snapshot < 2; snapshot++) {
        ts_holding_info info = info_of(0);
        info.as_of = 18000 + (ts_date)snapshot;
        info.source.byte[0] = (unsigned char)(snapshot + 1);
        char name[TS_REGISTER_NAME];
        ts_register_name(&info, name);
        ts_register *r = NULL;
        ts_index_builder *b = NULL;
        const ts_index *alike[TS_INDEX_STILLS];
        CHECK(ts_register_open(dir, &key, NULL, &r) == TS_OK && ts_index_build(&key, &info, dir, &b) == TS_OK);
        ts_index_build_on(b, alike, ts_register_alike(r, &info, alike, TS_INDEX_STILLS));
        for (uint32_t i = 0; i < EQUAL + 5 * snapshot; i++) {
            ts_values v;
            made_person(3, &v);
            CHECK(ts_index_add(b, &v, false, i + 1) == TS_OK);
        }
        CHECK(ts_index_builder_still(b) == snapshot * EQUAL);
        CHECK(ts_index_finish(b, &info, name) == TS_OK && ts_register_add(dir, &key, name) == TS_OK);
        ts_register_close(r);
    }
    close(dir);
    close(top);
}

/* Of forty snapshots the last 31 are rested on. */
TEST(a_long_chain_rests_on_the_last) {
    int top = test_fd(), dir = -1;
    ts_register *r = NULL;
    CHECK(ts_fs_make_dir(top, "long") == TS_OK && ts_fs_open_dir(top, "long", &dir) == TS_OK);
    for (unsigned i = 0; i < 40; i++)
        put_crowd(dir, i, "PAS", 10 * (i + 1), true);
    CHECK(ts_register_open(dir, &key, NULL, &r) == TS_OK && ts_register_count(r) == 40);
    /* the first's people stand in no file that the last rests on, and are stored again once in a while, never each time */
    uint32_t lines = 0;
    for (size_t i = 0; i < 40; i++)
        lines += ts_index_lines(ts_register_at(r, i));
    CHECK(lines >= 400 && lines < 600);
    ts_register_close(r);
    close(dir);
    close(top);
}
