/* cmd_extract.c - extract: the text and tables of files and trees; no case needed. */
#include "cli/cli.h"

#include <touchstone/ingest.h>
#include <unistd.h>

typedef struct extracting {
    output out;
    bool plain;
} extracting;

static ts_err on_segment(void *context, ts_span path, ts_span locator, const char *type, ts_span text) {
    extracting *x = context;
    output *o = &x->out;
    if (x->plain) {
        out_span(o, text);
        if (text.len && text.ptr[text.len - 1] == '\n')
            return o->quick || o->len > 65536 ? out_flush(o) : TS_OK;
        return out_line_end(o);
    }
    out_str(o, "{\"path\":");
    out_json(o, path);
    out_str(o, ",\"locator\":");
    out_json(o, locator);
    out_str(o, ",\"type\":\"");
    out_str(o, type);
    out_str(o, "\",\"text\":");
    out_json(o, text);
    out_str(o, "}");
    return out_line_end(o);
}

static ts_err on_unread(void *context, ts_span path, ts_reason reason, uint64_t bytes, const char *message) {
    extracting *x = context;
    output *o = &x->out;
    if (x->plain) {
        fprintf(stderr, "touchstone extract: an item was not wholly read: %s (run without --plain to see which)\n",
                ts_reason_name(reason));
        return TS_OK;
    }
    out_str(o, "{\"path\":");
    out_json(o, path);
    out_str(o, ",\"error\":\"");
    out_str(o, ts_reason_name(reason));
    out_str(o, "\",\"bytes\":");
    out_number(o, bytes);
    out_str(o, ",\"message\":");
    out_json(o, (ts_span){message ? message : "", message ? __builtin_strlen(message) : 0});
    out_str(o, "}");
    return out_line_end(o);
}

static ts_err on_pause(void *context) { return out_pause(&((extracting *)context)->out); }

static int extract(int argc, char **argv, const command *self) {
    uint64_t jobs = 0;
    const char *passwords = NULL;
    extracting x = {.plain = false};
    const option_row row[] = {
        {"plain", OPT_FLAG, &x.plain, NULL, "text alone"},
        {"passwords", OPT_TEXT, &passwords, "FILE", "try these on what is locked, one a line"},
        {"jobs", OPT_NUMBER, &jobs, "N", "worker processes (default: one a core)"},
    };
    int rest, status = options_take(argc, argv, self, row, sizeof row / sizeof *row, 1, argc, &rest);
    if (status >= 0)
        return status;
    ts_read_options o = {
        .jobs = (unsigned)jobs, .segments = true, .progress = isatty(STDOUT_FILENO) != 1, .passwords = passwords};
    ts_read_events events = {.context = &x, .segment = on_segment, .unread = on_unread, .pause = on_pause};
    ts_read_result result;
    out_init(&x.out);
    ts_err err = ts_read_paths((const char *const *)argv + 1, (size_t)rest, &o, &events, &result);
    ts_err flushed = out_flush(&x.out);
    out_done(&x.out);
    if (err || flushed)
        return failed(self, err ? err : flushed);
    return result.unread_items ? EXIT_REPORT : EXIT_DONE;
}

const command cmd_extract = {
    "extract", "PATH… [OPTIONS]", "the text and tables of files and trees; no case needed", extract,
    "One JSON line a segment (at most 1 MiB of text): {\"path\",\"locator\",\"type\",\"text\"}; a member's path is\n"
    "outer.zip!/inner.docx, a table has one row a line with cells separated by tabs.\n"
    "Items that could not be wholly read come as {\"path\",\"error\",\"bytes\",\"message\"}.\n"
    "What is read first comes first: between items the order differs from run to run, and is the same each time\n"
    "with --jobs 1. The segments of one item stand in their order.\n"};
