/* tnef_test.c - winmail.dat: old attributes and lists of properties, and that no bytes do harm. */
#include "extract/mapi.h"
#include "extract/tnef_write.h"
#include "reading.h"

extern const ts_extractor ts_extractor_tnef;

/* A stream of attributes by hand. */
static void begin(ts_buf *b) {
    ts_buf_clear(b);
    ts_buf_add_u32le(b, TS_TNEF_SIGN);
    ts_buf_add_u16le(b, 0x1234);
}
static void attribute(ts_buf *b, uint8_t level, uint32_t id, ts_span data) {
    uint16_t sum = 0;
    for (size_t i = 0; i < data.len; i++)
        sum = (uint16_t)(sum + (uint8_t)data.ptr[i]);
    ts_buf_add_u8(b, level);
    ts_buf_add_u32le(b, id);
    ts_buf_add_counted(b, data);
    ts_buf_add_u16le(b, sum);
}
static void pad(ts_buf *b) {
    while (b->len % 4)
        ts_buf_add_char(b, 0);
}
static void string_prop(ts_buf *b, uint16_t id, const char *value) {
    ts_buf_add_u16le(b, TS_MAPI_STRING8);
    ts_buf_add_u16le(b, id);
    ts_buf_add_u32le(b, 1);
    ts_buf_add_u32le(b, (uint32_t)strlen(value) + 1);
    ts_buf_add(b, (ts_span){value, strlen(value) + 1});
    pad(b);
}

static bool shows(const ts_buf *stream, const char *text) {
    reading r;
    reading_of(&r, ts_buf_span(stream));
    CHECK(strcmp(reading_format(&r), "tnef") == 0 && !r.broken);
    bool found = ts_span_find(ts_buf_span(&r.log), ts_str(text), 0) != SIZE_MAX;
    CHECK_ROW(found, text);
    if (!found)
        CHECK_ROW(!"got", r.log.ptr);
    reading_done(&r);
    return found;
}

TEST(a_stream_is_known_by_its_sign) {
    static const struct {
        const char *head;
        bool taken;
    } rows[] = {{"\x78\x9F\x3E\x22\1\0\1\6", true},
                {"\x78\x9F\x3E\x22\1\0\2\6", true},
                {"\x78\x9F\x3E\x22\1\0\3\6", false},
                {"\x22\x3E\x9F\x78\1\0\1\6", false}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_head head = {.raw = {rows[i].head, 8}};
        CHECK_ROW((ts_extractor_tnef.bid(&head) > 0) == rows[i].taken, rows[i].head);
    }
}

TEST(old_attributes_say_what_no_property_says) {
    static const char from[] = "\0\0\0\0\4\0\x16\0Ann\0SMTP:ann@mail.example\0";
    static const char date[] = "\xEA\7\1\0\5\0\x09\0\x1E\0\0\0\1\0";
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, props = {0};
    begin(&b);
    attribute(&b, 1, TS_TNEF_CODEPAGE, (ts_span){"\xE2\4\0\0\0\0\0\0", 8}); /* 1250 */
    attribute(&b, 1, TS_TNEF_FROM, (ts_span){from, sizeof from - 1});
    attribute(&b, 1, TS_TNEF_SUBJECT, (ts_span){"Wynik: \xA3ukasz", 14});
    attribute(&b, 1, TS_TNEF_SENT, (ts_span){date, sizeof date - 1});
    attribute(&b, 1, TS_TNEF_BODY, (ts_span){"Tel 0151 496 0123", 18});
    shows(&b, "Sender: Ann <ann@mail.example>\n");
    shows(&b, "Subject: Wynik: \xC5\x81ukasz\n");
    shows(&b, "Date: 2026-01-05 09:30\n");
    shows(&b, "text part=body offset=0 len=17 more=0\nTel 0151 496 0123\n");
    ts_buf_add_u32le(&props, 1);
    string_prop(&props, 0x0037, "the better one");
    attribute(&b, 1, TS_TNEF_MESSAGE_PROPS, ts_buf_span(&props));
    shows(&b, "Subject: the better one\n");
}

TEST(recipients_and_several_values_are_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, rows = {0}, props = {0};
    begin(&b);
    ts_buf_add_u32le(&rows, 2);
    ts_buf_add_u32le(&rows, 2);
    string_prop(&rows, 0x3001, "Tom Sample");
    string_prop(&rows, 0x39FE, "tom@mail.example");
    ts_buf_add_u32le(&rows, 3);
    string_prop(&rows, 0x3001, "Zoe Nowak");
    ts_buf_add_u16le(&rows, TS_MAPI_I32);
    ts_buf_add_u16le(&rows, 0x0C15);
    ts_buf_add_u32le(&rows, 2);
    string_prop(&rows, 0x3003, "zoe@mail.example");
    attribute(&b, 1, TS_TNEF_RECIPIENTS, ts_buf_span(&rows));
    ts_buf_add_u32le(&props, 2);
    ts_buf_add_u16le(&props, TS_MAPI_STRING8 | TS_MAPI_MANY);
    ts_buf_add_u16le(&props, 0x3A58);
    ts_buf_add_u32le(&props, 2);
    ts_buf_add_u32le(&props, 3);
    ts_buf_add(&props, (ts_span){"Amy", 4});
    ts_buf_add_u32le(&props, 5);
    ts_buf_add(&props, (ts_span){"Jacob\0\0", 8});
    string_prop(&props, 0x0037, "after them");
    attribute(&b, 1, TS_TNEF_MESSAGE_PROPS, ts_buf_span(&props));
    shows(&b, "To: Tom Sample <tom@mail.example>\n");
    shows(&b, "Cc: Zoe Nowak <zoe@mail.example>\n");
    shows(&b, "Subject: after them\n");
    shows(&b, "Amy; Jacob");
}

TEST(files_are_children_by_their_longer_name) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, props = {0};
    static const char rendering[14] = {0};
    begin(&b);
    attribute(&b, 2, TS_TNEF_ATTACHMENT, (ts_span){rendering, 14});
    attribute(&b, 2, TS_TNEF_ATTACHMENT_DATA, ts_str("first file"));
    attribute(&b, 2, TS_TNEF_ATTACHMENT_TITLE, ts_str("SHORT~1.TXT"));
    attribute(&b, 2, TS_TNEF_ATTACHMENT, (ts_span){rendering, 14});
    attribute(&b, 2, TS_TNEF_ATTACHMENT_TITLE, ts_str("SHORT~2.TXT"));
    attribute(&b, 2, TS_TNEF_ATTACHMENT_DATA, ts_str("second"));
    ts_buf_add_u32le(&props, 1);
    string_prop(&props, 0x3707, "a longer name.txt");
    attribute(&b, 2, TS_TNEF_ATTACHMENT_PROPS, ts_buf_span(&props));
    attribute(&b, 2, TS_TNEF_ATTACHMENT, (ts_span){rendering, 14});
    ts_buf_clear(&props);
    ts_buf_add_u32le(&props, 1);
    ts_buf_add_u16le(&props, TS_MAPI_OBJECT);
    ts_buf_add_u16le(&props, 0x3701);
    ts_buf_add_u32le(&props, 1);
    ts_buf_add_u32le(&props, 16 + 5);
    ts_buf_add(&props, (ts_span){"\7\3\2\0\0\0\0\0\xC0\0\0\0\0\0\0\x46inner\0\0", 24});
    attribute(&b, 2, TS_TNEF_ATTACHMENT_PROPS, ts_buf_span(&props));
    attribute(&b, 2, TS_TNEF_ATTACHMENT, (ts_span){rendering, 14});
    attribute(&b, 2, TS_TNEF_ATTACHMENT_TITLE, ts_str("nothing.txt"));
    attribute(&b, 2, TS_TNEF_ATTACHMENT_DATA, ts_str(""));
    attribute(&b, 2, TS_TNEF_ATTACHMENT, (ts_span){rendering, 14});
    attribute(&b, 2, TS_TNEF_ATTACHMENT_TITLE, ts_str("elsewhere.txt")); /* a link: no data came */
    attribute(&b, 1, TS_TNEF_SUBJECT, ts_str("late")); /* of the message, behind its files */
    shows(&b, "child SHORT~1.TXT 10 bytes of 10: read\n");
    shows(&b, "child a longer name.txt 6 bytes of 6: read\n");
    shows(&b, "child attachment3 5 bytes of 5: read\n");
    shows(&b, "child nothing.txt 0 bytes of 0: read\n");
    shows(&b, "Subject: late\n");
    b.len = ts_span_find(ts_buf_span(&b), ts_str("second"), 0) + 3;
    shows(&b, "child SHORT~2.TXT 3 bytes of 3: truncated\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.outcome.reason == TS_REASON_TRUNCATED);
    reading_done(&r);
}

/* What the writer writes, whole and cut anywhere, with any byte changed. */
TEST(any_bytes_are_survived) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, props = {0}, rows = {0};
    static const char rendering[14] = {0};
    begin(&b);
    ts_buf_add_u32le(&rows, 1);
    ts_buf_add_u32le(&rows, 1);
    string_prop(&rows, 0x3001, "Tom Sample");
    attribute(&b, 1, TS_TNEF_RECIPIENTS, ts_buf_span(&rows));
    ts_buf_add_u32le(&props, 2);
    string_prop(&props, 0x0037, "subject");
    string_prop(&props, 0x1000, "a body of some words");
    attribute(&b, 1, TS_TNEF_MESSAGE_PROPS, ts_buf_span(&props));
    attribute(&b, 2, TS_TNEF_ATTACHMENT, (ts_span){rendering, 14});
    attribute(&b, 2, TS_TNEF_ATTACHMENT_DATA, ts_str("first file"));
    char *copy = ts_alloc(b.len);
    uint64_t random = 5;
    for (size_t round = 0; round < 4000; round++) {
        size_t len = round < b.len ? round : b.len;
        memcpy(copy, b.ptr, b.len);
        for (int n = 0; round >= b.len && n < 3; n++) {
            random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
            copy[(random >> 33) % b.len] = (char)(random >> 20 & (random & 64 ? 0xFF : 3));
        }
        char *exact = ts_copy_str((ts_span){copy, len});
        exact = ts_grow(exact, len ? len : 1, 1);
        reading r;
        reading_of(&r, (ts_span){exact, len});
        CHECK(r.err == TS_OK && !r.broken && r.outcome.unread <= len);
        reading_done(&r);
        ts_free(exact);
    }
    ts_free(copy);
}
