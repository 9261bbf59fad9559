/* zip_members.c - zip archives: each member as a child, and where the directory is gone what can be told without it. */
#include "extract/extractor.h"
#include "extract/zip.h"

enum {
    END = 0x06054b50,
    DESCRIPTOR = 0x08074b50, /* also what the first of several parts begins with: 8.5.3 */
    SPANNED = DESCRIPTOR,
};

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
    char mark[4], end[TS_ZIP_END_SIZE];
    return ts_source_read_at(in, at, mark, 4) == TS_OK && ts_zip_u32(mark) == TS_ZIP_CENTRAL &&
           in->size >= TS_ZIP_END_SIZE &&
           ts_source_read_at(in, in->size - TS_ZIP_END_SIZE, end, TS_ZIP_END_SIZE) == TS_OK && ts_zip_u32(end) == END;
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
        e.modified = ts_zip_time(time, date);
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
        ts_zip_extra(ts_slice(ts_buf_span(&name), name_len, extra), &e, &part);
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
    size_t i = head->tail.len < TS_ZIP_END_SIZE ? 0 : head->tail.len - TS_ZIP_END_SIZE + 1;
    while ((i = ts_span_find_last(head->tail, ts_str(TS_ZIP_END), i)) != SIZE_MAX) {
        if (i + TS_ZIP_END_SIZE + ts_u16le_at(head->tail, i + 20) == head->tail.len)
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
