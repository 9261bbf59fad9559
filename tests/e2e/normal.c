/* normal.c - the normal forms of what `touchstone scan` prints.
 *
 *   touchstone scan PATH | normal        one line a value, "kind TAB normal form"
 *
 * The form is made anew from the value as written, by the function that the holdings and look-ups use.  A value
 * that has none is printed as it was written, behind a '!', so that it never looks like one that has.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/bytes.h"
#include "detect/detector.h"

static uint32_t hex4(const char *s) {
    char text[5] = {s[0], s[1], s[2], s[3], 0};
    return (uint32_t)strtoul(text, NULL, 16);
}

/* The string value of a key of one flat JSON object as scan writes it; false if it has none. */
static bool field(ts_span line, const char *key, ts_buf *out) {
    char name[40];
    snprintf(name, sizeof name, "\"%s\":\"", key);
    size_t at = ts_span_find(line, ts_str(name), 0);
    ts_buf_clear(out);
    if (at == SIZE_MAX)
        return false;
    for (at += strlen(name); at < line.len && line.ptr[at] != '"'; at++) {
        char c = line.ptr[at];
        if (c != '\\' || at + 1 >= line.len) {
            ts_buf_add_char(out, c);
            continue;
        }
        c = line.ptr[++at];
        if (c == 'u' && at + 4 < line.len) {
            ts_buf_add_utf8(out, hex4(line.ptr + at + 1));
            at += 4;
        } else {
            ts_buf_add_char(out, c == 'n'   ? '\n'
                                 : c == 'r' ? '\r'
                                 : c == 't' ? '\t'
                                 : c == 'b' ? '\b'
                                 : c == 'f' ? '\f'
                                            : c);
        }
    }
    return true;
}

static void print(ts_kind kind, ts_span value) {
    const ts_detector *d = ts_detector_of(kind);
    ts_norm norm = {0};
    bool made = d && d->normal && d->normal(value, &norm);
    ts_span shown = made ? ts_norm_span(&norm) : value;
    printf("%s\t%s", ts_kind_name(kind), made ? "" : "!");
    for (size_t i = 0; i < shown.len; i++)
        putchar(shown.ptr[i] == '\n' || shown.ptr[i] == '\r' || shown.ptr[i] == '\t' ? ' ' : shown.ptr[i]);
    putchar('\n');
}

int main(void) {
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    ts_buf kind = {0}, value = {0};
    while ((n = getline(&line, &room, stdin)) > 0) {
        ts_span s = {line, (size_t)n};
        if (!field(s, "kind", &kind) || !field(s, "value", &value)) {
            fprintf(stderr, "normal: a line is not one of scan's\n");
            return 1;
        }
        print(ts_kind_named(ts_buf_span(&kind)), ts_buf_span(&value));
    }
    ts_buf_done(&kind);
    ts_buf_done(&value);
    free(line);
    return 0;
}
