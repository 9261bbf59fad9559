/* cmd_run.c - run: the whole job in one command. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <touchstone/claims.h>

#include "cli/steps.h"

typedef struct job {
    const char *holdings, *evidence, *claims, *out;
    ts_ingest_options ingest;
} job;

static int steps(const command *self, ts_case *c, const job *j) {
    char index[TS_REPORT_PATH], line[1024];
    ts_register_result registered = {0};
    ts_err err = j->holdings ? ts_register_directory(c, j->holdings, stdout, &registered) : TS_OK;
    if (err)
        return failed(self, err);
    uint64_t unread = 0;
    if (j->holdings) {
        if (registered.rows || registered.already)
            print_registered(&registered);
        err = register_listed_trees(c, j->holdings, j->ingest.jobs, &unread);
        if (err)
            return failed(self, err);
    }
    int claimed = j->claims ? step_claims(self, c, j->claims, NULL) : EXIT_DONE;
    if (claimed != EXIT_DONE)
        return claimed;
    const char *const path[] = {j->evidence};
    provisional so_far = {.c = c, .report = {.out = j->out}};
    ts_ingest_options ingest = j->ingest;
    ingest.provisional = step_provisional;
    ingest.context = &so_far;
    int read = step_ingest(self, c, path, j->evidence ? 1 : 0, &ingest);
    if (read > EXIT_REPORT)
        return read;
    int status = step_verify(self, c);
    if (status == EXIT_DONE)
        status = step_assess(self, c);
    if (status == EXIT_DONE)
        status = step_report(self, c, &(ts_report_options){.out = j->out}, index);
    if (status != EXIT_DONE)
        return status;
    if ((err = ts_situation_line(c, line, sizeof line)) != TS_OK)
        return failed(self, err);
    printf("\n%s\n\nreport: %s\n", line, index);
    print_head(c);
    return read || registered.bad_rows || unread ? EXIT_REPORT : EXIT_DONE;
}

static int run(int argc, char **argv, const command *self) {
    job j = {.ingest = {.progress = true}};
    bool test_realm = false;
    uint64_t jobs = 0;
    const char *person = NULL;
    const option_row row[] = {
        {"holdings", OPT_TEXT, &j.holdings, "DIR",
         "the organisations' exports and their holdings.toml (a draft is made if missing)"},
        {"evidence", OPT_TEXT, &j.evidence, "DIR", "what was published"},
        {"claims", OPT_TEXT, &j.claims, "FILE", "what is claimed to have been taken: TOML, or a tracker's JSON"},
        {"exhibit", OPT_TEXT, &j.ingest.exhibit, "NAME", "the exhibit's reference (default E1)"},
        {"source", OPT_TEXT, &j.ingest.source, "TEXT", "where it came from"},
        {"acquired-by", OPT_TEXT, &j.ingest.acquired_by, "NAME", "who took it"},
        {"acquired-at", OPT_TEXT, &j.ingest.acquired_at, "TIME", "when"},
        {"first", OPT_TIME, &j.ingest.first_ms, "TIME", first_help},
        {"passwords", OPT_TEXT, &j.ingest.passwords, "FILE", passwords_help},
        {"out", OPT_TEXT, &j.out, "DIR", "where the reports go (default: the case's reports/)"},
        {"person", OPT_TEXT, &person, "NAME", "who acts, for the custody log (default: $TOUCHSTONE_PERSON)"},
        {"jobs", OPT_NUMBER, &jobs, "N", "worker processes (default: one a core)"},
        {"test-realm", OPT_FLAG, &test_realm, NULL, "a new case takes reserved test ranges as ordinary values"},
    };
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 1, 1, &rest);
    if (status >= 0)
        return status;
    if (!j.evidence)
        return usage(self, "--evidence DIR is missing");
    j.ingest.jobs = (unsigned)jobs;
    ts_case_options o = {.person = person, .passphrase = getenv("TOUCHSTONE_PASSPHRASE"), .test_realm = test_realm};
    struct stat st;
    const char *const input[] = {j.evidence, j.holdings, j.claims};
    static const char *const option[] = {"--evidence", "--holdings", "--claims"};
    for (size_t i = 0; i < 3; i++) /* before a case is made for nothing */
        if (input[i] && stat(input[i], &st) != 0)
            return failed(self, ts_fail(TS_EIO, "%s %s cannot be opened: %s", option[i], input[i], strerror(errno)));
    if (j.claims && ts_claims_check(j.claims, NULL) != TS_OK)
        return failed(self, TS_EUSAGE);
    ts_err err = stat(argv[1], &st) == 0 ? TS_OK : ts_case_init(argv[1], &o);
    ts_case *c;
    if (!err)
        err = ts_case_open(argv[1], &o, &c);
    if (err)
        return failed(self, err);
    status = steps(self, c, &j);
    ts_case_close(c);
    return status;
}

const command cmd_run = {
    "run", "CASE --holdings DIR --evidence DIR [OPTIONS]", "the whole job in one command", run,
    "Makes the case where there is none, registers the holdings, reads the evidence, judges it, resolves people,\n"
    "writes the reports.  Run again after an interruption: it goes on from where it was.\n"
    "Exit status 1 means: done, and some items could not be wholly read; the report lists them.\n"};
