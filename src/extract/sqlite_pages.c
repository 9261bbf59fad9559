/* sqlite_pages.c - pages of a SQLite database, of its write-ahead log or of its rollback journal, and the cells on them. */
#include "extract/sqlite_pages.h"

#include <stdlib.h>

#include "base/limits.h"

enum {
    HEADER = 100,
    WAL_HEADER = 32,
    FRAME = 24,
    JOURNAL_HEADER = 28,
    LEAST_PAGE = 512,
    LEAST_USABLE = 480,
    MOST_PAGE = 65536,
    NODE = 12,
    LEAF = 8,
    SHARED = 8,
    MAP_ENTRY = 5
};

static const char journal_magic[] = "\xD9\xD5\x05\xF9\x20\xA1\x63\xD7";

char ts_sqlite_kind(ts_span head) {
    if (ts_span_starts(head, (ts_span){"SQLite format 3", 16}))
        return head.len >= HEADER ? 'd' : 0;
    if (ts_span_starts(head, (ts_span){journal_magic, 8}))
        return head.len >= JOURNAL_HEADER ? 'j' : 0;
    ts_cursor c = ts_cursor_over(head);
    uint32_t magic = ts_read_u32be(&c), version = ts_read_u32be(&c);
    return head.len >= WAL_HEADER && (magic & ~1u) == 0x377F0682 && version == 3007000 ? 'w' : 0;
}

static bool is_page_size(uint32_t n) { return n >= LEAST_PAGE && n <= MOST_PAGE && (n & (n - 1)) == 0; }

/* The page size as the database's header keeps it: 1 stands for 65536. */
static void read_header(ts_sqlite_pages *p, ts_span head, uint32_t *declared) {
    ts_cursor c = ts_cursor_over(ts_slice(head, 16, HEADER - 16));
    uint32_t size = ts_read_u16be(&c);
    ts_skip(&c, 2);
    uint32_t reserved = ts_read_u8(&c);
    ts_skip(&c, 7);
    *declared = ts_read_u32be(&c);
    ts_skip(&c, 20);
    p->vacuum = ts_read_u32be(&c) != 0;
    uint32_t encoding = ts_read_u32be(&c);
    p->encoding = encoding >= TS_SQLITE_UTF8 && encoding <= TS_SQLITE_UTF16BE ? encoding : TS_SQLITE_UTF8;
    p->size = size == 1 ? MOST_PAGE : size;
    p->usable = reserved + LEAST_USABLE <= p->size ? p->size - reserved : p->size;
}

static ts_err open_database(ts_sqlite_pages *p, ts_span head) {
    uint32_t declared;
    read_header(p, head, &declared);
    if (!is_page_size(p->size))
        return ts_fail(TS_EFORMAT, "sqlite: pages of %u bytes", p->size);
    uint64_t count = p->in->size / p->size;
    p->count = count < UINT32_MAX ? (uint32_t)count : UINT32_MAX - 1;
    p->cut = declared > p->count || p->in->size % p->size != 0;
    p->used = ts_alloc(p->count / 8 + 1);
    return TS_OK;
}

/* ---- logs ---- */

static int by_page(const void *a, const void *b) {
    const ts_sqlite_log_page *x = a, *y = b;
    if (x->page != y->page)
        return x->page < y->page ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static void add_log_page(ts_sqlite_pages *p, size_t *cap, uint32_t page, uint64_t at) {
    if (p->count == *cap) {
        *cap = *cap ? *cap * 2 : 64;
        p->log = ts_grow(p->log, *cap, sizeof *p->log);
    }
    p->log[p->count++] = (ts_sqlite_log_page){page, at};
}

/* Each page once: as it stands last in the log. */
static void sort_log(ts_sqlite_pages *p) {
    p->newest = ts_alloc_array((size_t)p->count + 1, sizeof *p->newest);
    if (p->count)
        memcpy(p->newest, p->log, p->count * sizeof *p->log);
    qsort(p->newest, p->count, sizeof *p->newest, by_page);
    for (size_t i = 0; i < p->count; i++)
        if (i + 1 == p->count || p->newest[i + 1].page != p->newest[i].page)
            p->newest[p->newest_count++] = p->newest[i];
    p->used = ts_alloc(p->newest_count / 8 + 1);
}

/* The database's header, if its first page is in the log, says the encoding and what is reserved. */
static void ask_first_page(ts_sqlite_pages *p) {
    char head[HEADER];
    uint32_t size = p->size, declared;
    if (!p->newest_count || p->newest[0].page != 1 || ts_source_read_at(p->in, p->newest[0].at, head, HEADER) ||
        ts_sqlite_kind((ts_span){head, HEADER}) != 'd')
        return;
    read_header(p, (ts_span){head, HEADER}, &declared);
    if (p->size != size)
        p->size = p->usable = size;
}

/* Frames of earlier rounds that were not yet overwritten are read like the newest ones: they leaked as well. */
static ts_err open_wal(ts_sqlite_pages *p, ts_span head) {
    p->size = p->usable = ts_u32be_at(head, 8);
    if (!is_page_size(p->size))
        return ts_fail(TS_EFORMAT, "sqlite log: pages of %u bytes", p->size);
    size_t cap = 0;
    uint64_t at = WAL_HEADER;
    for (; at < p->in->size && p->in->size - at >= FRAME + p->size && p->count < UINT32_MAX - 1;
         at += FRAME + p->size) {
        char frame[4];
        TS_TRY(ts_source_read_at(p->in, at, frame, sizeof frame));
        uint32_t page = ts_u32be_at((ts_span){frame, sizeof frame}, 0);
        if (page)
            add_log_page(p, &cap, page, at + FRAME);
    }
    p->cut = at != p->in->size;
    return TS_OK;
}

/* One header and its pages; *at moves behind them, to the next sector. */
static ts_err journal_part(ts_sqlite_pages *p, uint64_t *at, size_t *cap, bool *more) {
    char head[JOURNAL_HEADER];
    *more = p->in->size - *at >= JOURNAL_HEADER;
    if (!*more)
        return TS_OK;
    TS_TRY(ts_source_read_at(p->in, *at, head, sizeof head));
    *more = ts_sqlite_kind((ts_span){head, sizeof head}) == 'j';
    ts_cursor c = ts_cursor_over(ts_slice((ts_span){head, sizeof head}, 8, JOURNAL_HEADER));
    uint32_t pages = ts_read_u32be(&c);
    ts_skip(&c, 8);
    uint32_t sector = ts_read_u32be(&c), size = ts_read_u32be(&c);
    if (*more && !p->size)
        p->size = p->usable = size;
    if (!*more || !is_page_size(size) || size != p->size || sector < 32 || sector > MOST_PAGE)
        return p->count || *at ? TS_OK : ts_fail(TS_EFORMAT, "sqlite journal: the header is damaged");
    uint64_t from = *at + sector, each = 8 + (uint64_t)size;
    uint64_t fit = from < p->in->size ? (p->in->size - from) / each : 0;
    uint64_t n = pages && pages < fit ? pages : fit; /* 0, all ones: the count was not yet written */
    for (uint64_t i = 0; i < n && p->count < UINT32_MAX - 1; i++) {
        char number[4];
        TS_TRY(ts_source_read_at(p->in, from + i * each, number, sizeof number));
        c = ts_cursor_over((ts_span){number, sizeof number});
        uint32_t page = ts_read_u32be(&c);
        if (page)
            add_log_page(p, cap, page, from + i * each + 4);
    }
    p->cut |= pages != UINT32_MAX && pages > fit;
    *at = (from + n * each + sector - 1) / sector * sector;
    *more = *at < p->in->size;
    return TS_OK;
}

static ts_err open_journal(ts_sqlite_pages *p) {
    size_t cap = 0;
    uint64_t at = 0;
    for (bool more = true; more;)
        TS_TRY(journal_part(p, &at, &cap, &more));
    return TS_OK;
}

ts_err ts_sqlite_open(ts_sqlite_pages *p, ts_source *in) {
    *p = (ts_sqlite_pages){.in = in, .encoding = TS_SQLITE_UTF8};
    char bytes[HEADER];
    size_t n = in->size < HEADER ? (size_t)in->size : HEADER;
    TS_TRY(ts_source_read_at(in, 0, bytes, n));
    ts_span head = {bytes, n};
    char kind = p->kind = ts_sqlite_kind(head);
    if (kind == 'd')
        return open_database(p, head);
    if (!kind)
        return ts_fail(TS_EFORMAT, "sqlite: it begins with no header");
    ts_err err = kind == 'w' ? open_wal(p, head) : open_journal(p);
    if (err)
        return err;
    sort_log(p);
    ask_first_page(p);
    return TS_OK;
}

void ts_sqlite_done(ts_sqlite_pages *p) {
    ts_free(p->log);
    ts_free(p->newest);
    ts_free(p->used);
    ts_buf_wipe(&p->payload);
}

/* ---- pages ---- */

static bool is_log(const ts_sqlite_pages *p) { return p->kind != 'd'; }

static const ts_sqlite_log_page *logged(const ts_sqlite_pages *p, uint32_t n) {
    size_t low = 0, high = p->newest_count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (p->newest[mid].page < n)
            low = mid + 1;
        else
            high = mid;
    }
    return low < p->newest_count && p->newest[low].page == n ? &p->newest[low] : NULL;
}

bool ts_sqlite_page(ts_sqlite_pages *p, uint32_t n, char *buf) {
    if (!is_log(p))
        return n >= 1 && n <= p->count && !ts_source_read_at(p->in, (uint64_t)(n - 1) * p->size, buf, p->size);
    const ts_sqlite_log_page *found = logged(p, n);
    return found && !ts_source_read_at(p->in, found->at, buf, p->size);
}

bool ts_sqlite_page_at(ts_sqlite_pages *p, uint32_t index, char *buf, uint32_t *n) {
    if (index >= p->count)
        return false;
    *n = is_log(p) ? p->log[index].page : index + 1;
    uint64_t at = is_log(p) ? p->log[index].at : (uint64_t)index * p->size;
    return !ts_source_read_at(p->in, at, buf, p->size);
}

/* The bit of page n in `used`; UINT32_MAX: the file does not have it. */
static uint32_t bit_of(const ts_sqlite_pages *p, uint32_t n) {
    if (!is_log(p))
        return n >= 1 && n <= p->count ? n : UINT32_MAX;
    const ts_sqlite_log_page *found = logged(p, n);
    return found ? (uint32_t)(found - p->newest) : UINT32_MAX;
}

bool ts_sqlite_is_used(const ts_sqlite_pages *p, uint32_t n) {
    uint32_t bit = bit_of(p, n);
    return bit != UINT32_MAX && (p->used[bit / 8] >> bit % 8 & 1);
}

bool ts_sqlite_use(ts_sqlite_pages *p, uint32_t n) {
    uint32_t bit = bit_of(p, n);
    if (bit == UINT32_MAX || ts_sqlite_is_used(p, n))
        return false;
    p->used[bit / 8] |= (unsigned char)(1u << bit % 8);
    return true;
}

bool ts_sqlite_is_map(const ts_sqlite_pages *p, uint32_t n) {
    return p->vacuum && n >= 2 && (n - 2) % (p->usable / MAP_ENTRY + 1) == 0;
}

/* ---- cells ---- */

bool ts_sqlite_varint(ts_span s, size_t *at, uint64_t *out) {
    uint64_t v = 0;
    for (size_t i = 0; i < 9; i++) {
        if (*at + i >= s.len)
            return false;
        unsigned char b = (unsigned char)s.ptr[*at + i];
        if (i == 8) {
            *out = v << 8 | b;
            *at += 9;
            return true;
        }
        v = v << 7 | (b & 0x7F);
        if (b < 0x80) {
            *out = v;
            *at += i + 1;
            return true;
        }
    }
    return false;
}

ts_sqlite_node ts_sqlite_node_of(const ts_sqlite_pages *p, ts_span page, uint32_t n) {
    size_t at = n == 1 ? HEADER : 0;
    ts_cursor c = ts_cursor_over(ts_slice(page, at, NODE));
    ts_sqlite_node node = {.type = ts_read_u8(&c)};
    bool leaf = node.type == TS_SQLITE_TABLE_LEAF || node.type == TS_SQLITE_INDEX_LEAF;
    if (!leaf && node.type != TS_SQLITE_TABLE_NODE && node.type != TS_SQLITE_INDEX_NODE)
        return (ts_sqlite_node){0};
    node.free = ts_read_u16be(&c);
    node.cells = ts_read_u16be(&c);
    node.content = ts_read_u16be(&c);
    ts_skip(&c, 1);
    node.right = leaf ? 0 : ts_read_u32be(&c);
    node.first = at + (leaf ? LEAF : NODE);
    if (node.content == 0)
        node.content = MOST_PAGE;
    if (node.content > p->usable)
        node.content = p->usable;
    if (!c.ok || node.first + 2 * (size_t)node.cells > p->usable)
        return (ts_sqlite_node){0};
    return node;
}

size_t ts_sqlite_cell_place(ts_span page, const ts_sqlite_node *node, uint32_t i) {
    return ts_u16be_at(page, node->first + 2 * (size_t)i);
}

uint64_t ts_sqlite_local(const ts_sqlite_pages *p, unsigned type, uint64_t payload) {
    uint64_t most = type == TS_SQLITE_TABLE_LEAF ? p->usable - 35 : (p->usable - 12) * 64 / 255 - 23;
    if (payload <= most)
        return payload;
    uint64_t least = (p->usable - 12) * 32 / 255 - 23;
    uint64_t fits = least + (payload - least) % (p->usable - 4);
    return fits <= most ? fits : least;
}

/* May a row be followed over page n?  In a database nobody else may have it; in a log older and newer forms of a row
 * share pages, so there is a bound on all together. */
static bool may_follow(ts_sqlite_pages *p, uint32_t n) {
    if (!is_log(p) && !p->looking)
        return ts_sqlite_use(p, n);
    return (is_log(p) || !ts_sqlite_is_used(p, n)) && p->followed++ < 64 + SHARED * (uint64_t)p->count;
}

/* What does not stand in the page itself stands in a chain of pages, each with the number of the next. */
static void follow(ts_sqlite_pages *p, uint32_t next, uint64_t payload, ts_sqlite_cell *c) {
    ts_buf_clear(&p->payload);
    ts_buf_add(&p->payload, c->payload);
    char *page = ts_alloc(p->size);
    uint64_t most = payload < TS_LIMIT_SQLITE_ROW ? payload : TS_LIMIT_SQLITE_ROW;
    for (uint64_t steps = 0; next && p->payload.len < most && steps <= p->count; steps++) {
        if (!may_follow(p, next) || !ts_sqlite_page(p, next, page))
            break;
        ts_cursor head = ts_cursor_over((ts_span){page, 4});
        next = ts_read_u32be(&head);
        uint64_t left = most - p->payload.len, here = p->usable - 4;
        ts_buf_add(&p->payload, (ts_span){page + 4, (size_t)(left < here ? left : here)});
    }
    ts_free(page);
    c->payload = ts_buf_span(&p->payload);
    c->cut = c->payload.len < payload;
}

bool ts_sqlite_cell_at(ts_sqlite_pages *p, ts_span page, size_t at, unsigned type, ts_sqlite_cell *c) {
    ts_span s = ts_slice(page, 0, p->usable);
    *c = (ts_sqlite_cell){.from = at};
    uint64_t payload, rowid = 0;
    if (type == TS_SQLITE_TABLE_NODE || type == TS_SQLITE_INDEX_NODE) {
        ts_cursor k = ts_cursor_over(ts_slice(s, at, 4));
        c->child = ts_read_u32be(&k);
        at += 4;
        if (!k.ok)
            return false;
    }
    if (type == TS_SQLITE_TABLE_NODE) {
        c->len = at - c->from;
        return true;
    }
    if (!ts_sqlite_varint(s, &at, &payload) || (type == TS_SQLITE_TABLE_LEAF && !ts_sqlite_varint(s, &at, &rowid)))
        return false;
    c->rowid = (int64_t)rowid;
    uint64_t local = ts_sqlite_local(p, type, payload);
    bool over = local < payload;
    if (local > s.len - at || (over && s.len - at - local < 4))
        return false;
    c->payload = ts_slice(s, at, (size_t)local);
    at += (size_t)local;
    if (over) {
        follow(p, ts_u32be_at(s, at), payload, c);
        at += 4;
    }
    c->len = at - c->from;
    return true;
}
