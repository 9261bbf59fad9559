/* hl7_value.c - parts and escapes of HL7 version 2 values (HL7 2.5.1, 2.7). */
#include "extract/hl7_value.h"

#include "text/codepage.h"

ts_span ts_hl7_part(ts_span s, char sign, unsigned n) {
    while (n > 1) {
        const char *at = s.len ? memchr(s.ptr, sign, s.len) : NULL;
        if (!at)
            return (ts_span){"", 0};
        s = ts_slice(s, (size_t)(at + 1 - s.ptr), s.len);
        n--;
    }
    const char *end = s.len ? memchr(s.ptr, sign, s.len) : NULL;
    return ts_slice(s, 0, end ? (size_t)(end - s.ptr) : s.len);
}

static void add_bytes(ts_span raw, const ts_hl7_signs *signs, ts_buf *out) {
    for (size_t i = 0; signs->page && i < raw.len; i++)
        ts_codepage_add(out, signs->page, (unsigned char)raw.ptr[i]);
    if (!signs->page)
        ts_buf_add(out, raw);
}

/* "\Xdd..\": bytes as hex digits. */
static bool add_hex(ts_span hex, const ts_hl7_signs *signs, ts_buf *out) {
    for (size_t i = 0; i + 2 <= hex.len; i += 2) {
        char byte;
        if (!ts_unhex(ts_slice(hex, i, 2), &byte, 1))
            return false;
        add_bytes((ts_span){&byte, 1}, signs, out);
    }
    return hex.len > 0 && hex.len % 2 == 0;
}

/* One escape, without its signs; false: it is none, and stays as it stands. */
static bool add_escape(ts_span e, const ts_hl7_signs *s, ts_buf *out) {
    if (e.len == 1) {
        static const char letters[] = "FSTRE";
        const char signs[] = {s->field, s->component, s->sub, s->repetition, s->escape};
        const char *at = memchr(letters, e.ptr[0], 5);
        if (at)
            ts_buf_add_char(out, signs[at - letters]);
        return at || e.ptr[0] == 'H' || e.ptr[0] == 'N'; /* the last two begin and end what is emphasised */
    }
    if (e.len > 1 && e.ptr[0] == '.') { /* formatting: all but an indent breaks the line */
        ts_buf_add_char(out, e.ptr[1] == 'i' || e.ptr[1] == 't' ? ' ' : '\n');
        return true;
    }
    return e.len > 1 && e.ptr[0] == 'X' && add_hex(ts_slice(e, 1, e.len), s, out);
}

void ts_hl7_decode(ts_span raw, const ts_hl7_signs *s, ts_buf *out) {
    enum { LONGEST = 1024 };
    while (raw.len) {
        const char *at = s->escape ? memchr(raw.ptr, s->escape, raw.len) : NULL;
        size_t before = at ? (size_t)(at - raw.ptr) : raw.len;
        add_bytes(ts_slice(raw, 0, before), s, out);
        if (!at)
            return;
        raw = ts_slice(raw, before + 1, raw.len);
        const char *end = memchr(raw.ptr, s->escape, raw.len < LONGEST ? raw.len : LONGEST);
        size_t len = end ? (size_t)(end - raw.ptr) : 0, kept = out->len;
        if (end && add_escape(ts_slice(raw, 0, len), s, out)) {
            raw = ts_slice(raw, len + 1, raw.len);
        } else {
            out->len = kept;
            ts_buf_add_char(out, s->escape);
        }
    }
}
