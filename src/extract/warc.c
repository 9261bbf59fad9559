/* warc.c - web archives (WARC 1.0 and 1.1, ISO 28500): what crawlers and `wget --warc-file` write.
 *
 * A record is a child.  Of an answer (RFC 9112) the head goes out as text and the child is what was sent, its chunks
 * joined; what stands beside the chunks is text too.  Records that are packed each by itself (.warc.gz) come here
 * unpacked.
 */
#include "extract/extractor.h"

#include <stdio.h>

enum { BID = 92, HEADER = 64 * 1024, CHUNK_LINE = 1024 };

typedef struct reader {
    ts_source *in;
    ts_sink *out;
    uint64_t records;
    uint64_t left; /* of the record's block */
    uint64_t given; /* of the child */
    ts_reason reason;
    ts_buf beside; /* lines that stand beside an answer's chunks */
} reader;

static int bid(const ts_head *head) {
    return ts_span_starts(head->raw, ts_str("WARC/1.")) || ts_span_starts(head->raw, ts_str("WARC/0.1")) ? BID : 0;
}

/* ---- heads ---- */

/* The bytes of a head that ends with an empty line, that too; 0: no such line is seen. */
static size_t head_of(ts_span s) {
    for (size_t at = 0; at < s.len;) {
        const char *nl = memchr(s.ptr + at, '\n', s.len - at);
        if (!nl)
            return 0;
        size_t end = (size_t)(nl - s.ptr);
        if (end == at || (end == at + 1 && s.ptr[at] == '\r'))
            return end + 1;
        at = end + 1;
    }
    return 0;
}

/* A field's value; empty if there is none. */
static ts_span field(ts_span head, const char *name) {
    size_t len = strlen(name);
    for (size_t at = 0; at < head.len;) {
        const char *nl = memchr(head.ptr + at, '\n', head.len - at);
        size_t end = nl ? (size_t)(nl - head.ptr) : head.len;
        ts_span line = ts_slice(head, at, end - at);
        if (line.len > len && line.ptr[len] == ':' && ts_span_starts_nocase(line, ts_str(name)))
            return ts_trim(ts_slice(line, len + 1, SIZE_MAX));
        at = end + 1;
    }
    return (ts_span){"", 0};
}

/* ---- what is given ---- */

/* The next bytes of the block, n at most; empty at its end or the source's. */
static ts_span some(reader *r, uint64_t n) {
    n = n < r->left ? n : r->left;
    if (!n)
        return (ts_span){"", 0};
    ts_span s = ts_peek_some(r->in);
    s = ts_take(r->in, n < s.len ? (size_t)n : s.len);
    r->left -= s.len;
    return s;
}

static ts_err give(reader *r, uint64_t n) {
    while (n) {
        ts_span s = some(r, n);
        if (!s.len)
            break;
        n -= s.len;
        r->given += s.len;
        if (r->given > TS_LIMIT_MEMBER)
            r->reason = TS_REASON_TOO_LARGE;
        else
            TS_TRY(ts_emit_child_data(r->out, s));
    }
    return TS_OK;
}

/* "Name: value", as heads have them (RFC 9112, 5). */
static bool is_field(ts_span line) {
    size_t n = 0;
    while (n < line.len && line.ptr[n] > ' ' && line.ptr[n] < '\x7F' && line.ptr[n] != ':')
        n++;
    return n && n < line.len && line.ptr[n] == ':';
}

/* A line's begin, without taking it; in the block. */
static ts_span line_ahead(reader *r) {
    ts_span s = ts_slice(ts_peek(r->in, CHUNK_LINE), 0, r->left < CHUNK_LINE ? (size_t)r->left : CHUNK_LINE);
    const char *nl = s.len ? memchr(s.ptr, '\n', s.len) : NULL;
    return nl ? ts_slice(s, 0, (size_t)(nl + 1 - s.ptr)) : (ts_span){"", 0};
}

/* The fields behind the last chunk, up to an empty line (RFC 9112, 7.1.2).  The rest of the block is none of the answer,
 * and goes out as it is: nothing that the record holds is passed over. */
static ts_err give_rest(reader *r) {
    for (ts_span line; (line = line_ahead(r)).len;) {
        bool empty = !ts_trim(line).len;
        if (!empty && (r->beside.len > HEADER || !is_field(line)))
            break;
        if (!empty)
            ts_buf_add(&r->beside, line);
        r->left -= ts_take(r->in, line.len).len;
        if (empty)
            break;
    }
    return give(r, r->left);
}

/* Chunks: a length in hex, that many bytes, a line end (RFC 9112, 7.1).  What is none goes out as it is. */
static ts_err give_chunks(reader *r) {
    while (r->left) {
        ts_span line = line_ahead(r);
        uint64_t n = 0;
        size_t i = 0;
        for (; i < line.len && i < 15; i++) {
            char c = (char)(line.ptr[i] | 32);
            if (!ts_is_digit(line.ptr[i]) && !(c >= 'a' && c <= 'f'))
                break;
            n = n << 4 | (uint64_t)(ts_is_digit(line.ptr[i]) ? line.ptr[i] - '0' : c - 'a' + 10);
        }
        ts_span extra = ts_slice(line, i, SIZE_MAX); /* RFC 9112, 7.1.1 */
        bool more = ts_trim(extra).len;
        if (!i || (more && r->beside.len > HEADER))
            return give(r, r->left);
        ts_buf_add(&r->beside, ts_slice(extra, 0, more ? SIZE_MAX : 0));
        r->left -= ts_take(r->in, line.len).len;
        if (!n)
            return give_rest(r);
        TS_TRY(give(r, n));
        line = line_ahead(r);
        if (line.len && line.len <= 2 && !ts_trim(line).len)
            r->left -= ts_take(r->in, line.len).len;
    }
    return TS_OK;
}

/* "https://a.example/p/list.csv?x=1": list.csv; else "record-7". */
static void child_name(const reader *r, ts_span uri, ts_buf *out) {
    for (size_t i = 0; i < uri.len; i++)
        if (uri.ptr[i] == '?' || uri.ptr[i] == '#')
            uri.len = i;
    const char *slash = uri.len ? memrchr(uri.ptr, '/', uri.len) : NULL;
    ts_span last = slash ? ts_slice(uri, (size_t)(slash + 1 - uri.ptr), SIZE_MAX) : (ts_span){"", 0};
    ts_buf_addf(out, "record-%llu", (unsigned long long)r->records);
    if (last.len) {
        ts_buf_add_char(out, '-');
        ts_buf_add(out, ts_slice(last, 0, TS_LIMIT_NAME / 4));
    }
}

/* ---- records ---- */

static ts_err text_line(reader *r, ts_span text) {
    TS_TRY(ts_emit_text(r->out, text, TS_NO_OFFSET));
    return ts_emit_text(r->out, ts_str("\n"), TS_NO_OFFSET);
}

/* The block behind the record's head. */
static ts_err block(reader *r, ts_span type, ts_span uri) {
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    uint64_t from = r->in->offset;
    bool chunked = false;
    if (ts_span_starts_nocase(type, ts_str("application/http"))) {
        size_t most = r->left < HEADER ? (size_t)r->left : HEADER;
        ts_span seen = ts_slice(ts_peek(r->in, most), 0, most);
        size_t head = head_of(seen);
        ts_span http = ts_slice(seen, 0, head);
        chunked = ts_span_find_nocase(field(http, "transfer-encoding"), ts_str("chunked"), 0) != SIZE_MAX;
        TS_TRY(ts_emit_text(r->out, http, TS_NO_OFFSET));
        r->left -= ts_take(r->in, head).len;
    }
    if (!r->left)
        return TS_OK;
    child_name(r, uri, &name);
    r->given = 0;
    r->reason = TS_READ;
    ts_buf_clear(&r->beside);
    TS_TRY(ts_emit_child_begin(r->out, &(ts_child){.name = ts_buf_span(&name), .size = UINT64_MAX}));
    TS_TRY(chunked ? give_chunks(r) : give(r, r->left));
    if (r->in->error)
        r->reason = ts_reason_of(r->in->error);
    else if (r->left && ts_peek_u8(r->in) < 0)
        r->reason = TS_REASON_TRUNCATED;
    TS_TRY(ts_emit_child_end(r->out, r->reason, r->in->offset - from));
    return ts_emit_text(r->out, ts_buf_span(&r->beside), TS_NO_OFFSET);
}

static ts_err record(reader *r, ts_span head) {
    TS_AUTO(ts_buf, ts_buf_wipe) kept = {0}; /* the window moves on */
    if (++r->records > TS_LIMIT_MEMBERS)
        return ts_fail(TS_ELIMIT, "warc: more than %llu records", (unsigned long long)TS_LIMIT_MEMBERS);
    ts_buf_add(&kept, head);
    head = ts_buf_span(&kept);
    ts_take(r->in, head.len);
    ts_span uri = field(head, "WARC-Target-URI");
    if (!ts_parse_u64(field(head, "Content-Length"), &r->left))
        return ts_fail(TS_EFORMAT, "warc: record %llu does not say how long it is", (unsigned long long)r->records);
    TS_TRY(text_line(r, uri));
    TS_TRY(block(r, field(head, "Content-Type"), uri));
    ts_skip_bytes(r->in, r->left);
    return r->in->error;
}

static ts_err records(reader *r) {
    for (;;) {
        int c;
        while ((c = ts_peek_u8(r->in)) == '\r' || c == '\n')
            ts_take(r->in, 1);
        if (c < 0)
            return r->in->error;
        ts_span seen = ts_peek(r->in, HEADER);
        size_t head = ts_span_starts(seen, ts_str("WARC/")) ? head_of(seen) : 0;
        if (!head)
            return ts_fail(TS_EFORMAT, "warc: what follows record %llu is none", (unsigned long long)r->records);
        TS_TRY(record(r, ts_slice(seen, 0, head)));
    }
}

static ts_err run(ts_source *in, ts_sink *out) {
    reader r = {.in = in, .out = out};
    ts_err err = records(&r);
    ts_buf_wipe(&r.beside);
    return err;
}

const ts_extractor ts_extractor_warc = {.name = "warc", .version = 1, .needs = TS_STREAM, .bid = bid, .run = run};
