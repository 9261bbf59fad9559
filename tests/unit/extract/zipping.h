/* zipping.h - makes small zip archives in memory, sound ones and such as no program would make. */
#ifndef TS_TESTS_EXTRACT_ZIPPING_H
#define TS_TESTS_EXTRACT_ZIPPING_H

#include "extract/inflate.h"
#include "reading.h"

typedef struct zipping {
    ts_buf file, directory;
    size_t members;
} zipping;

/* One stored member; the returned place is its local header's. */
static inline size_t zip_add_as(zipping *z, const char *name, ts_span content, uint16_t method, uint16_t flags,
                                uint32_t crc, size_t at) {
    ts_buf *d = &z->directory;
    ts_buf_add_u32le(d, 0x02014b50);
    ts_buf_add_u32le(d, 20 | 20 << 16);
    ts_buf_add_u16le(d, flags);
    ts_buf_add_u16le(d, method);
    ts_buf_add_u16le(d, 14 << 11 | 5 << 5);
    ts_buf_add_u16le(d, (2024 - 1980) << 9 | 11 << 5 | 28);
    ts_buf_add_u32le(d, crc);
    ts_buf_add_u32le(d, (uint32_t)content.len);
    ts_buf_add_u32le(d, (uint32_t)content.len);
    ts_buf_add_u16le(d, (uint16_t)strlen(name));
    for (int i = 0; i < 4; i++)
        ts_buf_add_u16le(d, 0);
    ts_buf_add_u32le(d, 0);
    ts_buf_add_u32le(d, (uint32_t)at);
    ts_buf_add_str(d, name);
    z->members++;
    return at;
}

static inline size_t zip_local(zipping *z, const char *name, ts_span content, uint16_t method, uint16_t flags,
                               uint32_t crc) {
    ts_buf *f = &z->file;
    size_t at = f->len;
    ts_buf_add_u32le(f, 0x04034b50);
    ts_buf_add_u16le(f, 20);
    ts_buf_add_u16le(f, flags);
    ts_buf_add_u16le(f, method);
    ts_buf_add_u32le(f, 0);
    ts_buf_add_u32le(f, crc);
    ts_buf_add_u32le(f, (uint32_t)content.len);
    ts_buf_add_u32le(f, (uint32_t)content.len);
    ts_buf_add_u16le(f, (uint16_t)strlen(name));
    ts_buf_add_u16le(f, 0);
    ts_buf_add_str(f, name);
    ts_buf_add(f, content);
    return at;
}

static inline void zip_add(zipping *z, const char *name, ts_span content) {
    uint32_t crc = ts_crc32(0, content);
    zip_add_as(z, name, content, 0, 0, crc, zip_local(z, name, content, 0, 0, crc));
}

static inline void zip_add_str(zipping *z, const char *name, const char *content) { zip_add(z, name, ts_str(content)); }

/* Puts the directory behind the members. */
static inline ts_span zip_end(zipping *z) {
    ts_buf *f = &z->file;
    uint32_t at = (uint32_t)f->len;
    ts_buf_add(f, ts_buf_span(&z->directory));
    ts_buf_add_u32le(f, 0x06054b50);
    ts_buf_add_u32le(f, 0);
    ts_buf_add_u16le(f, (uint16_t)z->members);
    ts_buf_add_u16le(f, (uint16_t)z->members);
    ts_buf_add_u32le(f, (uint32_t)z->directory.len);
    ts_buf_add_u32le(f, at);
    ts_buf_add_u16le(f, 0);
    return ts_buf_span(f);
}

static inline void zip_done(zipping *z) {
    ts_buf_done(&z->file);
    ts_buf_done(&z->directory);
    *z = (zipping){0};
}

#endif
