/* places.c - where blobs stand: names sealed, found again by keyed fingerprints, shown masked. */
#include "store/blobs.h"

#include <stdio.h>
#include "base/limits.h"
#include "base/mem.h"
#include "model/locator.h"

#define PLACE_COLUMNS \
    "id, blob, parent, exhibit, sealed, repeat, ordinal, reason, size, device, inode, file_size, mtime, part"

/* ---- sealed names ---- */

static ts_span where(ts_buf *out, const ts_place *p) {
    ts_buf_add_str(out, "place");
    ts_buf_add_u64le(out, (uint64_t)p->exhibit);
    ts_buf_add_u64le(out, (uint64_t)p->parent);
    ts_buf_add_u32le(out, p->ordinal);
    return ts_buf_span(out);
}

/* The place's own name under a key: equal names in two folders have nothing in common. */
static void mark(const ts_case *c, int64_t exhibit, int64_t parent, ts_span name, uint32_t repeat,
                 unsigned char out[static TS_MAC_BYTES]) {
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    ts_buf_reserve(&text, name.len + 32);
    ts_buf_add_u64le(&text, (uint64_t)exhibit);
    ts_buf_add_u64le(&text, (uint64_t)parent);
    ts_buf_add_u32le(&text, repeat);
    ts_buf_add(&text, name);
    ts_mac(&c->mark_key, ts_buf_span(&text), out);
}

/* `name` gets the opened name, and the place borrows it. */
static ts_err read_place(ts_case *c, ts_stmt *s, ts_buf *name, ts_place *out) {
    ts_place p = {
        .id = ts_col_int(s, 0), .blob = ts_col_int(s, 1), .parent = ts_col_int(s, 2), .exhibit = ts_col_int(s, 3)};
    TS_AUTO(ts_buf, ts_buf_done) at = {0};
    p.repeat = (uint32_t)ts_col_int(s, 5);
    p.ordinal = (uint32_t)ts_col_int(s, 6);
    int64_t reason = ts_col_int(s, 7);
    p.reason = reason >= 0 && reason < TS_REASON_COUNT ? (ts_reason)reason : TS_REASON_UNREADABLE;
    p.size = (uint64_t)ts_col_int(s, 8);
    for (int i = 0; i < 4; i++)
        p.file_id[i] = (uint64_t)ts_col_int(s, 9 + i);
    p.is_part = ts_col_int(s, 13) != 0;
    ts_buf_clear(name);
    if (ts_unseal(&c->seal_key, ts_col_span(s, 4), where(&at, &p), name))
        return ts_fail(TS_EDAMAGED, "case.db is damaged: the name of place %lld is not what was written",
                       (long long)p.id);
    p.name = ts_buf_span(name);
    *out = p;
    return TS_OK;
}

/* ---- save and find ---- */

ts_err ts_place_save(ts_case *c, ts_place *p) {
    static const char sql[] =
        "INSERT INTO place (blob, parent, exhibit, mark, sealed, repeat, ordinal, reason, size, device, inode, "
        "file_size,"
        " mtime, part) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT (mark) DO "
        "UPDATE SET"
        " blob = ?1, sealed = ?5, ordinal = ?7, reason = ?8, size = ?9, device = ?10, inode = ?11, file_size = ?12,"
        " mtime = ?13, part = ?14 RETURNING id";
    TS_AUTO(ts_buf, ts_buf_done) at = {0}, sealed = {0};
    unsigned char id[TS_MAC_BYTES];
    ts_stmt *s;
    bool row = false;
    mark(c, p->exhibit, p->parent, p->name, p->repeat, id);
    ts_seal(&c->seal_key, p->name, where(&at, p), &sealed);
    TS_TRY(ts_db_prepare(c->db, sql, &s));
    ts_bind_int(s, 1, p->blob);
    ts_bind_int(s, 2, p->parent);
    ts_bind_int(s, 3, p->exhibit);
    ts_bind_span(s, 4, ts_span_of(id, sizeof id));
    ts_bind_span(s, 5, ts_buf_span(&sealed));
    ts_bind_int(s, 6, p->repeat);
    ts_bind_int(s, 7, p->ordinal);
    ts_bind_int(s, 8, p->reason);
    ts_bind_int(s, 9, (int64_t)p->size);
    for (int i = 0; i < 4; i++)
        ts_bind_int(s, 10 + i, (int64_t)p->file_id[i]);
    ts_bind_int(s, 14, p->is_part);
    TS_TRY(ts_step(s, &row));
    p->id = row ? ts_col_int(s, 0) : 0;
    while (row) /* to its end: only then is the statement's work done */
        TS_TRY(ts_step(s, &row));
    return TS_OK;
}

ts_err ts_place_find(ts_case *c, int64_t exhibit, int64_t parent, ts_span name, uint32_t repeat, ts_place *out,
                     bool *found) {
    unsigned char id[TS_MAC_BYTES];
    TS_AUTO(ts_buf, ts_buf_wipe) opened = {0};
    ts_stmt *s;
    bool row = false;
    mark(c, exhibit, parent, name, repeat, id);
    TS_TRY(ts_db_prepare(c->db, "SELECT " PLACE_COLUMNS " FROM place WHERE mark = ?", &s));
    ts_bind_span(s, 1, ts_span_of(id, sizeof id));
    TS_TRY(ts_step(s, &row));
    ts_place p = {0};
    ts_err err = row ? read_place(c, s, &opened, &p) : TS_OK;
    ts_stmt_reset(s);
    TS_TRY(err);
    if (row) {
        p.name = name; /* the same bytes, and the caller's */
        *out = p;
    }
    *found = row;
    return TS_OK;
}

ts_err ts_places_gone(ts_case *c, int64_t exhibit) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(
        c->db, "UPDATE place SET reason = ? WHERE exhibit = ? AND parent = 0 AND blob = 0 AND reason = 0", &s));
    ts_bind_int(s, 1, TS_REASON_CHANGED);
    ts_bind_int(s, 2, exhibit);
    return ts_stmt_run(s);
}

ts_err ts_places_short(ts_case *c, uint32_t reasons, ts_err (*each)(void *, int64_t blob), void *context) {
    static const char sql[] = "WITH RECURSIVE up (id) AS (SELECT id FROM blob WHERE (?1 >> reason) & 1"
                              " UNION SELECT parent FROM place WHERE (?1 >> reason) & 1 AND parent != 0"
                              " UNION SELECT place.parent FROM place JOIN up ON place.blob = up.id"
                              " WHERE place.parent != 0) SELECT id FROM up";
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, sql, &s));
    ts_bind_int(s, 1, reasons);
    for (bool row;;) {
        TS_TRY(ts_step(s, &row));
        if (!row)
            return TS_OK;
        ts_err err = each(context, ts_col_int(s, 0));
        if (err) {
            ts_stmt_reset(s);
            return err;
        }
    }
}

ts_err ts_place_each(ts_case *c, ts_err (*each)(void *, const ts_place *), void *context) {
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "SELECT " PLACE_COLUMNS " FROM place ORDER BY id", &s));
    for (bool row;;) {
        TS_TRY(ts_step(s, &row));
        if (!row)
            return TS_OK;
        ts_place p;
        ts_err err = read_place(c, s, &name, &p);
        if (!err)
            err = each(context, &p);
        if (err) {
            ts_stmt_reset(s);
            return err;
        }
    }
}

static ts_err place_by_id(ts_case *c, int64_t id, ts_buf *name, ts_place *out) {
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(c->db, "SELECT " PLACE_COLUMNS " FROM place WHERE id = ?", &s));
    ts_bind_int(s, 1, id);
    TS_TRY(ts_step(s, &row));
    ts_err err = row ? read_place(c, s, name, out)
                     : ts_fail(TS_EDAMAGED, "case.db is damaged: it names a place that it does not have");
    ts_stmt_reset(s);
    return err;
}

ts_err ts_place_of_blob(ts_case *c, int64_t blob, int64_t *place) {
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(c->db, "SELECT min(id) FROM place WHERE blob = ?", &s));
    ts_bind_int(s, 1, blob);
    TS_TRY(ts_step(s, &row));
    int64_t id = row ? ts_col_int(s, 0) : 0;
    ts_stmt_reset(s);
    if (!id)
        return ts_fail(TS_EDAMAGED, "case.db is damaged: it has a blob that stands nowhere");
    *place = id;
    return TS_OK;
}

static ts_err exhibit_name(ts_case *c, int64_t id, ts_buf *out) {
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(c->db, "SELECT name FROM exhibit WHERE id = ?", &s));
    ts_bind_int(s, 1, id);
    TS_TRY(ts_step(s, &row));
    if (row)
        ts_buf_add(out, ts_col_span(s, 0));
    ts_stmt_reset(s);
    return row ? TS_OK : ts_fail(TS_EDAMAGED, "case.db is damaged: it names an exhibit that it does not have");
}

/* ---- the way to a place ---- */

enum { WAY_MAX = 256 }; /* four times the greatest depth that can be set */

/* From the place up to the top level; at[0] is the place itself.  An archive may hold itself, but then it also
 * stood somewhere before: the lowest place of a container is the one it was first met at. */
static ts_err way_up(ts_case *c, int64_t place, int64_t at[static WAY_MAX], size_t *n, int64_t *blob) {
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    for (*n = 0; *n < WAY_MAX;) {
        ts_place p;
        TS_TRY(place_by_id(c, place, &name, &p));
        if (*n == 0)
            *blob = p.blob;
        at[(*n)++] = place;
        if (p.parent == 0)
            return TS_OK;
        TS_TRY(ts_place_of_blob(c, p.parent, &place));
    }
    return ts_fail(TS_EDAMAGED, "case.db is damaged: a place stands inside itself");
}

ts_err ts_place_locator(ts_case *c, int64_t place, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    int64_t at[WAY_MAX], blob;
    size_t n;
    TS_TRY(way_up(c, place, at, &n, &blob));
    for (size_t i = n; i-- > 0;) {
        ts_place p;
        TS_TRY(place_by_id(c, at[i], &name, &p));
        if (i == n - 1) {
            TS_TRY(exhibit_name(c, p.exhibit, out));
            ts_buf_add_char(out, '/');
            ts_locator_add_name(out, p.name, p.repeat);
        } else {
            ts_locator_add_member(out, p.name, p.repeat);
        }
    }
    return TS_OK;
}

/* Extensions that say what a file is.  Any other may be a name ("letter.Smith") and is left out. */
static bool known_extension(ts_span e) {
    static const char known[] =
        " 7z accdb avi bak bmp bz2 cfg conf csv dat db dbf dcm dic doc docm docx dot dotx dump emf"
        " eml gif gz heic hl7 htm html ico ics ini jpeg jpg json jsonl lnk log mbox md mdb mov mp3"
        " mp4 mpp msg ndjson odp ods odt old ost pdf pem png ppt pptm pptx ps1 psd pst pub py rar"
        " rtf sh sql sqlite svg tar tgz tif tiff tmp tsv txt vcf vsd vsdx wav wmf wps xls xlsb xlsm"
        " xlsx xml xps xz yaml yml z zip zst ";
    char word[8] = " ";
    if (e.len == 0 || e.len > 6)
        return false;
    for (size_t i = 0; i < e.len; i++) {
        if (!ts_is_alnum(e.ptr[i]))
            return false;
        word[i + 1] = ts_lower(e.ptr[i]);
    }
    word[e.len + 1] = ' ';
    return ts_span_find(ts_str(known), ts_span_of(word, e.len + 2), 0) != SIZE_MAX;
}

/* "hr/2024/pay.xlsx" is "…/…/….xlsx". */
static void add_masked(ts_buf *out, ts_span name) {
    size_t from = 0, dot = SIZE_MAX;
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '/') {
            ts_buf_add_str(out, "…/");
            from = i + 1;
            dot = SIZE_MAX;
        } else if (name.ptr[i] == '.') {
            dot = i;
        }
    }
    ts_buf_add_str(out, "…");
    if (dot == SIZE_MAX || dot < from)
        return;
    ts_span extension = ts_slice(name, dot + 1, name.len);
    if (!known_extension(extension))
        return;
    ts_buf_add_char(out, '.');
    for (size_t i = 0; i < extension.len; i++)
        ts_buf_add_char(out, ts_lower(extension.ptr[i]));
}

ts_err ts_place_masked(ts_case *c, int64_t place, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    int64_t at[WAY_MAX], blob = 0;
    size_t n;
    TS_TRY(way_up(c, place, at, &n, &blob));
    for (size_t i = n; i-- > 0;) {
        ts_place p;
        TS_TRY(place_by_id(c, at[i], &name, &p));
        if (i == n - 1)
            TS_TRY(exhibit_name(c, p.exhibit, out));
        ts_buf_add_str(out, i == n - 1 ? "/" : "!/");
        add_masked(out, p.name);
    }
    if (!blob)
        return TS_OK;
    ts_blob b;
    TS_TRY(ts_blob_by_id(c, blob, &b));
    ts_buf_addf(out, " [%02X%02X%02X]", b.digest.byte[0], b.digest.byte[1], b.digest.byte[2]);
    return TS_OK;
}
