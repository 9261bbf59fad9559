/* csv_scan.c - the mask in plain C, for the last bytes of a text and for machines without SSE2. */
#include "extract/csv_scan.h"

uint64_t ts_csv_mask_plain(const ts_csv_scan *s) {
    uint64_t mask = 0;
    size_t n = s->text.len - s->block < 64 ? s->text.len - s->block : 64;
    for (size_t i = 0; i < n; i++) {
        char c = s->text.ptr[s->block + i];
        mask |= (uint64_t)(c == s->separator || c == s->quote || c == s->end) << i;
    }
    return mask;
}
