/* results.c - what verification says of each sighting of one file, in the same order, fixed width.
 *
 * A block holds 16,384 results turned on their side: first the first byte of each, then the second, and so
 * on, so that fields which hardly vary compress to nothing.
 */
#include "store/results.h"

#include "base/mem.h"

enum { PER_BLOCK = 16384, WIDTH = sizeof(ts_result) };
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "results are little-endian on disk as they are in memory");

struct ts_results_writer {
    ts_block_writer *blocks;
    ts_result *waiting;
    char *turned;
    size_t n;
};

static ts_block_head head_of(const ts_case *c, uint32_t file, uint64_t generation) {
    return (ts_block_head){TS_BLOCK_RESULTS, file, generation, c->key_id, TS_RESULTS_SCHEMA};
}

ts_err ts_results_create(ts_case *c, uint32_t file, uint64_t generation, ts_results_writer **out) {
    ts_block_head head = head_of(c, file, generation);
    ts_block_writer *blocks;
    TS_TRY(ts_block_create(c->sightings_dir, &head, &c->seal_key, &blocks));
    ts_results_writer *w = ts_alloc(sizeof *w);
    w->blocks = blocks;
    w->waiting = ts_secret_alloc(PER_BLOCK * sizeof *w->waiting);
    w->turned = ts_secret_alloc(PER_BLOCK * WIDTH);
    *out = w;
    return TS_OK;
}

static ts_err write_block(ts_results_writer *w) {
    const char *from = (const char *)w->waiting;
    for (size_t b = 0; b < WIDTH; b++)
        for (size_t i = 0; i < w->n; i++)
            w->turned[b * w->n + i] = from[i * WIDTH + b];
    ts_err err = ts_block_add(w->blocks, ts_span_of(w->turned, w->n * WIDTH), NULL, 0);
    w->n = 0;
    return err;
}

ts_err ts_results_add(ts_results_writer *w, const ts_result *r, size_t n) {
    while (n) {
        size_t take = PER_BLOCK - w->n < n ? PER_BLOCK - w->n : n;
        memcpy(w->waiting + w->n, r, take * sizeof *r);
        w->n += take;
        r += take;
        n -= take;
        if (w->n == PER_BLOCK)
            TS_TRY(write_block(w));
    }
    return TS_OK;
}

void ts_results_abandon(ts_results_writer *w) {
    if (!w)
        return;
    ts_block_abandon(w->blocks);
    ts_secret_free(w->waiting);
    ts_secret_free(w->turned);
    ts_free(w);
}

ts_err ts_results_finish(ts_results_writer *w, ts_block_sum *out) {
    ts_err err = w->n ? write_block(w) : TS_OK;
    if (!err) {
        err = ts_block_finish(w->blocks, out);
        w->blocks = NULL;
    }
    ts_results_abandon(w);
    return err;
}

/* ---- reading ---- */

struct ts_results_reader {
    ts_block_reader *blocks;
    ts_span block;
    size_t next; /* of the block's results */
    bool ended;
};

ts_err ts_results_open(ts_case *c, uint32_t file, ts_results_reader **out) {
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(c->db, "SELECT generation, bytes, blocks, digest FROM result_file WHERE file = ?", &s));
    ts_bind_int(s, 1, file);
    TS_TRY(ts_step(s, &row));
    if (!row) {
        *out = NULL;
        return TS_OK;
    }
    ts_block_head head = head_of(c, file, (uint64_t)ts_col_int(s, 0));
    ts_block_sum sum = {.bytes = (uint64_t)ts_col_int(s, 1), .blocks = (uint32_t)ts_col_int(s, 2)};
    ts_span digest = ts_col_span(s, 3);
    memcpy(sum.digest.byte, digest.ptr, digest.len < sizeof sum.digest.byte ? digest.len : sizeof sum.digest.byte);
    ts_stmt_reset(s);
    ts_results_reader *r = ts_alloc(sizeof *r);
    ts_err err = ts_block_open(c->sightings_dir, &head, &c->seal_key, &sum, &r->blocks);
    if (err) {
        ts_free(r);
        return err;
    }
    *out = r;
    return TS_OK;
}

static ts_err next_block(ts_results_reader *r, bool *more) {
    r->next = 0;
    r->block.len = 0;
    return ts_block_next(r->blocks, &r->block, more);
}

ts_err ts_results_read(ts_results_reader *r, ts_result *out, size_t n) {
    while (n && !r->ended) {
        size_t held = r->block.len / WIDTH;
        if (r->next == held) {
            bool more = false;
            TS_TRY(next_block(r, &more));
            if (!more) { /* the sightings grew after the pass that wrote these */
                r->ended = true;
                return TS_OK;
            }
            continue;
        }
        size_t take = held - r->next < n ? held - r->next : n;
        char *to = (char *)out;
        for (size_t b = 0; b < WIDTH; b++)
            for (size_t i = 0; i < take; i++)
                to[i * WIDTH + b] = r->block.ptr[b * held + r->next + i];
        r->next += take;
        out += take;
        n -= take;
    }
    return TS_OK;
}

ts_err ts_results_end(ts_results_reader *r) {
    bool more = false;
    if (r->ended)
        return TS_OK;
    if (r->next == r->block.len / WIDTH)
        TS_TRY(next_block(r, &more));
    else
        more = true;
    return more ? ts_fail(TS_EDAMAGED, "a file of results goes on after its sightings have ended") : TS_OK;
}

void ts_results_close(ts_results_reader *r) {
    if (!r)
        return;
    ts_block_close(r->blocks);
    ts_free(r);
}
