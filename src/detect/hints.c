/* hints.c - what detection may know beforehand: masks of local ids, names, the realm, packs of kinds. */
#include "detect/hints.h"

#include "detect/name_filter.h"

enum { VERSION = 1, WITH_PACKS = 2, WITH_NAMES = 3, MASK = 32, MASKS = 64 };

void ts_hints_write(const ts_hints *h, ts_buf *out) {
    size_t n = h->masks < MASKS ? h->masks : MASKS;
    ts_buf_add_u8(out, h->names.len ? WITH_NAMES : h->packs.len ? WITH_PACKS : VERSION);
    ts_buf_add_u8(out, h->test_realm);
    ts_buf_add_u8(out, (uint8_t)n);
    for (size_t i = 0; i < n; i++) {
        ts_buf_add(out, ts_span_of(h->mask[i].mask, MASK));
        ts_buf_add_u16le(out, h->mask[i].share);
    }
    if (h->packs.len || h->names.len)
        ts_buf_add_counted(out, h->packs);
    if (h->names.len)
        ts_buf_add_counted(out, h->names);
}

/* Of an id that fits. */
static size_t characters(const char *mask) {
    size_t n = 0;
    for (; *mask; mask++, n++)
        mask += *mask == '\\' && mask[1];
    return n;
}

ts_err ts_hints_read(ts_span bytes, ts_hints *out) {
    ts_cursor c = ts_cursor_over(bytes);
    ts_hints h = {.masks = 0};
    uint8_t version = ts_read_u8(&c), realm = ts_read_u8(&c), n = ts_read_u8(&c);
    if (!c.ok || version < VERSION || version > WITH_NAMES || realm > 1 || n > MASKS)
        return ts_fail(TS_EFORMAT, "hints: not of this program's version");
    for (size_t i = 0; i < n; i++) {
        ts_span mask = ts_read_span(&c, MASK);
        h.mask[i].share = ts_read_u16le(&c);
        if (!c.ok || !memchr(mask.ptr, '\0', MASK))
            return ts_fail(TS_EFORMAT, "hints: mask %zu is cut short", i);
        memcpy(h.mask[i].mask, mask.ptr, MASK);
        h.lengths |= UINT64_C(1) << characters(h.mask[i].mask);
    }
    if (version >= WITH_PACKS)
        h.packs = ts_read_counted(&c);
    if (version == WITH_NAMES)
        h.names = ts_read_counted(&c);
    if (!c.ok || ts_cursor_left(&c) > 0)
        return ts_fail(TS_EFORMAT, "hints: bytes are missing or left over");
    ts_name_filter names;
    if (version == WITH_NAMES)
        TS_TRY(ts_name_filter_read(h.names, &names));
    h.masks = n;
    h.test_realm = realm;
    *out = h;
    return TS_OK;
}

/* 9 any digit, A any capital letter, \A a letter that is the same in all; others as they are. */
static bool mask_fits(const char *mask, const ts_norm *id) {
    size_t i = 0;
    for (; *mask; mask++, i++) {
        if (i >= id->len)
            return false;
        char c = id->text[i];
        bool good = *mask == '9' ? ts_is_digit(c) : *mask == 'A' ? ts_is_upper(c) : false;
        if (*mask == '\\' && mask[1])
            good = c == *++mask;
        else if (*mask != '9' && *mask != 'A')
            good = c == *mask;
        if (!good)
            return false;
    }
    return i == id->len && i > 0;
}

bool ts_hints_fit(const ts_hints *h, const ts_norm *id) {
    if (h->lengths && (id->len >= MASK || !(h->lengths >> id->len & 1)))
        return false; /* most numbers are no ids */
    for (size_t i = 0; i < h->masks; i++)
        if (mask_fits(h->mask[i].mask, id))
            return true;
    return false;
}
