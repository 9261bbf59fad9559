/* image_notes.h - what a picture says in words beside its pixels: who took it, where, with what, and what is on it. */
#ifndef TS_EXTRACT_IMAGE_NOTES_H
#define TS_EXTRACT_IMAGE_NOTES_H

#include "extract/image_head.h"
#include "extract/sink.h"

/* Emits a part "properties" with a line "name: value" for each that is there; nothing where there is none.  Damage in them
 * ends them, and is no damage of the picture; what is beyond TS_LIMIT_NOTES is declared unread.  *quarters: how many quarters clockwise the picture is to be turned to stand as
 * it was taken, where it says so and the library does not do it (EXIF in JPEG, PNG, WebP). */
ts_err ts_image_notes(ts_sink *out, ts_image_kind kind, ts_span bytes, int *quarters);

#endif
