/* markup.h - a tokenizer for XML and HTML, one token at a time, over a stream of any length.
 *
 * No DTD is read and no entity is followed but the five of XML, the numbered ones and, in HTML,
 * the named characters of HTML 4: nothing can expand.  Tags that are broken come out as text.
 */
#ifndef TS_EXTRACT_MARKUP_H
#define TS_EXTRACT_MARKUP_H

#include "extract/source.h"

typedef enum ts_markup_type {
    TS_MARKUP_END, /* the stream is over: see in->error */
    TS_MARKUP_TEXT, /* raw, entities still in it; a long run comes in pieces that split no entity */
    TS_MARKUP_LITERAL, /* text without entities: CDATA, the inside of script and style */
    TS_MARKUP_OPEN, /* <name attributes> */
    TS_MARKUP_CLOSE, /* </name> */
    TS_MARKUP_COMMENT, /* a long one comes in pieces */
    TS_MARKUP_OTHER /* <!DOCTYPE ...>, <?...?> */
} ts_markup_type;

typedef struct ts_markup {
    ts_source *in;
    bool html;
    /* The token: borrowed until the next call. */
    ts_markup_type type;
    ts_span name; /* of a tag, with its prefix: "w:p" */
    size_t prefix; /* bytes of that, with its colon */
    ts_span attributes; /* of a tag, raw */
    bool empty; /* <name/> */
    ts_span text; /* of a text, a comment, or all of an `other` */
    /* the tokenizer's own */
    ts_span window; /* what was peeked; `done` bytes of it are behind us, not yet taken */
    size_t done;
    size_t take; /* bytes of this token, passed by the next call */
    uint64_t open_until; /* no '>' stands before this offset */
    enum { TS_MARKUP_CONTENT, TS_MARKUP_IN_COMMENT, TS_MARKUP_IN_CDATA, TS_MARKUP_IN_RAW } state;
    char raw_end[16]; /* "</script" */
} ts_markup;

void ts_markup_init(ts_markup *m, ts_source *in, bool html);
/* The next token; its type is also in m->type. */
ts_markup_type ts_markup_next(ts_markup *m);
/* The name without its prefix: "p" of "w:p". */
ts_span ts_markup_local(ts_span name);
/* The tag's local name.  Reckoned, not copied: a wide load of two words just stored would wait for them. */
static inline ts_span ts_markup_tag(const ts_markup *m) {
    return (ts_span){m->name.ptr + m->prefix, m->name.len - m->prefix};
}
/* Is the tag's local name this one?  ASCII case counts in XML alone. */
bool ts_markup_is(const ts_markup *m, const char *local);
/* Walks attributes: start with *rest = m->attributes.  Values are raw. */
bool ts_markup_attribute(ts_span *rest, ts_span *name, ts_span *value);
/* The raw value of the attribute with this local name; false if there is none. */
bool ts_markup_value(const ts_markup *m, const char *local, ts_span *value);
/* Appends `raw` with its entities resolved; what is none stays as it stands. */
void ts_markup_decode(ts_span raw, bool html, ts_buf *out);

#endif
