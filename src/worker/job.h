/* job.h - one sandboxed process's work: reads the items of a job, one after the other. */
#ifndef TS_WORKER_JOB_H
#define TS_WORKER_JOB_H

#include "detect/detect.h"
#include "model/passwords.h"
#include "worker/control.h"

/* Made once in the zygote, so that each fork finds it ready. */
typedef struct ts_worker {
    ts_control_setup setup;
    ts_detect *detect;
    struct ts_sandbox *sandbox;
    ts_passwords passwords; /* to be tried on what is locked */
} ts_worker;

/* Reads the items and says so, once the process is shut in by these layers. */
void ts_job_items(const ts_worker *w, const ts_control_job *job, const int *data, size_t datas, uint32_t layers);
/* Shuts this process in, reads the items and ends the process.  data[i] are the descriptors. */
_Noreturn void ts_job_run(const ts_worker *w, const ts_control_job *job, const int *data, size_t datas);

#endif
