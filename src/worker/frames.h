/* frames.h - what a worker says of an item: its segments and what was found in them, as frames. */
#ifndef TS_WORKER_FRAMES_H
#define TS_WORKER_FRAMES_H

#include <time.h>

#include "detect/detect.h"
#include "worker/control.h"
#include "worker/wire.h"

enum { TS_FRAMES_DATA = 256 * 1024 }; /* bytes of text, or of a child, in one frame */

typedef struct ts_frames {
    const ts_control_setup *setup; /* what the parent asked for */
    ts_detect *detect;
    ts_buf out;
    uint32_t item, sequence;
    time_t flushed;
    struct { /* the frame of values that is open */
        size_t frame; /* where it stands; SIZE_MAX: none is */
        uint32_t n, shapes, first, row;
        ts_wire_shape shape[TS_WIRE_SHAPES];
        uint64_t key[TS_WIRE_SHAPES]; /* key_of the mentions that have it */
        uint8_t near[TS_WIRE_SHAPES]; /* where a shape was last found */
        ts_buf around, bytes;
    } values;
} ts_frames;

void ts_frames_init(ts_frames *to, const ts_control_setup *setup, ts_detect *detect);
void ts_frames_done(ts_frames *to);

/* Begins a frame of the item at hand; its payload is put to `out`, and ts_frame_close ends it. */
size_t ts_frames_open(ts_frames *to, ts_frame_type type);
void ts_frames_bytes(ts_frames *to, ts_frame_type type, ts_span bytes);
/* Written now; ends the process where no one is left who reads. */
void ts_frames_flush(ts_frames *to);
void ts_frames_flush_if_due(ts_frames *to);
/* What there is is written; where nothing was for a while, that the worker lives. */
void ts_frames_alive(ts_frames *to);
/* Cut to at most max bytes, not inside a character. */
ts_span ts_frames_cut(ts_span s, size_t max);

void ts_frames_segment(ts_frames *to, const ts_segment *s);
/* Behind their segment: mentions as they are written, or with their sightings. */
void ts_frames_values(ts_frames *to, const ts_segment *s, const ts_findings *f);
/* The same values, a frame each, with the facts of it behind it. */
void ts_frames_explained(ts_frames *to, const ts_segment *s, const ts_findings *f);
void ts_frames_sightings(ts_frames *to, const ts_segment *s, const ts_findings *f);

#endif
