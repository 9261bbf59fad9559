/* wire_test.c - frames survive the pipe; nothing else does.  Every cut and every flipped byte. */
#include "worker/wire.h"

#include "base/limits.h"
#include "support/test.h"

TEST(a_frame_comes_back_as_it_went) {
    ts_buf b = {0};
    const ts_frame f = {.type = TS_FRAME_NOTE, .item = 7, .sequence = 9, .payload = ts_str("row 3 was deleted")};
    ts_frame_put(&b, &f);
    size_t at = ts_frame_open(&b, TS_FRAME_BEGIN, 8, 10);
    ts_frame_close(&b, at);
    ts_cursor c = ts_cursor_over(ts_buf_span(&b));
    ts_frame got;
    size_t need;
    bool bad;
    CHECK(ts_frame_get(&c, &got, &need, &bad));
    CHECK(got.type == f.type && got.item == 7 && got.sequence == 9 && ts_span_eq(got.payload, f.payload));
    CHECK(ts_frame_get(&c, &got, &need, &bad) && got.type == TS_FRAME_BEGIN && got.item == 8 && got.payload.len == 0);
    CHECK(ts_cursor_left(&c) == 0 && !ts_frame_get(&c, &got, &need, &bad) && !bad);
    ts_buf_done(&b);
}

TEST(a_frame_cut_anywhere_waits_for_its_rest) {
    ts_buf b = {0};
    ts_frame_put(&b, &(ts_frame){.type = TS_FRAME_NOTE, .payload = ts_str("0123456789")});
    for (size_t n = 0; n < b.len; n++) {
        ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(&b), 0, n));
        ts_frame got;
        size_t need = 0;
        bool bad = true;
        CHECK(!ts_frame_get(&c, &got, &need, &bad) && !bad && need > n);
        CHECK(need == (n < TS_WIRE_HEADER ? TS_WIRE_HEADER : b.len));
    }
    ts_buf_done(&b);
}

TEST(what_is_no_frame_is_said_to_be_none) {
    static const struct {
        uint32_t len;
        uint16_t type, version;
        const char *why;
    } rows[] = {
        {TS_LIMIT_FRAME + 1, TS_FRAME_DATA, TS_WIRE_VERSION, "longer than a frame may be"},
        {UINT32_MAX, TS_FRAME_DATA, TS_WIRE_VERSION, "a length that would overflow"},
        {4, 0, TS_WIRE_VERSION, "type 0"},
        {4, TS_FRAME_LAST, TS_WIRE_VERSION, "a type that is none"},
        {4, TS_FRAME_DATA, TS_WIRE_VERSION + 1, "another version"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_buf b = {0};
        ts_buf_add_u32le(&b, rows[i].len);
        ts_buf_add_u16le(&b, rows[i].type);
        ts_buf_add_u16le(&b, rows[i].version);
        ts_buf_add_u64le(&b, 0);
        ts_cursor c = ts_cursor_over(ts_buf_span(&b));
        ts_frame got;
        size_t need;
        bool bad = false;
        CHECK_ROW(!ts_frame_get(&c, &got, &need, &bad) && bad, rows[i].why);
        ts_buf_done(&b);
    }
}

TEST(every_layer_has_a_name) {
    for (int i = 0; i < TS_LAYERS; i++)
        CHECK(strcmp(ts_layer_name(i), "unknown") != 0);
    CHECK(strcmp(ts_layer_name(TS_LAYERS), "unknown") == 0 && strcmp(ts_layer_name(-1), "unknown") == 0);
}
