/* zip.c - zip archives: directory, zip64, stored and deflated members, and what is left of a cut one. */
#include "extract/zip.h"

#include <stdlib.h>

#include "base/clock.h"
#include "extract/extractor.h"

enum {
    CENTRAL = 0x02014b50,
    END = 0x06054b50,
    END64 = 0x06064b50,
    LOCATE64 = 0x07064b50,
    DESCRIPTOR = 0x08074b50, /* also what the first of several parts begins with: 8.5.3 */
    SPANNED = DESCRIPTOR,
    CENTRAL_SIZE = 46,
    END_SIZE = 22,
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
    ts_cursor c = ts_cursor_over((ts_span){tail.ptr + i + 6, END_SIZE - 6});
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
    bool moved =
        e->len >= 4 && real > e->at && ts_source_read_at(in, real, mark, 4) == TS_OK && ts_zip_u32(mark) == CENTRAL;
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
    size_t i = n < END_SIZE ? 0 : n - END_SIZE + 1;
    while ((i = ts_span_find_last(ts_buf_span(&tail), ts_str(TS_ZIP_END), i)) != SIZE_MAX) {
        ts_cursor c = ts_cursor_over((ts_span){tail.ptr + i + 20, 2});
        if (i + END_SIZE + ts_read_u16le(&c) == n)
            return read_end(in, ts_buf_span(&tail), i, in->size - n + i, e);
        last = last == SIZE_MAX ? i : last;
    }
    if (last != SIZE_MAX)
        return read_end(in, ts_buf_span(&tail), last, in->size - n + last, e);
    return ts_fail(TS_EFORMAT, "zip: there is no directory at the end");
}

/* zip64 sizes stand in an extra field where the usual ones are all ones; Info-ZIP's holds the time in UTC. */
static void read_extra(ts_span extra, ts_zip_entry *e, uint32_t *part) {
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

/* A DOS date and time, which say no zone: taken as UTC. */
static ts_instant dos_time(uint16_t time, uint16_t date) {
    ts_date day = ts_date_of(1980 + (date >> 9), date >> 5 & 15, date & 31);
    if (day == TS_NO_DATE)
        return 0;
    return ((ts_instant)day * 86400 + (time >> 11) * 3600 + (time >> 5 & 63) * 60 + (time & 31) * 2) * 1000;
}

static bool read_entry(ts_cursor *c, ts_zip_entry *e, uint32_t *part) {
    if (ts_read_u32le(c) != CENTRAL)
        return false;
    ts_skip(c, 4);
    e->flags = ts_read_u16le(c);
    e->method = ts_read_u16le(c);
    uint16_t time = ts_read_u16le(c), date = ts_read_u16le(c);
    e->time = time;
    e->modified = dos_time(time, date);
    e->crc = ts_read_u32le(c);
    e->packed = ts_read_u32le(c);
    e->size = ts_read_u32le(c);
    uint16_t name = ts_read_u16le(c), extra = ts_read_u16le(c), comment = ts_read_u16le(c);
    *part = ts_read_u16le(c);
    ts_skip(c, 6);
    e->at = ts_read_u32le(c);
    e->name = ts_read_span(c, name);
    read_extra(ts_read_span(c, extra), e, part);
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

ts_err ts_zip_emit(ts_zip *z, const ts_zip_entry *e, ts_sink *out) {
    TS_TRY(ts_emit_child_begin(out, &(ts_child){.name = e->name, .size = e->size, .modified = e->modified}));
    ts_zip_stream s;
    ts_err err = TS_OK;
    if (ts_zip_stream_open(z, e, &s))
        err = ts_zip_stream_emit(&s, out);
    ts_zip_stream_done(&s);
    TS_TRY(err);
    return ts_emit_child_end(out, s.reason, e->packed);
}

/* ---- a zip without its directory: whole members one by one, from the front ---- */

/* Does the directory begin here, and is its end the end of the file? */
static bool whole_behind(ts_source *in, uint64_t at) {
    char mark[4], end[END_SIZE];
    return ts_source_read_at(in, at, mark, 4) == TS_OK && ts_zip_u32(mark) == CENTRAL && in->size >= END_SIZE &&
           ts_source_read_at(in, in->size - END_SIZE, end, END_SIZE) == TS_OK && ts_zip_u32(end) == END;
}

static ts_err walk_locals(ts_source *in, ts_sink *out) {
    ts_zip z = {.in = in};
    uint64_t at = 0, members = 0;
    char first[4];
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    if (ts_source_read_at(in, 0, first, 4) == TS_OK && ts_zip_u32(first) == SPANNED)
        at = 4;
    while (at + TS_ZIP_LOCAL_SIZE <= in->size && members++ < TS_LIMIT_MEMBERS) {
        char local[TS_ZIP_LOCAL_SIZE];
        TS_TRY(ts_source_read_at(in, at, local, sizeof local));
        if (ts_zip_u32(local) != TS_ZIP_LOCAL)
            break;
        ts_cursor c = ts_cursor_over((ts_span){local + 6, TS_ZIP_LOCAL_SIZE - 6});
        ts_zip_entry e = {.at = at};
        e.flags = ts_read_u16le(&c);
        e.method = ts_read_u16le(&c);
        uint16_t time = ts_read_u16le(&c), date = ts_read_u16le(&c);
        e.time = time;
        e.modified = dos_time(time, date);
        e.crc = ts_read_u32le(&c);
        e.packed = ts_read_u32le(&c);
        e.size = ts_read_u32le(&c);
        uint16_t name_len = ts_read_u16le(&c), extra = ts_read_u16le(&c);
        ts_buf_clear(&name);
        ts_buf_reserve(&name, (size_t)name_len + extra);
        if (ts_source_read_at(in, at + TS_ZIP_LOCAL_SIZE, name.ptr, (size_t)name_len + extra) != TS_OK)
            break;
        name.len = (size_t)name_len + extra;
        e.name = ts_slice(ts_buf_span(&name), 0, name_len);
        uint32_t part = 0;
        read_extra(ts_slice(ts_buf_span(&name), name_len, extra), &e, &part);
        bool described = e.flags & 8 && e.packed == 0;
        if (described)
            e.packed = UINT64_MAX; /* the end is where deflate says */
        if (described && e.method != 8 && e.method != 9)
            break;
        TS_TRY(ts_emit_child_begin(out, &(ts_child){.name = e.name, .size = UINT64_MAX}));
        ts_zip_stream s;
        ts_err err = TS_OK;
        bool open = ts_zip_stream_open(&z, &e, &s);
        if (open)
            err = ts_zip_stream_emit(&s, out);
        uint64_t begin = at + TS_ZIP_LOCAL_SIZE + name_len + extra;
        uint64_t packed = described ? s.packed_read - (s.have - s.taken) : e.packed;
        if (packed > in->size - begin)
            packed = in->size - begin; /* the file was cut inside it */
        ts_reason reason = s.reason;
        ts_zip_stream_done(&s);
        TS_TRY(err);
        TS_TRY(ts_emit_child_end(out, reason, packed));
        at = begin + packed;
        if (reason == TS_REASON_TRUNCATED || (described && reason != TS_READ) || at > in->size)
            break;
        if (described) { /* crc and sizes, with or without their own mark */
            char mark[4];
            bool marked = ts_source_read_at(in, at, mark, 4) == TS_OK && ts_zip_u32(mark) == DESCRIPTOR;
            at += marked ? 16 : 12;
        }
    }
    return whole_behind(in, at) ? TS_OK : ts_emit_unread(out, TS_REASON_TRUNCATED, in->size > at ? in->size - at : 0);
}

static int bid(const ts_head *head) {
    if (head->raw.len >= 4 && (ts_zip_u32(head->raw.ptr) == TS_ZIP_LOCAL || ts_zip_u32(head->raw.ptr) == END))
        return 65;
    if (head->raw.len >= 8 && ts_zip_u32(head->raw.ptr) == SPANNED && ts_zip_u32(head->raw.ptr + 4) == TS_ZIP_LOCAL)
        return 65;
    /* A self-extracting one begins with a program; its end record ends the file. */
    size_t i = head->tail.len < END_SIZE ? 0 : head->tail.len - END_SIZE + 1;
    while ((i = ts_span_find_last(head->tail, ts_str(TS_ZIP_END), i)) != SIZE_MAX) {
        if (i + END_SIZE + ts_u16le_at(head->tail, i + 20) == head->tail.len)
            return 60;
    }
    return 0;
}

static ts_err run(ts_source *in, ts_sink *out) {
    ts_zip z;
    ts_err err = ts_zip_open(in, &z);
    if (err == TS_EFORMAT)
        return walk_locals(in, out);
    TS_TRY(err);
    for (size_t i = 0; !err && i < z.entries; i++) {
        ts_span name = z.entry[i].name;
        if (name.len && name.ptr[name.len - 1] == '/' && z.entry[i].size == 0)
            continue;
        err = ts_zip_emit(&z, &z.entry[i], out);
    }
    if (!err && z.before + z.gaps) /* a program in front, or members that the directory no longer names */
        err = ts_emit_unread(out, TS_REASON_UNSUPPORTED, z.before + z.gaps);
    ts_zip_done(&z);
    return err;
}

const ts_extractor ts_extractor_zip = {.name = "zip", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
