/* sweep.c - files of sightings and results that the database does not name go. */
#include "store/sweep.h"

#include <dirent.h>
#include <unistd.h>

#include "base/fs.h"
#include "store/blockfile.h"

static ts_err is_named(ts_db *db, ts_block_kind kind, uint32_t number, uint64_t generation, bool *named) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(db,
                         kind == TS_BLOCK_RESULTS ? "SELECT 1 FROM result_file WHERE file = ? AND generation = ?"
                                                  : "SELECT 1 FROM sighting_file WHERE file = ? AND ? = 0",
                         &s));
    ts_bind_int(s, 1, number);
    ts_bind_int(s, 2, (int64_t)generation);
    TS_TRY(ts_step(s, named));
    ts_stmt_reset(s);
    return TS_OK;
}

ts_err ts_sweep(ts_db *db, int dir, bool all) {
    int fd;
    TS_TRY(ts_fs_open_dir(dir, "sightings", &fd));
    DIR *d = fdopendir(fd);
    if (!d) {
        ts_fs_close(&fd);
        return ts_fail(TS_EIO, "the directory sightings cannot be listed");
    }
    ts_err err = TS_OK;
    for (struct dirent *e; !err && (e = readdir(d));) {
        ts_span name = ts_str(e->d_name);
        ts_block_kind kind;
        uint32_t number;
        uint64_t generation;
        bool ours = ts_block_name_read(name, &kind, &number, &generation), named = false;
        bool unfinished = name.len > 4 && ts_span_eq(ts_slice(name, name.len - 4, 4), ts_str(".tmp"));
        if (!(ours && (all || kind == TS_BLOCK_RESULTS)) && !(unfinished && all))
            continue;
        if (ours)
            err = is_named(db, kind, number, generation, &named);
        if (!err && !named && unlinkat(fd, e->d_name, 0) != 0)
            err = ts_fail(TS_EIO, "sightings/%s, which is not used, cannot be removed", e->d_name);
    }
    closedir(d);
    return err;
}
