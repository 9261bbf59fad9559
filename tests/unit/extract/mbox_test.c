/* mbox_test.c - where a message begins, and where a line only looks like it. */
#include "reading.h"

extern const ts_extractor ts_extractor_mbox;

#define ENVELOPE "From ann@mail.example Mon Jan  5 09:30:00 2026\n"

static bool bids(const char *text) {
    ts_span s = ts_str(text);
    return ts_extractor_mbox.bid(&(ts_head){.raw = s, .text = s, .size = s.len, .all = true}) > 0;
}

TEST(a_folder_begins_with_an_envelope_and_a_header) {
    static const char *const yes[] = {
        ENVELOPE "Subject: x\n\ntext\n", /* RFC 4155 */
        "\n\r\nFrom - Mon Jan 05 09:30:00 2026\r\nX-Mozilla-Status: 0001\r\n",
        "From 1234567890123456789@xxx Mon Jan 05 09:30:00 +0000 2026\nX-GM-THRID: 1\n",
        "From ann at mail.example  Mon Jan  5 09:30:00 2026\nFrom: ann at mail.example\n",
        "From ann@mail.example Mon Jan  5 9:30 GMT 2026 remote from host\nTo: b\n",
        "From ann@mail.example Mon, 05 Jan 2026 09:30:00 +0000\nTo: b\n",
    };
    static const char *const no[] = {
        "From Monday to Friday we meet.\nTo: all\n",
        "From ann@mail.example Mon Jan  5 09:30:00 2026",
        ENVELOPE "\nSubject: no header follows\n",
        ENVELOPE "and so on, she wrote:\n",
        "From ann@mail.example Mon Jan 32 09:30:00 2026\nTo: b\n",
        "From ann@mail.example Mon Jan  5 24:30:00 2026\nTo: b\n",
        "From ann@mail.example Mon Jan  5 09:30:00 26\nTo: b\n",
        "From ann@mail.example Xon Jan  5 09:30:00 2026\nTo: b\n",
        "Subject: x\n\n" ENVELOPE "To: b\n",
        "",
    };
    for (size_t i = 0; i < TEST_COUNT(yes); i++)
        CHECK_ROW(bids(yes[i]), yes[i]);
    for (size_t i = 0; i < TEST_COUNT(no); i++)
        CHECK_ROW(!bids(no[i]), no[i]);
}

/* A folder of one message, whose envelope mail_bid knows too, is a folder. */
TEST(the_folder_is_bid_for_above_the_mail) {
    reading r;
    reading_of(&r,
               ts_str(ENVELOPE "From: a\nTo: b\nCc: c\nDate: d\nSubject: s\nMessage-ID: <m>\nReceived: r\n\ntext\n"));
    CHECK(strcmp(reading_format(&r), "mbox") == 0 && r.children == 1);
    reading_done(&r);
}

static const struct {
    const char *in, *log, *data, *why;
} rows[] = {
    {ENVELOPE "S: 1\n\none\n\n" ENVELOPE "S: 2\n\ntwo\n\n",
     "child message-1.eml 10 bytes of 10: read\nchild message-2.eml 10 bytes of 11: read\n",
     "S: 1\n\none\nS: 2\n\ntwo\n", "the empty line before an envelope, or at the end, belongs to the folder"},
    {ENVELOPE "S: 1\r\n\r\none\r\n\r\n" ENVELOPE "S: 2\r\n\r\ntwo", NULL, "S: 1\r\n\r\none\r\nS: 2\r\n\r\ntwo",
     "CRLF, and the last message is cut"},
    {ENVELOPE "S: 1\n\none\n" ENVELOPE "two\n", "child message-1.eml 61 bytes of 61: read\n",
     "S: 1\n\none\n" ENVELOPE "two\n", "no empty line before it: it is text"},
    {ENVELOPE "S: 1\n\none\n\nFrom here it is far.\n\nFrom Monday, 5 Jan 2026, on: 09:30\n", NULL,
     "S: 1\n\none\n\nFrom here it is far.\n\nFrom Monday, 5 Jan 2026, on: 09:30\n", "no envelope's date: it is text"},
    {ENVELOPE "S: 1\n\n>From a\n>>From b\n> From c\n>from d\nx >From e\n>>>\n", NULL,
     "S: 1\n\nFrom a\n>From b\n> From c\n>from d\nx >From e\n>>>\n", "one mark of quoting is taken off"},
    {ENVELOPE "S: 1\n\n>" ENVELOPE "\n>" ENVELOPE, NULL, "S: 1\n\n" ENVELOPE "\n" ENVELOPE,
     "a quoted envelope is text, behind an empty line too"},
    {ENVELOPE "Content-Length: 4\n\none\n\ntwo\n\n" ENVELOPE "Content-Length: 900\n\n3\n\n" ENVELOPE "S: 4\n\n",
     "child message-1.eml 28 bytes of 28: read\nchild message-2.eml 23 bytes of 23: read\nchild message-3.eml 5 bytes "
     "of 6: "
     "read\n",
     NULL, "a length too short or too long changes nothing"},
    {ENVELOPE "S: 1\n\n" ENVELOPE "S: 2\n",
     "child message-1.eml 5 bytes of 5: read\nchild message-2.eml 5 bytes of 5: read\n", "S: 1\nS: 2\n",
     "a header alone"},
    {ENVELOPE "S: 1\n\n\n\n\n" ENVELOPE "S: 2\n\n\n", NULL, "S: 1\n\n\n\nS: 2\n\n",
     "only one empty line is the folder's"},
};

TEST(messages_are_parted_and_unquoted) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        reading_of(&r, ts_str(rows[i].in));
        CHECK_ROW(strcmp(reading_format(&r), "mbox") == 0 && r.outcome.reason == TS_READ && !r.outcome.unread,
                  rows[i].why);
        CHECK_ROW(!rows[i].data || ts_span_eq(ts_buf_span(&r.data), ts_str(rows[i].data)), rows[i].why);
        CHECK_ROW(!rows[i].log || ts_span_starts(ts_buf_span(&r.log), ts_str(rows[i].log)), rows[i].why);
        if (rows[i].log && !ts_span_starts(ts_buf_span(&r.log), ts_str(rows[i].log)))
            CHECK_ROW(!"got", r.log.ptr);
        reading_done(&r);
    }
}

/* As a file is read: through a window that ends anywhere, a line's middle included. */
TEST(the_window_changes_nothing) {
    FILE *f = tmpfile();
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_span in = ts_str(rows[i].in);
        rewind(f);
        CHECK(fwrite(in.ptr, 1, in.len, f) == in.len && fflush(f) == 0);
        reading whole;
        reading_of(&whole, in);
        for (size_t window = 1; window < 80; window++) {
            ts_source_set_window(window);
            ts_source s;
            ts_source_file(&s, fileno(f), 0, in.len);
            reading r;
            reading_run(&r, &s, in);
            ts_source_done(&s);
            CHECK_ROW(ts_span_eq(ts_buf_span(&r.data), ts_buf_span(&whole.data)), rows[i].why);
            CHECK_ROW(ts_span_eq(ts_buf_span(&r.log), ts_buf_span(&whole.log)), rows[i].why);
            reading_done(&r);
        }
        ts_source_set_window(TS_SOURCE_WINDOW);
        reading_done(&whole);
    }
    fclose(f);
}

/* Messages on both sides of each border of the window, lines longer than it, and no byte lost. */
TEST(a_large_folder_is_read_piece_by_piece) {
    TS_AUTO(ts_buf, ts_buf_done) folder = {0}, want = {0};
    enum { MESSAGES = 3000 };
    for (int i = 0; i < MESSAGES; i++) {
        ts_buf_add_str(&folder, ENVELOPE);
        size_t from = folder.len;
        ts_buf_addf(&folder, "Subject: %d\n\n", i);
        for (int k = 0; k < i % 97; k++)
            ts_buf_addf(&folder, "line %d of nothing much\n", k);
        if (i % 1000 == 7)
            for (int k = 0; k < 100000; k++)
                ts_buf_add_str(&folder, "long ");
        ts_buf_add_str(&folder, "end\n");
        ts_buf_add(&want, ts_slice(ts_buf_span(&folder), from, folder.len));
        ts_buf_add_char(&folder, '\n');
    }
    reading r;
    reading_of(&r, ts_buf_span(&folder));
    CHECK(r.children == MESSAGES && r.outcome.reason == TS_READ &&
          ts_span_eq(ts_buf_span(&r.data), ts_buf_span(&want)));
    reading_done(&r);
    for (int cut = 1; cut < 16; cut++) { /* truncated, it counts as far as it goes */
        size_t len = folder.len * (size_t)cut / 16;
        reading_of(&r, (ts_span){folder.ptr, len});
        CHECK(r.err == TS_OK && r.outcome.reason == TS_READ && r.children > 0 && r.children <= MESSAGES);
        CHECK(ts_span_starts(ts_buf_span(&want),
                             ts_slice(ts_buf_span(&r.data), 0, r.data.len > 60 ? r.data.len - 60 : 0)));
        reading_done(&r);
    }
}

TEST(a_stream_that_fails_says_so) {
    TS_AUTO(ts_buf, ts_buf_done) folder = {0};
    ts_buf_add_str(&folder, ENVELOPE "S: 1\n\n");
    for (int i = 0; i < 50000; i++)
        ts_buf_add_str(&folder, "one more line of it\n");
    FILE *f = tmpfile();
    CHECK(fwrite(folder.ptr, 1, folder.len, f) == folder.len && fflush(f) == 0);
    ts_source s;
    ts_source_file(&s, fileno(f), 0, folder.len + 1000); /* shorter than it was */
    reading r;
    reading_run(&r, &s, ts_buf_span(&folder));
    ts_source_done(&s);
    CHECK(r.outcome.reason == TS_REASON_CHANGED && r.children == 1 && strstr(r.log.ptr, ": changed"));
    reading_done(&r);
    fclose(f);
}

/* A message beyond the limit, then one more. */
typedef struct endless {
    uint64_t left;
    bool begun, ended;
} endless;

static ts_err endless_fill(void *context, char *out, size_t cap, size_t *got) {
    endless *e = context;
    const char *piece = !e->begun ? ENVELOPE "S: 1\n\n" : !e->left && !e->ended ? "\n\n" ENVELOPE "S: 2\n" : NULL;
    *got = piece ? strlen(piece) : e->left < cap ? (size_t)e->left : cap;
    if (piece)
        memcpy(out, piece, *got);
    else
        memset(out, 'x', *got);
    e->ended |= piece && e->begun;
    e->begun = true;
    e->left -= piece ? 0 : *got;
    return TS_OK;
}

TEST(a_message_beyond_the_limit_is_cut_and_the_next_is_read) {
    endless e = {.left = TS_LIMIT_MEMBER};
    ts_source s;
    ts_source_stream(&s, endless_fill, &e);
    reading r = {0};
    ts_consumer to = {&r, reading_segment, reading_child_begin, reading_child_data, reading_child_end, reading_note};
    ts_sink *sink = ts_sink_new(&to);
    CHECK(ts_extractor_mbox.run(&s, sink) == TS_OK && r.children == 2);
    CHECK(strstr(r.log.ptr, ": too-large\nchild message-2.eml 5 bytes of 5: read\n"));
    ts_sink_free(sink);
    ts_source_done(&s);
    reading_done(&r);
}
