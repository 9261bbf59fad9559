/* sheet.c - a CSV file with a header, whole in memory: for tests that compare lists. */
#include "support/sheet.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fs.h"
#include "base/mem.h"

static ts_arena strings;

static bool next_row(ts_span s, size_t *at, ts_span *cell, size_t *n) {
    if (*at >= s.len)
        return false;
    TS_AUTO(ts_buf, ts_buf_done) word = {0};
    bool quoted = false;
    *n = 0;
    for (;; ++*at) {
        char c = *at < s.len ? s.ptr[*at] : '\n';
        if (quoted && *at < s.len) {
            if (c == '"' && *at + 1 < s.len && s.ptr[*at + 1] == '"')
                ts_buf_add_char(&word, s.ptr[++*at]);
            else if (c == '"')
                quoted = false;
            else
                ts_buf_add_char(&word, c);
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',' || c == '\n') {
            if (*n < SHEET_COLUMNS)
                cell[(*n)++] = ts_arena_copy(&strings, ts_buf_span(&word));
            ts_buf_clear(&word);
            if (c == '\n') {
                ++*at;
                return true;
            }
        } else if (c != '\r') {
            ts_buf_add_char(&word, c);
        }
    }
}

void sheet_load(const char *dir, const char *name, sheet *out) {
    char path[4096];
    snprintf(path, sizeof path, "%s%s%s", dir, *dir ? "/" : "", name);
    *out = (sheet){0};
    if (ts_fs_load(AT_FDCWD, path, SIZE_MAX, &out->text) != TS_OK) {
        fprintf(stderr, "score: %s\n", ts_error_text());
        exit(2);
    }
    size_t at = 0, n, room = 0;
    ts_span row[SHEET_COLUMNS], all = ts_buf_span(&out->text);
    if (next_row(all, &at, out->head, &out->columns))
        while (next_row(all, &at, row, &n)) {
            if ((out->rows + 1) * out->columns > room) {
                room = room * 2 + 1024 * out->columns;
                out->cell = ts_grow(out->cell, room, sizeof *out->cell);
            }
            for (size_t c = 0; c < out->columns; c++)
                out->cell[out->rows * out->columns + c] = c < n ? row[c] : (ts_span){"", 0};
            out->rows++;
        }
}

size_t sheet_column(const sheet *s, const char *name, bool must) {
    for (size_t c = 0; c < s->columns; c++)
        if (ts_span_eq(s->head[c], ts_str(name)))
            return c;
    if (must) {
        fprintf(stderr, "score: a column \"%s\" is missing\n", name);
        exit(2);
    }
    return SIZE_MAX;
}

uint64_t sheet_number(ts_span s) {
    uint64_t n = 0;
    ts_parse_u64(s, &n);
    return n;
}
