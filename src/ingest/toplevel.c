/* toplevel.c - files of the evidence as the walk brings them: told, opened, hashed. */
#include <errno.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "ingest/reading.h"

static ts_err keep(ts_reader *r, ts_node *n, ts_span bytes) {
    if (n->item.size > r->spool_from && !n->at_store->key) {
        ts_store *memory = n->at_store;
        n->at_store = NULL;
        ts_err err = ts_store_spool(r, memory, 0, &n->at_store);
        ts_store_release(r, memory);
        TS_TRY(err);
    }
    return ts_store_add(r, n->at_store, bytes);
}

/* What comes on standard input, as a member that has no container; *full: the disk has no room for it. */
static ts_err copy_stdin(ts_reader *r, ts_node *n, char *block, size_t cap, ts_sha256 *sha, bool *full) {
    TS_TRY(ts_store_memory(&n->at_store));
    for (;;) {
        ssize_t got = read(STDIN_FILENO, block, cap);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return ts_fail(TS_EIO, "standard input cannot be read: %s", strerror(errno));
        if (got == 0)
            return ts_store_close(n->at_store);
        n->item.size += (uint64_t)got;
        if (n->item.size > TS_LIMIT_MEMBER)
            return ts_fail(TS_ELIMIT, "standard input is larger than %llu bytes: give the file by its name instead",
                           (unsigned long long)TS_LIMIT_MEMBER);
        ts_span bytes = ts_span_of(block, (size_t)got);
        ts_sha256_add(sha, bytes);
        ts_err err = keep(r, n, bytes);
        *full = err == TS_ELIMIT;
        if (err)
            return *full ? TS_OK : err;
    }
}

ts_err ts_top_stdin(ts_reader *r) {
    enum { BLOCK = 1024 * 1024 };
    ts_node *n = ts_node_new(r, NULL, ts_str("-"));
    ts_sha256 *sha = ts_sha256_new();
    char *block = ts_grow(NULL, 1, BLOCK);
    bool full = false;
    ts_err err = copy_stdin(r, n, block, BLOCK, sha, &full);
    ts_wipe(block, BLOCK);
    ts_free(block);
    ts_sha256_end(sha, &n->item.digest);
    ts_sha256_free(sha);
    TS_TRY(err);
    r->result->files++;
    r->result->bytes += n->item.size;
    if (!full)
        return ts_node_ready(r, n);
    err = r->client->unread(r->client->context, NULL, n->item.name, 1, 0, TS_REASON_NO_ROOM, n->item.size,
                            ts_store_no_room);
    ts_node_free(r, n);
    return err;
}

ts_err ts_top_text(ts_reader *r, ts_span text) {
    ts_node *n = ts_node_new(r, NULL, ts_str("-"));
    TS_TRY(ts_store_memory(&n->at_store));
    n->item.size = text.len;
    TS_TRY(ts_store_add(r, n->at_store, text));
    TS_TRY(ts_store_close(n->at_store));
    ts_sha256_of(text, &n->item.digest);
    r->result->files++;
    r->result->bytes += text.len;
    return ts_node_ready(r, n);
}

static ts_store *store_of(ts_reader *r, const ts_walk_file *f) {
    ts_store *s = ts_alloc(sizeof *s);
    *s = (ts_store){.fd = f->fd, .users = 1};
    if (!f->parts)
        return s;
    s->part = ts_alloc_array(f->parts, sizeof *s->part);
    s->parts = f->parts;
    r->part_fds += s->parts;
    for (size_t i = 0; i < f->parts; i++)
        s->part[i] = (ts_job_part){f->part[i].fd, 0, f->part[i].size};
    return s;
}

/* Of all bytes that it has; *bytes says how many, and of a file whose parts have others than they had: none that fits. */
static ts_err hash_store(const ts_store *s, ts_digest *out, uint64_t *bytes) {
    if (!s->parts)
        return ts_sha256_file(s->fd, 0, UINT64_MAX, out, bytes);
    ts_sha256 *sha = ts_sha256_new();
    ts_err err = TS_OK;
    *bytes = 0;
    for (size_t i = 0; !err && *bytes != UINT64_MAX && i < s->parts; i++) {
        uint64_t got = 0;
        err = ts_sha256_add_file(sha, s->part[i].fd, 0, UINT64_MAX, &got);
        *bytes = got == s->part[i].len ? *bytes + got : UINT64_MAX;
    }
    ts_sha256_end(sha, out);
    ts_sha256_free(sha);
    return err;
}

static ts_err tell_unread(ts_reader *r, const ts_walk_file *f, ts_reason reason, const char *message) {
    TS_TRY(r->client->unread(r->client->context, NULL, f->name, 1, 0, reason, f->size, message));
    bool whole = f->file_id[0] == (uint64_t)TS_WALK_WHOLE;
    return whole && r->client->lost ? r->client->lost(r->client->context, f, reason) : TS_OK;
}

ts_err ts_top_take(ts_reader *r, ts_walk_file *f) {
    bool whole = f->file_id[0] == (uint64_t)TS_WALK_WHOLE; /* no file more, and without bytes of its own */
    r->result->files += !whole;
    r->result->bytes += whole ? 0 : f->size;
    if (f->reason != TS_READ) {
        r->done_files++;
        r->done_bytes += f->size;
        return tell_unread(r, f, f->reason, f->message);
    }
    bool known = false;
    if (r->client->look)
        TS_TRY(r->client->look(r->client->context, f, &known));
    if (known) {
        ts_walk_close(f);
        r->done_files++;
        r->done_bytes += f->size;
        return TS_OK;
    }
    ts_node *n = ts_node_new(r, NULL, f->name);
    n->item.is_part = f->is_part;
    n->item.size = f->size;
    memcpy(n->item.file_id, f->file_id, sizeof f->file_id);
    n->at_store = store_of(r, f);
    if (r->options->hash) {
        uint64_t bytes = 0;
        ts_err err = hash_store(n->at_store, &n->item.digest, &bytes);
        if (err || bytes != f->size) {
            ts_reason reason = err ? TS_REASON_UNREADABLE : TS_REASON_CHANGED;
            err = tell_unread(r, f, reason, err ? "it cannot be read" : "it changed while it was read");
            ts_node_free(r, n);
            return err;
        }
    }
    return ts_node_ready(r, n);
}
