/* launch.c - starts the program that makes the world. */
#include <touchstone/synth.h>

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "base/program.h"

ts_err ts_synth(const char *dir, const ts_synth_options *o) {
    char path[PATH_MAX], number[7][24];
    TS_TRY(ts_program_beside("synth", "touchstone-synth", path, sizeof path));
    snprintf(number[0], sizeof *number, "%" PRIu64, o->seed);
    snprintf(number[1], sizeof *number, "%" PRIu32, o->people);
    snprintf(number[2], sizeof *number, "%" PRIu32, o->files);
    snprintf(number[3], sizeof *number, "%" PRIu32, o->style);
    snprintf(number[4], sizeof *number, "%" PRIu32, o->screenshots);
    snprintf(number[5], sizeof *number, "%" PRIu32, o->scans);
    snprintf(number[6], sizeof *number, "%d", o->more_formats);
    execl(path, "touchstone-synth", dir, number[0], number[1], number[2], number[3], number[4], number[5], number[6],
          (char *)NULL);
    return ts_fail(TS_EIO, "%s could not be started: %s", path, strerror(errno));
}
