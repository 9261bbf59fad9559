/* rc4.c - the cipher of old Office documents. */
#include "extract/rc4.h"

void ts_rc4_set(ts_rc4 *r, ts_span key) {
    r->i = r->j = 0;
    for (unsigned k = 0; k < 256; k++)
        r->s[k] = (uint8_t)k;
    for (unsigned k = 0, j = 0; k < 256; k++) {
        j = (j + r->s[k] + (uint8_t)key.ptr[k % key.len]) & 0xFF;
        uint8_t swap = r->s[k];
        r->s[k] = r->s[j];
        r->s[j] = swap;
    }
}

uint8_t ts_rc4_next(ts_rc4 *r) {
    uint8_t a = r->s[++r->i], b = r->s[r->j = (uint8_t)(r->j + a)];
    r->s[r->i] = b;
    r->s[r->j] = a;
    return r->s[(uint8_t)(a + b)];
}
