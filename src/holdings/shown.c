/* shown.c - names that came from a file, as they are shown to a person: tables and columns may be called anything. */
#include "holdings/shown.h"

/* Controls, line and paragraph ends, marks that are not seen or that turn the direction of writing (Unicode, UAX #9). */
static bool steers(uint32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

void ts_shown_name(ts_buf *out, ts_span name, size_t most) {
    ts_buf_add_str(out, ""); /* a text even of no name */
    for (size_t at = 0, shown = 0; at < name.len && shown < most; shown++) {
        size_t from = at;
        uint32_t c = ts_utf8_next(name, &at);
        bool torn = c == 0xfffd && at == from + 1; /* a byte that is no character: 9b alone steers some terminals */
        if (torn || steers(c))
            ts_buf_add_char(out, '?');
        else
            ts_buf_add(out, ts_slice(name, from, at - from));
    }
}
