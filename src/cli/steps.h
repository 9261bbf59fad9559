/* steps.h - the steps of the road, shared by their own commands and by run. */
#ifndef TS_CLI_STEPS_H
#define TS_CLI_STEPS_H

#include <touchstone/duty.h>
#include <touchstone/holdings.h>
#include <touchstone/ingest.h>

#include "cli/cli.h"

/* Each prints its result and gives an exit status. */
int step_ingest(const command *self, ts_case *c, const char *const *path, size_t paths, const ts_ingest_options *o);
int step_verify(const command *self, ts_case *c);
int step_assess(const command *self, ts_case *c);
int step_report(const command *self, ts_case *c, const ts_report_options *o, char *index);
/* Claims of a file into the case; and all claims of the case, judged: nothing is printed where there is none. */
int step_claims(const command *self, ts_case *c, const char *path, const char *about);
int step_judge_claims(const command *self, ts_case *c);
/* With --first: verify, assess and report what was read so far, and print it as provisional. */
typedef struct provisional {
    ts_case *c;
    ts_report_options report;
} provisional;
ts_err step_provisional(void *context);
extern const char first_help[], passwords_help[];
void print_registered(const ts_register_result *r);
/* A tree of documents into the register; prints what came of it (cmd_files.c). */
ts_err register_tree(ts_case *c, const char *path, const ts_register_options *o, unsigned jobs, ts_files_result *out);
/* The trees that dir/holdings.toml lists; *unread: documents that could not be wholly read. */
ts_err register_listed_trees(ts_case *c, const char *dir, unsigned jobs, uint64_t *unread);

#endif
