/* synth.h - a synthetic world with its truth: organisations, snapshots, leak. */
#ifndef TOUCHSTONE_SYNTH_H
#define TOUCHSTONE_SYNTH_H

#include <touchstone/error.h>
#include <touchstone/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ts_synth_options {
    uint64_t seed;
    uint32_t people, files;
    uint32_t style; /* 0: the usual column names, id masks and date orders; others: relabelled worlds */
    uint32_t screenshots, scans; /* pictures in the leak beside the files; usually none */
    bool
        more_formats; /* half of the lists, a third of the letters in formats of the second rank: ods, odt, rtf, SQLite, dBase */
} ts_synth_options;

/* Writes DIR/holdings, DIR/evidence, DIR/truth; the same options give the same bytes.  DIR must be empty or missing.
 * A program of its own does it, touchstone-synth, so that no other command loads what it draws PDFs with: this process
 * becomes that one, which says what it made or why not, and ends with its exit status.  Returns only where it cannot
 * be started. */
ts_err ts_synth(const char *dir, const ts_synth_options *options);

#ifdef __cplusplus
}
#endif
#endif
