/* pst_page.c - the pages of a mail store's two trees, and what their entries say (MS-PST 2.2.2.7). */
#include "extract/pst_page.h"

/* What stands behind a page's entries, by kind of store (MS-PST 2.2.2.7.7.1; 4 KiB as files of 2013 have them). */
static const struct {
    uint16_t counts, trailer;
    uint8_t branch, block, node; /* bytes of an entry, at least */
} shapes[] = {
    [TS_PST_ANSI] = {496, 500, 12, 12, 16},
    [TS_PST_UNICODE] = {488, 496, 24, 24, 32},
    [TS_PST_UNICODE_4K] = {4056, 4072, 24, 24, 32},
};

void ts_pst_page_parse(ts_pst_kind kind, ts_pst_page *page) {
    bool large = kind == TS_PST_UNICODE_4K;
    ts_cursor c = ts_cursor_over(ts_span_of(page->bytes, ts_pst_page_size(kind)));
    ts_skip(&c, shapes[kind].counts);
    page->entries = large ? ts_read_u16le(&c) : ts_read_u8(&c);
    ts_skip(&c, large ? 2 : 1);
    page->stride = ts_read_u8(&c);
    page->level = ts_read_u8(&c);
    c = ts_cursor_over(ts_slice(ts_span_of(page->bytes, ts_pst_page_size(kind)), shapes[kind].trailer, SIZE_MAX));
    page->type = ts_read_u8(&c);
    uint8_t again = ts_read_u8(&c);
    uint16_t sign = ts_read_u16le(&c);
    ts_skip(&c, kind == TS_PST_ANSI ? 0 : 4);
    page->bid = ts_pst_wide(kind, &c);
    uint32_t mixed = (uint32_t)(page->at ^ page->bid); /* MS-PST 5.5 */
    page->signed_right = sign == (uint16_t)(mixed >> 16 ^ mixed);
    size_t least = page->level                ? shapes[kind].branch
                   : page->type == TS_PST_NBT ? shapes[kind].node
                                              : shapes[kind].block;
    page->sound = (page->type == TS_PST_NBT || page->type == TS_PST_BBT) && page->type == again &&
                  page->level < TS_PST_LEVELS && page->stride >= least &&
                  (size_t)page->stride * page->entries <= shapes[kind].counts;
}

uint64_t ts_pst_key(ts_pst_kind kind, const ts_pst_page *page, unsigned i) {
    ts_cursor c = ts_pst_entry(page, i);
    return ts_pst_wide(kind, &c);
}

/* Entries of a branch are key, block id, place (MS-PST 2.2.2.7.7.2). */
uint64_t ts_pst_below(ts_pst_kind kind, const ts_pst_page *page, unsigned i) {
    ts_cursor c = ts_pst_entry(page, i);
    ts_pst_wide(kind, &c);
    ts_pst_wide(kind, &c);
    return ts_pst_wide(kind, &c);
}

/* NBTENTRY (MS-PST 2.2.2.7.7.4) */
ts_pst_node ts_pst_read_node(ts_pst_kind kind, ts_cursor c) {
    ts_pst_node node = {.nid = (uint32_t)ts_pst_wide(kind, &c)};
    node.data = ts_pst_wide(kind, &c);
    node.sub = ts_pst_wide(kind, &c);
    node.parent = ts_read_u32le(&c);
    return node;
}

/* BBTENTRY (MS-PST 2.2.2.7.7.3) */
ts_pst_place ts_pst_read_place(ts_pst_kind kind, ts_cursor c) {
    ts_pst_place place = {.bid = ts_pst_wide(kind, &c)};
    place.at = ts_pst_wide(kind, &c);
    place.stored = place.size = ts_read_u16le(&c);
    if (kind == TS_PST_UNICODE_4K)
        place.size = ts_read_u16le(&c);
    return place;
}
