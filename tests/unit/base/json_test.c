/* json_test.c - what the JSON writer puts out, whatever is put in. */
#include "base/json.h"

#include "base/mem.h"
#include "support/test.h"

TEST(json_cannot_be_broken_by_what_is_in_it) {
    ts_buf b = {0};
    ts_json j;
    ts_json_init(&j, &b, false);
    ts_json_open(&j, '{');
    ts_json_key(&j, "a\"b");
    ts_json_span(&j, (ts_span){"x\n\x01\xFF\"\\\xE2\x80\xAE", 9});
    ts_json_key(&j, "n");
    ts_json_open(&j, '[');
    ts_json_uint(&j, UINT64_MAX);
    ts_json_bool(&j, false);
    ts_json_close(&j, ']');
    ts_json_close(&j, '}');
    CHECK_ROW(
        ts_span_eq(ts_buf_span(&b),
                   ts_str("{\"a\\\"b\":\"x\\n\\u0001\\ufffd\\\"\\\\\\u202e\",\"n\":[18446744073709551615,false]}")),
        b.ptr);
    ts_buf_done(&b);
}

TEST(json_for_people_has_a_line_a_value) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_json j;
    ts_json_init(&j, &b, true);
    ts_json_open(&j, '{');
    ts_json_key(&j, "none");
    ts_json_null(&j);
    ts_json_key(&j, "debt");
    ts_json_int(&j, INT64_MIN);
    ts_json_key(&j, "list");
    ts_json_open(&j, '[');
    ts_json_fixed(&j, 2.0 / 3, 2);
    ts_json_bool(&j, true);
    ts_json_str(&j, "a\tb");
    ts_json_close(&j, ']');
    ts_json_key(&j, "empty");
    ts_json_open(&j, '{');
    ts_json_close(&j, '}');
    ts_json_close(&j, '}');
    CHECK_ROW(strcmp(b.ptr, "{\n  \"none\": null,\n  \"debt\": -9223372036854775808,\n  \"list\": [\n    0.67,\n"
                            "    true,\n    \"a\\tb\"\n  ],\n  \"empty\": {}\n}\n") == 0,
              b.ptr);
}
