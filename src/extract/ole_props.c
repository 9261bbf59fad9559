/* ole_props.c - properties of a document: title, author, company, those that somebody named (MS-OLEPS 2). */
#include "base/clock.h"
#include "extract/ole.h"
#include "text/codepage.h"
#include "text/encoding.h"

enum {
    HEAD = 28, /* of the stream, with the number of sets */
    SET = 20, /* whose set, where it begins */
    MAX_SETS = 2,
    DICTIONARY = 0,
    PAGE = 1, /* properties of each set: names of others; code page of strings */
    I2 = 2,
    I4 = 3,
    BOOL = 11,
    LPSTR = 30,
    LPWSTR = 31,
    TIME = 64,
    VECTOR = 0x1000,
    WIDE_PAGE = 1200,
    MAX_STRINGS = 4096, /* of one list */
    MAX_PROPERTIES = 4096, /* of one set */
    LONGEST = 64 * 1024
};
#define MAX_STREAM TS_MIB
#define FILETIME_1970 INT64_C(11644473600000)

/* What a number means; the words are those of office XML. */
static const struct {
    uint8_t id;
    const char *label;
} summary[] = {{2, "title"},       {3, "subject"},   {4, "creator"},        {5, "keywords"},
               {6, "description"}, {7, "Template"},  {8, "lastModifiedBy"}, {11, "lastPrinted"},
               {12, "created"},    {13, "modified"}, {18, "Application"}},
  document[] = {{2, "category"},     {13, "TitlesOfParts"}, {14, "Manager"}, {15, "Company"},
                {26, "contentType"}, {27, "contentStatus"}, {28, "language"}};

typedef struct set {
    ts_span bytes; /* from the set's size on */
    unsigned page;
    ts_sink *out;
} set;

static void add_text(const set *s, ts_span raw, bool wide, ts_buf *out) {
    size_t used;
    raw = ts_slice(raw, 0, LONGEST);
    if (wide)
        ts_to_utf8(TS_UTF16LE, raw, true, out, &used);
    else if (s->page && ts_codepage_known(s->page) && s->page != 65001)
        for (size_t i = 0; i < raw.len && raw.ptr[i]; i++)
            ts_codepage_add(out, s->page, (unsigned char)raw.ptr[i]);
    else
        ts_to_utf8(TS_WINDOWS_1252, ts_until_nul(raw), true, out, &used);
    while (out->len && out->ptr[out->len - 1] == 0)
        out->len--;
}

/* A string with its length before it: in bytes, of UTF-16 in letters. */
static void string_of(const set *s, ts_cursor *c, unsigned type, ts_buf *out) {
    uint32_t n = ts_read_u32le(c);
    bool wide = type == LPWSTR || s->page == WIDE_PAGE;
    size_t len = type == LPWSTR && n <= MAX_STREAM ? (size_t)n * 2 : n;
    ts_span raw = ts_read_span(c, len);
    ts_skip(c, type == LPWSTR || s->page == WIDE_PAGE ? (4 - len % 4) % 4 : 0);
    if (c->ok)
        add_text(s, raw, wide, out);
}

static void time_of(ts_cursor *c, ts_buf *out) {
    uint64_t filetime = ts_read_u64le(c);
    int64_t minutes = ((int64_t)(filetime / 10000) - FILETIME_1970) / 60000;
    if (!c->ok || minutes <= 0 || filetime >= INT64_MAX || minutes / 1440 > ts_date_of(9999, 12, 31))
        return;
    char iso[11];
    ts_date_print((ts_date)(minutes / 1440), iso);
    ts_buf_addf(out, "%s %02d:%02d", iso, (int)(minutes % 1440 / 60), (int)(minutes % 60));
}

/* A value as text; nothing for types that say nothing. */
static void value_of(const set *s, uint32_t at, ts_buf *out) {
    ts_cursor c = ts_cursor_over(ts_slice(s->bytes, at, s->bytes.len));
    uint32_t type = ts_read_u32le(&c);
    switch (type) {
    case LPSTR:
    case LPWSTR:
        string_of(s, &c, type, out);
        break;
    case TIME:
        time_of(&c, out);
        break;
    case I2:
        ts_buf_addf(out, "%d", (int16_t)ts_read_u16le(&c));
        break;
    case I4:
        ts_buf_addf(out, "%d", (int32_t)ts_read_u32le(&c));
        break;
    case BOOL:
        ts_buf_add_str(out, ts_read_u16le(&c) ? "true" : "false");
        break;
    case VECTOR | LPSTR:
    case VECTOR | LPWSTR: {
        uint32_t n = ts_read_u32le(&c);
        for (uint32_t i = 0; i < n && i < MAX_STRINGS && c.ok; i++) {
            size_t before = out->len;
            string_of(s, &c, type & (VECTOR - 1), out);
            if (i + 1 < n && out->len > before)
                ts_buf_add_str(out, "; ");
        }
        break;
    }
    default:
        break;
    }
}

/* The name that the set's dictionary gives to a property (2.17). */
static void name_of(const set *s, uint32_t dictionary, uint32_t id, ts_buf *out) {
    ts_cursor c = ts_cursor_over(ts_slice(s->bytes, dictionary, s->bytes.len));
    uint32_t n = ts_read_u32le(&c);
    for (uint32_t i = 0; i < n && i < MAX_PROPERTIES && c.ok; i++) {
        uint32_t of = ts_read_u32le(&c);
        size_t len = ts_read_u32le(&c);
        bool wide = s->page == WIDE_PAGE;
        len = wide && len <= MAX_STREAM ? len * 2 : len;
        ts_span raw = ts_read_span(&c, len);
        ts_skip(&c, wide ? (4 - len % 4) % 4 : 0);
        if (of != id || !c.ok)
            continue;
        add_text(s, raw, wide, out);
        return;
    }
}

static const char *label_of(bool is_summary, uint32_t id) {
    for (size_t i = 0; is_summary && i < sizeof summary / sizeof *summary; i++)
        if (summary[i].id == id)
            return summary[i].label;
    for (size_t i = 0; !is_summary && i < sizeof document / sizeof *document; i++)
        if (document[i].id == id)
            return document[i].label;
    return NULL;
}

/* `named`: the set of properties that somebody named; else of the summary, or the document's. */
static ts_err read_set(set *s, bool is_summary, bool named) {
    ts_cursor c = ts_cursor_over(s->bytes);
    ts_skip(&c, 4);
    uint32_t n = ts_read_u32le(&c), dictionary = 0;
    ts_cursor look = c;
    for (uint32_t i = 0; i < n && i < MAX_PROPERTIES && look.ok; i++) {
        uint32_t id = ts_read_u32le(&look), at = ts_read_u32le(&look);
        ts_cursor v = ts_cursor_over(ts_slice(s->bytes, at, s->bytes.len));
        ts_skip(&v, 4);
        if (look.ok && id == PAGE)
            s->page = ts_read_u16le(&v);
        else if (look.ok && id == DICTIONARY)
            dictionary = at;
    }
    for (uint32_t i = 0; i < n && i < MAX_PROPERTIES && c.ok; i++) {
        TS_AUTO(ts_buf, ts_buf_done) line = {0}, value = {0};
        uint32_t id = ts_read_u32le(&c), at = ts_read_u32le(&c);
        const char *label = named ? NULL : label_of(is_summary, id);
        if (!c.ok || id <= PAGE || (!named && !label))
            continue;
        if (named && dictionary)
            name_of(s, dictionary, id, &line);
        else
            ts_buf_add_str(&line, label);
        value_of(s, at, &value);
        if (!line.len || !ts_trim(ts_buf_span(&value)).len)
            continue;
        ts_buf_add_str(&line, ": ");
        ts_buf_add(&line, ts_trim(ts_buf_span(&value)));
        ts_buf_add_char(&line, '\n');
        TS_TRY(ts_emit_text(s->out, ts_buf_span(&line), TS_NO_OFFSET));
    }
    return TS_OK;
}

static ts_err read_stream(ts_ole *o, size_t entry, bool is_summary, ts_sink *out) {
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    TS_TRY(ts_ole_load(o, entry, MAX_STREAM, &bytes));
    ts_cursor c = ts_cursor_over(ts_buf_span(&bytes));
    ts_skip(&c, HEAD - 4);
    uint32_t sets = ts_read_u32le(&c);
    for (uint32_t i = 0; i < sets && i < MAX_SETS; i++) {
        ts_skip(&c, SET - 4);
        uint32_t at = ts_read_u32le(&c);
        set s = {.bytes = ts_slice(ts_buf_span(&bytes), at, bytes.len), .out = out};
        if (c.ok && at >= HEAD)
            TS_TRY(read_set(&s, is_summary, i > 0));
    }
    return TS_OK;
}

ts_err ts_ole_properties(ts_ole *o, size_t storage, ts_sink *out) {
    size_t general = ts_ole_find(o, storage, "\5SummaryInformation"),
           more = ts_ole_find(o, storage, "\5DocumentSummaryInformation");
    if (!general && !more)
        return TS_OK;
    TS_TRY(ts_emit_part(out, ts_str("properties")));
    if (general)
        TS_TRY(read_stream(o, general, true, out));
    return more ? read_stream(o, more, false, out) : TS_OK;
}
