/* index_names_test.c - the words of the holdings' names: kept once, as marks, under the file's key. */
#include "indexing.h"
#include "store/register.h"
#include "text/name_mark.h"

typedef struct row {
    const char *forename, *surname;
} row;

static void build_rows(int dir, const char *name, const row *rows, size_t n, uint8_t source) {
    ts_index_builder *b = NULL;
    ts_holding_info info = info_of((uint32_t)n);
    info.source.byte[0] = source;
    CHECK(ts_crypt_init() == TS_OK);
    CHECK(ts_index_build(&key, &info, dir, &b) == TS_OK);
    for (uint32_t i = 0; i < n; i++) {
        ts_values v = {0};
        made_set(&v, TS_ATTR_FORENAME, rows[i].forename);
        made_set(&v, TS_ATTR_SURNAME, rows[i].surname);
        made_set(&v, TS_ATTR_BIRTH, "1980-02-03");
        CHECK(ts_index_add(b, &v, false, i + 1) == TS_OK);
    }
    CHECK(ts_index_finish(b, &info, name) == TS_OK);
}

static bool has(const uint64_t *mark, size_t n, const char *word, uint64_t roles) {
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += mark[i] == (ts_name_mark(ts_str(word)) | roles);
    return found == 1;
}

TEST(each_word_is_kept_once_with_what_it_is) {
    static const row rows[] = {{"OYELARAN", "ADEBIMPE"},
                               {"OYELARAN JOY", "ADEBIMPE OKORAFOR"},
                               {"ADEBIMPE", "VAN DER QUILLET"},
                               {"J", "LI"},
                               {"", "NIXLEY"},
                               {"Юлия", "TREVANNO"}};
    int dir = test_fd();
    ts_index *x = NULL;
    uint64_t mark[16];
    build_rows(dir, "names.tsx", rows, TEST_COUNT(rows), 1);
    CHECK(ts_index_open(&key, dir, "names.tsx", &x) == TS_OK);
    size_t n = ts_index_names(x);
    CHECK(n == 6 && ts_index_load_names(x, mark) == TS_OK);
    CHECK(has(mark, n, "OYELARAN", TS_NAME_GIVEN) && has(mark, n, "ADEBIMPE", TS_NAME_ROLES) &&
          has(mark, n, "OKORAFOR", TS_NAME_FAMILY) && has(mark, n, "QUILLET", TS_NAME_FAMILY) &&
          has(mark, n, "NIXLEY", TS_NAME_FAMILY) && has(mark, n, "TREVANNO", TS_NAME_FAMILY));
    for (size_t i = 1; i < n; i++)
        CHECK(mark[i - 1] < mark[i]);
    ts_index_close(x);
    close(dir);
}

TEST(thousands_of_words_come_back) {
    int dir = test_fd();
    ts_index_builder *b = NULL;
    ts_holding_info info = info_of(5000);
    CHECK(ts_crypt_init() == TS_OK && ts_index_build(&key, &info, dir, &b) == TS_OK);
    static uint64_t want[5000], mark[5000];
    for (uint32_t i = 0; i < 5000; i++) {
        ts_values v;
        char word[8] = "QAAAA";
        for (uint32_t k = 1, left = i; k < 5; k++, left /= 26)
            word[k] = (char)('A' + left % 26);
        made_person(i, &v);
        made_drop(&v, TS_ATTR_FORENAME);
        made_set(&v, TS_ATTR_SURNAME, word);
        want[i] = ts_name_mark(ts_str(word)) | TS_NAME_FAMILY;
        CHECK(ts_index_add(b, &v, false, i + 1) == TS_OK);
    }
    CHECK(ts_index_finish(b, &info, "many.tsx") == TS_OK);
    ts_index *x = NULL;
    CHECK(ts_index_open(&key, dir, "many.tsx", &x) == TS_OK && ts_index_names(x) == 5000);
    CHECK(ts_index_verify(x) == TS_OK && ts_index_load_names(x, mark) == TS_OK);
    ts_buf file = {0};
    CHECK(ts_fs_load(dir, "many.tsx", 8 << 20, &file) == TS_OK);
    size_t missing = 0, clear = 0;
    for (size_t i = 0; i < 5000; i++) {
        size_t low = 0, high = 5000;
        while (low < high)
            if (mark[(low + high) / 2] < want[i])
                low = (low + high) / 2 + 1;
            else
                high = (low + high) / 2;
        missing += low == 5000 || mark[low] != want[i];
        if (i % 97 == 0)
            clear += ts_span_find(ts_buf_span(&file), ts_span_of((const char *)&want[i] + 1, 6), 0) != SIZE_MAX;
    }
    CHECK(missing == 0);
    CHECK(clear == 0); /* a mark in the clear would let anybody who has the file try names */
    ts_buf_done(&file);
    ts_index_close(x);
    close(dir);
}

TEST(a_changed_page_of_names_is_noticed) {
    static const row rows[] = {{"OYELARAN", "ADEBIMPE"}};
    int dir = test_fd();
    ts_index *x = NULL;
    ts_buf file = {0};
    uint64_t mark[2];
    build_rows(dir, "names.tsx", rows, 1, 1);
    CHECK(ts_fs_load(dir, "names.tsx", 1 << 20, &file) == TS_OK);
    size_t names = file.len - 3 * INDEX_PAGE; /* names, lines, checksums: a page each */
    file.ptr[names + 5] ^= 4;
    CHECK(ts_fs_replace(dir, "changed.tsx", ts_buf_span(&file), 0600) == TS_OK);
    CHECK(ts_index_open(&key, dir, "changed.tsx", &x) == TS_OK && ts_index_names(x) == 2);
    CHECK(ts_index_load_names(x, mark) == TS_EDAMAGED);
    ts_index_close(x);
    ts_buf_done(&file);
    close(dir);
}

/* The first format had neither count nor place of names, nor said which slots lines have. */
TEST(a_file_of_a_format_before_asks_to_be_registered_again) {
    int dir = test_fd();
    ts_index *x = NULL;
    ts_buf file = {0}, old = {0};
    build(dir, "new.tsx", 0); /* without people there are no names, and sections stand where they stood */
    CHECK(ts_fs_load(dir, "new.tsx", 1 << 20, &file) == TS_OK);
    enum {
        NAMES_AT = 8 + 4 + TS_KEY_ID_BYTES + 8 + 8 + 4 + 1 + 8 + 8,
        NAMES = 4 + 8,
        LINES_AT = 8,
        SLOTS_AND_STILLS = 4 + 1
    };
    size_t rest = NAMES_AT + NAMES + LINES_AT + SLOTS_AND_STILLS;
    ts_buf_add(&old, ts_slice(ts_buf_span(&file), 0, NAMES_AT));
    ts_buf_add(&old, ts_slice(ts_buf_span(&file), NAMES_AT + NAMES, LINES_AT));
    ts_buf_add(&old, ts_slice(ts_buf_span(&file), rest, INDEX_HEADER_BODY - rest));
    old.ptr[8] = INDEX_NAMELESS;
    while (old.len < INDEX_HEADER_BODY)
        ts_buf_add_char(&old, 0);
    index_keys keys;
    ts_digest seal;
    index_keys_init(&key, &keys);
    ts_hmac(&keys.header, ts_buf_span(&old), &seal);
    ts_buf_add(&old, ts_span_of(seal.byte, sizeof seal.byte));
    ts_buf_add(&old, ts_slice(ts_buf_span(&file), INDEX_HEADER, file.len - INDEX_HEADER));
    CHECK(ts_fs_replace(dir, "old.tsx", ts_buf_span(&old), 0600) == TS_OK);
    CHECK(ts_index_open(&key, dir, "new.tsx", &x) == TS_OK);
    ts_holding_info info = *ts_index_info(x);
    CHECK(ts_index_normal_fits(x, info.normal_version));
    ts_index_close(x);
    CHECK(ts_index_open(&key, dir, "old.tsx", &x) == TS_OK);
    CHECK(ts_index_names(x) == 0 && ts_index_load_names(x, NULL) == TS_OK);
    CHECK(strcmp(ts_index_info(x)->system, "PAS") == 0 && ts_index_verify(x) == TS_OK);
    CHECK(!ts_index_normal_fits(x, info.normal_version));
    ts_index_close(x);
    ts_buf_done(&file);
    ts_buf_done(&old);
    close(dir);
}

static size_t names_of(const row *a, size_t as, const row *b, size_t bs, uint64_t *mark) {
    int dir = test_fd();
    unlinkat(dir, "register.toml", 0);
    build_rows(dir, "first.tsx", a, as, 1);
    build_rows(dir, "second.tsx", b, bs, 2);
    CHECK(ts_register_add(dir, &key, "first.tsx") == TS_OK && ts_register_add(dir, &key, "second.tsx") == TS_OK);
    ts_register *r = NULL;
    uint64_t *all = NULL;
    size_t n = 0;
    CHECK(ts_register_open(dir, &key, NULL, &r) == TS_OK && ts_register_names(r, &all, &n) == TS_OK);
    for (size_t i = 0; i < n && i < 8; i++)
        mark[i] = all[i];
    ts_free(all);
    ts_register_close(r);
    close(dir);
    return n;
}

TEST(a_registers_names_are_those_of_all_files_in_any_order) {
    static const row pas[] = {{"OYELARAN", "ADEBIMPE"}, {"XIADANI", "QUILLET"}},
                     staff[] = {{"ADEBIMPE", "OYELARAN"}, {"XIADANI", "TREVANNO"}};
    uint64_t one[8] = {0}, other[8] = {0};
    size_t n = names_of(pas, 2, staff, 2, one), m = names_of(staff, 2, pas, 2, other);
    CHECK(n == 5 && m == 5 && memcmp(one, other, sizeof one) == 0);
    CHECK(has(one, n, "OYELARAN", TS_NAME_ROLES) && has(one, n, "ADEBIMPE", TS_NAME_ROLES) &&
          has(one, n, "XIADANI", TS_NAME_GIVEN));
}
