/* inflate.c - raw deflate as a stream (RFC 1951); ISA-L, which unpacks at about three times zlib's rate. */
#include "extract/inflate.h"

#include <isa-l.h>
#include <stddef.h>

#include "base/mem.h"

struct ts_inflate {
    struct inflate_state state;
    size_t back;
};

ts_inflate *ts_inflate_new(void) {
    ts_inflate *z = ts_grow(NULL, 1, sizeof *z);
    /* All but the 64 KiB at its end, of which nothing is read before it is written. */
    memset(&z->state, 0, offsetof(struct inflate_state, tmp_out_buffer));
    ts_inflate_reset(z);
    return z;
}

void ts_inflate_free(ts_inflate *z) { ts_free(z); }

void ts_inflate_reset(ts_inflate *z) {
    isal_inflate_init(&z->state);
    z->back = 0;
    z->state.crc_flag = ISAL_DEFLATE;
}

ts_err ts_inflate_run(ts_inflate *z, ts_span in, char *out, size_t cap, size_t *used, size_t *got, bool *ended) {
    struct inflate_state *s = &z->state;
    if (in.len > UINT32_MAX / 2)
        in.len = UINT32_MAX / 2;
    s->next_in = (uint8_t *)(uintptr_t)in.ptr;
    s->avail_in = (uint32_t)in.len;
    s->next_out = (uint8_t *)out;
    s->avail_out = (uint32_t)cap;
    int r = isal_inflate(s);
    *used = in.len - s->avail_in;
    *got = cap - s->avail_out;
    *ended = s->block_state == ISAL_BLOCK_FINISH;
    if (*ended) { /* whole bytes that were read ahead into the bit buffer are not used */
        size_t ahead = (size_t)(s->read_in_length > 0 ? s->read_in_length / 8 : 0);
        z->back = ahead > *used ? ahead - *used : 0;
        *used -= ahead - z->back;
    }
    if (r == ISAL_DECOMP_OK || r == ISAL_END_INPUT || r == ISAL_OUT_OVERFLOW)
        return TS_OK;
    return ts_fail(TS_EFORMAT, "packed bytes are damaged");
}

size_t ts_inflate_back(const ts_inflate *z) { return z->back; }

uint32_t ts_crc32(uint32_t crc, ts_span bytes) {
    return crc32_gzip_refl(crc, (const unsigned char *)bytes.ptr, bytes.len);
}
