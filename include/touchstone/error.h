/* error.h - what can go wrong, and where the message is kept.
 *
 * Every function that can fail returns a ts_err; 0 is good.  The message of the last
 * failure of this thread says what happened, to which item, and what a person can do;
 * it never holds a personal value.  Outputs stay untouched on failure.
 */
#ifndef TOUCHSTONE_ERROR_H
#define TOUCHSTONE_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ts_err {
    TS_OK = 0,
    TS_EUSAGE, /* the call or the settings are wrong                          */
    TS_EIO, /* the system refused: disk full, no such file, no permission  */
    TS_EFORMAT, /* bytes that break their own format; ends one item            */
    TS_ELIMIT, /* a bound of limits.h was met; ends one item                  */
    TS_EUNSUPPORTED, /* understood, but there is no reader for it                   */
    TS_EENCRYPTED, /* closed with a password nobody gave                          */
    TS_EKEY, /* the wrong key, as opposed to a damaged file                 */
    TS_EDAMAGED, /* a file of ours is not what was written; nothing overwritten */
    TS_ECHANGED, /* evidence changed while it was read                          */
    TS_EPOLICY, /* refused on purpose: a link, a device, a disallowed step     */
    TS_ESTOPPED, /* the consumer wants no more (a closed pipe)                  */
    TS_EINTERNAL /* a mistake of ours                                           */
} ts_err;

/* Sets this thread's message and returns `code`; written once, where it happened. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3), cold))
#endif
ts_err
ts_fail(ts_err code, const char *format, ...);

/* This thread's last message; never NULL; valid until the next failure. */
const char *ts_error_text(void);

/* A short lower-case name of a code: "format", "limit". */
const char *ts_error_name(ts_err code);

#define TS_TRY(call)                  \
    do {                              \
        ts_err ts_try_code_ = (call); \
        if (ts_try_code_ != TS_OK)    \
            return ts_try_code_;      \
    } while (0)

#ifdef __cplusplus
}
#endif
#endif
