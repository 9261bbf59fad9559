/* likeness_pack.c - a likeness as bytes: from the worker, which may lie, and in the case. */
#include "text/likeness.h"

static void put_marks(ts_buf *out, const uint64_t *mark, size_t n) {
    ts_buf_add_u8(out, (uint8_t)n);
    for (size_t i = 0; i < n; i++)
        ts_buf_add_u64le(out, mark[i]);
}

void ts_likeness_pack(const ts_likeness *l, ts_buf *out) {
    ts_buf_add_u8(out, TS_LIKENESS_VERSION);
    ts_buf_add(out, ts_span_of(l->text.byte, sizeof l->text.byte));
    ts_buf_add_varint(out, l->words);
    ts_buf_add_varint(out, l->parts_all);
    ts_buf_add_u8(out, l->licence);
    put_marks(out, l->run, l->runs);
    put_marks(out, l->form, l->forms);
    put_marks(out, l->value, l->values);
    ts_buf_add_varint(out, l->names);
    for (size_t i = 0; i < l->names; i++) {
        size_t n = strnlen(l->name[i], TS_LIKENESS_NAME - 1);
        ts_buf_add_u8(out, (uint8_t)n);
        ts_buf_add(out, ts_span_of(l->name[i], n));
    }
    ts_buf_add_varint(out, l->parts);
    for (size_t i = 0; i < l->parts; i++) {
        const ts_likeness_part *p = &l->part[i];
        ts_buf_add_u64le(out, p->mark);
        ts_buf_add_varint(out, (uint64_t)p->name << 1 | p->row);
        ts_buf_add_varint(out, p->place);
        ts_buf_add_varint(out, p->len);
    }
}

static uint16_t take_marks(ts_cursor *c, uint64_t *mark, size_t cap) {
    size_t n = ts_read_u8(c);
    if (n > cap)
        c->ok = false;
    for (size_t i = 0; c->ok && i < n; i++) {
        mark[i] = ts_read_u64le(c);
        if (i && mark[i] <= mark[i - 1])
            c->ok = false;
    }
    return (uint16_t)n;
}

static uint64_t take_number(ts_cursor *c, uint64_t most) {
    uint64_t n = ts_read_varint(c);
    if (n > most)
        c->ok = false;
    return c->ok ? n : 0;
}

static void take_names(ts_cursor *c, ts_likeness *l) {
    l->names = (uint16_t)take_number(c, TS_LIKENESS_PARTS);
    for (size_t i = 0; c->ok && i < l->names; i++) {
        size_t n = ts_read_u8(c);
        ts_span name = ts_read_span(c, n);
        if (n >= TS_LIKENESS_NAME || !ts_utf8_valid(name) || ts_until_nul(name).len != name.len) {
            c->ok = false;
            return;
        }
        memset(l->name[i], 0, TS_LIKENESS_NAME);
        if (name.len)
            memcpy(l->name[i], name.ptr, name.len);
    }
}

static void take_parts(ts_cursor *c, ts_likeness *l) {
    l->parts = (uint16_t)take_number(c, TS_LIKENESS_PARTS);
    for (size_t i = 0; c->ok && i < l->parts; i++) {
        ts_likeness_part *p = &l->part[i];
        p->mark = ts_read_u64le(c);
        uint64_t name = ts_read_varint(c);
        if (name >> 1 >= l->names)
            c->ok = false;
        p->name = (uint16_t)(name >> 1);
        p->row = name & 1;
        p->place = take_number(c, UINT64_MAX / 2);
        p->len = (uint32_t)take_number(c, TS_LIKENESS_TEXT);
    }
}

bool ts_likeness_unpack(ts_span bytes, ts_likeness *out) {
    ts_cursor c = ts_cursor_over(bytes);
    if (ts_read_u8(&c) != TS_LIKENESS_VERSION)
        return false;
    ts_span text = ts_read_span(&c, sizeof out->text.byte);
    if (!c.ok)
        return false;
    memcpy(out->text.byte, text.ptr, sizeof out->text.byte);
    out->words = (uint32_t)take_number(&c, UINT32_MAX);
    out->parts_all = (uint32_t)take_number(&c, UINT32_MAX);
    out->licence = take_number(&c, 1);
    out->runs = take_marks(&c, out->run, TS_LIKENESS_RUNS);
    out->forms = take_marks(&c, out->form, TS_LIKENESS_FORMS);
    out->values = take_marks(&c, out->value, TS_LIKENESS_VALUES);
    take_names(&c, out);
    take_parts(&c, out);
    return c.ok && ts_cursor_left(&c) == 0 && out->words && out->parts && out->parts <= out->parts_all;
}

void ts_likeness_partly(ts_buf *packed) {
    if (packed->len > sizeof(ts_digest)) /* behind the version */
        memset(packed->ptr + 1, 0, sizeof(ts_digest));
}
