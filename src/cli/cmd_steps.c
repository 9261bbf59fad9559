/* cmd_steps.c - register, ingest, verify, assess, report: one step of the road each. */
#include "cli/cli.h"

#include <touchstone/claims.h>
#include <touchstone/duty.h>
#include <touchstone/holdings.h>
#include <touchstone/impact.h>
#include <touchstone/ingest.h>
#include <touchstone/verify.h>

#include "cli/steps.h"

const char passwords_help[] = "try these on what is locked, one a line; the custody log names the line that fitted";
const char first_help[] =
    "answers soon, such as 1h: samples, pictures and tables first; report what is known then, and go on";

int step_ingest(const command *self, ts_case *c, const char *const *path, size_t paths, const ts_ingest_options *o) {
    ts_ingest_result r;
    ts_err err = ts_ingest(c, path, paths, o, &r);
    if (err)
        return failed(self, err);
    printf("read: %s items, %s", count_text(r.items), bytes_text(r.bytes));
    printf("; %s sightings of people\n", count_text(r.sightings));
    if (r.opened_items)
        printf("opened with passwords: %s items (the custody log names the lines)\n", count_text(r.opened_items));
    if (r.unread_items)
        printf("not wholly read: %s items, %s (the report lists each with its reason)\n", count_text(r.unread_items),
               bytes_text(r.bytes_unread));
    if (r.unstable_items)
        printf("unstable: %s items ended by time or memory; results are not final\n", count_text(r.unstable_items));
    return r.unread_items ? EXIT_REPORT : EXIT_DONE;
}

ts_err step_provisional(void *context) {
    const provisional *p = context;
    ts_verify_result verified;
    ts_assess_result assessed;
    char index[TS_REPORT_PATH], line[1024];
    TS_TRY(ts_verify(p->c, true, &verified));
    TS_TRY(ts_assess(p->c, true, &assessed));
    TS_TRY(ts_claims_judge(p->c, true, NULL));
    TS_TRY(ts_report(p->c, &p->report, index, sizeof index));
    TS_TRY(ts_situation_line(p->c, line, sizeof line));
    printf("\nprovisional, from what was read so far; reading goes on.\n%s\nreport so far: %s\n\n", line, index);
    fflush(stdout);
    return TS_OK;
}

/* How the documents stand to our own, where trees of files are registered. */
static void print_documents(const ts_verify_result *r) {
    const uint64_t *v = r->document_verdict;
    if (!r->trees)
        return;
    printf("documents: %s compared with %s tree%s of files:", count_text(r->documents), count_text(r->trees),
           r->trees == 1 ? "" : "s");
    printf(" %s byte-identical, %s the same text,", count_text(v[4]), count_text(v[3]));
    printf(" %s near-identical, %s of the same template,", count_text(v[2]), count_text(v[1]));
    printf(" %s not held\n", count_text(v[0]));
    if (r->documents_common)
        printf("of those held, %s are common and say little of where they came from: tiny, public licences, or in many "
               "places\n",
               count_text(r->documents_common));
    if (r->documents_without_text)
        printf("%s without a text that could be read were compared by their bytes alone\n",
               count_text(r->documents_without_text));
}

int step_verify(const command *self, ts_case *c) {
    ts_verify_result r;
    ts_err err = ts_verify(c, true, &r);
    if (err)
        return failed(self, err);
    printf("judged: %s sightings: %s genuine, %s altered", count_text(r.sightings), count_text(r.genuine),
           count_text(r.altered));
    if (r.differs)
        printf(", %s differ", count_text(r.differs));
    printf(", %s candidates", count_text(r.candidate));
    printf(", %s unknown to us, %s placeholders", count_text(r.unknown), count_text(r.placeholder));
    if (r.recombined)
        printf(", %s recombined", count_text(r.recombined));
    uint64_t judged = r.genuine + r.altered + r.differs + r.candidate + r.unknown + r.placeholder + r.recombined;
    if (r.sightings > judged)
        printf(", %s not judged: too little is said there of anyone", count_text(r.sightings - judged));
    printf("\n");
    printf("wrong matches expected among those identified: %.2f\n", r.expected_wrong);
    print_documents(&r);
    return EXIT_DONE;
}

int step_assess(const command *self, ts_case *c) {
    ts_assess_result r;
    ts_err err = ts_assess(c, true, &r);
    if (err)
        return failed(self, err);
    printf("people: %s (%s to %s)", count_text(r.people), count_text(r.low), count_text(r.high));
    printf(", %s of them in our records, %s children on the record's date or today\n", count_text(r.held),
           count_text(r.children));
    return step_judge_claims(self, c);
}

int step_report(const command *self, ts_case *c, const ts_report_options *o, char *index) {
    ts_err err = ts_report(c, o, index, TS_REPORT_PATH);
    return err ? failed(self, err) : EXIT_DONE;
}

void print_registered(const ts_register_result *r) {
    printf("registered: %s rows, %s people", count_text(r->rows), count_text(r->people));
    if (r->bad_rows)
        printf(", %s bad rows left out", count_text(r->bad_rows));
    printf(r->already ? " (some or all were registered before)\n" : "\n");
}

/* An earlier leak that was read as a case of its own. */
static ts_err register_earlier(ts_case *c, const char *path, const char *name, const char *as_of,
                               ts_register_result *out) {
    ts_case *old = NULL;
    uint64_t stale = 0;
    TS_TRY(open_case(path, &old));
    ts_err err = ts_ingest_stale(old, &stale);
    if (!err && stale)
        err = ts_fail(TS_EUSAGE, "%s: %llu of its items were read with other rules: run ingest there again first", path,
                      (unsigned long long)stale);
    if (!err)
        err = ts_register_earlier_leak(c, old, name, as_of, out);
    ts_case_close(old);
    return err;
}

static void print_earlier(const char *name, const ts_register_result *r) {
    if (r->already)
        printf("%s: registered before\n", name);
    else
        printf("%s: %s rows about people, %s files; verify says what of this case stood there\n", name,
               count_text(r->people), count_text(r->keys));
}

static ts_err register_leaks(ts_case *c, char **path, int n, const char *name, const char *as_of) {
    for (int i = 0; i < n; i++) {
        ts_register_result one;
        TS_TRY(register_earlier(c, path[i], name, as_of, &one));
        print_earlier(name, &one);
    }
    return TS_OK;
}

/* --files: each HOLDING is a tree of documents. */
static ts_err register_trees(ts_case *c, char **path, int n, const ts_register_options *o, unsigned jobs, int *status) {
    *status = EXIT_DONE;
    for (int i = 0; i < n; i++) {
        ts_files_result r;
        TS_TRY(register_tree(c, path[i], o, jobs, &r));
        *status = r.unread ? EXIT_REPORT : *status;
    }
    return TS_OK;
}

/* parts: together they are one. */
static ts_err register_exports(ts_case *c, char **path, int n, const ts_register_options *o, bool parts, int *status) {
    ts_register_result total = {0}, one;
    for (int i = 0; i < (parts ? 1 : n); i++) {
        TS_TRY(parts ? ts_register_parts(c, (const char *const *)path, (size_t)n, o, &one)
                     : ts_register_file(c, path[i], o, &one));
        total.rows += one.rows, total.bad_rows += one.bad_rows, total.people += one.people, total.keys += one.keys;
        total.already |= one.already;
    }
    print_registered(&total);
    *status = total.bad_rows ? EXIT_REPORT : EXIT_DONE;
    return TS_OK;
}

static int do_register(int argc, char **argv, const command *self) {
    ts_register_options o = {.show = stdout};
    bool parts = false;
    const char *earlier = NULL;
    bool files = false;
    uint64_t jobs = 0;
    const option_row row[] = {
        {"organisation", OPT_TEXT, &o.organisation, "CODE", "whose records: the ODS code, such as RBS"},
        {"system", OPT_TEXT, &o.system, "NAME", "which system of record, such as PAS"},
        {"as-of", OPT_TEXT, &o.as_of, "DATE", "the day the export shows, such as 2024-11-01"},
        {"kind", OPT_TEXT, &o.kind, "KIND", "patient, staff, donor or supplier (default: by the columns)"},
        {"map", OPT_TEXT, &o.map, "FILE", "TOML that says what columns are, where the guess is wrong"},
        {"sheet", OPT_TEXT, &o.sheet, "NAME",
         "which table of a workbook, database or dump (default: the one with people)"},
        {"columns", OPT_TEXT, &o.columns, "A,B,C", "names of the columns, where the export has no row of them"},
        {"parts", OPT_FLAG, &parts, NULL, "the HOLDINGs are one export in parts, in this order"},
        {"accept-bad", OPT_TEXT, &o.accept_bad, "REASON", "go on with more than 5 % bad rows; the reason is logged"},
        {"complete", OPT_FLAG, &o.complete, NULL, "the export holds everybody of that system"},
        {"earlier", OPT_TEXT, &earlier, "NAME", "HOLDING is the case of an earlier leak, read before; NAME says which"},
        {"dry", OPT_FLAG, &o.dry, NULL, "only show what is understood of each column"},
        {"files", OPT_FLAG, &files, NULL, "HOLDING is a tree of documents: a file server, or its backup"},
        {"jobs", OPT_NUMBER, &jobs, "N", "with --files: worker processes (default: one a core); changes no result"},
    };
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 2, argc, &rest);
    if (status >= 0)
        return status;
    if (earlier && (o.dry || parts))
        return usage(self, "--earlier goes with neither --dry nor --parts: HOLDING is a case that was read before");
    bool of_tables = o.dry || parts || earlier || o.kind || o.map || o.sheet || o.columns || o.accept_bad || o.complete;
    if (files && of_tables)
        return usage(self,
                     "--files goes with --organisation, --system, --as-of and --jobs alone: the others are of tables");
    if (jobs && !files)
        return usage(self, "--jobs goes with --files: an export is read by one worker");
    ts_case *c;
    status = EXIT_DONE;
    ts_err err = open_case(argv[1], &c);
    if (!err)
        err = earlier ? register_leaks(c, argv + 2, rest - 1, earlier, o.as_of)
              : files ? register_trees(c, argv + 2, rest - 1, &o, (unsigned)jobs, &status)
                      : register_exports(c, argv + 2, rest - 1, &o, parts, &status);
    if (err)
        status = failed(self, err);
    else
        print_head(c);
    ts_case_close(c);
    return status;
}

static int do_ingest(int argc, char **argv, const command *self) {
    ts_ingest_options o = {.progress = true};
    uint64_t jobs = 0, batch = 0;
    provisional so_far = {0};
    const option_row row[] = {
        {"exhibit", OPT_TEXT, &o.exhibit, "NAME", "the exhibit's reference, such as AB/1 (default E1)"},
        {"source", OPT_TEXT, &o.source, "TEXT", "where it came from"},
        {"acquired-by", OPT_TEXT, &o.acquired_by, "NAME", "who took it"},
        {"acquired-at", OPT_TEXT, &o.acquired_at, "TIME", "when"},
        {"jobs", OPT_NUMBER, &jobs, "N", "worker processes (default: one a core); changes no result"},
        {"passwords", OPT_TEXT, &o.passwords, "FILE", passwords_help},
        {"first", OPT_TIME, &o.first_ms, "TIME", first_help},
        {"batch", OPT_NUMBER, &batch, "N", "items a batch; changes no result"},
        {"reverse", OPT_FLAG, &o.reverse, NULL, "walk directories backwards; changes no result"},
    };
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 1, argc, &rest);
    if (status >= 0)
        return status;
    o.jobs = (unsigned)jobs;
    o.batch = (unsigned)batch;
    ts_case *c;
    ts_err err = open_case(argv[1], &c);
    if (err)
        return failed(self, err);
    so_far.c = c;
    o.provisional = step_provisional;
    o.context = &so_far;
    status = step_ingest(self, c, (const char *const *)argv + 2, (size_t)rest - 1, &o);
    if (status <= EXIT_REPORT)
        print_head(c);
    ts_case_close(c);
    return status;
}

static int do_verify(int argc, char **argv, const command *self) {
    const char *list = NULL, *documents = NULL;
    const option_row row[] = {
        {"list", OPT_TEXT, &list, "FILE", "also write every sighting's verdict as CSV, unmasked; logged"},
        {"documents", OPT_TEXT, &documents, "FILE",
         "also write how every document stands to ours, and which parts differ, as CSV, unmasked; logged"}};
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 1, 1, &rest);
    if (status >= 0)
        return status;
    ts_case *c;
    ts_err err = open_case(argv[1], &c);
    if (err)
        return failed(self, err);
    status = step_verify(self, c);
    if (status == EXIT_DONE && list) {
        err = write_list(c, list, ts_verify_list);
        if (err)
            status = failed(self, err);
    }
    if (status == EXIT_DONE && documents) {
        err = write_list(c, documents, ts_documents_list);
        if (err)
            status = failed(self, err);
    }
    if (status <= EXIT_REPORT)
        print_head(c);
    ts_case_close(c);
    return status;
}

static int do_assess(int argc, char **argv, const command *self) {
    int rest, status = options_take(argc, argv, self, NULL, 0, 1, 1, &rest);
    if (status >= 0)
        return status;
    ts_case *c;
    ts_err err = open_case(argv[1], &c);
    if (err)
        return failed(self, err);
    status = step_assess(self, c);
    if (status == EXIT_DONE)
        print_head(c);
    ts_case_close(c);
    return status;
}

static int do_report(int argc, char **argv, const command *self) {
    ts_report_options o = {0};
    const option_row row[] = {
        {"out", OPT_TEXT, &o.out, "DIR", "where to (default: the case's reports/)"},
        {"format", OPT_TEXT, &o.formats, "LIST", "html,json,csv (default: all)"},
    };
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 1, 1, &rest);
    if (status >= 0)
        return status;
    ts_case *c;
    ts_err err = open_case(argv[1], &c);
    if (err)
        return failed(self, err);
    char index[TS_REPORT_PATH];
    status = step_report(self, c, &o, index);
    if (status == EXIT_DONE) {
        printf("%s\n", index);
        print_head(c);
    }
    ts_case_close(c);
    return status;
}

const command cmd_register = {
    "register", "CASE HOLDING… --organisation CODE --system NAME --as-of DATE [OPTIONS]",
    "index an organisation's own records as keyed fingerprints", do_register,
    "A HOLDING is delimited text, a workbook (xlsx, xls, xlsb, ods), JSON, NDJSON, FHIR, HL7 v2, dBase,\n"
    "SQLite, Access, an SQL dump or text in fixed columns; - is standard input, also a COPY stream of\n"
    "PostgreSQL. What is no delimited text is read by a locked worker. After an interruption the same\n"
    "command goes on: what is in is said to be registered before, and the export that was being\n"
    "read is read again from its start. docs/index-format.md says how exports are described.\n"
    "With --files HOLDING is a directory of the organisation's own documents: those of the leak are then\n"
    "told to be byte-identical, the same text, near-identical, of the same template, or not held. Lists of files that "
    "attackers post are not matched yet.\n"};

const command cmd_ingest = {
    "ingest", "CASE [EVIDENCE…] [OPTIONS]", "read evidence into the case, in locked workers; resumes by itself",
    do_ingest,
    "Without EVIDENCE: what the case knows is read again where a run was cut short, or where newly\n"
    "registered holdings change what is found.\n"};
const command cmd_verify = {"verify", "CASE [--list FILE] [--documents FILE]",
                            "match every sighting against the holdings and judge it", do_verify, NULL};
const command cmd_assess = {"assess", "CASE", "resolve sightings into people", do_assess, NULL};
const command cmd_report = {"report", "CASE [OPTIONS]", "write the reports", do_report, NULL};
