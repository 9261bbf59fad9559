/* synth.c - a synthetic world with its truth: organisations, snapshots, leak. */
#include "synth/synth.h"

#include <dirent.h>
#include <errno.h>

#include "synth/claims.h"
#include "synth/holdings.h"
#include "synth/leak_image.h"
#include "synth/write.h"

enum { LEAST_PEOPLE = 200, MOST_PEOPLE = 2000000, LEAST_FILES = 60, MOST_FILES = 1000000, MOST_IMAGES = 100000 };

static ts_err empty_dir(const char *dir) {
    TS_TRY(ts_save_dir(dir));
    DIR *d = opendir(dir);
    if (!d)
        return ts_fail(TS_EIO, "%s cannot be opened: %s", dir, strerror(errno));
    int entries = 0;
    for (struct dirent *e; (e = readdir(d));)
        entries += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(d);
    return entries == 0 ? TS_OK
                        : ts_fail(TS_EUSAGE, "%s is not empty: give a new directory for the made-up world", dir);
}

ts_err ts_synth_make(const char *dir, const ts_synth_options *o) {
    if (o->people < LEAST_PEOPLE || o->people > MOST_PEOPLE || o->files < LEAST_FILES || o->files > MOST_FILES)
        return ts_fail(TS_EUSAGE, "a made-up world has %d to %d people and %d to %d files", LEAST_PEOPLE, MOST_PEOPLE,
                       LEAST_FILES, MOST_FILES);
    if (o->screenshots > MOST_IMAGES || o->scans > MOST_IMAGES)
        return ts_fail(TS_EUSAGE, "a made-up world has at most %d screenshots and %d scans", MOST_IMAGES, MOST_IMAGES);
    TS_TRY(empty_dir(dir));
    ts_world w;
    ts_truth truth;
    ts_world_make(&w, o->seed, o->people, o->style);
    ts_truth_init(&truth);
    ts_leak leak = {
        .w = &w, .truth = &truth, .dir = dir, .more = o->more_formats, .c = {ts_dice_of(w.seed, 0x4C45414B, 0, 0)}};
    ts_err err = ts_holdings_make(&w, dir);
    if (err == TS_OK)
        err = ts_leak_make(&leak, o->files);
    if (err == TS_OK && (o->screenshots || o->scans))
        err = ts_leak_images(&leak, o->screenshots, o->scans);
    if (err == TS_OK)
        err = ts_truth_save(&truth, &w, o->files, dir);
    if (!err)
        err = ts_claims_save(&truth, dir);
    ts_arena_done(&leak.arena);
    ts_truth_done(&truth);
    ts_world_done(&w);
    return err;
}
