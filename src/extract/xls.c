/* xls.c - old Excel workbooks, 5.0 to 2003: every sheet, hidden ones too, as its cells show (MS-XLS).
 *
 * One stream of records: first what is common (sheets, strings, formats), then each sheet, in BIFF8 (Unicode) or BIFF5. */
#include "extract/office_rc4.h"
#include "extract/officeart.h"
#include "extract/xls_book.h"
#include "extract/xls_old.h"
#include "extract/xls_pivot.h"

enum {
    BID = 90,
    BARE_BID = 70, /* without a compound file: a record's head that fits, and another */
    MAX_STRINGS = 16 * 1024 * 1024,
    LOOKED_AT = 4 * TS_XLS_SHEETS, /* begins of parts that may be a sheet's */
    COMMON = 5, /* what a BOF begins: the workbook's common part; */
    FOLDER = 0x100, /* in Excel 4 sheets inside it */
    ROW_BYTES = 8 * 1024 * 1024, /* a row goes out in pieces of these */
    SHIFT_ROW = 1, /* rows are stored from 0 and shown from 1 */
};
#define MAX_STRING_BYTES (512 * TS_MIB)

typedef ts_xls_book book;

static int bid(const ts_head *head) {
    return ts_ole_kind_of_head(head) == TS_OLE_XLS ? BID : ts_xls_is_bare(head->raw) ? BARE_BID : 0;
}

/* ---- what is common ---- */

static ts_err read_strings(book *k) {
    ts_biff *b = &k->b;
    ts_biff_skip(b, 4);
    uint32_t n = ts_biff_u32(b);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    for (uint32_t i = 0; i < n && b->ok; i++) {
        if (!ts_biff_left(b) && !ts_biff_continue(b)) {
            b->ok = false;
            break;
        }
        ts_buf_clear(&text);
        ts_biff_string(b, ts_biff_u16(b), &text);
        if (k->strings == MAX_STRINGS || k->string_bytes + text.len > MAX_STRING_BYTES)
            return ts_fail(TS_ELIMIT, "xls: more shared strings than are held");
        if (k->strings == k->string_cap) {
            k->string_cap = k->string_cap ? k->string_cap * 2 : 1024;
            k->string = ts_grow(k->string, k->string_cap, sizeof *k->string);
        }
        k->string[k->strings++] = ts_arena_copy(&k->arena, ts_buf_span(&text));
        k->string_bytes += text.len;
    }
    k->strings_cut |= !b->ok;
    return TS_OK;
}

static void read_sheet_name(book *k) {
    ts_biff *b = &k->b;
    if (k->sheets == TS_XLS_SHEETS)
        return;
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    uint32_t at = ts_biff_u32(b);
    ts_biff_skip(b, 2);
    ts_biff_string(b, ts_biff_u8(b), &name);
    k->sheet[k->sheets].at = at;
    k->sheet[k->sheets++].name = ts_arena_copy(&k->arena, ts_buf_span(&name));
}

static void read_format(book *k) {
    ts_biff *b = &k->b;
    TS_AUTO(ts_buf, ts_buf_done) code = {0};
    uint16_t id = ts_biff_u16(b);
    ts_biff_string(b, b->wide ? ts_biff_u16(b) : ts_biff_u8(b), &code);
    ts_xlsx_format_add(&k->formats, id, ts_buf_span(&code));
}

static ts_err common_record(book *k) {
    ts_biff *b = &k->b;
    switch (b->type) {
    case STRINGS:
        return read_strings(k);
    case SHEET:
        read_sheet_name(k);
        break;
    case FORMAT:
        read_format(k);
        break;
    case STYLE:
        ts_biff_skip(b, 2);
        ts_xlsx_style_add(&k->formats, ts_biff_u16(b));
        break;
    case DATE_MODE:
        k->formats.from_1904 = ts_biff_u16(b) == 1;
        break;
    case CODE_PAGE:
        b->page = ts_xls_page(ts_biff_u16(b));
        break;
    default:
        break;
    }
    return TS_OK;
}

/* ---- cells ---- */

static ts_err put(book *k, uint16_t row, size_t column, ts_span text) {
    if (column >= TS_LIMIT_COLUMNS || !text.len)
        return TS_OK;
    TS_TRY(ts_xls_to_sheet(k));
    if (k->cells.columns && k->cells.row != (uint64_t)row + SHIFT_ROW)
        TS_TRY(ts_cells_send(&k->cells, k->out));
    k->cells.row = (uint64_t)row + SHIFT_ROW;
    ts_cells_put(&k->cells, column, text);
    return k->cells.text.len < ROW_BYTES ? TS_OK : ts_cells_send(&k->cells, k->out);
}

static ts_err put_number(book *k, uint16_t row, size_t column, uint16_t style, double v) {
    TS_AUTO(ts_buf, ts_buf_done) shown = {0};
    ts_xlsx_value(&k->formats, style, v, &shown);
    return put(k, row, column, ts_buf_span(&shown));
}

static ts_err many_numbers(book *k, uint16_t row) {
    enum { ITEM = 6, LAST = 2 };
    ts_biff *b = &k->b;
    for (size_t column = ts_biff_u16(b); ts_biff_left(b) >= ITEM + LAST; column++) {
        uint16_t style = ts_biff_u16(b);
        TS_TRY(put_number(k, row, column, style, ts_xls_short_number(ts_biff_u32(b))));
    }
    return TS_OK;
}

/* A formula keeps its last result: a number, or six bytes and a mark of what it was (2.5.133). */
static ts_err formula(book *k, uint16_t row, size_t column, uint16_t style) {
    enum { STRING, BOOL, ERROR };
    ts_biff *b = &k->b;
    ts_span raw = ts_slice(b->data, b->next, 8);
    double v = ts_biff_f64(b);
    if (raw.len < 8)
        return TS_OK;
    if (raw.ptr[6] != 0xFF || raw.ptr[7] != 0xFF)
        return put_number(k, row, column, style, v);
    if (raw.ptr[0] == STRING) {
        k->result = column + 1;
        k->result_row = row;
        return TS_OK;
    }
    if (raw.ptr[0] == BOOL)
        return put(k, row, column, ts_str(raw.ptr[2] ? "TRUE" : "FALSE"));
    return raw.ptr[0] == ERROR ? put(k, row, column, ts_str(ts_xls_error((uint8_t)raw.ptr[2]))) : TS_OK;
}

static ts_err cell_record(book *k) {
    ts_biff *b = &k->b;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    uint16_t row = ts_biff_u16(b);
    if (b->type == MANY_NUMBERS)
        return many_numbers(k, row);
    size_t column = ts_biff_u16(b);
    uint16_t style = ts_biff_u16(b);
    uint32_t i;
    switch (b->type) {
    case NUMBER: {
        double v = ts_biff_f64(b);
        return b->ok ? put_number(k, row, column, style, v) : TS_OK;
    }
    case SHORT_NUMBER:
        i = ts_biff_u32(b);
        return b->ok ? put_number(k, row, column, style, ts_xls_short_number(i)) : TS_OK;
    case SHARED_TEXT:
        i = ts_biff_u32(b);
        if (b->ok && i < k->strings)
            return put(k, row, column, k->string[i]);
        k->textless++;
        return TS_OK;
    case TEXT:
    case RICH_TEXT:
        ts_biff_string(b, ts_biff_u16(b), &text);
        return put(k, row, column, ts_buf_span(&text));
    case BOOLEAN: {
        uint8_t value = ts_biff_u8(b), error = ts_biff_u8(b);
        return b->ok ? put(k, row, column, ts_str(error ? ts_xls_error(value) : value ? "TRUE" : "FALSE")) : TS_OK;
    }
    default:
        return formula(k, row, column, style);
    }
}

/* ---- the stream ---- */

/* A part of the stream begins: the workbook's own, a sheet, or a chart inside one. */
static ts_err begin(book *k) {
    ts_biff *b = &k->b;
    uint16_t version = ts_biff_u16(b), what = ts_biff_u16(b);
    unsigned of = ts_xls_version(b->type, version);
    ts_span name = {0};
    bool look = k->begun++ < LOOKED_AT;
    for (size_t i = 0; look && i < k->sheets && !name.len; i++)
        if (k->sheet[i].at == b->at)
            name = k->sheet[i].name;
    if (name.len)
        k->depth = 0; /* whatever the last one left open */
    if (k->depth++)
        return TS_OK;
    TS_TRY(ts_cells_send(&k->cells, k->out));
    k->version = of;
    b->wide = of == 8;
    k->common = what == COMMON;
    k->depth = what == FOLDER ? 0 : k->depth;
    if (k->common || !k->depth)
        return TS_OK;
    k->met++;
    k->started = k->beside = false;
    k->result = 0;
    TS_AUTO(ts_buf, ts_buf_done) unnamed = {0};
    ts_buf_addf(&unnamed, "sheet%u", k->met);
    k->name = name.len ? name : ts_arena_copy(&k->arena, ts_buf_span(&unnamed));
    return TS_OK;
}

/* A cell as Excel 2 wrote it. */
static ts_err old_cell(book *k, ts_xls_cell *c) {
    if (c->number)
        return put_number(k, c->row, c->column, c->style, c->value);
    if (c->result) {
        k->result = (size_t)c->column + 1;
        k->result_row = c->row;
    }
    return put(k, c->row, c->column, ts_buf_span(&c->text));
}

static ts_err sheet_record(book *k) {
    ts_biff *b = &k->b;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    bool cells = k->depth == 1; /* a chart keeps copies of what it shows */
    if (k->version == 2 && cells) {
        ts_xls_cell c;
        bool is = ts_xls_old_cell(b, &c);
        ts_err err = is ? old_cell(k, &c) : TS_OK;
        ts_buf_done(&c.text);
        if (is || err)
            return err;
    }
    if (k->version < 5)
        ts_xls_old_setting(b, k->version, &k->formats);
    switch (b->type) {
    case NUMBER:
    case SHORT_NUMBER:
    case MANY_NUMBERS:
    case SHARED_TEXT:
    case TEXT:
    case RICH_TEXT:
    case BOOLEAN:
    case FORMULA:
    case FORMULA | 0x200:
    case FORMULA | 0x400:
        return cells ? cell_record(k) : TS_OK;
    case OLD_RESULT:
    case RESULT:
        if (!cells || !k->result)
            return TS_OK;
        ts_biff_string(b, b->type == OLD_RESULT ? ts_biff_u8(b) : ts_biff_u16(b), &text);
        return put(k, k->result_row, k->result - 1, ts_buf_span(&text));
    default:
        return ts_xls_beside(k);
    }
}

static size_t main_stream(const ts_ole *o) {
    size_t i = ts_ole_find(o, 0, "Workbook");
    return i ? i : ts_ole_find(o, 0, "Book");
}

/* Opened, it goes out as a child, and nothing more is to be read here. */
static ts_err closed_book(book *k) {
    if (!k->s.o)
        return ts_fail(TS_EENCRYPTED, "a workbook that a password closes");
    k->closed = true;
    return ts_office_rc4_xls(k->o, main_stream(k->o), k->b.at, ts_biff_span(&k->b, ts_biff_left(&k->b)), k->out);
}

static ts_err read_records(book *k) {
    ts_biff *b = &k->b;
    while (ts_biff_next(b)) {
        ts_err err = TS_OK;
        if (b->type == PASSWORD)
            return closed_book(k);
        k->drawing = b->type == DRAWINGS || (k->drawing && b->type == CONTINUED);
        if (k->drawing && k->s.o)
            ts_ole_stream_add(&k->drawings, &k->s, b->at + 4, b->data.len);
        if (ts_xls_version(b->type, 0))
            err = begin(k);
        else if (b->type == END)
            k->depth -= k->depth > 0;
        else if (k->depth && k->common)
            err = common_record(k);
        else if (k->depth)
            err = sheet_record(k);
        TS_TRY(err);
        if (b->in->error)
            return b->in->error;
    }
    TS_TRY(ts_cells_send(&k->cells, k->out));
    if (!k->begun)
        TS_TRY(ts_emit_unread(k->out, TS_REASON_CORRUPT, b->in->offset));
    if (k->textless)
        TS_TRY(
            ts_emit_note(k->out, "%llu of its cells name a text that is not there", (unsigned long long)k->textless));
    if (b->cut)
        TS_TRY(ts_emit_unread(k->out, TS_REASON_TRUNCATED, 0));
    if (k->strings_cut || k->textless)
        TS_TRY(ts_emit_unread(k->out, TS_REASON_CORRUPT, 0));
    return b->cut ? TS_OK : b->in->error;
}

static bool taken(const ts_ole *o, size_t entry) {
    return ts_xls_is_pivot(o, entry) || ts_ole_is(o, entry, "Workbook") ||
           (ts_ole_is(o, entry, "Book") && !ts_ole_find(o, 0, "Workbook"));
}

static ts_err read_book(book *k) {
    ts_source records;
    unsigned pictures = 0;
    ts_ole_stream_open(k->o, main_stream(k->o), &k->s);
    ts_source_stream(&records, ts_ole_stream_fill, &k->s);
    k->b.in = &records;
    ts_err err = read_records(k);
    ts_source_done(&records);
    TS_TRY(err);
    if (k->closed)
        return TS_OK;
    TS_TRY(ts_ole_missing(&k->s, k->out));
    TS_TRY(ts_xls_pivots(k->o, k->out));
    TS_TRY(ts_ole_properties(k->o, 0, k->out));
    TS_TRY(ts_officeart_pictures(&k->drawings, &pictures, k->out));
    return ts_ole_rest(k->o, 0, taken, k->out);
}

static ts_err run(ts_source *in, ts_sink *out) {
    enum { HEAD = 16 * 1024 };
    ts_ole o = {0};
    book *k = ts_alloc(sizeof *k);
    k->o = &o;
    k->out = out;
    bool bare = ts_xls_is_bare(ts_peek(in, HEAD));
    ts_err err = bare ? TS_OK : ts_ole_open(in, &o);
    if (bare) {
        k->b.in = in;
        err = read_records(k);
    }
    if (!err && o.reason)
        err = ts_emit_unread(out, o.reason, 0);
    if (!err && !bare && !main_stream(&o))
        err = ts_fail(TS_EFORMAT, "xls: it has no workbook");
    if (!err && !bare)
        err = read_book(k);
    ts_ole_stream_done(&k->s);
    ts_ole_stream_done(&k->drawings);
    ts_ole_done(&o);
    ts_cells_done(&k->cells);
    ts_arena_done(&k->arena);
    ts_free(k->string);
    ts_xlsx_formats_done(&k->formats);
    ts_free(k);
    return err;
}

const ts_extractor ts_extractor_xls = {.name = "xls", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
