/* content_line.h - the lines that vCard and iCalendar are made of: "group.NAME;PARAM=value:value", folded
 * (RFC 5545, 3.1; RFC 6350, 3.2 and 3.3; vCard 2.1, 2).
 *
 * They are read block by block: up to and with the next END line, all of it in memory.
 */
#ifndef TS_EXTRACT_CONTENT_LINE_H
#define TS_EXTRACT_CONTENT_LINE_H

#include "base/mem.h"
#include "extract/extractor.h"

typedef struct ts_content {
    ts_span name; /* without its group; empty: no content line, `value` is all of it */
    ts_span params; /* "TYPE=work;CHARSET=utf-8", as written */
    ts_span value; /* unfolded; points into the block where it stands there in one piece */
    /* of the block: */
    ts_span block;
    size_t at;
    bool keeps_space; /* of version 2.1: lines were folded before white space that belongs to the text */
    ts_buf line; /* unfolded */
    ts_arena decoded; /* whatever of the block had to be decoded */
} ts_content;

/* The next block of the source, not taken yet: up to and with a line that begins "END:"; empty at the end.  A block
 * beyond 64 MiB comes in pieces. */
ts_span ts_content_block(ts_source *in);
/* Begins to read a block; drops what was decoded for the last one. */
void ts_content_begin(ts_content *c, ts_span block);
void ts_content_done(ts_content *c);
/* The next line that is not empty; spans are valid until the next call. */
bool ts_content_next(ts_content *c);

static inline bool ts_content_is(const ts_content *c, const char *name) {
    return ts_span_eq_nocase(c->name, ts_str(name));
}
/* The first value of a parameter, without quotes; empty if there is none. */
ts_span ts_content_param(const ts_content *c, const char *name);
/* Is one of the parameters' values, named or not ("TYPE=work,voice", "WORK"), this one? */
bool ts_content_has(const ts_content *c, const char *value);
/* The value as text: quoted-printable and the charset that the line names undone, escapes left.  In the block, or kept
 * until the next one begins. */
ts_span ts_content_text(ts_content *c);
/* The next piece of a text, parted by `separator` ('\0': all of it), its escapes undone; false at the end: start with
 * *at = 0.  Kept as above. */
bool ts_content_piece(ts_content *c, ts_span text, char separator, size_t *at, ts_span *piece);
/* Is the value base64, in this line or as a data: URI (RFC 2397)?  *letters is then what to decode, *type its media
 * type or short name ("image/jpeg", "JPEG"), perhaps empty. */
bool ts_content_binary(const ts_content *c, ts_span *letters, ts_span *type);
/* Gives a binary value as a child called "<base>-<name>.<ending of its type>". */
ts_err ts_content_child(const ts_content *c, ts_sink *out, ts_span letters, ts_span type, const char *base);

#endif
