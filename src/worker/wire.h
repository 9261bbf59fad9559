/* wire.h - framed messages between parent and worker; trusts neither length nor order (decisions.md 7).
 *
 * Frame: u32 length of the payload <= 1 MiB, u16 type, u16 version, u32 item, u32 sequence, little-endian.
 * The worker says HELLO once, then for each item of its job, in order:
 *   BEGIN, (SEGMENT TEXT* FINDINGS* | CHILD DATA* CHILD_END | NOTE)*, END.
 */
#ifndef TS_WORKER_WIRE_H
#define TS_WORKER_WIRE_H

#include "base/bytes.h"
#include "model/segment.h"
#include "model/sighting.h"

enum { TS_WIRE_VERSION = 1, TS_WIRE_HEADER = 16 };

typedef enum ts_frame_type {
    TS_FRAME_HELLO = 1, /* u32 layers active (enum ts_layer) */
    TS_FRAME_BEGIN,
    TS_FRAME_SEGMENT,   /* ts_wire_segment: what it is, without text */
    TS_FRAME_TEXT,      /* its text, where the job wants text; pieces */
    TS_FRAME_FINDINGS,  /* mentions and sightings; pieces, a sighting is never split from its mentions */
    TS_FRAME_CHILD,     /* name, claimed size, time */
    TS_FRAME_DATA,
    TS_FRAME_CHILD_END, /* reason, stored bytes */
    TS_FRAME_NOTE,
    TS_FRAME_END        /* outcome: format, version, reason, unread, content bytes, elsewhere, message */
} ts_frame_type;

typedef struct ts_frame {
    uint16_t type;
    uint32_t item, sequence;
    ts_span payload;
} ts_frame;

void ts_frame_put(ts_buf *out, const ts_frame *f);
/* Takes one frame off `in`; false: not all there yet (*need: bytes wanted), or *bad. */
bool ts_frame_get(ts_cursor *in, ts_frame *out, size_t *need, bool *bad);

/* What a job wants of each item. */
enum ts_want { TS_WANT_TEXT = 1, TS_WANT_MENTIONS = 2, TS_WANT_SIGHTINGS = 4, TS_WANT_VALUES = 8 /* raw value text with each mention (scan) */ };

#endif
