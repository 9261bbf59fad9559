/* stores.c - where unpacked members stand while they are read: small ones in memory, large ones covered on the disk.
 *
 * A file on the disk has no name, and its key stands in this process alone: it is gone with it, and says nothing to
 * whoever finds its blocks.  What was covered is uncovered by the worker that reads it, a window at a time.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypt/seal.h"
#include "ingest/reading.h"

ts_err ts_store_memory(ts_store **out) {
    ts_store *s = ts_alloc(sizeof *s);
    *s = (ts_store){.fd = -1, .users = 1};
    ts_err err = ts_fs_memory("members", &s->fd);
    if (err)
        ts_free(s);
    else
        *out = s;
    return err;
}

const char ts_store_no_room[] =
    "there is no room for it on the disk, where a large file stands covered until it is read (beside a case in its "
    "directory, else in $TMPDIR or /var/tmp): make room, and run this again";

/* It could not be put there: a full disk ends the item, anything else the run. */
static ts_err no_place(void) {
    int why = errno;
    if (why == ENOSPC || why == EDQUOT || why == EFBIG)
        return ts_fail(TS_ELIMIT, "%s", ts_store_no_room);
    return ts_fail(TS_EIO, "the disk on which a large file stands covered until it is read fails: %s", strerror(why));
}

static ts_err make_nameless(const ts_reader *r, int *fd) {
    if (r->options->spool)
        return ts_fs_nameless(r->options->spool, fd) ? no_place() : TS_OK;
    const char *said = getenv("TMPDIR");
    TS_AUTO(int, ts_fs_close) dir = -1;
    TS_TRY(ts_fs_open_dir(AT_FDCWD, said && *said ? said : "/var/tmp", &dir));
    return ts_fs_nameless(dir, fd) ? no_place() : TS_OK;
}

ts_err ts_store_disk(const ts_reader *r, ts_store **out) {
    int fd;
    TS_TRY(make_nameless(r, &fd));
    ts_store *s = ts_alloc(sizeof *s);
    *s = (ts_store){.fd = fd, .users = 1};
    s->key = ts_alloc(TS_CTR_KEY);
    ts_random(s->key, TS_CTR_KEY);
    s->cover = ts_ctr_new(s->key);
    *out = s;
    return TS_OK;
}

static ts_err write_covered(ts_store *s, ts_span bytes) {
    char block[64 * 1024];
    for (size_t at = 0; at < bytes.len;) {
        ts_span some = ts_slice(bytes, at, sizeof block);
        memcpy(block, some.ptr, some.len);
        ts_ctr_apply(s->cover, s->bytes + at, block, some.len);
        if (ts_fs_write_all(s->fd, ts_span_of(block, some.len), "it") != TS_OK)
            return no_place();
        at += some.len;
    }
    return TS_OK;
}

ts_err ts_store_add(ts_reader *r, ts_store *s, ts_span bytes) {
    TS_TRY(s->cover ? write_covered(s, bytes) : ts_fs_write_all(s->fd, bytes, "a member in memory"));
    s->bytes += bytes.len;
    *(s->cover ? &r->spooled : &r->waiting) += bytes.len;
    return TS_OK;
}

ts_err ts_store_cut(ts_reader *r, ts_store *s, uint64_t at) {
    if (ftruncate(s->fd, (off_t)at) != 0 || lseek(s->fd, (off_t)at, SEEK_SET) < 0)
        return ts_fail(TS_EIO, "a member in memory cannot be cut: %s", strerror(errno));
    r->waiting -= s->bytes - at;
    s->bytes = at;
    return TS_OK;
}

ts_err ts_store_spool(ts_reader *r, ts_store *s, uint64_t from, ts_store **out) {
    ts_store *to;
    TS_TRY(ts_store_disk(r, &to));
    enum { BLOCK = 1024 * 1024 };
    char *block = ts_grow(NULL, 1, BLOCK);
    ts_err err = TS_OK;
    for (uint64_t at = from; !err && at < s->bytes;) {
        size_t got = 0, some = s->bytes - at < BLOCK ? (size_t)(s->bytes - at) : BLOCK;
        err = ts_fs_read_at(s->fd, at, block, some, &got, "a member in memory");
        if (!err)
            err = ts_store_add(r, to, ts_span_of(block, got));
        at += got;
        if (!err && !got)
            err = ts_fail(TS_EINTERNAL, "a member in memory became shorter");
    }
    ts_wipe(block, BLOCK);
    ts_free(block);
    if (!err)
        err = ts_store_cut(r, s, from);
    if (err)
        ts_store_release(r, to);
    else
        *out = to;
    return err;
}

ts_err ts_store_read(const ts_store *s, uint64_t at, uint64_t len, ts_buf *out) {
    ts_buf_reserve(out, out->len + len);
    for (uint64_t done = 0; done < len;) {
        size_t got = 0;
        TS_TRY(ts_fs_read_at(s->fd, at + done, out->ptr + out->len, len - done, &got, "what was kept on the disk"));
        if (!got)
            return ts_fail(TS_EINTERNAL, "what was kept on the disk became shorter");
        if (s->key) {
            ts_ctr *cover = ts_ctr_new(s->key);
            ts_ctr_apply(cover, at + done, out->ptr + out->len, got);
            ts_ctr_free(cover);
        }
        out->len += got;
        done += got;
    }
    return TS_OK;
}

ts_err ts_store_close(ts_store *s) {
    if (!s->cover)
        return ts_fs_seal(s->fd);
    ts_ctr_free(s->cover);
    s->cover = NULL;
    return ts_fs_reopen_to_read(&s->fd);
}

void ts_store_release(ts_reader *r, ts_store *s) {
    if (!s || --s->users)
        return;
    *(s->key ? &r->spooled : &r->waiting) -= s->bytes;
    r->part_fds -= s->parts;
    for (size_t i = 0; i < s->parts; i++)
        ts_fs_close(&s->part[i].fd);
    ts_free(s->part);
    ts_fs_close(&s->fd);
    ts_ctr_free(s->cover);
    if (s->key)
        ts_wipe(s->key, TS_CTR_KEY);
    ts_free(s->key);
    ts_free(s);
}

bool ts_stores_full(const ts_reader *r) { return r->waiting > TS_LIMIT_WAITING || r->spooled > TS_LIMIT_SPOOLED; }

bool ts_stores_have_room(const ts_reader *r) {
    return r->waiting <= TS_LIMIT_WAITING / 2 && r->spooled <= TS_LIMIT_SPOOLED / 2;
}
