/* frames_test.c - what a worker says of a segment is heard by its parent as it was, however many frames it takes. */
#include "worker/frames.h"

#include <stdio.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "support/test.h"
#include "worker/reply.h"
#include "worker/sandbox.h"

/* ---- to and fro ---- */

static ts_control_setup setup;
static ts_detect *detect;
static ts_frames to;
static ts_reply r;
static ts_pool_events events;
static const ts_reply_item item = {.id = 5, .len = 100000000};
static unsigned frames; /* of findings or values */

/* What is said goes to a file in memory that stands where a worker's pipe does. */
static void begin(unsigned want, unsigned context) {
    int fd = -1;
    CHECK(ts_fs_memory("said", &fd) == TS_OK);
    if (fd != TS_RESULT_FD) {
        CHECK(dup2(fd, TS_RESULT_FD) == TS_RESULT_FD);
        close(fd);
    }
    detect = ts_detect_new(NULL);
    setup = (ts_control_setup){.want = want, .context = context};
    ts_frames_init(&to, &setup, detect);
    ts_frames_bytes(&to, TS_FRAME_HELLO, ts_span_of("\x7f\0\0\0", 4));
    ts_frames_bytes(&to, TS_FRAME_BEGIN, (ts_span){0});
    frames = 0;
    events = (ts_pool_events){0};
}

/* The parent's ear; what it is told outlives it until `done`. */
static ts_err hear(void) {
    static char block[4 * 1024 * 1024];
    size_t got = 0;
    ts_frames_flush(&to);
    CHECK(ts_fs_read_at(TS_RESULT_FD, 0, block, sizeof block, &got, "it") == TS_OK && got < sizeof block);
    r = (ts_reply){.events = &events, .item = &item, .items = 1, .want = setup.want, .context = setup.context};
    ts_reply_start(&r);
    ts_cursor c = ts_cursor_over(ts_span_of(block, got));
    for (ts_frame f;;) {
        size_t need;
        bool bad;
        if (!ts_frame_get(&c, &f, &need, &bad))
            return bad || ts_cursor_left(&c) ? TS_EFORMAT : TS_OK;
        TS_TRY(ts_reply_frame(&r, &f));
    }
}

static void done(void) {
    ts_reply_done(&r);
    ts_frames_done(&to);
    ts_detect_free(detect);
}

static char *many(const char *piece, size_t n) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    for (size_t i = 0; i < n; i++)
        ts_buf_add_str(&b, piece);
    return ts_copy_str(ts_buf_span(&b));
}

/* ---- segments ---- */

enum { ROWS = 300000 };
static uint64_t row_number[ROWS];
static size_t rows_heard, columns_heard, head_heard, part_heard, kinds_heard;

static ts_err on_segment(void *context, uint64_t id, const ts_segment *s, const char *format) {
    (void)context, (void)id, (void)format;
    rows_heard = s->rows;
    columns_heard = s->columns;
    head_heard = s->head ? s->head[0].len : 0;
    part_heard = s->part.len;
    for (size_t i = 0; i < s->rows; i++)
        if (s->row_number[i] != row_number[i])
            return ts_fail(TS_EFORMAT, "row %zu is another one", i);
    return TS_OK;
}

static ts_err on_columns(void *context, uint64_t id, const uint8_t *kind, size_t n) {
    (void)context, (void)id, (void)kind;
    kinds_heard = n;
    return TS_OK;
}

/* Numbers of rows that were passed over here and there take many bytes: more than one frame holds. */
TEST(rows_of_a_long_table_keep_their_numbers) {
    char *text = many("\n", ROWS);
    begin(TS_WANT_VALUES, 0);
    for (uint64_t i = 0; i < ROWS; i++)
        row_number[i] = 3000000 + 2 * i;
    events.segment = on_segment;
    ts_frames_segment(
        &to, &(ts_segment){
                 .type = TS_SEGMENT_TABLE, .text = ts_str(text), .columns = 1, .rows = ROWS, .row_number = row_number});
    CHECK_ROW(hear() == TS_OK, ts_error_text());
    CHECK(rows_heard == ROWS && columns_heard == 1);
    done();
    ts_free(text);
}

/* Names are cut between characters, and columns past what may be sent are left out: the parent believes no more. */
TEST(a_table_wider_than_may_be_said_is_cut) {
    enum { WIDE = 20000 };
    static ts_span head[WIDE];
    static ts_cell cell[WIDE];
    static const uint32_t row_start[] = {0, WIDE};
    char *name = many("\xC3\xA9", 150), *part = many("\xE2\x82\xAC", 2000), *text = many("999 000 0018\t", WIDE);
    size_t len = strlen(text);
    text[len - 1] = '\n';
    for (uint32_t i = 0; i < WIDE; i++) {
        head[i] = i ? ts_str("nhs number") : ts_span_of(name + 1, strlen(name) - 1);
        cell[i] = (ts_cell){i * 13, 12, TS_NO_CELL};
    }
    name[1] = 'a'; /* so that 256 bytes end within a letter */
    static const size_t widths[] = {WIDE, 600, 2};
    for (size_t i = 0; i < TEST_COUNT(widths); i++) {
        begin(TS_WANT_SIGHTINGS, 0);
        row_number[0] = 1;
        events.segment = on_segment;
        events.columns = on_columns;
        ts_segment s = {.type = TS_SEGMENT_TABLE,
                        .part = ts_str(part),
                        .text = ts_span_of(text, len),
                        .head = head,
                        .columns = 600, /* as detection is shown it */
                        .rows = 1,
                        .row_start = row_start,
                        .cell = cell,
                        .row_number = row_number};
        ts_findings f = {0};
        CHECK(ts_detect_segment(detect, &s, 0, &f) == TS_OK);
        s.columns = widths[i];
        ts_frames_segment(&to, &s);
        CHECK_ROW(hear() == TS_OK, ts_error_text());
        size_t most = widths[i] < TS_LIMIT_ROLE_COLUMNS ? widths[i] : TS_LIMIT_ROLE_COLUMNS;
        CHECK(columns_heard == most && kinds_heard <= most && kinds_heard > 0);
        CHECK(head_heard == TS_WIRE_HEAD_MAX - 1 && part_heard <= TS_LIMIT_NAME && part_heard % 3 == 0);
        ts_findings_done(&f);
        done();
    }
    ts_free(name);
    ts_free(part);
    ts_free(text);
}

/* ---- values ---- */

enum { MOST = 2000 };
static ts_mention sent[MOST];
static ts_value heard[MOST];
static ts_value_shape shape[MOST];
static size_t n_heard;
static char before[MOST][16];

static ts_err on_values(void *context, uint64_t id, ts_values_found f) {
    (void)context, (void)id;
    frames++;
    while (n_heard < MOST && ts_value_next(&f, &heard[n_heard])) {
        ts_value *v = &heard[n_heard];
        shape[n_heard] = *v->is;
        snprintf(before[n_heard], sizeof before[0], "%.*s", (int)v->before.len, v->before.ptr);
        n_heard++;
    }
    return TS_OK;
}

static void say_values(const ts_segment *s, size_t n) {
    n_heard = 0;
    events.values = on_values;
    ts_frames_segment(&to, s);
    ts_frames_values(&to, s, &(ts_findings){.mention = sent, .mentions = n});
    CHECK_ROW(hear() == TS_OK, ts_error_text());
    CHECK(n_heard == n);
}

/* More kinds of finding than one frame can tell apart. */
TEST(values_of_many_shapes_keep_their_own) {
    enum { N = 700 };
    char *text = many("abcdefghi ", N);
    begin(TS_WANT_VALUES, 0);
    for (uint32_t i = 0; i < N; i++)
        sent[i] = (ts_mention){.kind = (uint8_t)(1 + i % 9),
                               .confidence = (uint8_t)(i / 9),
                               .valid = i % 2,
                               .column = -1,
                               .start = i * 10,
                               .end = i * 10 + 9};
    say_values(&(ts_segment){.text = ts_str(text), .at = 50}, N);
    for (uint32_t i = 0; i < N; i++)
        CHECK(shape[i].kind == sent[i].kind && shape[i].confidence == sent[i].confidence &&
              shape[i].valid == sent[i].valid && heard[i].start == i * 10 && heard[i].at == 50 + i * 10);
    CHECK(frames == 3); /* of 256 shapes each */
    done();
    ts_free(text);
}

/* Rows are said by their distance: one that is far, or lies before, begins a frame. */
TEST(values_keep_their_rows_and_their_places) {
    static const struct {
        uint32_t row;
        int32_t column;
        uint64_t at;
    } rows[] = {{0, 0, 100},          {0, 1, 107},          {1, 0, 120},           {900, 0, TS_NO_OFFSET},
                {3, 0, TS_NO_OFFSET}, {3, 5, TS_NO_OFFSET}, {3, -1, TS_NO_OFFSET}, {400, 1, TS_NO_OFFSET}};
    static uint32_t row_start[1001];
    static ts_cell cell[2000];
    char *text = many("ab\tcd\n", 1000);
    for (uint32_t i = 0; i < 1000; i++) {
        row_start[i + 1] = (i + 1) * 2;
        row_number[i] = i + 1;
        for (uint32_t k = 0; k < 2; k++)
            cell[2 * i + k] = (ts_cell){i * 6 + k * 3, 2, i < 2 ? i * 20 + k * 7 : TS_NO_CELL};
    }
    begin(TS_WANT_VALUES, 0);
    for (uint32_t i = 0; i < TEST_COUNT(rows); i++) {
        uint32_t start = rows[i].row * 6 + (rows[i].column == 1 ? 3 : 0);
        sent[i] =
            (ts_mention){.kind = 1, .column = rows[i].column, .row = rows[i].row, .start = start, .end = start + 2};
    }
    say_values(&(ts_segment){.type = TS_SEGMENT_TABLE,
                             .text = ts_str(text),
                             .at = 100,
                             .columns = 2,
                             .rows = 1000,
                             .row_start = row_start,
                             .cell = cell,
                             .row_number = row_number},
               TEST_COUNT(rows));
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK(heard[i].row == rows[i].row && shape[i].column == rows[i].column && heard[i].at == rows[i].at);
    CHECK(frames == 4);
    done();
    ts_free(text);
}

TEST(a_long_value_and_what_stands_around_are_cut_between_characters) {
    char *text = many("\xC3\xA9", 5000);
    text[0] = text[1] = 'x';
    begin(TS_WANT_VALUES, 3);
    sent[0] = (ts_mention){.kind = 1, .column = -1, .start = 8, .end = 9000};
    sent[1] = (ts_mention){.kind = 1, .column = -1, .start = 2, .end = 4};
    say_values(&(ts_segment){.text = ts_str(text), .at = TS_NO_OFFSET}, 2);
    CHECK(heard[0].value.len == TS_WIRE_VALUE_MAX && heard[0].at == TS_NO_OFFSET);
    CHECK_ROW(strcmp(before[0], "\xC3\xA9") == 0 && strcmp(before[1], "xx") == 0, before[0]);
    CHECK(heard[0].after.len == 2 && heard[1].after.len == 2);
    done();
    ts_free(text);
}

/* ---- sightings ---- */

static size_t mentions_heard, sightings_heard;
static ts_sighting first_heard, last_heard;

static ts_err on_findings(void *context, uint64_t id, ts_findings *f) {
    (void)context, (void)id;
    frames++;
    mentions_heard += f->mentions;
    if (f->sightings && !sightings_heard)
        first_heard = f->sighting[0];
    if (f->sightings)
        last_heard = f->sighting[f->sightings - 1];
    sightings_heard += f->sightings;
    return TS_OK;
}

static void say_sightings(const ts_segment *s, ts_findings *f) {
    mentions_heard = sightings_heard = 0;
    events.findings = on_findings;
    ts_frames_segment(&to, s);
    ts_frames_sightings(&to, s, f);
    CHECK_ROW(hear() == TS_OK, ts_error_text());
}

TEST(a_frame_of_findings_ends_between_two_sightings) {
    enum { N = 30000 };
    char *norm = many("n", 40), *text = many("x", N);
    begin(TS_WANT_SIGHTINGS, 0);
    ts_findings f = {0};
    for (uint32_t i = 0; i < N; i++) {
        ts_mention *m = ts_findings_add_mention(&f);
        *m = (ts_mention){.kind = 1, .column = -1, .start = i, .end = i + 1, .norm = ts_str(norm)};
        if (i % 10 == 0) {
            ts_sighting *s = ts_findings_add_sighting(&f);
            *s = (ts_sighting){.first = i, .count = 7, .place = i, .date = TS_NO_DATE};
        }
    }
    say_sightings(&(ts_segment){.text = ts_str(text)}, &f);
    CHECK(mentions_heard == N && sightings_heard == N / 10 && frames > 2);
    CHECK(first_heard.count == 7 && last_heard.count == 7 && last_heard.place == N - 10);
    ts_findings_done(&f);
    done();
    ts_free(norm);
    ts_free(text);
}

/* A mistake of ours must not keep a worker busy for ever. */
TEST(a_sighting_beyond_its_mentions_is_not_said) {
    begin(TS_WANT_SIGHTINGS, 0);
    ts_sighting lost = {.first = 5, .count = 2};
    sent[0] = (ts_mention){.kind = 1, .column = -1, .start = 0, .end = 1};
    say_sightings(&(ts_segment){.text = ts_str("text")},
                  &(ts_findings){.mention = sent, .mentions = 1, .sighting = &lost, .sightings = 1});
    CHECK(mentions_heard == 1 && sightings_heard == 0);
    done();
}
