/* access_values.c - values of an Access database as text. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/clock.h"
#include "extract/access.h"
#include "text/codepage.h"
#include "text/encoding.h"

enum { NUMBER = 64, DAY = 86400, EPOCH = 25569, MONEY = 10000, GUID = 16, NUMERIC = 17 };

static uint64_t little(ts_span raw) {
    uint64_t v = 0;
    for (size_t i = raw.len; i-- > 0;)
        v = v << 8 | (unsigned char)raw.ptr[i];
    return v;
}

/* Text of Jet 4 that begins with FF FE has one byte a letter; a zero byte changes to two, another one back. */
static void decompress(ts_span raw, ts_buf *out) {
    bool wide = false;
    size_t used;
    for (size_t i = 2; i < raw.len;) {
        if (raw.ptr[i] == 0) {
            wide = !wide;
            i++;
        } else if (wide) {
            ts_to_utf8(TS_UTF16LE, ts_slice(raw, i, 2), true, out, &used);
            i += 2;
        } else {
            ts_buf_add_utf8(out, (unsigned char)raw.ptr[i++]);
        }
    }
}

ts_span ts_access_text(const ts_access *a, ts_span raw, ts_arena *loose) {
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    size_t used;
    if (a->jet3) {
        for (size_t i = 0; i < raw.len; i++)
            ts_codepage_add(&text, ts_codepage_known(a->code_page) ? a->code_page : 1252, (unsigned char)raw.ptr[i]);
    } else if (raw.len >= 2 && (unsigned char)raw.ptr[0] == 0xFF && (unsigned char)raw.ptr[1] == 0xFE) {
        decompress(raw, &text);
    } else {
        ts_to_utf8(TS_UTF16LE, raw, true, &text, &used);
    }
    return ts_arena_copy(loose, ts_buf_span(&text));
}

__attribute__((format(printf, 2, 3))) static ts_span made(ts_arena *loose, const char *format, ...) {
    char *to = ts_arena_alloc(loose, NUMBER);
    va_list args;
    va_start(args, format);
    int n = vsnprintf(to, NUMBER, format, args);
    va_end(args);
    return (ts_span){to, n > 0 && n < NUMBER ? (size_t)n : 0};
}

/* Days since 1899-12-30, the time as a fraction; before it the fraction counts away from the day. */
static ts_span date(double days, ts_arena *loose) {
    if (!(days > -657435.0 && days < 2958466.0))
        return (ts_span){"", 0};
    int64_t whole = (int64_t)days;
    double part = days < 0 ? (double)whole - days : days - (double)whole;
    int64_t s = (int64_t)(part * DAY + 0.5);
    char text[11];
    ts_date_print((ts_date)(whole - EPOCH + s / DAY), text);
    s %= DAY;
    if (s == 0)
        return made(loose, "%s", text);
    return made(loose, "%s %02d:%02d:%02d", text, (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

static ts_span money(int64_t v, ts_arena *loose) {
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    return made(loose, "%s%" PRIu64 ".%04u", v < 0 ? "-" : "", u / MONEY, (unsigned)(u % MONEY));
}

/* A sign, then four words of which the last counts least; those beyond 64 bits are given as they are. */
static ts_span numeric(const ts_access_column *c, ts_span raw, ts_arena *loose) {
    if (raw.len < NUMERIC)
        return (ts_span){"", 0};
    uint64_t high = little(ts_slice(raw, 1, 4)) << 32 | little(ts_slice(raw, 5, 4));
    uint64_t v = little(ts_slice(raw, 9, 4)) << 32 | little(ts_slice(raw, 13, 4));
    const char *sign = raw.ptr[0] ? "-" : "";
    if (high)
        return made(loose, "%s0x%" PRIx64 "%016" PRIx64, sign, high, v);
    uint64_t unit = 1;
    unsigned scale = c->scale <= 18 ? c->scale : 0;
    for (unsigned i = 0; i < scale; i++)
        unit *= 10;
    return scale ? made(loose, "%s%" PRIu64 ".%0*" PRIu64, sign, v / unit, (int)scale, v % unit)
                 : made(loose, "%s%" PRIu64, sign, v);
}

static ts_span guid(ts_span raw, ts_arena *loose) {
    if (raw.len < GUID)
        return (ts_span){"", 0};
    char tail[17];
    ts_hex(ts_slice(raw, 8, 8), tail);
    return made(loose, "{%08x-%04x-%04x-%.4s-%s}", (unsigned)little(ts_slice(raw, 0, 4)),
                (unsigned)little(ts_slice(raw, 4, 2)), (unsigned)little(ts_slice(raw, 6, 2)), tail, tail + 4);
}

ts_span ts_access_shown(const ts_access_column *c, ts_span raw, bool set, ts_arena *loose) {
    double d = 0;
    float f = 0;
    if (c->type == TS_ACCESS_BOOL)
        return ts_str(set ? "true" : "false");
    if (!raw.len)
        return (ts_span){"", 0};
    uint64_t v = little(ts_slice(raw, 0, 8));
    if (raw.len >= sizeof d)
        memcpy(&d, raw.ptr, sizeof d);
    if (raw.len >= sizeof f)
        memcpy(&f, raw.ptr, sizeof f);
    switch (c->type) {
    case TS_ACCESS_BYTE:
        return made(loose, "%u", (unsigned)(v & 0xFF));
    case TS_ACCESS_INT:
        return made(loose, "%d", (int)(int16_t)v);
    case TS_ACCESS_LONG:
    case TS_ACCESS_COMPLEX:
        return made(loose, "%" PRId32, (int32_t)v);
    case TS_ACCESS_BIG:
        return made(loose, "%" PRId64, (int64_t)v);
    case TS_ACCESS_MONEY:
        return money((int64_t)v, loose);
    case TS_ACCESS_FLOAT:
        return made(loose, "%.7g", (double)f);
    case TS_ACCESS_DOUBLE:
        return made(loose, "%.15g", d);
    case TS_ACCESS_DATE:
        return date(d, loose);
    case TS_ACCESS_NUMERIC:
        return numeric(c, raw, loose);
    case TS_ACCESS_GUID:
        return guid(raw, loose);
    default:
        return (ts_span){"", 0};
    }
}
