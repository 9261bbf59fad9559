/* tables.c - what verification found of each table and of the whole leak. */
#include "store/tables.h"

#include "base/digest.h"
#include "base/mem.h"

enum { FORM = 3 }; /* of the row's bytes */

static void put_text(ts_buf *b, const char *s) { ts_buf_add_counted(b, ts_str(s)); }

static void put_date(ts_buf *b, ts_date d) { ts_buf_add_u32le(b, (uint32_t)d); }

static void pack(const ts_table_sum *t, ts_buf *b) {
    ts_buf_add_u8(b, FORM);
    ts_buf_add_u64le(b, t->sightings);
    for (int i = 0; i < TS_VERDICT_COUNT; i++)
        ts_buf_add_u64le(b, t->verdict[i]);
    ts_buf_add_u64le(b, t->beyond);
    ts_buf_add_u64le(b, t->identified);
    ts_buf_add_u64le(b, t->wrong_ppb);
    ts_buf_add_u64le(b, t->held_ppb);
    ts_buf_add_u32le(b, t->lambda);
    ts_buf_add_u8(b, t->ours);
    ts_buf_add_u64le(b, (uint64_t)t->ours_odds);
    ts_buf_add_u64le(b, t->id_agrees);
    ts_buf_add_u64le(b, t->id_differs);
    put_text(b, t->organisation);
    put_text(b, t->system);
    put_text(b, t->next_organisation);
    put_text(b, t->next_system);
    ts_buf_add_u64le(b, (uint64_t)t->lead);
    ts_buf_add_u8(b, t->rivals);
    put_date(b, t->as_of);
    put_date(b, t->as_of_low);
    put_date(b, t->as_of_high);
    ts_buf_add_u8(b, t->as_of_rivals);
    put_date(b, t->as_of_rival);
    ts_buf_add_u64le(b, t->telling);
    for (int i = 0; i < TS_SUM_CURVE; i++)
        ts_buf_add_u64le(b, t->curve[i]);
    ts_buf_add_u64le(b, t->random_micro);
    ts_buf_add_u64le(b, t->region_micro);
}

static void take_text(ts_cursor *c, char *out, size_t size) {
    ts_span s = ts_read_counted(c);
    if (s.len >= size) {
        c->ok = false;
        return;
    }
    memcpy(out, s.ptr, s.len);
    out[s.len] = 0;
}

static ts_err unpack(ts_span bytes, ts_table_sum *t) {
    ts_cursor c = ts_cursor_over(bytes);
    bool known = ts_read_u8(&c) == FORM;
    t->sightings = ts_read_u64le(&c);
    for (int i = 0; i < TS_VERDICT_COUNT; i++)
        t->verdict[i] = ts_read_u64le(&c);
    t->beyond = ts_read_u64le(&c);
    t->identified = ts_read_u64le(&c);
    t->wrong_ppb = ts_read_u64le(&c);
    t->held_ppb = ts_read_u64le(&c);
    t->lambda = ts_read_u32le(&c);
    t->ours = ts_read_u8(&c);
    t->ours_odds = (int64_t)ts_read_u64le(&c);
    t->id_agrees = ts_read_u64le(&c);
    t->id_differs = ts_read_u64le(&c);
    take_text(&c, t->organisation, sizeof t->organisation);
    take_text(&c, t->system, sizeof t->system);
    take_text(&c, t->next_organisation, sizeof t->next_organisation);
    take_text(&c, t->next_system, sizeof t->next_system);
    t->lead = (int64_t)ts_read_u64le(&c);
    t->rivals = ts_read_u8(&c);
    t->as_of = (ts_date)ts_read_u32le(&c);
    t->as_of_low = (ts_date)ts_read_u32le(&c);
    t->as_of_high = (ts_date)ts_read_u32le(&c);
    t->as_of_rivals = ts_read_u8(&c);
    t->as_of_rival = (ts_date)ts_read_u32le(&c);
    t->telling = ts_read_u64le(&c);
    for (int i = 0; i < TS_SUM_CURVE; i++)
        t->curve[i] = ts_read_u64le(&c);
    t->random_micro = ts_read_u64le(&c);
    t->region_micro = ts_read_u64le(&c);
    return known && c.ok && !ts_cursor_left(&c)
               ? TS_OK
               : ts_fail(TS_EDAMAGED, "case.db: the sums of a table are not what was written: run verify again");
}

ts_err ts_table_sums_clear(ts_case *c) { return ts_db_exec(c->db, "DELETE FROM table_sum"); }

ts_err ts_table_sum_save(ts_case *c, const ts_table_sum *t) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "INSERT INTO table_sum (of, blob, ordinal, sums) VALUES (?, ?, ?, ?)", &s));
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    pack(t, &b);
    ts_bind_int(s, 1, t->of);
    ts_bind_span(s, 2, ts_span_of(t->blob.byte, sizeof t->blob.byte));
    ts_bind_int(s, 3, t->ordinal);
    ts_bind_span(s, 4, ts_buf_span(&b));
    return ts_stmt_run(s);
}

ts_err ts_table_sums_each(ts_case *c, ts_err (*each)(void *, const ts_table_sum *), void *context) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "SELECT of, blob, ordinal, sums FROM table_sum ORDER BY of, blob, ordinal", &s));
    for (;;) {
        bool row;
        TS_TRY(ts_step(s, &row));
        if (!row)
            return TS_OK;
        ts_table_sum t = {.of = (uint8_t)ts_col_int(s, 0), .ordinal = (uint32_t)ts_col_int(s, 2)};
        ts_span blob = ts_col_span(s, 1);
        if (blob.len != sizeof t.blob.byte) {
            ts_stmt_reset(s);
            return ts_fail(TS_EDAMAGED, "case.db: a table's digest has %zu bytes: run verify again", blob.len);
        }
        memcpy(t.blob.byte, blob.ptr, blob.len);
        ts_err err = unpack(ts_col_span(s, 3), &t);
        if (err == TS_OK)
            err = each(context, &t);
        if (err != TS_OK) {
            ts_stmt_reset(s);
            return err;
        }
    }
}

/* Not of the index files but of what they were made from: two registers of one set of exports are alike. */
static void register_mark(const ts_register *r, ts_digest *out) {
    ts_sha256 *sha = ts_sha256_new();
    for (size_t i = 0; i < ts_register_count(r); i++) {
        const ts_holding_info *info = ts_index_info(ts_register_at(r, i));
        ts_sha256_add(sha, ts_span_of(info->source.byte, sizeof info->source.byte));
        ts_sha256_add(sha, ts_span_of(info->organisation, strlen(info->organisation) + 1));
        ts_sha256_add(sha, ts_span_of(info->system, strlen(info->system) + 1));
    }
    for (size_t i = 0; i < ts_register_earlier(r); i++)
        ts_sha256_add(sha, ts_span_of(ts_index_info(ts_register_earlier_at(r, i))->source.byte, sizeof(ts_digest)));
    ts_sha256_end(sha, out);
    ts_sha256_free(sha);
}

static const char verified[] = "verify.register", verified_key[] = "verify.key";

ts_err ts_verified_mark(ts_case *c, const ts_register *r) {
    ts_digest d;
    ts_key_id id;
    register_mark(r, &d);
    ts_key_identify(&c->register_key, &id);
    TS_TRY(ts_case_set(c, verified_key, ts_span_of(id.byte, sizeof id.byte)));
    return ts_case_set(c, verified, ts_span_of(d.byte, sizeof d.byte));
}

ts_err ts_verified_check(ts_case *c, const ts_register *r) {
    ts_digest d;
    ts_key_id id;
    register_mark(r, &d);
    ts_key_identify(&c->register_key, &id);
    TS_AUTO(ts_buf, ts_buf_done) was = {0}, key = {0};
    TS_TRY(ts_case_get(c, verified, &was));
    TS_TRY(ts_case_get(c, verified_key, &key));
    if (key.len && !ts_span_eq(ts_buf_span(&key), ts_span_of(id.byte, sizeof id.byte)))
        return ts_fail(TS_EUSAGE,
                       "the holdings were destroyed since the last verification: what it found stands in the "
                       "reports that were made; for new ones register the holdings again and run verify");
    if (was.len && !ts_span_eq(ts_buf_span(&was), ts_span_of(d.byte, sizeof d.byte)))
        return ts_fail(TS_EUSAGE, "holdings were registered since the last verification: run verify again");
    return TS_OK;
}
