/* slices_test.c - several workers at one file say what one says, whatever befalls one of them. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "ingest/reading.h"
#include "support/pool_log.h"
#include "support/test.h"

/* What the client heard and does not have to forget. */
typedef struct heard {
    ts_buf text;
    unsigned begins, ends, segments;
    bool kill; /* a worker, each time something is heard */
    unsigned kills;
    ts_item_end end;
} heard;

/* A process whose parent is `parent`; 0 where there is none. */
static pid_t child_of(pid_t parent) {
    char path[64], line[256] = "";
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)parent, (int)parent);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, line, sizeof line - 1);
    ts_fs_close(&fd);
    return n > 0 ? (pid_t)strtol(line, NULL, 10) : 0;
}

static ts_err on_found(void *context, ts_item *item, bool *skip) {
    (void)context, (void)item;
    *skip = false;
    return TS_OK;
}
static ts_err on_unread(void *context, ts_item *parent, ts_span name, uint32_t repeat, uint32_t ordinal,
                        ts_reason reason, uint64_t size, const char *message) {
    (void)context, (void)parent, (void)name, (void)repeat, (void)ordinal, (void)size;
    CHECK_ROW(reason == TS_READ, message);
    return TS_OK;
}
static ts_err on_begin(void *context, ts_item *item) {
    heard *h = context;
    (void)item;
    h->begins++;
    ts_buf_clear(&h->text);
    return TS_OK;
}
static ts_err on_segment(void *context, ts_item *item, const ts_segment *s, const char *format) {
    heard *h = context;
    (void)item;
    h->segments++;
    ts_buf_addf(&h->text, "%s segment %u @%llu at %lld more %d columns %zu rows", format, s->ordinal,
                (unsigned long long)s->offset, (long long)s->at, s->more, s->columns);
    for (size_t i = 0; i < s->rows; i++)
        ts_buf_addf(&h->text, " %llu", (unsigned long long)s->row_number[i]);
    ts_buf_addf(&h->text, ": %.*s\n", (int)s->text.len, s->text.ptr);
    pid_t zygote = h->kill && h->kills < 5 ? child_of(getpid()) : 0, worker = zygote ? child_of(zygote) : 0;
    if (worker && kill(worker, SIGKILL) == 0)
        h->kills++;
    return TS_OK;
}
static ts_err on_columns(void *context, ts_item *item, const uint8_t *kind, size_t n) {
    heard *h = context;
    (void)item;
    for (size_t i = 0; i < n; i++)
        ts_buf_addf(&h->text, "column %d\n", kind[i]);
    return TS_OK;
}
static ts_err on_findings(void *context, ts_item *item, ts_findings *f) {
    heard *h = context;
    (void)item;
    for (size_t i = 0; i < f->mentions; i++)
        ts_buf_addf(&h->text, "%s %.*s %u-%u row %u column %d %d%%\n", ts_kind_name(f->mention[i].kind),
                    (int)f->mention[i].norm.len, f->mention[i].norm.ptr, f->mention[i].start, f->mention[i].end,
                    f->mention[i].row, f->mention[i].column, f->mention[i].confidence);
    for (size_t i = 0; i < f->sightings; i++)
        ts_buf_addf(&h->text, "sighting at %llu: %u+%u\n", (unsigned long long)f->sighting[i].place,
                    f->sighting[i].first, f->sighting[i].count);
    return TS_OK;
}
static ts_err on_values(void *context, ts_item *item, ts_values_found f) {
    heard *h = context;
    (void)item;
    for (ts_value v; ts_value_next(&f, &v);)
        ts_buf_addf(&h->text, "value %.*s %u at %lld row %u\n", (int)v.value.len, v.value.ptr, v.start, (long long)v.at,
                    v.row);
    return TS_OK;
}
static ts_err on_end(void *context, ts_item *item, const ts_item_end *end) {
    heard *h = context;
    (void)item;
    h->ends++;
    h->end = *end;
    ts_buf_addf(&h->text, "end %s unread %llu content %llu %s/%d %d\n", ts_reason_name(end->reason),
                (unsigned long long)end->unread, (unsigned long long)end->content, end->format, end->format_version,
                end->unstable);
    return TS_OK;
}
static ts_err on_closed(void *context, ts_item *item) {
    (void)context, (void)item;
    return TS_OK;
}

static char path_[300];

static void write_file(ts_span bytes) {
    snprintf(path_, sizeof path_, "%s/evidence", test_dir());
    int fd = open(path_, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && ts_fs_write_all(fd, bytes, path_) == TS_OK);
    ts_fs_close(&fd);
}

static off_t cut_to; /* 0: the file stays as it is */

static ts_err on_look(void *context, const ts_walk_file *file, bool *known) {
    (void)context, (void)file;
    CHECK(!cut_to || truncate(path_, cut_to) == 0);
    *known = false;
    return TS_OK;
}

/* `forgets`: the client is one that hears again what it heard before; a case's is, a pipe's is not. */
static void read_file(heard *h, unsigned jobs, unsigned want, size_t held, bool forgets) {
    const char *const drop[] = {path_};
    bool kill_some = h->kill;
    *h = (heard){.kill = kill_some};
    ts_reader_options o = {.pool = {.jobs = jobs, .want = want, .held = held}};
    ts_reader_client client = {.context = h,
                               .look = on_look,
                               .found = on_found,
                               .unread = on_unread,
                               .begin = forgets ? on_begin : NULL,
                               .segment = on_segment,
                               .findings = on_findings,
                               .values = on_values,
                               .columns = on_columns,
                               .end = on_end,
                               .closed = on_closed};
    ts_reader_result r = {0};
    CHECK_ROW(ts_reader_run(drop, 1, &o, &client, &r) == TS_OK, ts_error_text());
    CHECK(h->ends == 1 && r.files == 1);
}

static void slice_of(const char *bytes) { CHECK(setenv("TOUCHSTONE_SLICE", bytes, 1) == 0); }

enum { CASE = TS_WANT_SIGHTINGS, SCAN = TS_WANT_VALUES | TS_WANT_TEXT };

/* One worker and several: the same, word for word. */
static void compare(unsigned want, size_t held, const char *format, const char *what) {
    heard one = {0};
    read_file(&one, 1, want, 0, true);
    CHECK_ROW(strcmp(one.end.format, format) == 0 && one.end.reason == TS_READ, one.end.format);
    for (int forgets = 0; forgets < 2; forgets++) {
        heard many = {0};
        read_file(&many, 3, want, held, forgets);
        CHECK_ROW(one.text.len > 0 && ts_span_eq(ts_buf_span(&one.text), ts_buf_span(&many.text)), what);
        ts_buf_done(&many.text);
    }
    ts_buf_done(&one.text);
}

/* Made-up people, some with notes of several lines; the first line is the header, or a word to the worker. */
static void people(ts_buf *b, const char *first, size_t rows) {
    ts_buf_addf(b, "%s\n", first);
    for (size_t i = 0; i < rows; i++)
        ts_buf_addf(
            b, "%zu,Sample%zu,Ann,19%02zu-0%zu-12,ann%zu@mail.example,%s\n", i, i % 97, i % 90 + 10, i % 9 + 1, i,
            i % 5 ? "seen" : "\"seen,\nthen \"\"written\"\" to:\n12,Sample3,Ann,1950-01-01,x@y.example,line\n\"");
}

static const char header[] = "id,surname,forename,date_of_birth,email,note";

TEST(several_workers_say_what_one_says) {
    static const char *const sizes[] = {"48", "64", "1000", "4096", "30000"};
    ts_buf b = {0};
    people(&b, header, 400);
    write_file(ts_buf_span(&b));
    for (size_t i = 0; i < TEST_COUNT(sizes); i++) {
        slice_of(sizes[i]);
        if (i < 2) /* a process each */
            write_file(ts_slice(ts_buf_span(&b), 0, 1500));
        else
            write_file(ts_buf_span(&b));
        compare(CASE, 0, "csv", sizes[i]);
        compare(SCAN, 0, "csv", sizes[i]);
    }
    ts_buf_clear(&b);
    for (size_t i = 0; i < 300; i++)
        ts_buf_addf(&b,
                    "Dear Ann,\n\nplease write to amal%zu@trust.example or ring 07700 900%03zu.\nBorn: 12/03/1961\n\n",
                    i, i);
    write_file(ts_buf_span(&b));
    for (size_t i = 2; i < TEST_COUNT(sizes); i++) {
        slice_of(sizes[i]);
        compare(CASE, 0, "plain", sizes[i]);
        compare(SCAN, 0, "plain", sizes[i]);
    }
    ts_buf_clear(&b);
    for (size_t i = 0; i < 600; i++)
        ts_buf_addf(&b, "{\"id\": %zu, \"surname\": \"Sample%zu\", \"date_of_birth\": \"19%02zu-03-12\"%s}\n%s", i,
                    i % 97, i % 90 + 10, i % 200 ? "" : ", \"email\": \"ann@mail.example\"",
                    i % 250 ? "" : "no JSON, but amal@trust.example\n");
    write_file(ts_buf_span(&b));
    for (size_t i = 2; i < TEST_COUNT(sizes); i++) {
        slice_of(sizes[i]);
        compare(CASE, 0, "ndjson", sizes[i]);
        compare(SCAN, 0, "ndjson", sizes[i]);
    }
    ts_buf_done(&b);
}

TEST(a_file_of_another_kind_is_read_by_one) {
    slice_of("1000");
    heard h = {0};
    ts_buf b = {0};
    ts_buf_add_str(&b, "<html><body><table>");
    for (size_t i = 0; i < 200; i++)
        ts_buf_addf(&b, "<tr><td>%zu</td><td>ann%zu@mail.example</td></tr>", i, i);
    write_file(ts_buf_span(&b));
    compare(SCAN, 0, "html", "another kind");
    read_file(&h, 3, SCAN, 0, true);
    CHECK(strcmp(h.end.format, "html") == 0);
    ts_buf_done(&h.text);
    ts_buf_done(&b);
}

/* What came before the break counts, the rest is listed: to the byte as one reader says it. */
TEST(a_file_that_is_cut_while_it_is_read_is_read_as_far) {
    ts_buf b = {0};
    slice_of("20000");
    people(&b, header, 4000);
    static const off_t cuts[] = {70011, 20001, 19999, 60000};
    for (size_t i = 0; i < TEST_COUNT(cuts); i++)
        for (int forgets = 0; forgets < 2; forgets++) {
            heard one = {0}, many = {0};
            cut_to = cuts[i];
            write_file(ts_buf_span(&b));
            read_file(&one, 1, SCAN, 0, true);
            write_file(ts_buf_span(&b));
            read_file(&many, 3, SCAN, 0, forgets);
            cut_to = 0;
            CHECK(one.end.reason == TS_REASON_CHANGED && one.end.unread == b.len - (size_t)cuts[i]);
            CHECK(ts_span_eq(ts_buf_span(&one.text), ts_buf_span(&many.text)));
            ts_buf_done(&one.text);
            ts_buf_done(&many.text);
        }
    ts_buf_done(&b);
}

/* What is held may be little or nothing: then the one whose turn it is speaks as it reads. */
TEST(little_room_changes_nothing) {
    ts_buf b = {0};
    people(&b, header, 4000);
    write_file(ts_buf_span(&b));
    slice_of("20000");
    compare(SCAN, 1, "csv", "no room");
    compare(SCAN, 30000, "csv", "little room");
    ts_buf_done(&b);
}

TEST(kill_9_of_a_slices_worker_costs_time_alone) {
    ts_buf b = {0};
    people(&b, header, 20000);
    write_file(ts_buf_span(&b));
    slice_of("100000");
    static const struct {
        bool forgets;
        size_t held;
    } rows[] = {{true, 0}, {true, 400000}, {true, 1}, {false, 0}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        heard one = {0}, many = {.kill = true};
        read_file(&one, 1, SCAN, 0, true);
        read_file(&many, 3, SCAN, rows[i].held, rows[i].forgets);
        CHECK(many.kills > 0);
        CHECK(ts_span_eq(ts_buf_span(&one.text), ts_buf_span(&many.text)));
        if (!rows[i].forgets) /* nothing was told twice */
            CHECK(many.segments == one.segments);
        ts_buf_done(&one.text);
        ts_buf_done(&many.text);
    }
    ts_buf_done(&b);
}

/* ---- a sample before the rest ---- */

typedef struct sampling {
    heard h;
    ts_buf sample; /* what was told of it */
    uint64_t bytes, from[TS_LIMIT_FIRST_SLICES];
    unsigned slices, segments; /* of the slice at hand */
    bool after; /* another item began or ended behind the sample and before the rest */
    const ts_buf *then; /* what the file becomes once the sample was told */
} sampling;

static ts_err on_sample_segment(void *context, ts_item *item, const ts_segment *s, const char *format) {
    sampling *t = context;
    if (!item->sample)
        return on_segment(&t->h, item, s, format);
    uint64_t from = 0;
    CHECK(ts_span_starts(s->part, ts_str("sample+")) && s->ordinal >> TS_SAMPLE_SHIFT > t->slices);
    ts_span place = ts_slice(s->part, 7, s->part.len); /* a table's name may stand behind it */
    const char *name = memchr(place.ptr, '/', place.len);
    place.len = name ? (size_t)(name - place.ptr) : place.len;
    CHECK(ts_parse_u64(place, &from) && t->slices < TS_LIMIT_FIRST_SLICES);
    CHECK(t->segments++ == 0 || from == t->from[t->slices]);
    t->from[t->slices] = from;
    ts_buf_add(&t->sample, s->text);
    return TS_OK;
}

static ts_err on_sampled(void *context, ts_item *item, uint64_t bytes) {
    sampling *t = context;
    CHECK(item->sample && t->h.begins == 0);
    t->bytes += bytes;
    t->slices++;
    t->segments = 0;
    if (t->slices == TS_LIMIT_FIRST_SLICES && t->then)
        write_file(ts_buf_span(t->then));
    return TS_OK;
}

static void read_sampled(sampling *t, unsigned jobs, unsigned want) {
    const char *const drop[] = {path_};
    ts_reader_options o = {.pool = {.jobs = jobs, .want = want}, .first = true};
    ts_reader_client client = {.context = t,
                               .found = on_found,
                               .unread = on_unread,
                               .begin = on_begin,
                               .segment = on_sample_segment,
                               .findings = on_findings,
                               .values = on_values,
                               .columns = on_columns,
                               .sampled = on_sampled,
                               .end = on_end,
                               .closed = on_closed};
    ts_reader_result r = {0};
    CHECK_ROW(ts_reader_run(drop, 1, &o, &client, &r) == TS_OK, ts_error_text());
    CHECK(t->h.ends == 1);
}

/* Each falls into the widest gap: after as many as a power of two, none is much wider than another. */
TEST(a_sample_is_spread_over_the_item) {
    static const uint64_t sizes[] = {2 * TS_LIMIT_FIRST_SLICES, 17, 100, 12345, UINT64_C(1) << 39};
    for (size_t i = 0; i < TEST_COUNT(sizes); i++) {
        uint64_t n = sizes[i], at[TS_LIMIT_FIRST_SLICES];
        CHECK(ts_sample_slice(n, 0) == n / 2 && ts_sample_slice(n, 1) == 0 && ts_sample_slice(n, 2) == n - 1);
        for (unsigned k = 0; k < TS_LIMIT_FIRST_SLICES; k++) {
            unsigned place = k;
            uint64_t slice = ts_sample_slice(n, k);
            CHECK(slice < n);
            for (; place && at[place - 1] >= slice; place--) {
                CHECK(at[place - 1] != slice); /* no slice twice */
                at[place] = at[place - 1];
            }
            at[place] = slice;
            for (unsigned g = 0; k >= 2 && g < k; g++)
                CHECK(at[g + 1] - at[g] <= n / 2 >> (k >= 7 ? 1 : k >= 4 ? 1 : 0));
        }
    }
}

/* Some is told before the rest, and then all as one worker says it; and nothing is read twice. */
TEST(a_sample_comes_first_and_changes_nothing) {
    ts_buf b = {0}, other = {0};
    people(&b, header, 4000);
    ts_buf_add(&other, ts_buf_span(&b));
    for (size_t i = 0; i + 12 < other.len; i++) /* as long, another year of birth */
        if (memcmp(other.ptr + i, "-12,ann", 7) == 0)
            memcpy(other.ptr + i - 7, "18", 2);
    static const char *const sizes[] = {"4096", "11000"};
    for (size_t i = 0; i < TEST_COUNT(sizes); i++)
        for (unsigned jobs = 1; jobs <= 3; jobs += 2) {
            slice_of(sizes[i]);
            write_file(ts_buf_span(&b));
            heard one = {0};
            read_file(&one, 1, CASE | TS_WANT_TEXT, 0, true);
            sampling t = {0};
            read_sampled(&t, jobs, CASE | TS_WANT_TEXT);
            CHECK_ROW(ts_span_eq(ts_buf_span(&one.text), ts_buf_span(&t.h.text)), sizes[i]);
            CHECK(t.slices == TS_LIMIT_FIRST_SLICES && t.bytes > t.sample.len / 2 && t.bytes < b.len / 2);
            CHECK(t.from[0] >= b.len / 2 - 11000 && t.from[0] <= b.len / 2 + 11000 && t.from[1] == 0);
            /* What the sample has read is told as it was read then, though the file is another now. */
            sampling was = {.then = &other};
            read_sampled(&was, jobs, CASE | TS_WANT_TEXT);
            unsigned old = 0, new = 0;
            for (size_t k = 0; k + 7 < was.h.text.len; k++)
                if (memcmp(was.h.text.ptr + k, "-12\tann", 7) == 0)
                    *(memcmp(was.h.text.ptr + k - 7, "18", 2) == 0 ? &new : &old) += 1;
            CHECK(old + new == 4000 && old >= 4000 * t.bytes / b.len / 2 && old < 2000);
            ts_buf_done(&t.sample), ts_buf_done(&t.h.text), ts_buf_done(&was.sample), ts_buf_done(&was.h.text);
            ts_buf_done(&one.text);
        }
    ts_buf_done(&b), ts_buf_done(&other);
}

/* What cannot be cut is read as a whole, and no sample is told of it. */
TEST(no_sample_of_what_cannot_be_cut) {
    ts_buf b = {0};
    slice_of("100");
    ts_buf_add_str(&b, "<html><body><table>");
    for (size_t i = 0; i < 200; i++)
        ts_buf_addf(&b, "<tr><td>%zu</td><td>ann%zu@mail.example</td></tr>", i, i);
    write_file(ts_buf_span(&b));
    for (unsigned jobs = 1; jobs <= 2; jobs++) {
        heard one = {0};
        sampling t = {0};
        read_file(&one, 1, SCAN, 0, true);
        read_sampled(&t, jobs, SCAN);
        CHECK(t.slices == 0 && t.bytes == 0 && ts_span_eq(ts_buf_span(&one.text), ts_buf_span(&t.h.text)));
        ts_buf_done(&t.h.text), ts_buf_done(&one.text);
    }
    ts_buf_done(&b);
}

/* A dump cannot be cut either, but samples are told of it: rows under their names, of no more than was asked for; they are read
 * again with the whole, which is as without. */
TEST(a_sample_of_a_dump_is_read_again_with_the_whole) {
    static const char *const forms[] = {"insert", "rows", "copy"};
    slice_of("4096");
    for (size_t k = 0; k < TEST_COUNT(forms); k++) {
        ts_buf b = {0};
        ts_buf_add_str(&b, "-- PostgreSQL database dump\nCREATE TABLE p (id int, born date, mail text);\n");
        ts_buf_add_str(&b, k == 0 ? "" : k == 1 ? "INSERT INTO p VALUES\n" : "COPY p (id, born, mail) FROM stdin;\n");
        for (unsigned i = 0; i < 3000; i++)
            ts_buf_addf(&b,
                        k == 0   ? "INSERT INTO p VALUES (%u,'1987-04-23','ann%u@mail.example');\n"
                        : k == 1 ? "(%u,'1987-04-23','ann%u@mail.example'),\n"
                                 : "%u\t1987-04-23\tann%u@mail.example\n",
                        i, i);
        ts_buf_add_str(&b, k == 2 ? "\\.\n" : k == 1 ? "(0,NULL,NULL);\n" : "");
        write_file(ts_buf_span(&b));
        for (unsigned jobs = 1; jobs <= 3; jobs += 2) {
            heard one = {0};
            sampling t = {0};
            read_file(&one, 1, CASE | TS_WANT_TEXT, 0, true);
            read_sampled(&t, jobs, CASE | TS_WANT_TEXT);
            CHECK_ROW(ts_span_eq(ts_buf_span(&one.text), ts_buf_span(&t.h.text)), forms[k]);
            CHECK_ROW(t.slices == TS_LIMIT_FIRST_SLICES - 1 && t.bytes >= 6 * 4000 && t.bytes < 8 * 4200, forms[k]);
            CHECK_ROW(t.sample.len > t.bytes / 3 && t.from[0] >= b.len / 2 - 4200, forms[k]);
            CHECK_ROW(ts_span_find(ts_buf_span(&t.sample), ts_str("\t1987-04-23\tann15"), 0) != SIZE_MAX, forms[k]);
            ts_buf_done(&t.sample), ts_buf_done(&t.h.text), ts_buf_done(&one.text);
        }
        ts_buf_done(&b);
    }
}

/* ---- workers that were taken over ---- */

static const struct {
    const char *word;
    bool read; /* in spite of it */
    const char *message;
} mischief[] = {
    {"SLICE:guess crash", true, NULL},
    {"SLICE:guess exit", true, NULL},
    {"SLICE:guess start", true, NULL},
    {"SLICE:guess short", false,
     "slices that do not meet"}, /* it begins where it must, so it is believed to be exact */
#ifndef TS_SANITIZED /* whose reports end a process otherwise */
    {"SLICE:guess late crash", true, NULL},
    {"SLICE:crash", false, "crashed"},
    {"SLICE:late crash", false, "crashed"},
#endif
    {"SLICE:exit", false, "before its time"},
    {"SLICE:start", false, "slices that do not meet"},
    {"SLICE:short", false, "slices that do not meet"},
};

TEST(one_slice_that_fails_twice_ends_the_item_and_not_the_run) {
    pool_log_use(TS_HOSTILE, "slices");
    slice_of("4000");
    for (size_t i = 0; i < TEST_COUNT(mischief); i++)
        for (int forgets = 0; forgets < 2; forgets++) {
            heard one = {0}, many = {0};
            ts_buf b = {0};
            people(&b, mischief[i].word, 1000);
            write_file(ts_buf_span(&b));
            read_file(&one, 1, SCAN, 0, true);
            read_file(&many, 3, SCAN, 0, forgets);
            /* Where it is heard as it comes, a slice may die after it was seen to begin where it must: no guess any more. */
            if (forgets ? many.end.reason == TS_READ : mischief[i].read) {
                CHECK_ROW(ts_span_eq(ts_buf_span(&one.text), ts_buf_span(&many.text)), mischief[i].word);
            } else {
                CHECK_ROW(many.end.reason == TS_REASON_CRASHED && many.end.unread == b.len, mischief[i].word);
                CHECK_ROW(mischief[i].read || strstr(many.end.message, mischief[i].message), many.end.message);
                if (forgets) /* nothing of it counts */
                    CHECK_ROW(!strstr(many.text.ptr, "segment"), mischief[i].word);
                else
                    CHECK_ROW(many.segments >= 2 && many.segments < one.segments, mischief[i].word);
            }
            ts_buf_done(&one.text);
            ts_buf_done(&many.text);
            ts_buf_done(&b);
        }
}

/* A slice of the sample that fails is not waited for, and what comes of it later is what would come of it without. */
TEST(a_sample_goes_on_without_a_slice_that_fails) {
    pool_log_use(TS_HOSTILE, "sampled");
    slice_of("4000");
    CHECK(ts_sample_slice(22, 5) == 2);
    for (size_t i = 0; i < TEST_COUNT(mischief); i++) {
        heard one = {0};
        sampling t = {0};
        ts_buf b = {0};
        people(&b, mischief[i].word, 2000);
        CHECK(b.len > 86000);
        write_file(ts_slice(ts_buf_span(&b), 0, 86000)); /* 22 slices */
        read_file(&one, 1, SCAN, 0, true);
        read_sampled(&t, 3, SCAN);
        CHECK_ROW(t.slices + 1 >= TS_LIMIT_FIRST_SLICES, mischief[i].word);
        CHECK_ROW(t.h.end.reason == TS_REASON_CRASHED || ts_span_eq(ts_buf_span(&one.text), ts_buf_span(&t.h.text)),
                  mischief[i].word);
        ts_buf_done(&one.text), ts_buf_done(&t.sample), ts_buf_done(&t.h.text), ts_buf_done(&b);
    }
}

#ifndef TS_SANITIZED
/* Enough was heard of the slice before its worker died to be heard twice, or to count, if nobody saw to it. */
TEST(what_was_heard_of_a_dead_slice_is_void) {
    static const struct {
        const char *word;
        bool read;
    } rows[] = {{"FIRST:late crash", false}, {"SLICE:late crash", true}}; /* the latter by one reader, anew */
    pool_log_use(TS_HOSTILE, "void");
    slice_of("600000");
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        heard one = {0}, many = {0};
        ts_buf b = {0};
        people(&b, rows[i].word, 40000);
        write_file(ts_buf_span(&b));
        read_file(&one, 1, SCAN, 0, true);
        read_file(&many, 3, SCAN, 0, true);
        CHECK_ROW(many.segments > (rows[i].read ? one.segments : 0), rows[i].word); /* it was heard */
        if (rows[i].read)
            CHECK_ROW(ts_span_eq(ts_buf_span(&one.text), ts_buf_span(&many.text)), rows[i].word);
        else
            CHECK_ROW(many.end.reason == TS_REASON_CRASHED && !strstr(many.text.ptr, "segment"), rows[i].word);
        ts_buf_done(&one.text);
        ts_buf_done(&many.text);
        ts_buf_done(&b);
    }
}
#endif
