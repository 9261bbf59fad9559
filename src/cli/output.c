/* output.c - output for programs and pipes: buffered, escaped, quiet when its reader goes away. */
#include "cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

const char out_pair[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                        "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                        "8081828384858687888990919293949596979899";

void out_init(output *o) {
    struct stat st;
    bool pipe = fstat(STDOUT_FILENO, &st) == 0 && (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode));
    *o = (output){.cap = OUT_FLUSH_AT * 2, .quick = isatty(STDOUT_FILENO) == 1, .pipe = pipe};
    o->ptr = malloc(o->cap);
}

void out_done(output *o) {
    free(o->ptr);
    o->ptr = NULL;
}

ts_err out_flush(output *o) {
    size_t at = 0;
    while (!o->gone && at < o->len) {
        ssize_t n = write(STDOUT_FILENO, o->ptr + at, o->len - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno != EPIPE)
            return ts_fail(TS_EIO, "the output cannot be written: %s", strerror(errno));
        if (n < 0)
            o->gone = true;
        else
            at += (size_t)n;
    }
    o->len = 0;
    return o->gone ? TS_ESTOPPED : TS_OK;
}

void out_more(output *o, size_t more) {
    o->cap = (o->len + more) * 2;
    char *p = realloc(o->ptr, o->cap);
    if (!p) {
        fprintf(stderr, "touchstone: memory ran out\n");
        _exit(EXIT_CANNOT);
    }
    o->ptr = p;
}

/* Length of a UTF-8 sequence that could steer a terminal (C1 controls, line and bidi marks) at p, or 0. */
static size_t steers(const char *p, size_t left) {
    const unsigned char *u = (const unsigned char *)p;
    if (left >= 2 && u[0] == 0xC2 && u[1] < 0xA0)
        return 2;
    if (left >= 3 && u[0] == 0xE2 &&
        ((u[1] == 0x80 && u[2] >= 0xA8 && u[2] <= 0xAE) || (u[1] == 0x81 && u[2] >= 0xA6 && u[2] <= 0xA9)))
        return 3;
    return 0;
}

static unsigned scalar_of(const char *p, size_t n) {
    const unsigned char *u = (const unsigned char *)p;
    return n == 2 ? (u[0] & 31u) << 6 | (u[1] & 63u) : (u[0] & 15u) << 12 | (u[1] & 63u) << 6 | (u[2] & 63u);
}

/* Everything that reaches here is valid UTF-8: the parent checked what workers sent. */
void out_json(output *o, ts_span s) {
    char *to = out_room(o, s.len * 6 + 2), *begin = to;
    static const char hex[] = "0123456789abcdef";
    *to++ = '"';
    for (size_t i = 0; i < s.len;) {
        unsigned char c = (unsigned char)s.ptr[i];
        size_t n = c >= 0xC2 ? steers(s.ptr + i, s.len - i) : 0;
        if (c == '"' || c == '\\') {
            *to++ = '\\', *to++ = (char)c, i++;
        } else if (c < 0x20 || c == 0x7F || n) {
            unsigned v = n ? scalar_of(s.ptr + i, n) : c;
            *to++ = '\\', *to++ = 'u', *to++ = hex[v >> 12 & 15], *to++ = hex[v >> 8 & 15], *to++ = hex[v >> 4 & 15],
            *to++ = hex[v & 15];
            i += n ? n : 1;
        } else {
            *to++ = (char)c, i++;
        }
    }
    *to++ = '"';
    o->len += (size_t)(to - begin);
}

/* A cell that begins with = + - @ or a control is read as a formula by spreadsheets: a ' goes before it. */
void out_csv(output *o, ts_span s) {
    out_str(o, "\"");
    if (s.len && strchr("=+-@\t\r", s.ptr[0]))
        out_str(o, "'");
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            out_str(o, "\"");
        out_span(o, (ts_span){s.ptr + i, 1});
    }
    out_str(o, "\"");
}

void out_percent(output *o, unsigned percent) {
    const char text[4] = {(char)('0' + percent / 100), '.', (char)('0' + percent / 10 % 10),
                          (char)('0' + percent % 10)};
    out_span(o, (ts_span){text, 4});
}

void out_masked(output *o, ts_span v) {
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.ptr[i];
        bool edge = i == 0 || i + 1 == v.len, inside = (c & 0xC0) == 0x80;
        if (inside)
            continue;
        if (edge && c > 0x20 && c < 0x7F)
            out_span(o, (ts_span){v.ptr + i, 1});
        else
            out_str(o, c == ' ' ? " " : "*");
    }
}

void out_terminal(output *o, ts_span s) {
    size_t from = 0;
    for (size_t i = 0; i < s.len;) {
        unsigned char c = (unsigned char)s.ptr[i];
        size_t n = c >= 0xC2 ? steers(s.ptr + i, s.len - i) : 0;
        if ((c >= 0x20 && c != 0x7F && !n) || c == '\t') {
            i++;
            continue;
        }
        char text[16];
        out_span(o, (ts_span){s.ptr + from, i - from});
        snprintf(text, sizeof text, "\\u%04x", n ? scalar_of(s.ptr + i, n) : c);
        out_str(o, text);
        from = i += n ? n : 1;
    }
    out_span(o, (ts_span){s.ptr + from, s.len - from});
}
