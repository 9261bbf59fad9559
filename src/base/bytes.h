/* bytes.h - spans, growing buffers, and the cursor that reads hostile bytes. */
#ifndef TS_BASE_BYTES_H
#define TS_BASE_BYTES_H

#include <string.h>
#include <touchstone/error.h>
#include <touchstone/types.h>

#include "base/copy.h"

/* A span over a C string or literal; borrows it. */
static inline ts_span ts_str(const char *text) { return (ts_span){text, text ? strlen(text) : 0}; }
static inline ts_span ts_span_of(const void *ptr, size_t len) { return (ts_span){(const char *)ptr, len}; }
static inline bool ts_span_eq(ts_span a, ts_span b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
/* Bytewise order; a shorter span that is a prefix comes first. */
int ts_span_cmp(ts_span a, ts_span b);
/* ASCII letters compare alike whatever their case. */
bool ts_span_eq_nocase(ts_span a, ts_span b);
static inline bool ts_span_starts(ts_span s, ts_span prefix) {
    return s.len >= prefix.len &&
           (prefix.len == 0 || (s.ptr[0] == prefix.ptr[0] && memcmp(s.ptr, prefix.ptr, prefix.len) == 0));
}
bool ts_span_starts_nocase(ts_span s, ts_span prefix);
/* Index of the first `needle` in `hay` at or after `from`; SIZE_MAX if none. */
size_t ts_span_find(ts_span hay, ts_span needle, size_t from);
/* The last place that begins below `before`.  Fast where the needle's last byte is rare. */
size_t ts_span_find_last(ts_span hay, ts_span needle, size_t before);
/* Same, ASCII case ignored; `needle` must be lower case. */
size_t ts_span_find_nocase(ts_span hay, ts_span needle, size_t from);
/* Up to, not including, the first NUL. */
ts_span ts_until_nul(ts_span s);

static inline bool ts_is_digit(char c) { return (unsigned)(c - '0') < 10u; }
static inline bool ts_is_upper(char c) { return (unsigned)(c - 'A') < 26u; }
static inline bool ts_is_alpha(char c) { return (unsigned)((c | 32) - 'a') < 26u; }
static inline bool ts_is_alnum(char c) { return ts_is_digit(c) || ts_is_alpha(c); }
static inline bool ts_is_space(char c) { return c == ' ' || (unsigned)(c - 9) < 5u; }
static inline char ts_lower(char c) { return ts_is_upper(c) ? (char)(c | 32) : c; }
static inline char ts_upper(char c) { return (unsigned)(c - 'a') < 26u ? (char)(c & ~32) : c; }

/* Without ASCII white space and NULs at both ends. */
static inline ts_span ts_trim(ts_span s) {
    while (s.len && (unsigned char)s.ptr[0] <= ' ' && (ts_is_space(s.ptr[0]) || s.ptr[0] == 0))
        s.ptr++, s.len--;
    while (s.len && (unsigned char)s.ptr[s.len - 1] <= ' ' && (ts_is_space(s.ptr[s.len - 1]) || s.ptr[s.len - 1] == 0))
        s.len--;
    return s;
}
/* The part [at, at+len) of `s`, cut to what there is. */
static inline ts_span ts_slice(ts_span s, size_t at, size_t len) {
    if (at > s.len)
        at = s.len;
    if (len > s.len - at)
        len = s.len - at;
    return (ts_span){at ? s.ptr + at : s.ptr, len}; /* no arithmetic on a pointer to nothing */
}

/* A growing buffer; {0} is empty and valid.  Always followed by a NUL that len does not count. */
typedef struct ts_buf {
    char *ptr;
    size_t len, cap;
} ts_buf;

void ts_buf_reserve(ts_buf *b, size_t more); /* room for `more` bytes after len */
void ts_buf_add(ts_buf *b, ts_span s);
void ts_buf_add_str(ts_buf *b, const char *s);
void ts_buf_add_char(ts_buf *b, char c);
__attribute__((format(printf, 2, 3))) void ts_buf_addf(ts_buf *b, const char *format, ...);
void ts_buf_add_u8(ts_buf *b, uint8_t v);
void ts_buf_add_u16le(ts_buf *b, uint16_t v);
void ts_buf_add_u32le(ts_buf *b, uint32_t v);
void ts_buf_add_u64le(ts_buf *b, uint64_t v);
void ts_buf_add_varint(ts_buf *b, uint64_t v); /* LEB128 */
/* u32 length, then the bytes. */
void ts_buf_add_counted(ts_buf *b, ts_span s);
/* One Unicode scalar value as UTF-8; U+FFFD for what is none. */
void ts_buf_add_utf8(ts_buf *b, uint32_t c);
static inline ts_span ts_buf_span(const ts_buf *b) { return (ts_span){b->ptr, b->len}; }
void ts_buf_clear(ts_buf *b); /* len = 0, memory kept  */
void ts_buf_done(ts_buf *b); /* frees; {0} again      */
void ts_buf_wipe(ts_buf *b); /* overwrites, then frees */

/* Reads hostile bytes: `ok` turns false at the first overrun and stays so; ask once at the end.
 * After an overrun every read gives 0 or an empty span. */
typedef struct ts_cursor {
    const char *at, *end;
    bool ok;
} ts_cursor;

static inline ts_cursor ts_cursor_over(ts_span s) {
    return (ts_cursor){s.ptr, s.len ? s.ptr + s.len : s.ptr, true}; /* NULL + 0 is undefined in C */
}
static inline size_t ts_cursor_left(const ts_cursor *c) { return c->ok ? (size_t)(c->end - c->at) : 0; }
ts_span ts_read_span(ts_cursor *c, size_t len);
void ts_skip(ts_cursor *c, size_t len);
uint8_t ts_read_u8(ts_cursor *c);
uint16_t ts_read_u16le(ts_cursor *c);
uint32_t ts_read_u32le(ts_cursor *c);
uint64_t ts_read_u64le(ts_cursor *c);
uint16_t ts_read_u16be(ts_cursor *c);
uint32_t ts_read_u32be(ts_cursor *c);
uint64_t ts_read_varint(ts_cursor *c);
ts_span ts_read_counted(ts_cursor *c); /* u32 length, then that many bytes */

/* The number that stands at a place; 0 where it does not lie inside wholly. */
uint16_t ts_u16le_at(ts_span s, size_t at);
uint16_t ts_u16be_at(ts_span s, size_t at);
uint32_t ts_u32le_at(ts_span s, size_t at);
uint32_t ts_u32be_at(ts_span s, size_t at);

/* Lower-case hex of `in` into `out` (2 * in.len + 1 bytes, NUL-terminated). */
void ts_hex(ts_span in, char *out);
/* Hex to bytes; false unless exactly 2 * len hex digits. */
bool ts_unhex(ts_span hex, void *out, size_t len);
/* True if every byte sequence is valid UTF-8 (RFC 3629: no surrogates, no overlong forms). */
bool ts_utf8_valid(ts_span s);
/* Of valid UTF-8: true where no output has to escape it, since there are no controls, quotes and backslashes in it, and
 * no marks that steer a terminal.  False also for some harmless signs.  *tabs: those were the only reason. */
bool ts_text_plain(ts_span s, bool *tabs);
/* Decodes one scalar at *at (which must be < s.len), moves *at on; U+FFFD and one byte for what is invalid. */
uint32_t ts_utf8_next(ts_span s, size_t *at);
/* A whole decimal number without sign; false on anything else or overflow. */
bool ts_parse_u64(ts_span s, uint64_t *out);

#endif
