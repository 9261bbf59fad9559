/* reply_test.c - a reply that keeps to the protocol is told whole; each single lie ends it.
 *
 * The good replies of `written` are also the seeds of tests/fuzz/fuzz_wire.c.
 */
#include "worker/reply.h"

#include <fcntl.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "support/test.h"

#include <stdio.h>

static ts_buf told;
static const ts_reply_item items[] = {{70, 100, .slice = true}, {71, 200}};

static ts_err on_begin(void *context, uint64_t id) {
    (void)context;
    ts_buf_addf(&told, "begin %d\n", (int)id);
    return TS_OK;
}
static ts_err on_slice(void *context, uint64_t id, uint64_t start) {
    (void)context;
    ts_buf_addf(&told, "slice %d %d\n", (int)id, (int)start);
    return TS_OK;
}
static ts_err on_segment(void *context, uint64_t id, const ts_segment *s, const char *format) {
    (void)context;
    ts_buf_addf(&told, "segment %d %s %.*s %d %.*s rows", (int)id, format, (int)s->part.len, s->part.ptr,
                (int)s->text.len, s->text.ptr ? (int)s->text.len : 0, s->text.ptr ? s->text.ptr : "");
    for (size_t i = 0; i < s->rows; i++)
        ts_buf_addf(&told, " %d", (int)s->row_number[i]);
    for (size_t i = 0; s->head && i < s->columns; i++)
        ts_buf_addf(&told, " %.*s", (int)s->head[i].len, s->head[i].ptr);
    ts_buf_add_str(&told, "\n");
    return TS_OK;
}
static ts_err on_values(void *context, uint64_t id, ts_values_found f) {
    (void)context;
    ts_buf_addf(&told, "values %d", (int)id);
    for (ts_value v; ts_value_next(&f, &v);)
        ts_buf_addf(&told, " %s %d-%d r%d c%d %s %d%% %.*s<%.*s>%.*s@%d", ts_kind_name(v.is->kind), (int)v.start,
                    (int)v.end, (int)v.row, (int)v.is->column, v.is->valid ? "valid" : "bare", v.is->confidence,
                    (int)v.before.len, v.before.ptr, (int)v.value.len, v.value.ptr, (int)v.after.len, v.after.ptr,
                    (int)v.at);
    ts_buf_add_str(&told, "\n");
    return TS_OK;
}
static ts_err on_findings(void *context, uint64_t id, ts_findings *f) {
    (void)context;
    ts_buf_addf(&told, "findings %d", (int)id);
    for (size_t i = 0; i < f->mentions; i++) {
        const ts_mention *m = &f->mention[i];
        ts_buf_addf(&told, " %s %d-%d r%d c%d %s %.*s", ts_kind_name(m->kind), (int)m->start, (int)m->end, (int)m->row,
                    (int)m->column, m->valid ? "valid" : "bare", (int)m->norm.len, m->norm.ptr);
    }
    for (size_t i = 0; i < f->sightings; i++)
        ts_buf_addf(&told, " [%d+%d %s at %d]", (int)f->sighting[i].first, (int)f->sighting[i].count,
                    ts_role_name(f->sighting[i].role), (int)f->sighting[i].place);
    ts_buf_add_str(&told, "\n");
    return TS_OK;
}
static ts_err on_columns(void *context, uint64_t id, const uint8_t *kind, size_t n) {
    (void)context;
    ts_buf_addf(&told, "columns %d", (int)id);
    for (size_t i = 0; i < n; i++)
        ts_buf_addf(&told, " %s", kind[i] ? ts_kind_name(kind[i]) : "-");
    ts_buf_add_str(&told, "\n");
    return TS_OK;
}
static ts_err on_child_begin(void *context, uint64_t id, ts_span name, uint64_t size, ts_instant modified) {
    (void)context;
    ts_buf_addf(&told, "child %d %d %d %d\n", (int)id, (int)name.len, (int)size, (int)modified);
    return TS_OK;
}
static ts_err on_child_data(void *context, uint64_t id, ts_span bytes) {
    (void)context;
    ts_buf_addf(&told, "data %d %d\n", (int)id, (int)bytes.len);
    return TS_OK;
}
static ts_err on_child_end(void *context, uint64_t id, ts_reason reason, uint64_t stored) {
    (void)context;
    ts_buf_addf(&told, "child end %d %s %d\n", (int)id, ts_reason_name(reason), (int)stored);
    return TS_OK;
}
static ts_err on_note(void *context, uint64_t id, ts_span text) {
    (void)context;
    ts_buf_addf(&told, "note %d %.*s\n", (int)id, (int)text.len, text.ptr);
    return TS_OK;
}
static ts_err on_opened(void *context, uint64_t id, uint32_t password) {
    (void)context;
    ts_buf_addf(&told, "opened %d %u\n", (int)id, password);
    return TS_OK;
}
static ts_err on_end(void *context, uint64_t id, const ts_item_end *end) {
    (void)context;
    ts_buf_addf(&told, "end %d %s %d %d next %d after %d %s/%d %s\n", (int)id, ts_reason_name(end->reason),
                (int)end->unread, (int)end->content, (int)end->next, (int)end->records, end->format,
                end->format_version, end->message);
    return TS_OK;
}
static const ts_pool_events events = {.segment = on_segment,
                                      .findings = on_findings,
                                      .values = on_values,
                                      .columns = on_columns,
                                      .child_begin = on_child_begin,
                                      .child_data = on_child_data,
                                      .child_end = on_child_end,
                                      .note = on_note,
                                      .opened = on_opened,
                                      .begin = on_begin,
                                      .slice = on_slice,
                                      .end = on_end};

enum { WANT = TS_WANT_TEXT | TS_WANT_SIGHTINGS | TS_WANT_VALUES };

/* One frame of a reply as it is written; what one lie changes of it. */
typedef struct writing {
    ts_buf out;
    uint32_t item, sequence;
} writing;

static void put(writing *w, ts_frame_type type, ts_span payload) {
    ts_frame_put(&w->out, &(ts_frame){(uint16_t)type, w->item, w->sequence++, payload});
}
static void put_end(writing *w, ts_wire_end e, const char *format, const char *message) {
    ts_buf b = {0};
    ts_buf_add(&b, ts_span_of(&e, sizeof e));
    ts_buf_add_counted(&b, ts_str(format));
    ts_buf_add_counted(&b, ts_str(message));
    put(w, TS_FRAME_END, ts_buf_span(&b));
    ts_buf_done(&b);
}
static void put_slice(writing *w, uint64_t start) {
    ts_buf b = {0};
    ts_buf_add_u64le(&b, start);
    put(w, TS_FRAME_SLICE, ts_buf_span(&b));
    ts_buf_done(&b);
}
static void put_segment(writing *w, ts_wire_segment s, const char *part, const char *kinds, const char *head) {
    ts_buf b = {0};
    ts_buf_add(&b, ts_span_of(&s, sizeof s));
    ts_buf_add_counted(&b, ts_str("csv"));
    ts_buf_add_counted(&b, ts_str(part));
    ts_buf_add_counted(&b, ts_str(kinds));
    for (uint32_t i = 0; i < s.heads; i++)
        ts_buf_add_counted(&b, ts_str(head));
    put(w, TS_FRAME_SEGMENT, ts_buf_span(&b));
    ts_buf_done(&b);
}
static void put_findings(writing *w, ts_wire_findings f, ts_wire_mention m, const char *norm, ts_wire_sighting s,
                         const char *tail) {
    ts_buf b = {0};
    m.norm = (uint8_t)strlen(norm);
    ts_buf_add(&b, ts_span_of(&f, sizeof f));
    for (uint32_t i = 0; i < f.mentions && i < 2; i++) {
        ts_buf_add(&b, ts_span_of(&m, sizeof m));
        ts_buf_add_str(&b, norm);
    }
    for (uint32_t i = 0; i < f.sightings && i < 2; i++)
        ts_buf_add(&b, ts_span_of(&s, sizeof s));
    ts_buf_add_str(&b, tail);
    put(w, TS_FRAME_FINDINGS, ts_buf_span(&b));
    ts_buf_done(&b);
}

/* The value twice, the second time with a byte before and one after it. */
static void put_values(writing *w, ts_wire_values f, ts_wire_value v, ts_wire_around around, ts_wire_shape shape,
                       const char *value, const char *tail) {
    ts_buf b = {0};
    ts_wire_around none = around;
    v.len = (uint16_t)strlen(value);
    ts_buf_add(&b, ts_span_of(&f, sizeof f));
    ts_buf_add(&b, ts_span_of(&v, sizeof v));
    v.step = 0;
    ts_buf_add(&b, ts_span_of(&v, sizeof v));
    around.before += 1;
    around.after += 1;
    ts_buf_add(&b, ts_span_of(&none, sizeof none));
    ts_buf_add(&b, ts_span_of(&around, sizeof around));
    ts_buf_add(&b, ts_span_of(&shape, sizeof shape));
    ts_buf_addf(&b, "%sb%sa%s", value, value, tail);
    put(w, TS_FRAME_VALUES, ts_buf_span(&b));
    ts_buf_done(&b);
}

static const ts_wire_segment table = {
    .at = 40, .text_len = 12, .columns = 2, .heads = 2, .rows = 3, .type = TS_SEGMENT_TABLE};
static const ts_wire_mention mention = {
    .start = 2, .end = 8, .row = 1, .column = 1, .kind = TS_KIND_POSTCODE, .confidence = 90, .flags = TS_WIRE_VALID};
static const ts_wire_value value = {.start = 2, .from = 2, .step = 1};
static const ts_wire_shape shape = {.column = 1, .kind = TS_KIND_POSTCODE, .confidence = 90, .flags = TS_WIRE_VALID};
static const ts_wire_sighting sighting = {.place = 5, .count = 1, .role = TS_ROLE_PATIENT, .date = TS_NO_DATE};

/* What one row of the table of lies may change. */
typedef struct lie {
    const char *how; /* a part of the message; NULL: no lie */
    ts_wire_segment table;
    ts_wire_mention mention;
    ts_wire_values values;
    ts_wire_value v;
    ts_wire_around around;
    ts_wire_shape shape;
    ts_wire_sighting sighting;
    ts_wire_findings findings;
    ts_wire_end end;
    const char *text, *norm, *value, *kinds, *head, *part, *rows, *note;
    const char *format, *message, *findings_tail, *values_tail;
    uint64_t slice;
} lie;

static lie truth(void) {
    return (lie){.table = table,
                 .mention = mention,
                 .values = {2, 1, 0},
                 .v = value,
                 .shape = shape,
                 .sighting = sighting,
                 .findings = {1, 1},
                 .end = {.unread = 3, .content = 12, .next = 60, .records = 5, .version = 2},
                 .slice = 7,
                 .text = "abcdefghijk\n",
                 .norm = "M13ZZ",
                 .value = "cdéfg",
                 .kinds = "\x01\x0c",
                 .head = "nhs",
                 .part = "Sheet1",
                 .rows = "\x04\x02\x09\x01",
                 .note = "row 3 was deleted",
                 .format = "csv",
                 .message = "",
                 .findings_tail = "",
                 .values_tail = ""};
}

static void write_reply(writing *w, const lie *l) {
    put(w, TS_FRAME_HELLO, ts_span_of("\x7f\0\0\0", 4));
    put(w, TS_FRAME_BEGIN, (ts_span){0});
    put_slice(w, l->slice);
    put_segment(w, l->table, l->part, l->kinds, l->head);
    put(w, TS_FRAME_ROWS, ts_str(l->rows));
    put(w, TS_FRAME_TEXT, ts_slice(ts_str(l->text), 0, 5));
    put(w, TS_FRAME_TEXT, ts_slice(ts_str(l->text), 5, 100));
    put_findings(w, l->findings, l->mention, l->norm, l->sighting, l->findings_tail);
    put_values(w, l->values, l->v, l->around, l->shape, l->value, l->values_tail);
    put(w, TS_FRAME_NOTE, ts_str(l->note));
    put_end(w, l->end, l->format, l->message);
    w->item = 1;
    put(w, TS_FRAME_BEGIN, (ts_span){0});
    put(w, TS_FRAME_CHILD, ts_span_of("\x05\0\0\0\0\0\0\0\x09\0\0\0\0\0\0\0\x03\0\0\0a\xff/", 23));
    put(w, TS_FRAME_DATA, ts_str("hello"));
    put(w, TS_FRAME_CHILD_END, ts_span_of("\x02\x04\0\0\0\0\0\0\0", 9));
    put_end(w, (ts_wire_end){.reason = TS_REASON_TRUNCATED, .unread = 200}, "zip", "the directory is cut short");
}

static unsigned packs_given;
static ts_err read_reply(ts_span bytes, unsigned want, ts_reply *r) {
    *r = (ts_reply){.pack_kinds = packs_given,
                    .events = &events,
                    .item = items,
                    .items = 2,
                    .want = want,
                    .context = 4,
                    .passwords = 3};
    ts_reply_start(r);
    ts_buf_clear(&told);
    ts_cursor c = ts_cursor_over(bytes);
    for (ts_frame f;;) {
        size_t need;
        bool bad;
        if (!ts_frame_get(&c, &f, &need, &bad))
            return bad ? TS_EFORMAT : TS_OK;
        TS_TRY(ts_reply_frame(r, &f));
    }
}

TEST(a_good_reply_is_told_whole) {
    writing w = {0};
    lie l = truth();
    ts_reply r;
    write_reply(&w, &l);
    CHECK(read_reply(ts_buf_span(&w.out), WANT, &r) == TS_OK);
    CHECK(r.hello && r.layers == 0x7f && r.ended == 2 && !r.reading && !r.broken);
    static const char whole[] = "begin 70\n"
                                "slice 70 7\n"
                                "segment 70 csv Sheet1 12 abcdefghijk\n rows 4 5 9 nhs nhs\n"
                                "columns 70 nhs_number postcode\n"
                                "findings 70 postcode 2-8 r1 c1 valid M13ZZ [0+1 patient at 5]\n"
                                "values 70 postcode 2-8 r1 c1 valid 90% <cdéfg>@42"
                                " postcode 2-8 r1 c1 valid 90% b<cdéfg>a@42\n"
                                "note 70 row 3 was deleted\n"
                                "end 70 read 3 12 next 60 after 5 csv/2 \n"
                                "begin 71\n"
                                "child 71 3 5 9\n"
                                "data 71 5\n"
                                "child end 71 truncated 4\n"
                                "end 71 truncated 200 0 next 0 after 0 zip/0 the directory is cut short\n";
    CHECK_ROW(told.len == sizeof whole - 1 && memcmp(told.ptr, whole, told.len) == 0, told.ptr);
    ts_reply_done(&r);
    ts_buf_done(&w.out);
}

/* Else a change of the protocol leaves fuzzing with bytes that are refused at the first frame. */
TEST(the_seed_of_fuzzing_is_a_good_reply) {
    writing w = {0};
    ts_buf seed = {0};
    lie l = truth();
    write_reply(&w, &l);
    CHECK(ts_fs_load(AT_FDCWD, "tests/fuzz/corpus/wire/table", TS_MIB, &seed) == TS_OK);
    ts_span said = ts_slice(ts_buf_span(&seed), 2, SIZE_MAX);
    CHECK(seed.len > 2 && seed.ptr[0] == WANT && seed.ptr[1] == 0 && ts_span_eq(said, ts_buf_span(&w.out)));
    ts_buf_done(&seed);
    ts_buf_done(&w.out);
}

/* Facts: what was found, then what, kind, confidence and length of each with its text. */
TEST(facts_are_of_what_was_asked_for) {
    static const struct {
        unsigned want;
        const char *bytes;
        size_t len;
        bool good;
    } rows[] = {
        {WANT | TS_WANT_WHY, "\1", 1, true},
        {WANT | TS_WANT_WHY, "\0\3\1\144\2No", 7, true},
        {WANT | TS_WANT_WHY, "\0\3\0\144\0", 5, true},
        {WANT, "\1", 1, false},
        {WANT | TS_WANT_WHY, "", 0, false},
        {WANT | TS_WANT_WHY, "\2", 1, false},
        {WANT | TS_WANT_WHY, "\1\3\1", 3, false}, /* cut short */
        {WANT | TS_WANT_WHY, "\1\3\1\144\2N", 6, false},
        {WANT | TS_WANT_WHY, "\1\40\1\144\0", 5, false}, /* no such fact */
        {WANT | TS_WANT_WHY, "\1\3\77\144\0", 5, false}, /* no such kind */
        {WANT | TS_WANT_WHY, "\1\3\100\144\0", 5, false}, /* a pack's, and there is none */
        {WANT | TS_WANT_WHY, "\1\3\1\145\0", 5, false}, /* more than certain */
        {WANT | TS_WANT_WHY, "\1\3\1\144\1\377", 6, false}, /* no text */
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        writing w = {0};
        ts_reply r;
        put(&w, TS_FRAME_HELLO, ts_span_of("\x7f\0\0\0", 4));
        put(&w, TS_FRAME_BEGIN, (ts_span){0});
        put_segment(&w, (ts_wire_segment){.text_len = 0}, "", "", "");
        put(&w, TS_FRAME_WHY, ts_span_of(rows[i].bytes, rows[i].len));
        char row[8];
        snprintf(row, sizeof row, "%zu", i);
        CHECK_ROW(read_reply(ts_buf_span(&w.out), rows[i].want, &r) == (rows[i].good ? TS_OK : TS_EFORMAT), row);
        ts_reply_done(&r);
        ts_buf_done(&w.out);
    }
    writing w = {0}; /* before any segment, and more than there may be */
    ts_reply r;
    put(&w, TS_FRAME_HELLO, ts_span_of("\x7f\0\0\0", 4));
    put(&w, TS_FRAME_BEGIN, (ts_span){0});
    put(&w, TS_FRAME_WHY, ts_str("\1"));
    CHECK(read_reply(ts_buf_span(&w.out), WANT | TS_WANT_WHY, &r) == TS_EFORMAT);
    ts_reply_done(&r);
    ts_buf_done(&w.out);
    for (size_t n = TS_WHY_MOST; n < TS_WHY_MOST + 2; n++) {
        char many[1 + 4 * (TS_WHY_MOST + 1)] = {1};
        for (size_t k = 0; k < n; k++)
            memcpy(many + 1 + 4 * k, "\3\1\144", 4);
        w = (writing){0};
        put(&w, TS_FRAME_HELLO, ts_span_of("\x7f\0\0\0", 4));
        put(&w, TS_FRAME_BEGIN, (ts_span){0});
        put_segment(&w, (ts_wire_segment){.text_len = 0}, "", "", "");
        put(&w, TS_FRAME_WHY, ts_span_of(many, 1 + 4 * n));
        CHECK((read_reply(ts_buf_span(&w.out), (WANT & ~TS_WANT_TEXT) | TS_WANT_WHY, &r) == TS_OK) ==
              (n == TS_WHY_MOST));
        ts_reply_done(&r);
        ts_buf_done(&w.out);
    }
}

static ts_err on_likeness(void *context, uint64_t id, const ts_likeness *l, ts_span packed) {
    (void)context;
    ts_buf_addf(&told, "likeness %d %u words, %zu bytes\n", (int)id, l->words, packed.len);
    return TS_OK;
}

/* Once, of what has segments, whole, and only where it was asked for. */
TEST(a_likeness_is_told_where_it_is_wanted) {
    ts_likener *likener = ts_likener_new();
    ts_likeness *l = ts_alloc(sizeof *l);
    ts_likener_add(likener, &(ts_segment){.text = ts_str("It says very little."), .part = ts_str("")});
    CHECK(ts_likener_end(likener, l));
    TS_AUTO(ts_buf, ts_buf_done) packed = {0};
    ts_likeness_pack(l, &packed);
    static const struct {
        unsigned want;
        int times, cut;
        bool segment, slice, good;
    } rows[] = {{16, 1, 0, true, false, true},  {0, 1, 0, true, false, false},   {16, 2, 0, true, false, false},
                {16, 1, 1, true, false, false}, {16, 1, 0, false, false, false}, {16, 1, 0, true, true, false}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        writing w = {0};
        put(&w, TS_FRAME_HELLO, ts_span_of("\x7f\0\0\0", 4));
        put(&w, TS_FRAME_BEGIN, (ts_span){0});
        if (rows[i].slice)
            put_slice(&w, 0);
        if (rows[i].segment)
            put_segment(&w, (ts_wire_segment){.text_len = 0}, "", "", "");
        for (int k = 0; k < rows[i].times; k++)
            put(&w, TS_FRAME_LIKENESS, ts_slice(ts_buf_span(&packed), 0, packed.len - (size_t)rows[i].cut));
        ts_pool_events hearing = events;
        hearing.likeness = on_likeness;
        ts_reply r = {.events = &hearing, .item = items, .items = 2, .want = rows[i].want};
        ts_reply_start(&r);
        ts_buf_clear(&told);
        ts_cursor c = ts_cursor_over(ts_buf_span(&w.out));
        ts_frame f;
        size_t need;
        bool bad = false;
        ts_err err = TS_OK;
        while (!err && ts_frame_get(&c, &f, &need, &bad))
            err = ts_reply_frame(&r, &f);
        char row[8];
        snprintf(row, sizeof row, "%zu", i);
        CHECK_ROW(!bad && err == (rows[i].good ? TS_OK : TS_EFORMAT), row);
        if (rows[i].good)
            CHECK(ts_span_find(ts_buf_span(&told), ts_str("likeness 70 4 words"), 0) != SIZE_MAX);
        ts_reply_done(&r);
        ts_buf_done(&w.out);
    }
    ts_likener_free(likener);
    ts_free(l);
}

/* Kinds of packs are said only where packs were given, and only as many as there are. */
TEST(kinds_of_packs_are_those_that_were_given) {
    for (unsigned given = 0; given < 3; given++)
        for (unsigned kind = 0; kind < 3; kind++) {
            lie l = truth();
            writing w = {0};
            ts_reply r;
            packs_given = given;
            l.shape.kind = (uint8_t)(TS_KIND_PACK + kind);
            write_reply(&w, &l);
            CHECK(read_reply(ts_buf_span(&w.out), WANT, &r) == (kind < given ? TS_OK : TS_EFORMAT));
            ts_reply_done(&r);
            ts_buf_done(&w.out);
        }
    packs_given = 0;
}

#define LIE(message, change)                                                         \
    do {                                                                             \
        lie l = truth();                                                             \
        change;                                                                      \
        writing w = {0};                                                             \
        ts_reply r;                                                                  \
        write_reply(&w, &l);                                                         \
        CHECK_ROW(read_reply(ts_buf_span(&w.out), WANT, &r) == TS_EFORMAT, #change); \
        CHECK_ROW(r.broken &&strstr(ts_error_text(), message), ts_error_text());     \
        ts_reply_done(&r);                                                           \
        ts_buf_done(&w.out);                                                         \
    } while (0)

TEST(each_single_lie_ends_it) {
    LIE("a segment out", l.table.type = 2);
    LIE("a segment out", l.table.more = 2);
    LIE("a segment out", l.table.ordinal = 1);
    LIE("a segment out", l.table.text_len = UINT32_MAX);
    LIE("a segment out", l.table.offset = UINT64_MAX);
    LIE("a table out", l.table.rows = 13);
    LIE("a table out", l.table.columns = UINT32_MAX);
    LIE("a table out", l.table.heads = 3);
    LIE("a table out", l.table.type = TS_SEGMENT_TEXT);
    LIE("lengths", l.kinds = "\x01\x01\x01");
    LIE("kind that is none", l.kinds = "\x01\xfe");
    LIE("column's name", l.head = "\xff");
    LIE("part's name", l.part = "\xc3(");
    LIE("row numbers", l.rows = "\x04\x04");
    LIE("asked for", l.rows = "\x04\x02");
    LIE("asked for", l.rows = ""); /* text before its rows */
    LIE("more text", l.text = "abcdefghijklmnop\n");
    LIE("inside another's", l.text = "abc\n");
    LIE("not UTF-8", l.text = "abcdefghij\xff\n");
    LIE("a mention out", l.mention.kind = TS_KIND_NONE);
    LIE("a mention out", l.mention.kind = TS_KIND_COUNT);
    LIE("a mention out", l.mention.confidence = 101);
    LIE("a mention out", l.mention.end = 13);
    LIE("a mention out", l.mention.start = 9);
    LIE("outside its table", l.mention.row = 3);
    LIE("outside its table", l.mention.column = 16384);
    LIE("a mention out", l.shape.kind = TS_KIND_NONE);
    LIE("a mention out", l.shape.confidence = 101);
    LIE("a mention out", l.v.start = 7);
    LIE("a mention out", l.v.start = UINT32_MAX);
    LIE("a mention out", l.v.shape = 1);
    LIE("outside its table", l.v.step = 3);
    LIE("outside its table", l.values.row = UINT32_MAX);
    LIE("outside its table", l.shape.column = 16384);
    LIE("longer than it may", l.around.before = 5);
    LIE("longer than it may", l.around.after = 5);
    LIE("no text", l.around.before = 3); /* begins inside a character */
    LIE("without their bytes", (l.value = "c", l.around.after = 4));
    LIE("no text", l.value = "\xff");
    LIE("cut short", l.values.values = UINT32_MAX);
    LIE("cut short", l.values.shapes = UINT32_MAX);
    LIE("after the values", l.values_tail = "x");
    LIE("normal form", l.norm = "\xff");
    LIE("cut short", (l.findings = (ts_wire_findings){UINT32_MAX, 0}));
    LIE("cut short", l.findings.sightings = UINT32_MAX);
    LIE("after the findings", l.findings_tail = "x");
    LIE("a sighting out", l.sighting.count = 2);
    LIE("a sighting out", l.sighting.first = 2);
    LIE("a sighting out", l.sighting.role = TS_ROLE_COUNT);
    LIE("a sighting out", l.sighting.categories = 1u << TS_CATEGORIES);
    LIE("a note", l.note = "\xc3(");
    LIE("an outcome", l.end.reason = TS_REASON_COUNT);
    LIE("an outcome", l.end.unread = 101);
    LIE("an outcome", l.end.elsewhere = TS_PROFILES);
    LIE("an outcome", l.end.next = 101);
    LIE("an outcome", l.end.records = 101);
    LIE("a slice out", l.slice = 101);
    LIE("a slice out", l.slice = 7 | TS_SLICE_ALONE); /* asked for the whole, a sample */
    LIE("an end", l.format = "a-name-longer-than-any-format-has");
    LIE("an end", l.message = "\xff");
}

/* Frames by themselves: what may stand where. */
TEST(order_is_kept) {
    static const struct {
        const char *
            frames; /* h hello, b begin, s slice, c child, d data, e child end, n note, o opened, x by what was not given, r rows, f findings, v values, E end; '+' next item */
        bool good;
        const char *why;
    } rows[] = {
        {"hbE+bE", true, "two items"},
        {"hbnnE", true, "notes"},
        {"hbsnE+bE", true, "a slice"},
        {"hs", false, "a slice before its item"},
        {"hbss", false, "two slices"},
        {"hbcs", false, "a slice inside a child"},
        {"hbscdeE", false, "a child inside a slice"},
        {"hbE+bs", false, "a slice that nobody asked for"},
        {"hbcddneE", true, "a note inside a child"},
        {"hbocdoeE", true, "passwords that fitted, also inside a child"},
        {"hblclddleE", true, "signs of life, also inside a child"},
        {"hbLE", false, "a sign of life with bytes"},
        {"hl", false, "a sign of life outside an item"},
        {"hbxE", false, "a password that was not given"},
        {"ho", false, "a password outside an item"},
        {"bE", false, "no greeting"},
        {"hh", false, "two greetings"},
        {"hE", false, "an end without a beginning"},
        {"hbb", false, "a beginning inside an item"},
        {"hn", false, "a note outside an item"},
        {"hbd", false, "data without a child"},
        {"hbe", false, "a child's end without a child"},
        {"hbcc", false, "a child inside a child"},
        {"hbcE", false, "an item's end inside a child"},
        {"hbEb", false, "the same item again"},
        {"hbE+bE+b", false, "more items than the job has"},
        {"hb+n", false, "a frame of the next item"},
        {"hbr", false, "rows without a table"},
        {"hbf", false, "findings before a segment"},
        {"hbv", false, "values before a segment"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        writing w = {0};
        for (const char *f = rows[i].frames; *f; f++) {
            if (*f == '+')
                w.item++;
            if (*f == 'h')
                put(&w, TS_FRAME_HELLO, ts_span_of("\x7f\0\0\0", 4));
            if (*f == 'b')
                put(&w, TS_FRAME_BEGIN, (ts_span){0});
            if (*f == 's')
                put_slice(&w, 3);
            if (*f == 'c')
                put(&w, TS_FRAME_CHILD, ts_span_of("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20));
            if (*f == 'd')
                put(&w, TS_FRAME_DATA, ts_str("x"));
            if (*f == 'e')
                put(&w, TS_FRAME_CHILD_END, ts_span_of("\0\0\0\0\0\0\0\0\0", 9));
            if (*f == 'n')
                put(&w, TS_FRAME_NOTE, ts_str("x"));
            if (*f == 'o')
                put(&w, TS_FRAME_OPENED, ts_span_of("\2\0\0\0", 4));
            if (*f == 'x')
                put(&w, TS_FRAME_OPENED, ts_span_of("\3\0\0\0", 4));
            if (*f == 'l')
                put(&w, TS_FRAME_ALIVE, ts_str(""));
            if (*f == 'L')
                put(&w, TS_FRAME_ALIVE, ts_str("x"));
            if (*f == 'r')
                put(&w, TS_FRAME_ROWS, ts_str("\x04\x02"));
            if (*f == 'f')
                put(&w, TS_FRAME_FINDINGS, ts_span_of(&(ts_wire_findings){0}, sizeof(ts_wire_findings)));
            if (*f == 'v')
                put(&w, TS_FRAME_VALUES, ts_span_of(&(ts_wire_values){0}, sizeof(ts_wire_values)));
            if (*f == 'E')
                put_end(&w, (ts_wire_end){0}, "", "");
        }
        ts_reply r;
        ts_err err = read_reply(ts_buf_span(&w.out), WANT, &r);
        CHECK_ROW((err == TS_OK) == rows[i].good && r.broken == !rows[i].good, rows[i].why);
        if (r.broken) {
            ts_frame again = {.type = TS_FRAME_BEGIN};
            CHECK_ROW(ts_reply_frame(&r, &again) == TS_EFORMAT, "broken stays broken");
        }
        ts_reply_done(&r);
        ts_buf_done(&w.out);
    }
}

/* What stands before a slice's beginning belongs to another one. */
TEST(a_later_slice_says_first_where_it_begins) {
    static const ts_reply_item later[] = {{70, 100, .slice = true, .later = true}};
    for (int says = 0; says < 2; says++) {
        writing w = {0};
        ts_reply r = {.events = &events, .item = later, .items = 1, .want = 0};
        put(&w, TS_FRAME_HELLO, ts_span_of("\x7f\0\0\0", 4));
        put(&w, TS_FRAME_BEGIN, (ts_span){0});
        if (says)
            put_slice(&w, 40);
        put_segment(&w, (ts_wire_segment){.text_len = 5}, "", "", "");
        put_end(&w, (ts_wire_end){.next = 60}, "plain", "");
        ts_reply_start(&r);
        ts_cursor c = ts_cursor_over(ts_buf_span(&w.out));
        ts_frame f;
        size_t need;
        bool bad;
        ts_err err = TS_OK;
        while (!err && ts_frame_get(&c, &f, &need, &bad))
            err = ts_reply_frame(&r, &f);
        CHECK(says ? err == TS_OK && r.ended == 1 : err == TS_EFORMAT && r.broken);
        ts_reply_done(&r);
        ts_buf_done(&w.out);
    }
}

/* A frame that is left out, sent twice or sent late is none that follows. */
TEST(frames_are_counted) {
    static const uint32_t wrong[] = {0, 1, 3, 4, UINT32_MAX};
    for (size_t i = 0; i < TEST_COUNT(wrong); i++) {
        writing w = {0};
        put(&w, TS_FRAME_HELLO, ts_span_of("\x7f\0\0\0", 4));
        put(&w, TS_FRAME_BEGIN, (ts_span){0});
        w.sequence = wrong[i];
        put(&w, TS_FRAME_NOTE, ts_str("x"));
        ts_reply r;
        CHECK(read_reply(ts_buf_span(&w.out), WANT, &r) == TS_EFORMAT && r.broken);
        CHECK_ROW(strstr(ts_error_text(), "out of sequence"), ts_error_text());
        ts_reply_done(&r);
        ts_buf_done(&w.out);
    }
}

TEST(what_was_not_asked_for_is_a_lie) {
    for (unsigned want = 0; want < WANT; want++) {
        writing w = {0};
        lie l = truth();
        ts_reply r;
        write_reply(&w, &l);
        bool all = want & TS_WANT_TEXT && want & TS_WANT_SIGHTINGS && want & TS_WANT_VALUES;
        CHECK((read_reply(ts_buf_span(&w.out), want, &r) == TS_OK) == all);
        ts_reply_done(&r);
        ts_buf_done(&w.out);
    }
}

/* An item of 100 bytes may send 64 MiB and 64 times its own; each frame counts, empty or not. */
TEST(volume_has_an_end) {
    ts_reply r = {.events = &(ts_pool_events){0}, .item = items, .items = 1};
    ts_reply_start(&r);
    ts_frame f = {.type = TS_FRAME_HELLO, .payload = ts_span_of("\3\0\0\0", 4)};
    CHECK(ts_reply_frame(&r, &f) == TS_OK);
    f = (ts_frame){.type = TS_FRAME_BEGIN, .sequence = 1};
    CHECK(ts_reply_frame(&r, &f) == TS_OK);
    f.type = TS_FRAME_NOTE;
    uint64_t n = 0;
    for (f.sequence = 2; ts_reply_frame(&r, &f) == TS_OK; f.sequence++)
        n++;
    CHECK(r.broken && n == (TS_LIMIT_REPLY_FROM + 100 * TS_LIMIT_REPLY_RATIO) / TS_WIRE_HEADER);
    ts_reply_done(&r);
}

/* In running text a sighting's place is an offset in it: not one before, nor one behind. */
TEST(a_sighting_stands_within_its_text) {
    static const struct {
        int64_t place;
        bool good;
    } rows[] = {{100, true}, {112, true}, {99, false}, {113, false}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        writing w = {0};
        ts_reply r;
        ts_wire_sighting at = sighting;
        at.place = (uint64_t)rows[i].place;
        at.count = 0;
        put(&w, TS_FRAME_HELLO, ts_span_of("\x7f\0\0\0", 4));
        put(&w, TS_FRAME_BEGIN, (ts_span){0});
        put_segment(&w, (ts_wire_segment){.offset = 100, .text_len = 12, .type = TS_SEGMENT_TEXT}, "", "", "");
        put_findings(&w, (ts_wire_findings){0, 1}, mention, "", at, "");
        CHECK((read_reply(ts_buf_span(&w.out), TS_WANT_SIGHTINGS, &r) == TS_OK) == rows[i].good);
        CHECK(rows[i].good || strstr(ts_error_text(), "a sighting outside its text"));
        ts_reply_done(&r);
        ts_buf_done(&w.out);
    }
}

/* What a case allows to be unpacked of one file holds here too, whatever the worker counted. */
TEST(no_more_is_unpacked_than_the_case_allows) {
    static const char bytes[1000];
    const uint64_t kept = ts_limit.unpacked;
    ts_limit.unpacked = 2500;
    writing w = {0};
    ts_reply r;
    put(&w, TS_FRAME_HELLO, ts_span_of("\x7f\0\0\0", 4));
    put(&w, TS_FRAME_BEGIN, (ts_span){0});
    put(&w, TS_FRAME_CHILD, ts_span_of("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20));
    for (int i = 0; i < 3; i++)
        put(&w, TS_FRAME_DATA, ts_span_of(bytes, sizeof bytes));
    CHECK(read_reply(ts_buf_span(&w.out), WANT, &r) == TS_EFORMAT && r.broken);
    CHECK_ROW(strstr(ts_error_text(), "more bytes unpacked than are allowed"), ts_error_text());
    CHECK_ROW(strcmp(told.ptr, "begin 70\nchild 70 0 0 0\ndata 70 1000\ndata 70 1000\n") == 0, told.ptr);
    ts_limit.unpacked = kept;
    ts_reply_done(&r);
    ts_buf_done(&w.out);
}

/* Every byte of a good reply set to every of a few values: told or refused, never a crash. */
TEST(any_byte_may_be_wrong) {
    writing w = {0};
    lie l = truth();
    write_reply(&w, &l);
    static const unsigned char other[] = {0, 1, 0x7f, 0x80, 0xff};
    for (size_t i = 0; i < w.out.len; i++)
        for (size_t k = 0; k < sizeof other; k++) {
            char was = w.out.ptr[i];
            w.out.ptr[i] = (char)other[k];
            ts_reply r;
            ts_err err = read_reply(ts_buf_span(&w.out), WANT, &r);
            CHECK(err == TS_OK || err == TS_EFORMAT);
            CHECK(r.ended <= 2);
            ts_reply_done(&r);
            w.out.ptr[i] = was;
        }
    ts_buf_done(&w.out);
}
