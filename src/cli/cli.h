/* cli.h - what the commands share: options, output, exit status. */
#ifndef TS_CLI_CLI_H
#define TS_CLI_CLI_H

#include <stdio.h>
#include <touchstone/ingest.h>

#include "cli/output.h"

/* What an option gave that may stand more than once. */
enum { TEXTS = 16 };
typedef struct text_list {
    const char *text[TEXTS];
    size_t n;
} text_list;

/* One option of a command; the table of them is also its --help. */
typedef struct option_row {
    const char *name; /* "organisation" for --organisation */
    enum { OPT_TEXT, OPT_TEXTS, OPT_NUMBER, OPT_TIME, OPT_FLAG } type;
    void *to; /* const char **, text_list *, uint64_t *, uint64_t * (milliseconds), bool * */
    const char *value, *help; /* "CODE"; NULL for a flag */
} option_row;

typedef struct example {
    const char *line, *does;
} example;

typedef struct command {
    const char *name, *arguments, *summary;
    int (*run)(int argc, char **argv, const struct command *self); /* argv[0] is the command's name */
    const char *more; /* further help text, or NULL */
    const example *examples; /* ends with one without a line; or NULL */
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

/* Kinds as --kinds names them, built in and of packs; NULL leaves *out.  In their order each adds to what is looked for, or
 * with a '-' before it takes away; a list that begins with one takes from all.  Returns as options_take does. */
int kinds_take(const command *self, const char *list, const ts_kind_packs *packs, ts_kind_set *out);

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

extern const command *const commands[];
extern const size_t command_count;
extern const command cmd_init, cmd_status, cmd_register, cmd_ingest, cmd_verify, cmd_assess, cmd_report, cmd_run,
    cmd_scan, cmd_extract, cmd_synth, cmd_log, cmd_digest, cmd_list, cmd_claim, cmd_why, cmd_holdings;

#endif
