/* sqlite_carve.c - rows in those parts of SQLite pages that no tree holds any more.
 *
 * A deleted cell becomes a free block: its first four bytes are overwritten by the place of the next block and its own size
 * (1.6), the rest stays.  Those four held the payload's length, the row's number, and often the beginning of the record's
 * header; what is legible of the header and the table's columns say the rest.
 */
#include "extract/sqlite_carve.h"

#include "base/limits.h"

enum { BLOCK_HEAD = 4, LEAST_TEXT = 2, MOST_BLOCKS = 32768 };

/* ---- does it look like a row? ---- */

/* Western letters whose two bytes are taken the wrong way round are U+4100 and the like: a sign that the place is wrong. */
static bool is_wide_text(ts_span s, bool big) {
    size_t swapped = 0;
    for (size_t i = 0; i + 1 < s.len; i += 2)
        swapped += s.ptr[i + (big ? 1 : 0)] == 0 && s.ptr[i + (big ? 0 : 1)] != 0;
    return s.len % 2 == 0 && swapped * 2 <= s.len / 2;
}

static bool is_text(ts_span s, unsigned encoding) {
    if (encoding != TS_SQLITE_UTF8)
        return is_wide_text(s, encoding == TS_SQLITE_UTF16BE);
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ' && !ts_is_space(s.ptr[i]))
            return false;
    return ts_utf8_valid(s);
}

/* Of a row that goes on in pages which others have overwritten (`torn`) only the beginning is text for sure. */
static bool texts_are_text(const ts_sqlite_record *r, unsigned encoding, bool torn, bool *any) {
    *any = false;
    for (size_t i = 0; i < r->n; i++)
        if (ts_sqlite_class_of(r->field[i].type) == TS_SQLITE_TEXT) {
            if (!torn && (!r->cut || i + 1 < r->n) && !is_text(r->field[i].body, encoding))
                return false;
            *any |= r->field[i].body.len >= LEAST_TEXT;
        }
    return true;
}

bool ts_sqlite_fits(const ts_sqlite_table *t, const ts_sqlite_record *r) {
    if (!r->n || r->n > t->n || r->n * 2 < t->n) /* columns that were added later are missing in old rows */
        return false;
    bool any = false;
    for (size_t i = 0; i < t->n; i++) {
        if (t->field[i] >= r->n)
            continue;
        ts_sqlite_class c = ts_sqlite_class_of(r->field[t->field[i]].type);
        any |= c != TS_SQLITE_NULL;
        if (i == t->rowid && c != TS_SQLITE_NULL)
            return false;
        if ((t->affinity[i] == TS_SQLITE_AS_NUMBER && c == TS_SQLITE_BLOB) ||
            (t->affinity[i] == TS_SQLITE_AS_TEXT && (c == TS_SQLITE_INTEGER || c == TS_SQLITE_REAL)))
            return false;
    }
    return any;
}

static bool plausible(const ts_sqlite_carver *c, const ts_sqlite_record *r, bool torn) {
    bool text;
    if (!texts_are_text(r, c->pages->encoding, torn, &text))
        return false;
    if (c->table)
        return ts_sqlite_fits(c->table, r) && (text || r->n > 2);
    return r->n >= 2 && text;
}

/* ---- one row ---- */

/* A cell at `at` that is whole: lengths, header and bodies agree to the byte.  Gives its length, 0 if it is none. */
static size_t whole_cell(ts_sqlite_carver *c, ts_span page, size_t at, size_t to, ts_sqlite_cell *cell) {
    ts_span s = ts_slice(page, 0, to);
    uint64_t payload, rowid = 1, header, type, sum;
    size_t from = at;
    if (!ts_sqlite_varint(s, &at, &payload) || payload < 2 || payload > TS_LIMIT_SQLITE_ROW ||
        (c->type == TS_SQLITE_TABLE_LEAF && (!ts_sqlite_varint(s, &at, &rowid) || rowid > INT64_MAX)))
        return 0;
    uint64_t local = ts_sqlite_local(c->pages, c->type, payload);
    if (local > s.len - at)
        return 0;
    ts_span head = ts_slice(s, at, (size_t)local);
    size_t k = 0;
    if (!ts_sqlite_varint(head, &k, &header) || header <= k || header > head.len)
        return 0;
    head.len = (size_t)header;
    for (sum = header; k < head.len;) {
        if (!ts_sqlite_varint(head, &k, &type) || ts_sqlite_body_len(type) > payload - sum)
            return 0;
        sum += ts_sqlite_body_len(type);
    }
    if (sum != payload || !ts_sqlite_cell_at(c->pages, page, from, c->type, cell) || cell->len > to - from)
        return 0;
    bool torn = local < payload;
    return ts_sqlite_record_read(cell->payload, &c->record) && plausible(c, &c->record, torn) ? cell->len : 0;
}

static bool integer_type(size_t len, uint64_t *type) {
    static const unsigned char lens[] = {0, 1, 2, 3, 4, 6, 8};
    for (size_t i = 0; i < sizeof lens; i++)
        if (lens[i] == len) {
            *type = i;
            return true;
        }
    return false;
}

/* The header lost its first column as well.  Its value's length is what the block has left over. */
static size_t without_first(ts_sqlite_carver *c, ts_span s) {
    const ts_sqlite_table *t = c->table;
    size_t used = ts_sqlite_record_rest(s, 1, t->n, 0, &c->record);
    if (!used)
        return 0;
    if (t->rowid == 0 && !t->without_rowid)
        return plausible(c, &c->record, false) ? used : 0;
    size_t left = s.len - used, column = 0;
    uint64_t type;
    while (column + 1 < t->n && t->field[column] != 0)
        column++;
    if (t->affinity[column] != TS_SQLITE_AS_NUMBER)
        type = left ? 13 + 2 * (uint64_t)left : 0;
    else if (!integer_type(left, &type))
        return 0;
    size_t types = 0;
    for (size_t i = 1; i < t->n; i++) {
        uint64_t skipped;
        if (!ts_sqlite_varint(s, &types, &skipped))
            return 0;
    }
    if (!ts_sqlite_record_rest(s, 1, t->n, left, &c->record))
        return 0;
    c->record.field[0] = (ts_sqlite_field){type, ts_slice(s, types, left)};
    return plausible(c, &c->record, false) ? s.len : 0;
}

/* A cell whose first four bytes are gone stands at the start of s; gives its length. */
static size_t damaged_cell(ts_sqlite_carver *c, ts_span s) {
    ts_span rest = ts_slice(s, BLOCK_HEAD, s.len);
    if (!c->table || !c->table->n || rest.len < c->table->n)
        return 0;
    if (ts_sqlite_record_read(rest, &c->record) && !c->record.cut && c->record.n == c->table->n &&
        plausible(c, &c->record, false)) { /* length and row number filled the four bytes: the header is whole */
        const ts_sqlite_field *last = &c->record.field[c->record.n - 1];
        return (size_t)(last->body.ptr + last->body.len - s.ptr);
    }
    size_t used = ts_sqlite_record_rest(rest, 0, c->table->n, 0, &c->record);
    if (used && plausible(c, &c->record, false))
        return BLOCK_HEAD + used;
    used = without_first(c, rest);
    return used ? BLOCK_HEAD + used : 0;
}

/* The same where newer cells have overwritten the end of the last value. */
static size_t cut_cell(ts_sqlite_carver *c, ts_span s) {
    c->record.may_cut = true;
    size_t len = damaged_cell(c, s);
    c->record.may_cut = false;
    return len;
}

/* ---- stretches of a page ---- */

/* All rows of page[from, to).  `block`: it begins with a free block, and so may each cell that follows one. */
static ts_err carve(ts_sqlite_carver *c, ts_span page, size_t from, size_t to, bool block) {
    bool begins = block;
    for (size_t at = from; at + BLOCK_HEAD < to;) {
        if (!page.ptr[at] && !begins) { /* no cell begins so */
            at++;
            continue;
        }
        ts_sqlite_cell cell = {0};
        size_t len = whole_cell(c, page, at, to, &cell);
        bool numbered = len && c->type == TS_SQLITE_TABLE_LEAF;
        if (!len && begins)
            len = damaged_cell(c, ts_slice(page, at, to - at));
        if (!len && begins)
            len = cut_cell(c, ts_slice(page, at, to - at));
        if (len)
            TS_TRY(c->found(c->context, &c->record, cell.rowid, numbered));
        begins = len && block;
        at += len ? len : 1;
    }
    return TS_OK;
}

static size_t gap_of(const ts_sqlite_node *node) { return node->first + 2 * (size_t)node->cells; }

bool ts_sqlite_has_remains(const ts_sqlite_pages *p, ts_span page, const ts_sqlite_node *node) {
    if (node->free)
        return true;
    for (size_t at = gap_of(node); at < node->content && at < p->usable; at++)
        if (page.ptr[at])
            return true;
    return false;
}

static ts_err carve_blocks(ts_sqlite_carver *c, ts_span page, const ts_sqlite_node *node) {
    size_t block = node->free, before = 0;
    for (size_t n = 0; block > before && n < MOST_BLOCKS; n++) { /* blocks stand in order: no circles */
        ts_cursor k = ts_cursor_over(ts_slice(page, block, BLOCK_HEAD));
        size_t next = ts_read_u16be(&k), len = ts_read_u16be(&k);
        if (!k.ok || len < BLOCK_HEAD || len > c->pages->usable - block)
            break;
        TS_TRY(carve(c, page, block, block + len, true));
        before = block + len - 1;
        block = next;
    }
    return TS_OK;
}

ts_err ts_sqlite_carve_room(ts_sqlite_carver *c, ts_span page, const ts_sqlite_node *node) {
    TS_TRY(carve(c, page, gap_of(node), node->content, false));
    return carve_blocks(c, page, node);
}

ts_err ts_sqlite_carve_page(ts_sqlite_carver *c, ts_span page, uint32_t n) {
    TS_TRY(carve(c, page, n == 1 ? 100 : 0, c->pages->usable, false));
    ts_sqlite_node node = ts_sqlite_node_of(c->pages, page, n);
    return node.type == c->type ? carve_blocks(c, page, &node) : TS_OK;
}
