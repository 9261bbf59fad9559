/* extract.c - picks the best bid and runs it. */
#include "extract/extractor.h"

#include <stdio.h>

#include "extract/carve.h"
#include "extract/magic.h"
#include "extract/unlock.h"
#include "text/ebcdic.h"
#include "text/encoding.h"

#define TS_FORMAT(name, summary) extern const ts_extractor ts_extractor_##name;
#include "model/formats.def"
#undef TS_FORMAT

const ts_extractor *const ts_extractors[] = {
#define TS_FORMAT(name, summary) &ts_extractor_##name,
#include "model/formats.def"
#undef TS_FORMAT
};
const size_t ts_extractor_count = sizeof ts_extractors / sizeof *ts_extractors;

enum { HEAD = 64 * 1024, DECODE = 64 * 1024 };

ts_reason ts_reason_of(ts_err err) {
    switch (err) {
    case TS_OK:
        return TS_READ;
    case TS_ELIMIT:
        return TS_REASON_TOO_LARGE;
    case TS_EUNSUPPORTED:
        return TS_REASON_UNSUPPORTED;
    case TS_EENCRYPTED:
        return TS_REASON_ENCRYPTED;
    case TS_EIO:
        return TS_REASON_UNREADABLE;
    case TS_ECHANGED:
        return TS_REASON_CHANGED;
    case TS_EPOLICY:
        return TS_REASON_POLICY;
    default:
        return TS_REASON_CORRUPT;
    }
}

/* A blob's bytes as a stream of UTF-8 text. */
typedef struct decoding {
    ts_source *in;
    ts_charset charset;
    const ts_ebcdic *ebcdic; /* NULL: it is not */
    ts_buf out; /* decoded, not yet handed on */
    size_t at;
} decoding;

static ts_err fill(void *context, char *out, size_t cap, size_t *got) {
    decoding *d = context;
    while (d->at == d->out.len) {
        ts_buf_clear(&d->out);
        d->at = 0;
        ts_span raw = ts_peek(d->in, DECODE);
        if (d->in->error)
            return d->in->error;
        if (!raw.len)
            break;
        size_t used;
        if (d->ebcdic)
            ts_ebcdic_to_utf8(d->ebcdic, raw, raw.len < DECODE, &d->out, &used);
        else
            ts_to_utf8(d->charset, raw, raw.len < DECODE, &d->out, &used);
        ts_take(d->in, used ? used : raw.len);
    }
    ts_span piece = ts_slice(ts_buf_span(&d->out), d->at, cap);
    if (piece.len)
        memcpy(out, piece.ptr, piece.len);
    d->at += piece.len;
    *got = piece.len;
    return TS_OK;
}

/* Of a slice that does not begin its item: there is none. */
static const char not_cut[] = "the item is no text that is cut into slices, or no longer: read it again";

/* Text whose offsets are the blob's own. */
static bool is_plain(ts_charset charset) { return charset == TS_UTF8 || charset == TS_WINDOWS_1252; }

/* Runs a format that wants text.  UTF-8 and Windows-1252 are read straight from the bytes, so that offsets are the
 * blob's own: all structure is ASCII, and the sink makes letters of what is not UTF-8 (files often hold both). */
static ts_err run_text(const ts_extractor *x, ts_source *in, ts_sink *out, ts_charset charset, const ts_ebcdic *ebcdic,
                       size_t bom) {
    ts_skip_bytes(in, bom);
    if (is_plain(charset)) {
        if (x->sliced)
            ts_slice_open(in);
        return x->run(in, out);
    }
    decoding d = {.in = in, .charset = charset, .ebcdic = ebcdic};
    ts_source text;
    ts_source_stream(&text, fill, &d);
    ts_err err = x->run(&text, out);
    if (!err)
        err = text.error;
    ts_source_done(&text);
    ts_buf_done(&d.out);
    return err;
}

/* Sees the head and the tail as every bid does. */
static void look(ts_source *in, ts_head *head, ts_buf *raw, ts_buf *tail) {
    ts_buf_add(raw, ts_peek(in, HEAD));
    head->raw = ts_buf_span(raw);
    head->size = in->size;
    head->all = in->size == raw->len;
    head->in = in;
    if (in->size != UINT64_MAX && in->size > raw->len) {
        size_t n = in->size < HEAD ? (size_t)in->size : HEAD;
        ts_buf_reserve(tail, n);
        if (ts_source_read_at(in, in->size - n, tail->ptr, n) == TS_OK)
            tail->len = n;
        head->tail = ts_buf_span(tail);
    } else {
        head->tail = head->raw;
    }
    head->text = (ts_span){"", 0};
}

/* The head as text, where it looks like one. */
static ts_charset look_at_text(ts_head *head, ts_buf *text, ts_ebcdic *ebcdic, size_t *bom) {
    ts_charset charset = ts_charset_guess(head->raw, bom);
    size_t used;
    if (charset != TS_BINARY)
        ts_to_utf8(charset, ts_slice(head->raw, *bom, head->raw.len), head->all, text, &used);
    else if (ts_ebcdic_looks(head->raw, head->size, ebcdic))
        ts_ebcdic_to_utf8(ebcdic, head->raw, head->all, text, &used);
    if (text->len)
        head->text = ts_buf_span(text);
    return charset;
}

/* Nobody knows it, or its reader could make nothing of it: what can be saved is, and the rest stays unread for the reason
 * that the outcome has. */
static ts_err carve(ts_source *in, ts_sink *out, ts_outcome *outcome) {
    uint64_t read = 0;
    if (!in->error)
        TS_TRY(ts_carve(in, out, &read));
    TS_TRY(ts_sink_finish(out));
    outcome->unread = in->size - read;
    return TS_OK;
}

static bool worth_carving(const ts_extractor *x, const ts_outcome *o, const ts_sink *out) {
    bool broke =
        o->reason == TS_REASON_CORRUPT || o->reason == TS_REASON_TRUNCATED || o->reason == TS_REASON_UNSUPPORTED;
    return broke && x->needs != TS_STREAM && ts_sink_empty(out);
}

/* The highest bid so far, of equal ones the first in the table. */
typedef struct offer {
    int bid;
    size_t at;
} offer;

static void ask(const ts_head *head, bool texts, offer *best) {
    for (int last = 0; last < 2; last++)
        for (size_t i = 0; i < ts_extractor_count; i++) {
            const ts_extractor *x = ts_extractors[i];
            if (x->text != texts || (x->most > 0) != last || (last && x->most < best->bid + (i > best->at)))
                continue;
            int bid = x->bid(head);
            if (texts && bid > TS_BID_TEXT)
                bid = TS_BID_TEXT;
            if (bid > best->bid || (bid == best->bid && bid && i < best->at))
                *best = (offer){bid, i};
        }
}

ts_err ts_extract_run(ts_source *in, ts_sink *out, ts_outcome *outcome) {
    *outcome = (ts_outcome){0};
    uint64_t size = in->size;
    ts_unlock_begin();
    if (size == 0)
        return TS_OK;
    TS_AUTO(ts_buf, ts_buf_done) raw = {0}, text = {0}, tail = {0};
    ts_head head = {0};
    size_t bom = 0;
    ts_ebcdic ebcdic = {0};
    ts_charset charset = TS_BINARY;
    offer best = {0, ts_extractor_count};
    look(in, &head, &raw, &tail);
    ask(&head, false, &best);
    if (best.bid <= TS_BID_TEXT)
        charset = look_at_text(&head, &text, &ebcdic, &bom);
    if (head.text.len)
        ask(&head, true, &best);
    const ts_extractor *x = outcome->format = best.bid ? ts_extractors[best.at] : NULL;
    if (in->slice && in->slice->from && !(x && (x->sliced || x->sampled) && (!x->text || is_plain(charset)))) {
        *outcome = (ts_outcome){.format = x, .reason = ts_reason_of(TS_ECHANGED), .unread = size};
        snprintf(outcome->message, sizeof outcome->message, "%s", not_cut);
        return TS_OK;
    }
    if (!x) {
        outcome->reason = in->error ? TS_REASON_UNREADABLE : TS_REASON_UNSUPPORTED;
        outcome->format = &ts_extractor_carve;
        outcome->type = ts_magic_type(head.raw);
        snprintf(outcome->message, sizeof outcome->message, "%s%s",
                 in->error       ? ts_error_text()
                 : outcome->type ? "no reader for files of this type"
                                 : "no reader knows this format",
                 in->error ? "" : "; text and files inside were looked for");
        return carve(in, out, outcome);
    }
    if (!x->run) {
        outcome->elsewhere = x->profile;
        return TS_OK;
    }
    ts_err err = x->text ? run_text(x, in, out, charset, charset == TS_BINARY ? &ebcdic : NULL, bom) : x->run(in, out);
    if (err == TS_OK && in->error)
        err = in->error;
    ts_slice_close(in);
    if (err == TS_OK && in->slice && in->slice->from && !in->slice->begun)
        err = ts_fail(TS_ECHANGED, "%s", not_cut);
    if (err == TS_ESTOPPED || err == TS_EINTERNAL)
        return err;
    if (err) { /* what came before the break counts; a stream knows how far it came */
        outcome->reason = ts_reason_of(err);
        uint64_t at = x->needs == TS_STREAM && in->offset < size ? in->offset : x->needs == TS_STREAM ? size : 0;
        outcome->unread = size - at;
        snprintf(outcome->message, sizeof outcome->message, "%s", ts_error_text());
        bool later = in->slice && in->slice->from; /* a slice has no children */
        if (!later && worth_carving(x, outcome, out))
            return carve(in, out, outcome);
    }
    if (!ts_unlock_all_tried())
        snprintf(
            outcome->message, sizeof outcome->message,
            "it asks for so much work that not all passwords were tried: put the likely ones into a list of their own");
    TS_TRY(ts_sink_finish(out));
    ts_reason declared;
    uint64_t unread = ts_sink_unread(out, &declared);
    if (declared != TS_READ) {
        if (outcome->reason == TS_READ)
            outcome->reason = declared;
        outcome->unread = unread > size - outcome->unread ? size : outcome->unread + unread;
    }
    return TS_OK;
}
