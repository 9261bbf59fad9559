/* biff.h - records of old Excel files, and the strings in them (MS-XLS 2.1.4, 2.5).
 *
 * A record has a type, a length and up to 8,224 bytes; a longer one goes on in CONTINUE records.  A string may be cut
 * anywhere between letters, and then says anew whether its letters have one byte or two.
 */
#ifndef TS_EXTRACT_BIFF_H
#define TS_EXTRACT_BIFF_H

#include "extract/source.h"

typedef struct ts_biff {
    ts_source *in;
    uint64_t at; /* where the record begins, in the stream */
    uint16_t type;
    bool wide; /* BIFF8: strings are Unicode; else of `page` */
    unsigned page; /* code page of strings */
    bool cut; /* the stream ends inside a record */
    /* its own */
    ts_span data; /* of the record, or of the CONTINUE that is being read; the source's */
    size_t next; /* in `data` */
    bool ok; /* false once something beyond the record was asked for */
} ts_biff;

/* The next record, past what is left of the last one; false at the end. */
bool ts_biff_next(ts_biff *b);
/* Bytes that this record, without what continues it, still has. */
size_t ts_biff_left(const ts_biff *b);
/* Numbers and bytes at the record's place; 0 or nothing, and ok = false, beyond its end. */
uint8_t ts_biff_u8(ts_biff *b);
uint16_t ts_biff_u16(ts_biff *b);
uint32_t ts_biff_u32(ts_biff *b);
double ts_biff_f64(ts_biff *b);
/* Bytes that lie in one record. */
ts_span ts_biff_span(ts_biff *b, size_t n);
/* Passes over n bytes, also of what continues it. */
void ts_biff_skip(ts_biff *b, uint64_t n);
/* Goes to the CONTINUE that follows; false: none does. */
bool ts_biff_continue(ts_biff *b);

/* Appends a string of n letters as UTF-8: with its flags before it in BIFF8 (with runs of format and hints of how it is
 * spoken, which are passed over), else of bytes. */
void ts_biff_string(ts_biff *b, size_t n, ts_buf *out);
/* The letters alone, `two` bytes each or one. */
void ts_biff_letters(ts_biff *b, size_t n, bool two, ts_buf *out);

#endif
