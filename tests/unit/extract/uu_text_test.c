/* uu_text_test.c - files that stand in a text as uuencode, in pieces of any size. */
#include "extract/uu_text.h"

#include "base/mem.h"
#include "support/test.h"

static const struct {
    const char *in, *out, *why;
} rows[] = {
    {"plain\ntext", "plain\ntext", "no file"},
    {"a\nbegin 644 f.txt\n#86)C\n`\nend\nb\n", "a\n<f.txt|abc>b\n", "a file amid"},
    {"begin 644 f\r\n#86)C\r\n \r\nend\r\nb", "<f|abc>b", "at the beginning, with CR"},
    {"begin 644 f\n#86)C\n#86)C\n`\nend", "<f|abcabc>", "the text ends with it"},
    {"begin 644 f\n#86)C\n#86)C\nb\nc", "<f|abcabc!b\nc", "broken off"},
    {"begin 644 f\n#86)C\n", "<f|abc!", "its end is missing"},
    {"begin 644 f\n#86)C", "<f|abc!", "and the last line's end too"},
    {"begin 644 f\n`\nend\n", "<f|>", "an empty one"},
    {"begin 644 f\nThe lines that follow\n", "begin 644 f\nThe lines that follow\n", "no line of uuencode follows"},
    {"begin 644 f\n#86)CX\n", "begin 644 f\n#86)CX\n", "one that is not as long as it says"},
    {"x begin 644 f\n#86)C\n", "x begin 644 f\n#86)C\n", "amid a line"},
    {"begin\nbegin \nbegin 644", "begin\nbegin \nbegin 644", "nearly"},
    {"begin 644 a\nbegin 644 b\n#86)C\nend\n", "begin 644 a\n<b|abc>", "twice"},
    {"begin 644 a\n#86)C\nend\nbegin 644 b\n#86)C\nend\n", "<a|abc><b|abc>", "two files"},
    {"", "", "nothing"},
};

/* All events of a text that comes in pieces of this size, written down; what is stored is checked on the way. */
static void read_text(ts_span in, size_t size, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) left = {0};
    ts_uu_text u = {0};
    uint64_t stored = 0;
    for (size_t at = 0;; at += size) {
        bool last = at + size >= in.len;
        ts_buf_add(&left, ts_slice(in, at, size));
        ts_span s = ts_buf_span(&left), piece;
        for (ts_uu_event e; (e = ts_uu_next(&u, &s, last, &piece)) != TS_UU_MORE;) {
            if (e == TS_UU_BEGIN)
                ts_buf_add_char(out, '<');
            if (e == TS_UU_BEGIN || e == TS_UU_DATA || e == TS_UU_TEXT)
                ts_buf_add(out, piece);
            if (e == TS_UU_END || e == TS_UU_BROKEN)
                stored += u.stored;
            ts_buf_add_str(out, e == TS_UU_BEGIN ? "|" : e == TS_UU_END ? ">" : e == TS_UU_BROKEN ? "!" : "");
        }
        memmove(left.ptr, s.ptr, s.len);
        left.len = s.len;
        if (last)
            break;
    }
    CHECK(left.len == 0 && stored <= in.len);
    ts_uu_done(&u);
}

TEST(files_in_texts_are_found_whatever_the_pieces) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_span in = ts_str(rows[i].in);
        for (size_t size = in.len + 1; size > 0; size--) {
            TS_AUTO(ts_buf, ts_buf_done) out = {0};
            read_text(in, size, &out);
            CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i].out)), rows[i].why);
        }
    }
}

TEST(beginnings_without_number_cost_their_bytes) {
    TS_AUTO(ts_buf, ts_buf_done) in = {0}, out = {0};
    while (in.len < 3000000)
        ts_buf_add_str(&in, "begin 644 a\n");
    read_text(ts_buf_span(&in), 70000, &out);
    CHECK(ts_span_eq(ts_buf_span(&in), ts_buf_span(&out)));
}
