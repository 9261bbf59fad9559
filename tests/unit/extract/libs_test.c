/* libs_test.c - the third-party readers together: what they leave to others, damaged files, and that they open nothing. */
#include <seccomp.h>
#include <sys/wait.h>
#include <unistd.h>

#include "members.h"

/* ---- bids ---- */

TEST(text_that_looks_a_little_like_one_of_these_is_left_to_others) {
    static const char *const rows[] = {
        "From: the ward\nThis is a note.\n", /* one known field               */
        "surname: Smith\nforename: Ann\n\ntext\n", /* fields, none of a mail's      */
        "From,To,Subject\na,b,c\n", /* a table of mails              */
        "BZhello, this is no bzip2 at all\n", /* a magic number by accident    */
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_head head = {.raw = ts_str(rows[i]), .text = ts_str(rows[i]), .size = strlen(rows[i]), .all = true};
        for (size_t k = 0; k < ts_extractor_count; k++) {
            const char *name = ts_extractors[k]->name;
            if (strcmp(name, "archive") == 0 || strcmp(name, "pdf") == 0 || strcmp(name, "mail") == 0)
                CHECK_ROW(ts_extractors[k]->bid(&head) == 0, rows[i]);
        }
    }
}

/* LZMA alone has no magic number: all that its head says must make sense. */
TEST(lzma_alone_is_known_by_its_whole_head) {
    static const char unknown[] = "\x5D\0\0\x80\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0abcdefgh",
                      known[] = "\x5D\0\0\x10\0\x20\1\0\0\0\0\0\0\0abcdefgh";
    static const struct {
        size_t at;
        char byte;
        const char *why;
    } rows[] = {{0, '[', "other properties"},
                {1, 3, "a dictionary of no level's size"},
                {10, 1, "a size that nobody has"},
                {13, 'x', "the coder begins with zero"}};
    int bid;
    CHECK(ts_archive_kind_of(ts_span_of(unknown, sizeof unknown - 1), &bid) == TS_ARCHIVE_LZMA && bid > 0);
    CHECK(ts_archive_kind_of(ts_span_of(known, sizeof known - 1), &bid) == TS_ARCHIVE_LZMA);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char bytes[sizeof known];
        memcpy(bytes, known, sizeof known);
        bytes[rows[i].at] = rows[i].byte;
        CHECK_ROW(ts_archive_kind_of(ts_span_of(bytes, sizeof known - 1), &bid) == TS_ARCHIVE_NONE && bid == 0,
                  rows[i].why);
    }
}

/* ---- hostile bytes, and the sandbox ---- */

static const char *const all_fixtures[] = {
    "archive/tar_gnu.tar",    "archive/tar_pax.tar",
    "archive/tar.tar.gz",     "archive/tar.tar.xz",
    "archive/tar.tar.zst",    "archive/tar.tar.bz2",
    "archive/newc.cpio",      "archive/odc.cpio",
    "archive/bin.cpio",       "archive/ar.a",
    "archive/7zip.7z",        "archive/7zip_encrypted.7z",
    "archive/nameless.gz",    "archive/truncated.tar.gz",
    "pdf/cairo_letters.pdf",  "pdf/libreoffice_writer.pdf",
    "pdf/cairo_one_scan.pdf", "pdf/qpdf_attachment.pdf",
    "pdf/qpdf_encrypted.pdf", "pdf/qpdf_owner_password_only.pdf",
    "mail/multipart.eml",     "mail/nested.eml",
    "mail/latin2.eml",        "mail/quoted_printable.eml",
};

static uint64_t chance(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Some bytes changed, a piece dropped or doubled. */
static void mutate(const ts_buf *from, ts_buf *to, uint64_t *state) {
    ts_buf_clear(to);
    ts_buf_add(to, ts_buf_span(from));
    for (uint64_t n = 1 + chance(state) % 8; n > 0; n--)
        to->ptr[chance(state) % to->len] = (char)chance(state);
    size_t at = chance(state) % to->len, len = chance(state) % 64;
    if (chance(state) % 4 == 0)
        to->len = at > 16 ? at : to->len;
    else if (chance(state) % 4 == 0 && at + len < to->len)
        ts_buf_add(to, ts_slice(ts_buf_span(from), at, len));
}

static const ts_extractor *by_name(const char *name) {
    for (size_t i = 0; i < ts_extractor_count; i++)
        if (strcmp(ts_extractors[i]->name, name) == 0)
            return ts_extractors[i];
    return NULL;
}

/* Every fixture as it is and `rounds` times damaged; false where stored bytes do not add up. */
static bool read_all(int rounds) {
    uint64_t state = 0x9990000018;
    bool good = true;
    ts_buf damaged = {0};
    for (size_t i = 0; i < TEST_COUNT(all_fixtures); i++) {
        ts_buf bytes = load(all_fixtures[i]);
        char name[16];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(all_fixtures[i], "/"), all_fixtures[i]);
        for (int k = 0; k <= rounds; k++) {
            got g;
            mutate(&bytes, &damaged, &state);
            read_with(k == 0 ? NULL : by_name(name), ts_buf_span(k == 0 ? &bytes : &damaged), &g);
            good = good && g.stored <= (k == 0 ? bytes.len : damaged.len);
            got_done(&g);
        }
        ts_buf_done(&bytes);
    }
    ts_buf_done(&damaged);
    return good;
}

TEST(damaged_bytes_never_harm) { CHECK(read_all(40)); }

/* Calls that reach beyond the process: any of them ends it. */
static bool forbid(void) {
    static const int calls[] = {SCMP_SYS(open),     SCMP_SYS(openat),  SCMP_SYS(openat2),  SCMP_SYS(creat),
                                SCMP_SYS(socket),   SCMP_SYS(connect), SCMP_SYS(execve),   SCMP_SYS(clone),
                                SCMP_SYS(clone3),   SCMP_SYS(fork),    SCMP_SYS(stat),     SCMP_SYS(access),
                                SCMP_SYS(ioctl),    SCMP_SYS(fcntl),   SCMP_SYS(readlink), SCMP_SYS(unlink),
                                SCMP_SYS(getdents), SCMP_SYS(pipe2),   SCMP_SYS(kill),     SCMP_SYS(memfd_create)};
    scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
    bool good = ctx != NULL;
    for (size_t i = 0; good && i < TEST_COUNT(calls); i++)
        good = seccomp_rule_add(ctx, SCMP_ACT_KILL_PROCESS, calls[i], 0) == 0;
    return good && seccomp_load(ctx) == 0;
}

/* Mails that name every charset there is, known or not: each would be a module to load. */
static void read_charsets(void) {
    static const char *const names[] = {"koi8-r",          "gb2312",    "big5",    "iso-2022-jp", "utf-7",
                                        "ibm037",          "shift_jis", "euc-kr",  "no-such",     "../../etc/passwd",
                                        "utf-8//TRANSLIT", "cp932",     "tis-620", "macintosh"};
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        ts_buf mail = {0};
        ts_buf_addf(&mail,
                    "From: =?%s?B?YWJj?= <a@b.example>\nTo: b@c.example\nDate: Mon, 5 Jan 2026 10:00:00 Europe/London\n"
                    "Content-Type: text/plain; charset=\"%s\"; name*=%s''abc\n\n9990000018\n",
                    names[i], names[i], names[i]);
        got g;
        read_with(NULL, ts_buf_span(&mail), &g);
        got_done(&g);
        ts_buf_done(&mail);
    }
}

/* After the preload the readers open no file, whatever the bytes. */
TEST(reading_opens_nothing) {
    static ts_buf kept[TEST_COUNT(all_fixtures)];
    ts_extract_preload();
    for (size_t i = 0; i < TEST_COUNT(all_fixtures); i++)
        kept[i] = load(all_fixtures[i]);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        if (!forbid())
            _exit(2);
        uint64_t state = 42;
        ts_buf damaged = {0};
        for (size_t i = 0; i < TEST_COUNT(all_fixtures); i++) {
            for (int k = 0; k < 12; k++) {
                got g;
                mutate(&kept[i], &damaged, &state);
                read_with(NULL, ts_buf_span(k == 0 ? &kept[i] : &damaged), &g);
                got_done(&g);
            }
        }
        read_charsets();
        _exit(0);
    }
    int status = 0;
    CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    for (size_t i = 0; i < TEST_COUNT(all_fixtures); i++)
        ts_buf_done(&kept[i]);
}
