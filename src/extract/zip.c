/* zip.c - the directory of a zip archive, zip64 too. */
#include "extract/zip.h"

#include <stdlib.h>

#include "base/clock.h"
#include "extract/extractor.h"

enum {
    END64 = 0x06064b50,
    LOCATE64 = 0x07064b50,
    CENTRAL_SIZE = 46,
    PADDING = 8192, /* extra fields, descriptors and alignment between members */
};

/* ---- the directory ---- */

/* Where the directory is, and how far the whole archive is moved by what was put in front of it. */
typedef struct ending {
    uint64_t at, len, count; /* of the directory */
    uint64_t before;
} ending;

/* Places count from the beginning of their part (8.5.5), which only a source knows that was cut where the archive was.  All
 * ones: said elsewhere, or not at all. */
static bool place_of(const ts_source *in, uint32_t part, uint64_t *at) {
    uint64_t begins = 0;
    if (part && part != UINT16_MAX && !ts_source_part_begins(in, part, &begins))
        return false;
    *at += begins;
    return true;
}

/* zip64's end record, where the old one points to it (4.3.14, 4.3.15). */
static ts_err read_end64(ts_source *in, const char *locator, uint64_t *end_at, uint32_t *part, ending *e) {
    char end64[56];
    ts_cursor c = ts_cursor_over((ts_span){locator + 4, 12});
    *part = ts_read_u32le(&c);
    *end_at = ts_read_u64le(&c);
    if (!place_of(in, *part, end_at))
        return ts_fail(TS_EFORMAT, "zip: put together from several parts");
    TS_TRY(ts_source_read_at(in, *end_at, end64, sizeof end64));
    if (ts_zip_u32(end64) != END64)
        return ts_fail(TS_EFORMAT, "zip: the zip64 end record is damaged");
    c = ts_cursor_over((ts_span){end64 + 20, 4});
    *part = ts_read_u32le(&c);
    c = ts_cursor_over((ts_span){end64 + 32, 24});
    e->count = ts_read_u64le(&c);
    e->len = ts_read_u64le(&c);
    e->at = ts_read_u64le(&c);
    return TS_OK;
}

/* The end record at tail[i], which lies at end_at in the file. */
static ts_err read_end(ts_source *in, ts_span tail, size_t i, uint64_t end_at, ending *e) {
    ts_cursor c = ts_cursor_over((ts_span){tail.ptr + i + 6, TS_ZIP_END_SIZE - 6});
    *e = (ending){0};
    uint32_t part = ts_read_u16le(&c);
    ts_skip(&c, 2);
    e->count = ts_read_u16le(&c);
    e->len = ts_read_u32le(&c);
    e->at = ts_read_u32le(&c);
    if ((e->at == UINT32_MAX || e->count == UINT16_MAX || e->len == UINT32_MAX) && i >= 20 &&
        ts_zip_u32(tail.ptr + i - 20) == LOCATE64)
        TS_TRY(read_end64(in, tail.ptr + i - 20, &end_at, &part, e));
    if (!place_of(in, part, &e->at))
        return ts_fail(TS_EFORMAT, "zip: put together from several parts");
    if (e->at > in->size || e->len > in->size - e->at)
        return ts_fail(TS_EFORMAT, "zip: the directory lies outside the file");
    char mark[4];
    uint64_t real = end_at >= e->len ? end_at - e->len : 0;
    bool moved = e->len >= 4 && real > e->at && ts_source_read_at(in, real, mark, 4) == TS_OK &&
                 ts_zip_u32(mark) == TS_ZIP_CENTRAL;
    e->before = moved ? real - e->at : 0;
    e->at += e->before;
    return TS_OK;
}

/* The end record whose comment ends with the file; else the last there is. */
static ts_err find_end(ts_source *in, ending *e) {
    size_t n = in->size < 65557 ? (size_t)in->size : 65557, last = SIZE_MAX;
    TS_AUTO(ts_buf, ts_buf_done) tail = {0};
    ts_buf_reserve(&tail, n);
    TS_TRY(ts_source_read_at(in, in->size - n, tail.ptr, n));
    tail.len = n;
    size_t i = n < TS_ZIP_END_SIZE ? 0 : n - TS_ZIP_END_SIZE + 1;
    while ((i = ts_span_find_last(ts_buf_span(&tail), ts_str(TS_ZIP_END), i)) != SIZE_MAX) {
        ts_cursor c = ts_cursor_over((ts_span){tail.ptr + i + 20, 2});
        if (i + TS_ZIP_END_SIZE + ts_read_u16le(&c) == n)
            return read_end(in, ts_buf_span(&tail), i, in->size - n + i, e);
        last = last == SIZE_MAX ? i : last;
    }
    if (last != SIZE_MAX)
        return read_end(in, ts_buf_span(&tail), last, in->size - n + last, e);
    return ts_fail(TS_EFORMAT, "zip: there is no directory at the end");
}

/* zip64 sizes stand in an extra field where the usual ones are all ones; Info-ZIP's holds the time in UTC. */
void ts_zip_extra(ts_span extra, ts_zip_entry *e, uint32_t *part) {
    ts_cursor c = ts_cursor_over(extra);
    while (ts_cursor_left(&c) >= 4) {
        uint16_t id = ts_read_u16le(&c), len = ts_read_u16le(&c);
        ts_cursor f = ts_cursor_over(ts_read_span(&c, len));
        if (id == 0x9901) {
            e->aes.version = ts_read_u16le(&f);
            ts_skip(&f, 2); /* "AE" */
            e->aes.strength = ts_read_u8(&f);
            e->aes.method = ts_read_u16le(&f);
        }
        if (id == 0x5455 && (ts_read_u8(&f) & 1))
            e->modified = (ts_instant)(int32_t)ts_read_u32le(&f) * 1000;
        if (id != 1)
            continue;
        if (e->size == UINT32_MAX)
            e->size = ts_read_u64le(&f);
        if (e->packed == UINT32_MAX)
            e->packed = ts_read_u64le(&f);
        if (e->at == UINT32_MAX)
            e->at = ts_read_u64le(&f);
        if (*part == UINT16_MAX)
            *part = ts_read_u32le(&f);
    }
}

ts_instant ts_zip_time(uint16_t time, uint16_t date) {
    ts_date day = ts_date_of(1980 + (date >> 9), date >> 5 & 15, date & 31);
    if (day == TS_NO_DATE)
        return 0;
    return ((ts_instant)day * 86400 + (time >> 11) * 3600 + (time >> 5 & 63) * 60 + (time & 31) * 2) * 1000;
}

static bool read_entry(ts_cursor *c, ts_zip_entry *e, uint32_t *part) {
    if (ts_read_u32le(c) != TS_ZIP_CENTRAL)
        return false;
    ts_skip(c, 4);
    e->flags = ts_read_u16le(c);
    e->method = ts_read_u16le(c);
    uint16_t time = ts_read_u16le(c), date = ts_read_u16le(c);
    e->time = time;
    e->modified = ts_zip_time(time, date);
    e->crc = ts_read_u32le(c);
    e->packed = ts_read_u32le(c);
    e->size = ts_read_u32le(c);
    uint16_t name = ts_read_u16le(c), extra = ts_read_u16le(c), comment = ts_read_u16le(c);
    *part = ts_read_u16le(c);
    ts_skip(c, 6);
    e->at = ts_read_u32le(c);
    e->name = ts_read_span(c, name);
    ts_zip_extra(ts_read_span(c, extra), e, part);
    ts_skip(c, comment);
    return c->ok;
}

static int by_place(const void *a, const void *b) {
    const ts_zip_entry *x = *(ts_zip_entry *const *)a, *y = *(ts_zip_entry *const *)b;
    return (x->at > y->at) - (x->at < y->at);
}

/* Members whose bytes lie inside others' multiply what comes out: "better zip bombs", Fifield 2019. */
static void mark_overlaps(ts_zip *z) {
    ts_zip_entry **order = ts_grow(NULL, z->entries, sizeof *order);
    for (size_t i = 0; i < z->entries; i++)
        order[i] = &z->entry[i];
    if (z->entries)
        qsort(order, z->entries, sizeof *order, by_place);
    uint64_t end = z->before;
    for (size_t i = 0; i < z->entries; i++) {
        uint64_t mine = order[i]->at + TS_ZIP_LOCAL_SIZE + order[i]->name.len + order[i]->packed;
        order[i]->overlaps = order[i]->at < end || mine < order[i]->at;
        z->gaps += order[i]->at > end + PADDING ? order[i]->at - end : 0;
        end = mine > end ? mine : end;
    }
    ts_free(order);
}

ts_err ts_zip_open(ts_source *in, ts_zip *out) {
    ending end = {0};
    TS_TRY(find_end(in, &end));
    if (end.count > TS_LIMIT_MEMBERS || end.len > TS_LIMIT_WHOLE)
        return ts_fail(TS_ELIMIT, "zip: more than %llu members", (unsigned long long)TS_LIMIT_MEMBERS);
    ts_zip z = {.in = in, .before = end.before};
    ts_buf_reserve(&z.directory, (size_t)end.len);
    ts_err err = ts_source_read_at(in, end.at, z.directory.ptr, (size_t)end.len);
    z.directory.len = (size_t)end.len;
    ts_cursor c = ts_cursor_over(ts_buf_span(&z.directory));
    size_t cap = 0;
    while (!err && ts_cursor_left(&c) >= CENTRAL_SIZE) {
        ts_zip_entry e = {0};
        uint32_t part;
        if (!read_entry(&c, &e, &part))
            break;
        if (!place_of(in, part, &e.at)) {
            err = ts_fail(TS_EFORMAT, "zip: put together from several parts");
            break;
        }
        e.at += z.before;
        if (z.entries == cap) {
            cap = cap ? cap * 2 : 64;
            z.entry = ts_grow(z.entry, cap, sizeof *z.entry);
        }
        z.entry[z.entries++] = e;
    }
    if (!err && z.entries < (end.count & 0xFFFF))
        err = ts_fail(TS_EFORMAT, "zip: the directory ends early");
    if (err) {
        ts_zip_done(&z);
        return err;
    }
    mark_overlaps(&z);
    *out = z;
    return TS_OK;
}

void ts_zip_done(ts_zip *z) {
    ts_free(z->entry);
    ts_buf_done(&z->directory);
    *z = (ts_zip){0};
}

const ts_zip_entry *ts_zip_find(const ts_zip *z, const char *name) {
    for (size_t i = 0; i < z->entries; i++)
        if (ts_span_eq_nocase(z->entry[i].name, ts_str(name)))
            return &z->entry[i];
    return NULL;
}
