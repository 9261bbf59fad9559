/* detect_bench.c - the engine alone: reading and detection in this process, hits in memory, by kind.
 *
 *   detect_bench [--group] [--without-names] [--members] [--held NAMES] FILE...
 *
 * CPU seconds of reading with detection, and of detection alone, by the readers that `scan` uses.  Prints MB/s, a
 * checksum over all hits (kind, place, confidence, flags, normal form: what makes it faster must leave it as it is),
 * hits by kind, and those of confidence 50 and more for 100 MB, the measure of false hits on text without people.
 * --held: holdings that have these words, one a line in capitals, as forenames and surnames; what their filter takes to make, to hold
 * and to ask is told first.  With --members what a file contains is read too, from memory files: mails of a mailbox, and their parts.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "detect/detect.h"
#include "detect/name_filter.h"
#include "detect/terms.h"
#include "extract/extractor.h"
#include "text/name_mark.h"

static uint64_t hits[TS_KIND_COUNT], sure[TS_KIND_COUNT], bytes, items, sightings, checksum = 14695981039346656037u;
static double seconds, detecting;

typedef struct engine {
    ts_detect *d;
    ts_findings found;
    bool group;
    uint64_t kinds; /* 0: all */
    int members; /* a memory file; -1: they are not read */
    uint64_t written;
    struct member {
        uint64_t at, end;
    } * member;
    size_t waiting, cap;
} engine;

static void add_to_checksum(uint64_t value) { checksum = (checksum ^ value) * 1099511628211u; }

static ts_err on_segment(void *context, const ts_segment *s) {
    engine *e = context;
    double start = ts_cpu_seconds();
    ts_findings_clear(&e->found);
    TS_TRY(ts_detect_segment(e->d, s, e->kinds, &e->found));
    if (e->group)
        TS_TRY(ts_group_segment(e->d, s, &e->found));
    detecting += ts_cpu_seconds() - start;
    for (size_t i = 0; i < e->found.mentions; i++) {
        const ts_mention *m = &e->found.mention[i];
        hits[m->kind]++;
        sure[m->kind] += m->confidence >= 50;
        add_to_checksum((uint64_t)m->start << 32 | m->end);
        add_to_checksum((uint64_t)m->kind << 16 | (uint64_t)m->confidence << 8 | m->flags);
        for (size_t k = 0; k < m->norm.len; k++)
            add_to_checksum((uint8_t)m->norm.ptr[k]);
    }
    sightings += e->found.sightings;
    return TS_OK;
}

static ts_err on_child_begin(void *context, const ts_child *child) {
    engine *e = context;
    (void)child;
    if (e->waiting == e->cap)
        e->member = ts_grow(e->member, e->cap = e->cap ? 2 * e->cap : 64, sizeof *e->member);
    e->member[e->waiting++] = (struct member){e->written, e->written};
    return TS_OK;
}

static ts_err on_child_data(void *context, ts_span data) {
    engine *e = context;
    TS_TRY(ts_fs_write_all(e->members, data, "members"));
    e->member[e->waiting - 1].end = e->written += data.len;
    return TS_OK;
}

static ts_err on_child_end(void *context, ts_reason reason, uint64_t stored) {
    (void)context, (void)reason, (void)stored;
    return TS_OK;
}

static void read_item(engine *e, int fd, uint64_t at, uint64_t len) {
    ts_consumer to = {.context = e, .segment = on_segment};
    if (e->members >= 0) {
        to.child_begin = on_child_begin;
        to.child_data = on_child_data;
        to.child_end = on_child_end;
    }
    ts_source source;
    ts_outcome outcome = {0};
    ts_detect_reset(e->d);
    ts_source_file(&source, fd, at, len);
    ts_sink *sink = ts_sink_new(&to);
    if (ts_extract_run(&source, sink, &outcome) != TS_OK)
        fprintf(stderr, "%s\n", ts_error_text());
    ts_sink_free(sink);
    ts_source_done(&source);
}

static void read_file(engine *e, const char *path) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0) {
        perror(path);
        return;
    }
    double start = ts_cpu_seconds();
    read_item(e, fd, 0, (uint64_t)st.st_size);
    while (e->waiting) {
        struct member m = e->member[--e->waiting];
        read_item(e, e->members, m.at, m.end - m.at);
        items++;
    }
    seconds += ts_cpu_seconds() - start;
    bytes += (uint64_t)st.st_size;
    close(fd);
}

/* Nor the words that are looked for near who is named. */
static uint64_t without_names(void) {
    uint64_t kinds = UINT64_MAX;
    const ts_kind names[] = {TS_KIND_PERSON_NAME, TS_KIND_SURNAME, TS_KIND_FORENAME};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        kinds &= ~(UINT64_C(1) << names[i]);
    return kinds & ~ts_terms_kinds();
}

static int cmp_mark(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* What a probe costs: of words that are held and of as many that are not, in an order that the salt has mixed. */
static double probe_seconds(ts_span filter, const uint64_t *mark, size_t n) {
    ts_name_filter f;
    size_t found = 0;
    if (ts_name_filter_read(filter, &f) != TS_OK)
        return 0;
    double start = ts_cpu_seconds();
    for (size_t i = 0; i < n; i++)
        found += ts_name_filter_roles(&f, mark[i]) + ts_name_filter_roles(&f, mark[i] * UINT64_C(0x9E3779B97F4A7C15));
    return found ? ts_cpu_seconds() - start : 0;
}

static void hold(const char *path, ts_buf *filter) {
    TS_AUTO(ts_buf, ts_buf_done) words = {0};
    static const uint64_t salt[TS_NAME_SALTS] = {1, 2, 3};
    if (ts_fs_load(AT_FDCWD, path, 1 << 30, &words) != TS_OK) {
        fprintf(stderr, "%s\n", ts_error_text());
        return;
    }
    uint64_t *mark = ts_alloc_array(words.len / 2 + 1, sizeof *mark);
    size_t n = 0, kept = 0;
    for (size_t from = 0, i = 0; i < words.len; i++)
        if (words.ptr[i] == '\n') {
            mark[n] = ts_name_mark(ts_slice(ts_buf_span(&words), from, i - from));
            mark[n] |= mark[n] ? TS_NAME_ROLES : 0;
            n += mark[n] != 0;
            from = i + 1;
        }
    qsort(mark, n, sizeof *mark, cmp_mark);
    for (size_t i = 0; i < n; i++)
        if (!kept || mark[kept - 1] != mark[i])
            mark[kept++] = mark[i];
    double start = ts_cpu_seconds();
    ts_name_filter_write(mark, kept, salt, filter);
    double made = ts_cpu_seconds() - start;
    if (kept)
        printf("filter of %zu words: %.2f MB, made in %.0f ms, %.1f ns a question\n", kept, (double)filter->len / 1e6,
               made * 1e3, probe_seconds(ts_buf_span(filter), mark, kept) / (double)kept / 2 * 1e9);
    ts_free(mark);
}

int main(int argc, char **argv) {
    engine e = {.members = -1};
    ts_buf filter = {0};
    int first = 1;
    for (; first < argc && argv[first][0] == '-'; first++) {
        if (strcmp(argv[first], "--group") == 0)
            e.group = true;
        else if (strcmp(argv[first], "--without-names") == 0)
            e.kinds = without_names();
        else if (strcmp(argv[first], "--held") == 0 && first + 1 < argc)
            hold(argv[++first], &filter);
        else if (strcmp(argv[first], "--members") == 0 && ts_fs_memory("members", &e.members) != TS_OK)
            return 1;
    }
    e.found.bare = !e.group;
    const ts_hints hints = {.names = ts_buf_span(&filter)};
    e.d = ts_detect_new(&hints);
    for (int i = first; i < argc; i++)
        read_file(&e, argv[i]);
    double mb = (double)bytes / 1e6;
    printf(
        "%.1f MB in %.3f CPU s: %.0f MB/s; detection alone %.3f s: %.0f MB/s (%s); %llu sightings; checksum %016llx\n",
        mb, seconds, seconds > 0 ? mb / seconds : 0, detecting, detecting > 0 ? mb / detecting : 0, ts_anchors_name(),
        (unsigned long long)sightings, (unsigned long long)checksum);
    for (int k = 1; k < TS_KIND_COUNT; k++)
        if (hits[k])
            printf("%-14s %10llu hits %10llu sure %10.1f sure in 100 MB\n", ts_kind_name((ts_kind)k),
                   (unsigned long long)hits[k], (unsigned long long)sure[k],
                   bytes ? (double)sure[k] * 1e8 / (double)bytes : 0);
    if (items)
        printf("%llu members\n", (unsigned long long)items);
    ts_free(e.member);
    ts_findings_done(&e.found);
    ts_detect_free(e.d);
    ts_buf_done(&filter);
}
