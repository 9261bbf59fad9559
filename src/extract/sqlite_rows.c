/* sqlite_rows.c - rows of a SQLite database on their way out: cells, blobs that are files, and no row twice. */
#include "extract/sqlite_rows.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/limits.h"
#include "text/encoding.h"

enum {
    MOST_SEEN = 1 << 21, /* digests of rows: beyond them a row that moved may be given as a deleted one too */
    SHORT_BLOB = 32, /* keys, hashes: shown in hexadecimal */
    TEXT_BLOB = 4096, /* text kept as a blob is a cell's text up to here */
    LONG = 256, /* bytes of rows that may go on in other pages: in the smallest ones they do from 478 on */
    NUMBER = 24
};

void ts_sqlite_rows_init(ts_sqlite_rows *r, ts_sink *out, unsigned encoding) {
    *r = (ts_sqlite_rows){.out = out, .encoding = encoding, .numbers = ts_map_new()};
}

void ts_sqlite_rows_done(ts_sqlite_rows *r) {
    ts_map_free(r->numbers);
    ts_buf_wipe(&r->part);
    ts_free(r->cell);
    ts_arena_wipe(&r->loose);
    ts_free(r->seen);
}

ts_err ts_sqlite_rows_part(ts_sqlite_rows *r, ts_span part, const ts_sqlite_table *t) {
    if (r->part.len && ts_span_eq(part, ts_buf_span(&r->part)))
        return TS_OK;
    bool added;
    if (r->part.len)
        *ts_map_slot(r->numbers, ts_buf_span(&r->part), &added) = r->number;
    const uint64_t *known = ts_map_find(r->numbers, part);
    r->number = known ? *known : 0;
    ts_buf_clear(&r->part);
    ts_buf_add(&r->part, part);
    TS_TRY(ts_emit_part(r->out, part));
    return ts_emit_head(r->out, t ? t->column : NULL, t ? t->n : 0);
}

/* ---- the same row again ---- */

/* A digest of values; not one that withstands its maker, who could as well have left the row out. */
static uint64_t mix(uint64_t h, ts_span s) {
    h = (h ^ s.len) * UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = 0; i < s.len; i += 8) {
        uint64_t word = 0;
        memcpy(&word, s.ptr + i, s.len - i < 8 ? s.len - i : 8);
        h = (h ^ word) * UINT64_C(0xFF51AFD7ED558CCD);
        h ^= h >> 32;
    }
    return h;
}

static void put_seen(ts_sqlite_rows *r, uint64_t digest) {
    size_t i = (size_t)digest & (r->seen_cap - 1);
    while (r->seen[i] && r->seen[i] != digest)
        i = (i + 1) & (r->seen_cap - 1);
    r->seen_n += r->seen[i] == 0;
    r->seen[i] = digest;
}

/* Was it there before?  It is now. */
static bool seen_before(ts_sqlite_rows *r, uint64_t digest) {
    digest += digest == 0;
    if (2 * r->seen_n >= r->seen_cap && r->seen_n < MOST_SEEN) {
        uint64_t *old = r->seen;
        size_t n = r->seen_cap;
        r->seen_cap = n ? n * 2 : 1024;
        r->seen = ts_alloc_array(r->seen_cap, sizeof *r->seen);
        r->seen_n = 0;
        for (size_t i = 0; i < n; i++)
            if (old[i])
                put_seen(r, old[i]);
        ts_free(old);
    }
    size_t before = r->seen_n, i = (size_t)digest & (r->seen_cap - 1);
    if (before < MOST_SEEN) {
        put_seen(r, digest);
        return r->seen_n == before;
    }
    while (r->seen[i] && r->seen[i] != digest)
        i = (i + 1) & (r->seen_cap - 1);
    return r->seen[i] == digest;
}

/* What a long row is known by where the pages that it went on in are others' now: number, types and lengths. */
static uint64_t outline(const ts_sqlite_table *t, const ts_sqlite_record *record, int64_t rowid) {
    uint64_t digest = mix(3 ^ (uint64_t)rowid, t ? t->name : ts_str(""));
    for (size_t i = 0; i < record->n; i++)
        digest = mix(digest, (ts_span){(const char *)&record->field[i].type, sizeof record->field[i].type});
    return digest;
}

static uint64_t record_len(const ts_sqlite_record *record) {
    uint64_t len = 0;
    for (size_t i = 0; i < record->n; i++)
        len += ts_sqlite_body_len(record->field[i].type);
    return len;
}

/* ---- blobs ---- */

static bool is_text(ts_span s, ts_charset *charset, size_t *bom) {
    *charset = ts_charset_guess(s, bom);
    if (*charset == TS_BINARY || *charset == TS_WINDOWS_1252 || s.len == *bom || memchr("<{%", s.ptr[*bom], 3))
        return false; /* text with a form of its own is a file */
    for (size_t i = 0; *charset == TS_UTF8 && i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ' && !ts_is_space(s.ptr[i]))
            return false;
    return *charset != TS_UTF8 || ts_utf8_valid(s);
}

/* "photo of row 12" is a member "photos/photo/12". */
static ts_err child(ts_sqlite_rows *r, ts_span column, ts_span blob, bool cut) {
    if (r->no_files)
        return TS_OK;
    if (r->children == TS_LIMIT_MEMBERS) {
        if (!r->refused)
            TS_TRY(ts_emit_note(r->out, "more blobs than a container may have members"));
        r->refused = true;
        return ts_emit_unread(r->out, TS_REASON_TOO_LARGE, blob.len);
    }
    r->children++;
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    ts_buf_addf(&name, "%.*s/%.*s/%" PRIu64, (int)r->part.len, r->part.ptr, (int)column.len, column.ptr, r->number);
    ts_child c = {.name = ts_buf_span(&name), .size = blob.len};
    TS_TRY(ts_emit_child_begin(r->out, &c));
    TS_TRY(ts_emit_child_data(r->out, blob));
    return ts_emit_child_end(r->out, cut ? TS_REASON_TRUNCATED : TS_READ, blob.len);
}

static ts_span hexadecimal(ts_sqlite_rows *r, ts_span blob) {
    char *to = ts_arena_alloc(&r->loose, 2 * blob.len + 1);
    ts_hex(blob, to);
    return (ts_span){to, 2 * blob.len};
}

static ts_err show_blob(ts_sqlite_rows *r, const ts_sqlite_table *t, size_t column, const ts_sqlite_field *f,
                        ts_span *cell) {
    ts_span blob = f->body;
    ts_charset charset;
    size_t bom, used;
    *cell = (ts_span){"", 0};
    if (!blob.len)
        return TS_OK;
    if (blob.len <= TEXT_BLOB && is_text(blob, &charset, &bom)) {
        TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
        ts_to_utf8(charset, ts_slice(blob, bom, blob.len), true, &text, &used);
        *cell = ts_arena_copy(&r->loose, ts_buf_span(&text));
        return TS_OK;
    }
    if (blob.len <= SHORT_BLOB) {
        *cell = hexadecimal(r, blob);
        return TS_OK;
    }
    if (t && t->shadow)
        return TS_OK;
    return child(r, t && column < t->n ? t->column[column] : ts_str("blob"), blob,
                 blob.len < ts_sqlite_body_len(f->type));
}

/* ---- rows ---- */

static ts_err set_cell(ts_sqlite_rows *r, const ts_sqlite_table *t, size_t column, const ts_sqlite_field *f) {
    if (ts_sqlite_class_of(f->type) == TS_SQLITE_BLOB)
        return show_blob(r, t, column, f, &r->cell[column]);
    r->cell[column] = ts_sqlite_shown(f, r->encoding, &r->loose);
    return TS_OK;
}

ts_err ts_sqlite_rows_add(ts_sqlite_rows *r, const ts_sqlite_table *t, const ts_sqlite_record *record, int64_t rowid,
                          bool numbered, bool once) {
    uint64_t digest = t ? mix(1, t->name) : 2;
    for (size_t i = 0; i < record->n; i++)
        digest = mix(digest ^ record->field[i].type, record->field[i].body);
    if (seen_before(r, digest) && once)
        return TS_OK;
    if (numbered && record_len(record) >= LONG && seen_before(r, outline(t, record, rowid)) && once && record->cut)
        return TS_OK;
    size_t named = t ? t->n : 0, n = record->n > named ? record->n : named;
    if (n > r->cap) {
        r->cap = n + 16;
        r->cell = ts_grow(r->cell, r->cap, sizeof *r->cell);
    }
    ts_arena_reset(&r->loose);
    r->number++;
    for (size_t i = 0; i < n; i++) {
        size_t field = i < named ? t->field[i] : i;
        r->cell[i] = (ts_span){"", 0};
        if (field < record->n)
            TS_TRY(set_cell(r, t, i, &record->field[field]));
        if (i < named && i == t->rowid && numbered) {
            char *to = ts_arena_alloc(&r->loose, NUMBER);
            int len = snprintf(to, NUMBER, "%" PRId64, rowid);
            r->cell[i] = (ts_span){to, len > 0 ? (size_t)len : 0};
        }
    }
    ts_row row = {.cell = r->cell, .n = n, .number = r->number, .at = TS_NO_OFFSET};
    return ts_emit_row(r->out, &row);
}
