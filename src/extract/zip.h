/* zip.h - opens a zip's directory and its members as streams; shared by the office formats (APPNOTE.TXT 6.3). */
#ifndef TS_EXTRACT_ZIP_H
#define TS_EXTRACT_ZIP_H

#include "base/limits.h"
#include "extract/sink.h"
#include "extract/source.h"
#include "extract/zip_lock.h"

#define TS_ZIP_END "PK\5\6" /* begins the record that ends a directory (4.3.16) */

typedef struct ts_zip_entry {
    ts_span name; /* as stored; borrowed from the zip */
    uint16_t method, flags;
    uint16_t time; /* as stored: ZipCrypto tells a password by it */
    struct { /* WinZip's AES, where method is 99: APPNOTE.TXT 4.4.5 */
        uint16_t version, method;
        uint8_t strength;
    } aes;
    uint32_t crc;
    uint64_t packed, size; /* as claimed */
    uint64_t at; /* of the local header */
    ts_instant modified; /* 0 not known */
    bool overlaps; /* its bytes are another member's too */
} ts_zip_entry;

typedef struct ts_zip {
    ts_source *in;
    ts_zip_entry *entry;
    size_t entries;
    ts_buf directory;
    uint64_t before; /* bytes in front of the archive: a program that unpacks itself */
    uint64_t gaps; /* bytes between members that no member owns, where they are more than padding */
    uint64_t given; /* bytes unpacked so far, all members together */
} ts_zip;

/* TS_EFORMAT: there is no (whole) directory. */
ts_err ts_zip_open(ts_source *in, ts_zip *out);
void ts_zip_done(ts_zip *z);
/* By exact name, ASCII case ignored; NULL if none. */
const ts_zip_entry *ts_zip_find(const ts_zip *z, const char *name);

/* One member's content as a stream. */
typedef struct ts_zip_stream {
    ts_source *in;
    uint64_t *given; /* of the zip */
    struct ts_inflate *inflate;
    struct ts_inflate64 *inflate64; /* instead */
    char *packed;
    size_t have, taken;
    uint64_t at, left; /* packed bytes still to be read; UINT64_MAX: until the deflate stream ends */
    uint64_t packed_read, out;
    uint32_t crc, want_crc;
    ts_zip_lock lock; /* none where the member is not locked */
    uint32_t opened; /* the password that fitted, from 1; 0 none */
    unsigned method; /* the true one */
    bool stored, ended, check;
    ts_reason reason; /* why it broke off */
} ts_zip_stream;
/* False, with `reason` set, where it cannot be read at all: encrypted, unsupported, corrupt. */
bool ts_zip_stream_open(ts_zip *z, const ts_zip_entry *e, ts_zip_stream *out);
/* A ts_source_fill; at a break it gives 0 bytes and `reason` is set. */
ts_err ts_zip_stream_fill(void *stream, char *out, size_t cap, size_t *got);
void ts_zip_stream_done(ts_zip_stream *s);

/* All of it to the sink, with the password that opened it. */
ts_err ts_zip_stream_emit(ts_zip_stream *s, ts_sink *out);

/* Emits one member as a child. */
ts_err ts_zip_emit(ts_zip *z, const ts_zip_entry *e, ts_sink *out);
/* The little-endian number at p. */
static inline uint32_t ts_zip_u32(const char *p) {
    ts_cursor c = ts_cursor_over((ts_span){p, 4});
    return ts_read_u32le(&c);
}
enum { TS_ZIP_LOCAL = 0x04034b50, TS_ZIP_LOCAL_SIZE = 30, TS_ZIP_CENTRAL = 0x02014b50, TS_ZIP_END_SIZE = 22 };
/* What an entry's extra field says beyond it; *part: of several, where that stands there. */
void ts_zip_extra(ts_span extra, ts_zip_entry *e, uint32_t *part);
/* A DOS date and time, which say no zone: taken as UTC; 0: none. */
ts_instant ts_zip_time(uint16_t time, uint16_t date);

#endif
