/* ndjson.c - JSON: one object a line, a list of objects, or one object; keys become columns (ndjson, RFC 8259).
 *
 * Objects whose keys fit into one head stand in one table; a new key widens the head.  What is no JSON goes
 * out as text, line by line, and reading goes on behind it.
 */
#include "extract/ndjson.h"

#include <stdio.h>

#include "base/map.h"
#include "extract/extractor.h"
#include "extract/fhir.h"
#include "extract/json_flat.h"

#include "text/transfer.h"

enum { LONGEST = 64 * 1024 * 1024, LINE = 64 * 1024, WIDE = 1024, KNOWN = 128, KNOWN_LEN = 64, ONE_RECORD = 100 };

typedef struct table {
    ts_arena names;
    ts_map *column; /* key to its place in the head */
    ts_span *head, *cell;
    size_t *room; /* of a cell that was joined, in the arena */
    size_t heads, cap;
    bool begun;
    uint64_t number; /* of heads that were begun */
} table;

/* The column that the i-th element of the last resource had, by its path and what system it was of. */
typedef struct known {
    uint8_t len, system_len; /* len 0: not known */
    char path[KNOWN_LEN], system[KNOWN_LEN];
    uint32_t column;
} known;

typedef struct reader {
    ts_source *in;
    ts_sink *out;
    ts_json_flat flat;
    table t;
    uint64_t number; /* of the record in the part */
    bool bad_line; /* inside a line that is no JSON */
    bool in_list; /* the blob is one list of records */
    bool later; /* something of the blob came before */
    char last; /* the byte before this one */
    bool fhir;
    ts_buf name, decoded; /* of a column; of an attachment */
    uint64_t attachments;
    known known[KNOWN]; /* of resources of this type, in this head: */
    uint64_t known_of;
    char type[KNOWN_LEN];
} reader;

/* ---- rows ---- */

static void forget_head(table *t) {
    ts_map_free(t->column);
    ts_arena_reset(&t->names);
    t->column = ts_map_new();
    t->heads = 0;
    t->number++;
    t->begun = false;
}

/* The column of a key; most objects have their keys in the head's own order, `guess`. */
static size_t column_of(table *t, ts_span key, size_t guess) {
    if (guess < t->heads && ts_span_eq(t->head[guess], key))
        return guess;
    bool added;
    uint64_t *slot = ts_map_slot(t->column, key, &added);
    if (!added)
        return (size_t)*slot;
    if (t->heads == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 64;
        t->head = ts_grow(t->head, t->cap, sizeof *t->head);
        t->cell = ts_grow(t->cell, t->cap, sizeof *t->cell);
        t->room = ts_grow(t->room, t->cap, sizeof *t->room);
    }
    t->head[t->heads] = ts_arena_copy(&t->names, key);
    t->cell[t->heads] = (ts_span){"", 0};
    t->room[t->heads] = 0;
    *slot = t->heads++;
    t->begun = false;
    return (size_t)*slot;
}

/* A key said twice in one object keeps both values. */
static void add_value(table *t, size_t c, ts_span value, ts_arena *joined) {
    ts_span *cell = &t->cell[c];
    if (!cell->len)
        *cell = value;
    else if (value.len)
        *cell = ts_arena_append(joined, ts_arena_append(joined, *cell, &t->room[c], ts_str("; ")), &t->room[c], value);
}

/* The bytes of an attachment: a child of its own. */
static ts_err attachment(reader *r, size_t i) {
    ts_span type = ts_fhir_beside(&r->flat, i, "contentType"), data = ts_json_value_of(&r->flat, i);
    const char *slash = memrchr(type.ptr ? type.ptr : "", '/', type.len);
    ts_span ending = slash ? ts_slice(type, (size_t)(slash + 1 - type.ptr), 16) : ts_str("bin");
    char name[64];
    snprintf(name, sizeof name, "attachment-%llu.%.*s", (unsigned long long)++r->attachments, (int)ending.len,
             ending.ptr);
    ts_buf_clear(&r->decoded);
    ts_base64_decode(data, &r->decoded);
    TS_TRY(ts_emit_child_begin(r->out, &(ts_child){.name = ts_str(name), .size = r->decoded.len}));
    for (size_t at = 0; at < r->decoded.len; at += LINE)
        TS_TRY(ts_emit_child_data(r->out, ts_slice(ts_buf_span(&r->decoded), at, LINE)));
    TS_TRY(ts_emit_child_end(r->out, TS_READ, data.len));
    r->flat.pair[i].value_len = 0; /* once, even where the row is made again */
    return TS_OK;
}

static bool same(ts_span s, const char *text, size_t len) { return ts_span_eq(s, (ts_span){text, len}); }

/* Columns are remembered for resources of one type; those of another begin anew. */
static void begin_resource(reader *r, ts_span type) {
    if (r->known_of == r->t.number && same(type, r->type, strlen(r->type)))
        return;
    r->known_of = r->t.number;
    memset(r->known, 0, sizeof r->known);
    type = ts_slice(type, 0, sizeof r->type - 1);
    memcpy(r->type, type.ptr, type.len);
    r->type[type.len] = 0;
}

/* The column of a resource's element; its value is gone where that is a child. */
static ts_err element(reader *r, size_t i, ts_span type, size_t *column, ts_span *value) {
    static const char last[] = ".value";
    ts_span path = ts_json_key_of(&r->flat, i), system = {0};
    known *k = &r->known[i < KNOWN ? i : 0];
    if (path.len >= sizeof last && memcmp(path.ptr + path.len - (sizeof last - 1), last, sizeof last - 1) == 0)
        system = ts_fhir_beside(&r->flat, i, "system");
    if (i < KNOWN && k->len && same(path, k->path, k->len) && same(system, k->system, k->system_len)) {
        *column = k->column;
        return TS_OK;
    }
    bool data = ts_fhir_is_data(&r->flat, i, type);
    if (data)
        *value = (ts_span){"", 0};
    *column = column_of(&r->t, ts_fhir_column(type, path, system, &r->name), i);
    bool last_step_is_data = path.len >= 4 && memcmp(path.ptr + path.len - 4, "data", 4) == 0;
    if (i < KNOWN && path.len <= KNOWN_LEN && system.len <= KNOWN_LEN && !last_step_is_data) {
        k->len = (uint8_t)path.len;
        k->system_len = (uint8_t)system.len;
        ts_copy(k->path, path.ptr, path.len);
        ts_copy(k->system, system.ptr, system.len);
        k->column = (uint32_t)*column;
    }
    return data ? attachment(r, i) : TS_OK;
}

static ts_err send_row(reader *r, ts_span raw, uint64_t at) {
    ts_json_flat *f = &r->flat;
    table *t = &r->t;
    if (f->pairs > TS_LIMIT_COLUMNS)
        return ts_emit_text(r->out, raw, at);
    if (t->heads > WIDE)
        forget_head(t);
    TS_AUTO(ts_arena, ts_arena_done) joined = {0};
    for (size_t i = 0; i < t->heads; i++) {
        t->cell[i] = (ts_span){"", 0};
        t->room[i] = 0;
    }
    ts_span type = r->fhir ? ts_fhir_type(f) : (ts_span){0};
    if (type.len)
        begin_resource(r, type);
    for (size_t i = 0; i < f->pairs; i++) {
        ts_span v = ts_json_value_of(f, i);
        size_t c;
        if (type.len)
            TS_TRY(element(r, i, type, &c, &v));
        else
            c = column_of(t, ts_json_key_of(f, i), i);
        add_value(t, c, v, &joined);
    }
    if (t->heads > TS_LIMIT_COLUMNS) { /* many keys, few in common */
        forget_head(t);
        return send_row(r, raw, at);
    }
    if (!t->begun)
        TS_TRY(ts_emit_head(r->out, t->head, t->heads));
    t->begun = true;
    ts_row row = {.cell = t->cell, .n = t->heads, .number = r->number, .raw = raw, .at = at};
    if (at == TS_NO_OFFSET)
        row.raw = (ts_span){0};
    return ts_emit_row(r->out, &row);
}

/* ---- records ---- */

static ts_err read_list(reader *r, ts_span list, uint64_t at);

/* The records of a map; their keys are a column of their own. */
static ts_err read_map(reader *r, ts_span map, uint64_t at) {
    TS_AUTO(ts_buf, ts_buf_wipe) key = {0};
    size_t i = 0, used;
    ts_span value;
    while (ts_json_member(map, &i, &key, &value)) {
        uint64_t here = at == TS_NO_OFFSET ? at : at + (uint64_t)(value.ptr - map.ptr);
        if (ts_json_flatten(&r->flat, value, NULL, &used) != TS_JSON_WHOLE)
            return ts_emit_text(r->out, value, here);
        ts_json_flat_add(&r->flat, "key", ts_buf_span(&key));
        r->number++;
        TS_TRY(send_row(r, value, here));
    }
    ts_span rest = ts_slice(map, i, map.len); /* what is no record */
    return rest.len > 1 ? ts_emit_text(r->out, rest, at == TS_NO_OFFSET ? at : at + i) : TS_OK;
}

/* An object that holds several lists of people is no person: each list is a table, and what is left a row. */
static ts_err split(reader *r, ts_span raw, uint64_t at, bool *done) {
    enum { MOST = 256 };
    ts_json_list *list = ts_alloc_array(MOST, sizeof *list);
    TS_AUTO(ts_buf, ts_buf_wipe) paths = {0};
    size_t used, n = ts_json_lists(raw, list, MOST, &paths);
    uint64_t number = r->number;
    ts_err err = TS_OK;
    *done = n > 0;
    r->flat.apart = list;
    r->flat.aparts = n;
    bool whole = n && ts_json_flatten(&r->flat, raw, NULL, &used) == TS_JSON_WHOLE;
    r->flat.aparts = 0;
    if (whole && r->flat.pairs)
        err = send_row(r, raw, at);
    for (size_t i = 0; i < n && !err; i++) {
        uint64_t here = at == TS_NO_OFFSET ? at : at + (uint64_t)(list[i].text.ptr - raw.ptr);
        forget_head(&r->t);
        r->number = 0;
        err = ts_emit_part(r->out, ts_slice(ts_buf_span(&paths), list[i].path, list[i].path_len));
        if (!err)
            err = list[i].map ? read_map(r, list[i].text, here) : read_list(r, list[i].text, here);
    }
    if (n) {
        forget_head(&r->t);
        r->number = number;
        if (!err)
            err = ts_emit_part(r->out, ts_str(""));
    }
    ts_free(list);
    return err;
}

/* One whole value that is the record: a row; where it only wraps a list of records, those too. */
static ts_err record(reader *r, ts_span raw, uint64_t at, bool wraps) {
    ts_span list;
    ts_buf path = {0};
    size_t used;
    bool wrapped = wraps && raw.ptr[0] == '{' && ts_json_wrapped(raw, &list, &path);
    ts_err err = TS_OK;
    if (r->fhir) /* of resources only a bundle wraps others */
        wrapped = wrapped && ts_span_eq(ts_buf_span(&path), ts_str("entry"));
    r->number++;
    bool flat = ts_json_flatten(&r->flat, raw, wrapped ? list.ptr : NULL, &used) == TS_JSON_WHOLE && r->flat.pairs;
    bool many = !r->fhir && flat && wraps && r->flat.pairs > ONE_RECORD, parted = false;
    if (many) {
        err = split(r, raw, at, &parted);
        flat = !err && !parted && ts_json_flatten(&r->flat, raw, wrapped ? list.ptr : NULL, &used) == TS_JSON_WHOLE;
        wrapped = wrapped && !parted;
    }
    if (flat)
        err = send_row(r, raw, at);
    if (!err && wrapped) {
        uint64_t number = r->number;
        forget_head(&r->t);
        r->number = 0;
        err = ts_emit_part(r->out, ts_buf_span(&path));
        if (!err)
            err = read_list(r, list, at == TS_NO_OFFSET ? at : at + (uint64_t)(list.ptr - raw.ptr));
        forget_head(&r->t);
        r->number = number;
        if (!err)
            err = ts_emit_part(r->out, ts_str(""));
    }
    ts_buf_wipe(&path);
    return err;
}

/* The elements of a list that is all there. */
static ts_err read_list(reader *r, ts_span list, uint64_t at) {
    for (size_t i = 1; i < list.len;) {
        char c = list.ptr[i];
        size_t used = 0;
        if (ts_is_space(c) || c == ',' || c == ']') {
            i++;
            continue;
        }
        ts_span rest = ts_slice(list, i, list.len);
        if (ts_json_flatten(&r->flat, rest, NULL, &used) != TS_JSON_WHOLE)
            return ts_emit_text(r->out, rest, at == TS_NO_OFFSET ? at : at + i);
        r->number++;
        TS_TRY(send_row(r, ts_slice(rest, 0, used), at == TS_NO_OFFSET ? at : at + i));
        i += used;
    }
    return TS_OK;
}

/* A line that is no JSON, or a piece of a very long one. */
static ts_err pass_line(reader *r) {
    ts_span w = ts_peek(r->in, LINE);
    const char *nl = memchr(w.ptr, '\n', w.len);
    size_t n = nl ? (size_t)(nl + 1 - w.ptr) : w.len;
    r->number += !r->bad_line;
    r->bad_line = !nl;
    r->later = true;
    r->last = w.ptr[n - 1];
    r->t.begun = false;
    TS_TRY(ts_emit_text(r->out, ts_slice(w, 0, n), r->in->mapped ? r->in->offset : TS_NO_OFFSET));
    ts_take(r->in, n);
    return TS_OK;
}

/* White space before a record; in a list its commas too. */
static size_t blank(const reader *r, ts_span w) {
    size_t n = 0;
    while (!r->bad_line && n < w.len && (ts_is_space(w.ptr[n]) || (r->in_list && (w.ptr[n] == ',' || w.ptr[n] == ']'))))
        n++;
    return n;
}

static void pass(reader *r, ts_span w, size_t n) {
    r->last = w.ptr[n - 1];
    ts_take(r->in, n);
}

/* An object that begins its line may begin a slice: there another table begins, whoever reads. */
static ts_err at_record(reader *r, bool *ended) {
    if (r->bad_line || r->last != '\n' || !ts_slice_begins(r->in, r->in->offset))
        return TS_OK;
    forget_head(&r->t);
    return ts_slice_cut(r->in, r->out, r->in->offset, false, ended);
}

static ts_err objects(reader *r, bool ended) {
    size_t want = TS_SOURCE_WINDOW;
    while (!ended) {
        ts_span w = ts_peek(r->in, want);
        if (!w.len)
            break;
        char c = w.ptr[0];
        size_t blanks = blank(r, w);
        if (blanks || (c == '[' && !r->in_list && !r->later)) {
            r->in_list |= !blanks;
            pass(r, w, blanks ? blanks : 1);
            continue;
        }
        if (c == '{') {
            TS_TRY(at_record(r, &ended));
            if (ended)
                break;
        }
        size_t used = 0;
        ts_json_status s = c == '{' || c == '[' || r->in_list ? TS_JSON_NEEDS_MORE : TS_JSON_BAD;
        if (s != TS_JSON_BAD && !r->bad_line)
            s = ts_json_flatten(&r->flat, w, NULL, &used);
        if (s == TS_JSON_NEEDS_MORE && !r->bad_line && w.len == want && want < LONGEST) {
            want *= 2;
            continue;
        }
        want = TS_SOURCE_WINDOW;
        if (s != TS_JSON_WHOLE || r->bad_line) {
            TS_TRY(pass_line(r));
            continue;
        }
        bool alone = !r->later && !r->in_list && !ts_trim(ts_slice(w, used, w.len)).len && w.len < TS_SOURCE_WINDOW;
        bool large = !r->in_list && used > LINE;
        TS_TRY(record(r, ts_slice(w, 0, used), r->in->mapped ? r->in->offset : TS_NO_OFFSET, alone || large));
        r->later = true;
        pass(r, w, used);
    }
    return r->in->error;
}

static ts_span behind_space(ts_span s) {
    while (s.len && ts_is_space(s.ptr[0]))
        s = ts_slice(s, 1, s.len);
    return s;
}

/* A slice within the blob begins at the first object that begins a line: inside another one lines are set in. */
static void begin_later(reader *r) {
    ts_span head = behind_space(ts_peek(r->in, TS_SOURCE_WINDOW));
    r->in_list = head.len && head.ptr[0] == '[';
    r->later = true;
    r->last = '\n';
    ts_source_forgive(r->in);
    ts_slice_seek(r->in, '\n');
    if (r->in->slice->exact)
        return;
    for (int c; r->in->offset < r->in->slice->to && (c = ts_peek_u8(r->in)) != '{' && c >= 0;)
        ts_slice_next_line(r->in, '\n');
}

/* ---- the bid ---- */

static int bid(const ts_head *head) {
    ts_span t = behind_space(head->text);
    if (!t.len || (t.ptr[0] != '{' && t.ptr[0] != '['))
        return 0;
    ts_json_flat f = {0};
    size_t used;
    ts_json_status s = ts_json_flatten(&f, t, NULL, &used);
    size_t pairs = f.pairs;
    ts_json_flat_done(&f);
    if (s == TS_JSON_WHOLE) /* "[section]" and "[2024]" are no lists worth a table */
        return t.ptr[0] == '{' || pairs > 1 ? (pairs ? 56 : 20) : 0;
    return s == TS_JSON_NEEDS_MORE && pairs ? 54 : 0;
}

ts_err ts_ndjson_run(ts_source *in, ts_sink *out, bool fhir) {
    reader r = {.in = in, .out = out, .fhir = fhir};
    bool ended = false;
    forget_head(&r.t);
    if (ts_slice_is_later(in))
        begin_later(&r);
    ts_err err = ts_slice_begin(in, out, &ended);
    if (!err)
        err = objects(&r, ended);
    ts_slice_count(in, r.number);
    ts_json_flat_done(&r.flat);
    ts_buf_done(&r.name);
    ts_buf_done(&r.decoded);
    ts_arena_done(&r.t.names);
    ts_map_free(r.t.column);
    ts_free(r.t.head);
    ts_free(r.t.cell);
    ts_free(r.t.room);
    return err;
}

static ts_err run(ts_source *in, ts_sink *out) { return ts_ndjson_run(in, out, false); }

const ts_extractor ts_extractor_ndjson = {
    .name = "ndjson", .version = 1, .needs = TS_STREAM, .text = true, .sliced = true, .bid = bid, .run = run};
