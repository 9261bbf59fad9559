/* cmd_list.c - list and synth: what there is, and a world to try it on. */
#include "cli/cli.h"

#include <string.h>
#include <touchstone/ingest.h>
#include <touchstone/synth.h>

static int list(int argc, char **argv, const command *self) {
    text_list packs = {.n = 0};
    const option_row row[] = {{"pack", OPT_TEXTS, &packs, "FILE", "kinds: those of this pack too; may be given again"}};
    int rest, status = options_take(argc, argv, self, row, 1, 1, 1, &rest);
    if (status >= 0)
        return status;
    const char *name, *summary;
    ts_kind_row kind;
    ts_kind_packs *opened = NULL;
    ts_err err = ts_kind_packs_open(packs.text, packs.n, &opened);
    if (err)
        return failed(self, err);
    if (strcmp(argv[1], "kinds") == 0)
        for (size_t i = 0; ts_kind_at(opened, i, &kind); i++)
            printf("%-15s  %-18s  %-18s  %s%s%s%s\n", kind.name, kind.category, kind.begins, kind.summary,
                   kind.source ? " [" : "", kind.source ? kind.source : "", kind.source ? "]" : "");
    else if (strcmp(argv[1], "formats") == 0)
        for (size_t i = 0; ts_format_at(i, &name, &summary); i++)
            printf("%-10s %s\n", name, summary);
    else if (strcmp(argv[1], "limits") == 0) {
        char usual[32];
        for (size_t i = 0; ts_limit_row(i, &name, usual, &summary); i++)
            printf("%-15s %-9s %s\n", name, usual, summary);
    } else
        status = usage(self, "list kinds, list formats or list limits");
    ts_kind_packs_free(opened);
    return status < 0 ? EXIT_DONE : status;
}

static int synth(int argc, char **argv, const command *self) {
    uint64_t seed = 1, people = 2000, files = 200, style = 0, screenshots = 0, scans = 0;
    bool more = false;
    const option_row row[] = {
        {"seed", OPT_NUMBER, &seed, "N", "same seed, same bytes (default 1)"},
        {"people", OPT_NUMBER, &people, "N", "people held by the organisations (default 2000)"},
        {"files", OPT_NUMBER, &files, "N", "files of the leak (default 200)"},
        {"style", OPT_NUMBER, &style, "N", "0: usual column names and masks; others: relabelled worlds"},
        {"screenshots", OPT_NUMBER, &screenshots, "N", "screenshots in the leak besides (default 0)"},
        {"more-formats", OPT_FLAG, &more, NULL,
         "half of the lists, a third of the letters: ods, odt, rtf, SQLite, dBase"},
        {"scans", OPT_NUMBER, &scans, "N", "scanned papers in the leak besides (default 0)"},
    };
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 1, 1, &rest);
    if (status >= 0)
        return status;
    ts_synth_options o = {.seed = seed,
                          .people = (uint32_t)people,
                          .files = (uint32_t)files,
                          .style = (uint32_t)style,
                          .screenshots = (uint32_t)screenshots,
                          .scans = (uint32_t)scans,
                          .more_formats = more};
    return failed(self, ts_synth(argv[1], &o)); /* it does not come back */
}

const command cmd_list = {
    "list", "kinds|formats|limits [OPTIONS]", "the kinds and formats there are, and the limits that a case may set",
    list,
    "Kinds: name, category of personal data, what in a running text begins a value of it, what it "
    "is and the standard or register that its rule comes from.\n"};
const command cmd_synth = {"synth", "DIR [OPTIONS]", "a synthetic world with its truth: holdings and a leak", synth,
                           NULL};
