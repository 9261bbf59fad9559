/* cmd_why.c - why: the waterfall of a verdict, in words and numbers. */
#include "cli/cli.h"

#include <touchstone/waterfall.h>

#include "cli/why_print.h"

typedef struct printing {
    output out;
    bool json, records, told;
} printing;

static ts_err end_one(printing *p) {
    p->told = true;
    if (!p->json)
        p->out.len--; /* the text's own last line end */
    return out_line_end(&p->out);
}

static ts_err tell_sighting(void *context, const ts_waterfall *w) {
    printing *p = context;
    if (p->json) {
        why_json_fall(&p->out, w);
        return end_one(p);
    }
    if (p->told)
        out_str(&p->out, "\n");
    why_print_fall(&p->out, w, p->records);
    return end_one(p);
}

static ts_err tell_sum(void *context, const ts_verdict_sum *s) {
    printing *p = context;
    if (p->json) {
        why_json_sum(&p->out, s);
        return end_one(p);
    }
    if (p->told)
        out_str(&p->out, "\n");
    why_print_sum(&p->out, s);
    return end_one(p);
}

static ts_err tell_near(void *context, ts_span item) {
    (void)context;
    fprintf(stderr, "  %.*s\n", (int)item.len, item.ptr);
    return TS_OK;
}

static int why(int argc, char **argv, const command *self) {
    bool show = false, unmask = false, json = false, each = false;
    const option_row row[] = {
        {"show", OPT_FLAG, &show, NULL, "show the values and names of the evidence in clear; logged"},
        {"unmask", OPT_FLAG, &unmask, NULL, "show which record of the holdings it is; logged"},
        {"each", OPT_FLAG, &each, NULL, "of a file or the whole leak: also every sighting's waterfall"},
        {"json", OPT_FLAG, &json, NULL, "lines of JSON, schema touchstone.why/1"},
    };
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 1, 2, &rest);
    if (status >= 0)
        return status;
    ts_case *c;
    ts_err err = open_case(argv[1], &c);
    if (err)
        return failed(self, err);
    printing p = {.json = json, .records = unmask};
    out_init(&p.out);
    ts_why_options o = {.locator = rest > 1 ? argv[2] : NULL, .each = each, .values = show, .records = unmask};
    ts_why_events events = {&p, tell_sighting, tell_sum, tell_near};
    err = ts_why_verdict(c, &o, &events);
    if (!err && !json && (show || unmask)) {
        out_str(&p.out, "custody log head ");
        out_str(&p.out, ts_case_head(c));
        out_str(&p.out, "\n");
    }
    ts_err flushed = out_flush(&p.out);
    err = err ? err : flushed;
    out_done(&p.out);
    ts_case_close(c);
    return err == TS_OK || err == TS_ESTOPPED ? EXIT_DONE : failed(self, err);
}

static const example examples[] = {
    {"touchstone why oct.case 'AB1/drop/pay.csv#row=12'", "one row, from the prior to the verdict"},
    {"touchstone why oct.case '3F2A91#row=12'", "the same, by the code that masked names carry"},
    {"touchstone why oct.case pay.csv", "the table: verdicts, whose it is, as of when, what chance gives"},
    {"touchstone why oct.case", "the whole leak"},
    {"touchstone why oct.case pay.csv --each --json", "every row, for a program"},
    {NULL, NULL}};
const command cmd_why = {
    "why",
    "CASE [LOCATOR] [OPTIONS]",
    "why a verdict is what it is: its waterfall, weight by weight",
    why,
    "LOCATOR as `verify --list` prints it, with the part and the row or byte: FILE#row=12, FILE#Sheet1!R12, "
    "FILE#p2@120-131. The end of a path is enough where only one item ends so, or the code in brackets that masked "
    "names carry. Without a row: the table. Without a locator: the whole leak. Weights are in bits: one bit more "
    "doubles the odds. Of other candidates only their weight is told, whoever they are (docs/why.md).\n",
    examples};
