/* save.c - files of a synthetic world, with the folders above them. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "synth/write.h"

ts_err ts_save_dir(const char *path) {
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return TS_OK;
    return ts_fail(TS_EIO, "the folder %s of the made-up world cannot be made: %s", path, strerror(errno));
}

/* Not ts_fs_replace: thousands of files that nobody would miss need no fsync each. */
ts_err ts_save_file(const char *dir, const char *path, ts_span bytes) {
    TS_AUTO(ts_buf, ts_buf_done) full = {0};
    ts_buf_addf(&full, "%s/%s", dir, path);
    for (size_t i = strlen(dir) + 1; i < full.len; i++)
        if (full.ptr[i] == '/') {
            full.ptr[i] = '\0';
            ts_err err = ts_save_dir(full.ptr);
            full.ptr[i] = '/';
            TS_TRY(err);
        }
    TS_AUTO(int, ts_fs_close) fd = open(full.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return ts_fail(TS_EIO, "the file %s of the made-up world cannot be written: %s", full.ptr, strerror(errno));
    return ts_fs_write_all(fd, bytes, "a file of the made-up world");
}
