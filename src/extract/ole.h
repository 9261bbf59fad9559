/* ole.h - compound files (MS-CFB): storages and streams in one file, as old Office and Outlook write them.
 *
 * Sectors are chained by a table of their own (FAT); streams below 4 KiB lie in small sectors inside one big stream (mini
 * FAT).  Each sector belongs to one chain: a chain that runs into a sector that is taken ends there, so that cycles and
 * shared sectors cost nothing and all walking is linear in the file.  A file that was cut is read as far as it goes.
 */
#ifndef TS_EXTRACT_OLE_H
#define TS_EXTRACT_OLE_H

#include "base/mem.h"
#include "extract/extractor.h"
#include "extract/ole_tree.h"

/* A stream's bytes, at any place.  Its file must outlive it. */
typedef struct ts_ole_stream {
    struct ts_ole *o;
    struct ts_ole_extent *extent;
    size_t extents;
    bool small; /* in mini sectors */
    uint64_t size; /* bytes there are */
    uint64_t missing; /* claimed beyond them */
    ts_reason reason; /* why they are missing */
    uint64_t at; /* where `fill` goes on */
} ts_ole_stream;

typedef struct ts_ole {
    ts_source *in;
    ts_arena arena;
    ts_ole_entry *entry; /* entry[0] is the root */
    size_t entries;
    ts_reason reason; /* of what is missing of the tables themselves: TS_READ, truncated, corrupt */
    /* Unless NULL: what ts_ole_copy reads of a stream, from its begin to its end, is opened by this. */
    void (*opener)(void *context, size_t entry, uint64_t at, char *bytes, size_t len);
    void *opener_context;
    /* its own */
    unsigned shift, mini_shift; /* log2 of a sector's bytes */
    uint32_t cutoff; /* streams smaller than this lie in mini sectors */
    uint64_t sectors; /* that the file has room for, a last cut one too */
    uint32_t *fat, *mini;
    size_t fats, minis;
    uint8_t *taken, *mini_taken; /* a bit a sector */
    ts_ole_stream small; /* the mini stream */
    uint64_t small_size;
} ts_ole;

/* The first eight bytes of each such file. */
bool ts_ole_magic(ts_span head);
/* TS_EFORMAT where no directory can be read; `o` is to be done in any case. */
ts_err ts_ole_open(ts_source *in, ts_ole *o);
void ts_ole_done(ts_ole *o);
/* The entry of this name directly inside `storage`, ASCII case ignored; 0: none. */
size_t ts_ole_find(const ts_ole *o, size_t storage, const char *name);
/* Is this what ts_ole_find finds under this name at the top? */
bool ts_ole_is(const ts_ole *o, size_t entry, const char *name);

void ts_ole_stream_open(ts_ole *o, size_t entry, ts_ole_stream *s);
void ts_ole_stream_done(ts_ole_stream *s);
/* Exactly len bytes at `at`, or TS_EFORMAT. */
ts_err ts_ole_stream_read_at(const ts_ole_stream *s, uint64_t at, void *out, size_t len);
/* Puts bytes [at, at + len) of `from` behind what `s` has: pieces of one stream as one.  What is not there is left out. */
void ts_ole_stream_add(ts_ole_stream *s, const ts_ole_stream *from, uint64_t at, uint64_t len);
/* For ts_source_stream; context is the stream. */
ts_err ts_ole_stream_fill(void *context, char *out, size_t cap, size_t *got);
/* The whole stream, or its first `most` bytes. */
ts_err ts_ole_load(ts_ole *o, size_t entry, size_t most, ts_buf *out);
/* Counts what is missing of the stream as not read. */
ts_err ts_ole_missing(const ts_ole_stream *s, ts_sink *out);
/* Bytes [from, to) of an open stream as a child; the same where they are packed as zlib does it. */
ts_err ts_ole_part(const ts_ole_stream *s, uint64_t from, uint64_t to, ts_span name, ts_sink *out);
ts_err ts_ole_unpack(const ts_ole_stream *s, uint64_t from, uint64_t to, ts_span name, ts_sink *out);
/* Bytes [from, from + len) of the stream, or what there is of them, as a child of this name. */
ts_err ts_ole_child(ts_ole *o, size_t entry, uint64_t from, uint64_t len, ts_span name, ts_sink *out);

/* The stream as a child whose name is its path below the storage `within`. */
ts_err ts_ole_member(ts_ole *o, size_t within, size_t entry, ts_sink *out);

/* The storage as a child that is a compound file of its own; `with`, unless 0, is another storage that stands in it then. */
ts_err ts_ole_copy(ts_ole *o, size_t storage, size_t with, ts_span name, ts_sink *out);

/* All in the storage but what `taken` says was read or is only settings: embedded objects and files as children.  Without
 * `taken` everything. */
ts_err ts_ole_rest(ts_ole *o, size_t storage, bool (*taken)(const ts_ole *o, size_t entry), ts_sink *out);
/* The document's properties, as a part "properties". */
ts_err ts_ole_properties(ts_ole *o, size_t storage, ts_sink *out);

/* What the entries at the top say that a file is; 0 where it is none of these. */
typedef enum ts_ole_kind { TS_OLE_NONE, TS_OLE_OTHER, TS_OLE_MSG, TS_OLE_XLS, TS_OLE_DOC, TS_OLE_PPT } ts_ole_kind;
/* Of the storage: 0 for the file itself. */
ts_ole_kind ts_ole_kind_of(const ts_ole *o, size_t storage);
/* For bids: opens the file to see.  TS_OLE_NONE: no such file, or its directory cannot be read. */
ts_ole_kind ts_ole_kind_of_head(const ts_head *head);

#endif
