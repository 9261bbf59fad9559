/* msg_test.c - messages as Outlook saves them, made property by property. */
#include "oling.h"

/* A message that is being made: streams of strings, and the table of fixed values. */
typedef struct letter {
    oling *o;
    size_t at;
    ts_buf table;
} letter;

static letter letter_in(oling *o, size_t at, size_t head) {
    letter l = {.o = o, .at = at};
    for (size_t i = 0; i < head; i++)
        ts_buf_add_u8(&l.table, 0);
    return l;
}

static void fixed(letter *l, uint16_t id, uint16_t type, uint64_t value) {
    ts_buf_add_u16le(&l->table, type);
    ts_buf_add_u16le(&l->table, id);
    ts_buf_add_u32le(&l->table, 6);
    ts_buf_add_u64le(&l->table, value);
}

static void raw(letter *l, uint16_t id, uint16_t type, ts_span value) {
    char name[32];
    snprintf(name, sizeof name, "__substg1.0_%04X%04X", id, type);
    ole_stream(l->o, l->at, name, value);
    fixed(l, id, type, value.len);
}

static void wide(letter *l, uint16_t id, const char *value) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    for (size_t at = 0; at < strlen(value);)
        ts_buf_add_u16le(&b, (uint16_t)ts_utf8_next(ts_str(value), &at));
    raw(l, id, 0x1F, ts_buf_span(&b));
}

static void letter_end(letter *l) {
    ole_stream(l->o, l->at, "__properties_version1.0", ts_buf_span(&l->table));
    ts_buf_done(&l->table);
}

static size_t inside(letter *l, const char *base, unsigned k) {
    char name[64];
    snprintf(name, sizeof name, "%s_version1.0_#%08X", base, k);
    return ole_storage(l->o, l->at, name);
}

static void recipient(letter *l, unsigned k, uint32_t type, const char *name, const char *address) {
    letter r = letter_in(l->o, inside(l, "__recip", k), 8);
    wide(&r, 0x3001, name);
    wide(&r, 0x3003, address);
    fixed(&r, 0x0C15, 0x03, type);
    letter_end(&r);
}

enum { TOP = 32, EMBEDDED = 24, PART = 8 };

static void read_all(oling *o, reading *r) {
    reading_of(r, ole_end(o));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "msg") == 0,
              r->what ? r->what : reading_format(r));
}

TEST(headers_and_bodies_are_read) {
    oling o = {0};
    reading r;
    ole_storage(&o, 0, "__nameid_version1.0");
    letter l = letter_in(&o, 0, TOP);
    wide(&l, 0x001A, "IPM.Note");
    wide(&l, 0x0037, "Referral of Zo\xC3\xAB Example");
    wide(&l, 0x0E1D, "only the subject again");
    wide(&l, 0x0042, "Dr Ann Example");
    wide(&l, 0x0065, "/O=WARD/CN=ANN");
    wide(&l, 0x5D02, "ann@mail.example");
    wide(&l, 0x0E04, "shown without addresses");
    wide(&l, 0x6607, "something nobody labelled");
    fixed(&l, 0x0039, 0x40, UINT64_C(133511328000000000) + UINT64_C(9) * 36000000000); /* 2024-01-31 09:00 */
    wide(&l, 0x1000, "NHS number: 999 000 0018\r\nZo\xC3\xAB");
    raw(&l, 0x1013, 0x102, ts_str("<html><body>NHS number 999 000 0018</body></html>"));
    raw(&l, 0x1009, 0x102, ts_str("not read where there is HTML"));
    raw(&l, 0x007D, 0x1E,
        ts_str("Received: from a by b\r\nReply-To: Clinic\r\n <clinic@mail.example>\r\nX-Mailer: none\r\n"));
    recipient(&l, 0, 1, "Bob Sample", "bob@mail.example");
    recipient(&l, 1, 2, "cid@mail.example", "cid@mail.example");
    recipient(&l, 2, 1, "Dee Sample", "dee@mail.example");
    letter_end(&l);
    read_all(&o, &r);
    CHECK_ROW(reading_says(&r, "From: Dr Ann Example <ann@mail.example>"), r.log.ptr);
    CHECK(reading_says(&r, "To: Bob Sample <bob@mail.example>") &&
          reading_says(&r, "To: Dee Sample <dee@mail.example>"));
    CHECK(reading_says(&r, "Cc: cid@mail.example") && reading_says(&r, "Date: 2024-01-31 09:00"));
    CHECK(reading_says(&r, "Subject: Referral of Zo\xC3\xAB Example") && !reading_shows(&r, "again"));
    CHECK(reading_says(&r, "something nobody labelled") && !reading_shows(&r, "without addresses"));
    CHECK(reading_says(&r, "Reply-To: Clinic") && reading_says(&r, "<clinic@mail.example>"));
    CHECK(!reading_shows(&r, "Received:") && !reading_shows(&r, "X-Mailer"));
    CHECK(reading_shows(&r, "NHS number: 999 000 0018\r\nZo\xC3\xAB"));
    CHECK(reading_says(&r, "child body.html 49 bytes of 49: read") && r.children == 1);
    CHECK(strstr(r.log.ptr, "part=headers ") && strstr(r.log.ptr, "part=body ") && r.outcome.reason == TS_READ);
    reading_done(&r);
    ole_done(&o);
}

TEST(old_messages_have_a_code_page) {
    oling o = {0};
    reading r;
    letter l = letter_in(&o, 0, TOP);
    fixed(&l, 0x3FFD, 0x03, 1251);
    fixed(&l, 0x3FDE, 0x03, 1251);
    raw(&l, 0x0037, 0x1E, ts_str("\xC8\xE2\xE0\xED"));
    raw(&l, 0x1000, 0x1E, ts_str("\xC8\xE2\xE0\xED was here"));
    raw(&l, 0x1013, 0x102, ts_str("<p>\xC8\xE2\xE0\xED"));
    letter_end(&l);
    read_all(&o, &r);
    CHECK_ROW(reading_says(&r, "Subject: \xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD"), r.log.ptr);
    CHECK(reading_shows(&r, "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD was here"));
    CHECK(ts_span_eq(ts_buf_span(&r.data), ts_str("<p>\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD")));
    reading_done(&r);
    ole_done(&o);
}

static const char packed[] = "\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125B2\x0a\xf3 hel\x09\0 bw\x05"
                             "\xb0ld}\x0a\x80\x0f\xa0";

TEST(rich_text_stands_in_for_html) {
    oling o = {0};
    reading r;
    letter l = letter_in(&o, 0, TOP);
    raw(&l, 0x1009, 0x102, (ts_span){packed, sizeof packed - 1});
    letter_end(&l);
    read_all(&o, &r);
    CHECK_ROW(reading_says(&r, "child body.rtf 43 bytes of 49: read"), r.log.ptr);
    CHECK(ts_span_eq(ts_buf_span(&r.data), ts_str("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")));
    reading_done(&r);
    ole_done(&o);
}

static size_t attach(letter *l, unsigned k, const char *name, const char *content) {
    size_t at = inside(l, "__attach", k);
    letter a = letter_in(l->o, at, PART);
    if (name)
        wide(&a, 0x3707, name);
    wide(&a, 0x3704, "SHORT~1.TXT");
    if (content)
        raw(&a, 0x3701, 0x102, ts_str(content));
    letter_end(&a);
    return at;
}

/* Its one named property: "Case number" in the set of names. */
static void add_names(oling *o) {
    static const char name[] = "C\0a\0s\0e\0 \0n\0u\0m\0b\0e\0r\0\0";
    size_t at = ole_storage(o, 0, "__nameid_version1.0");
    TS_AUTO(ts_buf, ts_buf_done) entries = {0}, strings = {0}, sets = {0};
    static const uint8_t address[16] = {4, 0x20, 6, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46};
    ts_buf_add(&sets, ts_span_of(address, 16));
    ts_buf_add_u32le(&strings, sizeof name - 2);
    ts_buf_add(&strings, (ts_span){name, sizeof name - 2});
    ts_buf_add_u32le(&entries, 0); /* id 0x8000: the string at 0, set 2 (of names) */
    ts_buf_add_u16le(&entries, 2 << 1 | 1);
    ts_buf_add_u16le(&entries, 0);
    ts_buf_add_u32le(&entries, 0x8083); /* id 0x8001: Email1EmailAddress */
    ts_buf_add_u16le(&entries, 3 << 1);
    ts_buf_add_u16le(&entries, 1);
    ole_stream(o, at, "__substg1.0_00020102", ts_buf_span(&sets));
    ole_stream(o, at, "__substg1.0_00030102", ts_buf_span(&entries));
    ole_stream(o, at, "__substg1.0_00040102", ts_buf_span(&strings));
}

TEST(attached_files_and_messages_are_members) {
    oling o = {0};
    reading r;
    add_names(&o);
    letter l = letter_in(&o, 0, TOP);
    wide(&l, 0x0037, "outer");
    wide(&l, 0x8000, "T-4711");
    attach(&l, 0, "pay list.csv", "id,name\n1,Ann\n");
    attach(&l, 1, NULL, "x");
    size_t at = attach(&l, 2, "Re: inner", NULL), inner = ole_storage(&o, at, "__substg1.0_3701000D");
    letter in = letter_in(&o, inner, EMBEDDED);
    wide(&in, 0x0037, "a subject inside");
    wide(&in, 0x8000, "T-4712");
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    while (text.len < 5000)
        ts_buf_addf(&text, "line at %zu\n", text.len);
    raw(&in, 0x1000, 0x1E, ts_buf_span(&text));
    letter_end(&in);
    attach(&l, 3, "\\\\server\\share\\far.doc", NULL);
    letter_end(&l);
    read_all(&o, &r);
    CHECK_ROW(reading_says(&r, "Case number: T-4711"), r.log.ptr);
    CHECK(reading_says(&r, "child pay list.csv 14 bytes of 14: read"));
    CHECK(reading_says(&r, "child SHORT~1.TXT 1 bytes of 1: read"));
    CHECK(reading_says(&r, "\\\\server\\share\\far.doc") && r.children == 3 && r.outcome.reason == TS_READ);
    ts_span member = ts_slice(ts_buf_span(&r.data), 15, SIZE_MAX);
    reading again;
    reading_of(&again, member);
    CHECK_ROW(strcmp(reading_format(&again), "msg") == 0 && again.outcome.reason == TS_READ, again.log.ptr);
    CHECK(reading_says(&again, "Subject: a subject inside") && reading_says(&again, "Case number: T-4712"));
    CHECK(reading_shows(&again, text.ptr));
    reading_done(&again);
    reading_done(&r);
    ole_done(&o);
}

TEST(a_contact_is_a_row_with_names_of_columns) {
    oling o = {0};
    reading r;
    add_names(&o);
    letter l = letter_in(&o, 0, TOP);
    wide(&l, 0x001A, "IPM.Contact");
    wide(&l, 0x3A06, "Ann");
    wide(&l, 0x3A11, "Example");
    fixed(&l, 0x3A42, 0x40, UINT64_C(116444736000000000) + UINT64_C(864000000000) * 365); /* 1971-01-01 */
    fixed(&l, 0x3A4D, 0x02, 1);
    wide(&l, 0x3A1C, "07700 900123");
    wide(&l, 0x3A5D, "1 High Street");
    wide(&l, 0x8001, "ann@mail.example");
    ole_stream(&o, 0, "__substg1.0_3A58101F", ts_str("lengths"));
    ole_stream(&o, 0, "__substg1.0_3A58101F-00000000", (ts_span){"B\0o\0b\0\0", 8});
    ole_stream(&o, 0, "__substg1.0_3A58101F-00000001", (ts_span){"C\0i\0d\0\0", 8});
    letter_end(&l);
    read_all(&o, &r);
    CHECK_ROW(reading_says(&r, "head|Forename|Surname|Date of birth|Sex|Children|Email|Mobile|Home street"), r.log.ptr);
    CHECK_ROW(reading_says(&r, "row 1|Ann|Example|1971-01-01|Female|Bob; Cid|ann@mail.example|07700 900123|1 High "
                               "Street"),
              r.log.ptr);
    reading_done(&r);
    ole_done(&o);
}

TEST(cut_or_damaged_it_ends_and_keeps_its_promises) {
    oling o = {0};
    add_names(&o);
    letter l = letter_in(&o, 0, TOP);
    wide(&l, 0x0037, "subject");
    wide(&l, 0x8000, "named");
    raw(&l, 0x1009, 0x102, (ts_span){packed, sizeof packed - 1});
    recipient(&l, 0, 1, "Bob", "bob@mail.example");
    size_t at = attach(&l, 0, "inner", NULL), inner = ole_storage(&o, at, "__substg1.0_3701000D");
    letter in = letter_in(&o, inner, EMBEDDED);
    wide(&in, 0x0037, "inside");
    letter_end(&in);
    letter_end(&l);
    ts_span whole = ole_end(&o);
    uint64_t state = 5;
    for (int round = 0; round < 3000; round++) {
        size_t len = round % 3 ? whole.len : (size_t)round * whole.len / 3000;
        char *copy = ts_grow(NULL, len ? len : 1, 1);
        memcpy(copy, whole.ptr, len);
        for (int k = 0; k < round % 5 && len; k++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            copy[(state >> 33) % len] = (char)(state >> 20);
        }
        reading r;
        reading_of(&r, (ts_span){copy, len});
        CHECK_ROW(r.err == TS_OK && !r.broken, r.what);
        reading_done(&r);
        ts_free(copy);
    }
    ole_done(&o);
}
