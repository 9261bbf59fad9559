/* bplist.c - binary property lists of Apple (bplist00): settings, archives of programs, web pages that Safari saved.
 *
 * Objects stand anywhere and name each other by number.  Each value is a line "path.of.keys: value"; data become children.
 * A container is read once, however often it is named.
 */
#include "extract/extractor.h"
#include "text/encoding.h"

#include <stdio.h>

#include "base/clock.h"

enum { BID = 92, MAGIC = 8, TRAILER = 32, DEPTH = 64, PATH = 1024, EPOCH_2001 = 978307200 };

typedef struct reader {
    ts_sink *out;
    ts_span all;
    uint64_t objects, table; /* how many, and where their places stand */
    unsigned place_size, ref_size;
    uint8_t *seen; /* a bit for each object that is a container, once read, or a key, once shown */
    ts_buf path, line;
    uint64_t children, refs; /* refs: that may still be followed */
    uint64_t given; /* bytes of paths, values and data */
    uint64_t shown; /* lines and children that went out, each with its path */
} reader;

static int bid(const ts_head *head) {
    return ts_span_starts(head->raw, ts_str("bplist0")) && head->size > MAGIC + TRAILER ? BID : 0;
}

/* A number of 1 to 8 bytes, the high one first. */
static uint64_t big(ts_span s) {
    uint64_t v = 0;
    for (size_t i = 0; i < s.len; i++)
        v = v << 8 | (uint8_t)s.ptr[i];
    return v;
}

/* From an object's marker to the end of the file; empty: there is no such object. */
static ts_span object(const reader *r, uint64_t n) {
    if (n >= r->objects)
        return (ts_span){"", 0};
    uint64_t at = big(ts_slice(r->all, (size_t)(r->table + n * r->place_size), r->place_size));
    return at >= MAGIC && at < r->table ? ts_slice(r->all, (size_t)at, (size_t)(r->table - at)) : (ts_span){"", 0};
}

/* What follows the marker: a count of `unit` bytes each, in the marker or in a number behind it. */
static bool counted(ts_span o, size_t unit, ts_span *bytes) {
    uint64_t n = (uint8_t)o.ptr[0] & 15;
    size_t head = 1;
    if (n == 15) {
        uint8_t marker = o.len > 1 ? (uint8_t)o.ptr[1] : 0;
        if (marker >> 4 != 1 || (marker & 15) > 3)
            return false;
        size_t len = (size_t)1 << (marker & 15);
        n = big(ts_slice(o, 2, len));
        head = 2 + len;
    }
    if (head > o.len || n > (o.len - head) / unit)
        return false;
    *bytes = ts_slice(o, head, (size_t)n * unit);
    return true;
}

/* ---- values ---- */

/* A text, or what `most` of its stored bytes say: an even number, so that no sign is cut. */
static void add_text(ts_span o, size_t most, ts_buf *out) {
    ts_span bytes;
    size_t used;
    switch ((uint8_t)o.ptr[0] >> 4) {
    case 5: /* ASCII */
    case 7: /* UTF-8, which no reader of Apple's wants, but writers write */
        if (counted(o, 1, &bytes))
            ts_buf_add(out, ts_slice(bytes, 0, most));
        break;
    case 6:
        if (counted(o, 2, &bytes))
            ts_to_utf8(TS_UTF16BE, ts_slice(bytes, 0, most), true, out, &used);
        break;
    default:
        break;
    }
}

static bool is_text(ts_span o) {
    unsigned type = o.len ? (uint8_t)o.ptr[0] >> 4 : 0;
    return type >= 5 && type <= 7;
}

static double real_of(ts_span o) {
    double d = 0;
    uint64_t v = big(ts_slice(o, 1, 8));
    memcpy(&d, &v, sizeof d);
    return d;
}

static ts_err emit_line(reader *r) {
    ts_buf_add_char(&r->line, '\n');
    r->shown++;
    return ts_emit_text(r->out, ts_buf_span(&r->line), TS_NO_OFFSET);
}

static ts_err child(reader *r, ts_span data) {
    char name[PATH + 32];
    if (!data.len)
        return TS_OK;
    if (++r->children > TS_LIMIT_MEMBERS)
        return ts_fail(TS_ELIMIT, "bplist: more than %llu data", (unsigned long long)TS_LIMIT_MEMBERS);
    snprintf(name, sizeof name, "%llu-%.*s", (unsigned long long)r->children,
             (int)(r->path.len < PATH ? r->path.len : PATH), r->path.len ? r->path.ptr : "");
    r->given += data.len;
    r->shown += r->path.len <= PATH;
    TS_TRY(ts_emit_child_begin(r->out, &(ts_child){.name = ts_str(name), .size = data.len}));
    TS_TRY(ts_emit_child_data(r->out, ts_slice(data, 0, (size_t)TS_LIMIT_MEMBER)));
    return ts_emit_child_end(r->out, data.len > TS_LIMIT_MEMBER ? TS_REASON_TOO_LARGE : TS_READ, data.len);
}

static ts_err scalar(reader *r, ts_span o) {
    unsigned type = (uint8_t)o.ptr[0] >> 4, size = (uint8_t)o.ptr[0] & 15;
    ts_span data;
    if (type == 4)
        return counted(o, 1, &data) ? child(r, data) : TS_OK;
    ts_buf_clear(&r->line);
    ts_buf_add(&r->line, ts_buf_span(&r->path));
    ts_buf_add_str(&r->line, r->path.len ? ": " : "");
    size_t before = r->line.len;
    if (type == 1 && size <= 3) {
        ts_buf_addf(&r->line, "%lld", (long long)big(ts_slice(o, 1, (size_t)1 << size)));
    } else if (type == 3 && o.len > 8) {
        double seconds = real_of(o);
        char iso[11];
        if (seconds > -1e10 && seconds < 1e10) {
            int64_t t = (int64_t)seconds + EPOCH_2001, day = t / 86400 - (t % 86400 < 0);
            ts_date_print((ts_date)day, iso);
            ts_buf_addf(&r->line, "%s %02d:%02d", iso, (int)((t - day * 86400) / 3600),
                        (int)((t - day * 86400) % 3600 / 60));
        }
    } else if (type == 2 && size == 3 && o.len > 8) {
        ts_buf_addf(&r->line, "%.6g", real_of(o));
    } else {
        add_text(o, SIZE_MAX, &r->line);
    }
    r->given += r->line.len - before;
    return r->line.len > before ? emit_line(r) : TS_OK;
}

/* ---- containers ---- */

static ts_err value(reader *r, uint64_t n, unsigned depth);

/* Lists that overlap, or values that are named again and again, would cost more than any file's size. */
static bool spent(const reader *r) {
    return !r->refs || (r->given > TS_LIMIT_RATIO_FROM && r->given / TS_LIMIT_BPLIST_RATIO > r->all.len);
}

/* A key that no path has shown, or not to its end, is a line of its own, once: people are keys too, with a "yes" below. */
static ts_err show_key(reader *r, uint64_t n, bool shown) {
    ts_span key = object(r, n), bytes;
    if (!is_text(key) || !counted(key, (uint8_t)key.ptr[0] >> 4 == 6 ? 2 : 1, &bytes) || r->seen[n / 8] >> (n % 8) & 1)
        return TS_OK;
    r->seen[n / 8] |= (uint8_t)(1 << n % 8);
    if (shown && bytes.len <= PATH)
        return TS_OK;
    ts_buf_clear(&r->line);
    add_text(key, SIZE_MAX, &r->line);
    r->given += r->line.len;
    return r->line.len ? emit_line(r) : TS_OK;
}

/* Elements by their number, values by their keys. */
static ts_err container(reader *r, ts_span o, unsigned depth) { /* NOLINT(misc-no-recursion): DEPTH */
    ts_span refs;
    bool dict = (uint8_t)o.ptr[0] >> 4 == 13;
    if (!counted(o, (size_t)r->ref_size * (dict ? 2 : 1), &refs))
        return ts_emit_unread(r->out, TS_REASON_CORRUPT, 1);
    size_t n = refs.len / r->ref_size / (dict ? 2 : 1), outer = r->path.len;
    for (size_t i = 0; i < n; i++) {
        uint64_t at = big(ts_slice(refs, (i + (dict ? n : 0)) * r->ref_size, r->ref_size));
        if (spent(r))
            return ts_emit_unread(r->out, TS_REASON_RATIO, r->all.len);
        r->refs--;
        uint64_t key_at = big(ts_slice(refs, i * r->ref_size, r->ref_size)), shown = r->shown;
        if (outer < PATH) {
            ts_buf_add_str(&r->path, outer ? "." : "");
            ts_span key = dict ? object(r, key_at) : (ts_span){"", 0};
            if (dict && key.len)
                add_text(key, PATH, &r->path);
            else
                ts_buf_addf(&r->path, "%zu", i);
            if (r->path.len > outer + PATH)
                r->path.len = outer + PATH;
        }
        r->given += r->path.len;
        bool whole = r->path.len > outer && r->path.len < outer + PATH;
        ts_err err = value(r, at, depth + 1);
        if (!err && dict)
            err = show_key(r, key_at, whole && r->shown > shown);
        r->path.len = outer;
        if (err)
            return err;
    }
    return TS_OK;
}

static ts_err value(reader *r, uint64_t n, unsigned depth) { /* NOLINT(misc-no-recursion): DEPTH */
    ts_span o = object(r, n);
    if (!o.len)
        return ts_emit_unread(r->out, TS_REASON_CORRUPT, 1);
    if ((uint8_t)o.ptr[0] >> 4 < 10)
        return scalar(r, o);
    if (r->seen[n / 8] >> (n % 8) & 1)
        return TS_OK;
    if (depth > DEPTH)
        return ts_emit_unread(r->out, TS_REASON_TOO_DEEP, 1);
    r->seen[n / 8] |= (uint8_t)(1 << n % 8);
    return container(r, o, depth);
}

static ts_err run(ts_source *in, ts_sink *out) {
    enum { SIZES = 6, COUNT = 8, TOP = 16, TABLE = 24 };
    reader r = {.out = out};
    TS_TRY(ts_source_whole(in, &r.all));
    if (r.all.len < MAGIC + TRAILER)
        return ts_fail(TS_EFORMAT, "bplist: it ends early");
    ts_span end = ts_slice(r.all, r.all.len - TRAILER, TRAILER);
    r.place_size = (uint8_t)end.ptr[SIZES];
    r.ref_size = (uint8_t)end.ptr[SIZES + 1];
    r.objects = big(ts_slice(end, COUNT, 8));
    uint64_t top = big(ts_slice(end, TOP, 8));
    r.table = big(ts_slice(end, TABLE, 8));
    uint64_t room = r.all.len - TRAILER;
    if (!r.place_size || r.place_size > 8 || !r.ref_size || r.ref_size > 8 || r.table > room ||
        r.objects > (room - r.table) / r.place_size)
        return ts_fail(TS_EFORMAT, "bplist: its table of objects is not there");
    r.seen = ts_alloc((size_t)r.objects / 8 + 1);
    r.refs = r.all.len;
    ts_err err = value(&r, top, 0);
    ts_free(r.seen);
    ts_buf_wipe(&r.path);
    ts_buf_wipe(&r.line);
    return err;
}

const ts_extractor ts_extractor_bplist = {.name = "bplist", .version = 1, .needs = TS_WHOLE, .bid = bid, .run = run};
