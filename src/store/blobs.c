/* blobs.c - blobs by content, and the exhibits they came with. */
#include "store/blobs.h"

#include <stdio.h>
#include "base/digest.h"
#include "base/mem.h"

/* ---- exhibits ---- */

static ts_span exhibit_place(const char *name, ts_buf *out) {
    ts_buf_addf(out, "exhibit %s", name);
    return ts_buf_span(out);
}

static void copy_text(char *out, size_t size, ts_span s) {
    snprintf(out, size, "%.*s", (int)s.len, s.ptr ? s.ptr : "");
}

static ts_err read_exhibit(ts_case *c, ts_stmt *s, ts_exhibit *e) {
    TS_AUTO(ts_buf, ts_buf_done) place = {0};
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0};
    ts_exhibit got = {.id = ts_col_int(s, 0)};
    copy_text(got.name, sizeof got.name, ts_col_span(s, 1));
    if (ts_unseal(&c->seal_key, ts_col_span(s, 2), exhibit_place(got.name, &place), &plain))
        return ts_fail(TS_EDAMAGED, "case.db is damaged: what is kept of exhibit %s is not what was written", got.name);
    ts_cursor k = ts_cursor_over(ts_buf_span(&plain));
    copy_text(got.source, sizeof got.source, ts_read_counted(&k));
    copy_text(got.acquired_by, sizeof got.acquired_by, ts_read_counted(&k));
    copy_text(got.acquired_at, sizeof got.acquired_at, ts_read_counted(&k));
    *e = got;
    return TS_OK;
}

ts_err ts_exhibit_save(ts_case *c, ts_exhibit *e) {
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(c->db, "SELECT id, name, sealed FROM exhibit WHERE name = ?", &s));
    ts_bind_text(s, 1, e->name);
    TS_TRY(ts_step(s, &row));
    ts_err err = row ? read_exhibit(c, s, e) : TS_OK;
    ts_stmt_reset(s);
    if (err || row)
        return err;
    TS_AUTO(ts_buf, ts_buf_done) place = {0}, sealed = {0};
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0};
    ts_buf_add_counted(&plain, ts_str(e->source));
    ts_buf_add_counted(&plain, ts_str(e->acquired_by));
    ts_buf_add_counted(&plain, ts_str(e->acquired_at));
    ts_seal(&c->seal_key, ts_buf_span(&plain), exhibit_place(e->name, &place), &sealed);
    TS_TRY(ts_db_prepare(c->db, "INSERT INTO exhibit (name, sealed) VALUES (?, ?)", &s));
    ts_bind_text(s, 1, e->name);
    ts_bind_span(s, 2, ts_buf_span(&sealed));
    TS_TRY(ts_stmt_run(s));
    e->id = ts_db_last_id(c->db);
    return TS_OK;
}

ts_err ts_exhibit_each(ts_case *c, ts_err (*each)(void *, const ts_exhibit *), void *context) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "SELECT id, name, sealed FROM exhibit ORDER BY id", &s));
    for (bool row;;) {
        TS_TRY(ts_step(s, &row));
        if (!row)
            return TS_OK;
        ts_exhibit e;
        ts_err err = read_exhibit(c, s, &e);
        if (!err)
            err = each(context, &e);
        if (err) {
            ts_stmt_reset(s);
            return err;
        }
    }
}

/* ---- blobs ---- */

#define BLOB_COLUMNS                                                                                                \
    "id, digest, size, format, format_version, reason, unread, content, segments, sightings, members, hints, done," \
    " unstable, message, sketch_low, sketch_high, (SELECT bytes FROM sample WHERE sample.digest = blob.digest)"

static void bind_blob(ts_stmt *s, const ts_blob *b) {
    ts_bind_span(s, 1, ts_span_of(b->digest.byte, sizeof b->digest.byte));
    ts_bind_int(s, 2, (int64_t)b->size);
    ts_bind_text(s, 3, b->format);
    ts_bind_int(s, 4, b->format_version);
    ts_bind_int(s, 5, b->reason);
    ts_bind_int(s, 6, (int64_t)b->unread);
    ts_bind_int(s, 7, (int64_t)b->content);
    ts_bind_int(s, 8, b->segments);
    ts_bind_int(s, 9, b->sightings);
    ts_bind_int(s, 10, b->members);
    ts_bind_span(s, 11, ts_span_of(b->hints.byte, sizeof b->hints.byte));
    ts_bind_int(s, 12, b->done);
    ts_bind_int(s, 13, b->unstable);
    ts_bind_text(s, 14, b->message);
    ts_bind_int(s, 15, (int64_t)b->sketch[0]);
    ts_bind_int(s, 16, (int64_t)b->sketch[1]);
}

static void copy_digest(ts_digest *out, ts_span s) {
    if (s.len == sizeof out->byte)
        memcpy(out->byte, s.ptr, s.len);
}

static void read_blob(ts_stmt *s, ts_blob *out) {
    ts_blob b = {.id = ts_col_int(s, 0)};
    copy_digest(&b.digest, ts_col_span(s, 1));
    b.size = (uint64_t)ts_col_int(s, 2);
    copy_text(b.format, sizeof b.format, ts_col_span(s, 3));
    b.format_version = (int)ts_col_int(s, 4);
    int64_t reason = ts_col_int(s, 5);
    b.reason = reason >= 0 && reason < TS_REASON_COUNT ? (ts_reason)reason : TS_REASON_UNREADABLE;
    b.unread = (uint64_t)ts_col_int(s, 6);
    b.content = (uint64_t)ts_col_int(s, 7);
    b.segments = (uint32_t)ts_col_int(s, 8);
    b.sightings = (uint32_t)ts_col_int(s, 9);
    b.members = (uint32_t)ts_col_int(s, 10);
    copy_digest(&b.hints, ts_col_span(s, 11));
    b.done = ts_col_int(s, 12) != 0;
    b.sampled = (uint64_t)ts_col_int(s, 17);
    b.unstable = ts_col_int(s, 13) != 0;
    copy_text(b.message, sizeof b.message, ts_col_span(s, 14));
    b.sketch[0] = (uint64_t)ts_col_int(s, 15);
    b.sketch[1] = (uint64_t)ts_col_int(s, 16);
    *out = b;
}

/* A blob that now gives no segments shows none of an earlier reading either. */
static ts_err forget_reading(ts_case *c, const ts_digest *digest) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "DELETE FROM reading WHERE digest = ?", &s));
    ts_bind_span(s, 1, ts_span_of(digest->byte, sizeof digest->byte));
    return ts_stmt_run(s);
}

ts_err ts_blob_save(ts_case *c, ts_blob *b) {
    static const char sql[] =
        "INSERT INTO blob (digest, size, format, format_version, reason, unread, content, segments, sightings, members,"
        " hints, done, unstable, message, sketch_low, sketch_high)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
        " ON CONFLICT (digest) DO UPDATE SET size = ?2, format = ?3, format_version = ?4, reason = ?5, unread = ?6,"
        " content = ?7, segments = ?8, sightings = ?9, members = ?10, hints = ?11, done = ?12, unstable = ?13,"
        " message = ?14, sketch_low = ?15, sketch_high = ?16 RETURNING id";
    static const char known[] =
        "UPDATE blob SET size = ?2, format = ?3, format_version = ?4, reason = ?5, unread = ?6, content = ?7,"
        " segments = ?8, sightings = ?9, members = ?10, hints = ?11, done = ?12, unstable = ?13, message = ?14,"
        " sketch_low = ?15, sketch_high = ?16 WHERE id = ?17 AND digest = ?1 RETURNING id";
    ts_stmt *s;
    bool row = false;
    if (b->unread > b->size)
        return ts_fail(TS_EINTERNAL, "more bytes of a blob were called unread than it has");
    TS_TRY(ts_db_prepare(c->db, b->id ? known : sql, &s));
    bind_blob(s, b);
    if (b->id)
        ts_bind_int(s, 17, b->id);
    TS_TRY(ts_step(s, &row));
    bool other = b->id && !row; /* the id of another, or of none */
    b->id = row ? ts_col_int(s, 0) : 0;
    if (other)
        return ts_blob_save(c, b);
    while (row) /* to its end: only then is the statement's work done */
        TS_TRY(ts_step(s, &row));
    return b->done && b->segments == 0 ? forget_reading(c, &b->digest) : TS_OK;
}

ts_err ts_blob_done(ts_case *c, int64_t id, const ts_digest *digest) {
    ts_stmt *s;
    bool row = false, empty = false;
    TS_TRY(ts_db_prepare(c->db, "UPDATE blob SET done = 1 WHERE id = ? RETURNING segments = 0", &s));
    ts_bind_int(s, 1, id);
    TS_TRY(ts_step(s, &row));
    if (!row)
        return ts_fail(TS_EDAMAGED, "case.db is damaged: it does not have a blob that it gave");
    empty = ts_col_int(s, 0) != 0;
    while (row)
        TS_TRY(ts_step(s, &row));
    return empty ? forget_reading(c, digest) : TS_OK;
}

static ts_err one_blob(ts_stmt *s, ts_blob *out, bool *found) {
    TS_TRY(ts_step(s, found));
    if (*found)
        read_blob(s, out);
    ts_stmt_reset(s);
    return TS_OK;
}

ts_err ts_blob_find(ts_case *c, const ts_digest *digest, ts_blob *out, bool *found) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "SELECT " BLOB_COLUMNS " FROM blob WHERE digest = ?", &s));
    ts_bind_span(s, 1, ts_span_of(digest->byte, sizeof digest->byte));
    return one_blob(s, out, found);
}

ts_err ts_blob_by_id(ts_case *c, int64_t id, ts_blob *out) {
    ts_stmt *s;
    bool found = false;
    TS_TRY(ts_db_prepare(c->db, "SELECT " BLOB_COLUMNS " FROM blob WHERE id = ?", &s));
    ts_bind_int(s, 1, id);
    TS_TRY(one_blob(s, out, &found));
    return found ? TS_OK : ts_fail(TS_EDAMAGED, "case.db is damaged: it names a blob that it does not have");
}

ts_err ts_blob_each(ts_case *c, ts_err (*each)(void *, const ts_blob *), void *context) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "SELECT " BLOB_COLUMNS " FROM blob ORDER BY digest", &s));
    for (bool row;;) {
        TS_TRY(ts_step(s, &row));
        if (!row)
            return TS_OK;
        ts_blob b;
        read_blob(s, &b);
        ts_err err = each(context, &b);
        if (err) {
            ts_stmt_reset(s);
            return err;
        }
    }
}
