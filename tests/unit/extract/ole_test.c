/* ole_test.c - compound files: every stream a member, whatever the chains and the tree say. */
#include "extract/ole.h"
#include "oling.h"

/* A text of this many bytes that says where each of its lines stands. */
static ts_buf lines(size_t len) {
    ts_buf b = {0};
    while (b.len < len)
        ts_buf_addf(&b, "%07zu\n", b.len);
    b.len = len;
    return b;
}

static void small_and_large(oling *o) {
    TS_AUTO(ts_buf, ts_buf_done) large = lines(9000), small = lines(150), border = lines(4096), below = lines(4095);
    ole_stream(o, 0, "large", ts_buf_span(&large));
    size_t storage = ole_storage(o, 0, "Dir");
    ole_stream(o, storage, "small", ts_buf_span(&small));
    size_t deeper = ole_storage(o, storage, "deeper");
    ole_stream(o, deeper, "border", ts_buf_span(&border));
    ole_stream(o, 0, "below", ts_buf_span(&below));
    ole_stream(o, 0, "empty", ts_str(""));
    ole_stream(o, 0, "\x05Na\xC3\xAFve", ts_str("x"));
}

TEST(every_stream_is_a_member_by_its_path) {
    oling o = {0};
    reading r;
    small_and_large(&o);
    reading_of(&r, ole_end(&o));
    CHECK_ROW(strcmp(reading_format(&r), "ole") == 0 && r.outcome.reason == TS_READ && r.children == 6, r.log.ptr);
    CHECK(reading_says(&r, "child large 9000 bytes of 9000: read"));
    CHECK(reading_says(&r, "child Dir/small 150 bytes of 150: read"));
    CHECK(reading_says(&r, "child Dir/deeper/border 4096 bytes of 4096: read"));
    CHECK(reading_says(&r, "child below 4095 bytes of 4095: read"));
    CHECK(reading_says(&r, "child empty 0 bytes of 0: read"));
    CHECK(reading_says(&r, "child \x05Na\xC3\xAFve 1 bytes of 1: read"));
    TS_AUTO(ts_buf, ts_buf_done) want = lines(9000), next = lines(150);
    CHECK(ts_span_eq(ts_slice(ts_buf_span(&r.data), 0, 9000), ts_buf_span(&want)));
    CHECK(ts_span_eq(ts_slice(ts_buf_span(&r.data), 9000, 150), ts_buf_span(&next)));
    reading_done(&r);
    ole_done(&o);
}

TEST(any_place_of_a_stream_can_be_read) {
    oling o = {0};
    TS_AUTO(ts_buf, ts_buf_done) large = lines(9000), small = lines(1500);
    ole_stream(&o, 0, "a", ts_buf_span(&small));
    ole_stream(&o, 0, "b", ts_buf_span(&small));
    ole_stream(&o, 0, "large", ts_buf_span(&large));
    ts_source in;
    ts_source_memory(&in, ole_end(&o));
    ts_ole file;
    CHECK(ts_ole_open(&in, &file) == TS_OK && file.entries == 4);
    static const char *const names[] = {"LARGE", "b", "a"};
    for (size_t k = 0; k < TEST_COUNT(names); k++) {
        ts_ole_stream s;
        ts_ole_stream_open(&file, ts_ole_find(&file, 0, names[k]), &s);
        ts_span want = k ? ts_buf_span(&small) : ts_buf_span(&large);
        CHECK_ROW(s.size == want.len && !s.missing, names[k]);
        for (size_t at = 0; at < s.size; at += 61) {
            char got[700];
            size_t n = s.size - at < sizeof got ? (size_t)s.size - at : sizeof got;
            CHECK_ROW(ts_ole_stream_read_at(&s, at, got, n) == TS_OK && memcmp(got, want.ptr + at, n) == 0, names[k]);
        }
        char byte;
        CHECK(ts_ole_stream_read_at(&s, s.size, &byte, 1) == TS_EFORMAT);
        CHECK(ts_ole_stream_read_at(&s, s.size, &byte, 0) == TS_OK);
        ts_ole_stream_done(&s);
    }
    CHECK(ts_ole_find(&file, 0, "c") == 0);
    ts_ole_done(&file);
    ts_source_done(&in);
    ole_done(&o);
}

/* More FAT sectors than the header can name (109 of 128 sectors each): a file of 8 MiB. */
TEST(a_large_file_has_more_tables_than_the_header_names) {
    oling o = {0};
    TS_AUTO(ts_buf, ts_buf_done) large = lines(8 * TS_MIB), tail = lines(5000);
    ole_stream(&o, 0, "large", ts_buf_span(&large));
    ole_stream(&o, 0, "tail", ts_buf_span(&tail));
    ole_end(&o);
    /* The FAT's sectors stand first; those beyond 109 are named by one sector put at the end. */
    size_t fats = o.directory, difat = o.file.len / OLE_SECTOR - 1;
    CHECK(fats > 109);
    for (size_t i = 0; i < 128; i++)
        ts_buf_add_u32le(&o.file, i == 127 ? 0xFFFFFFFE : 109 + i < fats ? (uint32_t)(109 + i) : UINT32_MAX);
    ole_put(&o.file, 68, (uint32_t)difat);
    ole_put(&o.file, 72, 1);
    reading r;
    reading_of(&r, ts_buf_span(&o.file));
    CHECK_ROW(r.outcome.reason == TS_READ && reading_says(&r, "child tail 5000 bytes of 5000: read"), r.log.ptr);
    CHECK(reading_says(&r, "child large 8388608 bytes of 8388608: read"));
    reading_done(&r);
    ole_put(&o.file, 68, 0xFFFFFFFE); /* without that sector the last streams' chains are not known */
    reading_of(&r, ts_buf_span(&o.file));
    CHECK_ROW(!reading_says(&r, "child tail 5000 bytes of 5000: read") && r.children == 2, r.log.ptr);
    reading_done(&r);
    ole_done(&o);
}

/* A chain that runs in a circle, or into another's sectors, ends where it does. */
TEST(a_sector_belongs_to_one_chain) {
    oling o = {0};
    reading r;
    TS_AUTO(ts_buf, ts_buf_done) a = lines(5120), b = lines(6144);
    ole_stream(&o, 0, "a", ts_buf_span(&a));
    ole_stream(&o, 0, "b", ts_buf_span(&b));
    ole_end(&o);
    uint32_t first = o.node[1].start, second = o.node[2].start;
    ole_put(&o.file, ole_place(o.fat) + 4 * (first + 3), first); /* the fourth of ten leads back */
    reading_of(&r, ts_buf_span(&o.file));
    CHECK_ROW(reading_says(&r, "child a 2048 bytes of 2048: corrupt"), r.log.ptr);
    CHECK_ROW(reading_says(&r, "child b 6144 bytes of 6144: read"), r.log.ptr);
    reading_done(&r);
    ole_put(&o.file, ole_place(o.fat) + 4 * (first + 3), second + 2); /* into the other stream */
    reading_of(&r, ts_buf_span(&o.file));
    CHECK_ROW(reading_says(&r, "child a 5120 bytes of 5120: read"), r.log.ptr);
    CHECK_ROW(reading_says(&r, "child b 1024 bytes of 1024: corrupt"), r.log.ptr);
    reading_done(&r);
    ole_done(&o);
}

/* The links of entry `id`: left, right or child. */
static size_t link_at(const oling *o, size_t id, size_t link) {
    return ole_place(o->directory) + id * OLE_ENTRY + 68 + 4 * link;
}

TEST(a_tree_that_is_none_hides_nothing) {
    enum { LEFT, RIGHT, CHILD };
    for (unsigned row = 0; row < 4; row++) {
        oling o = {0};
        reading r;
        size_t dir = ole_storage(&o, 0, "dir");
        ole_stream(&o, dir, "in", ts_str("inner"));
        ole_stream(&o, 0, "one", ts_str("first"));
        ole_stream(&o, 0, "two", ts_str("second"));
        ole_end(&o);
        if (row == 0)
            ole_put(&o.file, link_at(&o, 4, RIGHT), 3); /* in a circle */
        else if (row == 1)
            ole_put(&o.file, link_at(&o, 0, CHILD), 77); /* nowhere */
        else if (row == 2)
            ole_put(&o.file, link_at(&o, dir, CHILD), 0); /* the root inside a storage */
        else
            ole_put(&o.file, link_at(&o, 3, LEFT), (uint32_t)dir); /* twice */
        reading_of(&r, ts_buf_span(&o.file));
        CHECK_ROW(r.children == 3 && r.outcome.reason == TS_READ, r.log.ptr);
        CHECK(ts_span_find(ts_buf_span(&r.data), ts_str("second"), 0) != SIZE_MAX);
        CHECK(ts_span_find(ts_buf_span(&r.data), ts_str("inner"), 0) != SIZE_MAX);
        reading_done(&r);
        ole_done(&o);
    }
}

TEST(a_cut_file_is_read_as_far_as_it_goes) {
    oling o = {0};
    small_and_large(&o);
    ts_span whole = ole_end(&o);
    for (size_t len = 0; len < whole.len; len += len < 8192 ? 37 : 111) {
        reading r;
        char *copy = ts_grow(NULL, len + 1, 1); /* of its own size, so that a sanitizer sees each byte beyond */
        copy = ts_grow(copy, len ? len : 1, 1);
        memcpy(copy, whole.ptr, len);
        reading_of(&r, (ts_span){copy, len});
        CHECK(r.err == TS_OK && !r.broken);
        if (len >= ole_place(o.directory) + 512)
            CHECK_ROW(r.outcome.reason == TS_READ || r.outcome.reason == TS_REASON_TRUNCATED, r.log.ptr);
        reading_done(&r);
        ts_free(copy);
    }
    reading r;
    reading_of(&r, ts_slice(whole, 0, whole.len - 5000)); /* the last stream that is a large one loses all */
    CHECK_ROW(reading_says(&r, "child Dir/small 150 bytes of 150: read"), r.log.ptr);
    CHECK_ROW(strstr(r.log.ptr, ": truncated") != NULL, r.log.ptr);
    reading_done(&r);
    ole_done(&o);
}

TEST(what_a_password_closes_is_listed_as_encrypted) {
    oling o = {0};
    reading r;
    ole_stream(&o, 0, "EncryptionInfo", ts_str("\4\0\4\0"));
    ole_stream(&o, 0, "EncryptedPackage", ts_str("????????"));
    ts_span all = ole_end(&o);
    reading_of(&r, all);
    CHECK(r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == all.len && !r.children);
    reading_done(&r);
    ole_done(&o);
}

TEST(only_the_signature_makes_a_bid) {
    static const char *const rows[] = {"\xD0\xCF\x11\xE0 but no more of it", "Root Entry", "WordDocument"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        reading_of(&r, ts_str(rows[i]));
        CHECK_ROW(strcmp(reading_format(&r), "ole") != 0, rows[i]);
        reading_done(&r);
    }
    reading r; /* nothing but the header */
    oling o = {0};
    small_and_large(&o);
    reading_of(&r, ts_slice(ole_end(&o), 0, 512));
    CHECK(strcmp(reading_format(&r), "ole") == 0 && r.outcome.reason == TS_REASON_CORRUPT && r.outcome.unread == 512);
    reading_done(&r);
    ole_done(&o);
}

TEST(what_is_embedded_is_read_as_a_file_of_its_own) {
    static const char dropped[] = "\x2E\0\0\0\2\0pay\0C:\\pay list.csv\0\0\0\3\0\4\0\0\0x:\\y\x05\0\0\0a,b\n1tail";
    oling o = {0};
    reading r;
    size_t pool = ole_storage(&o, 0, "ObjectPool"), one = ole_storage(&o, pool, "_1"),
           two = ole_storage(&o, pool, "_2");
    ole_stream(&o, one, "\1Ole10Native", (ts_span){dropped, sizeof dropped - 1});
    ole_stream(&o, one, "\1CompObj", ts_str("program"));
    TS_AUTO(ts_buf, ts_buf_done) large = lines(5000);
    ole_stream(&o, two, "__properties_version1.0", ts_str("................................"));
    ole_stream(&o, two, "__substg1.0_1000001E", ts_buf_span(&large));
    ole_stream(&o, 0, "\1Ole10Native", ((ts_span){"\4\0\0\0BM..", 8}));
    reading_of(&r, ole_end(&o));
    CHECK_ROW(reading_says(&r, "child C:\\pay list.csv 5 bytes of 5: read"), r.log.ptr);
    CHECK(strstr(r.log.ptr, "child _2 ") && strstr(r.log.ptr, "child object 4 bytes"));
    size_t at = ts_span_find(ts_buf_span(&r.data), ts_str("\xD0\xCF\x11\xE0"), 0);
    CHECK(at != SIZE_MAX);
    reading again;
    reading_of(&again, ts_slice(ts_buf_span(&r.data), at, SIZE_MAX));
    CHECK_ROW(strcmp(reading_format(&again), "msg") == 0 && reading_shows(&again, large.ptr), again.log.ptr);
    reading_done(&again);
    reading_done(&r);
    ole_done(&o);
}
