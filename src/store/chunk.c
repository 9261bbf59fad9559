/* chunk.c - the columns of a chunk of sightings, written. */
#include "store/chunk.h"

#include "base/digest.h"
#include "base/mem.h"
#include "store/chunk_columns.h"

/* The dictionary: open addressing over the values of all kinds; the hash is seeded, since values are hostile. */
typedef struct slot {
    uint32_t hash, number; /* number: 1 + index of the value in its kind; 0 free */
    uint32_t at; /* where its text begins in `text` */
    uint8_t kind, len;
} slot;

/* A dictionary that has so many values or bytes of them at a chunk's end is forgotten: it takes 16 MiB, or twice that where
 * the last chunk brought many, and a reader locks its text. */
enum { MOST_VALUES = 3 << 17, MOST_TEXT = 8 << 20 };

/* A column of fewer bytes is not worth statistics of its own. */
enum { FIRST_SLOTS = 1 << 14, AHEAD = 32, LARGE_COLUMN = 1024 };

struct ts_chunk {
    ts_buf column[TS_COLUMNS];
    ts_buf of_kind[TS_KIND_COUNT][TS_KCOLUMNS];
    slot *slots;
    size_t cap, used;
    ts_buf text; /* of all values in it */
    uint32_t count[TS_KIND_COUNT]; /* values of each kind in it */
    bool anew; /* it begins with this chunk */
    uint64_t seed[2];
    size_t sightings, segments;
    ts_digest last_blob;
    uint32_t border[2 * (TS_COLUMNS + TS_KIND_COUNT * TS_KCOLUMNS)]; /* of what was taken last */
    size_t borders;
};

ts_chunk *ts_chunk_new(void) {
    ts_chunk *k = ts_alloc(sizeof *k);
    k->slots = ts_alloc_array(FIRST_SLOTS, sizeof *k->slots);
    k->cap = FIRST_SLOTS;
    k->anew = true;
    ts_random(k->seed, sizeof k->seed);
    return k;
}

static void each_buf(ts_chunk *k, void (*run)(ts_buf *)) {
    for (int i = 0; i < TS_COLUMNS; i++)
        run(&k->column[i]);
    for (int kind = 0; kind < TS_KIND_COUNT; kind++)
        for (int i = 0; i < TS_KCOLUMNS; i++)
            run(&k->of_kind[kind][i]);
}

void ts_chunk_free(ts_chunk *k) {
    if (!k)
        return;
    each_buf(k, ts_buf_wipe);
    ts_buf_wipe(&k->text);
    ts_free(k->slots);
    ts_free(k);
}

/* Most numbers are below 128 and find room. */
static inline void put(ts_buf *b, uint64_t v) {
    if (v < 128 && b->len + 1 < b->cap)
        b->ptr[b->len++] = (char)v;
    else
        ts_buf_add_varint(b, v);
}

/* ---- values ---- */

static uint64_t mix(uint64_t a, uint64_t b) {
    __uint128_t m = (__uint128_t)a * b;
    return (uint64_t)m ^ (uint64_t)(m >> 64);
}

static uint32_t hash_of(const ts_chunk *k, unsigned kind, ts_span n) {
    uint64_t h = mix(k->seed[0] ^ kind, k->seed[1] ^ n.len);
    for (size_t i = 0; i < n.len; i += 8) {
        uint64_t word = 0;
        memcpy(&word, n.ptr + i, n.len - i < 8 ? n.len - i : 8);
        h = mix(h ^ word ^ k->seed[1], k->seed[0] | 1);
    }
    return (uint32_t)(h ^ h >> 32);
}

/* Room for as many more values: the table is never more than half full. */
static void make_room(ts_chunk *k, size_t more) {
    if ((k->used + more) * 2 <= k->cap)
        return;
    slot *old = k->slots;
    size_t n = k->cap;
    k->cap *= 2;
    k->slots = ts_alloc_array(k->cap, sizeof *k->slots);
    ts_mem_huge(k->slots, k->cap * sizeof *k->slots);
    for (size_t i = 0; i < n; i++)
        if (old[i].number) {
            size_t at = old[i].hash & (k->cap - 1);
            while (k->slots[at].number)
                at = (at + 1) & (k->cap - 1);
            k->slots[at] = old[i];
        }
    ts_free(old);
}

/* Where the value stands in its kind's dictionary; 0 where it is new and was added.  There is room for it. */
static uint32_t code_of(ts_chunk *k, unsigned kind, ts_span n, uint32_t hash) {
    size_t at = hash & (k->cap - 1);
    for (; k->slots[at].number; at = (at + 1) & (k->cap - 1)) {
        const slot *s = &k->slots[at];
        if (s->hash == hash && s->kind == kind && s->len == n.len &&
            (n.len == 0 || memcmp(k->text.ptr + s->at, n.ptr, n.len) == 0))
            return s->number;
    }
    k->slots[at] = (slot){hash, ++k->count[kind], (uint32_t)k->text.len, (uint8_t)kind, (uint8_t)n.len};
    k->used++;
    ts_buf_add(&k->text, n);
    ts_buf_add_u8(&k->of_kind[kind][TS_KCOL_LENGTH], (uint8_t)n.len);
    ts_buf_add(&k->of_kind[kind][TS_KCOL_TEXT], n);
    return 0;
}

/* ---- a segment ---- */

static void put_segment(ts_chunk *k, const ts_segment_record *s, uint64_t reading, const ts_findings *f) {
    ts_buf *b = &k->column[TS_COL_SEGMENT];
    bool same = k->segments && ts_digest_eq(&s->blob, &k->last_blob);
    ts_buf_add_u8(b, same);
    if (!same)
        ts_buf_add(b, ts_span_of(s->blob.byte, sizeof s->blob.byte));
    k->last_blob = s->blob;
    ts_span part = ts_slice(ts_span_of(s->part, sizeof s->part), 0, strnlen(s->part, sizeof s->part - 1));
    uint16_t columns = s->columns < TS_RECORD_COLUMNS ? s->columns : TS_RECORD_COLUMNS;
    const uint64_t number[] = {reading,       s->ordinal,  s->type,      s->offset, s->rows,
                               s->categories, f->mentions, f->sightings, part.len,  s->columns};
    for (size_t i = 0; i < sizeof number / sizeof number[0]; i++)
        ts_buf_add_varint(b, number[i]);
    ts_buf_add(b, part);
    ts_buf_add(b, ts_span_of(s->column_kind, columns));
}

static void put_sightings(ts_chunk *k, const ts_findings *f) {
    ts_buf *col = k->column;
    int64_t expected = 0, place = 0;
    ts_date date = 0;
    for (size_t i = 0; i < f->sightings; i++) {
        const ts_sighting *s = &f->sighting[i];
        put(&col[TS_COL_FIRST], ts_zigzag((int64_t)s->first - expected));
        put(&col[TS_COL_COUNT], s->count);
        put(&col[TS_COL_ROLE], s->role);
        put(&col[TS_COL_SHAPE], s->shape);
        put(&col[TS_COL_CATEGORIES], s->categories);
        put(&col[TS_COL_PLACE], ts_zigzag((int64_t)(s->place - (uint64_t)place)));
        if (s->date == TS_NO_DATE) {
            put(&col[TS_COL_DATE], 0);
        } else {
            date = ts_chunk_date(f, s->first, s->count, date);
            put(&col[TS_COL_DATE], 1 + ts_zigzag((int64_t)s->date - date));
            date = s->date;
        }
        expected = (int64_t)s->first + s->count;
        place = (int64_t)s->place;
    }
}

/* The hashes of some mentions; their slots are asked for now, since the table is larger than the cache. */
static void look_ahead(ts_chunk *k, const ts_mention *m, size_t n, uint32_t *hash) {
    make_room(k, n);
    for (size_t i = 0; i < n; i++) {
        hash[i] = hash_of(k, m[i].kind, m[i].norm);
        __builtin_prefetch(&k->slots[hash[i] & (k->cap - 1)]);
    }
}

static void put_mentions(ts_chunk *k, const ts_findings *f) {
    int64_t end = 0, row = 0;
    uint32_t hash[AHEAD] = {0};
    for (size_t i = 0; i < f->mentions; i++) {
        const ts_mention *m = &f->mention[i];
        if (i % AHEAD == 0)
            look_ahead(k, m, f->mentions - i < AHEAD ? f->mentions - i : AHEAD, hash);
        ts_buf *col = k->of_kind[m->kind];
        put(&k->column[TS_COL_KIND], m->kind);
        put(&col[TS_KCOL_CONFIDENCE], m->confidence);
        put(&col[TS_KCOL_FLAGS], m->flags * 2u + m->valid);
        put(&col[TS_KCOL_GAP], ts_zigzag((int64_t)m->start - end));
        put(&col[TS_KCOL_EXTRA], ts_zigzag((int64_t)m->end - m->start - (int64_t)m->norm.len));
        put(&col[TS_KCOL_COLUMN], ts_zigzag(m->column));
        put(&col[TS_KCOL_ROW], ts_zigzag((int64_t)m->row - row));
        put(&col[TS_KCOL_CODE], code_of(k, m->kind, m->norm, hash[i % AHEAD]));
        end = m->end;
        row = m->row;
    }
}

ts_err ts_chunk_add(ts_chunk *k, const ts_segment_record *segment, uint64_t reading, const ts_findings *f) {
    for (size_t i = 0; i < f->mentions; i++)
        if (f->mention[i].kind >= TS_KIND_COUNT || f->mention[i].norm.len > TS_NORM_MAX)
            return ts_fail(TS_EINTERNAL, "a mention of no known kind or length was to be stored");
    for (size_t i = 0; i < f->sightings; i++)
        if ((uint64_t)f->sighting[i].first + f->sighting[i].count > f->mentions)
            return ts_fail(TS_EINTERNAL, "a sighting without its mentions was to be stored");
    put_segment(k, segment, reading, f);
    put_sightings(k, f);
    put_mentions(k, f);
    k->segments++;
    k->sightings += f->sightings;
    return TS_OK;
}

uint64_t ts_chunk_bytes(const ts_chunk *k) {
    uint64_t n = 0;
    for (int i = 0; i < TS_COLUMNS; i++)
        n += k->column[i].len;
    for (int kind = 0; kind < TS_KIND_COUNT; kind++)
        for (int i = 0; i < TS_KCOLUMNS; i++)
            n += k->of_kind[kind][i].len;
    return n;
}

bool ts_chunk_full(const ts_chunk *k, size_t sightings) {
    return k->segments && (k->sightings + sightings > TS_CHUNK_SIGHTINGS || ts_chunk_bytes(k) >= TS_CHUNK_BYTES);
}

/* ---- taking it out ---- */

static void empty(ts_buf *b) {
    if (b->len)
        ts_wipe(b->ptr, b->len);
    ts_buf_clear(b);
}

static void take(ts_chunk *k, ts_buf *out, size_t begin, const ts_buf *column) {
    ts_buf_add_varint(out, column->len);
    bool large = column->len >= LARGE_COLUMN;
    if (large)
        k->border[k->borders++] = (uint32_t)(out->len - begin);
    ts_buf_add(out, ts_buf_span(column));
    if (large)
        k->border[k->borders++] = (uint32_t)(out->len - begin);
}

uint64_t ts_chunk_sightings(const ts_chunk *k) { return k->sightings; }

void ts_chunk_forget(ts_chunk *k) {
    memset(k->slots, 0, k->cap * sizeof *k->slots);
    memset(k->count, 0, sizeof k->count);
    empty(&k->text);
    k->used = 0;
    k->anew = true;
}

void ts_chunk_take(ts_chunk *k, ts_buf *out, const uint32_t **border, size_t *borders) {
    size_t begin = out->len;
    k->borders = 0;
    ts_buf_reserve(out, (size_t)ts_chunk_bytes(k) + 10 * (TS_COLUMNS + TS_KIND_COUNT * TS_KCOLUMNS + 2));
    ts_buf_add_varint(out, TS_KIND_COUNT);
    ts_buf_add_u8(out, k->anew);
    for (int i = 0; i < TS_COLUMNS; i++)
        take(k, out, begin, &k->column[i]);
    for (int kind = 0; kind < TS_KIND_COUNT; kind++)
        for (int i = 0; i < TS_KCOLUMNS; i++)
            take(k, out, begin, &k->of_kind[kind][i]);
    each_buf(k, empty);
    k->sightings = k->segments = 0;
    k->anew = false;
    if (k->used >= MOST_VALUES || k->text.len >= MOST_TEXT)
        ts_chunk_forget(k);
    *border = k->border;
    *borders = k->borders;
}
