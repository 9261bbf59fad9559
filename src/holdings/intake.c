/* intake.c - the bytes of an export, once from front to back: a file's, or what comes on standard input.
 *
 * Standard input is read once and stands nowhere in clear: its digest is taken on the way, and where a worker has to jump in it
 * (a workbook), it stands covered in a file without a name, as large members of the evidence do.
 */
#include "holdings/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/ctr.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypt/keyring.h"

enum { BLOCK = 1 << 20 };

void ts_intake_init(ts_intake *in, const ts_export_file *file, ts_sha256 *sha) {
    *in = (ts_intake){.file = file, .sha = sha};
}

void ts_intake_done(ts_intake *in) { ts_buf_wipe(&in->ahead); }

static ts_err read_some(ts_intake *in, char *out, size_t len, size_t *got) {
    *got = 0;
    if (!in->file->stream) {
        TS_TRY(ts_fs_read_at(in->file->fd, in->at, out, len, got, in->file->name));
    } else {
        while (*got < len) {
            ssize_t n = read(in->file->fd, out + *got, len - *got);
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return ts_fail(TS_EIO, "standard input cannot be read: %s", strerror(errno));
            if (n == 0)
                break;
            *got += (size_t)n;
        }
    }
    in->at += *got;
    in->ended = *got < len;
    return TS_OK;
}

ts_err ts_intake_look(ts_intake *in, size_t most, ts_span *out) {
    size_t there = in->ahead.len - in->taken;
    if (there < most && !in->ended) {
        size_t got;
        ts_buf_reserve(&in->ahead, most - there);
        TS_TRY(read_some(in, in->ahead.ptr + in->ahead.len, most - there, &got));
        in->ahead.len += got;
    }
    *out = ts_slice(ts_buf_span(&in->ahead), in->taken, most);
    return TS_OK;
}

ts_err ts_intake_take(ts_intake *in, void *out, size_t len, size_t *got) {
    size_t there = in->ahead.len - in->taken, first = there < len ? there : len, rest = 0;
    if (first)
        memcpy(out, in->ahead.ptr + in->taken, first);
    in->taken += first;
    if (first < len && !in->ended)
        TS_TRY(read_some(in, (char *)out + first, len - first, &rest));
    *got = first + rest;
    ts_sha256_add(in->sha, ts_span_of(out, *got));
    return TS_OK;
}

/* ---- covered on the disk ---- */

static ts_err no_place(void) {
    return ts_fail(
        TS_EIO,
        "standard input cannot be kept, covered, in $TMPDIR or /var/tmp until it is read: %s.  Make room there, or "
        "give the export as a file",
        strerror(errno));
}

static ts_err nameless(int *fd) {
    const char *said = getenv("TMPDIR");
    TS_AUTO(int, ts_fs_close) dir = -1;
    TS_TRY(ts_fs_open_dir(AT_FDCWD, said && *said ? said : "/var/tmp", &dir));
    return ts_fs_nameless(dir, fd) ? no_place() : TS_OK;
}

static ts_err cover(ts_intake *in, int fd, ts_ctr *ctr, uint64_t *len) {
    char *block = ts_grow(NULL, 1, BLOCK);
    ts_err err = TS_OK;
    *len = 0;
    for (size_t got = BLOCK; !err && got == BLOCK;) {
        err = ts_intake_take(in, block, BLOCK, &got);
        if (err || !got)
            break;
        ts_ctr_apply(ctr, *len, block, got);
        if (ts_fs_write_all(fd, ts_span_of(block, got), "it") != TS_OK)
            err = no_place();
        *len += got;
        if (!err && *len > TS_LIMIT_MEMBER)
            err = ts_fail(TS_ELIMIT, "standard input is larger than %llu bytes: give the export as a file",
                          (unsigned long long)TS_LIMIT_MEMBER);
    }
    ts_wipe(block, BLOCK);
    ts_free(block);
    return err;
}

ts_err ts_intake_whole(ts_intake *in, int *fd, uint64_t *len, unsigned char **key) {
    if (!in->file->stream) {
        struct stat st;
        if (fstat(in->file->fd, &st) != 0)
            return ts_fail(TS_EIO, "%s cannot be read: %s", in->file->name, strerror(errno));
        *fd = in->file->fd;
        *len = (uint64_t)st.st_size;
        *key = NULL;
        return TS_OK;
    }
    int file = -1;
    TS_TRY(nameless(&file));
    unsigned char *made = ts_alloc(TS_CTR_KEY);
    ts_random(made, TS_CTR_KEY);
    ts_ctr *ctr = ts_ctr_new(made);
    ts_err err = cover(in, file, ctr, len);
    ts_ctr_free(ctr);
    if (!err)
        err = ts_fs_reopen_to_read(&file);
    if (err) {
        ts_wipe(made, TS_CTR_KEY);
        ts_free(made);
        ts_fs_close(&file);
        return err;
    }
    *fd = file;
    *key = made;
    return TS_OK;
}
