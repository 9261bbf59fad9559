/* rar_headers.h - what the headers of a rar say and the library does not (RARLAB's technical notes, 4 and 5). */
#ifndef TS_EXTRACT_RAR_HEADERS_H
#define TS_EXTRACT_RAR_HEADERS_H

#include "extract/source.h"

typedef struct ts_rar_gaps {
    uint64_t before; /* packed bytes at the start whose member began in a volume that is not there */
    bool after; /* the last member goes on in one */
    bool cut; /* it ends within a member; or, of rar 5, which says where it ends: it does not */
} ts_rar_gaps;

/* What lies in other volumes of its set; where headers are locked or damaged it says what it saw so far. */
ts_rar_gaps ts_rar_gaps_of(ts_source *in);

/* A password closes the data of the member of a rar 5 whose header is the first at or behind from. */
bool ts_rar5_locked(ts_source *in, uint64_t from);

/* Where that header stands.  False: there is none. */
bool ts_rar_member_at(ts_source *in, bool is_new, uint64_t from, uint64_t *at);

/* A number of rar 5: seven bits a byte, the lowest first, until one has no high bit. */
uint64_t ts_rar_vint(ts_cursor *c);
/* Bytes of the signature at the head (7 or 8); 0: there is none. */
size_t ts_rar_signature(ts_span head, bool *is_new);

#endif
