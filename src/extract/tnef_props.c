/* tnef_props.c - lists of properties as TNEF writes them (MS-OXTNEF 2.1.3.4), read where they stand. */
#include "extract/tnef_props.h"

#include "base/limits.h"
#include "extract/mapi.h"
#include "text/encoding.h"

/* ---- stretches ---- */

void ts_region_open(ts_region *r, ts_source *in, uint64_t at, uint64_t len) {
    uint64_t size = in->size;
    *r = (ts_region){.in = in, .at = at < size ? at : size, .ok = at <= size && len <= size - at};
    r->end = len < size - r->at ? r->at + len : size;
    r->seen_at = r->at;
}

void ts_region_done(ts_region *r) { ts_buf_wipe(&r->seen); }

ts_span ts_region_look(ts_region *r, size_t n) {
    if (n > TS_REGION_LOOK)
        n = TS_REGION_LOOK;
    if (n > r->end - r->at)
        n = (size_t)(r->end - r->at);
    if (r->at < r->seen_at || r->at + n > r->seen_at + r->seen.len) {
        size_t want = r->end - r->at < TS_REGION_LOOK ? (size_t)(r->end - r->at) : TS_REGION_LOOK;
        ts_buf_clear(&r->seen);
        ts_buf_reserve(&r->seen, want);
        r->seen_at = r->at;
        if (ts_source_read_at(r->in, r->at, r->seen.ptr, want) != TS_OK) {
            r->ok = false;
            r->end = r->at;
            return (ts_span){"", 0};
        }
        r->seen.len = want;
    }
    return ts_slice(ts_buf_span(&r->seen), (size_t)(r->at - r->seen_at), n);
}

void ts_region_skip(ts_region *r, uint64_t n) {
    if (n > r->end - r->at) {
        r->ok = false;
        n = r->end - r->at;
    }
    r->at += n;
}

uint32_t ts_region_u32(ts_region *r) {
    ts_cursor c = ts_cursor_over(ts_region_look(r, 4));
    uint32_t v = ts_read_u32le(&c);
    ts_region_skip(r, 4);
    return v;
}

uint16_t ts_region_u16(ts_region *r) {
    ts_cursor c = ts_cursor_over(ts_region_look(r, 2));
    uint16_t v = ts_read_u16le(&c);
    ts_region_skip(r, 2);
    return v;
}

ts_err ts_region_fill(void *context, char *out, size_t cap, size_t *got) {
    ts_region *r = context;
    ts_span s = ts_region_look(r, cap);
    if (s.len)
        memcpy(out, s.ptr, s.len);
    r->at += s.len;
    *got = s.len;
    return TS_OK;
}

/* ---- properties ---- */

/* Bytes of a value of a fixed type, filled up to 4; 0: its length stands before it (MS-OXCDATA 2.11.1). */
static uint32_t fixed(uint16_t type) {
    switch (type) {
    case TS_MAPI_I16:
    case TS_MAPI_I32:
    case TS_MAPI_BOOL:
    case 0x04: /* a short float */
    case 0x0A: /* an error */
        return 4;
    case TS_MAPI_F64:
    case TS_MAPI_I64:
    case TS_MAPI_TIME:
    case 0x06: /* money */
    case 0x07: /* a time as a float */
        return 8;
    case 0x48: /* a GUID */
        return 16;
    default:
        return 0;
    }
}

static uint64_t padded(uint64_t n) { return (n + 3) & ~UINT64_C(3); }

/* The name of a property that has one. */
static void read_name(ts_region *r, ts_tnef_prop *p, ts_buf *name) {
    ts_span set = ts_region_look(r, sizeof p->set);
    if (set.len == sizeof p->set)
        memcpy(p->set, set.ptr, sizeof p->set);
    ts_region_skip(r, sizeof p->set);
    p->named = true;
    uint32_t by_name = ts_region_u32(r), n = ts_region_u32(r); /* the number, or bytes of the name */
    ts_buf_clear(name);
    if (!by_name) {
        p->number = n;
        return;
    }
    size_t used;
    ts_to_utf8(TS_UTF16LE, ts_region_look(r, n < TS_LIMIT_NAME ? n : TS_LIMIT_NAME), true, name, &used);
    p->name = ts_trim(ts_buf_span(name));
    ts_region_skip(r, padded(n));
}

static ts_err read_prop(ts_region *r, ts_buf *name, ts_err (*each)(void *, const ts_tnef_prop *), void *context) {
    ts_tnef_prop p = {.type = ts_region_u16(r), .name = {"", 0}};
    p.id = ts_region_u16(r);
    if (p.id >= TS_MAPI_FIRST_NAMED)
        read_name(r, &p, name);
    bool many = p.type & TS_MAPI_MANY;
    p.type &= (uint16_t)~TS_MAPI_MANY;
    uint32_t size = fixed(p.type), n = many || !size ? ts_region_u32(r) : 1;
    for (uint32_t i = 0; i < n && r->ok; i++) {
        p.len = size ? size : ts_region_u32(r);
        p.at = r->at;
        uint64_t left = r->end - r->at;
        if (p.len > left)
            p.len = (uint32_t)left, r->ok = false;
        ts_err err = p.len ? each(context, &p) : TS_OK;
        if (err)
            return err;
        ts_region_skip(r, padded(p.len) < left ? padded(p.len) : left);
    }
    return TS_OK;
}

ts_err ts_tnef_props(ts_region *r, ts_err (*each)(void *context, const ts_tnef_prop *p), void *context) {
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    for (uint32_t n = ts_region_u32(r); n && r->ok && r->at < r->end; n--)
        TS_TRY(read_prop(r, &name, each, context));
    return TS_OK;
}
