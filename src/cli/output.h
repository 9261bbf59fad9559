/* output.h - what goes to standard output by the million: a buffer, escapes, and a reader that may go away. */
#ifndef TS_CLI_OUTPUT_H
#define TS_CLI_OUTPUT_H

#include <string.h>
#include <touchstone/error.h>
#include <touchstone/types.h>

/* product.md: 0 done; 1 done, with something to report; 2 usage; 3 cannot work. */
enum { EXIT_DONE = 0, EXIT_REPORT = 1, EXIT_USAGE = 2, EXIT_CANNOT = 3 };

/* Output that ends quietly when its reader goes away. */
typedef struct output {
    char *ptr;
    size_t len, cap;
    bool gone, quick; /* quick: flush after each line (a terminal) */
    bool pipe; /* somebody may be waiting for what is there already: out_pause */
} output;
void out_init(output *o);
void out_more(output *o, size_t more); /* room for more bytes behind len */
static inline char *out_room(output *o, size_t more) {
    if (o->len + more > o->cap)
        out_more(o, more);
    return o->ptr + o->len;
}
static inline void out_span(output *o, ts_span s) {
    char *to = out_room(o, s.len);
    if (s.len)
        memcpy(to, s.ptr, s.len);
    o->len += s.len;
}
static inline void out_str(output *o, const char *s) { out_span(o, (ts_span){s, strlen(s)}); }
extern const char out_pair[200 + 1]; /* "00" to "99" */
static inline void out_number(output *o, uint64_t n) {
    char text[24], *p = text + 20;
    for (; n > 99; n /= 100)
        memcpy(p -= 2, out_pair + n % 100 * 2, 2);
    if (n > 9)
        memcpy(p -= 2, out_pair + n * 2, 2);
    else
        *--p = (char)('0' + n);
    size_t len = (size_t)(text + 20 - p);
    char *to = out_room(o, 20);
    for (size_t i = 0; i < len; i++)
        to[i] = p[i];
    o->len += len;
}
void out_percent(output *o, unsigned percent); /* 0.97 */
void out_json(output *o, ts_span s); /* escaped, with quotes */
void out_csv(output *o, ts_span s); /* quoted, formula-safe */
void out_masked(output *o, ts_span s); /* first and last character, stars between: enough to recognise, not to copy */
void out_terminal(output *o, ts_span s); /* controls and bidi marks made visible */
ts_err out_flush(output *o);
enum { OUT_FLUSH_AT = 64 * 1024 };
/* '\n', and a flush now and then; TS_ESTOPPED once the reader is gone. */
static inline ts_err out_line_end(output *o) {
    *out_room(o, 1) = '\n';
    o->len++;
    return o->quick || o->len >= OUT_FLUSH_AT ? out_flush(o) : o->gone ? TS_ESTOPPED : TS_OK;
}
/* Nothing more comes for the moment: what is there goes to the reader of a pipe. */
static inline ts_err out_pause(output *o) { return o->pipe && o->len > 0 ? out_flush(o) : TS_OK; }
void out_done(output *o);

#endif
