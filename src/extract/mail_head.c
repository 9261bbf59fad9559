/* mail_head.c - is it a mail, and where does its header begin? */
#include "extract/mail_head.h"

static const char *const known_fields[] = {
    "from",         "to",          "cc",           "subject",    "date",
    "received",     "message-id",  "mime-version", "reply-to",   "return-path",
    "content-type", "sender",      "delivered-to", "x-received", "dkim-signature",
    "bcc",          "in-reply-to", "references",   "x-mailer",   "content-transfer-encoding",
};

/* A known field's bit, or 0. */
static uint32_t field_bit(ts_span name) {
    for (size_t i = 0; i < sizeof known_fields / sizeof known_fields[0]; i++)
        if (ts_span_eq_nocase(name, ts_str(known_fields[i])))
            return (uint32_t)1 << i;
    return 0;
}

/* Length of the field name that starts `line` (RFC 5322, 2.2: printable ASCII but the colon), or 0. */
static size_t field_name(ts_span line) {
    enum { LONGEST = 76 };
    for (size_t i = 0; i < line.len && i <= LONGEST; i++) {
        if (line.ptr[i] == ':')
            return i;
        if (line.ptr[i] <= ' ' || line.ptr[i] > '~')
            break;
    }
    return 0;
}

size_t ts_mail_begins(ts_span head) {
    size_t at = ts_span_starts(head, ts_str("\xEF\xBB\xBF")) ? 3 : 0, line = at;
    while (line < head.len && ts_is_space(head.ptr[line])) { /* white space alone on a line */
        at = head.ptr[line] == '\n' ? line + 1 : at;
        line++;
    }
    ts_span rest = ts_slice(head, at, SIZE_MAX);
    size_t end = ts_span_starts(rest, ts_str("From ")) || ts_span_starts(rest, ts_str(">From "))
                     ? ts_span_find(rest, ts_str("\n"), 0)
                     : SIZE_MAX;
    return end == SIZE_MAX ? at : at + end + 1;
}

char ts_mail_line_end(ts_span head) {
    enum { SEEN = 2000 };
    head = ts_slice(head, 0, SEEN);
    return head.len && !memchr(head.ptr, '\n', head.len) && memchr(head.ptr, '\r', head.len) ? '\r' : '\n';
}

/* Different known fields of the run of header lines at the start; *closed: a blank line or the end
 * of what is seen ends the run, rather than a line that is none of a header. */
static int header_fields(ts_span head, bool *closed) {
    uint32_t seen = 0;
    *closed = true;
    char line_end = ts_mail_line_end(head);
    head = ts_slice(head, ts_mail_begins(head), SIZE_MAX);
    for (size_t at = 0; at < head.len;) {
        at += at > 0 && head.ptr[at] == line_end;
        size_t end = ts_span_find(head, ts_span_of(&line_end, 1), at);
        ts_span line = ts_slice(head, at, (end == SIZE_MAX ? head.len : end) - at);
        if (line.len > 0 && line.ptr[line.len - 1] == '\r')
            line.len--;
        if (line.len == 0)
            break;
        size_t name = field_name(line);
        bool folded = (line.ptr[0] == ' ' || line.ptr[0] == '\t') && seen != 0;
        if (name == 0 && !folded && end != SIZE_MAX) {
            *closed = false;
            break;
        }
        seen |= field_bit(ts_slice(line, 0, name));
        at = end == SIZE_MAX ? head.len : end;
    }
    return __builtin_popcount(seen);
}

/* Two known fields and a proper end of the header; four where a stray line broke it. */
int ts_mail_bid(const ts_head *head) {
    enum { LOW = 48, HIGH = 59 };
    bool closed;
    int known = header_fields(head->raw, &closed);
    int bid = LOW + known > HIGH ? HIGH : LOW + known;
    return known >= (closed ? 2 : 4) ? bid : 0;
}
