/* case.h - one investigation: a directory NAME.case/. */
#ifndef TOUCHSTONE_CASE_H
#define TOUCHSTONE_CASE_H

#include <touchstone/error.h>
#include <touchstone/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ts_case ts_case;

typedef struct ts_case_options {
    const char *person; /* who acts, a named person; NULL: $TOUCHSTONE_PERSON, else the OS user's full name */
    const char *passphrase; /* of the key file; NULL: none */
    const char *register_path; /* init: a register to attach (made if missing); NULL: one inside the case */
    bool test_realm; /* init: reserved ranges are ordinary values (decisions.md 15) */
} ts_case_options;

/* Makes an empty case; its key file goes to the user's key directory, never into the case. */
ts_err ts_case_init(const char *path, const ts_case_options *options);
/* TS_EKEY where the key is missing or wrong, TS_EDAMAGED where files are not what was written. */
ts_err ts_case_open(const char *path, const ts_case_options *options, ts_case **out);
void ts_case_close(ts_case *c);
/* The custody log's head as a short code, "3F2A-91BC-07DE-55A1"; borrowed until close. */
const char *ts_case_head(const ts_case *c);
/* Records an act that changes nothing else: a report printed, values unmasked. details: JSON object or NULL. */
ts_err ts_case_record(ts_case *c, const char *act, const char *details);

/* Checks custody.log; needs no key. */
typedef struct ts_log_check {
    uint64_t entries;
    bool sound;
    char what[200]; /* in words: what was found wrong and where, or what cannot be excluded */
    bool head_given, head_found;
    uint64_t head_entry;
    char head[20];
} ts_log_check;
ts_err ts_log_verify(const char *case_path, const char *head, ts_log_check *out);

#ifdef __cplusplus
}
#endif
#endif
