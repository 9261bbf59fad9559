/* slice_test.c - slices read apart and put one behind the other are what one reader of the whole gives. */
#include "extract/slice.h"

#include "support/slices.h"
#include "support/test.h"

enum { TABLES = 12 }; /* of the texts, the first ones */
static const char *const texts[] = {
    "id,name,note\n1,Ann,ok\n2,Bob,\"two\nlines, one comma\"\n3,Cy,\"a \"\"word\"\"\"\n\n4,Di,x,more\n5\n6,Ed,z\n",
    "id;name;note\r\n1;Ann;ok\r\n2;Bob;\"two\r\nlines\r\n\r\nand more\"\r\n3;Cy;\r\n\r\n4;Di;\"\"\r\n5;Ed;z",
    "id,name,note\n1,Ann,ok\n2,Bob,no\n3,\"Cy,stray\n4,Di,x\n5,Ed,y\n6,Flo,z\n", /* a quote that never closes */
    "id|name|note\r1|Ann|ok\r2|Bob|no\r3|Cy|\"x\ry\"\r4|Di|z\r", /* old Mac */
    "id,name,note\n1,Ann,\"a \\\" b\"\n2,Bob,\"c \\\" d\ne\"\n3,Cy,\"f\"\n4,Di,g\n", /* backslashes */
    "Title of it "
    "all\n\nid,name,note\n1,Ann,\xC3\xA9\n2,Bob,\xE9\xE9\n3,Cy,\xE2\x82\xAC\n4,Di,\"\xE9\n\xC3\xA9\"\n\n\n\n",
    "\xEF\xBB\xBFid,name,note\n1,Ann,ok\n2,Bob,no\n3,Cy,x\n",
    "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2}\n{\"b\": \"\xC3\xA9\", \"c\": {\"d\": 4}}\r\n\n{\"a\": 5}\nno JSON\n{\"a\": "
    "6, \"a\": 7}\n",
    "[{\"a\": 1},\n{\"a\": 2, \"b\": 3},\n{\"a\": [4, 5]},\n\n{\"b\": 6},{\"b\": 7},\n{\"c\": 8}\n]\n",
    " [\n  {\n    \"a\": 1,\n    \"b\": {\n      \"c\": 2\n    }\n  },\n  {\"a\": 3}\n]\n", /* no object begins a line */
    "{\n\"a\": 1,\n\"b\":\n{\"c\": 2}\n}\n{\"a\": 3}\n{\"d\":\n{\"a\": 4}}\n{\"a\": 5}\n", /* and not only those */
    "\xEF\xBB\xBF{\"a\": 1}\n{\"a\": \"a {\n{\"}\n{\"a\": \xE9}\n{\"a\": }\n{\"a\": 2}\n{\"a\"",
    "Dear Ann,\n\nthank you for \xC3\xA9verything.\r\nYours\n\n\n\xE2\x82\xAC 5\nend",
    "a letter of some lines\nand caf\xE9s\n\n\xE9\n\xC3\nmore of the letter\n\xF0\x9F\x98\x80\xF0\x9F\x98\x80\nand no "
    "line end \xF0\x9F\x98",
    "one line, and no more",
    "\n\n\n",
};

TEST(every_slice_size_gives_what_one_reader_gives) {
    for (size_t i = 0; i < TEST_COUNT(texts); i++)
        for (uint64_t size = 1; size < strlen(texts[i]) + 2; size++) {
            slices_log l;
            const char *wrong = slices_compare(ts_str(texts[i]), size, &l);
            CHECK_ROW(!wrong, wrong);
            CHECK_ROW(l.ordinal > 0 && (l.tables > 0) == (i < TABLES), texts[i]);
            slices_log_done(&l);
        }
}

TEST(every_slice_size_gives_the_same_however_the_bytes_arrive) {
    for (size_t i = 0; i < TEST_COUNT(texts); i++)
        for (uint64_t size = 1; size < 40; size += 3)
            for (size_t window = 1; window < 20; window += 6) {
                slices_log l;
                ts_source_set_window(window);
                const char *wrong = slices_compare(ts_str(texts[i]), size, &l);
                CHECK_ROW(!wrong, wrong);
                slices_log_done(&l);
            }
    ts_source_set_window(TS_SOURCE_WINDOW);
}

/* Any bytes at all, as long as they are taken for text: signs that matter put where they do not belong. */
TEST(damaged_texts_are_cut_alike) {
    static const char signs[] = "\"\",,\n\n\r{}[]\\'\xE9\xC3 a1;\t";
    uint64_t seed = 20241128;
    size_t cut = 0;
    for (size_t round = 0; round < 3000; round++) {
        const char *from = texts[round % TEST_COUNT(texts)];
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        for (size_t i = 0; i <= round % 3; i++)
            ts_buf_add_str(&b, from);
        for (size_t i = 0; i < 1 + round % 5; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            b.ptr[(seed >> 33) % b.len] = signs[(seed >> 20) % (sizeof signs - 1)];
        }
        slices_log l = {0};
        ts_slice_job first = {.from = 0, .to = 1};
        slices_read(ts_buf_span(&b), &first, &l);
        slices_log_done(&l);
        if (!first.begun)
            continue;
        cut++;
        const char *wrong = slices_compare(ts_buf_span(&b), 1 + (seed >> 40) % 60, &l);
        CHECK_ROW(!wrong, wrong);
        slices_log_done(&l);
    }
    CHECK(cut > 1500);
}

/* Rows as programs export them; every k-th has a note of several lines. */
static void add_rows(ts_buf *b, size_t rows, size_t k) {
    ts_buf_add_str(b, "id,surname,forename,born,note\n");
    for (size_t i = 0; i < rows; i++)
        ts_buf_addf(b, "%zu,Sample%zu,\"Ann, %zu\",19%02zu-0%zu-12,%s\n", i, i * 7919 % 1000, i % 10, i % 90 + 10,
                    i % 9 + 1,
                    i % k ? "seen" : "\"seen,\nthen \"\"written\"\" to:\n12,Sample3,Ann,1950-01-01,line\n\"");
}

TEST(large_tables_are_cut_at_segments_too_and_guesses_are_mostly_right) {
    static const size_t every[] = {2, 50, 1000000};
    for (size_t i = 0; i < TEST_COUNT(every); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        add_rows(&b, 90000, every[i]);
        static const uint64_t sizes[] = {1024 * 1024 + 7, 700001, 3000017};
        for (size_t k = 0; k < TEST_COUNT(sizes); k++) {
            slices_log l;
            const char *wrong = slices_compare(ts_buf_span(&b), sizes[k], &l);
            CHECK_ROW(!wrong, wrong);
            CHECK(l.tables > 1 && l.right == l.guesses && l.guesses > 0);
            slices_log_done(&l);
        }
    }
}

/* Records that each hold a list of records, one a part; keys that come late. */
TEST(large_json_is_cut_too) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    for (size_t i = 0; i < 30000; i++)
        ts_buf_addf(&b, "{\"id\": %zu, \"surname\": \"Sample%zu\", \"late%zu\": \"x\"}\n", i, i % 100, i / 9000);
    for (size_t k = 0; k < 3; k++) {
        ts_buf_add_str(&b, "{\"count\": 2000, \"patients\": [");
        for (size_t i = 0; i < 2000; i++)
            ts_buf_addf(&b, "%s\n{\"id\": %zu, \"surname\": \"Sample%zu\"}", i ? "," : "", i, i % 100);
        ts_buf_add_str(&b, "]}\n");
    }
    static const uint64_t sizes[] = {50000, 333333, 1500000};
    for (size_t k = 0; k < TEST_COUNT(sizes); k++) {
        slices_log l;
        const char *wrong = slices_compare(ts_buf_span(&b), sizes[k], &l);
        CHECK_ROW(!wrong, wrong);
        CHECK(l.tables > 4 && l.right > 0 && l.parts > 1);
        slices_log_done(&l);
    }
}

TEST(long_lines_and_long_fields_belong_to_the_slice_that_they_begin_in) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    TS_AUTO(ts_buf, ts_buf_done) table = {0};
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 1500 * 1024; k++)
            ts_buf_add_char(&text, k % 61 ? 'x' : ' ');
        ts_buf_add_str(&text, "\nshort\nlines\n\n");
    }
    add_rows(&table, 3000, 7);
    ts_buf_add_str(&table, "9,a,b,c,\"");
    for (size_t k = 0; k < 1200 * 1024; k++)
        ts_buf_add_char(&table, k % 61 ? 'x' : k % 3 ? ',' : '\n');
    ts_buf_add_char(&table, '\n');
    for (size_t k = 0; k < 20000; k++) /* more cells than a record may have */
        ts_buf_add_str(&table, "1,");
    ts_buf_add_char(&table, '\n');
    for (size_t k = 0; k < 1300 * 1024; k++) /* a field that is too long */
        ts_buf_add_char(&table, 'y');
    ts_buf_add_str(&table, ",z,z,z,z\n");
    for (size_t k = 0; k < 2000; k++)
        ts_buf_add_str(&table, "8,a,b,c,d\n");
    static const uint64_t sizes[] = {1000, 65536, 999983, 2500000};
    for (size_t k = 0; k < TEST_COUNT(sizes); k++) {
        slices_log l;
        const char *wrong = slices_compare(ts_buf_span(&table), sizes[k] < 60000 ? 262144 : sizes[k], &l);
        CHECK_ROW(!wrong, wrong);
        slices_log_done(&l);
        if (sizes[k] < 60000)
            continue;
        wrong = slices_compare(ts_buf_span(&text), sizes[k], &l);
        CHECK_ROW(!wrong, wrong);
        slices_log_done(&l);
    }
}

TEST(what_cannot_be_cut_is_read_whole) {
    ts_slice_job slice = {.from = 0, .to = 8};
    slices_log l = {0};
    slices_read(ts_str("<html><body><p>one</p><p>two</p></body></html>"), &slice, &l);
    CHECK(!slice.begun && l.ordinals > 0);
    slice = (ts_slice_job){.from = 8, .to = 16};
    ts_outcome o = slices_read(ts_str("<html><body><p>one</p><p>two</p></body></html>"), &slice, &l);
    CHECK(!slice.begun && o.reason == TS_REASON_CHANGED);
    slices_log_done(&l);
}
