/* xls_old.c - records that Excel 2 to 4 wrote otherwise than later ones (BIFF2 to BIFF4), and how values are coded.
 *
 * Report writers made such files long after Excel had left them behind; they stand alone, without a compound file.
 */
#include "extract/xls_old.h"

#include "base/mem.h"

enum { MAC_PAGE = 0x8000, WINDOWS_PAGE = 0x8001, MAC_ROMAN = 10000, LATIN = 1252, FORMAT_BITS = 0x3F };

enum record {
    WHOLE = 0x0002,
    NUMBER = 0x0003,
    TEXT = 0x0004,
    BOOLEAN = 0x0005,
    FORMULA = 0x0006,
    FORMAT = 0x001E,
    FORMAT_4 = 0x041E,
    DATE_MODE = 0x0022,
    CODE_PAGE = 0x0042,
    STYLE_3 = 0x0243,
    STYLE_4 = 0x0443
};

unsigned ts_xls_version(uint16_t type, uint16_t said) {
    switch (type) {
    case 0x0009:
        return 2;
    case 0x0209:
        return 3;
    case 0x0409:
        return 4;
    case 0x0809:
        return said >= 0x0600 ? 8 : 5;
    default:
        return 0;
    }
}

bool ts_xls_is_bare(ts_span head) {
    static const uint16_t parts[] = {0x05, 0x06, 0x10, 0x20, 0x40, 0x100};
    ts_cursor c = ts_cursor_over(head);
    uint16_t type = ts_read_u16le(&c), len = ts_read_u16le(&c), said = ts_read_u16le(&c), part = ts_read_u16le(&c);
    unsigned version = ts_xls_version(type, said);
    if (!c.ok || !version || len < 4 || len > 16 || (version >= 5 && said != 0x0500 && said != 0x0600))
        return false;
    bool known = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        known |= part == parts[i];
    c = ts_cursor_over(ts_slice(head, 4u + len, head.len)); /* the record behind it has to be one, too */
    uint16_t next = ts_read_u16le(&c), next_len = ts_read_u16le(&c);
    return known && c.ok && next < 0x1000 && next_len <= 8228 && next_len <= ts_cursor_left(&c);
}

const char *ts_xls_error(uint8_t code) {
    static const struct {
        uint8_t code;
        const char *text;
    } errors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"},
                  {0x1D, "#NAME?"}, {0x24, "#NUM!"},   {0x2A, "#N/A"}};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i].code == code)
            return errors[i].text;
    return "#ERROR";
}

double ts_xls_short_number(uint32_t rk) {
    double v;
    if (rk & 2) {
        v = (double)((int32_t)rk >> 2);
    } else {
        uint64_t bits = (uint64_t)(rk & ~UINT32_C(3)) << 32;
        memcpy(&v, &bits, sizeof v);
    }
    return rk & 1 ? v / 100 : v;
}

unsigned ts_xls_page(uint16_t said) { return said == MAC_PAGE ? MAC_ROMAN : said == WINDOWS_PAGE ? LATIN : said; }

/* Behind row and column three bytes of what the cell looks like; the second names its format. */
bool ts_xls_old_cell(ts_biff *b, ts_xls_cell *out) {
    enum { STRING, BOOL, ERROR };
    *out = (ts_xls_cell){0};
    if (b->type < WHOLE || b->type > FORMULA)
        return false;
    out->row = ts_biff_u16(b);
    out->column = ts_biff_u16(b);
    ts_biff_skip(b, 1);
    out->style = ts_biff_u8(b) & FORMAT_BITS;
    ts_biff_skip(b, 1);
    ts_span raw = ts_slice(b->data, b->next, 8);
    out->number = true;
    switch (b->type) {
    case WHOLE:
        out->value = ts_biff_u16(b);
        break;
    case TEXT:
        out->number = false;
        ts_biff_string(b, ts_biff_u8(b), &out->text);
        break;
    case BOOLEAN: {
        uint8_t value = ts_biff_u8(b), error = ts_biff_u8(b);
        out->number = false;
        ts_buf_add_str(&out->text, error ? ts_xls_error(value) : value ? "TRUE" : "FALSE");
        break;
    }
    default:
        out->value = ts_biff_f64(b);
        if (b->type == FORMULA && raw.len == 8 && raw.ptr[6] == 0xFF && raw.ptr[7] == 0xFF) {
            out->number = false;
            out->result = raw.ptr[0] == STRING;
            if (raw.ptr[0] == BOOL)
                ts_buf_add_str(&out->text, raw.ptr[2] ? "TRUE" : "FALSE");
            else if (raw.ptr[0] == ERROR)
                ts_buf_add_str(&out->text, ts_xls_error((uint8_t)raw.ptr[2]));
        }
    }
    return b->ok;
}

void ts_xls_old_setting(ts_biff *b, unsigned version, ts_xlsx_formats *formats) {
    TS_AUTO(ts_buf, ts_buf_done) code = {0};
    switch (b->type) {
    case FORMAT_4:
    case FORMAT: { /* numbered as they come */
        ts_biff_skip(b, b->type == FORMAT_4 ? 2 : 0);
        ts_biff_string(b, ts_biff_u8(b), &code);
        uint32_t number = (uint32_t)formats->formats;
        ts_xlsx_format_add(formats, number, ts_buf_span(&code));
        if (version == 2)
            ts_xlsx_style_add(formats, number);
        break;
    }
    case STYLE_3:
    case STYLE_4:
        ts_biff_skip(b, 1);
        ts_xlsx_style_add(formats, ts_biff_u8(b));
        break;
    case DATE_MODE:
        formats->from_1904 = ts_biff_u16(b) == 1;
        break;
    case CODE_PAGE:
        b->page = ts_xls_page(ts_biff_u16(b));
        break;
    default:
        break;
    }
}
