/* cmd_holdings.c - holdings: what is registered, whether it is sound, and its end. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <touchstone/holdings.h>

static int check(const command *self, ts_case *c) {
    uint64_t files;
    ts_err err = ts_holdings_check(c, &files);
    if (err)
        return failed(self, err);
    printf("%s index files, every page of them is as it was written\n", count_text(files));
    return EXIT_DONE;
}

static int destroy(const command *self, ts_case *c, const char *reason) {
    uint64_t files;
    ts_err err = ts_holdings_destroy(c, reason, getenv("TOUCHSTONE_PASSPHRASE"), &files);
    if (err)
        return failed(self, err);
    printf("destroyed: the register's key and %s files.  The certificate stands in the custody log; reports that were "
           "made stay.\n"
           "Copies of the case that were made before still hold the key: destroy them too.\n",
           count_text(files));
    return EXIT_DONE;
}

static int holdings(int argc, char **argv, const command *self) {
    const char *reason = NULL;
    bool json = false;
    const option_row row[] = {{"json", OPT_FLAG, &json, NULL, "for programs"},
                              {"reason", OPT_TEXT, &reason, "TEXT", "destroy: why, for the custody log"}};
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 1, 2, &rest);
    if (status >= 0)
        return status;
    bool verify = rest > 1 && strcmp(argv[1], "verify") == 0, end = rest > 1 && strcmp(argv[1], "destroy") == 0;
    if (rest > 1 && !verify && !end)
        return usage(self, "holdings CASE, holdings verify CASE or holdings destroy CASE --reason TEXT");
    ts_case *c;
    ts_err err = open_case(argv[rest], &c);
    if (err)
        return failed(self, err);
    if (verify)
        status = check(self, c);
    else if (end)
        status = destroy(self, c, reason);
    else
        status = (err = ts_holdings_list(c, json, stdout)) ? failed(self, err) : EXIT_DONE;
    if (!json && status == EXIT_DONE)
        print_head(c);
    ts_case_close(c);
    return status;
}

const command cmd_holdings = {
    "holdings", "[verify|destroy] CASE [OPTIONS]",
    "what is registered; verify: is it sound; destroy: its key and files", holdings,
    "Destroying removes the key with which the fingerprints were made, then the files: nobody can be looked up any "
    "more, and copies of "
    "the index are worth nothing. It cannot be undone. What was found stays in the reports.\n"};
