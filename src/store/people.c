/* people.c - resolved people and what was exposed of each, sealed; organisations in the case's order. */
#include "store/people.h"

#include <stdio.h>
#include "base/mem.h"

/* ---- case numbers ---- */

/* No vowels (no words), nothing that reads as something else: 0 O, 1 I L, U V. */
static const char alphabet[] = "23456789BCDFGHJKMNPQRSTVWXYZ";
enum { LETTERS = sizeof alphabet - 1, DIGITS = 8, HALF_BITS = 20, ROUNDS = 6 };

/* A Feistel network over 40 bits: a one-to-one map, so that no number is drawn twice. */
static uint64_t permuted(const ts_key *key, uint64_t n) {
    uint32_t left = (uint32_t)(n >> HALF_BITS), right = (uint32_t)n & ((1u << HALF_BITS) - 1);
    for (uint8_t round = 0; round < ROUNDS; round++) {
        unsigned char mac[TS_MAC_BYTES];
        unsigned char in[] = {round, (unsigned char)right, (unsigned char)(right >> 8), (unsigned char)(right >> 16)};
        ts_mac(key, ts_span_of(in, sizeof in), mac);
        uint32_t mixed = (mac[0] | (uint32_t)mac[1] << 8 | (uint32_t)mac[2] << 16) & ((1u << HALF_BITS) - 1);
        uint32_t next = left ^ mixed;
        left = right;
        right = next;
    }
    return (uint64_t)left << HALF_BITS | right;
}

/* The key is drawn per process and the map walked from its start: random to anybody outside, and no two alike. */
void ts_person_number(char out[static 16]) {
    static ts_key key;
    static uint64_t next;
    uint64_t space = 1;
    for (int i = 0; i < DIGITS; i++)
        space *= LETTERS;
    if (next == 0)
        ts_random(key.byte, sizeof key.byte);
    uint64_t n;
    do /* the map covers 2^40 numbers, of which the first 28^8 have a name */
        n = permuted(&key, next++ & ((UINT64_C(1) << 2 * HALF_BITS) - 1));
    while (n >= space);
    char digit[DIGITS];
    for (int i = 0; i < DIGITS; i++, n /= LETTERS)
        digit[i] = alphabet[n % LETTERS];
    snprintf(out, 16, "P-%.4s-%.4s", digit, digit + 4);
}

/* ---- people ---- */

enum { PERSON_VERSION = 2 }; /* 1: without first_exhibit */

ts_err ts_people_clear(ts_case *c) { return ts_db_exec(c->db, "DELETE FROM person"); }

static ts_span person_place(const char *number, ts_buf *out) {
    ts_buf_addf(out, "person %s", number);
    return ts_buf_span(out);
}

ts_err ts_people_save(ts_case *c, const ts_person *p) {
    TS_AUTO(ts_buf, ts_buf_done) place = {0}, sealed = {0};
    TS_AUTO(ts_buf, ts_buf_wipe) b = {0};
    ts_stmt *s;
    ts_buf_reserve(&b, 128);
    ts_buf_add_u8(&b, PERSON_VERSION);
    ts_buf_add_u8(&b, p->verdict);
    ts_buf_add_u8(&b, p->population);
    ts_buf_add_u16le(&b, p->roles);
    ts_buf_add_u32le(&b, p->categories);
    ts_buf_add_u64le(&b, p->organisations);
    ts_buf_add_u32le(&b, p->sightings);
    ts_buf_add_u32le(&b, p->files);
    ts_buf_add_u16le(&b, (uint16_t)p->birth_month);
    ts_buf_add_u8(&b, (uint8_t)(p->deceased | p->held << 1 | p->child_then << 2 | p->child_now << 3));
    ts_buf_add_u16le(&b, p->first_year);
    ts_buf_add_u16le(&b, p->last_year);
    ts_buf_add(&b, ts_span_of(p->sightings_digest.byte, sizeof p->sightings_digest.byte));
    ts_buf_add_u64le(&b, (uint64_t)p->first_exhibit);
    ts_seal(&c->seal_key, ts_buf_span(&b), person_place(p->number, &place), &sealed);
    TS_TRY(ts_db_prepare(c->db, "INSERT INTO person (number, sealed) VALUES (?, ?)", &s));
    ts_bind_text(s, 1, p->number);
    ts_bind_span(s, 2, ts_buf_span(&sealed));
    return ts_stmt_run(s);
}

static ts_err read_person(ts_case *c, ts_stmt *s, ts_person *out) {
    TS_AUTO(ts_buf, ts_buf_done) place = {0};
    TS_AUTO(ts_buf, ts_buf_wipe) b = {0};
    ts_person p = {0};
    ts_span number = ts_col_span(s, 0);
    snprintf(p.number, sizeof p.number, "%.*s", (int)number.len, number.ptr);
    ts_err err = ts_unseal(&c->seal_key, ts_col_span(s, 1), person_place(p.number, &place), &b);
    ts_cursor k = ts_cursor_over(ts_buf_span(&b));
    uint8_t version = ts_read_u8(&k);
    p.verdict = ts_read_u8(&k);
    p.population = ts_read_u8(&k);
    p.roles = ts_read_u16le(&k);
    p.categories = ts_read_u32le(&k);
    p.organisations = ts_read_u64le(&k);
    p.sightings = ts_read_u32le(&k);
    p.files = ts_read_u32le(&k);
    p.birth_month = (int16_t)ts_read_u16le(&k);
    uint8_t flags = ts_read_u8(&k);
    p.deceased = flags & 1;
    p.held = flags >> 1 & 1;
    p.child_then = flags >> 2 & 1;
    p.child_now = flags >> 3 & 1;
    p.first_year = ts_read_u16le(&k);
    p.last_year = ts_read_u16le(&k);
    ts_span digest = ts_read_span(&k, sizeof p.sightings_digest.byte);
    p.first_exhibit = version > 1 ? (int64_t)ts_read_u64le(&k) : 0;
    if (err || !k.ok || version < 1 || version > PERSON_VERSION)
        return ts_fail(TS_EDAMAGED, "case.db is damaged: what is kept of person %s is not what was written", p.number);
    memcpy(p.sightings_digest.byte, digest.ptr, digest.len);
    *out = p;
    return TS_OK;
}

ts_err ts_people_each(ts_case *c, ts_err (*each)(void *, const ts_person *), void *context) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "SELECT number, sealed FROM person ORDER BY number", &s));
    for (bool row;;) {
        TS_TRY(ts_step(s, &row));
        if (!row)
            return TS_OK;
        ts_person p;
        ts_err err = read_person(c, s, &p);
        if (!err)
            err = each(context, &p);
        if (err) {
            ts_stmt_reset(s);
            return err;
        }
    }
}

/* ---- organisations ---- */

enum { ORGANISATIONS = 64 }; /* as many as ts_person.organisations has bits */

ts_err ts_organisation_index(ts_case *c, const char *code, int *out) {
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(c->db, "SELECT bit FROM organisation WHERE code = ?", &s));
    ts_bind_text(s, 1, code);
    TS_TRY(ts_step(s, &row));
    if (row) {
        *out = (int)ts_col_int(s, 0);
        ts_stmt_reset(s);
        return TS_OK;
    }
    TS_TRY(ts_db_prepare(c->db, "SELECT count(*) FROM organisation", &s));
    TS_TRY(ts_step(s, &row));
    int64_t bit = ts_col_int(s, 0);
    ts_stmt_reset(s);
    if (bit >= ORGANISATIONS)
        return ts_fail(TS_ELIMIT, "a case holds at most %d organisations", ORGANISATIONS);
    TS_TRY(ts_db_prepare(c->db, "INSERT INTO organisation (bit, code, name) VALUES (?, ?, '')", &s));
    ts_bind_int(s, 1, bit);
    ts_bind_text(s, 2, code);
    TS_TRY(ts_stmt_run(s));
    *out = (int)bit;
    return TS_OK;
}

ts_err ts_organisation_name(ts_case *c, const char *code, const char *name) {
    int bit;
    ts_stmt *s;
    TS_TRY(ts_organisation_index(c, code, &bit));
    TS_TRY(ts_db_prepare(c->db, "UPDATE organisation SET name = ? WHERE bit = ?", &s));
    ts_bind_text(s, 1, name);
    ts_bind_int(s, 2, bit);
    return ts_stmt_run(s);
}

ts_err ts_organisation_each(ts_case *c, ts_err (*each)(void *, int index, const char *code, const char *name),
                            void *context) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "SELECT bit, code, name FROM organisation ORDER BY bit", &s));
    for (bool row;;) {
        TS_TRY(ts_step(s, &row));
        if (!row)
            return TS_OK;
        char *code = ts_copy_str(ts_col_span(s, 1)), *name = ts_copy_str(ts_col_span(s, 2));
        ts_err err = each(context, (int)ts_col_int(s, 0), code, name);
        ts_free(code);
        ts_free(name);
        if (err) {
            ts_stmt_reset(s);
            return err;
        }
    }
}
