/* reader_test.c - what the parent hands to a reader stays as it is. */
#include "ingest/reader.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "ingest/reading.h"
#include "support/pool_log.h"
#include "support/test.h"

/* Files in memory of this name that this process holds, and how many of them can still be written to. */
static void count_memory_files(const char *name, unsigned *files, unsigned *open_ones) {
    DIR *d = opendir("/proc/self/fd");
    CHECK(d != NULL);
    *files = *open_ones = 0;
    for (struct dirent *e; d && (e = readdir(d));) {
        char path[300], to[300] = "";
        snprintf(path, sizeof path, "/proc/self/fd/%s", e->d_name);
        if (readlink(path, to, sizeof to - 1) < 0 || !strstr(to, name))
            continue;
        ++*files;
        *open_ones += !(fcntl((int)strtol(e->d_name, NULL, 10), F_GET_SEALS) & F_SEAL_WRITE);
    }
    if (d)
        closedir(d);
}

static unsigned members, with_memory;

static ts_err on_found(void *context, ts_item *item, bool *skip) {
    (void)context;
    *skip = false;
    members += item->parent != NULL;
    return TS_OK;
}

/* The archive alone is in the drop, so its reader is through when a member's begins. */
static ts_err on_begin(void *context, ts_item *item) {
    (void)context;
    unsigned files = 0, open_ones = 0;
    if (!item->parent)
        return TS_OK;
    count_memory_files("memfd:members", &files, &open_ones);
    with_memory += files > 0;
    CHECK(open_ones == 0);
    count_memory_files("memfd:hints", &files, &open_ones);
    CHECK(files == 1 && open_ones == 0);
    return TS_OK;
}

static ts_err on_unread(void *context, ts_item *parent, ts_span name, uint32_t repeat, uint32_t ordinal,
                        ts_reason reason, uint64_t size, const char *message) {
    (void)context, (void)parent, (void)name, (void)repeat, (void)ordinal, (void)size, (void)message;
    CHECK_ROW(reason == TS_READ, ts_reason_name(reason));
    return TS_OK;
}

static ts_err on_end(void *context, ts_item *item, const ts_item_end *end) {
    (void)context, (void)item;
    CHECK_ROW(end->reason == TS_READ, end->message);
    return TS_OK;
}

static ts_err on_closed(void *context, ts_item *item) {
    (void)context, (void)item;
    return TS_OK;
}

/* One reader that was taken over must not change what another one is to read. */
TEST(members_are_sealed_before_anyone_reads_them) {
    static const char *const drop[] = {"tests/fixtures/extract/people.zip"};
    ts_reader_options o = {.pool = {.jobs = 1, .want = TS_WANT_SIGHTINGS}, .hash = true};
    ts_reader_client client = {
        .found = on_found, .unread = on_unread, .begin = on_begin, .end = on_end, .closed = on_closed};
    ts_reader_result r = {0};
    CHECK_ROW(ts_reader_run(drop, 1, &o, &client, &r) == TS_OK, ts_error_text());
    CHECK(r.files == 1 && members == 2 && with_memory == members);
}

/* ---- members that are too large for memory ---- */

static unsigned on_disk;
static ts_buf texts;

/* Files without a name below the test's directory: whoever finds one finds nothing in it, and cannot change it. */
static ts_err on_begin_spooled(void *context, ts_item *item) {
    (void)context;
    if (!item->parent)
        return TS_OK;
    DIR *d = opendir("/proc/self/fd");
    for (struct dirent *e; d && (e = readdir(d));) {
        char path[300], to[600] = "", bytes[4096];
        snprintf(path, sizeof path, "/proc/self/fd/%s", e->d_name);
        if (readlink(path, to, sizeof to - 1) < 0 || !strstr(to, test_dir()) || !strstr(to, "(deleted)"))
            continue;
        int fd = (int)strtol(e->d_name, NULL, 10);
        ssize_t n = pread(fd, bytes, sizeof bytes, 0);
        CHECK((fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDONLY && n > 0);
        CHECK(ts_span_find(ts_span_of(bytes, n > 0 ? (size_t)n : 0), ts_str("Patient"), 0) == SIZE_MAX);
        CHECK(ts_span_find(ts_span_of(bytes, n > 0 ? (size_t)n : 0), ts_str("999"), 0) == SIZE_MAX);
        on_disk++;
    }
    if (d)
        closedir(d);
    return TS_OK;
}

static ts_err on_text(void *context, ts_item *item, const ts_segment *s, const char *format) {
    (void)context, (void)format;
    ts_buf_addf(&texts, "%u %u: ", item->ordinal, s->ordinal);
    ts_buf_add(&texts, s->text);
    return TS_OK;
}

static void add_member(ts_buf *b, const char *name, ts_span text) {
    char head[512] = {0};
    unsigned sum = 8 * ' ';
    snprintf(head, 100, "%s", name);
    snprintf(head + 100, 9, "0000600");
    snprintf(head + 124, 13, "%011zo", text.len);
    memcpy(head + 257, "ustar\00000", 8);
    for (size_t i = 0; i < sizeof head; i++)
        sum += i < 148 || i >= 156 ? (unsigned char)head[i] : 0;
    snprintf(head + 148, 8, "%06o", sum);
    ts_buf_add(b, ts_span_of(head, sizeof head));
    ts_buf_add(b, text);
    while (b->len % 512)
        ts_buf_add_char(b, 0);
}

/* A tar with a member of many lines, which comes in several pieces, and a small one on both sides of it. */
static void write_archive(const char *path) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, text = {0};
    for (int i = 0; i < 9000; i++)
        ts_buf_addf(&text, "Patient %d: NHS No 999 000 0018, seen by nobody\n", i);
    add_member(&b, "before.txt", ts_str("Patient before: NHS No 999 000 0018\n"));
    add_member(&b, "letters.txt", ts_buf_span(&text));
    add_member(&b, "behind.txt", ts_str("Patient behind: NHS No 999 000 0018\n"));
    for (int i = 0; i < 1024; i++)
        ts_buf_add_char(&b, 0);
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && write(fd, b.ptr, b.len) == (ssize_t)b.len && close(fd) == 0);
}

static void read_drop(const char *spool_from) {
    char archive[300];
    const char *const drop[] = {archive};
    snprintf(archive, sizeof archive, "%s/drop.tar", test_dir());
    write_archive(archive);
    setenv("TMPDIR", test_dir(), 1);
    setenv("TOUCHSTONE_SPOOL", spool_from, 1);
    ts_reader_options o = {.pool = {.jobs = 1, .want = TS_WANT_TEXT}, .hash = true};
    ts_reader_client client = {.found = on_found,
                               .unread = on_unread,
                               .begin = on_begin_spooled,
                               .segment = on_text,
                               .end = on_end,
                               .closed = on_closed};
    ts_reader_result r = {0};
    on_disk = 0;
    ts_buf_clear(&texts);
    CHECK_ROW(ts_reader_run(drop, 1, &o, &client, &r) == TS_OK, ts_error_text());
    unsetenv("TOUCHSTONE_SPOOL");
    unsetenv("TMPDIR");
}

TEST(large_members_stand_covered_on_the_disk) {
    read_drop("100000000");
    TS_AUTO(ts_buf, ts_buf_done) in_memory = texts;
    texts = (ts_buf){0};
    CHECK(on_disk == 0 && ts_span_find(ts_buf_span(&in_memory), ts_str("999"), 0) != SIZE_MAX);
    read_drop("300000"); /* more than one piece of it */
    CHECK(on_disk > 0);
    CHECK_ROW(ts_span_eq(ts_buf_span(&texts), ts_buf_span(&in_memory)), texts.ptr);
    ts_buf_done(&texts);
}

static unsigned no_room;

static ts_err on_no_room(void *context, ts_item *parent, ts_span name, uint32_t repeat, uint32_t ordinal,
                         ts_reason reason, uint64_t size, const char *message) {
    (void)context, (void)repeat, (void)ordinal;
    CHECK_ROW(reason == TS_REASON_NO_ROOM && strstr(message, "make room"), message);
    no_room += parent && ts_span_eq(name, ts_str("letters.txt")) && size > 0;
    return TS_OK;
}

/* No file may grow beyond what a member has, as on a full disk: it is listed, and what stands behind it is read. */
TEST(a_full_disk_costs_the_member_alone) {
    char archive[300];
    const char *const drop[] = {archive, "tests/fixtures/extract/people.zip"};
    struct rlimit was, small = {0};
    snprintf(archive, sizeof archive, "%s/drop.tar", test_dir());
    write_archive(archive);
    setenv("TMPDIR", test_dir(), 1);
    setenv("TOUCHSTONE_SPOOL", "300000", 1); /* one piece of it is in memory by then */
    CHECK(getrlimit(RLIMIT_FSIZE, &was) == 0 && signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    small = (struct rlimit){400000, was.rlim_max};
    CHECK(setrlimit(RLIMIT_FSIZE, &small) == 0);
    ts_reader_options o = {.pool = {.jobs = 1, .want = TS_WANT_TEXT}, .hash = true};
    ts_reader_client client = {
        .found = on_found, .unread = on_no_room, .segment = on_text, .end = on_end, .closed = on_closed};
    ts_reader_result r = {0};
    ts_buf_clear(&texts);
    members = 0;
    CHECK_ROW(ts_reader_run(drop, 2, &o, &client, &r) == TS_OK, ts_error_text());
    CHECK(setrlimit(RLIMIT_FSIZE, &was) == 0);
    unsetenv("TOUCHSTONE_SPOOL");
    unsetenv("TMPDIR");
    CHECK(r.files == 2 && no_room == 1 && members == 4);
    CHECK(ts_span_find(ts_buf_span(&texts), ts_str("Patient before"), 0) != SIZE_MAX);
    CHECK(ts_span_find(ts_buf_span(&texts), ts_str("Patient behind"), 0) != SIZE_MAX &&
          ts_span_find(ts_buf_span(&texts), ts_str("seen by nobody"), 0) == SIZE_MAX);
    ts_buf_done(&texts);
}

/* ---- evidence that is written to meanwhile ---- */

static char growing[300];
static unsigned changed, read_on;

static ts_err on_look(void *context, const ts_walk_file *file, bool *known) {
    (void)context, (void)file;
    int fd = open(growing, O_WRONLY | O_APPEND | O_CLOEXEC);
    CHECK(fd >= 0 && write(fd, "and more", 8) == 8);
    close(fd);
    *known = false;
    return TS_OK;
}

static ts_err on_changed(void *context, ts_item *parent, ts_span name, uint32_t repeat, uint32_t ordinal,
                         ts_reason reason, uint64_t size, const char *message) {
    (void)context, (void)parent, (void)name, (void)repeat, (void)ordinal, (void)size;
    CHECK_ROW(reason == TS_REASON_CHANGED, message);
    changed++;
    return TS_OK;
}

static ts_err on_read(void *context, ts_item *item, bool *skip) {
    (void)context, (void)item;
    read_on++;
    *skip = true;
    return TS_OK;
}

/* Its digest would be of no moment's content. */
TEST(a_file_that_grows_while_it_is_taken_is_listed_as_changed) {
    const char *const drop[] = {growing};
    snprintf(growing, sizeof growing, "%s/growing.txt", test_dir());
    int fd = open(growing, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && write(fd, "a letter ", 9) == 9 && close(fd) == 0);
    ts_reader_options o = {.pool = {.jobs = 1, .want = TS_WANT_SIGHTINGS}, .hash = true};
    ts_reader_client client = {
        .look = on_look, .found = on_read, .unread = on_changed, .end = on_end, .closed = on_closed};
    ts_reader_result r = {0};
    CHECK_ROW(ts_reader_run(drop, 1, &o, &client, &r) == TS_OK, ts_error_text());
    CHECK(changed == 1 && read_on == 0);
}

/* ---- from program to program ---- */

static unsigned ends;
static ts_item_end last_end;

static ts_err on_segment(void *context, ts_item *item, const ts_segment *s, const char *format) {
    (void)context, (void)item, (void)format;
    ts_buf_add(&texts, s->text);
    return TS_OK;
}

static ts_err on_any_end(void *context, ts_item *item, const ts_item_end *end) {
    (void)context, (void)item;
    ends++;
    last_end = *end;
    return TS_OK;
}

static const ts_reader_client listener = {
    .found = on_found, .unread = on_unread, .segment = on_segment, .end = on_any_end, .closed = on_closed};

static void read_one(const char *path) {
    const char *const drop[] = {path};
    ts_reader_options o = {.pool = {.jobs = 2, .want = TS_WANT_TEXT}, .hash = true};
    ts_reader_result r = {0};
    ts_buf_clear(&texts);
    ends = 0;
    CHECK_ROW(ts_reader_run(drop, 1, &o, &listener, &r) == TS_OK, ts_error_text());
    CHECK(ends == 1 && r.files == 1);
}

TEST(a_picture_is_read_by_the_program_that_has_the_engine) {
    read_one("tests/fixtures/extract/screen.png");
    CHECK_ROW(last_end.reason == TS_READ && strcmp(last_end.format, "image") == 0, last_end.message);
    CHECK_ROW(ts_span_find(ts_buf_span(&texts), ts_str("999 000 0018"), 0) != SIZE_MAX, texts.ptr);
    read_one("tests/fixtures/foreign/mail/base64.eml");
    CHECK_ROW(last_end.reason == TS_READ && strcmp(last_end.format, "mail") == 0, last_end.message);
    ts_buf_done(&texts);
}

/* Two programs that name each other would pass an item to and fro for ever. */
TEST(no_item_goes_back) {
    char path[300], inherited[300];
    snprintf(inherited, sizeof inherited, "%s", getenv("TOUCHSTONE_WORKERS"));
    snprintf(path, sizeof path, "%s/back.txt", test_dir());
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && write(fd, "LIE:back\n", 9) == 9 && close(fd) == 0);
    pool_log_use(TS_HOSTILE, "hostile");
    read_one(path);
    CHECK_ROW(last_end.reason == TS_REASON_CRASHED && last_end.unread == 9, last_end.message);
    CHECK(setenv("TOUCHSTONE_WORKERS", inherited, 1) == 0);
}

/* ---- who waits for whom while answers are wanted first ---- */

TEST(what_takes_long_has_its_share_and_no_more) {
    static const struct {
        unsigned jobs, at_work;
        double had, rest;
        bool may;
        const char *why;
    } rows[] = {
        {8, 3, 900, 1, true, "half of eight"},    {8, 4, 0, 100, false, "more than half of eight"},
        {3, 0, 900, 1, true, "one of three"},     {3, 1, 0, 100, false, "two of three"},
        {2, 0, 900, 1, true, "one of two"},       {2, 1, 0, 100, false, "both of two"},
        {1, 0, 0, 0, true, "one alone begins"},   {1, 0, 2, 1.9, false, "one alone that had more than its half"},
        {1, 0, 2, 2, true, "and had it no more"}, {1, 1, 0, 100, false, "one alone that is at it"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_turn_share(rows[i].jobs, rows[i].at_work, rows[i].had, rows[i].rest) == rows[i].may, rows[i].why);
}

enum { PICTURES = 4, TABLES = 12 };
static unsigned pictures_ended, tables_ended, tables_by_then;

static ts_err on_shared_end(void *context, ts_item *item, const ts_item_end *end) {
    (void)context;
    CHECK_ROW(end->reason == TS_READ, end->message);
    bool picture = ts_span_find(item->name, ts_str(".png"), 0) != SIZE_MAX;
    pictures_ended += picture;
    tables_ended += !picture;
    if (picture && pictures_ended == 3)
        tables_by_then = tables_ended;
    return TS_OK;
}

/* Pictures come first, and are seconds of work each; tables that wait do not wait for all of them. */
TEST(tables_are_read_beside_the_pictures) {
    static const ts_reader_client client = {
        .found = on_found, .unread = on_unread, .end = on_shared_end, .closed = on_closed};
    char root[300], path[340];
    TS_AUTO(ts_buf, ts_buf_done) screen = {0};
    CHECK(ts_fs_load(AT_FDCWD, "tests/fixtures/extract/screen.png", (size_t)1 << 22, &screen) == TS_OK);
    snprintf(root, sizeof root, "%s/shared", test_dir());
    CHECK(mkdir(root, 0700) == 0);
    for (unsigned i = 0; i < PICTURES + TABLES; i++) {
        snprintf(path, sizeof path, "%s/%u.%s", root, i, i < PICTURES ? "png" : "csv");
        TS_AUTO(int, ts_fs_close) fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        CHECK(fd >= 0);
        ts_span bytes = i < PICTURES ? ts_buf_span(&screen) : ts_str("name,e-mail\nAnn Sample,ann@mail.example\n");
        CHECK(ts_fs_write_all(fd, bytes, path) == TS_OK);
    }
    const char *const drop[] = {root};
    for (unsigned jobs = 1; jobs <= 2; jobs++) {
        ts_reader_options o = {
            .pool = {.jobs = jobs, .want = TS_WANT_SIGHTINGS}, .names = TS_WALK_BELOW, .first = true, .batch = 1};
        ts_reader_result r = {0};
        pictures_ended = tables_ended = tables_by_then = 0;
        CHECK_ROW(ts_reader_run(drop, 1, &o, &client, &r) == TS_OK, ts_error_text());
        CHECK(pictures_ended == PICTURES && tables_ended == TABLES);
        CHECK(tables_by_then >= TABLES / 2);
    }
}
