/* mbox.c - mail folders: many messages in one file, parted by lines that begin "From " (RFC 4155).
 *
 * Each message is a child, so the mail reader takes it.  Programs protect a line of text that begins "From " by a
 * '>' before it (mboxo), some by one more before each that has some already (mboxrd); one is taken off again.  Others
 * write Content-Length instead (mboxcl), which is wrong as often as a mail was edited: it is never believed.
 */
#include "extract/extractor.h"

#include <stdio.h>

/* An envelope line is an address, a date, and little more: paths of UUCP were long. */
enum { ENVELOPE = 1024, AHEAD = ENVELOPE + 4, BID = 60, TOKENS = 32 };

/* ---- the envelope line ---- */

/* Is it one of the three-letter names, which stand in a row? */
static bool named(ts_span word, const char *names) {
    for (; *names; names += 3)
        if (word.len == 3 && ts_span_eq_nocase(word, (ts_span){names, 3}))
            return true;
    return false;
}

static bool is_number(ts_span word, size_t shortest, size_t longest, uint64_t least, uint64_t most) {
    uint64_t n;
    return word.len >= shortest && word.len <= longest && ts_parse_u64(word, &n) && n >= least && n <= most;
}

/* "9:30", "09:30:00" */
static bool is_time(ts_span word) {
    size_t colon = ts_span_find(word, ts_str(":"), 0);
    if (colon == SIZE_MAX || !is_number(ts_slice(word, 0, colon), 1, 2, 0, 23))
        return false;
    ts_span rest = ts_slice(word, colon + 1, SIZE_MAX);
    return is_number(ts_slice(rest, 0, 2), 2, 2, 0, 59) &&
           (rest.len == 2 || (rest.len == 5 && rest.ptr[2] == ':' && is_number(ts_slice(rest, 3, 2), 2, 2, 0, 60)));
}

static size_t words_of(ts_span line, ts_span *word) {
    size_t n = 0, i = 0;
    while (i < line.len && n < TOKENS) {
        while (i < line.len && ts_is_space(line.ptr[i]))
            i++;
        size_t begin = i;
        while (i < line.len && !ts_is_space(line.ptr[i]))
            i++;
        word[n] = ts_slice(line, begin, i - begin);
        if (word[n].len && word[n].ptr[word[n].len - 1] == ',') /* "Mon, 05 Jan 2026" */
            word[n].len--;
        n += i > begin;
    }
    return n;
}

/* A weekday, month and day in either order, then a time and a year with perhaps a time zone among them:
 * "Mon Jan  5 09:30:00 2026", "Mon Jan 5 9:30 GMT 2026", "Mon, 05 Jan 2026 09:30:00 +0000". */
static bool holds_date(ts_span line) {
    static const char days[] = "MonTueWedThuFriSatSun", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    ts_span word[TOKENS];
    size_t n = words_of(line, word);
    for (size_t i = 1; i + 4 < n; i++) { /* before it stands whoever sent it */
        bool month_first = named(word[i + 1], months);
        if (!named(word[i], days) || (!month_first && !named(word[i + 2], months)) ||
            !is_number(word[i + (month_first ? 2 : 1)], 1, 2, 1, 31))
            continue;
        bool time = false, year = false;
        for (size_t k = i + 3; k < n && k < i + 6; k++) {
            time |= is_time(word[k]);
            year |= is_number(word[k], 4, 4, 1970, 2199);
        }
        if (time && year)
            return true;
    }
    return false;
}

/* The bytes of the envelope line that begins here, its line end too; 0 where none does. */
static size_t envelope(ts_span s) {
    if (!ts_span_starts(s, ts_str("From ")))
        return 0;
    s = ts_slice(s, 0, ENVELOPE);
    const char *nl = memchr(s.ptr, '\n', s.len);
    size_t len = nl ? (size_t)(nl - s.ptr) : s.len;
    return nl && holds_date(ts_slice(s, 5, len - 5)) ? len + 1 : 0;
}

/* The bytes of an empty line, 0 where it is none. */
static size_t empty_line(ts_span s) {
    return s.len && s.ptr[0] == '\n' ? 1 : s.len > 1 && s.ptr[0] == '\r' && s.ptr[1] == '\n' ? 2 : 0;
}

static bool is_quoted(ts_span s) {
    size_t i = 0;
    while (i < s.len && i < ENVELOPE && s.ptr[i] == '>')
        i++;
    return i > 0 && ts_span_starts(ts_slice(s, i, 5), ts_str("From "));
}

/* ---- messages ---- */

typedef struct reader {
    ts_source *in;
    ts_sink *out;
    uint64_t messages, begin, given; /* where this message stands, and what was given of it */
    bool open, line_begins;
} reader;

static ts_err begin_message(reader *r, size_t skip) {
    if (++r->messages > TS_LIMIT_MEMBERS)
        return ts_fail(TS_ELIMIT, "mbox: more than %llu messages", (unsigned long long)TS_LIMIT_MEMBERS);
    ts_take(r->in, skip);
    r->begin = r->in->offset;
    r->given = 0;
    r->open = r->line_begins = true;
    char name[48];
    snprintf(name, sizeof name, "message-%llu.eml", (unsigned long long)r->messages);
    return ts_emit_child_begin(r->out, &(ts_child){.name = ts_str(name), .size = UINT64_MAX});
}

static ts_err end_message(reader *r) {
    if (!r->open)
        return TS_OK;
    r->open = false;
    ts_reason reason = r->given > TS_LIMIT_MEMBER ? TS_REASON_TOO_LARGE : ts_reason_of(r->in->error);
    return ts_emit_child_end(r->out, reason, r->in->offset - r->begin);
}

/* Gives the next n bytes to the message; what goes beyond its limit is only counted. */
static ts_err give(reader *r, size_t n) {
    ts_span bytes = ts_take(r->in, n);
    r->given += bytes.len;
    return bytes.len && r->given <= TS_LIMIT_MEMBER ? ts_emit_child_data(r->out, bytes) : TS_OK;
}

/* What stops a run of lines that are given as they stand. */
typedef enum stop { AT_WINDOW, AT_QUOTED, AT_ENVELOPE, AT_END } stop;

/* How many bytes of the window are lines that are given as they stand.  *skip: the bytes that follow and are not. */
static size_t lines(const reader *r, ts_span w, bool last, stop *why, size_t *skip) {
    size_t at = 0;
    bool begins = r->line_begins;
    *why = AT_WINDOW;
    *skip = 0;
    while (at < w.len) {
        ts_span rest = ts_slice(w, at, w.len);
        if (!last && rest.len < AHEAD && at > 0)
            return at; /* look again when more of it is seen */
        size_t blank = begins ? empty_line(rest) : 0, line = blank ? envelope(ts_slice(rest, blank, rest.len)) : 0;
        if (line || (blank && last && blank == rest.len)) {
            *why = line ? AT_ENVELOPE : AT_END;
            *skip = blank + line;
            return at;
        }
        if (begins && is_quoted(rest)) {
            *why = AT_QUOTED;
            *skip = 1;
            return at;
        }
        const char *nl = memchr(rest.ptr, '\n', rest.len);
        begins = nl != NULL;
        at = nl ? (size_t)(nl + 1 - w.ptr) : w.len;
    }
    return at;
}

static ts_err messages(reader *r) {
    for (;;) {
        ts_span w = ts_peek_some(r->in);
        if (w.len < AHEAD)
            w = ts_peek(r->in, AHEAD);
        if (!w.len)
            break;
        stop why;
        size_t skip, n = lines(r, w, w.len < AHEAD, &why, &skip);
        char final = n ? w.ptr[n - 1] : '\n';
        TS_TRY(give(r, n));
        r->line_begins = n ? final == '\n' : r->line_begins;
        if (why == AT_ENVELOPE) {
            TS_TRY(end_message(r));
            TS_TRY(begin_message(r, skip));
        } else if (why == AT_QUOTED) { /* the rest of the line is given as it stands: it is not looked at again */
            ts_take(r->in, skip);
            r->line_begins = false;
        } else if (why == AT_END) {
            ts_take(r->in, skip);
        }
    }
    return r->in->error;
}

static ts_err run(ts_source *in, ts_sink *out) {
    reader r = {.in = in, .out = out};
    size_t blank;
    while ((blank = empty_line(ts_peek(in, 2))) > 0)
        ts_take(in, blank);
    size_t skip = envelope(ts_peek(in, ENVELOPE));
    if (!skip)
        return in->error ? in->error : ts_fail(TS_EFORMAT, "mbox: it begins with no message");
    ts_err err = begin_message(&r, skip);
    if (!err)
        err = messages(&r);
    if (err && err != in->error)
        return err;
    TS_TRY(end_message(&r)); /* a cut one counts as far as it goes */
    return in->error;
}

/* ---- the bid ---- */

/* Behind the envelope line stands a header: "Received: ...". */
static int bid(const ts_head *head) {
    ts_span s = head->raw;
    for (size_t blank; (blank = empty_line(s)) > 0;)
        s = ts_slice(s, blank, s.len);
    size_t line = envelope(s), i = line;
    while (line && i < s.len && s.ptr[i] > ' ' && s.ptr[i] <= '~' && s.ptr[i] != ':')
        i++;
    return i > line && i < s.len && s.ptr[i] == ':' ? BID : 0;
}

const ts_extractor ts_extractor_mbox = {.name = "mbox", .version = 1, .needs = TS_STREAM, .bid = bid, .run = run};
