/* main.c - touchstone-synth DIR SEED PEOPLE FILES STYLE SCREENSHOTS SCANS MORE: the program behind `touchstone synth`, which reads the options. */
#include <stdio.h>
#include <sys/stat.h>

#include "base/bytes.h"
#include "synth/synth.h"

enum { DONE = 0, USAGE = 2, CANNOT = 3 }; /* as touchstone ends */

int main(int argc, char **argv) {
    uint64_t n[7] = {0};
    bool good = argc == 9;
    for (int i = 0; good && i < 7; i++)
        good = ts_parse_u64(ts_str(argv[2 + i]), &n[i]) && (i == 0 || n[i] <= UINT32_MAX);
    if (!good) {
        fprintf(stderr, "touchstone-synth: it is started by `touchstone synth`\n");
        return USAGE;
    }
    umask(077);
    ts_synth_options o = {.seed = n[0],
                          .people = (uint32_t)n[1],
                          .files = (uint32_t)n[2],
                          .style = (uint32_t)n[3],
                          .screenshots = (uint32_t)n[4],
                          .scans = (uint32_t)n[5],
                          .more_formats = n[6] != 0};
    ts_err err = ts_synth_make(argv[1], &o);
    if (err) {
        fprintf(stderr, "touchstone synth: %s\n", ts_error_text());
        return err == TS_EUSAGE ? USAGE : CANNOT;
    }
    printf("%s/holdings, %s/evidence and %s/truth are made\n", argv[1], argv[1], argv[1]);
    return DONE;
}
