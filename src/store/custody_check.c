/* custody_check.c - reads custody.log as a third party would, and says what was done to it and where.
 *
 * Needs no key: digests chain the entries, signatures are checked with the public key of entry 1.  Who holds
 * the case's key can write a whole new chain; only a head code that was printed before tells that apart.
 */
#include "store/custody.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"
#include "store/custody_line.h"

enum { PIECE = 1 << 16, DIGEST_HEX = 64, SIGNATURE_HEX = 2 * TS_SIGNATURE_BYTES, HEAD_BYTES = 8 };

/* ---- lines ---- */

typedef struct lines {
    int fd;
    uint64_t at;
    ts_buf buf;
    size_t from; /* of buf: what was handed out stands before */
    bool ended;
} lines;

/* The next line without its LF; *whole: it had one.  False at the end of the file. */
static ts_err next_line(lines *l, ts_span *line, bool *whole, bool *more) {
    size_t seen = l->from;
    for (;;) {
        size_t lf = ts_span_find(ts_buf_span(&l->buf), ts_str("\n"), seen);
        bool too_long = lf == SIZE_MAX && l->buf.len - l->from > TS_CUSTODY_BODY_MAX + TS_CUSTODY_TAIL;
        if (lf != SIZE_MAX || l->ended || too_long) {
            *whole = lf != SIZE_MAX;
            *line = ts_slice(ts_buf_span(&l->buf), l->from, (*whole ? lf : l->buf.len) - l->from);
            *more = *whole || line->len > 0;
            l->from = *whole ? lf + 1 : l->buf.len;
            return TS_OK;
        }
        seen = l->buf.len;
        if (l->from) { /* keep only what was not handed out yet */
            memmove(l->buf.ptr, l->buf.ptr + l->from, l->buf.len - l->from);
            l->buf.len -= l->from;
            seen -= l->from;
            l->from = 0;
        }
        ts_buf_reserve(&l->buf, PIECE);
        size_t got = 0;
        TS_TRY(ts_fs_read_at(l->fd, l->at, l->buf.ptr + l->buf.len, PIECE, &got, "custody.log"));
        l->buf.len += got;
        l->at += got;
        l->ended = got < PIECE;
    }
}

/* Exactly lower-case hex: there is one way to write a line. */
static bool read_hex(ts_span hex, void *out, size_t len) {
    for (size_t i = 0; i < hex.len; i++)
        if (ts_is_upper(hex.ptr[i]))
            return false;
    return ts_unhex(hex, out, len);
}

typedef struct entry {
    uint64_t number;
    ts_span body;
    ts_digest prev, digest;
    unsigned char signature[TS_SIGNATURE_BYTES];
} entry;

/* False where the line is not built as its writer builds it. */
static bool parse(ts_span line, bool whole, entry *e) {
    ts_span start = ts_str(TS_CUSTODY_START), prev = ts_str(TS_CUSTODY_PREV);
    size_t tail = TS_CUSTODY_TAIL - 1, end = prev.len + DIGEST_HEX + 2;
    if (!whole || line.len < start.len + end + tail || !ts_span_starts(line, start))
        return false;
    e->body = ts_slice(line, 0, line.len - tail);
    const char *t = e->body.ptr + e->body.len;
    if (t[0] != '\t' || t[1 + DIGEST_HEX] != '\t' || !read_hex(ts_span_of(t + 1, DIGEST_HEX), e->digest.byte, 32) ||
        !read_hex(ts_span_of(t + 2 + DIGEST_HEX, SIGNATURE_HEX), e->signature, TS_SIGNATURE_BYTES))
        return false;
    size_t digits = start.len;
    while (digits < e->body.len && ts_is_digit(line.ptr[digits]))
        digits++;
    ts_span last = ts_slice(e->body, e->body.len - end, end);
    return ts_parse_u64(ts_slice(line, start.len, digits - start.len), &e->number) && ts_span_starts(last, prev) &&
           read_hex(ts_slice(last, prev.len, DIGEST_HEX), e->prev.byte, 32) &&
           ts_span_eq(ts_slice(last, prev.len + DIGEST_HEX, 2), ts_str("\"}"));
}

/* The public key that entry 1 brings. */
static bool read_public(ts_span body, unsigned char out[static TS_PUBLIC_BYTES]) {
    ts_span first = ts_str(TS_CUSTODY_START "1" TS_CUSTODY_FIRST);
    return ts_span_starts(body, first) &&
           read_hex(ts_slice(body, first.len, 2 * TS_PUBLIC_BYTES), out, TS_PUBLIC_BYTES);
}

/* ---- what is wrong ---- */

/* Is there an entry of this number anywhere in the log? */
static ts_err stands_somewhere(int fd, uint64_t number, bool *found) {
    TS_AUTO(ts_buf, ts_buf_done) start = {0};
    ts_buf_addf(&start, TS_CUSTODY_START "%llu,", (unsigned long long)number);
    lines l = {.fd = fd};
    ts_buf_reserve(&l.buf, PIECE);
    ts_span line;
    bool whole, more;
    *found = false;
    ts_err err;
    while (!(err = next_line(&l, &line, &whole, &more)) && more && !*found)
        *found = ts_span_starts(line, ts_buf_span(&start));
    ts_buf_done(&l.buf);
    return err;
}

__attribute__((format(printf, 3, 4))) static void wrong(ts_custody_check *out, uint64_t number, const char *format,
                                                        ...) {
    va_list args;
    va_start(args, format);
    out->sound = false;
    out->bad_entry = number;
    vsnprintf(out->what, sizeof out->what, format, args);
    va_end(args);
}

/* An entry that is whole in itself stands where number `want` should. */
static ts_err out_of_order(int fd, uint64_t want, uint64_t got, lines *rest, ts_custody_check *out) {
    unsigned long long w = want, g = got;
    bool whole, more, later = false;
    ts_span line;
    entry next;
    if (got < want) {
        wrong(out, got, got + 1 == want ? "entry %llu stands twice" : "entry %llu stands again where entry %llu should",
              g, w);
        return TS_OK;
    }
    TS_TRY(stands_somewhere(fd, want, &later));
    if (!later) {
        if (got == want + 1)
            wrong(out, want, "entry %llu is missing", w);
        else
            wrong(out, want, "entries %llu to %llu are missing", w, g - 1);
        return TS_OK;
    }
    TS_TRY(next_line(rest, &line, &whole, &more));
    if (more && parse(line, whole, &next) && next.number == want && got == want + 1)
        wrong(out, want, "entries %llu and %llu are swapped", w, g);
    else
        wrong(out, want, "entry %llu stands where entry %llu should: entries were put in another order", g, w);
    return TS_OK;
}

/* `out->entries` entries were found sound; the next line must follow them. */
static ts_err check_line(lines *l, ts_span line, bool whole, ts_digest *prev, unsigned char *public,
                         ts_custody_check *out) {
    uint64_t want = out->entries + 1;
    unsigned long long n = want;
    entry e;
    ts_digest made;
    if (!parse(line, whole, &e)) {
        if (whole)
            wrong(out, want, "entry %llu was changed: its line is not built as an entry is", n);
        else
            wrong(out, want, "entry %llu, the last, is cut off in its middle", n);
        return TS_OK;
    }
    ts_sha256_of(e.body, &made);
    if (!ts_digest_eq(&made, &e.digest)) {
        wrong(out, want, "entry %llu was changed: its SHA-256 does not fit", n);
        return TS_OK;
    }
    if (e.number != want)
        return out_of_order(l->fd, want, e.number, l, out);
    if (want == 1 && !read_public(e.body, public)) {
        wrong(out, 1, "entry 1 was changed: it brings no key");
        return TS_OK;
    }
    if (!ts_digest_eq(prev, &e.prev))
        wrong(out, want, "entry %llu does not follow entry %llu: one of them was replaced", n, n - 1);
    else if (!ts_sign_verify(public, e.body, e.signature))
        wrong(out, want, "entry %llu was changed: its signature does not fit", n);
    *prev = made;
    return TS_OK;
}

/* "3F2A-91BC-07DE-55A1", in any case, with or without hyphens and spaces. */
static bool read_head(const char *text, unsigned char out[static HEAD_BYTES]) {
    char hex[2 * HEAD_BYTES];
    size_t n = 0;
    for (; *text; text++) {
        if (*text == '-' || ts_is_space(*text))
            continue;
        if (n == sizeof hex)
            return false;
        hex[n++] = *text;
    }
    return ts_unhex(ts_span_of(hex, n), out, HEAD_BYTES);
}

static void conclude(ts_custody_check *out) {
    unsigned long long n = out->entries, h = out->head_entry;
    if (!out->sound)
        return;
    if (n == 0)
        wrong(out, 1, "there is no entry in it");
    else if (!out->head_given)
        snprintf(out->what, sizeof out->what,
                 "the chain of %llu entries is whole; entries cut from its end cannot be "
                 "excluded without a head code that was noted before",
                 n);
    else if (!out->head_found)
        wrong(out, n + 1,
              "the head code belongs to none of the %llu entries: entries after them were cut, or the code "
              "is another case's",
              n);
    else if (h == n)
        snprintf(out->what, sizeof out->what, "the chain of %llu entries is whole, and the head code is its end", n);
    else
        snprintf(out->what, sizeof out->what,
                 "the chain is whole, and the head code covers entries 1 to %llu; %llu "
                 "came after it, of which more may have been cut",
                 h, n - h);
}

ts_err ts_custody_verify(int dir, const char *head, ts_custody_check *out) {
    unsigned char code[HEAD_BYTES], public[TS_PUBLIC_BYTES];
    if (head && !read_head(head, code))
        return ts_fail(TS_EUSAGE, "this is no head code: it has 16 hex digits, 3F2A-91BC-07DE-55A1");
    ts_custody_check check = {.sound = true, .head_given = head != NULL};
    TS_AUTO(int, ts_fs_close) fd = openat(dir, "custody.log", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 && errno != ENOENT)
        return ts_fail(TS_EIO, "custody.log cannot be opened: %s", strerror(errno));
    if (fd < 0) {
        wrong(&check, 1, "custody.log is missing");
        *out = check;
        return TS_OK;
    }
    lines l = {.fd = fd};
    ts_buf_reserve(&l.buf, PIECE);
    ts_digest prev = {{0}};
    ts_span line;
    bool whole, more;
    ts_err err;
    while (!(err = next_line(&l, &line, &whole, &more)) && more) {
        err = check_line(&l, line, whole, &prev, public, &check);
        if (err || !check.sound)
            break;
        check.entries++;
        if (head && memcmp(prev.byte, code, HEAD_BYTES) == 0) {
            check.head_found = true;
            check.head_entry = check.entries;
        }
    }
    ts_buf_done(&l.buf);
    TS_TRY(err);
    conclude(&check);
    if (check.entries)
        ts_custody_head_text(&prev, check.head);
    *out = check;
    return TS_OK;
}
