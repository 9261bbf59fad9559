/* dicom_frames_test.c - frames packed by run lengths (PS3.5, annex G) and as lossless JPEG (ITU-T T.81, annex H). */
#include "base/mem.h"
#include "extract/dicom_rle.h"
#include "extract/jpeg_lossless.h"
#include "support/test.h"

/* ---- run lengths ---- */

TEST(runs_and_bytes_as_they_are_make_planes) {
    static const struct {
        const char *why;
        uint8_t planes, begin[3];
        const char *packed;
        size_t len, samples, bytes;
        const char *want; /* four pixels; NULL: not its form */
        bool cut;
    } rows[] = {
        {"as they are", 1, {64}, "\3abcd", 5, 1, 1, "abcd", false},
        {"a run",
         1,
         {64},
         "\xFD"
         "a",
         2,
         1,
         1,
         "aaaa",
         false},
        {"both, and a byte that says nothing",
         1,
         {64},
         "\x80\0a\xFE"
         "b",
         5,
         1,
         1,
         "abbb",
         false},
        {"a longer run than there is room",
         1,
         {64},
         "\x81"
         "a",
         2,
         1,
         1,
         "aaaa",
         false},
        {"the most significant byte comes first",
         2,
         {64, 66},
         "\xFD"
         "A\xFD"
         "b",
         4,
         1,
         2,
         "bAbAbAbA",
         false},
        {"three colours",
         3,
         {64, 66, 68},
         "\xFDr\xFDg\xFD"
         "b",
         6,
         3,
         1,
         "rrrrggggbbbb",
         false},
        {"cut", 1, {64}, "\3ab", 3, 1, 1, "ab\0\0", true},
        {"a run without its byte", 1, {64}, "\xFD", 1, 1, 1, "\0\0\0\0", true},
        {"a plane beyond the end", 1, {255}, "\3abcd", 5, 1, 1, "\0\0\0\0", true},
        {"planes that go back",
         2,
         {66, 64},
         "\xFD"
         "a\xFD"
         "b",
         4,
         1,
         2,
         "a\0a\0a\0a\0",
         true},
        {"too few planes", 1, {64}, "\3abcd", 5, 3, 1, NULL, false},
        {"too many", 16, {64}, "\3abcd", 5, 16, 1, NULL, false},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) in = {0}, out = {0};
        ts_buf_add_u32le(&in, rows[i].planes);
        for (int k = 0; k < 15; k++)
            ts_buf_add_u32le(&in, k < 3 ? rows[i].begin[k] : 0);
        ts_buf_add(&in, (ts_span){rows[i].packed, rows[i].len});
        bool cut = false, made = ts_dicom_unpack_runs(ts_buf_span(&in), 4, rows[i].samples, rows[i].bytes, &out, &cut);
        CHECK_ROW(made == (rows[i].want != NULL), rows[i].why);
        size_t n = 4 * rows[i].samples * rows[i].bytes;
        CHECK_ROW(!made || (out.len == n && memcmp(out.ptr, rows[i].want, n) == 0 && cut == rows[i].cut), rows[i].why);
    }
    TS_AUTO(ts_buf, ts_buf_done) out = {0};
    bool cut;
    CHECK(!ts_dicom_unpack_runs(ts_str("\1"), 4, 1, 1, &out, &cut));
}

/* ---- lossless JPEG: written here as annex H says ---- */

typedef struct writing {
    ts_buf out;
    uint32_t bits;
    unsigned held;
} writing;

static void put(writing *w, uint32_t v, unsigned n) {
    while (n--) {
        w->bits = w->bits << 1 | (v >> n & 1);
        if (++w->held < 8)
            continue;
        ts_buf_add_char(&w->out, (char)w->bits);
        if ((uint8_t)w->bits == 0xFF)
            ts_buf_add_char(&w->out, 0);
        w->held = w->bits = 0;
    }
}
static void flush(writing *w) {
    while (w->held)
        put(w, 1, 1);
}

typedef struct shape {
    unsigned width, height, components, bits, predictor, shift, restart;
    bool apart; /* a scan for each component */
} shape;

/* What stands at a place of the picture: any numbers, the largest and the least among them. */
static uint32_t sample(const shape *s, unsigned c, unsigned x, unsigned y) {
    uint32_t v = (x * 40503u + y * 9973u + c * 977u) * 2654435761u >> 13;
    v = x == 1 ? UINT32_MAX : x == 2 ? 0 : v;
    return (v & ((1u << s->bits) - 1)) >> s->shift;
}

static void write_sample(writing *w, const shape *s, unsigned c, unsigned x, unsigned y, bool begin, bool first_row) {
    int32_t a = x ? (int32_t)sample(s, c, x - 1, y) : 0, b = y ? (int32_t)sample(s, c, x, y - 1) : 0;
    int32_t across = x && y ? (int32_t)sample(s, c, x - 1, y - 1) : 0;
    const int32_t guess[] = {
        0, a, b, across, a + b - across, a + ((b - across) >> 1), b + ((a - across) >> 1), (a + b) >> 1};
    int32_t g = begin ? 1 << (s->bits - s->shift - 1) : first_row ? a : x ? guess[s->predictor] : b;
    int32_t d = (int16_t)((int32_t)sample(s, c, x, y) - g);
    if (d == -32768) {
        put(w, 16, 5);
        return;
    }
    unsigned category = 0;
    for (uint32_t m = (uint32_t)(d < 0 ? -d : d); m; m >>= 1)
        category++;
    put(w, category, 5); /* the code of each category is itself, in five bits */
    put(w, (uint32_t)(d < 0 ? d - 1 : d), category);
}

static void write_scan(writing *w, const shape *s, unsigned from, unsigned to) {
    static const char head[] = "\xFF\xDA\0";
    ts_buf_add(&w->out, (ts_span){head, 3});
    ts_buf_add_char(&w->out, (char)(6 + 2 * (to - from)));
    ts_buf_add_char(&w->out, (char)(to - from));
    for (unsigned c = from; c < to; c++)
        ts_buf_add_char(&w->out, (char)(c + 1)), ts_buf_add_char(&w->out, 0);
    ts_buf_add_char(&w->out, (char)s->predictor), ts_buf_add_char(&w->out, 0), ts_buf_add_char(&w->out, (char)s->shift);
    unsigned since = 0, marker = 0, first = 0;
    for (unsigned y = 0; y < s->height; y++)
        for (unsigned x = 0; x < s->width; x++, since++) {
            if (s->restart && since == s->restart) {
                flush(w);
                ts_buf_add_char(&w->out, (char)0xFF), ts_buf_add_char(&w->out, (char)(0xD0 + marker++ % 8));
                since = 0;
                first = y;
            }
            for (unsigned c = from; c < to; c++)
                write_sample(w, s, c, x, y, !since, y == first);
        }
    flush(w);
}

static void write_picture(writing *w, const shape *s) {
    ts_buf_add(&w->out, (ts_span){"\xFF\xD8\xFF\xFE\0\4hi\xFF\xC4\0\x24\0\0\0\0\0\x11\0\0\0\0\0\0\0\0\0\0\0", 29});
    for (int i = 0; i < 17; i++)
        ts_buf_add_char(&w->out, (char)i);
    const char frame[] = {
        (char)0xFF,     (char)0xC3,         0, (char)(8 + 3 * s->components), (char)s->bits, 0, (char)s->height, 0,
        (char)s->width, (char)s->components};
    ts_buf_add(&w->out, (ts_span){frame, sizeof frame});
    for (unsigned c = 0; c < s->components; c++)
        ts_buf_add_char(&w->out, (char)(c + 1)), ts_buf_add_char(&w->out, 0x11), ts_buf_add_char(&w->out, 0);
    if (s->restart)
        ts_buf_add(&w->out, (ts_span){"\xFF\xDD\0\4\0", 5}), ts_buf_add_char(&w->out, (char)s->restart);
    for (unsigned c = 0; c < (s->apart ? s->components : 1); c++)
        write_scan(w, s, c, s->apart ? c + 1 : s->components);
    ts_buf_add(&w->out, (ts_span){"\xFF\xD9", 2});
}

TEST(every_way_of_lossless_jpeg_gives_the_picture_back) {
    for (unsigned predictor = 1; predictor <= 7; predictor++)
        for (unsigned way = 0; way < 32; way++) {
            shape s = {.width = 7,
                       .height = 5,
                       .components = way & 1 ? 3 : 1,
                       .bits = way & 2 ? 16 : 8 + predictor % 3 * 2,
                       .predictor = predictor,
                       .shift = way & 4 ? 2 : 0,
                       .restart = way & 8 ? 14 : 0,
                       .apart = way & 16};
            writing w = {{0}, 0, 0};
            write_picture(&w, &s);
            ts_jpeg_samples got = {0};
            bool cut = true, same = ts_jpeg_is_lossless(ts_slice(ts_buf_span(&w.out), 0, 80));
            CHECK(same && ts_jpeg_lossless(ts_buf_span(&w.out), 105, &got, &cut) && !cut);
            same &= got.width == 7 && got.height == 5 && got.components == s.components && got.bits == s.bits;
            for (unsigned c = 0; same && c < s.components; c++)
                for (unsigned i = 0; i < 35; i++)
                    same &= got.sample[c * 35 + i] == sample(&s, c, i % 7, i / 7) << s.shift;
            CHECK(same);
            ts_free(got.sample);
            ts_buf_done(&w.out);
        }
}

TEST(cut_or_changed_anywhere_it_does_no_harm) {
    shape s = {.width = 7, .height = 5, .components = 3, .bits = 12, .predictor = 4, .restart = 14};
    writing w = {{0}, 0, 0};
    write_picture(&w, &s);
    ts_jpeg_samples got;
    bool cut;
    CHECK(!ts_jpeg_lossless(ts_buf_span(&w.out), 104, &got, &cut) && got.sample == NULL);
    for (size_t len = 0; len < w.out.len; len++) {
        bool made = ts_jpeg_lossless(ts_slice(ts_buf_span(&w.out), 0, len), 105, &got, &cut);
        CHECK(!made || cut || len >= w.out.len - 3); /* the bits that fill up the last byte, and the end's marker */
        ts_free(got.sample);
    }
    for (size_t i = 0; i < w.out.len; i++)
        for (unsigned bit = 0; bit < 8; bit++) {
            w.out.ptr[i] = (char)(w.out.ptr[i] ^ 1 << bit);
            (void)ts_jpeg_lossless(ts_buf_span(&w.out), 4096, &got, &cut);
            ts_free(got.sample);
            w.out.ptr[i] = (char)(w.out.ptr[i] ^ 1 << bit);
        }
    ts_buf_done(&w.out);
}

TEST(other_jpeg_is_not_lossless) {
    static const char *const heads[] = {
        "\xFF\xD8\xFF\xC0", "\xFF\xD8\xFF\xDA", "\xFF\xD8\xFF", "", "\xFF\xC3", "\xFF\xD8\xFF\xFE\xFF\xFF\xFF\xC3"};
    for (size_t i = 0; i < TEST_COUNT(heads); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        ts_buf_add_str(&b, heads[i]);
        if (i < 5)
            ts_buf_add(&b, (ts_span){"\0\2\0\0", 4});
        CHECK_ROW(!ts_jpeg_is_lossless(ts_buf_span(&b)), heads[i]);
    }
}
