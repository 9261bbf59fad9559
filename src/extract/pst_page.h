/* pst_page.h - the pages of a mail store's two trees, and what their entries say (MS-PST 2.2.2.7). */
#ifndef TS_EXTRACT_PST_PAGE_H
#define TS_EXTRACT_PST_PAGE_H

#include "base/bytes.h"

enum { TS_PST_LEVELS = 8 }; /* of a B-tree: real ones have four or five */

typedef enum ts_pst_kind { TS_PST_ANSI, TS_PST_UNICODE, TS_PST_UNICODE_4K } ts_pst_kind;

enum {
    TS_PST_PAGE = 512,
    TS_PST_PAGE_4K = 4096, /* of stores of 2013 */
    TS_PST_BBT = 0x80, /* page types, MS-PST 2.2.2.7.1 */
    TS_PST_NBT = 0x81
};

typedef struct ts_pst_page {
    uint64_t at; /* UINT64_MAX: nothing */
    bool sound;
    uint8_t type, level;
    uint16_t entries, stride;
    uint64_t bid; /* its own id, by which newer ones are told from older */
    bool signed_right; /* its signature is that of its id and place (2.2.2.7.1) */
    char bytes[TS_PST_PAGE_4K];
} ts_pst_page;

typedef struct ts_pst_node {
    uint32_t nid, parent;
    uint64_t data, sub; /* block ids; 0 none */
} ts_pst_node;
static inline unsigned ts_pst_nid_type(uint32_t nid) { return nid & 0x1F; }

/* Where a block stands. */
typedef struct ts_pst_place {
    uint64_t bid, at;
    uint16_t stored, size; /* bytes; they differ where the block is packed */
} ts_pst_place;

static inline size_t ts_pst_page_size(ts_pst_kind kind) {
    return kind == TS_PST_UNICODE_4K ? TS_PST_PAGE_4K : TS_PST_PAGE;
}
/* A number as wide as the store's ids and places. */
static inline uint64_t ts_pst_wide(ts_pst_kind kind, ts_cursor *c) {
    return kind == TS_PST_ANSI ? ts_read_u32le(c) : ts_read_u64le(c);
}
/* Fills the rest from `at` and `bytes`; `sound` says whether it is a page of a tree. */
void ts_pst_page_parse(ts_pst_kind kind, ts_pst_page *page);
static inline ts_cursor ts_pst_entry(const ts_pst_page *page, unsigned i) {
    return ts_cursor_over(ts_span_of(page->bytes + (size_t)i * page->stride, page->stride));
}
/* The key of an entry of any level, and of a branch's the place of the page below. */
uint64_t ts_pst_key(ts_pst_kind kind, const ts_pst_page *page, unsigned i);
uint64_t ts_pst_below(ts_pst_kind kind, const ts_pst_page *page, unsigned i);
/* Entries of leaves. */
ts_pst_node ts_pst_read_node(ts_pst_kind kind, ts_cursor entry);
ts_pst_place ts_pst_read_place(ts_pst_kind kind, ts_cursor entry);

#endif
