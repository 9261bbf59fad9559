/* sqlite_test.c - SQLite databases: what is in the tables, what was deleted from them, and files that lie. */
#include "extract/sqlite_pages.h"
#include "extract/sqlite_schema.h"
#include "reading.h"

enum { PAGE = 512 };

static void read_bytes(reading *r, ts_span bytes) {
    reading_of(r, bytes);
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "sqlite") == 0,
              r->what ? r->what : reading_format(r));
}

static void put_be(char *at, size_t n, uint32_t value) {
    while (n--) {
        at[n] = (char)value;
        value >>= 8;
    }
}

/* A leaf: cells from the page's end up, their places behind its head. */
static void add_cell(char *page, size_t head, unsigned cell, const void *bytes, size_t len) {
    uint32_t end = cell ? (uint32_t)((unsigned char)page[head + 5] << 8 | (unsigned char)page[head + 6]) : PAGE;
    memcpy(page + end - len, bytes, len);
    put_be(page + head + 3, 2, cell + 1);
    put_be(page + head + 5, 2, end - (uint32_t)len);
    put_be(page + head + 8 + 2 * cell, 2, end - (uint32_t)len);
}

/* A database of one table of two columns: `leaves` pages of ten rows "n12" below one node. */
static void make_database(ts_buf *b, unsigned leaves) {
    static const char sql[] = "CREATE TABLE t(a,b)";
    char *all = ts_alloc((leaves + 2) * (size_t)PAGE), record[64];
    memcpy(all, "SQLite format 3", 16);
    put_be(all + 16, 2, PAGE);
    memcpy(all + 18, "\1\1\0\x40\x20\x20", 6);
    put_be(all + 28, 4, leaves + 2);
    put_be(all + 44, 4, 4);
    put_be(all + 56, 4, 1);
    all[100] = 0x0D;
    /* type, name, table, root, SQL */
    static const char fields[] = "\6\x17\x0F\x0F\1";
    size_t n = 2;
    memcpy(record + n, fields, 5), n += 5;
    record[n++] = (char)(13 + 2 * (sizeof sql - 1));
    memcpy(record + n, "tablett\2", 8), n += 8;
    memcpy(record + n, sql, sizeof sql - 1), n += sizeof sql - 1;
    record[0] = (char)(n - 2), record[1] = 1;
    add_cell(all, 100, 0, record, n);
    char *node = all + PAGE;
    node[0] = 0x05;
    for (unsigned i = 0; i < leaves; i++) {
        char *page = all + (i + 2) * (size_t)PAGE;
        page[0] = 0x0D;
        for (unsigned k = 0; k < 10; k++) { /* rowid in two bytes, an integer of two, a text of four */
            unsigned id = i * 10 + k + 1;
            char row[16] = {9, (char)(0x80 | id >> 7), (char)(id & 0x7F), 3, 2, 21, (char)(id >> 8), (char)id};
            memcpy(row + 8, "n000", 4);
            row[9] = (char)('0' + id / 100 % 10), row[10] = (char)('0' + id / 10 % 10), row[11] = (char)('0' + id % 10);
            add_cell(page, 0, k, row, 12);
        }
        if (i + 1 < leaves) {
            char cell[6];
            unsigned last = i * 10 + 10;
            put_be(cell, 4, i + 3);
            cell[4] = (char)(0x80 | last >> 7), cell[5] = (char)(last & 0x7F);
            uint32_t end = PAGE - (i + 1) * 6;
            memcpy(node + end, cell, 6);
            put_be(node + 3, 2, i + 1);
            put_be(node + 5, 2, end);
            put_be(node + 12 + 2 * (size_t)i, 2, end);
        }
    }
    put_be(node + 8, 4, leaves + 2);
    ts_buf_add(b, ts_span_of(all, (leaves + 2) * (size_t)PAGE));
    ts_free(all);
}

/* Leaves that stand as far into the table as was asked for, and no more of them than that. */
TEST(a_sample_stands_where_it_was_asked_for) {
    enum { LEAVES = 40 };
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    make_database(&b, LEAVES);
    reading r;
    read_bytes(&r, ts_buf_span(&b));
    CHECK_ROW(r.rows == LEAVES * 10 && r.outcome.reason == TS_READ && reading_says(&r, "row 400|400|n400"), r.log.ptr);
    reading_done(&r);
    for (uint64_t from = PAGE; from < b.len; from += 5 * PAGE) {
        ts_slice_job job = {.from = from, .to = from + 6 * PAGE};
        ts_source in;
        ts_source_memory(&in, ts_buf_span(&b));
        in.slice = &job;
        reading_run(&r, &in, ts_buf_span(&b));
        ts_source_done(&in);
        unsigned first = (unsigned)(from * LEAVES / b.len) * 10 + 1;
        char row[32];
        snprintf(row, sizeof row, "row 1|%u|n%03u", first, first);
        CHECK_ROW(reading_says(&r, "head|a|b") && reading_says(&r, row), r.log.ptr);
        CHECK(job.begun && r.rows <= 60 && (r.rows == 60 || first > 340) && job.next == job.start + r.rows / 10 * PAGE);
        CHECK(r.outcome.reason == TS_READ && !r.broken);
        reading_done(&r);
    }
}

TEST(tables_have_the_names_and_values_that_they_show) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("database.db");
    reading r;
    read_bytes(&r, ts_buf_span(&b));
    CHECK(reading_says(&r, "head|id|nhs_number|surname|date of birth|weight|note"));
    CHECK(reading_says(&r, "row 1|12|9990000018|O'Neill|1987-04-23|61.5|"));
    CHECK(reading_says(&r, "row 2|300|9990000026|Si\xC3\xA2n-Evans|1990-12-01|70|seen on Monday"));
    CHECK(reading_says(&r, "row 3|70000|9990000050|Example|2001-05-06||"));
    CHECK(r.outcome.reason == TS_READ && r.outcome.unread == 0);
    reading_done(&r);
}

TEST(tables_without_rowid_have_their_columns_in_order) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("database.db");
    reading r;
    read_bytes(&r, ts_buf_span(&b));
    CHECK(reading_says(&r, "head|ward|site|beds") && reading_says(&r, "row 1|Ward 7|North|20") &&
          reading_says(&r, "row 2|Ward 1|South|9"));
    reading_done(&r);
}

TEST(blobs_that_are_files_are_members) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("database.db");
    reading r;
    read_bytes(&r, ts_buf_span(&b));
    CHECK(r.children == 1 && reading_says(&r, "child patients/note/3 750 bytes of 750: read"));
    CHECK(ts_span_starts(ts_buf_span(&r.data), ts_str("<html><body><p>Dear Ms Example, xxx")) &&
          ts_span_find(ts_buf_span(&r.data), ts_str("x</p></body></html>"), 0) != SIZE_MAX);
    reading_done(&r);
}

TEST(deleted_rows_are_read_apart_and_the_schema_is_text) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("database.db");
    reading r;
    read_bytes(&r, ts_buf_span(&b));
    CHECK(strstr(r.log.ptr, "table part=patients deleted ") != NULL);
    CHECK(reading_says(&r, "row 1||9990000042|Gone|1951-02-03|44|") &&
          reading_says(&r, "row 2||9990000034|Deleted|1950-01-02|55.25|") /* its type was overwritten too */);
    CHECK(strstr(r.log.ptr, "text part=schema ") && reading_shows(&r, "CREATE VIEW names AS SELECT surname"));
    CHECK(r.rows == 7);
    reading_done(&r);
}

TEST(a_log_gives_the_rows_of_all_its_frames) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("staff.wal");
    reading r;
    read_bytes(&r, ts_buf_span(&b));
    CHECK(reading_says(&r, "head|id|name|phone") && strstr(r.log.ptr, "table part=staff logged ") != NULL);
    CHECK(reading_says(&r, "row 1|2|Bob Example|07700 900456") && reading_says(&r, "row 2|1|Ann Example|07700 900123"));
    CHECK(r.outcome.reason == TS_READ);
    reading_done(&r);
}

TEST(a_journal_gives_the_rows_of_its_pages) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("staff.wal");
    TS_AUTO(ts_buf, ts_buf_done) j = {0};
    ts_buf_add(&j, (ts_span){"\xD9\xD5\x05\xF9\x20\xA1\x63\xD7\0\0\0\3\0\0\0\1\0\0\0\2\0\0\2\0\0\0\2\0", 28});
    while (j.len < PAGE)
        ts_buf_add_char(&j, 0);
    for (size_t at = 32; at + 24 + PAGE <= b.len; at += 24 + PAGE) { /* the log's pages, one after the other */
        ts_buf_add(&j, ts_slice(ts_buf_span(&b), at, 4));
        ts_buf_add(&j, ts_slice(ts_buf_span(&b), at + 24, PAGE));
        ts_buf_add_u32le(&j, 0);
    }
    reading r;
    read_bytes(&r, ts_buf_span(&j));
    CHECK(reading_says(&r, "head|id|name|phone") && reading_shows(&r, "1\tAnn Example\t07700 900123"));
    reading_done(&r);
    j.ptr[11] = 9; /* it says nine pages */
    read_bytes(&r, ts_buf_span(&j));
    CHECK(r.outcome.reason == TS_REASON_TRUNCATED && reading_shows(&r, "Ann Example"));
    reading_done(&r);
}

/* A page that a tree needs is not there: what stands in the others is not called deleted. */
TEST(a_cut_database_gives_its_rows) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("database.db");
    reading r;
    read_bytes(&r, ts_slice(ts_buf_span(&b), 0, b.len - PAGE));
    CHECK(r.outcome.reason == TS_REASON_TRUNCATED && reading_shows(&r, "O'Neill"));
    reading_done(&r);
    TS_AUTO(ts_buf, ts_buf_done) m = {0};
    ts_buf_add(&m, ts_buf_span(&b));
    static const char root[] = "tablepatientspatients";
    for (size_t at = 0; (at = ts_span_find(ts_buf_span(&m), ts_str(root), at)) != SIZE_MAX; at++)
        m.ptr[at + sizeof root - 1] = 0x7F; /* the table's root page */
    read_bytes(&r, ts_buf_span(&m));
    CHECK(r.outcome.reason == TS_REASON_TRUNCATED && strstr(r.log.ptr, "part=patients recovered ") &&
          reading_shows(&r, "12\t9990000018\tO'Neill\t1987-04-23"));
    reading_done(&r);
}

/* All cells of a page are one and the same: what they hold together cannot be more than the page. */
TEST(cells_that_share_their_bytes_are_not_multiplied) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("database.db");
    char *page = b.ptr + PAGE;
    CHECK(page[0] == TS_SQLITE_TABLE_LEAF && page[6] > 8 + 2 * 17);
    page[4] = 17;
    for (size_t i = 1; i < 17; i++)
        memcpy(page + 8 + 2 * i, page + 8, 2);
    reading r;
    read_bytes(&r, ts_buf_span(&b));
    CHECK(r.outcome.reason == TS_REASON_CORRUPT && reading_says(&r, "row 2|12|9990000018|O'Neill|1987-04-23|61.5|") &&
          !strstr(r.log.ptr, "row 14|12|"));
    reading_done(&r);
}

/* Every page says that it is the root of all: nothing is read twice, nothing for ever. */
TEST(trees_that_bite_their_tails_end) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("database.db");
    for (uint32_t page = 2; page <= b.len / PAGE; page++)
        for (unsigned type = 2; type <= 5; type += 3) {
            TS_AUTO(ts_buf, ts_buf_done) m = {0};
            ts_buf_add(&m, ts_buf_span(&b));
            char *p = m.ptr + (page - 1) * PAGE;
            memset(p, 0, PAGE);
            p[0] = (char)type;
            p[4] = 100; /* cells */
            p[11] = (char)page;
            for (size_t i = 0; i < 100; i++) {
                p[12 + 2 * i] = 1;
                p[13 + 2 * i] = (char)i;
            }
            p[0x100 + 3] = (char)page;
            reading r;
            read_bytes(&r, ts_buf_span(&m));
            CHECK(r.rows < 40 && r.text.len < 8192);
            reading_done(&r);
        }
}

TEST(headers_that_lie_are_told) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("database.db");
    reading r;
    b.ptr[16] = 3; /* pages of 768 bytes */
    read_bytes(&r, ts_buf_span(&b));
    CHECK(r.outcome.reason == TS_REASON_CORRUPT && r.outcome.unread > 0 && r.rows == 0);
    reading_done(&r);
    reading_of(&r, ts_str("SQLite format 3 is what this text tells of, in more than a hundred letters: "
                          "the words alone, without the byte that ends them, make no database."));
    CHECK(strcmp(reading_format(&r), "plain") == 0);
    reading_done(&r);
}

TEST(schemas_of_any_wording) {
    static const struct {
        const char *sql, *names;
        size_t rowid;
        bool without_rowid;
    } rows[] = {
        {"CREATE TABLE t(a, b)", "a0 b1 ", SIZE_MAX, false},
        {"CREATE TABLE \"a (b\"([x y] int, `c,d` text, 'e''f')", "x y0 c,d1 e''f2 ", SIZE_MAX, false},
        {"CREATE TABLE t(x TEXT, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT)", "x0 id1 ", 1, false},
        {"CREATE TABLE t(id INTEGER PRIMARY KEY DESC, x)", "id0 x1 ", SIZE_MAX, false},
        {"CREATE TABLE t(id INT PRIMARY KEY, x)", "id0 x1 ", SIZE_MAX, false},
        {"CREATE TABLE t(a INTEGER, b, CONSTRAINT k PRIMARY KEY (a), UNIQUE (b), CHECK (a > (1)))", "a0 b1 ", 0, false},
        {"CREATE TABLE t(a, b, c, PRIMARY KEY (c, b COLLATE NOCASE)) WITHOUT ROWID", "a2 b1 c0 ", SIZE_MAX, true},
        {"CREATE TABLE t(a, b AS (a || ',') , c GENERATED ALWAYS AS (1) STORED, d)", "a0 c1 d2 ", SIZE_MAX, false},
        {"CREATE TABLE t(a -- it's, not\n, /* x, y */ b DEFAULT (1, 2) CHECK (b IN (1,2)))", "a0 b1 ", SIZE_MAX, false},
        {"CREATE TABLE t", "", SIZE_MAX, false},
        {"CREATE TABLE t(a, ", "a0 ", SIZE_MAX, false},
        {"", "", SIZE_MAX, false},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_arena arena = {0};
        TS_AUTO(ts_buf, ts_buf_done) names = {0};
        ts_sqlite_table t = {0};
        ts_sqlite_table_read(ts_str(rows[i].sql), &t, &arena);
        for (size_t k = 0; k < t.n; k++)
            ts_buf_addf(&names, "%.*s%zu ", (int)t.column[k].len, t.column[k].ptr, t.field[k]);
        CHECK_ROW(ts_span_eq(ts_buf_span(&names), ts_str(rows[i].names)), rows[i].sql);
        CHECK_ROW(t.rowid == rows[i].rowid && t.without_rowid == rows[i].without_rowid, rows[i].sql);
        ts_arena_done(&arena);
    }
}

/* Section 1.6 of the format: how much of a payload stays in its page. */
TEST(payloads_spill_as_the_format_says) {
    ts_sqlite_pages p = {.usable = 1024};
    static const struct {
        unsigned type;
        uint64_t payload, local;
    } rows[] = {{TS_SQLITE_TABLE_LEAF, 989, 989}, {TS_SQLITE_TABLE_LEAF, 990, 103}, {TS_SQLITE_TABLE_LEAF, 2009, 989},
                {TS_SQLITE_INDEX_LEAF, 230, 230}, {TS_SQLITE_INDEX_LEAF, 231, 103}, {TS_SQLITE_TABLE_LEAF, 2010, 103}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK(ts_sqlite_local(&p, rows[i].type, rows[i].payload) == rows[i].local);
}
