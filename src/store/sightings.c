/* sightings.c - sightings in sealed column chunks, written once and read in streaming passes.
 *
 * A file grows step by step: each flush adds a chunk behind what is there, syncs it, and says in the database how far the
 * file goes.  So a step may be short, and yet files are large and share one dictionary.
 *
 * Each time a blob is read it gets a reading number, which stands with every segment; the database keeps the
 * newest number of each blob, and a pass shows only segments with that one.  So a run that was killed half
 * way through a blob, or one with older hints, leaves chunks that are never shown again.
 */
#include "store/sightings.h"

#include <stdio.h>
#include "base/digest.h"
#include "base/map.h"
#include "base/mem.h"
#include "store/blockfile.h"
#include "store/chunk.h"
#include "store/results.h"

/* A file of so many bytes does not grow further. */
enum { FILE_BYTES = 16 << 20 };

static ts_block_head head_of(const ts_case *c, uint32_t file) {
    return (ts_block_head){TS_BLOCK_SIGHTINGS, file, 0, c->key_id, TS_SIGHTINGS_SCHEMA};
}

static ts_err fact_number(ts_case *c, const char *name, uint64_t *out) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    TS_TRY(ts_case_get(c, name, &text));
    *out = 0;
    if (text.len && !ts_parse_u64(ts_buf_span(&text), out))
        return ts_fail(TS_EDAMAGED, "case.db is damaged: the fact %s is no number", name);
    return TS_OK;
}

static ts_err set_fact_number(ts_case *c, const char *name, uint64_t value) {
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    return ts_case_set(c, name, ts_str(text));
}

/* ---- writing ---- */

/* What was added of one blob since the last flush. */
typedef struct added {
    ts_digest blob;
    uint64_t reading, sightings, mentions;
    bool afresh; /* replaces what the database has, rather than adding to it */
} added;

struct ts_sightings_writer {
    ts_case *c;
    ts_chunk *chunk;
    ts_block_writer *blocks; /* NULL: no file begun */
    uint32_t file;
    uint64_t kept; /* bytes of it that a flush has named */
    uint64_t first_reading, reading; /* this writer's own numbers, and the last one given */
    uint64_t sightings; /* in the file begun, and in the chunk */
    ts_map *where; /* digest to 1 + index into blob[] */
    ts_map *sampled; /* digest to the reading of its sample */
    uint64_t sample_sightings, sample_mentions; /* of the slice at hand */
    added *blob;
    size_t blobs, cap;
    ts_buf bytes;
};

ts_err ts_sightings_writer_new(ts_case *c, ts_sightings_writer **out) {
    uint64_t last;
    TS_TRY(fact_number(c, "sightings.reading", &last));
    ts_sightings_writer *w = ts_alloc(sizeof *w);
    *w = (ts_sightings_writer){.c = c, .chunk = ts_chunk_new(), .where = ts_map_new(), .sampled = ts_map_new()};
    w->first_reading = w->reading = last + 1;
    *out = w;
    return TS_OK;
}

void ts_sightings_writer_free(ts_sightings_writer *w) {
    if (!w)
        return;
    ts_block_abandon(w->blocks);
    ts_chunk_free(w->chunk);
    ts_map_free(w->where);
    ts_map_free(w->sampled);
    ts_free(w->blob);
    ts_buf_wipe(&w->bytes);
    ts_free(w);
}

static ts_err stored_reading(ts_case *c, const ts_digest *blob, uint64_t *number) {
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(c->db, "SELECT number FROM reading WHERE digest = ?", &s));
    ts_bind_span(s, 1, ts_span_of(blob->byte, sizeof blob->byte));
    TS_TRY(ts_step(s, &row));
    *number = row ? (uint64_t)ts_col_int(s, 0) : 0;
    ts_stmt_reset(s);
    return TS_OK;
}

/* The blob's line since the last flush; where this writer flushed some of it before, its reading goes on. */
static ts_err added_of(ts_sightings_writer *w, const ts_digest *blob, added **out) {
    bool fresh = false;
    uint64_t *slot = ts_map_slot(w->where, ts_span_of(blob->byte, sizeof blob->byte), &fresh);
    if (*slot) {
        *out = &w->blob[*slot - 1];
        return TS_OK;
    }
    uint64_t stored;
    TS_TRY(stored_reading(w->c, blob, &stored));
    bool goes_on = stored >= w->first_reading;
    if (w->blobs == w->cap) {
        w->cap = w->cap ? w->cap * 2 : 64;
        w->blob = ts_grow(w->blob, w->cap, sizeof *w->blob);
    }
    w->blob[w->blobs] = (added){*blob, goes_on ? stored : w->first_reading, 0, 0, !goes_on};
    *out = &w->blob[w->blobs];
    *slot = ++w->blobs;
    return TS_OK;
}

static ts_err begin_file(ts_sightings_writer *w) {
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(w->c->db, "SELECT coalesce(max(file), 0) + 1 FROM sighting_file", &s));
    TS_TRY(ts_step(s, &row));
    w->file = row ? (uint32_t)ts_col_int(s, 0) : 1;
    ts_stmt_reset(s);
    ts_block_head head = head_of(w->c, w->file);
    return ts_block_create(w->c->sightings_dir, &head, &w->c->seal_key, &w->blocks);
}

static ts_err close_chunk(ts_sightings_writer *w) {
    if (ts_chunk_bytes(w->chunk) == 0)
        return TS_OK;
    if (!w->blocks)
        TS_TRY(begin_file(w));
    ts_buf_clear(&w->bytes);
    const uint32_t *border;
    size_t borders;
    ts_chunk_take(w->chunk, &w->bytes, &border, &borders);
    ts_err err = ts_block_add(w->blocks, ts_buf_span(&w->bytes), border, borders);
    ts_wipe(w->bytes.ptr, w->bytes.len);
    return err;
}

ts_err ts_sightings_add(ts_sightings_writer *w, const ts_segment_record *segment, const ts_findings *f) {
    added *a;
    TS_TRY(added_of(w, &segment->blob, &a));
    if (ts_chunk_full(w->chunk, f->sightings))
        TS_TRY(close_chunk(w));
    TS_TRY(ts_chunk_add(w->chunk, segment, a->reading, f));
    a->sightings += f->sightings;
    a->mentions += f->mentions;
    w->sightings += f->sightings;
    return TS_OK;
}

ts_err ts_sightings_restart(ts_sightings_writer *w, const ts_digest *blob) {
    added *a;
    TS_TRY(added_of(w, blob, &a));
    *a = (added){*blob, ++w->reading, 0, 0, true};
    return TS_OK;
}

ts_err ts_sightings_sample(ts_sightings_writer *w, const ts_segment_record *segment, const ts_findings *f) {
    uint64_t *reading = ts_map_slot(w->sampled, ts_span_of(segment->blob.byte, sizeof segment->blob.byte), NULL);
    if (!*reading)
        *reading = ++w->reading;
    if (ts_chunk_full(w->chunk, f->sightings))
        TS_TRY(close_chunk(w));
    TS_TRY(ts_chunk_add(w->chunk, segment, *reading, f));
    w->sample_sightings += f->sightings;
    w->sample_mentions += f->mentions;
    w->sightings += f->sightings;
    return TS_OK;
}

ts_err ts_sightings_sampled(ts_sightings_writer *w, const ts_digest *blob, uint64_t bytes) {
    static const char sql[] =
        "INSERT INTO sample (digest, number, bytes, sightings, mentions) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT"
        " (digest) DO UPDATE SET bytes = ?3 + iif(number = ?2, bytes, 0), sightings = ?4 + iif(number = ?2, sightings,"
        " 0), mentions = ?5 + iif(number = ?2, mentions, 0), number = ?2";
    uint64_t *reading = ts_map_slot(w->sampled, ts_span_of(blob->byte, sizeof blob->byte), NULL);
    if (!*reading)
        *reading = ++w->reading;
    ts_stmt *s;
    TS_TRY(ts_db_prepare(w->c->db, sql, &s));
    ts_bind_span(s, 1, ts_span_of(blob->byte, sizeof blob->byte));
    ts_bind_int(s, 2, (int64_t)*reading);
    ts_bind_int(s, 3, (int64_t)bytes);
    ts_bind_int(s, 4, (int64_t)w->sample_sightings);
    ts_bind_int(s, 5, (int64_t)w->sample_mentions);
    w->sample_sightings = w->sample_mentions = 0;
    return ts_stmt_run(s);
}

ts_err ts_sightings_unsample(ts_case *c, const ts_digest *blob) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "DELETE FROM sample WHERE digest = ?", &s));
    ts_bind_span(s, 1, ts_span_of(blob->byte, sizeof blob->byte));
    return ts_stmt_run(s);
}

uint64_t ts_sightings_pending(const ts_sightings_writer *w) {
    return ts_chunk_bytes(w->chunk) + (w->blocks ? ts_block_bytes(w->blocks) - w->kept : 0);
}

static ts_err name_file(ts_sightings_writer *w, const ts_block_sum *sum) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(
        w->c->db,
        "INSERT OR REPLACE INTO sighting_file (file, bytes, digest, chunks, sightings) VALUES (?, ?, ?, ?, ?)", &s));
    ts_bind_int(s, 1, w->file);
    ts_bind_int(s, 2, (int64_t)sum->bytes);
    ts_bind_span(s, 3, ts_span_of(sum->digest.byte, sizeof sum->digest.byte));
    ts_bind_int(s, 4, sum->blocks);
    ts_bind_int(s, 5, (int64_t)w->sightings);
    return ts_stmt_run(s);
}

static ts_err name_readings(ts_sightings_writer *w) {
    static const char sql[] =
        "INSERT INTO reading (digest, number, sightings, mentions) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (digest) DO "
        "UPDATE"
        " SET number = ?2, sightings = ?3 + iif(?5, 0, sightings), mentions = ?4 + iif(?5, 0, mentions)";
    for (size_t i = 0; i < w->blobs; i++) {
        const added *a = &w->blob[i];
        ts_stmt *s;
        TS_TRY(ts_db_prepare(w->c->db, sql, &s));
        ts_bind_span(s, 1, ts_span_of(a->blob.byte, sizeof a->blob.byte));
        ts_bind_int(s, 2, (int64_t)a->reading);
        ts_bind_int(s, 3, (int64_t)a->sightings);
        ts_bind_int(s, 4, (int64_t)a->mentions);
        ts_bind_int(s, 5, a->afresh);
        TS_TRY(ts_stmt_run(s));
    }
    return set_fact_number(w->c, "sightings.reading", w->reading);
}

/* What comes next stands in a file of its own. */
static void end_file(ts_sightings_writer *w) {
    ts_block_abandon(w->blocks);
    w->blocks = NULL;
    w->kept = w->sightings = 0;
    ts_chunk_forget(w->chunk);
}

ts_err ts_sightings_flush(ts_sightings_writer *w) {
    if (w->blobs == 0 && ts_sightings_pending(w) == 0)
        return TS_OK;
    if (!ts_db_inside(w->c->db))
        return ts_fail(TS_EINTERNAL, "sightings were to be written outside of a step");
    TS_TRY(close_chunk(w));
    if (w->blocks && ts_block_bytes(w->blocks) > w->kept) {
        ts_block_sum sum;
        TS_TRY(ts_block_keep(w->blocks, &sum));
        TS_TRY(name_file(w, &sum));
        w->kept = sum.bytes;
        if (sum.bytes >= FILE_BYTES)
            end_file(w);
    }
    TS_TRY(name_readings(w));
    w->blobs = 0;
    ts_map_free(w->where);
    w->where = ts_map_new();
    return TS_OK;
}

/* ---- a pass ---- */

typedef struct pass {
    ts_case *c;
    bool rewrite;
    uint64_t generation;
    ts_sightings_each_fn each;
    void *context;
    ts_chunk_reader *reader;
    ts_result *result; /* of one segment, in locked memory */
    size_t result_cap;
    bool known; /* `shown` holds for blob and reading */
    ts_digest blob;
    uint64_t reading;
    bool shown;
    /* of the file at hand */
    uint32_t file;
    uint64_t at;
    ts_results_reader *old;
    ts_results_writer *fresh;
} pass;

/* Its newest reading of a blob that was read to its end, or the sample of one that was not. */
static ts_err is_shown(pass *p, const ts_digest *blob, uint64_t reading) {
    if (p->known && p->reading == reading && ts_digest_eq(&p->blob, blob))
        return TS_OK;
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(p->c->db,
                         "SELECT number FROM reading WHERE digest = ?1 AND coalesce((SELECT done FROM blob WHERE"
                         " digest = ?1), 1) UNION ALL SELECT number FROM sample WHERE digest = ?1 AND (SELECT done"
                         " FROM blob WHERE digest = ?1) = 0",
                         &s));
    ts_bind_span(s, 1, ts_span_of(blob->byte, sizeof blob->byte));
    TS_TRY(ts_step(s, &row));
    p->shown = row && (uint64_t)ts_col_int(s, 0) == reading;
    ts_stmt_reset(s);
    p->blob = *blob;
    p->reading = reading;
    p->known = true;
    return TS_OK;
}

static ts_err visit(pass *p, const ts_segment_record *segment, uint64_t reading, const ts_findings *f) {
    size_t n = f->sightings;
    if (n > p->result_cap || !p->result) {
        ts_secret_free(p->result);
        p->result_cap = n + n / 4 + 16;
        p->result = ts_secret_alloc(p->result_cap * sizeof *p->result);
    }
    memset(p->result, 0, n * sizeof *p->result);
    if (p->old)
        TS_TRY(ts_results_read(p->old, p->result, n));
    TS_TRY(is_shown(p, &segment->blob, reading));
    if (p->shown)
        TS_TRY(p->each(p->context, p->file, p->at, segment, f, p->result));
    p->at += n;
    return p->fresh ? ts_results_add(p->fresh, p->result, n) : TS_OK;
}

static ts_err visit_chunk(pass *p, ts_span bytes, uint32_t schema) {
    TS_TRY(ts_chunk_reader_open(p->reader, bytes, schema));
    for (;;) {
        ts_segment_record segment;
        uint64_t reading;
        const ts_findings *f;
        bool more = false;
        TS_TRY(ts_chunk_reader_next(p->reader, &segment, &reading, &f, &more));
        if (!more)
            return TS_OK;
        TS_TRY(visit(p, &segment, reading, f));
    }
}

typedef struct file {
    uint32_t number;
    uint64_t sightings;
    ts_block_sum sum;
} file;

static ts_err visit_file(pass *p, const file *f) {
    ts_block_head head = head_of(p->c, f->number);
    ts_block_reader *blocks;
    TS_TRY(ts_block_open(p->c->sightings_dir, &head, &p->c->seal_key, &f->sum, &blocks));
    ts_err err = TS_OK;
    for (bool more = true; !err && more;) {
        ts_span bytes;
        err = ts_block_next(blocks, &bytes, &more);
        if (!err && more)
            err = visit_chunk(p, bytes, ts_block_schema(blocks));
    }
    ts_block_close(blocks);
    if (!err && p->at != f->sightings)
        err = ts_fail(TS_EDAMAGED, "sightings/%06u.tss does not hold the sightings that case.db names", f->number);
    if (!err && p->old)
        err = ts_results_end(p->old);
    return err;
}

static ts_err name_results(pass *p, const ts_block_sum *sum) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(p->c->db,
                         "INSERT OR REPLACE INTO result_file (file, generation, bytes, digest, blocks)"
                         " VALUES (?, ?, ?, ?, ?)",
                         &s));
    ts_bind_int(s, 1, p->file);
    ts_bind_int(s, 2, (int64_t)p->generation);
    ts_bind_int(s, 3, (int64_t)sum->bytes);
    ts_bind_span(s, 4, ts_span_of(sum->digest.byte, sizeof sum->digest.byte));
    ts_bind_int(s, 5, sum->blocks);
    return ts_stmt_run(s);
}

static ts_err list_files(ts_case *c, file **out, size_t *n) {
    ts_stmt *s;
    *out = NULL;
    *n = 0;
    TS_TRY(ts_db_prepare(c->db, "SELECT file, sightings, bytes, chunks, digest FROM sighting_file ORDER BY file", &s));
    for (bool row;;) {
        TS_TRY(ts_step(s, &row));
        if (!row)
            return TS_OK;
        *out = ts_grow(*out, *n + 1, sizeof **out);
        file *f = &(*out)[(*n)++];
        *f = (file){(uint32_t)ts_col_int(s, 0),
                    (uint64_t)ts_col_int(s, 1),
                    {(uint64_t)ts_col_int(s, 2), (uint32_t)ts_col_int(s, 3), {{0}}}};
        ts_span digest = ts_col_span(s, 4);
        memcpy(f->sum.digest.byte, digest.ptr, digest.len < 32 ? digest.len : 32);
    }
}

/* One file of sightings; `sum` gets its new results where they are written. */
static ts_err pass_file(pass *p, const file *f, ts_block_sum *sum) {
    p->file = f->number;
    p->at = 0;
    p->old = NULL;
    p->fresh = NULL;
    TS_TRY(p->rewrite ? ts_results_create(p->c, p->file, p->generation, &p->fresh)
                      : ts_results_open(p->c, p->file, &p->old));
    ts_err err = visit_file(p, f);
    ts_results_close(p->old);
    if (!err && p->rewrite)
        return ts_results_finish(p->fresh, sum);
    ts_results_abandon(p->fresh);
    return err;
}

/* All new results come into force at once, with their generation. */
static ts_err name_generation(pass *p, const file *files, const ts_block_sum *sums, size_t n) {
    bool own = !ts_db_inside(p->c->db);
    if (own)
        TS_TRY(ts_case_begin(p->c));
    ts_err err = set_fact_number(p->c, "results.generation", p->generation);
    for (size_t i = 0; !err && i < n; i++) {
        p->file = files[i].number;
        err = name_results(p, &sums[i]);
    }
    p->c->sweep = true;
    if (!own)
        return err;
    if (!err)
        return ts_case_commit(p->c);
    ts_case_rollback(p->c);
    return err;
}

ts_err ts_sightings_each(ts_case *c, bool rewrite, ts_sightings_each_fn each, void *context) {
    pass p = {.c = c, .rewrite = rewrite, .each = each, .context = context};
    if (rewrite) {
        TS_TRY(fact_number(c, "results.generation", &p.generation));
        p.generation++;
    }
    file *files;
    size_t n;
    ts_err err = list_files(c, &files, &n);
    ts_block_sum *sums = ts_alloc_array(n, sizeof *sums);
    p.reader = ts_chunk_reader_new();
    for (size_t i = 0; !err && i < n; i++)
        err = pass_file(&p, &files[i], &sums[i]);
    if (!err && rewrite)
        err = name_generation(&p, files, sums, n);
    ts_chunk_reader_free(p.reader);
    ts_secret_free(p.result);
    ts_free(sums);
    ts_free(files);
    return err;
}

ts_err ts_sightings_count(ts_case *c, uint64_t *sightings, uint64_t *mentions, uint64_t *disk_bytes) {
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(c->db,
                         "SELECT coalesce(sum(sightings), 0), coalesce(sum(mentions), 0) FROM"
                         " (SELECT r.sightings, r.mentions FROM reading r LEFT JOIN blob b ON b.digest = r.digest"
                         " WHERE coalesce(b.done, 1) UNION ALL SELECT s.sightings, s.mentions FROM sample s"
                         " JOIN blob b ON b.digest = s.digest WHERE b.done = 0)",
                         &s));
    TS_TRY(ts_step(s, &row));
    *sightings = (uint64_t)ts_col_int(s, 0);
    *mentions = (uint64_t)ts_col_int(s, 1);
    ts_stmt_reset(s);
    TS_TRY(ts_db_prepare(c->db,
                         "SELECT (SELECT coalesce(sum(bytes), 0) FROM sighting_file) +"
                         " (SELECT coalesce(sum(bytes), 0) FROM result_file)",
                         &s));
    TS_TRY(ts_step(s, &row));
    *disk_bytes = (uint64_t)ts_col_int(s, 0);
    ts_stmt_reset(s);
    return TS_OK;
}
