/* rar_view.h - a rar that a password closes, shown as the same archive in the clear: what unpacks rar needs to know of no lock.
 *
 * It is as long as the locked one, and every header and its data stand between the same bytes: a header loses what it says of
 * its lock, and fillers that readers pass over take the room.  Nothing is held in memory but where headers stand.
 */
#ifndef TS_EXTRACT_RAR_VIEW_H
#define TS_EXTRACT_RAR_VIEW_H

#include "extract/sink.h"
#include "extract/source.h"

typedef struct ts_rar_view ts_rar_view;

/* Unpacks the first member of an archive, to nobody: does it come out whole, as its sum says?  *given: bytes unpacked. */
typedef bool (*ts_rar_proof)(ts_source *in, bool is_new, uint64_t *given);

/* Tries the passwords on what is locked in it (those that fit are told to the sink).  *out NULL: nothing could be opened, or
 * needed to be.  TS_EENCRYPTED: its headers are closed, and no password fits. */
ts_err ts_rar_view_open(ts_source *in, ts_sink *sink, ts_rar_proof proof, ts_rar_view **out);
/* The archive in the clear; what could not be opened stands in it as it was. */
ts_source *ts_rar_view_source(ts_rar_view *v);
/* Of the member whose header is the first at or behind `header`: may these bytes be what went in?  Only of rar 5 archives whose
 * sums are mixed with the key, which no one else can check. */
bool ts_rar_view_sum_fits(ts_rar_view *v, uint64_t header, uint32_t crc);
void ts_rar_view_free(ts_rar_view *v);

#endif
