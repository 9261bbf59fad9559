/* cmd_claim.c - claim: what somebody says was taken, against what was found. */
#include "cli/cli.h"

#include <touchstone/claims.h>
#include <touchstone/duty.h>

#include "cli/steps.h"

int step_claims(const command *self, ts_case *c, const char *path, const char *about) {
    ts_claims_result r;
    ts_err err = ts_claims_add(c, path, about, &r);
    if (err)
        return failed(self, err);
    printf("claims: %s with %s assertions", count_text(r.claims), count_text(r.assertions));
    if (r.from_text)
        printf(", %s of them read from their text", count_text(r.from_text));
    if (r.replaced)
        printf("; %s there already %s replaced", count_text(r.replaced), r.replaced == 1 ? "was" : "were");
    printf("\n");
    return EXIT_DONE;
}

int step_judge_claims(const command *self, ts_case *c) {
    ts_claims_sum s;
    ts_err err = ts_claims_judge(c, true, &s);
    if (err)
        return failed(self, err);
    if (s.claims)
        printf("claimed: %s assertions: %s supported, %s partly", count_text(s.assertions), count_text(s.supported),
               count_text(s.partly));
    if (s.claims)
        printf(", %s not shown, %s refuted\n", count_text(s.not_shown), count_text(s.refuted));
    return EXIT_DONE;
}

static int run(int argc, char **argv, const command *self) {
    bool json = false;
    const char *about = NULL;
    const option_row row[] = {
        {"about", OPT_TEXT, &about, "TEXT", "of a tracker's JSON only the posts whose title, site or text has TEXT"},
        {"json", OPT_FLAG, &json, NULL, "list for programs"},
    };
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 1, 2, &rest);
    if (status >= 0)
        return status;
    if (about && rest < 2)
        return usage(self, "--about chooses among the posts of a FILE, and there is none");
    if (json && rest == 2)
        return usage(self, "--json lists what is in the case; it stands without a FILE");
    ts_case *c;
    ts_err err = open_case(argv[1], &c);
    if (err)
        return failed(self, err);
    if (rest == 2) {
        status = step_claims(self, c, argv[2], about);
        if (status == EXIT_DONE)
            status = step_judge_claims(self, c);
    } else {
        status = EXIT_DONE;
        if ((err = ts_claims_print(c, json, stdout)) != TS_OK)
            status = failed(self, err);
    }
    if (status == EXIT_DONE && !json)
        print_head(c);
    ts_case_close(c);
    return status;
}

static const example examples[] = {
    {"touchstone claim oct.case claims.toml", "add what is claimed, and judge it by what was verified"},
    {"touchstone claim oct.case posts.json --about \"example hospital\"", "the same from a tracker's list of posts"},
    {"touchstone claim oct.case", "list each assertion with its result, counts and what could change it"},
    {NULL, NULL},
};

const command cmd_claim = {
    "claim",
    "CASE [FILE] [--about TEXT] [--json]",
    "what is claimed to have been taken, against what was found",
    run,
    "FILE is TOML in the form of docs/claims.md, or the JSON of a public tracker of leak sites.  A claim of the same "
    "id is\n"
    "replaced.  Each assertion is supported, partly, not shown or refuted; the last only where it is about the\n"
    "published files themselves.\n",
    examples};
