/* cmd_case.c - init, status, log, digest. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <touchstone/duty.h>
#include <touchstone/ingest.h>
#include <touchstone/verify.h>

static int init(int argc, char **argv, const command *self) {
    ts_case_options o = {.passphrase = getenv("TOUCHSTONE_PASSPHRASE")};
    const option_row row[] = {
        {"register", OPT_TEXT, &o.register_path, "DIR", "attach this register of holdings (made if missing)"},
        {"person", OPT_TEXT, &o.person, "NAME", "who acts, for the custody log (default: $TOUCHSTONE_PERSON)"},
        {"test-realm", OPT_FLAG, &o.test_realm, NULL, "reserved test ranges are ordinary values (synthetic worlds)"},
    };
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 1, 1, &rest);
    if (status >= 0)
        return status;
    ts_err err = ts_case_init(argv[1], &o);
    ts_case *c = NULL;
    if (!err)
        err = ts_case_open(argv[1], &o, &c);
    if (err)
        return failed(self, err);
    printf("%s is ready. Its key is in your key directory, not in the case: keep a copy of both apart.\n", argv[1]);
    print_head(c);
    ts_case_close(c);
    return EXIT_DONE;
}

/* What was registered since may show more in what was read before. */
static void print_stale(ts_case *c) {
    uint64_t n;
    if (ts_ingest_stale(c, &n)) /* a register of an earlier version, say: the rest holds all the same */
        printf("  stale        not known: %s\n", ts_error_text());
    else if (n)
        printf(
            "  stale        %llu item%s read with other holdings or rules: `touchstone ingest CASE` reads %s again\n",
            (unsigned long long)n, n == 1 ? " was" : "s were", n == 1 ? "it" : "them");
}

static int status_of(int argc, char **argv, const command *self) {
    bool json = false;
    const char *items = NULL;
    const option_row row[] = {{"json", OPT_FLAG, &json, NULL, "for programs"},
                              {"items", OPT_TEXT, &items, "FILE",
                               "also write every item with its state and reason as CSV, unmasked; logged"}};
    int rest, status = options_take(argc, argv, self, row, 2, 1, 1, &rest);
    if (status >= 0)
        return status;
    ts_case *c;
    ts_err err = open_case(argv[1], &c);
    if (err)
        return failed(self, err);
    err = ts_status(c, json, stdout);
    if (!err && items)
        err = write_list(c, items, ts_items_list);
    if (!err && !json) {
        print_stale(c);
        print_head(c);
    }
    ts_case_close(c);
    return err ? failed(self, err) : EXIT_DONE;
}

static int verify_log(int argc, char **argv, const command *self) {
    const char *head = NULL;
    const option_row row[] = {
        {"head", OPT_TEXT, &head, "CODE", "a head code that was printed earlier: finds a cut tail too"}};
    int rest, status = options_take(argc, argv, self, row, 1, 2, 2, &rest);
    if (status >= 0)
        return status;
    if (strcmp(argv[1], "verify") != 0)
        return usage(self, "the only thing to do with the log is `log verify CASE`");
    ts_log_check check;
    ts_err err = ts_log_verify(argv[2], head, &check);
    if (err)
        return failed(self, err);
    printf("%s entries, head %s: %s\n", count_text(check.entries), check.head, check.sound ? "sound" : "NOT SOUND");
    if (check.what[0])
        printf("%s\n", check.what);
    return check.sound && (!head || check.head_found) ? EXIT_DONE : EXIT_REPORT;
}

static int digest(int argc, char **argv, const command *self) {
    bool lines = false;
    const option_row row[] = {{"lines", OPT_FLAG, &lines, NULL, "print the lines themselves, for diff"}};
    int rest, status = options_take(argc, argv, self, row, 1, 1, 1, &rest);
    if (status >= 0)
        return status;
    ts_case *c;
    ts_err err = open_case(argv[1], &c);
    if (err)
        return failed(self, err);
    ts_digest d;
    uint64_t unstable = 0;
    err = ts_result_digest(c, lines ? stdout : NULL, &d, &unstable);
    ts_case_close(c);
    if (err)
        return failed(self, err);
    if (lines)
        return EXIT_DONE;
    for (size_t i = 0; i < sizeof d.byte; i++)
        printf("%02x", d.byte[i]);
    printf("  touchstone %s\n", TS_VERSION);
    if (unstable)
        printf("unstable: %s items ended by time or memory; this digest is not final\n", count_text(unstable));
    return unstable ? EXIT_REPORT : EXIT_DONE;
}

const command cmd_init = {"init", "CASE [OPTIONS]", "make a case", init, NULL};
const command cmd_status = {"status", "CASE [--json] [--items FILE]", "where the case stands", status_of, NULL};
const command cmd_log = {
    "log", "verify CASE [--head CODE]", "check the custody log", verify_log,
    "Needs no key: every entry's SHA-256 and signature, and the chain between them (docs/custody.md).\n"};
const command cmd_digest = {"digest", "CASE [--lines]", "the result digest: same input, same answer", digest, NULL};
