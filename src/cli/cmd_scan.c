/* cmd_scan.c - scan: the personal data in files and trees, one line a value; no case needed. */
#include "cli/cli.h"
#include "cli/explain.h"

#include <stdlib.h>
#include <string.h>
#include <touchstone/ingest.h>
#include <unistd.h>

enum { LINE_PLACE = 32 }; /* room for a place */

typedef enum { JSONL, LINES, CSV, COUNT, TERMINAL, EXPLAIN } format;

typedef struct scanning {
    output out;
    format format;
    bool show, explain, colour, context, placeholders;
    uint64_t apart; /* placeholders that were kept apart */
    output masked; /* the value at hand */
    ts_span kind[TS_KIND_NUMBERS]; /* names by number */
    char name[TS_KIND_NUMBERS][16]; /* the same, to be copied whole */
    ts_kind_row what[TS_KIND_NUMBERS]; /* all that is said of each */
    uint64_t per_kind[TS_KIND_NUMBERS];
    uint64_t high; /* of the last place written, without its last four digits */
    char high_text[24];
    size_t high_len;
    char *path; /* the last one, and what a JSON line begins with for it */
    size_t path_len;
    output prefix;
} scanning;

static void name_kinds(scanning *s, const ts_kind_packs *packs) {
    ts_kind_row row;
    for (size_t i = 0; ts_kind_at(packs, i, &row); i++) {
        snprintf(s->name[row.number], sizeof *s->name, "%s", row.name);
        s->what[row.number] = row;
        s->kind[row.number] = (ts_span){s->name[row.number], strlen(s->name[row.number])};
    }
}

/* The same for thousands of lines: escaped once. */
static ts_span json_prefix(scanning *s, ts_span path) {
    if (!s->path || s->path_len != path.len || memcmp(s->path, path.ptr, path.len) != 0) {
        free(s->path);
        s->path = malloc(path.len + 1);
        if (s->path)
            memcpy(s->path, path.ptr, path.len);
        s->path_len = path.len;
        s->prefix.len = 0;
        out_str(&s->prefix, "{\"path\":");
        out_json(&s->prefix, path);
        out_str(&s->prefix, ",\"locator\":");
    }
    return (ts_span){s->prefix.ptr, s->prefix.len};
}

static inline char *put(char *to, const char *text, size_t n) {
    memcpy(to, text, n);
    return to + n;
}
#define PUT(to, literal) put(to, literal, sizeof(literal) - 1)

static inline char *put_number(char *to, uint64_t n) {
    output o = {.ptr = to, .cap = LINE_PLACE};
    out_number(&o, n);
    return to + o.len;
}

/* "text", escaped unless it is known to need none. */
static char *put_text(output *o, char *to, ts_span text, bool plain) {
    if (plain) {
        *to++ = '"';
        to = put(to, text.ptr, text.len);
        *to++ = '"';
        return to;
    }
    o->len = (size_t)(to - o->ptr);
    out_json(o, text);
    return o->ptr + o->len;
}

/* In one go, as it writes millions: there is room for all of it beforehand. */
static void json(scanning *s, ts_span path, const ts_read_mention *m) {
    output *o = &s->out;
    const ts_read_beside *b = m->beside;
    ts_span prefix = json_prefix(s, path);
    enum { FIXED = 256, ESCAPED = 6 };
    char *to =
        out_room(o, prefix.len + ESCAPED * (b->locator.len + m->value.len + b->before.len + b->after.len) + FIXED);
    to = put(to, prefix.ptr, prefix.len);
    to = put_text(o, to, b->locator, b->plain);
    to = PUT(to, ",\"kind\":\"");
    put(to, s->name[m->kind], sizeof *s->name); /* all of it: shorter names leave room for what follows */
    to += s->kind[m->kind].len;
    to = PUT(to, "\",\"value\":");
    to = put_text(o, to, m->value, m->plain && !m->tabs);
    to = PUT(to, ",\"start\":");
    to = put_number(to, m->start);
    to = PUT(to, ",\"end\":");
    to = put_number(to, m->end);
    if (m->at != UINT64_MAX) {
        to = PUT(to, ",\"at\":");
        to = put_number(to, m->at);
    }
    to = PUT(to, ",\"confidence\":");
    const char percent[4] = {(char)('0' + m->confidence / 100), '.', (char)('0' + m->confidence / 10 % 10),
                             (char)('0' + m->confidence % 10)};
    to = put(to, percent, sizeof percent);
    to = m->valid ? PUT(to, ",\"valid\":true") : PUT(to, ",\"valid\":false");
    if (m->placeholder)
        to = PUT(to, ",\"placeholder\":true");
    if (m->partial)
        to = PUT(to, ",\"partial\":true");
    if (m->misread)
        to = PUT(to, ",\"misread\":true");
    if (b->before.len || b->after.len) {
        to = PUT(to, ",\"before\":");
        to = put_text(o, to, b->before, false);
        to = PUT(to, ",\"after\":");
        to = put_text(o, to, b->after, false);
    }
    *to++ = '}';
    o->len = (size_t)(to - o->ptr);
}

/* The place, whose first digits are mostly those of the line before. */
static size_t write_place(scanning *s, uint64_t n, char *to) {
    uint64_t high = n / 10000;
    if (high != s->high || !s->high_len) {
        s->high = high;
        output o = {.ptr = s->high_text, .cap = sizeof s->high_text};
        out_number(&o, high);
        s->high_len = o.len;
    }
    if (!high) {
        output o = {.ptr = to, .cap = LINE_PLACE};
        out_number(&o, n);
        return o.len;
    }
    unsigned low = (unsigned)(n % 10000);
    memcpy(to, s->high_text, sizeof s->high_text);
    memcpy(to + s->high_len, out_pair + low / 100 * 2, 2);
    memcpy(to + s->high_len + 2, out_pair + low % 100 * 2, 2);
    return s->high_len + 4;
}

/* offset:kind:value, in one go: this is what is compared with other scanners, and it writes millions. */
static void line(scanning *s, const ts_read_mention *m) {
    output *o = &s->out;
    char *begin = out_room(o, LINE_PLACE + sizeof *s->name + m->value.len + 16 + 3), *to = begin;
    to += write_place(s, m->at != UINT64_MAX ? m->at : m->start, to);
    *to++ = ':';
    memcpy(to, s->name[m->kind], sizeof *s->name); /* all of it: shorter names leave room for the colon */
    to += s->kind[m->kind].len;
    *to++ = ':';
    if (!m->plain) {
        o->len += (size_t)(to - begin);
        out_terminal(o, m->value);
        return;
    }
    size_t n = m->value.len;
    memcpy(to, m->value.ptr, 16); /* most are shorter: no branch on their length, which nobody could guess */
    if (n > 16)
        memcpy(to + 16, m->value.ptr + 16, n - 16);
    o->len += (size_t)(to - begin) + n;
}

static void csv(scanning *s, ts_span path, const ts_read_mention *m) {
    output *o = &s->out;
    out_csv(o, path);
    out_str(o, ",");
    out_csv(o, m->beside->locator);
    out_str(o, ",");
    out_span(o, s->kind[m->kind]);
    out_str(o, ",");
    out_csv(o, m->value);
    out_str(o, ",");
    out_number(o, m->start);
    out_str(o, ",");
    out_number(o, m->end);
    out_str(o, ",");
    out_percent(o, m->confidence);
    out_str(o, m->valid ? ",true" : ",false");
    out_str(o, m->placeholder ? ",true" : ",false");
    out_str(o, m->partial ? ",true" : ",false");
    out_str(o, m->misread ? ",true" : ",false");
    if (s->context) {
        out_str(o, ",");
        out_csv(o, m->beside->before);
        out_str(o, ",");
        out_csv(o, m->beside->after);
    }
}

static void paint(scanning *s, const char *escape) {
    if (s->colour)
        out_str(&s->out, escape);
}

static void terminal(scanning *s, ts_span path, const ts_read_mention *m) {
    output *o = &s->out;
    paint(s, "\033[2m");
    out_terminal(o, path);
    out_terminal(o, m->beside->locator);
    paint(s, "\033[0m");
    out_str(o, " ");
    paint(s, "\033[36m");
    out_span(o, s->kind[m->kind]);
    paint(s, "\033[0m");
    out_str(o, " ");
    if (s->show) {
        paint(s, "\033[2m");
        out_terminal(o, m->beside->before);
        paint(s, "\033[0m");
        out_terminal(o, m->value);
        paint(s, "\033[2m");
        out_terminal(o, m->beside->after);
        paint(s, "\033[0m");
    } else {
        out_masked(o, m->value);
    }
    out_str(o, " ");
    out_percent(o, m->confidence);
    if (!m->valid) {
        paint(s, "\033[33m");
        out_str(o, " not valid");
        paint(s, "\033[0m");
    }
}

/* Its facts come next, and end it; masked unless it is to be shown. */
static void explained_json(scanning *s, ts_span path, const ts_read_mention *m) {
    ts_read_mention copy = *m;
    ts_read_beside beside = *m->beside;
    if (!s->show) {
        s->masked.len = 0;
        out_masked(&s->masked, m->value);
        copy.value = (ts_span){s->masked.ptr, s->masked.len};
        beside.before = beside.after = (ts_span){"", 0}; /* what stands around is as personal */
        copy.beside = &beside;
    }
    json(s, path, &copy);
    s->out.len--;
    if (s->what[m->kind].source) {
        out_str(&s->out, ",\"rule\":");
        out_json(&s->out, (ts_span){s->what[m->kind].source, strlen(s->what[m->kind].source)});
    }
}

static ts_err on_why(void *context, ts_span path, bool found, const ts_why *why, size_t n) {
    scanning *s = context;
    if (s->format == JSONL)
        explain_facts_json(&s->out, path, found, why, n, s->kind);
    else
        explain_facts(&s->out, path, found, why, n, s->kind);
    return out_line_end(&s->out);
}

static ts_err on_mentions(void *context, ts_span path, const ts_read_mention *m, size_t n) {
    scanning *s = context;
    for (const ts_read_mention *end = m + n; m < end; m++) {
        if (m->placeholder && !s->placeholders) {
            s->apart++;
            continue;
        }
        switch (s->format) {
        case COUNT:
            s->per_kind[m->kind]++;
            continue;
        case LINES:
            line(s, m);
            break;
        case CSV:
            csv(s, path, m);
            break;
        case TERMINAL:
            terminal(s, path, m);
            break;
        case EXPLAIN:
            explain_find(&s->out, path, m, &s->what[m->kind], s->show);
            continue;
        case JSONL:
            if (s->explain) {
                explained_json(s, path, m);
                continue;
            }
            json(s, path, m);
            break;
        }
        TS_TRY(out_line_end(&s->out));
    }
    return TS_OK;
}

static ts_err on_pause(void *context) { return out_pause(&((scanning *)context)->out); }

static ts_err on_unread(void *context, ts_span path, ts_reason reason, uint64_t bytes, const char *message) {
    scanning *s = context;
    output o;
    (void)s;
    out_init(&o);
    out_str(&o, "touchstone scan: ");
    out_terminal(&o, path);
    out_str(&o, ": ");
    out_str(&o, ts_reason_name(reason));
    if (bytes) {
        out_str(&o, ", ");
        out_str(&o, bytes_text(bytes));
        out_str(&o, " not read");
    }
    if (message && *message) {
        out_str(&o, ": ");
        out_str(&o, message);
    }
    out_str(&o, "\n");
    fwrite(o.ptr, 1, o.len, stderr);
    out_done(&o);
    return TS_OK;
}

/* Reads with what was asked for; the exit status. */
static int read_paths(const command *self, const char *const *path, size_t paths, const ts_read_options *o, scanning *s,
                      bool quiet) {
    out_init(&s->out);
    out_init(&s->prefix);
    out_init(&s->masked);
    name_kinds(s, o->packs);
    if (s->format == CSV)
        out_str(&s->out,
                s->context
                    ? "path,locator,kind,value,start,end,confidence,valid,placeholder,partial,misread,before,after\n"
                    : "path,locator,kind,value,start,end,confidence,valid,placeholder,partial,misread\n");
    ts_read_events events = {
        .context = s, .mentions = on_mentions, .why = on_why, .unread = quiet ? NULL : on_unread, .pause = on_pause};
    ts_read_result result;
    ts_err err = ts_read_paths(path, paths, o, &events, &result);
    for (unsigned k = 1; s->format == COUNT && k < TS_KIND_NUMBERS; k++) {
        char line[120];
        if (!s->per_kind[k])
            continue;
        snprintf(line, sizeof line, "%-16s %12llu\n", s->kind[k].ptr, (unsigned long long)s->per_kind[k]);
        out_str(&s->out, line);
    }
    ts_err flushed = out_flush(&s->out);
    out_done(&s->out);
    out_done(&s->prefix);
    out_done(&s->masked);
    free(s->path);
    if (err || flushed)
        return failed(self, err ? err : flushed);
    if (s->apart && !quiet)
        fprintf(stderr,
                "touchstone scan: %llu placeholders (test and default data) kept apart: --placeholders shows them\n",
                (unsigned long long)s->apart);
    return result.unread_items ? EXIT_REPORT : EXIT_DONE;
}

static bool format_of(const char *how, bool tty, format *out) {
    if (!how)
        *out = tty ? TERMINAL : JSONL;
    else if (strcmp(how, "jsonl") == 0)
        *out = JSONL;
    else if (strcmp(how, "lines") == 0)
        *out = LINES;
    else if (strcmp(how, "csv") == 0)
        *out = CSV;
    else
        return false;
    return true;
}

/* What is explained may be a value itself. */
static bool is_text(const char *argument) {
    return *argument && strcmp(argument, "-") != 0 && access(argument, F_OK) != 0;
}

/* no-color.org: set and not empty means no. */
static bool wants_colour(void) {
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return !(no && *no) && !(terminal && strcmp(terminal, "dumb") == 0);
}

static int scan(int argc, char **argv, const command *self) {
    const char *kinds = NULL, *how = NULL, *passwords = NULL;
    uint64_t jobs = 0, context = 0, least_said = UINT64_MAX;
    text_list packs = {.n = 0}, only = {.n = 0}, without = {.n = 0};
    scanning s = {.show = false};
    bool as_csv = false, count = false, quiet = false;
    const option_row row[] = {
        {"kinds", OPT_TEXT, &kinds, "LIST",
         "only these, comma-separated: email,phone; all,-phone: all but it (list kinds)"},
        {"pack", OPT_TEXTS, &packs, "FILE", "look for the kinds of this pack too (docs/packs.md); may be given again"},
        {"min-confidence", OPT_NUMBER, &least_said, "PERCENT",
         "leave out what is less sure (default 50, with --explain 0)"},
        {"include", OPT_TEXTS, &only, "GLOB", "only files whose name fits, '*.csv'; may be given again"},
        {"exclude", OPT_TEXTS, &without, "GLOB", "no files whose name fits; may be given again"},
        {"context", OPT_NUMBER, &context, "N", "N bytes of text either side of each value (on a terminal with --show)"},
        {"format", OPT_TEXT, &how, "jsonl|lines|csv", "jsonl is the default in a pipe; lines are offset:kind:value"},
        {"csv", OPT_FLAG, &as_csv, NULL, "the same as --format csv"},
        {"count", OPT_FLAG, &count, NULL, "only how many of each kind"},
        {"explain", OPT_FLAG, &s.explain, NULL,
         "why each is what it is, and what else it could have been; a PATH that is no file is taken for a text"},
        {"placeholders", OPT_FLAG, &s.placeholders, NULL,
         "test and default data too: ten equal digits, born 1900-01-01, numbers kept for tests and films"},
        {"show", OPT_FLAG, &s.show, NULL, "values in clear on a terminal and in explanations (pipes else carry them)"},
        {"quiet", OPT_FLAG, &quiet, NULL,
         "do not list what could not be read, nor count placeholders (exit status 1 still tells)"},
        {"passwords", OPT_TEXT, &passwords, "FILE", "try these on what is locked, one a line"},
        {"jobs", OPT_NUMBER, &jobs, "N", "worker processes (default: one a core)"},
    };
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 1, argc, &rest);
    if (status >= 0)
        return status;
    bool tty = isatty(STDOUT_FILENO) == 1;
    if (!format_of(how, tty, &s.format))
        return usage(self, "--format is jsonl, lines or csv");
    s.format = count ? COUNT : as_csv ? CSV : s.format;
    s.colour = wants_colour();
    s.context = context > 0;
    s.placeholders = s.placeholders || s.explain; /* it is among what is explained */
    if (s.explain && !how && !count && !as_csv)
        s.format = EXPLAIN;
    if (s.explain && s.format != EXPLAIN && s.format != JSONL)
        return usage(self, "--explain goes with --format jsonl, or with no format");
    if (s.explain && least_said == UINT64_MAX)
        least_said = 0;
    ts_read_options o = {.jobs = (unsigned)jobs,
                         .mentions = true,
                         .passwords = passwords,
                         .why = s.explain,
                         .min_confidence = (unsigned)(least_said == UINT64_MAX ? 50
                                                      : least_said > 100       ? 100
                                                                               : least_said),
                         .context = (unsigned)(context > 1000 ? 1000 : context),
                         .only = only.text,
                         .onlys = only.n,
                         .without = without.text,
                         .withouts = without.n,
                         .progress = !tty,
                         .no_locators = s.format == COUNT || s.format == LINES};
    if (s.explain && rest == 1 && is_text(argv[1])) {
        o.text = (ts_span){argv[1], strlen(argv[1])};
        if (!quiet && !strchr(argv[1], ' ')) /* perhaps a name mistyped */
            fprintf(stderr, "touchstone scan: there is no such file; what is explained is the text itself\n");
    }
    ts_kind_packs *opened = NULL;
    ts_err err = ts_kind_packs_open(packs.text, packs.n, &opened);
    if (err)
        return failed(self, err);
    o.packs = opened;
    status = kinds_take(self, kinds, opened, &o.kinds);
    if (status < 0)
        status = read_paths(self, (const char *const *)argv + 1, (size_t)rest, &o, &s, quiet);
    ts_kind_packs_free(opened);
    return status;
}

static const example examples[] = {
    {"touchstone scan ~/share --count", "how many of each kind there are"},
    {"touchstone scan drop.zip --kinds nhs_number,birth_date --csv > found.csv", "two kinds, for a spreadsheet"},
    {"touchstone scan . --kinds all,-person_name --include '*.log'", "what logs give away, names left out"},
    {"pg_dump clinic | touchstone scan - --format lines", "standard input; offset:kind:value"},
    {"touchstone scan export.csv | jq -r 'select(.valid) | .kind' | sort | uniq -c", "JSON, a line a value"},
    {"touchstone scan --explain 'NHS No: 999 000 0018'", "why a value is found, or why it is not"},
    {"touchstone scan . --pack share/packs/eu-neighbours.toml", "kinds of one's own beside the built-in ones"},
    {NULL, NULL}};

const command cmd_scan = {
    "scan",
    "PATH… [OPTIONS]",
    "the personal data in files and trees; no case needed",
    scan,
    "PATH may be - for standard input.  Archives, mail, office files and PDFs are read too, and so are hidden files.\n"
    "JSONL: {\"path\",\"locator\",\"kind\",\"value\",\"start\",\"end\",\"at\",\"confidence\",\"valid\"}; start and end "
    "are bytes\n"
    "of the segment's text as `touchstone extract` prints it, at is the source offset where the text is plain "
    "bytes.\n"
    "Placeholders are no finds: they are left out and counted on standard error.  With --placeholders they are there,\n"
    "\"placeholder\":true in JSON; so they are with --explain.\n"
    "Of a value that is masked or cut (943 *** 5919, J*** S***, born 1984) a part is shown: \"partial\":true, never "
    "valid.\n"
    "Control characters of paths stand as %0A.  --include and --exclude look at the names of files, with a / in them\n"
    "at the whole path; what is inside of a file is read whole.\n"
    "Exit status 0 tells that all was read, 1 that something could not be, whether or not anything was found.\n"
    "Between items the order differs from run to run, and is the same each time with --jobs 1.\n",
    examples};
