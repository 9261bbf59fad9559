/* emlx.c - mails as Apple Mail keeps them: a line with the number of the mail's bytes, the mail, a property list of flags. */
#include "extract/extractor.h"

enum { BID = 58, DIGITS = 12, LINE = 32, NAME = 64 };

/* The bytes of the first line, its end too, and the number in it; 0: it is none. */
static size_t first_line(ts_span s, uint64_t *n) {
    size_t digits = 0, i;
    while (digits < s.len && digits < DIGITS && ts_is_digit(s.ptr[digits]))
        digits++;
    for (i = digits; i < s.len && i < LINE && (s.ptr[i] == ' ' || s.ptr[i] == '\r'); i++)
        ;
    return digits && i < s.len && s.ptr[i] == '\n' && ts_parse_u64(ts_slice(s, 0, digits), n) ? i + 1 : 0;
}

/* Behind the number stands a header: "Received: ...". */
static int bid(const ts_head *head) {
    uint64_t n;
    size_t line = first_line(head->raw, &n), i = line;
    while (line && i < head->raw.len && i < line + NAME && head->raw.ptr[i] > ' ' && head->raw.ptr[i] <= '~' &&
           head->raw.ptr[i] != ':')
        i++;
    return i > line && i + 1 < head->raw.len && head->raw.ptr[i] == ':' && head->raw.ptr[i + 1] == ' ' ? BID : 0;
}

static ts_err give(ts_source *in, ts_sink *out, const char *name, uint64_t n) {
    uint64_t left = n, from = in->offset;
    ts_reason reason = TS_READ;
    TS_TRY(ts_emit_child_begin(out, &(ts_child){.name = ts_str(name), .size = UINT64_MAX}));
    while (left) {
        ts_span s = ts_peek_some(in);
        s = ts_take(in, left < s.len ? (size_t)left : s.len);
        if (!s.len)
            break;
        left -= s.len;
        if (in->offset - from <= TS_LIMIT_MEMBER)
            TS_TRY(ts_emit_child_data(out, s));
        else
            reason = TS_REASON_TOO_LARGE;
    }
    if (in->error)
        reason = ts_reason_of(in->error);
    else if (left && n != UINT64_MAX)
        reason = TS_REASON_TRUNCATED;
    return ts_emit_child_end(out, reason, in->offset - from);
}

static ts_err run(ts_source *in, ts_sink *out) {
    uint64_t n = 0;
    size_t line = first_line(ts_peek(in, LINE), &n);
    if (!line)
        return in->error ? in->error : ts_fail(TS_EFORMAT, "emlx: it begins with no number");
    ts_take(in, line);
    TS_TRY(give(in, out, "message.eml", n));
    while (ts_peek_u8(in) >= 0 && ts_is_space((char)ts_peek_u8(in)))
        ts_take(in, 1);
    return ts_peek_u8(in) >= 0 ? give(in, out, "flags.plist", UINT64_MAX) : in->error;
}

const ts_extractor ts_extractor_emlx = {.name = "emlx", .version = 1, .needs = TS_STREAM, .bid = bid, .run = run};
