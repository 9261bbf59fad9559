/* zip_stream.c - one member of a zip as a stream: opened where a password fits, inflated, held against its sums. */
#include "base/mem.h"
#include "extract/inflate.h"
#include "extract/inflate64.h"
#include "extract/unlock.h"
#include "extract/zip.h"

enum {
    BLOCK = 64 * 1024,
    OUT = 256 * 1024,
    METHOD_STORED = 0,
    METHOD_DEFLATE = 8,
    METHOD_DEFLATE64 = 9,
    METHOD_AES = 99, /* the true one stands in an extra field */
    FLAG_LOCKED = 1, /* APPNOTE.TXT 4.4.4 */
    FLAG_BEHIND = 8, /* sum and sizes stand behind the member */
    FLAG_STRONG = 64, /* PKWARE's own scheme: certificates and more */
    PROVE_ALWAYS = 1024 * 1024, /* packed bytes up to which a password that fitted before is tried out as well */
    NO_NOISE = 256, /* bytes: noise inflates to a handful before a code or a distance is wrong */
};

static bool refuse(ts_zip_stream *s, ts_reason reason) {
    s->reason = reason;
    s->ended = true;
    return false;
}

void ts_zip_stream_done(ts_zip_stream *s) {
    ts_inflate_free(s->inflate);
    ts_inflate64_free(s->inflate64);
    ts_free(s->packed);
    ts_zip_lock_done(&s->lock);
    s->inflate = NULL;
    s->inflate64 = NULL;
    s->packed = NULL;
}

/* ---- what is locked ---- */

static void set_up(ts_zip_stream *s, unsigned method) {
    s->method = method;
    s->stored = method == METHOD_STORED;
    s->packed = ts_grow(NULL, BLOCK, 1);
    if (method == METHOD_DEFLATE64)
        s->inflate64 = ts_inflate64_new();
    else if (!s->stored)
        s->inflate = ts_inflate_new();
}

/* The whole member is unpacked, and given to nobody: does it come out as its sums say?  A cut one proves a password as
 * far as it goes, if it had to be inflated.  *inflated says how many bytes that gave. */
static bool proves(const ts_zip_stream *s, const ts_zip_locked *how, ts_span head, ts_span password,
                   uint64_t *inflated) {
    uint64_t given = 0;
    *inflated = 0;
    ts_zip_stream trial = *s;
    trial.given = &given;
    if (!ts_zip_lock_try(how, head, password, &trial.lock))
        return false;
    set_up(&trial, s->method);
    char *block = ts_grow(NULL, OUT, 1);
    for (size_t got; !trial.ended;)
        (void)ts_zip_stream_fill(&trial, block, OUT, &got);
    ts_free(block);
    ts_zip_stream_done(&trial);
    *inflated = s->stored ? 0 : trial.out;
    bool limited = trial.reason == TS_REASON_TOO_LARGE || trial.reason == TS_REASON_RATIO;
    bool cut = trial.reason == TS_REASON_TRUNCATED && !s->stored && trial.out > 0;
    return limited || cut || (trial.reason == TS_READ && (trial.check || how->aes || !s->stored));
}

/* Tries the passwords on the stream, which stands at the lock's head.  One of them may fit the head and not the member.  It is
 * the right one for a damaged member if it opened another before, or if what it unlocked could be inflated for a while, which
 * noise cannot: the head alone is no proof, as one in 65,536 wrong passwords fits it. */
static bool unlock(ts_zip_stream *s, const ts_zip_locked *how, ts_span head, uint64_t packed) {
    ts_unlock u = {0}, damaged = {0};
    bool found = false, fits = false;
    uint64_t inflated = 0;
    while (!fits && ts_unlock_next(&u, ts_zip_lock_steps(how))) {
        ts_zip_lock lock = {0};
        if (!ts_zip_lock_try(how, head, u.text, &lock))
            continue;
        ts_zip_lock_done(&lock);
        fits = (u.proven && (how->aes || packed > PROVE_ALWAYS)) || proves(s, how, head, u.text, &inflated);
        if (!fits && !found && (u.proven || (how->aes && inflated >= NO_NOISE))) {
            damaged = u;
            damaged.text.ptr = damaged.bytes;
            found = true;
        }
    }
    if (!fits && !found)
        return false;
    const ts_unlock *right = fits ? &u : &damaged;
    if (fits)
        ts_unlock_fits(right);
    s->opened = right->index + 1;
    return ts_zip_lock_try(how, head, right->text, &s->lock);
}

static bool open_locked(ts_zip_stream *s, const ts_zip_entry *e) {
    ts_zip_locked how = {.aes = e->method == METHOD_AES,
                         .check = (uint8_t)(e->flags & FLAG_BEHIND ? e->time >> 8 : e->crc >> 24),
                         .strength = e->aes.strength};
    char head[TS_ZIP_LOCK_HEAD_MAX];
    if (e->flags & FLAG_STRONG || (how.aes && (how.strength < 1 || how.strength > 3)))
        return refuse(s, TS_REASON_ENCRYPTED);
    size_t front = ts_zip_lock_head(&how), behind = how.aes ? TS_ZIP_LOCK_SUM : 0;
    if (s->left < front + behind)
        return refuse(s, TS_REASON_CORRUPT);
    if (ts_source_read_at(s->in, s->at, head, front) != TS_OK)
        return refuse(s, TS_REASON_TRUNCATED);
    s->at += front;
    s->packed_read += front;
    if (s->left != UINT64_MAX)
        s->left -= front + behind;
    s->check = s->check && !(how.aes && e->aes.version == 2); /* AE-2 keeps no CRC: it would tell of the content */
    return unlock(s, &how, ts_span_of(head, front), e->packed) || refuse(s, TS_REASON_ENCRYPTED);
}

bool ts_zip_stream_open(ts_zip *z, const ts_zip_entry *e, ts_zip_stream *s) {
    char local[TS_ZIP_LOCAL_SIZE];
    *s = (ts_zip_stream){.in = z->in, .given = &z->given, .left = e->packed, .want_crc = e->crc};
    s->check = !(e->flags & FLAG_BEHIND && e->packed == UINT64_MAX);
    unsigned method = e->method == METHOD_AES ? e->aes.method : e->method;
    bool locked = e->flags & FLAG_LOCKED;
    if (!locked && e->overlaps)
        return refuse(s, TS_REASON_RATIO);
    if (method != METHOD_STORED && method != METHOD_DEFLATE && method != METHOD_DEFLATE64)
        return refuse(s, locked ? TS_REASON_ENCRYPTED : TS_REASON_UNSUPPORTED);
    if (ts_source_read_at(z->in, e->at, local, sizeof local) != TS_OK)
        return refuse(s, locked ? TS_REASON_ENCRYPTED : TS_REASON_TRUNCATED);
    if (ts_zip_u32(local) != TS_ZIP_LOCAL)
        return refuse(s, TS_REASON_CORRUPT);
    ts_cursor c = ts_cursor_over((ts_span){local + 26, 4});
    uint16_t name = ts_read_u16le(&c), extra = ts_read_u16le(&c);
    s->at = e->at + TS_ZIP_LOCAL_SIZE + name + extra;
    s->method = method;
    s->stored = method == METHOD_STORED;
    if (locked && !open_locked(s, e))
        return false;
    if (locked && e->overlaps)
        return refuse(s, TS_REASON_RATIO);
    set_up(s, method);
    return true;
}

/* The next packed bytes; a file that ends early is a truncated one. */
static bool refill(ts_zip_stream *s) {
    uint64_t there = s->in->size > s->at ? s->in->size - s->at : 0;
    size_t want = s->left < BLOCK ? (size_t)s->left : BLOCK;
    if (want > there)
        want = (size_t)there;
    s->have = s->taken = 0;
    if (want == 0 || ts_source_read_at(s->in, s->at, s->packed, want) != TS_OK)
        return false;
    s->at += want;
    s->packed_read += want;
    if (s->left != UINT64_MAX)
        s->left -= want;
    s->have = want;
    if (s->lock.on)
        ts_zip_lock_run(&s->lock, s->packed, want);
    return true;
}

/* AES: the sum behind the member is over all its packed bytes, wanted or not. */
static bool sums(ts_zip_stream *s) {
    char sum[TS_ZIP_LOCK_SUM];
    while (s->left && refill(s))
        ;
    return ts_source_read_at(s->in, s->at, sum, sizeof sum) == TS_OK && ts_zip_lock_sums(&s->lock, sum);
}

/* Limits that count what came out (decisions.md 2). */
static ts_reason over(const ts_zip_stream *s) {
    if (s->out > TS_LIMIT_MEMBER)
        return TS_REASON_TOO_LARGE;
    if (*s->given > TS_LIMIT_RATIO_FROM && *s->given / TS_LIMIT_RATIO > s->in->size)
        return TS_REASON_RATIO;
    return TS_READ;
}

ts_err ts_zip_stream_fill(void *context, char *out, size_t cap, size_t *got) {
    ts_zip_stream *s = context;
    *got = 0;
    while (!s->ended && *got == 0) {
        if (s->taken == s->have && !(s->stored && s->left == 0)) {
            bool more = refill(s);
            if (!more && (s->stored || s->left != 0)) {
                s->ended = true;
                s->reason = TS_REASON_TRUNCATED;
                break;
            }
        }
        ts_span packed = {s->packed + s->taken, s->have - s->taken};
        if (s->stored) {
            *got = packed.len < cap ? packed.len : cap;
            if (*got)
                memcpy(out, packed.ptr, *got);
            s->taken += *got;
            s->ended = s->left == 0 && s->taken == s->have;
        } else {
            size_t used;
            bool ended;
            ts_err err = s->inflate64 ? ts_inflate64_run(s->inflate64, packed, out, cap, &used, got, &ended)
                                      : ts_inflate_run(s->inflate, packed, out, cap, &used, got, &ended);
            if (err) {
                s->reason = TS_REASON_CORRUPT;
                s->ended = true;
            } else if (!used && !*got && !ended && s->left == 0 && !packed.len) {
                s->reason = TS_REASON_TRUNCATED;
                s->ended = true;
            }
            s->taken += used;
            s->ended |= ended;
        }
        s->out += *got;
        *s->given += *got;
        s->crc = ts_crc32(s->crc, (ts_span){out, *got});
        if (s->reason == TS_READ && (s->reason = over(s)) != TS_READ)
            s->ended = true;
    }
    if (s->ended && s->reason == TS_READ && s->check && s->crc != s->want_crc)
        s->reason = TS_REASON_CORRUPT;
    if (s->ended && s->reason == TS_READ && s->lock.aes && !sums(s))
        s->reason = TS_REASON_CORRUPT;
    return TS_OK;
}

ts_err ts_zip_stream_emit(ts_zip_stream *s, ts_sink *out) {
    char *block = ts_grow(NULL, OUT, 1);
    ts_err err = s->opened ? ts_emit_opened(out, s->opened - 1) : TS_OK;
    while (!err && !s->ended) {
        size_t got;
        err = ts_zip_stream_fill(s, block, OUT, &got);
        if (!err && got)
            err = ts_emit_child_data(out, (ts_span){block, got});
    }
    ts_free(block);
    return err;
}
