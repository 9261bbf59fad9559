/* cmd_files.c - register --files: a tree of documents, read by the workers as evidence is, goes into the register. */
#include "cli/cli.h"

#include <touchstone/holdings.h>

#include "cli/steps.h"

static ts_err on_document(void *context, const ts_read_document *d) { return ts_register_files_add(context, d); }

static ts_err on_unread(void *context, ts_span path, ts_reason reason, uint64_t bytes, const char *message) {
    (void)path, (void)bytes, (void)message; /* a share's names are its people's: the counts are told */
    ts_register_files_unread(context, reason);
    return TS_OK;
}

static void print_files(const ts_files_result *r) {
    printf("registered: %s documents", count_text(r->documents));
    printf(" at %s places, %s", count_text(r->places), bytes_text(r->bytes));
    if (r->without_text)
        printf("; %s without a text that could be read are known by their bytes alone", count_text(r->without_text));
    printf(r->already ? " (this tree was registered before)\n" : "\n");
    if (r->unread) {
        printf("not wholly read: %s", count_text(r->unread));
        for (int i = 1, n = 0; i < TS_REASON_COUNT; i++)
            if (r->unread_reason[i])
                printf("%s %s %s", n++ ? "," : ":", count_text(r->unread_reason[i]), ts_reason_name((ts_reason)i));
        printf("\n");
    }
    if (r->index_bytes)
        printf("the index has %llu bytes a document\n",
               (unsigned long long)(r->index_bytes / (r->documents ? r->documents : 1)));
}

ts_err register_tree(ts_case *c, const char *path, const ts_register_options *o, unsigned jobs, ts_files_result *out) {
    ts_files_holding *h = NULL;
    TS_TRY(ts_register_files_begin(c, o, &h));
    ts_read_options options = {.jobs = jobs, .documents = true, .progress = true};
    ts_read_events events = {.context = h, .document = on_document, .unread = on_unread};
    ts_read_result read;
    ts_err err = ts_read_paths(&path, 1, &options, &events, &read);
    if (err) {
        ts_register_files_abandon(h);
        return err;
    }
    TS_TRY(ts_register_files_end(h, read.bytes, out));
    print_files(out);
    return TS_OK;
}

typedef struct listed {
    ts_case *c;
    unsigned jobs;
    uint64_t unread;
} listed;

static ts_err on_tree(void *context, const char *path, const ts_register_options *o) {
    listed *l = context;
    ts_files_result r;
    TS_TRY(register_tree(l->c, path, o, l->jobs, &r));
    l->unread += r.unread;
    return TS_OK;
}

ts_err register_listed_trees(ts_case *c, const char *dir, unsigned jobs, uint64_t *unread) {
    listed l = {.c = c, .jobs = jobs};
    TS_TRY(ts_register_trees(dir, on_tree, &l));
    *unread = l.unread;
    return TS_OK;
}
