/* chunk_reader.c - the columns of a chunk of sightings, read back.
 *
 * A chunk comes out of a seal, so its bytes are what was written; every length is checked all the same.
 */
#include "store/chunk.h"

#include "base/mem.h"
#include "store/chunk_columns.h"

struct ts_chunk_reader {
    ts_cursor column[TS_COLUMNS];
    ts_cursor of_kind[TS_KIND_COUNT][TS_KCOLUMNS];
    uint32_t schema; /* of the chunk */
    /* The dictionary: value i of a kind is text[at..at + len). */
    struct values {
        struct value {
            uint32_t at;
            uint8_t len;
        } * value;
        size_t count, cap, fresh; /* fresh: the next new value */
    } values[TS_KIND_COUNT];
    char *text; /* locked memory */
    size_t text_len, text_cap;
    ts_digest blob;
    ts_findings found; /* arrays in locked memory */
};

ts_chunk_reader *ts_chunk_reader_new(void) { return ts_alloc(sizeof(ts_chunk_reader)); }

void ts_chunk_reader_free(ts_chunk_reader *r) {
    if (!r)
        return;
    for (int kind = 0; kind < TS_KIND_COUNT; kind++)
        ts_free(r->values[kind].value);
    ts_secret_free(r->text);
    ts_secret_free(r->found.mention);
    ts_secret_free(r->found.sighting);
    ts_free(r);
}

static inline uint64_t get(ts_cursor *c) {
    if (c->ok && c->at < c->end && (unsigned char)*c->at < 128)
        return (unsigned char)*c->at++;
    return ts_read_varint(c);
}

static inline int64_t get_signed(ts_cursor *c) { return ts_unzigzag(get(c)); }

static ts_err broken(void) { return ts_fail(TS_EDAMAGED, "a chunk of sightings does not read as it was written"); }

/* Behind the values of the chunks before. */
static bool read_values(ts_chunk_reader *r, struct values *v, ts_cursor *length, ts_cursor *text) {
    size_t n = ts_cursor_left(length), at = r->text_len;
    if (v->count + n > v->cap) {
        v->cap = (v->count + n) + (v->count + n) / 2 + 16;
        v->value = ts_grow(v->value, v->cap, sizeof *v->value);
    }
    v->fresh = v->count;
    for (size_t i = 0; i < n; i++) {
        uint8_t len = ts_read_u8(length);
        if (len > TS_NORM_MAX)
            return false;
        v->value[v->count++] = (struct value){(uint32_t)at, len};
        at += len;
    }
    ts_span all = ts_read_span(text, at - r->text_len);
    if (!length->ok || !text->ok || ts_cursor_left(text))
        return false;
    if (all.len)
        memcpy(r->text + r->text_len, all.ptr, all.len);
    r->text_len = at;
    return true;
}

/* Room for as many more bytes of values. */
static void make_room(ts_chunk_reader *r, size_t more) {
    if (r->text_len + more <= r->text_cap)
        return;
    r->text_cap = (r->text_len + more) + (r->text_len + more) / 2;
    char *text = ts_secret_alloc(r->text_cap);
    if (r->text_len)
        memcpy(text, r->text, r->text_len);
    ts_secret_free(r->text);
    r->text = text;
}

ts_err ts_chunk_reader_open(ts_chunk_reader *r, ts_span bytes, uint32_t schema) {
    ts_cursor c = ts_cursor_over(bytes);
    uint64_t kinds = ts_read_varint(&c);
    if (!c.ok || kinds > TS_KIND_COUNT)
        return ts_fail(TS_EUNSUPPORTED,
                       "sightings hold kinds that this program does not know: use the newer touchstone");
    r->schema = schema;
    if (schema == 1 || ts_read_u8(&c)) {
        for (int kind = 0; kind < TS_KIND_COUNT; kind++)
            r->values[kind].count = 0;
        r->text_len = 0;
    }
    memset(r->of_kind, 0, sizeof r->of_kind);
    for (int i = 0; i < TS_COLUMNS; i++)
        r->column[i] = ts_cursor_over(ts_read_span(&c, ts_read_varint(&c)));
    for (uint64_t kind = 0; kind < kinds; kind++)
        for (int i = 0; i < TS_KCOLUMNS; i++)
            r->of_kind[kind][i] = ts_cursor_over(ts_read_span(&c, ts_read_varint(&c)));
    if (!c.ok || ts_cursor_left(&c))
        return broken();
    size_t text = 0;
    for (uint64_t kind = 0; kind < kinds; kind++)
        text += ts_cursor_left(&r->of_kind[kind][TS_KCOL_TEXT]);
    make_room(r, text);
    for (uint64_t kind = 0; kind < kinds; kind++) {
        ts_cursor *col = r->of_kind[kind];
        if (!read_values(r, &r->values[kind], &col[TS_KCOL_LENGTH], &col[TS_KCOL_TEXT]))
            return broken();
    }
    return TS_OK;
}

static bool read_segment(ts_chunk_reader *r, ts_segment_record *s, uint64_t *reading, ts_findings *f) {
    ts_cursor *c = &r->column[TS_COL_SEGMENT];
    *s = (ts_segment_record){0};
    if (ts_read_u8(c) == 0) {
        ts_span digest = ts_read_span(c, sizeof r->blob.byte);
        if (c->ok)
            memcpy(r->blob.byte, digest.ptr, sizeof r->blob.byte);
    }
    s->blob = r->blob;
    *reading = get(c);
    s->ordinal = (uint32_t)get(c);
    s->type = (uint8_t)get(c);
    s->offset = get(c);
    s->rows = get(c);
    s->categories = (uint32_t)get(c);
    f->mentions = get(c);
    f->sightings = get(c);
    uint64_t part_len = get(c);
    s->columns = (uint16_t)get(c);
    size_t columns = s->columns < TS_RECORD_COLUMNS ? s->columns : TS_RECORD_COLUMNS;
    if (part_len >= sizeof s->part)
        return false;
    ts_span part = ts_read_span(c, part_len), kinds = ts_read_span(c, columns);
    if (!c->ok)
        return false;
    memcpy(s->part, part.ptr, part.len);
    memcpy(s->column_kind, kinds.ptr, kinds.len);
    /* Each costs at least a byte of its column: no count asks for more memory than there are bytes. */
    return f->mentions <= ts_cursor_left(&r->column[TS_COL_KIND]) &&
           f->sightings <= ts_cursor_left(&r->column[TS_COL_COUNT]);
}

static bool read_sightings(ts_chunk_reader *r) {
    ts_cursor *col = r->column;
    ts_findings *f = &r->found;
    int64_t expected = 0;
    uint64_t place = 0;
    ts_date expected_date = 0;
    for (size_t i = 0; i < f->sightings; i++) {
        ts_sighting *s = &f->sighting[i];
        int64_t first = expected + get_signed(&col[TS_COL_FIRST]);
        s->count = (uint16_t)get(&col[TS_COL_COUNT]);
        s->role = (uint8_t)get(&col[TS_COL_ROLE]);
        s->shape = (uint8_t)get(&col[TS_COL_SHAPE]);
        s->categories = (uint32_t)get(&col[TS_COL_CATEGORIES]);
        place += (uint64_t)get_signed(&col[TS_COL_PLACE]);
        s->place = place;
        uint64_t date = get(&col[TS_COL_DATE]);
        if (first < 0 || (uint64_t)first + s->count > f->mentions)
            return false;
        s->first = (uint32_t)first;
        s->date = TS_NO_DATE;
        if (date) {
            if (r->schema > 1)
                expected_date = ts_chunk_date(f, s->first, s->count, expected_date);
            s->date = (ts_date)(ts_unzigzag(date - 1) + expected_date);
            if (r->schema > 1)
                expected_date = s->date;
        }
        expected = first + s->count;
    }
    for (int i = 0; i < TS_COLUMNS; i++)
        if (!col[i].ok)
            return false;
    return true;
}

/* Borrowed from the dictionary. */
static bool read_value(const ts_chunk_reader *r, struct values *v, uint64_t code, ts_span *out) {
    size_t i = code ? (size_t)code - 1 : v->fresh++;
    if (i >= v->count)
        return false;
    *out = (ts_span){r->text + v->value[i].at, v->value[i].len};
    return true;
}

static bool read_mentions(ts_chunk_reader *r) {
    ts_findings *f = &r->found;
    int64_t end = 0, row = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < f->mentions; i++) {
        ts_mention *m = &f->mention[i];
        uint64_t kind = get(&r->column[TS_COL_KIND]);
        if (kind >= TS_KIND_COUNT)
            return false;
        ts_cursor *col = r->of_kind[kind];
        m->kind = (uint8_t)kind;
        m->confidence = (uint8_t)get(&col[TS_KCOL_CONFIDENCE]);
        uint64_t flags = get(&col[TS_KCOL_FLAGS]);
        m->flags = (uint8_t)(flags >> 1);
        m->valid = flags & 1;
        int64_t start = end + get_signed(&col[TS_KCOL_GAP]);
        int64_t extra = get_signed(&col[TS_KCOL_EXTRA]);
        m->column = (int32_t)get_signed(&col[TS_KCOL_COLUMN]);
        row += get_signed(&col[TS_KCOL_ROW]);
        ok = read_value(r, &r->values[kind], get(&col[TS_KCOL_CODE]), &m->norm) && col[TS_KCOL_CODE].ok &&
             col[TS_KCOL_ROW].ok && col[TS_KCOL_GAP].ok && col[TS_KCOL_EXTRA].ok;
        end = start + extra + (int64_t)m->norm.len;
        m->start = (uint32_t)start;
        m->end = (uint32_t)end;
        m->row = (uint32_t)row;
    }
    return ok;
}

static void *want(void *old, size_t *cap, size_t n, size_t size) {
    if (*cap >= n && old)
        return old;
    ts_secret_free(old);
    *cap = n + n / 4 + 16;
    return ts_secret_alloc(*cap * size);
}

ts_err ts_chunk_reader_next(ts_chunk_reader *r, ts_segment_record *segment, uint64_t *reading, const ts_findings **f,
                            bool *more) {
    ts_findings *found = &r->found;
    if (ts_cursor_left(&r->column[TS_COL_SEGMENT]) == 0) {
        *more = false;
        return r->column[TS_COL_SEGMENT].ok ? TS_OK : broken();
    }
    if (!read_segment(r, segment, reading, found))
        return broken();
    found->mention = want(found->mention, &found->mention_cap, found->mentions, sizeof *found->mention);
    found->sighting = want(found->sighting, &found->sighting_cap, found->sightings, sizeof *found->sighting);
    if (!read_mentions(r) || !read_sightings(r))
        return broken();
    *f = found;
    *more = true;
    return TS_OK;
}
