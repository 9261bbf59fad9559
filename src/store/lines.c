/* lines.c - one digest over many lines in whatever order they come.
 *
 * Each line is hashed by itself, the hashes are sorted bytewise, and their sequence is hashed: 32 bytes a line are
 * all that must be held at once, whatever the lines' length.
 */
#include "store/lines.h"

#include <stdlib.h>

#include "base/mem.h"

struct ts_lines {
    ts_sha256 *sha;
    ts_digest *at;
    size_t n, cap;
    bool keep;
    ts_buf text; /* kept lines, one after the other */
    size_t *end; /* of each kept line in text */
    size_t ends_cap;
};

ts_lines *ts_lines_new(bool keep) {
    ts_lines *l = ts_alloc(sizeof *l);
    l->sha = ts_sha256_new();
    l->keep = keep;
    return l;
}

void ts_lines_free(ts_lines *l) {
    if (!l)
        return;
    ts_sha256_free(l->sha);
    ts_free(l->at);
    ts_free(l->end);
    ts_buf_done(&l->text);
    ts_free(l);
}

void ts_lines_add(ts_lines *l, ts_span line) {
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 1024;
        l->at = ts_grow(l->at, l->cap, sizeof *l->at);
        if (l->keep)
            l->end = ts_grow(l->end, l->cap, sizeof *l->end);
    }
    if (l->keep) {
        ts_buf_add(&l->text, line);
        l->end[l->n] = l->text.len;
    }
    ts_sha256_add(l->sha, line);
    ts_sha256_end(l->sha, &l->at[l->n++]);
}

static int by_digest(const void *a, const void *b) { return ts_digest_cmp(a, b); }
static int by_text(const void *a, const void *b) { return ts_span_cmp(*(const ts_span *)a, *(const ts_span *)b); }

static ts_err print_sorted(const ts_lines *l, FILE *out) {
    ts_span *line = ts_alloc_array(l->n + 1, sizeof *line);
    for (size_t i = 0; i < l->n; i++) {
        size_t from = i ? l->end[i - 1] : 0;
        line[i] = ts_span_of(l->text.ptr + from, l->end[i] - from);
    }
    qsort(line, l->n, sizeof *line, by_text);
    bool good = true;
    for (size_t i = 0; i < l->n && good; i++)
        good = (!line[i].len || fwrite(line[i].ptr, 1, line[i].len, out) == line[i].len) && fputc('\n', out) != EOF;
    ts_free(line);
    return good ? TS_OK : ts_fail(TS_EIO, "digest: the lines could not be written");
}

ts_err ts_lines_end(ts_lines *l, FILE *out, ts_digest *digest) {
    if (out && l->keep)
        TS_TRY(print_sorted(l, out));
    if (l->n)
        qsort(l->at, l->n, sizeof *l->at, by_digest);
    for (size_t i = 0; i < l->n; i++)
        ts_sha256_add(l->sha, ts_span_of(l->at[i].byte, sizeof l->at[i].byte));
    ts_sha256_end(l->sha, digest);
    return TS_OK;
}
