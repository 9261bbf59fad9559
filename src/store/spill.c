/* spill.c - more small records than memory holds, put into order by parts. */
#include "store/spill.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "base/ctr.h"
#include "base/fs.h"
#include "base/mem.h"
#include "crypt/keyring.h"

enum { BLOCK = 64 * 1024, FIRST = 4096 };

typedef struct part {
    unsigned char *block; /* what was not written yet */
    size_t used, room;
    uint64_t *at; /* where its blocks stand in the file, each of `whole` bytes */
    size_t blocks, cap;
} part;

struct ts_spill {
    int dir, fd;
    size_t record, whole; /* whole: the bytes of a full block, a multiple of the record */
    uint64_t count, end;
    ts_ctr *cover;
    unsigned char *loaded;
    size_t loaded_room;
    part part[TS_SPILL_PARTS];
};

ts_spill *ts_spill_new(int dir, size_t record) {
    ts_spill *s = ts_alloc(sizeof *s);
    s->dir = dir;
    s->fd = -1;
    s->record = record;
    s->whole = BLOCK / record * record;
    return s;
}

static void drop(void *bytes, size_t len) {
    if (bytes)
        ts_wipe(bytes, len);
    ts_free(bytes);
}

void ts_spill_free(ts_spill *s) {
    if (!s)
        return;
    for (size_t i = 0; i < TS_SPILL_PARTS; i++) {
        drop(s->part[i].block, s->part[i].room);
        ts_free(s->part[i].at);
    }
    drop(s->loaded, s->loaded_room);
    ts_ctr_free(s->cover);
    ts_fs_close(&s->fd);
    ts_free(s);
}

uint64_t ts_spill_count(const ts_spill *s) { return s->count; }

static ts_err open_file(ts_spill *s) {
    ts_key key;
    TS_TRY(ts_fs_nameless(s->dir, &s->fd));
    ts_random(key.byte, sizeof key.byte);
    s->cover = ts_ctr_new(key.byte);
    ts_key_wipe(&key);
    return TS_OK;
}

static ts_err write_block(ts_spill *s, part *p) {
    if (s->fd < 0)
        TS_TRY(open_file(s));
    ts_ctr_apply(s->cover, s->end, p->block, s->whole);
    for (size_t done = 0; done < s->whole;) {
        ssize_t n = pwrite(s->fd, p->block + done, s->whole - done, (off_t)(s->end + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ts_fail(TS_EIO, "a working file beside the index could not be written: %s", strerror(errno));
        done += (size_t)n;
    }
    if (p->blocks == p->cap) {
        p->cap = p->cap ? 2 * p->cap : 16;
        p->at = ts_grow(p->at, p->cap, sizeof *p->at);
    }
    p->at[p->blocks++] = s->end;
    s->end += s->whole;
    p->used = 0;
    return TS_OK;
}

/* A part that stays small takes little: its block grows to its full size by and by. */
static void make_room(ts_spill *s, part *p) {
    size_t room = p->room ? 4 * p->room : FIRST / s->record * s->record + s->record;
    if (room > s->whole)
        room = s->whole;
    p->block = ts_grow(p->block, room, 1);
    p->room = room;
}

ts_err ts_spill_add(ts_spill *s, unsigned number, const void *record) {
    part *p = &s->part[number];
    if (p->used == p->room) {
        if (p->room < s->whole)
            make_room(s, p);
        else
            TS_TRY(write_block(s, p));
    }
    memcpy(p->block + p->used, record, s->record);
    p->used += s->record;
    s->count++;
    return TS_OK;
}

static ts_err read_block(ts_spill *s, uint64_t at, unsigned char *to) {
    size_t got;
    TS_TRY(ts_fs_read_at(s->fd, at, to, s->whole, &got, "a working file beside the index"));
    if (got != s->whole)
        return ts_fail(TS_EIO, "a working file beside the index is shorter than it was written");
    ts_ctr_apply(s->cover, at, to, s->whole);
    return TS_OK;
}

static void want(ts_spill *s, size_t bytes) {
    if (bytes <= s->loaded_room)
        return;
    drop(s->loaded, s->loaded_room);
    s->loaded = ts_alloc_array(bytes, 1);
    s->loaded_room = bytes;
}

ts_err ts_spill_load(ts_spill *s, unsigned number, unsigned char **record, size_t *n) {
    part *p = &s->part[number];
    size_t bytes = p->blocks * s->whole + p->used;
    *record = p->block;
    *n = bytes / s->record;
    if (!p->blocks)
        return TS_OK;
    want(s, bytes);
    for (size_t i = 0; i < p->blocks; i++)
        TS_TRY(read_block(s, p->at[i], s->loaded + i * s->whole));
    memcpy(s->loaded + p->blocks * s->whole, p->block, p->used);
    *record = s->loaded;
    return TS_OK;
}

ts_err ts_spill_block(ts_spill *s, unsigned number, size_t block, unsigned char **record, size_t *n) {
    part *p = &s->part[number];
    *record = p->block;
    *n = block == p->blocks ? p->used / s->record : 0;
    if (block >= p->blocks)
        return TS_OK;
    want(s, s->whole);
    TS_TRY(read_block(s, p->at[block], s->loaded));
    *record = s->loaded;
    *n = s->whole / s->record;
    return TS_OK;
}
