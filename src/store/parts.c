/* parts.c - what the case knows of files that are parts of one that was cut. */
#include "store/parts.h"

#include <stdio.h>
#include <string.h>

bool ts_is_part(const ts_blob *b) { return strcmp(b->format, "volume") == 0; }

ts_err ts_stands_alone(ts_case *c, int64_t blob, bool *alone) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "SELECT 1 FROM place WHERE blob = ? AND part = 0 LIMIT 1", &s));
    ts_bind_int(s, 1, blob);
    TS_TRY(ts_step(s, alone));
    ts_stmt_reset(s);
    return TS_OK;
}

ts_err ts_part_lost(ts_case *c, int64_t exhibit, ts_span name, ts_reason reason) {
    ts_place p, last = {0};
    bool found = true;
    for (uint32_t repeat = 1; found; repeat++) {
        TS_TRY(ts_place_find(c, exhibit, 0, name, repeat, &p, &found));
        if (found && p.blob)
            last = p;
    }
    if (!last.blob)
        return TS_OK;
    ts_blob b;
    TS_TRY(ts_blob_by_id(c, last.blob, &b));
    if (!ts_is_part(&b))
        return TS_OK;
    b.reason = reason;
    b.unread = b.size;
    snprintf(b.message, sizeof b.message, "what it is a part of could not be read");
    return ts_blob_save(c, &b);
}

/* ---- what a part gave when it was read singly ---- */

#define BELOW_PARTS "FROM place WHERE parent IN (SELECT id FROM blob WHERE format = 'volume')"
#define NOWHERE "FROM blob WHERE id NOT IN (SELECT blob FROM place)"
#define BELOW_NOWHERE "FROM place WHERE parent IN (SELECT id " NOWHERE ")"

static ts_err count(ts_case *c, const char *sql, uint64_t *n) {
    ts_stmt *s;
    bool row;
    TS_TRY(ts_db_prepare(c->db, sql, &s));
    TS_TRY(ts_step(s, &row));
    *n = row ? (uint64_t)ts_col_int(s, 0) : 0;
    ts_stmt_reset(s);
    return TS_OK;
}

ts_err ts_parts_settle(ts_case *c, uint64_t *blobs) {
    uint64_t places;
    *blobs = 0;
    TS_TRY(count(c, "SELECT count(*) " BELOW_PARTS, &places));
    if (!places)
        return TS_OK;
    TS_TRY(ts_db_exec(c->db, "DELETE " BELOW_PARTS));
    while (places) { /* what stood in them may have held more */
        TS_TRY(ts_db_exec(c->db, "DELETE " BELOW_NOWHERE));
        TS_TRY(count(c, "SELECT count(*) " BELOW_NOWHERE, &places));
    }
    TS_TRY(count(c, "SELECT count(*) " NOWHERE, blobs));
    TS_TRY(ts_db_exec(c->db, "DELETE FROM reading WHERE digest IN (SELECT digest " NOWHERE ")"));
    return ts_db_exec(c->db, "DELETE " NOWHERE);
}
