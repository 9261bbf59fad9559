/* name_mark.c - 64 bits by which a word of a name is known: the holdings keep them, detection asks for them. */
#include "text/name_mark.h"

#include "base/bytes.h"

/* Eight letters at a time, each step one-to-one in what came before; then the last mixing of MurmurHash3. */
uint64_t ts_name_mark(ts_span capitals) {
    if (capitals.len < TS_NAME_MARK_LEAST || capitals.len > TS_NAME_MARK_MOST)
        return 0;
    uint64_t mark = 0;
    for (size_t at = 0; at < capitals.len; at += 8) {
        uint64_t letters = 0;
        for (size_t i = at; i < capitals.len && i < at + 8; i++) {
            if (!ts_is_upper(capitals.ptr[i]))
                return 0;
            letters |= (uint64_t)(unsigned char)capitals.ptr[i] << 8 * (i - at);
        }
        mark = (mark ^ letters) * UINT64_C(0x9E3779B97F4A7C15);
        mark ^= mark >> 29;
    }
    mark = (mark ^ mark >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
    mark = (mark ^ mark >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
    mark ^= mark >> 33;
    mark &= ~(uint64_t)TS_NAME_ROLES;
    return mark ? mark : TS_NAME_ROLES + 1;
}
