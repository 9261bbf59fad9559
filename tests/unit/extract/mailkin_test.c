/* mailkin_test.c - other ways to keep mails and pages: Apple Mail, Outlook Express, web archives. */
#include "reading.h"

extern const ts_extractor ts_extractor_emlx, ts_extractor_dbx, ts_extractor_warc;

static bool bids(const ts_extractor *x, const char *text) {
    return x->bid(&(ts_head){.raw = ts_str(text), .text = ts_str(text), .size = strlen(text), .all = true}) > 0;
}

/* ---- emlx ---- */

TEST(a_mail_of_apple_s_begins_with_its_length) {
    static const struct {
        const char *text;
        bool taken;
    } rows[] = {{"25        \nSubject: x\n\nDear Ann,\n", true},
                {"25\nReceived: from x\n", true},
                {"25\nno header here\n", false},
                {"25 boxes\nSubject: x\n", false},
                {"Subject: x\n", false},
                {"123456789012345\nSubject: x\n", false}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(bids(&ts_extractor_emlx, rows[i].text) == rows[i].taken, rows[i].text);
}

TEST(the_mail_and_its_flags_are_children) {
    reading r;
    reading_of(&r, ts_str("22  \nSubject: x\n\nDear Ann,\n<?xml version=\"1.0\"?><plist><dict/></plist>\n"));
    CHECK(strcmp(reading_format(&r), "emlx") == 0 && r.outcome.reason == TS_READ);
    CHECK(reading_says(&r, "child message.eml 22 bytes of 22: read"));
    CHECK(reading_says(&r, "child flags.plist 44 bytes of 44: read"));
    CHECK(ts_span_starts(ts_buf_span(&r.data), ts_str("Subject: x\n\nDear Ann,\n<?xml")));
    reading_done(&r);
    reading_of(&r, ts_str("99\nSubject: x\n\nDear"));
    CHECK(reading_says(&r, "child message.eml 16 bytes of 16: truncated"));
    reading_done(&r);
}

/* ---- Outlook Express ---- */

enum { FIRST = 64, BLOCK = 528 };

/* A block at `at`; what stood there before goes. */
static void put_block(ts_buf *b, size_t at, const char *text, uint32_t next) {
    while (b->len < at + BLOCK)
        ts_buf_add_char(b, 0);
    const uint32_t head[] = {(uint32_t)at, 512, (uint32_t)strlen(text), next};
    for (size_t i = 0; i < 16; i++)
        b->ptr[at + i] = (char)(head[i / 4] >> 8 * (i % 4));
    memset(b->ptr + at + 16, 0, 512);
    memcpy(b->ptr + at + 16, text, strlen(text));
}

static void begin_store(ts_buf *b) {
    ts_buf_clear(b);
    ts_buf_add(b, (ts_span){"\xCF\xAD\x12\xFE\xC5\xFD\x74\x6F", 8});
    while (b->len < FIRST)
        ts_buf_add_char(b, 0);
}

TEST(mails_are_chains_of_blocks) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    begin_store(&b);
    put_block(&b, FIRST, "Subject: one\n\nfirst ", FIRST + 2 * BLOCK);
    put_block(&b, FIRST + BLOCK, "Subject: two\n\nwhole\n", 0);
    put_block(&b, FIRST + 2 * BLOCK, "and second\n", 0);
    put_block(&b, FIRST + 3 * BLOCK, "in a ring", FIRST + 3 * BLOCK);
    put_block(&b, FIRST + 4 * BLOCK, "leads nowhere", FIRST + 4);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "dbx") == 0 && !r.broken && r.children == 4);
    CHECK(reading_says(&r, "child message-1.eml 31 bytes of 63: read"));
    CHECK(reading_says(&r, "child message-2.eml 20 bytes of 36: read"));
    CHECK(reading_says(&r, "child message-3.eml 13 bytes of 29: corrupt"));
    CHECK(reading_says(&r, "child message-4.eml 9 bytes of 25: corrupt"));
    CHECK(ts_span_starts(ts_buf_span(&r.data), ts_str("Subject: one\n\nfirst and second\nSubject: two")));
    reading_done(&r);
    b.len = FIRST + BLOCK + 20; /* cut within the second mail */
    reading_of(&r, ts_buf_span(&b));
    CHECK(reading_says(&r, "child message-1.eml 20 bytes of 36: truncated") && !r.broken);
    CHECK(reading_says(&r, "child message-2.eml 4 bytes of 20: truncated"));
    reading_done(&r);
}

/* No block is known in it: what is left of its mails is looked for as in any file. */
TEST(a_folder_without_a_mail_is_not_read) {
    enum { HEAD_OF_FILE = 0x24BC };
    static const struct {
        size_t at, len; /* where the text is, how long the file */
        const char *text;
        bool read;
    } rows[] = {
        {HEAD_OF_FILE, HEAD_OF_FILE + 500, "From: Ann\r\nSubject: x\r\n\r\nNHS number 9990000018\r\n", false},
        {100, HEAD_OF_FILE + 500, "From: Ann\r\nSubject: x\r\n\r\nNHS number 9990000018\r\n", false},
        {HEAD_OF_FILE + 99, HEAD_OF_FILE + 500, "x", false},
        {100, HEAD_OF_FILE + 500, "\1\2\3", true}, /* a folder that never held one */
        {100, HEAD_OF_FILE - 1, "\1\2\3", false},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        begin_store(&b);
        while (b.len < rows[i].len)
            ts_buf_add_char(&b, 0);
        memcpy(b.ptr + rows[i].at, rows[i].text, strlen(rows[i].text));
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.outcome.reason == (rows[i].read ? TS_READ : TS_REASON_CORRUPT) && !r.broken, rows[i].text);
        CHECK_ROW(strlen(rows[i].text) < 32 || reading_shows(&r, "NHS number 9990000018"), rows[i].text);
        reading_done(&r);
    }
}

/* A block that lost its head leads nowhere and is led to by none; the index's words of a mail are no mail. */
TEST(lines_in_no_block_are_unread) {
    static const char lost[] = "From: Ann\r\nSubject: x\r\n\r\nNHS number 9990000018\r\n";
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    reading r;
    begin_store(&b);
    put_block(&b, FIRST, lost, FIRST + BLOCK);
    put_block(&b, FIRST + BLOCK, "the rest of it, in its second block\r\n", 0);
    ts_buf_add(&b, (ts_span){"\0\0\0\0Results of Zoe Nowak and of Tom Sample\0ann@trust.example\0\r\n\0", 65});
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.outcome.reason == TS_READ && r.outcome.unread == 0 && r.children == 1 && !r.broken);
    reading_done(&r);
    b.ptr[FIRST] = 9;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.outcome.reason == TS_REASON_CORRUPT && r.outcome.unread == sizeof lost - 1 && r.children == 1);
    reading_done(&r);
}

/* ---- web archives ---- */

#define WARC(type, length, block)                                                                                     \
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://trust.example/a/list.csv?q=1\r\nContent-Type: " type \
    "\r\nContent-Length: " length "\r\n\r\n" block "\r\n\r\n"

TEST(records_are_children_without_their_coding) {
    static const struct {
        const char *in, *log, *data;
    } rows[] = {
        {WARC("application/http; msgtype=response", "34", "HTTP/1.1 200 OK\r\nServer: x\r\n\r\nid,a")
             WARC("text/plain", "2", "xy"),
         "child record-1-list.csv 4 bytes of 34: read\nchild record-2-list.csv 2 bytes of 2: read\n", "id,axy"},
        {WARC("application/http", "73",
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=1\r\nid,a\r\n3\r\n,b\n\r\n0\r\n\r\n"),
         "child record-1-list.csv 7 bytes of ", "id,a,b\n"},
        {WARC("application/http", "54", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot so\r\n"),
         "child record-1-list.csv 7 bytes of 54: read\n", "not so\r"},
        {WARC("text/plain", "500", "cut"), "child record-1-list.csv 7 bytes of 7: truncated\n", "cut\r\n\r\n"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        reading_of(&r, ts_str(rows[i].in));
        CHECK_ROW(strcmp(reading_format(&r), "warc") == 0 && !r.broken && r.err == TS_OK, rows[i].in);
        CHECK_ROW(ts_span_find(ts_buf_span(&r.log), ts_str(rows[i].log), 0) != SIZE_MAX, r.log.ptr);
        CHECK_ROW(ts_span_eq(ts_buf_span(&r.data), ts_str(rows[i].data)), r.data.ptr);
        CHECK_ROW(reading_shows(&r, "https://trust.example/a/list.csv?q=1\n"), rows[i].in);
        reading_done(&r);
    }
}

/* The record is longer than its answer: what follows the last chunk is the child's; its fields, and what chunks
 * say beside their length, are text. */
TEST(nothing_beside_the_chunks_is_passed_over) {
    static const struct {
        const char *behind, *data, *beside;
    } rows[] = {
        {";a=b\r\n\r\n", "hello", ";a=b\r\n"},
        {"\r\n\r\n", "hello", ""}, /* as it should be */
        {"\r\n\r\nTel 0151 496 0123\r\n", "helloTel 0151 496 0123\r\n", ""},
        {"\r\nTel 0151 496 0123\r\n", "helloTel 0151 496 0123\r\n", ""}, /* no empty line */
        {"\r\nX-Name: Ann\r\n\r\nTel", "helloTel", "X-Name: Ann\r\n"},
        {"\r\nX-Name: Ann", "helloX-Name: Ann", ""}, /* a line that does not end */
        {"\r\n: Ann\r\n", "hello: Ann\r\n", ""}, /* a field without a name */
        {"\r\n\r\n\r\n", "hello\r\n", ""},
    };
    static const char answer[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0";
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        ts_buf_addf(&b, "WARC/1.0\r\nContent-Type: application/http\r\nContent-Length: %zu\r\n\r\n%s%s\r\n\r\n",
                    sizeof answer - 1 + strlen(rows[i].behind), answer, rows[i].behind);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.outcome.reason == TS_READ && r.children == 1 && !r.broken, rows[i].behind);
        CHECK_ROW(ts_span_eq(ts_buf_span(&r.data), ts_str(rows[i].data)), r.data.ptr);
        TS_AUTO(ts_buf, ts_buf_done) text = {0};
        ts_buf_addf(&text, "\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s", rows[i].beside);
        CHECK_ROW(ts_span_eq(ts_buf_span(&r.text), ts_buf_span(&text)), rows[i].behind);
        reading_done(&r);
    }
}

TEST(what_is_no_record_is_said) {
    reading r;
    reading_of(&r, ts_str(WARC("text/plain", "2", "xy") "and then noise"));
    CHECK(r.outcome.reason == TS_REASON_CORRUPT && r.outcome.unread == 14 && r.children == 1);
    reading_done(&r);
}

/* ---- any bytes ---- */

TEST(any_bytes_are_survived) {
    TS_AUTO(ts_buf, ts_buf_done) dbx = {0};
    begin_store(&dbx);
    put_block(&dbx, FIRST, "Subject: one\n\nfirst ", FIRST + 2 * BLOCK);
    put_block(&dbx, FIRST + BLOCK, "Subject: two\n\nwhole\n", 0);
    put_block(&dbx, FIRST + 2 * BLOCK, "and second\n", 0);
    const ts_span seeds[] = {
        ts_str("22  \nSubject: x\n\nDear Ann,\n<?xml version=\"1.0\"?><plist/>\n"),
        ts_buf_span(&dbx),
        ts_str(WARC("application/http", "72",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=1\r\nid,a\r\n3\r\n,b\n\r\n0\r\n\r\n")),
    };
    uint64_t random = 8;
    for (size_t i = 0; i < TEST_COUNT(seeds); i++)
        for (size_t round = 0; round < 1500; round++) {
            size_t len = round < seeds[i].len ? round : seeds[i].len;
            char *copy = ts_alloc(len ? len : 1);
            if (len)
                memcpy(copy, seeds[i].ptr, len);
            for (int n = 0; len && round >= seeds[i].len / 2 && n < 3; n++) {
                random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
                copy[(random >> 33) % len] = (char)(random >> 20);
            }
            reading r;
            reading_of(&r, (ts_span){copy, len});
            CHECK(r.err == TS_OK && !r.broken && r.outcome.unread <= len);
            reading_done(&r);
            ts_free(copy);
        }
}
