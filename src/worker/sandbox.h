/* sandbox.h - what a worker gives up before it reads evidence (docs/threat-model.md).
 *
 * Two steps, because a fork must be cheap: what children may inherit is done once in the zygote,
 * which reads no evidence; what belongs to one process is done after the fork.
 */
#ifndef TS_WORKER_SANDBOX_H
#define TS_WORKER_SANDBOX_H

#include <touchstone/error.h>
#include <touchstone/types.h>

enum {
    TS_EXIT_SANDBOX = 72, /* a worker that could not be shut in, and so read nothing */
    TS_RESULT_FD = 4 /* the one descriptor that a worker may write to */
};

typedef struct ts_sandbox ts_sandbox;

/* The zygote's step: no new privileges, own uid when root, no network, an empty root, no file
 * system, and the filter of system calls made ready.  TS_EPOLICY where the kernel has no seccomp. */
ts_err ts_sandbox_new(ts_sandbox **out);
/* The child's step.  Returns the layers that stand (enum ts_layer); 0: not shut in, exit at once. */
uint32_t ts_sandbox_enter(const ts_sandbox *s, uint64_t memory, uint32_t cpu_seconds);

/* An empty Landlock ruleset at whatever ABI the kernel has; false where it has none.  Its own
 * function so that a test can show what holds without it. */
bool ts_sandbox_restrict_files(void);

#endif
