/* doc.c - old Word documents, 6.0 to 2003: text, tables, notes, headers, comments, text boxes (MS-DOC).
 *
 * The stream WordDocument begins with a list of where things stand (FIB).  The text lies there in pieces of one or two bytes
 * a letter; all stories of the document follow one another in it: the body, footnotes, headers, comments and so on.
 */
#include "extract/doc_runs.h"
#include "extract/doc_text.h"
#include "extract/office_rc4.h"
#include "extract/officeart.h"
#include "extract/ole.h"
#include "text/codepage.h"
#include "text/encoding.h"

enum {
    BID = 90,
    FIB = 0x0500, /* of which we read what is there */
    BLOCK = 8 * 1024,
    UNICODE_VERSION = 193, /* Word 97; before it there is no table stream, and no Unicode */
    ENCRYPTED = 0x0100, /* flags (2.5.2) */
    COMPLEX = 0x0004,
    TABLE_1 = 0x0200,
    FLAGS = 0x0A,
    FIRST = 0x18, /* where the text begins, and ends, in old documents */
    LENGTHS = 0x4C, /* letters of each story (2.5.4) */
    OLD_LENGTHS = 0x34,
    PLACES = 0x9A, /* pairs of place and length (2.5.5) */
    OLD_PIECES = 0x160,
    PIECE = 8, /* flags, place, changes (2.8.35) */
    ONE_BYTE = 0x40000000,
    LATIN = 1252,
    MAX_AUTHORS = 4096
};
#define MAX_TABLE (16 * TS_MIB)

/* Numbers of pairs (2.5.6). */
enum { LETTERS = 12, PARAGRAPHS = 13, PIECES = 33, COMMENT_AUTHORS = 36, CHANGE_AUTHORS = 51, SAVED_BY = 71 };

static const struct story {
    const char *name;
    uint8_t at; /* among the lengths */
} stories[] = {
    {"document", 0}, {"footnotes", 1}, {"headers", 2},   {"macros", 3},
    {"comments", 4}, {"endnotes", 5},  {"textboxes", 6}, {"header textboxes", 7},
};
enum { STORIES = sizeof stories / sizeof *stories, COMMENTS = 4 };

typedef struct document {
    ts_ole *o;
    ts_sink *out;
    ts_ole_stream text, table;
    ts_buf fib;
    bool old; /* before Word 97 */
    ts_buf pieces; /* places in the text, then the pieces */
    size_t count;
    uint64_t budget; /* bytes of text that may still be read: pieces do not share them */
    ts_doc_runs letters, paragraphs;
    ts_doc_text t;
} document;

static int bid(const ts_head *head) { return ts_ole_kind_of_head(head) == TS_OLE_DOC ? BID : 0; }

/* Where a table stands; nothing before Word 97, where they are others. */
static void pair(const document *d, unsigned number, uint32_t *at, uint32_t *len) {
    *at = d->old ? 0 : ts_u32le_at(ts_buf_span(&d->fib), PLACES + number * 8);
    *len = d->old ? 0 : ts_u32le_at(ts_buf_span(&d->fib), PLACES + number * 8 + 4);
}

/* What one of its lists says cannot be had. */
static ts_err lost(document *d, const ts_ole_stream *s) {
    return ts_emit_unread(d->out, s->reason ? s->reason : TS_REASON_CORRUPT, 0);
}

/* Bytes of the table stream, or none. */
static ts_err load(document *d, const ts_ole_stream *s, uint32_t at, uint32_t len, ts_buf *out) {
    if (!len)
        return TS_OK;
    if (len > MAX_TABLE || at > s->size || len > s->size - at)
        return lost(d, s);
    ts_buf_reserve(out, len);
    TS_TRY(ts_ole_stream_read_at(s, at, out->ptr + out->len, len));
    out->len += len;
    return TS_OK;
}

/* ---- pieces ---- */

/* The list of pieces stands behind lists of changes, which are passed over (2.9.38). */
static ts_err load_pieces(document *d) {
    enum { CHANGES = 1, LIST = 2 };
    uint32_t at, len;
    pair(d, PIECES, &at, &len);
    if (d->old) {
        at = ts_u32le_at(ts_buf_span(&d->fib), OLD_PIECES);
        len = ts_u32le_at(ts_buf_span(&d->fib), OLD_PIECES + 4);
        if (!(ts_u16le_at(ts_buf_span(&d->fib), FLAGS) & COMPLEX))
            len = 0;
    }
    TS_AUTO(ts_buf, ts_buf_done) raw = {0};
    const ts_ole_stream *s = d->old ? &d->text : &d->table;
    TS_TRY(load(d, s, at, len, &raw));
    ts_cursor c = ts_cursor_over(ts_buf_span(&raw));
    uint8_t kind = ts_read_u8(&c);
    while (c.ok && kind == CHANGES) {
        ts_skip(&c, ts_read_u16le(&c));
        kind = ts_read_u8(&c);
    }
    ts_span list = {0};
    bool whole = false;
    if (c.ok && kind == LIST) {
        size_t n = ts_read_u32le(&c);
        whole = c.ok && n <= ts_cursor_left(&c);
        list = ts_read_span(&c, whole ? n : ts_cursor_left(&c));
    }
    if (list.len >= 4 + 4 + PIECE) {
        ts_buf_add(&d->pieces, list);
        d->count = (list.len - 4) / (4 + PIECE);
    }
    return raw.len && !(whole && d->count) ? lost(d, s) : TS_OK;
}

/* A document without a list is one piece, from the place that its head names. */
static void one_piece(document *d) {
    ts_span fib = ts_buf_span(&d->fib);
    uint32_t from = ts_u32le_at(fib, FIRST), to = ts_u32le_at(fib, FIRST + 4);
    if (from < to) {
        ts_buf_clear(&d->pieces);
        ts_buf_add_u32le(&d->pieces, 0);
        ts_buf_add_u32le(&d->pieces, to - from);
        ts_buf_add_u16le(&d->pieces, 0);
        ts_buf_add_u32le(&d->pieces, d->old ? from : from * 2 | ONE_BYTE);
        ts_buf_add_u16le(&d->pieces, 0);
        d->count = 1;
    }
}

typedef struct piece {
    uint64_t from, to; /* letters of the whole text */
    uint64_t at; /* in the stream */
    bool wide;
} piece;

static piece piece_at(const document *d, size_t i) {
    ts_span s = ts_buf_span(&d->pieces);
    piece p = {.from = ts_u32le_at(s, i * 4), .to = ts_u32le_at(s, i * 4 + 4)};
    uint32_t place = ts_u32le_at(s, (d->count + 1) * 4 + i * PIECE + 2);
    p.wide = !d->old && !(place & ONE_BYTE);
    p.at = d->old ? place : p.wide ? place : (place & ~(uint32_t)ONE_BYTE) / 2;
    return p;
}

/* ---- letters ---- */

static ts_err mark(document *d, uint16_t unit, uint64_t place) {
    ts_doc_paragraph p = {0};
    if (place < d->paragraphs.from || place >= d->paragraphs.to)
        TS_TRY(ts_doc_runs_find(&d->paragraphs, place));
    p.known = d->paragraphs.known;
    p.in_table = d->paragraphs.in_table;
    p.row_end = d->paragraphs.row_end;
    p.inner = d->paragraphs.inner;
    return ts_doc_text_mark(&d->t, unit, &p);
}

/* A byte of Windows-1252 as a unit of UTF-16. */
static uint16_t unit_of(unsigned char byte) {
    if (byte < 0x80 || byte >= 0xA0)
        return byte;
    TS_AUTO(ts_buf, ts_buf_done) letter = {0};
    size_t at = 0;
    ts_codepage_add(&letter, LATIN, byte);
    return letter.len ? (uint16_t)ts_utf8_next(ts_buf_span(&letter), &at) : byte;
}

/* ASCII letters at the start, none below a blank. */
static size_t plain(ts_span s) {
    size_t n = 0;
    while (n < s.len && s.ptr[n] >= ' ' && (unsigned char)s.ptr[n] < 0x80)
        n++;
    return n;
}

/* Bytes of one piece that stand at `place`. */
static ts_err read_block(document *d, ts_span bytes, uint64_t place, bool wide) {
    size_t size = wide ? 2 : 1;
    for (size_t i = 0; i + size <= bytes.len;) {
        if (place + i < d->letters.from || place + i >= d->letters.to)
            TS_TRY(ts_doc_runs_find(&d->letters, place + i));
        uint64_t left = d->letters.to - (place + i);
        ts_span run = ts_slice(bytes, i, left < bytes.len ? (size_t)left : bytes.len);
        size_t n = wide ? 0 : plain(run);
        if (n) {
            TS_TRY(ts_doc_text_letters(&d->t, ts_slice(run, 0, n), d->letters.deleted));
            i += n;
            continue;
        }
        uint16_t unit = wide ? ts_u16le_at(bytes, i) : unit_of((unsigned char)bytes.ptr[i]);
        if (ts_doc_is_mark(unit))
            TS_TRY(mark(d, unit, place + i));
        else
            TS_TRY(ts_doc_text_unit(&d->t, unit, d->letters.deleted));
        i += size;
    }
    return TS_OK;
}

/* Letters [from, to) of the piece, counted in the whole text. */
static ts_err read_piece(document *d, const piece *p, uint64_t from, uint64_t to) {
    char block[BLOCK];
    unsigned shift = p->wide;
    uint64_t at = p->at + ((from - p->from) << shift), end = p->at + ((to - p->from) << shift);
    if (end > d->text.size) {
        TS_TRY(ts_emit_unread(d->out, d->text.reason ? d->text.reason : TS_REASON_CORRUPT, 0));
        end = at < d->text.size ? d->text.size : at;
    }
    if (end - at > d->budget) {
        TS_TRY(ts_emit_unread(d->out, TS_REASON_RATIO, 0));
        end = at + d->budget;
    }
    d->budget -= end - at;
    while (at < end) {
        size_t n = end - at < BLOCK ? (size_t)(end - at) : BLOCK;
        TS_TRY(ts_ole_stream_read_at(&d->text, at, block, n));
        TS_TRY(read_block(d, (ts_span){block, n}, at, p->wide));
        at += n;
    }
    return TS_OK;
}

/* The pieces follow one another; a list that goes back is read once. */
static ts_err read_story(document *d, uint64_t from, uint64_t to, size_t *next) {
    for (; *next < d->count; (*next)++) {
        piece p = piece_at(d, *next);
        if (p.from >= to)
            break;
        if (p.to <= p.from)
            continue;
        uint64_t a = p.from > from ? p.from : from, b = p.to < to ? p.to : to;
        if (a < b)
            TS_TRY(read_piece(d, &p, a, b));
        if (p.to > to)
            break;
    }
    return TS_OK;
}

/* ---- names of people ---- */

/* A list of strings, of one line each (2.2.4). */
static ts_err emit_strings(document *d, unsigned number) {
    TS_AUTO(ts_buf, ts_buf_done) raw = {0}, text = {0};
    uint32_t at, len;
    pair(d, number, &at, &len);
    TS_TRY(load(d, &d->table, at, len, &raw));
    ts_cursor c = ts_cursor_over(ts_buf_span(&raw));
    bool wide = true, listed = number != COMMENT_AUTHORS; /* those stand without a head */
    size_t n = MAX_AUTHORS, extra = 0, used;
    if (listed) {
        uint16_t first = ts_read_u16le(&c);
        wide = first == 0xFFFF;
        n = wide ? ts_read_u16le(&c) : first;
        extra = ts_read_u16le(&c);
    }
    for (size_t i = 0; i < n && i < MAX_AUTHORS && ts_cursor_left(&c) >= 2; i++) {
        size_t letters = wide ? ts_read_u16le(&c) : ts_read_u8(&c);
        ts_span s = ts_read_span(&c, wide ? letters * 2 : letters);
        ts_skip(&c, extra);
        size_t before = text.len;
        ts_to_utf8(wide ? TS_UTF16LE : TS_WINDOWS_1252, s, true, &text, &used);
        if (text.len > before)
            ts_buf_add_char(&text, '\n');
    }
    return ts_emit_text(d->out, ts_buf_span(&text), TS_NO_OFFSET);
}

/* ---- the document ---- */

static ts_err read_stories(document *d) {
    ts_span fib = ts_buf_span(&d->fib);
    uint64_t at = 0;
    size_t next = 0;
    for (size_t i = 0; i < STORIES; i++) {
        uint64_t len = ts_u32le_at(fib, (d->old ? OLD_LENGTHS : LENGTHS) + (size_t)stories[i].at * 4);
        if (len > INT32_MAX)
            len = 0;
        if (len) {
            TS_TRY(ts_doc_text_part(&d->t, stories[i].name));
            TS_TRY(read_story(d, at, at + len, &next));
        }
        at += len;
        if (i == COMMENTS && len) {
            TS_TRY(ts_doc_text_finish(&d->t));
            TS_TRY(emit_strings(d, COMMENT_AUTHORS));
        }
    }
    if (next < d->count) { /* letters that no story counts */
        TS_TRY(ts_doc_text_part(&d->t, "beyond the stories"));
        TS_TRY(read_story(d, at, UINT64_MAX, &next));
    }
    return ts_doc_text_finish(&d->t);
}

/* Pictures stand in a stream of their own, some behind the text. */
static ts_err read_pictures(document *d) {
    unsigned count = 0;
    size_t entry = ts_ole_find(d->o, 0, "Data");
    if (entry) {
        ts_ole_stream s;
        ts_ole_stream_open(d->o, entry, &s);
        ts_err err = ts_officeart_pictures(&s, &count, d->out);
        if (!err)
            err = ts_ole_missing(&s, d->out);
        ts_ole_stream_done(&s);
        TS_TRY(err);
    }
    return ts_officeart_pictures(&d->text, &count, d->out);
}

static bool taken(const ts_ole *o, size_t entry) {
    return ts_ole_is(o, entry, "WordDocument") || ts_ole_is(o, entry, "0Table") || ts_ole_is(o, entry, "1Table") ||
           ts_ole_is(o, entry, "Data");
}

static ts_err read_document(document *d) {
    ts_ole_stream_open(d->o, ts_ole_find(d->o, 0, "WordDocument"), &d->text);
    d->budget = d->text.size;
    size_t n = d->text.size < FIB ? (size_t)d->text.size : FIB;
    ts_buf_reserve(&d->fib, n);
    TS_TRY(ts_ole_stream_read_at(&d->text, 0, d->fib.ptr, n));
    d->fib.len = n;
    ts_span fib = ts_buf_span(&d->fib);
    uint16_t version = ts_u16le_at(fib, 2), flags = ts_u16le_at(fib, FLAGS);
    if (n < FIRST + 8)
        return ts_fail(TS_EFORMAT, "doc: it is shorter than its head");
    if (flags & ENCRYPTED)
        return ts_office_rc4_doc(d->o, fib, d->out);
    d->old = version < UNICODE_VERSION;
    size_t table = ts_ole_find(d->o, 0, flags & TABLE_1 ? "1Table" : "0Table");
    if (table)
        ts_ole_stream_open(d->o, table, &d->table);
    TS_TRY(load_pieces(d));
    if (!d->count && !d->old && !table)
        TS_TRY(ts_emit_unread(d->out, TS_REASON_CORRUPT, 0));
    if (!d->count)
        one_piece(d);
    uint32_t at, len;
    pair(d, LETTERS, &at, &len);
    TS_TRY(ts_doc_runs_open(&d->letters, &d->text, &d->table, at, len, false));
    pair(d, PARAGRAPHS, &at, &len);
    TS_TRY(ts_doc_runs_open(&d->paragraphs, &d->text, &d->table, at, len, true));
    TS_TRY(read_stories(d));
    TS_TRY(ts_ole_missing(&d->text, d->out));
    TS_TRY(ts_ole_missing(&d->table, d->out));
    TS_TRY(ts_ole_properties(d->o, 0, d->out));
    TS_TRY(ts_emit_part(d->out, ts_str("authors")));
    TS_TRY(emit_strings(d, CHANGE_AUTHORS));
    TS_TRY(emit_strings(d, SAVED_BY));
    TS_TRY(read_pictures(d));
    return ts_ole_rest(d->o, 0, taken, d->out);
}

static ts_err run(ts_source *in, ts_sink *out) {
    ts_ole o;
    document *d = ts_alloc(sizeof *d);
    d->o = &o;
    d->out = out;
    ts_doc_text_init(&d->t, out);
    ts_err err = ts_ole_open(in, &o);
    if (!err && o.reason)
        err = ts_emit_unread(out, o.reason, 0);
    if (!err && !ts_ole_find(&o, 0, "WordDocument"))
        err = ts_fail(TS_EFORMAT, "doc: it has no text");
    if (!err)
        err = read_document(d);
    ts_doc_text_done(&d->t);
    ts_doc_runs_done(&d->letters);
    ts_doc_runs_done(&d->paragraphs);
    ts_buf_done(&d->fib);
    ts_buf_wipe(&d->pieces);
    ts_ole_stream_done(&d->text);
    ts_ole_stream_done(&d->table);
    ts_ole_done(&o);
    ts_free(d);
    return err;
}

const ts_extractor ts_extractor_doc = {.name = "doc", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
