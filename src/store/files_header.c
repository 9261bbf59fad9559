/* files_header.c - the first page of a .tsf file, field by field: written and read here alone. */
#include "store/files_layout.h"

void files_keys_init(const ts_key *register_key, files_keys *out) {
    ts_key_derive(register_key, "files header", &out->header);
    ts_key_derive(register_key, "files wrap", &out->wrap);
    ts_key_identify(register_key, &out->id);
}

void files_keys_wipe(files_keys *k) {
    ts_key_wipe(&k->header);
    ts_key_wipe(&k->wrap);
}

static uint64_t pages(uint64_t bytes) { return (bytes + FILES_PAGE - 1) / FILES_PAGE; }

void files_lay_out(files_header *h) {
    h->bucket_bits = 1;
    while (h->bucket_bits < FILES_MAX_BUCKET_BITS && h->entries >> h->bucket_bits > FILES_BUCKET_FILL)
        h->bucket_bits++;
    uint64_t page = 1;
    h->directory_at = page * FILES_PAGE;
    page += pages(((UINT64_C(1) << h->bucket_bits) + 1) * 4);
    h->entries_at = page * FILES_PAGE;
    page += pages(h->entries * FILES_ENTRY);
    h->documents_at = page * FILES_PAGE;
    page += pages((uint64_t)h->info.documents * FILES_DOCUMENT);
    h->places_at = page * FILES_PAGE;
    page += pages((uint64_t)h->info.places * FILES_PLACE);
    h->paths_at = page * FILES_PAGE;
    page += pages(h->paths);
    h->checksums_at = page * FILES_PAGE;
    page += pages((page - 1) * FILES_CHECKSUM);
    h->file_size = page * FILES_PAGE;
}

static void add_text(ts_buf *out, const char *text, size_t size) {
    ts_span s = ts_until_nul(ts_span_of(text, size));
    ts_buf_add(out, s);
    for (size_t i = s.len; i < size; i++)
        ts_buf_add_char(out, 0);
}

static void read_text(ts_cursor *c, char *out, size_t size) {
    ts_span s = ts_read_span(c, size);
    memset(out, 0, size);
    if (s.len == size)
        memcpy(out, s.ptr, size - 1);
}

static void read_digest(ts_cursor *c, ts_digest *out) {
    ts_span s = ts_read_span(c, sizeof out->byte);
    if (s.len == sizeof out->byte)
        memcpy(out->byte, s.ptr, s.len);
}

void files_header_write(const files_header *h, const files_keys *keys, ts_span wrapped_file_key, ts_buf *out) {
    const ts_files_info *i = &h->info;
    size_t start = out->len;
    ts_buf_add_str(out, FILES_MAGIC);
    ts_buf_add_u32le(out, FILES_VERSION);
    ts_buf_add(out, ts_span_of(keys->id.byte, sizeof keys->id.byte));
    ts_buf_add_u64le(out, h->entries);
    ts_buf_add_u64le(out, h->paths);
    ts_buf_add(out, ts_span_of(h->checksum_root.byte, sizeof h->checksum_root.byte));
    ts_buf_add_counted(out, wrapped_file_key);
    add_text(out, i->organisation, sizeof i->organisation);
    add_text(out, i->system, sizeof i->system);
    ts_buf_add_u32le(out, (uint32_t)i->as_of);
    ts_buf_add(out, ts_span_of(i->source.byte, sizeof i->source.byte));
    ts_buf_add_u32le(out, i->documents);
    ts_buf_add_u32le(out, i->places);
    ts_buf_add_u32le(out, i->without_text);
    ts_buf_add_u32le(out, i->unread);
    ts_buf_add_u64le(out, i->bytes);
    ts_buf_add_u8(out, i->likeness_version);
    while (out->len - start < FILES_HEADER_BODY)
        ts_buf_add_char(out, 0);
    ts_digest seal;
    ts_hmac(&keys->header, ts_slice(ts_buf_span(out), start, FILES_HEADER_BODY), &seal);
    ts_buf_add(out, ts_span_of(seal.byte, sizeof seal.byte));
}

static void read_fields(ts_cursor *c, files_header *h, ts_span *wrapped_file_key) {
    ts_files_info *i = &h->info;
    h->entries = ts_read_u64le(c);
    h->paths = ts_read_u64le(c);
    read_digest(c, &h->checksum_root);
    *wrapped_file_key = ts_read_counted(c);
    read_text(c, i->organisation, sizeof i->organisation);
    read_text(c, i->system, sizeof i->system);
    i->as_of = (ts_date)ts_read_u32le(c);
    read_digest(c, &i->source);
    i->documents = ts_read_u32le(c);
    i->places = ts_read_u32le(c);
    i->without_text = ts_read_u32le(c);
    i->unread = ts_read_u32le(c);
    i->bytes = ts_read_u64le(c);
    i->likeness_version = ts_read_u8(c);
}

ts_err files_header_read(ts_span page, const files_keys *keys, const char *name, files_header *h,
                         ts_span *wrapped_file_key, ts_digest *seal) {
    ts_cursor c = ts_cursor_over(ts_slice(page, 0, FILES_HEADER_BODY));
    ts_span magic = ts_read_span(&c, strlen(FILES_MAGIC));
    uint32_t version = ts_read_u32le(&c);
    ts_span id = ts_read_span(&c, sizeof keys->id.byte);
    if (page.len != FILES_PAGE || !ts_span_eq(magic, ts_str(FILES_MAGIC)))
        return ts_fail(TS_EDAMAGED, "%s is no index of files, or its beginning is lost: take it from a copy", name);
    if (!ts_span_eq(id, ts_span_of(keys->id.byte, sizeof keys->id.byte)))
        return ts_fail(TS_EKEY, "%s was made with another register's key", name);
    if (version > FILES_VERSION)
        return ts_fail(TS_EUNSUPPORTED, "%s has a newer format than this program reads", name);
    ts_digest is;
    ts_hmac(&keys->header, ts_slice(page, 0, FILES_HEADER_BODY), &is);
    memcpy(seal->byte, page.ptr + FILES_HEADER_BODY, sizeof seal->byte);
    if (!ts_hmac_eq(&is, seal))
        return ts_fail(TS_EDAMAGED, "the header of %s was changed: take it from a copy", name);
    read_fields(&c, h, wrapped_file_key);
    if (!c.ok || h->entries > UINT32_MAX || h->paths > UINT64_MAX / 4)
        return ts_fail(TS_EDAMAGED, "the header of %s does not fit: take it from a copy", name);
    files_lay_out(h);
    return TS_OK;
}
