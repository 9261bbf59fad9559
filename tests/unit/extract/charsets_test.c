/* charsets_test.c - the character sets of mail: the same letters as from the C library, and without its modules. */
#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
#include <stdio.h>

#include "base/mem.h"
#include "extract/libs.h"
#include "support/test.h"

/* One call of a converter, and all that it tells. */
typedef struct told {
    size_t code, in_left, out_left;
    int error;
    char out[8];
} told;

static told ask(size_t (*run)(iconv_t, char **, size_t *, char **, size_t *), iconv_t d, const char *bytes, size_t n,
                size_t room) {
    told t = {.in_left = n, .out_left = room};
    char copy[4], *in = copy, *out = t.out;
    memcpy(copy, bytes, n);
    errno = 0;
    t.code = run(d, &in, &t.in_left, &out, &t.out_left);
    t.error = t.code == (size_t)-1 ? errno : 0;
    run(d, NULL, NULL, NULL, NULL);
    return t;
}

static bool same(const told *a, const told *b) {
    return a->code == b->code && a->error == b->error && a->in_left == b->in_left && a->out_left == b->out_left &&
           memcmp(a->out, b->out, sizeof a->out) == 0;
}

/* Pairs too: a letter of windows-1255 waits for its points, and a byte of big5 for the second.  Rooms from none on. */
TEST(letters_are_those_of_the_c_library) {
    static const char *const names[] = {"koi8-r",    "ISO-8859-2", "windows-1251", "CP1253", "tis-620",
                                        "macintosh", "ibm866",     "windows-1255", "big5",   "windows-1252",
                                        "CP1258",    "ISO-8859-1", "us-ascii"};
    ts_charsets_preload();
    iconv_t (*open)(const char *, const char *) =
        (iconv_t(*)(const char *, const char *))dlsym(RTLD_NEXT, "iconv_open");
    size_t (*run)(iconv_t, char **, size_t *, char **, size_t *) =
        (size_t(*)(iconv_t, char **, size_t *, char **, size_t *))dlsym(RTLD_NEXT, "iconv");
    int (*close)(iconv_t) = (int (*)(iconv_t))dlsym(RTLD_NEXT, "iconv_close");
    CHECK(open && run && close);
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        iconv_t ours = iconv_open("utf-8", names[i]), theirs = open("UTF-8", names[i]);
        bool good = ours != (iconv_t)-1 && theirs != (iconv_t)-1;
        CHECK_ROW(good, names[i]);
        for (size_t k = 0; good && k < 256 * 256; k += k < 256 ? 1 : 37) {
            const char bytes[] = {(char)k, (char)(k >> 8)};
            size_t n = k < 256 ? 1 : 2, room = k < 256 ? k % 5 : 8;
            told a = ask(iconv, ours, bytes, n, room), b = ask(run, theirs, bytes, n, room);
            good = same(&a, &b);
        }
        CHECK_ROW(good, names[i]);
        if (ours != (iconv_t)-1)
            CHECK_ROW(iconv_close(ours) == 0, names[i]);
        if (theirs != (iconv_t)-1)
            close(theirs);
    }
}

/* Each that is loaded costs every forked process five mappings. */
TEST(modules_of_letters_are_let_go) {
    static const char *const gone[] = {"/KOI8-R.so", "/ISO8859-2.so", "/CP1251.so", "/MACINTOSH.so"};
    TS_AUTO(ts_buf, ts_buf_done) maps = {0};
    ts_charsets_preload();
    FILE *f = fopen("/proc/self/maps", "re");
    CHECK(f != NULL);
    for (int c; f && (c = fgetc(f)) != EOF;)
        ts_buf_add_char(&maps, (char)c);
    if (f)
        fclose(f);
    CHECK(strstr(maps.ptr, "libc.so") != NULL);
    for (size_t i = 0; i < TEST_COUNT(gone); i++)
        CHECK_ROW(strstr(maps.ptr, gone[i]) == NULL, gone[i]);
}

/* No module may be looked for behind the sandbox. */
TEST(what_is_not_at_hand_is_unknown) {
    static const char *const ways[][2] = {{"KOI8-R", "UTF-8"}, {"UTF-16", "KOI8-R"}, {"KOI8-R", "ISO-8859-2"},
                                          {"UTF-8", "IBM037"}, {"UTF-8", "no-such"}, {"", "KOI8-R"}};
    ts_charsets_preload();
    for (size_t i = 0; i < TEST_COUNT(ways); i++)
        CHECK_ROW(iconv_open(ways[i][0], ways[i][1]) == (iconv_t)-1 && errno == EINVAL, ways[i][1]);
}
