/* ingest_test.c - what was read is not read again, and what was not read to its end is. */
#include <touchstone/verify.h>
#include <touchstone/ingest.h>

#include <stdlib.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/limits.h"
#include "store/coverage.h"
#include "store/sightings.h"
#include "support/pool_log.h"
#include "unit/store/case_support.h"

static const char letter[] = "Patient: Jane Example\nDOB: 23/04/1987\nNHS No: 999 000 0018\n";
static const char people[] = "NHS No,Surname,Forename,DOB\n9990000018,Example,Jane,23/04/1987\n"
                             "9990000026,Sample,Ann,24/05/1988\n9990000034,Instance,Joe,25/06/1989\n";

static void put(const char *name, const char *text) {
    char path[300];
    snprintf(path, sizeof path, "%s/drop/%s", test_dir(), name);
    FILE *f = fopen(path, "w");
    CHECK(f && fputs(text, f) >= 0);
    if (f)
        fclose(f);
}

static void put_in(const char *name, int number) {
    char path[300];
    snprintf(path, sizeof path, "%s/%s", test_dir(), name);
    FILE *f = fopen(path, "w");
    CHECK(f && fprintf(f, "Patient: Jane Example\nDOB: %02d/04/1987\nNHS No: 999 000 0018\nLetter %d\n",
                       number % 28 + 1, number) > 0);
    if (f)
        fclose(f);
}

static unsigned places;

static ts_ingest_result ingest(ts_case *c) {
    char path[300];
    const char *paths[] = {path};
    ts_ingest_result r = {0};
    ts_ingest_options o = {.jobs = 1};
    snprintf(path, sizeof path, "%s/drop", test_dir());
    CHECK_ROW(ts_ingest(c, paths, 1, &o, &r) == TS_OK, ts_error_text());
    return r;
}

static uint64_t sightings(ts_case *c) {
    uint64_t n = 0, mentions, bytes;
    CHECK(ts_sightings_count(c, &n, &mentions, &bytes) == TS_OK);
    return n;
}

static ts_err keep_largest(void *context, const ts_blob *b) {
    ts_blob *most = context;
    if (b->size > most->size)
        *most = *b;
    return TS_OK;
}

/* Anyone can recompute what stands in the log: plain SHA-256. */
static bool log_holds(const char *name, ts_span content) {
    char path[300], hex[65];
    ts_digest d;
    TS_AUTO(ts_buf, ts_buf_done) log = {0};
    snprintf(path, sizeof path, "%s/custody.log", case_path(name));
    CHECK(ts_fs_load(AT_FDCWD, path, (size_t)1 << 24, &log) == TS_OK);
    ts_sha256_of(content, &d);
    ts_digest_hex(&d, hex);
    return ts_span_find(ts_buf_span(&log), ts_str(hex), 0) != SIZE_MAX;
}

/* Blobs, each of which has a place. */
static ts_err find_place(void *context, const ts_blob *b) {
    ts_buf where = {0};
    int64_t place = 0;
    CHECK_ROW(ts_place_of_blob(context, b->id, &place) == TS_OK, ts_error_text());
    CHECK(ts_place_locator(context, place, &where) == TS_OK && where.len);
    ts_buf_done(&where);
    places++;
    return TS_OK;
}

static unsigned standing(ts_case *c) {
    places = 0;
    CHECK(ts_blob_each(c, find_place, c) == TS_OK);
    return places;
}

TEST(only_what_is_not_done_is_read_again) {
    char dir[300];
    snprintf(dir, sizeof dir, "%s/drop", test_dir());
    CHECK(mkdir(dir, 0700) == 0);
    put("letter.txt", letter);
    put("people.csv", people);
    ts_case *c = case_fresh("again");
    ts_ingest_result r = ingest(c);
    CHECK(r.new_items == 2 && r.items == 2 && r.unread_items == 0 && r.bytes_unread == 0);
    CHECK(r.bytes == sizeof letter + sizeof people - 2);
    CHECK(log_holds("again", ts_str(letter)) && log_holds("again", ts_str(people)));
    uint64_t n = sightings(c);
    CHECK(n >= 4);
    r = ingest(c);
    CHECK(r.new_items == 0 && r.items == 2 && sightings(c) == n);

    /* As a run leaves it that was killed inside the table: known, and not read to its end. */
    ts_blob b = {0};
    CHECK(ts_blob_each(c, keep_largest, &b) == TS_OK && b.done && b.size == sizeof people - 1);
    b.done = false;
    CHECK(ts_case_begin(c) == TS_OK && ts_blob_save(c, &b) == TS_OK && ts_case_commit(c) == TS_OK);
    r = ingest(c);
    CHECK(r.new_items == 1 && sightings(c) == n);
    CHECK(ts_blob_by_id(c, b.id, &b) == TS_OK && b.done);

    /* Other hints: everything that was read with the old ones is read again. */
    c->test_realm = !c->test_realm;
    r = ingest(c);
    CHECK(r.new_items == 2 && sightings(c) == n);

    /* The same name with other content is another blob. */
    put("letter.txt", "Patient: John Example\nDOB: 24/04/1987\nNHS No: 999 000 0026\n");
    r = ingest(c);
    CHECK(r.new_items == 1 && r.items == 3);
    CHECK(standing(c) == 3 && ingest(c).new_items == 0); /* the one before still stands where it was found */

    /* Two copies are one blob: read once, listed at both places. */
    n = sightings(c);
    put("copy one.txt", "Patient: June Example\nDOB: 25/04/1987\nNHS No: 999 000 0034\n");
    put("copy two.txt", "Patient: June Example\nDOB: 25/04/1987\nNHS No: 999 000 0034\n");
    r = ingest(c);
    CHECK(r.new_items == 1 && r.items == 4 && sightings(c) == n + 1);
    ts_coverage cover;
    CHECK(ts_coverage_load(c, &cover) == TS_OK && cover.twins == 2);
    ts_case_close(c);
}

typedef struct asked {
    ts_case *c;
    int times;
    ts_err answer; /* what asking comes to */
} asked;

static ts_err ask(void *context) {
    asked *a = context;
    ts_coverage v;
    a->times++;
    CHECK(ts_coverage_load(a->c, &v) == TS_OK);
    CHECK(v.files == 40 && v.all.items == v.all.read + v.all.partly + v.all.unread + v.all.waiting);
    CHECK(v.all.waiting > 0 && v.all.bytes == v.all.bytes_read + v.all.bytes_unread + v.all.bytes_waiting);
    CHECK(ts_case_record(a->c, "asked", NULL) == TS_OK); /* no transaction is open */
    return a->answer;
}

/* Every file is known from the start; what is asked for half way neither ends nor changes the reading. */
TEST(first_answers_come_while_the_rest_waits) {
    char path[300], name[40];
    const char *paths[] = {path};
    for (int i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "first/%02d.txt", i);
        snprintf(path, sizeof path, "%s/first", test_dir());
        CHECK(i || mkdir(path, 0700) == 0);
        put_in(name, i);
    }
    ts_case *c = case_fresh("soon");
    asked a = {.c = c, .answer = TS_ESTOPPED};
    ts_ingest_options o = {.jobs = 1, .batch = 1, .first_ms = 1, .provisional = ask, .context = &a};
    ts_ingest_result r = {0};
    CHECK(ts_ingest(c, paths, 1, &o, &r) == TS_ESTOPPED && a.times == 1);
    ts_coverage v;
    CHECK(ts_coverage_load(c, &v) == TS_OK && v.files == 40 && v.all.waiting > 0);
    a.answer = TS_OK;
    CHECK_ROW(ts_ingest(c, paths, 1, &o, &r) == TS_OK && a.times == 2, ts_error_text());
    CHECK(r.items == 40 && r.unread_items == 0 && sightings(c) == 40);
    CHECK(ts_coverage_load(c, &v) == TS_OK && v.all.waiting == 0 && v.all.read == 40);

    /* A file that was listed and is gone when its turn comes is told as such. */
    ts_place lost = {.exhibit = 1, .name = ts_str("was here.txt"), .repeat = 1, .size = 5};
    CHECK(ts_case_begin(c) == TS_OK && ts_place_save(c, &lost) == TS_OK && ts_case_commit(c) == TS_OK);
    CHECK(ts_ingest(c, paths, 1, &(ts_ingest_options){.jobs = 1}, &r) == TS_OK && r.unread_items == 1);
    CHECK(ts_coverage_load(c, &v) == TS_OK && v.all.waiting == 0 && v.reason_items[TS_REASON_CHANGED] == 1);
    ts_case_close(c);
}

static uint64_t size_of(const char *path) {
    struct stat st = {0};
    CHECK(stat(path, &st) == 0);
    return (uint64_t)st.st_size;
}

/* A slice of a large table is among the first answers, long before the table is through; the whole is what it is without. */
typedef struct partly_asked {
    ts_case *c;
    uint64_t read, shown;
} partly_asked;

static ts_err ask_partly(void *context) {
    partly_asked *a = context;
    ts_coverage v;
    CHECK(ts_coverage_load(a->c, &v) == TS_OK && v.all.items == 1 && v.all.waiting == 1);
    CHECK(v.all.bytes == v.all.bytes_read + v.all.bytes_waiting && v.all.bytes_waiting > v.all.bytes / 2);
    a->read = v.all.bytes_read;
    a->shown = sightings(a->c);
    return TS_OK;
}

TEST(a_sample_of_a_large_table_is_among_the_first_answers) {
    enum { PEOPLE = 12000, SLICE = 8000 };
    char path[300];
    const char *paths[] = {path};
    snprintf(path, sizeof path, "%s/large.csv", test_dir());
    FILE *f = fopen(path, "w");
    CHECK(f && fputs("NHS No,Surname,Forename,DOB,Note\n", f) >= 0);
    for (int i = 0; f && i < PEOPLE; i++)
        fprintf(f, "99900%05d,Example,Jane,%02d/04/19%02d,\"was seen,\nand will be\"\n", i, i % 28 + 1, i % 90 + 10);
    CHECK(f && fclose(f) == 0);
    CHECK(setenv("TOUCHSTONE_SLICE", "8000", 1) == 0);
    ts_case *c = case_fresh("whole");
    ts_ingest_result r = {0};
    ts_digest want, got;
    uint64_t unstable;
    CHECK_ROW(ts_ingest(c, paths, 1, &(ts_ingest_options){.jobs = 1}, &r) == TS_OK, ts_error_text());
    CHECK(sightings(c) == PEOPLE && ts_result_digest(c, NULL, &want, &unstable) == TS_OK);
    ts_case_close(c);
    partly_asked a = {0};
    for (uint64_t ms = 16; ms < 20000 && !a.read; ms *= 2) { /* until a slice was told by then */
        char name[32];
        snprintf(name, sizeof name, "partly.%llu", (unsigned long long)ms);
        c = case_fresh(name);
        a = (partly_asked){.c = c};
        ts_ingest_options o = {.jobs = 2, .first_ms = ms, .provisional = ask_partly, .context = &a};
        CHECK_ROW(ts_ingest(c, paths, 1, &o, &r) == TS_OK, ts_error_text());
        CHECK(ts_result_digest(c, NULL, &got, &unstable) == TS_OK && ts_digest_eq(&want, &got));
        CHECK(sightings(c) == PEOPLE && r.sightings == PEOPLE);
        ts_blob b = {0};
        CHECK(ts_blob_each(c, keep_largest, &b) == TS_OK && b.done && b.sampled == 0);
        ts_case_close(c);
    }
    CHECK(a.read > SLICE / 2 && a.read < (TS_LIMIT_FIRST_SLICES + 1) * SLICE &&
          a.shown > a.read * 3 / 4 * PEOPLE / size_of(path));
    CHECK(unsetenv("TOUCHSTONE_SLICE") == 0);
}

/* A member's digest is the parent's own, over the bytes that came. */
TEST(members_stand_in_the_log_by_their_digest) {
    static const char *const zip[] = {"tests/fixtures/extract/people.zip"};
    static const char *const members[] = {"tests/fixtures/extract/people.csv", "tests/fixtures/extract/letter.html"};
    ts_case *c = case_fresh("members");
    ts_ingest_result r = {0};
    ts_ingest_options o = {.jobs = 1};
    CHECK_ROW(ts_ingest(c, zip, 1, &o, &r) == TS_OK, ts_error_text());
    CHECK(r.items == 3 && r.new_items == 3 && r.unread_items == 0);
    for (size_t i = 0; i < TEST_COUNT(members); i++) {
        TS_AUTO(ts_buf, ts_buf_done) content = {0};
        CHECK(ts_fs_load(AT_FDCWD, members[i], (size_t)1 << 20, &content) == TS_OK);
        CHECK_ROW(log_holds("members", ts_buf_span(&content)), members[i]);
    }
    ts_case_close(c);
}

/* ---- near copies ---- */

/* A letter of 400 words of its own; with `change`, three of them are others. */
static void put_long(const char *name, unsigned of, bool change) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    for (unsigned i = 0; i < 400; i++)
        ts_buf_addf(&text, "%s%u", i % 10 == 9 ? ".\nNext " : " word",
                    (i * 7919 + of * 104729) % 9973 + (change && i % 150 == 99));
    ts_buf_add_char(&text, 0);
    put(name, text.ptr);
}

TEST(near_copies_are_counted_beside_exact_ones) {
    char path[300];
    const char *paths[] = {path};
    snprintf(path, sizeof path, "%s/near", test_dir());
    CHECK(mkdir(path, 0700) == 0);
    put_long("../near/a.txt", 1, false);
    put_long("../near/a again.txt", 1, false);
    put_long("../near/a edited.txt", 1, true);
    put_long("../near/b.txt", 2, false);
    put_long("../near/c.txt", 3, false);
    ts_case *c = case_fresh("near-case");
    ts_ingest_result r = {0};
    ts_coverage v;
    CHECK_ROW(ts_ingest(c, paths, 1, &(ts_ingest_options){.jobs = 1}, &r) == TS_OK, ts_error_text());
    CHECK(ts_coverage_load(c, &v) == TS_OK);
    CHECK(v.all.items == 4 && v.twins == 2 && v.near_groups == 1 && v.near_copies == 1);
    ts_case_close(c);
}

/* ---- limits ---- */

static bool log_says(const char *name, const char *text) {
    char path[300];
    TS_AUTO(ts_buf, ts_buf_done) log = {0};
    snprintf(path, sizeof path, "%s/custody.log", case_path(name));
    CHECK(ts_fs_load(AT_FDCWD, path, (size_t)1 << 24, &log) == TS_OK);
    return ts_span_find(ts_buf_span(&log), ts_str(text), 0) != SIZE_MAX;
}

TEST(other_limits_read_again_what_the_former_cut_short_and_nothing_else) {
    static const char *const both[] = {"tests/fixtures/extract/people.zip", "tests/fixtures/extract/people.csv"};
    ts_case *c = case_fresh("limits");
    ts_ingest_result r = {0};
    ts_ingest_options o = {.jobs = 1};
    ts_limit.depth = 0; /* nothing inside anything */
    CHECK_ROW(ts_ingest(c, both, 2, &o, &r) == TS_OK, ts_error_text());
    CHECK(r.new_items == 2 && r.unread_items == 2);
    CHECK(ts_ingest(c, both, 2, &o, &r) == TS_OK && r.new_items == 0 && r.unread_items == 2);
    ts_limit = ts_limits_usual;
    /* The zip and its letter; its table stands beside it and is read already. */
    CHECK(ts_ingest(c, both, 2, &o, &r) == TS_OK && r.new_items == 2 && r.unread_items == 0);
    CHECK(ts_ingest(c, both, 2, &o, &r) == TS_OK && r.new_items == 0 && r.unread_items == 0);
    CHECK(log_says("limits", "depth = 0"));
    ts_case_close(c);

    c = case_fresh("limits2");
    ts_limit.members = 1; /* this one is the worker's to keep */
    CHECK(ts_ingest(c, both, 1, &o, &r) == TS_OK && r.new_items == 1 && r.unread_items == 1);
    ts_limit = ts_limits_usual;
    CHECK(ts_ingest(c, both, 1, &o, &r) == TS_OK && r.new_items == 3 && r.unread_items == 0);
    ts_case_close(c);
}

/* ---- passwords ---- */

/* The fixtures' directory in a scratch tree: a locked archive, one more inside another, and what is open. */
static void put_locked(void) {
    char command[900];
    snprintf(command, sizeof command,
             "mkdir -p '%s/locked' && cp tests/fixtures/extract/locked_two.zip '%s/locked/two.zip' && "
             "cp tests/fixtures/extract/locked_aes.zip '%s/locked/inner.zip' && cd '%s/locked' && "
             "zip -q0 outer.zip inner.zip && rm inner.zip && echo open > open.txt",
             test_dir(), test_dir(), test_dir(), test_dir());
    CHECK(system(command) == 0);
}

static ts_ingest_result unlock(ts_case *c, const char *words) {
    char path[300], list[300];
    const char *paths[] = {path};
    ts_ingest_result r = {0};
    ts_ingest_options o = {.jobs = 1, .passwords = words ? list : NULL};
    snprintf(path, sizeof path, "%s/locked", test_dir());
    snprintf(list, sizeof list, "%s/words", test_dir());
    FILE *f = fopen(list, "w");
    CHECK(f && fputs(words ? words : "", f) >= 0 && fclose(f) == 0);
    CHECK_ROW(ts_ingest(c, paths, 1, &o, &r) == TS_OK, ts_error_text());
    return r;
}

TEST(more_passwords_open_what_was_locked_and_read_nothing_else_again) {
    put_locked();
    ts_case *c = case_fresh("locked");
    ts_ingest_result r = unlock(c, NULL);
    /* open.txt, two.zip with its open member, outer.zip, inner.zip; four members are places without a blob */
    CHECK(r.new_items == 5 && r.unread_items == 4 && r.opened_items == 0);
    CHECK(unlock(c, NULL).new_items == 0);

    r = unlock(c, "nothing\nwinter\n");
    CHECK(r.opened_items == 1 && r.unread_items == 3); /* tried: two.zip, outer.zip, inner.zip; and what came out */
    CHECK(r.new_items == 4 && log_says("locked", "\"passwords\":[{\"list\":1,\"line\":2}]"));
    CHECK(unlock(c, "nothing\nwinter\n").new_items == 0 && unlock(c, NULL).new_items == 0);

    r = unlock(c, "winter\nsecret\n");
    CHECK(r.opened_items == 2 && r.unread_items == 0 && r.new_items == 4); /* people.csv came out of both */
    CHECK(log_says("locked", "{\"list\":2,\"line\":2}]") && !log_says("locked", "secret"));
    CHECK(standing(c) == 7 && unlock(c, "secret\n").new_items == 0);
    uint64_t n = sightings(c);

    /* Read again with other hints, and without the lists: the case keeps them, and nothing is locked again. */
    c->test_realm = !c->test_realm;
    r = unlock(c, NULL);
    CHECK(r.unread_items == 0 && r.new_items == 7 && r.opened_items == 2 && sightings(c) == n && standing(c) == 7);
    ts_case_close(c);
}

/* In a real worker, which may open nothing: what a password needs of the C library was loaded before. */
TEST(a_locked_pdf_opens_inside_the_walls) {
    static const char *const pdf[] = {"tests/fixtures/foreign/pdf/qpdf_encrypted.pdf"};
    char list[300];
    snprintf(list, sizeof list, "%s/words", test_dir());
    FILE *f = fopen(list, "w");
    CHECK(f && fputs("no\nletmein\n", f) >= 0 && fclose(f) == 0);
    ts_case *c = case_fresh("pdf");
    ts_ingest_result r = {0};
    ts_ingest_options o = {.jobs = 1, .passwords = list};
    CHECK_ROW(ts_ingest(c, pdf, 1, &o, &r) == TS_OK, ts_error_text());
    CHECK(r.items == 1 && r.opened_items == 1 && r.unread_items == 0 && r.sightings > 0);
    ts_case_close(c);
}

#ifndef TS_SANITIZED /* there a crash is a report, and memory has no cap */
/* Its reader ends by itself after all that it found was sent. */
static void ends_late(const char *word, ts_reason reason, bool unstable) {
    enum { LETTERS = 30000 };
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    char path[300];
    const char *paths[] = {path};
    snprintf(path, sizeof path, "%s/%s.txt", test_dir(), word);
    ts_buf_addf(&text, "LATE:%s\n", word);
    for (int i = 0; i < LETTERS; i++)
        ts_buf_addf(&text, "Patient: Jane Example\nDOB: 23/04/1987\nNHS No: 999 000 0018\nLetter %d\n\n", i);
    FILE *f = fopen(path, "w");
    CHECK(f && fwrite(text.ptr, 1, text.len, f) == text.len && fclose(f) == 0);
    ts_case *c = case_fresh(word);
    ts_ingest_result r = {0};
    ts_ingest_options o = {.jobs = 1};
    pool_log_use(TS_HOSTILE, word);
    CHECK_ROW(ts_ingest(c, paths, 1, &o, &r) == TS_OK, ts_error_text());
    CHECK_ROW(r.unstable_items == unstable && r.unread_items == 1 && r.bytes_unread == text.len, word);
    CHECK_ROW(r.sightings > 0, word); /* they came */
    ts_blob b = {0};
    CHECK(ts_blob_each(c, keep_largest, &b) == TS_OK && b.done);
    CHECK_ROW(b.unstable == unstable && b.reason == reason && b.sightings == 0, word);
    CHECK_ROW(sightings(c) == 0, word);
    ts_case_close(c);
}

TEST(what_did_not_come_to_its_end_contributes_nothing) {
    ends_late("crash", TS_REASON_CRASHED, false);
    ends_late("bomb", TS_REASON_MEMORY, true);
}
#endif
