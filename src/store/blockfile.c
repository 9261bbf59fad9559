/* blockfile.c - files of compressed, sealed blocks: sighting chunks and results. */
#include "store/blockfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>
#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"

enum { MAGIC = 8, HEAD = 32, LEVEL = 3, BLOCK_MAX = 1 << 28, BORDER_COST = 64 };

static const char *const magic[] = {[TS_BLOCK_SIGHTINGS] = "TSSIGHT\n", [TS_BLOCK_RESULTS] = "TSRESULT"};
static const uint32_t newest[] = {[TS_BLOCK_SIGHTINGS] = TS_SIGHTINGS_SCHEMA, [TS_BLOCK_RESULTS] = TS_RESULTS_SCHEMA};

static bool has_end(const ts_block_head *h) { return h->kind == TS_BLOCK_RESULTS || h->schema == 1; }

void ts_block_name(const ts_block_head *h, char out[static TS_BLOCK_NAME]) {
    if (h->kind == TS_BLOCK_SIGHTINGS)
        snprintf(out, TS_BLOCK_NAME, "%06u.tss", h->file);
    else
        snprintf(out, TS_BLOCK_NAME, "%06u-%llu.tsr", h->file, (unsigned long long)h->generation);
}

bool ts_block_name_read(ts_span name, ts_block_kind *kind, uint32_t *file, uint64_t *generation) {
    if (name.len < 5)
        return false;
    ts_span stem = ts_slice(name, 0, name.len - 4), end = ts_slice(name, name.len - 4, 4);
    size_t dash = ts_span_find(stem, ts_str("-"), 0);
    bool results = ts_span_eq(end, ts_str(".tsr"));
    uint64_t number = 0, g = 0;
    if (results != (dash != SIZE_MAX) || (!results && !ts_span_eq(end, ts_str(".tss"))) ||
        !ts_parse_u64(ts_slice(stem, 0, dash), &number) || number > UINT32_MAX ||
        (results && !ts_parse_u64(ts_slice(stem, dash + 1, stem.len), &g)))
        return false;
    *kind = results ? TS_BLOCK_RESULTS : TS_BLOCK_SIGHTINGS;
    *file = (uint32_t)number;
    *generation = g;
    return true;
}

static void add_place(ts_buf *out, const ts_block_head *h) {
    ts_buf_add(out, ts_span_of(magic[h->kind], MAGIC));
    ts_buf_add_u32le(out, h->schema);
    ts_buf_add_u32le(out, h->file);
    ts_buf_add_u64le(out, h->generation);
}

static void add_head(ts_buf *out, const ts_block_head *h) {
    add_place(out, h);
    ts_buf_add(out, ts_span_of(h->key_id.byte, TS_KEY_ID_BYTES));
}

/* Where a block stands: no block opens anywhere else. */
static ts_span associated(ts_buf *out, const ts_block_head *h, uint32_t block) {
    ts_buf_clear(out);
    add_place(out, h);
    ts_buf_add_u32le(out, block);
    return ts_buf_span(out);
}

/* ---- writing ---- */

struct ts_block_writer {
    ts_block_head head;
    ts_key key;
    int dir, fd;
    char name[TS_BLOCK_NAME], tmp[TS_BLOCK_NAME + 8];
    bool placed; /* it has its name */
    uint32_t blocks;
    uint64_t bytes;
    ts_sha256 *sha;
    ZSTD_CCtx *zstd;
    ts_buf plain, sealed, place;
};

static ts_err put(ts_block_writer *w, ts_span bytes) {
    TS_TRY(ts_fs_write_all(w->fd, bytes, w->name));
    ts_sha256_add(w->sha, bytes);
    w->bytes += bytes.len;
    return TS_OK;
}

void ts_block_abandon(ts_block_writer *w) {
    if (!w)
        return;
    if (w->fd >= 0 && !w->placed)
        unlinkat(w->dir, w->tmp, 0);
    ts_fs_close(&w->fd);
    ts_sha256_free(w->sha);
    ZSTD_freeCCtx(w->zstd);
    ts_buf_wipe(&w->plain);
    ts_buf_done(&w->sealed);
    ts_buf_done(&w->place);
    ts_key_wipe(&w->key);
    ts_free(w);
}

ts_err ts_block_create(int dir, const ts_block_head *head, const ts_key *key, ts_block_writer **out) {
    ts_block_writer *w = ts_alloc(sizeof *w);
    w->head = *head;
    w->key = *key;
    w->dir = dir;
    ts_block_name(head, w->name);
    snprintf(w->tmp, sizeof w->tmp, "%s.tmp", w->name);
    w->sha = ts_sha256_new();
    w->zstd = ZSTD_createCCtx();
    w->fd = openat(dir, w->tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    ts_err err = w->fd < 0 ? ts_fail(TS_EIO, "%s cannot be made: %s", w->name, strerror(errno)) : TS_OK;
    add_head(&w->sealed, head);
    if (!err)
        err = put(w, ts_buf_span(&w->sealed));
    if (err) {
        ts_block_abandon(w);
        return err;
    }
    *out = w;
    return TS_OK;
}

/* One frame; at each border zstd ends a block of its own, whose statistics are of what stands before it alone. */
static ts_err compress(ts_block_writer *w, ts_span plain, const uint32_t *border, size_t borders) {
    size_t bound = ZSTD_compressBound(plain.len) + BORDER_COST * borders, at = 0, left = 1;
    ts_buf_reserve(&w->plain, w->plain.len + bound);
    ZSTD_outBuffer out = {w->plain.ptr + w->plain.len, bound, 0};
    ZSTD_CCtx_reset(w->zstd, ZSTD_reset_session_only);
    ZSTD_CCtx_setParameter(w->zstd, ZSTD_c_compressionLevel, LEVEL);
    ZSTD_CCtx_setPledgedSrcSize(w->zstd, plain.len);
    for (size_t i = 0; i <= borders; i++) {
        size_t to = i < borders ? border[i] : plain.len;
        ZSTD_inBuffer in = {plain.ptr + at, to - at, 0};
        left = ZSTD_compressStream2(w->zstd, &out, &in, i < borders ? ZSTD_e_flush : ZSTD_e_end);
        if (left)
            break;
        at = to;
    }
    if (left)
        return ts_fail(TS_EINTERNAL, "a block of %s cannot be compressed: %s", w->name,
                       ZSTD_isError(left) ? ZSTD_getErrorName(left) : "no room");
    w->plain.len += out.pos;
    return TS_OK;
}

ts_err ts_block_add(ts_block_writer *w, ts_span plain, const uint32_t *border, size_t borders) {
    if (plain.len > BLOCK_MAX)
        return ts_fail(TS_EINTERNAL, "a block of %s is larger than a reader takes", w->name);
    ts_buf_clear(&w->plain);
    ts_buf_add_u32le(&w->plain, (uint32_t)plain.len);
    TS_TRY(compress(w, plain, border, borders));
    ts_buf_clear(&w->sealed);
    ts_buf_add_u32le(&w->sealed, (uint32_t)(w->plain.len + TS_SEAL_EXTRA));
    ts_seal(&w->key, ts_buf_span(&w->plain), associated(&w->place, &w->head, w->blocks), &w->sealed);
    ts_wipe(w->plain.ptr, w->plain.len);
    w->blocks++;
    return put(w, ts_buf_span(&w->sealed));
}

uint64_t ts_block_bytes(const ts_block_writer *w) { return w->bytes; }

static ts_err bring_to_disk(ts_block_writer *w) {
    if (fsync(w->fd) != 0)
        return ts_fail(TS_EIO, "%s cannot be brought to disk: %s", w->name, strerror(errno));
    if (w->placed)
        return TS_OK;
    if (renameat(w->dir, w->tmp, w->dir, w->name) != 0)
        return ts_fail(TS_EIO, "%s cannot be put in place: %s", w->name, strerror(errno));
    w->placed = true;
    return ts_fs_sync_dir(w->dir);
}

ts_err ts_block_keep(ts_block_writer *w, ts_block_sum *out) {
    TS_TRY(bring_to_disk(w));
    *out = (ts_block_sum){.bytes = w->bytes, .blocks = w->blocks};
    ts_sha256_now(w->sha, &out->digest);
    return TS_OK;
}

ts_err ts_block_finish(ts_block_writer *w, ts_block_sum *out) {
    ts_block_sum sum = {.blocks = w->blocks};
    ts_buf_clear(&w->sealed);
    ts_buf_add_u32le(&w->sealed, 0);
    ts_buf_add_u32le(&w->sealed, w->blocks);
    ts_err err = put(w, ts_buf_span(&w->sealed));
    ts_sha256_now(w->sha, &sum.digest);
    if (!err)
        err = put(w, ts_span_of(sum.digest.byte, sizeof sum.digest.byte));
    sum.bytes = w->bytes;
    if (!err)
        err = bring_to_disk(w);
    ts_block_abandon(w);
    if (!err)
        *out = sum;
    return err;
}

/* ---- reading ---- */

struct ts_block_reader {
    ts_block_head head;
    ts_key key;
    int fd;
    char name[TS_BLOCK_NAME];
    ts_block_sum sum;
    uint64_t at;
    uint32_t block;
    ts_sha256 *sha; /* NULL: its end says its digest */
    ZSTD_DCtx *zstd;
    ts_buf sealed, place;
    char *packed, *raw; /* locked memory */
    size_t packed_cap, raw_cap;
};

static ts_err damaged(const ts_block_reader *r, const char *what) {
    return ts_fail(TS_EDAMAGED,
                   "sightings/%s is damaged: %s (block %u, byte %llu); nothing was overwritten; restore it "
                   "from a copy",
                   r->name, what, r->block + 1, (unsigned long long)r->at);
}

static ts_err get(ts_block_reader *r, void *out, size_t len) {
    size_t got = 0;
    TS_TRY(ts_fs_read_at(r->fd, r->at, out, len, &got, r->name));
    if (got != len)
        return damaged(r, "it is cut short");
    r->at += len;
    if (r->sha)
        ts_sha256_add(r->sha, ts_span_of(out, len));
    return TS_OK;
}

static ts_err check_head(ts_block_reader *r) {
    char head[HEAD];
    struct stat st;
    if (fstat(r->fd, &st) != 0)
        return ts_fail(TS_EIO, "sightings/%s cannot be read: %s", r->name, strerror(errno));
    TS_TRY(get(r, head, sizeof head));
    ts_cursor c = ts_cursor_over(ts_span_of(head + MAGIC, sizeof head - MAGIC));
    r->head.schema = ts_read_u32le(&c);
    if (memcmp(head, magic[r->head.kind], MAGIC) != 0 || r->head.schema < 1)
        return damaged(r, "its head is another file's");
    if (r->head.schema > newest[r->head.kind])
        return ts_fail(TS_EDAMAGED,
                       "sightings/%s has schema %u, of a newer program, or is damaged: use the newer touchstone",
                       r->name, r->head.schema);
    if (has_end(&r->head)) {
        ts_sha256_free(r->sha);
        r->sha = NULL;
    }
    /* What a step adds that is not kept yet is not of it. */
    uint64_t size = (uint64_t)st.st_size;
    if (size < r->sum.bytes || (size > r->sum.bytes && has_end(&r->head)))
        return damaged(r, "it has another size");
    add_head(&r->place, &r->head);
    if (memcmp(head, r->place.ptr, HEAD - TS_KEY_ID_BYTES) != 0)
        return damaged(r, "its head is another file's");
    if (memcmp(head + HEAD - TS_KEY_ID_BYTES, r->head.key_id.byte, TS_KEY_ID_BYTES) != 0)
        return ts_fail(TS_EKEY, "sightings/%s was sealed with another key than this case's", r->name);
    return TS_OK;
}

void ts_block_close(ts_block_reader *r) {
    if (!r)
        return;
    ts_fs_close(&r->fd);
    ts_sha256_free(r->sha);
    ZSTD_freeDCtx(r->zstd);
    ts_buf_done(&r->sealed);
    ts_buf_done(&r->place);
    ts_secret_free(r->packed);
    ts_secret_free(r->raw);
    ts_key_wipe(&r->key);
    ts_free(r);
}

ts_err ts_block_open(int dir, const ts_block_head *head, const ts_key *key, const ts_block_sum *sum,
                     ts_block_reader **out) {
    ts_block_reader *r = ts_alloc(sizeof *r);
    *r = (ts_block_reader){.head = *head, .key = *key, .sum = *sum, .sha = ts_sha256_new(), .zstd = ZSTD_createDCtx()};
    ts_block_name(head, r->name);
    r->fd = openat(dir, r->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ts_err err;
    if (r->fd < 0 && errno == ENOENT)
        err = ts_fail(TS_EDAMAGED, "sightings/%s is missing: restore it from a copy", r->name);
    else if (r->fd < 0)
        err = ts_fail(TS_EIO, "sightings/%s cannot be opened: %s", r->name, strerror(errno));
    else
        err = check_head(r);
    if (err) {
        ts_block_close(r);
        return err;
    }
    *out = r;
    return TS_OK;
}

static void want(char **ptr, size_t *cap, size_t size) {
    if (*cap >= size)
        return;
    ts_secret_free(*ptr);
    *cap = size + size / 4;
    *ptr = ts_secret_alloc(*cap);
}

static ts_err check_end(ts_block_reader *r) {
    unsigned char blocks[4], digest[32];
    TS_TRY(get(r, blocks, sizeof blocks));
    TS_TRY(get(r, digest, sizeof digest));
    ts_cursor c = ts_cursor_over(ts_span_of(blocks, sizeof blocks));
    uint32_t n = ts_read_u32le(&c);
    if (n != r->block || n != r->sum.blocks || memcmp(digest, r->sum.digest.byte, sizeof digest) != 0 ||
        r->at != r->sum.bytes)
        return damaged(r, "its end is not what was written");
    return TS_OK;
}

/* A file that may have grown ends where the database says. */
static ts_err check_grown(ts_block_reader *r) {
    ts_digest digest;
    ts_sha256_end(r->sha, &digest);
    if (r->block != r->sum.blocks || !ts_digest_eq(&digest, &r->sum.digest))
        return damaged(r, "it is not what was written");
    return TS_OK;
}

uint32_t ts_block_schema(const ts_block_reader *r) { return r->head.schema; }

ts_err ts_block_next(ts_block_reader *r, ts_span *plain, bool *more) {
    char length[4];
    if (r->sha && r->at == r->sum.bytes) {
        *more = false;
        return check_grown(r);
    }
    if (r->at > r->sum.bytes || r->sum.bytes - r->at < sizeof length)
        return damaged(r, "it is cut short");
    TS_TRY(get(r, length, sizeof length));
    ts_cursor c = ts_cursor_over(ts_span_of(length, sizeof length));
    size_t len = ts_read_u32le(&c);
    if (len == 0 && !r->sha) {
        TS_TRY(check_end(r));
        *more = false;
        return TS_OK;
    }
    if (len < TS_SEAL_EXTRA + 4 || len > r->sum.bytes - r->at)
        return damaged(r, "a length is not what was written");
    ts_buf_clear(&r->sealed);
    ts_buf_reserve(&r->sealed, len);
    TS_TRY(get(r, r->sealed.ptr, len));
    want(&r->packed, &r->packed_cap, len - TS_SEAL_EXTRA);
    if (ts_unseal_to(&r->key, ts_span_of(r->sealed.ptr, len), associated(&r->place, &r->head, r->block), r->packed))
        return damaged(r, "a block is not what was written, or was moved");
    c = ts_cursor_over(ts_span_of(r->packed, len - TS_SEAL_EXTRA));
    size_t raw = ts_read_u32le(&c);
    if (raw > BLOCK_MAX)
        return damaged(r, "a block is larger than any is made");
    want(&r->raw, &r->raw_cap, raw ? raw : 1);
    if (ZSTD_decompressDCtx(r->zstd, r->raw, raw, c.at, ts_cursor_left(&c)) != raw)
        return damaged(r, "a block cannot be unpacked");
    r->block++;
    *plain = ts_span_of(r->raw, raw);
    *more = true;
    return TS_OK;
}
