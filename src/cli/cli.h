/* cli.h - what the commands share: options, output, exit status. */
#ifndef TS_CLI_CLI_H
#define TS_CLI_CLI_H

#include <stdio.h>
#include <string.h>
#include <touchstone/case.h>

/* product.md: 0 done; 1 done, with something to report; 2 usage; 3 cannot work. */
enum { EXIT_DONE = 0, EXIT_REPORT = 1, EXIT_USAGE = 2, EXIT_CANNOT = 3 };

/* One option of a command; the table of them is also its --help. */
typedef struct option_row {
    const char *name; /* "organisation" for --organisation */
    enum { OPT_TEXT, OPT_NUMBER, OPT_FLAG } type;
    void *to; /* const char **, uint64_t *, bool * */
    const char *value, *help; /* "CODE"; NULL for a flag */
} option_row;

typedef struct command {
    const char *name, *arguments, *summary;
    int (*run)(int argc, char **argv, const struct command *self); /* argv[0] is the command's name */
    const char *more; /* further help text, or NULL */
} command;

/* Takes options out of argv, leaves the others in argv[1..*rest]; prints help for --help.
 * Returns -1 to go on, else the exit status. */
int options_take(int argc, char **argv, const command *self, const option_row *row, size_t rows, int least, int most,
                 int *rest);

/* Help of one command and of all; the manual pages in roff come from the same tables. */
void help_text(const command *self, const option_row *row, size_t rows);
void help_man(const command *self, const option_row *row, size_t rows);
void help_all(FILE *to);
void help_man_all(void);

/* The name that a mistyped word was meant to be: give each name in turn; name stays NULL where none is near. */
typedef struct nearest {
    const char *word;
    size_t len;
    const char *name;
    unsigned distance;
} nearest;
void nearest_try(nearest *best, const char *name);

/* Prints the last error as "touchstone COMMAND: message" and gives its exit status. */
int failed(const command *self, ts_err err);
int usage(const command *self, const char *message);

/* Opens a case with the person and passphrase of the environment. */
ts_err open_case(const char *path, ts_case **out);
/* Writes a list of values in clear to a new file. */
ts_err write_list(ts_case *c, const char *path, ts_err (*list)(ts_case *, FILE *));
/* The line that every command on a case ends with: the custody log's head. */
void print_head(const ts_case *c);
/* 1,234,567 and 12.3 MB as people write them; static buffers, four in turn. */
const char *count_text(uint64_t n);
const char *bytes_text(uint64_t n);

/* Output that ends quietly when its reader goes away. */
typedef struct output {
    char *ptr;
    size_t len, cap;
    bool gone, quick; /* quick: flush after each line (a terminal) */
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
static inline void out_number(output *o, uint64_t n) {
    static const char pair[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                               "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                               "8081828384858687888990919293949596979899";
    char text[24], *p = text + 20;
    for (; n > 99; n /= 100)
        memcpy(p -= 2, pair + n % 100 * 2, 2);
    if (n > 9)
        memcpy(p -= 2, pair + n * 2, 2);
    else
        *--p = (char)('0' + n);
    size_t len = (size_t)(text + 20 - p);
    char *to = out_room(o, 20);
    for (size_t i = 0; i < len; i++)
        to[i] = p[i];
    o->len += len;
}
void out_json(output *o, ts_span s); /* escaped, with quotes */
void out_csv(output *o, ts_span s); /* quoted, formula-safe */
void out_terminal(output *o, ts_span s); /* controls and bidi marks made visible */
ts_err out_flush(output *o);
enum { OUT_FLUSH_AT = 64 * 1024 };
/* '\n', and a flush now and then; TS_ESTOPPED once the reader is gone. */
static inline ts_err out_line_end(output *o) {
    *out_room(o, 1) = '\n';
    o->len++;
    return o->quick || o->len >= OUT_FLUSH_AT ? out_flush(o) : o->gone ? TS_ESTOPPED : TS_OK;
}
void out_done(output *o);

extern const command *const commands[];
extern const size_t command_count;
extern const command cmd_init, cmd_status, cmd_register, cmd_ingest, cmd_verify, cmd_assess, cmd_report, cmd_run,
    cmd_scan, cmd_extract, cmd_synth, cmd_log, cmd_digest, cmd_list;

#endif
