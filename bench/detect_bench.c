/* detect_bench.c - how fast detection reads files as running text, and what it finds, by kind.
 *
 *   detect_bench [--group] FILE...
 *
 * CPU seconds of detection alone; reading the files is not counted.  Prints MB/s and hits by kind, and
 * those of confidence 50 and more for 100 MB, the measure of false hits on text without people.
 */
#include <fcntl.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/limits.h"
#include "detect/detect.h"

static uint64_t hits[TS_KIND_COUNT], sure[TS_KIND_COUNT], bytes, sightings;
static double seconds;

static size_t cut(ts_span rest) {
    if (rest.len <= TS_LIMIT_SEGMENT)
        return rest.len;
    size_t n = TS_LIMIT_SEGMENT;
    while (n > 0 && rest.ptr[n - 1] != '\n')
        n--;
    return n ? n : TS_LIMIT_SEGMENT;
}

static void read_text(ts_detect *d, ts_span text, bool group, ts_findings *found) {
    ts_detect_reset(d);
    for (size_t at = 0; at < text.len;) {
        ts_segment s = {.text = ts_slice(text, at, cut(ts_slice(text, at, text.len - at))), .at = at, .offset = at};
        ts_findings_clear(found);
        if (ts_detect_segment(d, &s, 0, found) != TS_OK || (group && ts_group_segment(d, &s, found) != TS_OK))
            fprintf(stderr, "%s\n", ts_error_text());
        for (size_t i = 0; i < found->mentions; i++) {
            hits[found->mention[i].kind]++;
            sure[found->mention[i].kind] += found->mention[i].confidence >= 50;
        }
        sightings += found->sightings;
        at += s.text.len;
    }
}

int main(int argc, char **argv) {
    bool group = argc > 1 && strcmp(argv[1], "--group") == 0;
    ts_detect *d = ts_detect_new(NULL);
    ts_findings found = {0};
    ts_buf text = {0};
    for (int i = 1 + group; i < argc; i++) {
        ts_buf_clear(&text);
        if (ts_fs_load(AT_FDCWD, argv[i], TS_GIB, &text) != TS_OK)
            continue;
        double start = ts_cpu_seconds();
        read_text(d, ts_buf_span(&text), group, &found);
        seconds += ts_cpu_seconds() - start;
        bytes += text.len;
    }
    printf("%.1f MB in %.3f CPU s: %.0f MB/s (%s), %llu sightings\n", (double)bytes / 1e6, seconds,
           seconds > 0 ? (double)bytes / 1e6 / seconds : 0, ts_anchors_name(), (unsigned long long)sightings);
    for (int k = 1; k < TS_KIND_COUNT; k++)
        if (hits[k])
            printf("%-14s %10llu hits %10llu sure %10.1f sure in 100 MB\n", ts_kind_name((ts_kind)k),
                   (unsigned long long)hits[k], (unsigned long long)sure[k],
                   bytes ? (double)sure[k] * 1e8 / (double)bytes : 0);
    ts_buf_done(&text);
    ts_findings_done(&found);
    ts_detect_free(d);
}
