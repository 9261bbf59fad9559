/* zygote.h - waits for jobs with everything loaded, and forks one process for each. */
#ifndef TS_WORKER_ZYGOTE_H
#define TS_WORKER_ZYGOTE_H

/* Serves the control socket until the parent is gone; the program's exit status. */
int ts_zygote_run(void);

#endif
