/* files_layout.h - where everything stands in a .tsf file; shared by its writer and its reader (docs/files-format.md). */
#ifndef TS_STORE_FILES_LAYOUT_H
#define TS_STORE_FILES_LAYOUT_H

#include "store/files_index.h"

enum {
    FILES_VERSION = 1,
    FILES_PAGE = 4096,
    FILES_HEADER_BODY = FILES_PAGE - 32,
    FILES_ENTRY = 8, /* 32 bits of the fingerprint below those of the bucket, 32 bits of number */
    FILES_BUCKET_FILL = 16,
    FILES_MAX_BUCKET_BITS = 28,
    FILES_DOCUMENT = 40,
    FILES_PLACE = 32,
    FILES_CHECKSUM = 8,
    FILES_TAG_PAGE = 129 /* domain of the pages' checksums */
};
#define FILES_MAGIC "TSFILES\n"

typedef struct files_header {
    uint64_t file_size, entries, paths; /* paths: bytes */
    uint8_t bucket_bits;
    uint64_t directory_at, entries_at, documents_at, places_at, paths_at, checksums_at; /* whole pages */
    ts_digest checksum_root;
    ts_files_info info;
} files_header;

typedef struct files_keys {
    ts_key header, wrap;
    ts_key_id id;
} files_keys;
void files_keys_init(const ts_key *register_key, files_keys *out);
void files_keys_wipe(files_keys *k);

/* Where the sections begin, by the counts. */
void files_lay_out(files_header *h);
void files_header_write(const files_header *h, const files_keys *keys, ts_span wrapped_file_key, ts_buf *out);
/* The whole page; checks magic, version, key and HMAC. */
ts_err files_header_read(ts_span page, const files_keys *keys, const char *name, files_header *h,
                         ts_span *wrapped_file_key, ts_digest *seal);

static inline uint32_t files_bucket(uint64_t fingerprint, unsigned bits) {
    return (uint32_t)(fingerprint >> (64 - bits));
}
static inline uint32_t files_rest(uint64_t fingerprint, unsigned bits) {
    return (uint32_t)(fingerprint >> (32 - bits));
}

#endif
