/* xlsb.c - binary Excel workbooks: every sheet, hidden ones too, as its cells show (MS-XLSB).
 *
 * The same zip of parts as xlsx, but a part is a stream of records: a number of one or two bytes, a length of up to
 * four, seven bits each, and so many bytes (2.1.4). */
#include "extract/workbook.h"
#include "extract/xls_old.h"
#include "text/encoding.h"

/* Records (2.3). */
enum {
    ROW = 0,
    BLANK = 1,
    SHORT_NUMBER = 2,
    ERROR = 3,
    BOOLEAN = 4,
    NUMBER = 5,
    TEXT = 6,
    SHARED_TEXT = 7,
    TEXT_RESULT = 8, /* of a formula, as the next three */
    NUMBER_RESULT = 9,
    BOOLEAN_RESULT = 10,
    ERROR_RESULT = 11,
    NEXT_BLANK = 12, /* these seven stand right of the cell before and do not say where */
    NEXT_SHORT_NUMBER = 13,
    NEXT_ERROR = 14,
    NEXT_BOOLEAN = 15,
    NEXT_NUMBER = 16,
    NEXT_TEXT = 17,
    NEXT_SHARED_TEXT = 18,
    STRING = 19,
    FORMAT = 44,
    STYLE = 47,
    RICH_TEXT = 62,
    BOOK_SETTINGS = 153,
    SHEET = 156,
    MARGINS = 479,
    CELL_STYLES = 617,
    CELL_STYLES_END = 618,
    AUTHOR = 632,
    COMMENT = 637
};

enum {
    LONGEST = TS_MIB, /* of a record that is looked into: a cell's text has at most 32,767 letters */
    COLUMN = 4,
    LOOK = 4, /* three bytes of a style's number and one of flags */
    MARGIN_TEXTS = 6
};

typedef struct records {
    ts_source *in;
    uint32_t type;
    ts_cursor c; /* over the record's bytes; nothing of one that is too long */
    bool damaged; /* the part ends inside a record, or one was too long */
} records;

static bool number(ts_source *in, unsigned bytes, uint32_t *out) {
    *out = 0;
    for (unsigned i = 0; i < bytes; i++) {
        ts_span b = ts_take(in, 1);
        if (!b.len)
            return false;
        *out |= (uint32_t)(b.ptr[0] & 0x7F) << (7 * i);
        if (!(b.ptr[0] & 0x80))
            break;
    }
    return true;
}

static bool next(records *r) {
    uint32_t len;
    if (!ts_peek(r->in, 1).len)
        return false;
    if (!number(r->in, 2, &r->type) || !number(r->in, 4, &len)) {
        r->damaged = true;
        return false;
    }
    ts_span data = {"", 0};
    if (len > LONGEST) {
        ts_skip_bytes(r->in, len);
        r->damaged = true;
    } else {
        data = ts_take(r->in, len);
        r->damaged |= data.len < len;
    }
    r->c = ts_cursor_over(data);
    return true;
}

/* A text and its length in letters of two bytes (2.5.166); one that is not there has the length of all ones. */
static void wide(ts_cursor *c, ts_buf *out) {
    uint32_t n = ts_read_u32le(c);
    size_t used;
    if (n != UINT32_MAX)
        ts_to_utf8(TS_UTF16LE, ts_read_span(c, n <= LONGEST ? (size_t)n * 2 : SIZE_MAX), true, out, &used);
}

static ts_err end(ts_workbook *b, const records *r) {
    return r->damaged ? ts_emit_unread(b->out, TS_REASON_CORRUPT, 0) : r->in->error;
}

/* ---- what is common ---- */

static ts_err read_workbook(ts_workbook *b, ts_ooxml_part *p) {
    records r = {.in = &p->source};
    while (next(&r)) {
        TS_AUTO(ts_buf, ts_buf_done) id = {0}, name = {0};
        if (r.type == BOOK_SETTINGS) {
            b->formats.from_1904 = ts_read_u32le(&r.c) & 1;
        } else if (r.type == SHEET) {
            ts_skip(&r.c, 8); /* hidden or not; its number */
            wide(&r.c, &id);
            wide(&r.c, &name);
            ts_workbook_add_sheet(b, ts_buf_span(&name), ts_buf_span(&id));
        }
    }
    return end(b, &r);
}

static ts_err read_styles(ts_workbook *b, ts_ooxml_part *p) {
    records r = {.in = &p->source};
    bool in_cells = false;
    while (next(&r)) {
        TS_AUTO(ts_buf, ts_buf_done) code = {0};
        if (r.type == CELL_STYLES || r.type == CELL_STYLES_END) {
            in_cells = r.type == CELL_STYLES;
        } else if (r.type == FORMAT) {
            uint16_t id = ts_read_u16le(&r.c);
            wide(&r.c, &code);
            ts_xlsx_format_add(&b->formats, id, ts_buf_span(&code));
        } else if (r.type == STYLE && in_cells) {
            ts_skip(&r.c, 2); /* what it is derived from */
            ts_xlsx_style_add(&b->formats, ts_read_u16le(&r.c));
        }
    }
    return end(b, &r);
}

static ts_err read_strings(ts_workbook *b, ts_ooxml_part *p) {
    records r = {.in = &p->source};
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    while (next(&r)) {
        if (r.type != STRING)
            continue;
        ts_buf_clear(&text);
        ts_skip(&r.c, 1); /* whether runs and hints of how it is spoken follow */
        wide(&r.c, &text);
        TS_TRY(ts_workbook_add_string(b, ts_buf_span(&text)));
    }
    return end(b, &r);
}

/* ---- sheets ---- */

/* The type of a cell that says where it stands, for one that stands right of the last: 0 for what is no such cell. */
static uint32_t said(uint32_t type) {
    static const uint8_t of[] = {BLANK, SHORT_NUMBER, ERROR, BOOLEAN, NUMBER, TEXT, SHARED_TEXT};
    return type >= NEXT_BLANK && type <= NEXT_SHARED_TEXT ? of[type - NEXT_BLANK] : 0;
}

static double real(ts_cursor *c) {
    uint64_t bits = ts_read_u64le(c);
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

/* What a cell shows, appended to `made` or a shared string. */
static ts_span show(ts_workbook *b, uint32_t type, uint32_t style, ts_cursor *c, ts_buf *made) {
    switch (type) {
    case SHORT_NUMBER:
        ts_xlsx_value(&b->formats, style, ts_xls_short_number(ts_read_u32le(c)), made);
        break;
    case NUMBER:
    case NUMBER_RESULT:
        ts_xlsx_value(&b->formats, style, real(c), made);
        break;
    case ERROR:
    case ERROR_RESULT:
        ts_buf_add_str(made, ts_xls_error(ts_read_u8(c)));
        break;
    case BOOLEAN:
    case BOOLEAN_RESULT:
        ts_buf_add_str(made, ts_read_u8(c) ? "TRUE" : "FALSE");
        break;
    case SHARED_TEXT: {
        uint32_t i = ts_read_u32le(c);
        return ts_workbook_string(b, c->ok ? i : UINT64_MAX);
    }
    case RICH_TEXT:
        ts_skip(c, 1);
        wide(c, made);
        break;
    default:
        wide(c, made);
    }
    return c->ok ? ts_buf_span(made) : (ts_span){"", 0};
}

static ts_err margins(ts_workbook *b, ts_cursor *c) {
    ts_skip(c, 2);
    for (int i = 0; i < MARGIN_TEXTS; i++) {
        TS_AUTO(ts_buf, ts_buf_done) text = {0};
        wide(c, &text);
        if (!text.len)
            continue;
        ts_buf_add_char(&text, '\n');
        TS_TRY(ts_emit_text(b->out, ts_buf_span(&text), TS_NO_OFFSET));
    }
    return TS_OK;
}

static ts_err read_sheet(ts_workbook *b, ts_ooxml_part *p, ts_cells *cells) {
    records r = {.in = &p->source};
    TS_AUTO(ts_buf, ts_buf_done) made = {0};
    size_t column = 0; /* right of the last cell */
    while (next(&r)) {
        uint32_t type = said(r.type);
        if (r.type == ROW) {
            TS_TRY(ts_cells_send(cells, b->out));
            cells->row = (uint64_t)ts_read_u32le(&r.c) + 1;
            column = 0;
            continue;
        }
        if (r.type == MARGINS) {
            TS_TRY(ts_cells_send(cells, b->out));
            TS_TRY(margins(b, &r.c));
            continue;
        }
        if (!type && r.type > ERROR_RESULT && r.type != RICH_TEXT)
            continue;
        if (!type) {
            type = r.type;
            column = ts_read_u32le(&r.c);
        }
        uint32_t style = ts_read_u32le(&r.c) & 0xFFFFFF;
        if (type != BLANK) {
            ts_buf_clear(&made);
            ts_span shown = show(b, type, style, &r.c, &made);
            if (shown.len)
                TS_TRY(ts_workbook_put(b, cells, column, shown));
        }
        column++;
    }
    TS_TRY(ts_cells_send(cells, b->out));
    return end(b, &r);
}

static ts_err read_comments(ts_workbook *b, ts_ooxml_part *p) {
    records r = {.in = &p->source};
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    while (next(&r)) {
        if (r.type != AUTHOR && r.type != COMMENT)
            continue;
        ts_buf_clear(&text);
        ts_skip(&r.c, r.type == COMMENT);
        wide(&r.c, &text);
        ts_buf_add_char(&text, '\n');
        TS_TRY(ts_emit_text(b->out, ts_buf_span(&text), TS_NO_OFFSET));
    }
    return end(b, &r);
}

/* ---- the file ---- */

static int bid(const ts_head *head) { return ts_ooxml_has(head, "xl/workbook.bin") ? 85 : 0; }

static bool is_comments(ts_span name) {
    return ts_span_starts_nocase(name, ts_str("xl/comments")) || ts_workbook_is_thread(name);
}

/* Numbers of cells and how they are printed: no text. */
static bool is_settings(ts_span name) {
    static const char *const known[] = {"xl/calcChain", "xl/metadata.bin", "xl/worksheets/binaryIndex",
                                        "xl/printerSettings/"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ts_span_starts_nocase(name, ts_str(known[i])))
            return true;
    return false;
}

static ts_err run(ts_source *in, ts_sink *out) {
    static const ts_workbook_form form = {
        .workbook = "xl/workbook.bin",
        .relations = "xl/_rels/workbook.bin.rels",
        .styles = "xl/styles.bin",
        .strings = "xl/sharedStrings.bin",
        .sheets = "xl/worksheets/sheet",
        .read_workbook = read_workbook,
        .read_styles = read_styles,
        .read_strings = read_strings,
        .read_sheet = read_sheet,
        .is_comments = is_comments,
        .read_comments = read_comments,
        .is_settings = is_settings,
    };
    return ts_workbook_run(in, out, &form);
}

const ts_extractor ts_extractor_xlsb = {
    .name = "xlsb", .version = 1, .needs = TS_SEEK, .sampled = true, .bid = bid, .run = run};
