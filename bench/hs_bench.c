/* hs_bench.c - a peer: Vectorscan over a file in memory, block by block, on one thread.
 *
 *   hs_bench PATTERNS FILE [--start]
 *
 * PATTERNS has a regular expression a line.  --start: each match with its begin (start of match), as our engine gives it.
 * Prints matches and the CPU seconds of the best of three passes.
 */
#include <hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { PATTERNS = 64, BLOCK = 1 << 20, PASSES = 3 };

static unsigned long long checksum; /* so that ids and places are looked at, as ours are */

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *matches) {
    (void)flags;
    ++*(unsigned long long *)matches;
    checksum = checksum * 31 + (id ^ from ^ to);
    return 0;
}

static char *read_all(const char *path, size_t *len) {
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    if (f && fseek(f, 0, SEEK_END) == 0 && ftell(f) >= 0) {
        *len = (size_t)ftell(f);
        rewind(f);
        text = malloc(*len + 1);
        if (text && fread(text, 1, *len, f) != *len) {
            free(text);
            text = NULL;
        }
        if (text)
            text[*len] = 0;
    }
    if (f)
        fclose(f);
    return text;
}

int main(int argc, char **argv) {
    bool start = argc > 3 && strcmp(argv[3], "--start") == 0;
    const char *pattern[PATTERNS];
    unsigned flags[PATTERNS], id[PATTERNS], n = 0;
    size_t list_len, len;
    char *list = argc > 2 ? read_all(argv[1], &list_len) : NULL, *text = argc > 2 ? read_all(argv[2], &len) : NULL;
    if (!list || !text) {
        fprintf(stderr, "use: hs_bench PATTERNS FILE [--start]\n");
        return 2;
    }
    char *rest = NULL;
    for (char *line = strtok_r(list, "\n", &rest); line && n < PATTERNS; line = strtok_r(NULL, "\n", &rest)) {
        pattern[n] = line;
        flags[n] = start ? HS_FLAG_SOM_LEFTMOST : 0;
        id[n] = n;
        n++;
    }
    hs_database_t *db;
    hs_compile_error_t *bad;
    hs_scratch_t *scratch = NULL;
    if (hs_compile_multi(pattern, flags, id, n, HS_MODE_BLOCK, NULL, &db, &bad) != HS_SUCCESS) {
        fprintf(stderr, "hs_bench: pattern %d: %s\n", bad->expression + 1, bad->message);
        return 1;
    }
    if (hs_alloc_scratch(db, &scratch) != HS_SUCCESS)
        return 1;
    double best = 0;
    unsigned long long matches = 0;
    for (int pass = 0; pass < PASSES; pass++) {
        matches = 0;
        double begin = ts_cpu_seconds();
        for (size_t at = 0; at < len; at += BLOCK)
            if (hs_scan(db, text + at, (unsigned)(len - at < BLOCK ? len - at : BLOCK), 0, scratch, on_match,
                        &matches) != HS_SUCCESS)
                return 1;
        double took = ts_cpu_seconds() - begin;
        best = pass == 0 || took < best ? took : best;
    }
    printf("%llu matches in %.4f CPU s; checksum %016llx\n", matches, best, checksum);
    hs_free_scratch(scratch);
    hs_free_database(db);
    free(list);
    free(text);
}
