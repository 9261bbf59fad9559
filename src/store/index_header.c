/* index_header.c - the first page of an index file, field by field: written and read here alone. */
#include "store/index_layout.h"

static void add_text(ts_buf *out, const char *text, size_t size) {
    ts_span s = ts_until_nul(ts_span_of(text, size));
    ts_buf_add(out, s);
    for (size_t i = s.len; i < size; i++)
        ts_buf_add_char(out, 0);
}

/* Reads a NUL-padded text; never leaves it without its NUL. */
static void read_text(ts_cursor *c, char *out, size_t size) {
    ts_span s = ts_read_span(c, size);
    memset(out, 0, size);
    if (s.len == size)
        memcpy(out, s.ptr, size - 1);
}

static void add_info(ts_buf *out, const ts_holding_info *i) {
    add_text(out, i->organisation, sizeof i->organisation);
    add_text(out, i->system, sizeof i->system);
    add_text(out, i->kind, sizeof i->kind);
    ts_buf_add_u8(out, (uint8_t)i->population);
    ts_buf_add_u8(out, (uint8_t)(i->complete | i->travels << 1 | i->shared_local << 2));
    ts_buf_add_u32le(out, (uint32_t)i->as_of);
    ts_buf_add(out, ts_span_of(i->source.byte, sizeof i->source.byte));
    ts_buf_add_u32le(out, i->rows);
    ts_buf_add_u32le(out, i->bad_rows);
    ts_buf_add_u64le(out, i->local_space);
    ts_buf_add_u64le(out, i->local_used);
    for (size_t k = 0; k < sizeof i->mask / sizeof *i->mask; k++)
        add_text(out, i->mask[k], sizeof i->mask[k]);
    ts_buf_add(out, ts_span_of(i->normal_version, sizeof i->normal_version));
}

static void read_digest(ts_cursor *c, ts_digest *out) {
    ts_span s = ts_read_span(c, sizeof out->byte);
    if (s.len == sizeof out->byte)
        memcpy(out->byte, s.ptr, s.len);
}

static void read_info(ts_cursor *c, ts_holding_info *i) {
    read_text(c, i->organisation, sizeof i->organisation);
    read_text(c, i->system, sizeof i->system);
    read_text(c, i->kind, sizeof i->kind);
    uint8_t population = ts_read_u8(c), flags = ts_read_u8(c);
    i->population = population < TS_ROLE_COUNT ? (ts_role)population : TS_ROLE_UNKNOWN;
    i->complete = flags & 1;
    i->travels = flags >> 1 & 1;
    i->shared_local = flags >> 2 & 1;
    i->as_of = (ts_date)ts_read_u32le(c);
    read_digest(c, &i->source);
    i->rows = ts_read_u32le(c);
    i->bad_rows = ts_read_u32le(c);
    i->local_space = ts_read_u64le(c);
    i->local_used = ts_read_u64le(c);
    for (size_t k = 0; k < sizeof i->mask / sizeof *i->mask; k++)
        read_text(c, i->mask[k], sizeof i->mask[k]);
    ts_span versions = ts_read_span(c, sizeof i->normal_version);
    if (versions.len == sizeof i->normal_version)
        memcpy(i->normal_version, versions.ptr, versions.len);
}

size_t index_line_size(const index_header *h) { return LINE_TAGS + 4 * (size_t)__builtin_popcount(h->slots); }

void index_lay_out(index_header *h) {
    uint64_t page = 1;
    h->directory_at = page * INDEX_PAGE;
    page += index_pages(((UINT64_C(1) << h->bucket_bits) + 1) * 4);
    h->entries_at = page * INDEX_PAGE;
    page += index_pages(h->entries * INDEX_ENTRY);
    h->names_at = page * INDEX_PAGE;
    page += index_pages((uint64_t)h->names * INDEX_NAME);
    h->lines_at = page * INDEX_PAGE;
    page += index_pages((uint64_t)h->lines * index_line_size(h));
    for (size_t i = 0; i < h->stills; i++) {
        h->still[i].at = page * INDEX_PAGE;
        page += index_pages((uint64_t)h->still[i].lines * INDEX_STILL);
    }
    h->checksums_at = page * INDEX_PAGE;
    page += index_pages((page - 1) * INDEX_CHECKSUM);
    h->file_size = page * INDEX_PAGE;
}

void index_header_write(const index_header *h, const index_keys *keys, ts_span wrapped_file_key, ts_buf *out) {
    size_t start = out->len;
    ts_buf_add_str(out, INDEX_MAGIC);
    ts_buf_add_u32le(out, INDEX_VERSION);
    ts_buf_add(out, ts_span_of(keys->id.byte, sizeof keys->id.byte));
    ts_buf_add_u64le(out, h->file_size);
    ts_buf_add_u64le(out, h->entries);
    ts_buf_add_u32le(out, h->lines);
    ts_buf_add_u8(out, h->bucket_bits);
    ts_buf_add_u64le(out, h->directory_at);
    ts_buf_add_u64le(out, h->entries_at);
    ts_buf_add_u32le(out, h->names);
    ts_buf_add_u64le(out, h->names_at);
    ts_buf_add_u64le(out, h->lines_at);
    ts_buf_add_u32le(out, h->slots);
    ts_buf_add_u8(out, h->stills);
    for (size_t i = 0; i < h->stills; i++) {
        ts_buf_add(out, ts_span_of(h->still[i].seal.byte, sizeof h->still[i].seal.byte));
        ts_buf_add_u32le(out, h->still[i].lines);
        ts_buf_add_u64le(out, h->still[i].at);
    }
    ts_buf_add_u64le(out, h->checksums_at);
    ts_buf_add(out, ts_span_of(h->checksum_root.byte, sizeof h->checksum_root.byte));
    ts_buf_add_counted(out, wrapped_file_key);
    add_info(out, &h->info);
    while (out->len - start < INDEX_HEADER_BODY)
        ts_buf_add_char(out, 0);
    ts_digest seal;
    ts_hmac(&keys->header, ts_slice(ts_buf_span(out), start, INDEX_HEADER_BODY), &seal);
    ts_buf_add(out, ts_span_of(seal.byte, sizeof seal.byte));
}

static void read_stills(ts_cursor *c, index_header *h) {
    h->slots = ts_read_u32le(c);
    uint8_t n = ts_read_u8(c);
    for (h->stills = 0; h->stills < n && h->stills < INDEX_STILLS; h->stills++) {
        index_still *s = &h->still[h->stills];
        read_digest(c, &s->seal);
        s->lines = ts_read_u32le(c);
        s->at = ts_read_u64le(c);
    }
    c->ok = c->ok && h->stills == n && h->slots < UINT32_C(1) << SLOTS;
}

/* After magic, version and key id. */
void index_header_read(ts_cursor *c, index_header *h, ts_span *wrapped_file_key) {
    h->file_size = ts_read_u64le(c);
    h->entries = ts_read_u64le(c);
    h->lines = ts_read_u32le(c);
    h->bucket_bits = ts_read_u8(c);
    h->directory_at = ts_read_u64le(c);
    h->entries_at = ts_read_u64le(c);
    if (h->version != INDEX_NAMELESS) {
        h->names = ts_read_u32le(c);
        h->names_at = ts_read_u64le(c);
    }
    h->lines_at = ts_read_u64le(c);
    if (h->version == INDEX_VERSION)
        read_stills(c, h);
    h->checksums_at = ts_read_u64le(c);
    read_digest(c, &h->checksum_root);
    *wrapped_file_key = ts_read_counted(c);
    read_info(c, &h->info);
}
