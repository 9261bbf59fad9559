/* mapi_rtf.c - compressed rich text: an LZ77 with a window of 4 KiB that begins full of usual words (MS-OXRTFCP). */
#include "extract/mapi.h"

enum {
    HEAD = 16, /* size, size of the text, kind, sum (2.1.3.1.1) */
    COUNTED = 12, /* of the head, in the size */
    LEAST = 2, /* bytes of a copy beyond its length field */
    WINDOW = 4096
};
#define COMPRESSED UINT32_C(0x75465A4C)
#define UNCOMPRESSED UINT32_C(0x414C454D)

/* What the window holds at first (2.1.2.1). */
static const char words[] = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
                            "\\fscript \\fdecor MS Sans "
                            "SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
                            "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

void ts_mapi_rtf_open(ts_mapi_rtf *r, ts_source *in) {
    *r = (ts_mapi_rtf){.in = in, .at = sizeof words - 1};
    memset(r->window, ' ', WINDOW);
    memcpy(r->window, words, sizeof words - 1);
    ts_cursor c = ts_cursor_over(ts_take(in, HEAD));
    uint32_t size = ts_read_u32le(&c);
    r->left = ts_read_u32le(&c);
    uint32_t kind = ts_read_u32le(&c);
    r->plain = kind == UNCOMPRESSED;
    if (!c.ok)
        r->reason = TS_REASON_TRUNCATED;
    else if ((kind != COMPRESSED && kind != UNCOMPRESSED) || size < COUNTED)
        r->reason = TS_REASON_CORRUPT;
    r->ended = r->reason != TS_READ;
}

static int next_byte(ts_mapi_rtf *r) {
    ts_span one = ts_take(r->in, 1);
    return one.len ? (unsigned char)one.ptr[0] : -1;
}

static void stop(ts_mapi_rtf *r, ts_reason why) {
    r->ended = true;
    r->reason = why;
}

static unsigned char put(ts_mapi_rtf *r, unsigned char byte) {
    r->window[r->at] = byte;
    r->at = (r->at + 1) % WINDOW;
    return byte;
}

/* Reads what comes next: a letter, which is given, or a copy, which is begun.  -1: no letter. */
static int token(ts_mapi_rtf *r) {
    if (!r->bits) {
        int flags = next_byte(r);
        if (flags < 0) {
            stop(r, TS_REASON_TRUNCATED); /* a sound one ends with a mark of its own */
            return -1;
        }
        r->flags = (unsigned)flags;
        r->bits = 8;
    }
    bool copy = r->flags & 1;
    r->flags >>= 1;
    r->bits--;
    int a = next_byte(r), b = copy ? next_byte(r) : 0;
    if (a < 0 || b < 0) {
        stop(r, TS_REASON_TRUNCATED);
        return -1;
    }
    if (!copy)
        return a;
    r->from = (size_t)(a << 4 | b >> 4);
    r->len = (size_t)(b & 15) + LEAST;
    if (r->from == r->at) { /* the end (2.1.3.2) */
        r->len = 0;
        stop(r, TS_READ);
    }
    return -1;
}

static size_t fill_plain(ts_mapi_rtf *r, char *out, size_t cap) {
    ts_span got = ts_take(r->in, r->left < cap ? (size_t)r->left : cap);
    if (got.len)
        memcpy(out, got.ptr, got.len);
    r->left -= got.len;
    if (!got.len)
        stop(r, r->left ? TS_REASON_TRUNCATED : TS_READ);
    return got.len;
}

ts_err ts_mapi_rtf_fill(void *context, char *out, size_t cap, size_t *got) {
    ts_mapi_rtf *r = context;
    size_t n = 0;
    if (r->plain && !r->ended)
        n = fill_plain(r, out, cap);
    while (n < cap && !r->plain && (r->len || !r->ended)) {
        if (r->len) {
            out[n++] = (char)put(r, r->window[r->from]);
            r->from = (r->from + 1) % WINDOW;
            r->len--;
            continue;
        }
        int letter = token(r);
        if (letter >= 0)
            out[n++] = (char)put(r, (unsigned char)letter);
    }
    if (r->in->error)
        return r->in->error;
    *got = n;
    return TS_OK;
}
