/* doc_runs.c - what a Word document says of a place in its text (MS-DOC 2.8.5, 2.8.6, 2.9.33, 2.9.175, 2.6). */
#include "extract/doc_runs.h"

enum {
    NUMBER = 4,
    PAGE_MASK = 0x3FFFFF, /* 22 bits of a page's number */
    PARAGRAPH_ITEM = 13, /* an offset and 12 bytes of layout */
    MAX_LIST = 8 * 1024 * 1024,
    UNKNOWN_RUN = TS_DOC_PAGE, /* where nothing is known, ask again behind this */
    STYLE = 2 /* before a paragraph's properties */
};

/* The properties that matter (2.6.1, 2.6.2). */
enum {
    DELETED = 0x0800,
    HIDDEN = 0x083C,
    IN_TABLE = 0x2416,
    ROW_END = 0x2417,
    INNER_CELL = 0x244B,
    INNER_ROW = 0x244C
};
enum { TABLE_LAYOUT = 0xD608 }; /* whose length has two bytes */

ts_err ts_doc_runs_open(ts_doc_runs *r, const ts_ole_stream *stream, const ts_ole_stream *table, uint32_t at,
                        uint32_t len, bool paragraphs) {
    *r = (ts_doc_runs){.stream = stream, .paragraphs = paragraphs};
    if (len < 3 * NUMBER || len > MAX_LIST || at > table->size || len > table->size - at)
        return TS_OK; /* a document without: all that is lost is what the text looks like */
    ts_buf_reserve(&r->list, len);
    TS_TRY(ts_ole_stream_read_at(table, at, r->list.ptr, len));
    r->list.len = len;
    r->pages = (len - NUMBER) / (2 * NUMBER);
    return TS_OK;
}

void ts_doc_runs_done(ts_doc_runs *r) { ts_buf_done(&r->list); }

static uint32_t number_at(ts_span s, size_t i) {
    ts_cursor c = ts_cursor_over(ts_slice(s, i * NUMBER, NUMBER));
    return ts_read_u32le(&c);
}

/* The last i below n whose number is not above `place`; n where there is none. */
static size_t last_before(ts_span numbers, size_t n, uint64_t place) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (number_at(numbers, middle) <= place)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : n;
}

/* Bytes behind a property's two: its kind says how many (2.2.5.1). */
static size_t operand(uint16_t property, ts_cursor *c) {
    static const uint8_t size[] = {1, 1, 2, 4, 2, 2, 0, 3};
    unsigned kind = property >> 13;
    if (kind != 6)
        return size[kind];
    if (property == TABLE_LAYOUT) {
        uint16_t n = ts_read_u16le(c);
        return n ? n - 1u : 0;
    }
    return ts_read_u8(c);
}

static void read_properties(ts_doc_runs *r, ts_span list) {
    ts_cursor c = ts_cursor_over(list);
    while (ts_cursor_left(&c) > 2) {
        uint16_t property = ts_read_u16le(&c);
        size_t len = operand(property, &c);
        ts_span value = ts_read_span(&c, len);
        bool on = c.ok && value.len && value.ptr[0] != 0;
        if (property == DELETED)
            r->deleted = on;
        else if (property == HIDDEN)
            r->hidden = on;
        else if (property == IN_TABLE)
            r->in_table = on;
        else if (property == ROW_END)
            r->row_end = on;
        else if (property == INNER_CELL || property == INNER_ROW)
            r->inner |= on;
    }
}

static void read_run(ts_doc_runs *r, size_t runs, size_t k) {
    ts_span page = {r->bytes, TS_DOC_PAGE};
    size_t items = (runs + 1) * NUMBER, item = items + k * (r->paragraphs ? PARAGRAPH_ITEM : 1);
    if (item >= TS_DOC_PAGE)
        return;
    size_t at = 2u * (unsigned char)page.ptr[item];
    if (!at) /* nothing but the style's */
        return;
    size_t len = (unsigned char)page.ptr[at];
    at++;
    if (r->paragraphs) {
        if (len)
            len = 2 * len - 1;
        else if (at < TS_DOC_PAGE)
            len = 2u * (unsigned char)page.ptr[at++];
        at += STYLE;
        len -= len < STYLE ? len : STYLE;
    }
    read_properties(r, ts_slice(page, at, len));
}

ts_err ts_doc_runs_find(ts_doc_runs *r, uint64_t place) {
    r->known = r->deleted = r->hidden = r->in_table = r->row_end = r->inner = false;
    r->from = place;
    r->to = place + UNKNOWN_RUN;
    ts_span list = ts_buf_span(&r->list);
    size_t i = last_before(list, r->pages, place);
    if (i == r->pages)
        return TS_OK;
    uint32_t page = number_at(list, r->pages + 1 + i) & PAGE_MASK;
    if (r->page != page + 1) {
        uint64_t at = (uint64_t)page * TS_DOC_PAGE;
        if (at > r->stream->size || r->stream->size - at < TS_DOC_PAGE)
            return TS_OK;
        r->page = 0;
        TS_TRY(ts_ole_stream_read_at(r->stream, at, r->bytes, TS_DOC_PAGE));
        r->page = page + 1;
    }
    size_t runs = (unsigned char)r->bytes[TS_DOC_PAGE - 1];
    if ((runs + 1) * NUMBER >= TS_DOC_PAGE)
        return TS_OK;
    ts_span places = {r->bytes, TS_DOC_PAGE};
    size_t k = last_before(places, runs, place);
    uint64_t to = k < runs ? number_at(places, k + 1) : 0;
    if (k == runs || to <= place)
        return TS_OK;
    r->from = number_at(places, k);
    r->to = to;
    r->known = true;
    read_run(r, runs, k);
    return TS_OK;
}
