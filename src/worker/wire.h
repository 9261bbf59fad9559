/* wire.h - framed messages between parent and worker; trusts neither length nor order (decisions.md 7).
 *
 * Frame: u32 length of the payload <= 1 MiB, u16 type, u16 version, u32 item, u32 sequence, little-endian.
 * The worker says HELLO once, then for each item of its job, in order:
 *   BEGIN, SLICE?, (SEGMENT ROWS* TEXT* (FINDINGS | VALUES | WHY)* | CHILD DATA* CHILD_END | NOTE | OPENED)*, LIKENESS?, END.
 * Integers are little-endian; both ends are programs of one build on one machine.
 */
#ifndef TS_WORKER_WIRE_H
#define TS_WORKER_WIRE_H

#include "base/bytes.h"
#include "model/segment.h"
#include "model/sighting.h"

enum { TS_WIRE_VERSION = 6, TS_WIRE_HEADER = 16 };

typedef enum ts_frame_type {
    TS_FRAME_HELLO = 1, /* u32 layers active (enum ts_layer) */
    TS_FRAME_BEGIN,
    TS_FRAME_SEGMENT, /* ts_wire_segment, then counted: format, part, column kinds, and each column's name */
    TS_FRAME_ROWS, /* row numbers of a table as runs: varint first, varint count; pieces */
    TS_FRAME_TEXT, /* its text, where the job wants text; pieces */
    TS_FRAME_FINDINGS, /* ts_wire_findings, mentions, sightings; pieces, a sighting is never split from its mentions */
    TS_FRAME_VALUES, /* ts_wire_values, values, surroundings where wanted, shapes, then the bytes of each in turn */
    TS_FRAME_CHILD, /* u64 claimed size, u64 time, counted name */
    TS_FRAME_DATA,
    TS_FRAME_CHILD_END, /* u8 reason, u64 stored bytes */
    TS_FRAME_NOTE,
    TS_FRAME_END, /* ts_wire_end, counted: format, message */
    TS_FRAME_SLICE, /* u64 where the slice begins, with TS_SLICE_ALONE where it is a sample; where the job is one and the
                        format gives such */
    TS_FRAME_OPENED, /* u32: the password of this number opened the item or part of it; also inside a child */
    TS_FRAME_WHY, /* u8: 1 of the value that came before, 0 of a text without any; then facts: ts_wire_why and its text each */
    TS_FRAME_ALIVE, /* nothing: much was looked through without a find */
    TS_FRAME_LIKENESS, /* of the whole item, where the job wants it and there are words: text/likeness.h */
    TS_FRAME_LAST
} ts_frame_type;

/* Fixed parts of payloads; laid out without holes, so that they are copied as they stand. */
typedef struct ts_wire_segment {
    uint64_t offset, at;
    uint32_t ordinal, text_len, columns, heads, rows;
    uint8_t type, more;
    uint16_t zero;
} ts_wire_segment;
_Static_assert(sizeof(ts_wire_segment) == 40, "no holes");

typedef struct ts_wire_findings {
    uint32_t mentions, sightings;
} ts_wire_findings;

/* A mention for a case; followed by its normal form. */
typedef struct ts_wire_mention {
    uint32_t start, end, row;
    uint16_t column; /* TS_WIRE_NO_COLUMN outside tables */
    uint8_t kind, confidence, flags, norm;
    uint16_t zero;
} ts_wire_mention;
_Static_assert(sizeof(ts_wire_mention) == 20, "no holes");

/* Mentions for scan: as they are written, without normal form.  What many of a frame share is its shape, told once. */
typedef struct ts_wire_values {
    uint32_t values, shapes; /* at most TS_WIRE_SHAPES */
    uint32_t row; /* of the first */
} ts_wire_values;
_Static_assert(sizeof(ts_wire_values) == 12, "no holes");

typedef struct ts_wire_shape {
    uint16_t column; /* TS_WIRE_NO_COLUMN outside tables */
    uint8_t kind, confidence, flags, zero;
} ts_wire_shape;
_Static_assert(sizeof(ts_wire_shape) == 6, "no holes");

/* Its bytes: before, value, after. */
typedef struct ts_wire_value {
    uint32_t start;
    uint32_t from; /* source offset, relative to the segment's `at`; TS_NO_CELL: none */
    uint16_t len; /* a longer value is cut at TS_WIRE_VALUE_MAX */
    uint8_t shape;
    uint8_t step; /* rows behind the one before */
} ts_wire_value;
_Static_assert(sizeof(ts_wire_value) == 12, "no holes");

/* How many bytes beside a value come along; only in jobs that want any. */
typedef struct ts_wire_around {
    uint16_t before, after;
} ts_wire_around;

enum { TS_WIRE_SHAPES = 256 };
enum {
    TS_WIRE_NO_COLUMN = 0xFFFF,
    TS_WIRE_VALID = 0x80, /* in flags beside enum ts_mention_flag */
    TS_WIRE_VALUE_MAX = 4096,
    TS_WIRE_CONTEXT_MAX = 1024, /* bytes of surroundings on either side */
    TS_WIRE_NOTE_MAX = 1024,
    TS_WIRE_HEAD_MAX = 256 /* a column's name is cut here; those past TS_LIMIT_ROLE_COLUMNS are not sent */
};

/* A fact of touchstone/why.h; followed by its text. */
typedef struct ts_wire_why {
    uint8_t what, kind, confidence, text;
} ts_wire_why;

typedef struct ts_wire_sighting {
    uint64_t place;
    uint32_t first, categories;
    int32_t date;
    uint16_t count;
    uint8_t role, shape;
} ts_wire_sighting;
_Static_assert(sizeof(ts_wire_sighting) == 24, "no holes");

typedef struct ts_wire_end {
    uint64_t unread, content;
    uint64_t next, records; /* of a slice: where the one behind it begins, and its records */
    uint64_t sketch[2]; /* text/sketch.h; 0: too little text, or not asked for */
    uint16_t version;
    uint8_t reason, elsewhere;
    uint32_t zero;
} ts_wire_end;
_Static_assert(sizeof(ts_wire_end) == 56, "no holes");

typedef struct ts_frame {
    uint16_t type;
    uint32_t item, sequence;
    ts_span payload;
} ts_frame;

void ts_frame_put(ts_buf *out, const ts_frame *f);
/* Appends a frame without its payload and returns where it stands, for a payload that is built in
 * place; ts_frame_close then writes its length. */
size_t ts_frame_open(ts_buf *out, uint16_t type, uint32_t item, uint32_t sequence);
void ts_frame_close(ts_buf *out, size_t frame);
/* Takes one frame off `in`; false: not all there yet (*need: bytes of the whole frame, as far as known), or *bad. */
bool ts_frame_get(ts_cursor *in, ts_frame *out, size_t *need, bool *bad);

/* The layers of the sandbox; HELLO says which of them stand. */
enum ts_layer {
    TS_LAYER_NO_NEW_PRIVS = 1 << 0,
    TS_LAYER_SECCOMP = 1 << 1, /* without it a worker refuses to start */
    TS_LAYER_LANDLOCK = 1 << 2, /* no file system */
    TS_LAYER_NAMESPACES = 1 << 3, /* network, IPC and mounts of its own */
    TS_LAYER_EMPTY_ROOT = 1 << 4, /* its / is an empty read-only tmpfs */
    TS_LAYER_OWN_UID = 1 << 5, /* started by root, runs as nobody that owns anything */
    TS_LAYER_LIMITS = 1 << 6,
    TS_LAYERS = 7
};
/* "seccomp", "landlock", ... of bit number i < TS_LAYERS. */
const char *ts_layer_name(int bit);

/* What a job wants of each item. */
enum ts_want {
    TS_WANT_TEXT = 1,
    TS_WANT_SIGHTINGS = 2, /* with their mentions in normal form (a case) */
    TS_WANT_VALUES = 4, /* mentions as they are written (scan) */
    TS_WANT_WHY = 8, /* with the facts of each */
    TS_WANT_LIKENESS = 16 /* what a document is known again by */
};

#endif
