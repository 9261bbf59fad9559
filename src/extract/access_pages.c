/* access_pages.c - pages of an Access database: definitions of tables, rows, and what they refer to. */
#include "base/limits.h"
#include "extract/access.h"

enum {
    VERSION = 0x14,
    MASKED = 0x18, /* from here on the head is masked */
    CODE_PAGE = 0x3C,
    KEY = 0x3E,
    DATA = 1,
    DEFINITION = 2,
    DELETED = 0x8000,
    MOVED = 0x4000,
    PLACE = 0x1FFF,
    INLINE = 0x80,
    ONE_ROW = 0x40,
    LONG_HEAD = 12,
    MOST_DEFINITION = 1 << 20, /* bytes: 255 columns with the longest names are some 50 KiB */
    SHARED = 64 /* how often on average a page of long values may be read */
};
static const uint32_t owner_lval = 0x4C41564C;

static unsigned u8(ts_span s, size_t at) { return at < s.len ? (unsigned char)s.ptr[at] : 0; }

int ts_access_version(ts_span head) {
    static const char *const names[] = {"Standard Jet DB", "Standard ACE DB", "MSISAM Database", "Jet System DB"};
    if (head.len < 128 || ts_u32le_at(head, 0) != 0x100)
        return 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ts_span_eq(ts_until_nul(ts_slice(head, 4, 16)), ts_str(names[i])))
            return u8(head, VERSION) == 0 ? 3 : 4;
    return 0;
}

/* The head is masked with RC4 under a key that is the same in every file. */
static void unmask(char *s, size_t len) {
    static const unsigned char key[] = {0xC7, 0xDA, 0x39, 0x6B};
    unsigned char box[256], swap;
    for (unsigned i = 0; i < 256; i++)
        box[i] = (unsigned char)i;
    for (unsigned i = 0, j = 0; i < 256; i++) {
        j = (j + box[i] + key[i % 4]) & 0xFF;
        swap = box[i], box[i] = box[j], box[j] = swap;
    }
    for (unsigned k = 0, i = 0, j = 0; k < len; k++) {
        i = (i + 1) & 0xFF;
        j = (j + box[i]) & 0xFF;
        swap = box[i], box[i] = box[j], box[j] = swap;
        s[k] = (char)((unsigned char)s[k] ^ box[(box[i] + box[j]) & 0xFF]);
    }
}

ts_err ts_access_open(ts_access *a, ts_source *in, ts_arena *arena) {
    char head[256];
    *a = (ts_access){.in = in, .arena = arena};
    TS_TRY(ts_source_read_at(in, 0, head, sizeof head));
    ts_span s = {head, sizeof head};
    int version = ts_access_version(s);
    if (!version)
        return ts_fail(TS_EFORMAT, "access: it begins with no head");
    a->jet3 = version == 3;
    a->size = a->jet3 ? TS_ACCESS_PAGE / 2 : TS_ACCESS_PAGE;
    uint64_t count = in->size / a->size;
    a->count = count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
    unmask(head + MASKED, a->jet3 ? 126 : 128);
    a->code_page = ts_u16le_at(s, CODE_PAGE);
    if (ts_u32le_at(s, KEY) != 0)
        return ts_fail(TS_EENCRYPTED, "access: the database is encrypted");
    return TS_OK;
}

void ts_access_done(ts_access *a) { ts_buf_wipe(&a->value); }

bool ts_access_page(ts_access *a, uint32_t n, char *page) {
    return n < a->count && ts_source_read_at(a->in, (uint64_t)n * a->size, page, a->size) == TS_OK;
}

/* ---- rows ---- */

uint32_t ts_access_owner(const ts_access *a, ts_span page) {
    (void)a;
    uint32_t owner = ts_u32le_at(page, 4);
    return u8(page, 0) == DATA && owner != owner_lval ? owner : 0;
}

static size_t rows_at(const ts_access *a) { return a->jet3 ? 8 : 12; }

uint32_t ts_access_rows(const ts_access *a, ts_span page) {
    uint32_t n = ts_u16le_at(page, rows_at(a)), most = (a->size - (uint32_t)rows_at(a) - 2) / 2;
    return n < most ? n : most;
}

/* Rows are laid from the end of the page on: one ends where the one before it begins. */
bool ts_access_row(const ts_access *a, ts_span page, uint32_t i, ts_span *row, bool *deleted, bool *moved) {
    size_t first = rows_at(a) + 2;
    unsigned slot = ts_u16le_at(page, first + 2 * (size_t)i);
    size_t from = slot & PLACE, to = i ? ts_u16le_at(page, first + 2 * (size_t)(i - 1)) & PLACE : a->size;
    *deleted = (slot & DELETED) != 0;
    *moved = (slot & MOVED) != 0;
    if (from < first + 2 * (size_t)ts_access_rows(a, page) || from >= to || to > a->size)
        return false;
    *row = ts_slice(page, from, to - from);
    return true;
}

bool ts_access_pointer(ts_span bytes, uint32_t *page, uint32_t *row) {
    *row = u8(bytes, 0);
    *page = ts_u32le_at(bytes, 0) >> 8;
    return bytes.len >= 4;
}

/* Where values of varying length begin; the one behind the last is their end.  Written backwards from the row's end. */
static bool variable(const ts_access *a, ts_span row, unsigned i, size_t *from, size_t *to) {
    unsigned columns = a->jet3 ? u8(row, 0) : ts_u16le_at(row, 0);
    size_t mask = (columns + 7) / 8;
    if (!a->jet3) {
        if (row.len < mask + 4 || i >= ts_u16le_at(row, row.len - mask - 2) || row.len - mask - 2 < 2 * ((size_t)i + 2))
            return false;
        *from = ts_u16le_at(row, row.len - mask - 4 - 2 * (size_t)i);
        *to = ts_u16le_at(row, row.len - mask - 6 - 2 * (size_t)i);
        return *from <= *to && *to <= row.len;
    }
    if (row.len < mask + 2)
        return false;
    size_t last = row.len - mask - 1,
           jumps = (row.len - 1) / 256; /* offsets have one byte: a list tells where 256 is passed */
    unsigned n = u8(row, last);
    if (i >= n || last < jumps + n + 1)
        return false;
    size_t table = last - jumps - 1;
    if ((table - n) / 256 < jumps)
        jumps--;
    size_t value[2] = {0, 0}, used = 0;
    for (unsigned k = 0; k <= i + 1; k++) {
        while (used < jumps && k == u8(row, last - used - 1))
            used++;
        value[0] = value[1];
        value[1] = u8(row, table - k) + used * 256;
    }
    *from = value[0];
    *to = value[1];
    return *from <= *to && *to <= row.len;
}

bool ts_access_cell(const ts_access *a, const ts_access_column *c, ts_span row, ts_span *bytes, bool *set) {
    size_t head = a->jet3 ? 1 : 2;
    unsigned columns = a->jet3 ? u8(row, 0) : ts_u16le_at(row, 0);
    size_t mask = (columns + 7) / 8;
    *bytes = (ts_span){"", 0};
    *set = false;
    if (row.len < head + mask || c->number >= columns) /* a column that came later */
        return row.len >= head + mask;
    *set = u8(row, row.len - mask + c->number / 8) >> c->number % 8 & 1;
    if (!*set || c->type == TS_ACCESS_BOOL)
        return true;
    size_t from = head + c->offset, to = from + c->len;
    if (!c->fixed && !variable(a, row, c->variable, &from, &to))
        return false;
    if (to > row.len - mask)
        return false;
    *bytes = ts_slice(row, from, to - from);
    return true;
}

/* ---- long values ---- */

bool ts_access_long(ts_access *a, ts_span cell, ts_span *out, bool *cut) {
    *out = (ts_span){"", 0};
    *cut = false;
    if (cell.len < LONG_HEAD)
        return cell.len == 0;
    uint64_t len = ts_u32le_at(cell, 0) & 0x3FFFFFFF;
    unsigned where = u8(cell, 3) & (INLINE | ONE_ROW);
    if (where & INLINE) {
        *out = ts_slice(cell, LONG_HEAD, (size_t)len);
        *cut = out->len < len;
        return true;
    }
    char *page = ts_alloc(a->size);
    uint32_t n, i;
    ts_span at = ts_slice(cell, 4, 4), row;
    bool deleted, moved;
    ts_buf_clear(&a->value);
    for (bool more = true; more && a->value.len < len && ts_access_pointer(at, &n, &i) && n;) {
        if (a->followed++ > 64 + SHARED * (uint64_t)a->count || !ts_access_page(a, n, page) ||
            ts_u32le_at((ts_span){page, a->size}, 4) != owner_lval ||
            !ts_access_row(a, (ts_span){page, a->size}, i, &row, &deleted, &moved))
            break;
        more = !(where & ONE_ROW);
        uint64_t left = len - a->value.len;
        ts_span piece = ts_slice(row, more ? 4 : 0, left < row.len ? (size_t)left : row.len);
        ts_buf_add(&a->value, piece);
        if (!piece.len)
            break;
        at = ts_slice(row, 0, 4); /* in `page`, which is read over only after the number was taken */
    }
    *out = ts_buf_span(&a->value);
    *cut = out->len < len;
    ts_free(page);
    return true;
}

/* ---- definitions ---- */

/* All bytes of a definition, which may go on over other pages. */
static bool gather(ts_access *a, uint32_t n, ts_buf *out) {
    char *page = ts_alloc(a->size);
    ts_span s = {page, a->size};
    bool good = false;
    for (uint32_t steps = 0; n && out->len < MOST_DEFINITION && steps <= a->count; steps++) {
        if (!ts_access_page(a, n, page) || u8(s, 0) != DEFINITION)
            break;
        ts_buf_add(out, out->len ? ts_slice(s, 8, a->size) : s);
        n = ts_u32le_at(s, 4);
        good = true;
    }
    ts_free(page);
    return good;
}

static void read_column(const ts_access *a, ts_span s, size_t at, ts_access_column *c) {
    c->type = u8(s, at);
    c->number = ts_u16le_at(s, at + (a->jet3 ? 1 : 5));
    c->variable = ts_u16le_at(s, at + (a->jet3 ? 3 : 7));
    c->scale = u8(s, at + (a->jet3 ? 10 : 12));
    c->fixed = u8(s, at + (a->jet3 ? 13 : 15)) & 1;
    c->offset = ts_u16le_at(s, at + (a->jet3 ? 14 : 21));
    c->len = ts_u16le_at(s, at + (a->jet3 ? 16 : 23));
}

bool ts_access_define(ts_access *a, uint32_t n, ts_access_table *t) {
    TS_AUTO(ts_buf, ts_buf_wipe) all = {0};
    *t = (ts_access_table){.page = n};
    if (!gather(a, n, &all))
        return false;
    ts_span s = ts_buf_span(&all);
    size_t columns = ts_u16le_at(s, a->jet3 ? 25 : 45);
    uint64_t indexes = ts_u32le_at(s, a->jet3 ? 31 : 51);
    size_t each = a->jet3 ? 18 : 25;
    uint64_t at = (a->jet3 ? 43 : 63) + indexes * (a->jet3 ? 8 : 12);
    if (!columns || columns > TS_ACCESS_COLUMNS || indexes > 1000 || at + columns * each > s.len)
        return false;
    t->column = ts_arena_alloc(a->arena, columns * sizeof *t->column);
    for (size_t i = 0; i < columns; i++)
        read_column(a, s, (size_t)at + i * each, &t->column[i]);
    size_t name = (size_t)at + columns * each;
    for (size_t i = 0; i < columns; i++) {
        size_t len = a->jet3 ? u8(s, name) : ts_u16le_at(s, name);
        name += a->jet3 ? 1 : 2;
        if (len > s.len - name || name > s.len)
            return false;
        t->column[i].name = ts_access_text(a, ts_slice(s, name, len), a->arena);
        name += len;
    }
    t->n = columns;
    return true;
}
