/* err.c - error codes and the last message, per thread; knows no other room. */
#include <touchstone/error.h>
#include <touchstone/types.h>

#include <stdarg.h>
#include <stdio.h>

static _Thread_local char text[512] = "no error";

ts_err ts_fail(ts_err code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return code;
}

const char *ts_error_text(void) { return text; }

const char *ts_error_name(ts_err code) {
    static const char *const name[] = {
        [TS_OK] = "ok",
        [TS_EUSAGE] = "usage",
        [TS_EIO] = "io",
        [TS_EFORMAT] = "format",
        [TS_ELIMIT] = "limit",
        [TS_EUNSUPPORTED] = "unsupported",
        [TS_EENCRYPTED] = "encrypted",
        [TS_EKEY] = "key",
        [TS_EDAMAGED] = "damaged",
        [TS_ECHANGED] = "changed",
        [TS_EPOLICY] = "policy",
        [TS_ESTOPPED] = "stopped",
        [TS_EINTERNAL] = "internal",
    };
    return (unsigned)code < sizeof name / sizeof *name ? name[code] : "unknown";
}

const char *ts_reason_name(ts_reason reason) {
    static const char *const name[TS_REASON_COUNT] = {
        [TS_READ] = "read",
        [TS_REASON_ENCRYPTED] = "encrypted",
        [TS_REASON_TRUNCATED] = "truncated",
        [TS_REASON_CORRUPT] = "corrupt",
        [TS_REASON_UNSUPPORTED] = "unsupported",
        [TS_REASON_TOO_DEEP] = "too-deep",
        [TS_REASON_TOO_LARGE] = "too-large",
        [TS_REASON_RATIO] = "ratio",
        [TS_REASON_TIMEOUT] = "timeout",
        [TS_REASON_MEMORY] = "memory",
        [TS_REASON_CRASHED] = "crashed",
        [TS_REASON_POLICY] = "policy",
        [TS_REASON_CHANGED] = "changed",
        [TS_REASON_UNREADABLE] = "unreadable",
        [TS_REASON_NO_ROOM] = "no-room",
    };
    return (unsigned)reason < TS_REASON_COUNT ? name[reason] : "unknown";
}
